package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// matrixHeads is the head of a matrix: a slanted title above each column, and between the
// titles and the cells the names of the groups.
type matrixHeads struct {
	widget.BaseWidget
	matrix *Matrix
	slant  *slant

	x                 []float32 // where each column begins
	end, lean, height float32   // of the last column; how far titles lean out; all of it
	titles            []string
	lines             [][]string
	most              float32         // the longest line of a title
	drawn, lit        []*canvas.Image // each once it comes into view; lit is under the pointer
	groups            []headGroup
	objects           []fyne.CanvasObject
	modifier          fyne.KeyModifier
}

// headGroup is some columns that stand together under a name.
type headGroup struct {
	from, to float32
	name     *canvas.Text
	rule     *canvas.Rectangle
}

func newMatrixHeads(m *Matrix) *matrixHeads {
	h := &matrixHeads{matrix: m, slant: newSlant()}
	h.ExtendBaseWidget(h)
	return h
}

func (h *matrixHeads) textSize() float32 { return h.Theme().Size(SizeSmall) }

// band is the height of the line with the groups' names.
func (h *matrixHeads) band() float32 { return h.textSize()*1.4 + Grid }

// same reports whether the columns are those that were laid out last.
func (h *matrixHeads) same() bool {
	m := h.matrix
	if len(h.titles) != m.data.Columns || h.most != h.fitting() {
		return false
	}
	for j, have := range h.titles {
		if title, group := m.data.Head(j); title+"\n"+group != have {
			return false
		}
	}
	return true
}

// fitting is how long a line of a title may be, so that the head leaves the cells room.
func (h *matrixHeads) fitting() float32 {
	room := h.matrix.Size().Height*0.38 - h.band() - h.textSize()
	return fyne.Max(fyne.Min(headMost*TextScale(), room/slantSin), headLeast*TextScale())
}

// measure lays the columns out.
func (h *matrixHeads) measure() {
	m, size := h.matrix, h.textSize()
	h.x, h.titles, h.lines, h.groups = h.x[:0], h.titles[:0], h.lines[:0], h.groups[:0]
	h.lean, h.height = 0, 0
	h.most = h.fitting()
	width, x, last := cellSize().Width, cellGap, ""
	for j := range m.data.Columns {
		title, group := m.data.Head(j)
		if j == 0 || group != last {
			if j > 0 {
				x += groupGap
			}
			h.groups = append(h.groups, h.group(group, x))
			last = group
		}
		h.x = append(h.x, x)
		h.groups[len(h.groups)-1].to = x + width
		x += width + cellGap
		lines := h.slant.lines(title, size, h.most)
		h.titles, h.lines = append(h.titles, title+"\n"+group), append(h.lines, lines)
		extent, _ := h.slant.extent(lines, size)
		h.lean, h.height = fyne.Max(h.lean, extent.Width-width), fyne.Max(h.height, extent.Height)
	}
	h.end = x
	h.height += h.band() + Grid/2
	h.forget()
}

func (h *matrixHeads) group(name string, from float32) headGroup {
	g := headGroup{from: from, name: canvas.NewText(name, Color(h, ColorMuted)), rule: canvas.NewRectangle(Color(h, ColorOutline))}
	g.name.TextSize, g.name.TextStyle.Bold = h.textSize(), true
	return g
}

// forget lets the drawn titles go.
func (h *matrixHeads) forget() {
	h.drawn, h.lit = make([]*canvas.Image, len(h.x)), make([]*canvas.Image, len(h.x))
}

// inView is the first column that is in view, and how many there are.
func (h *matrixHeads) inView(offset, width float32) (first, count int) {
	cell := cellSize().Width
	for first < len(h.x) && h.x[first]+cell < offset {
		first++
	}
	for first+count < len(h.x) && h.x[first+count] <= offset+width {
		count++
	}
	return first, count
}

// columnAt is the column at a place across, -1 for none.
func (h *matrixHeads) columnAt(x float32) int {
	cell := cellSize().Width
	for j, from := range h.x {
		if x >= from-cellGap/2 && x < from+cell+cellGap/2 {
			return j
		}
	}
	return -1
}

