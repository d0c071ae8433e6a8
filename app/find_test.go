package app

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/storage"
	"forethought/workbook"
)

func (b *bench) finder() *finder { return b.shell.bar.find }

// found waits for the answer to what is typed.
func (b *bench) found() {
	b.t.Helper()
	deadline := time.After(20 * time.Second)
	for b.finder().asking {
		select {
		case f := <-b.posts:
			f()
		case <-deadline:
			b.t.Fatal("no answer to the search")
		}
	}
	b.settle()
}

// ctrlF presses Ctrl+F. The test's canvas hides that it takes shortcuts, as a window's does.
func (b *bench) ctrlF() {
	b.t.Helper()
	c := reflect.ValueOf(b.desk.window.Canvas()).Elem().FieldByName("WindowlessCanvas").Interface()
	c.(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierShortcutDefault})
	b.found()
}

// look opens the search and types words in place of what stands there.
func (b *bench) look(words string) {
	b.t.Helper()
	b.ctrlF()
	b.types(words)
	b.found()
}

// types types into what has the focus, as the keyboard does.
func (b *bench) types(words string) {
	for _, r := range words {
		b.desk.window.Canvas().Focused().TypedRune(r)
	}
}

// strikes presses keys where the focus is.
func (b *bench) strikes(keys ...fyne.KeyName) {
	for _, k := range keys {
		b.desk.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	b.settle()
}

// listed are the rows as they are drawn, the one that Enter opens with an arrow.
func (b *bench) listed() []string {
	f := b.finder()
	var rows []string
	for i := range f.rows {
		o := f.newRow()
		f.updateRow(i, o)
		p := partsOfFound(o)
		row := p.heading.Text() + p.more.Text()
		if !p.hit.Hidden {
			row = fmt.Sprintf("%s | %s | %s", p.title.AccessibilityLabel(), p.where.Text(), p.words.AccessibilityLabel())
			if marks := append(p.title.Marks(), p.words.Marks()...); len(marks) > 0 {
				row += " | " + strings.Join(marks, ",")
			}
		}
		if !p.on.Hidden {
			row = "> " + row
		}
		rows = append(rows, row)
	}
	return rows
}

func (b *bench) wantListed(want ...string) {
	b.t.Helper()
	rows := strings.Join(b.listed(), "\n")
	for _, w := range want {
		if !strings.Contains(rows, w) {
			b.t.Errorf("no %q among:\n%s", w, rows)
		}
	}
}

// openFound goes down to a finding of a kind and opens it.
func (b *bench) openFound(e workbook.Entity, past bool) workbook.Hit {
	b.t.Helper()
	f := b.finder()
	for range f.rows {
		if x := f.rows[f.at].is; x.Entity == e && x.Past == past {
			b.strikes(fyne.KeyReturn)
			if f.isOpen() {
				b.t.Fatal("the search is still open")
			}
			return *x
		}
		b.strikes(fyne.KeyDown)
	}
	b.t.Fatalf("no %s among:\n%s", e, strings.Join(b.listed(), "\n"))
	return workbook.Hit{}
}

func TestEverythingIsFoundAsOneTypes(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.look("playground gat")
	b.wantListed("Answers · 1", "Gates, doors and vehicle approaches | Willow Creek Elementary School | note: ", " | playground,gate",
		"Actions · 1", "Mend the playground gate and name its keeper | Willow Creek Elementary School | title | playground,gate")
	if rows := b.listed(); !strings.HasPrefix(rows[1], "> ") {
		t.Errorf("the first finding is not the one that Enter opens:\n%s", strings.Join(rows, "\n"))
	}
	b.strikes(fyne.KeyEscape)
	b.look("e")
	b.wantListed("Items of the case · 63", "Contacts · ", "Schools, zones and events · ", "zone name", "event name")
	b.types("vacuation")
	b.found()
	b.wantListed("Items of the case · 3", " | evacuation")
}

func TestAnItemOpensOnItsChecklist(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.look("fire lanes")
	x := b.openFound("", false)
	if b.shell.current != checklistsScreen || b.checklists().item != x.ItemID || b.checklists().detail.title.Text() != x.Title {
		t.Errorf("landed on %s, %s", b.shell.current, b.checklists().detail.title.Text())
	}
}

func TestAnAnswerOpensAtItsSchool(t *testing.T) {
	b := newBench(t)
	b.sample()
	other := b.otherSchool()
	item := b.desk.theCase.Items[40]
	a := workbook.BlankAnswer(other.ID, item.ID)
	to := a
	to.Note = "Ask the caretaker for the zeppelin key."
	b.desk.do(workbook.EditAnswer(a, to)...)
	b.look("zeppel")
	b.wantListed(item.Title+" | "+other.Name+" | note: Ask the caretaker for the zeppelin key. | zeppelin", "Answers · 1")
	b.openFound(workbook.AnswerEntity, false)
	if b.shell.current != checklistsScreen || b.desk.view().School.ID != other.ID || b.checklists().detail.note.field.Text != to.Note {
		t.Errorf("landed on %s of %s", b.shell.current, b.desk.view().School.Name)
	}
}

// otherSchool is a school that is not the chosen one.
func (b *bench) otherSchool() workbook.School {
	v := b.desk.view()
	return v.Schools[slices.IndexFunc(v.Schools, func(s workbook.School) bool { return s.ID != v.School.ID })]
}

func TestAnActionOpensOnASchoolThatItServes(t *testing.T) {
	b := newBench(t)
	b.sample()
	other := b.otherSchool()
	action := workbook.Action{ID: newID(), Title: "Moor the zeppelin", Status: workbook.ToDo, Schools: []string{other.ID}}
	b.desk.do(workbook.Add(workbook.ActionEntity, action.ID, action)...)
	b.look("zeppelin")
	b.wantListed("> Moor the zeppelin | " + other.Name + " | title | zeppelin")
	b.openFound(workbook.ActionEntity, false)
	screen := b.shell.screen(actionsScreen).(*actions)
	if b.shell.current != actionsScreen || screen.open != action.ID || screen.pane.title.Text != action.Title {
		t.Errorf("landed on %s, %q", b.shell.current, screen.pane.title.Text)
	}
}

func TestWhatHangsOnASchoolOpensInItsSection(t *testing.T) {
	b := newBench(t)
	b.sample()
	other := b.otherSchool()
	zone := workbook.Zone{ID: newID(), SchoolID: other.ID, Building: "Annex", Name: "Zeppelin hall"}
	contact := workbook.Contact{ID: newID(), Schools: []string{other.ID}, Name: "Zita Zeppelin"}
	event := workbook.SchoolEvent{ID: newID(), SchoolID: other.ID, Name: "Zeppelin day"}
	b.desk.do(workbook.Add(workbook.ZoneEntity, zone.ID, zone)...)
	b.desk.do(workbook.Add(workbook.ContactEntity, contact.ID, contact)...)
	b.desk.do(workbook.Add(workbook.EventEntity, event.ID, event)...)
	home := b.desk.view().School.ID
	pane := b.schools().pane
	for e, open := range map[workbook.Entity]func() (string, string){
		workbook.ZoneEntity:  func() (string, string) { return pane.zones.open, zone.ID },
		workbook.EventEntity: func() (string, string) { return pane.events.open, event.ID },
	} {
		b.desk.session.Choose(home)
		b.open(overviewScreen)
		b.look("zeppelin")
		b.openFound(e, false)
		if have, want := open(); b.shell.current != schoolsScreen || b.desk.view().School.ID != other.ID || have != want {
			t.Errorf("%s: landed on %s of %s, %q is open", e, b.shell.current, b.desk.view().School.Name, have)
		}
		b.strikes(fyne.KeyReturn) // the line has the focus: it closes
		if have, _ := open(); have != "" {
			t.Errorf("%s: the line that was landed on does not have the focus", e)
		}
	}
	step := workbook.Change{Entity: workbook.StepEntity, ID: workbook.StepID(event.ID, "step-review"), Field: "note", New: "Ask for the dirigible"}
	district := workbook.Contact{ID: newID(), Name: "Dirigible desk"} // serves all schools
	b.desk.do(append(workbook.Add(workbook.ContactEntity, district.ID, district), step)...)
	b.desk.session.Choose(home)
	b.look("dirigible")
	b.wantListed("Zeppelin day | "+other.Name+" | step note: Ask for the dirigible | dirigible", "Dirigible desk |  | name | Dirigible")
	b.openFound(workbook.ContactEntity, false)
	if p := b.team().pane; b.shell.current != teamScreen || b.desk.view().School.ID != home || p.name.Text != district.Name {
		t.Errorf("landed on %s of %s, %q is open", b.shell.current, b.desk.view().School.Name, p.name.Text)
	}
	b.look("zita")
	b.openFound(workbook.ContactEntity, false)
	if p := b.team().pane; b.desk.view().School.ID != home || p.name.Text != contact.Name {
		t.Errorf("landed on %s, %q is open", b.desk.view().School.Name, p.name.Text)
	}
	b.look("dirigible")
	b.openFound(workbook.StepEntity, false)
	if b.desk.view().School.ID != other.ID || pane.events.open != event.ID || pane.steps.open != "step-review" {
		t.Errorf("landed on %s, %q with step %q is open", b.desk.view().School.Name, pane.events.open, pane.steps.open)
	}
	b.look(other.Name)
	b.openFound(workbook.SchoolEntity, false)
	if b.shell.current != schoolsScreen || pane.name.Text != other.Name {
		t.Errorf("landed on %s, %s", b.shell.current, pane.name.Text)
	}
}

func TestWhatStoodThereOpensTheHistory(t *testing.T) {
	b := newBench(t)
	b.sample()
	other := b.otherSchool()
	item := b.desk.theCase.Items[3]
	was := workbook.BlankAnswer(other.ID, item.ID)
	for i := range 20 { // more than the history under an answer usually shows
		to := was
		to.Note = fmt.Sprintf("balloon number %d", i)
		if i == 0 {
			to.Note = "the old zeppelin"
		}
		b.desk.do(workbook.EditAnswer(was, to)...)
		was = to
	}
	b.look("zeppelin")
	b.wantListed("What stood there before · 1", "> "+item.Title+" | "+other.Name+" | note, as ", "zeppelin")
	b.openFound(workbook.AnswerEntity, true)
	pane := b.checklists().detail
	if b.desk.view().School.ID != other.ID || b.checklists().item != item.ID {
		t.Fatalf("landed on %s of %s", pane.title.Text(), b.desk.view().School.Name)
	}
	told := false
	for _, o := range pane.history.Objects {
		told = told || strings.Contains(o.(*kit.Text).Text(), "zeppelin")
	}
	if !told || pane.scroll.Offset.Y == 0 {
		t.Errorf("the history does not tell it, or is not in view (at %v)", pane.scroll.Offset.Y)
	}
}

func TestFastTypingShowsTheLastAnswerOnly(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.ctrlF()
	f := b.finder()
	slow := &slowBook{book: b.desk.book, asked: make(chan string, 16), ended: make(chan string, 16), answer: map[string]chan struct{}{}}
	for _, words := range []string{"gate", "fire lanes"} {
		slow.answer[words] = make(chan struct{})
	}
	b.desk.book = slow
	ask := func(words string) {
		f.query.SetText(words)
		(<-b.posts)() // the pause is over
		if got := <-slow.asked; got != words {
			t.Fatalf("asked for %q, want %q", got, words)
		}
	}
	b.held = true
	ask("gate")
	ask("fire lanes")
	close(slow.answer["fire lanes"])
	b.found()
	want := b.listed()
	close(slow.answer["gate"]) // the first answer comes last
	b.held = false
	b.settle()
	if !slices.Equal(b.listed(), want) || f.words != "fire lanes" {
		t.Errorf("an earlier answer took the place of the last one:\n%s", strings.Join(b.listed(), "\n"))
	}
	b.wantListed("Fire lanes, gates and hydrants")
	if !slices.Equal(slow.cancelled(), []string{"gate"}) {
		t.Errorf("ended early: %v, want the one that was typed over", slow.cancelled())
	}
}

// slowBook answers a search when the test says so.
type slowBook struct {
	book
	asked  chan string
	answer map[string]chan struct{}
	ended  chan string
}

func (s *slowBook) Search(ctx context.Context, words string, limit int) ([]workbook.Hit, error) {
	if s.answer[words] != nil {
		s.asked <- words
		<-s.answer[words]
		if ctx.Err() != nil {
			s.ended <- words
			return nil, ctx.Err()
		}
	}
	return s.book.Search(ctx, words, limit)
}

func (s *slowBook) cancelled() []string {
	close(s.ended)
	var list []string
	for words := range s.ended {
		list = append(list, words)
	}
	return list
}

func TestEnterBeforeTheAnswerOpensTheFirst(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.ctrlF()
	b.types("fire lanes")
	b.desk.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.found()
	if b.shell.current != checklistsScreen || b.checklists().detail.title.Text() != "Fire lanes, gates and hydrants" || b.finder().isOpen() {
		t.Errorf("landed on %s, %s", b.shell.current, b.checklists().detail.title.Text())
	}
}

func TestEscapeGivesTheFocusBack(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	note := b.checklists().detail.note.field
	c := b.desk.window.Canvas()
	c.Focus(note)
	b.types(" Zeppelin.")
	b.ctrlF()
	if c.Focused() != fyne.Focusable(b.finder().query) {
		t.Fatalf("the focus is on %T", c.Focused())
	}
	b.types("zeppelin")
	b.found()
	b.wantListed("Answers · 1") // what was being typed was committed first
	b.strikes(fyne.KeyEscape)
	if b.finder().isOpen() || c.Focused() != fyne.Focusable(note) {
		t.Errorf("the focus is on %T", c.Focused())
	}
	b.ctrlF()
	if b.finder().query.SelectedText() != "zeppelin" || len(b.finder().rows) == 0 {
		t.Errorf("the last search is not there: %q marked, %d rows", b.finder().query.SelectedText(), len(b.finder().rows))
	}
	b.types("x") // in its place
	b.found()
	if b.finder().query.Text != "x" {
		t.Errorf("%q stands there", b.finder().query.Text)
	}
}

func TestTheSearchIsNotUnderADialog(t *testing.T) {
	b := newBench(t)
	b.ctrlF() // without a workbook
	b.sample()
	b.desk.showKeys()
	b.ctrlF()
	if b.finder().isOpen() {
		t.Error("the search opened under a dialog")
	}
}

func TestTheFieldInTheBarIsTypedInto(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.desk.window.Canvas().Focus(b.finder().button)
	b.types("fi")
	b.types("re")
	b.found()
	if b.finder().query.Text != "fire" || len(b.finder().rows) == 0 {
		t.Errorf("%q stands there, with %d rows", b.finder().query.Text, len(b.finder().rows))
	}
	b.strikes(fyne.KeyEscape)
	test.Tap(b.finder().button)
	b.found()
	f := b.finder()
	first := f.at
	f.list.Select(first + 1) // as a click on the row does
	b.settle()
	if f.isOpen() || b.shell.current != checklistsScreen {
		t.Error("a click opens nothing")
	}
	b.ctrlF()
	if f.at != first+1 {
		t.Errorf("on row %d, want the one that was opened last, %d", f.at, first+1)
	}
	f.list.Select(0) // a heading
	if !f.isOpen() || b.desk.window.Canvas().Focused() != fyne.Focusable(f.query) {
		t.Error("a click on a heading led somewhere")
	}
}

func TestNothingFoundSaysSo(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.look("xyzzy")
	if f := b.finder(); f.message.Text() != "Nothing found for “xyzzy”." || f.hint.Hidden || !f.list.Hidden {
		t.Errorf("said %q", f.message.Text())
	}
	b.strikes(fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyReturn) // lead nowhere
	if !b.finder().isOpen() {
		t.Error("Enter on nothing closed the search")
	}
	b.strikes(fyne.KeyEscape)
	for _, typed := range []string{`"`, "*", `gate" OR name:*`, "NOT (", "-", "a AND", "{x}:y", "'; DROP TABLE word"} {
		b.ctrlF()
		b.finder().query.SetText(typed)
		b.found()
		f := b.finder()
		if len(f.rows) == 0 && f.message.Text() != "Nothing found for “"+typed+"”." {
			t.Errorf("%q: said %q", typed, f.message.Text())
		}
		b.strikes(fyne.KeyEscape)
	}
}

func TestAWorkbookThatCanOnlyBeReadIsSearched(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := b.desk.book.Path()
	b.desk.closeBook()
	w, err := b.desk.shelf.OpenToRead(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(w)
	b.settle()
	b.look("playground gat")
	b.wantListed("Answers · 1", "Actions · 1")
	b.openFound(workbook.ActionEntity, false)
	if b.shell.current != actionsScreen {
		t.Errorf("landed on %s", b.shell.current)
	}
}

func TestAnOpenSearchSeesWhatOthersWrite(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.look("zeppelin")
	if len(b.finder().rows) != 0 {
		t.Fatal("there is a zeppelin in the sample")
	}
	other, err := storage.Open(context.Background(), b.desk.book.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	school := b.otherSchool()
	_, err = other.Apply(context.Background(), workbook.Author{Name: "Ben", Seat: "b"}, []workbook.Change{
		{Entity: workbook.SchoolEntity, ID: school.ID, Field: "note", Old: school.Note, New: "A zeppelin above the yard."}})
	if err != nil {
		t.Fatal(err)
	}
	for len(b.finder().rows) == 0 { // the window looks once a second
		(<-b.posts)()
	}
	b.wantListed("> "+school.Name+" |  | note: A zeppelin above the yard. | zeppelin", "Schools, zones and events · 1")

	// And it is gone while the search still lists it.
	if _, err := other.Apply(context.Background(), workbook.Author{Name: "Ben", Seat: "b"}, workbook.Remove(workbook.SchoolEntity, school.ID)); err != nil {
		t.Fatal(err)
	}
	b.strikes(fyne.KeyReturn)
	if b.desk.modal == nil || !strings.Contains(b.told(), "removed the school") {
		t.Fatal("nobody says that the school is gone")
	}
	b.desk.modal.close()
	b.look("zeppelin")
	if len(b.finder().rows) != 0 {
		t.Errorf("what was removed is found:\n%s", strings.Join(b.listed(), "\n"))
	}
}

func TestManyFindingsAreCounted(t *testing.T) {
	b := newBench(t)
	b.sample()
	school := b.desk.view().School.ID
	var changes []workbook.Change
	for i := range maxFound + 30 {
		zone := workbook.Zone{ID: newID(), SchoolID: school, Name: fmt.Sprintf("Zeppelin %d", i)}
		changes = append(changes, workbook.Add(workbook.ZoneEntity, zone.ID, zone)...)
	}
	b.desk.do(changes...)
	b.look("zeppelin")
	b.wantListed(fmt.Sprintf("Schools, zones and events · %d", maxFound+30), "and 30 more – narrow it down")
	for range maxFound + 10 {
		b.desk.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if f := b.finder(); f.at != maxFound {
		t.Errorf("on row %d, want the last finding, %d", f.at, maxFound)
	}
}

func TestTheFirstGroupOfFindingsStandsBelowTheWords(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.look("radio")
	f := b.finder()
	if len(f.rows) < 3 {
		t.Fatalf("%d rows are found", len(f.rows))
	}
	for _, o := range test.LaidOutObjects(f.list) {
		if text, ok := o.(*kit.Text); ok && text.Visible() && text.Text() == f.headingWords(f.rows[0].group) {
			top := fyne.CurrentApp().Driver().AbsolutePositionForObject(text).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(f.list).Y
			if top > text.Size().Height {
				t.Errorf("above the first heading %v are empty", top)
			}
			return
		}
	}
	t.Error("the first heading is not drawn")
}
