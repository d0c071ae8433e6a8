package workbook

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// AskedItem is what a workbook keeps of an item of the case: the texts that a planner answers to.
type AskedItem struct {
	ID        string    `json:"id"`
	Checklist Checklist `json:"checklist"`
	Title     string    `json:"title"`
	Shows     string    `json:"shows"`
	Ask       string    `json:"ask"`
	Measures  []string  `json:"measures,omitempty"`
}

// AskedItems are what a case asks.
func AskedItems(c *Case) []AskedItem {
	items := make([]AskedItem, len(c.Items))
	for i, it := range c.Items {
		items[i] = AskedItem{ID: it.ID, Checklist: it.Checklist, Title: it.Title, Shows: it.Shows, Ask: it.Ask}
		for _, m := range it.Measures {
			items[i].Measures = append(items[i].Measures, m.Text)
		}
	}
	return items
}

// Item is an item with the words that were kept of it, and nothing else. One of which none were
// kept is called by its id.
func (a AskedItem) Item() Item {
	it := Item{ID: a.ID, Checklist: a.Checklist, Title: cmp.Or(a.Title, a.ID), Shows: a.Shows, Ask: a.Ask}
	for _, m := range a.Measures {
		it.Measures = append(it.Measures, Measure{Text: m})
	}
	return it
}

// The parts of an item that may change; words under "item-part.<code>".
const (
	PartChecklist = "checklist"
	PartTitle     = "title"
	PartShows     = "shows"
	PartAsk       = "ask"
	PartMeasures  = "measures"
)

// PartChange is one part of an item, before and after. Measures stand a line each, and a
// checklist as its code.
type PartChange struct {
	Part     string
	Old, New string
}

// ItemChange is an item of which some parts changed.
type ItemChange struct {
	Item  AskedItem // as it is now
	Parts []PartChange
}

// Reworded reports whether what a planner answers to is worded anew: an answer to the words
// before may not be one to those of now. Another checklist and other measures ask nothing new.
func (c ItemChange) Reworded() bool {
	return slices.ContainsFunc(c.Parts, func(p PartChange) bool {
		return p.Part == PartTitle || p.Part == PartShows || p.Part == PartAsk
	})
}

// ItemChanges is how the items of two versions of a case differ, each in the order of its version.
type ItemChanges struct {
	Added     []AskedItem
	Changed   []ItemChange
	Withdrawn []AskedItem
}

// Empty reports whether the items are the same.
func (c ItemChanges) Empty() bool { return len(c.Added)+len(c.Changed)+len(c.Withdrawn) == 0 }

// CompareItems finds how items changed from one version of a case to another.
func CompareItems(old, now []AskedItem) ItemChanges {
	var out ItemChanges
	find := func(items []AskedItem, id string) (AskedItem, bool) {
		i := slices.IndexFunc(items, func(a AskedItem) bool { return a.ID == id })
		if i < 0 {
			return AskedItem{}, false
		}
		return items[i], true
	}
	for _, a := range now {
		before, ok := find(old, a.ID)
		if !ok {
			out.Added = append(out.Added, a)
		} else if parts := a.since(before); len(parts) > 0 {
			out.Changed = append(out.Changed, ItemChange{a, parts})
		}
	}
	for _, a := range old {
		if _, ok := find(now, a.ID); !ok {
			out.Withdrawn = append(out.Withdrawn, a)
		}
	}
	return out
}

// since lists the parts that differ from the item as it was.
func (a AskedItem) since(before AskedItem) []PartChange {
	var parts []PartChange
	for _, p := range []PartChange{
		{PartChecklist, string(before.Checklist), string(a.Checklist)}, {PartTitle, before.Title, a.Title},
		{PartShows, before.Shows, a.Shows}, {PartAsk, before.Ask, a.Ask},
		{PartMeasures, strings.Join(before.Measures, "\n"), strings.Join(a.Measures, "\n")},
	} {
		if p.Old != p.New {
			parts = append(parts, p)
		}
	}
	return parts
}

// CaseRecord is what a version of the case asked, as a workbook keeps it.
type CaseRecord struct {
	Version int
	Since   time.Time   // when the workbook went over to it
	Author  Author      // who opened it then; without a name for the first version
	Items   []AskedItem // none where the workbook does not know them
}

