package app

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

func (b *bench) overview() *overview { return b.shell.screen(overviewScreen).(*overview) }

// addedUp waits until the district is added up.
func (b *bench) addedUp() {
	b.t.Helper()
	for b.overview().district.cancel != nil {
		f := <-b.posts
		f()
	}
	b.settle()
}

// schoolWith is a school of the sample for which something holds, which becomes the chosen one.
func (b *bench) schoolWith(holds func(workbook.Overview) bool) workbook.Overview {
	b.t.Helper()
	for _, x := range b.desk.view().Schools {
		b.desk.session.Choose(x.ID)
		b.settle()
		if o := b.overview().state; holds(o) {
			return o
		}
	}
	b.t.Fatal("the sample has no such school")
	return workbook.Overview{}
}

func titles(l *shortList) []string {
	var out []string
	for _, e := range l.shown() {
		out = append(out, e.Title())
	}
	return out
}

func TestAWorkbookOpensOnTheOverview(t *testing.T) {
	b := newBench(t)
	b.sample()
	if b.shell.current != overviewScreen {
		t.Fatalf("opened on %s", b.shell.current)
	}
	path := b.desk.book.Path()
	b.open(actionsScreen)
	again, err := b.desk.shelf.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(again)
	b.settle()
	if b.shell.current != actionsScreen {
		t.Errorf("opened on %s, not where the planner left off", b.shell.current)
	}
}

func TestTheHighPriorityFigureOpensThoseGapsOnAllChecklists(t *testing.T) {
	b := newBench(t)
	b.sample()
	o := b.schoolWith(func(o workbook.Overview) bool { return o.HighGaps > 1 && o.HighGaps < len(o.Gaps) })
	if got := b.overview().gaps.Value(); got != strconv.Itoa(o.HighGaps) {
		t.Errorf("the figure is %s, want %d", got, o.HighGaps)
	}
	b.overview().gaps.Tapped(nil)
	b.settle()
	c := b.checklists()
	if b.shell.current != checklistsScreen || len(c.shown) != o.HighGaps {
		t.Fatalf("%s shows %d items, want %d", b.shell.current, len(c.shown), o.HighGaps)
	}
	lists := map[workbook.Checklist]bool{}
	for _, it := range c.shown {
		lists[it.Checklist] = true
		if a := b.onDisk(it.ID); !a.HighGap() {
			t.Errorf("%s is %s of priority %q", it.ID, a.Status, a.Priority())
		}
	}
	if len(lists) < 2 || !c.chips[allLists].On() {
		t.Errorf("the gaps are of %v", lists)
	}
	if !c.filters[filterGaps].On() || !c.filters[filterHigh].On() {
		t.Error("the chips do not say what is filtered")
	}
	c.filters[filterHigh].Tapped(nil)
	if len(c.shown) != len(o.Gaps) {
		t.Errorf("without high priority: %d items, want all %d gaps", len(c.shown), len(o.Gaps))
	}
	c.filters[filterGaps].Tapped(nil)
	if len(c.shown) != len(b.desk.theCase.Items) {
		t.Errorf("without a filter: %d items", len(c.shown))
	}
}

