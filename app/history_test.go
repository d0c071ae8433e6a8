package app

import (
	"context"
	"slices"
	"strings"
	"testing"

	"forethought/app/kit"
	"forethought/storage"
	"forethought/workbook"
)

// lineOf opens the line of the history that says some words.
func (b *bench) lineOf(p *past, words string) {
	b.t.Helper()
	i := slices.IndexFunc(p.lines, func(l workbook.PastLine) bool {
		_, change := b.desk.words.Past(l, b.desk.theCase, p.names)
		return strings.Contains(change, words)
	})
	if i < 0 {
		b.t.Fatalf("no line says %q", words)
	}
	p.rows.Select(i)
	b.settle()
}

// A planner looks who changed what in the whole workbook, narrows it to a school and to an
// author, and puts back a value that stood before: one change, which undo takes back.
func TestTheHistoryOfTheWorkbookIsNarrowedAndAValuePutBack(t *testing.T) {
	b := newBench(t)
	b.sample()
	schools, item := b.desk.view().Schools, b.desk.theCase.Items[0]
	school := b.desk.view().School.ID
	answer := func(school, field, value string) workbook.Change {
		return workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, item.ID), Field: field, New: value}
	}
	b.elsewhere(answer(school, "note", "The gate is locked at nine.\nThe key hangs in the office."), answer(school, "status", "in-place"))
	b.elsewhere(answer(school, "note", "Nothing to say"))
	other := schools[1].ID
	if other == school {
		other = schools[0].ID
	}
	b.elsewhere(answer(other, "owner", "Casey Lund"))

	b.open(settingsScreen)
	p := b.desk.showPast()
	b.settle()
	if p.modal.closed || len(p.lines) < 20 || p.lines[0].Batch.Author.Name != "Ben" || p.lines[0].Change.New != "Casey Lund" {
		t.Fatalf("the newest of %d lines is %+v", len(p.lines), p.lines[0])
	}
	author := p.lines[len(p.lines)-1].Batch.Author.Name
	if !slices.Contains(p.authors, "Ben") || !slices.Contains(p.authors, author) || p.authors[0] == "" {
		t.Errorf("authors are %q", p.authors)
	}
	p.author = author
	p.read(0)
	b.settle()
	for _, l := range p.lines {
		if l.Batch.Author.Name != author {
			t.Fatalf("asked for %s, shown %+v", author, l)
		}
	}
	p.author, p.school = "Ben", school
	p.read(0)
	b.settle()
	if len(p.lines) != 3 && len(p.lines) != 2 { // the status may have been that before
		t.Fatalf("%d lines of Ben's at this school", len(p.lines))
	}

	b.lineOf(p, "→ Nothing to say")
	if p.restore.Hidden || !strings.Contains(p.before.Text(), "The key hangs") || p.changed.Text() != "Nothing to say" || !p.nowBox.Hidden {
		t.Fatalf("before %q, after %q", p.before.Text(), p.changed.Text())
	}
	tapped(t, p.restore)
	b.settle()
	if got := b.onDisk(item.ID).Note; got != "The gate is locked at nine.\nThe key hangs in the office." {
		t.Errorf("the note is %q", got)
	}
	p.author = ""
	p.read(0)
	b.settle()
	if l := p.lines[0]; l.Change.Field != "note" || l.Change.Old != "Nothing to say" {
		t.Errorf("putting back is not in the history: %+v", l)
	}
	b.lineOf(p, "→ Nothing to say")
	if !p.restore.Hidden || p.comment.Hidden || p.nowBox.Hidden {
		t.Error("what stands already is offered to be put back")
	}
	p.modal.close()
	b.open(checklistsScreen)
	b.shell.goTo(place{screen: checklistsScreen, item: item.ID})
	b.settle()
	tapped(t, b.checklists().detail.closer)
	b.settle()
	if said := b.told(); !strings.Contains(said, "History of this answer") || strings.Contains(said, "Casey Lund") {
		t.Errorf("the history of the answer says %q", said)
	}
	b.desk.modal.close()
	b.shell.onUndo()
	b.settle()
	if got := b.onDisk(item.ID).Note; got != "Nothing to say" {
		t.Errorf("after undo the note is %q", got)
	}
}

// What somebody else has written since the line was opened is not written over.
func TestAValueIsNotPutBackOverWhatAnotherWroteMeanwhile(t *testing.T) {
	b := newBench(t)
	b.sample()
	item, school := b.desk.theCase.Items[0], b.desk.view().School.ID
	note := func(text string) workbook.Change {
		return workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, item.ID), Field: "note", New: text}
	}
	b.elsewhere(note("first"))
	b.elsewhere(note("second"))
	p := b.desk.showPast()
	b.settle()
	b.lineOf(p, "→ second")
	bob, err := storage.Open(context.Background(), b.desk.book.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer bob.Close()
	if _, err := bob.Apply(context.Background(), workbook.Author{Name: "Bob", Seat: "bob"}, []workbook.Change{note("third")}); err != nil {
		t.Fatal(err)
	}
	tapped(t, p.restore)
	b.settle()
	if got := b.onDisk(item.ID).Note; got != "third" {
		t.Errorf("the note is %q", got)
	}
	if said := b.told(); !strings.Contains(said, "That did not work") {
		t.Errorf("the window says %q", said)
	}
}

func tapped(t *testing.T, button *kit.Button) {
	t.Helper()
	if button.Hidden {
		t.Fatal("the button is not offered")
	}
	button.OnTapped()
}
