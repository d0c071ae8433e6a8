package app

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/storage"
	"forethought/workbook"
)

// onDisk reads the open school's answer from the file itself.
func (b *bench) onDisk(item string) workbook.Answer {
	b.t.Helper()
	school := b.desk.view().School.ID
	answers, err := b.desk.book.Answers(context.Background(), school)
	if err != nil {
		b.t.Fatal(err)
	}
	return answers.Of(school, item)
}

func (b *bench) checklists() *checklists { return b.shell.screen(checklistsScreen).(*checklists) }

// press types a key where nothing has the focus.
func (b *bench) press(keys string) {
	b.desk.window.Canvas().Unfocus()
	for _, r := range keys {
		b.desk.window.Canvas().OnTypedRune()(r)
	}
	b.settle()
}

func (b *bench) key(name fyne.KeyName) {
	b.desk.window.Canvas().Unfocus()
	b.desk.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name})
	b.settle()
}

func TestAPlannerAnswersAChecklistWithTheKeyboard(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	s := b.checklists()
	first := s.item
	b.press("3")
	if got := b.onDisk(first).Status; got != workbook.Needed {
		t.Errorf("after 3 the first item is %q on disk, want needed", got)
	}
	b.key(fyne.KeyDown)
	if s.item == first {
		t.Fatal("the arrow key did not go to the next item")
	}
	b.press("1")
	if got := b.onDisk(s.item).Status; got != workbook.InPlace {
		t.Errorf("after 1 the second item is %q on disk, want in place", got)
	}
	b.press("1")
	if got := b.onDisk(s.item).Status; got != workbook.NotAssessed {
		t.Errorf("the same key again gives %q, want that it takes the answer back", got)
	}
	b.press("n")
	if b.desk.window.Canvas().Focused() != s.detail.note.field {
		t.Fatal("N did not go to the note")
	}
	s.detail.note.field.SetText("")
	test.Type(s.detail.note.field, "Asked the custodian on 14 August.")
	second := s.item
	b.key(fyne.KeyUp) // leaving the field commits
	if got := b.onDisk(second).Note; got != "Asked the custodian on 14 August." {
		t.Errorf("the note on disk is %q", got)
	}
	if s.item != first {
		t.Error("the arrow key did not come back to the first item")
	}
}

func TestNotNecessaryAsksForAReason(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	b.checklists().choose(workbook.Aftermath)
	b.checklists().toggle(filterUnanswered)
	b.settle()
	item := b.checklists().item
	b.press("4")
	pane := b.checklists().detail
	if pane.reasonBox.Hidden || b.desk.window.Canvas().Focused() != pane.reason {
		t.Fatal("not necessary does not ask why")
	}
	test.Type(pane.reason, "No shared building here")
	b.desk.window.Canvas().Unfocus()
	b.settle()
	if a := b.onDisk(item); a.Status != workbook.NotNecessary || a.Reason != "No shared building here" {
		t.Errorf("on disk: %q because %q", a.Status, a.Reason)
	}
}

func TestPriorityFollowsTheMatrixUntilItIsSetByHand(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	b.checklists().choose(workbook.Aftermath)
	b.checklists().toggle(filterUnanswered)
	pane, item := b.checklists().detail, b.checklists().item
	pane.probability.Choose(string(workbook.Likely))
	pane.magnitude.Choose(string(workbook.Critical))
	b.settle()
	if got := b.onDisk(item).Priority(); got != workbook.High {
		t.Errorf("likely and critical give %q, want high", got)
	}
	if !strings.Contains(pane.override.Label, "High") {
		t.Errorf("the screen says %q, want that the matrix gives high", pane.override.Label)
	}
	pane.override.Choose(string(workbook.Low))
	b.settle()
	if a := b.onDisk(item); a.Priority() != workbook.Low || a.Override != workbook.Low {
		t.Errorf("set by hand: %q on disk", a.Priority())
	}
	if pane.priorityHint.Hidden {
		t.Error("the screen does not say that the matrix gives something else")
	}
}

func TestUndoTakesBackAndTheStatusLineSaysWhat(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	item := b.checklists().item
	before := b.onDisk(item).Status
	b.press("3")
	title, _ := b.desk.theCase.Item(item)
	if got := b.shell.status.undo.Label; !strings.Contains(got, title.Title) || !strings.Contains(got, "status") {
		t.Errorf("the status line offers %q, want the item and its field", got)
	}
	if !strings.Contains(b.shell.status.saved.Text(), "saved") {
		t.Errorf("the status line says %q after the disk has answered", b.shell.status.saved.Text())
	}
	b.shell.onUndo()
	b.settle()
	if got := b.onDisk(item).Status; got != before {
		t.Errorf("after undo %q, want %q", got, before)
	}
	b.shell.onRedo()
	b.settle()
	if got := b.onDisk(item).Status; got != workbook.Needed {
		t.Errorf("after redo %q, want needed", got)
	}
}

