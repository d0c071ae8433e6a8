package workbook

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const overviewDay Date = "2026-08-14"

func ids[T any](list []T, id func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, id(x))
	}
	return out
}

func overviewRequest() OverviewRequest {
	r := planRequest()
	for id, a := range map[string]Answer{
		"drill":   {Status: InPlace},
		"support": {Status: NotNecessary, Reason: "the district does it", ReviewedOn: "2025-08-13"},
		"gates":   {Status: Needed, Override: Medium, ReviewedOn: "2025-08-14"},
	} {
		a.SchoolID, a.ItemID = "s", id
		r.Answers[id] = a
	}
	return OverviewRequest{
		Case: r.Case, Answers: r.Answers, On: overviewDay,
		School: SchoolRecord{School: School{ID: "s"}, Events: []SchoolEvent{
			{ID: "concert", Date: "2026-10-01"}, {ID: "gone", Date: "2026-08-13"},
			{ID: "first", Date: "2026-08-14"}, {ID: "undated"},
		}},
		Actions: []Action{
			{ID: "late", Schools: []string{"s"}, Items: []string{"gates"}, Status: ToDo, Target: "2026-08-13"},
			{ID: "lapsed", Schools: []string{"s"}, Status: ActionInPlace, Review: "2026-07-01", Target: "2026-08-20"},
			{ID: "today", Schools: []string{"s"}, Status: ActionUnderWay, Target: "2026-08-14"},
			{ID: "last-day", Schools: []string{"s"}, Status: OnHold, Target: "2026-09-13"},
			{ID: "a-day-more", Schools: []string{"s"}, Status: ToDo, Target: "2026-09-14"},
			{ID: "undated", Schools: []string{"s"}, Status: ToDo},
			{ID: "done", Schools: []string{"s"}, Status: ActionInPlace, Target: "2026-08-20"},
			{ID: "dropped", Schools: []string{"s"}, Status: DroppedFromPlan, Target: "2026-08-01"},
			{ID: "elsewhere", Schools: []string{"other"}, Status: ToDo, Target: "2026-08-01"},
		},
	}
}

func TestAnOverviewListsWhatPressesInTheOrderInWhichItPresses(t *testing.T) {
	o := NewOverview(overviewRequest())
	action := func(a Action) string { return a.ID }
	for _, x := range []struct {
		what      string
		got, want []string
	}{
		{"gaps", ids(o.Gaps, func(g Gap) string { return g.Item.ID }), []string{"roster", "warning", "gates"}},
		{"overdue", ids(o.Overdue, action), []string{"lapsed", "late"}},
		{"due soon", ids(o.DueSoon, action), []string{"today", "last-day"}},
		{"events", ids(o.Events, func(e SchoolEvent) string { return e.ID }), []string{"first", "concert"}},
		{"reviews", ids(o.Reviews, func(r DueReview) string { return r.Item.ID }), []string{"drill", "support"}},
	} {
		if diff := cmp.Diff(x.want, x.got); diff != "" {
			t.Errorf("%s: %s", x.what, diff)
		}
	}
	if o.HighGaps != 2 {
		t.Errorf("%d gaps of high priority", o.HighGaps)
	}
}

func TestAnOverviewCountsEachChecklist(t *testing.T) {
	o := NewOverview(overviewRequest())
	lists := ids(o.Lists, func(l ListCoverage) string { return string(l.Checklist) })
	if !slices.Equal(lists, []string{"indicators", "prevention", "response", "aftermath"}) {
		t.Errorf("lists %v", lists)
	}
	prevention := o.Lists[1].Coverage
	if prevention.Answered() != 4 || prevention.Total != 4 || prevention.Counts[Needed] != 2 || prevention.Counts[InPlace] != 1 {
		t.Errorf("prevention %+v", prevention)
	}
	if o.Coverage.Answered() != 5 || o.Coverage.Total != 5 {
		t.Errorf("all lists %+v", o.Coverage)
	}
}

func TestAnAnswerIsReviewedEachYear(t *testing.T) {
	for _, x := range []struct {
		status   Status
		reviewed Date
		due      bool
	}{
		{NotAssessed, "", false},
		{NotAssessed, "2020-01-01", false},
		{InPlace, "", true},
		{Needed, "", false}, // a gap has its own date
		{InPlace, "2025-08-14", false},
		{InPlace, "2025-08-13", true},
		{InProgress, "2025-08-13", true},
		{NotNecessary, "2024-01-01", true},
	} {
		if got := (Answer{Status: x.status, ReviewedOn: x.reviewed}).DueForReview(overviewDay); got != x.due {
			t.Errorf("%s, reviewed %q: %v", x.status, x.reviewed, got)
		}
	}
}

func TestADistrictsOverviewPutsTheSchoolWithMostNeedFirst(t *testing.T) {
	c := planCase()
	answers := map[string]Answers{
		"calm":  {"gates": {SchoolID: "calm", ItemID: "gates", Status: InPlace, Override: High}},
		"needy": {"gates": {SchoolID: "needy", ItemID: "gates", Status: Needed, Override: High}},
		"gone":  {"gates": {SchoolID: "gone", ItemID: "gates", Status: Needed, Override: High}},
	}
	actions := []Action{
		{ID: "shared", Schools: []string{"calm", "late"}, Status: ToDo, Target: "2026-08-01"},
		{ID: "late", Schools: []string{"late", "gone"}, Status: ToDo, Target: "2026-08-02"},
		{ID: "soon", Schools: []string{"calm"}, Status: ToDo, Target: "2026-08-20"},
		{ID: "of-none", Schools: []string{"gone"}, Status: ToDo, Target: "2026-08-01"},
	}
	o := NewDistrictOverview(c, []School{{ID: "calm", Name: "A"}, {ID: "late", Name: "B"}, {ID: "needy", Name: "C"}}, answers, actions, overviewDay)
	order := ids(o.Schools, func(s SchoolStanding) string { return s.School.ID })
	if !slices.Equal(order, []string{"needy", "late", "calm"}) {
		t.Errorf("order %v", order)
	}
	if o.HighGaps != 1 || o.Overdue != 2 || o.DueSoon != 1 || o.Coverage.Total != 15 || o.Coverage.Answered() != 2 {
		t.Errorf("district %+v", o)
	}
	if late := o.Schools[1]; late.Overdue != 2 || late.HighGaps != 0 {
		t.Errorf("a school %+v", late)
	}
	if calm := o.Schools[2]; calm.Overdue != 1 || calm.DueSoon != 1 || calm.HighGaps != 0 {
		t.Errorf("a school %+v", calm)
	}
}
