package app

import (
	"context"

	"forethought/workbook"
)

// districtPlan reads the schools of the workbook for their figures; for a school's id, that
// school alone. Their own pages are read while they are drawn.
func (from reportSource) districtPlan(ctx context.Context, school string, ask reportAsk) (workbook.DistrictPlan, error) {
	r, err := from.book.DistrictRequest(ctx, school, from.theCase)
	if err != nil {
		return workbook.DistrictPlan{}, err
	}
	r.PreparedBy, r.Handling, r.On, r.Audience = ask.preparedBy, ask.handling, ask.on, ask.audience
	return workbook.NewDistrictPlan(ctx, r)
}

func makeDistrictPlan(ctx context.Context, from reportSource, ask reportAsk) (report, error) {
	p, err := from.districtPlan(ctx, "", ask)
	if err != nil {
		return report{}, err
	}
	t, schools := from.words.Text, len(p.Schools)
	if !p.Audience.Shows(workbook.NotAssessed) {
		return report{value: p, leftOut: p.LeftOut, holds: []string{
			t("report.has.in-place-somewhere", "Count", len(p.Items)),
			t("report.has.public-schools", "Count", schools),
		}}, nil
	}
	return report{value: p, leftOut: p.LeftOut, holds: []string{
		t("report.has.schools", "Count", schools),
		t("report.has.shared", "Count", len(p.Shared)),
		t("report.has.matrix"),
		t("report.has.open-actions", "Count", p.Work.Open, "Overdue", p.Work.Overdue),
		t("report.has.events", "Count", len(p.Events), "Days", workbook.EventDays),
		t("report.has.school-pages", "Count", schools),
	}}, nil
}

func makeBoardSummary(ctx context.Context, from reportSource, ask reportAsk) (report, error) {
	return from.boardSummary(ctx, "", ask)
}

func makeSchoolSummary(ctx context.Context, from reportSource, ask reportAsk) (report, error) {
	return from.boardSummary(ctx, ask.school, ask)
}

func (from reportSource) boardSummary(ctx context.Context, school string, ask reportAsk) (report, error) {
	p, err := from.districtPlan(ctx, school, ask)
	if err != nil {
		return report{}, err
	}
	b, t := workbook.NewBoardSummary(p), from.words.Text
	if !p.Audience.Shows(workbook.NotAssessed) {
		return report{value: b, leftOut: p.LeftOut, holds: []string{t("report.has.in-place-somewhere", "Count", len(p.Items))}}, nil
	}
	return report{value: b, leftOut: p.LeftOut, holds: []string{
		t("report.has.two-pages"),
		t("report.has.most-needed", "Count", len(p.Shared)),
		t("report.has.asks", "Count", len(b.Asks)),
		t("report.has.leading", "Count", p.Work.Open, "Overdue", p.Work.Overdue),
		t("report.has.months"),
	}}, nil
}
