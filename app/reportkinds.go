package app

import (
	"context"

	"forethought/assets"
	"forethought/workbook"
)

// reportKind is one sort of document that Reports makes. A kind is one entry of
// [reportKinds]: its words stand under "report.kind.<code>", what it is for under
// "report.kind-for.<code>" and the name of its file under "report.file.<code>".
type reportKind struct {
	code      string
	ofSchool  bool // it is about one school
	ofSchools bool // it is about every school of the workbook
	audiences bool // it can be cut for an audience
	marked    bool // it bears a handling mark unless its audience needs none
	// make is nil for what is handed out in another form than a document.
	make func(ctx context.Context, from reportSource, ask reportAsk) (report, error)
}

// What Reports hands out besides documents.
const (
	handoutForms  = "forms"
	handoutTables = "tables"
)

// reportSource is what documents are made of.
type reportSource struct {
	book    book
	theCase *workbook.Case
	words   *assets.Language
}

// reportAsk is what the person asks for.
type reportAsk struct {
	school     string // an id
	audience   workbook.Audience
	preparedBy string
	handling   string
	on         workbook.Date
}

// report is a document before it is drawn: the value that a [press] takes, and what the
// person is told of it beforehand.
type report struct {
	value   any
	holds   []string
	leftOut []workbook.LeftOut
}

// reportKinds lists the documents in the order in which they are offered.
func reportKinds() []reportKind {
	return []reportKind{
		{code: "action-plan", ofSchool: true, audiences: true, marked: true, make: makeActionPlan},
		{code: "checklist", ofSchool: true, audiences: true, marked: true, make: makeChecklist},
		{code: "walk-around", ofSchool: true, marked: true, make: makeWalkAround},
		{code: "district-plan", ofSchools: true, audiences: true, marked: true, make: makeDistrictPlan},
		{code: "board-summary", ofSchools: true, audiences: true, marked: true, make: makeBoardSummary},
		{code: "school-summary", ofSchool: true, audiences: true, marked: true, make: makeSchoolSummary},
		{code: "case-brief", make: makeCaseBrief},
		{code: handoutForms},
		{code: handoutTables},
	}
}

// answeredChecklist is a plan that is printed as a checklist.
type answeredChecklist struct{ workbook.ActionPlan }

// planRequest gathers what a school's documents are made from, cut for the audience.
func (from reportSource) planRequest(ctx context.Context, ask reportAsk,
	narrow func(workbook.PlanRequest) workbook.PlanRequest) (workbook.PlanRequest, error) {
	r, err := from.book.PlanRequest(ctx, ask.school, from.theCase)
	if err != nil {
		return r, err
	}
	r.PreparedBy, r.Handling, r.On = ask.preparedBy, ask.handling, ask.on
	return narrow(r).For(ask.audience), nil
}

func makeActionPlan(ctx context.Context, from reportSource, ask reportAsk) (report, error) {
	r, err := from.planRequest(ctx, ask, func(r workbook.PlanRequest) workbook.PlanRequest { return r })
	if err != nil {
		return report{}, err
	}
	p, t := workbook.NewActionPlan(r), from.words.Text
	items, bare := 0, 0
	for _, l := range p.Lists {
		items += len(l.Rows)
	}
	if !p.Audience.Shows(workbook.NotAssessed) {
		return report{value: p, leftOut: p.LeftOut, holds: []string{
			t("report.has.public-front"),
			t("report.has.in-place", "Count", items),
			t("report.has.families"),
			t("report.has.public-case", "Sources", len(p.Case.Sources)),
		}}, nil
	}
	for _, a := range p.Actions {
		if len(a.Items) == 0 {
			bare++
		}
	}
	actions := t("report.has.actions", "Count", len(p.Actions))
	if bare > 0 {
		actions = t("report.has.bare-actions", "Count", len(p.Actions), "Bare", bare)
	}
	front := t("report.has.front")
	if p.Audience.Withholds(workbook.LeftOutRecord) {
		front = t("report.has.partners-front")
	}
	holds := []string{
		front,
		t("report.has.summary", "Answered", p.Coverage.Answered(), "Total", p.Coverage.Total),
		t("report.has.gaps", "Count", len(p.HighGaps), "Without", p.WithoutWork),
		actions,
		t("report.has.items", "Count", items),
		t("report.has.open", "Count", len(p.Case.OpenQuestions)),
		t("report.has.case", "Figures", len(p.Case.Figures), "Sources", len(p.Case.Sources)),
		t("report.has.distribution", "Count", len(p.Distribution)),
	}
	if n := len(p.Events); n > 0 {
		holds = append(holds, t("report.has.event-plans", "Count", n, "Without", len(workbook.LackingPlan(p.Events)), "Days", workbook.PlanWithinDays))
	}
	return report{value: p, leftOut: p.LeftOut, holds: holds}, nil
}

func makeChecklist(ctx context.Context, from reportSource, ask reportAsk) (report, error) {
	r, err := from.planRequest(ctx, ask, func(r workbook.PlanRequest) workbook.PlanRequest { return r.OfChecklists() })
	if err != nil {
		return report{}, err
	}
	p, t := workbook.NewActionPlan(r), from.words.Text
	items := 0
	for _, l := range p.Lists {
		items += len(l.Rows)
	}
	out := report{value: answeredChecklist{p}, leftOut: p.LeftOut}
	switch ask.audience {
	case workbook.PublicAudience:
		out.holds = []string{t("report.has.in-place", "Count", items)}
	case workbook.PartnersAudience:
		out.holds = []string{
			t("report.has.items", "Count", items), t("report.has.statuses"), t("report.has.owners"), t("report.has.cites"),
		}
	default:
		out.holds = []string{
			t("report.has.items", "Count", items), t("report.has.statuses"), t("report.has.owners-notes"), t("report.has.cites"),
		}
	}
	return out, nil
}

func makeWalkAround(ctx context.Context, from reportSource, ask reportAsk) (report, error) {
	// The record alone would do; the request is what a book gives.
	r, err := from.book.PlanRequest(ctx, ask.school, from.theCase)
	if err != nil {
		return report{}, err
	}
	w, t := workbook.NewWalkAround(from.theCase, r.School), from.words.Text
	w.PreparedBy, w.Handling, w.On = ask.preparedBy, ask.handling, ask.on
	zones, whole := 0, 0
	for _, p := range w.Pages {
		if p.Zone.ID != "" {
			zones++
		} else if p.Layer == "" {
			whole = len(p.Items)
		}
	}
	places := t("report.has.zones", "Count", zones)
	if zones == 0 {
		places = t("report.has.layers", "Count", len(w.Pages))
	}
	holds := []string{places}
	if whole > 0 {
		holds = append(holds, t("report.has.whole-school", "Count", whole))
	}
	return report{value: w, leftOut: w.LeftOut, holds: append(holds, t("report.has.boxes"))}, nil
}

func makeCaseBrief(_ context.Context, from reportSource, ask reportAsk) (report, error) {
	c, t := from.theCase, from.words.Text
	brief := workbook.CaseBrief{Case: c, PreparedBy: ask.preparedBy, Handling: ask.handling, On: ask.on}
	return report{value: brief, holds: []string{
		t("report.has.glance"),
		t("report.has.timeline", "Count", len(c.Timeline)),
		t("report.has.lessons", "Count", len(c.Items)),
		t("report.has.open", "Count", len(c.OpenQuestions)),
		t("report.has.case", "Figures", len(c.Figures), "Sources", len(c.Sources)),
	}}, nil
}
