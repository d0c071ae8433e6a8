package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Order is a list whose rows can be put into another order: dragged by the pointer, or moved
// with Alt and the arrows. The arrows alone go from row to row, which opens it.
type Order struct {
	of    OrderOf
	lead  float32 // width of what leads a row, at 100 % text
	list  *List
	line  *canvas.Rectangle // where what is dragged would stand
	box   *fyne.Container
	stamp int
	pitch float32 // from row to row
	made  []*OrderRow
	from  int // the row that is dragged, -1 for none
	to    int // the row before which it would stand
}

// OrderOf is what an [Order] shows and does.
type OrderOf interface {
	Length() int
	Row(i int) OrderLine
	OpenRow(i int)            // the person is on a row
	MoveRow(from, before int) // a row was dropped before another, Length for the end
	StepRow(i, by int)        // a row is to move up, or down
}

// NewOrder makes an order whose rows lead with something so wide, 0 for nothing.
func NewOrder(of OrderOf, lead float32, keys Keys) *Order {
	o := &Order{of: of, lead: lead, from: -1}
	o.list = NewList(of.Length, func() fyne.CanvasObject { return newOrderRow(o) }, o.update, func(i int) {
		o.list.Refresh() // a head looks different with the person on it
		if i < of.Length() {
			of.OpenRow(i)
		}
	})
	o.list.Keys = keys
	o.list.Moves = func(by int) {
		if i := o.list.Selected(); i >= 0 && i < of.Length() && !of.Row(i).Fixed {
			of.StepRow(i, by)
		}
	}
	o.line = canvas.NewRectangle(nil)
	o.line.CornerRadius = 2
	o.line.Hide()
	o.box = container.NewStack(o.list, container.NewWithoutLayout(o.line))
	return o
}

// Object is the order for a layout.
func (o *Order) Object() fyne.CanvasObject { return o.box }

// List is the rows, for the keyboard and to scroll.
func (o *Order) List() *List { return o.list }

// RowAt is the row as it is drawn, nil where it is out of sight.
func (o *Order) RowAt(i int) *OrderRow {
	var found *OrderRow
	for _, r := range o.made {
		if r.at == i && r.Visible() && (found == nil || r.stamp > found.stamp) {
			found = r
		}
	}
	return found
}

// Refresh shows the rows anew, with the person on one of them, -1 for none.
func (o *Order) Refresh(at int) {
	o.list.Refresh()
	o.list.Mark(at)
}

func (o *Order) update(i int, row fyne.CanvasObject) {
	if i < o.of.Length() {
		row.(*OrderRow).show(i, o.of.Row(i))
	}
}

// atEdge is how near the pointer comes to the upper or lower end before the list scrolls.
const atEdge = 3 * Grid

// drag moves a row to where the pointer is in the window.
func (o *Order) drag(row int, pointer fyne.Position) {
	if o.from < 0 {
		o.from = row
	}
	y := pointer.Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(o.list).Y
	offset := o.list.GetScrollOffset()
	switch {
	case y < atEdge && offset > 0:
		offset = fyne.Max(offset-o.pitch/2, 0)
		o.list.ScrollToOffset(offset)
	case y > o.list.Size().Height-atEdge:
		o.list.ScrollToOffset(offset + o.pitch/2)
		offset = o.list.GetScrollOffset()
	}
	o.to = min(max(int((y+offset+o.pitch/2)/o.pitch), 0), o.of.Length())
	at := fyne.Max(fyne.Min(float32(o.to)*o.pitch-offset, o.list.Size().Height)-3, 0)
	o.line.FillColor = Color(o.list, ColorAccent)
	o.line.Move(fyne.NewPos(Grid, at))
	o.line.Resize(fyne.NewSize(fyne.Max(o.list.Size().Width-2*Grid, 0), 3))
	o.line.Show()
	o.line.Refresh()
}

// drop ends a drag.
func (o *Order) drop() {
	from, to := o.from, o.to
	o.from = -1
	o.line.Hide()
	o.box.Refresh()
	if from >= 0 && from < o.of.Length() && to != from && to != from+1 {
		o.of.MoveRow(from, to)
	}
}
