package export

import (
	"slices"

	"forethought/workbook"
)

// numberPublic numbers the parts of a public copy.
func (b *planBook) numberPublic() {
	part := b.numbered(toSummary, b.t("plan.public.title"))
	var items []workbook.Item
	for _, l := range b.plan.Lists {
		for _, r := range l.Rows {
			items = append(items, r.Item)
		}
	}
	b.numberInPlace(part, items)
	b.numbered(toFamilies, b.t("plan.families.title"))
	b.numbered(toCase, b.t("plan.case.title"))
}

// publicParts are the parts of a public copy: what is in place, how families are informed,
// and the case. Nothing of them says by its absence how the school stands elsewhere: what is
// not named may be in hand, needless or not for the public, and the copy says so.
func (b *planBook) publicParts() []func() {
	return []func(){b.drawCover, b.drawInPlace, b.drawFamilies, b.drawCaseAndSources}
}

// drawInPlace draws what is in place, each beside what the case shows.
func (b *planBook) drawInPlace() {
	b.open(toSummary, newPage)
	b.intro(b.t("plan.public.intro", "School", b.plan.School.Name))
	var items []workbook.Item
	for _, l := range b.plan.Lists {
		for _, r := range l.Rows {
			items = append(items, r.Item)
		}
	}
	b.inPlaceTable(b.t("plan.public.asked"), items)
}

// numberInPlace numbers items that are in place within a part, one after another: a number
// of the case's own would tell how many are passed over.
func (b *caseBook) numberInPlace(part string, items []workbook.Item) {
	for i, it := range items {
		b.number[itemAnchor(it.ID)] = part + "." + decimal(i+1)
	}
}

// inPlaceTable draws items that are in place, each beside what the case shows; asked heads
// the column of the questions.
func (b *caseBook) inPlaceTable(asked string, items []workbook.Item) {
	if len(items) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.t("plan.public.ask"))))
		return
	}
	t := b.newTable(column{b.t("plan.public.shows"), 282}, column{asked, 234})
	t.pad = 4
	var rows []row
	for i, it := range items {
		title := ""
		if i == 0 || items[i-1].Checklist != it.Checklist {
			title = b.t("checklist." + string(it.Checklist))
		}
		rows = append(rows, b.inPlaceRow(t, title, it))
	}
	t.draw(rows)
}

// inPlaceRow is an item that is in place; the first of a checklist has its title above it.
func (b *caseBook) inPlaceRow(t *table, list string, it workbook.Item) row {
	key := itemAnchor(it.ID)
	var shows, answer []piece
	if list != "" {
		shows = staying(b.paragraph(t.inner(0), textSize, b.say(bold, accent, list)))
		for _, p := range shows {
			answer = append(answer, piece{height: p.height, stay: true})
		}
	}
	shows = append(shows, staying(b.paragraph(t.inner(0), textSize, b.say(bold, ink, join("  ", b.number[key], it.Title))))...)
	text := append([]span{b.say(regular, ink, it.Shows)}, b.cites(regular, ink, it.Evidence)...)
	shows = append(shows, b.paragraph(t.inner(0), 8, text...)...)
	// The title names what went wrong then; what the school has is the answer to the question.
	answer = append(answer, b.badgePiece(statusBadge(workbook.InPlace), b.t("status."+string(workbook.InPlace)), t.inner(1)), gap(2))
	answer = append(answer, b.paragraph(t.inner(1), 8, b.say(regular, ink, it.Ask))...)
	return row{
		cells: [][]piece{shows, answer},
		again: b.continued(t.across(0), it.Title),
		place: func(y float64) { b.place(key, y) },
	}
}

// onFamilies are the case's items about families.
func (b *caseBook) onFamilies() []workbook.Item {
	return slices.DeleteFunc(slices.Clone(b.theCase.Items), func(it workbook.Item) bool {
		return !slices.Contains(it.Annexes, "family-reunification")
	})
}

// familyLessons is what the case teaches about families, whatever the answers are.
func (b *caseBook) familyLessons() []piece {
	var taught []piece
	for _, it := range b.onFamilies() {
		spans := append([]span{b.say(bold, ink, it.Title+". "), b.say(regular, ink, it.Shows)}, b.cites(regular, ink, it.Evidence)...)
		taught = append(append(taught, b.paragraph(b.width(), 8, spans...)...), gap(4))
	}
	return taught
}

// drawCaseAndSources draws the case and its sources on a page, as public copies end.
func (b *caseBook) drawCaseAndSources() {
	sources := b.sourceLines(false)
	b.drawCaseAbove(sourcesHead + heightOf(sources))
	b.drawSourceLines(sources)
}

// drawFamilies draws how families are informed: lines for the school to fill in, and what
// the case teaches about it.
func (b *planBook) drawFamilies() {
	t := b.newTable(column{b.t("plan.families.question"), 220}, column{b.t("plan.families.answer"), 296})
	var rows []row
	for _, q := range []string{
		b.t("plan.families.first"), b.t("plan.families.news"), b.t("plan.families.meet"), b.t("plan.families.ask"),
	} {
		cell := append([]piece{{height: 5}}, b.paragraph(t.inner(0), leadSize, b.say(bold, ink, q))...)
		rows = append(rows, row{cells: [][]piece{append(cell, piece{height: 5})}})
	}
	taught := b.familyLessons()
	// The part is a page that families keep, so it is not parted where it fits on one.
	b.open(toFamilies, min(t.total(rows)+40+heightOf(taught), b.bodyHeight()*0.95))
	b.intro(b.t("plan.families.intro"))
	t.draw(rows)
	if len(taught) == 0 {
		return
	}
	b.y += 8
	b.subhead(b.t("plan.families.lessons"))
	b.flow(sideMargin, taught)
}
