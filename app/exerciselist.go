package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// exerciseList is the list of the chosen school's exercises.
type exerciseList struct {
	desk  *desk
	rows  *kit.List
	hint  *kit.Text
	empty *fyne.Container
	full  *fyne.Container
	box   *fyne.Container
}

func newExerciseList(d *desk) *exerciseList {
	l := &exerciseList{desk: d}
	l.rows = kit.NewList(func() int { return len(l.shown()) }, l.newRow, l.updateRow, func(int) {})
	l.rows.Keys = l
	l.hint = kit.Small(d.text("exercises.hint"))
	draft := kit.FilledButton(d.text("exercise.draft"), nil, l.onDraft)
	blank := kit.OutlineButton(d.text("exercise.new"), theme.ContentAddIcon(), l.onNew)
	l.empty = kit.Column(0, kit.Card(kit.Inset(3*kit.Grid, 3*kit.Grid, kit.Widest(720, kit.Body(d.text("exercises.empty"))))))
	l.full = kit.Under(l.hint, kit.Card(kit.Clip(l.rows)))
	l.box = kit.Screen(kit.Row(kit.Title(d.text("screen.exercises")), blank, draft), container.NewStack(l.full, l.empty))
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
	n := len(l.shown())
	l.empty.Hidden, l.full.Hidden = n > 0, n == 0
	if at := l.rows.Selected(); at >= n {
		l.rows.Mark(n - 1)
	}
	l.rows.Refresh()
	l.box.Refresh()
}

func (l *exerciseList) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Bold: true, Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	pill := kit.StatusPill(workbook.NotAssessed, "")
	open := kit.NewTap("", kit.Row(kit.Column(kit.Grid/4, title, hint), pill), nil)
	open.PadX, open.PadY, open.Keys = kit.Grid, 1.25*kit.Grid, l
	more := kit.IconButton(l.desk.text("exercise.more"), theme.MoreHorizontalIcon(), nil)
	more.Keys = l
	return kit.Inset(0, kit.Grid, kit.Row(open, more))
}

// partsOfExerciseRow finds a drawn row's parts again: what opens the exercise with its words
// and its state, and what offers more.
func partsOfExerciseRow(o fyne.CanvasObject) (taps [2]*kit.Tap, texts [2]*kit.Text, pill *kit.Pill) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	taps = [2]*kit.Tap{row[0].(*kit.Tap), row[1].(*kit.Tap)}
	line := taps[0].Content().(*fyne.Container).Objects
	words := line[0].(*fyne.Container).Objects
	return taps, [2]*kit.Text{words[0].(*kit.Text), words[1].(*kit.Text)}, line[1].(*kit.Pill)
}

func (l *exerciseList) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(l.shown()) {
		return
	}
	d, e := l.desk, l.shown()[i]
	taps, texts, pill := partsOfExerciseRow(o)
	texts[0].Set(exerciseName(d, e))
	texts[1].Set(l.about(e))
	state := d.view().Progress[e.ID].State(e)
	pill.SetStatus(stateStatus(state), d.text("exercise-state."+string(state)))
	taps[0].Label, taps[0].OnTapped = exerciseName(d, e), func() { l.open(e.ID) }
	taps[1].OnTapped = func() { l.onMore(e, taps[1]) }
	o.Refresh()
}

// about says when and where an exercise is, and which one it follows.
func (l *exerciseList) about(e workbook.Exercise) string {
	d, follows := l.desk, ""
	if i := indexOf(l.shown(), e.Follows, func(x workbook.Exercise) string { return x.ID }); e.Follows != "" && i >= 0 {
		follows = d.text("exercise.follows", "Name", exerciseName(d, l.shown()[i]))
	}
	return dotted(exerciseHint(d, e), follows)
}

// stateStatus is the status whose colours and sign a state of an exercise borrows.
func stateStatus(s workbook.ExerciseState) workbook.Status {
	switch s {
	case workbook.ExerciseRunning, workbook.ExercisePaused:
		return workbook.InProgress
	case workbook.ExerciseRun:
		return workbook.Needed
	case workbook.ExerciseDone:
		return workbook.InPlace
	}
	return workbook.NotAssessed
}

// open opens an exercise: in its console while it is under way, else in its design.
func (l *exerciseList) open(id string) {
	at := place{screen: exercisesScreen, id: id}
	switch l.desk.view().Progress[id].State(workbook.Exercise{ID: id}) {
	case workbook.ExerciseRunning, workbook.ExercisePaused:
		at.part = partRun
	}
	l.desk.goTo(at)
}

