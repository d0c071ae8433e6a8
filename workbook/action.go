package workbook

import "slices"

// Action is one corrective action of the register. One action may serve many items and
// many schools.
type Action struct {
	ID           string
	Title        string
	Description  string
	Schools      []string // school ids
	Items        []string // item ids
	Owner        string   // point of contact
	Organization string   // primary responsible organization
	Element      CapabilityElement
	Status       ActionStatus
	Start        Date
	Target       Date
	Completed    Date
	Review       Date   // a measure in place is looked at again on this day
	Cost         int    // estimate, whole units of the local currency; 0 for none
	Finding      string // the id of the observation of an exercise that it comes from, if any
}

// StatusOn is the action's status on a day: a measure in place whose review date has
// passed is lapsed.
func (a Action) StatusOn(today Date) ActionStatus {
	if a.Status == ActionInPlace && a.Review != "" && a.Review < today {
		return Lapsed
	}
	return a.Status
}

// Due is the day by which something is to be done on the action: its target date, or the
// review date that a lapsed measure has missed.
func (a Action) Due(today Date) Date {
	if a.StatusOn(today) == Lapsed && a.Review != "" {
		return a.Review
	}
	return a.Target
}

// Overdue reports whether open work is past the day on which it was due.
func (a Action) Overdue(today Date) bool {
	due := a.Due(today)
	return a.StatusOn(today).Open() && due != "" && due < today
}

// WithStatus is the action as somebody gives it a status on a day: a measure that comes
// into place is completed on that day and, where no day ahead is set, reviewed a year on.
func (a Action) WithStatus(s ActionStatus, today Date) Action {
	a.Status = s
	if s == ActionInPlace {
		if a.Completed == "" {
			a.Completed = today
		}
		if a.Review <= today {
			a.Review = today.AddDays(ReviewAfterDays)
		}
	}
	return a
}

// Reviewed is the action after somebody looked on a day and found the measure in place: it
// is reviewed again a year on.
func (a Action) Reviewed(today Date) Action {
	a = a.WithStatus(ActionInPlace, today)
	a.Review = today.AddDays(ReviewAfterDays)
	return a
}

// Reopened is the action after somebody looked on a day and found that there is work to do
// again. What was completed counts no more, and a target of then is taken off.
func (a Action) Reopened(today Date) Action {
	a.Status, a.Completed, a.Review = ToDo, "", ""
	if a.Target < today {
		a.Target = ""
	}
	return a
}

// Serves reports whether the action closes a gap of this school on this item.
func (a Action) Serves(schoolID, itemID string) bool {
	return slices.Contains(a.Schools, schoolID) && slices.Contains(a.Items, itemID)
}

// ServingItem picks the actions that serve an item at a school.
func ServingItem(actions []Action, schoolID, itemID string) []Action {
	var serving []Action
	for _, a := range actions {
		if a.Serves(schoolID, itemID) {
			serving = append(serving, a)
		}
	}
	return serving
}
