package export

import (
	"strings"

	"forethought/workbook"
)

// drawSchools draws a line a school: how far it is, and where most is to be done.
func (b *districtBook) drawSchools() {
	t := b.newTable(
		column{b.t("district-plan.column.school"), 176}, column{b.t("district-plan.column.standing"), 170},
		column{b.t("district-plan.column.assessed"), 58}, column{b.t("district-plan.column.high"), 58},
		column{b.t("district-plan.column.overdue"), 54},
	)
	t.pad = 4
	t.figures(2, 3, 4)
	b.open(toSchools, b.bodyHeight()*0.4)
	b.intro(b.t("district-plan.schools.intro"))
	b.legend(sideMargin, b.width(), workbook.Statuses())
	b.y += 4
	b.each(t, len(b.plan.Schools), func(i int) row {
		s := b.plan.Schools[i]
		figure := func(col, n int) []piece {
			shade := ink
			if n == 0 {
				shade = muted
			}
			return b.aligned(t.inner(col), cellSize, 1, b.say(regular, shade, decimal(n)))
		}
		bar := piece{height: 12, draw: func(x, y float64) {
			b.hatchedBar(x, y, t.inner(1), 11, s.Coverage.Total, slicesOf(s.Coverage))
		}}
		return row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.lead(bold, ink, b.nameOf(s.School), schoolAnchor(i))),
			{bar},
			b.aligned(t.inner(2), cellSize, 1, b.say(regular, ink, decimal(s.Coverage.Answered())+"/"+decimal(s.Coverage.Total))),
			figure(3, s.HighGaps), figure(4, s.Overdue),
		}}
	})
}

// each draws a table whose rows are made one after another, so that thousands of them never
// stand in memory together.
func (b *districtBook) each(t *table, n int, make func(i int) row) {
	for i := range n {
		if b.err() != nil {
			return
		}
		r := make(i)
		if i == 0 {
			b.need(t.opening([]row{r}))
			t.heading()
		}
		t.row(r)
	}
}

// drawShared draws what several schools lack, the most shared first.
func (b *districtBook) drawShared() {
	b.open(toShared, b.bodyHeight()*0.4)
	b.intro(b.t("district-plan.shared.intro"))
	if len(b.plan.Shared) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("plan.summary.no-gaps"))))
		return
	}
	t := b.newTable(
		column{b.t("plan.column.item"), 226}, column{b.t("district-plan.column.gap-at"), 150},
		column{b.t("district-plan.column.high"), 62}, column{b.t("district-plan.column.unserved"), 78},
	)
	t.pad = 4
	t.figures(2, 3)
	b.each(t, len(b.plan.Shared), func(i int) row {
		it := b.plan.Shared[i]
		title := append([]span{b.say(bold, ink, join(" ", b.number[itemAnchor(it.Item.ID)], it.Item.Title))},
			b.cites(regular, muted, it.Item.Evidence)...)
		bar := piece{height: 13, draw: func(x, y float64) { b.gapBar(x, y, t.inner(1), 11, it) }}
		words := b.t("district-plan.gap-at", "Gap", it.Schools(), "Count", len(b.plan.Schools))
		late := regular
		if it.Unserved > 0 {
			late = bold
		}
		return row{
			cells: [][]piece{
				b.paragraph(t.inner(0), cellSize, title...),
				append([]piece{bar}, b.paragraph(t.inner(1), smallSize, b.say(regular, muted, words))...),
				b.aligned(t.inner(2), cellSize, 1, b.say(regular, ink, decimal(it.High))),
				b.aligned(t.inner(3), cellSize, 1, b.say(late, ink, decimal(it.Unserved))),
			},
			place: func(y float64) { b.place(itemAnchor(it.Item.ID), y) },
		}
	})
}

// gapBar draws at how many of the schools an item is needed and in progress.
func (b *rollBook) gapBar(x, y, width, height float64, it workbook.ItemStanding) {
	b.fill(shade)
	b.pdf.rect(x, y, width, height, filled)
	b.hatchedBar(x, y, width, height, len(b.plan.Schools), []slice{
		{it.Coverage.Counts[workbook.Needed], statusBadge(workbook.Needed)},
		{it.Coverage.Counts[workbook.InProgress], statusBadge(workbook.InProgress)},
	})
}

