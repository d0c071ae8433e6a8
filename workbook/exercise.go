package workbook

import (
	"cmp"
	"slices"
	"time"
)

// Exercise is a discussion-based exercise, a tabletop, of one school in the words of HSEEP
// (Homeland Security Exercise and Evaluation Program, 2020).
type Exercise struct {
	ID        string
	SchoolID  string
	Follows   string // the exercise that it starts from, if any
	Name      string
	Date      Date
	Starts    Clock // time of day at which it is to begin
	Minutes   int   // from the start to the end of the hot wash
	Welcome   int   // minutes before the first module: welcome and introductions
	Place     string
	Sponsor   string
	Contact   string // point of contact
	Purpose   string
	Scope     string
	Missions  []MissionArea
	Threat    string // threat or hazard
	Scenario  string // what players know before the first module
	HotWash   string // what was said in the hot wash
	Summary   string // executive summary of the after-action report
	Published Date   // day on which the after-action report was agreed; empty before
}

// Module is a part of the discussion with its own situation.
type Module struct {
	ID         string
	ExerciseID string
	Position   int
	Title      string
	Minutes    int
	Story      Clock  // time of day in the story when it begins
	Text       string // the situation, as players read it
}

// Objective is what the exercise tries out, aligned with one core capability. It is what an
// Exercise Evaluation Guide is about.
type Objective struct {
	ID          string
	ExerciseID  string
	Position    int
	Title       string
	Text        string
	Capability  Capability
	Items       []string // ids of the case's items whose answers it tries out
	Final       Rating   // empty before anyone has rated
	Explanation string
}

// Target is an organizational capability target of an objective, with its critical tasks.
type Target struct {
	ID          string
	ExerciseID  string
	ObjectiveID string
	Position    int
	Text        string
	Tasks       string // one critical task a line
}

// Inject is a line of the MSEL (master scenario events list).
type Inject struct {
	ID          string
	ExerciseID  string
	ModuleID    string // the module that it belongs to, if any
	Number      string // as another list numbers it; empty for our own numbering
	Minute      int    // of the exercise, counted from its start
	OffTimeline bool   // it has no time and is played when it is wanted
	Story       Clock  // time of day in the story
	Type        InjectType
	Mode        string // how it reaches players
	From        string // who in the story it comes from
	InjectedBy  string // who in the room delivers it
	To          string // who it is for
	Text        string // the event's description, which players get
	Expected    string // expected outcomes, which they do not
	Note        string
	Objectives  []string
	Items       []string
}

// Question is a question for discussion.
type Question struct {
	ID         string
	ExerciseID string
	ModuleID   string
	Position   int
	Text       string
	Points     string // what the facilitator listens for
	Objectives []string
	Items      []string
}

// Participant is somebody who takes part, in one role.
type Participant struct {
	ID           string
	ExerciseID   string
	Name         string
	Title        string // what they are at work
	Organization string
	Role         ExerciseRole
	Attended     bool
}

// Observation is something that was seen or said, stamped with where the exercise stood.
type Observation struct {
	ID          string
	ExerciseID  string
	Kind        ObservationKind
	Text        string
	Analysis    string // why it was so, for the after-action report
	Reference   string // plan, policy or procedure that it concerns
	ObjectiveID string
	InjectID    string
	ModuleID    string
	Elapsed     int // seconds of the exercise
	Story       Clock
	At          time.Time // UTC
	SeenBy      string
}

// TargetRating is what one evaluator gave a capability target or, without one, an objective.
type TargetRating struct {
	ID          string
	ExerciseID  string
	ObjectiveID string
	TargetID    string
	Evaluator   string
	Rating      Rating
	Explanation string
	Elapsed     int // seconds of the exercise
	At          time.Time
}

// Feedback is a participant feedback form as it was handed in. Names are not asked for.
type Feedback struct {
	ID           string
	ExerciseID   string
	Role         ExerciseRole // may be empty
	Scores       map[string]int
	Strengths    string
	Improvements string
	Comments     string
}

// FeedbackStatements lists the statements of the form, each scored from 1, strongly
// disagree, to 5, strongly agree. Words under "feedback.<code>".
func FeedbackStatements() []string {
	return []string{"structure", "realism", "materials", "people", "relevance", "facilitation"}
}

// ExerciseRecord is an exercise with all that belongs to it: modules, objectives, targets and
// questions by position, injects by time with those off the timeline last, participants by
// role and name, and the rest in the order in which it happened.
type ExerciseRecord struct {
	Exercise
	Modules      []Module
	Objectives   []Objective
	Targets      []Target
	Injects      []Inject
	Questions    []Question
	Participants []Participant
	Happenings   []Happening
	Observations []Observation
	Ratings      []TargetRating
	Feedback     []Feedback
}

