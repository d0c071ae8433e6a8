package app

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// checklists is the screen on which a school answers the case's items: the list at the
// left, the answer to one item at the right.
type checklists struct {
	desk   *desk
	list   workbook.Checklist // "" for all of them
	filter string             // one of the filters, "" for all
	shown  []workbook.Item
	item   string // the item that is open

	chips   map[workbook.Checklist]*kit.Chip
	filters map[string]*kit.Chip
	heading *kit.Text
	empty   *kit.Text
	rows    *kit.List
	detail  *answerPane
	box     *fyne.Container
	noBook  *fyne.Container
}

// The filters of the list.
const (
	filterUnanswered = "unanswered"
	filterHigh       = "high"
	filterGaps       = "gaps"
	filterHighGaps   = "high-gaps" // both at once
	filterReview     = "review"
	filterReworded   = "reworded"  // a newer version of the case worded the item anew; like the next
	filterDisproved  = "disproved" // an exercise found otherwise; its chip shows only where there are some
)

// allLists stands for the four checklists together.
const allLists workbook.Checklist = ""

func newChecklists(d *desk) *checklists {
	s := &checklists{desk: d, list: workbook.Indicators, chips: map[workbook.Checklist]*kit.Chip{}, filters: map[string]*kit.Chip{}}
	s.detail = newAnswerPane(d, s)
	d.openItem = func() string { return s.item }
	s.layout()
	return s
}

func (s *checklists) layout() {
	d := s.desk
	lists := kit.Flow(kit.Grid)
	for _, l := range slices.Concat([]workbook.Checklist{allLists}, workbook.Checklists(), []workbook.Checklist{withdrawnList}) {
		chip := kit.NewChip("", func() { s.choose(l) })
		chip.Keys = s
		s.chips[l] = chip
		lists.Add(chip)
	}
	filters := kit.Flow(kit.Grid)
	s.chips[withdrawnList].Hidden = true
	for _, f := range []string{filterUnanswered, filterGaps, filterHigh, filterReview, filterReworded, filterDisproved} {
		chip := kit.NewChip(d.text("checklists.filter."+f), func() { s.toggle(f) })
		chip.Keys = s
		chip.Hidden = f == filterReworded || f == filterDisproved
		s.filters[f] = chip
		filters.Add(chip)
	}
	s.heading = kit.Heading("")
	s.empty = kit.Small(d.text("checklists.none-left"))
	s.rows = kit.NewList(func() int { return len(s.shown) }, s.newRow, s.updateRow, s.onRow)
	s.rows.Keys = s
	left := kit.Card(kit.Clip(container.NewBorder(
		container.NewVBox(kit.Inset(2*kit.Grid, 2*kit.Grid, s.heading), kit.Line()), nil, nil, nil,
		container.NewStack(s.rows, kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(s.empty))))))
	plan := kit.FilledButton(d.text("checklists.plan"), nil, func() { d.goTo(place{screen: reportsScreen}) })
	head := kit.Column(1.5*kit.Grid,
		kit.Row(kit.Title(d.text("screen.checklists")), plan),
		kit.Spread(lists, filters))
	body := kit.Split(0.38, 300, 420, left, kit.Card(kit.Clip(s.detail.object())))
	s.box = kit.Screen(head, body)
	s.noBook = kit.Screen(kit.Title(d.text("screen.checklists")), kit.Column(2*kit.Grid,
		kit.Body(d.text("checklists.no-school")),
		container.NewHBox(kit.FilledButton(d.text("school.add"), nil, func() { d.goTo(place{screen: schoolsScreen, id: "new"}) }))))
}

func (s *checklists) object() fyne.CanvasObject {
	if s.desk.session != nil && s.desk.view().School.ID == "" {
		return s.noBook
	}
	return s.box
}

// show opens what a place names: a checklist as its part, a filter over all of them, an item
// in its own list. A filter that would hide the item goes.
func (s *checklists) show(p place) {
	if p.filter != "" || p.part != "" {
		s.list, s.filter, s.item = workbook.Checklist(p.part), p.filter, ""
		s.rows.ScrollToTop()
		s.keep()
	}
	it, list, ok := s.find(p.item)
	if !ok {
		return
	}
	if p.filter == "" && !p.asLeft {
		s.list = list
	}
	s.item = it.ID
	if p.past {
		s.detail.wantPast(it.ID)
	}
	if !p.asLeft && !s.passes(it) {
		s.list, s.filter = list, ""
	}
	s.keep()
}

// keptChecklist is how the list is narrowed down.
type keptChecklist struct {
	List   workbook.Checklist
	Filter string
}

func (s *checklists) keep() {
	s.desk.keepFilter(checklistsScreen, keptChecklist{s.list, s.filter})
}

