package workbook_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"
)

// drill is an exercise of an hour and a half on two items, of which the case has one no more.
func drill() workbook.ExerciseRequest {
	e := workbook.ExerciseRecord{
		Exercise: workbook.Exercise{
			ID: "x", SchoolID: "s", Name: "Drill", Starts: "23:30", Minutes: 90, Welcome: 10,
			HotWash: "Sealed", Summary: "Sealed",
		},
		Modules: []workbook.Module{
			{ID: "m1", Position: 1, Title: "First", Minutes: 30, Text: "It begins."},
			{ID: "m2", Position: 2, Title: "Second", Minutes: 40, Text: "It goes on."},
		},
		Objectives: []workbook.Objective{
			{ID: "o1", Position: 1, Title: "Warn", Capability: "planning", Items: []string{"item-a"}, Final: workbook.UnableToPerform, Explanation: "Sealed"},
			{ID: "o2", Position: 2, Title: "Count", Capability: "planning", Items: []string{"item-gone"}},
		},
		Targets: []workbook.Target{{ID: "t", ObjectiveID: "o1", Text: "Sealed", Tasks: "One\n\n Two "}},
		Injects: []workbook.Inject{
			{ID: "i1", ModuleID: "m2", Minute: 20, Text: "Sealed", Expected: "Sealed", Objectives: []string{"o2", "o1"}, Items: []string{"item-a"}},
			{ID: "i2", OffTimeline: true, Text: "Sealed"},
		},
		Questions: []workbook.Question{
			{ID: "q1", ModuleID: "m2", Position: 1, Text: "Who counts?", Points: "Sealed", Items: []string{"item-a"}},
			{ID: "q2", ModuleID: "gone", Position: 2, Text: "Who warns?", Points: "Sealed"},
		},
		Participants: []workbook.Participant{
			{ID: "p1", Name: "A", Organization: "School", Role: workbook.Player},
			{ID: "p2", Name: "B", Organization: " school ", Role: workbook.Player},
			{ID: "p3", Name: "C", Organization: "Police", Role: workbook.Observer},
		},
		Observations: []workbook.Observation{
			{ID: "b1", Kind: workbook.Improvement, Text: "Sealed", ObjectiveID: "o1"},
			{ID: "b2", Kind: workbook.Quote, Text: "Sealed"},
		},
		Ratings: []workbook.TargetRating{{ID: "r", ObjectiveID: "o1", TargetID: "t", Evaluator: "C", Rating: workbook.UnableToPerform}},
	}
	e.Sort()
	return workbook.ExerciseRequest{
		Exercise: e, School: workbook.School{ID: "s", Name: "School", Note: "Sealed"},
		Case:    &workbook.Case{ID: "c", Items: []workbook.Item{{ID: "item-a", Title: "Sealed A"}, {ID: "item-b", Title: "Sealed B"}}},
		Answers: workbook.Answers{"item-a": {SchoolID: "s", ItemID: "item-a", Status: workbook.InPlace, Note: "Sealed", Disproved: "o1"}},
		Actions: []workbook.Action{{ID: "a", Title: "Sealed", Finding: "b1", Schools: []string{"s"}, Status: workbook.ToDo}},
		On:      "2026-11-21",
	}
}

func TestWhatPlayersHoldHasNoRoomForWhatTheyAreNotToSee(t *testing.T) {
	manual := workbook.NewSituationManual(drill())
	if said := fmt.Sprintf("%+v", manual); strings.Contains(said, "Sealed") || strings.Contains(said, "item-") {
		t.Errorf("the manual holds %s", said)
	}
	if len(manual.Modules) != 2 || !slices.Equal(manual.Modules[0].Questions, []string{"Who warns?"}) ||
		!slices.Equal(manual.Modules[1].Questions, []string{"Who counts?"}) {
		t.Errorf("the modules are %+v", manual.Modules)
	}
	if got := manual.Organizations(); !slices.Equal(got, []string{"School", "Police"}) {
		t.Errorf("the organizations are %q", got)
	}
	if got := manual.Capabilities(); !slices.Equal(got, []workbook.Capability{"planning"}) {
		t.Errorf("the capabilities are %q", got)
	}
}

