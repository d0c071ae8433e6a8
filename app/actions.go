package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// actions is the register of actions: a table of the chosen school's, or of all schools',
// with the one that is open at the right.
type actions struct {
	cellEditor
	desk   *desk
	scope  string
	filter workbook.ActionFilter
	sort   workbook.ActionColumn
	down   bool

	origins workbook.Origins // what the actions came out of, once it is read

	state workbook.ActionTable
	shown []workbook.RegisterAction
	at    string // the action that the person is on
	open  string // the one that is open at the right, empty for none
	most  int    // how many actions are looked through at once, see atOnce
	asked int    // how often the table was computed; an earlier answer is not shown

	scopes *oneOf
	top    *actionFilters
	table  *kit.Table
	rows   *kit.List
	empty  *kit.Text
	foot   *kit.Text
	bulk   *actionBulk
	pane   *actionPane
	side   *fyne.Container
	body   *fyne.Container
	box    *fyne.Container
}

// The scopes of the register.
const (
	scopeSchool = "school"
	scopeAll    = "all"
)

// What other screens ask the list for.
const (
	actionsOpen    = string(workbook.StandsOpen)
	actionsOverdue = string(workbook.StandsOverdue)
	actionsDueSoon = string(workbook.StandsDueSoon)
)

// atOnce is how many actions the window may look through in a frame; more are looked
// through beside it.
const atOnce = 2000

func newActions(d *desk) *actions {
	s := &actions{desk: d, filter: workbook.ActionFilter{Standing: workbook.StandsAny}, sort: workbook.ByDue, most: atOnce}
	s.scope = d.prefs.StringWithFallback("actions.scope", scopeSchool)
	s.pane = newActionPane(d, s.closePane)
	s.layout()
	return s
}

func (s *actions) layout() {
	d := s.desk
	scopes := map[string]string{scopeSchool: d.text("actions.scope.school"), scopeAll: d.text("actions.scope.all")}
	s.scopes = newOneOf([]string{scopeSchool, scopeAll}, func(code string) string { return scopes[code] }, s.onScope)
	s.scopes.put(s.scope)
	s.top = newActionFilters(d, s)
	s.table = kit.NewTable(&actionRows{s}, d.text("actions.tick-all"), d.actionColumns())
	s.rows = s.table.Rows()
	s.cellEditor = cellEditor{d, s.rows}
	s.empty = kit.Small("")
	s.foot = kit.Small("")
	s.bulk = newActionBulk(d, s)
	foot := container.NewStack(kit.Room(s.bulk.box.MinSize().Height), kit.Inset(kit.Grid, 1.5*kit.Grid, s.foot), s.bulk.box)
	none := kit.Inset(7*kit.Grid, 2*kit.Grid, container.NewVBox(s.empty))
	main := kit.Card(kit.Clip(container.NewBorder(nil, container.NewVBox(kit.Line(), foot), nil, nil,
		container.NewStack(s.table.Object(), none))))
	s.side = kit.Card(kit.Clip(s.pane.object()))
	s.side.Hide()
	s.body = kit.Aside(400, 320, main, s.side)
	bring := kit.OutlineButton(d.text("import.list"), nil, s.onImport)
	add := kit.FilledButton(d.text("action.new"), theme.ContentAddIcon(), s.onAdd)
	chips := container.NewHBox(s.scopes.chips[scopeSchool], s.scopes.chips[scopeAll])
	head := kit.Column(1.25*kit.Grid, kit.Row(kit.Title(d.text("screen.actions")), chips, bring, add), s.top.box)
	s.box = kit.Screen(head, s.body)
}

func (s *actions) object() fyne.CanvasObject { return s.box }

// show opens a place's action, under a filter where the place names one. An action of
// another school is shown among those of all schools.
func (s *actions) show(p place) {
	if p.scope != "" {
		s.setScope(p.scope)
	}
	if p.action == "" && p.filter == "" {
		return
	}
	if p.action != "" && s.scope == scopeSchool {
		if !slices.ContainsFunc(s.desk.view().Actions, func(a workbook.Action) bool { return a.ID == p.action }) {
			s.setScope(scopeAll)
		}
	}
	s.table.Untick()
	s.filter = workbook.ActionFilter{Standing: cmp.Or(workbook.Standing(p.filter), workbook.StandsAny)}
	s.top.search.SetText("")
	s.keep()
	s.at, s.open = p.action, p.action
	s.rows.ScrollToTop()
}

