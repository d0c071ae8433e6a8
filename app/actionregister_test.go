package app

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/workbook"
)

// register opens the actions of all schools of the sample.
func (b *bench) register() *actions {
	b.t.Helper()
	b.sample()
	b.open(actionsScreen)
	s := b.actions()
	s.scopes.chips[scopeAll].Tapped(nil)
	b.settle()
	return s
}

// addAction adds an action behind the window's back.
func (b *bench) addAction(a workbook.Action) string {
	b.t.Helper()
	a.ID = newID()
	b.desk.do(workbook.Add(workbook.ActionEntity, a.ID, a)...)
	b.settle()
	return a.ID
}

// schoolIDs are the ids of the workbook's schools.
func (b *bench) schoolIDs() []string {
	var ids []string
	for _, s := range b.desk.view().Schools {
		ids = append(ids, s.ID)
	}
	return ids
}

// enters writes into what has the focus and ends with Enter.
func (b *bench) enters(words string) {
	b.t.Helper()
	b.types(words)
	b.strikes(fyne.KeyReturn)
}

// head is the head of a column, nil where there is no room for it.
func (b *bench) head(s *actions, column workbook.ActionColumn) fyne.CanvasObject {
	var found fyne.CanvasObject
	eachShown(s.table.Object(), func(o fyne.CanvasObject) {
		h, named := o.(interface{ AccessibilityLabel() string })
		if _, taps := o.(fyne.Tappable); named && taps && strings.HasPrefix(h.AccessibilityLabel(), b.desk.text("actions.column."+string(column))) {
			found = o
		}
	})
	return found
}

// click clicks into a column of a row, the box before it for none, with keys held.
func (b *bench) click(s *actions, row int, column workbook.ActionColumn, held fyne.KeyModifier) {
	b.t.Helper()
	s.rows.ScrollTo(row)
	type clicked interface {
		fyne.CanvasObject
		fyne.Tappable
		desktop.Mouseable
	}
	var found clicked
	eachShown(s.table.Object(), func(o fyne.CanvasObject) {
		if r, ok := o.(clicked); ok && slices.Contains(wordsIn(o), s.shown[row].Action.Title) {
			found = r
		}
	})
	if found == nil {
		b.t.Fatalf("row %d is not drawn", row)
	}
	x, driver := float32(4), fyne.CurrentApp().Driver()
	if column != "" {
		x = driver.AbsolutePositionForObject(b.head(s, column)).X - driver.AbsolutePositionForObject(found).X + 12
	}
	found.MouseDown(&desktop.MouseEvent{Modifier: held})
	b.desk.window.Canvas().Unfocus() // as the toolkit does before the button is let go
	found.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 10)})
	b.settle()
}

// search is the search of the dialog that is open.
func (b *bench) search() *kit.Search {
	b.t.Helper()
	for _, o := range test.LaidOutObjects(b.desk.modal.popup) {
		if s, ok := o.(*kit.Search); ok {
			return s
		}
	}
	b.t.Fatal("the dialog has no search")
	return nil
}

func (s *actions) titles() []string {
	var all []string
	for _, r := range s.shown {
		all = append(all, r.Action.Title)
	}
	return all
}

func TestTheRegisterListsTheActionsOfAllSchoolsAndRemembersThat(t *testing.T) {
	b := newBench(t)
	s := b.register()
	all, err := b.desk.book.Actions(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.shown) != len(all) || len(all) <= len(b.desk.view().Actions) {
		t.Fatalf("%d actions are shown, the workbook has %d, the school %d", len(s.shown), len(all), len(b.desk.view().Actions))
	}
	b.open(checklistsScreen)
	if b.desk.view().Register != nil {
		t.Error("the actions of all schools are still held while another screen is open")
	}
	b.shell.rebuild()
	b.open(actionsScreen)
	if s := b.actions(); s.scope != scopeAll || len(s.shown) != len(all) {
		t.Errorf("opened again, the register is on %s with %d actions", s.scope, len(s.shown))
	}
	b.actions().scopes.chips[scopeSchool].Tapped(nil)
	b.settle()
	if s := b.actions(); len(s.shown) != len(b.desk.view().Actions) || b.desk.view().Register != nil {
		t.Errorf("of this school %d actions are shown, want %d", len(s.shown), len(b.desk.view().Actions))
	}
}

