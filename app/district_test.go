package app

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/workbook"
)

func (b *bench) district() *district { return b.shell.screen(districtScreen).(*district) }

// invented makes and opens a workbook of so many invented schools.
func (b *bench) invented(schools int) {
	b.t.Helper()
	ctx := context.Background()
	w, err := b.desk.shelf.Create(ctx, filepath.Join(b.dir, "District.forethought"))
	if err != nil {
		b.t.Fatal(err)
	}
	who := workbook.Author{Name: "Jordan Lee", Seat: "invented"}
	names := []string{"Maple", "Cedar", "Birch", "Lincoln", "Riverside", "North", "Oak", "Pine", "Hill", "Lake"}
	kinds := []string{"Elementary", "Middle", "High"}
	levels := []workbook.Level{"elementary", "middle", "high"}
	var changes []workbook.Change
	for n := range schools {
		s := workbook.School{
			ID: newID(), Name: names[n%len(names)] + " " + kinds[n%3], District: "Cedar Valley District", Levels: levels[n%3 : n%3+1],
		}
		if n >= len(names)*3 {
			s.Name = fmt.Sprintf("%s %d", s.Name, n/len(names))
		}
		changes = append(changes, workbook.Add(workbook.SchoolEntity, s.ID, s)...)
		gym := workbook.Zone{ID: newID(), SchoolID: s.ID, Building: "Main building", Name: "Gym"}
		changes = append(changes, workbook.Add(workbook.ZoneEntity, gym.ID, gym)...)
		for i, it := range b.desk.theCase.Items {
			pick := (n*n*7 + i*i*5 + n*i*3 + n + i) % 17
			a := workbook.BlankAnswer(s.ID, it.ID)
			to := a
			switch {
			case pick < 6:
				to.Status = workbook.InPlace
			case pick < 10:
				to.Status = workbook.InProgress
			case pick < 12:
				to.Status = workbook.Needed
				if n%4 == 0 {
					to.Override = workbook.High
				}
			case pick < 13:
				to.Status, to.Reason = workbook.NotNecessary, "Not at this school."
			}
			if n%5 == 0 && i == 2 {
				to.Zones = []string{gym.ID}
			}
			changes = append(changes, workbook.EditAnswer(a, to)...)
		}
	}
	if _, err := w.Apply(ctx, who, changes); err != nil {
		b.t.Fatal(err)
	}
	b.desk.prefs.SetBool("care."+b.desk.theCase.ID, true)
	b.desk.setBook(w)
	b.settle()
	b.open(districtScreen)
}

// cellOf finds the cell of a school and an item.
func (s *district) cellOf(school, item string) kit.Spot {
	return kit.Spot{
		Row:    slices.IndexFunc(s.matrix.Rows, func(r workbook.MatrixSchool) bool { return r.School.ID == school }),
		Column: slices.IndexFunc(s.matrix.Items, func(it workbook.MatrixItem) bool { return it.Item.ID == item }),
	}
}

