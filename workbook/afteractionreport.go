package workbook

import "slices"

// AfterActionReport is the After-Action Report with its Improvement Plan.
type AfterActionReport struct {
	ExerciseOverview
	Case       *Case
	Summary    string
	HotWash    string
	Published  Date
	Objectives []ReportedObjective
	Others     []Observation // strengths and areas that belong to no objective
	Said       []Observation // decisions and quotes, as they were made
	Plan       []ImprovementRow
	Numbers    map[string]int // of the areas for improvement and strengths, by the observation's id
	Feedback   []FeedbackAverage
	Forms      []Feedback
	Attended   []Participant // who was there; all participants where nobody was marked
	Marked     bool          // somebody was marked as having been there
	Open       []OpenFinding
	Unrated    []int  // numbers of the objectives without a final rating
	Doubted    []Item // whose answers the exercise disproved and nobody has looked at since
}

// ReportedObjective is an objective with what was found.
type ReportedObjective struct {
	Number       int
	Objective    Objective
	Targets      []GuideTarget
	Strengths    []Observation
	Improvements []Observation
	Items        []Item
}

// NewAfterActionReport makes the report from what was rated and seen so far, whether or not it
// has been agreed.
func NewAfterActionReport(r ExerciseRequest) AfterActionReport {
	e := &r.Exercise
	a := AfterActionReport{
		ExerciseOverview: NewExerciseOverview(r), Case: r.Case, Summary: e.Summary, HotWash: e.HotWash,
		Published: e.Published, Plan: ImprovementPlan(e, r.Actions), Feedback: FeedbackAverages(e.Feedback),
		Forms: e.Feedback, Open: OpenFindings(*e, r.Actions, r.On), Numbers: map[string]int{},
	}
	filled := NewFilledGuides(r)
	for i, g := range filled.Guides {
		o := ReportedObjective{Number: g.Number, Objective: e.Objectives[i], Targets: g.Targets}
		o.Strengths, o.Improvements = ofKind(g.Observations, Strength), ofKind(g.Observations, Improvement)
		for _, it := range r.Case.Items {
			if !slices.Contains(o.Objective.Items, it.ID) {
				continue
			}
			o.Items = append(o.Items, it)
			if r.Answers.Of(e.SchoolID, it.ID).Disproved == o.Objective.ID {
				a.Doubted = append(a.Doubted, it)
			}
		}
		if o.Objective.Final == "" {
			a.Unrated = append(a.Unrated, o.Number)
		}
		a.Objectives = append(a.Objectives, o)
	}
	a.Others = append(ofKind(filled.Others, Strength), ofKind(filled.Others, Improvement)...)
	for _, o := range e.Findings() {
		if o.Kind == Improvement {
			a.Numbers[o.ID] = len(a.Numbers) + 1
		}
	}
	for _, o := range e.Observations {
		if o.Kind == Decision || o.Kind == Quote {
			a.Said = append(a.Said, o)
		}
	}
	a.Attended = slices.DeleteFunc(slices.Clone(e.Participants), func(p Participant) bool { return !p.Attended })
	if a.Marked = len(a.Attended) > 0; !a.Marked {
		a.Attended = e.Participants
	}
	return a
}

func ofKind(list []Observation, kind ObservationKind) []Observation {
	var of []Observation
	for _, o := range list {
		if o.Kind == kind {
			of = append(of, o)
		}
	}
	return of
}
