package storage

import (
	"context"

	"forethought/workbook"
)

// DistrictRequest gathers what a roll-up of schools is made from: the schools' names and the
// actions now, and each school's record and answers when the roll-up asks for them; for a
// school's id, that school alone. Who prepared it, its handling mark, day and audience are
// left for the caller. The workbook must stay open while the roll-up is computed and drawn.
//
// Errors and guarantees are those of [Workbook.PlanRequest]. A school that is removed
// meanwhile is ErrNotFound.
func (w *Workbook) DistrictRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.DistrictRequest, error) {
	r := workbook.DistrictRequest{Case: c, School: w.schoolPart}
	if made := w.Case(); made.ID != c.ID {
		return r, &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.Path(), Value: made.ID}
	}
	var err error
	if schoolID == "" {
		r.Schools, err = w.Schools(ctx)
	} else {
		var one workbook.SchoolRecord
		one, err = w.SchoolRecord(ctx, schoolID)
		r.Schools = []workbook.School{one.School}
	}
	if err != nil {
		return workbook.DistrictRequest{}, err
	}
	if r.Actions, err = w.Actions(ctx, schoolID); err != nil {
		return workbook.DistrictRequest{}, err
	}
	return r, nil
}

func (w *Workbook) schoolPart(ctx context.Context, id string) (part workbook.SchoolPart, err error) {
	if part.School, err = w.SchoolRecord(ctx, id); err != nil {
		return workbook.SchoolPart{}, err
	}
	if part.Answers, err = w.Answers(ctx, id); err != nil {
		return workbook.SchoolPart{}, err
	}
	return part, nil
}
