package export

import (
	"context"
	"fmt"
	"math"
	"strings"

	"forethought/workbook"
)

// WriteConductBriefing draws the briefing that opens an exercise and leads through its
// modules, on pages of 16:9 for the projector, as a PDF at path. It is made from what players
// hold, so it has nothing that they are not to see. Errors and guarantees are those of every
// document, see [writePDF].
func WriteConductBriefing(ctx context.Context, path string, manual workbook.SituationManual, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newBriefing(ctx, manual, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write conduct briefing: %w", err)
	}
	receipt.Objectives = len(manual.Objectives)
	for _, m := range manual.Modules {
		receipt.Questions += len(m.Questions)
	}
	return receipt, nil
}

// Measures of a page for the projector, in points.
const (
	slideWidth  = 960.0
	slideHeight = 540.0
	slideSide   = 60.0
	slideTop    = 120.0 // of the text
	slideFoot   = 58.0  // from the lower edge to the text
)

// slideSizes are the sizes of type that a page is tried in. What the last cannot hold, which
// someone at the far end of a room reads still, goes over several pages of the next larger.
var slideSizes = []float64{30, 27, 24, 22}

const spreadSize = 24.0

// briefing is a conduct briefing being drawn.
type briefing struct {
	*exerciseBook
	manual workbook.SituationManual
}

func newBriefing(ctx context.Context, manual workbook.SituationManual, o Options) (*briefing, error) {
	book, err := newExerciseBookOn(ctx, o, o.Words.Text("exercise.document.conduct-briefing"), manual.ExerciseOverview, nil,
		[2]float64{slideWidth, slideHeight})
	if err != nil {
		return nil, err
	}
	return &briefing{book, manual}, nil
}

func (b *briefing) parts() []func() {
	parts := []func(){
		b.drawTitle, b.drawWelcome, b.drawPurpose, b.drawGoals, b.drawRoles, b.drawGuidelines, b.drawAssumptions, b.drawDay, b.drawStory,
	}
	for _, m := range b.manual.Modules {
		parts = append(parts, func() { b.drawModule(m) })
	}
	return append(parts, b.drawHotWash)
}

// drawTitle is the page that stands while people come in.
func (b *briefing) drawTitle() {
	b.blank()
	b.bookmark(0, 0, b.of.Name)
	b.fill(accent)
	b.pdf.rect(0, 0, slideWidth, slideHeight*0.62, filled)
	size := 50.0
	title := b.paragraph(slideWidth-2*slideSide, size, b.say(bold, white, b.of.Name))
	for ; size > 20 && heightOf(title) > 210; size -= 3 {
		title = b.paragraph(slideWidth-2*slideSide, size, b.say(bold, white, b.of.Name))
	}
	y := slideHeight*0.62 - 44 - min(heightOf(title), 230)
	kind := b.paragraph(slideWidth-2*slideSide, 22, b.say(regular, accentTin, b.about.Title))
	b.stack(slideSide, y-heightOf(kind)-4, kind)
	b.stack(slideSide, y, title)
	y = slideHeight*0.62 + 26
	for i, text := range []string{join(" · ", b.of.School.Name, b.of.School.District), join(" · ", b.dateAndTime(), b.of.Place), b.of.Sponsor} {
		s, color := regular, ink
		if i == 2 {
			color = muted
		}
		if text != "" {
			b.text(slideSide, y+18, 20, s, color, b.shorten(s, 20, slideWidth-2*slideSide, text))
			y += 31
		}
	}
	b.drawMark()
}

func (b *briefing) drawWelcome() {
	b.bullets(b.t("briefing.welcome"), b.t("briefing.welcome.name"), b.t("briefing.welcome.house"), b.t("briefing.welcome.phones"),
		b.t("briefing.welcome.paper"), b.t("exdoc.guideline.real"), b.t("exdoc.guideline.calm"))
}

func (b *briefing) drawPurpose() {
	if b.of.Purpose+b.of.Scope == "" {
		return
	}
	b.slide(b.t("briefing.purpose"), func(size float64) []piece {
		var pieces []piece
		for _, p := range [][2]string{{"exdoc.purpose", b.of.Purpose}, {"exdoc.scope", b.of.Scope}} {
			if strings.TrimSpace(p[1]) != "" {
				pieces = append(pieces, b.labelled(size, b.t(p[0]), p[1])...)
			}
		}
		return pieces
	})
}

