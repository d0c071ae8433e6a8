package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Keys is what a screen does with a key that the focused widget has no use for. It reports
// whether it used the key.
type Keys interface {
	HandleRune(r rune) bool
	HandleKey(k fyne.KeyName) bool
}

// Tap is the one clickable thing: a rounded surface with content that can be pressed with
// the pointer, Space or Enter, and that shows hover and focus. Buttons, chips, navigation
// entries and linked cards are Taps with different content and colours.
type Tap struct {
	widget.BaseWidget
	OnTapped func()
	Keys     Keys // gets the keys that a Tap does not use, before the window; may be nil
	Label    string

	Fill, HoverFill, Line fyne.ThemeColorName // no fill or line when empty
	Radius                float32             // half the height when negative
	PadX, PadY            float32
	content               fyne.CanvasObject
	outer                 fyne.CanvasObject

	hovered, focused, disabled bool
}

var (
	_ fyne.Tappable      = (*Tap)(nil)
	_ fyne.Focusable     = (*Tap)(nil)
	_ fyne.Disableable   = (*Tap)(nil)
	_ desktop.Hoverable  = (*Tap)(nil)
	_ desktop.Cursorable = (*Tap)(nil)
)

// NewTap makes a Tap around content; label is what it is called for readers and tests.
func NewTap(label string, content fyne.CanvasObject, onTapped func()) *Tap {
	t := &Tap{Label: label, content: content, OnTapped: onTapped, Radius: 8, HoverFill: theme.ColorNameHover}
	t.ExtendBaseWidget(t)
	return t
}

// Tapped acts, unless disabled.
func (t *Tap) Tapped(*fyne.PointEvent) {
	if !t.disabled && t.OnTapped != nil {
		t.OnTapped()
	}
}

// Content is what is drawn on it.
func (t *Tap) Content() fyne.CanvasObject { return t.content }

// FocusGained shows the focus ring and brings the Tap into view.
func (t *Tap) FocusGained() { t.focused = true; t.Refresh(); Reveal(t.outer) }

// ExtendBaseWidget remembers the widget that a Tap is part of: it, not the Tap, is in the window.
func (t *Tap) ExtendBaseWidget(outer fyne.Widget) {
	if t.outer == nil {
		t.outer = outer
	}
	t.BaseWidget.ExtendBaseWidget(outer)
}

// FocusLost hides the focus ring.
func (t *Tap) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune passes what the Tap does not use to its screen and to the window.
func (t *Tap) TypedRune(r rune) {
	if r == ' ' {
		t.Tapped(nil)
		return
	}
	passRune(t.outer, t.Keys, r)
}

// passRune hands what a widget has no use for to its screen, and on to the window.
func passRune(from fyne.CanvasObject, keys Keys, r rune) {
	if keys != nil && keys.HandleRune(r) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// passKey does so for a key.
func passKey(from fyne.CanvasObject, keys Keys, e *fyne.KeyEvent) {
	if keys != nil && keys.HandleKey(e.Name) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// TypedKey acts on Enter; other keys go to the screen.
func (t *Tap) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		t.Tapped(nil)
	case fyne.KeySpace: // comes as a rune too
	default:
		passKey(t.outer, t.Keys, e)
	}
}

// MouseIn, MouseMoved and MouseOut show the pointer over it.
func (t *Tap) MouseIn(*desktop.MouseEvent)    { t.hovered = true; t.Refresh() }
func (t *Tap) MouseMoved(*desktop.MouseEvent) {}
func (t *Tap) MouseOut()                      { t.hovered = false; t.Refresh() }

// Cursor is a hand where a click does something.
func (t *Tap) Cursor() desktop.Cursor {
	if t.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Enable makes it act again.
func (t *Tap) Enable() { t.disabled = false; t.Refresh() }

// Disable stops it from acting.
func (t *Tap) Disable() { t.disabled = true; t.Refresh() }

// Disabled reports whether it acts.
func (t *Tap) Disabled() bool { return t.disabled }

// AccessibilityLabel is what it is called.
func (t *Tap) AccessibilityLabel() string { return t.Label }

// AccessibilityRole says that it acts like a button.
func (t *Tap) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws surface, content and focus ring.
func (t *Tap) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &tapRenderer{tap: t, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

type tapRenderer struct {
	tap        *Tap
	back, ring *canvas.Rectangle
}

func (r *tapRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	inset := r.inset()
	r.ring.Resize(size.SubtractWidthHeight(2*inset, 2*inset))
	r.ring.Move(fyne.NewPos(inset, inset))
	inner := size.SubtractWidthHeight(2*r.tap.PadX, 2*r.tap.PadY)
	r.tap.content.Move(fyne.NewPos(r.tap.PadX, r.tap.PadY))
	r.tap.content.Resize(inner)
	radius := r.tap.Radius
	if radius < 0 {
		radius = size.Height / 2
	}
	r.back.CornerRadius, r.ring.CornerRadius = radius, radius-inset
}

// inset is how far inside the edge the focus ring runs: on the accent it would not be seen
// at the edge.
func (r *tapRenderer) inset() float32 {
	if r.tap.Fill == ColorAccent {
		return 3
	}
	return 0
}

func (r *tapRenderer) MinSize() fyne.Size {
	return r.tap.content.MinSize().AddWidthHeight(2*r.tap.PadX, 2*r.tap.PadY)
}

func (r *tapRenderer) Refresh() {
	t := r.tap
	fill := t.Fill
	if t.hovered && !t.disabled && t.HoverFill != "" {
		fill = t.HoverFill
	}
	r.back.FillColor, r.back.StrokeWidth = color.Transparent, 0
	if fill != "" {
		r.back.FillColor = Color(t, fill)
	}
	if t.Line != "" {
		r.back.StrokeColor, r.back.StrokeWidth = Color(t, t.Line), 1
	}
	r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, 0
	if t.focused {
		ink := ColorAccent
		if r.inset() > 0 {
			ink = ColorOnAccent
		}
		r.ring.StrokeColor, r.ring.StrokeWidth = Color(t, ink), 2
	}
	r.Layout(t.Size())
	r.back.Refresh()
	r.ring.Refresh()
	t.content.Refresh()
}

func (r *tapRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.tap.content, r.ring}
}
func (r *tapRenderer) Destroy() {}
