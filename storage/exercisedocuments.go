package storage

import (
	"context"

	"forethought/workbook"
)

// ExerciseRequest gathers what the documents on an exercise are made from. The caller adds who
// prepares them, their handling mark and their day. Its errors are those of
// [Workbook.ExerciseRecord], and ErrOtherCase for a case that the workbook was not made for.
func (w *Workbook) ExerciseRequest(ctx context.Context, id string, c *workbook.Case) (workbook.ExerciseRequest, error) {
	r := workbook.ExerciseRequest{Case: c}
	if made := w.Case(); made.ID != c.ID {
		return r, &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.Path(), Value: made.ID}
	}
	var err error
	if r.Exercise, err = w.ExerciseRecord(ctx, id); err != nil {
		return r, err
	}
	school, err := w.SchoolRecord(ctx, r.Exercise.SchoolID)
	if err != nil {
		return r, err
	}
	r.School = school.School
	if r.Answers, err = w.Answers(ctx, school.ID); err != nil {
		return r, err
	}
	r.Actions, err = w.Actions(ctx, school.ID)
	return r, err
}
