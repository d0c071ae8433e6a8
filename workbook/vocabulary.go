package workbook

import "slices"

// The vocabularies below are the field's own. Each constant is the code that stands in
// case files and workbooks; the words for it are in assets/lang under "<kind>.<code>",
// for example "status.in-place".

// Checklist is one of the four lists that a case's items are sorted into.
type Checklist string

// The checklists in the order in which they are shown and printed.
const (
	Indicators Checklist = "indicators"
	Prevention Checklist = "prevention"
	Response   Checklist = "response"
	Aftermath  Checklist = "aftermath"
)

// Checklists lists the four checklists in reading order.
func Checklists() []Checklist { return []Checklist{Indicators, Prevention, Response, Aftermath} }

// Basis says how firmly the record carries a statement.
type Basis string

// What a statement rests on.
const (
	Documented Basis = "documented" // an official record, a judgment or several accounts that agree
	Reported   Basis = "reported"   // said by named sources, not established
	Disputed   Basis = "disputed"   // sources contradict each other
	Pending    Basis = "pending"    // the record itself says that it is still needed
)

// Bases lists every basis, firmest first.
func Bases() []Basis { return []Basis{Documented, Reported, Disputed, Pending} }

// Status is where a school stands on an item, in the words of the PASS school-safety
// checklist; NotAssessed is the state before anyone has looked.
type Status string

// The answer statuses.
const (
	NotAssessed  Status = "not-assessed"
	InPlace      Status = "in-place"
	InProgress   Status = "in-progress"
	Needed       Status = "needed"
	NotNecessary Status = "not-necessary"
)

// Statuses lists the statuses in the order of the keys 1 to 4, NotAssessed last.
func Statuses() []Status { return []Status{InPlace, InProgress, Needed, NotNecessary, NotAssessed} }

// Sign is the one-character mark of a status, so that colour never carries it alone.
func (s Status) Sign() string {
	switch s {
	case InPlace:
		return "✓"
	case InProgress:
		return "◐"
	case Needed:
		return "!"
	case NotNecessary:
		return "–"
	}
	return "○"
}

// Gap reports whether the status leaves work to do.
func (s Status) Gap() bool { return s == Needed || s == InProgress }

// Probability is the likelihood word of the federal school EOP tooling; empty means not rated.
type Probability string

// The probability words, least first.
const (
	Unlikely     Probability = "unlikely"
	Possible     Probability = "possible"
	Likely       Probability = "likely"
	HighlyLikely Probability = "highly-likely"
)

// Probabilities lists the probability words, least first.
func Probabilities() []Probability { return []Probability{Unlikely, Possible, Likely, HighlyLikely} }

// Magnitude is the severity word of the federal school EOP tooling; empty means not rated.
type Magnitude string

// The magnitude words, least first.
const (
	Negligible   Magnitude = "negligible"
	Limited      Magnitude = "limited"
	Critical     Magnitude = "critical"
	Catastrophic Magnitude = "catastrophic"
)

// Magnitudes lists the magnitude words, least first.
func Magnitudes() []Magnitude { return []Magnitude{Negligible, Limited, Critical, Catastrophic} }

// Priority is how soon a gap is to be closed; empty means not known.
type Priority string

// The priorities.
const (
	High   Priority = "high"
	Medium Priority = "medium"
	Low    Priority = "low"
)

// Priorities lists the priorities, highest first.
func Priorities() []Priority { return []Priority{High, Medium, Low} }

// Rank orders priorities: 0 for High, 3 for none.
func (p Priority) Rank() int {
	if i := slices.Index(Priorities(), p); i >= 0 {
		return i
	}
	return len(Priorities())
}

// RiskPriority reads the priority off the risk matrix: both words are scored 1 to 4 and
// multiplied; 8 and above is High, 4 to 7 Medium, less Low. It is empty while either word
// is missing. The words are those of the school EOP planning tools of the REMS TA Center
// (U.S. Department of Education); the cut-offs are Forethought's, and a planner may
// override the result.
func RiskPriority(p Probability, m Magnitude) Priority {
	score := (slices.Index(Probabilities(), p) + 1) * (slices.Index(Magnitudes(), m) + 1)
	switch {
	case score == 0:
		return ""
	case score >= 8:
		return High
	case score >= 4:
		return Medium
	}
	return Low
}

