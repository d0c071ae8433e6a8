package cli

import (
	"context"
	"strings"

	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// reportGroup is the documents. What is common to them is in report.go.
type reportGroup struct {
	ActionPlan   actionPlanVerb   `cmd:"" help:"cli.report.action-plan"`
	DistrictPlan districtPlanVerb `cmd:"" help:"cli.report.district-plan"`
	BoardSummary boardSummaryVerb `cmd:"" help:"cli.report.board-summary"`
	Checklist    checklistVerb    `cmd:"" help:"cli.report.checklist"`
	WalkAround   walkAroundVerb   `cmd:"" help:"cli.report.walk-around"`
	CaseBrief    caseBriefVerb    `cmd:"" help:"cli.report.case-brief"`
}

// actionPlanVerb writes a school's action plan.
type actionPlanVerb struct {
	bookFlag
	reportFlags
}

// Help is the key of what the verb does in more words.
func (v *actionPlanVerb) Help() string { return "cli.report.action-plan.more" }

// Run reads the workbook without changing it and replaces the document that was there.
func (v *actionPlanVerb) Run(ctx context.Context, env *Env) error {
	return v.school(ctx, env, v.Workbook, "action-plan",
		func(p printer, w *storage.Workbook, school workbook.School) (export.Receipt, error) {
			return p.actionPlan(ctx, w, school, v.Out)
		})
}

// checklistVerb writes a school's checklists with their answers.
type checklistVerb struct {
	bookFlag
	Checklist []string `placeholder:"indicators|prevention|response|aftermath" help:"cli.report.which"`
	reportFlags
}

// Help is the key of what the verb does in more words.
func (v *checklistVerb) Help() string { return "cli.report.checklist.more" }

// Run reads the workbook without changing it and replaces the document that was there.
func (v *checklistVerb) Run(ctx context.Context, env *Env) error {
	var lists []workbook.Checklist
	for _, name := range v.Checklist {
		list, known := chooseChecklist(name)
		if !known {
			return wrongUsage("cli.usage.checklist", "Value", workbook.Shorten(name, 60))
		}
		lists = append(lists, list)
	}
	return v.school(ctx, env, v.Workbook, "checklist",
		func(p printer, w *storage.Workbook, school workbook.School) (export.Receipt, error) {
			r, err := p.request(ctx, w, school, func(r workbook.PlanRequest) workbook.PlanRequest { return r.OfChecklists(lists...) })
			if err != nil {
				return export.Receipt{}, err
			}
			return p.drawn(school.Name, func(o export.Options) (export.Receipt, error) {
				return export.WriteChecklist(ctx, v.Out, workbook.NewActionPlan(r), o)
			})
		})
}

// chooseChecklist reads a checklist's code in any case.
func chooseChecklist(name string) (workbook.Checklist, bool) {
	for _, l := range workbook.Checklists() {
		if strings.EqualFold(strings.TrimSpace(name), string(l)) {
			return l, true
		}
	}
	return "", false
}

// walkAroundVerb writes a blank checklist to fill in by hand. It holds no answer, so that
// there is nothing to cut for an audience.
type walkAroundVerb struct {
	bookFlag
	reportFlags
}

// Help is the key of what the verb does in more words.
func (v *walkAroundVerb) Help() string { return "cli.report.walk-around.more" }

func (v *walkAroundVerb) refuses() []string { return []string{"audience"} }

// Run reads the workbook without changing it and replaces the document that was there.
func (v *walkAroundVerb) Run(ctx context.Context, env *Env) error {
	if v.Audience != "" {
		return wrongUsage("cli.usage.walk-around-audience")
	}
	return v.school(ctx, env, v.Workbook, "walk-around",
		func(p printer, w *storage.Workbook, school workbook.School) (export.Receipt, error) {
			record, err := w.SchoolRecord(ctx, school.ID)
			if err != nil {
				return export.Receipt{}, err
			}
			walk := workbook.NewWalkAround(p.theCase, record)
			walk.PreparedBy, walk.Handling, walk.On = p.preparedBy, p.handling, workbook.Today(env.Now())
			return p.drawn(school.Name, func(o export.Options) (export.Receipt, error) {
				return export.WriteWalkAround(ctx, v.Out, walk, o)
			})
		})
}

// caseBriefVerb writes the case alone. It needs no workbook; where one is named, it has to be
// one of the case.
type caseBriefVerb struct {
	Workbook string `placeholder:"FILE" help:"cli.report.case-brief.workbook"`
	reportFlags
}

// Help is the key of what the verb does in more words.
func (v *caseBriefVerb) Help() string { return "cli.report.case-brief.more" }

func (v *caseBriefVerb) refuses() []string { return []string{"audience", "school"} }

// Run replaces the document that was there.
func (v *caseBriefVerb) Run(ctx context.Context, env *Env) error {
	switch {
	case v.Audience != "":
		return wrongUsage("cli.usage.case-brief-audience")
	case v.School != "":
		return wrongUsage("cli.usage.case-brief-school")
	}
	p, err := v.printer(ctx, env, v.Workbook)
	if err != nil {
		return err
	}
	if v.Workbook != "" {
		w, err := env.read(ctx, v.Workbook) // it has to be of this case
		if err != nil {
			return err
		}
		_ = w.Close() // nothing was written
	}
	brief := workbook.CaseBrief{Case: p.theCase, PreparedBy: v.PreparedBy, On: workbook.Today(env.Now())}
	if v.Handling != nil {
		brief.Handling = *v.Handling
	}
	receipt, err := p.drawn(p.theCase.Title, func(o export.Options) (export.Receipt, error) {
		return export.WriteCaseBrief(ctx, v.Out, brief, o)
	})
	if err != nil {
		return err
	}
	p.printReceipt("case-brief", p.theCase.Title, receipt)
	return nil
}
