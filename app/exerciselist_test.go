package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"forethought/workbook"
)

// exercisesOnDisk reads the chosen school's exercises from the file itself.
func (b *bench) exercisesOnDisk() []workbook.Exercise {
	b.t.Helper()
	all, err := b.desk.book.Exercises(b.t.Context(), b.desk.view().School.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// withoutExercises opens the sample district, with no exercise at the chosen school.
func (b *bench) withoutExercises() {
	b.t.Helper()
	b.sample()
	for _, e := range b.desk.view().Exercises {
		b.desk.do(workbook.Remove(workbook.ExerciseEntity, e.ID)...)
		b.settle()
	}
}

// rowSaid is what the list says of an exercise.
func (b *bench) rowSaid(id string) string {
	b.t.Helper()
	l := b.exercises().list
	i := slices.IndexFunc(l.shown(), func(e workbook.Exercise) bool { return e.ID == id })
	if i < 0 {
		b.t.Fatal("the list has no such exercise")
	}
	row := l.newRow()
	l.updateRow(i, row)
	_, texts, pill := partsOfExerciseRow(row)
	return texts[0].Text() + " | " + texts[1].Text() + " | " + pill.AccessibilityLabel()
}

func TestADraftIsProposedThenAddedAsOneStep(t *testing.T) {
	b := newBench(t)
	b.withoutExercises()
	b.open(exercisesScreen)
	l := b.exercises().list
	if l.empty.Hidden || !l.full.Hidden {
		t.Fatal("an empty list does not say what to do")
	}
	d := b.desk.draftExercise("")
	b.settle()
	if d.draft.ID == "" || len(d.objectives.Objects) != len(d.draft.Objectives) || len(d.draft.Objectives) < 2 {
		t.Fatalf("it proposes %d objectives", len(d.draft.Objectives))
	}
	if !strings.Contains(d.counts.Text(), b.desk.text("exercise.design.count.injects", "Count", len(d.draft.Injects))) {
		t.Errorf("it says %q", d.counts.Text())
	}
	if len(b.exercisesOnDisk()) != 0 {
		t.Fatal("a proposal was written")
	}
	if d.at.Text != "09:00" || d.draft.Starts != "09:00" {
		t.Errorf("it begins at %q, the field says %q", d.draft.Starts, d.at.Text)
	}
	long := len(d.draft.Injects)
	d.length.chips["60"].Tapped(nil)
	if d.draft.Minutes != 60 || len(d.draft.Injects) >= long {
		t.Errorf("an hour has %d injects, two have %d", len(d.draft.Injects), long)
	}
	b.write(d.title, "Autumn tabletop")
	b.write(d.on.Field, "2026-10-02")
	b.write(d.at, "08:30")
	b.say(b.desk.text("exercise.draft.add"))
	all := b.exercisesOnDisk()
	if len(all) != 1 || all[0].Name != "Autumn tabletop" || all[0].Date != "2026-10-02" || all[0].Starts != "08:30" || all[0].Minutes != 60 {
		t.Fatalf("the exercises are %+v", all)
	}
	x := b.exerciseOnDisk(all[0].ID)
	if len(x.Objectives) != len(d.draft.Objectives) || len(x.Injects) != len(d.draft.Injects) || len(x.Questions) != len(d.draft.Questions) {
		t.Error("what was added is not what was proposed")
	}
	for _, i := range x.Injects {
		if i.Unlinked() {
			t.Errorf("%q is not linked", i.Text)
		}
	}
	if b.desk.view().Exercise.ID != x.ID || b.exercises().one.Hidden {
		t.Error("it does not open")
	}
	b.shell.onUndo()
	b.settle()
	if left := b.exercisesOnDisk(); len(left) != 0 {
		t.Errorf("one undo leaves %d", len(left))
	}
	b.until("the list again", func() bool { return b.exercises().one.Hidden })
}

func TestAnExerciseIsMadeCopiedAndRemovedByKeyboard(t *testing.T) {
	b := newBench(t)
	b.withoutExercises()
	e := b.tabletop()
	b.open(exercisesScreen)
	l := b.exercises().list
	if said := b.rowSaid(e.ID); !strings.Contains(said, "Opening day tabletop") || !strings.Contains(said, "09:00 · 120 minutes · School library") || !strings.HasSuffix(said, "| Planned") {
		t.Errorf("its row says %q", said)
	}
	b.desk.window.Canvas().Focus(l.rows)
	b.strikes(fyne.KeyDown)
	b.types("c")
	b.settle()
	all := b.exercisesOnDisk()
	at := slices.IndexFunc(all, func(x workbook.Exercise) bool { return x.ID != e.ID })
	if len(all) != 2 || all[at].Name != "Copy of Opening day tabletop" || all[at].Date != "" {
		t.Fatalf("the exercises are %+v", all)
	}
	if c := b.exerciseOnDisk(all[at].ID); len(c.Injects) != 6 || len(c.Participants) != 4 || c.Injects[3].Unlinked() != e.Injects[3].Unlinked() {
		t.Errorf("the copy has %d injects and %d participants", len(c.Injects), len(c.Participants))
	}
	l.rows.Select(at)
	b.strikes(fyne.KeyDelete)
	if all := b.exercisesOnDisk(); len(all) != 1 || all[0].ID != e.ID {
		t.Errorf("left are %+v", all)
	}
	b.shell.onUndo()
	b.settle()
	if all := b.exercisesOnDisk(); len(all) != 2 {
		t.Errorf("undo leaves %d", len(all))
	}
	b.types("n")
	b.settle()
	if x := b.desk.view().Exercise; len(x.Modules) != 3 || x.Name != "" || b.exercises().one.Hidden {
		t.Errorf("a new exercise is %+v", x.Exercise)
	}
}

func TestTheListSaysHowFarAnExerciseIs(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	b.open(exercisesScreen)
	logged := func(kind workbook.HappeningKind, minute int) {
		h := workbook.Happening{ID: newID(), ExerciseID: e.ID, Kind: kind, At: benchDay.AddDate(0, 0, minute), Elapsed: 60 * minute}
		b.desk.do(workbook.Add(workbook.HappeningEntity, h.ID, h)...)
		b.settle()
	}
	for _, c := range []struct {
		do   func()
		want workbook.ExerciseState
	}{
		{func() { logged(workbook.Started, 0) }, workbook.ExerciseRunning},
		{func() { logged(workbook.Delivered, 1); logged(workbook.Paused, 2) }, workbook.ExercisePaused},
		{func() { logged(workbook.Resumed, 3); logged(workbook.Ended, 4) }, workbook.ExerciseRun},
		{func() {
			for _, o := range e.Objectives {
				to := o
				to.Final = workbook.PerformedWell
				b.desk.do(workbook.Edit(workbook.ObjectiveEntity, o.ID, o, to)...)
			}
			b.settle()
		}, workbook.ExerciseDone},
	} {
		c.do()
		said := "| " + b.desk.text("exercise-state."+string(c.want))
		b.until("the list says "+said, func() bool { return strings.HasSuffix(b.rowSaid(e.ID), said) }) // as it is read
	}
	l := b.exercises().list
	l.open(e.ID)
	b.settle()
	if b.exercises().part != partDesign {
		t.Errorf("one that is done opens in %s", b.exercises().part)
	}
	b.key(fyne.KeyLeft) // there is none before
	b.key(fyne.KeyRight)
	b.key(fyne.KeyRight)
	if b.exercises().part != partEvaluate {
		t.Errorf("two to the right is %s", b.exercises().part)
	}
	b.exercises().open("")
	b.settle()
	l.onRemove(e.Exercise)
	if told := b.told(); !strings.Contains(told, "was run") {
		t.Errorf("before one that was run goes, it says %q", told)
	}
	b.desk.modal.close()
	d := b.desk.draftExercise(e.ID) // the next one from this
	b.settle()
	if d.draft.Follows != e.ID || d.from.Code() != e.ID {
		t.Fatalf("the next one follows %q", d.draft.Follows)
	}
	b.say(b.desk.text("exercise.draft.add"))
	b.exercises().open("")
	b.settle()
	if said := b.rowSaid(d.draft.ID); !strings.Contains(said, "follows “Opening day tabletop”") {
		t.Errorf("its row says %q", said)
	}
}

func TestAWorkbookThatIsOnlyReadMakesNoExercise(t *testing.T) {
	b := newBench(t)
	b.withoutExercises()
	again, err := b.desk.shelf.OpenToRead(t.Context(), b.desk.book.Path())
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(again)
	b.settle()
	b.open(exercisesScreen)
	if d := b.desk.draftExercise(""); d != nil || b.desk.modal == nil {
		t.Error("a draft was begun, or nothing was said")
	}
	b.desk.modal.close()
	b.exercises().list.onNew()
	b.settle()
	if b.desk.modal == nil || len(b.exercisesOnDisk()) != 0 {
		t.Error("an exercise was made, or nothing was said")
	}
}
