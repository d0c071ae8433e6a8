package app

import (
	"slices"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// actionBulk is the bar below the register while rows are ticked: it changes all of them in
// one step, which one undo takes back.
type actionBulk struct {
	desk   *desk
	screen *actions
	said   string // what was done last
	count  *kit.Text
	ways   map[string]*kit.Chip
	box    *fyne.Container
}

// The ways to change many actions.
const (
	bulkStatus  = "status"
	bulkOwner   = "owner"
	bulkTarget  = "target"
	bulkReview  = "review"
	bulkElement = "element"
	bulkSchools = "schools"
	bulkItems   = "items"
	bulkDrop    = "drop"
)

func bulkWays() []string {
	return []string{bulkStatus, bulkOwner, bulkTarget, bulkReview, bulkElement, bulkSchools, bulkItems, bulkDrop}
}

func newActionBulk(d *desk, screen *actions) *actionBulk {
	b := &actionBulk{desk: d, screen: screen, ways: map[string]*kit.Chip{}}
	b.count = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorAccent, Bold: true, Whole: true})
	row := kit.Flow(kit.Grid, b.count)
	for _, way := range bulkWays() {
		chip := kit.NewChip(d.text("actions.bulk."+way), func() { b.on(way) })
		b.ways[way] = chip
		row.Add(chip)
	}
	row.Add(kit.SmallLink(d.text("actions.bulk.let-go"), nil, b.onLetGo))
	b.box = kit.Inset(kit.Grid, 1.5*kit.Grid, row)
	b.box.Hide()
	return b
}

// fill shows how many rows are ticked, and what was done with them last.
func (b *actionBulk) fill(n int) {
	b.box.Hidden = n == 0
	b.count.Set(b.desk.text("actions.bulk.count", "Count", n))
	if b.said != "" {
		b.count.Set(b.said)
	}
	b.box.Refresh()
}

func (b *actionBulk) onLetGo() {
	b.said = ""
	b.screen.table.Untick()
	b.screen.compute()
}

// on asks for what the ticked actions are to get.
func (b *actionBulk) on(way string) {
	s, d := b.screen, b.desk
	chip, n := b.ways[way], len(s.table.Ticked())
	switch way {
	case bulkStatus:
		s.choose(chip, "action-status", codesOf(workbook.ActionStatuses()), "", b.setStatus)
	case bulkElement:
		s.choose(chip, "element", s.elements(), "-", func(c string) {
			b.change(func(a *workbook.Action) { a.Element = workbook.CapabilityElement(c) })
		})
	case bulkOwner:
		s.askOwner(chip, "", b.schools, func(name string) { b.change(func(a *workbook.Action) { a.Owner = name }) })
	case bulkTarget:
		s.askDay(chip, "action.target", "", func(on workbook.Date) { b.change(func(a *workbook.Action) { a.Target = on }) })
	case bulkReview:
		s.askDay(chip, "action.review", "", func(on workbook.Date) { b.change(func(a *workbook.Action) { a.Review = on }) })
	case bulkSchools:
		d.pickSchools(d.text("actions.bulk.schools-to", "Count", n), nil, func(ids []string) {
			b.change(func(a *workbook.Action) { a.Schools = together(a.Schools, ids) })
		})
	case bulkItems:
		d.pickItems(d.text("actions.bulk.items-to", "Count", n), nil, func(ids []string) {
			b.change(func(a *workbook.Action) { a.Items = together(a.Items, ids) })
		})
	case bulkDrop:
		b.setStatus(string(workbook.DroppedFromPlan))
	}
}

func (b *actionBulk) setStatus(code string) {
	b.change(func(a *workbook.Action) { *a = a.WithStatus(workbook.ActionStatus(code), b.desk.today()) })
}

// schools are those that the ticked actions serve.
func (b *actionBulk) schools() []string {
	s := b.screen
	var ids []string
	for _, id := range s.table.Ticked() {
		if at := s.find(id); at >= 0 {
			ids = append(ids, s.shown[at].Action.Schools...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// together is two sets of ids as one.
func together(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// change edits all ticked actions in one step, and says how many were different before.
func (b *actionBulk) change(to func(*workbook.Action)) {
	d, s := b.desk, b.screen
	ticked := map[string]bool{}
	for _, id := range s.table.Ticked() {
		ticked[id] = true
	}
	var changes []workbook.Change
	n := 0
	for _, from := range s.all() {
		if !ticked[from.ID] {
			continue
		}
		a := from
		to(&a)
		if edits := workbook.Edit(workbook.ActionEntity, a.ID, from, a); len(edits) > 0 {
			changes = append(changes, edits...)
			n++
		}
	}
	b.said = d.text("actions.bulk.changed", "Count", n)
	if d.session.ReadOnly() {
		b.said = ""
	}
	d.do(changes...)
	s.showFoot()
}
