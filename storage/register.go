package storage

import (
	"context"

	"forethought/workbook"
)

// RegisterRequest gathers what the tables of a register are made from: the schools with
// what hangs on them, their answers and the actions; for a school's id, that school alone
// with the actions that name it. Who prepared it and its day are left for the caller.
//
// Errors and guarantees are those of [Workbook.PlanRequest].
func (w *Workbook) RegisterRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.RegisterRequest, error) {
	r := workbook.RegisterRequest{Case: c}
	if made := w.Case(); made.ID != c.ID {
		return r, &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.Path(), Value: made.ID}
	}
	var err error
	if r.Names, err = w.Schools(ctx); err != nil {
		return workbook.RegisterRequest{}, err
	}
	ids := []string{schoolID}
	if schoolID == "" {
		ids = nil
		for _, s := range r.Names {
			ids = append(ids, s.ID)
		}
	}
	for _, id := range ids {
		school, err := w.SchoolRecord(ctx, id)
		if err != nil {
			return workbook.RegisterRequest{}, err
		}
		r.Schools = append(r.Schools, school)
	}
	if schoolID == "" {
		r.Answers, err = w.AllAnswers(ctx)
	} else {
		r.Answers = map[string]workbook.Answers{}
		r.Answers[schoolID], err = w.Answers(ctx, schoolID)
	}
	if err != nil {
		return workbook.RegisterRequest{}, err
	}
	if r.Actions, err = w.Actions(ctx, schoolID); err != nil {
		return workbook.RegisterRequest{}, err
	}
	return r, nil
}

// AgendaRequest is [Workbook.RegisterRequest] with the history that tells when the days of
// an agenda last changed.
func (w *Workbook) AgendaRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.RegisterRequest, error) {
	r, err := w.RegisterRequest(ctx, schoolID, c)
	if err != nil {
		return r, err
	}
	if r.Exercises, err = w.Exercises(ctx, schoolID); err != nil {
		return workbook.RegisterRequest{}, err
	}
	for _, e := range []workbook.Entity{
		workbook.SchoolEntity, workbook.EventEntity, workbook.StepEntity, workbook.ActionEntity, workbook.ExerciseEntity,
	} {
		batches, err := w.History(ctx, HistoryFilter{Entity: e})
		if err != nil {
			return workbook.RegisterRequest{}, err
		}
		r.History = append(r.History, batches...)
	}
	return r, nil
}
