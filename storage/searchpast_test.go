package storage

import (
	"testing"

	"forethought/workbook"
)

// What a merge brings in is newer to this file and may be older to everybody: the values that
// stood before are listed by when they were written.
func TestPastValuesStandTheNewestFirstAlsoAfterAMerge(t *testing.T) {
	a, b, maple, oak := apart(t) // the second works an hour later
	for _, edit := range []struct {
		w  *Workbook
		by workbook.Author
		in string
		as string
	}{{a, ana, maple, "The lagoon, early."}, {b, ben, oak, "The lagoon, late."}} {
		apply(t, edit.w, edit.by, setAnswer(edit.in, "gates", "note", edit.as))
		apply(t, edit.w, edit.by, setAnswer(edit.in, "gates", "note", "Nothing."))
	}
	late, early := "past answer note: The [lagoon], late.", "past answer note: The [lagoon], early."
	for _, first := range []*Workbook{a, b} {
		second := b
		if first == b {
			second = a
		}
		whole, _ := together(t, first, second, workbook.MergeOrder{})
		wantFound(t, whole, "lagoon", late, early)
	}
}
