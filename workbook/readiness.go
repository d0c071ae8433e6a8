package workbook

import (
	"cmp"
	"slices"
)

// Spans of time that the readiness of events counts by.
const (
	PlanWithinDays  = 60  // how far ahead an event without a protective plan stands out
	ReviewEventDays = 60  // how long after an event its open review is asked for
	PlanEventDays   = 365 // how far ahead a school's action plan lists events
)

// ReadyStep is one protective step of the case with how far an event has come with it.
type ReadyStep struct {
	EventStep
	State   Step
	DueOn   Date // set by hand, or counted back from the event; empty without either
	Overdue bool // it is still to be done, and its day has passed
	Asks    bool // it is still to be done and can be; before an event it cannot once that is over
}

// EventReadiness is how far an event has come with the case's protective steps on a day.
type EventReadiness struct {
	Event   SchoolEvent
	On      Date
	Steps   []ReadyStep // in the case's order
	Done    int         // of those that count
	Counted int         // those that are needed; what follows the event counts once it is over
	Overdue int
	HasPlan bool // the protective plan is agreed
	Planned bool // the case asks for such a plan, and it was not found unnecessary
}

// Readiness computes how far an event has come on a day. Steps of the workbook that the
// case does not hold are passed over.
func Readiness(c *Case, e SchoolEvent, steps Steps, on Date) EventReadiness {
	r := EventReadiness{Event: e, On: on}
	for _, want := range c.EventSteps {
		s := ReadyStep{EventStep: want, State: steps.Of(e.ID, want.ID)}
		s.DueOn = s.State.Due
		if s.DueOn == "" {
			s.DueOn = e.Date.AddDays(-want.DaysBefore)
		}
		s.Asks = s.State.Status == StepToDo && (want.After() || !r.Past())
		s.Overdue = s.Asks && s.DueOn != "" && s.DueOn < on
		r.Steps = append(r.Steps, s)
		if s.Overdue {
			r.Overdue++
		}
		if s.State.Status != StepNotNeeded && (!want.After() || r.Past()) {
			r.Counted++
			if s.State.Status == StepDone {
				r.Done++
			}
		}
		if want.Plan {
			r.HasPlan = s.State.Status == StepDone
			r.Planned = s.State.Status != StepNotNeeded
		}
	}
	return r
}

// Past reports whether the event is over.
func (r EventReadiness) Past() bool { return r.Event.Date != "" && r.Event.Date < r.On }

// Ahead reports whether the event is on the day itself or later.
func (r EventReadiness) Ahead() bool { return r.Event.Date != "" && !r.Past() }

// LacksPlan reports whether the event comes within [PlanWithinDays] and no protective plan
// is agreed, although one is needed.
func (r EventReadiness) LacksPlan() bool {
	return r.Planned && !r.HasPlan && r.Ahead() && r.Event.Date <= r.On.AddDays(PlanWithinDays)
}

// Open are the steps that still ask for something, in the case's order.
func (r EventReadiness) Open() []ReadyStep {
	var open []ReadyStep
	for _, s := range r.Steps {
		if s.Asks {
			open = append(open, s)
		}
	}
	return open
}

// OpenUntil are the open steps that are due by a day, and how many open ones there are besides.
func (r EventReadiness) OpenUntil(day Date) (soon []ReadyStep, later int) {
	for _, s := range r.Open() {
		if s.DueOn != "" && s.DueOn <= day {
			soon = append(soon, s)
		} else {
			later++
		}
	}
	return soon, later
}

// Next is the open step that is due first, false where none has a day.
func (r EventReadiness) Next() (ReadyStep, bool) {
	var next ReadyStep
	for _, s := range r.Open() {
		if s.DueOn != "" && (next.ID == "" || s.DueOn < next.DueOn) {
			next = s
		}
	}
	return next, next.ID != ""
}

// ReviewDue reports whether the event is over, not for longer than [ReviewEventDays], and a
// step that follows it is open.
func (r EventReadiness) ReviewDue() bool {
	return r.Past() && r.Event.Date >= r.On.AddDays(-ReviewEventDays) && len(r.Open()) > 0
}

// LackingPlan picks the events that lack a protective plan, see [EventReadiness.LacksPlan].
func LackingPlan(events []EventReadiness) []EventReadiness {
	var lacking []EventReadiness
	for _, r := range events {
		if r.LacksPlan() {
			lacking = append(lacking, r)
		}
	}
	return lacking
}

// SchoolReadiness computes the readiness of a school's events: those ahead, the next first;
// then those that are over and whose review is due, the latest first. Events without a day
// are not in it.
func SchoolReadiness(c *Case, s SchoolRecord, on Date) []EventReadiness {
	return ReadinessOf(c, s.Events, s.Steps, on)
}

// ReadinessOf is [SchoolReadiness] for the events of several schools.
func ReadinessOf(c *Case, events []SchoolEvent, steps Steps, on Date) []EventReadiness {
	var ahead, over []EventReadiness
	for _, e := range events {
		switch r := Readiness(c, e, steps, on); {
		case r.Ahead():
			ahead = append(ahead, r)
		case r.ReviewDue():
			over = append(over, r)
		}
	}
	slices.SortStableFunc(ahead, func(a, b EventReadiness) int { return cmp.Compare(a.Event.Date, b.Event.Date) })
	slices.SortStableFunc(over, func(a, b EventReadiness) int { return cmp.Compare(b.Event.Date, a.Event.Date) })
	return append(ahead, over...)
}