func TestTheRegisterIsNarrowedDownToAnOwner(t *testing.T) {
	b := newBench(t)
	s := b.register()
	owner := s.state.Owners[1]
	s.top.facets[facetOwner].Tapped(nil)
	b.enters(owner)
	if len(s.shown) == 0 {
		t.Fatal("nothing is left")
	}
	for _, r := range s.shown {
		if r.Action.Owner != owner {
			t.Errorf("%q of %q is left", r.Action.Title, r.Action.Owner)
		}
	}
	if chip := s.top.facets[facetOwner]; !chip.On() || !strings.Contains(chip.Label, owner) {
		t.Errorf("the chip says %q", chip.Label)
	}
	s.top.clear.Tapped(nil)
	b.settle()
	if len(s.shown) != len(s.all()) {
		t.Errorf("without the filter %d of %d are shown", len(s.shown), len(s.all()))
	}

	s.top.facets[facetItem].Tapped(nil)
	b.enters(b.desk.text("checklist.response"))
	for _, r := range s.shown {
		if !slices.ContainsFunc(r.Items, func(it workbook.Item) bool { return it.Checklist == "response" }) {
			t.Errorf("%q serves no item of the response", r.Action.Title)
		}
	}
	if len(s.shown) == 0 || len(s.shown) == len(s.all()) {
		t.Errorf("%d of %d serve the response", len(s.shown), len(s.all()))
	}
}

func TestTheRegisterIsOrderedByItsHeads(t *testing.T) {
	b := newBench(t)
	s := b.register()
	tap := func() { b.head(s, workbook.ByTitle).(fyne.Tappable).Tapped(nil) }
	less := func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
	tap()
	if got := s.titles(); s.sort != workbook.ByTitle || !slices.IsSortedFunc(got, less) {
		t.Errorf("ordered by %s: %q", s.sort, got)
	}
	tap()
	got := s.titles()
	slices.Reverse(got)
	if !s.down || !slices.IsSortedFunc(got, less) {
		t.Errorf("the other way round: %q", got)
	}
	b.desk.window.Canvas().Focus(s.rows)
	b.strikes(fyne.KeyDown, fyne.KeyRight)
	b.desk.window.Canvas().Focused().TypedRune('s')
	if s.sort != workbook.BySchools || s.down {
		t.Errorf("by keyboard ordered by %s", s.sort)
	}
}

