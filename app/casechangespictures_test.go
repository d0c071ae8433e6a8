package app

import (
	"fmt"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
)

// photographCaseChanges takes what a newer version of the case brings: what is said on opening,
// what changed on Case, the withdrawn items that the school has something on, and an answer to
// an item that was worded anew. All asks for every size of window and text.
func (b *bench) photographCaseChanges(all bool, look func(kit.Variant, float32), take func(string)) {
	b.carried()
	b.desk.modal.close()
	for _, v := range []kit.Variant{kit.Light, kit.Dark} {
		for _, size := range []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(1024, 700)} {
			for _, scale := range []float32{1, 1.5} {
				plain := size.Width == 1280 && scale == 1
				if !all && (!plain || v == kit.Dark) {
					continue
				}
				look(v, scale)
				b.resize(size.Width, size.Height)
				end := fmt.Sprintf("-%s", v)
				if !plain {
					end += fmt.Sprintf("-%.0f-%.0f", size.Width, scale*100)
				}
				b.open(overviewScreen)
				b.desk.tellCarried()
				take("case-newer" + end)
				b.desk.modal.close()
				b.shell.goTo(place{screen: caseScreen, part: partChanges})
				take("case-changes" + end)
				b.shell.goTo(place{screen: checklistsScreen, part: string(withdrawnList)})
				take("checklists-withdrawn" + end)
				b.shell.goTo(place{screen: checklistsScreen, filter: filterReworded, item: rewordedIn2})
				take("checklists-changed" + end)
			}
		}
	}
}
