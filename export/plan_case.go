package export

import (
	"forethought/workbook"
)

// drawOpenQuestions draws what the record itself says is still missing.
func (b *caseBook) drawOpenQuestions() {
	if len(b.theCase.OpenQuestions) == 0 {
		b.open(toOpen, 2*partHead)
		b.intro(b.t("plan.open.intro"))
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("plan.open.none"))))
		return
	}
	t := b.newTable(column{b.t("plan.column.open"), 290}, column{b.t("plan.column.meanwhile"), 226})
	var rows []row
	for _, q := range b.theCase.OpenQuestions {
		key := openAnchor(q.ID)
		number := b.number[key]
		cell := staying(b.paragraph(t.inner(0), textSize, b.say(bold, accent, number+"  "), b.say(bold, ink, q.Title)))
		cell = append(cell, b.paragraph(t.inner(0), cellSize, b.say(regular, ink, q.Missing))...)
		cell = append(cell, gap(3))
		where := b.t("plan.open.whole-case")
		if q.Checklist != "" {
			where = b.t("checklist." + string(q.Checklist))
		}
		spans := []span{b.say(regular, muted, where+". "+b.t("plan.evidence")+" ")}
		cell = append(cell, b.paragraph(t.inner(0), smallSize, append(spans, b.evidence(q.Evidence)...)...)...)
		rows = append(rows, row{
			cells: [][]piece{cell, b.paragraph(t.inner(1), cellSize, b.say(regular, ink, q.Meanwhile))},
			again: b.continued(t.across(0), join(" ", number, q.Title)),
			place: func(y float64) {
				b.place(key, y)
				b.bookmark(1, y, join(" ", number, q.Title))
			},
		})
	}
	b.open(toOpen, t.total(rows))
	b.intro(b.t("plan.open.intro"))
	t.draw(rows)
}

// drawCase draws the case in one page, in the largest type in which it fits.
func (b *caseBook) drawCase() { b.drawCaseAbove(0) }

// drawCaseAbove draws the case in a page of which a height is kept for what follows.
func (b *caseBook) drawCaseAbove(keep float64) {
	b.open(toCase, newPage)
	c := b.theCase
	when := b.words.When(c.When)
	if c.Until != "" {
		when = b.t("plan.from-to", "From", when, "To", b.words.When(c.Until))
	}
	b.intro(join(" · ", c.Title, when))
	before := b.replaced
	for size := 9.0; ; size -= 0.5 {
		b.replaced = before // only what is drawn counts
		pieces := b.caseInShort(size)
		if heightOf(pieces) <= b.room()-keep || size <= smallSize {
			b.flow(sideMargin, pieces)
			return
		}
	}
}

// caseInShort is the facts at a glance, what happened, and on what the sources differ.
func (b *caseBook) caseInShort(size float64) []piece {
	c := b.theCase
	pieces := append(b.facts(max(smallSize, size-0.5)), gap(6))
	for _, s := range c.Summary {
		spans := append([]span{b.say(regular, ink, s.Text)}, b.cites(regular, ink, s.Evidence)...)
		pieces = append(pieces, b.paragraph(b.width(), size, spans...)...)
		pieces = append(pieces, gap(4))
	}
	if b.number[toFigures] == "" { // the document has no such part
		return pieces
	}
	pieces = append(pieces, gap(6))
	pieces = append(pieces, staying(b.paragraph(b.width(), headSize, b.say(bold, accent, b.t("plan.figures.title"))))...)
	pieces = append(pieces, b.paragraph(b.width(), size, b.say(regular, ink,
		b.t("plan.case.figures", "Count", len(c.Figures), "Part", b.number[toFigures])))...)
	pieces = append(pieces, gap(3))
	var titles []span
	for i, f := range c.Figures {
		if i > 0 {
			titles = append(titles, b.say(regular, muted, " · "))
		}
		titles = append(titles, b.lead(regular, accent, f.Title, figureAnchor(f.ID)))
	}
	return append(pieces, b.paragraph(b.width(), size, titles...)...)
}

// facts are the facts at a glance in three columns.
func (b *caseBook) facts(size float64) []piece {
	const across, between = 3, 16.0
	width := (b.width() - (across-1)*between) / across
	facts := b.theCase.Facts
	var pieces []piece
	for i := 0; i < len(facts); i += across {
		var cells []piece
		for j, f := range facts[i:min(i+across, len(facts))] {
			cell := []piece{{height: 4, draw: func(x, y float64) { b.hline(x, y, width, line, 0.6) }}}
			cell = append(cell, b.paragraph(width, smallSize, b.say(regular, muted, f.Label))...)
			value := append([]span{b.say(bold, ink, f.Value)}, b.cites(regular, muted, f.Evidence)...)
			cell = append(cell, b.paragraph(width, size, value...)...)
			cells = beside(float64(j)*(width+between), cells, cell)
		}
		pieces = append(append(pieces, cells...), gap(5))
	}
	return pieces
}

