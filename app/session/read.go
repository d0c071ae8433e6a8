package session

import (
	"context"
	"errors"
	"slices"

	"forethought/workbook"
)

func (s *Session) lookForOthers(ctx context.Context) {
	seq, err := s.book.Seq(ctx)
	if err != nil || seq == s.seq { // a busy file is looked at again in a second
		return
	}
	s.post(func() {
		if s.saving.Pending == 0 { // our own next commit reloads as well
			s.Reload()
		}
	})
}

// Open reads the workbook and chooses a school, the first where the id is not there.
func (s *Session) Open(schoolID string) {
	s.wanted = schoolID
	s.Reload()
}

// Choose changes the school. The view follows once the school has been read.
func (s *Session) Choose(schoolID string) {
	if schoolID != s.wanted {
		s.wanted = schoolID
		s.Reload()
	}
}

// Chosen is the school that was asked for last; the view may still show the one before.
func (s *Session) Chosen() string { return s.wanted }

// Reload reads the workbook again.
func (s *Session) Reload() {
	if s.closed {
		return
	}
	schoolID, author, more := s.wanted, s.author, s.more
	s.asked++
	s.queue(job{work: func(ctx context.Context) error {
		v, err := s.read(ctx, schoolID, author, more)
		if err != nil {
			s.post(func() { s.asked-- })
			again := s.unread
			if s.unread = true; again {
				return nil // has been said; it is tried every second
			}
			return err
		}
		s.unread = false
		s.post(func() {
			s.asked--
			s.show(v, schoolID, more)
		})
		return nil
	}})
}

// show takes over a view that was read for a school.
func (s *Session) show(v View, schoolID string, more wants) {
	leaving := s.view.School.ID != "" && v.School.ID != s.view.School.ID
	if leaving && s.listen.Leaving != nil && !s.stale(schoolID) {
		s.listen.Leaving() // may commit what is being typed, and so make the view stale
	}
	if s.stale(schoolID) || s.more.register && !more.register || s.more.exercise != more.exercise {
		return // one with what is wanted now is on its way
	}
	if !s.more.register {
		v.Register = nil
	}
	s.view, s.wanted = v, v.School.ID // the first school where the one wanted is gone
	s.changed()
}

// stale reports whether a view that was read for a school is not to be shown: our own
// changes are ahead of it, and the last of them reloads; or another school was chosen since
// and is on its way.
func (s *Session) stale(schoolID string) bool {
	return s.closed || s.saving.Pending > 0 || schoolID != s.wanted
}

// read makes a view from the file; the worker calls it.
func (s *Session) read(ctx context.Context, schoolID string, author workbook.Author, more wants) (View, error) {
	v := View{Answers: workbook.Answers{}}
	seq, err := s.book.Seq(ctx)
	if err != nil {
		return v, err
	}
	if v.Records, err = s.book.CaseRecords(ctx); err != nil {
		return v, err
	}
	v.Reworded = v.Records.Reworded()
	if v.Schools, err = s.book.Schools(ctx); err != nil {
		return v, err
	}
	if len(v.Schools) > 0 {
		if !slices.ContainsFunc(v.Schools, func(x workbook.School) bool { return x.ID == schoolID }) {
			schoolID = v.Schools[0].ID
		}
		if v.School, err = s.book.SchoolRecord(ctx, schoolID); err != nil {
			return v, err
		}
		if v.Answers, err = s.book.Answers(ctx, schoolID); err != nil {
			return v, err
		}
		if v.Actions, err = s.book.Actions(ctx, schoolID); err != nil {
			return v, err
		}
		if v.Exercises, err = s.book.Exercises(ctx, schoolID); err != nil {
			return v, err
		}
		if v.Disproofs, err = s.book.Disproofs(ctx, schoolID); err != nil {
			return v, err
		}
		if v.Progress, err = s.book.ExerciseProgress(ctx, schoolID); err != nil {
			return v, err
		}
	}
	if more.exercise != "" {
		v.Exercise, err = s.book.ExerciseRecord(ctx, more.exercise)
		if err != nil && !errors.Is(err, workbook.ErrNotFound) { // it may have been removed since
			return v, err
		}
	}
	if more.register {
		if v.Register, err = s.readRegister(ctx); err != nil {
			return v, err
		}
	}
	if v.Undo, err = optional(s.book.NextUndo(ctx, author)); err != nil {
		return v, err
	}
	if v.Redo, err = optional(s.book.NextRedo(ctx, author)); err != nil {
		return v, err
	}
	s.seq = seq // only now: what could not be read whole is looked for again
	return v, nil
}

// optional turns "nothing to undo" into an empty batch.
func optional(b workbook.Batch, err error) (workbook.Batch, error) {
	if nothingToDo(err) {
		return workbook.Batch{}, nil
	}
	return b, err
}

func nothingToDo(err error) bool {
	return errors.Is(err, workbook.ErrNothingToUndo) || errors.Is(err, workbook.ErrNothingToRedo)
}