// drawWork draws what is to be done across the schools, and who is behind.
func (b *districtBook) drawWork() {
	w := b.plan.Work
	b.open(toActions, b.bodyHeight()*0.4)
	b.intro(b.t("district-plan.actions.intro"))
	b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.workFigures())))
	if len(w.Owners) > 0 {
		b.subhead(b.t("district-plan.owners.title"))
		t := b.newTable(
			column{b.t("plan.column.owner"), 250}, column{b.t("district-plan.column.overdue"), 70},
			column{b.t("district-plan.column.since"), 116}, column{b.t("district-plan.column.schools"), 80},
		)
		t.pad = 4
		t.figures(1, 3)
		b.each(t, len(w.Owners), func(i int) row {
			o := w.Owners[i]
			return row{cells: [][]piece{
				b.paragraph(t.inner(0), cellSize, b.say(bold, ink, o.Name)),
				b.aligned(t.inner(1), cellSize, 1, b.say(bold, alarm, decimal(o.Overdue))),
				b.paragraph(t.inner(2), cellSize, b.say(regular, ink, b.words.Date(o.Oldest))),
				b.aligned(t.inner(3), cellSize, 1, b.say(regular, ink, decimal(o.Schools))),
			}}
		})
		b.y += 8
	}
	if len(w.Actions) == 0 {
		return
	}
	b.subhead(b.t("district-plan.actions.list"))
	t := b.newTable(
		column{b.t("plan.column.action"), 152}, column{b.t("district-plan.column.serves"), 96},
		column{b.t("plan.column.owner"), 86}, column{b.t("plan.column.status"), 80}, column{b.t("district-plan.column.due"), 102},
	)
	t.pad = 4
	b.each(t, len(w.Actions), func(i int) row { return b.districtAction(t, w.Actions[i]) })
	for _, l := range b.plan.LeftOut {
		if l.Code == workbook.LeftOutOtherActions {
			b.y += 6
			b.flow(sideMargin, b.paragraph(b.width(), 8, b.say(regular, muted, b.t("district-plan.actions.more", "Count", l.Count))))
		}
	}
}

func (b *districtBook) districtAction(t *table, a workbook.DistrictAction) row {
	var items []string
	for _, it := range a.Items {
		items = append(items, b.number[itemAnchor(it.ID)])
	}
	action := b.paragraph(t.inner(0), cellSize, b.say(bold, ink, b.titleOf(a.Action)))
	if served := join(", ", items...); served != "" {
		action = append(action, b.labelled(t.inner(0), b.t("district-plan.items"), b.say(regular, ink, served))...)
	}
	return row{cells: [][]piece{
		action,
		b.paragraph(t.inner(1), 8, b.say(regular, ink, b.fewSchools(a.Schools, someSchools))),
		b.whoCell(t.inner(2), a.Action),
		{b.badgePiece(actionBadge(a.Status), b.t("action-status."+string(a.Status)), t.inner(3))},
		b.dueLine(t.inner(4), a.Action),
	}}
}

func (b *rollBook) titleOf(a workbook.Action) string {
	if strings.TrimSpace(a.Title) == "" {
		return b.t("plan.actions.untitled")
	}
	return a.Title
}

// someSchools is how many schools a line names at most.
const someSchools = 3

// fewSchools names up to so many schools and says how many more there are.
func (b *rollBook) fewSchools(names []string, most int) string {
	if len(b.plan.Schools) > 1 && len(names) == len(b.plan.Schools) {
		return b.t("district-plan.every-school")
	}
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return b.t("district-plan.more-schools", "Names", strings.Join(names[:most-1], ", "), "Count", len(names)-most+1)
}

// whoCell is who does it: the owner, the organization, or that there is none yet.
func (b *caseBook) whoCell(width float64, a workbook.Action) []piece {
	if strings.TrimSpace(a.Owner+a.Organization) == "" {
		return b.paragraph(width, cellSize, b.say(bold, alarm, b.t("plan.no-owner")))
	}
	cell := b.paragraph(width, cellSize, b.say(regular, ink, a.Owner))
	return append(cell, b.paragraph(width, 8, b.say(regular, muted, a.Organization))...)
}

// dueLine is the day on which an action is due, and by how much it has passed.
func (b *rollBook) dueLine(width float64, a workbook.Action) []piece {
	due := a.Due(b.plan.On)
	if due == "" {
		return b.paragraph(width, 8, b.say(regular, muted, b.t("plan.no-date")))
	}
	line := b.paragraph(width, 8, b.say(regular, ink, b.words.Date(due)))
	if a.Overdue(b.plan.On) {
		line = append(line, b.paragraph(width, 8, b.lateBy(a, b.plan.On))...)
	}
	return line
}

// drawEvents draws the next days on which a school expects many people.
func (b *districtBook) drawEvents() {
	t := b.newTable(
		column{b.t("plan.column.date"), 92}, column{b.t("district-plan.column.event"), 136},
		column{b.t("district-plan.column.school"), 122}, column{b.t("district-plan.column.people"), 56},
		column{b.t("plan.events.plan"), 110},
	)
	t.pad = 4
	t.figures(3)
	b.open(toEvents, partHead+80)
	b.intro(b.t("district-plan.events.intro", "Days", workbook.EventDays))
	if len(b.plan.Events) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("district-plan.events.none"))))
		return
	}
	b.each(t, len(b.plan.Events), func(i int) row {
		e := b.plan.Events[i]
		people := ""
		if e.Event.People > 0 {
			people = b.printer.Sprintf("%d", e.Event.People)
		}
		return row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(regular, ink, b.words.Date(e.Event.Date))),
			b.paragraph(t.inner(1), cellSize, b.say(bold, ink, e.Event.Name)),
			b.paragraph(t.inner(2), cellSize, b.say(regular, ink, b.nameOf(e.School))),
			b.aligned(t.inner(3), cellSize, 1, b.say(regular, ink, people)),
			b.planCell(t.inner(4), e.EventReadiness),
		}}
	})
}
