package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// TableColumn is a column of a [Table].
type TableColumn struct {
	Code  string
	Title string
	Least float32 // width at 100 % text
	Share float32 // of the width that is left over
	Rank  int     // columns of a higher rank give way first where there is little room; 0 stays
	Spare float32 // width at 100 % text that must be left over besides, or it gives way
	Pill  bool    // its cells show a status
	Hint  bool    // its cells have a line of small words below
	Opens bool    // a click opens the row
	Edits bool    // its cells can be changed where they stand
}

// TableOf is what a [Table] shows, and what hears what the person does with it.
type TableOf interface {
	Keys
	Length() int
	RowID(row int) string                    // what the row is known by while rows come and go
	FillCell(row int, code string, c *Cell)  // only for columns that there is room for
	SortBy(code string)                      // a head was pressed
	GoTo(row int)                            // the person is on another row
	OpenRow(row int)                         // wants to see the whole of it
	EditCell(row int, code string, at *Cell) // wants to change what the cell shows
	TicksChanged()                           // has chosen other rows
}

// Table is a virtualised table: heads that sort, rows that can be ticked, and a cell that
// the person is on.
//
// The arrow keys move, Enter or F2 changes the cell or opens the row, Space ticks it, and
// Ctrl+A ticks all. A click goes to a cell and a second one changes it; with Ctrl it ticks
// the row, with Shift all rows from the one ticked last.
type Table struct {
	of      TableOf
	columns []TableColumn
	spans   []span // of the columns that are shown, in order
	hidden  map[string]bool
	column  int // the one that the person is in, among those shown
	ticks   map[string]bool
	plain   bool   // no rows are ticked
	from    string // the row ticked last

	heads []*tableHeadCell
	all   *Tap
	tick  *Icon
	head  *fyne.Container
	rows  *List
	made  []*tableRow
	stamp int
	box   *fyne.Container
}

// span is where a column stands.
type span struct {
	column TableColumn
	x, w   float32
}

// Distances in a table at 100 % text.
const (
	tickWidth float32 = 36
	columnGap float32 = 1.5 * Grid
)

// NewTable makes a table; allLabel is what the box that ticks all rows is called.
func NewTable(of TableOf, allLabel string, columns []TableColumn) *Table {
	t := &Table{of: of, columns: columns, hidden: map[string]bool{}, ticks: map[string]bool{}}
	t.tick = NewIcon(tickSign(false, false))
	t.all = NewTap(allLabel, container.New(inline{}, t.tick), t.TickAll)
	t.all.Keys, t.all.PadX, t.all.PadY, t.all.Radius = of, Grid/2, Grid/2, 6
	heads := []fyne.CanvasObject{t.all}
	for _, c := range columns {
		h := newTableHeadCell(c.Title, func() { of.SortBy(c.Code) })
		h.Keys = of
		t.heads = append(t.heads, h)
		heads = append(heads, h)
	}
	t.head = container.New(&tableHead{t}, heads...)
	t.rows = NewList(of.Length, t.newRow, t.updateRow, of.GoTo)
	t.rows.Keys, t.rows.All = t, t.TickAll
	t.box = container.New(&tableBox{t}, t.head, Line(), t.rows)
	return t
}

// Object is the table for a layout.
func (t *Table) Object() fyne.CanvasObject { return t.box }

// Rows is the list of the rows, which has the table's focus.
func (t *Table) Rows() *List { return t.rows }

// Refresh shows what there is now. Rows that are gone are ticked no more.
func (t *Table) Refresh() {
	if len(t.ticks) > 0 {
		there := map[string]bool{}
		for i := range t.of.Length() {
			if id := t.of.RowID(i); t.ticks[id] {
				there[id] = true
			}
		}
		t.ticks = there
	}
	t.showTicks()
}

// WithoutTicks makes a table whose rows are not ticked.
func (t *Table) WithoutTicks() {
	t.plain = true
	t.all.Hide()
}

// lead is the room before the first column.
func (t *Table) lead() float32 {
	if t.plain {
		return 2 * Grid
	}
	return tickWidth * TextScale()
}

// SetSort shows by which column the rows are ordered.
func (t *Table) SetSort(code string, down bool) {
	for i, c := range t.columns {
		t.heads[i].setOrder(c.Code == code, down)
	}
}

// SetHidden leaves a column out, however much room there is, or no longer.
func (t *Table) SetHidden(code string, hidden bool) {
	if t.hidden[code] != hidden {
		t.hidden[code] = hidden
		t.box.Refresh()
	}
}

// Shows reports whether there is room for a column.
func (t *Table) Shows(code string) bool {
	for _, s := range t.spans {
		if s.column.Code == code {
			return true
		}
	}
	return false
}

// Column is the code of the column that the person is in.
func (t *Table) Column() string {
	if t.column < len(t.spans) {
		return t.spans[t.column].column.Code
	}
	return ""
}

// Enter goes to a column of the current row, where it is shown.
func (t *Table) Enter(code string) {
	for i, s := range t.spans {
		if s.column.Code == code {
			t.column = i
		}
	}
	t.rows.Refresh()
}

