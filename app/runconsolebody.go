package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"forethought/app/kit"
)

// scrolledCard is a card of the console: a head, and a content that scrolls below it.
type scrolledCard struct {
	head    fyne.CanvasObject
	content *fyne.Container
	scroll  *container.Scroll
	box     *fyne.Container
}

// The card keeps this much above its head, below its content, and at their sides.
const cardEdge, cardFoot, cardSide = 1.5 * kit.Grid, 1.5 * kit.Grid, 2 * kit.Grid

func newScrolledCard(head fyne.CanvasObject, content *fyne.Container) *scrolledCard {
	s := &scrolledCard{head: head, content: content}
	foot := container.New(layout.NewCustomPaddedLayout(0, cardFoot, 0, 0), content)
	s.scroll = container.NewVScroll(foot)
	s.box = kit.Card(container.New(layout.NewCustomPaddedLayout(cardEdge, 1, 1, 1),
		kit.Under(kit.Inset(0, cardSide-1, head), s.scroll)))
	return s
}

// wants is the height at which nothing scrolls.
func (s *scrolledCard) wants(width float32) float32 {
	return kit.HeightAt(s.head, width-2*cardSide) + 1.75*kit.Grid + kit.HeightAt(s.content, width-2) + cardEdge + cardFoot + 1
}

// consoleBody sets injects and discussion left and the record right, in the height that
// there is; where there is little room, below each other as high as they want.
type consoleBody struct {
	injects, discuss, record *scrolledCard
	width                    float32 // it was last laid out in
}

// Sizes at 100 % text.
const (
	consoleRecord float32 = 316 // width of the record
	consoleLeft   float32 = 430 // least width of what stands left of it
	consoleHigh   float32 = 330 // least height of all beside each other
)

func (b *consoleBody) wide() bool {
	return b.width == 0 || b.width >= (consoleRecord+consoleLeft)*kit.TextScale()+2*kit.Grid
}

func (b *consoleBody) cards() []*scrolledCard {
	return []*scrolledCard{b.injects, b.record, b.discuss}
}

func (b *consoleBody) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	gap := 2 * kit.Grid
	put := func(s *scrolledCard, x, y, width, height float32) {
		s.box.Resize(fyne.NewSize(width, height))
		s.box.Move(fyne.NewPos(x, y))
	}
	if !b.wide() {
		y := float32(0)
		for _, s := range b.cards() {
			h := s.wants(size.Width)
			put(s, 0, y, size.Width, h)
			y += h + gap
		}
		return
	}
	right := consoleRecord * kit.TextScale()
	left := size.Width - right - gap
	low := fyne.Min(b.discuss.wants(left), 0.38*size.Height)
	put(b.injects, 0, 0, left, size.Height-low-gap)
	put(b.discuss, 0, size.Height-low, left, low)
	put(b.record, left+gap, 0, right, size.Height)
}

func (b *consoleBody) MinSize([]fyne.CanvasObject) fyne.Size {
	if b.wide() {
		return fyne.NewSize(kit.Grid, consoleHigh*kit.TextScale())
	}
	h := 2 * 2 * kit.Grid
	for _, s := range b.cards() {
		h += s.wants(b.width)
	}
	return fyne.NewSize(kit.Grid, h)
}

// barLine sets what the run is at and its links left, and the clocks and buttons at the
// right. Where less than the least is left for the first, clocks and buttons go below, and
// the links beside the first where they have room there.
type barLine struct{ width float32 }

const barLeast float32 = 210 // at 100 % text

// flowWidth is how wide a flow is without a break.
func flowWidth(o fyne.CanvasObject) (width float32) {
	for _, x := range o.(*fyne.Container).Objects {
		if x.Visible() {
			width += x.MinSize().Width + kit.Grid
		}
	}
	return width
}

// each places the parts and gives the height of all.
func (b *barLine) each(objects []fyne.CanvasObject, width float32) float32 {
	title, links, right := objects[0], objects[1], objects[2]
	put := func(o fyne.CanvasObject, x, y, width float32) float32 {
		o.Move(fyne.NewPos(x, y))
		return y + kit.HeightAt(o, width)
	}
	middle := func(o fyne.CanvasObject, high float32) {
		o.Move(fyne.NewPos(o.Position().X, (high-o.Size().Height)/2))
	}
	least, w, l := barLeast*kit.TextScale(), flowWidth(right), flowWidth(links)
	switch {
	case width-w >= least:
		y := put(links, -kit.Grid/2, put(title, 0, 0, width-w-kit.Grid), width-w)
		high := fyne.Max(y, put(right, width-w+kit.Grid, 0, w))
		middle(right, high)
		return high
	case width-l >= title.(*kit.Text).Natural().Width:
		y := fyne.Max(put(title, 0, 0, width-l), put(links, width-l+kit.Grid, 0, l))
		middle(title, y)
		return put(right, 0, y+kit.Grid/2, width)
	}
	return put(right, 0, put(links, -kit.Grid/2, put(title, 0, 0, width), width)+kit.Grid/2, width)
}

func (b *barLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	b.each(objects, size.Width)
}

func (b *barLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := b.width
	if width == 0 {
		width = 100_000
	}
	return fyne.NewSize(kit.Grid, b.each(objects, width))
}
