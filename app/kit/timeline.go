package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Band is a stretch of a [Timeline].
type Band struct {
	ID, Title, Hint string
	From, To        int
	Aside           bool // it is between those that matter
	Over            bool // it is beyond what there is room for
}

// Pin is a point of a [Timeline] that can be moved.
type Pin struct {
	ID, Label string
	At        int
	Wants     bool // something is missing
}

// Timeline shows stretches and points of some minutes. A click on either goes to it; a pin is
// dragged to another minute, or moved by one with Alt and the left and right arrows. The
// arrows alone go from pin to pin.
type Timeline struct {
	widget.BaseWidget
	Keys   Keys
	Clock  func(minute int) string // writes a minute
	OnBand func(id string)
	OnPin  func(id string)
	OnMove func(id string, minute int)

	bands   []Band
	pins    []Pin
	end     int    // the last minute that is shown
	most    int    // the minute up to which there is time
	chosen  string // the pin that the person is on
	lanes   int    // that the pins take
	held    string // the pin that is dragged, empty for none
	to      int    // the minute to which it is dragged
	focused bool
}

var (
	_ fyne.Tappable      = (*Timeline)(nil)
	_ fyne.Draggable     = (*Timeline)(nil)
	_ fyne.Focusable     = (*Timeline)(nil)
	_ fyne.Shortcutable  = (*Timeline)(nil)
	_ desktop.Cursorable = (*Timeline)(nil)
	_ desktop.Mouseable  = (*Timeline)(nil)
)

// NewTimeline makes an empty timeline.
func NewTimeline(clock func(int) string) *Timeline {
	t := &Timeline{Clock: clock}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows some bands and pins, with so many minutes to spend; the pin that the person is on
// is the chosen one.
func (t *Timeline) Set(bands []Band, pins []Pin, most int, chosen string) {
	t.bands, t.pins, t.most, t.chosen = bands, pins, most, chosen
	t.end = max(most, 1)
	for _, b := range bands {
		t.end = max(t.end, b.To)
	}
	for _, p := range pins {
		t.end = max(t.end, p.At)
	}
	t.arrange()
	t.Refresh()
}

// Resize arranges the pins anew: what is narrow needs more lanes.
func (t *Timeline) Resize(size fyne.Size) {
	t.BaseWidget.Resize(size)
	if lanes := t.lanes; t.held == "" {
		if t.arrange(); t.lanes != lanes {
			t.Refresh()
		}
	}
}

// arrange counts the lanes that the pins take.
func (t *Timeline) arrange() {
	t.lanes = 1
	if t.Size().Width > 0 {
		for _, b := range t.boxes() {
			t.lanes = max(t.lanes, b.lane+1)
		}
	}
}

// Sizes at 100 % text.
const (
	pinHeight  = 2.25 * Grid
	pinLanes   = 3 // at most
	bandHeight = 5 * Grid
	pinLeast   = 2.5 * Grid
)

// edge keeps half a pin free at both ends.
func (t *Timeline) edge() float32 { return pinLeast * TextScale() / 2 }

// x is where a minute is.
func (t *Timeline) x(minute int) float32 {
	return t.edge() + float32(minute)*(t.Size().Width-2*t.edge())/float32(max(t.end, 1))
}

// minute is the one at a place, which may lie outside.
func (t *Timeline) minute(x float32) int {
	room := t.Size().Width - 2*t.edge()
	if room <= 0 {
		return 0
	}
	return min(max(int((x-t.edge())*float32(t.end)/room+0.5), 0), t.end)
}

// PlaceOf is where the pin of a minute stands while no other is near it.
func (t *Timeline) PlaceOf(minute int) fyne.Position {
	return fyne.NewPos(t.x(minute), t.bandsAt()-4-pinHeight*TextScale()/2)
}

// pinBox is a pin as it is drawn.
type pinBox struct {
	pin  Pin
	text string
	lane int
	at   fyne.Position
	size fyne.Size
}

// boxes places the pins in lanes, so that near ones stand above each other.
func (t *Timeline) boxes() []pinBox {
	scale := TextScale()
	small := t.Theme().Size(SizeSmall)
	var ends [pinLanes]float32
	most := pinLanes
	if t.held != "" { // the lines hold while a pin is dragged
		most = max(t.lanes, 1)
	}
	var all []pinBox
	for _, p := range t.pins {
		b := pinBox{pin: p, text: p.Label}
		minute := p.At
		if p.ID == t.held {
			minute, b.text = t.to, t.Clock(t.to)
		}
		if p.Wants {
			b.text += " !"
		}
		width := fyne.MeasureText(b.text, small, fyne.TextStyle{Bold: true}).Width + Grid
		b.size = fyne.NewSize(fyne.Max(width, pinLeast*scale), pinHeight*scale)
		x := t.x(minute) - b.size.Width/2
		lane := 0
		for lane < most-1 && x < ends[lane]+2 {
			lane++
		}
		ends[lane] = x + b.size.Width
		b.lane, b.at = lane, fyne.NewPos(x, float32(max(t.lanes, 1)-1-lane)*(pinHeight*scale+2))
		all = append(all, b)
	}
	return all
}

// bandsAt is where the bands begin.
func (t *Timeline) bandsAt() float32 { return float32(max(t.lanes, 1))*(pinHeight*TextScale()+2) + 4 }

// pinAt is the pin at a place, empty for none. Of several, the one drawn last.
func (t *Timeline) pinAt(at fyne.Position) string {
	id := ""
	for _, b := range t.boxes() {
		if at.X >= b.at.X && at.X < b.at.X+b.size.Width && at.Y >= b.at.Y && at.Y < b.at.Y+b.size.Height {
			id = b.pin.ID
		}
	}
	return id
}

// Tapped goes to the pin or band at a place.
func (t *Timeline) Tapped(e *fyne.PointEvent) {
	if id := t.pinAt(e.Position); id != "" {
		t.OnPin(id)
		return
	}
	if y := e.Position.Y - t.bandsAt(); y < 0 || y >= bandHeight*TextScale() {
		return
	}
	for _, b := range t.bands {
		if b.ID != "" && e.Position.X >= t.x(b.From) && e.Position.X < t.x(b.To) {
			t.OnBand(b.ID)
			return
		}
	}
}

// MouseDown takes the pin that may be dragged from here on: a drag is told of when the
// pointer has left it.
func (t *Timeline) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t)
	}
	t.held = ""
	if id := t.pinAt(e.Position); id != "" && e.Button == desktop.MouseButtonPrimary {
		t.held, t.to = id, t.pins[t.index(id)].At
	}
}

