package export

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"forethought/workbook"
)

// WriteBoardSummary draws a summary for a board as a PDF of two pages at path. Lists hold as
// much as the pages have room for and say how much more there is. Its errors and guarantees
// are those of every document, see [writePDF].
func WriteBoardSummary(ctx context.Context, path string, summary workbook.BoardSummary, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) {
		roll, err := newRollBook(ctx, summary.Plan, o, o.Words.Text("board.title"))
		if err != nil {
			return nil, err
		}
		return &boardBook{rollBook: roll, asks: summary.Asks, cited: map[int]bool{}}, nil
	})
	if err != nil {
		return Receipt{}, fmt.Errorf("write board summary: %w", err)
	}
	p := summary.Plan
	receipt.Schools, receipt.Items, receipt.Actions = len(p.Schools), len(p.Items), p.Work.Total
	receipt.Sources, receipt.LeftOut = len(p.Case.Sources), p.LeftOut
	return receipt, nil
}

// boardBook is a board's summary being drawn.
type boardBook struct {
	*rollBook
	asks  []workbook.Ask
	cited map[int]bool // sources that the pages name
	told  int          // items that stand on the pages so far, in a public copy

	summed bool // the first page of a public copy has room for what happened
}

// parts are the two pages.
func (b *boardBook) parts() []func() {
	if b.public() {
		return []func(){b.publicFirst, b.publicSecond}
	}
	return []func(){b.drawFirst, b.drawSecond}
}

const moreLine = 16.0 // the line that says how many more there are

// drawFirst draws what is in place and what is needed most, and why.
func (b *boardBook) drawFirst() {
	b.page()
	b.bookmark(0, b.y, b.t("board.in-place.title"))
	b.masthead(b.t("board.title"), 19)
	b.y += 8
	b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.figures())))
	b.subhead(b.t("board.in-place.title"))
	b.listBars()
	b.subhead(b.t("board.needed.title"))
	if len(b.plan.Shared) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), textSize, b.say(regular, muted, b.t("plan.summary.no-gaps"))))
		return
	}
	if len(b.plan.Schools) > 1 {
		b.legend(sideMargin, b.width(), []workbook.Status{workbook.Needed, workbook.InProgress})
		b.y += 3
	}
	left := b.rows(len(b.plan.Shared), func(i int) []piece { return b.neededRow(b.plan.Shared[i]) })
	b.more("board.needed.more", left)
}

// rows draws rows made one after another while the page has room for them and for the line
// that says how many are left, and gives that number.
func (b *boardBook) rows(n int, make func(i int) []piece) (left int) {
	for i := range n {
		before := b.replaced
		pieces := make(i)
		room := b.room()
		if i < n-1 {
			room -= moreLine
		}
		if heightOf(pieces) > room {
			b.replaced = before // it is not drawn
			return n - i
		}
		b.flow(sideMargin, pieces)
	}
	return 0
}

// more says how many rows the page had no room for.
func (b *boardBook) more(key string, left int) {
	if left > 0 {
		b.flow(sideMargin, b.paragraph(b.width(), 8, b.say(regular, muted, b.t(key, "Count", left))))
	}
}

// neededRow is a gap, at how many schools it is open, and what the case shows about it.
func (b *boardBook) neededRow(it workbook.ItemStanding) []piece {
	const label = 232.0
	width := b.width() - label
	left := b.paragraph(label-12, textSize, b.say(bold, ink, b.shortly(it.Item.Title, 70)))
	var right []piece
	if len(b.plan.Schools) == 1 {
		status := workbook.Needed
		if it.Coverage.Counts[workbook.InProgress] > 0 {
			status = workbook.InProgress
		}
		right = []piece{b.badgePiece(statusBadge(status), b.t("status."+string(status)), width)}
		if it.High > 0 {
			right = append(right, b.paragraph(width, smallSize, b.priorityLine(workbook.High))...)
		}
	} else {
		right = []piece{{height: 13, draw: func(x, y float64) { b.gapBar(x, y, width, 12, it) }}}
		said := b.t("district-plan.gap-at", "Gap", it.Schools(), "Count", len(b.plan.Schools))
		if it.High > 0 {
			said = join(" · ", said, b.t("board.high-at", "Count", it.High))
		}
		right = append(right, b.paragraph(width, smallSize, b.say(regular, muted, said))...)
	}
	pieces := beside(label, left, right)
	return append(append(pieces, b.why(it.Item)...), gap(6))
}

