package export

import "forethought/workbook"

// slicesOf are a coverage's counts in the order of the statuses.
func slicesOf(c workbook.Coverage) []slice {
	var out []slice
	for _, s := range workbook.Statuses() {
		out = append(out, slice{c.Counts[s], statusBadge(s)})
	}
	return out
}

// drawSummary draws the plan on one page: how much is in place, where the gaps are, and
// what is done about the most pressing ones.
func (b *planBook) drawSummary() {
	b.open(toSummary, newPage)
	b.intro(b.t("plan.summary.intro"))
	b.drawCoverage()
	b.drawBars()
	b.drawHighGaps()
}

// drawCoverage draws the ring with its legend and the counts in sentences.
func (b *planBook) drawCoverage() {
	const outer, inner, left = 58.0, 38.0, 150.0
	c := b.plan.Coverage
	top := b.y
	cx, cy := sideMargin+outer+4, top+outer+2
	b.donut(cx, cy, outer, inner, slicesOf(c))
	figure := b.print(bold, decimal(c.Answered())+"/"+decimal(c.Total))
	size := min(20, 20*inner*1.7/max(1, b.faces[bold].width(figure, 20)))
	b.text(cx-b.faces[bold].width(figure, size)/2, cy+size*0.22, size, bold, ink, figure)
	caption := b.shorten(regular, 8, inner*1.7, b.t("plan.summary.assessed-caption"))
	b.text(cx-b.faces[regular].width(caption, 8)/2, cy+size*0.22+12, 8, regular, muted, caption)

	x, y := sideMargin+left, top+2
	for _, s := range workbook.Statuses() {
		label := b.print(bold, b.t("status."+string(s)))
		count := b.print(regular, decimal(c.Counts[s]))
		w := b.badgeWidth(label, badgeSize) + 6 + b.faces[regular].width(count, 10)
		if x+w > b.w-sideMargin {
			x, y = sideMargin+left, y+badgeHeight+7
		}
		at := x + b.drawBadge(x, y, statusBadge(s), label, b.width()-left) + 6
		b.text(at, y+badgeHeight/2+3.6, 10, regular, ink, count)
		x += w + 16
	}
	b.y = y + badgeHeight + 10
	b.flow(sideMargin+left, b.paragraph(b.width()-left, leadSize, b.say(regular, ink, b.counts())))
	b.y = max(b.y, top+2*outer+4) + 14
}

// counts are the summary's figures as sentences.
func (b *planBook) counts() string {
	p := b.plan
	if p.Coverage.Answered() == 0 {
		return join(" ", b.t("plan.summary.nothing", "Count", p.Coverage.Total), b.actionCounts())
	}
	said := b.t("plan.summary.assessed", "Count", p.Coverage.Total, "Answered", p.Coverage.Answered())
	if p.Gaps == 0 {
		return join(" ", said, b.t("plan.summary.no-gaps"), b.actionCounts())
	}
	said = join(" ", said, b.t("plan.summary.gaps", "Count", p.Gaps))
	if n := len(p.HighGaps); n > 0 {
		said = join(" ", said, b.t("plan.summary.high", "Count", n))
		if p.WithoutWork > 0 {
			said = join(" ", said, b.t("plan.summary.without-action", "Count", p.WithoutWork))
		} else {
			said = join(" ", said, b.t("plan.summary.all-served", "Count", n))
		}
	}
	return join(" ", said, b.actionCounts())
}

// actionCounts says how many actions there are and how many are late.
func (b *planBook) actionCounts() string {
	if len(b.plan.Actions) == 0 {
		return b.t("plan.summary.no-actions")
	}
	late := 0
	for _, a := range b.plan.Actions {
		if a.Overdue {
			late++
		}
	}
	said := b.t("plan.summary.actions", "Count", len(b.plan.Actions))
	if late > 0 {
		said = join(" ", said, b.t("plan.summary.overdue", "Count", late))
	}
	return said
}

