package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/storage"
	"forethought/workbook"
)

// asks taps a field's sign for what it offers.
func (b *bench) asks(f *kit.Field) {
	b.t.Helper()
	f.ActionItem.(fyne.Tappable).Tapped(nil)
	b.settle()
	if b.desk.window.Canvas().Overlays().Top() == nil {
		b.t.Fatal("nothing is offered")
	}
}

// takes chooses one of a menu's names with the keyboard.
func (b *bench) takes(names []string, name string) {
	b.t.Helper()
	at := slices.Index(names, name)
	if at < 0 {
		b.t.Fatalf("%q is not among %q", name, names)
	}
	for range at + 1 {
		b.strikes(fyne.KeyDown)
	}
	b.strikes(fyne.KeyReturn)
}

func TestAnActionOfAnotherSchoolIsGivenToOneOfItsPeople(t *testing.T) {
	b := newBench(t)
	b.sample()
	other := b.otherSchool()
	dana := workbook.Contact{ID: storage.NewID(), Name: "Dana Moss", Organization: "Moss Alarms", Schools: []string{other.ID}}
	b.desk.do(workbook.Add(workbook.ContactEntity, dana.ID, dana)...)
	id := b.addAction(workbook.Action{Title: "Mend the gate", Schools: []string{other.ID}, Status: workbook.ToDo})
	b.desk.goTo(place{screen: actionsScreen, action: id})
	b.settle()
	s := b.actions()
	contacts, err := b.desk.book.Contacts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.asks(s.pane.owner)
	b.takes(b.desk.offered(b.desk.people(), contacts, []string{other.ID}), "Dana Moss")
	b.asks(s.pane.organization)
	b.takes(b.desk.offered(b.desk.organizations(), contacts, []string{other.ID}), "Moss Alarms")
	if got := b.actionOnDisk(id); got.Owner != "Dana Moss" || got.Organization != "Moss Alarms" {
		t.Errorf("on disk the owner is %q of %q", got.Owner, got.Organization)
	}
}

func TestAmongManyPeopleThePlannerSearches(t *testing.T) {
	b := newBench(t)
	b.sample()
	id := b.addAction(workbook.Action{Title: "Mend every gate", Schools: b.schoolIDs(), Status: workbook.ToDo})
	b.desk.goTo(place{screen: actionsScreen, action: id})
	b.settle()
	contacts, err := b.desk.book.Contacts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if names := b.desk.offered(b.desk.people(), contacts, b.schoolIDs()); len(names) <= mostOffers || len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
		t.Fatalf("all schools have %q", names)
	}
	s := b.actions()
	b.asks(s.pane.owner)
	last := contacts[len(contacts)-1].Name
	b.enters(last)
	if got := b.actionOnDisk(id).Owner; got != last {
		t.Errorf("on disk the owner is %q, want %q", got, last)
	}
}