// why is what the case shows about an item, in a sentence, with its sources.
func (b *boardBook) why(it workbook.Item) []piece {
	return b.withSources(b.shortly(firstSentence(it.Shows), 240), it.Evidence, muted)
}

// withSources is small text with the numbers of its sources, which the pages then name.
func (b *boardBook) withSources(text string, evidence []workbook.Evidence, color rgb) []piece {
	return b.withSourcesIn(b.width(), text, evidence, color)
}

func (b *boardBook) withSourcesIn(width float64, text string, evidence []workbook.Evidence, color rgb) []piece {
	cited := b.plan.Case.Citations(evidence)
	for _, n := range cited {
		b.cited[n] = true
	}
	spans := []span{b.say(regular, color, text)}
	for _, n := range cited {
		spans = append(spans, b.say(regular, muted, " ["+decimal(n)+"]"))
	}
	return b.paragraph(width, 8, spans...)
}

func (b *boardBook) shortly(text string, most int) string {
	return workbook.Shorten(strings.Join(strings.Fields(text), " "), most)
}

// firstSentence cuts a text after its first sentence. A full stop ends one when a word of
// at least three small letters or a digit stands before it and a blank after, so that
// abbreviations and initials do not.
func firstSentence(text string) string {
	letters := []rune(strings.Join(strings.Fields(text), " "))
	for i, r := range letters {
		if i+1 >= len(letters) || letters[i+1] != ' ' || !strings.ContainsRune(".!?", r) || i < 3 {
			continue
		}
		word := letters[i-3 : i]
		if r != '.' || unicode.IsDigit(word[2]) || !slices.ContainsFunc(word, func(l rune) bool { return !unicode.IsLower(l) }) {
			return string(letters[:i+1])
		}
	}
	return string(letters)
}

// drawSecond draws what the board is asked for, who does what by when, and when what is due.
// What stands below the table is measured first, so that the table gets the room that is left.
func (b *boardBook) drawSecond() {
	const stripHeight, stripAll = 46.0, 130.0
	b.page()
	b.bookmark(0, b.y, b.t("board.asks.title"))
	b.drawAsks()
	sources := b.sourceLines()
	days := b.plan.Work.Days.Sum() > 0
	below := heightOf(sources) + 6
	if days {
		below += stripAll
	}
	b.subhead(b.t("board.work.title"))
	b.drawLeading(below)
	if days {
		b.subhead(b.t("board.days.title"))
		b.strip(sideMargin, b.width(), stripHeight, b.dueColumns())
	}
	b.y = max(b.y, b.h-bodyFoot-heightOf(sources))
	b.flow(sideMargin, sources)
}

// drawAsks draws the decisions that the board is asked for, numbered.
func (b *boardBook) drawAsks() {
	b.flow(sideMargin, b.paragraph(b.width(), headSize+2, b.say(bold, accent, b.t("board.asks.title"))))
	b.y += 5
	if len(b.asks) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("board.asks.none"))))
	}
	const indent = 20.0
	for i, a := range b.asks {
		text := b.twoLines(regular, leadSize, b.width()-indent, b.askText(a))
		b.flow(sideMargin, beside(indent, b.paragraph(indent, leadSize, b.say(bold, accent, decimal(i+1))),
			b.paragraph(b.width()-indent, leadSize, span{text: text, color: ink})))
		b.y += 4
	}
}

func (b *boardBook) askText(a workbook.Ask) string {
	key := "board.ask." + string(a.Code)
	if a.Code == workbook.AskServeGap && len(b.plan.Schools) == 1 {
		key = "board.ask.serve-gap-here"
	}
	switch a.Code {
	case workbook.AskServeGap, workbook.AskSharedGap:
		return b.t(key, "Count", a.Count, "Item", b.shortly(a.Item.Item.Title, 60))
	case workbook.AskOverdue:
		return b.t(key, "Count", a.Count, "Action", b.shortly(b.titleOf(a.Action.Action), 60), "Date", b.words.Date(a.Action.Due))
	case workbook.AskFunds:
		return b.t(key, "Count", a.Count, "Amount", b.printer.Sprintf("%d", a.Amount))
	}
	return b.t(key, "Count", a.Count)
}