// statuses reads the statuses of some cells from the file.
func (b *bench) statuses(cells []wanted) []workbook.Status {
	b.t.Helper()
	all, err := b.desk.book.AllAnswers(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	var list []workbook.Status
	for _, c := range cells {
		list = append(list, all[c.school].Of(c.school, c.item).Status)
	}
	return list
}

// toCell goes to a cell as the keyboard does.
func (b *bench) toCell(at kit.Spot) {
	s := b.district()
	s.table.Focus()
	move := func(k fyne.KeyName, times int) {
		for range times {
			b.desk.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	move(fyne.KeyUp, len(s.matrix.Rows))
	move(fyne.KeyHome, 1)
	move(fyne.KeyDown, at.Row)
	move(fyne.KeyRight, at.Column)
}

// block selects a block of cells as the keyboard does: to its first cell, and with Shift to
// its last.
func (b *bench) block(from, to kit.Spot) {
	b.t.Helper()
	s := b.district()
	b.toCell(from)
	body := b.desk.window.Canvas().Focused()
	move := func(k fyne.KeyName, times int) {
		for range times {
			body.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	body.(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	move(fyne.KeyDown, to.Row-from.Row)
	move(fyne.KeyRight, to.Column-from.Column)
	body.(desktop.Keyable).KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if want := (to.Row - from.Row + 1) * (to.Column - from.Column + 1); s.table.SelectedCount() != want {
		b.t.Fatalf("%d cells are selected, want %d", s.table.SelectedCount(), want)
	}
}

func all(status workbook.Status) func(workbook.Status) bool {
	return func(s workbook.Status) bool { return s != status }
}

func TestManyCellsAreAnsweredOnceAndUndoneOnce(t *testing.T) {
	b := newBench(t)
	b.invented(40)
	s := b.district()
	if len(s.matrix.Rows) != 40 || len(s.matrix.Items) != len(b.desk.theCase.Items) {
		t.Fatalf("%d schools and %d items", len(s.matrix.Rows), len(s.matrix.Items))
	}
	if !s.legend.Visible() || s.bar.Visible() {
		t.Error("the bar is there without a selection")
	}
	b.block(kit.Spot{Row: 1, Column: 2}, kit.Spot{Row: 6, Column: 8})
	if s.legend.Visible() || !s.bar.Visible() {
		t.Error("a selection does not bring the bar")
	}
	cells := s.chosen()
	before := b.statuses(cells)
	order := rowIDs(s)
	s.answers[workbook.InPlace].Tapped(nil)
	if got := s.matrix.At(1, 2).Status(); got != workbook.InPlace {
		t.Errorf("before the disk answers the cell shows %s", got)
	}
	b.settle()
	if after := b.statuses(cells); slices.ContainsFunc(after, all(workbook.InPlace)) {
		t.Fatalf("on disk: %v", after)
	}
	if s.matrix.At(6, 8).Status() != workbook.InPlace || !slices.Equal(rowIDs(s), order) || s.table.SelectedCount() != len(cells) {
		t.Error("the answered cells moved, or are not selected any more")
	}
	b.desk.session.Undo()
	b.settle()
	if after := b.statuses(cells); !slices.Equal(after, before) {
		t.Errorf("one undo left %v, want %v", after, before)
	}
	if s.matrix.At(1, 2).Status() != before[0] {
		t.Error("the matrix does not show the undo")
	}
}

func rowIDs(s *district) []string {
	var ids []string
	for _, r := range s.matrix.Rows {
		ids = append(ids, r.School.ID)
	}
	return ids
}

func TestNotNecessaryAsksForOneReasonForAll(t *testing.T) {
	b := newBench(t)
	b.invented(12)
	s := b.district()
	b.block(kit.Spot{Row: 0, Column: 0}, kit.Spot{Row: 2, Column: 3})
	cells := s.chosen()
	before := b.statuses(cells)
	b.desk.window.Canvas().Focused().TypedRune('4')
	b.settle()
	m := b.desk.modal
	if m == nil {
		t.Fatal("nothing was asked")
	}
	m.first.Tapped(nil)
	b.settle()
	if b.desk.modal != m || !slices.Equal(b.statuses(cells), before) {
		t.Fatal("without a reason the answers were given")
	}
	b.write(b.desk.window.Canvas().Focused().(*kit.Field), "No shared yard.")
	m.first.Tapped(nil)
	b.settle()
	answers, err := b.desk.book.AllAnswers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cells {
		a := answers[c.school].Of(c.school, c.item)
		if a.Status != workbook.NotNecessary || before[i] != workbook.NotNecessary && a.Reason != "No shared yard." {
			t.Errorf("%s is %s because %q", c.item, a.Status, a.Reason)
		}
	}
	b.desk.session.Undo()
	b.settle()
	if !slices.Equal(b.statuses(cells), before) {
		t.Error("one undo does not take the answers back")
	}
}

func TestManyOtherAnswersAreWrittenOverOnlyAfterAQuestion(t *testing.T) {
	b := newBench(t)
	b.invented(12)
	s := b.district()
	s.table.SelectAll()
	cells := s.chosen()
	before := b.statuses(cells)
	s.answer(workbook.Needed)
	b.settle()
	if b.desk.modal == nil {
		t.Fatal("nothing was asked")
	}
	b.desk.modal.close()
	b.settle()
	if !slices.Equal(b.statuses(cells), before) {
		t.Fatal("the answers were given without a yes")
	}
	s.answer(workbook.Needed)
	b.desk.modal.first.Tapped(nil)
	b.settle()
	if slices.ContainsFunc(b.statuses(cells), all(workbook.Needed)) {
		t.Error("after the yes not all are needed")
	}
	s.answer(workbook.Needed) // again: takes them back, which is as grave
	b.desk.modal.first.Tapped(nil)
	b.settle()
	if slices.ContainsFunc(b.statuses(cells), all(workbook.NotAssessed)) {
		t.Error("the same answer again did not take them back")
	}
}

func TestTheDistrictIsFilteredAndSorted(t *testing.T) {
	b := newBench(t)
	b.invented(40)
	s := b.district()
	for i := 1; i < len(s.matrix.Rows); i++ {
		if x, y := s.matrix.Rows[i-1].Counts, s.matrix.Rows[i].Counts; x.High < y.High || x.High == y.High && x.Of(workbook.Needed) < y.Of(workbook.Needed) {
			t.Fatalf("row %d has less need than the next", i-1)
		}
	}
	s.sort.Choose(string(workbook.SortByName))
	b.settle()
	var names []string
	for _, r := range s.matrix.Rows {
		names = append(names, r.School.Name)
	}
	if !slices.IsSortedFunc(names, workbook.NaturalCompare) {
		t.Errorf("by name: %q", names)
	}
	s.picks[byLevel].Choose("middle")
	s.picks[byChecklist].Choose(string(workbook.Response))
	b.settle()
	if len(s.matrix.Rows) != 13 || len(s.matrix.Items) != len(b.desk.theCase.ItemsOf(workbook.Response)) {
		t.Errorf("%d schools, %d items", len(s.matrix.Rows), len(s.matrix.Items))
	}
	s.find.SetText("cedar valley birch")
	b.settle()
	if len(s.matrix.Rows) == 0 || len(s.matrix.Rows) >= 13 {
		t.Errorf("with a name: %d schools", len(s.matrix.Rows))
	}
	s.find.SetText("no such school")
	b.settle()
	if s.table.Visible() || !s.emptyBox.Visible() {
		t.Error("nothing passes, and nothing says so")
	}
	s.onShowAll()
	b.settle()
	if len(s.matrix.Rows) != 40 || !s.table.Visible() || s.filtered() || s.picks[byLevel].On() {
		t.Error("the filters are still on")
	}
	s.picks[byZone].Choose("Main building · Gym")
	b.settle()
	if len(s.matrix.Rows) != 8 || len(s.matrix.Items) != 1 {
		t.Errorf("the gym concerns %d schools and %d items", len(s.matrix.Rows), len(s.matrix.Items))
	}
}

func TestAClickOpensTheAnswerAndComingBackFindsThePlace(t *testing.T) {
	b := newBench(t)
	b.invented(40)
	s := b.district()
	s.picks[byChecklist].Choose(string(workbook.Prevention))
	b.settle()
	at := kit.Spot{Row: 30, Column: 3}
	school, item := s.matrix.Rows[at.Row].School, s.matrix.Items[at.Column].Item
	if b.desk.view().School.ID == school.ID {
		t.Fatal("the school is chosen already, so the test could not fail")
	}
	b.block(kit.Spot{Row: 29, Column: 3}, at) // scrolls there
	s.table.ClearSelection()
	offset, order := s.table.Offset(), rowIDs(s)
	if offset.Y == 0 {
		t.Fatal("nothing was scrolled")
	}
	b.desk.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	c := b.checklists()
	if b.shell.current != checklistsScreen || b.desk.view().School.ID != school.ID || c.item != item.ID || c.detail.item.ID != item.ID {
		t.Fatalf("%s shows %s of %s", b.shell.current, c.item, b.desk.view().School.Name)
	}
	b.press("3")
	if a := b.onDisk(item.ID); a.Status != workbook.Needed && a.Status != workbook.NotAssessed {
		t.Fatalf("on disk: %s", a.Status)
	}
	want := b.onDisk(item.ID).Status
	b.open(districtScreen)
	if s.table.Offset() != offset || !slices.Equal(rowIDs(s), order) || s.request.Checklist != workbook.Prevention {
		t.Errorf("coming back shows %v, not %v", s.table.Offset(), offset)
	}
	if got := s.matrix.At(at.Row, at.Column).Status(); got != want {
		t.Errorf("the cell shows %s, want %s", got, want)
	}
}

func TestAnotherWindowsAnswersAppear(t *testing.T) {
	b := newBench(t)
	b.invented(12)
	s := b.district()
	school, item := s.matrix.Rows[5].School.ID, s.matrix.Items[4].Item.ID
	want := workbook.Needed
	if s.matrix.At(5, 4).Status() == want {
		want = workbook.InPlace
	}
	other, err := b.desk.shelf.Open(context.Background(), b.desk.book.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	change := workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, item), Field: "status", New: string(want)}
	if _, err := other.Apply(context.Background(), workbook.Author{Name: "Ben", Seat: "b"}, []workbook.Change{change}); err != nil {
		t.Fatal(err)
	}
	b.desk.session.Reload() // as the session does once a second
	b.settle()
	if at := s.cellOf(school, item); s.matrix.At(at.Row, at.Column).Status() != want {
		t.Error("the other window's answer does not show")
	}
}

func TestADistrictWithoutSchoolsSaysWhatToDo(t *testing.T) {
	b := newBench(t)
	b.empty()
	b.open(districtScreen)
	s := b.district()
	if s.none.Hidden || !s.some.Hidden {
		t.Fatal("an empty workbook shows an empty matrix")
	}
	b.addSchools("Maple Elementary")
	b.open(districtScreen)
	if !s.none.Hidden || s.alone.Hidden || len(s.matrix.Rows) != 1 {
		t.Errorf("one school: %d rows, hint hidden %v", len(s.matrix.Rows), s.alone.Hidden)
	}
}

func TestTheDistrictsWordsNameWhatIsUnderThePointer(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(districtScreen)
	s := b.district()
	hint := s.detail.Text()
	said := map[string]bool{hint: true}
	for _, at := range []kit.Spot{{Row: 1, Column: 2}, {Row: 1, Column: -1}, {Row: -1, Column: 2}} {
		s.onPointed(at)
		if said[s.detail.Text()] {
			t.Errorf("%v says %q", at, s.detail.Text())
		}
		said[s.detail.Text()] = true
	}
	if s.onPointed(kit.NoSpot); s.detail.Text() != hint {
		t.Errorf("nothing says %q", s.detail.Text())
	}
}

func TestAnotherWorkbookStartsWithoutTheFiltersOfTheLast(t *testing.T) {
	b := newBench(t)
	b.invented(40)
	s := b.district()
	s.picks[byZone].Choose("Main building · Gym")
	b.settle()
	s.table.SelectAll()
	b.sample()
	b.open(districtScreen)
	if n := len(b.desk.view().Schools); s.filtered() || len(s.matrix.Rows) != n || s.table.SelectedCount() > 0 || len(s.matrix.Items) != len(b.desk.theCase.Items) {
		t.Errorf("%d of %d schools, %d items, %d selected", len(s.matrix.Rows), n, len(s.matrix.Items), s.table.SelectedCount())
	}
}

func TestAReadingFromBeforeAnAnswerIsNotShownAfterIt(t *testing.T) {
	b := newBench(t)
	b.invented(12)
	s := b.district()
	b.settle()
	want := workbook.Needed
	if s.matrix.At(0, 0).Status() == want {
		want = workbook.InPlace
	}
	s.stale = true
	s.ask()
	before := <-b.posts // what was read before the answer is under way
	s.give([]wanted{{kit.Spot{}, s.matrix.Rows[0].School.ID, s.matrix.Items[0].Item.ID, s.matrix.At(0, 0).Status()}}, want, "")
	for b.desk.session.Saving().Pending > 0 {
		(<-b.posts)()
	}
	before()
	if got := s.matrix.At(0, 0).Status(); got != want {
		t.Errorf("the answer that was given shows as %q", got)
	}
	b.settle()
	if got := s.matrix.At(0, 0).Status(); got != want {
		t.Errorf("in the end the answer is %q", got)
	}
}

func TestAnAnswerGoesToNoCellThatTheFiltersLeaveOut(t *testing.T) {
	b := newBench(t)
	b.invented(12)
	s := b.district()
	s.picks[byZone].Choose("Main building · Gym")
	b.settle()
	if len(s.matrix.Rows) != 3 || len(s.matrix.Items) != 1 {
		t.Fatalf("the gym concerns %d schools and %d items", len(s.matrix.Rows), len(s.matrix.Items))
	}
	// One school's answer to another item points to its gym too: the others have a hole there.
	school := s.matrix.Rows[0].School.ID
	answers, err := b.desk.book.Answers(context.Background(), school)
	if err != nil {
		t.Fatal(err)
	}
	from := answers.Of(school, b.desk.theCase.Items[4].ID)
	to := from
	to.Zones = answers.Of(school, s.matrix.Items[0].Item.ID).Zones
	b.desk.do(workbook.EditAnswer(from, to)...)
	b.settle()
	s.onShowAll()
	b.settle()
	s.table.Focus()
	b.desk.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	s.picks[byZone].Choose("Main building · Gym")
	b.settle()
	if len(s.matrix.Rows) != 3 || len(s.matrix.Items) != 2 {
		t.Fatalf("now the gym concerns %d schools and %d items", len(s.matrix.Rows), len(s.matrix.Items))
	}
	if got := s.table.SelectedCount(); got != 4 {
		t.Errorf("%d cells are selected, but 4 are shown", got)
	}
	s.table.ClearSelection()
	for i := range s.matrix.Rows {
		for j := range s.matrix.Items {
			b.toCell(kit.Spot{Row: i, Column: j})
			if got := len(s.chosen()) == 1; got != s.matrix.Shows(i, j) {
				t.Errorf("an answer at %d, %d would be given: %v", i, j, got)
			}
		}
	}
}

func TestInALowWindowTheFiltersFoldForTheSchools(t *testing.T) {
	b := newBench(t)
	b.invented(20)
	b.open(districtScreen)
	s := b.district()
	if s.fold.chip.Visible() || !s.fold.part.Visible() {
		t.Error("the filters are folded where there is room")
	}
	fyne.CurrentApp().Settings().SetTheme(kit.Theme{Variant: kit.Light, Scale: 1.5})
	b.shell.rebuild()
	b.resize(1024, 700)
	b.open(districtScreen)
	s = b.district()
	if !s.fold.chip.Visible() || s.fold.part.Visible() {
		t.Fatal("the filters are not folded")
	}
	folded := s.table.Size().Height
	test.Tap(s.fold.chip)
	b.settle()
	if !s.fold.part.Visible() || s.table.Size().Height >= folded {
		t.Error("a click on the chip does not show the filters")
	}
	s.picks[byLevel].Choose("middle")
	b.settle()
	test.Tap(s.fold.chip)
	if s.fold.part.Visible() || !s.fold.chip.On() || s.fold.chip.Label != "Filters · 1 on" {
		t.Errorf("folded again, the chip says %q", s.fold.chip.Label)
	}
	s.HandleRune('/')
	if !s.fold.part.Visible() || b.desk.window.Canvas().Focused() != s.find {
		t.Error("the key for the search does not lead to it")
	}
}