// onMore offers what can be done with an exercise besides opening it.
func (l *exerciseList) onMore(e workbook.Exercise, below fyne.CanvasObject) {
	d := l.desk
	menu := fyne.NewMenu("",
		fyne.NewMenuItem(d.text("exercise.next"), func() { l.onNext(e) }),
		fyne.NewMenuItem(d.text("exercise.duplicate"), func() { l.onDuplicate(e) }),
		fyne.NewMenuItem(d.text("exercise.remove"), func() { l.onRemove(e) }))
	widget.ShowPopUpMenuAtRelativePosition(menu, d.window.Canvas(), fyne.NewPos(0, below.Size().Height), below)
}

// at is the exercise that the keyboard is on.
func (l *exerciseList) at() (workbook.Exercise, bool) {
	i := l.rows.Selected()
	if i < 0 || i >= len(l.shown()) {
		return workbook.Exercise{}, false
	}
	return l.shown()[i], true
}

// onNew adds an exercise with three empty modules and opens it.
func (l *exerciseList) onNew() {
	d := l.desk
	if !d.mayChange() || d.view().School.ID == "" {
		return
	}
	e := workbook.Exercise{ID: newID(), SchoolID: d.view().School.ID, Minutes: 120, Welcome: 10}
	changes := workbook.Add(workbook.ExerciseEntity, e.ID, e)
	for i, title := range []string{
		d.text("exercise.new.module.warning"), d.text("exercise.new.module.response"), d.text("exercise.new.module.recovery"),
	} {
		m := workbook.Module{ID: newID(), ExerciseID: e.ID, Position: i + 1, Title: title, Minutes: 30}
		changes = append(changes, workbook.Add(workbook.ModuleEntity, m.ID, m)...)
	}
	d.do(changes...)
	l.open(e.ID)
}

// onDraft proposes an exercise from the school's gaps, after the newest that has ended.
func (l *exerciseList) onDraft() {
	last := ""
	for _, e := range l.shown() {
		state := l.desk.view().Progress[e.ID].State(e)
		if state == workbook.ExerciseRun || state == workbook.ExerciseDone {
			last = e.ID
			break
		}
	}
	l.desk.draftExercise(last)
}

// onNext proposes an exercise that starts from what another left open.
func (l *exerciseList) onNext(e workbook.Exercise) { l.desk.draftExercise(e.ID) }

// onDuplicate adds an exercise with the design of another.
func (l *exerciseList) onDuplicate(e workbook.Exercise) {
	d := l.desk
	if !d.mayChange() {
		return
	}
	b := d.book
	session.Ask(d.session, context.Background(), func(ctx context.Context) (workbook.ExerciseRecord, error) {
		return b.ExerciseRecord(ctx, e.ID)
	}, func(r workbook.ExerciseRecord, err error) {
		switch {
		case d.book != b:
		case err != nil:
			d.fail(err)
		default:
			to := workbook.Exercise{ID: newID(), SchoolID: r.SchoolID, Follows: r.Follows, Name: d.text("exercise.copy-of", "Name", exerciseName(d, r.Exercise))}
			d.do(workbook.CopyExercise(&r, to, newID)...)
		}
	})
}

// onRemove takes an exercise out: undo brings it back. One that was run is asked about first.
func (l *exerciseList) onRemove(e workbook.Exercise) {
	d := l.desk
	if !d.mayChange() {
		return
	}
	remove := func() { d.do(workbook.Remove(workbook.ExerciseEntity, e.ID)...) }
	if d.view().Progress[e.ID].State(e) == workbook.ExercisePlanned {
		remove()
		return
	}
	d.confirm(d.text("exercise.remove"), d.text("exercise.remove-sure", "Name", exerciseName(d, e)), d.text("exercise.remove"), remove)
}

// HandleRune makes an exercise: a new one, a draft, or one from the one that the keyboard is
// on.
func (l *exerciseList) HandleRune(r rune) bool {
	e, on := l.at()
	switch {
	case r == 'n' || r == 'N' || r == 'a' || r == 'A':
		l.onNew()
	case r == 'd' || r == 'D':
		l.onDraft()
	case on && (r == 'c' || r == 'C'):
		l.onDuplicate(e)
	case on && (r == 's' || r == 'S'):
		l.onNext(e)
	default:
		return false
	}
	return true
}

// HandleKey goes through the list, opens and removes.
func (l *exerciseList) HandleKey(k fyne.KeyName) bool {
	e, on := l.at()
	switch {
	case on && (k == fyne.KeyReturn || k == fyne.KeyEnter):
		l.open(e.ID)
	case on && k == fyne.KeyDelete:
		l.onRemove(e)
	default:
		return l.rows.Arrow(k)
	}
	return true
}