// leave is called when another screen takes this one's place.
func (s *actions) leave() {
	if s.desk.session != nil {
		s.desk.session.WantRegister(false)
	}
}

func (s *actions) onScope(scope string) {
	s.desk.prefs.SetString("actions.scope", scope)
	s.setScope(scope)
	s.refresh()
	s.rows.ScrollToTop()
}

func (s *actions) setScope(scope string) {
	if s.scope == scope {
		return
	}
	s.scope = scope
	s.scopes.put(scope)
	s.table.Untick()
	s.filter.School = ""
	if s.filter.Standing == workbook.StandsHomeless {
		s.filter.Standing = workbook.StandsAny
	}
	s.keep()
}

func (s *actions) keep() { s.desk.keepFilter(actionsScreen, s.filter) }

// narrowAgain takes the filter that was kept for the workbook, but for what is not there any more.
func (s *actions) narrowAgain() {
	kept := workbook.ActionFilter{}
	s.desk.keptFilter(actionsScreen, &kept)
	if !slices.Contains(workbook.Standings(), kept.Standing) {
		kept.Standing = workbook.StandsAny
	}
	if !slices.ContainsFunc(s.desk.view().Schools, func(x workbook.School) bool { return x.ID == kept.School }) {
		kept.School = ""
	}
	s.filter, s.at, s.open = kept, "", ""
	s.table.Untick()
	s.top.search.SetText(kept.Words)
}

// narrow changes the filter. Rows that were ticked or stayed in sight only because the
// person was on them are let go of.
func (s *actions) narrow(change func(*workbook.ActionFilter)) {
	change(&s.filter)
	s.keep()
	s.table.Untick()
	s.closePane()
	s.at = ""
	s.compute()
	s.rows.ScrollToTop()
}

func (s *actions) sortBy(code string) {
	column := workbook.ActionColumn(code)
	s.down = column == s.sort && !s.down
	s.sort = column
	s.compute()
}

func (s *actions) onAdd() {
	d := s.desk
	v := d.view()
	if len(v.Schools) == 0 {
		d.goTo(place{screen: schoolsScreen, id: "new"})
		return
	}
	a := workbook.Action{Status: workbook.ToDo, Element: s.filter.Element}
	if s.scope == scopeSchool {
		a.Schools = []string{v.School.ID}
	} else if s.filter.School != "" {
		a.Schools = []string{s.filter.School}
	}
	if s.filter.Item != "" {
		a.Items = []string{s.filter.Item}
	}
	if s.filter.Owner != workbook.Nobody {
		a.Owner = s.filter.Owner
	}
	if f := d.newAction(a); f != nil {
		f.added = s.onAdded
	}
}

func (s *actions) onImport() { s.desk.importTable(workbook.TableOfActions) }

// onAdded opens the new action, in sight whatever the filter says.
func (s *actions) onAdded(id string) {
	if v := s.desk.view(); !slices.ContainsFunc(v.Actions, func(a workbook.Action) bool { return a.ID == id }) {
		s.setScope(scopeAll)
	}
	s.at, s.open = id, id
	s.refresh()
}

// refresh shows the view.
func (s *actions) refresh() {
	d := s.desk
	d.session.WantRegister(s.scope == scopeAll)
	s.table.SetHidden(string(workbook.BySchools), s.scope == scopeSchool)
	if s.scope == scopeAll && d.view().Register == nil {
		s.asked++
		s.shown = nil
		s.empty.Show()
		s.empty.Set(d.text("actions.reading"))
		s.table.Untick()
		s.showSide(false)
		s.foot.Set("")
		return
	}
	s.compute()
	s.readOrigins()
}

// readOrigins finds out which exercises the actions came out of, beside the window.
func (s *actions) readOrigins() {
	d, b, of := s.desk, s.desk.book, s.desk.session
	if !slices.ContainsFunc(s.all(), func(a workbook.Action) bool { return a.Finding != "" }) {
		s.takeOrigins(nil)
		return
	}
	session.Ask(of, context.Background(), b.ActionOrigins, func(found workbook.Origins, err error) {
		if err == nil && d.session == of {
			s.takeOrigins(found)
		}
	})
}

// takeOrigins shows the actions anew where they came out of other exercises than is known. An
// exercise that is not there any more narrows nothing down.
func (s *actions) takeOrigins(found workbook.Origins) {
	is := s.filter.Exercise
	gone := is != "" && is != workbook.AnyExercise && !slices.ContainsFunc(found.Exercises(), func(e workbook.Exercise) bool { return e.ID == is })
	known := maps.EqualFunc(s.origins, found, func(a, b workbook.Exercise) bool { return a.ID == b.ID && a.Name == b.Name && a.Date == b.Date })
	if known && !gone {
		return
	}
	s.origins = found
	if gone {
		s.filter.Exercise = ""
		s.keep()
	}
	s.compute()
}

