package storage

import (
	"context"
	"errors"
	"strings"
	"testing"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
)

func TestBatchSaysWhatItReplaced(t *testing.T) {
	ctx := context.Background()
	at := newClock()
	w := newFile(t, Options{Now: at.now})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))

	stale := setAnswer(school, "alarms", "status", "in-place")
	stale.Old = "not-assessed" // what Ben's window showed
	b := apply(t, w, ben, stale, setAnswer(school, "alarms", "owner", "Ben"))
	want := workbook.Batch{
		ID: b.ID, Seq: 3, At: at.at, Author: ben, Origin: workbook.Edited,
		Changes: []workbook.Change{
			{Entity: workbook.AnswerEntity, ID: school + "/alarms", Field: "status", Old: "needed", New: "in-place"},
			{Entity: workbook.AnswerEntity, ID: school + "/alarms", Field: "owner", Old: "", New: "Ben"},
		},
	}
	if diff := cmp.Diff(want, b); diff != "" {
		t.Errorf("batch differs: %s", diff)
	}
	history, err := w.History(ctx, HistoryFilter{Limit: 1})
	if diff := cmp.Diff([]workbook.Batch{want}, history); diff != "" || err != nil {
		t.Errorf("history differs: %s %v", diff, err)
	}
	if len(b.ID) != 36 || b.ID[14] != '7' {
		t.Errorf("id %q is not a UUIDv7", b.ID)
	}
}

func TestWhatChangesNothingIsNoEdit(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	before, err := w.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, changes := range map[string][]workbook.Change{
		"nothing":              nil,
		"same name":            {{Entity: workbook.SchoolEntity, ID: school, Field: "name", New: "Maple Elementary"}},
		"blank answer":         {setAnswer(school, "alarms", "status", "not-assessed"), setAnswer(school, "alarms", "note", "")},
		"there and back":       {setAnswer(school, "alarms", "status", "needed"), setAnswer(school, "alarms", "status", "not-assessed")},
		"no enrollment":        {{Entity: workbook.SchoolEntity, ID: school, Field: "enrollment", New: "0"}},
		"removing what is not": workbook.Remove(workbook.ZoneEntity, NewID()),
	} {
		b, err := w.Apply(ctx, ana, changes)
		if diff := cmp.Diff(workbook.Batch{}, b); diff != "" || err != nil {
			t.Errorf("%s: %s %v", name, diff, err)
		}
	}
	if after, err := w.Seq(ctx); err != nil || after != before {
		t.Errorf("history grew from %d to %d (%v)", before, after, err)
	}
}

func TestOneFieldTwiceInABatchCountsOnce(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	b := apply(t, w, ana,
		setAnswer(school, "alarms", "status", "needed"), setAnswer(school, "alarms", "owner", "Ana"),
		setAnswer(school, "alarms", "status", "in-place"))
	if len(b.Changes) != 2 || b.Changes[0].Old != "not-assessed" || b.Changes[0].New != "in-place" {
		t.Errorf("changes %+v", b.Changes)
	}
}

func TestOneBadChangeStopsTheBatch(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	gone := d.school.Zones[0].ID
	apply(t, w, ana, workbook.Remove(workbook.ZoneEntity, d.school.Zones[1].ID)...)
	apply(t, w, ana, setAnswer(d.school.ID, d.answer.ItemID, "zones", ""))
	other := addSchool(t, w, ana, "Oak High")
	seq, err := w.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	good := setAnswer(d.school.ID, "alarms", "status", "needed")
	for name, c := range map[string]struct {
		change workbook.Change
		kind   error
	}{
		"unknown field":      {setAnswer(d.school.ID, "alarms", "colour", "red"), workbook.ErrUnknownField},
		"unknown entity":     {workbook.Change{Entity: "cat", ID: "x", Field: "name", New: "x"}, workbook.ErrUnknownField},
		"unknown code":       {setAnswer(d.school.ID, "alarms", "status", "maybe"), workbook.ErrBadValue},
		"not a date":         {setAnswer(d.school.ID, "alarms", "target", "soon"), workbook.ErrNotADate},
		"not text":           {setAnswer(d.school.ID, "alarms", "note", "\xff"), workbook.ErrNotText},
		"too long":           {setAnswer(d.school.ID, "alarms", "owner", strings.Repeat("x", 401)), workbook.ErrTooLong},
		"answer of nowhere":  {setAnswer("nowhere", "alarms", "status", "needed"), workbook.ErrNotFound},
		"answer to nothing":  {workbook.Change{Entity: workbook.AnswerEntity, ID: d.school.ID, Field: "status", New: "needed"}, workbook.ErrBadValue},
		"zone of nowhere":    {setAnswer(d.school.ID, "alarms", "zones", "nowhere"), workbook.ErrNotFound},
		"removed zone":       {setAnswer(d.school.ID, "alarms", "zones", d.school.Zones[1].ID), workbook.ErrNotFound},
		"school of nowhere":  {workbook.Change{Entity: workbook.ActionEntity, ID: d.action.ID, Field: "schools", New: "nowhere"}, workbook.ErrNotFound},
		"never added":        {workbook.Change{Entity: workbook.ContactEntity, ID: NewID(), Field: "name", New: "x"}, workbook.ErrNotFound},
		"added to no school": {workbook.Add(workbook.ZoneEntity, NewID(), workbook.Zone{})[0], workbook.ErrBadValue},
		"moved away":         {workbook.Change{Entity: workbook.ZoneEntity, ID: gone, Field: "school", New: other}, workbook.ErrBadValue},
		"step of nowhere":    {workbook.Change{Entity: workbook.StepEntity, ID: "nowhere/police", Field: "status", New: "done"}, workbook.ErrNotFound},
		"id with a slash":    {workbook.Change{Entity: workbook.SchoolEntity, ID: "a/b", Field: workbook.Present, New: "1"}, workbook.ErrBadValue},
		"no id":              {workbook.Change{Entity: workbook.SchoolEntity, Field: workbook.Present, New: "1"}, workbook.ErrBadValue},
		"endless id":         {workbook.Change{Entity: workbook.SchoolEntity, ID: strings.Repeat("x", 401), Field: workbook.Present, New: "1"}, workbook.ErrTooLong},
	} {
		b, err := w.Apply(ctx, ben, []workbook.Change{good, c.change})
		if !errors.Is(err, c.kind) {
			t.Errorf("%s: error %v, want %v", name, err, c.kind)
			continue
		}
		wantKind(t, err, c.kind)
		if len(b.Changes) != 0 {
			t.Errorf("%s: returned %+v", name, b)
		}
		if got := answerOf(t, w, d.school.ID, "alarms"); got.Status != workbook.NotAssessed {
			t.Errorf("%s: the good half was applied", name)
		}
	}
	if _, err := w.Apply(ctx, workbook.Author{Name: "two\nlines"}, []workbook.Change{good}); !errors.Is(err, workbook.ErrBadValue) {
		t.Errorf("author of two lines: %v", err)
	}
	if after, err := w.Seq(ctx); err != nil || after != seq {
		t.Errorf("history grew from %d to %d (%v)", seq, after, err)
	}
	wantHealthy(t, w)
}