func (b *briefing) drawGoals() {
	if len(b.of.Objectives) == 0 {
		return
	}
	b.slide(b.t("exdoc.objectives"), func(size float64) []piece {
		var pieces []piece
		for i, o := range b.of.Objectives {
			said := []span{b.say(bold, ink, o.Title)}
			if o.Text != "" && o.Title != "" {
				said = append(said, b.say(regular, ink, "\n"+o.Text))
			} else {
				said = append(said, b.say(regular, ink, o.Text))
			}
			pieces = append(pieces, b.numberedLine(size, decimal(i+1), said...)...)
		}
		return pieces
	})
}

func (b *briefing) drawRoles() {
	b.slide(b.t("exdoc.roles.title"), func(size float64) []piece {
		var pieces []piece
		for _, role := range workbook.ExerciseRoles() {
			pieces = append(pieces, b.paragraph(slideWidth-2*slideSide, size, b.say(bold, accent, b.t("exdoc.role."+string(role))+"  "),
				b.say(regular, ink, b.t("exdoc.role-does."+string(role))))...)
			pieces = append(pieces, gap(size*0.45))
		}
		return pieces
	})
}

func (b *briefing) drawGuidelines() {
	b.bullets(b.t("exdoc.guidelines.title"), b.t("exdoc.guideline.open"), b.t("exdoc.guideline.plans"), b.t("exdoc.guideline.not-precedent"),
		b.t("exdoc.guideline.solutions"))
}

func (b *briefing) drawAssumptions() {
	b.bullets(b.t("exdoc.assumptions.title"), b.t("exdoc.assumption.plausible"), b.t("exdoc.assumption.no-tricks"),
		b.t("exdoc.assumption.same-time"), b.t("exdoc.assumption.absent"))
}

func (b *briefing) drawDay() {
	if len(b.of.Agenda) == 0 {
		return
	}
	b.slide(b.t("exdoc.schedule.title"), func(size float64) []piece {
		var pieces []piece
		column := 0.0
		for _, l := range b.of.Agenda {
			column = max(column, b.faces[bold].width(b.print(bold, b.when(l.Minute)), size)+size)
		}
		for _, l := range b.of.Agenda {
			said := []span{b.say(regular, ink, b.agendaTitle(l))}
			if length := b.minutes(l.Minutes); length != "" {
				length = strings.ReplaceAll(length, " ", "\u00a0") // a number and its unit stay together
				said = append(said, b.say(regular, muted, "  "+length))
			}
			pieces = append(pieces, beside(column, b.paragraph(column, size, b.say(bold, accent, b.when(l.Minute))),
				b.paragraph(slideWidth-2*slideSide-column, size, said...))...)
			pieces = append(pieces, gap(size*0.4))
		}
		return pieces
	})
}

func (b *briefing) drawStory() {
	if strings.TrimSpace(b.of.Scenario) == "" {
		return
	}
	b.slide(b.t("exdoc.scenario.title"), func(size float64) []piece {
		return b.passage(slideWidth-2*slideSide, size, regular, ink, strings.TrimSpace(b.of.Scenario))
	})
}

// drawModule draws the situation of a module, then its questions.
func (b *briefing) drawModule(m workbook.SituationModule) {
	title := b.moduleTitle(m.Number, m.Title)
	b.slide(title, func(size float64) []piece {
		var pieces []piece
		said := b.minutes(m.Minutes)
		if m.Story != "" {
			said = join(" · ", b.t("exdoc.story-time", "Time", string(m.Story)), said)
		}
		if said != "" {
			pieces = append(pieces, staying(b.paragraph(slideWidth-2*slideSide, size*0.8, b.say(bold, accent, said)))...)
			pieces = append(pieces, gap(size*0.5))
		}
		return append(pieces, b.passage(slideWidth-2*slideSide, size, regular, ink, strings.TrimSpace(m.Text))...)
	})
	if len(m.Questions) == 0 {
		return
	}
	b.slide(b.t("briefing.questions", "Module", m.Number), func(size float64) []piece {
		var pieces []piece
		for i, q := range m.Questions {
			pieces = append(pieces, b.numberedLine(size, decimal(m.Number)+"."+decimal(i+1), b.say(regular, ink, strings.TrimSpace(q)))...)
		}
		return pieces
	})
}

