package app

import (
	"fmt"
	"strings"
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

func TestUndoSaysInWordsWhatItTakesBack(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(overviewScreen)
	d := b.desk
	v := d.view()
	here, items := v.School, d.theCase.Items
	other := b.otherSchool()
	needed := func(school string, items ...workbook.Item) (changes []workbook.Change) {
		for _, it := range items {
			a := workbook.Answer{SchoolID: school, ItemID: it.ID}
			to := a
			to.Note = "seen today"
			changes = append(changes, workbook.EditAnswer(a, to)...)
		}
		return changes
	}
	says := func(want string, changes ...workbook.Change) {
		t.Helper()
		d.do(changes...)
		b.settle()
		if got := d.describe(d.view().Undo); got != want {
			t.Errorf("undo takes back %q, want %q", got, want)
		}
	}
	says("3 answers", needed(here.ID, items[:3]...)...)
	says("note of “"+workbook.Shorten(items[4].Title, 40)+"”", needed(here.ID, items[4])...)
	says("note of “"+workbook.Shorten(items[4].Title, 40)+"” at "+workbook.Shorten(other.Name, 30), needed(other.ID, items[4])...)

	contact := workbook.Contact{ID: storage.NewID(), Name: "Dana Moss", Schools: []string{other.ID}}
	says("added a contact", workbook.Add(workbook.ContactEntity, contact.ID, contact)...)
	to := contact
	to.Phone = "555 0100"
	says("phone of a contact", workbook.Edit(workbook.ContactEntity, contact.ID, contact, to)...)
	says("removed a contact", workbook.Remove(workbook.ContactEntity, contact.ID)...)

	oak, elm := workbook.School{ID: storage.NewID(), Name: "Oak"}, workbook.School{ID: storage.NewID(), Name: "Elm"}
	both := append(workbook.Add(workbook.SchoolEntity, oak.ID, oak), workbook.Add(workbook.SchoolEntity, elm.ID, elm)...)
	says("added 2 schools", both...)
	says("changes in 2 places", append(needed(here.ID, items[5]), workbook.Remove(workbook.SchoolEntity, oak.ID)...)...)

	event := here.Events[0].ID
	from := here.Steps.Of(event, d.theCase.EventSteps[0].ID)
	step := from
	step.Note = "the gym first"
	says("note of “"+workbook.Shorten(d.theCase.EventSteps[0].Title, 40)+"”", workbook.EditStep(from, step)...)
	b.open(actionsScreen)
	acts := v.Actions
	says("removed 2 actions", append(workbook.Remove(workbook.ActionEntity, acts[0].ID), workbook.Remove(workbook.ActionEntity, acts[1].ID)...)...)
}

func TestUndoLeavesThePlannerInTheTable(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(actionsScreen)
	s, c := b.actions(), b.desk.window.Canvas()
	c.Focus(s.rows)
	b.desk.editAction(s.shown[0].Action.ID, func(a *workbook.Action) { a.Owner = "Dana Moss" })
	b.settle()
	b.shell.onUndo()
	b.settle()
	if c.Focused() != s.rows {
		t.Errorf("after undo the focus is on %T", c.Focused())
	}
}

func TestAnEmptyRegisterDoesNotSayHowToOpenAnAction(t *testing.T) {
	b := newBench(t)
	b.empty()
	b.open(actionsScreen)
	if got := b.actions().foot.Text(); got != "" {
		t.Errorf("below no actions stands %q", got)
	}
}

func TestTheLastLineKeepsItsHeightWhenThereIsSomethingToUndo(t *testing.T) {
	b := newBench(t)
	b.sample()
	s := b.shell.status
	s.undo.Hide()
	s.redo.Hide()
	before := s.box.MinSize().Height
	s.undo.Show()
	if after := s.box.MinSize().Height; after != before {
		t.Errorf("the line grows from %v to %v", before, after)
	}
}

// The status line is drawn again with every edit, and what was imported may be a million changes.
func TestALargeImportIsGoneThroughOnce(t *testing.T) {
	b := newBench(t)
	b.sample()
	s := b.shell.status
	large := workbook.Batch{ID: "large"}
	for i := range largeBatch {
		large.Changes = append(large.Changes, workbook.Change{Entity: workbook.AnswerEntity, ID: fmt.Sprint("s/", i), Field: "note", New: "x"})
	}
	said := s.describe(large)
	if !strings.Contains(said, "1000") && !strings.Contains(said, "1,000") {
		t.Fatalf("a thousand answers are called %q", said)
	}
	if n := testing.AllocsPerRun(10, func() { s.describe(large) }); n > 0 {
		t.Errorf("the same batch again takes %v allocations", n)
	}
	large.ID = "another"
	large.Changes = append(large.Changes, workbook.Change{Entity: workbook.AnswerEntity, ID: "s/more", Field: "note", New: "x"})
	if other := s.describe(large); other == said {
		t.Errorf("another batch is called the same: %q", other)
	}
}
