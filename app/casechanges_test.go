package app

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"forethought/workbook"
)

// What the second version of the case in these tests withdraws, words anew and adds.
const (
	goneItem    = "prev-training-and-reunification"
	rewordedIn2 = "prev-access-perimeter-vehicles"
	addedIn2    = "prev-roll-call"
)

// secondVersion is the case with one item withdrawn, one worded anew and one added.
func secondVersion(c *workbook.Case) *workbook.Case {
	newer := *c
	newer.Version++
	newer.Items = slices.Clone(c.Items)
	for i, it := range newer.Items {
		switch it.ID {
		case goneItem:
			newer.Items[i].ID, newer.Items[i].Title, newer.Items[i].Ask = addedIn2, "Roll call", "Who counts the children?"
		case rewordedIn2:
			newer.Items[i].Ask = "Is the yard shut to cars at night?"
		}
	}
	return &newer
}

// carried has a workbook with the sample district opened by a program with a newer case.
func (b *bench) carried() {
	b.t.Helper()
	b.sample()
	b.desk.prefs.setAuthor("Jordan Lee", "School safety lead")
	path := b.desk.book.Path()
	b.desk.closeBook()
	b.settle()
	b.desk.theCase = secondVersion(b.desk.theCase)
	b.desk.shelf = files{theCase: b.desk.theCase, backupDir: filepath.Join(b.dir, "backups"), by: b.desk.prefs.author}
	b.shell.rebuild()
	b.desk.openBook(path, false)
	b.settle()
}

func TestANewerCaseSaysWhatChanged(t *testing.T) {
	b := newBench(t)
	b.carried()
	m := b.desk.modal
	if m == nil {
		t.Fatal("nothing is said after opening")
	}
	said := strings.Join(wordsIn(m.popup.Content), "\n")
	for _, want := range []string{"Version 2 of the case", "version 1 of the case", "all answers stay", "1 item is new", "1 item changed", "1 item was withdrawn"} {
		if !strings.Contains(said, want) {
			t.Errorf("the dialog lacks %q:\n%s", want, said)
		}
	}
	if list, err := b.desk.shelf.Backups(b.desk.book.Path()); err != nil || len(list) == 0 || list[0].Case.Version != 1 {
		t.Errorf("the backup: %+v, %v", list, err)
	}
	test.Tap(m.first)
	b.settle()
	s := b.reader()
	if b.shell.current != caseScreen || s.part != partChanges || !s.chips[partChanges].Visible() {
		t.Fatalf("the button opens %s, %q", b.shell.current, s.part)
	}
	b.resize(1280, 4000) // all of the feed is written
	said = strings.Join(wordsIn(s.parts[partChanges].object()), "\n")
	for _, want := range []string{
		"From version 1 to version 2 of the case on", "opened by Jordan Lee, School safety lead",
		"Roll call", "Who counts the children?", "Is the yard shut to cars at night?", "QUESTION, BEFORE",
	} {
		if !strings.Contains(strings.ToUpper(said), strings.ToUpper(want)) {
			t.Errorf("the part lacks %q:\n%s", want, said)
		}
	}
	p := b.desk.showPast()
	b.settle()
	if said := b.told(); !strings.Contains(said, "From version 1 to version 2 of the case on") {
		t.Errorf("the history says:\n%s", said)
	}
	p.modal.close()
	// The same workbook, opened again, opens without a word, and what changed can still be read.
	path := b.desk.book.Path()
	b.desk.closeBook()
	b.settle()
	b.desk.openBook(path, false)
	b.settle()
	if b.desk.modal != nil {
		t.Error("it is said a second time")
	}
	b.openPart(partChanges)
}

func TestWithoutANewerCaseThereIsNoPartOnChanges(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(caseScreen)
	s := b.reader()
	if b.desk.modal != nil || s.chips[partChanges].Visible() {
		t.Error("changes are offered although there are none")
	}
	for range len(caseParts()) + 1 {
		s.HandleKey("Right")
	}
	if s.part != partSources {
		t.Errorf("the last part is %q", s.part)
	}
	l := b.checklists()
	b.open(checklistsScreen)
	if l.chips[withdrawnList].Visible() || l.filters[filterReworded].Visible() {
		t.Error("Checklists offers what is not there")
	}
}

func TestAnAnswerToAChangedItemIsLookedAtAgain(t *testing.T) {
	b := newBench(t)
	b.carried()
	b.desk.modal.close()
	b.open(checklistsScreen)
	s := b.checklists()
	test.Tap(s.chips[allLists])
	test.Tap(s.filters[filterReworded])
	b.settle()
	if len(s.shown) != 1 || s.item != rewordedIn2 {
		t.Fatalf("the filter shows %d items", len(s.shown))
	}
	card := s.detail.version
	said := strings.Join(wordsIn(card.box), "\n")
	if !card.box.Visible() || !strings.Contains(said, "changed in version 2") || !strings.Contains(said, "Question, before") || !card.looked.Visible() || card.remove.Visible() {
		t.Fatalf("the card says:\n%s", said)
	}
	was := b.onDisk(rewordedIn2)
	test.Tap(card.looked)
	b.settle()
	if got := b.onDisk(rewordedIn2); got.ItemVersion != 2 || got.Status != was.Status || !card.box.Hidden {
		t.Errorf("after a new look the answer is %+v", got)
	}
	b.shell.onUndo()
	b.settle()
	if card.box.Hidden {
		t.Error("undo does not bring the card back")
	}
	b.desk.goTo(place{screen: checklistsScreen, item: rewordedIn2})
	b.settle()
	s.detail.setStatus(workbook.InProgress)
	b.settle()
	test.Tap(s.filters[filterReworded]) // off again
	b.settle()
	if got := b.onDisk(rewordedIn2); got.ItemVersion != 2 || !card.box.Hidden || s.filters[filterReworded].Visible() {
		t.Errorf("another status leaves %+v", got)
	}
	s.show(place{item: addedIn2})
	s.refresh()
	if s.item != addedIn2 || !card.box.Hidden {
		t.Error("a new item is called changed")
	}
}

