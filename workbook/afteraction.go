package workbook

import (
	"maps"
	"slices"
)

// Evaluators lists who may rate: those who take part as evaluator or facilitator, whoever has
// rated already, and the author; each once, without regard to letter case. An empty name is
// an author who has not said theirs.
func (e *ExerciseRecord) Evaluators(author string) []string {
	var names []string
	seen := map[string]bool{}
	add := func(name string) {
		if key := personKey(name); !seen[key] {
			seen[key] = true
			names = append(names, name)
		}
	}
	for _, role := range []ExerciseRole{Evaluator, Facilitator} {
		for _, p := range e.Participants {
			if p.Role == role && personKey(p.Name) != "" {
				add(p.Name)
			}
		}
	}
	for _, r := range e.Ratings {
		add(r.Evaluator)
	}
	if personKey(author) != "" || len(names) == 0 {
		add(author)
	}
	return names
}

// RatingBy is the last that an evaluator gave a capability target or, without one, an
// objective; its ID is empty where they gave none.
func (e *ExerciseRecord) RatingBy(evaluator, objectiveID, targetID string) TargetRating {
	for _, r := range e.RatingsOf(objectiveID, targetID) {
		if personKey(r.Evaluator) == personKey(evaluator) {
			return r
		}
	}
	return TargetRating{ExerciseID: e.ID, ObjectiveID: objectiveID, TargetID: targetID, Evaluator: evaluator}
}

// Differ reports whether evaluators gave different ratings.
func Differ(ratings []TargetRating) bool {
	var first Rating
	for _, r := range ratings {
		switch {
		case r.Rating == "":
		case first == "":
			first = r.Rating
		case r.Rating != first:
			return true
		}
	}
	return false
}

// Rate is the change set that gives an objective its final rating; nothing else does. One
// that disproves flags the school's answers to the objective's items that say in place or in
// progress. One that does not takes back the flags that this objective has set, also on items
// that it tries out no more; an answer that another objective of the exercise disproves as
// well keeps a flag, of that one. Answers are the school's.
func (e *ExerciseRecord) Rate(o Objective, r Rating, answers Answers) []Change {
	to := o
	to.Final = r
	changes := Edit(ObjectiveEntity, o.ID, o, to)
	flag := func(a Answer, by string) {
		doubted := a
		doubted.Disproved = by
		changes = append(changes, EditAnswer(a, doubted)...)
	}
	if r.Disproves() {
		for _, item := range o.Items {
			if a := answers.Of(e.SchoolID, item); a.Status == InPlace || a.Status == InProgress {
				flag(a, o.ID)
			}
		}
		return changes
	}
	for _, item := range slices.Sorted(maps.Keys(answers)) {
		if a := answers.Of(e.SchoolID, item); a.Disproved == o.ID {
			flag(a, e.disprovedBesides(o.ID, item))
		}
	}
	return changes
}

// disprovedBesides is the first objective but one that disproves the answer to an item, empty
// for none.
func (e *ExerciseRecord) disprovedBesides(objectiveID, item string) string {
	for _, o := range e.Objectives {
		if o.ID != objectiveID && o.Final.Disproves() && slices.Contains(o.Items, item) {
			return o.ID
		}
	}
	return ""
}

// ObservationsOf lists the observations that belong to an objective, or to none for an empty
// id; those of an objective that is gone belong to none.
func (e *ExerciseRecord) ObservationsOf(objectiveID string) []Observation {
	var list []Observation
	for _, o := range e.Observations {
		at := o.ObjectiveID
		if _, there := e.Objective(at); !there {
			at = ""
		}
		if at == objectiveID {
			list = append(list, o)
		}
	}
	return list
}

// Findings are the observations that an after-action report speaks of: strengths, then areas
// for improvement, each by the order of the objectives and then as they were seen.
func (e *ExerciseRecord) Findings() []Observation {
	var list []Observation
	for _, kind := range []ObservationKind{Strength, Improvement} {
		for _, objective := range append(e.Objectives[:len(e.Objectives):len(e.Objectives)], Objective{}) {
			for _, o := range e.ObservationsOf(objective.ID) {
				if o.Kind == kind {
					list = append(list, o)
				}
			}
		}
	}
	return list
}

// ActionsFor are the actions that come from an observation.
func ActionsFor(observationID string, actions []Action) []Action {
	var list []Action
	for _, a := range actions {
		if observationID != "" && a.Finding == observationID {
			list = append(list, a)
		}
	}
	return list
}

// ImprovementRow is a row of the improvement plan: an observation with a corrective action.
type ImprovementRow struct {
	Observation Observation
	Objective   Objective // that the observation belongs to; its ID is empty for none
	Action      Action    // its ID is empty for an area that no action serves yet
}

