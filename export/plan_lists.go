package export

import (
	"strings"

	"forethought/workbook"
)

// drawList draws a checklist: what the case shows, the question, and the school's answer.
func (b *planBook) drawList(l workbook.PlanList) {
	key := listAnchor(l.Checklist)
	t := b.newTable(column{b.t("plan.column.shows"), 364}, column{b.t("plan.column.answer"), 152})
	var rows []row
	for _, r := range l.Rows {
		rows = append(rows, b.itemRow(t, r))
	}
	b.open(key, max(b.bodyHeight()*0.45, partHead+64+t.opening(rows)))
	if intro := b.listIntro(l.Checklist); intro != "" {
		b.intro(intro)
	}
	if l.Coverage.Total > 0 {
		b.bar(sideMargin, b.y, b.width(), 14, slicesOf(l.Coverage))
		b.y += 17
		b.flow(sideMargin, b.paragraph(b.width(), smallSize, b.say(regular, muted, b.inWords(l.Coverage))))
		b.y += 8
	}
	b.openIn(l)
	t.draw(rows)
	if l.Checklist == b.plan.Lists[len(b.plan.Lists)-1].Checklist {
		b.leftOut(workbook.LeftOutNoItem, "plan.left-out.withdrawn-items")
	}
}

// listIntro says in a sentence what a checklist is about.
func (b *caseBook) listIntro(l workbook.Checklist) string {
	switch l {
	case workbook.Indicators:
		return b.t("plan.list.intro.indicators")
	case workbook.Prevention:
		return b.t("plan.list.intro.prevention")
	case workbook.Response:
		return b.t("plan.list.intro.response")
	case workbook.Aftermath:
		return b.t("plan.list.intro.aftermath")
	}
	return ""
}

// openIn names the checklist's open questions and leads to them.
func (b *planBook) openIn(l workbook.PlanList) {
	if len(l.Open) == 0 {
		return
	}
	spans := []span{b.say(regular, muted, b.t("plan.list.open", "Count", len(l.Open))+" ")}
	for i, q := range l.Open {
		if i > 0 {
			spans = append(spans, b.say(regular, muted, "; "))
		}
		key := openAnchor(q.ID)
		spans = append(spans, b.lead(regular, accent, join(" ", b.number[key], q.Title), key))
	}
	b.flow(sideMargin, b.paragraph(b.width(), 8, spans...))
	b.y += 10
}

func (b *planBook) itemRow(t *table, r workbook.PlanRow) row {
	key := itemAnchor(r.Item.ID)
	number := b.number[key]
	return row{
		cells: [][]piece{b.shownCell(t.inner(0), number, r), b.answerCell(t.inner(1), r)},
		under: b.files(t.across(0), r.Attachments),
		again: b.continued(t.across(0), join(" ", number, r.Item.Title)),
		place: func(y float64) {
			b.place(key, y)
			b.bookmark(1, y, join(" ", number, r.Item.Title))
		},
	}
}

// shownCell is what the case shows, the question, and what the school writes to it.
func (b *planBook) shownCell(width float64, number string, r workbook.PlanRow) []piece {
	it := r.Item
	cell := staying(b.paragraph(width, 10, b.say(bold, accent, number+"  "), b.say(bold, ink, it.Title)))
	cell = append(cell, gap(2))
	shows := append([]span{b.say(regular, ink, it.Shows)}, b.cites(regular, ink, it.Evidence)...)
	cell = append(cell, b.paragraph(width, textSize, shows...)...)
	cell = append(cell, gap(4))
	cell = append(cell, b.paragraph(width, textSize,
		b.say(bold, accent, b.t("plan.ask")+" "), b.say(regular, ink, it.Ask))...)
	long := func(label, text string) {
		if text == "" {
			return
		}
		// Label and first line share a line; what follows keeps its paragraphs.
		first, others, _ := strings.Cut(strings.TrimSpace(text), "\n")
		cell = append(cell, gap(4))
		cell = append(cell, b.paragraph(width, textSize, b.say(bold, ink, label+" "), b.say(regular, ink, first))...)
		if others = strings.TrimSpace(others); others != "" {
			cell = append(cell, gap(3))
			cell = append(cell, b.passage(width, textSize, regular, ink, others)...)
		}
	}
	cell = append(cell, b.doubt(width, textSize, r.Disproof)...)
	if b.plan.Audience.Withholds(workbook.LeftOutReasons) {
		// An empty reason is not one that nobody gave.
	} else if r.Answer.LacksReason() {
		long(b.t("plan.reason"), b.t("plan.not-stated"))
	} else if r.Answer.Status == workbook.NotNecessary {
		long(b.t("plan.reason"), r.Answer.Reason)
	}
	long(b.t("plan.note"), r.Answer.Note)
	if r.Answer.Status.Gap() && len(r.Actions) == 0 {
		cell = append(cell, b.measures(width, it)...)
	}
	cell = append(cell, gap(4))
	spans := []span{b.say(regular, muted, b.t("plan.evidence.basis", "Basis", b.t("basis."+string(it.Basis)))+" ")}
	return append(cell, b.paragraph(width, smallSize, append(spans, b.evidence(it.Evidence)...)...)...)
}

