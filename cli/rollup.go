package cli

import (
	"context"
	"path/filepath"
	"strings"

	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// districtPlanVerb writes the plan of all schools of a workbook.
type districtPlanVerb struct {
	bookFlag
	reportFlags
}

// Help is the key of what the verb does in more words.
func (v *districtPlanVerb) Help() string { return "cli.report.district-plan.more" }

func (v *districtPlanVerb) refuses() []string { return []string{"school"} }

// Run reads the workbook without changing it and replaces the document that was there.
func (v *districtPlanVerb) Run(ctx context.Context, env *Env) error {
	if v.School != "" {
		return wrongUsage("cli.usage.district-school")
	}
	return v.rollUp(ctx, env, v.Workbook, "district-plan", export.WriteDistrictPlan)
}

// boardSummaryVerb writes a board's summary of all schools, or of the one that is named.
type boardSummaryVerb struct {
	bookFlag
	reportFlags
}

// Help is the key of what the verb does in more words.
func (v *boardSummaryVerb) Help() string { return "cli.report.board-summary.more" }

// Run reads the workbook without changing it and replaces the document that was there.
func (v *boardSummaryVerb) Run(ctx context.Context, env *Env) error {
	return v.rollUp(ctx, env, v.Workbook, "board-summary",
		func(ctx context.Context, path string, plan workbook.DistrictPlan, o export.Options) (export.Receipt, error) {
			return export.WriteBoardSummary(ctx, path, workbook.NewBoardSummary(plan), o)
		})
}

// rollUp opens the workbook for reading only and has a document made of all its schools, or
// of the one that is named. The workbook stays open until it is drawn, since schools are
// read while their pages are.
func (f *reportFlags) rollUp(ctx context.Context, env *Env, file, kind string,
	write func(context.Context, string, workbook.DistrictPlan, export.Options) (export.Receipt, error)) error {
	p, err := f.printer(ctx, env, file)
	if err != nil {
		return err
	}
	w, err := env.read(ctx, file)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	plan, err := f.districtPlan(ctx, p, w, file)
	if err != nil {
		return err
	}
	subject := subjectOf(plan, file)
	receipt, err := p.drawn(subject, func(o export.Options) (export.Receipt, error) { return write(ctx, f.Out, plan, o) })
	if err != nil {
		return err
	}
	p.printReceipt(kind, subject, receipt)
	return nil
}

// districtPlan computes the figures of the schools while a line on the terminal says how
// many have been read.
func (f *reportFlags) districtPlan(ctx context.Context, p printer, w *storage.Workbook, file string) (workbook.DistrictPlan, error) {
	var none workbook.DistrictPlan
	id := ""
	schools, err := w.Schools(ctx)
	switch {
	case err != nil:
		return none, err
	case len(schools) == 0:
		return none, Say("cli.school.none", "File", file)
	case strings.TrimSpace(f.School) != "":
		school, err := chooseSchool(schools, f.School, file)
		if err != nil {
			return none, err
		}
		id = school.ID
	}
	r, err := w.DistrictRequest(ctx, id, p.theCase)
	if err != nil {
		return none, err
	}
	bar := progress{env: p.env, subject: filepath.Base(file)}
	defer bar.clear()
	r.PreparedBy, r.Handling, r.On, r.Audience = p.preparedBy, p.handling, workbook.Today(p.env.Now()), p.audience
	r.Progress = bar.show
	return workbook.NewDistrictPlan(ctx, r)
}

// subjectOf names whom a roll-up is about: its school, its districts, or the workbook.
func subjectOf(plan workbook.DistrictPlan, file string) string {
	switch {
	case len(plan.Schools) == 1:
		return plan.Schools[0].School.Name
	case len(plan.Districts) > 0:
		return strings.Join(plan.Districts, ", ")
	}
	return filepath.Base(file)
}
