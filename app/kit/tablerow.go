package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// Cell is what one column of one row shows.
type Cell struct {
	*fyne.Container
	text, hint *Text
	pill       *Pill
}

func newCell(c TableColumn) *Cell {
	cell := &Cell{text: NewText("", Style{Single: true})}
	objects := []fyne.CanvasObject{cell.text}
	switch {
	case c.Pill:
		cell.pill = WordPill(workbook.NotAssessed, "")
		objects = []fyne.CanvasObject{cell.pill}
	case c.Hint:
		cell.hint = NewText("", Style{Size: SizeSmall, Color: ColorMuted, Single: true})
		objects = append(objects, cell.hint)
	}
	cell.Container = container.New(cellLines{}, objects...)
	return cell
}

// Say shows words in a colour.
func (c *Cell) Say(words string, ink fyne.ThemeColorName, bold bool) {
	c.text.Set(words)
	c.text.SetLook(ink, bold)
}

// Hint shows small words below, none for "".
func (c *Cell) Hint(words string, ink fyne.ThemeColorName) {
	c.hint.Set(words)
	c.hint.SetLook(ink, false)
	c.hint.Hidden = words == ""
	c.Refresh()
}

// SetStatus shows a status's sign and word.
func (c *Cell) SetStatus(s workbook.Status, word string) {
	c.pill.SetStatus(s, word)
	c.Refresh()
}

// Words are what the cell says, the hint after the rest.
func (c *Cell) Words() string {
	switch {
	case c.pill != nil:
		return c.pill.words
	case c.hint != nil && c.hint.Visible():
		return c.text.Text() + "\n" + c.hint.Text()
	}
	return c.text.Text()
}

// cellLines sets what a cell shows in the middle of the height, a hint below the words. It
// asks for room for both.
type cellLines struct{}

func (cellLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	all := float32(0)
	for _, o := range visible(objects) {
		all += o.MinSize().Height
	}
	y := (size.Height - all) / 2
	for _, o := range visible(objects) {
		m := o.MinSize()
		w := size.Width
		if _, pill := o.(*Pill); pill {
			w = fyne.Min(m.Width, size.Width)
		}
		o.Resize(fyne.NewSize(w, m.Height))
		o.Move(fyne.NewPos(0, y))
		y += m.Height
	}
}

func (cellLines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	for _, o := range objects {
		min.Height += o.MinSize().Height
	}
	return min
}

// tableRow is one drawn row of a table.
type tableRow struct {
	widget.BaseWidget
	table    *Table
	at       int // which row it shows, -1 for none yet
	stamp    int // the higher, the later it was filled
	modifier fyne.KeyModifier
	pressed  string // id of the row that it showed when the button went down
	tick     *Icon
	ticked   bool
	cells    map[string]*Cell
	order    []*Cell
	ring     *canvas.Rectangle
}

var (
	_ fyne.Tappable     = (*tableRow)(nil)
	_ desktop.Mouseable = (*tableRow)(nil)
)

func (t *Table) newRow() fyne.CanvasObject {
	r := &tableRow{table: t, at: -1, cells: map[string]*Cell{}, ring: canvas.NewRectangle(color.Transparent)}
	r.tick = NewIcon(tickSign(false, false))
	for _, c := range t.columns {
		cell := newCell(c)
		r.cells[c.Code] = cell
		r.order = append(r.order, cell)
	}
	r.ring.CornerRadius, r.ring.StrokeWidth = 6, 2
	r.ExtendBaseWidget(r)
	t.made = append(t.made, r)
	return r
}

func (t *Table) updateRow(i int, o fyne.CanvasObject) {
	if i >= t.of.Length() {
		return
	}
	r := o.(*tableRow)
	t.stamp++
	r.at, r.stamp = i, t.stamp
	if on := t.ticks[t.of.RowID(i)]; on != r.ticked {
		r.ticked = on
		r.tick.Set(tickSign(on, on))
	}
	for _, s := range t.spans {
		t.of.FillCell(i, s.column.Code, r.cells[s.column.Code])
	}
	r.Refresh()
}

// MouseDown notes what the click is on and which keys are held with it. Next the toolkit
// takes the focus off what is being typed in, which commits it and may move the rows.
func (r *tableRow) MouseDown(e *desktop.MouseEvent) {
	r.modifier, r.pressed = e.Modifier, ""
	if r.at >= 0 && r.at < r.table.of.Length() {
		r.pressed = r.table.of.RowID(r.at)
	}
}

// MouseUp needs nothing.
func (r *tableRow) MouseUp(*desktop.MouseEvent) {}

// Tapped goes to the cell below the pointer, acts on it where the person is there already,
// or ticks the row.
func (r *tableRow) Tapped(e *fyne.PointEvent) {
	t, held, row := r.table, r.modifier, r.at
	if r.pressed != "" {
		row = t.find(r.pressed)
	}
	r.modifier, r.pressed = 0, ""
	if row < 0 || row >= t.of.Length() {
		return
	}
	at := t.columnAt(e.Position.X)
	switch {
	case held&fyne.KeyModifierShift != 0:
		t.TickTo(row)
		return
	case at < 0, held&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
		t.Tick(row)
		return
	}
	c := t.spans[at].column
	again := t.rows.Selected() == row && t.column == at
	t.column = at
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(t.rows); canvas != nil {
		canvas.Focus(t.rows)
	}
	t.rows.Select(row)
	t.rows.Refresh()
	switch {
	case c.Opens:
		t.of.OpenRow(row)
	case again:
		t.act(row)
	}
}

