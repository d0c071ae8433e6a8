package export

import (
	"forethought/workbook"
)

// numberPublic numbers the parts of a district's public copy. It has no matrix, no figures
// and no page for a school: whoever reads in one document what each school has can subtract
// what each lacks.
func (b *districtBook) numberPublic() {
	b.numberInPlace(b.numbered(toSummary, b.t("plan.public.title")), b.itemsInPlace())
	b.numbered(toSchools, b.t("district-plan.schools.title"))
	b.numbered(toFamilies, b.t("plan.families.lessons"))
	b.numbered(toCase, b.t("plan.case.title"))
}

// publicParts are the parts of a district's public copy.
func (b *districtBook) publicParts() []func() {
	return []func(){b.drawFront, b.drawInPlace, b.publicSchools, b.drawLessons, b.drawCaseAndSources}
}

// itemsInPlace are the items that a public copy names, by checklist in the case's order.
func (b *rollBook) itemsInPlace() []workbook.Item {
	var items []workbook.Item
	for _, list := range workbook.Checklists() {
		for _, it := range b.plan.Items {
			if it.Item.Checklist == list {
				items = append(items, it.Item)
			}
		}
	}
	return items
}

// drawInPlace draws what is in place at one of the schools or more.
func (b *districtBook) drawInPlace() {
	b.open(toSummary, newPage)
	b.intro(b.t("district-plan.public.intro", "Count", len(b.plan.Schools)))
	b.inPlaceTable(b.t("district-plan.public.asked"), b.itemsInPlace())
}

// publicSchools names the schools that the copy is about.
func (b *districtBook) publicSchools() {
	t := b.newTable(column{b.t("district-plan.column.school"), 220}, column{b.t("district-plan.column.where"), 296})
	t.pad = 4
	b.open(toSchools, partHead+60)
	b.intro(b.t("district-plan.public.schools"))
	b.each(t, len(b.plan.Schools), func(i int) row {
		s := b.plan.Schools[i].School
		return row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(bold, ink, b.nameOf(s))),
			b.paragraph(t.inner(1), cellSize, b.say(regular, ink, b.schoolLine(s))),
		}}
	})
}

// drawLessons draws what the case teaches about families.
func (b *districtBook) drawLessons() {
	taught := b.familyLessons()
	b.open(toFamilies, min(partHead+heightOf(taught), b.bodyHeight()*0.95))
	b.intro(b.t("district-plan.public.lessons"))
	b.flow(sideMargin, taught)
}
