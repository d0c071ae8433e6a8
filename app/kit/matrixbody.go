package kit

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// matrixCell is one drawn cell, a picture of tint and sign together: the toolkit draws a
// picture in a fraction of the time that a rounded surface and a sign take it. A cell keeps
// its status for ever: one that shows another status is another object, so that moving cells
// about draws no picture anew.
type matrixCell struct {
	kind    int
	picked  bool
	picture *canvas.Image
}

// kindAside is the kind of a cell that the filters leave out; the others are the places of
// their statuses.
const kindAside = 5

func kindOf(s workbook.Status, shown bool) int {
	if !shown {
		return kindAside
	}
	for i, x := range workbook.Statuses() {
		if x == s {
			return i
		}
	}
	return kindAside - 1
}

// window is the block of cells that are in view.
type window struct {
	row, column   int
	rows, columns int
	cells         []*matrixCell
}

func (w *window) take(row, column int) *matrixCell {
	if row < w.row || row >= w.row+w.rows || column < w.column || column >= w.column+w.columns {
		return nil
	}
	at := (row-w.row)*w.columns + column - w.column
	c := w.cells[at]
	w.cells[at] = nil
	return c
}

// matrixBody is what the scroller moves: the cells.
type matrixBody struct {
	widget.BaseWidget
	matrix *Matrix

	shown, spare window
	pool         [kindAside + 1][]*matrixCell
	pictures     map[cellLook]image.Image
	objects      []fyne.CanvasObject
	ring, point  *canvas.Rectangle // around the cursor, and the cell under the pointer

	focused, shift, dragging bool
	drag                     Spot // where the pointer went down
	modifier                 fyne.KeyModifier
}

func newMatrixBody(m *Matrix) *matrixBody {
	b := &matrixBody{matrix: m, ring: canvas.NewRectangle(color.Transparent), point: canvas.NewRectangle(color.Transparent)}
	b.ExtendBaseWidget(b)
	return b
}

// Move comes with every scrolling, by whatever means.
func (b *matrixBody) Move(to fyne.Position) {
	if to != b.Position() {
		b.BaseWidget.Move(to)
		b.matrix.arrange(false)
	}
}

// size is the size of all cells with the room that the last heading leans out into.
func (b *matrixBody) size() fyne.Size {
	m := b.matrix
	return fyne.NewSize(m.heads.end+m.heads.lean+Grid, float32(m.data.Rows)*m.pitch()+Grid+cellGap)
}

// y is where a row begins.
func (b *matrixBody) y(row int) float32 { return cellGap + float32(row)*b.matrix.pitch() }

// at is the cell at a point, its row or column -1 beside them.
func (b *matrixBody) at(p fyne.Position) Spot {
	m := b.matrix
	spot := Spot{-1, m.heads.columnAt(p.X)}
	if row := int((p.Y - cellGap/2) / m.pitch()); p.Y >= 0 && row < m.data.Rows {
		spot.Row = row
	}
	return spot
}

// cellSize is the size of one cell.
func cellSize() fyne.Size { return fyne.NewSize(cellWidth*TextScale(), cellHeight*TextScale()) }

// arrange has the cells in view drawn in their places.
func (b *matrixBody) arrange(all bool) {
	m := b.matrix
	view, offset := m.scroll.Size(), m.scroll.Offset
	if view.Width <= 0 || view.Height <= 0 {
		return
	}
	if !m.relook() && !all && b.covers(offset, view) {
		return
	}
	next := &b.spare
	next.row = max(int(offset.Y/m.pitch())-1, 0)
	next.rows = max(min(int((offset.Y+view.Height)/m.pitch())+2, m.data.Rows)-next.row, 0)
	next.column, next.columns = m.heads.inView(offset.X, view.Width)
	b.fill(next)
	b.shown, b.spare = *next, b.shown
	b.paint()
	canvas.Refresh(b)
}

// covers reports whether what is drawn reaches over the view.
func (b *matrixBody) covers(offset fyne.Position, view fyne.Size) bool {
	m, w := b.matrix, &b.shown
	column, columns := m.heads.inView(offset.X, view.Width)
	first, last := int(offset.Y/m.pitch()), min(int((offset.Y+view.Height)/m.pitch())+1, m.data.Rows)
	return w.row <= first && w.row+w.rows >= last && w.column == column && w.columns == columns
}

// fill puts the cells of a window together: those that were in view before stay, and those
// that were not take the place of others of their status.
func (b *matrixBody) fill(next *window) {
	m := b.matrix
	next.cells = next.cells[:0]
	for i := range next.rows {
		for j := range next.columns {
			row, column := next.row+i, next.column+j
			c := b.shown.take(row, column)
			if kind := kindOf(m.data.Cell(row, column)); c != nil && c.kind != kind {
				b.pool[c.kind] = append(b.pool[c.kind], c)
				c = nil
			}
			next.cells = append(next.cells, c)
		}
	}
	for _, c := range b.shown.cells {
		if c != nil {
			b.pool[c.kind] = append(b.pool[c.kind], c)
		}
	}
	b.shown.cells = b.shown.cells[:0]
	size := cellSize()
	b.objects = b.objects[:0]
	for i := range next.rows {
		for j := range next.columns {
			row, column, at := next.row+i, next.column+j, i*next.columns+j
			if next.cells[at] == nil {
				next.cells[at] = b.cell(kindOf(m.data.Cell(row, column)), size)
			}
			c := next.cells[at]
			c.place(fyne.NewPos(m.heads.x[column], b.y(row)))
			c.pick(b, m.picked.has(row, column))
			b.objects = append(b.objects, c.picture)
		}
	}
	b.objects = append(b.objects, b.point, b.ring)
}

