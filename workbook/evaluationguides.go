package workbook

import "strings"

// EvaluationGuides are the Exercise Evaluation Guides, one an objective: blank to be filled in
// by hand, or filled with what the evaluators gave and saw. Blank ones hold neither ratings
// nor observations, however much there is of them.
type EvaluationGuides struct {
	ExerciseOverview
	Filled bool
	Guides []EvaluationGuide
	Others []Observation // that belong to no objective
}

// EvaluationGuide is the guide of one objective.
type EvaluationGuide struct {
	Number       int // from 1
	Objective    Objective
	Targets      []GuideTarget
	Ratings      []TargetRating // of the objective as a whole, the last of each evaluator
	Observations []Observation
}

// GuideTarget is a capability target with its critical tasks and what evaluators gave it.
type GuideTarget struct {
	Target  Target
	Tasks   []string
	Ratings []TargetRating
}

// NewBlankGuides makes the guides that evaluators fill in by hand.
func NewBlankGuides(r ExerciseRequest) EvaluationGuides {
	return EvaluationGuides{ExerciseOverview: NewExerciseOverview(r), Guides: guidesOf(r)}
}

// NewFilledGuides makes the guides with what was rated and seen so far.
func NewFilledGuides(r ExerciseRequest) EvaluationGuides {
	e := &r.Exercise
	g := EvaluationGuides{ExerciseOverview: NewExerciseOverview(r), Filled: true, Guides: guidesOf(r), Others: e.ObservationsOf("")}
	for i := range g.Guides {
		x := &g.Guides[i]
		o := e.Objectives[i]
		x.Objective.Final, x.Objective.Explanation = o.Final, o.Explanation
		x.Ratings, x.Observations = e.RatingsOf(o.ID, ""), e.ObservationsOf(o.ID)
		for j := range x.Targets {
			x.Targets[j].Ratings = e.RatingsOf(o.ID, x.Targets[j].Target.ID)
		}
	}
	return g
}

// guidesOf are the guides without anything that was rated or seen.
func guidesOf(r ExerciseRequest) []EvaluationGuide {
	var list []EvaluationGuide
	for i, o := range r.Exercise.Objectives {
		o.Final, o.Explanation = "", ""
		g := EvaluationGuide{Number: i + 1, Objective: o}
		for _, t := range r.Exercise.TargetsOf(o.ID) {
			x := GuideTarget{Target: t}
			for task := range strings.SplitSeq(t.Tasks, "\n") {
				if task = strings.TrimSpace(task); task != "" {
					x.Tasks = append(x.Tasks, task)
				}
			}
			g.Targets = append(g.Targets, x)
		}
		list = append(list, g)
	}
	return list
}