// arrange shows the titles that are in view or lean into it.
func (h *matrixHeads) arrange() {
	m := h.matrix
	offset, width := m.scroll.Offset.X, m.scroll.Size().Width
	first, count := h.inView(offset-h.lean, width+h.lean)
	h.objects = h.objects[:0]
	size, foot := h.textSize(), h.height-h.band()
	for j := first; j < first+count; j++ {
		img := h.title(j)
		room, _ := h.slant.foot(len(h.lines[j]), size)
		_, lead := h.slant.extent(h.lines[j], size)
		img.Move(fyne.NewPos(h.x[j]-offset+(cellSize().Width-room)/2-lead, foot-img.Size().Height))
		h.objects = append(h.objects, img)
	}
	for _, g := range h.groups {
		h.showGroup(g, offset, width, foot)
	}
	canvas.Refresh(h)
}

// title is the picture of a column's title.
func (h *matrixHeads) title(j int) *canvas.Image {
	set, ink := h.drawn, Color(h, ColorInk)
	if j == h.matrix.hover.Column {
		set, ink = h.lit, Color(h, ColorAccent)
	}
	if set[j] == nil {
		set[j] = h.draw(h.lines[j], ink)
	}
	return set[j]
}

func (h *matrixHeads) draw(lines []string, ink color.Color) *canvas.Image {
	size, pixels := h.textSize(), fyne.Max(h.matrix.look.pixels, 1)
	picture := h.slant.picture(lines, size, ink, pixels)
	img := canvas.NewImageFromImage(picture)
	img.FillMode = canvas.ImageFillStretch
	at := picture.Bounds().Size()
	img.Resize(fyne.NewSize(float32(at.X)/pixels, float32(at.Y)/pixels))
	return img
}

// showGroup keeps a group's name in view as long as there is room for it over its columns.
func (h *matrixHeads) showGroup(g headGroup, offset, width, y float32) {
	from, to := fyne.Max(g.from-offset, cellGap), fyne.Min(g.to-offset, width)
	if to <= from {
		return
	}
	g.rule.Resize(fyne.NewSize(to-from, 2))
	g.rule.Move(fyne.NewPos(from, h.height-6))
	h.objects = append(h.objects, g.rule)
	if words := g.name.MinSize(); words.Width <= to-from {
		g.name.Resize(words)
		g.name.Move(fyne.NewPos(from, y+2))
		h.objects = append(h.objects, g.name)
	}
}

// at is the column whose title is at a point.
func (h *matrixHeads) at(p fyne.Position) Spot {
	if up := h.height - h.band() - p.Y; up > 0 {
		p.X -= up * slantCos / slantSin
	}
	return Spot{-1, h.columnAt(p.X + h.matrix.scroll.Offset.X)}
}

// MouseDown remembers which keys are held.
func (h *matrixHeads) MouseDown(e *desktop.MouseEvent) { h.modifier = e.Modifier }

// MouseUp has nothing to do.
func (h *matrixHeads) MouseUp(*desktop.MouseEvent) {}

// Tapped selects a column.
func (h *matrixHeads) Tapped(e *fyne.PointEvent) {
	if at := h.at(e.Position); at.Column >= 0 {
		h.matrix.pickColumn(at.Column, h.modifier)
	}
	h.modifier = 0
}

// MouseIn, MouseMoved and MouseOut show the column under the pointer.
func (h *matrixHeads) MouseIn(e *desktop.MouseEvent)    { h.matrix.point(h.at(e.Position)) }
func (h *matrixHeads) MouseMoved(e *desktop.MouseEvent) { h.matrix.point(h.at(e.Position)) }
func (h *matrixHeads) MouseOut()                        { h.matrix.point(NoSpot) }

// Cursor is a hand: a title can be clicked.
func (h *matrixHeads) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws the titles.
func (h *matrixHeads) CreateRenderer() fyne.WidgetRenderer { return &matrixHeadsRenderer{h} }

type matrixHeadsRenderer struct{ heads *matrixHeads }

func (r *matrixHeadsRenderer) Layout(fyne.Size)             {}
func (r *matrixHeadsRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, r.heads.height) }
func (r *matrixHeadsRenderer) Refresh()                     {}
func (r *matrixHeadsRenderer) Objects() []fyne.CanvasObject { return r.heads.objects }
func (r *matrixHeadsRenderer) Destroy()                     {}
