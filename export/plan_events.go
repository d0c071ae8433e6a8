package export

import (
	"strings"

	"forethought/workbook"
)

// drawEvents draws the events ahead: whether a protective plan is agreed, how many of the
// protective steps are done, and who does the open ones by when. Without events there is no
// such part.
func (b *planBook) drawEvents() {
	if len(b.plan.Events) == 0 {
		return
	}
	t := b.newTable(
		column{b.t("plan.events.event"), 120}, column{b.t("plan.events.plan"), 108},
		column{b.t("plan.events.steps"), 288},
	)
	var rows []row
	for _, e := range b.plan.Events {
		rows = append(rows, b.eventRow(t, e))
	}
	b.open(toEvents, partHead+64+t.opening(rows))
	b.intro(b.t("plan.events.intro"))
	t.draw(rows)
}

func (b *planBook) eventRow(t *table, e workbook.EventReadiness) row {
	name := e.Event.Name
	if strings.TrimSpace(name) == "" {
		name = b.t("event.unnamed")
	}
	width := t.inner(0)
	event := staying(b.paragraph(width, textSize, b.say(bold, ink, name)))
	event = append(event, b.paragraph(width, cellSize, b.say(regular, ink, b.words.Date(e.Event.Date)))...)
	if e.Event.People > 0 {
		event = append(event, b.paragraph(width, cellSize, b.say(regular, muted, b.t("event.expected", "Count", e.Event.People)))...)
	}
	return row{
		cells: [][]piece{event, b.planCell(t.inner(1), e), b.stepsCell(t.inner(2), e)},
		again: b.continued(t.across(0), name),
	}
}

// planCell says whether a protective plan is agreed, and how far the event has come.
func (b *caseBook) planCell(width float64, e workbook.EventReadiness) []piece {
	var cell []piece
	badge := func(like workbook.Status, key string) {
		cell = append(cell, b.badgePiece(statusBadge(like), b.t(key), width), gap(4))
	}
	switch {
	case e.HasPlan:
		badge(workbook.InPlace, "event.has-plan")
	case e.LacksPlan():
		badge(workbook.Needed, "event.no-plan")
	case e.Planned:
		badge(workbook.NotAssessed, "event.no-plan-yet")
	}
	if e.Counted > 0 {
		cell = append(cell, b.paragraph(width, cellSize, b.say(regular, ink, b.t("step.count", "N", e.Done, "Count", e.Counted)))...)
	}
	return cell
}

// stepsCell lists the open steps that are due before long, each with who does it and by
// when, and counts the others.
func (b *planBook) stepsCell(width float64, e workbook.EventReadiness) []piece {
	soon, later := e.OpenUntil(b.plan.On.AddDays(workbook.PlanWithinDays))
	if len(soon)+later == 0 {
		return b.paragraph(width, cellSize, b.say(regular, muted, b.t("plan.events.none-open")))
	}
	var cell []piece
	for _, s := range soon {
		owner := s.State.Owner
		if owner == "" {
			owner = b.t("plan.no-owner")
		}
		spans := []span{
			b.say(bold, ink, b.words.Date(s.DueOn)+"  "), b.say(regular, ink, s.Title),
			b.say(regular, muted, " ("+owner+")"),
		}
		if s.Overdue {
			spans = append(spans, b.say(regular, ink, " "), b.passed("plan.overdue", s.DueOn, b.plan.On))
		}
		cell = append(cell, b.paragraph(width, 8, spans...)...)
		cell = append(cell, gap(2))
	}
	if later > 0 {
		cell = append(cell, b.paragraph(width, 8, b.say(regular, muted, b.t("plan.events.later", "Count", later)))...)
	}
	return cell
}
