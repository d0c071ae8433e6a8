package export_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"forethought/export"
	"forethought/workbook"
)

// withEvents gives a school two events ahead and one that is over, and its case four steps.
func withEvents(r workbook.PlanRequest) workbook.PlanRequest {
	step := func(id, title string, before int, plan bool) workbook.EventStep {
		return workbook.EventStep{ID: id, Title: title, DaysBefore: before, Plan: plan, Items: []string{"call-list"}}
	}
	r.Case.EventSteps = []workbook.EventStep{
		step("charge", "Name who is in charge", 42, false), step("plan", "Write the plan down", 14, true),
		step("brief", "Brief the helpers", 3, false), step("review", "Look back together", -14, false),
	}
	r.School.Events = []workbook.SchoolEvent{
		{ID: "fair", SchoolID: "lakeside", Name: "Winter fair", Date: "2026-12-04", People: 350, Note: "The side gate does not lock."},
		{ID: "game", SchoolID: "lakeside", Name: "The long game", Date: "2026-12-20"},
		{ID: "farewell", SchoolID: "lakeside", Date: "2027-06-30", People: 90},
		{ID: "over", SchoolID: "lakeside", Name: "Harvest day", Date: "2026-11-01"},
		{ID: "next-but-one", SchoolID: "lakeside", Name: "In two years", Date: "2028-06-30"},
	}
	r.School.Steps = workbook.Steps{}
	for _, s := range []workbook.Step{
		{EventID: "fair", StepID: "charge", Status: workbook.StepDone, Done: "2026-11-02"},
		{EventID: "fair", StepID: "brief", Status: workbook.StepToDo, Owner: "Łukasz Żółkiewski", Due: "2026-12-01", Note: "In the small hall."},
		{EventID: "game", StepID: "plan", Status: workbook.StepDone},
	} {
		r.School.Steps[s.ID()] = s
	}
	return r
}

func TestThePlanSaysHowFarEachEventHasCome(t *testing.T) {
	path, _ := write(t, withEvents(lakeside()), export.Letter)
	page := pageWith(t, pagesOf(t, path), "3 Events and protective plans")
	expect(t, page,
		"Winter fair 4 December 2026 350 people", "No protective plan 1 of 3 steps",
		"20 November 2026 Write the plan down (No owner yet) Overdue by 1 day", "1 December 2026 Brief the helpers (Łukasz Żółkiewski)",
		"The long game 20 December 2026", "Plan agreed 1 of 3 steps", "8 November 2026 Name who is in charge (No owner yet) Overdue by 13 days",
		"Event without a name 30 June 2027 90 people", "No plan yet", "0 of 3 steps", "4 steps are due later.")
	for _, not := range []string{"side gate", "small hall", "Harvest day", "In two years"} {
		if strings.Contains(page, not) {
			t.Errorf("the part on events says %q", not)
		}
	}
	expect(t, textOf(t, path), "4 Pre-attack indicators")
}

func TestAPlanWithoutEventsHasNoPartOnThem(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	text := textOf(t, path)
	if strings.Contains(text, "Events and protective plans") {
		t.Error("there is a part on events that are not there")
	}
	expect(t, text, "3 Pre-attack indicators")
}

func TestStepsAreCalendarEntriesWithLastingUIDs(t *testing.T) {
	agenda := func(day workbook.Date, changed int) workbook.Agenda {
		plan := withEvents(lakeside())
		plan.School.Events[0].Date = day
		return workbook.NewAgenda(workbook.RegisterRequest{
			Case: plan.Case, Schools: []workbook.SchoolRecord{plan.School}, Names: []workbook.School{plan.School.School}, On: today,
			History: []workbook.Batch{{
				Seq: int64(changed), At: time.Date(2026, 10, changed, 9, 0, 0, 0, time.UTC),
				Changes: []workbook.Change{{Entity: workbook.EventEntity, ID: "fair", Field: "date"}},
			}},
		})
	}
	data, events := writeCalendar(t, agenda("2026-12-04", 3))
	plan := events["fair/plan-step@forethought"]
	if plan == nil {
		t.Fatalf("the step is not among %v", events)
	}
	for p, want := range map[ics.ComponentProperty]string{
		ics.ComponentPropertyDtStart: "20261120", ics.ComponentPropertySequence: "3", ics.ComponentPropertyCategories: "Protective step",
		ics.ComponentPropertySummary:     "Protective step: Write the plan down – Winter fair (Lakeside School)",
		ics.ComponentPropertyDescription: "Items: A call list at every desk",
	} {
		if got := property(t, plan, p); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
	if brief := events["fair/brief-step@forethought"]; brief == nil || property(t, brief, ics.ComponentPropertyDtStart) != "20261201" {
		t.Error("the day that was set by hand is not kept")
	}
	if events["fair/charge-step@forethought"] != nil || events["over/charge-step@forethought"] != nil || events["over/review-step@forethought"] == nil {
		t.Error("what is done or was before an event that is over stands there, or the review of one that is over does not")
	}
	if strings.Contains(string(data), "small hall") {
		t.Error("the note of a step is in the calendar")
	}
	_, later := writeCalendar(t, agenda("2026-12-11", 8))
	moved := later["fair/plan-step@forethought"]
	if moved == nil || property(t, moved, ics.ComponentPropertyDtStart) != "20261127" || property(t, moved, ics.ComponentPropertySequence) != "8" {
		t.Errorf("after the event was moved its step is %v", moved)
	}
	if len(later) != len(events) {
		t.Errorf("%d entries before, %d after", len(events), len(later))
	}
}
