package workbook

import (
	"cmp"
	"slices"
)

// Spans of time that the overview counts by.
const (
	DueSoonDays     = 30  // how far ahead "due soon" looks
	ReviewAfterDays = 365 // how long a review of an answer holds
)

// DueSoon reports whether open work is due within [DueSoonDays] and not overdue.
func (a Action) DueSoon(today Date) bool {
	due := a.Due(today)
	return a.StatusOn(today).Open() && due >= today && due <= today.AddDays(DueSoonDays)
}

// DueForReview reports whether somebody should look at the answer again: its review is
// more than [ReviewAfterDays] old, or it says in place and nobody has reviewed that.
func (a Answer) DueForReview(today Date) bool {
	switch {
	case a.Status == NotAssessed:
		return false
	case a.ReviewedOn == "":
		return a.Status == InPlace
	}
	return a.ReviewedOn < today.AddDays(-ReviewAfterDays)
}

// HighGap reports whether the answer leaves work of high priority to do.
func (a Answer) HighGap() bool { return a.Status.Gap() && a.Priority() == High }

// OverviewRequest is what an overview of one school is made from.
type OverviewRequest struct {
	Case    *Case
	School  SchoolRecord
	Answers Answers
	Actions []Action // of the school; others are passed over
	On      Date
}

// Overview says where a school stands on a day, before anything draws it. Its lists are
// whole; whoever draws them decides how many to show.
type Overview struct {
	Coverage Coverage // all checklists together
	Lists    []ListCoverage
	Gaps     []Gap    // most pressing first, see [Gaps]
	HighGaps int      // those of high priority, the first of Gaps
	Overdue  []Action // the longest overdue first
	DueSoon  []Action // the next first
	Events   []SchoolEvent
	Ready    []EventReadiness // of Events in their order, then of events whose review is due
	Reviews  []DueReview      // never reviewed first, then the oldest
}

// ListCoverage is how far one checklist is answered.
type ListCoverage struct {
	Checklist Checklist
	Coverage  Coverage
}

// DueReview is an answer that somebody should look at again.
type DueReview struct {
	Item    Item
	Answer  Answer
	Expired Date // when a file of its evidence expired, empty for none
}

// NewOverview computes a school's overview. Events are those of the day and later, the next
// first.
func NewOverview(r OverviewRequest) Overview {
	id := r.School.ID
	o := Overview{Coverage: CoverageOf(r.Case.Items, id, r.Answers), Gaps: Gaps(r.Case, id, r.Answers, r.Actions)}
	for _, list := range Checklists() {
		o.Lists = append(o.Lists, ListCoverage{list, CoverageOf(r.Case.ItemsOf(list), id, r.Answers)})
	}
	for _, g := range o.Gaps {
		if g.Answer.HighGap() {
			o.HighGaps++
		}
	}
	for _, a := range r.Actions {
		switch {
		case !slices.Contains(a.Schools, id):
		case a.Overdue(r.On):
			o.Overdue = append(o.Overdue, a)
		case a.DueSoon(r.On):
			o.DueSoon = append(o.DueSoon, a)
		}
	}
	sooner := func(a, b Action) int {
		return cmp.Or(cmp.Compare(a.Due(r.On), b.Due(r.On)), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(o.Overdue, sooner)
	slices.SortFunc(o.DueSoon, sooner)
	for _, e := range r.School.Events {
		if e.Date != "" && e.Date >= r.On {
			o.Events = append(o.Events, e)
		}
	}
	slices.SortStableFunc(o.Events, func(a, b SchoolEvent) int { return cmp.Compare(a.Date, b.Date) })
	o.Ready = SchoolReadiness(r.Case, r.School, r.On)
	for _, it := range r.Case.Items {
		if a := r.Answers.Of(id, it.ID); r.School.DueForReview(a, r.On) {
			o.Reviews = append(o.Reviews, DueReview{it, a, r.School.Attachments.Expired(it.ID, r.On)})
		}
	}
	slices.SortStableFunc(o.Reviews, func(a, b DueReview) int {
		return cmp.Compare(a.Answer.ReviewedOn, b.Answer.ReviewedOn)
	})
	return o
}

// SchoolStanding is one school's line in the overview of a district.
type SchoolStanding struct {
	School   School
	Coverage Coverage
	HighGaps int
	Overdue  int
	DueSoon  int
}

// DistrictOverview says where all schools of a workbook stand together. An action that
// serves several schools counts once for the district and once for each of them.
type DistrictOverview struct {
	Coverage Coverage
	HighGaps int
	Overdue  int
	DueSoon  int
	Schools  []SchoolStanding // the one with most need first
	// Unplanned are the schools' events that lack a protective plan, the next first. They are
	// for the caller, who has the events: see [ReadinessOf] and [LackingPlan].
	Unplanned []EventReadiness
}

// NewDistrictOverview computes the overview of a district from the answers by school id and
// all actions. What names no school of the list is passed over. Need is the number of gaps
// of high priority, then of overdue actions, then of items that nobody has looked at.
func NewDistrictOverview(c *Case, schools []School, answers map[string]Answers, actions []Action, on Date) DistrictOverview {
	o := DistrictOverview{Coverage: Coverage{Counts: map[Status]int{}}, Schools: make([]SchoolStanding, len(schools))}
	at := make(map[string]int, len(schools))
	for i, s := range schools {
		own := answers[s.ID]
		standing := SchoolStanding{School: s, Coverage: CoverageOf(c.Items, s.ID, own)}
		for _, it := range c.Items {
			if own.Of(s.ID, it.ID).HighGap() {
				standing.HighGaps++
			}
		}
		o.Schools[i], at[s.ID] = standing, i
		o.Coverage.Total += standing.Coverage.Total
		o.HighGaps += standing.HighGaps
		for status, n := range standing.Coverage.Counts {
			o.Coverage.Counts[status] += n
		}
	}
	for _, a := range actions {
		overdue, soon, here := a.Overdue(on), a.DueSoon(on), false
		if !overdue && !soon {
			continue
		}
		for _, id := range a.Schools {
			i, ok := at[id]
			if !ok {
				continue
			}
			here = true
			if overdue {
				o.Schools[i].Overdue++
			} else {
				o.Schools[i].DueSoon++
			}
		}
		switch {
		case here && overdue:
			o.Overdue++
		case here:
			o.DueSoon++
		}
	}
	slices.SortStableFunc(o.Schools, compareNeed)
	return o
}

// compareNeed puts the school with most need first.
func compareNeed(a, b SchoolStanding) int {
	return cmp.Or(cmp.Compare(b.HighGaps, a.HighGaps), cmp.Compare(b.Overdue, a.Overdue),
		cmp.Compare(a.Coverage.Answered(), b.Coverage.Answered()), NaturalCompare(a.School.Name, b.School.Name))
}
