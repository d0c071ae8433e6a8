package app

import (
	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// cite fills a flow with links to the sources behind some evidence.
func (d *desk) cite(into *fyne.Container, evidence []workbook.Evidence) {
	into.RemoveAll()
	for _, n := range d.theCase.Citations(evidence) {
		s := d.theCase.Sources[n-1]
		into.Add(kit.SmallLink(d.text("answer.citation", "Number", n, "Title", d.text("source-kind."+string(s.Kind))), nil, func() {
			d.goTo(place{screen: caseScreen, part: partSources, id: s.ID})
		}))
	}
}

// offerItems fills a flow with chips that open some items on Checklists.
func (d *desk) offerItems(into *fyne.Container, ids []string) {
	into.RemoveAll()
	for _, id := range ids {
		if it, ok := d.theCase.Item(id); ok {
			into.Add(kit.NewChip(it.Title, func() { d.goTo(place{screen: checklistsScreen, item: id}) }))
		}
	}
}
