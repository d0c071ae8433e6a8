package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/storage"
	"forethought/workbook"
)

// otherEnv names the workbook that the test program, as a process of its own, applies the
// changes on its standard input to.
const otherEnv = "FORETHOUGHT_TEST_OTHER"

func otherProcess(path string) int {
	err := func() error {
		var changes []workbook.Change
		if err := json.NewDecoder(os.Stdin).Decode(&changes); err != nil {
			return err
		}
		w, err := storage.Open(context.Background(), path, storage.Options{})
		if err != nil {
			return err
		}
		if _, err := w.Apply(context.Background(), workbook.Author{Name: "Ben", Seat: "ben"}, changes); err != nil {
			return err
		}
		return w.Close()
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// elsewhere has another process change the workbook, and lets the window notice.
func (b *bench) elsewhere(changes ...workbook.Change) {
	b.t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), otherEnv+"="+b.desk.book.Path())
	in, err := c.StdinPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	go func() {
		_ = json.NewEncoder(in).Encode(changes)
		_ = in.Close()
	}()
	if said, err := c.CombinedOutput(); err != nil {
		b.t.Fatalf("%v: %s", err, said)
	}
	b.desk.session.Reload() // as the session does once a second
	b.settle()
}

// Another process changes the answer that the person is writing a note to: the window shows
// its values at once, and of what is being typed nothing moves, neither the text, nor the
// cursor in it, nor the field in the window, although a field appears above it.
func TestAnotherProcessChangesNothingOfWhatIsBeingTyped(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.resize(1024, 700)
	b.open(checklistsScreen)
	s := b.checklists()
	school := b.desk.view().School.ID
	b.press("n")
	field := s.detail.note.field
	field.SetText("")
	test.Type(field, "The gate at the back stays open")
	for range 9 {
		field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
	test.Type(field, "often ")
	want, row, column := field.Text, field.CursorRow, field.CursorColumn
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(field)
	change := func(name, value string) workbook.Change {
		return workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, s.item), Field: name, New: value}
	}
	b.elsewhere(change("status", "not-necessary"), change("reason", "The gate was walled up"), change("owner", "Ben Okafor"),
		change("note", "Ben's own note"))

	if a := b.desk.view().Answer(s.item); a.Status != workbook.NotNecessary || a.Owner != "Ben Okafor" {
		t.Fatalf("the other's changes are not seen: %+v", a)
	}
	if !s.detail.reasonBox.Visible() || s.detail.reason.Text != "The gate was walled up" || s.detail.owner.Text != "Ben Okafor" {
		t.Error("the other's changes do not show")
	}
	if b.desk.window.Canvas().Focused() != fyne.Focusable(field) {
		t.Error("the field has lost the focus")
	}
	if field.Text != want || field.CursorRow != row || field.CursorColumn != column {
		t.Errorf("%q, cursor %d:%d; want %q, %d:%d", field.Text, field.CursorRow, field.CursorColumn, want, row, column)
	}
	if now := fyne.CurrentApp().Driver().AbsolutePositionForObject(field); now != at {
		t.Errorf("the field moved from %v to %v", at, now)
	}
	b.desk.window.Canvas().Unfocus()
	b.settle()
	if a := b.onDisk(s.item); a.Note != want || a.Owner != "Ben Okafor" {
		t.Errorf("on disk: note %q, owner %q", a.Note, a.Owner)
	}
	history, err := b.desk.book.History(context.Background(), storage.HistoryFilter{
		Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, s.item), Limit: 2})
	if err != nil || len(history) != 2 || history[0].Changes[0].Old != "Ben's own note" {
		t.Errorf("the note that the other wrote is not in the history: %+v (%v)", history, err)
	}
}
