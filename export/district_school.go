package export

import (
	"forethought/workbook"
)

// drawSchool draws a school's own page. The school is read now and forgotten after.
func (b *districtBook) drawSchool(i int) {
	page, err := b.plan.Page(b.ctx, i)
	if err != nil {
		b.failed = err
		return
	}
	name := b.nameOf(page.School)
	b.section = name // a page that goes on says whose it is
	if i == 0 {
		b.open(toPages, newPage)
		b.intro(b.t("district-plan.pages.intro"))
	} else {
		b.page()
	}
	b.place(schoolAnchor(i), b.y)
	b.bookmark(1, b.y, name)
	b.flow(sideMargin, staying(b.paragraph(b.width(), 14, b.say(bold, ink, name))))
	b.flow(sideMargin, b.paragraph(b.width(), textSize, b.say(regular, muted, b.schoolLine(page.School))))
	b.y += 8
	b.hatchedBar(sideMargin, b.y, b.width(), 15, page.Coverage.Total, slicesOf(page.Coverage))
	b.y += 18
	b.flow(sideMargin, b.paragraph(b.width(), smallSize, b.say(regular, muted, b.inWords(page.Coverage))))
	b.y += 4
	b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.schoolFigures(page))))
	b.schoolLists(page)
	b.schoolEvents(page)
	b.schoolGaps(page)
	b.schoolOverdue(page)
}

// schoolLine is the school in a line: district, address, levels, children.
func (b *districtBook) schoolLine(s workbook.School) string {
	var levels []string
	for _, l := range s.Levels {
		levels = append(levels, b.t("level."+string(l)))
	}
	children := ""
	if s.Enrollment > 0 && !b.public() {
		children = b.t("district-plan.children", "Count", s.Enrollment, "Number", b.printer.Sprint(s.Enrollment))
	}
	return join(" · ", s.District, s.Address, join(", ", levels...), children)
}

func (b *districtBook) schoolFigures(p workbook.SchoolPage) string {
	said := b.t("plan.summary.assessed", "Count", p.Coverage.Total, "Answered", p.Coverage.Answered())
	if len(p.Gaps) == 0 {
		said = join(" ", said, b.t("plan.summary.no-gaps"))
	} else {
		said = join(" ", said, b.t("plan.summary.gaps", "Count", len(p.Gaps)))
		if p.HighGaps > 0 {
			said = join(" ", said, b.t("district-plan.figures.high", "Count", p.HighGaps))
		}
	}
	return join(" ", said, b.t("district-plan.school.open", "Count", p.Open))
}

// schoolLists are the checklists in four small bars.
func (b *districtBook) schoolLists(p workbook.SchoolPage) {
	b.y += 8
	const label = 142.0
	for _, l := range p.Lists {
		if l.Coverage.Total == 0 {
			continue
		}
		b.need(16)
		name := b.shorten(regular, 8, label-8, b.t("checklist."+string(l.Checklist)))
		b.text(sideMargin, b.y+9, 8, regular, ink, name)
		b.hatchedBar(sideMargin+label, b.y, b.width()-label, 12, l.Coverage.Total, slicesOf(l.Coverage))
		b.y += 15
	}
}

// schoolGaps are the gaps of high priority with what is done about them.
func (b *districtBook) schoolGaps(p workbook.SchoolPage) {
	b.subhead(b.t("plan.summary.high-title"))
	if p.HighGaps == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), textSize, b.say(regular, muted, b.t("plan.summary.high-none"))))
		return
	}
	t := b.newTable(
		column{b.t("plan.column.item"), 172}, column{b.t("plan.column.status"), 88}, column{b.t("district-plan.column.done-about"), 256},
	)
	t.pad = 4
	b.each(t, p.HighGaps, func(i int) row {
		g := p.Gaps[i]
		title := append([]span{b.item(bold, ink, g.Item)}, b.cites(regular, muted, g.Item.Evidence)...)
		return row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, title...),
			{b.badgePiece(statusBadge(g.Answer.Status), b.t("status."+string(g.Answer.Status)), t.inner(1))},
			b.doneAbout(t.inner(2), g),
		}}
	})
}

// doneAbout are the actions that serve a gap, each with its owner and its day.
func (b *districtBook) doneAbout(width float64, g workbook.Gap) []piece {
	var pieces []piece
	for i, a := range g.Actions {
		if i > 0 {
			pieces = append(pieces, gap(3))
		}
		pieces = append(pieces, b.paragraph(width, cellSize, b.say(bold, ink, b.titleOf(a)))...)
		status := a.StatusOn(b.plan.On)
		who := join(", ", a.Owner, a.Organization)
		if who == "" {
			who = b.t("plan.no-owner")
		}
		day := b.t("plan.no-date")
		if due := a.Due(b.plan.On); due != "" {
			day = b.t("plan.by", "Date", b.words.Date(due))
		}
		if !status.Open() {
			day = ""
		}
		spans := []span{b.say(regular, muted, join(" · ", b.t("action-status."+string(status)), who, day))}
		if a.Overdue(b.plan.On) {
			spans = append(spans, b.say(regular, muted, " · "), b.lateBy(a, b.plan.On))
		}
		pieces = append(pieces, b.paragraph(width, 8, spans...)...)
	}
	if len(pieces) == 0 {
		pieces = b.paragraph(width, cellSize, b.say(bold, alarm, b.t("plan.no-action")))
		who := g.Answer.Owner
		if g.Answer.Target != "" {
			who = join(" · ", who, b.t("plan.by", "Date", b.words.Date(g.Answer.Target)))
		}
		pieces = append(pieces, b.paragraph(width, 8, b.say(regular, muted, who))...)
	}
	return pieces
}

func (b *districtBook) schoolOverdue(p workbook.SchoolPage) {
	if len(p.Overdue) == 0 {
		return
	}
	b.subhead(b.t("district-plan.school.overdue"))
	t := b.newTable(
		column{b.t("plan.column.action"), 250}, column{b.t("plan.column.owner"), 130}, column{b.t("district-plan.column.due"), 136},
	)
	t.pad = 4
	b.each(t, len(p.Overdue), func(i int) row {
		a := p.Overdue[i]
		return row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(bold, ink, b.titleOf(a))),
			b.whoCell(t.inner(1), a),
			b.dueLine(t.inner(2), a),
		}}
	})
}

func (b *districtBook) schoolEvents(p workbook.SchoolPage) {
	if len(p.Events) == 0 {
		return
	}
	b.subhead(b.t("district-plan.school.events", "Days", workbook.EventDays))
	for _, ready := range p.Events {
		e, people, state := ready.Event, "", b.say(regular, muted, "")
		if e.People > 0 {
			people = b.t("district-plan.people", "Count", e.People, "Number", b.printer.Sprint(e.People))
		}
		switch {
		case ready.HasPlan:
			state = b.say(regular, muted, " · "+b.t("event.has-plan"))
		case ready.LacksPlan():
			state = b.say(bold, alarm, " · "+b.t("event.no-plan"))
		}
		b.flow(sideMargin, b.paragraph(b.width(), textSize,
			b.say(bold, ink, b.words.Date(e.Date)), b.say(regular, ink, "  "+join(" · ", e.Name, people)), state))
	}
}
