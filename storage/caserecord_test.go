package storage

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"forethought/workbook"
)

// firstCase is a small case, and reissued its second version: one item more, one worded anew, one
// withdrawn.
func firstCase() *workbook.Case {
	return &workbook.Case{ID: beslan.ID, Version: 1, Items: []workbook.Item{
		{ID: "gates", Checklist: workbook.Prevention, Title: "Gates", Shows: "Gates stood open.", Ask: "Are the gates shut?"},
		{ID: "alarms", Checklist: workbook.Response, Title: "Alarms", Shows: "Nobody heard it.", Ask: "Who hears the alarm?"},
		{ID: "keys", Checklist: workbook.Response, Title: "Keys", Shows: "Keys were lost.", Ask: "Where are the keys?"},
	}}
}

func reissued() *workbook.Case {
	c := firstCase()
	c.Version = 2
	c.Items[1].Ask = "Who hears the alarm in the yard?"
	c.Items = append(c.Items[:2:2], workbook.Item{ID: "roll", Checklist: workbook.Aftermath, Title: "Roll call", Ask: "Who counts?"})
	return c
}

// answered is a workbook that was answered against the first version of the case, shut.
func answered(t *testing.T, o Options) (path, school string) {
	t.Helper()
	o.Case, o.By = firstCase(), ana
	w := newFile(t, o)
	school = addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "gates", "status", "in-place"), setAnswer(school, "alarms", "status", "in-place"),
		setAnswer(school, "keys", "status", "needed"), setAnswer(school, "keys", "note", "Two sets are missing."))
	shut(t, w)
	return w.Path(), school
}

func recordsOf(t *testing.T, w *Workbook) workbook.CaseRecords {
	t.Helper()
	records, err := w.CaseRecords(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func itemIDs(items []workbook.AskedItem) string {
	var ids []string
	for _, a := range items {
		ids = append(ids, a.ID)
	}
	return workbook.JoinIDs(ids)
}

func TestANewerVersionOfTheCaseCarriesAllAnswersAlong(t *testing.T) {
	path, school := answered(t, Options{})
	backups := filepath.Join(t.TempDir(), "backups")
	at := time.Date(2027, 3, 4, 9, 0, 0, 0, time.UTC)
	newer := Options{Case: reissued(), By: ben, BackupDir: backups, Now: func() time.Time { return at }}
	w := reopen(t, path, newer)
	if w.Carried() != 1 || w.Case().Version != 2 {
		t.Errorf("carried from %d, now of %+v", w.Carried(), w.Case())
	}
	list, err := Backups(backups, path)
	if err != nil || len(list) != 1 || list[0].Case.Version != 1 || list[0].Counts["answers"] != 3 || !list[0].At.Equal(at) {
		t.Errorf("the backup made before: %+v, %v", list, err)
	}
	for item, status := range map[string]workbook.Status{"gates": workbook.InPlace, "alarms": workbook.InPlace, "keys": workbook.Needed} {
		if a := answerOf(t, w, school, item); a.Status != status {
			t.Errorf("the answer on %s is %+v", item, a)
		}
	}
	if a := answerOf(t, w, school, "keys"); a.Note != "Two sets are missing." {
		t.Errorf("the answer to the withdrawn item is %+v", a)
	}
	steps := recordsOf(t, w).Steps()
	if len(steps) != 1 {
		t.Fatalf("steps %+v", steps)
	}
	s := steps[0]
	if s.From != 1 || s.Version != 2 || s.Author.Name != ben.Name || s.Author.Role != ben.Role || !s.Since.Equal(at) || s.Unknown {
		t.Errorf("the event reads %+v", s)
	}
	if itemIDs(s.Added) != "roll" || itemIDs(s.Withdrawn) != "keys" || len(s.Changed) != 1 || s.Changed[0].Item.ID != "alarms" {
		t.Errorf("what changed: %+v", s.ItemChanges)
	}
	if len(s.Withdrawn) == 1 && s.Withdrawn[0].Ask != "Where are the keys?" {
		t.Errorf("the withdrawn item has lost its words: %+v", s.Withdrawn[0])
	}
	wantHealthy(t, w)
	shut(t, w)

	again := reopen(t, path, newer)
	if again.Carried() != 0 || len(recordsOf(t, again)) != 2 {
		t.Errorf("opened again it is carried from %d", again.Carried())
	}
	if list, _ := Backups(backups, path); len(list) != 1 {
		t.Errorf("opened again there are %d backups", len(list))
	}
}

func TestAWorkbookForReadingIsReadWithTheNewerCaseAndLeftAsItIs(t *testing.T) {
	path, _ := answered(t, Options{})
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w := reopen(t, path, Options{ReadOnly: true, Case: reissued()})
	if steps := recordsOf(t, w).Steps(); w.Carried() != 0 || len(steps) != 1 || len(steps[0].Changed) != 1 || !steps[0].Since.IsZero() {
		t.Errorf("steps %+v", steps)
	}
	shut(t, w)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed (%v)", err)
	}
}

func TestAWorkbookOfANewerOrAnotherCaseIsRefusedAndLeftAsItIs(t *testing.T) {
	path, _ := answered(t, Options{})
	shut(t, reopen(t, path, Options{Case: reissued()}))
	other := firstCase()
	other.ID = "other"
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		of   *workbook.Case
		kind error
	}{{firstCase(), workbook.ErrNewerCase}, {other, workbook.ErrOtherCase}} {
		for _, read := range []bool{false, true} {
			_, err := Open(context.Background(), path, Options{Case: c.of, ReadOnly: read, BackupDir: filepath.Join(t.TempDir(), "none")})
			wantKind(t, err, c.kind)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed (%v)", err)
	}
}

// A workbook that no program noted the words for is carried along all the same.
func TestWithoutTheWordsOfBeforeNothingIsLostButTheComparison(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "keys", "status", "needed"))
	shut(t, w)
	later := reopen(t, w.Path(), Options{Case: reissued(), By: ben})
	steps := recordsOf(t, later).Steps()
	if len(steps) != 1 || !steps[0].Unknown || !steps[0].Empty() || steps[0].From != 1 {
		t.Errorf("steps %+v", steps)
	}
	if a := answerOf(t, later, school, "keys"); a.Status != workbook.Needed {
		t.Errorf("the answer is %+v", a)
	}
}