// narrowAgain takes the list and the filter that were kept for the workbook.
func (s *checklists) narrowAgain() {
	kept := keptChecklist{List: workbook.Indicators}
	s.desk.keptFilter(checklistsScreen, &kept)
	if _, known := s.chips[kept.List]; !known {
		kept.List = workbook.Indicators
	}
	if _, known := s.filters[kept.Filter]; !known && kept.Filter != filterHighGaps {
		kept.Filter = ""
	}
	s.list, s.filter, s.item = kept.List, kept.Filter, ""
}

// find finds an item and the list on which it stands: its checklist, or that of the withdrawn.
func (s *checklists) find(id string) (workbook.Item, workbook.Checklist, bool) {
	if it, ok := s.desk.theCase.Item(id); ok {
		return it, it.Checklist, true
	}
	for _, it := range s.desk.withdrawnItems() {
		if it.ID == id {
			return it, withdrawnList, true
		}
	}
	return workbook.Item{}, "", false
}

// itemsOf are the items of a list.
func (s *checklists) itemsOf(list workbook.Checklist) []workbook.Item {
	if list == withdrawnList {
		return s.desk.withdrawnItems()
	}
	return s.desk.theCase.ItemsOf(list)
}

// items are those of the list, before any filter.
func (s *checklists) items() []workbook.Item {
	if s.list != allLists {
		return s.itemsOf(s.list)
	}
	var all []workbook.Item
	for _, l := range workbook.Checklists() {
		all = append(all, s.desk.theCase.ItemsOf(l)...)
	}
	return all
}

func (s *checklists) choose(l workbook.Checklist) {
	s.desk.window.Canvas().Unfocus()
	s.list, s.item = l, ""
	s.keep()
	s.refresh()
	s.rows.ScrollToTop()
}

func (s *checklists) toggle(filter string) {
	s.filter, s.item = toggled(s.filter, filter), ""
	s.keep()
	s.refresh()
	s.rows.ScrollToTop()
}

// toggled is the filter after a chip was pressed. Gaps and high priority go together; of the
// others there is one at a time.
func toggled(on, chip string) string {
	pair := map[string]string{filterGaps: filterHigh, filterHigh: filterGaps}
	other, paired := pair[chip]
	switch {
	case on == chip:
		return ""
	case paired && on == filterHighGaps:
		return other
	case paired && on == other:
		return filterHighGaps
	}
	return chip
}

// lit reports whether a filter's chip is on.
func (s *checklists) lit(chip string) bool {
	return chip == s.filter || s.filter == filterHighGaps && (chip == filterGaps || chip == filterHigh)
}

func (s *checklists) passes(it workbook.Item) bool {
	a := s.desk.view().Answer(it.ID)
	switch s.filter {
	case filterUnanswered:
		return a.Status == workbook.NotAssessed
	case filterHigh:
		return a.Priority() == workbook.High
	case filterGaps:
		return a.Status.Gap()
	case filterHighGaps:
		return a.HighGap()
	case filterReworded:
		return s.desk.view().Reworded[it.ID].Outdated(a)
	case filterDisproved:
		_, doubted := s.desk.view().Disproofs[a.Disproved]
		return doubted
	case filterReview:
		return s.desk.view().School.DueForReview(a, s.desk.today())
	}
	return true
}

// refresh shows the view. The item that is open stays in the list even when its answer
// takes it out of the filter, so that nothing jumps away under the person's hands.
func (s *checklists) refresh() {
	d := s.desk
	v := d.view()
	for l, chip := range s.chips {
		if l == withdrawnList {
			continue
		}
		items, name := d.theCase.Items, d.text("checklists.all.short")
		if l != allLists {
			items, name = d.theCase.ItemsOf(l), d.text("checklist."+string(l)+".short")
		}
		c := workbook.CoverageOf(items, v.School.ID, v.Answers)
		chip.SetText(fmt.Sprintf("%s %d/%d", name, c.Answered(), c.Total))
		chip.SetOn(l == s.list)
	}
	for f, chip := range s.filters {
		chip.SetOn(s.lit(f))
	}
	gone := len(d.withdrawnItems())
	if s.list == withdrawnList && gone == 0 {
		s.list, s.item = workbook.Indicators, "" // the last of them was removed
		s.chips[s.list].SetOn(true)
	}
	s.chips[withdrawnList].SetText(fmt.Sprintf("%s %d", d.text("checklist.withdrawn.short"), gone))
	s.chips[withdrawnList].SetOn(s.list == withdrawnList)
	moved := s.offer(s.chips[withdrawnList], gone > 0)
	moved = s.offer(s.filters[filterDisproved], s.filter == filterDisproved || len(workbook.Doubts(d.theCase, v.School.ID, v.Answers, v.Disproofs)) > 0) || moved
	moved = s.offer(s.filters[filterReworded], s.filter == filterReworded || slices.ContainsFunc(d.theCase.Items, func(it workbook.Item) bool {
		return v.Reworded[it.ID].Outdated(v.Answer(it.ID))
	})) || moved
	if s.list == allLists {
		s.heading.Set(d.text("checklists.all"))
	} else {
		s.heading.Set(d.text("checklist." + string(s.list)))
	}
	s.shown = nil
	at := -1
	for _, it := range s.items() {
		if s.passes(it) || it.ID == s.item {
			if it.ID == s.item {
				at = len(s.shown)
			}
			s.shown = append(s.shown, it)
		}
	}
	if at < 0 && len(s.shown) > 0 {
		at, s.item = 0, s.shown[0].ID
	}
	s.empty.Hidden = len(s.shown) > 0
	s.empty.Refresh()
	s.rows.Refresh()
	s.rows.Mark(at)
	if at >= 0 {
		s.fill(s.shown[at])
	} else {
		s.detail.clear()
	}
	if moved {
		s.box.Refresh() // only now: a list that gets its place before its mark does not show it
	}
}