// drawLeading draws the most important actions while there is room for what stands below.
func (b *boardBook) drawLeading(below float64) {
	work := b.plan.Work
	if len(work.Leading) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), textSize, b.say(regular, muted, b.t("district-plan.work.none-open"))))
		return
	}
	t := b.newTable(
		column{b.t("plan.column.action"), 208}, column{b.t("district-plan.column.serves"), 100},
		column{b.t("plan.column.owner"), 106}, column{b.t("district-plan.column.due"), 102},
	)
	t.pad = 3
	t.heading()
	drawn := 0
	for _, a := range work.Leading {
		before := b.replaced
		r := b.leadingRow(t, a)
		if t.height(r)+moreLine > b.room()-below {
			b.replaced = before // it is not drawn
			break
		}
		t.row(r)
		drawn++
	}
	if left := work.Open - drawn; left > 0 {
		b.y += 3
		b.more("board.work.more", left)
	}
}

func (b *boardBook) leadingRow(t *table, a workbook.DistrictAction) row {
	who := join(", ", a.Action.Owner, a.Action.Organization)
	owner := span{text: b.twoLines(regular, 8, t.inner(2), who), color: ink}
	if who == "" {
		owner = b.say(bold, alarm, b.t("plan.no-owner"))
	}
	title := b.twoLines(bold, cellSize, t.inner(0), b.titleOf(a.Action))
	schools := b.schoolsInTwoLines(t.inner(1), a.Schools)
	return row{cells: [][]piece{
		b.paragraph(t.inner(0), cellSize, span{text: title, style: bold, color: ink}),
		b.paragraph(t.inner(1), 8, span{text: schools, color: ink}),
		b.paragraph(t.inner(2), 8, owner),
		b.dueLine(t.inner(3), a.Action),
	}}
}

// schoolsInTwoLines names fewer schools rather than cutting off how many more there are.
func (b *boardBook) schoolsInTwoLines(width float64, names []string) printable {
	for most := someSchools; most > 1; most-- {
		text := b.print(regular, b.fewSchools(names, most))
		if len(breakLines(b.faces, []span{{text: text}}, 8, width)) <= 2 {
			return text
		}
	}
	if len(names) > 1 {
		return b.print(regular, b.t("district-plan.schools", "Count", len(names)))
	}
	return b.twoLines(regular, 8, width, strings.Join(names, ", "))
}

// dueColumns are the strip of due dates: what is overdue, twelve months, later, undated.
func (b *boardBook) dueColumns() []stripColumn {
	d := b.plan.Work.Days
	open, late := statusBadge(workbook.NotNecessary), statusBadge(workbook.Needed)
	columns := []stripColumn{{b.t("board.days.overdue"), d.Overdue, late}}
	for _, m := range d.Months {
		month := strings.TrimPrefix(m.Month[5:], "0")
		columns = append(columns, stripColumn{b.t("month-short."+month) + " " + m.Month[2:4], m.Count, open})
	}
	return append(columns, stripColumn{b.t("board.days.later"), d.Later, open},
		stripColumn{b.t("board.days.undated"), d.Undated, statusBadge(workbook.NotAssessed)})
}

// sourceLines name the sources that the pages cite, in a few small lines.
func (b *boardBook) sourceLines() []piece {
	var spans []span
	for i, s := range b.plan.Case.Sources {
		if b.cited[i+1] {
			spans = append(spans, b.say(bold, muted, "["+decimal(i+1)+"] "), b.say(regular, muted, b.shortly(s.Title, 70)+"   "))
		}
	}
	if len(spans) == 0 {
		return nil
	}
	spans = append([]span{b.say(bold, muted, b.t("plan.sources.title")+"   ")}, spans...)
	pieces := b.paragraph(b.width(), smallSize, spans...)
	return pieces[:min(len(pieces), 6)]
}

