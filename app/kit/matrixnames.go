package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// matrixNames is the first column of a matrix: the name of each row in view, and a figure.
type matrixNames struct {
	widget.BaseWidget
	matrix   *Matrix
	rows     []*nameRow // a row that scrolls out of view becomes the one that scrolls in
	objects  []fyne.CanvasObject
	modifier fyne.KeyModifier
}

type nameRow struct {
	row          int
	presses      bool
	name, figure *Text
}

func newMatrixNames(m *Matrix) *matrixNames {
	n := &matrixNames{matrix: m}
	n.ExtendBaseWidget(n)
	return n
}

// arrange shows the names in view; all says that they may be other names.
func (n *matrixNames) arrange(all bool) {
	m := n.matrix
	view, offset := m.scroll.Size(), m.scroll.Offset
	first := int(offset.Y / m.pitch())
	last := min(int((offset.Y+view.Height)/m.pitch())+1, m.data.Rows)
	if need := int(view.Height/m.pitch()) + 3; need > len(n.rows) {
		for i := range n.rows {
			n.rows[i].row = -1
		}
		for len(n.rows) < need {
			row := &nameRow{row: -1, name: NewText("", Style{Bold: true, Single: true})}
			row.figure = NewText("", Style{Single: true, Align: fyne.TextAlignTrailing})
			n.rows = append(n.rows, row)
		}
	}
	n.objects = n.objects[:0]
	for i := first; i < last; i++ {
		row := n.rows[i%len(n.rows)]
		if all || row.row != i {
			row.row = i
			name, figure, presses := m.data.Row(i)
			row.presses = presses
			row.name.Set(name)
			row.figure.Set(figure)
		}
		n.place(row, m.body.y(i)-offset.Y)
		n.objects = append(n.objects, row.name, row.figure)
	}
	canvas.Refresh(n)
}

func (n *matrixNames) place(row *nameRow, y float32) {
	m := n.matrix
	ink := ColorInk
	if row.row == m.hover.Row {
		ink = ColorAccent
	}
	row.name.SetLook(ink, true)
	ink = ColorMuted
	if row.presses {
		ink = ColorNeeded
	}
	row.figure.SetLook(ink, row.presses)
	height, wide := row.name.MinSize().Height, figures*TextScale()
	left := m.namesSize(m.Size().Width)
	y += (cellSize().Height - height) / 2
	row.name.Resize(fyne.NewSize(fyne.Max(left-wide-0.5*Grid, 0), height))
	row.name.Move(fyne.NewPos(0, y))
	row.figure.Resize(fyne.NewSize(wide, height))
	row.figure.Move(fyne.NewPos(left-wide-1.5*Grid, y))
}

func (n *matrixNames) at(p fyne.Position) Spot {
	return Spot{n.matrix.body.at(fyne.NewPos(0, p.Y+n.matrix.scroll.Offset.Y)).Row, -1}
}

// MouseDown remembers which keys are held.
func (n *matrixNames) MouseDown(e *desktop.MouseEvent) { n.modifier = e.Modifier }

// MouseUp has nothing to do.
func (n *matrixNames) MouseUp(*desktop.MouseEvent) {}

// Tapped selects a row.
func (n *matrixNames) Tapped(e *fyne.PointEvent) {
	if at := n.at(e.Position); at.Row >= 0 {
		n.matrix.pickRow(at.Row, n.modifier)
	}
	n.modifier = 0
}

// Scrolled scrolls the cells: names and cells go together.
func (n *matrixNames) Scrolled(e *fyne.ScrollEvent) { n.matrix.scroll.Scrolled(e) }

// MouseIn, MouseMoved and MouseOut show the row under the pointer.
func (n *matrixNames) MouseIn(e *desktop.MouseEvent)    { n.matrix.point(n.at(e.Position)) }
func (n *matrixNames) MouseMoved(e *desktop.MouseEvent) { n.matrix.point(n.at(e.Position)) }
func (n *matrixNames) MouseOut()                        { n.matrix.point(NoSpot) }

// Cursor is a hand: a name can be clicked.
func (n *matrixNames) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws the names.
func (n *matrixNames) CreateRenderer() fyne.WidgetRenderer { return &matrixNamesRenderer{n} }

type matrixNamesRenderer struct{ names *matrixNames }

func (r *matrixNamesRenderer) Layout(fyne.Size)             {}
func (r *matrixNamesRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (r *matrixNamesRenderer) Refresh()                     {}
func (r *matrixNamesRenderer) Objects() []fyne.CanvasObject { return r.names.objects }
func (r *matrixNamesRenderer) Destroy()                     {}
