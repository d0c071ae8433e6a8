package storage

import (
	"context"
	"errors"
	"testing"

	"forethought/workbook"
)

// steps undo or redo and return the status of the answer to alarms afterwards.
func steps(t *testing.T, w *Workbook, school string) (undo, redo func(who workbook.Author) workbook.Status) {
	run := func(do func(context.Context, workbook.Author) (workbook.Batch, error)) func(workbook.Author) workbook.Status {
		return func(who workbook.Author) workbook.Status {
			t.Helper()
			b, err := do(context.Background(), who)
			if err != nil {
				t.Fatalf("undo or redo: %v", err)
			}
			if len(b.Changes) == 0 || b.Of == "" || b.Origin == workbook.Edited {
				t.Fatalf("batch %+v", b)
			}
			return answerOf(t, w, school, "alarms").Status
		}
	}
	return run(w.Undo), run(w.Redo)
}

func TestUndoAndRedoAcrossARestart(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	for _, s := range []string{"needed", "in-progress", "in-place"} {
		apply(t, w, ana, setAnswer(school, "alarms", "status", s))
	}
	undo, _ := steps(t, w, school)
	if got := undo(ana); got != workbook.InProgress {
		t.Errorf("after one undo %q", got)
	}
	shut(t, w)
	w = reopen(t, w.Path(), Options{})
	undo, _ = steps(t, w, school)
	if got := undo(ana); got != workbook.Needed {
		t.Errorf("after two undos %q", got)
	}
	next, err := w.NextUndo(ctx, ana)
	if err != nil || next.Changes[0].New != "needed" || next.Origin != workbook.Edited {
		t.Errorf("next undo %+v, %v", next, err)
	}
	next, err = w.NextRedo(ctx, ana)
	if err != nil || next.Changes[0].New != "in-progress" || next.Origin != workbook.Edited {
		t.Errorf("next redo %+v, %v", next, err)
	}
	shut(t, w)
	w = reopen(t, w.Path(), Options{})
	undo, redo := steps(t, w, school)
	if got := redo(ana); got != workbook.InProgress {
		t.Errorf("after redo %q", got)
	}
	if got := redo(ana); got != workbook.InPlace {
		t.Errorf("after second redo %q", got)
	}
	_, err = w.Redo(ctx, ana)
	wantKind(t, err, workbook.ErrNothingToRedo)
	_, err = w.NextRedo(ctx, ana)
	wantKind(t, err, workbook.ErrNothingToRedo)
	if got := undo(ana); got != workbook.InProgress {
		t.Errorf("undo after redo %q", got)
	}
	wantHealthy(t, w)
}

func TestANewEditEndsRedo(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))
	apply(t, w, ana, setAnswer(school, "alarms", "owner", "Ana"))
	undo, _ := steps(t, w, school)
	undo(ana)
	undo(ana)
	addSchool(t, w, ben, "Oak High") // another seat's does not
	if _, err := w.NextRedo(ctx, ana); err != nil {
		t.Errorf("redo lost by another seat's edit: %v", err)
	}
	apply(t, w, ana, setAnswer(school, "alarms", "status", "in-place"))
	_, err := w.Redo(ctx, ana)
	wantKind(t, err, workbook.ErrNothingToRedo)
	if got := undo(ana); got != workbook.NotAssessed {
		t.Errorf("after undo %q", got)
	}
	undo(ana) // the school
	_, err = w.Undo(ctx, ana)
	wantKind(t, err, workbook.ErrNothingToUndo)
	wantHealthy(t, w)
}

func TestUndoIsOfOnesOwnEditsOnly(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))
	apply(t, w, ben, setAnswer(school, "alarms", "owner", "Ben"))
	undo, _ := steps(t, w, school)
	if got := undo(ana); got != workbook.NotAssessed {
		t.Errorf("status %q", got)
	}
	if got := answerOf(t, w, school, "alarms").Owner; got != "Ben" {
		t.Errorf("Ben's owner became %q", got)
	}
	carla := workbook.Author{Name: "Ana Ruiz", Seat: "seat-c"} // the same name at another computer
	_, err := w.Undo(ctx, carla)
	wantKind(t, err, workbook.ErrNothingToUndo)
}

