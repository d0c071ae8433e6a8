package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/workbook"
)

// EditCell opens the small editor of a cell: a choice of words, or a field.
func (r *actionRows) EditCell(i int, code string, at *kit.Cell) {
	s := r.screen
	d, a := s.desk, s.shown[i].Action
	s.at = a.ID
	edit := func(change func(*workbook.Action)) { d.editAction(a.ID, change) }
	switch workbook.ActionColumn(code) {
	case workbook.ByStatus:
		s.choose(at.Container, "action-status", codesOf(workbook.ActionStatuses()), string(a.Status), func(c string) {
			edit(func(a *workbook.Action) { *a = a.WithStatus(workbook.ActionStatus(c), d.today()) })
		})
	case workbook.ByElement:
		s.choose(at.Container, "element", s.elements(), string(a.Element), func(c string) {
			edit(func(a *workbook.Action) { a.Element = workbook.CapabilityElement(c) })
		})
	case workbook.ByOwner:
		s.askOwner(at.Container, a.Owner, func() []string { return a.Schools }, func(name string) { edit(func(a *workbook.Action) { a.Owner = name }) })
	case workbook.ByDue:
		if st := s.shown[i].Status; st == workbook.ActionInPlace || st == workbook.Lapsed {
			s.askDay(at.Container, "action.review", a.Review, func(on workbook.Date) { edit(func(a *workbook.Action) { a.Review = on }) })
		} else {
			s.askDay(at.Container, "action.target", a.Target, func(on workbook.Date) { edit(func(a *workbook.Action) { a.Target = on }) })
		}
	}
}

// elements are the capability elements after none.
func (s *actions) elements() []string {
	return append([]string{""}, codesOf(workbook.CapabilityElements())...)
}

// editAction changes one action, whichever schools it serves.
func (d *desk) editAction(id string, change func(*workbook.Action)) {
	from, ok := d.view().Action(id)
	if !ok {
		return
	}
	to := from
	change(&to)
	d.do(workbook.Edit(workbook.ActionEntity, id, from, to)...)
}

// choose offers the words of a vocabulary below a cell or a button.
func (s *actions) choose(below fyne.CanvasObject, kind string, codes []string, holds string, then func(code string)) {
	kit.ShowChoices(below, codes, func(c string) string { return s.desk.text(kind + "." + c) }, holds, func(code string) {
		s.desk.window.Canvas().Focus(s.rows)
		then(code)
	})
}

// askOwner asks for a name below a cell or a button, and offers the contacts of schools.
func (s *actions) askOwner(below fyne.CanvasObject, name string, schools func() []string, then func(string)) {
	var field *kit.Field
	var popup *widget.PopUp
	field = s.desk.offering(s.desk.people(), schools, func(name string) {
		s.popDown(popup)
		then(strings.TrimSpace(name))
	})
	popup = s.ask(below, kit.Labelled(s.desk.text("action.owner"), field), field, name)
}

// askDay asks for a day, labelled by a key.
func (s *actions) askDay(below fyne.CanvasObject, label string, day workbook.Date, then func(workbook.Date)) {
	var popup *widget.PopUp
	field := s.desk.dateField(label, func(on workbook.Date) {
		s.popDown(popup)
		then(on)
	})
	popup = s.ask(below, field.Object(), field.Field, string(day))
}

// ask shows a field in a popup: Enter takes what stands in it, Escape or a click beside it
// leaves things as they were.
func (s *actions) ask(below, body fyne.CanvasObject, field *kit.Field, text string) *widget.PopUp {
	field.Put(text)
	field.CommitOnLeave()
	popup := kit.ShowBelow(kit.Inset(kit.Grid, kit.Grid, body), below, fyne.NewSize(280*kit.TextScale(), 0))
	field.Escaped = func() { s.popDown(popup) }
	field.OnSubmitted = func(string) {
		field.Commit()
		if field.Check == nil || field.Check(field.Text) == "" {
			s.popDown(popup) // nothing was different
		}
	}
	s.desk.window.Canvas().Focus(field)
	return popup
}

// popDown takes a popup away and goes on in the table.
func (s *actions) popDown(popup *widget.PopUp) {
	if popup != nil && popup.Visible() {
		popup.Hide()
		s.desk.window.Canvas().Focus(s.rows)
	}
}