func TestProblemNamesWhatIsWrong(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	_, err := w.Apply(context.Background(), ana, []workbook.Change{setAnswer(school, "alarms", "target", "soon")})
	var p *workbook.Problem
	if !errors.As(err, &p) {
		t.Fatalf("error %v", err)
	}
	if p.File != w.Path() || p.Place != "answer" || p.Field != "target" || p.Value != "soon" {
		t.Errorf("problem %+v", p)
	}
}

// An answer keeps a zone that was removed since; editing it must still be possible.
func TestEditingBesideAReferenceToWhatWasRemoved(t *testing.T) {
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	gone, stays := d.school.Zones[0].ID, d.school.Zones[1].ID
	apply(t, w, ana, workbook.Remove(workbook.ZoneEntity, gone)...)
	apply(t, w, ana, workbook.Add(workbook.ZoneEntity, "zzz", workbook.Zone{SchoolID: d.school.ID, Name: "Bus loop"})...)
	apply(t, w, ana, setAnswer(d.school.ID, d.answer.ItemID, "zones", workbook.JoinIDs([]string{gone, stays, "zzz"})))
	if got := answerOf(t, w, d.school.ID, d.answer.ItemID); len(got.Zones) != 3 {
		t.Errorf("zones %q", got.Zones)
	}
	wantHealthy(t, w)
}

func TestCancelledEditIsNotApplied(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := w.Apply(ctx, ana, []workbook.Change{setAnswer(school, "alarms", "status", "needed")})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got := answerOf(t, w, school, "alarms"); got.Status != workbook.NotAssessed {
		t.Errorf("answer %+v", got)
	}
}

func TestWhatWasDecidedOnAfterSeeingItIsRefusedOnceItChanged(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))
	seen := setAnswer(school, "alarms", "status", "in-place")
	seen.Old = "needed"
	untouched := setAnswer(school, "access", "owner", "Ana")
	added := workbook.Add(workbook.SchoolEntity, NewID(), workbook.School{Name: "Birch Elementary"})
	b, err := w.ApplyAsSeen(ctx, ana, append(added, seen, untouched))
	if err != nil || len(b.Changes) != len(added)+2 {
		t.Fatalf("what still stands as it was seen is applied: %v %v", b.Changes, err)
	}

	apply(t, w, ben, setAnswer(school, "alarms", "status", "in-progress"))
	late := setAnswer(school, "alarms", "status", "not-necessary")
	late.Old = "in-place"
	before, err := w.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.ApplyAsSeen(ctx, ana, []workbook.Change{setAnswer(school, "drills", "owner", "Ana"), late})
	wantKind(t, err, workbook.ErrChangedSince)
	if after, err := w.Seq(ctx); err != nil || after != before {
		t.Errorf("something was applied: %d, then %d (%v)", before, after, err)
	}
}

func TestWhatWasRemovedSinceItWasSeenIsNotEdited(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "in-place"))
	other := addSchool(t, w, ana, "Oak")
	action := workbook.Action{ID: NewID(), Title: "Fix the gate", Status: workbook.ToDo, Schools: []string{other}}
	apply(t, w, ana, workbook.Add(workbook.ActionEntity, action.ID, action)...)
	apply(t, w, ben, workbook.Remove(workbook.ActionEntity, action.ID)...)
	apply(t, w, ben, workbook.Remove(workbook.SchoolEntity, school)...)
	before, err := w.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	answered := setAnswer(school, "alarms", "status", "needed")
	answered.Old = "in-place"
	for what, late := range map[string]workbook.Change{
		"an action":           {Entity: workbook.ActionEntity, ID: action.ID, Field: "owner", New: "Ana"},
		"a school":            {Entity: workbook.SchoolEntity, ID: school, Field: "name", Old: "Maple", New: "Maple Street"},
		"a school's answer":   answered,
		"an answer not given": setAnswer(school, "drills", "status", "needed"),
	} {
		_, err := w.ApplyAsSeen(ctx, ana, []workbook.Change{late})
		if !errors.Is(err, workbook.ErrChangedSince) {
			t.Errorf("%s: %v, want that it changed since", what, err)
		}
	}
	if after, err := w.Seq(ctx); err != nil || after != before {
		t.Errorf("something was applied: %d, then %d (%v)", before, after, err)
	}
}
