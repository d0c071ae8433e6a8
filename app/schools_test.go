package app

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/storage"
	"forethought/workbook"
)

func (b *bench) schools() *schools { return b.shell.screens[schoolsScreen].(*schools) }

// empty opens a new workbook without a school.
func (b *bench) empty() {
	b.t.Helper()
	w, err := b.desk.shelf.Create(context.Background(), filepath.Join(b.dir, "New.forethought"))
	if err != nil {
		b.t.Fatal(err)
	}
	b.desk.setBook(w)
	b.settle()
}

// record reads the chosen school from the file itself.
func (b *bench) record() workbook.SchoolRecord {
	b.t.Helper()
	r, err := b.desk.book.SchoolRecord(context.Background(), b.desk.view().School.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// schoolsOnDisk reads the workbook's schools from the file itself.
func (b *bench) schoolsOnDisk() []workbook.School {
	b.t.Helper()
	all, err := b.desk.book.Schools(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// write puts words into a field in place of what stands there, and goes on.
func (b *bench) write(f *kit.Field, words string) {
	b.t.Helper()
	b.desk.window.Canvas().Focus(f)
	if b.desk.window.Canvas().Focused() != fyne.Focusable(f) {
		b.t.Fatalf("the field for %q cannot be reached", words)
	}
	f.SetText("")
	test.Type(f, words)
	b.desk.window.Canvas().Unfocus()
	b.settle()
}

// say presses the button of the dialog on top.
func (b *bench) say(words string) {
	b.t.Helper()
	top := b.desk.window.Canvas().Overlays().Top()
	if top == nil {
		b.t.Fatalf("there is no dialog to answer with %q", words)
	}
	test.Tap(buttonNamed(b.t, top, words))
	b.settle()
}

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

func TestANewWorkbookSaysWhatToDoFirst(t *testing.T) {
	b := newBench(t)
	b.empty()
	if b.shell.current != schoolsScreen {
		t.Fatalf("a new workbook lands on %s", b.shell.current)
	}
	s := b.schools()
	if s.none.Hidden || !s.some.Hidden {
		t.Fatal("a workbook without a school does not say what to do first")
	}
	s.first.Tapped(nil)
	b.settle()
	if s.some.Hidden || !s.none.Hidden {
		t.Fatal("the first school does not show")
	}
	if b.desk.window.Canvas().Focused() != fyne.Focusable(s.pane.name) {
		t.Fatal("the new school does not wait for its name")
	}
	test.Type(s.pane.name, "Maple Elementary")
	b.desk.window.Canvas().Unfocus()
	b.settle()
	if got := b.schoolsOnDisk(); len(got) != 1 || got[0].Name != "Maple Elementary" {
		t.Errorf("on disk: %+v", got)
	}
}

func TestANewSchoolIsChosenAndTakesTheDistrict(t *testing.T) {
	b := newBench(t)
	b.sample()
	before := b.desk.view().School
	b.desk.goTo(place{screen: schoolsScreen, id: "new"})
	b.settle()
	s := b.schools()
	if b.desk.view().School.ID == before.ID {
		t.Fatal("the new school is not the one that the desk is about")
	}
	if b.desk.window.Canvas().Focused() != fyne.Focusable(s.pane.name) {
		t.Error("the new school does not wait for its name")
	}
	if got := b.record(); got.Name != "" || got.District != before.District || got.District == "" {
		t.Errorf("on disk: name %q, district %q; want no name and %q", got.Name, got.District, before.District)
	}
	if got := s.rows.Selected(); got != 0 {
		t.Errorf("the list marks row %d, want the school that waits for a name in row 0", got)
	}
	if undo := b.shell.status.undo.Label; strings.Contains(undo, "“”") {
		t.Errorf("the status line offers %q", undo)
	}
	b.shell.onUndo()
	b.settle()
	if n := len(b.schoolsOnDisk()); n != 3 {
		t.Errorf("after undo the workbook holds %d schools, want 3", n)
	}
}

func TestChoosingASchoolCommitsWhatIsBeingTypedInTheOther(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	s := b.schools()
	first := b.desk.view().School
	b.desk.window.Canvas().Focus(s.pane.note)
	s.pane.note.SetText("Two gates, both watched.")
	at := slices.IndexFunc(s.shown, func(x workbook.School) bool { return x.ID != first.ID })
	other := s.shown[at]
	s.rows.Select(at)
	b.settle()
	if got := b.desk.view().School.ID; got != other.ID {
		t.Fatalf("the desk is about %s, want %s", got, other.ID)
	}
	if s.pane.name.Text != other.Name || s.pane.note.Text != other.Note {
		t.Errorf("the page shows %q with the note %q", s.pane.name.Text, s.pane.note.Text)
	}
	for _, x := range b.schoolsOnDisk() {
		switch {
		case x.ID == first.ID && x.Note != "Two gates, both watched.":
			t.Errorf("the note of the school that was left is %q", x.Note)
		case x.ID == other.ID && x.Note != other.Note:
			t.Errorf("the note went to the other school: %q", x.Note)
		}
	}
	b.key(fyne.KeyDown)
	b.key(fyne.KeyUp)
	b.key(fyne.KeyUp)
	if got := b.desk.view().School.ID; got != s.shown[0].ID {
		t.Errorf("the arrow keys went to %s, want the first of the list", got)
	}
}

func TestTypingForASchoolThatGoesAwayNeverReachesAnother(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	p, schools := b.schools().pane, b.schoolsOnDisk()
	b.desk.window.Canvas().Focus(p.name)
	p.name.SetText("Half a na")
	b.desk.session.Choose(schools[1].ID) // as when the one that was shown is removed elsewhere
	b.settle()
	b.desk.window.Canvas().Unfocus()
	b.settle()
	if got := b.schoolsOnDisk(); !slices.EqualFunc(got, schools, func(x, y workbook.School) bool { return x.Name == y.Name }) {
		t.Errorf("the names on disk are %q, %q, %q", got[0].Name, got[1].Name, got[2].Name)
	}
	if p.name.Text != schools[1].Name {
		t.Errorf("the page shows %q", p.name.Text)
	}
}

func TestASchoolsDetailsAreKept(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	p := b.schools().pane
	b.write(p.name, "Harbor Middle")
	b.write(p.district, "Another District")
	b.write(p.address, "1 Pier Road")
	b.write(p.enrollment, "601")
	b.write(p.staff, "77")
	b.write(p.note, "Shares its atrium")
	p.levels["elementary"].Tapped(nil)
	b.settle()
	got := b.record().School
	want := workbook.School{
		ID: got.ID, Name: "Harbor Middle", District: "Another District", Address: "1 Pier Road",
		Levels: []workbook.Level{"elementary", "middle"}, Enrollment: 601, Staff: 77, Note: "Shares its atrium",
	}
	if !workbook.Same(got, want) {
		t.Errorf("on disk: %+v\nwant:    %+v", got, want)
	}
	p.levels["middle"].Tapped(nil)
	b.settle()
	if got := b.record().Levels; !slices.Equal(got, []workbook.Level{"elementary"}) {
		t.Errorf("levels on disk: %v", got)
	}
	b.write(p.enrollment, "many")
	if got := b.record().Enrollment; got != 601 {
		t.Errorf("enrollment on disk is %d after a word was typed", got)
	}
	b.write(p.name, strings.Repeat("x", workbook.MaxShortText+1))
	if got := b.record().Name; got != "Harbor Middle" {
		t.Errorf("a name that is too long was kept: %d characters", len(got))
	}
	if b.desk.window.Canvas().Overlays().Top() != nil {
		t.Error("a slip of typing opens a dialog; it is to be said beside the field")
	}
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
		ID: added, SchoolID: b.desk.view().School.ID, Name: "Aaron Abel", Role: "Bus driver",
		Organization: "Valley Transit", Phone: "radio 4, then 555-0199", Email: "ask at the depot", ReceivesPlan: true,
	}
	if after[at] != want {
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

func TestRemovingASchoolAsksAndUndoBringsAllOfItBack(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	s := b.schools()
	s.rows.Select(1)
	b.settle()
	next := s.shown[2].ID
	gone, contacts := b.desk.view().School, len(b.record().Contacts)
	s.pane.remove.Tapped(nil)
	b.say(b.desk.text("app.cancel"))
	if len(b.schoolsOnDisk()) != 3 {
		t.Fatal("the school was removed although the planner thought better of it")
	}
	s.pane.remove.Tapped(nil)
	b.say(b.desk.text("school.remove-yes"))
	if got := b.schoolsOnDisk(); len(got) != 2 {
		t.Fatalf("%d schools on disk, want 2", len(got))
	}
	if now := b.desk.view().School.ID; now != next || s.pane.id != now {
		t.Errorf("the page shows %q, the desk is about %q, want the next in the list, %q", s.pane.id, now, next)
	}
	b.shell.onUndo()
	b.settle()
	b.desk.session.Choose(gone.ID)
	b.settle()
	if got := b.record(); got.Name != gone.Name || len(got.Contacts) != contacts {
		t.Errorf("undo brought back %q with %d contacts, want %q with %d", got.Name, len(got.Contacts), gone.Name, contacts)
	}
}

func TestRemovingTheLastSchoolComesBackToTheStart(t *testing.T) {
	b := newBench(t)
	b.empty()
	s := b.schools()
	s.first.Tapped(nil)
	b.settle()
	s.pane.remove.Tapped(nil)
	b.say(b.desk.text("school.remove-yes"))
	if s.none.Hidden || len(b.schoolsOnDisk()) != 0 {
		t.Error("without a school the screen does not say what to do first")
	}
}

// addSchools adds schools by name in one batch.
func (b *bench) addSchools(names ...string) {
	b.t.Helper()
	var changes []workbook.Change
	for _, name := range names {
		changes = append(changes, workbook.Add(workbook.SchoolEntity, newID(), workbook.School{Name: name})...)
	}
	b.desk.do(changes...)
	b.settle()
}

func TestALargeDistrictIsFiltered(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	s := b.schools()
	if !s.top.Hidden {
		t.Error("three schools come with a filter")
	}
	var names []string
	for i := range 1500 {
		names = append(names, fmt.Sprintf("Public School %04d", i))
	}
	b.addSchools(names...)
	if s.top.Hidden || len(s.shown) != 1503 {
		t.Fatalf("%d schools in the list, filter hidden: %v", len(s.shown), s.top.Hidden)
	}
	drawn := 0
	for _, o := range test.LaidOutObjects(s.rows) {
		if _, ok := o.(*kit.Text); ok {
			drawn++
		}
	}
	if drawn > 100 {
		t.Errorf("the list holds %d texts for what fits on the screen", drawn)
	}
	b.press("/")
	if b.desk.window.Canvas().Focused() != fyne.Focusable(s.filter) {
		t.Fatal("/ does not go to the filter")
	}
	test.Type(s.filter, "school 0977")
	if len(s.shown) != 1 || s.shown[0].Name != "Public School 0977" {
		t.Fatalf("the filter leaves %d schools", len(s.shown))
	}
	s.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	if got := b.desk.view().School.Name; got != "Public School 0977" {
		t.Errorf("Enter turned to %q", got)
	}
	s.filter.SetText("no such place")
	if s.found.Hidden || len(s.shown) != 0 {
		t.Error("a filter that leaves nothing does not say so")
	}
	if s.pane.id == "" {
		t.Error("the filter took the school away that is open")
	}
	s.add.Tapped(nil)
	b.settle()
	if s.filter.Text != "" || s.rows.Selected() != 0 {
		t.Error("the filter hides the school that was added")
	}
}

func TestLongNamesAndLargeTextStayInTheWindow(t *testing.T) {
	b := newBench(t)
	b.sample()
	long := strings.Repeat("Nordrhein-Westfälische ", 17)[:workbook.MaxShortText]
	b.open(schoolsScreen)
	v := b.desk.view().School
	to := v.School
	to.Name, to.District, to.Address = long, long, long
	changes := workbook.Edit(workbook.SchoolEntity, v.ID, v.School, to)
	contact := workbook.Contact{SchoolID: v.ID, Name: long, Role: long, Organization: long, Phone: long, Email: long, ReceivesPlan: true}
	id := newID()
	changes = append(changes, workbook.Add(workbook.ContactEntity, id, contact)...)
	b.desk.do(changes...)
	b.settle()
	for _, scale := range []float32{1, 1.5, 2} {
		fyne.CurrentApp().Settings().SetTheme(kit.Theme{Variant: kit.Light, Scale: scale})
		b.shell.rebuild()
		b.settle()
		s := b.schools()
		s.pane.contacts.turnTo(id)
		b.resize(1024, 700)
		if got := b.desk.window.Canvas().Size(); got.Width > 1024 {
			t.Errorf("at %v the window grew to %v", scale, got)
		}
		if need, room := s.pane.scroll.Content.MinSize().Width, s.pane.scroll.Size().Width; need > room {
			t.Errorf("at %v the page needs %v of %v", scale, need, room)
		}
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
		changes = append(changes, workbook.Add(workbook.ContactEntity, newID(), workbook.Contact{SchoolID: v.ID, Name: fmt.Sprintf("Person %03d", i)})...)
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

// readOnlyBook is a workbook that can only be read.
type readOnlyBook struct{ book }

func (readOnlyBook) ReadOnly() bool { return true }

func TestAWorkbookThatCanOnlyBeReadSaysSo(t *testing.T) {
	b := newBench(t)
	b.sample()
	w, err := b.desk.shelf.Open(context.Background(), b.desk.book.Path())
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(readOnlyBook{w})
	b.settle()
	b.open(schoolsScreen)
	s := b.schools()
	s.rows.Select(2)
	b.settle()
	chosen := b.desk.view().School.ID
	acts := map[string]func(){
		"adding a school": func() { s.add.Tapped(nil) },
		"adding a zone":   func() { s.pane.zones.add.Tapped(nil) },
		"a level":         func() { s.pane.levels["other"].Tapped(nil) },
		"removing a zone": func() { s.pane.zones.turnTo(b.desk.view().School.Zones[0].ID); s.pane.zones.removes.Tapped(nil) },
		"removing a school": func() {
			s.pane.remove.Tapped(nil)
			b.say(b.desk.text("school.remove-yes"))
		},
	}
	for what, act := range acts {
		act()
		b.settle()
		top := b.desk.window.Canvas().Overlays().Top()
		if top == nil {
			t.Errorf("%s does not say why nothing happens", what)
			continue
		}
		b.say(b.desk.text("app.close"))
		if len(b.schoolsOnDisk()) != 3 || len(b.desk.view().Schools) != 3 || b.desk.session.Chosen() != chosen {
			t.Errorf("%s changed what is shown", what)
		}
	}
}