// drawBars draws one bar a checklist, with its legend in words.
func (b *planBook) drawBars() {
	b.subhead(b.t("plan.summary.bars"))
	const label = 150.0
	for _, l := range b.plan.Lists {
		key := listAnchor(l.Checklist)
		top := b.y
		b.flow(sideMargin, b.paragraph(label-10, textSize, b.lead(bold, ink, join(" ", b.number[key], b.title[key]), key)))
		low := b.y
		b.bar(sideMargin+label, top+0.5, b.width()-label, 14, slicesOf(l.Coverage))
		b.y = top + 17
		b.flow(sideMargin+label, b.paragraph(b.width()-label, smallSize, b.say(regular, muted, b.inWords(l.Coverage))))
		b.y = max(b.y, low) + 5
	}
}

// inWords are a coverage's counts by name.
func (b *caseBook) inWords(c workbook.Coverage) string {
	var parts []string
	for _, s := range workbook.Statuses() {
		if n := c.Counts[s]; n > 0 {
			parts = append(parts, b.t("plan.summary.part", "Number", n, "Status", b.t("status."+string(s))))
		}
	}
	return join(" · ", parts...)
}

// drawHighGaps lists the most pressing gaps, as many as the page still holds, and says how
// many more there are.
func (b *planBook) drawHighGaps() {
	b.subhead(b.t("plan.summary.high-title"))
	if len(b.plan.HighGaps) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), textSize, b.say(regular, muted, b.t("plan.summary.high-none"))))
		return
	}
	t := b.newTable(
		column{b.t("plan.column.item"), 218}, column{b.t("plan.column.status"), 92},
		column{b.t("plan.column.owner"), 112}, column{b.t("plan.column.actions"), 94},
	)
	const more = 18.0 // the line that says how many more there are
	room := b.room() - t.headHeight()
	var rows []row
	for i, g := range b.plan.HighGaps {
		before := b.replaced
		r := b.gapRow(t, g)
		keep := more
		if i == len(b.plan.HighGaps)-1 {
			keep = 0
		}
		if room -= t.height(r); room < keep && i > 0 {
			b.replaced = before // it is not drawn
			break
		}
		rows = append(rows, r)
	}
	t.draw(rows)
	if left := len(b.plan.HighGaps) - len(rows); left > 0 {
		b.y += 4
		b.flow(sideMargin, b.paragraph(b.width(), 8, b.say(regular, muted, b.t("plan.summary.more", "Count", left))))
	}
}

func (b *planBook) gapRow(t *table, g workbook.Gap) row {
	title := []span{b.item(bold, ink, g.Item)}
	title = append(title, b.cites(regular, muted, g.Item.Evidence)...)
	owner := b.say(regular, muted, b.t("plan.no-owner"))
	if g.Answer.Owner != "" {
		// The owner stands in full in the checklist; here two lines have to do.
		owner = span{text: b.shorten(regular, cellSize, 1.9*t.inner(2), g.Answer.Owner), color: ink}
	}
	cell := b.paragraph(t.inner(2), cellSize, owner)
	if g.Answer.Target != "" {
		cell = append(cell, b.paragraph(t.inner(2), 8,
			b.say(regular, muted, b.t("plan.by", "Date", b.words.Date(g.Answer.Target))))...)
	}
	work := []span{b.say(bold, alarm, b.t("plan.no-action"))}
	if len(g.Actions) > 0 {
		work = []span{b.say(regular, muted, b.t("plan.label.actions", "Count", len(g.Actions))+" ")}
		for i, n := range b.numbersOf(g.Actions) {
			if i > 0 {
				work = append(work, b.say(regular, muted, ", "))
			}
			work = append(work, b.lead(bold, accent, decimal(n), actionAnchor(n)))
		}
	}
	return row{cells: [][]piece{
		b.paragraph(t.inner(0), cellSize, title...),
		{b.badgePiece(statusBadge(g.Answer.Status), b.t("status."+string(g.Answer.Status)), t.inner(1))},
		cell,
		b.paragraph(t.inner(3), cellSize, work...),
	}}
}

// numbersOf are the plan's numbers of some actions.
func (b *planBook) numbersOf(actions []workbook.Action) []int {
	var numbers []int
	for _, p := range b.plan.Actions {
		for _, a := range actions {
			if a.ID == p.Action.ID {
				numbers = append(numbers, p.Number)
			}
		}
	}
	return numbers
}
