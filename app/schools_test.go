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
	"forethought/workbook"
)

func (b *bench) schools() *schools { return b.shell.screen(schoolsScreen).(*schools) }

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
	for _, x := range b.schoolsOnDisk() {
		at := slices.IndexFunc(schools, func(before workbook.School) bool { return before.ID == x.ID })
		want := schools[at].Name
		if at == 0 {
			want = "Half a na" // what was being typed stays with its own school
		}
		if x.Name != want {
			t.Errorf("%s is called %q on disk, want %q", schools[at].Name, x.Name, want)
		}
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

// addPublicSchools adds so many schools.
func (b *bench) addPublicSchools(count int) {
	b.t.Helper()
	names := make([]string, count)
	for i := range names {
		names[i] = fmt.Sprintf("Public School %04d", i)
	}
	b.addSchools(names...)
}

func TestALargeDistrictIsFiltered(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(schoolsScreen)
	s := b.schools()
	if !s.top.Hidden {
		t.Error("three schools come with a filter")
	}
	b.addPublicSchools(1500)
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
	contact := workbook.Contact{Schools: []string{v.ID}, Name: long, Role: long, Organization: long, Phone: long, Email: long, ReceivesPlan: true}
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

func TestTheBarMakesRoomForALongerName(t *testing.T) {
	b := newBench(t)
	b.sample()
	short, long := workbook.School{ID: newID(), Name: "Elm"}, workbook.School{ID: newID(), Name: "Elizabeth Harrington Memorial School"}
	b.desk.do(workbook.Add(workbook.SchoolEntity, short.ID, short)...)
	b.desk.do(workbook.Add(workbook.SchoolEntity, long.ID, long)...)
	b.desk.session.Choose(short.ID)
	b.open(schoolsScreen)
	b.desk.session.Choose(long.ID)
	b.settle()
	button := b.shell.bar.picker.button
	if have, want := button.Size().Width, button.MinSize().Width; have < want {
		t.Errorf("the name has %v, and needs %v", have, want)
	}
	if end, about := button.Position().X+button.Size().Width, b.shell.bar.about.Position().X; about < end {
		t.Errorf("the name ends at %v, and what follows begins at %v", end, about)
	}
}