// MouseUp lets go of a pin that was not dragged.
func (t *Timeline) MouseUp(*desktop.MouseEvent) {
	if i := t.index(t.held); i >= 0 && t.to == t.pins[i].At {
		t.held = ""
		t.Refresh()
	}
}

// Dragged moves the pin with the pointer.
func (t *Timeline) Dragged(e *fyne.DragEvent) {
	if t.held != "" {
		t.to = t.minute(e.Position.X)
		t.Refresh()
	}
}

// DragEnd leaves the pin where it is.
func (t *Timeline) DragEnd() {
	i, id := t.index(t.held), t.held
	t.held = ""
	if i >= 0 && t.pins[i].At != t.to {
		t.OnMove(id, t.to)
	}
	t.Refresh()
}

func (t *Timeline) index(id string) int {
	for i, p := range t.pins {
		if p.ID == id {
			return i
		}
	}
	return -1
}

// Cursor is a hand: pins and bands open.
func (t *Timeline) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained shows the focus ring.
func (t *Timeline) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost hides it.
func (t *Timeline) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune goes to the screen.
func (t *Timeline) TypedRune(r rune) { passRune(t, t.Keys, r) }

// TypedKey goes from pin to pin.
func (t *Timeline) TypedKey(e *fyne.KeyEvent) {
	at := t.index(t.chosen)
	switch e.Name {
	case fyne.KeyLeft:
		at = max(at-1, 0)
	case fyne.KeyRight:
		at = min(at+1, len(t.pins)-1)
	default:
		passKey(t, t.Keys, e)
		return
	}
	if at >= 0 && at < len(t.pins) {
		t.OnPin(t.pins[at].ID)
	}
}

// TypedShortcut moves the chosen pin by a minute; other shortcuts go to the window.
func (t *Timeline) TypedShortcut(s fyne.Shortcut) {
	by, at := altArrow(s, fyne.KeyLeft, fyne.KeyRight), t.index(t.chosen)
	switch {
	case by == 0:
		passShortcut(t, s)
	case at >= 0:
		t.OnMove(t.chosen, max(t.pins[at].At+by, 0))
	}
}
