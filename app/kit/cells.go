package kit

import (
	"fyne.io/fyne/v2"
)

// Cells sets objects side by side in widths of given shares, each as high as it wants, all
// from the top: a row of a table. Where the whole is narrower than the least width at
// 100 % text, they stand below each other; 0 keeps them side by side.
func Cells(gap, least float32, shares []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &cells{gap: gap, least: least, shares: shares}, Objects: objects}
}

type cells struct {
	gap, least float32
	shares     []float32
	width      float32 // it was last laid out in
}

func (c *cells) stacked() bool { return c.width > 0 && c.width < c.least*TextScale() }

func (c *cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	if c.stacked() {
		column{c.gap / 2}.Layout(objects, size)
		return
	}
	all := float32(0)
	for _, s := range c.shares[:len(objects)] {
		all += s
	}
	room, x := size.Width-c.gap*float32(len(objects)-1), float32(0)
	for i, o := range objects {
		w := fyne.Max(room*c.shares[i]/all, 0)
		heightAt(o, w)
		o.Move(fyne.NewPos(x, 0))
		x += w + c.gap
	}
}

func (c *cells) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if c.stacked() {
		return column{c.gap / 2}.MinSize(objects)
	}
	var min fyne.Size
	for _, o := range objects {
		min = min.Max(o.MinSize())
	}
	return min
}

// Lead sets a short object before one that takes the rest of the width, both from the top.
func Lead(gap float32, lead, rest fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: leading{gap}, Objects: []fyne.CanvasObject{lead, rest}}
}

type leading struct{ gap float32 }

func (l leading) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first := objects[0].MinSize()
	objects[0].Resize(first)
	objects[0].Move(fyne.NewPos(0, 0))
	x := first.Width + l.gap
	heightAt(objects[1], fyne.Max(size.Width-x, 0))
	objects[1].Move(fyne.NewPos(x, 0))
}

func (l leading) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+l.gap+b.Width, fyne.Max(a.Height, b.Height))
}

// Widest keeps an object at the left, no wider than the width at 100 % text: a line that
// is longer is hard to read.
func Widest(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: widest{width}, Objects: []fyne.CanvasObject{o}}
}

type widest struct{ width float32 }

func (w widest) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	heightAt(objects[0], fyne.Min(size.Width, w.width*TextScale()))
	objects[0].Move(fyne.NewPos(0, 0))
}

func (w widest) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Under sets a body with the rest of the height under its head.
func Under(head, body fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: screenful{}, Objects: []fyne.CanvasObject{head, body}}
}
