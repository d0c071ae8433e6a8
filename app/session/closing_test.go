package session

import (
	"context"
	"errors"
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

func TestClosingSaysWhatCouldNotBeWritten(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", func(b Book) Book { return fullDisk{b} })
	st.answer("gates", workbook.InPlace)
	if err := st.Close(); !errors.Is(err, workbook.ErrDiskFull) {
		t.Errorf("closing over a change that is not on disk says %v, want that the disk is full", err)
	}
	for len(st.posts) > 0 { // what was still on its way
		(<-st.posts)()
	}
	if len(st.failed) != 0 {
		t.Errorf("what Close has said is said once more: %v", st.failed)
	}
}

func TestClosingDoesNotRepeatAFailureThatWasHeard(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", func(b Book) Book { return fullDisk{b} })
	st.answer("gates", workbook.InPlace)
	st.until("the failure", func() bool { return len(st.failed) > 0 })
	if err := st.Close(); err != nil {
		t.Errorf("closing says %v, and that was said before", err)
	}
}

func TestNothingToUndoDoesNotHoldUpClosing(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", nil)
	st.Undo()
	if err := st.Close(); err != nil {
		t.Errorf("closing says %v", err)
	}
}

func TestAClosedSessionIsSilent(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", nil)
	st.Reload()
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	before := st.changes
	for len(st.posts) > 0 { // the view that was read before the end
		(<-st.posts)()
	}
	if st.changes != before {
		t.Error("a session that is closed still announces its view, which is another workbook's by now")
	}
	if err := st.Close(); err != nil {
		t.Errorf("closing again says %v", err)
	}
}

// forgetful cannot read schools as long as it is told so.
type forgetful struct {
	Book
	broken chan bool
	tried  chan bool
}

func (b forgetful) Schools(ctx context.Context) ([]workbook.School, error) {
	select {
	case <-b.broken:
		return b.Book.Schools(ctx)
	default:
		b.tried <- true
		return nil, &workbook.Problem{Kind: workbook.ErrBusy}
	}
}

func TestAFailedReadingIsSaidOnceAndTriedAgain(t *testing.T) {
	broken, tried := make(chan bool), make(chan bool, 64)
	path := newFile(t, "Maple")
	w, err := storage.Open(context.Background(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	st := stageOver(t, forgetful{w, broken, tried}, "Ann")
	st.Open("")
	st.until("three attempts", func() bool { return len(tried) >= 3 })
	if len(st.failed) != 1 {
		t.Errorf("%d failures are said for one that lasts, want 1", len(st.failed))
	}
	close(broken)
	st.until("the view", func() bool { return st.View().School.Name == "Maple" })
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsBeingTypedIsCommittedBeforeAnotherSchoolShows(t *testing.T) {
	path := newFile(t, "Maple", "Oak")
	st := open(t, path, "Ann", nil)
	maple, oak := st.View().Schools[0].ID, st.View().Schools[1].ID
	typing := true
	st.listen.Leaving = func() {
		if typing {
			typing = false
			st.answer("gates", workbook.Needed) // of the school that the view still shows
		}
	}
	st.Choose(oak)
	st.until("the other school", func() bool { return st.View().School.ID == oak })
	if got := st.View().Answer("gates").Status; got != workbook.NotAssessed {
		t.Errorf("what was typed for one school stands at the other as %q", got)
	}
	st.Choose(maple)
	st.until("the school before", func() bool { return st.View().School.ID == maple })
	if got := st.View().Answer("gates").Status; got != workbook.Needed {
		t.Errorf("what was typed is %q, want needed", got)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}
