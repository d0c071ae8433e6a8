// Package session stands between the screens and the workbook on disk: it holds what the
// screens show, takes their changes, writes them in order off the UI goroutine, and says
// when the disk has answered.
//
// It draws nothing and knows no toolkit. What holds:
//
//   - [Session.View] is read and changed on the UI goroutine only; everything slower runs
//     on one worker and comes back through the post function given to [New].
//   - A change shows at once, is written in the order made, and counts as saved only when
//     the book has returned. When writing fails, the view goes back to what is on disk and
//     the error reaches the listener.
//   - Nothing is written after [Session.Close] has returned, and nothing is left unwritten
//     when it returns without error. The listener hears nothing more then.
package session

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"forethought/workbook"
)

// Book is the part of a workbook file that a session needs.
type Book interface {
	Apply(context.Context, workbook.Author, []workbook.Change) (workbook.Batch, error)
	ApplyAsSeen(context.Context, workbook.Author, []workbook.Change) (workbook.Batch, error)
	Undo(context.Context, workbook.Author) (workbook.Batch, error)
	Redo(context.Context, workbook.Author) (workbook.Batch, error)
	NextUndo(context.Context, workbook.Author) (workbook.Batch, error)
	NextRedo(context.Context, workbook.Author) (workbook.Batch, error)
	Schools(context.Context) ([]workbook.School, error)
	SchoolRecord(context.Context, string) (workbook.SchoolRecord, error)
	Answers(context.Context, string) (workbook.Answers, error)
	Actions(context.Context, string) ([]workbook.Action, error)
	Exercises(context.Context, string) ([]workbook.Exercise, error)
	ExerciseRecord(context.Context, string) (workbook.ExerciseRecord, error)
	Disproofs(context.Context, string) (map[string]workbook.Disproof, error)
	ExerciseProgress(context.Context, string) (map[string]workbook.ExerciseProgress, error)
	CaseRecords(context.Context) (workbook.CaseRecords, error)
	Seq(context.Context) (int64, error)
	ReadOnly() bool
	Close() error
}

// View is what the screens show. It belongs to the UI goroutine.
type View struct {
	Schools []workbook.School
	School  workbook.SchoolRecord // ID is empty while no school is chosen
	Answers workbook.Answers
	Actions []workbook.Action // of the chosen school
	Undo    workbook.Batch    // what undo would take back; ID is empty for nothing
	Redo    workbook.Batch

	Exercises []workbook.Exercise                  // of the chosen school, the newest first
	Disproofs map[string]workbook.Disproof         // why answers of the chosen school are in doubt, by objective
	Progress  map[string]workbook.ExerciseProgress // of those exercises, as the disk has it

	// Records are the versions of the case that the workbook was answered against, Reworded what
	// they say of the items that were worded anew.
	Records  workbook.CaseRecords
	Reworded map[string]workbook.ItemVersion

	// Exercise is the exercise that somebody wants, whatever its school, for as long as they
	// do; see [Session.WantExercise]. Its ID is empty until it is read, and when it is gone.
	Exercise workbook.ExerciseRecord

	// Register is every action of the workbook, whatever its schools, for as long as
	// somebody wants it; see [Session.WantRegister]. Nil until it is read.
	Register []workbook.Action
}

// Answer is the chosen school's answer to an item.
func (v *View) Answer(itemID string) workbook.Answer { return v.Answers.Of(v.School.ID, itemID) }

// Saving is how far the disk has come.
type Saving struct {
	Pending int       // changes that the disk has not answered yet
	At      time.Time // when it last answered; zero before the first change
}

// Listener hears what happened, on the UI goroutine. Any of its functions may be nil.
type Listener struct {
	Changed func()      // the view is different
	Saved   func()      // Saving is different
	Failed  func(error) // something could not be done; the view shows what is on disk
	Leaving func()      // the view goes over to another school; it still shows the one before
}

