package session

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"forethought/storage"
	"forethought/workbook"
)

// stage is a session over a real workbook file, with the UI goroutine played by the test.
type stage struct {
	*Session
	t       *testing.T
	posts   chan func()
	changes int
	failed  []error
}

func open(t *testing.T, path string, author string, wrap func(Book) Book) *stage {
	t.Helper()
	w, err := storage.Open(context.Background(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b Book = w
	if wrap != nil {
		b = wrap(w)
	}
	st := stageOver(t, b, author)
	st.Open("")
	st.until("the first view", func() bool { return st.changes > 0 })
	return st
}

// stageOver is a session over a book that is open; it has read nothing yet.
func stageOver(t *testing.T, b Book, author string) *stage {
	st := &stage{t: t, posts: make(chan func(), 1024)}
	st.Session = New(b, workbook.Author{Name: author, Seat: author}, func(f func()) { st.posts <- f }, time.Now)
	st.Listen(Listener{
		Changed: func() { st.changes++ },
		Failed:  func(err error) { st.failed = append(st.failed, err) },
	})
	return st
}

// until runs the UI goroutine's work until what is awaited holds.
func (st *stage) until(what string, holds func() bool) {
	st.t.Helper()
	deadline := time.After(30 * time.Second)
	for !holds() {
		select {
		case f := <-st.posts:
			f()
		case <-deadline:
			st.t.Fatalf("waited in vain for %s", what)
		}
	}
}

func (st *stage) saved() { st.until("the disk", func() bool { return st.Saving().Pending == 0 }) }

func newFile(t *testing.T, schools ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "district.forethought")
	w, err := storage.Create(context.Background(), path, storage.CaseRef{ID: "test", Version: 1}, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range schools {
		id := storage.NewID()
		s := workbook.School{ID: id, Name: name}
		if _, err := w.Apply(context.Background(), workbook.Author{Seat: "setup"}, workbook.Add(workbook.SchoolEntity, id, s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func (st *stage) answer(item string, s workbook.Status) {
	from := st.View().Answer(item)
	to := from
	to.Status = s
	st.Do(workbook.EditAnswer(from, to)...)
}

func TestAnAnswerShowsAtOnceAndIsOnDiskOnceSaved(t *testing.T) {
	path := newFile(t, "Maple")
	st := open(t, path, "Ann", nil)
	st.answer("gates", workbook.Needed)
	if got := st.View().Answer("gates").Status; got != workbook.Needed {
		t.Errorf("the screen shows %q before the disk has answered, want needed", got)
	}
	if st.Saving().Pending != 1 {
		t.Errorf("saving shows %d pending, want 1 until the disk has answered", st.Saving().Pending)
	}
	st.saved()
	other := open(t, path, "Bob", nil)
	if got := other.View().Answer("gates").Status; got != workbook.Needed {
		t.Errorf("a second window reads %q after saved was shown, want needed", got)
	}
	for _, x := range []*stage{st, other} {
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestClosingWritesWhatIsWaiting(t *testing.T) {
	path := newFile(t, "Maple")
	st := open(t, path, "Ann", nil)
	for i := range 50 {
		st.answer(fmt.Sprintf("item-%d", i), workbook.InPlace)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, path, "Ann", nil)
	defer again.Close()
	if n := len(again.View().Answers); n != 50 {
		t.Errorf("%d of 50 answers are there after closing at once", n)
	}
}

func TestUndoAndRedoGoThroughTheFileAndSurviveARestart(t *testing.T) {
	path := newFile(t, "Maple")
	st := open(t, path, "Ann", nil)
	st.answer("gates", workbook.Needed)
	st.answer("gates", workbook.InPlace)
	st.saved()
	st.until("undo offered", func() bool { return st.View().Undo.ID != "" })
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	st = open(t, path, "Ann", nil)
	defer st.Close()
	st.Undo()
	st.until("undo", func() bool { return st.View().Answer("gates").Status == workbook.Needed })
	st.Redo()
	st.until("redo", func() bool { return st.View().Answer("gates").Status == workbook.InPlace })
	if st.View().Redo.ID != "" {
		t.Error("redo is still offered after it was done")
	}
}

func TestAnotherWindowsChangeArrives(t *testing.T) {
	path := newFile(t, "Maple")
	ann, bob := open(t, path, "Ann", nil), open(t, path, "Bob", nil)
	defer ann.Close()
	defer bob.Close()
	ann.answer("gates", workbook.Needed)
	ann.saved()
	bob.until("Ann's answer", func() bool { return bob.View().Answer("gates").Status == workbook.Needed })
}

// fullDisk refuses to write.
type fullDisk struct{ Book }

func (fullDisk) Apply(context.Context, workbook.Author, []workbook.Change) (workbook.Batch, error) {
	return workbook.Batch{}, &workbook.Problem{Kind: workbook.ErrDiskFull}
}

func TestAFailedWriteIsSaidAndTheScreenGoesBackToTheDisk(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", func(b Book) Book { return fullDisk{b} })
	defer st.Close()
	st.answer("gates", workbook.InPlace)
	st.until("the failure", func() bool { return len(st.failed) > 0 })
	if !errors.Is(st.failed[0], workbook.ErrDiskFull) {
		t.Errorf("told %v, want that the disk is full", st.failed[0])
	}
	st.until("the view from disk", func() bool { return st.View().Answer("gates").Status == workbook.NotAssessed })
	if !st.Saving().At.IsZero() {
		t.Error("saved was shown although nothing was written")
	}
}

func TestAddingAndRemovingShowsAtOnce(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", nil)
	defer st.Close()
	school := st.View().School.ID
	z := workbook.Zone{ID: storage.NewID(), SchoolID: school, Name: "Gym"}
	a := workbook.Action{ID: storage.NewID(), Title: "Plan opening day", Schools: []string{school}, Status: workbook.ToDo}
	s := workbook.School{ID: storage.NewID(), Name: "Birch"}
	st.Do(workbook.Add(workbook.ZoneEntity, z.ID, z)...)
	st.Do(workbook.Add(workbook.ActionEntity, a.ID, a)...)
	st.Do(workbook.Add(workbook.SchoolEntity, s.ID, s)...)
	check := func(when string) {
		t.Helper()
		v := st.View()
		if len(v.School.Zones) != 1 || v.School.Zones[0].Name != "Gym" {
			t.Errorf("%s: zones are %v", when, v.School.Zones)
		}
		if got, ok := v.Action(a.ID); !ok || !workbook.Same(got, a) {
			t.Errorf("%s: action is %+v, want %+v", when, got, a)
		}
		if !slices.ContainsFunc(v.Schools, func(x workbook.School) bool { return x.Name == "Birch" }) {
			t.Errorf("%s: schools are %v", when, v.Schools)
		}
	}
	check("at once")
	st.saved()
	changes := st.changes
	st.until("the view from disk", func() bool { return st.changes > changes })
	check("from disk")
	st.Do(workbook.Remove(workbook.ZoneEntity, z.ID)...)
	if len(st.View().School.Zones) != 0 {
		t.Error("a removed zone still shows")
	}
}

func TestUndoAndRedoInQuickSuccession(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", nil)
	defer st.Close()
	st.answer("gates", workbook.Needed)
	st.Undo()
	st.Redo()
	st.Undo()
	st.Undo() // one too many is not an error
	st.Redo()
	st.saved()
	st.until("the last of them", func() bool { return st.View().Undo.ID != "" && st.View().Redo.ID == "" })
	if got := st.View().Answer("gates").Status; got != workbook.Needed {
		t.Errorf("the answer is %q, want needed", got)
	}
	if len(st.failed) > 0 {
		t.Errorf("told %v", st.failed)
	}
}
