package app

import (
	"forethought/app/kit"
)

// photographCaseChanges takes what a newer version of the case brings: what is said on opening,
// what changed on Case, the withdrawn items that the school has something on, and an answer to
// an item that was worded anew. All asks for every size of window and text.
func (b *bench) photographCaseChanges(all bool, take func(string)) {
	b.carried()
	b.desk.modal.close()
	for l := range b.looks(all) {
		if !all && l.variant == kit.Dark {
			continue
		}
		b.open(overviewScreen)
		b.desk.tellCarried()
		take("case-newer" + l.end)
		b.desk.modal.close()
		b.shell.goTo(place{screen: caseScreen, part: partChanges})
		take("case-changes" + l.end)
		b.shell.goTo(place{screen: checklistsScreen, part: string(withdrawnList)})
		take("checklists-withdrawn" + l.end)
		b.shell.goTo(place{screen: checklistsScreen, filter: filterReworded, item: rewordedIn2})
		take("checklists-changed" + l.end)
	}
}