func TestWhatIsBeingTypedStaysWhenSomeoneElseChangesTheAnswer(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	pane, item := b.checklists().detail, b.checklists().item
	b.press("n")
	pane.note.field.SetText("half a sen")
	other, err := storage.Open(context.Background(), b.desk.book.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	from := b.onDisk(item)
	to := from
	to.Owner = "Someone Else"
	if _, err := other.Apply(context.Background(), workbook.Author{Seat: "other"}, workbook.EditAnswer(from, to)); err != nil {
		t.Fatal(err)
	}
	b.desk.session.Reload()
	b.settle()
	if pane.owner.Text != "Someone Else" {
		t.Errorf("the other's owner shows as %q", pane.owner.Text)
	}
	if pane.note.field.Text != "half a sen" && b.onDisk(item).Note != "half a sen" {
		t.Errorf("what was being typed became %q", pane.note.field.Text)
	}
}

func TestAMeasureBecomesAnActionOfThisSchool(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	pane := b.checklists().detail
	item, measure := pane.item, pane.item.Measures[0]
	before := len(b.desk.view().Actions)
	pane.addAction(measure.Text, measure.Element)
	b.say(b.desk.text("action.add-it"))
	actions, err := b.desk.book.Actions(context.Background(), b.desk.view().School.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(actions) != before+1 {
		t.Fatalf("%d actions on disk, want %d", len(actions), before+1)
	}
	for _, a := range actions {
		if a.Title == measure.Text {
			if !a.Serves(b.desk.view().School.ID, item.ID) || a.Element != measure.Element || a.Status != workbook.ToDo {
				t.Errorf("the action is %+v", a)
			}
			return
		}
	}
	t.Error("no action has the measure's words")
}

// buttonNamed finds a button by what it says.
func buttonNamed(t *testing.T, root fyne.CanvasObject, name string) *kit.Button {
	t.Helper()
	var found *kit.Button
	for _, o := range test.LaidOutObjects(root) {
		if b, ok := o.(*kit.Button); ok && b.Label == name {
			found = b
		}
	}
	if found == nil {
		t.Fatalf("there is no button %q", name)
	}
	return found
}

func TestTheWindowOpensWhereThePlannerLeftOff(t *testing.T) {
	b := newBench(t)
	b.sample()
	schools := b.desk.view().Schools
	b.desk.session.Choose(schools[2].ID)
	b.settle()
	item := b.desk.theCase.ItemsOf(workbook.Response)[3]
	b.desk.goTo(place{screen: checklistsScreen, item: item.ID})
	b.settle()
	path := b.desk.book.Path()
	b.desk.endSession()
	b.shell = newShell(b.desk)
	b.desk.openBook(path, false)
	b.settle()
	for range 20 { // opening runs beside the window
		if b.desk.session != nil {
			break
		}
		b.settle()
	}
	b.settle()
	if got := b.desk.view().School.ID; got != schools[2].ID {
		t.Errorf("opened at school %s, want %s", got, schools[2].ID)
	}
	if b.shell.current != checklistsScreen || b.checklists().item != item.ID {
		t.Errorf("opened at %s, %s; want the checklists at %s", b.shell.current, b.checklists().item, item.ID)
	}
}

func TestTheNoteOfCareComesBeforeTheCaseTheFirstTimeOnly(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.desk.prefs.SetBool("care."+b.desk.theCase.ID, false)
	b.open(caseScreen)
	if b.shell.current == caseScreen || b.desk.window.Canvas().Overlays().Top() == nil {
		t.Fatal("the case opened without its note of care")
	}
	b.say(b.desk.text("care.go-on"))
	if b.shell.current != caseScreen {
		t.Fatalf("after going on the window is at %s", b.shell.current)
	}
	b.open(checklistsScreen)
	b.open(caseScreen)
	if b.desk.window.Canvas().Overlays().Top() != nil {
		t.Error("the note of care came a second time")
	}
}

func TestALongNoteIsWrittenInPartsAndKeptWhole(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	pane, item := b.checklists().detail, b.checklists().item
	long := strings.Repeat("Walked the fence with the custodian; the north gate was open again.\n", 600) // 41 kB
	from := b.onDisk(item)
	to := from
	to.Note = long
	b.desk.do(workbook.EditAnswer(from, to)...)
	b.settle()
	if pane.note.field.Visible() || len(pane.note.field.Text) > 0 {
		t.Fatal("a long note stands in the short field, where every key is slow")
	}
	b.press("n")
	top := b.desk.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("N does not open the long note")
	}
	test.Tap(buttonNamed(t, top, b.desk.text("note.later")))
	field, ok := b.desk.window.Canvas().Focused().(*kit.Field)
	if !ok {
		for _, o := range test.LaidOutObjects(top) {
			if f, is := o.(*kit.Field); is {
				field = f
			}
		}
	}
	if len(field.Text) > partLength {
		t.Errorf("a part of %d bytes is too long to write in", len(field.Text))
	}
	b.desk.window.Canvas().Focus(field)
	field.SetText("Second part begins here. " + field.Text)
	b.say(b.desk.text("app.close"))
	got := b.onDisk(item).Note
	if len(got) != len(long)+len("Second part begins here. ") || !strings.Contains(got, "\nSecond part begins here. Walked") {
		t.Errorf("the note on disk has %d bytes, want the whole of it with the new words (%d)", len(got), len(long)+25)
	}
}

func TestSplittingANoteLosesNothing(t *testing.T) {
	for _, note := range []string{"", "short", strings.Repeat("ü", 30_000), strings.Repeat("line\n", 9_000), strings.Repeat("x", partLength)} {
		parts := splitNote(note)
		if strings.Join(parts, "") != note {
			t.Errorf("a note of %d bytes comes back different", len(note))
		}
		for _, p := range parts {
			if len(p) > partLength {
				t.Errorf("a part of %d bytes", len(p))
			}
		}
	}
}
