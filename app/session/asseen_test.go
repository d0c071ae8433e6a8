package session

import (
	"context"
	"errors"
	"testing"

	"forethought/workbook"
)

func TestWhatWasDecidedIsWrittenOnlyOverWhatWasSeen(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", nil)
	defer st.Close()
	school := st.View().School.School
	to := school
	to.Enrollment = 300
	changes := workbook.Edit(workbook.SchoolEntity, school.ID, school, to)
	var heard []error
	st.DoAsSeen(changes, func(err error) { heard = append(heard, err) })
	st.until("the answer", func() bool { return len(heard) == 1 })
	st.until("the view from disk", func() bool { return st.View().School.Enrollment == 300 })
	st.DoAsSeen(changes, func(err error) { heard = append(heard, err) }) // seen was that none are enrolled
	st.until("the refusal", func() bool { return len(heard) == 2 })
	if heard[0] != nil || !errors.Is(heard[1], workbook.ErrChangedSince) {
		t.Errorf("told %v", heard)
	}
	if len(st.failed) > 0 {
		t.Errorf("the listener is told as well: %v", st.failed)
	}
}

// fullForGood refuses what was decided.
type fullForGood struct{ Book }

func (fullForGood) ApplyAsSeen(context.Context, workbook.Author, []workbook.Change) (workbook.Batch, error) {
	return workbook.Batch{}, &workbook.Problem{Kind: workbook.ErrDiskFull}
}

func TestClosingSaysWhatWasDecidedAndCouldNotBeWritten(t *testing.T) {
	st := open(t, newFile(t, "Maple"), "Ann", func(b Book) Book { return fullForGood{b} })
	st.DoAsSeen(workbook.Remove(workbook.SchoolEntity, st.View().School.ID), func(error) { t.Error("told after the end") })
	if err := st.Close(); !errors.Is(err, workbook.ErrDiskFull) {
		t.Errorf("closing says %v, want that the disk is full", err)
	}
	for len(st.posts) > 0 {
		(<-st.posts)()
	}
}
