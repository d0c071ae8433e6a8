package export

import (
	"slices"

	"forethought/workbook"
)

// numberPublic numbers the parts of a public copy.
func (b *planBook) numberPublic() {
	part := b.numbered(toSummary, b.t("plan.public.title"))
	n := 0
	for _, l := range b.plan.Lists {
		for _, r := range l.Rows {
			n++
			b.number[itemAnchor(r.Item.ID)] = part + "." + decimal(n)
		}
	}
	b.numbered(toFamilies, b.t("plan.families.title"))
	b.numbered(toCase, b.t("plan.case.title"))
}

// publicParts are the parts of a public copy: what is in place, how families are informed,
// and the case. Nothing of them says by its absence how the school stands elsewhere: what is
// not named may be in hand, needless or not for the public, and the copy says so.
func (b *planBook) publicParts() []func() {
	return []func(){b.drawCover, b.drawInPlace, b.drawFamilies, func() {
		sources := b.sourceLines(false)
		b.drawCaseAbove(sourcesHead + heightOf(sources))
		b.drawSourceLines(sources)
	}}
}

// drawInPlace draws what is in place, each beside what the case shows.
func (b *planBook) drawInPlace() {
	b.open(toSummary, newPage)
	b.intro(b.t("plan.public.intro", "School", b.plan.School.Name))
	if b.plan.Coverage.Total == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("plan.public.ask"))))
		return
	}
	t := b.newTable(column{b.t("plan.public.shows"), 282}, column{b.t("plan.public.asked"), 234})
	t.pad = 4
	var rows []row
	for _, l := range b.plan.Lists {
		for i, r := range l.Rows {
			title := ""
			if i == 0 {
				title = b.t("checklist." + string(l.Checklist))
			}
			rows = append(rows, b.inPlaceRow(t, title, r))
		}
	}
	t.draw(rows)
}

// inPlaceRow is an item that is in place; the first of a checklist has its title above it.
func (b *planBook) inPlaceRow(t *table, list string, r workbook.PlanRow) row {
	key := itemAnchor(r.Item.ID)
	var shows, answer []piece
	if list != "" {
		shows = staying(b.paragraph(t.inner(0), textSize, b.say(bold, accent, list)))
		for _, p := range shows {
			answer = append(answer, piece{height: p.height, stay: true})
		}
	}
	shows = append(shows, staying(b.paragraph(t.inner(0), textSize, b.say(bold, ink, join("  ", b.number[key], r.Item.Title))))...)
	text := append([]span{b.say(regular, ink, r.Item.Shows)}, b.cites(regular, ink, r.Item.Evidence)...)
	shows = append(shows, b.paragraph(t.inner(0), 8, text...)...)
	// The title names what went wrong then; what the school has is the answer to the question.
	answer = append(answer, b.badgePiece(statusBadge(r.Answer.Status), b.t("status."+string(r.Answer.Status)), t.inner(1)), gap(2))
	answer = append(answer, b.paragraph(t.inner(1), 8, b.say(regular, ink, r.Item.Ask))...)
	return row{
		cells: [][]piece{shows, answer},
		again: b.continued(t.across(0), r.Item.Title),
		place: func(y float64) { b.place(key, y) },
	}
}

// drawFamilies draws how families are informed: lines for the school to fill in, and what
// the case teaches about it, whatever the school's own answers are.
func (b *planBook) drawFamilies() {
	var lessons []workbook.Item
	for _, it := range b.theCase.Items {
		if slices.Contains(it.Annexes, "family-reunification") {
			lessons = append(lessons, it)
		}
	}
	t := b.newTable(column{b.t("plan.families.question"), 220}, column{b.t("plan.families.answer"), 296})
	var rows []row
	for _, q := range []string{
		b.t("plan.families.first"), b.t("plan.families.news"), b.t("plan.families.meet"), b.t("plan.families.ask"),
	} {
		cell := append([]piece{{height: 5}}, b.paragraph(t.inner(0), leadSize, b.say(bold, ink, q))...)
		rows = append(rows, row{cells: [][]piece{append(cell, piece{height: 5})}})
	}
	var taught []piece
	for _, it := range lessons {
		spans := append([]span{b.say(bold, ink, it.Title+". "), b.say(regular, ink, it.Shows)}, b.cites(regular, ink, it.Evidence)...)
		taught = append(append(taught, b.paragraph(b.width(), 8, spans...)...), gap(4))
	}
	// The part is a page that families keep, so it is not parted where it fits on one.
	b.open(toFamilies, min(t.total(rows)+40+heightOf(taught), b.bodyHeight()*0.95))
	b.intro(b.t("plan.families.intro"))
	t.draw(rows)
	if len(lessons) == 0 {
		return
	}
	b.y += 8
	b.subhead(b.t("plan.families.lessons"))
	b.flow(sideMargin, taught)
}
