package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// OrderLine is what a row of an [Order] says.
type OrderLine struct {
	Lead, Under string // before the words: a time, and another below it
	Title, Hint string
	Pill        string // a word at the end, none for ""
	Like        workbook.Status
	Sign        bool // the pill has the status's sign
	Head        bool // it is the head of those that follow
	Muted       bool // it is a title still to come
	Fixed       bool // it cannot be moved
}

// OrderRow is one drawn row of an [Order].
type OrderRow struct {
	widget.BaseWidget
	order   *Order
	at      int
	stamp   int // the higher, the later it was filled
	line    OrderLine
	content *fyne.Container
	grip    *Icon
	back    *Panel

	lead, under, title, hint *Text
	pill                     *Pill
}

var (
	_ fyne.Tappable      = (*OrderRow)(nil)
	_ fyne.Draggable     = (*OrderRow)(nil)
	_ desktop.Cursorable = (*OrderRow)(nil)
)

// gripSign is six points, by which a row is taken.
func gripSign() (fyne.Resource, fyne.ThemeColorName) {
	return sign("grip", `<path d="M5 2h2v2H5zM9 2h2v2H9zM5 7h2v2H5zM9 7h2v2H9zM5 12h2v2H5zM9 12h2v2H9z" fill="#000"/>`), theme.ColorNamePlaceHolder
}

func newOrderRow(o *Order) *OrderRow {
	small := Style{Size: SizeSmall, Color: ColorMuted, Single: true}
	r := &OrderRow{
		order: o, at: -1, grip: NewIcon(gripSign()), back: NewPanel(ColorAsideTint, ""),
		lead: NewText("", Style{Bold: true, Single: true}), under: NewText("", small),
		title: NewText("", Style{Single: true}), hint: NewText("", small),
		pill: WordPill(workbook.NotAssessed, ""),
	}
	r.back.Square = true
	r.content = container.New(&orderCells{r}, r.grip, r.lead, r.under, r.title, r.hint, r.pill)
	r.ExtendBaseWidget(r)
	o.pitch = r.MinSize().Height + fyne.CurrentApp().Settings().Theme().Size(theme.SizeNamePadding)
	o.made = append(o.made, r)
	return r
}

// CreateRenderer draws the row.
func (r *OrderRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.back, Inset(0.875*Grid, 1.5*Grid, r.content)))
}

func (r *OrderRow) show(i int, l OrderLine) {
	r.order.stamp++
	r.at, r.line, r.stamp = i, l, r.order.stamp
	r.lead.Set(l.Lead)
	r.under.Set(l.Under)
	r.title.Set(l.Title)
	r.hint.Set(l.Hint)
	ink := ColorInk
	if l.Muted {
		ink = ColorMuted
	}
	r.title.SetLook(ink, l.Head)
	r.back.Hidden = !l.Head || i == r.order.list.Selected()
	r.grip.Hidden = l.Fixed
	if l.Sign {
		r.pill.SetStatus(l.Like, l.Pill)
	} else {
		r.pill.SetWord(l.Like, l.Pill)
	}
	r.pill.Hidden = l.Pill == ""
	r.content.Layout.Layout(r.content.Objects, r.content.Size())
	r.Refresh()
}

// Tapped goes to the row.
func (r *OrderRow) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.order.list); c != nil {
		c.Focus(r.order.list)
	}
	r.order.list.Select(r.at)
}

// Dragged takes the row along with the pointer.
func (r *OrderRow) Dragged(e *fyne.DragEvent) {
	if !r.line.Fixed || r.order.from >= 0 {
		r.order.drag(r.at, e.AbsolutePosition)
	}
}

// DragEnd lets the row go where it is.
func (r *OrderRow) DragEnd() { r.order.drop() }

// Cursor is a hand: a click opens.
func (r *OrderRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// orderCells sets the parts of a row side by side: grip, lead, words, pill.
type orderCells struct{ row *OrderRow }

// gripWidth is the room of the grip, whether it is there or not.
const gripWidth = 2.25 * Grid

func (l *orderCells) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r := l.row
	side := fyne.CurrentApp().Settings().Theme().Size(SizeBody)
	r.grip.Resize(fyne.NewSquareSize(side))
	r.grip.Move(fyne.NewPos(-Grid/2, (size.Height-side)/2))
	x := gripWidth
	lead := r.order.lead * TextScale()
	if lead > 0 {
		lines(r.lead, r.under, x, lead, size.Height)
		x += lead + Grid
	}
	room := size.Width - x
	if r.pill.Visible() {
		p := r.pill.MinSize()
		r.pill.Resize(p)
		r.pill.Move(fyne.NewPos(size.Width-p.Width, (size.Height-p.Height)/2))
		room -= p.Width + Grid
	}
	lines(r.title, r.hint, x, fyne.Max(room, 0), size.Height)
}

// lines sets a text over another in the middle of a height; alone where the other is empty.
func lines(over, under *Text, x, width, height float32) {
	oh, uh := over.MinSize().Height, under.MinSize().Height
	under.Hidden = under.Text() == ""
	if under.Hidden {
		uh = 0
	}
	y := (height - oh - uh) / 2
	over.Resize(fyne.NewSize(width, oh))
	over.Move(fyne.NewPos(x, y))
	under.Resize(fyne.NewSize(width, uh))
	under.Move(fyne.NewPos(x, y+oh))
}

func (l *orderCells) MinSize([]fyne.CanvasObject) fyne.Size {
	r := l.row
	return fyne.NewSize(gripWidth+r.order.lead*TextScale(), r.title.MinSize().Height+r.hint.MinSize().Height)
}
