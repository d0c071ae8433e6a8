package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// roomForFilters is the height of a screen, with text at 100 %, below which a matrix would
// show too few rows beside its filters.
const roomForFilters = 500

// filterFold lays a screen out over the room it has. Where that is low, the filters fold
// behind a chip, which says how many are on; a click on it shows them, another hides them.
type filterFold struct {
	chip    *kit.Chip
	filters *fyne.Container
	box     *fyne.Container
	open    bool // the person wants to see the filters in a low window
}

func newFilterFold(filters *fyne.Container) *filterFold {
	f := &filterFold{filters: filters}
	f.chip = kit.NewOpener(f.toggle)
	return f
}

// over makes the container of the screen that the filters belong to.
func (f *filterFold) over(screen fyne.CanvasObject) *fyne.Container {
	f.box = container.New(f, screen)
	return f.box
}

// Layout folds the filters where there is little room, and gives the screen all of it.
func (f *filterFold) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	low := size.Height < roomForFilters*kit.TextScale()
	folded := low && !f.open
	differs := f.chip.Hidden == low || f.filters.Hidden != folded
	f.chip.Hidden, f.filters.Hidden = !low, folded
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
	if differs {
		objects[0].Refresh()
	}
}

// MinSize is what the screen needs.
func (f *filterFold) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (f *filterFold) toggle() {
	f.open = !f.open
	f.box.Refresh()
}

// unfold shows the filters, so that they can be typed into.
func (f *filterFold) unfold() {
	if f.filters.Hidden {
		f.toggle()
	}
}

// tell says on the chip how many filters are on.
func (f *filterFold) tell(d *desk, on int) {
	f.chip.SetOn(on > 0)
	if on == 0 {
		f.chip.SetText(d.text("district.filters"))
		return
	}
	f.chip.SetText(d.text("district.filters-on", "N", on))
}
