package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// Matrix is a table of statuses whose first column and head stay in place while the rest
// scrolls. Only what is in view is in the window, and cells that leave it are used again, so
// a table of hundreds of thousands of cells scrolls as one of a hundred.
//
// The arrow keys move the cursor, with Shift they select; Space adds a cell to the selection
// or takes it out, Ctrl+A selects all, Escape none, Enter opens. A click opens a cell; with
// Ctrl it selects, with Shift from the cursor on, and dragging selects a block. A click on a
// heading selects its row or column.
type Matrix struct {
	widget.BaseWidget
	Keys    Keys
	Open    func(Spot) // a cell was opened
	Picked  func()     // the selection is different
	Pointed func(Spot) // the pointer or the cursor is elsewhere; NoSpot for nowhere
	Picking bool       // a plain click selects

	data   MatrixData
	corner *Text // in the corner, and above the figures
	figure *Text

	scroll  *container.Scroll
	body    *matrixBody
	heads   *matrixHeads
	names   *matrixNames
	headBox *container.Clip
	nameBox *container.Clip
	lines   [2]*canvas.Rectangle
	look    matrixLook // what is drawn is drawn for

	picked pickedCells
	cursor Spot
	hover  Spot
}

// Spot is a cell, or a heading where one of the two is -1.
type Spot struct{ Row, Column int }

// NoSpot is nowhere.
var NoSpot = Spot{-1, -1}

// Cell reports whether it is a cell.
func (s Spot) Cell() bool { return s.Row >= 0 && s.Column >= 0 }

// MatrixData is what a matrix shows. Its functions are asked for what is in view only.
type MatrixData struct {
	Rows, Columns int
	Row           func(i int) (name, figure string, presses bool)
	Head          func(j int) (title, group string) // columns of one group stand together
	Cell          func(i, j int) (s workbook.Status, shown bool)
}

// NewMatrix makes an empty matrix.
func NewMatrix() *Matrix {
	m := &Matrix{cursor: NoSpot, hover: NoSpot}
	m.corner = NewText("", Style{Size: SizeSmall, Color: ColorMuted, Single: true})
	m.figure = NewText("", Style{Size: SizeSmall, Color: ColorMuted, Single: true, Align: fyne.TextAlignTrailing})
	m.body, m.heads, m.names = newMatrixBody(m), newMatrixHeads(m), newMatrixNames(m)
	m.scroll = container.NewScroll(m.body)
	m.headBox, m.nameBox = container.NewClip(m.heads), container.NewClip(m.names)
	for i := range m.lines {
		m.lines[i] = canvas.NewRectangle(nil)
	}
	m.ExtendBaseWidget(m)
	return m
}

// SetCorner says what stands in the corner, and what the figures beside the names are.
func (m *Matrix) SetCorner(text, figure string) {
	m.corner.Set(text)
	m.figure.Set(figure)
	m.layout(m.Size())
}

// Fill shows other data. What was selected stays so where the functions give the place that
// a row or a column has now, and not where they give -1 or the cell is left out; nil takes
// the selection back.
func (m *Matrix) Fill(data MatrixData, row, column func(old int) int) {
	before := m.picked.count
	m.picked.move(m.data.Rows, m.data.Columns, data.Rows, data.Columns, row, column)
	if row == nil {
		m.cursor = NoSpot
	} else if m.cursor.Cell() {
		if m.cursor = (Spot{row(m.cursor.Row), column(m.cursor.Column)}); !m.cursor.Cell() {
			m.cursor = NoSpot
		}
	}
	m.data, m.hover = data, NoSpot
	if m.picked.count > 0 { // or an answer would go to cells that nobody sees
		m.picked.keep(func(row, column int) bool {
			_, shown := data.Cell(row, column)
			return shown
		})
	}
	if !m.heads.same() {
		m.heads.measure()
	}
	m.scroll.Refresh() // the cells take another room
	m.layout(m.Size())
	if m.body.focused && !m.cursor.Cell() {
		m.home()
	}
	if before > 0 || m.picked.count > 0 {
		m.tellPicked()
	}
}

// ShowAll draws the cells anew, as after answers.
func (m *Matrix) ShowAll() { m.arrange(true) }

// ScrollToTop shows the first cell.
func (m *Matrix) ScrollToTop() { m.scrollTo(fyne.NewPos(0, 0)) }

// Offset is how far the cells are scrolled.
func (m *Matrix) Offset() fyne.Position { return m.scroll.Offset }

