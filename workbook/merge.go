package workbook

import "time"

// Side is one of two copies of a workbook that are merged.
type Side string

// The sides. The first copy is the one that the merged workbook goes on from.
const (
	FirstCopy  Side = "first"
	SecondCopy Side = "second"
)

// Version is what one copy holds in a field, and whose change that was. Of something that was
// worked on, and removed in the other copy, it tells the last work on it or on what belongs to it.
type Version struct {
	Value  string
	At     time.Time
	Author Author
}

// MergeReason says why one of two values was taken.
type MergeReason string

// The reasons; words under "merge.why.<code>".
const (
	TakenAsLater  MergeReason = "later"  // changed in both copies; the later change stands
	TakenAsEdited MergeReason = "edited" // removed in one copy and worked on in the other; it stays
	TakenAsTold   MergeReason = "told"   // the person who merged chose the copy
)

// Spot is one field of one thing.
type Spot struct {
	Entity Entity
	ID     string
	Field  string
}

// MergeDecision is a field that both copies changed, to different values, since they went
// separate ways, or the field [Present] of something that one removed while the other worked on it.
type MergeDecision struct {
	Spot
	SchoolID string
	School   string // the name of the school that it belongs to, empty for none
	ItemID   string // of an answer, or a file of one
	Title    string // what the thing is called, empty for an answer
	First    Version
	Second   Version
	Taken    Side
	Why      MergeReason
}

// SameQuestion reports whether two decisions are about the same values, whatever was decided.
func (d MergeDecision) SameQuestion(other MergeDecision) bool {
	return d.Spot == other.Spot && d.First.Value == other.First.Value && d.Second.Value == other.Second.Value
}

// MergeOrder is what a person wants done with what both copies changed.
type MergeOrder struct {
	Take    Side            // for all of it; empty for the later change
	Choices map[Spot]Side   // for a field, before Take
	Seen    []MergeDecision // when not nil, the decisions that the person has seen: others are refused
}

// Decide finishes a decision, of which Taken and Why say what is taken when nobody chooses.
func (o MergeOrder) Decide(d MergeDecision) MergeDecision {
	told := o.Take
	if one, ok := o.Choices[d.Spot]; ok {
		told = one
	}
	if told != "" {
		d.Taken, d.Why = told, TakenAsTold
	}
	return d
}

// CameIn counts things of one kind of which something came in from the second copy.
type CameIn struct {
	Things  int // that have a value which they had not in the first copy
	Added   int // among them, those that were not in it or were removed
	Removed int // among them, those that are removed now
}

// Merging is what came of a merge.
type Merging struct {
	Batches   map[Side]int // edits that only this copy had
	Came      map[Entity]CameIn
	Files     int // contents of attached files that the first copy had not
	Decisions []MergeDecision
	Back      []Spot // what a removal had emptied, or removed with it, and what stays brought back
}

// Nothing reports whether the first copy had all that the second has.
func (m Merging) Nothing() bool {
	return m.Batches[SecondCopy] == 0 && len(m.Came) == 0 && m.Files == 0 && len(m.Decisions) == 0
}
