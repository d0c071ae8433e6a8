package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Steady makes a change of what is in a scroller and scrolls by as much as the change moved
// what has the focus, so that this stays where it is in the window.
func Steady(scroll *container.Scroll, change func()) {
	driver := fyne.CurrentApp().Driver()
	var at fyne.CanvasObject
	if c := driver.CanvasForObject(scroll); c != nil {
		at, _ = c.Focused().(fyne.CanvasObject)
	}
	if at == nil {
		change()
		return
	}
	if _, within := enclosing(scroll, at, nil); !within {
		change()
		return
	}
	before := driver.AbsolutePositionForObject(at).Y
	change()
	if moved := driver.AbsolutePositionForObject(at).Y - before; moved != 0 {
		scroll.Refresh() // it may be longer now
		scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, scroll.Offset.Y+moved))
	}
}
