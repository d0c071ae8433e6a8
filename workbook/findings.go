package workbook

import "cmp"

// FoundKind is a group of what a search finds.
type FoundKind string

// The groups, in the order in which they are shown.
const (
	FoundItems     FoundKind = "items"
	FoundAnswers   FoundKind = "answers" // with their files of evidence
	FoundActions   FoundKind = "actions"
	FoundExercises FoundKind = "exercises" // with all that belongs to them
	FoundContacts  FoundKind = "contacts"
	FoundSchools   FoundKind = "schools" // with their zones, events and protective steps
	FoundPast      FoundKind = "past"    // what stood there before
)

// FoundKinds lists the groups in their order.
func FoundKinds() []FoundKind {
	return []FoundKind{FoundItems, FoundAnswers, FoundActions, FoundExercises, FoundContacts, FoundSchools, FoundPast}
}

// kindOfFound is the group that a hit belongs to.
func kindOfFound(h Hit) FoundKind {
	switch {
	case h.Past:
		return FoundPast
	case h.Entity == "":
		return FoundItems
	case h.Entity == AnswerEntity || h.Entity == AttachmentEntity:
		return FoundAnswers
	case h.Entity == ActionEntity:
		return FoundActions
	case h.Entity == ExerciseEntity || h.Entity.OfExercise():
		return FoundExercises
	case h.Entity == ContactEntity:
		return FoundContacts
	}
	return FoundSchools
}

// FoundGroup is what was found of one kind, the best fit first, and of the past the newest.
type FoundGroup struct {
	Kind  FoundKind
	Shown []Hit // at least one, at most as many as were asked for
	Count int   // how many there are, those that are not shown among them
	Open  bool  // there are more than Count, and nobody has counted them
}

// Left is how many are not shown; more where the group is open.
func (g FoundGroup) Left() int { return g.Count - len(g.Shown) }

// Findings are what a search found, in groups of which none is empty.
type Findings []FoundGroup

// NewFindings sorts what a search of a workbook found, and what the case's items hold of what
// was typed, into groups of at most limit each; 0 shows all. The hits are those of a search
// with the same limit. The title of an answer becomes its item's, also of one that was withdrawn.
func NewFindings(c *Case, records CaseRecords, typed string, hits []Hit, limit int) Findings {
	groups := map[FoundKind]*FoundGroup{}
	add := func(h Hit) *FoundGroup {
		kind := kindOfFound(h)
		g := groups[kind]
		if g == nil {
			g = &FoundGroup{Kind: kind}
			groups[kind] = g
		}
		if limit <= 0 || len(g.Shown) < limit {
			g.Shown = append(g.Shown, h)
		}
		return g
	}
	for _, h := range SearchCase(c, typed) {
		add(Hit{ItemID: h.ItemID, Title: h.Title, Field: h.Field, Excerpt: h.Excerpt}).Count++
	}
	counted := map[Entity]bool{}
	for _, h := range hits {
		if h.Entity == AnswerEntity {
			h.Title = cmp.Or(records.Title(h.ItemID), h.ItemID)
			if it, ok := c.Item(h.ItemID); ok {
				h.Title = it.Title
			}
		}
		switch g := add(h); {
		case h.Past:
			g.Count++
			g.Open = h.Of > g.Count
		case !counted[h.Entity]:
			counted[h.Entity] = true
			g.Count += h.Of
			g.Open = g.Open || h.More
		}
	}
	var all Findings
	for _, k := range FoundKinds() {
		if g := groups[k]; g != nil {
			all = append(all, *g)
		}
	}
	return all
}
