package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"forethought/workbook"
)

// matrixBench is a matrix in a window with made-up statuses.
type matrixBench struct {
	*Matrix
	window fyne.Window
	opened []Spot
	told   int // how often the selection was said to have changed
	asked  int // how many cells were asked for
}

// statusAt is the status of a made-up cell. Every eleventh is left out by the filters.
func statusAt(i, j int) (workbook.Status, bool) {
	return workbook.Statuses()[(i*7+j*3+i*j)%5], (i+j)%11 != 10
}

func newMatrixBench(t testing.TB, rows, columns int) *matrixBench {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(Theme{Variant: Light, Scale: 1})
	b := &matrixBench{Matrix: NewMatrix()}
	b.Open = func(s Spot) { b.opened = append(b.opened, s) }
	b.Picked = func() { b.told++ }
	b.window = test.NewTempWindow(t, b.Matrix)
	b.window.SetPadded(false)
	b.window.Resize(fyne.NewSize(900, 520))
	b.fill(rows, columns, nil, nil)
	return b
}

func (b *matrixBench) fill(rows, columns int, row, column func(int) int) {
	b.Fill(MatrixData{
		Rows: rows, Columns: columns,
		Row: func(i int) (string, string, bool) { return fmt.Sprint("School ", i), fmt.Sprint(i % 5), i%5 > 0 },
		Head: func(j int) (string, string) {
			return fmt.Sprintf("What item %d asks of a school", j), fmt.Sprint("List ", j/20)
		},
		Cell: func(i, j int) (workbook.Status, bool) { b.asked++; return statusAt(i, j) },
	}, row, column)
}

// check makes sure that every cell in view is drawn once, in its place and with its status.
func (b *matrixBench) check(t *testing.T) {
	t.Helper()
	at := map[fyne.Position]*matrixCell{}
	for _, c := range b.body.shown.cells {
		if at[c.picture.Position()] != nil {
			t.Fatalf("two cells at %v", c.picture.Position())
		}
		at[c.picture.Position()] = c
	}
	view, offset, seen := b.scroll.Size(), b.Offset(), 0
	for i := range b.data.Rows {
		y := b.body.y(i)
		if y+cellHeight < offset.Y || y > offset.Y+view.Height {
			continue
		}
		for j := range b.data.Columns {
			x := b.heads.x[j]
			if x+cellWidth < offset.X || x > offset.X+view.Width {
				continue
			}
			seen++
			c := at[fyne.NewPos(x, y)]
			if c == nil {
				t.Fatalf("at %v cell %d, %d is not drawn", offset, i, j)
			}
			if kind := kindOf(statusAt(i, j)); c.kind != kind {
				t.Errorf("cell %d, %d is drawn as %d, want %d", i, j, c.kind, kind)
			}
			if c.picked != b.picked.has(i, j) {
				t.Errorf("cell %d, %d: selection shown %v", i, j, c.picked)
			}
		}
	}
	if seen == 0 {
		t.Fatal("nothing is in view")
	}
}

// drawn is how many cells exist, in view or waiting to be used again.
func (b *matrixBench) drawn() int {
	n := len(b.body.shown.cells)
	for _, pool := range b.body.pool {
		n += len(pool)
	}
	return n
}

func (b *matrixBench) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		b.body.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (b *matrixBench) shift(keys ...fyne.KeyName) {
	b.body.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	b.press(keys...)
	b.body.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

// click clicks a cell with the given keys held.
func (b *matrixBench) click(at Spot, mod fyne.KeyModifier) {
	p := fyne.NewPos(b.heads.x[at.Column]+5, b.body.y(at.Row)+5)
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: mod}
	b.body.MouseDown(e)
	b.body.MouseUp(e)
	b.body.Tapped(&e.PointEvent)
}

// want checks the selection.
func (b *matrixBench) want(t *testing.T, when string, spots ...Spot) {
	t.Helper()
	got := b.Selected()
	if len(got) != b.SelectedCount() || fmt.Sprint(got) != fmt.Sprint(append([]Spot{}, spots...)) {
		t.Errorf("%s: %v are selected (count %d), want %v", when, got, b.SelectedCount(), spots)
	}
}