// cell is a cell of a kind that is not in use, or a new one.
func (b *matrixBody) cell(kind int, size fyne.Size) *matrixCell {
	if pool := b.pool[kind]; len(pool) > 0 {
		c := pool[len(pool)-1]
		b.pool[kind] = pool[:len(pool)-1]
		return c
	}
	c := &matrixCell{kind: kind, picture: canvas.NewImageFromImage(b.picture(cellLook{kind, false}))}
	c.picture.FillMode = canvas.ImageFillStretch
	c.picture.Resize(size)
	return c
}

func (c *matrixCell) place(at fyne.Position) {
	if c.picture.Position() != at {
		c.picture.Move(at)
	}
}

func (c *matrixCell) pick(b *matrixBody, picked bool) {
	if c.picked != picked {
		c.picked = picked
		c.picture.Image = b.picture(cellLook{c.kind, picked})
		c.picture.Refresh()
	}
}

// cellLook is what a cell looks like.
type cellLook struct {
	kind   int
	picked bool
}

// picture is the picture of all cells that look alike.
func (b *matrixBody) picture(l cellLook) image.Image {
	if b.pictures[l] == nil {
		if b.pictures == nil {
			b.pictures = map[cellLook]image.Image{}
		}
		b.pictures[l] = b.draw(l)
	}
	return b.pictures[l]
}

// draw draws a cell: the sign of its status on its tint, with a frame where it is selected.
// What the filters leave out is the background's colour alone.
func (b *matrixBody) draw(l cellLook) image.Image {
	size, pixels := cellSize(), fyne.Max(b.matrix.look.pixels, 1)
	fill, frame, width := Color(b, theme.ColorNameBackground), color.Color(nil), float32(0)
	var look look
	if l.kind != kindAside {
		look = lookOf(workbook.Statuses()[l.kind])
		if fill = Color(b, ColorSurface); look.tint != "" {
			fill = Color(b, look.tint)
		} else {
			frame, width = Color(b, ColorLine), 1
		}
	}
	if l.picked {
		frame, width = Color(b, ColorAccent), 2.5
	}
	rounded := func(inset float32, c color.Color) string { // the toolkit does not scale the width of lines
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		return fmt.Sprintf(`<rect x="%g" y="%g" width="%g" height="%g" rx="%g" ry="%g" fill="#%02x%02x%02x"/>`,
			inset, inset, size.Width-2*inset, size.Height-2*inset, 6-inset, 6-inset, n.R, n.G, n.B)
	}
	surface := rounded(width, fill)
	if frame != nil {
		surface = rounded(0, frame) + surface
	}
	surface = fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g">%s</svg>`, size.Width, size.Height, surface)
	out := image.NewRGBA(image.Rect(0, 0, inPixels(size.Width, pixels), inPixels(size.Height, pixels)))
	drawSVG(out, []byte(surface))
	if side := inPixels(size.Height/2, pixels); look.sign != nil {
		at := out.Bounds().Size().Sub(image.Pt(side, side)).Div(2)
		drawShape(out, image.Rectangle{at, at.Add(image.Pt(side, side))}, look.sign, Color(b, look.ink))
	}
	return out
}

func inPixels(length, pixels float32) int { return int(math.Round(float64(length * pixels))) }

// paint puts the frames around the cursor and the cell under the pointer.
func (b *matrixBody) paint() {
	m := b.matrix
	around := func(r *canvas.Rectangle, s Spot, shown bool, ink fyne.ThemeColorName, width, out float32) {
		r.Hidden = !shown || !s.Cell() || s.Row >= m.data.Rows || s.Column >= m.data.Columns
		if r.Hidden {
			return
		}
		r.CornerRadius = 6 + out
		r.StrokeColor, r.StrokeWidth = Color(b, ink), width
		r.Move(fyne.NewPos(m.heads.x[s.Column]-out, b.y(s.Row)-out))
		r.Resize(cellSize().AddWidthHeight(2*out, 2*out))
		r.Refresh()
	}
	around(b.ring, m.cursor, b.focused, ColorInk, 2, 3)
	around(b.point, m.hover, true, ColorOutline, 1.5, 0)
}

// forget lets the drawn cells go.
func (b *matrixBody) forget() {
	b.shown, b.spare, b.pictures = window{}, window{}, nil
	for i := range b.pool {
		b.pool[i] = nil
	}
}

// CreateRenderer draws the cells.
func (b *matrixBody) CreateRenderer() fyne.WidgetRenderer { return &matrixBodyRenderer{b} }

type matrixBodyRenderer struct{ body *matrixBody }

func (r *matrixBodyRenderer) Layout(fyne.Size)             {}
func (r *matrixBodyRenderer) MinSize() fyne.Size           { return r.body.size() }
func (r *matrixBodyRenderer) Refresh()                     {}
func (r *matrixBodyRenderer) Objects() []fyne.CanvasObject { return r.body.objects }
func (r *matrixBodyRenderer) Destroy()                     {}
