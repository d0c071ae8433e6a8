package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// List is a virtualised list whose selection moves with the arrow keys and that passes
// other keys to its screen.
type List struct {
	widget.List
	Keys     Keys
	First    Keys         // is asked before the list moves itself; may be nil
	All      func()       // chooses all rows, for lists of which several can be chosen; may be nil
	Moves    func(by int) // moves the row that the person is on, with Alt and an arrow; may be nil
	selected int
	narrow   bool
	browse   bool // the arrows only move; Enter or Space takes a row
	focused  bool
}

// NewList makes a list of rows; selected is told which row the person is on.
func NewList(length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject), selected func(int)) *List {
	l := &List{selected: -1}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.OnSelected = func(i int) {
		if l.selected == i {
			return
		}
		l.selected = i
		selected(i)
	}
	l.ExtendBaseWidget(l)
	return l
}

// Narrow reports whether there is little room for a row's words beside its pill.
func (l *List) Narrow() bool { return l.narrow }

// Selected is the row that the person is on, -1 for none.
func (l *List) Selected() int { return l.selected }

// Mark makes a row the one that the person is on without telling anyone.
func (l *List) Mark(i int) {
	l.selected = i
	if i < 0 {
		l.UnselectAll()
		return
	}
	if l.Size().Height > 0 { // before that there is nothing to scroll
		l.Select(i)
	}
}

// lowList is a height in which no row has room, as a list has it while the window is laid
// out for the first time.
const lowList = 4 * Grid

// Resize marks what was to be marked before the list had a size.
func (l *List) Resize(size fyne.Size) {
	before := l.Size().Height
	narrow := size.Width < 370*TextScale()
	changed := narrow != l.narrow
	l.narrow = narrow
	l.List.Resize(size)
	if changed { // the rows have another height
		l.Refresh()
	}
	switch {
	case l.selected < 0:
	case before == 0:
		l.Select(l.selected)
	case before < lowList && before < size.Height: // there was no room to show it in
		l.ScrollTo(l.selected)
	}
}

// ScrollToTop shows the first row; before the list has been drawn there is nothing to scroll.
func (l *List) ScrollToTop() {
	if l.Size().Height > 0 {
		l.List.ScrollToTop()
	}
}

// Step goes some rows up or down.
func (l *List) Step(by int) {
	next := l.selected + by
	if n := l.Length(); next >= n {
		next = n - 1
	}
	if next < 0 {
		next = 0
	}
	if next < l.Length() {
		l.Select(next)
	}
}

// TypedKey moves the selection.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	if l.First != nil && l.First.HandleKey(e.Name) {
		return
	}
	if l.browse {
		switch e.Name {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeySpace:
			l.List.TypedKey(e)
			return
		case fyne.KeyReturn, fyne.KeyEnter:
			l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			return
		}
	}
	if !l.Arrow(e.Name) {
		passKey(l, l.Keys, e)
	}
}

// Arrow goes up or down with an arrow key and reports whether it was one.
func (l *List) Arrow(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		l.Step(-1)
	case fyne.KeyDown:
		l.Step(1)
	default:
		return false
	}
	return true
}

// FocusGained shows the focus ring. The row that the toolkit would light up is another than
// the one that the person is on, so it does so only where the arrows move without choosing.
func (l *List) FocusGained() {
	l.focused = true
	if l.browse {
		l.List.FocusGained()
	}
	l.Refresh()
}

// FocusLost hides the focus ring.
func (l *List) FocusLost() {
	l.focused = false
	l.List.FocusLost()
	l.Refresh()
}

// CreateRenderer draws the rows with the focus ring over them.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	r := &listRenderer{WidgetRenderer: l.List.CreateRenderer(), list: l, ring: canvas.NewRectangle(nil)}
	r.ring.CornerRadius = 8
	r.drawRing()
	return r
}

type listRenderer struct {
	fyne.WidgetRenderer
	list *List
	ring *canvas.Rectangle
}

func (r *listRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.Resize(size)
}

func (r *listRenderer) Refresh() {
	r.drawRing()
	r.WidgetRenderer.Refresh()
}

func (r *listRenderer) drawRing() {
	r.ring.StrokeColor, r.ring.StrokeWidth = Color(r.list, ColorAccent), 2
	r.ring.Hidden = !r.list.focused
	r.ring.Refresh()
}

func (r *listRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.ring)
}

// TypedRune goes to the screen.
func (l *List) TypedRune(r rune) {
	passRune(l, l.Keys, r)
}

// TypedShortcut chooses all rows; other shortcuts go to the window.
func (l *List) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && l.All != nil {
		l.All()
		return
	}
	if by := altArrow(s, fyne.KeyUp, fyne.KeyDown); by != 0 && l.Moves != nil {
		l.Moves(by)
		return
	}
	passShortcut(l, s)
}

// altArrow is -1 or 1 for Alt with one of two arrows, 0 for any other shortcut.
func altArrow(s fyne.Shortcut, back, on fyne.KeyName) int {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt {
		switch c.KeyName {
		case back:
			return -1
		case on:
			return 1
		}
	}
	return 0
}
