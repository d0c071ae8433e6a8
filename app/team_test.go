package app

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/workbook"
)

func (b *bench) team() *team { return b.shell.screen(teamScreen).(*team) }

// person finds somebody among those that are shown and opens them.
func (b *bench) person(name string) workbook.Person {
	b.t.Helper()
	s := b.team()
	i := slices.IndexFunc(s.shown, func(p workbook.Person) bool { return p.Contact.Name == name })
	if i < 0 {
		b.t.Fatalf("%q is not shown", name)
	}
	s.rows.Select(i)
	b.settle()
	return s.shown[slices.IndexFunc(s.shown, func(p workbook.Person) bool { return p.Contact.Name == name })]
}

func (b *bench) owners() map[string]int {
	b.t.Helper()
	owners := map[string]int{}
	all, err := b.desk.book.AllAnswers(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, answers := range all {
		for _, a := range answers {
			owners[a.Owner]++
			owners[a.ReviewedBy]++
		}
	}
	actions, err := b.desk.book.Actions(context.Background(), "")
	if err != nil {
		b.t.Fatal(err)
	}
	for _, a := range actions {
		owners[a.Owner]++
	}
	delete(owners, "")
	return owners
}

func TestRenamingAContactRenamesItEverywhere(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(teamScreen)
	s := b.team()
	if len(s.shown) == 0 || s.shown[0].Overdue == 0 {
		t.Fatal("who has overdue work does not stand first")
	}
	late := s.shown[0].Contact.Name
	before := b.owners()
	b.person(late)
	b.write(s.pane.name, "Robin Oakley")
	b.desk.window.Canvas().Unfocus()
	b.settle()
	after := b.owners()
	if after[late] != 0 || after["Robin Oakley"] != before[late] || before[late] == 0 {
		t.Errorf("%q stood in %d places; %d are left, and the new name stands in %d", late, before[late], after[late], after["Robin Oakley"])
	}
	if p := b.person("Robin Oakley"); p.Overdue == 0 {
		t.Error("the work did not come along")
	}
	b.shell.onUndo()
	b.settle()
	if got := b.owners(); got[late] != before[late] || got["Robin Oakley"] != 0 {
		t.Errorf("one undo leaves %d of %d places", got[late], before[late])
	}
	b.person(late) // the screen shows it too
}

func TestANameThatIsNoContactBecomesOne(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(teamScreen)
	s, school := b.team(), b.desk.view().School.ID
	item := b.desk.theCase.Items[0].ID
	b.desk.do(workbook.EditAnswer(b.desk.view().Answer(item), workbook.Answer{
		SchoolID: school, ItemID: item, Status: workbook.Needed, Owner: "Sam Newcomer", Target: "2026-01-05",
	})...)
	b.settle()
	test.Tap(s.filters[teamStranger])
	b.settle()
	if p := b.person("Sam Newcomer"); p.IsContact() || p.Overdue != 1 {
		t.Fatalf("the new name is %+v", p)
	}
	test.Tap(buttonNamed(t, s.object(), b.desk.text("team.make-contact")))
	b.settle()
	contacts, err := b.desk.book.Contacts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(contacts, func(c workbook.Contact) bool { return c.Name == "Sam Newcomer" })
	if i < 0 || !slices.Equal(contacts[i].Schools, []string{school}) {
		t.Fatalf("not among the contacts of its school: %+v", contacts)
	}
	if p := s.pane.person; !p.IsContact() || p.Overdue != 1 {
		t.Errorf("the pane shows %+v", p)
	}
}

func TestTwoWaysToWriteANameBecomeOne(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(teamScreen)
	s, school := b.team(), b.desk.view().School
	item := b.desk.theCase.Items[0].ID
	b.desk.do(workbook.EditAnswer(b.desk.view().Answer(item), workbook.Answer{
		SchoolID: school.ID, ItemID: item, Status: workbook.Needed, Owner: "E. Dawson (mistyped)",
	})...)
	b.settle()
	right := school.Contacts[0]
	s.merge("E. Dawson (mistyped)", right.ID)
	b.settle()
	if got := b.onDisk(item).Owner; got != right.Name {
		t.Errorf("the owner is %q, want %q", got, right.Name)
	}
	if s.pane.person.Contact.ID != right.ID {
		t.Errorf("the pane shows %q", s.pane.person.Contact.Name)
	}
}

func TestAContactServesSeveralSchools(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(teamScreen)
	s, v := b.team(), b.desk.view()
	s.onAdd()
	b.settle()
	b.write(s.pane.name, "Liaison desk")
	b.desk.window.Canvas().Unfocus()
	b.settle()
	if s.pane.serves.Text() != b.desk.text("team.whole-district") {
		t.Errorf("a new contact serves %q", s.pane.serves.Text())
	}
	for _, school := range v.Schools {
		record, err := b.desk.book.SchoolRecord(context.Background(), school.ID)
		if err != nil || !slices.ContainsFunc(record.Contacts, func(c workbook.Contact) bool { return c.Name == "Liaison desk" }) {
			t.Errorf("it is not among the contacts of %q (%v)", school.Name, err)
		}
	}
	s.pane.onServe()
	b.settle()
	b.desk.modal.close()
	s.pane.edit(func(c *workbook.Contact) { c.Schools = []string{v.Schools[0].ID, v.Schools[1].ID} })
	b.settle()
	if words := s.pane.serves.Text(); !strings.Contains(words, v.Schools[0].Name) || !strings.Contains(words, v.Schools[1].Name) {
		t.Errorf("it serves %q", words)
	}
	s.find.SetText("liaison desk")
	b.settle()
	if len(s.shown) != 1 {
		t.Errorf("the search leaves %d", len(s.shown))
	}
	s.pane.onRemove()
	b.settle()
	if slices.ContainsFunc(s.state.People, func(p workbook.Person) bool { return p.Contact.Name == "Liaison desk" }) {
		t.Error("it was removed and stands there still")
	}
}

func TestWorkOpensWhereItStands(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(teamScreen)
	s := b.team()
	for _, entity := range []workbook.Entity{workbook.ActionEntity, workbook.AnswerEntity, workbook.StepEntity} {
		b.open(teamScreen)
		var work workbook.Work
		for _, p := range s.state.People {
			for _, w := range p.Work {
				if w.Entity == entity && !slices.Contains(w.Schools, b.desk.view().School.ID) {
					work = w
				}
			}
		}
		if work.ID == "" {
			t.Fatalf("the sample has no %s of another school that somebody owns", entity)
		}
		s.pane.onWork(work)
		b.settle()
		if !slices.Contains(work.Schools, b.desk.view().School.ID) {
			t.Errorf("the %s's school was not chosen", entity)
		}
		if event, _, _ := strings.Cut(work.ID, "/"); entity == workbook.StepEntity && b.schools().pane.events.open != event {
			t.Errorf("landed on event %q, want %q", b.schools().pane.events.open, event)
		}
		if entity == workbook.AnswerEntity {
			if _, item, _ := strings.Cut(work.ID, "/"); b.checklists().item != item {
				t.Errorf("landed on item %q, want %q", b.checklists().item, item)
			}
		}
	}
}

// renamedElsewhere gives a contact another name in another window.
func (b *bench) renamedElsewhere(c workbook.Contact, name string) {
	b.t.Helper()
	ctx := context.Background()
	other, err := b.desk.shelf.Open(ctx, b.desk.book.Path())
	if err != nil {
		b.t.Fatal(err)
	}
	defer other.Close()
	contacts, err := other.Contacts(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	named, err := other.Named(ctx, c.Name)
	if err != nil {
		b.t.Fatal(err)
	}
	changes, _ := workbook.Rename(c, name, contacts, named)
	if _, err := other.Apply(ctx, workbook.Author{Name: "Ben", Seat: "b"}, changes); err != nil {
		b.t.Fatal(err)
	}
}

func TestANameBecomesTheContactsNameOfToday(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(teamScreen)
	s := b.team()
	p := b.person(s.shown[0].Contact.Name)
	b.addAction(workbook.Action{Title: "Mend the gate", Status: workbook.ToDo, Schools: b.schoolIDs()[:1], Owner: "R. Elm (mistyped)"})
	before := b.owners()[p.Contact.Name]
	b.renamedElsewhere(p.Contact, "Robin Elm")
	s.merge("R. Elm (mistyped)", p.Contact.ID) // this window has not seen the other's name yet
	b.settle()
	if got := b.owners(); got["Robin Elm"] != before+1 || got[p.Contact.Name] != 0 {
		t.Errorf("%d places have the contact's name, want %d; %d one that nobody bears any more", got["Robin Elm"], before+1, got[p.Contact.Name])
	}
}

func TestARenamingFindsTheNameThatAnotherWindowHasGiven(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(teamScreen)
	s := b.team()
	p := b.person(s.shown[0].Contact.Name)
	before := b.owners()[p.Contact.Name]
	b.renamedElsewhere(p.Contact, "Robin Elm")
	s.rename(p.Contact, "Robin Oakley") // this window has not seen it yet
	b.settle()
	if got := b.owners(); got["Robin Elm"] != 0 || got["Robin Oakley"] != before || before == 0 {
		t.Errorf("of %d places %d have the other window's name and %d ours", before, got["Robin Elm"], got["Robin Oakley"])
	}
}

func TestATeamOfNobodySaysWhoBelongsInIt(t *testing.T) {
	b := newBench(t)
	w, err := b.desk.shelf.Create(t.Context(), filepath.Join(b.dir, "empty.forethought"))
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(w)
	b.settle() // an empty workbook opens on its schools
	b.open(teamScreen)
	s := b.team()
	if !s.none.Visible() || s.some.Visible() {
		t.Error("the screen shows the list of nobody")
	}
	s.onAdd()
	b.settle()
	if s.none.Visible() || !s.some.Visible() {
		t.Error("the first contact is not shown")
	}
	b.shell.onUndo()
	b.settle()
	if !s.none.Visible() {
		t.Error("without the contact the screen is empty")
	}
}

func TestContactsOfOneNameAreToldApartWhereOneIsChosen(t *testing.T) {
	b := newBench(t)
	b.sample()
	a := workbook.Contact{ID: newID(), Name: "Pat Rowe", Role: "Nurse", Organization: "Hill High"}
	other := workbook.Contact{ID: newID(), Name: "Pat Rowe", Role: "Driver"}
	work := workbook.Action{ID: newID(), Title: "Count the radios", Owner: "P. Rowe", Schools: []string{b.desk.view().School.ID}}
	b.desk.do(workbook.Add(workbook.ContactEntity, a.ID, a)...)
	b.desk.do(workbook.Add(workbook.ContactEntity, other.ID, other)...)
	b.desk.do(workbook.Add(workbook.ActionEntity, work.ID, work)...)
	b.settle()
	b.open(teamScreen)
	s := b.team()
	s.open = "name P. Rowe"
	s.arrange()
	test.Tap(s.pane.same)
	b.types("rowe")
	var told []string
	for _, o := range test.LaidOutObjects(b.desk.window.Canvas().Overlays().Top()) {
		if text, ok := o.(*kit.Text); ok && text.Visible() {
			told = append(told, text.Text())
		}
	}
	for _, want := range []string{"Nurse · Hill High", "Driver"} {
		if !slices.Contains(told, want) {
			t.Errorf("no %q among %q", want, told)
		}
	}
}
