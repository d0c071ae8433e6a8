package workbook

// StepStatus is how far an event has come with a protective step.
type StepStatus string

// The statuses of a step; words under "step.<code>".
const (
	StepToDo      StepStatus = "to-do"
	StepDone      StepStatus = "done"
	StepNotNeeded StepStatus = "not-needed"
)

// StepStatuses lists the statuses in the order in which they are offered.
func StepStatuses() []StepStatus { return []StepStatus{StepToDo, StepDone, StepNotNeeded} }

// Step is how far one event of a school has come with one of the case's protective steps.
type Step struct {
	EventID string
	StepID  string // the case's
	Status  StepStatus
	Owner   string
	Due     Date // set by hand; empty leaves it to count back from the event
	Done    Date // the day on which it was done
	Note    string
}

// StepID is the id of an event's step. It is made of both, as an answer's.
func StepID(eventID, stepID string) string { return eventID + "/" + stepID }

// ID is the step's own id, see [StepID].
func (s Step) ID() string { return StepID(s.EventID, s.StepID) }

// Values writes the step's fields.
func (s Step) Values() Values {
	return Values{
		"status": string(s.Status), "owner": s.Owner, "due": string(s.Due), "done": string(s.Done), "note": s.Note,
	}
}

// StepFrom reads a step from its fields.
func StepFrom(eventID, stepID string, v Values) Step {
	return Step{
		EventID: eventID, StepID: stepID, Status: StepStatus(v["status"]), Owner: v["owner"],
		Due: Date(v["due"]), Done: Date(v["done"]), Note: v["note"],
	}
}

// Steps are the steps that somebody has worked on, by [StepID].
type Steps map[string]Step

// Of is the state of an event's step, to do where nobody has worked on it.
func (s Steps) Of(eventID, stepID string) Step {
	if step, ok := s[StepID(eventID, stepID)]; ok {
		return step
	}
	return Step{EventID: eventID, StepID: stepID, Status: StepToDo}
}
