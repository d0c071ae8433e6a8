package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/workbook"
)

func TestThreeActionsOfSeveralSchoolsAreDueOnADayInOneStep(t *testing.T) {
	b := newBench(t)
	s := b.register()
	var rows []int
	seen := map[string]bool{}
	for i, r := range s.shown {
		if r.Status.Open() && r.Status != workbook.Lapsed && !seen[r.Action.Schools[0]] && len(rows) < 3 {
			seen[r.Action.Schools[0]] = true
			rows = append(rows, i)
		}
	}
	before := map[string]workbook.Date{}
	for _, i := range rows {
		before[s.shown[i].Action.ID] = s.shown[i].Action.Target
		b.click(s, i, workbook.ByTitle, fyne.KeyModifierControl)
	}
	if len(before) != 3 || s.open != "" {
		t.Fatalf("%d actions of as many schools are chosen", len(before))
	}
	if got := s.bulk.count.Text(); !strings.HasPrefix(got, "3 ") || !s.bulk.box.Visible() {
		t.Errorf("the bar says %q", got)
	}
	s.bulk.ways[bulkTarget].Tapped(nil)
	b.enters("2026-11-20")
	for id := range before {
		if got := b.actionOnDisk(id).Target; got != "2026-11-20" {
			t.Errorf("on disk one is due on %q", got)
		}
	}
	if got := s.bulk.count.Text(); got != b.desk.text("actions.bulk.changed", "Count", 3) {
		t.Errorf("the bar says %q", got)
	}
	b.shell.onUndo()
	b.settle()
	for id, was := range before {
		if got := b.actionOnDisk(id).Target; got != was {
			t.Errorf("after one undo one is due on %q, want %q", got, was)
		}
	}
	b.key(fyne.KeyEscape)
	if s.bulk.box.Visible() || len(s.table.Ticked()) > 0 {
		t.Error("Escape does not let go of the choice")
	}
}

func TestManyActionsGetStatusOwnerSchoolsAndItems(t *testing.T) {
	b := newBench(t)
	s := b.register()
	b.desk.window.Canvas().Focus(s.rows)
	b.click(s, 0, "", 0)
	b.click(s, 3, workbook.ByTitle, fyne.KeyModifierShift)
	ids := s.table.Ticked()
	if len(ids) != 4 {
		t.Fatalf("Shift and a click choose %d", len(ids))
	}
	s.bulk.ways[bulkSchools].Tapped(nil)
	top := b.desk.window.Canvas().Overlays().Top()
	test.Tap(buttonNamed(t, top, b.desk.text("pick.all-shown", "N", 3)))
	b.say(b.desk.text("pick.done"))
	item := b.desk.theCase.Items[40]
	s.bulk.ways[bulkItems].Tapped(nil)
	b.enters(item.Title)
	b.say(b.desk.text("pick.done"))
	s.bulk.ways[bulkOwner].Tapped(nil)
	b.enters("Dana Ortiz")
	s.bulk.setStatus(string(workbook.ActionInPlace))
	b.settle()
	for _, id := range ids {
		a := b.actionOnDisk(id)
		if len(a.Schools) != 3 || !slices.Contains(a.Items, item.ID) || a.Owner != "Dana Ortiz" ||
			a.Status != workbook.ActionInPlace || a.Completed == "" || a.Review < "2026-08-15" {
			t.Errorf("on disk: %+v", a)
		}
	}
	all := len(s.shown)
	b.desk.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := len(s.table.Ticked()); got != all {
		t.Errorf("Ctrl+A chooses %d of %d", got, all)
	}
	b.desk.window.Canvas().Focus(s.rows)
	b.strikes(fyne.KeyDelete)
	b.say(b.desk.text("action.remove-yes"))
	if len(s.shown) != 0 {
		t.Errorf("%d actions are left", len(s.shown))
	}
	b.shell.onUndo()
	b.settle()
	if len(s.shown) != all {
		t.Errorf("one undo brings %d of %d back", len(s.shown), all)
	}
}

func TestOneActionForManySchoolsAndItems(t *testing.T) {
	b := newBench(t)
	s := b.register()
	var changes []workbook.Change
	for i := range 60 {
		x := workbook.School{Name: fmt.Sprintf("Oak %02d", i), Levels: workbook.Levels()[1+i%2 : 2+i%2]}
		changes = append(changes, workbook.Add(workbook.SchoolEntity, newID(), x)...)
	}
	b.desk.do(changes...)
	b.settle()
	b.press("n")
	b.desk.window.Canvas().Focused().(*kit.Field).SetText("One radio channel for all")
	b.say(b.desk.text("action.add-it"))
	if b.desk.modal == nil {
		t.Fatal("an action is added without a school")
	}
	test.Tap(buttonNamed(t, b.desk.window.Canvas().Overlays().Top(), b.desk.text("action.choose-schools")))
	b.say(b.desk.text("pick.done"))
	picker := b.desk.modal
	if picker.under == nil {
		t.Fatal("no school at all is taken")
	}
	for _, o := range test.LaidOutObjects(picker.popup) {
		if c, ok := o.(*kit.Chip); ok && c.Label == b.desk.text("level."+string(workbook.Levels()[1])) {
			c.Tapped(nil)
		}
	}
	b.search().SetText("oak")
	test.Tap(buttonNamed(t, picker.popup, b.desk.text("pick.all-shown", "N", 30)))
	b.say(b.desk.text("pick.done"))
	test.Tap(buttonNamed(t, b.desk.window.Canvas().Overlays().Top(), b.desk.text("action.choose-items")))
	for _, it := range b.desk.theCase.Items[:2] {
		b.search().SetText("")
		b.desk.window.Canvas().Focus(b.search())
		b.enters(it.Title)
	}
	b.say(b.desk.text("pick.done"))
	b.say(b.desk.text("action.add-it"))
	a := b.actionOnDisk(s.open)
	if a.Title != "One radio channel for all" || len(a.Schools) != 30 || len(a.Items) != 2 {
		t.Errorf("on disk: %q for %d schools and %d items", a.Title, len(a.Schools), len(a.Items))
	}
	if s.find(a.ID) < 0 || s.scope != scopeAll || s.side.Hidden {
		t.Error("the new action is not open")
	}
	if got := s.pane.schools.Text(); !strings.Contains(got, "18 more") {
		t.Errorf("its schools are named %q", got)
	}
}

