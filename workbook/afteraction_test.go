package workbook

import (
	"slices"
	"testing"
)

// evaluated is an exercise of Maple with two objectives, observations of both and of none.
func evaluated() ExerciseRecord {
	e := ExerciseRecord{Exercise: Exercise{ID: "x", SchoolID: "s", Name: "Autumn tabletop", Date: "2026-10-20"}}
	e.Objectives = []Objective{
		{ID: "count", ExerciseID: "x", Position: 1, Title: "Count", Items: []string{"gates", "keys"}},
		{ID: "tell", ExerciseID: "x", Position: 2, Title: "Tell", Items: []string{"keys"}},
	}
	see := func(id string, kind ObservationKind, objective string) {
		e.Observations = append(e.Observations, Observation{ID: id, ExerciseID: "x", Kind: kind, ObjectiveID: objective, Text: id})
	}
	see("loose", Improvement, "gone")
	see("told", Improvement, "tell")
	see("quote", Quote, "count")
	see("counted", Improvement, "count")
	see("log", Strength, "count")
	e.Participants = []Participant{
		{Name: "Ben", Role: Facilitator}, {Name: "Ann", Role: Evaluator}, {Name: "Cy", Role: Player}, {Name: " ", Role: Evaluator},
	}
	return e
}

func titlesOf(open []OpenFinding) []string {
	var list []string
	for _, f := range open {
		if f.Observation.ID != "" {
			list = append(list, f.Observation.ID)
		} else {
			list = append(list, f.Objective.ID)
		}
	}
	return list
}

func TestTheFindingsThatAnExerciseLeftOpen(t *testing.T) {
	e := evaluated()
	if got := titlesOf(OpenFindings(e, nil, "2026-11-01")); !slices.Equal(got, []string{"counted", "told", "loose"}) {
		t.Errorf("without ratings and actions it left open %v", got)
	}
	e.Objectives[1].Final = UnableToPerform
	actions := []Action{
		{ID: "a1", Finding: "counted", Status: ActionInPlace}, {ID: "a2", Finding: "told", Status: ActionUnderWay},
		{ID: "a3", Finding: "told", Status: ActionInPlace}, {ID: "a4", Finding: "loose", Status: DroppedFromPlan},
		{ID: "a5", Status: ToDo},
	}
	open := OpenFindings(e, actions, "2026-11-01")
	if got := titlesOf(open); !slices.Equal(got, []string{"tell", "told"}) {
		t.Errorf("it left open %v", got)
	}
	if len(open) > 1 && (len(open[1].Actions) != 1 || open[1].Actions[0].ID != "a2") {
		t.Errorf("the open actions are %+v", open[1].Actions)
	}
	actions[0].Review = "2026-12-01"
	if got := titlesOf(OpenFindings(e, actions, "2027-01-01")); !slices.Equal(got, []string{"tell", "told", "counted"}) {
		t.Errorf("with a measure that has lapsed it left open %v", got)
	}
}

func TestTheImprovementPlanHasARowForEveryAreaAndItsActions(t *testing.T) {
	e := evaluated()
	actions := []Action{{ID: "a1", Finding: "told"}, {ID: "a2", Finding: "told"}, {ID: "a3", Finding: "log"}, {ID: "a4", Finding: "elsewhere"}}
	var got []string
	for _, r := range ImprovementPlan(&e, actions) {
		got = append(got, r.Observation.ID+" "+r.Objective.ID+" "+r.Action.ID)
	}
	want := []string{"counted count ", "told tell a1", "told tell a2", "loose  ", "log count a3"}
	if !slices.Equal(got, want) {
		t.Errorf("the rows are %q, want %q", got, want)
	}
	a := e.ActionFor(e.Observations[3])
	if a.Finding != "counted" || !slices.Equal(a.Items, []string{"gates", "keys"}) || !slices.Equal(a.Schools, []string{"s"}) {
		t.Errorf("a new action is %+v", a)
	}
}

