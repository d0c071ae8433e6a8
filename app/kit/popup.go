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
	const gap = Grid / 2
	driver := fyne.CurrentApp().Driver()
	frame := canvas.NewRectangle(color.Transparent)
	frame.StrokeColor, frame.StrokeWidth = theme.Color(theme.ColorNameInputBorder), 1
	frame.CornerRadius = theme.Size(theme.SizeNamePopupRadius)
	p := widget.NewPopUp(container.NewStack(frame, container.NewPadded(content)), driver.CanvasForObject(o))
	at, window, size := driver.AbsolutePositionForObject(o), p.Canvas.Size(), p.MinSize().Max(least)
	p.Resize(size)
	x := fyne.Max(0, fyne.Min(at.X, window.Width-size.Width-gap))
	y := at.Y + o.Size().Height + gap
	if y+size.Height > window.Height {
		y = at.Y - size.Height - gap
	}
	if y < 0 {
		y = fyne.Max(0, window.Height-size.Height-gap)
	}
	p.ShowAtPosition(fyne.NewPos(x, y))
	return p
}
