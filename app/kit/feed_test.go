package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// newFeedBench shows a feed of cards of very different heights.
func newFeedBench(t *testing.T, n int) (*Feed, fyne.Window, *int) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(Theme{Variant: Light, Scale: 1})
	f, made := NewFeed(), new(int)
	w := test.NewTempWindow(t, f.Object())
	w.SetPadded(false)
	w.Resize(fyne.NewSize(500, 400))
	f.Fill(n, func(i int) fyne.CanvasObject {
		*made++
		return Inset(Grid, Grid, Body(fmt.Sprintf("Card %d. ", i)+strings.Repeat("Some words that wrap. ", 1+i*7%40)))
	})
	return f, w, made
}

// topCard is the card at the top of the view, and how far it has gone out of it.
func topCard(f *Feed) (card int, out float32) {
	for i, c := range f.cards {
		if c == nil {
			continue
		}
		for _, o := range f.body.box.Objects {
			if y := c.Position().Y - f.Offset(); o == c && y <= 0.5 && y+c.Size().Height > 0.5 {
				return i, -y
			}
		}
	}
	return -1, 0
}

// checkFilled makes sure that the view shows cards without holes or overlaps.
func checkFilled(t *testing.T, f *Feed) {
	t.Helper()
	objects, view := f.body.box.Objects, f.scroll.Size().Height
	first, last := objects[0], objects[len(objects)-1]
	if top := first.Position().Y; top > f.Offset() {
		t.Errorf("at %.0f there is nothing above %.0f", f.Offset(), top)
	}
	if end := last.Position().Y + last.Size().Height; end < min(f.Offset()+view, f.total)-0.5 {
		t.Errorf("at %.0f there is nothing from %.0f to the end of the view at %.0f", f.Offset(), end, f.Offset()+view)
	}
	for _, o := range objects {
		if size := o.Size(); size.Width != f.scroll.Size().Width || size.Height != o.MinSize().Height {
			t.Errorf("a card has %v of a width of %.0f and wants a height of %.0f", size, f.scroll.Size().Width, o.MinSize().Height)
		}
	}
	for i := 1; i < len(objects); i++ {
		above := objects[i-1]
		if gap := objects[i].Position().Y - above.Position().Y - above.Size().Height; gap < -0.1 || gap > 0.1 {
			t.Errorf("at %.0f two cards stand %.1f apart", f.Offset(), gap)
		}
	}
}

func TestAFeedMakesOnlyTheCardsNearTheView(t *testing.T) {
	f, _, made := newFeedBench(t, 1000)
	checkFilled(t, f)
	if *made == 0 || *made > 40 {
		t.Errorf("opening made %d cards of 1000", *made)
	}
	before := *made
	f.Show(500)
	checkFilled(t, f)
	if card, out := topCard(f); card != 500 || out > 0.5 {
		t.Errorf("asked for card 500 and card %d is at the top, %.1f out of view", card, out)
	}
	if *made-before > 60 {
		t.Errorf("going to card 500 made %d cards", *made-before)
	}
	f.Show(999)
	checkFilled(t, f)
	if end := f.Offset() + f.scroll.Size().Height; end < f.total-0.5 || end > f.total+0.5 {
		t.Errorf("the last card was asked for and the view ends at %.1f of %.1f", end, f.total)
	}
}

func TestAFeedShowsEveryCardInOrderWhicheverWayItIsRead(t *testing.T) {
	f, _, _ := newFeedBench(t, 120)
	at, steps := 0, 0
	for ; at < 119 && steps < 2000; steps++ {
		before := f.Offset()
		f.Scroll(20)
		checkFilled(t, f)
		card, _ := topCard(f)
		if card < at || card > at+1 {
			t.Fatalf("after card %d comes card %d", at, card)
		}
		at = card
		if f.Offset() == before {
			break
		}
	}
	f.Show(70)
	for at = 70; at > 0 && steps < 4000; steps++ { // upwards, over heights that were guessed
		f.Scroll(-20)
		checkFilled(t, f)
		card, _ := topCard(f)
		if card > at || card < at-1 {
			t.Fatalf("above card %d comes card %d", at, card)
		}
		at = card
	}
	if at != 0 {
		t.Errorf("going up ends at card %d", at)
	}
}

func TestAFeedKeepsThePlaceOfReadingWhenTheWindowChanges(t *testing.T) {
	f, w, _ := newFeedBench(t, 300)
	f.Show(150)
	for _, width := range []float32{900, 320, 640} {
		w.Resize(fyne.NewSize(width, 400))
		checkFilled(t, f)
		if card, _ := topCard(f); card != 150 {
			t.Errorf("at a width of %.0f card %d is at the top, want 150", width, card)
		}
	}
	w.Resize(fyne.NewSize(640, 900))
	checkFilled(t, f)
}

func TestAFeedJumpsUpwardsWithoutMovingWhatIsRead(t *testing.T) {
	f, _, _ := newFeedBench(t, 300)
	f.Show(200)
	for range 12 {
		card, out := topCard(f)
		f.Scroll(-30)
		next, now := topCard(f)
		if next == card && (out-now < 29 || out-now > 31) {
			t.Errorf("a step of 30 moved card %d by %.1f", card, out-now)
		}
	}
}

func TestAFeedWithoutCardsShowsNothing(t *testing.T) {
	f, _, _ := newFeedBench(t, 0)
	for _, k := range []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome, fyne.KeyPageDown, fyne.KeyUp} {
		if !f.HandleKey(k) {
			t.Errorf("%s is not used", k)
		}
	}
	if len(f.body.box.Objects) != 0 || f.Offset() != 0 {
		t.Errorf("there are %d cards at %.0f", len(f.body.box.Objects), f.Offset())
	}
	f.Fill(2, func(int) fyne.CanvasObject { return Body("Now there is something.") })
	if len(f.body.box.Objects) != 2 {
		t.Errorf("there are %d cards, want 2", len(f.body.box.Objects))
	}
	checkFilled(t, f)
}