func (b *briefing) drawHotWash() {
	b.bullets(b.t("briefing.hot-wash"), b.t("briefing.hot-wash.well"), b.t("briefing.hot-wash.better"), b.t("briefing.hot-wash.plans"),
		b.t("briefing.hot-wash.first"))
	thanks := []string{b.t("briefing.thanks.form"), b.t("briefing.thanks.report")}
	if b.of.Contact != "" {
		thanks = append(thanks, b.t("briefing.thanks.contact", "Contact", b.of.Contact))
	}
	b.bullets(b.t("briefing.thanks"), thanks...)
}

// bullets is a page of lines with a dot before each.
func (b *briefing) bullets(title string, lines ...string) {
	b.slide(title, func(size float64) []piece {
		var pieces []piece
		for _, l := range lines {
			pieces = append(pieces, b.numberedLine(size, "•", b.say(regular, ink, l))...)
		}
		return pieces
	})
}

// numberedLine is text with a mark before it.
func (b *briefing) numberedLine(size float64, mark string, said ...span) []piece {
	indent := 1.1 * size
	if len(mark) > 1 && mark != "•" {
		indent = 1.9 * size
	}
	pieces := beside(indent, b.paragraph(indent, size, b.say(bold, accent, mark)),
		b.paragraph(slideWidth-2*slideSide-indent, size, said...))
	return append(pieces, gap(size*0.45))
}

// labelled is text under its label.
func (b *briefing) labelled(size float64, label, text string) []piece {
	pieces := staying(b.paragraph(slideWidth-2*slideSide, size*0.8, b.say(bold, accent, label)))
	pieces = append(pieces, b.passage(slideWidth-2*slideSide, size, regular, ink, strings.TrimSpace(text))...)
	return append(pieces, gap(size*0.45))
}

// slide draws a page with the largest type that it can be drawn in, and more pages where even
// the smallest is too large.
func (b *briefing) slide(title string, body func(size float64) []piece) {
	const room = slideHeight - slideFoot - slideTop
	pieces, fits, replaced, each := []piece(nil), false, b.replaced, room
	for i := 0; i < len(slideSizes) && !fits; i++ {
		b.replaced = replaced // what is measured and not drawn does not count
		pieces = body(slideSizes[i])
		fits = heightOf(pieces)-lastGap(pieces) <= room
	}
	if !fits {
		b.replaced = replaced
		pieces = body(spreadSize)
		pages := math.Ceil(heightOf(pieces) / room)
		each = min(room, heightOf(pieces)/pages+2*leading(spreadSize)) // about as much on each
	}
	for part := 0; (part == 0 || len(pieces) > 0) && b.err() == nil; part++ {
		b.blank()
		heading := title
		if part == 0 {
			b.bookmark(0, 0, title)
		} else {
			heading = b.t("briefing.more", "Title", title)
		}
		b.fill(accent)
		b.pdf.rect(0, 0, 14, slideHeight, filled)
		b.text(slideSide, 78, 34, bold, ink, b.shorten(bold, 34, slideWidth-2*slideSide, heading))
		b.hline(slideSide, 97, slideWidth-2*slideSide, accent, 2)
		fit, rest := take(trimGap(pieces), each, true)
		b.stack(slideSide, slideTop, fit)
		b.drawFoot()
		pieces = rest
	}
}

// lastGap is the height of the white space at the end.
func lastGap(pieces []piece) float64 {
	if n := len(pieces); n > 0 && pieces[n-1].gap {
		return pieces[n-1].height
	}
	return 0
}

// blank begins a page without the header and footer of reports.
func (b *briefing) blank() {
	b.page()
	b.bare[b.pdf.number()] = true
}

// stack draws pieces from a place down.
func (b *briefing) stack(x, y float64, pieces []piece) {
	for _, p := range pieces {
		if p.draw != nil {
			p.draw(x, y)
		}
		y += p.height
	}
}

// drawFoot says what this is and how it is handled.
func (b *briefing) drawFoot() {
	const size, base = 11.0, slideHeight - 24
	number := b.print(regular, decimal(b.pdf.number()))
	right := slideWidth - slideSide
	b.text(right-b.faces[regular].width(number, size), base, size, regular, muted, number)
	b.drawMark()
	b.text(slideSide, base, size, regular, muted, b.shorten(regular, size, 250, b.of.Name))
}

// drawMark says how the page is handled.
func (b *briefing) drawMark() {
	const size, base = 11.0, slideHeight - 24
	mark := b.shorten(bold, size, 300, b.about.Handling)
	b.text((slideWidth-b.faces[bold].width(mark, size))/2, base, size, bold, alarm, mark)
}
