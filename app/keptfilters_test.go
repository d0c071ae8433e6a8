package app

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"forethought/workbook"
)

// startAgain ends the window and opens the same workbook in a new one.
func (b *bench) startAgain() {
	b.t.Helper()
	path := b.desk.book.Path()
	b.desk.closeBook()
	b.shell.build()
	b.desk.openBook(path, false)
	b.settle()
}

func TestListsAreNarrowedDownAsTheyWereLeft(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.addPublicSchools(30)
	b.open(schoolsScreen)
	test.Type(b.schools().filter, "school 001")
	schools := len(b.schools().shown)
	b.open(actionsScreen)
	b.actions().scopes.chips[scopeAll].Tapped(nil)
	b.settle()
	b.actions().top.choose(facetStatus, string(workbook.ToDo))
	b.actions().top.search.SetText("a")
	b.actions().top.chips[workbook.StandsOpen].Tapped(nil)
	b.settle()
	filter, titles := b.actions().filter, b.actions().titles()
	b.open(checklistsScreen)
	b.checklists().chips[allLists].Tapped(nil)
	b.checklists().filters[filterGaps].Tapped(nil)
	b.checklists().filters[filterHigh].Tapped(nil)
	b.settle()
	b.checklists().rows.Select(1)
	b.settle()
	item, shown := b.checklists().item, len(b.checklists().shown)

	b.startAgain()
	if b.shell.current != checklistsScreen {
		t.Fatalf("the window begins on %s", b.shell.current)
	}
	if s := b.checklists(); s.list != allLists || s.filter != filterHighGaps || s.item != item || len(s.shown) != shown || shown < 2 {
		t.Errorf("checklists: list %q, filter %q, item %s, %d shown; item was %s, %d shown", s.list, s.filter, s.item, len(s.shown), item, shown)
	}
	b.open(actionsScreen)
	if s := b.actions(); s.filter != filter || !slices.Equal(s.titles(), titles) || s.top.search.Text != "a" || !s.top.chips[workbook.StandsOpen].On() {
		t.Errorf("actions: %+v, %q; they were %+v, %q", s.filter, s.titles(), filter, titles)
	}
	b.open(schoolsScreen)
	if s := b.schools(); s.filter.Text != "school 001" || len(s.shown) != schools || schools > 20 {
		t.Errorf("schools: %q, %d shown", s.filter.Text, len(s.shown))
	}

	// Another workbook has its own, and does not take these away.
	path := b.desk.book.Path()
	b.desk.closeBook()
	b.empty()
	if s := b.checklists(); s.list != workbook.Indicators || s.filter != "" || b.schools().filter.Text != "" || b.actions().filter != (workbook.ActionFilter{Standing: workbook.StandsAny}) {
		t.Errorf("another workbook: list %q, filter %q, schools %q, actions %+v", s.list, s.filter, b.schools().filter.Text, b.actions().filter)
	}
	b.desk.closeBook()
	b.desk.openBook(path, false)
	b.settle()
	if s := b.checklists(); s.list != allLists || s.filter != filterHighGaps {
		t.Errorf("back again: list %q, filter %q", s.list, s.filter)
	}

	// What was altered or is of another version narrows nothing down.
	for _, odd := range []string{"{", `[{"File":"x"}]`, fmt.Sprintf(`[{"File":%q,"Screens":{"checklists":{"List":"none","Filter":"odd"},"actions":{"Standing":"odd","School":"gone"},"schools":7}}]`, path)} {
		b.desk.prefs.SetString("filters", odd)
		b.startAgain()
		if s := b.checklists(); s.list != workbook.Indicators || s.filter != "" || b.actions().filter != (workbook.ActionFilter{Standing: workbook.StandsAny}) {
			t.Errorf("%s: list %q, filter %q, actions %+v", odd, s.list, s.filter, b.actions().filter)
		}
	}
}

func TestTheListOfSchoolsShowsTheChosenOneWhereverItWasLeft(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.addPublicSchools(90)
	all := b.desk.view().Schools
	b.desk.session.Choose(all[len(all)-2].ID)
	b.settle()
	for visit := range 3 {
		b.open(overviewScreen)
		b.open(schoolsScreen)
		s := b.schools()
		if s.rows.GetScrollOffset() == 0 {
			t.Errorf("visit %d: the chosen school is out of sight", visit)
		}
		s.rows.ScrollToTop() // and away from it
	}
}
