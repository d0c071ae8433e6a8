package workbook

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// eventCase is a case with four protective steps: two long before an event, one the day
// before, one after.
func eventCase() *Case {
	c := planCase()
	c.EventSteps = []EventStep{
		{ID: "charge", Title: "Name who is in charge", DaysBefore: 42, Items: []string{"gates", "roster"}},
		{ID: "plan", Title: "Agree a plan", DaysBefore: 14, Plan: true},
		{ID: "walk", Title: "Walk the rooms", DaysBefore: 1},
		{ID: "review", Title: "Review it", DaysBefore: -14},
	}
	return c
}

func steps(all ...Step) Steps {
	out := Steps{}
	for _, s := range all {
		out[s.ID()] = s
	}
	return out
}

func TestDueDaysCountBackFromTheEvent(t *testing.T) {
	for _, tc := range []struct {
		event Date
		want  []Date
	}{
		{"2027-09-01", []Date{"2027-07-21", "2027-08-18", "2027-08-31", "2027-09-15"}},
		{"2028-03-01", []Date{"2028-01-19", "2028-02-16", "2028-02-29", "2028-03-15"}}, // a leap year
		{"2027-03-01", []Date{"2027-01-18", "2027-02-15", "2027-02-28", "2027-03-15"}},
		{"2027-01-05", []Date{"2026-11-24", "2026-12-22", "2027-01-04", "2027-01-19"}},
		{"", []Date{"", "", "", ""}},
	} {
		r := Readiness(eventCase(), SchoolEvent{ID: "e", Date: tc.event}, nil, "2026-11-01")
		got := make([]Date, len(r.Steps))
		for i, s := range r.Steps {
			got[i] = s.DueOn
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("an event on %q asks for its steps on %v, want %v", tc.event, got, tc.want)
		}
	}
}

func TestAnEventSaysHowFarItHasCome(t *testing.T) {
	e := SchoolEvent{ID: "e", Date: "2027-09-01"}
	r := Readiness(eventCase(), e, steps(
		Step{EventID: "e", StepID: "charge", Status: StepToDo, Due: "2027-08-25", Owner: "Ana"},
		Step{EventID: "e", StepID: "walk", Status: StepNotNeeded},
		Step{EventID: "e", StepID: "gone", Status: StepDone}, // the case held it once
		Step{EventID: "other", StepID: "plan", Status: StepDone},
	), "2027-08-20")
	if r.Done != 0 || r.Counted != 2 || r.Overdue != 1 || r.HasPlan || !r.LacksPlan() {
		t.Errorf("readiness is %+v", r)
	}
	if next, ok := r.Next(); !ok || next.ID != "plan" || !next.Overdue {
		t.Errorf("next is %s", next.ID) // its day has passed; the one set by hand is later
	}
	if open := r.Open(); len(open) != 3 || open[0].State.Owner != "Ana" || open[0].Overdue {
		t.Errorf("open are %+v", open)
	}
	if soon, later := r.OpenUntil("2027-08-25"); len(soon) != 2 || later != 1 {
		t.Errorf("%d soon, %d later", len(soon), later)
	}
	done := steps(Step{EventID: "e", StepID: "charge", Status: StepDone}, Step{EventID: "e", StepID: "plan", Status: StepDone})
	if r = Readiness(eventCase(), e, done, "2027-08-31"); r.Done != 2 || r.Counted != 3 || !r.HasPlan || r.LacksPlan() || r.Overdue != 0 {
		t.Errorf("with a plan: %+v", r)
	}
	if r = Readiness(eventCase(), e, done, "2027-09-01"); r.Overdue != 1 || r.Past() {
		t.Errorf("on the day itself what was due the day before is %d times overdue", r.Overdue)
	}
}

func TestAPlanIsAskedForWithinSixtyDays(t *testing.T) {
	lacks := func(c *Case, on Date, all Steps) bool {
		return Readiness(c, SchoolEvent{ID: "e", Date: "2027-09-01"}, all, on).LacksPlan()
	}
	for on, want := range map[Date]bool{
		"2027-07-02": false, "2027-07-03": true, "2027-09-01": true, "2027-09-02": false,
	} {
		if got := lacks(eventCase(), on, nil); got != want {
			t.Errorf("on %s the lack of a plan stands out: %v", on, got)
		}
	}
	if lacks(eventCase(), "2027-08-20", steps(Step{EventID: "e", StepID: "plan", Status: StepNotNeeded})) {
		t.Error("a plan is missed that was found unnecessary")
	}
	if lacks(planCase(), "2027-08-20", nil) {
		t.Error("a plan is missed that the case does not ask for")
	}
}

