package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// manyPicker is a dialog in which any number of things is chosen out of many: found by
// typing, narrowed down by group, ticked one by one or all that are shown at once.
type manyPicker struct {
	desk   *desk
	title  string
	find   string // what the search says while it is empty
	all    []option
	groups []string
	group  func(code string) string // the word of a group
	least  string                   // what to say when nothing is chosen; empty where that will do
	take   func([]string)

	at     string // the group that is shown, or one of the two below
	chosen map[string]bool
	shown  []option

	search          *kit.Search
	chips           map[string]*kit.Chip
	list            *kit.List
	every, none     *kit.Button
	nothing, refuse *kit.Text
	modal           *modal
}

// What a picker shows besides its groups.
const (
	pickAll    = "all"
	pickChosen = "chosen"
)

// pickMany opens the dialog with some chosen. What is chosen and not among the options, such
// as a school that was removed, stays as it is.
func (d *desk) pickMany(with manyPicker, chosen []string) *manyPicker {
	p := &with
	p.desk, p.at, p.chosen, p.chips = d, pickAll, map[string]bool{}, map[string]*kit.Chip{}
	for _, id := range chosen {
		p.chosen[id] = true
	}
	p.list = kit.NewList(func() int { return len(p.shown) }, func() fyne.CanvasObject { return kit.NewTickLine() }, p.updateRow, nil)
	p.list.OnSelected = p.onRow
	p.search = kit.NewSearch(p.find, p.list, func(string) { p.refresh() }, func() { p.modal.close() })
	row := kit.Flow(kit.Grid)
	for _, code := range p.offered() {
		chip := kit.NewChip("", func() { p.onGroup(code) })
		p.chips[code] = chip
		row.Add(chip)
	}
	p.every = kit.SmallLink("", nil, p.onAll)
	p.none = kit.SmallLink(d.text("pick.none-shown"), nil, p.onNone)
	p.nothing = kit.Small(d.text("pick.nothing"))
	p.refuse = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded})
	p.refuse.Hide()
	head := kit.Column(kit.Grid, p.search, row, kit.Flow(kit.Grid, p.every, p.none), p.refuse)
	body := kit.Under(head, kit.Card(kit.Clip(container.NewStack(p.list, kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(p.nothing))))))
	p.modal = d.showModal(p.title, body, 560, 620,
		answerButton{text: d.text("pick.done"), may: p.may, then: p.done}, answerButton{text: d.text("app.cancel")})
	p.refresh()
	d.window.Canvas().Focus(p.search)
	return p
}

// offered are what the chips stand for: groups that nothing belongs to are left out.
func (p *manyPicker) offered() []string {
	offered := []string{pickAll, pickChosen}
	for _, g := range p.groups {
		if slices.ContainsFunc(p.all, func(o option) bool { return slices.Contains(o.groups, g) }) {
			offered = append(offered, g)
		}
	}
	return offered
}

func (p *manyPicker) updateRow(i int, o fyne.CanvasObject) {
	if i < len(p.shown) {
		o.(*kit.TickLine).Set(p.shown[i].word, p.shown[i].hint, p.chosen[p.shown[i].code])
	}
}

// refresh shows what the search and the chip leave.
func (p *manyPicker) refresh() {
	d, n := p.desk, 0
	for _, o := range p.all {
		if p.chosen[o.code] {
			n++
		}
	}
	p.shown = nil
	for _, o := range finding(p.all, p.search.Text) {
		if p.at == pickAll || p.at == pickChosen && p.chosen[o.code] || slices.Contains(o.groups, p.at) {
			p.shown = append(p.shown, o)
		}
	}
	for code, chip := range p.chips {
		switch code {
		case pickAll:
			chip.SetText(d.text("pick.all", "N", len(p.all)))
		case pickChosen:
			chip.SetText(d.text("pick.chosen", "N", n))
		default:
			chip.SetText(p.group(code))
		}
		chip.SetOn(code == p.at)
	}
	p.every.SetText(d.text("pick.all-shown", "N", len(p.shown)))
	p.nothing.Hidden = len(p.shown) > 0
	p.nothing.Refresh()
	p.list.Refresh()
	p.modal.popup.Content.Refresh()
}

func (p *manyPicker) onGroup(code string) {
	p.at = code
	p.list.ScrollToTop()
	p.refresh()
}

// onRow ticks the row and lets go of it, so that the same row can be taken again.
func (p *manyPicker) onRow(i int) {
	p.list.UnselectAll()
	if i < len(p.shown) {
		code := p.shown[i].code
		p.set(!p.chosen[code], p.shown[i])
	}
}

func (p *manyPicker) onAll()  { p.set(true, p.shown...) }
func (p *manyPicker) onNone() { p.set(false, p.shown...) }

func (p *manyPicker) set(on bool, options ...option) {
	for _, o := range options {
		p.chosen[o.code] = on
	}
	p.refuse.Hide()
	shown := p.shown
	p.refresh()
	if p.at == pickChosen && !on { // stays in sight until the person looks elsewhere
		p.shown = shown
		p.nothing.Hidden = len(shown) > 0
		p.list.Refresh()
	}
}

// may refuses to take nothing where there has to be something.
func (p *manyPicker) may() bool {
	if p.least != "" && !slices.ContainsFunc(p.all, func(o option) bool { return p.chosen[o.code] }) {
		p.refuse.Set(p.least)
		p.refuse.Show()
		p.modal.popup.Content.Refresh()
		return false
	}
	return true
}

func (p *manyPicker) done() {
	var ids []string
	for id, on := range p.chosen {
		if on {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	p.take(ids)
}
