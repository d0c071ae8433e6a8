package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Feed is a scrolled column of cards of any height. Only the cards near the view are in
// the window, and a card is made when it first comes near, so a long column opens as fast
// as a short one. A card's height is measured at its true width; until then it counts as
// high as the measured ones are on average, and what the person is looking at stays where
// it is when a better height becomes known above it.
type Feed struct {
	scroll  *container.Scroll
	body    *feedBody
	make    func(i int) fyne.CanvasObject
	cards   []fyne.CanvasObject // nil until made
	heights []float32           // 0 until measured at the width
	width   float32
	total   float32
	target  int // the card to bring to the top, -1 for none
	busy    bool
}

// guessedHeight is what a card counts for before any is measured, at 100 % text.
const guessedHeight float32 = 120

// NewFeed makes an empty feed.
func NewFeed() *Feed {
	f := &Feed{target: -1}
	f.body = &feedBody{feed: f, box: container.NewWithoutLayout()}
	f.body.ExtendBaseWidget(f.body)
	f.scroll = container.NewVScroll(f.body)
	return f
}

// Object is the feed for a layout.
func (f *Feed) Object() fyne.CanvasObject { return f.scroll }

// Fill starts anew with n cards, at the top. The function makes the card of an index; it
// is asked at most once for each.
func (f *Feed) Fill(n int, card func(i int) fyne.CanvasObject) {
	f.make = card
	f.cards, f.heights = make([]fyne.CanvasObject, n), make([]float32, n)
	f.total, f.target = 0, 0
	f.body.box.Objects = nil
	f.arrange()
}

// Show brings a card to the top of the view, now or once the feed has a size.
func (f *Feed) Show(i int) {
	if i >= 0 && i < len(f.cards) {
		f.target = i
		f.arrange()
	}
}

// Offset is how far down the view is.
func (f *Feed) Offset() float32 { return f.scroll.Offset.Y }

// Scroll goes down, or up where by is negative.
func (f *Feed) Scroll(by float32) {
	f.scroll.ScrollToOffset(fyne.NewPos(0, fyne.Max(f.scroll.Offset.Y+by, 0)))
}

// Page goes whole views down or up, less two lines that stay for the eye.
func (f *Feed) Page(by int) {
	f.Scroll(float32(by) * fyne.Max(f.scroll.Size().Height-6*Grid*TextScale(), Grid))
}

// HandleKey is the keyboard map of a column to read. It reports whether it used the key.
func (f *Feed) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		f.Scroll(-6 * Grid * TextScale())
	case fyne.KeyDown:
		f.Scroll(6 * Grid * TextScale())
	case fyne.KeyPageUp:
		f.Page(-1)
	case fyne.KeyPageDown:
		f.Page(1)
	case fyne.KeyHome:
		f.Show(0)
	case fyne.KeyEnd:
		f.Show(len(f.cards) - 1)
	default:
		return false
	}
	return true
}

// height is a card's height as far as it is known.
func (f *Feed) height(i int, guess float32) float32 {
	if f.heights[i] > 0 {
		return f.heights[i]
	}
	return guess
}

func (f *Feed) guess() float32 {
	sum, n := float32(0), float32(0)
	for _, h := range f.heights {
		if h > 0 {
			sum, n = sum+h, n+1
		}
	}
	if n == 0 {
		return guessedHeight * TextScale()
	}
	return sum / n
}

// at finds the card at an offset and how far into it that is.
func (f *Feed) at(offset float32) (card int, into float32) {
	guess := f.guess()
	for i := range f.cards {
		h := f.height(i, guess)
		if offset < h || i == len(f.cards)-1 {
			return i, fyne.Min(offset, h)
		}
		offset -= h
	}
	return 0, 0
}

// measure makes a card where it is not made yet, and gives it the width.
func (f *Feed) measure(i int) float32 {
	if f.cards[i] == nil {
		f.cards[i] = f.make(i)
	}
	if f.heights[i] == 0 {
		f.heights[i] = fyne.Max(heightAt(f.cards[i], f.width), 1)
	}
	return f.heights[i]
}

// arrange puts the cards near the view in their places. A view's height of cards above and
// below is ready too, so that Tab finds what comes next.
func (f *Feed) arrange() {
	view := f.scroll.Size()
	if f.busy || view.Width <= 0 || view.Height <= 0 {
		return
	}
	f.busy = true
	defer func() { f.busy = false }()

	anchor, into := f.at(f.scroll.Offset.Y)
	if f.target >= 0 && f.target < len(f.cards) {
		anchor, into = f.target, 0
	}
	f.target = -1
	if f.width != view.Width {
		f.width = view.Width
		clear(f.heights)
	}
	last, below := anchor, -into
	for ; last < len(f.cards) && below < 2*view.Height; last++ {
		below += f.measure(last)
	}
	first, above := anchor, into
	for need := view.Height + fyne.Max(view.Height-below, 0); first > 0 && above < need; {
		first--
		above += f.measure(first)
	}
	f.place(first, last, anchor, into)
}

// place shows the cards from first up to last, with the anchor where the person has it.
func (f *Feed) place(first, last, anchor int, into float32) {
	view, guess := f.scroll.Size(), f.guess()
	y, offset := float32(0), float32(0)
	for i := range f.cards {
		if i == anchor {
			offset = y + into
		}
		if i >= first && i < last {
			f.cards[i].Move(fyne.NewPos(0, y))
		}
		y += f.height(i, guess)
	}
	offset = fyne.Max(fyne.Min(offset, y-view.Height), 0)
	f.body.show(f.cards[first:last])
	if y == f.total && offset == f.scroll.Offset.Y {
		return
	}
	f.total = y
	f.body.Resize(fyne.NewSize(view.Width, fyne.Max(y, view.Height)))
	f.scroll.Offset = fyne.NewPos(-1, offset) // not where it goes, so that the next line fits the bars too
	f.scroll.ScrollToOffset(fyne.NewPos(0, offset))
}

// feedBody is what the scroller moves; each move looks which cards are near.
type feedBody struct {
	widget.BaseWidget
	feed *Feed
	box  *fyne.Container
}

// Inner is where Reveal looks on.
func (b *feedBody) Inner() fyne.CanvasObject { return b.box }

// Move comes with every scrolling, by whatever means.
func (b *feedBody) Move(to fyne.Position) {
	b.BaseWidget.Move(to)
	b.feed.arrange()
}

func (b *feedBody) show(cards []fyne.CanvasObject) {
	if n := len(cards); n == len(b.box.Objects) && (n == 0 || cards[0] == b.box.Objects[0] && cards[n-1] == b.box.Objects[n-1]) {
		return
	}
	b.box.Objects = cards[:len(cards):len(cards)]
	canvas.Refresh(b)
}

// CreateRenderer draws the cards that are near.
func (b *feedBody) CreateRenderer() fyne.WidgetRenderer {
	return &feedRenderer{b, []fyne.CanvasObject{b.box}}
}

type feedRenderer struct {
	body    *feedBody
	objects []fyne.CanvasObject
}

func (r *feedRenderer) Layout(size fyne.Size)        { r.body.box.Resize(size) }
func (r *feedRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, r.body.feed.total) }
func (r *feedRenderer) Refresh()                     { r.body.box.Refresh() }
func (r *feedRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *feedRenderer) Destroy()                     {}