// CaseRecords are the versions of the case that a workbook was answered against, the earliest
// first. The last is the one that the program has.
type CaseRecords []CaseRecord

// CaseStep is how a workbook went from one version of the case to the next that it had.
type CaseStep struct {
	From    int
	Unknown bool // the words of the version before were not kept, so there are no changes to list
	CaseRecord
	ItemChanges
}

// Steps lists them, the latest first.
func (rs CaseRecords) Steps() []CaseStep {
	var steps []CaseStep
	for i := len(rs) - 1; i > 0; i-- {
		s := CaseStep{From: rs[i-1].Version, CaseRecord: rs[i], Unknown: len(rs[i-1].Items) == 0}
		if !s.Unknown {
			s.ItemChanges = CompareItems(rs[i-1].Items, rs[i].Items)
		}
		steps = append(steps, s)
	}
	return steps
}

// Reworded says of each item that was worded anew in which version it was last. An item that
// was withdrawn and came back is held against the words that it had.
func (rs CaseRecords) Reworded() map[string]ItemVersion {
	reworded := map[string]ItemVersion{}
	before := map[string]AskedItem{}
	for _, r := range rs {
		for _, a := range r.Items {
			if old, ok := before[a.ID]; ok {
				if c := (ItemChange{a, a.since(old)}); c.Reworded() {
					reworded[a.ID] = ItemVersion{r.Version, c}
				}
			}
			before[a.ID] = a
		}
	}
	return reworded
}

// ItemVersion is the version of the case in which an item was worded anew, and how.
type ItemVersion struct {
	Version int
	ItemChange
}

// Outdated reports whether an answer was given to words that its item has no more, and nobody
// has looked at it since.
func (v ItemVersion) Outdated(a Answer) bool {
	return a.Status != NotAssessed && a.ItemVersion < v.Version
}

// WithdrawnItem is an item that the case does not hold any more, with the words that it had last.
type WithdrawnItem struct {
	AskedItem
	Version int // the first without it, 0 where that is not known
}

// Withdrawn lists the items of earlier versions that the last does not have.
func (rs CaseRecords) Withdrawn() []WithdrawnItem {
	if len(rs) == 0 {
		return nil
	}
	var out []WithdrawnItem
	held := map[string]bool{}
	for _, a := range rs[len(rs)-1].Items {
		held[a.ID] = true
	}
	for i := len(rs) - 2; i >= 0; i-- {
		for _, a := range rs[i].Items {
			if !held[a.ID] {
				held[a.ID] = true
				out = append(out, WithdrawnItem{a, rs[i+1].Version})
			}
		}
	}
	return out
}

// WithdrawnOf lists the items that a case does not hold and that a school has something on: an
// answer, a file or an action. Those of which the records have no words come last.
func (rs CaseRecords) WithdrawnOf(c *Case, s SchoolRecord, answers Answers, actions []Action) []WithdrawnItem {
	left := map[string]bool{}
	for id, a := range answers {
		if !a.Blank() {
			left[id] = true
		}
	}
	for _, f := range s.Attachments {
		left[f.ItemID] = true
	}
	for _, a := range actions {
		if slices.Contains(a.Schools, s.ID) {
			for _, id := range a.Items {
				left[id] = true
			}
		}
	}
	delete(left, "")
	for _, it := range c.Items {
		delete(left, it.ID)
	}
	var out []WithdrawnItem
	for _, w := range rs.Withdrawn() {
		if left[w.ID] {
			delete(left, w.ID)
			out = append(out, w)
		}
	}
	var unknown []string
	for id := range left {
		unknown = append(unknown, id)
	}
	slices.Sort(unknown)
	for _, id := range unknown {
		out = append(out, WithdrawnItem{AskedItem: AskedItem{ID: id}})
	}
	return out
}

// Title is what an item was called, empty for one that no version had.
func (rs CaseRecords) Title(itemID string) string {
	for i := len(rs) - 1; i >= 0; i-- {
		for _, a := range rs[i].Items {
			if a.ID == itemID {
				return a.Title
			}
		}
	}
	return ""
}
