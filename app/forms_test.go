package app

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

func (b *bench) forms() *forms { return b.shell.screen(reportsScreen).(*reports).forms }

// wait settles until something is so; what runs beside the window takes its time.
func (b *bench) wait(what string, so func() bool) {
	b.t.Helper()
	for range 400 {
		if b.settle(); so() {
			return
		}
	}
	b.t.Fatalf("%s does not come; the window says %q", what, b.told())
}

// written reports whether Reports says that something was written.
func (b *bench) written() bool {
	return b.shell.screen(reportsScreen).(*reports).done.Visible() && b.desk.modal == nil
}

// choose presses other buttons of a form's statuses, as a reader on another computer does.
func (b *bench) choose(file string, items []workbook.Item, from, to workbook.Status) {
	b.t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, it := range items {
		was := fmt.Appendf(nil, "/TU (Where the school stands: %s) /V /%s", it.Title, from)
		now := bytes.Replace(was, []byte(" /V /"+from), []byte(" /V /"+to), 1)
		if bytes.Count(data, was) != 1 || len(now) > len(was) {
			b.t.Fatalf("%s does not hold %q once", file, was)
		}
		now = append(now, bytes.Repeat([]byte(" "), len(was)-len(now))...)
		data = bytes.Replace(data, was, now, 1)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func TestAFormIsMadeFilledReadAndPartlyAccepted(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	f := b.forms()
	b.asked.answer = filepath.Join(b.dir, "form.pdf")
	f.one.Tapped(nil)
	b.wait("the form", b.written)
	var items []workbook.Item
	for _, it := range b.desk.theCase.Items {
		if len(items) < 3 && b.onDisk(it.ID).Status == workbook.InProgress && !strings.ContainsFunc(it.Title, func(r rune) bool { return r > '~' || r == '(' }) {
			items = append(items, it)
		}
	}
	if len(items) < 3 {
		t.Fatal("the sample has too few items in progress")
	}
	b.choose(b.asked.answer, items, workbook.InProgress, workbook.Needed)
	b.asked.files = []string{b.asked.answer}
	f.read.Tapped(nil)
	b.wait("the review", func() bool { return f.review != nil })
	if p := f.review.proposal; len(p.Rows) != 3 || p.Count(workbook.Edits) != 3 || len(p.Faults) > 0 {
		t.Fatalf("the form would change %+v", p)
	}
	f.review.tick(1, false)
	b.settle()
	b.say("Apply 2 changes")
	b.wait("the changes", func() bool { return strings.Contains(b.told(), "one step") })
	b.say("Close")
	want := []workbook.Status{workbook.Needed, workbook.InProgress, workbook.Needed}
	for i, it := range items {
		if got := b.onDisk(it.ID).Status; got != want[i] {
			t.Errorf("%s is %s on disk, want %s", it.ID, got, want[i])
		}
	}
	b.shell.onUndo()
	b.settle()
	for _, it := range items {
		if got := b.onDisk(it.ID).Status; got != workbook.InProgress {
			t.Errorf("after one undo %s is %s", it.ID, got)
		}
	}
}

func TestFormsOfAllSchoolsGoIntoAFolderAndWrongFilesAreSaid(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	f := b.forms()
	b.asked.answer = filepath.Join(b.dir, "forms")
	f.all.Tapped(nil)
	b.wait("the forms", b.written)
	names := export.FormNames(b.desk.view().Schools, b.desk.words)
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(b.asked.answer, name)); err != nil {
			t.Error(err)
		}
	}
	f.all.Tapped(nil) // those that are there may be filled by now
	b.wait("the refusal", func() bool { return strings.Contains(b.told(), "There is already a file") })
	b.say("Close")
	letter := filepath.Join(b.dir, "letter.pdf")
	if err := os.WriteFile(letter, []byte("Dear all"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.asked.files = []string{letter, filepath.Join(b.asked.answer, names[0])}
	f.read.Tapped(nil)
	b.wait("the review", func() bool { return f.review != nil })
	if said := b.told(); !strings.Contains(said, "letter.pdf is damaged or not a PDF") {
		t.Errorf("the review says %q", said)
	}
	if got := f.review.proposal.Notes; len(got) != 1 || got[0].Code != workbook.NoteFormNothingDone {
		t.Errorf("the notes are %+v", got)
	}
}

func TestAnAnswerThatChangesDuringTheReviewIsNotWrittenOver(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	f := b.forms()
	b.asked.answer = filepath.Join(b.dir, "form.pdf")
	f.one.Tapped(nil)
	b.wait("the form", b.written)
	var item workbook.Item
	for _, it := range b.desk.theCase.Items {
		if b.onDisk(it.ID).Status == workbook.InProgress && !strings.ContainsFunc(it.Title, func(r rune) bool { return r > '~' || r == '(' }) {
			item = it
		}
	}
	b.choose(b.asked.answer, []workbook.Item{item}, workbook.InProgress, workbook.Needed)
	b.asked.files = []string{b.asked.answer}
	f.read.Tapped(nil)
	b.wait("the review", func() bool { return f.review != nil })
	from := b.onDisk(item.ID)
	to := from
	to.Status = workbook.InPlace
	b.desk.do(workbook.EditAnswer(from, to)...)
	b.settle()
	b.say("Apply 1 change")
	b.wait("the refusal", func() bool { return strings.Contains(b.told(), "Look again") })
	if got := b.onDisk(item.ID).Status; got != workbook.InPlace {
		t.Errorf("the answer is %s", got)
	}
	f.review = nil
	b.say("Look again")
	b.wait("the review", func() bool { return f.review != nil })
	if p := f.review.proposal; len(p.Rows) != 1 || p.Rows[0].State != workbook.Diverges || p.Rows[0].Was != string(workbook.InProgress) || p.Rows[0].Accept {
		t.Errorf("the second look shows %+v", p)
	}
}

func TestOfTwoFilesOfOneFormOneValueIsTaken(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	f := b.forms()
	b.asked.answer = filepath.Join(b.dir, "form.pdf")
	f.one.Tapped(nil)
	b.wait("the form", b.written)
	other := filepath.Join(b.dir, "other.pdf")
	data, err := os.ReadFile(b.asked.answer)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var item workbook.Item
	for _, it := range b.desk.theCase.Items {
		if b.onDisk(it.ID).Status == workbook.InProgress && !strings.ContainsFunc(it.Title, func(r rune) bool { return r > '~' || r == '(' }) {
			item = it
		}
	}
	b.choose(b.asked.answer, []workbook.Item{item}, workbook.InProgress, workbook.Needed)
	b.choose(other, []workbook.Item{item}, workbook.InProgress, workbook.InPlace)
	b.asked.files = []string{b.asked.answer, other}
	f.read.Tapped(nil)
	b.wait("the review", func() bool { return f.review != nil })
	f.review.decide(true)
	if rows := f.review.proposal.Rows; len(rows) != 2 || !rows[0].Accept || rows[1].Accept {
		t.Fatalf("with all ticked the rows are %+v", rows)
	}
	f.review.tick(1, true)
	b.settle()
	b.say("Apply 1 change")
	b.wait("the change", func() bool { return strings.Contains(b.told(), "1 change was applied") })
	if got := b.onDisk(item.ID).Status; got != workbook.InPlace {
		t.Errorf("the answer is %s", got)
	}
}
