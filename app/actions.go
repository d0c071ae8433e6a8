package app

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// actions is the school's actions as a list, with the one that is open at the right.
type actions struct {
	desk   *desk
	filter string
	shown  []workbook.Action
	open   string // the action that is open

	filters map[string]*kit.Chip
	empty   *kit.Text
	rows    *kit.List
	pane    *actionPane
	box     *fyne.Container
}

// The filters of the list, all first.
const (
	actionsAll     = "all"
	actionsOpen    = "open"
	actionsOverdue = "overdue"
	actionsDueSoon = "due-soon"
	actionsDone    = "done"
)

func actionFilters() []string {
	return []string{actionsAll, actionsOpen, actionsOverdue, actionsDueSoon, actionsDone}
}

func newActions(d *desk) *actions {
	s := &actions{desk: d, filter: actionsAll, filters: map[string]*kit.Chip{}}
	s.pane = newActionPane(d)
	s.layout()
	return s
}

func (s *actions) layout() {
	d := s.desk
	chips := kit.Flow(kit.Grid)
	for _, f := range actionFilters() {
		chip := kit.NewChip("", func() { s.choose(f) })
		chip.Keys = s
		s.filters[f] = chip
		chips.Add(chip)
	}
	s.empty = kit.Small("")
	s.rows = kit.NewList(func() int { return len(s.shown) }, s.newRow, s.updateRow, s.onRow)
	s.rows.Keys = s
	left := kit.Card(kit.Clip(container.NewStack(s.rows, kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(s.empty)))))
	add := kit.FilledButton(d.text("action.new"), theme.ContentAddIcon(), s.onAdd)
	head := kit.Column(1.5*kit.Grid, kit.Row(kit.Title(d.text("screen.actions")), add), chips)
	s.box = kit.Screen(head, kit.Split(0.42, 320, 480, left, kit.Card(kit.Clip(s.pane.object()))))
}

func (s *actions) object() fyne.CanvasObject { return s.box }

// show opens a place's action, under a filter where the place names one.
func (s *actions) show(p place) {
	if p.action != "" || p.filter != "" {
		s.open, s.filter = p.action, cmp.Or(p.filter, actionsAll)
		s.rows.ScrollToTop()
	}
}

func (s *actions) choose(filter string) {
	s.filter, s.open = filter, ""
	s.refresh()
	s.rows.ScrollToTop()
}

func (s *actions) onAdd() {
	v := s.desk.view()
	if v.School.ID == "" {
		s.desk.goTo(place{screen: schoolsScreen, id: "new"})
		return
	}
	s.desk.newAction(workbook.Action{Status: workbook.ToDo, Schools: []string{v.School.ID}})
}

func (d *desk) passesAction(filter string, a workbook.Action) bool {
	switch filter {
	case actionsOpen:
		return a.StatusOn(d.today()).Open()
	case actionsOverdue:
		return a.Overdue(d.today())
	case actionsDueSoon:
		return a.DueSoon(d.today())
	case actionsDone:
		return !a.StatusOn(d.today()).Open()
	}
	return true
}