func TestAnAnswerThatTwoObjectivesDisproveKeepsAFlag(t *testing.T) {
	e := evaluated()
	answers := Answers{
		"gates": {SchoolID: "s", ItemID: "gates", Status: InPlace}, "keys": {SchoolID: "s", ItemID: "keys", Status: InProgress},
	}
	rate := func(i int, r Rating) {
		for _, c := range e.Rate(e.Objectives[i], r, answers) {
			switch {
			case c.Entity == ObjectiveEntity:
				e.Objectives[i].Final = Rating(c.New)
			case c.Field == "disproved":
				for item, a := range answers {
					if a.ID() == c.ID {
						a.Disproved = c.New
						answers[item] = a
					}
				}
			}
		}
	}
	flags := func() string { return answers["gates"].Disproved + " " + answers["keys"].Disproved }
	for _, step := range []struct {
		objective int
		rating    Rating
		want      string
	}{
		{0, MajorChallenges, "count count"}, {1, UnableToPerform, "count tell"}, {1, PerformedWell, "count count"}, {1, UnableToPerform, "count tell"}, {0, PerformedWell, " tell"},
		{0, UnableToPerform, "count count"}, {1, "", "count count"}, {0, SomeChallenges, " "},
	} {
		if rate(step.objective, step.rating); flags() != step.want {
			t.Errorf("objective %d rated %q leaves the flags %q, want %q", step.objective, step.rating, flags(), step.want)
		}
	}
}

func TestEveryEvaluatorIsNamedOnce(t *testing.T) {
	e := evaluated()
	e.Ratings = []TargetRating{
		{ID: "r1", ObjectiveID: "count", Evaluator: "Dee", Rating: SomeChallenges},
		{ID: "r2", ObjectiveID: "count", Evaluator: "ann ", Rating: SomeChallenges},
		{ID: "r3", ObjectiveID: "count", Evaluator: "Ann", Rating: ""},
	}
	if got := e.Evaluators("ben"); !slices.Equal(got, []string{"Ann", "Ben", "Dee"}) {
		t.Errorf("evaluators are %q", got)
	}
	if got := (&ExerciseRecord{}).Evaluators(""); !slices.Equal(got, []string{""}) {
		t.Errorf("without anyone they are %q", got)
	}
	if got := e.RatingBy("ANN", "count", ""); got.ID != "r3" {
		t.Errorf("Ann's rating is %+v", got)
	}
	if Differ(e.RatingsOf("count", "")) {
		t.Error("a rating that was taken back differs")
	}
	e.Ratings[2].Rating = MajorChallenges
	if !Differ(e.RatingsOf("count", "")) {
		t.Error("S and M do not differ")
	}
}

func TestTheExerciseBefore(t *testing.T) {
	all := []Exercise{
		{ID: "a", SchoolID: "s", Date: "2025-01-01"}, {ID: "b", SchoolID: "s", Date: "2026-01-01"}, {ID: "c", SchoolID: "s"},
		{ID: "d", SchoolID: "other", Date: "2026-05-01"}, {ID: "e", SchoolID: "s", Date: "2027-01-01"},
	}
	for id, want := range map[string]string{"": "b", "a": "a", "gone": "b"} {
		if got := Previous(Exercise{ID: "x", SchoolID: "s", Date: "2026-06-01", Follows: id}, all).ID; got != want {
			t.Errorf("one that follows %q carries on from %q, want %q", id, got, want)
		}
	}
	if got := Previous(all[0], all).ID; got != "" {
		t.Errorf("the first carries on from %q", got)
	}
	if next := NextExercises(all, "2026-01-01"); len(next) != 3 || next[0].ID != "b" || next[2].ID != "e" {
		t.Errorf("next are %+v", next)
	}
}

func TestAveragesCountWhoAnswered(t *testing.T) {
	got := FeedbackAverages([]Feedback{{Scores: map[string]int{"people": 2}}, {Scores: map[string]int{"people": 5, "realism": 3}}, {}})
	for _, a := range got {
		switch {
		case a.Statement == "people" && (a.Mean != 3.5 || a.Count != 2), a.Statement == "realism" && (a.Mean != 3 || a.Count != 1),
			a.Statement == "structure" && (a.Mean != 0 || a.Count != 0):
			t.Errorf("%+v", a)
		}
	}
	if len(got) != len(FeedbackStatements()) {
		t.Errorf("there are %d averages", len(got))
	}
}
