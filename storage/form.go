package storage

import (
	"context"

	"forethought/workbook"
)

// FormRequest gathers what a school's form is made from. Its day, its id and whoever
// prepared it are left for the caller. Errors are those of [Workbook.PlanRequest].
func (w *Workbook) FormRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.FormRequest, error) {
	if made := w.Case(); made.ID != c.ID {
		return workbook.FormRequest{}, &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.Path(), Value: made.ID}
	}
	school, err := w.SchoolRecord(ctx, schoolID)
	if err != nil {
		return workbook.FormRequest{}, err
	}
	answers, err := w.Answers(ctx, schoolID)
	if err != nil {
		return workbook.FormRequest{}, err
	}
	return workbook.FormRequest{Case: c, Workbook: w.ID(), School: school.School, Answers: answers}, nil
}

// ProposeForms says what filled forms would change in the workbook as it is now. Errors are
// those of [Workbook.RegisterRequest].
func (w *Workbook) ProposeForms(ctx context.Context, c *workbook.Case, forms []workbook.FilledForm) (workbook.Proposal, error) {
	if made := w.Case(); made.ID != c.ID {
		return workbook.Proposal{}, &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.Path(), Value: made.ID}
	}
	schools, err := w.Schools(ctx)
	if err != nil {
		return workbook.Proposal{}, err
	}
	answers, err := w.AllAnswers(ctx)
	if err != nil {
		return workbook.Proposal{}, err
	}
	records, err := w.CaseRecords(ctx)
	if err != nil {
		return workbook.Proposal{}, err
	}
	return workbook.NewFormProposal(workbook.FormsRequest{
		Case: c, Workbook: w.ID(), Schools: schools, Answers: answers, Records: records, Forms: forms,
	}), nil
}
