package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// withdrawnList stands for the items that the case does not hold any more and that the chosen
// school has something on, beside the four checklists.
const withdrawnList workbook.Checklist = "withdrawn"

// withdrawn are those items.
func (d *desk) withdrawn() []workbook.WithdrawnItem {
	if d.session == nil {
		return nil
	}
	v := d.view()
	return v.Records.WithdrawnOf(d.theCase, v.School, v.Answers, v.Actions)
}

// withdrawnItems are the same as items, with what is left of their words.
func (d *desk) withdrawnItems() []workbook.Item {
	var items []workbook.Item
	for _, w := range d.withdrawn() {
		items = append(items, w.Item())
	}
	return items
}

// itemTitle is what an item is called, also one that was withdrawn, and whether anyone knows.
func (d *desk) itemTitle(id string) (string, bool) {
	if it, ok := d.theCase.Item(id); ok {
		return it.Title, true
	}
	if d.session == nil {
		return "", false
	}
	title := d.view().Records.Title(id)
	if title == "" {
		return "", false
	}
	return d.text("item.withdrawn", "Title", title), true
}

// servedItem is an item that an action or a part of an exercise serves, and what it is called.
type servedItem struct{ id, title string }

// served are the items with some ids, in the order of the case, those that were withdrawn last.
func (d *desk) served(ids []string) []servedItem {
	var items []servedItem
	named := map[string]bool{}
	for _, id := range ids {
		named[id] = true
	}
	for _, it := range d.theCase.Items {
		if named[it.ID] {
			items = append(items, servedItem{it.ID, it.Title})
			delete(named, it.ID)
		}
	}
	for _, id := range ids {
		if named[id] {
			title, ok := d.itemTitle(id)
			if !ok {
				title = d.text("item.withdrawn", "Title", id)
			}
			items = append(items, servedItem{id, title})
		}
	}
	return items
}

// servedRow is the line of such an item: it opens the item, and its button drops it.
func (d *desk) servedRow(it servedItem, drop func()) fyne.CanvasObject {
	words := kit.NewText(it.title, kit.Style{Color: kit.ColorAccent, Bold: true})
	open := kit.NewTap(it.title, words, func() { d.goTo(place{screen: checklistsScreen, item: it.id}) })
	open.PadX, open.PadY = kit.Grid/2, kit.Grid/2
	return kit.Row(open, kit.IconButton(d.text("action.drop-item"), theme.CancelIcon(), drop))
}