// Ticked are the ids of the rows that are ticked, in the order of the rows.
func (t *Table) Ticked() []string {
	if len(t.ticks) == 0 {
		return nil
	}
	var ids []string
	for i := range t.of.Length() {
		if id := t.of.RowID(i); t.ticks[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// Untick lets go of all rows without telling anyone.
func (t *Table) Untick() {
	t.ticks, t.from = map[string]bool{}, ""
	t.showTicks()
}

// TickAll ticks all rows, or lets go of them where all are ticked.
func (t *Table) TickAll() {
	if t.plain {
		return
	}
	n := t.of.Length()
	all := len(t.ticks) < n
	t.ticks = map[string]bool{}
	for i := 0; all && i < n; i++ {
		t.ticks[t.of.RowID(i)] = true
	}
	t.changedTicks()
}

// Tick ticks a row or lets go of it.
func (t *Table) Tick(row int) {
	if t.plain || row < 0 || row >= t.of.Length() {
		return
	}
	id := t.of.RowID(row)
	t.from = id
	if t.ticks[id] {
		delete(t.ticks, id)
	} else {
		t.ticks[id] = true
	}
	t.changedTicks()
}

// find is where a row stands, -1 for one that is not there.
func (t *Table) find(id string) int {
	for i := range t.of.Length() {
		if t.of.RowID(i) == id {
			return i
		}
	}
	return -1
}

// TickTo ticks the rows from the one ticked last to this one.
func (t *Table) TickTo(row int) {
	if t.plain {
		return
	}
	start := t.find(t.from)
	if start < 0 {
		start = t.rows.Selected()
	}
	if start < 0 || start >= t.of.Length() {
		start = row
	}
	for i := min(start, row); i <= max(start, row); i++ {
		t.ticks[t.of.RowID(i)] = true
	}
	t.changedTicks()
}

func (t *Table) changedTicks() {
	t.showTicks()
	t.of.TicksChanged()
}

func (t *Table) showTicks() {
	n := t.of.Length()
	t.tick.Set(tickSign(n > 0 && len(t.ticks) == n, len(t.ticks) > 0))
	t.rows.Refresh()
}

// HandleKey moves between the columns and acts on the cell or row that the person is on.
func (t *Table) HandleKey(k fyne.KeyName) bool {
	row := t.rows.Selected()
	there := row >= 0 && row < t.of.Length()
	switch k {
	case fyne.KeyLeft, fyne.KeyRight:
		t.step(k)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		if there {
			t.act(row)
		}
	case fyne.KeyPageUp:
		t.rows.Step(-t.page())
	case fyne.KeyPageDown:
		t.rows.Step(t.page())
	case fyne.KeyHome:
		t.rows.Step(-t.of.Length())
	case fyne.KeyEnd:
		t.rows.Step(t.of.Length())
	case fyne.KeySpace: // comes as a rune too
	default:
		return t.of.HandleKey(k)
	}
	return true
}

// page is how many rows there is room for.
func (t *Table) page() int {
	high := float32(1)
	for _, r := range t.made {
		high = fyne.Max(high, r.MinSize().Height)
	}
	return max(int(t.rows.Size().Height/high)-1, 1)
}

// HandleRune ticks with the space bar.
func (t *Table) HandleRune(r rune) bool {
	if r == ' ' {
		t.Tick(t.rows.Selected())
		return true
	}
	return t.of.HandleRune(r)
}

func (t *Table) step(k fyne.KeyName) {
	to := t.column + 1
	if k == fyne.KeyLeft {
		to = t.column - 1
	}
	if to >= 0 && to < len(t.spans) {
		t.column = to
		t.rows.Refresh()
	}
}

// act changes the cell that the person is on, or opens its row.
func (t *Table) act(row int) {
	if t.column >= len(t.spans) {
		return
	}
	if c := t.spans[t.column].column; c.Edits {
		if cell := t.cell(row, c.Code); cell != nil {
			t.of.EditCell(row, c.Code, cell)
		}
		return
	}
	t.of.OpenRow(row)
}

// cell is a cell that is drawn, nil for one that is not.
func (t *Table) cell(row int, code string) *Cell {
	t.rows.ScrollTo(row)
	var found *tableRow
	for _, r := range t.made {
		if r.at == row && (found == nil || r.stamp > found.stamp) {
			found = r
		}
	}
	if found == nil {
		return nil
	}
	return found.cells[code]
}

// arrange decides which columns there is room for and where they stand.
func (t *Table) arrange(width float32) {
	scale := TextScale()
	var shown []TableColumn
	for _, c := range t.columns {
		if !t.hidden[c.Code] {
			shown = append(shown, c)
		}
	}
	room := func() float32 {
		left := width - t.lead() - Grid/2
		for _, c := range shown {
			left -= c.Least*scale + columnGap
		}
		return left
	}
	for {
		last := 0
		for i, c := range shown {
			if c.Rank > shown[last].Rank {
				last = i
			}
		}
		if shown[last].Rank == 0 || room() >= shown[last].Spare*scale {
			break
		}
		shown = append(shown[:last], shown[last+1:]...)
	}
	left, shares := room(), float32(0) // less than none is taken off the columns that grow
	for _, c := range shown {
		shares += c.Share
	}
	code := t.Column()
	changed := len(shown) != len(t.spans)
	t.spans = t.spans[:0]
	x := t.lead()
	for _, c := range shown {
		w := c.Least * scale
		if shares > 0 {
			w = fyne.Max(w+left*c.Share/shares, 8*Grid)
		}
		t.spans = append(t.spans, span{c, x, w})
		x += w + columnGap
	}
	t.column = min(t.column, max(len(t.spans)-1, 0))
	if changed {
		t.Enter(code)
	}
}
