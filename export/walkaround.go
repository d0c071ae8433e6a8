package export

import (
	"context"
	"fmt"

	"forethought/workbook"
)

// WriteWalkAround draws a blank checklist to fill in by hand as a PDF at path, replacing what
// is there, readable and writable by its owner only. It is drawn in black on white and in
// type that is read at arm's length. Its errors and guarantees are those of every document,
// see [writePDF].
func WriteWalkAround(ctx context.Context, path string, walk workbook.WalkAround, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newWalkBook(ctx, walk, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write walk-around checklist: %w", err)
	}
	asked := map[string]bool{}
	for _, p := range walk.Pages {
		for _, it := range p.Items {
			asked[it.ID] = true
		}
	}
	receipt.Items, receipt.LeftOut = len(asked), walk.LeftOut
	return receipt, nil
}

// Measures of the walk-around checklist, in points.
const (
	walkSize  = 11.0 // of its type
	walkBox   = 17.0
	walkStep  = 25.0 // from box to box
	walkRule  = 24.0 // from line to line
	walkNotes = 28.0 // below a question, for the line of notes
	walkBoxes = 204.0
)

// walkBook is a walk-around checklist being drawn.
type walkBook struct {
	*caseBook
	walk workbook.WalkAround
}

func newWalkBook(ctx context.Context, walk workbook.WalkAround, o Options) (*walkBook, error) {
	if walk.School.Name == "" {
		walk.School.Name = o.Words.Text("plan.unnamed-school")
	}
	book, err := newCaseBook(ctx, o, walk.Case, about{
		Title: o.Words.Text("walk.title"), Subject: walk.School.Name, Author: walk.PreparedBy, Handling: walk.Handling,
		Footer: footerOf(o.Words, walk.School.District, walk.PreparedBy, walk.On), On: walk.On,
	})
	if err != nil {
		return nil, err
	}
	return &walkBook{book, walk}, nil
}

// parts are the pages, one a zone.
func (b *walkBook) parts() []func() {
	pages := b.walk.Pages
	if len(pages) == 0 { // nothing is asked; there are lines for what is seen all the same
		pages = []workbook.WalkPage{{}}
	}
	var parts []func()
	for i, p := range pages {
		parts = append(parts, func() { b.drawPlace(i, p) })
	}
	return parts
}

// drawPlace draws what is looked at in one place, and lines for whatever else is seen.
func (b *walkBook) drawPlace(n int, p workbook.WalkPage) {
	name := b.t("walk.whole-school")
	switch {
	case p.Layer != "":
		name = b.t("layer." + string(p.Layer))
	case p.Zone.ID != "" || p.Zone.Label() != "":
		name = p.Zone.Label()
	}
	b.page()
	b.place(actionAnchor(n), b.y)
	b.bookmark(0, b.y, name)
	b.head(name)
	for _, it := range p.Items {
		question, height := b.question(it)
		if height > b.room() {
			b.page()
			b.head(b.t("plan.continued", "Title", name))
		}
		b.drawQuestion(question, height)
	}
	b.rest()
}

// head draws whose page it is, and where the day and the name are written.
func (b *walkBook) head(place string) {
	b.flow(sideMargin, b.paragraph(b.width(), titleSize, b.say(bold, ink, place)))
	b.flow(sideMargin, b.paragraph(b.width(), walkSize, b.say(regular, ink, b.walk.School.Name)))
	b.y += 12
	base, x := b.y+walkSize, sideMargin
	for _, label := range []string{b.t("walk.date"), b.t("walk.by")} {
		text := b.shorten(bold, walkSize, 120, label)
		b.text(x, base, walkSize, bold, ink, text)
		from := x + b.faces[bold].width(text, walkSize) + 6
		x += b.width() / 2
		b.hline(from, base+3, x-from-14, ink, 0.8)
	}
	b.y = base + 14
	b.hline(sideMargin, b.y, b.width(), ink, 1.2)
}

// question is an item as it stands at the left of its boxes, and how tall its row is.
func (b *walkBook) question(it workbook.Item) ([]piece, float64) {
	width := b.width() - walkBoxes - 14
	pieces := append(b.paragraph(width, walkSize, b.say(bold, ink, it.Title)),
		b.paragraph(width, walkSize, b.say(regular, ink, it.Ask))...)
	return pieces, max(heightOf(pieces), 2*walkStep) + 6 + walkNotes
}

// drawQuestion draws a row: the question, four boxes to tick, and a line to write on.
func (b *walkBook) drawQuestion(question []piece, height float64) {
	top := b.y
	b.y += 6
	for _, p := range question {
		p.draw(sideMargin, b.y)
		b.y += p.height
	}
	for i, s := range []workbook.Status{workbook.InPlace, workbook.InProgress, workbook.Needed, workbook.NotNecessary} {
		x := b.w - sideMargin - walkBoxes + float64(i%2)*walkBoxes/2
		y := top + 8 + float64(i/2)*walkStep
		b.stroke(ink, 1.1)
		b.pdf.rect(x, y, walkBox, walkBox, outlined)
		b.text(x+walkBox+5, y+walkBox/2+walkSize*0.36, walkSize, regular, ink,
			b.shorten(regular, walkSize, walkBoxes/2-walkBox-7, b.t("status."+string(s))))
	}
	b.y = top + height
	label := b.print(regular, b.t("walk.notes"))
	b.text(sideMargin, b.y-8, walkSize, regular, ink, label)
	from := sideMargin + b.faces[regular].width(label, walkSize) + 6
	b.hline(from, b.y-6, b.w-sideMargin-from, rule, 0.8)
	b.hline(sideMargin, b.y, b.width(), ink, 0.6)
}

// rest gives what is left of the page to whatever else is seen.
func (b *walkBook) rest() {
	if b.room() < 2*walkRule+20 {
		return
	}
	b.y += 10
	b.flow(sideMargin, b.paragraph(b.width(), walkSize, b.say(bold, ink, b.t("walk.other"))))
	for b.room() >= walkRule {
		b.y += walkRule
		b.hline(sideMargin, b.y, b.width(), rule, 0.8)
	}
}