func TestUndoStopsAtWhatSomebodyElseChanged(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "doors", "status", "needed"))
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"), setAnswer(school, "alarms", "owner", "Ana"))
	apply(t, w, ben, setAnswer(school, "alarms", "status", "in-place"))
	_, err := w.Undo(ctx, ana)
	wantKind(t, err, workbook.ErrChangedSince)
	var p *workbook.Problem
	if !errors.As(err, &p) || p.Place != "answer" || p.Field != "status" {
		t.Errorf("problem %+v", p)
	}
	if got := answerOf(t, w, school, "alarms"); got.Status != workbook.InPlace || got.Owner != "Ana" {
		t.Errorf("something was undone: %+v", got)
	}
	// It does not get stuck, and does not come back after a restart.
	shut(t, w)
	w = reopen(t, w.Path(), Options{})
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if got := answerOf(t, w, school, "doors").Status; got != workbook.NotAssessed {
		t.Errorf("the edit before was not undone: %q", got)
	}
	if _, err := w.Redo(ctx, ana); err != nil {
		t.Errorf("redo after a passed-over undo: %v", err)
	}
	wantHealthy(t, w)
}

func TestRedoStopsAtWhatSomebodyElseChanged(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))
	apply(t, w, ana, setAnswer(school, "doors", "status", "needed"))
	undo, _ := steps(t, w, school)
	undo(ana)
	undo(ana)
	apply(t, w, ben, setAnswer(school, "alarms", "status", "in-place"))
	_, err := w.Redo(ctx, ana)
	wantKind(t, err, workbook.ErrChangedSince)
	if _, err := w.Redo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if got := answerOf(t, w, school, "doors").Status; got != workbook.Needed {
		t.Errorf("the next step was not redone: %q", got)
	}
	if got := answerOf(t, w, school, "alarms").Status; got != workbook.InPlace {
		t.Errorf("Ben's answer became %q", got)
	}
}

// Taking back the addition of a school would hide what a colleague entered for it since.
func TestUndoDoesNotHideAColleaguesWork(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	for name, work := range map[string]func(school string) []workbook.Change{
		"answer": func(s string) []workbook.Change { return []workbook.Change{setAnswer(s, "alarms", "status", "needed")} },
		"contact": func(s string) []workbook.Change {
			return workbook.Add(workbook.ContactEntity, NewID(), workbook.Contact{Schools: []string{s}})
		},
		"action": func(s string) []workbook.Change {
			return workbook.Add(workbook.ActionEntity, NewID(), workbook.Action{Title: "Gate", Schools: []string{s}, Status: workbook.ToDo})
		},
		"note": func(s string) []workbook.Change {
			return []workbook.Change{{Entity: workbook.SchoolEntity, ID: s, Field: "note", New: "x"}}
		},
	} {
		school := addSchool(t, w, ana, "Maple Elementary")
		apply(t, w, ben, work(school)...)
		_, err := w.Undo(ctx, ana)
		if !errors.Is(err, workbook.ErrChangedSince) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := w.SchoolRecord(ctx, school); err != nil {
			t.Errorf("%s: the school is gone: %v", name, err)
		}
	}
}

func TestAddingUndoneAndRedone(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if schools, err := w.Schools(ctx); err != nil || len(schools) != 0 {
		t.Errorf("schools %+v, %v", schools, err)
	}
	if _, err := w.Redo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	record, err := w.SchoolRecord(ctx, d.school.ID)
	if err != nil || record.Name != d.school.Name || len(record.Zones) != 2 || len(record.Contacts) != 1 {
		t.Errorf("school %+v, %v", record, err)
	}
	if got := answerOf(t, w, d.school.ID, d.answer.ItemID); !workbook.Same(got, d.answer) {
		t.Errorf("answer %+v", got)
	}
	wantHealthy(t, w)
}
