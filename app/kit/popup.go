package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ShowBelow shows something in a popup, framed and at least as large as it is told to be,
// below what it belongs to; above it where there is no room below, and in any case inside
// the window. The toolkit's popups go wherever they are put.
func ShowBelow(content fyne.CanvasObject, o fyne.CanvasObject, least fyne.Size) *widget.PopUp {
	p := framed(content, fyne.CurrentApp().Driver().CanvasForObject(o))
	size := p.MinSize().Max(least)
	p.Resize(size)
	p.ShowAtPosition(near(o, size, p.Canvas.Size(), Grid/2))
	return p
}

// ShowMenu opens a menu where [ShowBelow] would, at least as wide as what it belongs to.
func ShowMenu(items []*fyne.MenuItem, o fyne.CanvasObject) *widget.PopUpMenu {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	p := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	size := p.MinSize()
	size.Width = fyne.Max(size.Width, o.Size().Width)
	p.ShowAtPosition(near(o, size, c.Size(), 0))
	p.Resize(size)
	return p
}

// near is where something of a size goes that belongs to an object: below it, above it where
// that does not fit, and inside the window.
func near(o fyne.CanvasObject, size, window fyne.Size, gap float32) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	x := fyne.Max(0, fyne.Min(at.X, window.Width-size.Width-gap))
	y := at.Y + o.Size().Height + gap
	if y+size.Height > window.Height {
		y = at.Y - size.Height - gap
	}
	if y < 0 {
		y = fyne.Max(0, window.Height-size.Height-gap)
	}
	return fyne.NewPos(x, y)
}

// framed makes a popup with a line around it.
func framed(content fyne.CanvasObject, c fyne.Canvas) *widget.PopUp {
	frame := canvas.NewRectangle(color.Transparent)
	frame.StrokeColor, frame.StrokeWidth = theme.Color(theme.ColorNameInputBorder), 1
	frame.CornerRadius = theme.Size(theme.SizeNamePopupRadius)
	return widget.NewPopUp(container.NewStack(frame, container.NewPadded(content)), c)
}

// ShowOver shows something in a framed popup that lies over what it belongs to, its top and
// right edges a little beyond. Where that is, [PlaceOver] says again after a change of size.
func ShowOver(content, o fyne.CanvasObject, size fyne.Size) *widget.PopUp {
	p := framed(content, fyne.CurrentApp().Driver().CanvasForObject(o))
	p.ShowAtPosition(fyne.NewPos(0, 0))
	PlaceOver(p, o, size)
	return p
}

// PlaceOver gives a popup of [ShowOver] a size, as far as the window has it.
func PlaceOver(p *widget.PopUp, o fyne.CanvasObject, size fyne.Size) {
	beyond := theme.Padding()
	at, window := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), p.Canvas.Size()
	right, y := at.X+o.Size().Width+beyond, fyne.Max(at.Y-beyond, 0)
	size = size.Min(fyne.NewSize(right-Grid, window.Height-y-Grid))
	p.Move(fyne.NewPos(right-size.Width, y))
	p.Resize(size)
}