func TestTheScheduleGoesFromTheWelcomeToTheEnd(t *testing.T) {
	var lines []string
	for _, l := range workbook.NewSituationManual(drill()).Agenda {
		lines = append(lines, fmt.Sprintf("%s %s %d %d", l.At, l.Part, l.Module, l.Minutes))
	}
	want := []string{"23:30 welcome 0 10", "23:40 module 1 30", "00:10 module 2 40", "00:50 hot-wash 0 10", "01:00 end 0 0"}
	if !slices.Equal(lines, want) {
		t.Errorf("the schedule is %q", lines)
	}
	if none := workbook.NewSituationManual(workbook.ExerciseRequest{}).Agenda; len(none) != 0 {
		t.Errorf("nothing has the schedule %v", none)
	}
}

func TestQuestionsWithoutModulesStandInOne(t *testing.T) {
	r := drill()
	r.Exercise.Modules = nil
	m := workbook.NewSituationManual(r).Modules
	if len(m) != 1 || len(m[0].Questions) != 2 {
		t.Errorf("the modules are %+v", m)
	}
}

func TestTheHandbookTiesEverythingToItsItems(t *testing.T) {
	h := workbook.NewExerciseHandbook(drill())
	if len(h.Events) != 2 || !slices.Equal(h.Events[0].Objectives, []int{1, 2}) || len(h.Events[0].Items) != 1 {
		t.Errorf("the events are %+v", h.Events)
	}
	if len(h.Items) != 1 || h.Items[0].Answer.Status != workbook.InPlace || !slices.Equal(h.Items[0].Events, []string{"1"}) ||
		!slices.Equal(h.Items[0].Questions, []string{"2.1"}) || !slices.Equal(h.Items[0].Objectives, []int{1}) {
		t.Errorf("behind it are %+v", h.Items)
	}
	if !slices.Equal(h.LeftOut, []workbook.LeftOut{{Code: workbook.LeftOutNoItem, Count: 1}}) {
		t.Errorf("left out: %v", h.LeftOut)
	}
	if got := h.Guides[0].Targets[0].Tasks; !slices.Equal(got, []string{"One", "Two"}) {
		t.Errorf("the tasks are %q", got)
	}
	// What has no time and no module stands in the list alone.
	if len(h.Modules[0].Events) != 0 || len(h.Modules[1].Events) != 1 {
		t.Errorf("the modules' events are %v and %v", h.Modules[0].Events, h.Modules[1].Events)
	}
}

func TestBlankGuidesAreBlank(t *testing.T) {
	for _, g := range workbook.NewBlankGuides(drill()).Guides {
		if g.Objective.Final != "" || g.Objective.Explanation != "" || len(g.Ratings)+len(g.Observations) > 0 {
			t.Errorf("a blank guide holds %+v", g)
		}
		for _, x := range g.Targets {
			if len(x.Ratings) > 0 {
				t.Errorf("a blank target holds %+v", x.Ratings)
			}
		}
	}
	filled := workbook.NewFilledGuides(drill())
	if g := filled.Guides[0]; g.Objective.Final != workbook.UnableToPerform || len(g.Targets[0].Ratings) != 1 || len(g.Observations) != 1 {
		t.Errorf("the filled guide holds %+v", g)
	}
	if len(filled.Others) != 1 {
		t.Errorf("without an objective: %v", filled.Others)
	}
}

func TestTheAfterActionReportSaysWhatIsStillOpen(t *testing.T) {
	a := workbook.NewAfterActionReport(drill())
	if len(a.Plan) != 1 || a.Plan[0].Action.ID != "a" || a.Numbers["b1"] != 1 || len(a.Said) != 1 {
		t.Errorf("the plan is %+v, the numbers %v", a.Plan, a.Numbers)
	}
	if len(a.Open) != 2 || !slices.Equal(a.Unrated, []int{2}) || len(a.Doubted) != 1 || a.Doubted[0].ID != "item-a" {
		t.Errorf("open are %+v, not rated %v, in doubt %v", a.Open, a.Unrated, a.Doubted)
	}
	if a.Marked || len(a.Attended) != 3 {
		t.Errorf("nobody was marked, and %v took part", a.Attended)
	}
	r := drill()
	r.Exercise.Participants[1].Attended = true
	if a := workbook.NewAfterActionReport(r); !a.Marked || len(a.Attended) != 1 {
		t.Errorf("%v took part", a.Attended)
	}
}
