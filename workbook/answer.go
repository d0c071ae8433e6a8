package workbook

// Answer is where one school stands on one item.
type Answer struct {
	SchoolID    string
	ItemID      string
	Status      Status
	Reason      string // why, asked for when the status is NotNecessary
	Probability Probability
	Magnitude   Magnitude
	Override    Priority // set by hand; empty leaves the matrix to decide
	Note        string
	Owner       string // a name; a contact's where one fits
	Target      Date
	Zones       []string // zone ids
	ReviewedBy  string
	ReviewedOn  Date
	Disproved   string // the id of the objective of an exercise that found otherwise, until somebody looked again
	ItemVersion int    // the version of the case in which somebody last looked at it after its item was worded anew, 0 for none
}

// BlankAnswer is the answer before anyone has looked.
func BlankAnswer(schoolID, itemID string) Answer {
	return Answer{SchoolID: schoolID, ItemID: itemID, Status: NotAssessed}
}

// AnswerID is the id of the answer of a school to an item. It is made of both, so that two
// copies of a workbook that answer the same question speak of the same answer.
func AnswerID(schoolID, itemID string) string { return schoolID + "/" + itemID }

// ID is the answer's own id, see [AnswerID].
func (a Answer) ID() string { return AnswerID(a.SchoolID, a.ItemID) }

// Priority is the planner's own where set, else what the risk matrix gives.
func (a Answer) Priority() Priority {
	if a.Override != "" {
		return a.Override
	}
	return RiskPriority(a.Probability, a.Magnitude)
}

// LacksReason reports whether the answer says not necessary without saying why.
func (a Answer) LacksReason() bool { return a.Status == NotNecessary && a.Reason == "" }

// Answers are a school's answers by item id.
type Answers map[string]Answer

// Of is the school's answer to an item, blank where there is none.
func (as Answers) Of(schoolID, itemID string) Answer {
	if a, ok := as[itemID]; ok {
		return a
	}
	return BlankAnswer(schoolID, itemID)
}

// Blank reports whether nothing is said: no status and no word, zone or mark.
func (a Answer) Blank() bool {
	a.ItemVersion = 0 // says when it was looked at, and nothing of the school
	return Same(a, BlankAnswer(a.SchoolID, a.ItemID))
}
