package app

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"forethought/app/session"
)

// doorstep brings work to the UI goroutine, also before the toolkit's loop runs: until then
// it waits here for [doorstep.settle], so that the window need not be drawn before there is
// something to show on it.
type doorstep struct {
	mu      sync.Mutex
	waiting []func()
	crossed bool // the loop runs, or is about to
	came    chan struct{}
	drawn   []func() // waits for the first picture; the UI goroutine's
}

func newDoorstep() *doorstep { return &doorstep{came: make(chan struct{}, 1)} }

// post has something done on the UI goroutine, in the order of the calls.
func (s *doorstep) post(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.crossed {
		fyne.Do(do)
		return
	}
	s.waiting = append(s.waiting, do)
	select {
	case s.came <- struct{}{}:
	default: // it is awake already
	}
}

// settle does what comes in until something holds, or for so long at most.
func (s *doorstep) settle(holds func() bool, most time.Duration) {
	late := time.NewTimer(most)
	defer late.Stop()
	for !holds() {
		if do := s.next(); do != nil {
			do()
			continue
		}
		select {
		case <-s.came:
		case <-late.C:
			return
		}
	}
}

func (s *doorstep) next() func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 {
		return nil
	}
	do := s.waiting[0]
	s.waiting = s.waiting[1:]
	return do
}

// onceDrawn does something on the UI goroutine after the first picture: what works beside the
// window would hold that up.
func (s *doorstep) onceDrawn(do func()) {
	s.mu.Lock()
	wait := !s.crossed
	s.mu.Unlock()
	if wait {
		s.drawn = append(s.drawn, do)
		return
	}
	do()
}

// cross hands what still waits, and all that comes, to the toolkit's loop. It is called from
// the loop, where the toolkit would do at once what is handed to it before.
func (s *doorstep) cross() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.crossed = true
	for _, do := range append(s.waiting, s.drawn...) {
		fyne.Do(do)
	}
	s.waiting, s.drawn = nil, nil
}

// early is a workbook that is being opened while the window is made.
type early struct {
	path  string
	taken atomic.Bool
	came  chan struct{} // closed when what follows is there
	book  book
	err   error
}

// openEarly begins to open a workbook; nil for none and for a sealed one, which wants its
// passphrase first.
func openEarly(path string, post func(func()), open func(context.Context) (book, error)) *early {
	if path == "" || isSealedName(path) {
		return nil
	}
	e := &early{path: path, came: make(chan struct{})}
	go func() {
		defer close(e.came)
		defer session.Fault(post)
		e.book, e.err = open(context.Background())
	}()
	return e
}

// firstShelf is a shelf from which one workbook is being taken already.
type firstShelf struct {
	shelf
	first *early
}

// Open gives the workbook that was begun with where it is that one, and opens others anew.
func (s firstShelf) Open(ctx context.Context, path string) (book, error) {
	e := s.first
	if e == nil || e.path != path || !e.taken.CompareAndSwap(false, true) {
		return s.shelf.Open(ctx, path)
	}
	select {
	case <-e.came:
		return e.book, e.err
	case <-ctx.Done():
		go func() {
			if <-e.came; e.err == nil {
				_ = e.book.Close() // nobody waits for it any more
			}
		}()
		return nil, ctx.Err()
	}
}