func TestTheFirstOpeningNotesTheWords(t *testing.T) {
	w := newFile(t, Options{})
	shut(t, w)
	shut(t, reopen(t, w.Path(), Options{Case: firstCase(), By: ben}))
	r := recordsOf(t, reopen(t, w.Path(), Options{Case: reissued(), By: ben}))
	if len(r) != 2 || len(r[0].Items) != 3 || r[0].Author.Name != "" {
		t.Errorf("records %+v", r)
	}
}

func TestASecondWindowFindsTheWorkbookCarriedAlong(t *testing.T) {
	path, _ := answered(t, Options{})
	o := Options{Case: reissued(), By: ben}
	w := reopen(t, path, Options{})
	shut(t, reopen(t, path, o))
	w.options.Case = o.Case // it had read version 1 before the other was quicker
	if err := w.carryAlong(context.Background()); err != nil || w.Carried() != 0 || w.Case().Version != 2 {
		t.Errorf("carried from %d to %+v, %v", w.Carried(), w.Case(), err)
	}
}

func TestCopiesOfTwoVersionsOfTheCaseMerge(t *testing.T) {
	ctx := context.Background()
	path, school := answered(t, Options{})
	w := reopen(t, path, Options{})
	sent, part := filepath.Join(t.TempDir(), "sent.forethought"), filepath.Join(t.TempDir(), "part.forethought")
	if err := w.SaveCopy(ctx, sent); err != nil {
		t.Fatal(err)
	}
	shut(t, w)
	newer := reopen(t, path, Options{Case: reissued(), By: ben})
	apply(t, newer, ben, setAnswer(school, "roll", "status", "needed"), setAnswer(school, "alarms", "item_version", "2"))
	if _, err := newer.Extract(ctx, school, part, false); err != nil {
		t.Fatal(err)
	}
	older := reopen(t, sent, Options{})
	apply(t, older, ana, setAnswer(school, "keys", "note", "One set is missing."))
	for _, c := range []struct{ first, second string }{{path, sent}, {sent, path}, {sent, part}, {part, sent}} {
		to := filepath.Join(t.TempDir(), "C.forethought")
		if _, err := Merge(ctx, c.first, c.second, to, merging, workbook.MergeOrder{}, false, Options{Case: reissued()}); err != nil {
			t.Fatal(err)
		}
		m := reopen(t, to, Options{Case: reissued(), By: ana})
		wantHealthy(t, m)
		r := recordsOf(t, m)
		if m.Carried() != 0 || m.Case().Version != 2 || len(r) != 2 || len(r[0].Items) != 3 || r[1].Author.Name != ben.Name {
			t.Errorf("%s: of %+v with %+v", filepath.Base(c.first), m.Case(), r)
		}
		if a := answerOf(t, m, school, "keys"); a.Note != "One set is missing." || a.Status != workbook.Needed {
			t.Errorf("the answer to the withdrawn item is %+v", a)
		}
		if a := answerOf(t, m, school, "alarms"); a.ItemVersion != 2 || a.Status != workbook.InPlace {
			t.Errorf("the answer that was looked at again is %+v", a)
		}
		if _, err := Merge(ctx, c.first, c.second, to+"x", merging, workbook.MergeOrder{}, false, Options{Case: firstCase()}); err == nil {
			t.Error("a program with the older case merges a newer copy")
		} else {
			wantKind(t, err, workbook.ErrNewerCase)
		}
	}
}

