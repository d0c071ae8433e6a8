package storage

import (
	"context"

	"forethought/workbook"
)

// PlanRequest gathers what a school's action plan is made from: the school's record, its
// answers and why an exercise doubts them, the actions that serve it and its whole history, newest first. Who prepared the
// plan, its handling mark and its day are left for the caller to ask for.
//
// The case must be the one that the workbook was made for, else the error is ErrOtherCase;
// an unknown school is ErrNotFound. The parts are read one after another, so a plan made
// while someone is editing may hold an edit in one part and not yet in the next; nothing
// is ever read half applied.
func (w *Workbook) PlanRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.PlanRequest, error) {
	r := workbook.PlanRequest{Case: c}
	if made := w.Case(); made.ID != c.ID {
		return r, &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.Path(), Value: made.ID}
	}
	var err error
	if r.School, err = w.SchoolRecord(ctx, schoolID); err != nil {
		return workbook.PlanRequest{}, err
	}
	if r.Answers, err = w.Answers(ctx, schoolID); err != nil {
		return workbook.PlanRequest{}, err
	}
	if r.Actions, err = w.Actions(ctx, schoolID); err != nil {
		return workbook.PlanRequest{}, err
	}
	if r.Disproofs, err = w.Disproofs(ctx, schoolID); err != nil {
		return workbook.PlanRequest{}, err
	}
	if r.Records, err = w.CaseRecords(ctx); err != nil {
		return workbook.PlanRequest{}, err
	}
	if r.History, err = w.History(ctx, HistoryFilter{SchoolID: schoolID}); err != nil {
		return workbook.PlanRequest{}, err
	}
	return r, nil
}
