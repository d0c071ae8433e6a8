package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// exerciseList is the list of the chosen school's exercises.
type exerciseList struct {
	desk  *desk
	rows  *kit.List
	empty *fyne.Container
	full  *fyne.Container
	box   *fyne.Container
}

func newExerciseList(d *desk) *exerciseList {
	l := &exerciseList{desk: d}
	l.rows = kit.NewList(func() int { return len(l.shown()) }, l.newRow, l.updateRow, l.onRow)
	l.rows.Keys = l
	blank := kit.FilledButton(d.text("exercise.new"), theme.ContentAddIcon(), l.onNew)
	l.empty = kit.Column(0, kit.Card(kit.Inset(3*kit.Grid, 3*kit.Grid, kit.Body(d.text("exercises.empty")))))
	l.full = kit.Card(kit.Clip(l.rows))
	l.box = kit.Screen(kit.Row(kit.Title(d.text("screen.exercises")), blank), container.NewStack(l.full, l.empty))
	return l
}

func (l *exerciseList) object() fyne.CanvasObject { return l.box }

func (l *exerciseList) shown() []workbook.Exercise {
	if l.desk.session == nil {
		return nil
	}
	return l.desk.view().Exercises
}

func (l *exerciseList) refresh() {
	none := len(l.shown()) == 0
	l.empty.Hidden, l.full.Hidden = !none, none
	l.rows.Refresh()
	l.box.Refresh()
}

func (l *exerciseList) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Bold: true, Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	return kit.Inset(1.25*kit.Grid, 2*kit.Grid, kit.Column(kit.Grid/4, title, hint))
}

func (l *exerciseList) updateRow(i int, o fyne.CanvasObject) {
	texts := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	e := l.shown()[i]
	texts[0].(*kit.Text).Set(exerciseName(l.desk, e))
	texts[1].(*kit.Text).Set(exerciseHint(l.desk, e))
}

func (l *exerciseList) onRow(i int) {
	l.desk.goTo(place{screen: exercisesScreen, id: l.shown()[i].ID})
}

// onNew adds an exercise with nothing in it and opens it.
func (l *exerciseList) onNew() {
	d := l.desk
	if !d.mayChange() {
		return
	}
	e := workbook.Exercise{ID: newID(), SchoolID: d.view().School.ID, Minutes: 120}
	d.do(workbook.Add(workbook.ExerciseEntity, e.ID, e)...)
	d.goTo(place{screen: exercisesScreen, id: e.ID})
}

// HandleRune has no letters of its own.
func (l *exerciseList) HandleRune(rune) bool { return false }

// HandleKey goes through the list.
func (l *exerciseList) HandleKey(k fyne.KeyName) bool { return l.rows.Arrow(k) }