// columnAt is which of the columns shown stands at x, -1 for the ticks.
func (t *Table) columnAt(x float32) int {
	at := -1
	for i, s := range t.spans {
		if x >= s.x-columnGap/2 {
			at = i
		}
	}
	return at
}

// CreateRenderer draws tick, cells and the ring of the cell that the person is on.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{r.ring, r.tick}
	for _, c := range r.order {
		objects = append(objects, c.Container)
	}
	return &tableRowRenderer{r, objects}
}

type tableRowRenderer struct {
	row     *tableRow
	objects []fyne.CanvasObject
}

func (r *tableRowRenderer) Layout(size fyne.Size) {
	row := r.row
	t := row.table
	side := inline{}.MinSize(nil)
	row.tick.Hidden = t.plain
	row.tick.Resize(side)
	row.tick.Move(fyne.NewPos(Grid+Grid/2, (size.Height-side.Height)/2))
	shown := map[string]bool{}
	on := row.at == t.rows.selected && t.rows.focused
	row.ring.Hidden = true
	for i, s := range t.spans {
		shown[s.column.Code] = true
		cell := row.cells[s.column.Code]
		cell.Move(fyne.NewPos(s.x, 0))
		cell.Resize(fyne.NewSize(s.w, size.Height))
		if on && i == t.column {
			row.ring.Hidden = false
			row.ring.StrokeColor = Color(row, ColorAccent)
			row.ring.Move(fyne.NewPos(s.x-columnGap/2, 2))
			row.ring.Resize(fyne.NewSize(s.w+columnGap, size.Height-4))
		}
	}
	for code, cell := range row.cells {
		cell.Hidden = !shown[code]
	}
}

// MinSize is high enough for a cell with a hint.
func (r *tableRowRenderer) MinSize() fyne.Size {
	high := float32(0)
	for _, c := range r.row.order {
		h := float32(0)
		for _, o := range c.Objects {
			h += o.MinSize().Height
		}
		high = fyne.Max(high, h)
	}
	return fyne.NewSize(tickWidth, high+1.5*Grid)
}

func (r *tableRowRenderer) Refresh() {
	r.Layout(r.row.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *tableRowRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *tableRowRenderer) Destroy()                     {}

// tableHeadCell is the head of a column, which orders the rows by it.
type tableHeadCell struct {
	Tap
	title string
	text  *Text
	arrow *Icon
}

func newTableHeadCell(title string, onTapped func()) *tableHeadCell {
	h := &tableHeadCell{title: title, text: NewText(title, Style{Size: SizeSmall, Color: ColorMuted, Bold: true, Single: true})}
	h.arrow = NewIcon(nil, "")
	h.arrow.Hide()
	h.Label, h.OnTapped = title, onTapped
	h.content = container.New(headLine{}, h.text, h.arrow)
	h.Radius, h.PadX, h.PadY = 6, Grid/2, Grid/2
	h.ExtendBaseWidget(h)
	return h
}

// setOrder shows whether the rows are ordered by this column, and in which direction.
func (h *tableHeadCell) setOrder(on, down bool) {
	ink, sign := ColorMuted, theme.MoveUpIcon()
	h.Label = h.title
	if on {
		ink = ColorAccent
		h.Label += " ↑"
		if down {
			sign = theme.MoveDownIcon()
			h.Label = h.title + " ↓"
		}
	}
	h.arrow.Hidden = !on
	h.arrow.Set(sign, ColorAccent)
	h.text.SetLook(ink, true)
	h.Refresh()
}

// headLine sets the arrow right after the words.
type headLine struct{}

func (headLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	text, arrow := objects[0].(*Text), objects[1]
	side, room := text.Natural().Height*0.8, size.Width
	if arrow.Visible() {
		room -= side + 2
	}
	w := fyne.Min(text.Natural().Width+textSlack, room)
	h := text.MinSize().Height
	text.Resize(fyne.NewSize(fyne.Max(w, 0), h))
	text.Move(fyne.NewPos(0, (size.Height-h)/2))
	arrow.Resize(fyne.NewSquareSize(side))
	arrow.Move(fyne.NewPos(w+2, (size.Height-side)/2))
}

func (headLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// tableHead sets the heads above their columns.
type tableHead struct{ table *Table }

func (l *tableHead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t := l.table
	m := t.all.MinSize()
	t.all.Resize(m)
	t.all.Move(fyne.NewPos(Grid, (size.Height-m.Height)/2))
	for i, c := range t.columns {
		h := t.heads[i]
		h.Hidden = true
		for _, s := range t.spans {
			if s.column.Code == c.Code {
				h.Hidden = false
				h.Move(fyne.NewPos(s.x-Grid/2, Grid/2))
				h.Resize(fyne.NewSize(s.w+Grid, size.Height-Grid))
			}
		}
	}
}

func (l *tableHead) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, fyne.Max(l.table.all.MinSize().Height, l.table.heads[0].MinSize().Height)+Grid)
}

// tableBox sets the head above the rows.
type tableBox struct{ table *Table }

func (l *tableBox) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.table.arrange(size.Width)
	y := float32(0)
	for _, o := range objects[:2] {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
	l.table.head.Layout.Layout(l.table.head.Objects, l.table.head.Size()) // the columns may have moved
	objects[2].Move(fyne.NewPos(0, y))
	objects[2].Resize(fyne.NewSize(size.Width, fyne.Max(size.Height-y, 0)))
}

func (l *tableBox) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head := objects[0].MinSize()
	return fyne.NewSize(200, head.Height+120)
}
