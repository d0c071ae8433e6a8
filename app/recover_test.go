package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/workbook"
)

// A planner opens a workbook that something has written into: one sentence says so, the
// backups are offered, and what can be read is saved as a copy that opens.
func TestADamagedFileIsRecoveredFromTheWindow(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := b.desk.book.Path()
	want := len(b.desk.view().Answers)
	b.desk.closeBook()
	b.settle()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(content[5*4096 : 9*4096])
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	b.asked.answer = filepath.Join(b.dir, "out", "Recovered.forethought")
	if err := os.Mkdir(filepath.Dir(b.asked.answer), 0o700); err != nil {
		t.Fatal(err)
	}

	b.desk.openBook(path, false)
	b.settle()
	if said := b.told(); !strings.Contains(said, "is damaged") || !strings.Contains(said, "Recover what can be read…") || !strings.Contains(said, "Backups: 1…") {
		t.Fatalf("the dialog says %q", said)
	}
	b.say("Recover what can be read…")
	if said := b.told(); !strings.Contains(said, "3 schools, 98 answers and 26 actions") || !strings.Contains(said, b.asked.answer) {
		t.Fatalf("the dialog says %q", said)
	}
	b.say("Open the recovered copy")
	if b.desk.book == nil || b.desk.book.Path() != b.asked.answer {
		t.Fatal("the copy is not open")
	}
	if got := len(b.desk.view().Answers); got != want {
		t.Errorf("%d answers, want %d", got, want)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, content) {
		t.Errorf("the damaged file was changed (%v)", err)
	}
	b.desk.closeBook()
	b.settle()

	b.desk.couldNotOpen(path, nil, &workbook.Problem{Kind: workbook.ErrReadOnly, File: path})
	if strings.Contains(b.told(), "Recover what") {
		t.Errorf("a file that may not be written is offered to be recovered: %q", b.told())
	}
}
