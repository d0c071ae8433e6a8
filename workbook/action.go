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
	Review       Date // a measure in place is looked at again on this day
	Cost         int  // estimate, whole units of the local currency; 0 for none
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