// offer shows a chip where there is something behind it, and reports whether that is new.
func (s *checklists) offer(chip *kit.Chip, there bool) bool {
	if chip.Visible() == there {
		return false
	}
	chip.Hidden = !there
	return true
}

// fill shows an item, with its number on its own checklist.
func (s *checklists) fill(it workbook.Item) {
	_, of, _ := s.find(it.ID)
	list := s.itemsOf(of)
	at := slices.IndexFunc(list, func(x workbook.Item) bool { return x.ID == it.ID })
	s.detail.fill(it, of, at+1, len(list))
}

func (s *checklists) onRow(i int) {
	s.desk.leaveFor(s.rows)
	s.item = s.shown[i].ID
	s.rows.Refresh() // the title in bold is another one
	s.desk.rememberPlace(checklistsScreen)
	s.fill(s.shown[i])
}

// checkRow is one item in the list.
type checkRow struct {
	title, hint *kit.Text
	pill        *kit.Pill
}

func (s *checklists) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	pill := kit.StatusPill(workbook.NotAssessed, s.desk.text("status.not-assessed"))
	return kit.Inset(1.25*kit.Grid, 2*kit.Grid, kit.ListRow(s.rows.Narrow, title, hint, pill))
}

func rowParts(o fyne.CanvasObject) checkRow {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	return checkRow{row.Objects[0].(*kit.Text), row.Objects[1].(*kit.Text), row.Objects[2].(*kit.Pill)}
}

func (s *checklists) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(s.shown) {
		return
	}
	d, it := s.desk, s.shown[i]
	v := d.view()
	a := v.Answer(it.ID)
	parts := rowParts(o)
	parts.title.Set(it.Title)
	parts.title.SetLook(kit.ColorInk, it.ID == s.item)
	hint := d.text("checklists.no-answer")
	if a.Status != workbook.NotAssessed {
		hint = d.text("priority." + string(a.Priority()))
		if a.Priority() != "" {
			hint = d.text("checklists.priority", "Priority", hint)
		}
	}
	if n := len(workbook.ServingItem(v.Actions, v.School.ID, it.ID)); n > 0 {
		hint += " · " + d.text("checklists.actions", "Count", n)
	}
	if n := len(v.School.Attachments.Of(it.ID)); n > 0 {
		hint += " · " + d.text("checklists.files", "Count", n)
	}
	ink := kit.ColorMuted
	if _, doubted := v.Disproofs[a.Disproved]; doubted {
		hint, ink = d.text("checklists.disproved")+" · "+hint, kit.ColorNeeded
	}
	if v.Reworded[it.ID].Outdated(a) {
		hint, ink = d.text("checklists.reworded")+" · "+hint, kit.ColorNeeded
	}
	parts.hint.Set(hint)
	parts.hint.SetLook(ink, false)
	parts.pill.SetStatus(a.Status, d.text("status."+string(a.Status)))
	o.Refresh()
}

// HandleRune is the keyboard map of the screen.
func (s *checklists) HandleRune(r rune) bool {
	if len(s.shown) == 0 && r != '/' {
		return false
	}
	switch r {
	case '1', '2', '3', '4':
		s.detail.setStatus(workbook.Statuses()[r-'1'])
	case 'n', 'N':
		s.detail.note.focus()
	case 'a', 'A':
		s.detail.onAddAction()
	case '/':
		s.desk.window.Canvas().Focus(s.filters[filterUnanswered])
	default:
		return false
	}
	return true
}

// HandleKey moves in the list.
func (s *checklists) HandleKey(k fyne.KeyName) bool {
	return s.rows.Arrow(k)
}