// MissionArea is one of the five areas of the national preparedness goal.
type MissionArea string

// MissionAreas lists the mission areas in their customary order.
func MissionAreas() []MissionArea {
	return []MissionArea{"prevention", "protection", "mitigation", "response", "recovery"}
}

// Annex is a functional annex of a school emergency operations plan (EOP).
type Annex string

// Annexes lists the functional annexes in the order of the federal guide for schools.
func Annexes() []Annex {
	return []Annex{
		"communications-and-warning", "evacuation", "shelter-in-place", "lockdown",
		"accounting-for-all-persons", "family-reunification", "continuity-of-operations",
		"security", "public-health-medical-and-mental-health", "recovery",
	}
}

// Layer is a layer of the PASS guidelines (Partner Alliance for Safer Schools).
type Layer string

// Layers lists the PASS layers from the district inwards.
func Layers() []Layer {
	return []Layer{
		"district-wide", "digital-infrastructure", "campus-perimeter", "building-perimeter",
		"classroom-interior",
	}
}

// Component is a safety and security component of the PASS guidelines.
type Component string

// Components lists the PASS components.
func Components() []Component {
	return []Component{
		"policies-and-procedures", "people", "architectural", "communication",
		"access-control", "video-surveillance", "detection-and-alarms",
	}
}

// SRPAction is an action of the Standard Response Protocol.
type SRPAction string

// SRPActions lists the five actions of the Standard Response Protocol.
func SRPActions() []SRPAction {
	return []SRPAction{"hold", "secure", "lockdown", "evacuate", "shelter"}
}

// CapabilityElement is the POETE element that a corrective action builds (HSEEP).
type CapabilityElement string

// CapabilityElements lists the elements in the order of the improvement plan template.
func CapabilityElements() []CapabilityElement {
	return []CapabilityElement{"planning", "organization", "equipment", "training", "exercise"}
}

// ActionStatus is how far an action has come.
type ActionStatus string

// The action statuses. Lapsed is never chosen by hand while a measure is in place with a
// review date ahead; see [Action.StatusOn].
const (
	ToDo            ActionStatus = "to-do"
	ActionUnderWay  ActionStatus = "in-progress"
	OnHold          ActionStatus = "on-hold"
	ActionInPlace   ActionStatus = "in-place"
	Lapsed          ActionStatus = "lapsed"
	DroppedFromPlan ActionStatus = "dropped"
)

// ActionStatuses lists the action statuses in the order of a measure's life.
func ActionStatuses() []ActionStatus {
	return []ActionStatus{ToDo, ActionUnderWay, OnHold, ActionInPlace, Lapsed, DroppedFromPlan}
}

// Open reports whether the action still waits to be done.
func (s ActionStatus) Open() bool {
	return s == ToDo || s == ActionUnderWay || s == OnHold || s == Lapsed
}

// Phase is a part of the case's timeline.
type Phase string

// Phases lists the phases of a timeline in order.
func Phases() []Phase {
	return []Phase{"before", "day-one", "day-two", "day-three", "after", "inquiry"}
}

// SourceKind is what sort of document a source is.
type SourceKind string

// SourceKinds lists the kinds of source.
func SourceKinds() []SourceKind {
	return []SourceKind{"dossier", "reference", "summary", "press"}
}

// Level is a level of schooling that a school teaches.
type Level string

// Levels lists the levels, youngest first.
func Levels() []Level {
	return []Level{"pre-k", "elementary", "middle", "high", "other"}
}

// Audience is who a document is for; it decides what is left out.
type Audience string

// The audiences, the closest first; words under "audience.<code>".
const (
	FullAudience     Audience = "full"     // the school and its district: everything
	PartnersAudience Audience = "partners" // police, fire, emergency medical services, the hospital
	PublicAudience   Audience = "public"   // families, the board in open session, the press
)

// Audiences lists the audiences, the closest first.
func Audiences() []Audience { return []Audience{FullAudience, PartnersAudience, PublicAudience} }