func TestAPastEventAsksForItsReviewAlone(t *testing.T) {
	c, e := eventCase(), SchoolEvent{ID: "e", Date: "2027-09-01"}
	r := Readiness(c, e, nil, "2027-09-10")
	if open := r.Open(); len(open) != 1 || open[0].ID != "review" || r.Overdue != 0 || r.Counted != 4 || !r.ReviewDue() {
		t.Errorf("nine days after: %+v", r)
	}
	if r = Readiness(c, e, nil, "2027-09-16"); r.Overdue != 1 {
		t.Errorf("after its day the review is not overdue: %+v", r)
	}
	if r = Readiness(c, e, nil, "2027-11-01"); r.ReviewDue() {
		t.Error("a review is still asked for after two months")
	}
	done := steps(Step{EventID: "e", StepID: "review", Status: StepDone})
	if r = Readiness(c, e, done, "2027-09-16"); r.ReviewDue() || len(r.Open()) != 0 || r.Done != 1 {
		t.Errorf("reviewed: %+v", r)
	}
}

func TestEventsOfSeveralSchoolsStandByTheirDay(t *testing.T) {
	events := []SchoolEvent{
		{ID: "far", SchoolID: "n", Date: "2028-05-01"}, {ID: "long-gone", SchoolID: "n", Date: "2026-05-01"},
		{ID: "over", SchoolID: "s", Date: "2027-08-10"}, {ID: "soon", SchoolID: "s", Date: "2027-09-01"},
		{ID: "today", SchoolID: "n", Date: "2027-08-20"}, {ID: "undated", SchoolID: "n"},
	}
	id := func(r EventReadiness) string { return r.Event.ID }
	all := ReadinessOf(eventCase(), events, steps(Step{EventID: "today", StepID: "plan", Status: StepDone}), "2027-08-20")
	if diff := cmp.Diff([]string{"today", "soon", "far", "over"}, ids(all, id)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"soon"}, ids(LackingPlan(all), id)); diff != "" {
		t.Error(diff)
	}
	q := planRequest()
	q.Case, q.On, q.School.Events = eventCase(), "2027-08-20", events
	if diff := cmp.Diff([]string{"today", "soon", "far"}, ids(NewActionPlan(q).Events, id)); diff != "" {
		t.Errorf("in the action plan: %s", diff)
	}
}

func TestOpenStepsStandInTheAgendaOnTheirDay(t *testing.T) {
	q := districtRequest()
	q.Case, q.On = eventCase(), "2027-08-20"
	q.Schools[0].Steps = steps(
		Step{EventID: "e1", StepID: "charge", Status: StepDone}, Step{EventID: "e1", StepID: "walk", Status: StepToDo, Due: "2027-08-30", Owner: "Ana"},
	)
	q.Schools[0].Events = append(q.Schools[0].Events, SchoolEvent{ID: "e0", SchoolID: "n", Name: "Concert", Date: "2027-08-01"})
	q.History = []Batch{
		{Seq: 3, Changes: []Change{{Entity: StepEntity, ID: "e1/walk", Field: "owner"}}},
		{Seq: 7, Changes: []Change{{Entity: EventEntity, ID: "e1", Field: "date"}}},
		{Seq: 9, Changes: []Change{{Entity: StepEntity, ID: "e1/plan", Field: "note"}}},
	}
	var got []string
	revision := map[string]int64{}
	for _, e := range NewAgenda(q).Entries {
		got = append(got, string(e.On)+" "+e.ID+" "+e.Event+" "+e.Owner)
		revision[e.ID] = e.Revision
	}
	want := []string{
		"2027-08-01 e0-event  ", "2027-08-15 e0/review-step Concert ", "2027-08-18 e1/plan-step First day ",
		"2027-08-30 e1/walk-step First day Ana", "2027-09-01 e1-event  ", "2027-09-15 e1/review-step First day ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if revision["e1/plan-step"] != 9 || revision["e1/walk-step"] != 7 {
		t.Errorf("neither a step's own change nor its event's counts: %v", revision)
	}
}