func TestCellsAreChangedWhereTheyStand(t *testing.T) {
	b := newBench(t)
	s := b.register()
	at := slices.IndexFunc(s.shown, func(r workbook.RegisterAction) bool {
		return r.Status == workbook.ToDo && !slices.Contains(r.Action.Schools, b.desk.view().School.ID)
	})
	id := s.shown[at].Action.ID
	b.click(s, at, workbook.ByOwner, 0)
	if b.desk.window.Canvas().Overlays().Top() != nil || s.open != "" {
		t.Fatal("one click into a cell opens something")
	}
	b.strikes(fyne.KeyF2)
	b.enters("Dana Ortiz")
	if got := b.actionOnDisk(id).Owner; got != "Dana Ortiz" || s.find(id) < 0 {
		t.Errorf("the owner on disk is %q", got)
	}
	if top := b.desk.window.Canvas().Overlays().Top(); top != nil {
		t.Fatal("the small editor stays")
	}
	if c := b.desk.window.Canvas().Focused(); c != fyne.Focusable(s.rows) {
		t.Errorf("the focus went to %T", c)
	}
	b.strikes(fyne.KeyReturn)
	test.Type(b.desk.window.Canvas().Focused(), "nobody in particular")
	b.strikes(fyne.KeyEscape)
	if got := b.actionOnDisk(id).Owner; got != "Dana Ortiz" || b.desk.window.Canvas().Overlays().Top() != nil {
		t.Errorf("after Escape the owner is %q", got)
	}

	at = s.find(id)
	b.click(s, at, workbook.ByDue, 0)
	b.click(s, at, workbook.ByDue, 0)
	b.enters("someday")
	if b.desk.window.Canvas().Overlays().Top() == nil {
		t.Fatal("what is not a date is taken")
	}
	b.desk.window.Canvas().Focused().(*kit.Field).SetText("")
	b.enters("Oct 30, 2026")
	if got := b.actionOnDisk(id).Target; got != "2026-10-30" {
		t.Errorf("the target on disk is %q", got)
	}

	b.click(s, s.find(id), workbook.ByStatus, 0)
	b.click(s, s.find(id), workbook.ByStatus, 0)
	if _, menu := b.desk.window.Canvas().Focused().(*widget.PopUpMenu); !menu {
		t.Fatalf("a second click into the status opens %T", b.desk.window.Canvas().Focused())
	}
	b.strikes(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := b.actionOnDisk(id).Status; got != workbook.ActionUnderWay {
		t.Errorf("the status on disk is %q", got)
	}
	b.click(s, s.find(id), workbook.ByOwner, 0)
	b.strikes(fyne.KeyF2)
	test.Type(b.desk.window.Canvas().Focused(), "Lee")
	b.desk.window.Canvas().Overlays().Top().(fyne.Tappable).Tapped(&fyne.PointEvent{}) // a click beside it
	b.settle()
	if got := b.actionOnDisk(id).Owner; got != "Dana Ortiz" || b.desk.window.Canvas().Overlays().Top() != nil {
		t.Errorf("after a click beside the editor the owner is %q", got)
	}
	b.click(s, s.find(id), workbook.ByElement, 0)
	b.strikes(fyne.KeyF2, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := b.actionOnDisk(id).Element; got != workbook.CapabilityElements()[0] {
		t.Errorf("the element on disk is %q", got)
	}
}

func TestTheRegisterByKeyboard(t *testing.T) {
	b := newBench(t)
	s := b.register()
	b.press("/")
	if b.desk.window.Canvas().Focused() != fyne.Focusable(s.top.search) {
		t.Fatal("the slash does not go to the words")
	}
	test.Type(s.top.search, "plan")
	few := len(s.shown)
	if few == 0 || few == len(s.all()) || b.desk.window.Canvas().Focused() != fyne.Focusable(s.top.search) {
		t.Fatalf("%d of %d hold the word", few, len(s.all()))
	}
	b.strikes(fyne.KeyDown)
	b.strikes(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if s.open != s.shown[1].Action.ID || s.side.Hidden {
		t.Errorf("Enter opens %q", s.open)
	}
	b.strikes(fyne.KeyDown)
	if s.open != s.shown[2].Action.ID {
		t.Error("what is open does not go along with the arrow")
	}
	b.strikes(fyne.KeyEscape)
	if s.open != "" || !s.side.Hidden {
		t.Error("Escape does not close the action")
	}
	b.types(" ")
	if got := s.table.Ticked(); len(got) != 1 || got[0] != s.shown[2].Action.ID {
		t.Errorf("the space bar chooses %v", got)
	}
	b.types(" ")
	b.press("/")
	b.strikes(fyne.KeyEscape)
	if len(s.shown) != len(s.all()) {
		t.Error("Escape does not empty the words")
	}
}

func TestTheDistrictsFiguresOpenTheActionsOfAllSchools(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(overviewScreen)
	b.addedUp()
	card := b.overview().district
	for button, want := range map[*kit.Button]int{card.late: card.state.Overdue, card.soon: card.state.DueSoon} {
		b.open(overviewScreen)
		button.Tapped(nil)
		b.settle()
		if s := b.actions(); b.shell.current != actionsScreen || s.scope != scopeAll || len(s.shown) != want || want == 0 {
			t.Errorf("%q opens %d actions, want %d", button.Label, len(s.shown), want)
		}
	}
}

func TestALinkToAnotherSchoolsActionLandsOnIt(t *testing.T) {
	b := newBench(t)
	b.sample()
	other := b.addAction(workbook.Action{Title: "Elsewhere", Status: workbook.ToDo, Schools: b.schoolIDs()[2:3]})
	b.shell.goTo(place{screen: actionsScreen, action: other})
	b.settle()
	s := b.actions()
	if s.scope != scopeAll || s.open != other || s.side.Hidden || s.pane.action.ID != other {
		t.Errorf("landed on %q of %s", s.open, s.scope)
	}
}

func TestManyActionsAreLookedThroughBesideTheWindow(t *testing.T) {
	b := newBench(t)
	s := b.register()
	all := len(s.shown)
	s.most = 3 // as if there were thousands
	s.top.search.SetText("plan")
	b.settle()
	if len(s.shown) == 0 || len(s.shown) >= all {
		t.Errorf("%d of %d hold the word", len(s.shown), all)
	}
	s.top.search.SetText("")
	b.settle()
	if len(s.shown) != all {
		t.Errorf("%d of %d are shown", len(s.shown), all)
	}
}

func TestTheRegisterFitsItsWindow(t *testing.T) {
	b := newBench(t)
	b.register()
	for _, scale := range []float32{1, 1.5} {
		for _, size := range []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(1024, 700)} {
			fyne.CurrentApp().Settings().SetTheme(kit.Theme{Variant: kit.Light, Scale: scale})
			b.shell.rebuild()
			b.resize(size.Width, size.Height)
			b.settle()
			s := b.actions()
			for _, open := range []bool{false, true} {
				if open {
					s.openRow(0)
					b.resize(size.Width, size.Height)
				}
				for _, code := range []workbook.ActionColumn{workbook.ByTitle, workbook.ByStatus} {
					head := b.head(s, code)
					if head == nil {
						t.Fatalf("%v at %v: the column %s is gone", size, scale, code)
					}
					if right := head.Position().X + head.Size().Width; right > s.table.Object().Size().Width {
						t.Errorf("%v at %v: the column %s ends at %v of %v", size, scale, code, right, s.table.Object().Size().Width)
					}
				}
			}
		}
	}
}

func TestAClickMeansTheRowThatWasUnderIt(t *testing.T) {
	b := newBench(t)
	s := b.register()
	s.sortBy(string(workbook.ByTitle))
	b.settle()
	s.openRow(0)
	b.settle()
	first, want := s.shown[0].Action.ID, s.shown[2].Action.ID
	b.desk.window.Canvas().Focus(s.pane.title)
	s.pane.title.SetText("Zz the last of all") // is committed on leaving, which moves the rows
	b.click(s, 2, workbook.ByStatus, 0)
	b.settle()
	if s.shown[0].Action.ID == first {
		t.Fatal("the rows have not moved")
	}
	if s.at != want || s.open != want || s.rows.Selected() != s.find(want) {
		t.Errorf("row %d is open at the right, want that of the click, %d; the list is on %d", s.find(s.open), s.find(want), s.rows.Selected())
	}
}

func TestTheRegisterIsNarrowedDownToWhatCameOutOfAnExercise(t *testing.T) {
	b := newBench(t)
	s := b.register()
	all := len(s.shown)
	chip := s.top.facets[facetExercise]
	if chip.Hidden {
		t.Fatal("the sample's exercise is not offered")
	}
	of := s.origins.Exercises()
	if len(of) != 1 {
		t.Fatalf("the exercises are %+v", of)
	}
	for _, exercise := range []string{of[0].ID, workbook.AnyExercise} {
		s.top.choose(facetExercise, exercise)
		b.settle()
		if len(s.shown) == 0 || len(s.shown) >= all || slices.ContainsFunc(s.shown, func(r workbook.RegisterAction) bool { return r.Action.Finding == "" }) {
			t.Errorf("%q leaves %d of %d actions", exercise, len(s.shown), all)
		}
	}
	s.top.choose(facetExercise, of[0].ID)
	if got := strings.Join(wordsIn(chip), " "); !strings.Contains(got, workbook.Shorten(of[0].Name, 28)) {
		t.Errorf("the chip says %q", got)
	}
	b.startAgain()
	if b.actions().filter.Exercise != of[0].ID || len(b.actions().shown) == all {
		t.Errorf("after a restart: %+v", b.actions().filter)
	}
	// The exercise goes, and with it the filter.
	b.desk.do(workbook.Remove(workbook.ExerciseEntity, of[0].ID)...)
	b.settle()
	if s := b.actions(); s.filter.Exercise != "" || len(s.shown) != all || !s.top.facets[facetExercise].Hidden {
		t.Errorf("after the exercise was removed: %+v, %d of %d actions", s.filter, len(s.shown), all)
	}
}
