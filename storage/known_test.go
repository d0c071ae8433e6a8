package storage

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"forethought/workbook"
)

// What was read before is read again once anybody changed it: this window, another, a merge.
func TestSchoolsAndContactsAreReadAgainOnceChanged(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	maple := addSchool(t, w, ana, "Maple Elementary")
	copied := filepath.Join(t.TempDir(), "copy.forethought")
	if err := w.SaveCopy(ctx, copied); err != nil {
		t.Fatal(err)
	}
	other := reopen(t, w.Path(), Options{})
	apart := reopen(t, copied, Options{})
	names := func(w *Workbook) (all []string) {
		t.Helper()
		schools, err := w.Schools(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range schools {
			all = append(all, s.Name)
		}
		if len(schools) > 0 {
			schools[0].Name = "the caller's own" // does not reach anybody else
			s, err := w.SchoolRecord(ctx, maple)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range s.Contacts {
				all = append(all, c.Name)
			}
		}
		return all
	}
	want := func(w *Workbook, after string, all ...string) {
		t.Helper()
		for range 2 {
			if got := names(w); !slices.Equal(got, all) {
				t.Fatalf("after %s: %q, want %q", after, got, all)
			}
		}
	}
	want(w, "the first reading", "Maple Elementary")
	want(other, "the first reading", "Maple Elementary")
	addSchool(t, other, ben, "Alder High")
	want(w, "another window's school", "Alder High", "Maple Elementary")
	apply(t, w, ana, setAnswer(maple, "alarms", "status", "needed"))
	want(w, "an edit of something else", "Alder High", "Maple Elementary")
	chief := NewID()
	apply(t, other, ben, workbook.Add(workbook.ContactEntity, chief, workbook.Contact{Name: "Chief"})...)
	want(w, "another window's contact of the district", "Alder High", "Maple Elementary", "Chief")
	apply(t, w, ana, workbook.Change{Entity: workbook.ContactEntity, ID: chief, Field: "schools", New: maple})
	want(w, "a contact that serves one school now", "Alder High", "Maple Elementary", "Chief")
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	want(w, "undo", "Alder High", "Maple Elementary", "Chief")
	want(other, "undo elsewhere", "Alder High", "Maple Elementary", "Chief")

	apply(t, apart, ben, workbook.Change{Entity: workbook.SchoolEntity, ID: maple, Field: "name", New: "Maple Grove"})
	if _, err := w.MergeIn(ctx, copied, ana, workbook.MergeOrder{}); err != nil {
		t.Fatal(err)
	}
	want(w, "a merge", "Alder High", "Maple Grove", "Chief")
	want(other, "a merge elsewhere", "Alder High", "Maple Grove", "Chief")
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	want(w, "undo of the merge", "Alder High", "Maple Elementary", "Chief")
}

func TestTheNextUndoFollowsWhatIsDone(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	maple := addSchool(t, w, ana, "Maple Elementary")
	next := func(want string) {
		t.Helper()
		for range 2 {
			b, err := w.NextUndo(ctx, ana)
			if err != nil || len(b.Changes) == 0 || b.Changes[0].New != want {
				t.Fatalf("next undo %+v, %v, want of %q", b, err, want)
			}
		}
	}
	apply(t, w, ana, setAnswer(maple, "alarms", "status", "needed"))
	next("needed")
	apply(t, w, ana, setAnswer(maple, "alarms", "status", "in-place"))
	next("in-place")
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	next("needed")
	b, err := w.NextRedo(ctx, ana)
	if err != nil || b.Changes[0].New != "in-place" {
		t.Fatalf("next redo %+v, %v", b, err)
	}
}
