package workbook

import (
	"slices"
	"strings"
	"time"
)

// Hit is one place where the words of a search stand: in a thing of the workbook or, without
// an Entity, in an item of its case.
type Hit struct {
	Entity   Entity
	ID       string
	ItemID   string // the item; of an answer and its evidence the one that they answer
	SchoolID string // the school that it is or belongs to; empty for an action and for a
	// contact of several schools or of the whole district
	ExerciseID string // the exercise that it is or belongs to
	Field      string // the text field that the excerpt is from
	Title      string // the thing's name or title today; for an answer its school's name, for a step its event's, for a part of an exercise the exercise's
	Excerpt    Excerpt
	Rank       float64 // the lower the better it fits, comparable within a kind of thing; 0 for a past value

	// Of is how many hits there are of things of this kind, also beyond the limit. Past values
	// are not counted further than one beyond it.
	Of int
	// More says that there are more than that, and nobody has counted them.
	More bool
	// Serves are the ids of the schools that it serves, of a thing that may serve several.
	Serves []string

	// A past value stood in the field once and does not any more.
	Past bool
	At   time.Time // when it was written, UTC
	By   Author    // who wrote it
}

// InTitle reports whether it is the title itself that holds the words.
func (h Hit) InTitle() bool { return h.Excerpt.Text == h.Title && !h.Past }

// Same reports whether two hits lead to the same place, as before and after an edit.
func (h Hit) Same(as Hit) bool {
	return h.Entity == as.Entity && h.ID == as.ID && h.ItemID == as.ItemID && h.Past == as.Past && (!h.Past || h.Field == as.Field)
}

// CaseHit is an item of the case that holds the words of a search.
type CaseHit struct {
	ItemID  string
	Title   string
	Field   string // title, shows, ask or measures
	Excerpt Excerpt
}

// SearchCase finds the items of a case that hold all of the words somewhere: those first
// that hold the more of them in the title, then in the case's order. Without words there is
// nothing. It reads no file.
func SearchCase(c *Case, typed string) []CaseHit {
	words := ParseWords(typed)
	type found struct {
		CaseHit
		inTitle int
	}
	var hits []found
	for _, it := range c.Items {
		var measures []string
		for _, m := range it.Measures {
			measures = append(measures, m.Text)
		}
		field, e, all := words.Find([]Passage{
			{"title", it.Title},
			{"shows", it.Shows},
			{"ask", it.Ask},
			{"measures", strings.Join(measures, " ")},
		})
		if !all {
			continue
		}
		_, inTitle := words.mark(it.Title, make([]bool, len(words.phrases)))
		hits = append(hits, found{CaseHit{it.ID, it.Title, field, e}, inTitle})
	}
	slices.SortStableFunc(hits, func(a, b found) int { return b.inTitle - a.inTitle })
	var out []CaseHit
	for _, h := range hits {
		out = append(out, h.CaseHit)
	}
	return out
}