func TestTheActionFiguresOpenWhatTheyCount(t *testing.T) {
	b := newBench(t)
	b.sample()
	o := b.schoolWith(func(o workbook.Overview) bool { return len(o.Overdue) > 0 && len(o.DueSoon) > 0 })
	s, acts := b.overview(), b.shell.screen(actionsScreen).(*actions)
	for _, x := range []struct {
		figure *kit.Figure
		want   []workbook.Action
	}{{s.overdue, o.Overdue}, {s.soon, o.DueSoon}} {
		b.open(overviewScreen)
		if x.figure.Value() != strconv.Itoa(len(x.want)) {
			t.Errorf("the figure is %s, want %d", x.figure.Value(), len(x.want))
		}
		x.figure.Tapped(nil)
		b.settle()
		var got, want []string
		for _, r := range acts.shown {
			got = append(got, r.Action.ID)
		}
		for _, a := range x.want {
			want = append(want, a.ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if b.shell.current != actionsScreen || !slices.Equal(got, want) {
			t.Errorf("%s shows %v, want %v", b.shell.current, got, want)
		}
	}
	b.open(overviewScreen)
	s.actionList.shown()[0].Tapped(nil)
	b.settle()
	if acts.open != o.Overdue[0].ID || string(acts.filter.Standing) != actionsOverdue || acts.pane.action.ID != o.Overdue[0].ID {
		t.Errorf("the line opened %q under %q", acts.open, acts.filter.Standing)
	}
}

func TestAGapOpensOnChecklistsAndLeavesTheOverviewOnceItIsClosed(t *testing.T) {
	b := newBench(t)
	b.sample()
	o := b.schoolWith(func(o workbook.Overview) bool { return len(o.Gaps) > shownGaps })
	s := b.overview()
	if got := len(s.gapList.shown()); got != shownGaps {
		t.Fatalf("%d gaps are shown, want %d", got, shownGaps)
	}
	item := o.Gaps[1].Item
	s.gapList.shown()[1].Tapped(nil)
	b.settle()
	if c := b.checklists(); c.item != item.ID || c.filter != filterGaps || c.detail.title.Text() != item.Title {
		t.Fatalf("opened %q under %q", c.item, c.filter)
	}
	b.press("1")
	b.settle()
	if a := b.onDisk(item.ID); a.Status != workbook.InPlace {
		t.Fatalf("on disk: %s", a.Status)
	}
	b.open(overviewScreen)
	if slices.Contains(titles(s.gapList), item.Title) {
		t.Errorf("%q still stands among the gaps", item.Title)
	}
}

func TestAComingEventOpensOnItsSchool(t *testing.T) {
	b := newBench(t)
	b.sample()
	o := b.schoolWith(func(o workbook.Overview) bool { return len(o.Events) > 1 })
	if want := b.desk.text("overview.days", "Count", b.desk.today().DaysUntil(o.Events[0].Date)); b.overview().event.Value() != want {
		t.Errorf("the figure is %q, want %q", b.overview().event.Value(), want)
	}
	last := len(b.overview().events.shown()) - 1
	b.overview().events.shown()[last].Tapped(nil)
	b.settle()
	events := b.schools().pane.events
	if b.shell.current != schoolsScreen || events.open != o.Events[last].ID {
		t.Fatalf("%s has %q open, want %q", b.shell.current, events.open, o.Events[last].ID)
	}
	fold, scroll := events.folds[events.open], b.schools().pane.scroll
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(fold.Head).Y - driver.AbsolutePositionForObject(scroll).Y
	if y < 0 || y+fold.Head.Size().Height > scroll.Size().Height {
		t.Errorf("the event lies at %v of %v, out of view", y, scroll.Size().Height)
	}
	if b.desk.window.Canvas().Focused() != fold.Head {
		t.Error("the keyboard is not on the event")
	}
}

func TestAnAnswerNobodyHasReviewedComesUpUntilSomebodyDoes(t *testing.T) {
	b := newBench(t)
	b.sample()
	s := b.overview()
	before := len(s.state.Reviews)
	item := b.desk.theCase.Items[slices.IndexFunc(b.desk.theCase.Items, func(it workbook.Item) bool {
		return b.onDisk(it.ID).Status == workbook.NotAssessed
	})]
	b.desk.goTo(place{screen: checklistsScreen, item: item.ID})
	b.press("1")
	b.settle()
	b.open(overviewScreen)
	i := slices.Index(titles(s.reviews), item.Title)
	if len(s.state.Reviews) != before+1 || i < 0 {
		t.Fatalf("%d answers are due, %d before; shown %v", len(s.state.Reviews), before, titles(s.reviews))
	}
	if got := s.reviews.shown()[i].End(); got != b.desk.text("overview.review.never") {
		t.Errorf("it says %q", got)
	}
	s.reviews.all.Tapped(nil)
	b.settle()
	if got := len(b.checklists().shown); got != before+1 {
		t.Errorf("the link shows %d, want %d", got, before+1)
	}
	from := b.desk.view().Answer(item.ID)
	to := from
	to.ReviewedOn = b.desk.today()
	b.desk.do(workbook.EditAnswer(from, to)...)
	b.settle()
	b.open(overviewScreen)
	if len(s.state.Reviews) != before {
		t.Errorf("%d are due after the review, want %d", len(s.state.Reviews), before)
	}
}

func TestABarOpensItsChecklist(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.overview().stands.lists[workbook.Response].tap.Tapped(nil)
	b.settle()
	c := b.checklists()
	if b.shell.current != checklistsScreen || c.list != workbook.Response || c.filter != "" ||
		len(c.shown) != len(b.desk.theCase.ItemsOf(workbook.Response)) {
		t.Errorf("%s shows %q under %q", b.shell.current, c.list, c.filter)
	}
}

func TestTheDistrictsLineAddsAllSchoolsUpAndLeadsToTheNeediest(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.addedUp()
	s := b.overview()
	answered, high, most := 0, 0, 0
	for _, x := range b.desk.view().Schools {
		b.desk.session.Choose(x.ID)
		b.settle()
		answered += s.state.Coverage.Answered()
		high += s.state.HighGaps
		most = max(most, s.state.HighGaps)
	}
	b.addedUp()
	if d := s.district.state; d.Coverage.Answered() != answered || d.HighGaps != high || d.Schools[0].HighGaps != most {
		t.Errorf("the district has %d answers and %d gaps, its schools %d and %d", d.Coverage.Answered(), d.HighGaps, answered, high)
	}
	s.district.list.all.Tapped(nil)
	b.settle()
	if b.shell.current != districtScreen || len(b.district().matrix.Rows) != len(b.desk.view().Schools) {
		t.Errorf("the link led to %s", b.shell.current)
	}
	b.open(overviewScreen)
	b.addedUp()
	s.district.list.shown()[0].Tapped(nil)
	b.settle()
	if b.shell.current != overviewScreen || b.desk.view().School.ID != s.district.state.Schools[0].School.ID || s.state.HighGaps != most {
		t.Errorf("the line led to %s with %d gaps", b.desk.view().School.Name, s.state.HighGaps)
	}
}

func TestASchoolWithoutAnswersSaysWhatToDoFirst(t *testing.T) {
	b := newBench(t)
	w, err := b.desk.shelf.Create(context.Background(), filepath.Join(b.dir, "new.forethought"))
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(w)
	b.settle()
	b.open(overviewScreen)
	s := b.overview()
	if s.noSchool.Hidden || !s.some.Hidden {
		t.Fatal("without a school the overview does not ask for one")
	}
	school := workbook.School{ID: newID(), Name: "Maple Elementary"}
	b.desk.do(workbook.Add(workbook.SchoolEntity, school.ID, school)...)
	b.settle()
	if s.some.Hidden || s.start.Hidden || !s.figures.Hidden || !s.district.list.box.Hidden {
		t.Fatal("a new school does not show what to do first")
	}
	s.startButton.Tapped(nil)
	b.press("3")
	b.settle()
	b.open(overviewScreen)
	if !s.start.Hidden || s.figures.Hidden || len(s.gapList.shown()) != 1 {
		t.Errorf("after the first answer: start hidden %v, %d gaps", s.start.Hidden, len(s.gapList.shown()))
	}
}

// shown are the lines that say something.
func (l *shortList) shown() []*kit.Entry {
	var shown []*kit.Entry
	for i, line := range l.lines {
		if line.Visible() && l.rows.Visible() {
			shown = append(shown, l.entries[i])
		}
	}
	return shown
}
