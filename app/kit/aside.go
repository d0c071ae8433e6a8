package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Aside sets a main object with another at its right that comes and goes. The one at the
// right has its width, for text at 100 %; where less than the least is left for the main
// object, it lies in its place. While it is hidden, the main object has the whole width.
func Aside(width, least float32, main, aside fyne.CanvasObject) *fyne.Container {
	return container.New(beside{width, least}, main, aside)
}

type beside struct{ width, least float32 }

func (b beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	main, aside, scale := objects[0], objects[1], TextScale()
	gap := 2 * Grid
	w, left := b.width*scale, size.Width-b.width*scale-gap
	main.Move(fyne.NewPos(0, 0))
	switch {
	case !aside.Visible():
		main.Resize(size)
		return
	case left < b.least*scale:
		w, left = size.Width, size.Width // covered
	}
	main.Resize(fyne.NewSize(left, size.Height))
	aside.Move(fyne.NewPos(size.Width-w, 0))
	aside.Resize(fyne.NewSize(w, size.Height))
}

func (b beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m, a := objects[0].MinSize(), objects[1].MinSize()
	if !objects[1].Visible() {
		return m
	}
	return m.Max(a)
}
