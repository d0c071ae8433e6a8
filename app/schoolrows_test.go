package app

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/storage"
	"forethought/workbook"
)

// field finds the field under a label in a form.
func (b *bench) field(form fyne.CanvasObject, label string) *kit.Field {
	b.t.Helper()
	words := b.desk.text(label)
	var found *kit.Field
	var look func(o fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		c, ok := o.(*fyne.Container)
		if !ok {
			return
		}
		for i, child := range c.Objects {
			if t, ok := child.(*kit.Text); ok && t.Text() == words && i+1 < len(c.Objects) {
				if f, ok := c.Objects[i+1].(*kit.Field); ok {
					found = f
				}
			}
			look(child)
		}
	}
	look(form)
	if found == nil {
		b.t.Fatalf("the form has no field %q", words)
	}
	return found
}

func TestAContactIsEditedInPlace(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	r := b.schools().pane.contacts
	before := b.record().Contacts
	r.add.Tapped(nil)
	b.settle()
	name := b.field(r.kind.form, "contact.name")
	if b.desk.window.Canvas().Focused() != fyne.Focusable(name) {
		t.Fatal("the new contact does not wait for a name")
	}
	added := r.open
	b.write(name, "Aaron Abel")
	b.write(b.field(r.kind.form, "contact.role"), "Bus driver")
	b.write(b.field(r.kind.form, "contact.organization"), "Valley Transit")
	b.write(b.field(r.kind.form, "contact.phone"), "radio 4, then 555-0199")
	b.write(b.field(r.kind.form, "contact.email"), "ask at the depot")
	for _, o := range test.LaidOutObjects(b.schools().object()) {
		if c, ok := o.(*kit.Check); ok {
			test.Tap(c)
		}
	}
	b.settle()
	after := b.record().Contacts
	at := slices.IndexFunc(after, func(c workbook.Contact) bool { return c.ID == added })
	if at < 0 || len(after) != len(before)+1 {
		t.Fatalf("%d contacts on disk, want %d", len(after), len(before)+1)
	}
	want := workbook.Contact{
		ID: added, Schools: []string{b.desk.view().School.ID}, Name: "Aaron Abel", Role: "Bus driver",
		Organization: "Valley Transit", Phone: "radio 4, then 555-0199", Email: "ask at the depot", ReceivesPlan: true,
	}
	if !workbook.Same(after[at], want) {
		t.Errorf("on disk: %+v\nwant:    %+v", after[at], want)
	}
	if last := r.order[len(r.order)-1]; last != added {
		t.Error("the row jumped away while it was edited")
	}
	b.open(settingsScreen)
	b.open(schoolsScreen)
	if r.order[0] != added {
		t.Error("opened anew, the rows are not in order of their names")
	}
}

func TestOpeningAnotherRowCommitsToTheFirst(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	r := b.schools().pane.contacts
	first, second := b.record().Contacts[0], b.record().Contacts[1]
	r.folds[first.ID].Head.Tapped(nil)
	phone := b.field(r.kind.form, "contact.phone")
	b.desk.window.Canvas().Focus(phone)
	phone.SetText("555-0000")
	r.folds[second.ID].Head.Tapped(nil)
	b.settle()
	if phone.Text != second.Phone {
		t.Errorf("the second row shows the phone %q, want %q", phone.Text, second.Phone)
	}
	got := b.record().Contacts
	if got[0].Phone != "555-0000" || got[1].Phone != second.Phone {
		t.Errorf("phones on disk: %q and %q", got[0].Phone, got[1].Phone)
	}
	r.folds[second.ID].Head.Tapped(nil)
	if r.open != "" || r.folds[second.ID].IsOpen() {
		t.Error("a second click does not close the row")
	}
}

func TestRemovingARowNeedsNoQuestionAndCanBeUndone(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	r := b.schools().pane.zones
	before := b.record().Zones
	r.folds[before[2].ID].Head.Tapped(nil)
	b.settle()
	r.removes.Tapped(nil)
	b.settle()
	if b.desk.window.Canvas().Overlays().Top() != nil {
		t.Error("removing a zone asks")
	}
	if got := b.record().Zones; len(got) != len(before)-1 || slices.Contains(got, before[2]) {
		t.Errorf("%d zones on disk, want %d without %q", len(got), len(before)-1, before[2].Label())
	}
	if b.shell.status.undo.Hidden {
		t.Fatal("nothing offers to bring the zone back")
	}
	b.shell.onUndo()
	b.settle()
	if got := b.record().Zones; !slices.Equal(got, before) {
		t.Errorf("after undo: %v", got)
	}
	if len(r.folds) != len(before) {
		t.Errorf("the page shows %d zones, want %d", len(r.folds), len(before))
	}
}

