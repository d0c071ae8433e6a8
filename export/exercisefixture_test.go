package export_test

import (
	"time"

	"forethought/workbook"
)

// secret marks what players must not read: it stands in every text that is not for them.
const secret = "Sealed"

// tabletop is an exercise of Lakeside as it stands after it was run, rated and looked back on.
func tabletop() workbook.ExerciseRequest {
	p := lakeside()
	at := time.Date(2026, 11, 18, 14, 0, 0, 0, time.UTC)
	e := workbook.ExerciseRecord{
		Exercise: workbook.Exercise{
			ID: "x1", SchoolID: "lakeside", Name: "Opening day tabletop", Date: "2026-11-18", Starts: "09:00", Minutes: 120,
			Welcome: 10, Place: "School library", Sponsor: "Harbor District", Contact: "Jordan Reyes, Safety officer",
			Purpose: "To find out how the first hour is led.", Scope: "Two hours around one table.",
			Missions: []workbook.MissionArea{"response", "recovery"}, Threat: "Fire next door",
			Scenario: "It is the first day of school.\nA warehouse stands beside the yard.",
			HotWash:  "Everybody asked for one phone list.", Summary: "The group led well and warned late.",
		},
		Modules: []workbook.Module{
			{ID: "m1", ExerciseID: "x1", Position: 1, Title: "Warning", Minutes: 30, Story: "08:05", Text: "Smoke is seen over the harbor.\n\nNobody has called yet."},
			{ID: "m2", ExerciseID: "x1", Position: 2, Title: "First hour", Minutes: 40, Story: "08:25", Text: "The wind turns toward the yard."},
			{ID: "m3", ExerciseID: "x1", Position: 3, Title: "Families", Minutes: 20, Story: "10:00", Text: "Parents stand at the gate."},
		},
		Objectives: []workbook.Objective{
			{ID: "o1", ExerciseID: "x1", Position: 1, Title: "Warn in five minutes", Text: "The office warns every room within five minutes.", Capability: "public-information-and-warning", Items: []string{"smoke-seen", "call-list"}, Final: workbook.MajorChallenges, Explanation: "Sealed: two rooms were never reached."},
			{ID: "o2", ExerciseID: "x1", Position: 2, Title: "Count everyone", Text: "Each teacher reports a count within ten minutes.", Capability: "mass-care", Items: []string{"roll-call"}, Final: workbook.PerformedWell, Explanation: "Sealed: every count came in."},
			{ID: "o3", ExerciseID: "x1", Position: 3, Title: "Tell families", Text: "One message leaves within half an hour.", Capability: "public-information-and-warning", Items: []string{"families"}},
		},
		Targets: []workbook.Target{
			{ID: "t1", ExerciseID: "x1", ObjectiveID: "o1", Position: 1, Text: "Sealed: every room is reached.", Tasks: "Sealed: use two ways to warn\nSealed: confirm each room"},
			{ID: "t2", ExerciseID: "x1", ObjectiveID: "o2", Position: 1, Text: "Sealed: counts reach the office.", Tasks: "Sealed: name who is missing"},
		},
		Injects: []workbook.Inject{
			{ID: "i1", ExerciseID: "x1", ModuleID: "m1", Minute: 15, Story: "08:10", Type: workbook.Standard, Mode: "Phone call", From: "Neighbor", InjectedBy: "Controller", To: "Front office", Text: "Sealed: smoke behind the gym.", Expected: "Sealed: the office warns all rooms.", Note: "Sealed: speak calmly.", Objectives: []string{"o1"}, Items: []string{"smoke-seen"}},
			{ID: "i2", ExerciseID: "x1", ModuleID: "m2", Minute: 45, Story: "08:30", Type: workbook.Complexity, Mode: "Radio", From: "Fire crew", To: "Principal", Text: "Sealed: the yard is not safe.", Expected: "Sealed: another place is named.", Objectives: []string{"o2"}, Items: []string{"roll-call", "gone"}},
			{ID: "i3", ExerciseID: "x1", OffTimeline: true, Type: workbook.Contingency, Mode: "In person", From: "Parent", To: "Front office", Text: "Sealed: a parent asks.", Expected: "Sealed: one answer for all.", Objectives: []string{"o3"}, Items: []string{"families"}},
		},
		Questions: []workbook.Question{
			{ID: "q1", ExerciseID: "x1", ModuleID: "m1", Position: 1, Text: "Who hears of the smoke first?", Points: "Sealed: the list at every desk.", Objectives: []string{"o1"}, Items: []string{"call-list"}},
			{ID: "q2", ExerciseID: "x1", ModuleID: "m2", Position: 1, Text: "Where does everyone go?", Points: "Sealed: upwind.", Objectives: []string{"o2"}, Items: []string{"roll-call"}},
		},
		Participants: []workbook.Participant{
			{ID: "p1", ExerciseID: "x1", Name: "Морозова Анна", Title: "Fire liaison", Organization: "Harbor Fire Service", Role: workbook.Player, Attended: true},
			{ID: "p2", ExerciseID: "x1", Name: "Nguyễn Thị Hạnh", Title: "Principal", Organization: "Lakeside School", Role: workbook.Player, Attended: true},
			{ID: "p3", ExerciseID: "x1", Name: "Łukasz Żółkiewski", Title: "Deputy", Organization: "Lakeside School", Role: workbook.Evaluator, Attended: true},
			{ID: "p4", ExerciseID: "x1", Name: "Jordan Reyes", Title: "Safety officer", Organization: "Harbor District", Role: workbook.Facilitator, Attended: true},
			{ID: "p5", ExerciseID: "x1", Name: "Sam Porter", Organization: "Harbor Office", Role: workbook.Observer},
		},
		Observations: []workbook.Observation{
			{ID: "b1", ExerciseID: "x1", Kind: workbook.Strength, Text: "Sealed: counts were called in without asking.", Analysis: "Sealed: it is practiced each term.", ObjectiveID: "o2", InjectID: "i2", ModuleID: "m2", Elapsed: 2800, Story: "08:31", At: at, SeenBy: "Łukasz Żółkiewski"},
			{ID: "b2", ExerciseID: "x1", Kind: workbook.Improvement, Text: "Sealed: the gym has no speaker.", Analysis: "Sealed: nobody owns the system.", Reference: "Sealed: Annex B, warning", ObjectiveID: "o1", InjectID: "i1", ModuleID: "m1", Elapsed: 1000, Story: "08:12", At: at, SeenBy: "Łukasz Żółkiewski"},
			{ID: "b3", ExerciseID: "x1", Kind: workbook.Improvement, Text: "Sealed: two phone lists differ.", ObjectiveID: "o1", Elapsed: 1300, At: at},
			{ID: "b4", ExerciseID: "x1", Kind: workbook.Decision, Text: "Sealed: the deputy warns the rooms.", ObjectiveID: "o1", Elapsed: 1400, At: at},
			{ID: "b5", ExerciseID: "x1", Kind: workbook.Quote, Text: "Sealed: I would not know whom to call.", Elapsed: 1500, At: at},
		},
		Ratings: []workbook.TargetRating{
			{ID: "r1", ExerciseID: "x1", ObjectiveID: "o1", TargetID: "t1", Evaluator: "Łukasz Żółkiewski", Rating: workbook.MajorChallenges, Explanation: "Sealed: the gym was missed.", At: at},
			{ID: "r2", ExerciseID: "x1", ObjectiveID: "o1", TargetID: "t1", Evaluator: "Second Pair of Eyes", Rating: workbook.SomeChallenges, Explanation: "Sealed: a runner went.", At: at},
			{ID: "r3", ExerciseID: "x1", ObjectiveID: "o2", TargetID: "t2", Evaluator: "Łukasz Żółkiewski", Rating: workbook.PerformedWell, At: at},
		},
		Feedback: []workbook.Feedback{
			{ID: "f1", ExerciseID: "x1", Role: workbook.Player, Scores: map[string]int{"structure": 4, "realism": 5}, Strengths: "Sealed: clear pace.", Improvements: "Sealed: more time.", Comments: "Sealed: thank you."},
			{ID: "f2", ExerciseID: "x1", Scores: map[string]int{"structure": 3}},
		},
	}
	e.Sort()
	actions := append(p.Actions, workbook.Action{
		ID: "a9", Title: "Hang a speaker in the gym", Description: "Sealed: with a battery.", Schools: []string{"lakeside"}, Items: []string{"smoke-seen"},
		Owner: "Nguyễn Thị Hạnh", Organization: "Lakeside School", Element: "equipment", Status: workbook.ToDo, Start: "2026-12-01", Target: "2027-02-01", Finding: "b2",
	})
	smoke := p.Answers["smoke-seen"]
	smoke.Disproved = "o1"
	p.Answers["smoke-seen"] = smoke
	return workbook.ExerciseRequest{
		Exercise: e, Case: p.Case, School: p.School.School, Answers: p.Answers, Actions: actions,
		PreparedBy: "Jordan Reyes", Handling: "For official use only", On: today,
	}
}
