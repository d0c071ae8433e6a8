package export

import (
	"strings"

	"forethought/workbook"
)

// drawActions draws the improvement actions in order of priority. Every row names the
// answers that the action serves and the case evidence that they rest on.
func (b *planBook) drawActions() {
	b.open(toActions, newPage)
	b.intro(b.t("plan.actions.intro"))
	if len(b.plan.Actions) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("plan.actions.none"))))
	} else {
		t := b.newTable(
			column{b.t("plan.column.number"), 24}, column{b.t("plan.column.action"), 172},
			column{b.t("plan.column.owner"), 82}, column{b.t("plan.column.dates"), 84},
			column{b.t("plan.column.element"), 68}, column{b.t("plan.column.status"), 86},
		)
		var rows []row
		for _, a := range b.plan.Actions {
			rows = append(rows, b.actionRow(t, a))
		}
		t.draw(rows)
	}
	b.leftOut(workbook.LeftOutDropped, "plan.left-out.dropped-actions")
}

func (b *planBook) actionRow(t *table, a workbook.PlanAction) row {
	title := a.Action.Title
	if strings.TrimSpace(title) == "" {
		title = b.t("plan.actions.untitled")
	}
	number := decimal(a.Number)
	action := b.paragraph(t.inner(1), cellSize, b.say(bold, ink, title))
	if a.Action.Cost > 0 {
		action = append(action, b.labelled(t.inner(1), b.t("plan.cost"),
			b.say(regular, ink, b.printer.Sprintf("%d", a.Action.Cost)))...)
	}
	element := a.Action.Element
	elementSpan := b.say(regular, ink, b.t("element."+string(element)))
	if element == "" {
		elementSpan = b.say(regular, muted, b.t("element."))
	}
	return row{
		cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(bold, muted, number)),
			action,
			b.ownerCell(t.inner(2), a.Action),
			b.datesCell(t.inner(3), a),
			b.paragraph(t.inner(4), 8, elementSpan),
			b.actionStatusCell(t.inner(5), a),
		},
		under: b.underAction(t.across(1), a),
		from:  1,
		again: b.continued(t.across(1), number+"  "+title),
		place: func(y float64) {
			b.place(actionAnchor(a.Number), y)
			b.bookmark(1, y, number+"  "+title)
		},
	}
}

func (b *planBook) ownerCell(width float64, a workbook.Action) []piece {
	if a.Owner == "" && a.Organization == "" {
		return b.paragraph(width, cellSize, b.say(regular, muted, b.t("plan.no-owner")))
	}
	cell := b.paragraph(width, cellSize, b.say(regular, ink, a.Owner))
	return append(cell, b.paragraph(width, 8, b.say(regular, muted, a.Organization))...)
}

func (b *planBook) datesCell(width float64, a workbook.PlanAction) []piece {
	var cell []piece
	day := func(key string, d workbook.Date) {
		if d != "" {
			cell = append(cell, staying(b.paragraph(width, smallSize, b.say(regular, muted, b.t(key))))...)
			cell = append(cell, b.paragraph(width, smallSize, b.say(regular, ink, b.words.Date(d)))...)
			cell = append(cell, gap(2))
		}
	}
	day("plan.date.start", a.Action.Start)
	day("plan.date.target", a.Action.Target)
	day("plan.date.completed", a.Action.Completed)
	day("plan.date.review", a.Action.Review)
	if a.Action.Target == "" && a.Status.Open() {
		cell = append(cell, b.paragraph(width, cellSize, b.say(regular, muted, b.t("plan.no-date")))...)
	}
	return cell
}

func (b *planBook) actionStatusCell(width float64, a workbook.PlanAction) []piece {
	cell := []piece{b.badgePiece(actionBadge(a.Status), b.t("action-status."+string(a.Status)), width), gap(3)}
	cell = append(cell, b.paragraph(width, 8, b.priorityLine(a.Priority))...)
	if a.Overdue {
		cell = append(cell, b.paragraph(width, 8, b.lateBy(a.Action, b.plan.On))...)
	}
	return cell
}

// lateBy says in words by how much the day of an action has passed, or that of its review where
// it stood in place.
func (b *caseBook) lateBy(a workbook.Action, on workbook.Date) span {
	key := "plan.overdue"
	if a.StatusOn(on) == workbook.Lapsed {
		key = "plan.review-overdue"
	}
	return b.passed(key, a.Due(on), on)
}

// passed says in the words of a key by how many days a day has passed.
func (b *caseBook) passed(key string, day, on workbook.Date) span {
	return b.say(bold, alarm, b.t(key, "Count", day.DaysUntil(on)))
}

// underAction is what stands across the columns: the description and the answers served.
func (b *planBook) underAction(width float64, a workbook.PlanAction) []piece {
	var pieces []piece
	if strings.TrimSpace(a.Action.Description) != "" {
		pieces = append(b.passage(width, cellSize, regular, ink, a.Action.Description), gap(3))
	}
	return append(pieces, b.answersOf(width, a)...)
}

// answersOf names the answers that an action serves, each with its evidence.
func (b *planBook) answersOf(width float64, a workbook.PlanAction) []piece {
	if len(a.Items) == 0 {
		return b.paragraph(width, smallSize, b.say(italic, muted, b.t("plan.actions.no-item")))
	}
	var pieces []piece
	for _, it := range a.Items {
		spans := []span{
			b.say(regular, muted, b.t("plan.actions.answers")+" "),
			b.item(regular, ink, it), b.say(regular, muted, ". "+b.t("plan.evidence")+" "),
		}
		pieces = append(pieces, b.paragraph(width, smallSize, append(spans, b.evidence(it.Evidence)...)...)...)
	}
	return pieces
}
