package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Reveal scrolls what gains the focus into view; the toolkit leaves it where it is.
func Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	scroll := scrollAround(o)
	if scroll == nil || scroll.Content == nil {
		return
	}
	y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll).Y
	switch {
	case y < 0:
		scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, scroll.Offset.Y+y-Grid))
	case y+o.Size().Height > scroll.Size().Height:
		down := y + o.Size().Height - scroll.Size().Height + Grid
		if o.Size().Height > scroll.Size().Height { // taller than the view: its top matters
			down = y - Grid
		}
		scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, scroll.Offset.Y+down))
	}
}

// scrollAround is the innermost scroller around what is in a window, nil for none.
func scrollAround(o fyne.CanvasObject) *container.Scroll {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	scroll, _ := enclosing(root, o, nil)
	return scroll
}

// enclosing finds the innermost scroller around an object; found says that the object is
// below at.
func enclosing(at, o fyne.CanvasObject, around *container.Scroll) (scroll *container.Scroll, found bool) {
	if at == o {
		return around, true
	}
	switch at := at.(type) {
	case *fyne.Container:
		for _, child := range at.Objects {
			if s, ok := enclosing(child, o, around); ok {
				return s, true
			}
		}
	case *container.Scroll:
		return enclosing(at.Content, o, at)
	case interface{ Inner() fyne.CanvasObject }:
		return enclosing(at.Inner(), o, around)
	}
	return nil, false
}