// drawFigures draws what the sources differ on, every value beside who gives it.
func (b *caseBook) drawFigures() {
	if len(b.theCase.Figures) == 0 {
		return
	}
	t := b.newTable(
		column{b.t("plan.column.figure"), 132}, column{b.t("plan.column.value"), 192},
		column{b.t("plan.column.given-by"), 192},
	)
	t.pad = 4
	var rows []row
	for _, f := range b.theCase.Figures {
		title := staying(b.paragraph(t.inner(0), 8, b.say(bold, ink, f.Title)))
		title = append(title, b.paragraph(t.inner(0), smallSize, b.say(regular, muted, f.Note))...)
		var values []piece
		for i, v := range f.Values {
			if i > 0 {
				values = append(values, gap(1.5))
			}
			by := append([]span{b.say(regular, muted, v.GivenBy)}, b.cites(regular, muted, v.Evidence)...)
			values = append(values, beside(t.cols[1].width,
				b.paragraph(t.inner(1), smallSize, b.say(regular, ink, v.Value)),
				b.paragraph(t.inner(2), smallSize, by...))...)
		}
		rows = append(rows, row{
			cells: [][]piece{title, values},
			again: b.continued(t.across(0), f.Title),
			place: func(y float64) { b.place(figureAnchor(f.ID), y) },
		})
	}
	b.open(toFigures, t.total(rows))
	b.intro(b.t("plan.figures.intro"))
	t.draw(rows)
}

// drawSources draws the documents that the numbers in brackets stand for.
func (b *caseBook) drawSources() {
	t := b.newTable(
		column{b.t("plan.column.number"), 30}, column{b.t("plan.column.source"), 224},
		column{b.t("plan.column.publisher"), 100}, column{b.t("plan.column.kind"), 70},
		column{b.t("plan.column.date"), 70}, column{b.t("plan.column.language"), 66},
	)
	var rows []row
	for i, s := range b.theCase.Sources {
		source := b.paragraph(t.inner(1), cellSize, b.say(bold, ink, s.Title))
		source = append(source, b.paragraph(t.inner(1), 8, b.say(regular, muted, s.Note))...)
		date := b.say(regular, muted, b.t("plan.sources.undated"))
		if s.Date != "" {
			date = b.say(regular, ink, b.words.When(s.Date))
		}
		rows = append(rows, row{
			cells: [][]piece{
				b.paragraph(t.inner(0), cellSize, b.say(bold, accent, "["+decimal(i+1)+"]")),
				source,
				b.paragraph(t.inner(2), cellSize, b.say(regular, ink, s.Publisher)),
				b.paragraph(t.inner(3), cellSize, b.say(regular, ink, b.kind(s.Kind))),
				b.paragraph(t.inner(4), cellSize, date),
				b.paragraph(t.inner(5), cellSize, b.say(regular, ink, b.languageName(s.Language))),
			},
			place: func(y float64) { b.place(sourceAnchor(s.ID), y) },
		})
	}
	b.open(toSources, t.total(rows))
	b.intro(b.t("plan.sources.intro"))
	t.draw(rows)
}

// sourceLines are the sources as a list, for documents that have no table of them.
func (b *caseBook) sourceLines(notes bool) []piece {
	var pieces []piece
	for i, s := range b.theCase.Sources {
		date := ""
		if s.Date != "" {
			date = b.words.When(s.Date)
		}
		spans := []span{b.say(bold, accent, "["+decimal(i+1)+"] "), b.say(bold, ink, s.Title)}
		if about := join(", ", s.Publisher, b.kind(s.Kind), date); about != "" {
			spans = append(spans, b.say(regular, muted, " · "+about))
		}
		lines := b.paragraph(b.width(), smallSize, spans...)
		first, key := lines[0].draw, sourceAnchor(s.ID)
		lines[0].draw = func(x, y float64) {
			b.place(key, y)
			first(x, y)
		}
		if notes && s.Note != "" {
			lines = append(staying(lines), b.paragraph(b.width(), smallSize, b.say(regular, muted, s.Note))...)
		}
		pieces = append(append(pieces, lines...), gap(3))
	}
	return pieces
}

// sourcesHead is about how tall the heading of a list of sources is.
const sourcesHead = 40.0

// drawSourceLines draws a list of the sources under a small heading.
func (b *caseBook) drawSourceLines(lines []piece) {
	b.need(min(sourcesHead+heightOf(lines), b.bodyHeight()*0.4))
	if b.y > bodyTop {
		b.y += 10
	}
	b.place(toSources, b.y)
	b.bookmark(0, b.y, b.t("plan.sources.title"))
	b.flow(sideMargin, append(staying(b.paragraph(b.width(), headSize, b.say(bold, accent, b.t("plan.sources.title")))), gap(4)))
	b.flow(sideMargin, lines)
}

// kind is the word for what sort of document a source is.
func (b *caseBook) kind(k workbook.SourceKind) string {
	if k == "" {
		return ""
	}
	return b.t("source-kind." + string(k))
}
