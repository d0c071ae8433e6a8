package storage

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"forethought/workbook"
)

// Two laptops have one file open and work on the same answers, each on its own field.
func TestTwoWindowsLoseNothing(t *testing.T) {
	const rounds = 40
	ctx := context.Background()
	a := newFile(t, Options{})
	b := reopen(t, a.Path(), Options{})
	school := addSchool(t, a, ana, "Maple Elementary")

	var both sync.WaitGroup
	work := func(w *Workbook, who workbook.Author, field string) {
		for i := range rounds {
			item := fmt.Sprint("item-", i%4)
			if _, err := w.Apply(ctx, who, []workbook.Change{setAnswer(school, item, field, fmt.Sprint(field, i))}); err != nil {
				t.Errorf("%s: %v", field, err)
			}
		}
	}
	both.Go(func() { work(a, ana, "owner") })
	both.Go(func() { work(b, ben, "note") })
	both.Go(func() { // and somebody reads all the while
		for range rounds {
			if _, err := a.Answers(ctx, school); err != nil {
				t.Errorf("read: %v", err)
			}
			if _, err := b.Seq(ctx); err != nil {
				t.Errorf("seq: %v", err)
			}
		}
	})
	both.Wait()

	for i := range 4 {
		last := rounds - 4 + i
		got := answerOf(t, b, school, fmt.Sprint("item-", i))
		if got.Owner != fmt.Sprint("owner", last) || got.Note != fmt.Sprint("note", last) {
			t.Errorf("item %d: owner %q, note %q", i, got.Owner, got.Note)
		}
	}
	history, err := a.History(ctx, HistoryFilter{Entity: workbook.AnswerEntity})
	if err != nil || len(history) != 2*rounds {
		t.Errorf("%d batches in the history, want %d (%v)", len(history), 2*rounds, err)
	}
	wantHealthy(t, a)
}

func TestAWindowNoticesTheOther(t *testing.T) {
	ctx := context.Background()
	a := newFile(t, Options{})
	b := reopen(t, a.Path(), Options{})
	before, err := b.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	school := addSchool(t, a, ana, "Maple Elementary")
	after, err := b.Seq(ctx)
	if err != nil || after <= before {
		t.Errorf("seq %d then %d (%v)", before, after, err)
	}
	if _, err := b.SchoolRecord(ctx, school); err != nil {
		t.Errorf("the other window does not see the school: %v", err)
	}
}

// Both write the same field: the later stands, the earlier is in the history.
func TestTheLoserOfATieIsInTheHistory(t *testing.T) {
	a := newFile(t, Options{})
	b := reopen(t, a.Path(), Options{})
	school := addSchool(t, a, ana, "Maple Elementary")
	apply(t, a, ana, setAnswer(school, "alarms", "note", "Ana's"))
	batch := apply(t, b, ben, setAnswer(school, "alarms", "note", "Ben's"))
	if batch.Changes[0].Old != "Ana's" {
		t.Errorf("replaced %q", batch.Changes[0].Old)
	}
	if got := answerOf(t, a, school, "alarms").Note; got != "Ben's" {
		t.Errorf("note %q", got)
	}
}

// A program that holds the file for long is waited for, and then named.
func TestFileHeldByAnotherProgram(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	if _, err := w.db.Exec("PRAGMA busy_timeout = 20"); err != nil {
		t.Fatal(err)
	}
	other, err := connect(w.Path(), readWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	hold, err := other.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Apply(ctx, ana, []workbook.Change{setAnswer(school, "alarms", "status", "needed")})
	wantKind(t, err, workbook.ErrBusy)
	if err := hold.Rollback(); err != nil {
		t.Fatal(err)
	}
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))
}

func TestManyGoroutinesOneWorkbook(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	var all sync.WaitGroup
	for g := range 6 {
		all.Go(func() {
			for i := range 5 {
				if _, err := w.Apply(ctx, ana, []workbook.Change{setAnswer(school, fmt.Sprint("item-", g, "-", i), "status", "needed")}); err != nil {
					t.Errorf("apply: %v", err)
				}
				if _, err := w.AllAnswers(ctx); err != nil {
					t.Errorf("read: %v", err)
				}
			}
		})
	}
	all.Wait()
	if answers, err := w.Answers(ctx, school); err != nil || len(answers) != 30 {
		t.Errorf("%d answers, %v", len(answers), err)
	}
}