func TestAnswersToAWithdrawnItemStayUntilTheyAreRemoved(t *testing.T) {
	b := newBench(t)
	b.carried()
	b.desk.modal.close()
	b.open(checklistsScreen)
	s := b.checklists()
	before := b.onDisk(goneItem)
	if before.Status == workbook.NotAssessed {
		t.Fatal("the sample has no answer on the item")
	}
	test.Tap(s.chips[withdrawnList])
	b.settle()
	if len(s.shown) != 1 || s.item != goneItem {
		t.Fatalf("the list shows %d items", len(s.shown))
	}
	old, _ := builtInCase()
	words, _ := old.Item(goneItem)
	if s.detail.title.Text() != words.Title || s.detail.ask.Text() != words.Ask || s.detail.measuresBox.Visible() {
		t.Errorf("the pane says %q, %q", s.detail.title.Text(), s.detail.ask.Text())
	}
	if said := strings.Join(wordsIn(s.box), "\n"); strings.Contains(said, "[") && strings.Contains(said, "mission.") {
		t.Errorf("words are missing:\n%s", said)
	}
	test.Type(s.detail.note.field, "Kept for the new principal.")
	s.detail.note.field.Commit()
	b.settle()
	if got := b.onDisk(goneItem); !strings.Contains(got.Note, "Kept for the new principal.") || got.Status != before.Status {
		t.Errorf("the note is %+v", got)
	}
	test.Tap(s.detail.version.remove)
	b.settle()
	if got := b.onDisk(goneItem); !got.Blank() {
		t.Errorf("after removing there is %+v", got)
	}
	b.shell.onUndo()
	b.settle()
	if got := b.onDisk(goneItem); got.Status != before.Status {
		t.Errorf("undo brings back %+v", got)
	}
	// Whatever leads to an item leads here.
	b.desk.goTo(place{screen: checklistsScreen, part: string(workbook.Response)})
	b.desk.goTo(place{screen: checklistsScreen, item: goneItem})
	b.settle()
	if s.list != withdrawnList || s.item != goneItem {
		t.Errorf("a link leads to %q, %q", s.list, s.item)
	}
}

// Every screen gets along with actions, exercises and answers on an item that was withdrawn, and
// choosing items drops none.
func TestEveryScreenGetsAlongWithAWithdrawnItem(t *testing.T) {
	b := newBench(t)
	b.carried()
	b.desk.modal.close()
	for _, name := range railScreens() {
		b.open(name)
		if said := strings.Join(wordsIn(b.shell.screen(name).object()), "\n"); strings.Contains(said, "<no value>") {
			t.Errorf("%s lacks words:\n%s", name, said)
		}
	}
	actions, err := b.desk.book.Actions(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(actions, func(a workbook.Action) bool { return slices.Contains(a.Items, goneItem) })
	if at < 0 {
		t.Fatal("no action is on the item")
	}
	a := actions[at]
	b.desk.goTo(place{screen: actionsScreen, action: a.ID, scope: scopeAll})
	b.settle()
	if said := strings.Join(wordsIn(b.shell.screen(actionsScreen).object()), "\n"); !strings.Contains(said, "(withdrawn)") {
		t.Errorf("the action does not name the item:\n%s", said)
	}
	var taken []string
	p := b.desk.pickItems("x", a.Items, func(ids []string) { taken = ids })
	p.done()
	if !slices.Contains(taken, goneItem) {
		t.Errorf("choosing items leaves %q", taken)
	}
}

func TestAWorkbookOfANewerCaseIsRefusedWithAWayOn(t *testing.T) {
	b := newBench(t)
	b.carried()
	b.desk.modal.close()
	path := b.desk.book.Path()
	b.desk.closeBook()
	b.settle()
	c, err := builtInCase()
	if err != nil {
		t.Fatal(err)
	}
	b.desk.theCase, b.desk.shelf = c, files{theCase: c, by: b.desk.prefs.author}
	b.desk.openBook(path, false)
	b.settle()
	if b.desk.book != nil || b.desk.modal == nil {
		t.Fatal("it is opened")
	}
	said := strings.Join(wordsIn(b.desk.modal.popup.Content), "\n")
	if !strings.Contains(said, "version 2 of the case; this Forethought has version 1") || !strings.Contains(said, "Install the newest") {
		t.Errorf("the dialog says:\n%s", said)
	}
}