// Cursor is the cell that the keyboard is on.
func (m *Matrix) Cursor() Spot { return m.cursor }

// Focused reports whether the keyboard is on the matrix.
func (m *Matrix) Focused() bool { return m.body.focused }

// Focus brings the keyboard to the matrix.
func (m *Matrix) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(m.body); c != nil {
		c.Focus(m.body)
	}
}

// Sizes at 100 % text.
const (
	cellWidth  float32 = 36
	cellHeight float32 = 28
	cellGap    float32 = 4
	groupGap   float32 = 10
	namesWidth float32 = 236
	figures    float32 = 80
	headMost   float32 = 150 // the longest line of a heading, and the longest where there is little room
	headLeast  float32 = 64
)

func (m *Matrix) pitch() float32 { return (cellHeight + cellGap) * TextScale() }

// namesSize is the width of the column of names.
func (m *Matrix) namesSize(width float32) float32 {
	least := fyne.Min(namesWidth*TextScale(), width*0.34)
	return fyne.Max(least, fyne.Min(1.3*namesWidth*TextScale(), width*0.27))
}

// arrange shows what is in view; all draws the cells anew that were in view before, too.
func (m *Matrix) arrange(all bool) {
	m.body.arrange(all)
	m.heads.arrange()
	m.names.arrange(all)
}

// layout puts the parts in their places.
func (m *Matrix) layout(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	if !m.heads.same() {
		m.heads.measure()
	}
	left, top := m.namesSize(size.Width), fyne.Min(m.heads.height, size.Height*0.6)
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(fyne.Max(w, 0), fyne.Max(h, 0)))
	}
	text := m.corner.MinSize().Height
	wide := figures * TextScale()
	if beside := left - wide - 2*Grid; m.corner.Natural().Width <= beside {
		put(m.corner, 0, top-text-Grid, beside, text)
	} else {
		put(m.corner, 0, top-2*text-1.5*Grid, left-1.5*Grid, text)
	}
	put(m.figure, left-wide-1.5*Grid, top-text-Grid, wide, text)
	put(m.headBox, left, 0, size.Width-left, top)
	put(m.nameBox, 0, top, left, size.Height-top)
	put(m.heads, 0, top-m.heads.height, size.Width-left, m.heads.height)
	put(m.names, 0, 0, left, size.Height-top)
	put(m.scroll, left, top, size.Width-left, size.Height-top)
	put(m.lines[0], 0, top-1, size.Width, 1)
	put(m.lines[1], left-1, top, 1, size.Height-top)
	m.scrollTo(m.scroll.Offset)
	m.arrange(true)
}

// scrollTo scrolls no further than there are cells.
func (m *Matrix) scrollTo(to fyne.Position) {
	room := m.body.size().Subtract(m.scroll.Size())
	to.X = fyne.Max(0, fyne.Min(to.X, room.Width))
	to.Y = fyne.Max(0, fyne.Min(to.Y, room.Height))
	if to != m.scroll.Offset {
		m.scroll.ScrollToOffset(to)
	}
}

// matrixLook is what the pictures of a matrix depend on.
type matrixLook struct {
	ink, surface color.Color
	text, pixels float32
}

// relook lets go of everything that was drawn for other colours or sizes.
func (m *Matrix) relook() bool {
	pixels := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
		pixels = c.Scale()
	}
	is := matrixLook{Color(m, ColorInk), Color(m, ColorSurface), TextScale(), pixels}
	if is == m.look {
		return false
	}
	m.look = is
	m.body.forget()
	m.heads.forget()
	return true
}

// CreateRenderer draws the head, the names and the cells.
func (m *Matrix) CreateRenderer() fyne.WidgetRenderer {
	r := &matrixRenderer{m, []fyne.CanvasObject{m.scroll, m.headBox, m.nameBox, m.corner, m.figure, m.lines[0], m.lines[1]}}
	r.Refresh()
	return r
}

type matrixRenderer struct {
	matrix  *Matrix
	objects []fyne.CanvasObject
}

func (r *matrixRenderer) Layout(size fyne.Size)        { r.matrix.layout(size) }
func (r *matrixRenderer) MinSize() fyne.Size           { return fyne.NewSize(320, 160) }
func (r *matrixRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *matrixRenderer) Destroy()                     {}

func (r *matrixRenderer) Refresh() {
	m := r.matrix
	if m.relook() {
		m.heads.measure()
	}
	for _, l := range m.lines {
		l.FillColor = Color(m, ColorLine)
		l.Refresh()
	}
	m.layout(m.Size())
}
