package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// Fields and links that several sections of an exercise's design have.

// clockField makes a checked field for a time of day, labelled by a key.
func (d *desk) clockField(label string, commit func(workbook.Clock)) (*kit.Field, *fyne.Container) {
	f := d.field("", func(text string) {
		c, err := workbook.ParseClock(strings.TrimSpace(text))
		if err == nil { // checked before it is committed
			commit(c)
		}
	})
	f.SetPlaceHolder(d.text("exercise.design.clock.placeholder"))
	return f, kit.Checked(d.text(label), f, func(text string) string {
		if _, err := workbook.ParseClock(strings.TrimSpace(text)); err != nil {
			return d.text("exercise.design.clock.bad", "Field", d.text(label), "Value", workbook.Shorten(text, 40))
		}
		return ""
	})
}

// itemLinks shows the items that a part of an exercise tries out, each of which opens, and
// lets the person choose them.
type itemLinks struct {
	desk  *desk
	ids   []string
	take  func([]string)
	none  *kit.Text
	links *fyne.Container
	box   *fyne.Container
}

func newItemLinks(d *desk, none string, take func([]string)) *itemLinks {
	l := &itemLinks{desk: d, take: take, links: kit.Column(kit.Grid / 4)}
	l.none = kit.Small(d.text(none))
	pick := kit.LinkButton(d.text("action.choose-items"), nil, l.onPick)
	l.box = kit.Column(kit.Grid/2, kit.Row(kit.Section(d.text("exercise.design.items")), pick), l.none, l.links)
	return l
}

func (l *itemLinks) put(ids []string) {
	if slices.Equal(ids, l.ids) && len(l.links.Objects) == len(ids) {
		return
	}
	d := l.desk
	l.ids = ids
	l.links.RemoveAll()
	for _, it := range d.served(ids) {
		l.links.Add(d.servedRow(it, func() { l.drop(it.id) }))
	}
	l.none.Hidden = len(l.links.Objects) > 0
	l.box.Refresh()
}

func (l *itemLinks) onPick() {
	l.desk.pickItems(l.desk.text("exercise.design.items.pick"), l.ids, l.take)
}

func (l *itemLinks) drop(id string) {
	l.take(slices.DeleteFunc(slices.Clone(l.ids), func(x string) bool { return x == id }))
}

// objectiveChips says which objectives a part of an exercise serves; a click takes one up or
// drops it.
type objectiveChips struct {
	desk  *desk
	ids   []string
	take  func([]string)
	none  *kit.Text
	chips *fyne.Container
	box   *fyne.Container
}

func newObjectiveChips(d *desk, take func([]string)) *objectiveChips {
	c := &objectiveChips{desk: d, take: take, chips: kit.Flow(kit.Grid)}
	c.none = kit.Small(d.text("exercise.design.objectives.none-yet"))
	c.box = kit.Column(kit.Grid/2, kit.Section(d.text("exercise.design.objectives")), c.none, c.chips)
	return c
}

func (c *objectiveChips) put(ids []string) {
	d := c.desk
	c.ids = ids
	all := d.view().Exercise.Objectives
	for len(c.chips.Objects) < len(all) {
		at := len(c.chips.Objects)
		c.chips.Add(kit.NewChip("", func() { c.onChip(at) }))
	}
	c.chips.Objects = c.chips.Objects[:len(all)]
	for i, o := range all {
		chip := c.chips.Objects[i].(*kit.Chip)
		chip.SetText(objectiveName(d, o))
		chip.SetOn(slices.Contains(ids, o.ID))
	}
	c.none.Hidden = len(all) > 0
	c.box.Refresh()
}

func (c *objectiveChips) onChip(at int) {
	all := c.desk.view().Exercise.Objectives
	if at >= len(all) {
		return
	}
	ids := slices.Clone(c.ids)
	if i := slices.Index(ids, all[at].ID); i >= 0 {
		ids = slices.Delete(ids, i, i+1)
	} else {
		ids = append(ids, all[at].ID)
	}
	slices.Sort(ids)
	c.take(ids)
}

// missing says in a few words what an inject or question is not linked to; empty for nothing.
func (d *desk) missing(objectives, items []string) string {
	switch {
	case len(objectives) == 0 && len(items) == 0:
		return d.text("exercise.design.unlinked")
	case len(items) == 0:
		return d.text("exercise.design.no-item")
	case len(objectives) == 0:
		return d.text("exercise.design.no-objective")
	}
	return ""
}