func TestALapsedMeasureIsReviewedTodayOrReopened(t *testing.T) {
	b := newBench(t)
	s := b.register()
	lapsed := workbook.Action{Title: "Check the radios", Status: workbook.ActionInPlace, Completed: "2025-03-12", Review: "2026-03-12", Schools: b.schoolIDs()[:1]}
	first, second := b.addAction(lapsed), b.addAction(lapsed)
	s.top.facets[facetStatus].Tapped(nil)
	b.enters(b.desk.text("action-status.lapsed"))
	says := "Lapsed on 12 March 2026: review it"
	hint, _ := s.hint(s.shown[s.find(first)])
	if hint != says {
		t.Errorf("the row says %q", hint)
	}
	s.openRow(s.find(first))
	if s.pane.state.Text() != says || !s.pane.lapsed.Visible() {
		t.Errorf("the pane says %q", s.pane.state.Text())
	}
	s.pane.reviewed.Tapped(nil)
	b.settle()
	if a := b.actionOnDisk(first); a.Status != workbook.ActionInPlace || a.Review != "2027-08-14" || a.Completed != "2025-03-12" {
		t.Errorf("reviewed today: %+v", a)
	}
	if s.pane.lapsed.Visible() || s.open != first {
		t.Error("the pane does not show that it holds again")
	}
	s.openRow(s.find(second))
	s.pane.reopen.Tapped(nil)
	b.settle()
	if a := b.actionOnDisk(second); a.Status != workbook.ToDo || a.Review != "" {
		t.Errorf("reopened: %+v", a)
	}
}

func TestAnActionWhoseSchoolWasRemovedIsFoundAndGetsASchool(t *testing.T) {
	b := newBench(t)
	s := b.register()
	if s.top.chips[workbook.StandsHomeless].Visible() {
		t.Fatal("there is a filter for nothing")
	}
	b.addSchools("Old Mill")
	mill := b.desk.view().Schools[slices.IndexFunc(b.desk.view().Schools, func(x workbook.School) bool { return x.Name == "Old Mill" })].ID
	id := b.addAction(workbook.Action{Title: "Sign at the gate", Status: workbook.ToDo, Schools: []string{mill}})
	b.desk.do(workbook.Remove(workbook.SchoolEntity, mill)...)
	b.settle()
	if s.find(id) >= 0 {
		t.Error("it stands among those of the schools")
	}
	s.top.chips[workbook.StandsHomeless].Tapped(nil)
	if got := s.titles(); !slices.Equal(got, []string{"Sign at the gate"}) {
		t.Fatalf("the filter shows %q", got)
	}
	b.desk.window.Canvas().Focus(s.rows)
	b.strikes(fyne.KeyDown, fyne.KeyReturn)
	if got := s.pane.schools.Text(); got != b.desk.text("action.no-schools") {
		t.Errorf("the pane says %q", got)
	}
	s.pane.pickSchools.Tapped(nil)
	name := b.desk.view().Schools[0].Name
	b.enters(name)
	b.say(b.desk.text("pick.done"))
	a := b.actionOnDisk(id)
	if !slices.Contains(a.Schools, b.desk.view().Schools[0].ID) || s.pane.schools.Text() != name {
		t.Errorf("on disk it serves %v, the pane says %q", a.Schools, s.pane.schools.Text())
	}
	s.top.chips[workbook.StandsAny].Tapped(nil)
	if s.find(id) < 0 {
		t.Error("it does not stand among the others now")
	}
}

func TestOneEscapeLeavesTheNewActionWithItsWords(t *testing.T) {
	b := newBench(t)
	b.sample()
	for _, field := range []func(*actionForm) *kit.Field{
		func(f *actionForm) *kit.Field { return f.title },
		func(f *actionForm) *kit.Field { return f.owner },
		func(f *actionForm) *kit.Field { return f.target.Field },
	} {
		f := b.desk.newAction(workbook.Action{Schools: []string{b.desk.view().School.ID}})
		b.desk.window.Canvas().Focus(field(f))
		field(f).SetText("Walk the fire lanes")
		b.strikes(fyne.KeyEscape)
		if b.desk.modal != nil {
			t.Fatal("the form is still there")
		}
	}
}