func TestAMatrixShowsEveryCellWhereverItIsScrolled(t *testing.T) {
	b := newMatrixBench(t, 5000, 63)
	b.check(t)
	most := 0
	for _, to := range []fyne.Position{
		{X: 0, Y: 33}, {X: 0, Y: 40}, {X: 300, Y: 40}, {X: 1200, Y: 90_000}, {X: 0, Y: 159_000}, {X: 9999, Y: 9_999_999}, {X: 0, Y: 0},
	} {
		b.scrollTo(to)
		b.check(t)
		most = max(most, b.drawn())
	}
	if most > 2000 {
		t.Errorf("%d cells were made for a view of about 300", most)
	}
	b.window.Resize(fyne.NewSize(1400, 900))
	b.check(t)
}

func TestAMatrixHasItsNamesAndTitlesInStepWithTheCells(t *testing.T) {
	b := newMatrixBench(t, 500, 63)
	b.scrollTo(fyne.NewPos(413, 1601))
	driver := fyne.CurrentApp().Driver()
	row := int(1601/b.pitch()) + 2
	for _, r := range b.names.rows {
		if r.row != row {
			continue
		}
		if r.name.Text() != fmt.Sprint("School ", row) {
			t.Errorf("row %d is called %q", row, r.name.Text())
		}
		middle := driver.AbsolutePositionForObject(r.name).Y + r.name.Size().Height/2
		cell := driver.AbsolutePositionForObject(b.scroll).Y + b.body.y(row) - b.Offset().Y + cellHeight/2
		if d := middle - cell; d > 1.5 || d < -1.5 {
			t.Errorf("the name stands %.1f off its cells", d)
		}
	}
	at := b.heads.at(fyne.NewPos(b.heads.x[14]-413+cellWidth/2, b.heads.height-b.heads.band()-1))
	if at.Column != 14 {
		t.Errorf("the foot of title 14 is taken for %d", at.Column)
	}
}

func TestTheKeyboardMovesSelectsAndOpens(t *testing.T) {
	b := newMatrixBench(t, 100, 30)
	b.Focus()
	if b.Cursor() != (Spot{0, 0}) {
		t.Fatalf("the cursor starts at %v", b.Cursor())
	}
	b.press(fyne.KeyDown, fyne.KeyRight)
	b.body.TypedRune(' ')
	b.want(t, "space", Spot{1, 1})
	b.press(fyne.KeyDown)
	b.shift(fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	b.want(t, "shift and arrows", Spot{1, 1}, Spot{2, 1}, Spot{2, 2}, Spot{3, 1}, Spot{3, 2})
	b.press(fyne.KeyEscape)
	b.want(t, "escape")
	b.press(fyne.KeyEnd, fyne.KeyPageDown)
	if at := b.Cursor(); at.Column != 29 || at.Row <= 10 {
		t.Errorf("the cursor is at %v", at)
	}
	if b.Offset().X == 0 || b.Offset().Y == 0 {
		t.Error("the cursor has left the view")
	}
	b.check(t)
	b.press(fyne.KeyReturn)
	if len(b.opened) != 1 || b.opened[0] != b.Cursor() {
		t.Errorf("opened %v", b.opened)
	}
	b.body.TypedShortcut(&fyne.ShortcutSelectAll{})
	shown := 0
	for i := range 100 {
		for j := range 30 {
			if _, ok := statusAt(i, j); ok {
				shown++
			}
		}
	}
	if b.SelectedCount() != shown {
		t.Errorf("all are %d, want the %d that pass the filters", b.SelectedCount(), shown)
	}
	b.check(t)
}

func TestThePointerOpensAndSelects(t *testing.T) {
	b := newMatrixBench(t, 40, 20)
	b.click(Spot{3, 2}, 0)
	if len(b.opened) != 1 || b.opened[0] != (Spot{3, 2}) || b.SelectedCount() > 0 {
		t.Fatalf("a click opened %v, selected %v", b.opened, b.Selected())
	}
	b.click(Spot{1, 1}, fyne.KeyModifierShortcutDefault)
	b.click(Spot{5, 1}, fyne.KeyModifierShortcutDefault)
	b.want(t, "ctrl", Spot{1, 1}, Spot{5, 1})
	b.click(Spot{6, 2}, fyne.KeyModifierShift)
	b.want(t, "shift", Spot{1, 1}, Spot{5, 1}, Spot{5, 2}, Spot{6, 1}, Spot{6, 2})
	b.click(Spot{6, 4}, fyne.KeyModifierShortcutDefault) // left out by the filters
	b.want(t, "a cell left out", Spot{1, 1}, Spot{5, 1}, Spot{5, 2}, Spot{6, 1}, Spot{6, 2})
	b.ClearSelection()
	b.Picking = true
	b.click(Spot{2, 2}, 0)
	b.want(t, "selecting", Spot{2, 2})
	if len(b.opened) != 1 {
		t.Error("a click that selects opened")
	}
	b.check(t)
}

func TestDraggingSelectsABlock(t *testing.T) {
	b := newMatrixBench(t, 40, 20)
	at := func(s Spot) fyne.Position { return fyne.NewPos(b.heads.x[s.Column]+8, b.body.y(s.Row)+8) }
	drag := func(from Spot, through ...Spot) {
		b.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(from)}, Button: desktop.MouseButtonPrimary})
		for _, s := range through {
			b.body.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(s)}})
		}
		b.body.DragEnd()
	}
	drag(Spot{4, 4}, Spot{5, 5}, Spot{2, 3}, Spot{3, 3})
	b.want(t, "dragged", Spot{3, 3}, Spot{3, 4}, Spot{4, 3}, Spot{4, 4})
	drag(Spot{7, 1}, Spot{7, 1})
	if len(b.opened) != 1 || b.opened[0] != (Spot{7, 1}) {
		t.Errorf("a pointer that trembled on a cell opened %v", b.opened)
	}
}

