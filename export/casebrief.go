package export

import (
	"context"
	"fmt"
	"slices"

	"forethought/workbook"
)

// WriteCaseBrief draws the case alone as a PDF at path, replacing what is there, readable and
// writable by its owner only: what happened, in which order, on what the sources differ, what
// it teaches, what is still open, and the sources. Its errors and guarantees are those of
// every document, see [writePDF].
func WriteCaseBrief(ctx context.Context, path string, brief workbook.CaseBrief, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newBriefBook(ctx, brief, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write case brief: %w", err)
	}
	receipt.Items, receipt.Sources = len(brief.Case.Items), len(brief.Case.Sources)
	receipt.OpenQuestions = len(brief.Case.OpenQuestions)
	return receipt, nil
}

// briefBook is a case brief being drawn.
type briefBook struct {
	*caseBook
}

func newBriefBook(ctx context.Context, brief workbook.CaseBrief, o Options) (*briefBook, error) {
	book, err := newCaseBook(ctx, o, brief.Case, about{
		Title: o.Words.Text("brief.title"), Subject: brief.Case.Title, Author: brief.PreparedBy, Handling: brief.Handling,
		Footer: footerOf(o.Words, "", brief.PreparedBy, brief.On), On: brief.On,
	})
	if err != nil {
		return nil, err
	}
	b := &briefBook{book}
	b.numbered(toCase, b.t("plan.case.title"))
	if len(b.theCase.Timeline) > 0 {
		b.numbered(toTimeline, b.t("brief.timeline.title"))
	}
	if len(b.theCase.Figures) > 0 {
		b.numbered(toFigures, b.t("plan.figures.title"))
	}
	for _, l := range workbook.Checklists() {
		part := b.numbered(listAnchor(l), b.t("checklist."+string(l)))
		for i, it := range b.theCase.ItemsOf(l) {
			b.number[itemAnchor(it.ID)] = part + "." + decimal(i+1)
		}
	}
	b.numberOpen()
	return b, nil
}

// parts are the brief's parts in their order.
func (b *briefBook) parts() []func() {
	parts := []func(){func() { b.page(); b.drawCase() }, b.drawTimeline, b.drawDiffering}
	for _, l := range workbook.Checklists() {
		parts = append(parts, func() { b.drawLessons(l) })
	}
	return append(parts, b.drawOpenQuestions, b.drawBriefSources)
}

// drawBriefSources draws the sources with what each is good for; without that, where it saves
// a page.
func (b *briefBook) drawBriefSources() {
	lines := b.sourceLines(true)
	if short := b.sourceLines(false); sourcesHead+heightOf(lines) > b.room() && sourcesHead+heightOf(short) <= b.room() {
		lines = short
	}
	b.drawSourceLines(lines)
}

// drawTimeline draws what happened when, phase by phase, with how firmly it is known.
func (b *briefBook) drawTimeline() {
	events := slices.Clone(b.theCase.Timeline)
	if len(events) == 0 {
		return
	}
	phases := workbook.Phases()
	slices.SortStableFunc(events, func(a, b workbook.TimelineEvent) int {
		return slices.Index(phases, a.Phase) - slices.Index(phases, b.Phase)
	})
	t := b.newTable(column{b.t("brief.timeline.when"), 104}, column{b.t("brief.timeline.what"), 332}, column{b.t("brief.timeline.basis"), 80})
	t.pad = 3.5
	var rows []row
	phase := workbook.Phase("")
	for _, e := range events {
		when := b.words.When(e.When)
		if e.Until != "" {
			when = b.t("plan.from-to", "From", when, "To", b.words.When(e.Until))
		}
		if e.Approx {
			when = b.t("brief.timeline.about", "When", when)
		}
		var cell []piece
		if e.Phase != phase {
			phase = e.Phase
			cell = staying(b.paragraph(t.inner(1), textSize, b.say(bold, accent, b.t("phase."+string(e.Phase)))))
		}
		lead := make([]piece, 0, 2)
		for range cell {
			lead = append(lead, piece{height: leading(textSize)})
		}
		text := append([]span{b.say(regular, ink, e.Text)}, b.cites(regular, muted, e.Evidence)...)
		rows = append(rows, row{cells: [][]piece{
			append(lead, b.paragraph(t.inner(0), 8, b.say(bold, ink, when))...),
			append(cell, b.paragraph(t.inner(1), 8, text...)...),
			append(lead[:len(lead):len(lead)], b.paragraph(t.inner(2), 8, b.say(regular, muted, b.t("basis."+string(e.Basis))))...),
		}})
	}
	b.open(toTimeline, t.total(rows))
	b.intro(b.t("brief.timeline.intro"))
	t.draw(rows)
}

// drawDiffering draws what the sources differ on, closely set: every value beside who gives
// it, as everywhere.
func (b *briefBook) drawDiffering() {
	if len(b.theCase.Figures) == 0 {
		return
	}
	t := b.newTable(column{b.t("plan.column.figure"), 120}, column{b.t("brief.values"), 396})
	t.pad = 3
	var rows []row
	for _, f := range b.theCase.Figures {
		var spans []span
		for i, v := range f.Values {
			if i > 0 {
				spans = append(spans, b.say(regular, muted, " · "))
			}
			spans = append(spans, b.say(regular, ink, v.Value))
			if v.GivenBy != "" {
				spans = append(spans, b.say(regular, muted, " ("+v.GivenBy+")"))
			}
			spans = append(spans, b.cites(regular, muted, v.Evidence)...)
		}
		rows = append(rows, row{
			cells: [][]piece{
				b.paragraph(t.inner(0), 8, b.say(bold, ink, f.Title)),
				b.paragraph(t.inner(1), smallSize, spans...),
			},
			again: b.continued(t.across(0), f.Title),
			place: func(y float64) { b.place(figureAnchor(f.ID), y) },
		})
	}
	b.open(toFigures, t.total(rows))
	b.intro(b.t("brief.values.intro"))
	t.draw(rows)
}

// drawLessons draws what the case shows on a checklist.
func (b *briefBook) drawLessons(l workbook.Checklist) {
	var lessons [][]piece
	for _, it := range b.theCase.ItemsOf(l) {
		key := itemAnchor(it.ID)
		number := b.number[key]
		spans := append([]span{
			b.say(bold, accent, number+"  "), b.say(bold, ink, it.Title+". "), b.say(regular, ink, it.Shows),
		}, b.cites(regular, muted, it.Evidence)...)
		lines := b.paragraph(b.width(), cellSize, spans...)
		first := lines[0].draw
		lines[0].draw = func(x, y float64) {
			b.place(key, y)
			b.bookmark(1, y, join(" ", number, it.Title))
			first(x, y)
		}
		lessons = append(lessons, append(lines, gap(4)))
	}
	height := partHead + 40.0
	if len(lessons) > 0 {
		height += heightOf(lessons[0])
	}
	b.open(listAnchor(l), height)
	if intro := b.listIntro(l); intro != "" {
		b.intro(intro)
	}
	for _, lines := range lessons {
		b.flow(sideMargin, lines)
	}
}