// ImprovementPlan makes the rows of the improvement plan: every area for improvement with
// each of its actions, or once without, and the strengths that actions are to keep up.
func ImprovementPlan(e *ExerciseRecord, actions []Action) []ImprovementRow {
	var areas, strengths []ImprovementRow
	for _, o := range e.Findings() {
		objective, _ := e.Objective(o.ObjectiveID)
		serving := ActionsFor(o.ID, actions)
		for _, a := range serving {
			row := ImprovementRow{o, objective, a}
			if o.Kind == Strength {
				strengths = append(strengths, row)
			} else {
				areas = append(areas, row)
			}
		}
		if len(serving) == 0 && o.Kind == Improvement {
			areas = append(areas, ImprovementRow{Observation: o, Objective: objective})
		}
	}
	return append(areas, strengths...)
}

// ActionFor is a new action from an observation, for the exercise's school and the items that
// the observation's objective tries out. Its id and words are left to be given.
func (e *ExerciseRecord) ActionFor(o Observation) Action {
	objective, _ := e.Objective(o.ObjectiveID)
	return Action{
		Schools: []string{e.SchoolID}, Items: slices.Clone(objective.Items), Status: ToDo, Finding: o.ID,
	}
}

// OpenFinding is what an exercise left open: an area for improvement, or an objective that
// was rated with major challenges or could not be performed.
type OpenFinding struct {
	Observation Observation // its ID is empty for an objective
	Objective   Objective   // the area's, its ID is empty for none
	Actions     []Action    // those of the area that are still open
}

// OpenFindings lists what an exercise left open on a day, with the actions of its school: the
// objectives rated M or U, each followed by its areas for improvement without an action or with an open
// one; then such areas of the other objectives and of none.
func OpenFindings(previous ExerciseRecord, actions []Action, on Date) []OpenFinding {
	var first, then []OpenFinding
	for _, o := range append(previous.Objectives[:len(previous.Objectives):len(previous.Objectives)], Objective{}) {
		var areas []OpenFinding
		for _, x := range previous.ObservationsOf(o.ID) {
			if x.Kind != Improvement {
				continue
			}
			serving := ActionsFor(x.ID, actions)
			open := slices.DeleteFunc(slices.Clone(serving), func(a Action) bool { return !a.StatusOn(on).Open() })
			if len(serving) == 0 || len(open) > 0 {
				areas = append(areas, OpenFinding{x, o, open})
			}
		}
		if o.Final.Disproves() {
			first = append(append(first, OpenFinding{Objective: o}), areas...)
		} else {
			then = append(then, areas...)
		}
	}
	return append(first, then...)
}

// Previous is the exercise that one carries on from: the one that it follows, else the last
// one of its school before it that has a date. Its ID is empty for none.
func Previous(e Exercise, all []Exercise) Exercise {
	var last Exercise
	for _, x := range all {
		switch {
		case x.ID == e.ID || x.SchoolID != e.SchoolID:
		case x.ID == e.Follows:
			return x
		case x.Date != "" && (e.Date == "" || x.Date < e.Date) && x.Date > last.Date:
			last = x
		}
	}
	return last
}

// NextExercises are the exercises of a day and later, the next first.
func NextExercises(all []Exercise, on Date) []Exercise {
	var next []Exercise
	for _, e := range all {
		if e.Date != "" && e.Date >= on {
			next = append(next, e)
		}
	}
	slices.SortStableFunc(next, func(a, b Exercise) int {
		if a.Date != b.Date {
			if a.Date < b.Date {
				return -1
			}
			return 1
		}
		return 0
	})
	return next
}

// FeedbackAverage is what participants gave a statement of the feedback form.
type FeedbackAverage struct {
	Statement string
	Mean      float64 // from 1 to 5; 0 where nobody gave a score
	Count     int     // who gave one
}

// FeedbackAverages are the averages of the statements, in the form's order.
func FeedbackAverages(forms []Feedback) []FeedbackAverage {
	var list []FeedbackAverage
	for _, s := range FeedbackStatements() {
		x, sum := FeedbackAverage{Statement: s}, 0
		for _, f := range forms {
			if n := f.Scores[s]; n > 0 {
				sum += n
				x.Count++
			}
		}
		if x.Count > 0 {
			x.Mean = float64(sum) / float64(x.Count)
		}
		list = append(list, x)
	}
	return list
}

// FromExercise is an observation with the exercise that it was made in.
type FromExercise struct {
	Exercise    Exercise
	Observation Observation
}