// refresh shows the view: open work first, by target date.
func (s *actions) refresh() {
	d := s.desk
	all := slices.Clone(d.view().Actions)
	slices.SortStableFunc(all, func(a, b workbook.Action) int {
		return cmp.Or(
			compareBool(!a.StatusOn(d.today()).Open(), !b.StatusOn(d.today()).Open()),
			compareBool(a.Target == "", b.Target == ""), cmp.Compare(a.Target, b.Target),
			cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	for _, f := range actionFilters() {
		n := 0
		for _, a := range all {
			if d.passesAction(f, a) {
				n++
			}
		}
		s.filters[f].SetText(d.text("actions.filter."+f, "N", n))
		s.filters[f].SetOn(f == s.filter)
	}
	s.shown = slices.DeleteFunc(all, func(a workbook.Action) bool {
		return a.ID != s.open && !d.passesAction(s.filter, a)
	})
	at := slices.IndexFunc(s.shown, func(a workbook.Action) bool { return a.ID == s.open })
	if at < 0 && len(s.shown) > 0 {
		at, s.open = 0, s.shown[0].ID
	}
	s.empty.Hidden = len(s.shown) > 0
	s.empty.Set(d.text("actions.empty"))
	if len(d.view().Actions) > 0 {
		s.empty.Set(d.text("actions.none-left"))
	}
	s.rows.Refresh()
	s.rows.Mark(at)
	if at >= 0 {
		s.pane.fill(s.shown[at])
	} else {
		s.pane.clear()
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (s *actions) onRow(i int) {
	s.desk.leaveFor(s.rows)
	s.open = s.shown[i].ID
	s.rows.Refresh() // the title in bold is another one
	s.pane.fill(s.shown[i])
}

func (s *actions) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	return kit.Inset(1.25*kit.Grid, 2*kit.Grid, kit.ListRow(func() bool { return true }, title, hint, kit.WordPill(workbook.NotAssessed, "")))
}

func (s *actions) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(s.shown) {
		return
	}
	a, parts := s.shown[i], rowParts(o)
	parts.title.Set(a.Title)
	parts.title.SetLook(kit.ColorInk, a.ID == s.open)
	parts.hint.Set(s.desk.ownerAndDue(a))
	color := kit.ColorMuted
	if a.Overdue(s.desk.today()) {
		color = kit.ColorNeeded
	}
	parts.hint.SetLook(color, false)
	status := a.StatusOn(s.desk.today())
	parts.pill.SetStatus(likeStatus(status), s.desk.text("action-status."+string(status)))
	o.Refresh()
}

// HandleRune adds an action, or goes to the filters.
func (s *actions) HandleRune(r rune) bool {
	switch r {
	case 'a', 'A':
		s.onAdd()
	case '/':
		s.desk.window.Canvas().Focus(s.filters[actionsAll])
	default:
		return false
	}
	return true
}

// HandleKey moves in the list.
func (s *actions) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		s.rows.Step(-1)
	case fyne.KeyDown:
		s.rows.Step(1)
	default:
		return false
	}
	return true
}

// likeStatus is the answer status whose colours and sign an action status borrows.
func likeStatus(s workbook.ActionStatus) workbook.Status {
	switch s {
	case workbook.ActionInPlace:
		return workbook.InPlace
	case workbook.ActionUnderWay:
		return workbook.InProgress
	case workbook.Lapsed:
		return workbook.Needed
	case workbook.DroppedFromPlan, workbook.OnHold:
		return workbook.NotNecessary
	}
	return workbook.NotAssessed
}

// ownerAndDue says in one line by when it is due and who does it.
func (d *desk) ownerAndDue(a workbook.Action) string {
	owner := a.Owner
	if owner == "" {
		owner = d.text("action.no-owner")
	}
	today := d.today()
	switch {
	case a.Overdue(today):
		return d.text("action.overdue-since", "Date", d.words.ShortDate(a.Due(today))) + " · " + owner
	case a.Status == workbook.ActionInPlace && a.Review != "":
		return d.text("action.review-by", "Date", d.words.ShortDate(a.Review)) + " · " + owner
	case a.Target != "":
		return d.text("action.due", "Date", d.words.ShortDate(a.Target)) + " · " + owner
	}
	return owner
}

// actionCard is an action in a line that opens it.
func (d *desk) actionCard(a workbook.Action) fyne.CanvasObject {
	color := kit.ColorMuted
	if a.Overdue(d.today()) {
		color = kit.ColorNeeded
	}
	words := kit.Columns(kit.Grid, 240, kit.Body(a.Title), kit.NewText(d.ownerAndDue(a), kit.Style{Size: kit.SizeSmall, Color: color}))
	tap := kit.NewTap(a.Title, words, func() { d.goTo(place{screen: actionsScreen, action: a.ID}) })
	tap.Line, tap.PadX, tap.PadY = kit.ColorLine, 1.5*kit.Grid, 1.25*kit.Grid
	return tap
}

// newAction asks for the little that an action needs and adds it.
func (d *desk) newAction(a workbook.Action) {
	if d.session == nil || d.session.ReadOnly() {
		d.do(workbook.Remove(workbook.ActionEntity, "none")...) // says why not
		return
	}
	title := d.note("title", nil)
	title.SetMinRowsVisible(2)
	title.SetText(a.Title)
	owner := d.person(nil)
	owner.SetText(a.Owner)
	target := d.dateField("action.target", func(workbook.Date) {})
	target.Put(a.Target)
	element := d.choice("element", codesOf(workbook.CapabilityElements()), true, nil)
	element.Put(string(a.Element))
	complaint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded})
	body := kit.Column(1.5*kit.Grid,
		kit.Labelled(d.text("action.title"), title),
		kit.Columns(2*kit.Grid, 180, kit.Labelled(d.text("action.owner"), owner), target.Object()),
		kit.Labelled(d.text("action.element"), element), complaint)
	add := func() bool {
		day, err := workbook.ParseDate(target.Field.Text)
		words := strings.Join(strings.Fields(title.Text), " ")
		switch {
		case words == "":
			complaint.Set(d.text("action.needs-title"))
			d.window.Canvas().Focus(title)
			return false
		case err != nil:
			complaint.Set("")
			target.Field.Commit() // says below it how a day is written
			d.window.Canvas().Focus(target.Field)
			return false
		}
		a.ID, a.Title, a.Owner, a.Target = newID(), words, strings.TrimSpace(owner.Text), day
		a.Element = workbook.CapabilityElement(element.Code())
		d.do(workbook.Add(workbook.ActionEntity, a.ID, a)...)
		return true
	}
	d.showModal(d.text("action.new"), scrolled(body), 560, 420,
		answerButton{text: d.text("action.add-it"), may: add, then: func() { d.goTo(place{action: a.ID}) }},
		answerButton{text: d.text("app.cancel")})
	d.window.Canvas().Focus(title)
}