// Poll is how often a session looks for changes that others made to the file.
const Poll = time.Second

// Session is one open workbook.
type Session struct {
	book   Book
	author workbook.Author
	post   func(func()) // runs on the UI goroutine, later or at once
	now    func() time.Time
	listen Listener

	view   View
	wanted string // the school that was asked for last
	more   wants  // what is wanted besides
	saving Saving
	asked  int // questions under way, see Ask
	closed bool
	jobs   chan job
	done   chan struct{}
	cancel context.CancelFunc
	seq    int64 // the worker's: last commit of anyone that was read
	unread bool  // the worker's: the last reading failed

	unheard sync.Mutex // guards what follows
	failed  []*failure // that the listener has not heard of
}

// wants is what the view holds besides the chosen school.
type wants struct {
	register bool
	exercise string // its id, empty for none
}

// failure is something that could not be done.
type failure struct {
	err  error
	lost bool        // a change that is not on disk
	tell func(error) // hears of it in place of the listener; nil for the listener
}

type job struct {
	work   func(context.Context) error
	writes bool
	last   bool
	then   func(error) // hears on the UI goroutine what came of it; may be nil
}

// New starts a session. It reads nothing until [Session.Open].
func New(book Book, author workbook.Author, post func(func()), now func() time.Time) *Session {
	ctx, cancel := context.WithCancel(context.Background())
	s := &Session{
		book: book, author: author, post: post, now: now,
		view: View{Answers: workbook.Answers{}},
		jobs: make(chan job, 1024), done: make(chan struct{}), cancel: cancel,
	}
	go s.run(ctx)
	return s
}

// Listen sets who hears of changes; there is one window.
func (s *Session) Listen(l Listener) { s.listen = l }

// SetAuthor changes who later changes are by.
func (s *Session) SetAuthor(a workbook.Author) { s.author = a }

// Author is who changes are by.
func (s *Session) Author() workbook.Author { return s.author }

// View is what to show. The screens must not change it.
func (s *Session) View() *View { return &s.view }

// Saving is how far the disk has come.
func (s *Session) Saving() Saving { return s.saving }

// ReadOnly reports whether nothing can be changed.
func (s *Session) ReadOnly() bool { return s.book.ReadOnly() }

// run is the worker: jobs in order, and a look for others' commits in between.
func (s *Session) run(ctx context.Context) {
	defer close(s.done)
	defer Fault(s.post)
	tick := time.NewTicker(Poll)
	defer tick.Stop()
	for {
		select {
		case j := <-s.jobs:
			if err := j.work(ctx); err != nil {
				s.fail(&failure{err, j.writes, j.then})
			}
			if j.last {
				return
			}
		case <-tick.C:
			s.lookForOthers(ctx)
		}
	}
}

// queue hands the worker a job, unless it has gone home.
func (s *Session) queue(j job) {
	if !s.closed {
		s.jobs <- j
	}
}

func (s *Session) fail(f *failure) {
	s.unheard.Lock()
	s.failed = append(s.failed, f)
	s.unheard.Unlock()
	s.post(func() {
		if s.closed { // Close has told it
			return
		}
		s.unheard.Lock()
		s.failed = slices.DeleteFunc(s.failed, func(x *failure) bool { return x == f })
		s.unheard.Unlock()
		switch {
		case f.tell != nil:
			f.tell(f.err)
		case s.listen.Failed != nil:
			s.listen.Failed(f.err)
		}
	})
}

// Do shows changes at once and has them written in order. Changes without effect are
// passed over.
func (s *Session) Do(changes ...workbook.Change) {
	if len(changes) == 0 {
		return
	}
	s.view.apply(changes)
	author := s.author
	s.write(func(ctx context.Context) error {
		_, err := s.book.Apply(ctx, author, changes)
		return err
	}, nil)
	s.changed()
}