func TestAHeadingSelectsItsRowOrColumn(t *testing.T) {
	b := newMatrixBench(t, 12, 9)
	in := func(spots []Spot, keep func(Spot) bool) bool {
		for _, s := range spots {
			if !keep(s) {
				return false
			}
		}
		return len(spots) > 0
	}
	name := func(row int, mod fyne.KeyModifier) {
		e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, b.body.y(row)+5)}, Modifier: mod}
		b.names.MouseDown(e)
		b.names.Tapped(&e.PointEvent)
	}
	name(2, 0)
	if !in(b.Selected(), func(s Spot) bool { return s.Row == 2 }) || b.SelectedCount() < 8 {
		t.Errorf("the name selects %v", b.Selected())
	}
	name(4, fyne.KeyModifierShift)
	if !in(b.Selected(), func(s Spot) bool { return s.Row >= 2 && s.Row <= 4 }) || b.SelectedCount() < 24 {
		t.Errorf("with Shift the name selects %v", b.Selected())
	}
	name(8, 0)
	name(8, 0)
	b.want(t, "the same name again")
	b.heads.Tapped(&fyne.PointEvent{Position: fyne.NewPos(b.heads.x[5]+cellWidth/2, b.heads.height-10)})
	if !in(b.Selected(), func(s Spot) bool { return s.Column == 5 }) || b.SelectedCount() < 10 {
		t.Errorf("the title selects %v", b.Selected())
	}
}

func TestASelectionFollowsItsRows(t *testing.T) {
	b := newMatrixBench(t, 20, 10)
	b.click(Spot{2, 3}, fyne.KeyModifierShortcutDefault)
	b.click(Spot{9, 3}, fyne.KeyModifierShortcutDefault)
	told := b.told
	b.fill(8, 10, func(i int) int { // the first two rows are gone, and all after the ninth
		if i < 2 || i > 8 {
			return -1
		}
		return i - 2
	}, func(j int) int { return j })
	b.want(t, "after filtering", Spot{0, 3})
	if b.told == told {
		t.Error("nobody was told")
	}
	b.check(t)
	b.fill(8, 10, nil, nil)
	b.want(t, "anew")
	b.fill(20, 10, nil, nil)
	b.click(Spot{2, 3}, fyne.KeyModifierShortcutDefault)
	b.click(Spot{9, 3}, fyne.KeyModifierShortcutDefault)
	b.fill(18, 10, func(i int) int { return i - 2 }, func(j int) int { return j })
	b.want(t, "where one is left out now", Spot{0, 3})
}

// BenchmarkMatrixScrolls is one step of the mouse wheel over 5,000 schools and 63 items in a
// large window: what the window does before it paints.
func BenchmarkMatrixScrolls(b *testing.B) {
	m := newMatrixBench(b, 5000, 63)
	m.window.Resize(fyne.NewSize(1920, 1080))
	y := float32(0)
	for b.Loop() {
		y += 40
		if y > 150_000 {
			y = 0
		}
		m.scrollTo(fyne.NewPos(0, y))
	}
}

// BenchmarkMatrixFills shows other rows of the same items.
func BenchmarkMatrixFills(b *testing.B) {
	m := newMatrixBench(b, 5000, 63)
	m.window.Resize(fyne.NewSize(1920, 1080))
	same := func(i int) int { return i }
	for b.Loop() {
		m.fill(5000, 63, same, same)
	}
}
