package app

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"forethought/export"
)

// What comes from beside before the window's loop runs waits, is done in its order where
// somebody waits for it, and goes to the loop from then on.
func TestWhatComesBeforeTheWindowWaitsForIt(t *testing.T) {
	test.NewTempApp(t)
	s := newDoorstep()
	var did []int
	go func() {
		for i := range 4 {
			s.post(func() { did = append(did, i) })
			time.Sleep(time.Millisecond)
		}
	}()
	s.settle(func() bool { return len(did) == 3 }, time.Minute)
	if !slices.Equal(did, []int{0, 1, 2}) {
		t.Fatalf("did %v of what came", did)
	}
	s.settle(func() bool { return len(did) == 4 }, time.Minute)
	s.settle(func() bool { return false }, time.Millisecond) // nothing comes: it does not wait for ever
	s.post(func() { did = append(did, 4) })
	if len(did) != 4 {
		t.Fatal("what came while nobody waited was done on the goroutine that brought it")
	}
	s.onceDrawn(func() { did = append(did, 5) })
	s.settle(func() bool { return len(did) == 5 }, time.Minute)
	if len(did) != 5 {
		t.Fatalf("did %v: what is for after the first picture came before it", did)
	}
	s.cross()
	s.post(func() { did = append(did, 6) })
	s.onceDrawn(func() { did = append(did, 7) })
	if !slices.Equal(did, []int{0, 1, 2, 3, 4, 5, 6, 7}) {
		t.Errorf("did %v once the loop ran", did)
	}
}

// closing is a workbook that says when it is closed.
type closing struct {
	book
	closed chan struct{}
}

func (c closing) Close() error {
	close(c.closed)
	return nil
}

type anew struct{ shelf }

var errAnew = errors.New("opened anew")

func (anew) Open(context.Context, string) (book, error) { return nil, errAnew }

// The workbook to start with is opened while the window is made, and once. One that nobody
// waits for any more is closed when it comes.
func TestTheFirstWorkbookIsOpenedWhileTheWindowIsMade(t *testing.T) {
	s := newDoorstep()
	ready := make(chan struct{})
	one := closing{closed: make(chan struct{})}
	begin := func() firstShelf {
		return firstShelf{anew{}, openEarly("one.forethought", s.post, func(context.Context) (book, error) {
			<-ready
			return one, nil
		})}
	}
	given, slow := begin(), begin()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := slow.Open(cancelled, "one.forethought"); !errors.Is(err, context.Canceled) {
		t.Errorf("somebody who gave up got %v", err)
	}
	close(ready)
	<-one.closed
	if b, err := given.Open(t.Context(), "one.forethought"); b != book(one) || err != nil {
		t.Errorf("got %v, %v", b, err)
	}
	for _, path := range []string{"one.forethought", "another.forethought"} {
		if _, err := given.Open(t.Context(), path); !errors.Is(err, errAnew) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{"", "sealed" + export.SealedExtension} {
		if openEarly(path, s.post, nil) != nil {
			t.Errorf("%q was opened before it could be", path)
		}
	}
}
