package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// versionCard says above an answer that a newer version of the case worded its item anew, with
// the words before, or that it does not hold the item any more.
type versionCard struct {
	desk                 *desk
	title                *kit.Text
	words                *fyne.Container
	show, looked, remove *kit.Button
	version              int
	box                  *fyne.Container
}

func newVersionCard(d *desk, p *answerPane) *versionCard {
	c := &versionCard{desk: d, title: kit.NewText("", kit.Style{Color: kit.ColorNeeded, Bold: true}), words: kit.Column(kit.Grid)}
	c.show = kit.OutlineButton(d.text("item-version.show"), nil, func() { d.goTo(place{screen: caseScreen, part: partChanges, id: p.item.ID}) })
	c.looked = kit.OutlineButton(d.text("doubt.looked"), theme.ConfirmIcon(), func() {
		p.edit(func(a *workbook.Answer) { a.ItemVersion = c.version })
	})
	c.remove = kit.OutlineButton(d.text("item-version.remove"), theme.DeleteIcon(), func() {
		p.edit(func(a *workbook.Answer) { *a = workbook.BlankAnswer(a.SchoolID, a.ItemID) })
	})
	for _, b := range []*kit.Button{c.show, c.looked, c.remove} {
		b.Keys = p.keys
	}
	c.box = container.NewStack(kit.NewPanel(kit.ColorNeededTint, ""), kit.Inset(1.5*kit.Grid, 2*kit.Grid,
		kit.Column(1.25*kit.Grid, c.title, c.words, kit.Flow(kit.Grid, c.show, c.looked, c.remove))))
	c.box.Hide()
	return c
}

// fill shows what became of the item of an answer, and nothing where that is of no consequence.
func (c *versionCard) fill(a workbook.Answer) {
	d := c.desk
	v := d.view()
	gone := slices.IndexFunc(d.withdrawn(), func(w workbook.WithdrawnItem) bool { return w.ID == a.ItemID })
	reworded := v.Reworded[a.ItemID]
	c.words.RemoveAll()
	c.looked.Hidden, c.remove.Hidden = true, true
	c.box.Hidden = false
	switch {
	case gone >= 0:
		if c.version = d.withdrawn()[gone].Version; c.version > 0 {
			c.title.Set(d.text("item-version.withdrawn", "Version", c.version))
		} else {
			c.title.Set(d.text("item-version.unknown"))
		}
		c.words.Add(kit.Body(d.text("item-version.kept")))
		c.show.Hidden = c.version == 0
		c.remove.Hidden = a.Blank()
	case reworded.Outdated(a):
		c.version = reworded.Version
		c.title.Set(d.text("item-version.reworded", "Version", c.version))
		for _, part := range reworded.Parts {
			if part.Part != workbook.PartMeasures {
				c.words.Add(kit.Column(kit.Grid/4, kit.Small(d.text("item-version.before", "Part", d.text("item-part."+part.Part))),
					kit.Body(d.words.PartValue(part.Part, part.Old))))
			}
		}
		c.show.Hidden, c.looked.Hidden = false, false
	default:
		c.box.Hidden = true
	}
	c.box.Refresh()
}
