package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// fold lays a screen out over the room it has. Where that is low, a part of it folds behind a
// chip; a click on it shows the part, another hides it.
type fold struct {
	chip  *kit.Chip
	part  fyne.CanvasObject
	least float32 // the height, with text at 100 %, below which the part folds
	box   *fyne.Container
	open  bool // the person wants to see the part in a low window
}

func newFold(part fyne.CanvasObject, least float32) *fold {
	f := &fold{part: part, least: least}
	f.chip = kit.NewOpener(f.toggle)
	return f
}

// over makes the container of the screen that the part belongs to.
func (f *fold) over(screen fyne.CanvasObject) *fyne.Container {
	f.box = container.New(f, screen)
	return f.box
}

// Layout folds the part where there is little room, and gives the screen all of it.
func (f *fold) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	low := size.Height < f.least*kit.TextScale()
	folded := low && !f.open
	differs := f.chip.Hidden == low || f.part.Visible() == folded
	f.chip.Hidden = !low
	if folded {
		f.part.Hide()
	} else {
		f.part.Show()
	}
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
	if differs {
		objects[0].Refresh()
	}
}

// MinSize is what the screen needs.
func (f *fold) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (f *fold) toggle() {
	f.open = !f.open
	f.box.Refresh()
}

// unfold shows the part, so that it can be typed into.
func (f *fold) unfold() {
	if !f.part.Visible() {
		f.toggle()
	}
}