func TestAnEventSaysHowFarAwayItIs(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	r := b.schools().pane.events
	r.add.Tapped(nil)
	b.settle()
	b.write(b.field(r.kind.form, "event.name"), "Harbor fair")
	b.write(b.field(r.kind.form, "event.date"), "2026-08-15")
	b.write(b.field(r.kind.form, "event.people"), "300")
	b.write(b.field(r.kind.form, "event.note"), "In the street")
	i := slices.IndexFunc(b.record().Events, func(e workbook.SchoolEvent) bool { return e.Name == "Harbor fair" })
	if i < 0 {
		t.Fatal("the event is not on disk")
	}
	e := b.record().Events[i]
	if e.Date != "2026-08-15" || e.People != 300 || e.Note != "In the street" {
		t.Errorf("on disk: %+v", e)
	}
	if got := r.kind.line(e); !slices.Contains(got, "in 1 day") || !slices.Contains(got, "300 people") {
		t.Errorf("the row says %q", got)
	}
	b.write(b.field(r.kind.form, "event.date"), "next week")
	if got := b.record().Events[i].Date; got != "2026-08-15" {
		t.Errorf("the date on disk became %q", got)
	}
	for day, want := range map[workbook.Date]string{"": "no date yet", "2026-08-14": "today", "2026-08-12": "2 days ago"} {
		if got := b.desk.daysTo(day); got != want {
			t.Errorf("%q is %q, want %q", day, got, want)
		}
	}
}

func TestEventsStandInTheOrderInWhichTheyCome(t *testing.T) {
	events := []workbook.SchoolEvent{
		{ID: "long past", Date: "2026-01-10"}, {ID: "no date"}, {ID: "later", Date: "2026-12-01"},
		{ID: "just past", Date: "2026-08-13"}, {ID: "today", Date: "2026-08-14"},
	}
	sortEvents(events, "2026-08-14")
	var got []string
	for _, e := range events {
		got = append(got, e.ID)
	}
	if want := []string{"today", "later", "no date", "just past", "long past"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestManyRowsShowAPartAtATime(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	r := b.schools().pane.contacts
	v := b.desk.view().School
	var changes []workbook.Change
	for i := range 100 {
		changes = append(changes, workbook.Add(workbook.ContactEntity, newID(), workbook.Contact{Schools: []string{v.ID}, Name: fmt.Sprintf("Person %03d", i)})...)
	}
	b.desk.do(changes...)
	b.settle()
	if len(r.folds) != rowsStep || r.more.Hidden {
		t.Fatalf("%d rows are drawn, the button for more is hidden: %v", len(r.folds), r.more.Hidden)
	}
	r.more.Tapped(nil)
	if len(r.folds) != 2*rowsStep {
		t.Errorf("%d rows after asking for more", len(r.folds))
	}
	r.add.Tapped(nil)
	b.settle()
	if r.folds[r.open] == nil || !r.more.Hidden {
		t.Error("the contact that was added is not among the rows")
	}
}

func TestARowThatSomeoneElseRemovedTakesNoMoreTyping(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	r := b.schools().pane.zones
	zone := b.record().Zones[0]
	r.folds[zone.ID].Head.Tapped(nil)
	name := b.field(r.kind.form, "zone.name")
	b.desk.window.Canvas().Focus(name)
	name.SetText("Half a na")
	other, err := storage.Open(context.Background(), b.desk.book.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Apply(context.Background(), workbook.Author{Seat: "other"}, workbook.Remove(workbook.ZoneEntity, zone.ID)); err != nil {
		t.Fatal(err)
	}
	b.desk.session.Reload()
	b.settle()
	b.desk.window.Canvas().Unfocus()
	b.settle()
	if r.open != "" || r.folds[zone.ID] != nil {
		t.Error("the row that is gone is still shown")
	}
	for _, z := range b.record().Zones {
		if z.Name == "Half a na" {
			t.Errorf("the typing went to another zone: %+v", z)
		}
	}
}