// all are the actions to choose from.
func (s *actions) all() []workbook.Action {
	if s.scope == scopeAll {
		return s.desk.view().Register
	}
	return s.desk.view().Actions
}

// compute makes the table anew. What the person is on, has open or has ticked stays in
// sight.
func (s *actions) compute() {
	d := s.desk
	s.asked++
	r := workbook.ActionTableRequest{
		Case: d.theCase, Names: d.view().Schools, Actions: s.all(), On: d.today(), Origins: s.origins,
		Filter: s.filter, Sort: s.sort, Down: s.down, Held: append(s.table.Ticked(), s.at, s.open),
	}
	if len(r.Actions) <= s.most {
		s.fill(workbook.NewActionTable(r))
		return
	}
	question, of := s.asked, d.session
	session.Ask(of, context.Background(), func(context.Context) (workbook.ActionTable, error) {
		return workbook.NewActionTable(r), nil
	}, func(t workbook.ActionTable, _ error) {
		if question == s.asked && d.session == of {
			s.fill(t)
		}
	})
}

// fill shows a table.
func (s *actions) fill(t workbook.ActionTable) {
	d := s.desk
	s.state, s.shown = t, t.Rows
	s.top.fill()
	s.empty.Hidden = len(s.shown) > 0
	s.empty.Set(d.text("actions.empty"))
	if len(s.all()) > 0 {
		s.empty.Set(d.text("actions.none-left"))
	}
	s.table.SetSort(string(s.sort), s.down)
	s.table.Refresh()
	s.rows.Mark(s.find(s.at))
	at := s.find(s.open)
	if at >= 0 {
		s.pane.fill(s.shown[at].Action)
	} else {
		s.open = ""
	}
	s.showSide(at >= 0)
	s.showFoot()
}

// find is the place of an action among the rows, -1 for one that is not there.
func (s *actions) find(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(s.shown, func(r workbook.RegisterAction) bool { return r.Action.ID == id })
}

// showFoot says how much is shown, or offers what can be done with what is ticked.
func (s *actions) showFoot() {
	n := len(s.table.Ticked())
	s.bulk.fill(n)
	s.foot.Hidden = n > 0
	if s.foot.Set(""); len(s.all()) > 0 {
		s.foot.Set(s.desk.text("actions.shown", "N", len(s.shown), "Count", len(s.all())))
	}
	s.box.Refresh()
}

// showSide shows or hides what is at the right.
func (s *actions) showSide(on bool) {
	if s.side.Hidden == on {
		s.side.Hidden = !on
		s.body.Refresh()
	}
}

// openRow shows the whole of an action.
func (s *actions) openRow(i int) {
	s.at, s.open = s.shown[i].Action.ID, s.shown[i].Action.ID
	s.rows.Mark(i)
	s.pane.fill(s.shown[i].Action)
	s.showSide(true)
}

func (s *actions) closePane() {
	if s.open == "" {
		return
	}
	c := s.desk.window.Canvas()
	c.Unfocus() // commits what is being typed
	s.open = ""
	s.showSide(false)
	c.Focus(s.rows)
}

// onRemove asks before the ticked actions, or the one that the person is on, are removed.
func (s *actions) onRemove() {
	d, ids := s.desk, s.table.Ticked()
	if at := s.find(s.at); len(ids) == 0 && at >= 0 {
		ids = []string{s.at}
	}
	if len(ids) == 0 {
		return
	}
	question := d.text("actions.remove-sure", "Count", len(ids))
	if len(ids) == 1 {
		question = d.text("action.remove-sure", "Title", s.shown[s.find(ids[0])].Action.Title)
	}
	d.confirm(d.text("actions.remove", "Count", len(ids)), question, d.text("action.remove-yes"), func() {
		var changes []workbook.Change
		for _, id := range ids {
			changes = append(changes, workbook.Remove(workbook.ActionEntity, id)...)
		}
		d.do(changes...)
	})
}

// HandleRune is the table's, wherever the focus is.
func (s *actions) HandleRune(r rune) bool { return s.table.HandleRune(r) }

// HandleKey moves in the table.
func (s *actions) HandleKey(k fyne.KeyName) bool {
	return s.rows.Arrow(k) || s.table.HandleKey(k)
}