// Of two records of a version the same stands, whichever copy comes first.
func TestRecordsOfAVersionMergeTheSameWay(t *testing.T) {
	ctx := context.Background()
	path, _ := answered(t, Options{})
	w := reopen(t, path, Options{})
	sent := filepath.Join(t.TempDir(), "sent.forethought")
	if err := w.SaveCopy(ctx, sent); err != nil {
		t.Fatal(err)
	}
	shut(t, w)
	day := func(n int) func() time.Time {
		return func() time.Time { return time.Date(2027, 3, n, 9, 0, 0, 0, time.UTC) }
	}
	shut(t, reopen(t, path, Options{Case: reissued(), By: ben, Now: day(5)}))
	shut(t, reopen(t, sent, Options{Case: reissued(), By: ana, Now: day(4)}))
	execIn(t, path, "UPDATE case_record SET items = '[]' WHERE version = 1")
	for _, pair := range [][]string{{path, sent}, {sent, path}} {
		to := filepath.Join(t.TempDir(), "C.forethought")
		if _, err := Merge(ctx, pair[0], pair[1], to, merging, workbook.MergeOrder{}, false, Options{}); err != nil {
			t.Fatal(err)
		}
		r := recordsOf(t, reopen(t, to, Options{}))
		if len(r) != 2 || len(r[0].Items) != 3 || r[1].Author.Name != ana.Name || !r[1].Since.Equal(day(4)()) {
			t.Errorf("records %+v", r)
		}
	}
	// A window that is open while a copy comes in shows what came with it.
	open := reopen(t, path, Options{Case: reissued()})
	if r := recordsOf(t, open); len(r[0].Items) != 0 {
		t.Fatalf("%+v", r)
	}
	if _, err := open.MergeIn(ctx, sent, merging, workbook.MergeOrder{}); err != nil {
		t.Fatal(err)
	}
	if r := recordsOf(t, open); !slices.EqualFunc(r[0].Items, workbook.AskedItems(firstCase()), func(a, b workbook.AskedItem) bool { return a.ID == b.ID }) {
		t.Errorf("after merging in %+v", r)
	}
}

// A damaged workbook is recovered with the words that it was answered against.
func TestWhatTheCaseAskedIsRecovered(t *testing.T) {
	ctx := context.Background()
	path, school := answered(t, Options{})
	shut(t, reopen(t, path, Options{Case: reissued(), By: ben}))
	for _, name := range []string{"nothing is lost", "the book is lost"} {
		if name == "the book is lost" {
			execIn(t, path, "DELETE FROM book")
		}
		to := filepath.Join(t.TempDir(), "Recovered.forethought")
		if _, err := Recover(ctx, path, to, RecoverOptions{Case: CaseRef{beslan.ID, 2}}); err != nil {
			t.Fatal(name, err)
		}
		w := reopen(t, to, Options{Case: reissued()})
		r := recordsOf(t, w)
		if len(r) != 2 || len(r[0].Items) != 3 || r[1].Author.Name != ben.Name || w.Case().Version != 2 || w.Carried() != 0 {
			t.Errorf("%s: of %+v with %+v", name, w.Case(), r)
		}
		if a := answerOf(t, w, school, "keys"); a.Note != "Two sets are missing." {
			t.Errorf("%s: the answer to the withdrawn item is %+v", name, a)
		}
	}
}

func TestARecordThatCannotBeReadIsDamage(t *testing.T) {
	path, _ := answered(t, Options{})
	execIn(t, path, `UPDATE case_record SET items = '{"id": 1}'`)
	w := reopen(t, path, Options{})
	_, err := w.CaseRecords(context.Background())
	wantKind(t, err, workbook.ErrDamaged)
}
