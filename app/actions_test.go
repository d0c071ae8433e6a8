package app

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"forethought/workbook"
)

func (b *bench) actionOnDisk(id string) workbook.Action {
	b.t.Helper()
	all, err := b.desk.book.Actions(context.Background(), "")
	if err != nil {
		b.t.Fatal(err)
	}
	for _, a := range all {
		if a.ID == id {
			return a
		}
	}
	b.t.Fatalf("there is no action %s on disk", id)
	return workbook.Action{}
}

func (b *bench) actions() *actions { return b.shell.screen(actionsScreen).(*actions) }

// openAction opens the register of the chosen school with one action at the right.
func (b *bench) openAction(row int) *actions {
	b.t.Helper()
	b.open(actionsScreen)
	s := b.actions()
	s.openRow(row)
	b.settle()
	return s
}

func TestDatesAreTakenAsPeopleWriteThem(t *testing.T) {
	b := newBench(t)
	b.sample()
	s := b.openAction(0)
	field := s.pane.target.Field
	for _, text := range []string{"2027-08-14", "8/14/2027", "14 Aug 2027", "August 14, 2027", " Aug 14 2027 "} {
		b.desk.window.Canvas().Focus(field)
		field.SetText("")
		test.Type(field, text)
		b.desk.window.Canvas().Unfocus()
		b.settle()
		if got := b.actionOnDisk(s.open).Target; got != "2027-08-14" || field.Text != "2027-08-14" {
			t.Errorf("%q is %q on disk and shows as %q", text, got, field.Text)
		}
		b.desk.window.Canvas().Focus(field)
		field.SetText("")
		b.desk.window.Canvas().Unfocus()
		b.settle()
	}
}

func TestWhatIsNotADateStaysWithItsComplaintUntilThePlannerLeavesTheAction(t *testing.T) {
	b := newBench(t)
	b.sample()
	s := b.openAction(0)
	before := b.actionOnDisk(s.open).Target
	b.desk.window.Canvas().Focus(s.pane.target.Field)
	s.pane.target.Field.SetText("")
	test.Type(s.pane.target.Field, "after Easter")
	b.desk.window.Canvas().Unfocus()
	b.desk.session.Reload() // as when somebody else changes something
	b.settle()
	if s.pane.target.Field.Text != "after Easter" {
		t.Errorf("the words became %q", s.pane.target.Field.Text)
	}
	if got := b.actionOnDisk(s.open).Target; got != before {
		t.Errorf("the date on disk became %q", got)
	}
	s.rows.Step(1)
	b.settle()
	if strings.Contains(s.pane.target.Field.Text, "Easter") {
		t.Error("the words went along to the next action")
	}
}

func TestAMeasureInPlaceIsCompletedAndReviewedInAYear(t *testing.T) {
	b := newBench(t)
	b.sample()
	s := b.openAction(0)
	id := s.open
	s.pane.status.Choose(string(workbook.ActionInPlace))
	b.settle()
	a := b.actionOnDisk(id)
	if a.Status != workbook.ActionInPlace || a.Completed != "2026-08-14" || a.Review != "2027-08-14" {
		t.Errorf("on disk: %s, completed %s, review %s", a.Status, a.Completed, a.Review)
	}
	if s.open != id {
		t.Error("the action jumped away when its status changed")
	}
}

func TestAnActionServesMoreItemsAndIsRemovedWithUndo(t *testing.T) {
	b := newBench(t)
	b.sample()
	s := b.openAction(0)
	id, items := s.open, len(b.actionOnDisk(s.open).Items)
	s.pane.edit(func(a *workbook.Action) { a.Items = append(a.Items, b.desk.theCase.Items[60].ID) })
	b.settle()
	if got := len(b.actionOnDisk(id).Items); got != items+1 {
		t.Errorf("%d items on disk, want %d", got, items+1)
	}
	s.pane.onRemove()
	b.say(b.desk.text("action.remove-yes"))
	if _, ok := b.desk.view().Action(id); ok {
		t.Fatal("the removed action is still shown")
	}
	b.shell.onUndo()
	b.settle()
	if got := len(b.actionOnDisk(id).Items); got != items+1 {
		t.Errorf("undo brought it back with %d items, want %d", got, items+1)
	}
}