// Sort puts the parts into the order of [ExerciseRecord].
func (e *ExerciseRecord) Sort() {
	slices.SortStableFunc(e.Modules, func(a, b Module) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(e.Objectives, func(a, b Objective) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(e.Targets, func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(e.Injects, func(a, b Inject) int {
		if a.OffTimeline != b.OffTimeline {
			if a.OffTimeline {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.Minute, b.Minute), NaturalCompare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(e.Questions, func(a, b Question) int {
		return cmp.Or(cmp.Compare(e.moduleIndex(a.ModuleID), e.moduleIndex(b.ModuleID)),
			cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(e.Participants, func(a, b Participant) int {
		return cmp.Or(
			cmp.Compare(slices.Index(ExerciseRoles(), a.Role), slices.Index(ExerciseRoles(), b.Role)),
			NaturalCompare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(e.Happenings, func(a, b Happening) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(e.Observations, func(a, b Observation) int {
		return cmp.Or(cmp.Compare(a.Elapsed, b.Elapsed), cmp.Compare(a.ID, b.ID))
	})
}

// moduleIndex is a module's place; that of the first for an id that is none of them.
func (e *ExerciseRecord) moduleIndex(id string) int {
	return max(0, slices.IndexFunc(e.Modules, func(m Module) bool { return m.ID == id }))
}

// Module finds a module by its id.
func (e *ExerciseRecord) Module(id string) (Module, bool) {
	return byID(e.Modules, id, func(m Module) string { return m.ID })
}

// Objective finds an objective by its id.
func (e *ExerciseRecord) Objective(id string) (Objective, bool) {
	return byID(e.Objectives, id, func(o Objective) string { return o.ID })
}

// Inject finds an inject by its id.
func (e *ExerciseRecord) Inject(id string) (Inject, bool) {
	return byID(e.Injects, id, func(i Inject) string { return i.ID })
}

// Question finds a question by its id.
func (e *ExerciseRecord) Question(id string) (Question, bool) {
	return byID(e.Questions, id, func(q Question) string { return q.ID })
}

// Observation finds an observation by its id.
func (e *ExerciseRecord) Observation(id string) (Observation, bool) {
	return byID(e.Observations, id, func(o Observation) string { return o.ID })
}

func byID[T any](list []T, id string, idOf func(T) string) (T, bool) {
	i := slices.IndexFunc(list, func(x T) bool { return idOf(x) == id })
	if i < 0 {
		var none T
		return none, false
	}
	return list[i], true
}

// ModuleStart is the minute of the exercise at which a module is planned to begin.
func (e *ExerciseRecord) ModuleStart(id string) int {
	at := e.Welcome
	for _, m := range e.Modules {
		if m.ID == id {
			break
		}
		at += m.Minutes
	}
	return at
}

// ModuleAt is the module that is planned for a minute: the first before it begins, the last
// after it has ended, none where there is no module.
func (e *ExerciseRecord) ModuleAt(minute int) (Module, bool) {
	var found Module
	for i, m := range e.Modules {
		if i == 0 || e.ModuleStart(m.ID) <= minute {
			found = m
		}
	}
	return found, len(e.Modules) > 0
}

// ModuleOf is the module that an inject belongs to: its own or, where it names none, the one
// that is planned for its minute.
func (e *ExerciseRecord) ModuleOf(i Inject) (Module, bool) {
	if m, ok := e.Module(i.ModuleID); ok {
		return m, true
	}
	return e.ModuleAt(i.Minute)
}

// HotWashMinutes is the time that is left for the hot wash; negative when the modules take
// more than there is.
func (e *ExerciseRecord) HotWashMinutes() int {
	left := e.Minutes - e.Welcome
	for _, m := range e.Modules {
		left -= m.Minutes
	}
	return left
}

// NumberOf is an inject's number in the MSEL: its own or, where it has none, its place.
func (e *ExerciseRecord) NumberOf(i Inject) string {
	if i.Number != "" {
		return i.Number
	}
	return number(1 + slices.IndexFunc(e.Injects, func(x Inject) bool { return x.ID == i.ID }))
}

// TargetsOf lists the capability targets of an objective.
func (e *ExerciseRecord) TargetsOf(objectiveID string) []Target {
	var list []Target
	for _, t := range e.Targets {
		if t.ObjectiveID == objectiveID {
			list = append(list, t)
		}
	}
	return list
}

// RatingsOf lists what evaluators gave a capability target or, without one, an objective:
// the last of each evaluator, in the order of their first.
func (e *ExerciseRecord) RatingsOf(objectiveID, targetID string) []TargetRating {
	var list []TargetRating
	for _, r := range e.Ratings {
		if r.ObjectiveID != objectiveID || r.TargetID != targetID {
			continue
		}
		same := func(x TargetRating) bool { return personKey(x.Evaluator) == personKey(r.Evaluator) }
		if i := slices.IndexFunc(list, same); i >= 0 {
			list[i] = r
		} else {
			list = append(list, r)
		}
	}
	return list
}

// Items lists the items that the exercise's objectives try out, each once.
func (e *ExerciseRecord) Items() []string {
	var items []string
	for _, o := range e.Objectives {
		for _, id := range o.Items {
			if !slices.Contains(items, id) {
				items = append(items, id)
			}
		}
	}
	return items
}

// Disproof is why an answer is in doubt: an objective of an exercise that tried it out and
// could not be performed, or only with major challenges.
type Disproof struct {
	Exercise  Exercise
	Objective Objective
}
