package app

import (
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