// doubt says that an exercise found an answer otherwise; nothing where none did.
func (b *planBook) doubt(width, size float64, d workbook.Disproof) []piece {
	if d.Objective.ID == "" {
		return nil
	}
	found := b.t("doubt.found-undated", "Objective", d.Objective.Title, "Rating", b.t("rating."+string(d.Objective.Final)))
	if d.Exercise.Date != "" {
		found = b.t("doubt.found", "Objective", d.Objective.Title, "Rating", b.t("rating."+string(d.Objective.Final)),
			"Date", b.words.Date(d.Exercise.Date))
	}
	return append([]piece{gap(4)}, b.paragraph(width, size, b.say(bold, alarm, b.t("doubt.title")+" "), b.say(regular, ink, found))...)
}

// measures are suggested where a gap has no action yet.
func (b *planBook) measures(width float64, it workbook.Item) []piece {
	if len(it.Measures) == 0 {
		return nil
	}
	const indent = 10.0
	pieces := append([]piece{gap(4)}, staying(b.paragraph(width, 8, b.say(bold, ink, b.t("plan.measures"))))...)
	for _, m := range it.Measures {
		spans := []span{b.say(regular, ink, m.Text)}
		if m.Element != "" {
			spans = append(spans, b.say(regular, muted, " ("+b.t("element."+string(m.Element))+")"))
		}
		for i, p := range b.paragraph(width-indent, 8, spans...) {
			inner := p.draw
			p.draw = func(x, y float64) {
				if i == 0 {
					b.fill(accent)
					b.pdf.circle(x+3, y+p.height/2, 1.3, filled)
				}
				inner(x+indent, y)
			}
			pieces = append(pieces, p)
		}
	}
	return pieces
}

// answerCell is where the school stands: status, priority, owner, dates, zones, review and
// the actions that serve the item.
func (b *planBook) answerCell(width float64, r workbook.PlanRow) []piece {
	a := r.Answer
	cell := []piece{b.badgePiece(statusBadge(a.Status), b.t("status."+string(a.Status)), width), gap(4)}
	say := func(key, value string) {
		if value != "" {
			cell = append(cell, b.labelled(width, b.t(key), b.say(regular, ink, value))...)
		}
	}
	if p := a.Priority(); p != "" {
		cell = append(cell, b.paragraph(width, 8, b.priorityLine(p))...)
	}
	if a.Probability != "" || a.Magnitude != "" {
		say("plan.risk", b.t("probability."+string(a.Probability))+", "+b.t("magnitude."+string(a.Magnitude)))
	}
	say("plan.label.owner", a.Owner)
	if a.Target != "" {
		say("plan.label.target", b.words.Date(a.Target))
		if a.Status.Gap() && a.Target < b.plan.On {
			cell = append(cell, b.paragraph(width, 8, b.passed("plan.overdue", a.Target, b.plan.On))...)
		}
	}
	var zones []string
	for _, z := range r.Zones {
		zones = append(zones, z.Label())
	}
	say("plan.label.zones", join("; ", zones...))
	reviewed := ""
	if a.ReviewedOn != "" {
		reviewed = b.words.Date(a.ReviewedOn)
	}
	say("plan.label.reviewed", join(", ", a.ReviewedBy, reviewed))
	switch {
	case len(r.Actions) > 0:
		var spans []span
		for i, n := range r.Actions {
			if i > 0 {
				spans = append(spans, b.say(regular, muted, ", "))
			}
			spans = append(spans, b.lead(bold, accent, decimal(n), actionAnchor(n)))
		}
		cell = append(cell, b.labelled(width, b.t("plan.label.actions", "Count", len(r.Actions)), spans...)...)
	case a.Status.Gap():
		cell = append(cell, b.paragraph(width, 8, b.say(bold, alarm, b.t("plan.no-action")))...)
	}
	return cell
}