// publicFirst draws what is in place, for everyone, beside what the case shows.
func (b *boardBook) publicFirst() {
	b.page()
	b.bookmark(0, b.y, b.t("board.shows.title"))
	b.masthead(b.t("board.title"), 19)
	b.y += 8
	b.flow(sideMargin, b.paragraph(b.width(), leadSize,
		b.say(regular, ink, b.t("district-plan.public.intro", "Count", len(b.plan.Schools)))))
	b.subhead(b.t("board.shows.title"))
	items := b.itemsInPlace()
	if len(items) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("plan.public.ask"))))
	}
	b.told = len(items) - b.rows(len(items), func(i int) []piece { return b.shortInPlace(items[i]) })
	if b.told == len(items) && b.room() > lessonsFloor {
		b.drawCaseShortly(0)
		b.summed = true
	}
}

// lessonsFloor is the least room in which something about the case is begun.
const lessonsFloor = 120.0

// publicSecond goes on with what is in place and ends with what the case teaches.
func (b *boardBook) publicSecond() {
	b.page()
	items := b.itemsInPlace()[b.told:]
	below := 6 * leading(smallSize) // the sources are known once the rows are drawn
	if len(items) > 0 {
		b.bookmark(0, b.y, b.t("board.shows.title"))
		b.subhead(b.t("board.shows.title"))
	}
	if b.publicRows(len(items), below, func(i int) []piece { return b.shortInPlace(items[i]) }) < len(items) {
		b.flow(sideMargin, b.paragraph(b.width(), 8, b.say(regular, muted, b.t("board.shows.more"))))
	} else {
		if !b.summed && b.room() > below+lessonsFloor {
			b.drawCaseShortly(below)
		}
		if b.room() > below+lessonsFloor {
			b.drawFamilyLessons(below)
		}
	}
	sources := b.sourceLines()
	b.y = max(b.y, b.h-bodyFoot-heightOf(sources))
	b.flow(sideMargin, sources)
}

// publicRows draws rows while there is room above what stands below, and says how many.
func (b *boardBook) publicRows(n int, below float64, make func(i int) []piece) int {
	for i := range n {
		before := b.replaced
		pieces := make(i)
		if heightOf(pieces)+moreLine+below > b.room() {
			b.replaced = before
			return i
		}
		b.flow(sideMargin, pieces)
	}
	return n
}

// drawCaseShortly draws what happened, as far as there is room.
func (b *boardBook) drawCaseShortly(below float64) {
	told := b.plan.Case.Summary
	if len(told) == 0 {
		return
	}
	b.bookmark(0, b.y, b.t("board.case.title"))
	b.subhead(b.t("board.case.title"))
	b.publicRows(len(told), below, func(i int) []piece {
		return append(b.withSources(told[i].Text, told[i].Evidence, ink), gap(4))
	})
}

// drawFamilyLessons draws what the case teaches about families, as far as there is room.
func (b *boardBook) drawFamilyLessons(below float64) {
	taught := b.onFamilies()
	if len(taught) == 0 {
		return
	}
	b.bookmark(0, b.y, b.t("plan.families.lessons"))
	b.subhead(b.t("plan.families.lessons"))
	b.publicRows(len(taught), below, func(i int) []piece {
		return append(b.withSources(join(". ", taught[i].Title, taught[i].Shows), taught[i].Evidence, ink), gap(4))
	})
}

// shortInPlace is an item that is in place. Its title names what went wrong then, so the
// question that has been answered stands first.
func (b *boardBook) shortInPlace(it workbook.Item) []piece {
	const label = 66.0
	badge := b.badgePiece(statusBadge(workbook.InPlace), b.t("status."+string(workbook.InPlace)), label-6)
	right := b.paragraph(b.width()-label, textSize, b.say(bold, ink, b.shortly(it.Ask, 200)))
	shows := join(". ", b.shortly(it.Title, 70), b.shortly(firstSentence(it.Shows), 240))
	right = append(right, b.withSourcesIn(b.width()-label, shows, it.Evidence, muted)...)
	return append(beside(label, []piece{badge}, right), gap(5))
}