// DoWith is [Session.Do] with more changes of the same batch that are found in the file when
// it is their turn to be written; the view shows those once the disk has them.
func (s *Session) DoWith(changes []workbook.Change, more func(context.Context) ([]workbook.Change, error)) {
	s.view.apply(changes)
	author := s.author
	s.write(func(ctx context.Context) error {
		found, err := more(ctx)
		if err == nil {
			_, err = s.book.Apply(ctx, author, append(slices.Clip(changes), found...))
		}
		return err
	}, nil)
	s.changed()
}

// DoAsSeen has changes written that a person decided on after seeing the values in Old, as
// one batch. They show once they are on disk. Then hears on the UI goroutine what came of
// it, and hears alone: it is ErrChangedSince when a value is another one by now, and nothing
// was written then.
func (s *Session) DoAsSeen(changes []workbook.Change, then func(error)) {
	author := s.author
	s.write(func(ctx context.Context) error {
		_, err := s.book.ApplyAsSeen(ctx, author, changes)
		return err
	}, then)
}

// InTurn runs something slow that a person waits for and that changes the book, in the order
// of the changes. done hears on the UI goroutine what came of it, and hears alone.
func (s *Session) InTurn(ctx context.Context, work func(context.Context, workbook.Author) error, done func(error)) {
	author := s.author
	s.write(func(context.Context) error { return work(ctx, author) }, done)
}

// Undo takes the person's last change back, across restarts.
func (s *Session) Undo() { s.step(s.book.Undo) }

// Redo makes the last undone change again.
func (s *Session) Redo() { s.step(s.book.Redo) }

func (s *Session) step(step func(context.Context, workbook.Author) (workbook.Batch, error)) {
	author := s.author
	s.write(func(ctx context.Context) error {
		_, err := optional(step(ctx, author)) // the screen shows when there is none left
		return err
	}, nil)
}

// write queues something that changes the file and, once the queue of writes is empty,
// reads back what is there. Then, which may be nil, hears what came of it.
func (s *Session) write(work func(context.Context) error, then func(error)) {
	s.saving.Pending++
	s.saved()
	s.queue(job{writes: true, then: then, work: func(ctx context.Context) error {
		err := work(ctx)
		s.post(func() {
			s.saving.Pending--
			if err == nil {
				s.saving.At = s.now()
			}
			s.saved()
			if s.saving.Pending == 0 {
				s.Reload()
			}
			if err == nil && then != nil && !s.closed {
				then(nil)
			}
		})
		return err
	}})
}

func (s *Session) changed() {
	if s.listen.Changed != nil && !s.closed {
		s.listen.Changed()
	}
}

func (s *Session) saved() {
	if s.listen.Saved != nil && !s.closed {
		s.listen.Saved()
	}
}

// Close writes what is waiting and closes the file. It waits for the disk. Its error says
// what could not be written since the listener last heard of a failure; the file is closed
// also then. Closing twice does no harm.
func (s *Session) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	s.jobs <- job{work: func(context.Context) error { return nil }, last: true}
	<-s.done
	s.cancel()
	var errs []error
	for _, f := range s.failed { // the worker is gone, so nothing guards them any more
		if f.lost && !nothingToDo(f.err) {
			errs = append(errs, f.err)
		}
	}
	return errors.Join(append(errs, s.book.Close())...)
}

// Ask runs slow work that only reads, beside the writes; then runs on the UI goroutine.
// The work is cancelled by its context.
func Ask[T any](s *Session, ctx context.Context, work func(context.Context) (T, error), then func(T, error)) {
	s.asked++
	go func() {
		defer Fault(s.post)
		value, err := work(ctx)
		s.post(func() {
			s.asked--
			then(value, err)
		})
	}()
}

// Idle reports whether everything that was to be written has been answered by the disk, and
// everything that was to be read, by [Session.Reload] and [Ask], has come.
func (s *Session) Idle() bool { return s.saving.Pending == 0 && s.asked == 0 }
