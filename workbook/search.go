package workbook

import (
	"slices"
	"strings"
	"time"
)

// Hit is one place of a workbook where the words of a search stand.
type Hit struct {
	Entity   Entity
	ID       string
	SchoolID string // the school that it is or belongs to; empty for an action and for a
	// contact of several schools or of the whole district
	Field   string // the text field that the excerpt is from
	Title   string // the thing's name or title today; for an answer its school's name, for a step its event's
	Excerpt Excerpt
	Rank    float64 // the lower the better it fits, comparable within a kind of thing; 0 for a past value

	// A past value stood in the field once and does not any more.
	Past bool
	At   time.Time // when it was written, UTC
	By   Author    // who wrote it
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
