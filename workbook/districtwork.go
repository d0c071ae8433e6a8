package workbook

import (
	"cmp"
	"slices"
	"strings"
)

// DistrictWork is what is still to be done in a district. An action that serves several
// schools counts once. All of it is empty in a copy for an audience that gets no actions.
type DistrictWork struct {
	Total        int // actions that were not dropped
	Open         int
	Overdue      int
	Lapsed       int // measures in place that missed their review; overdue as well
	DueSoon      int // see [Action.DueSoon]
	WithoutOwner int
	WithoutDate  int
	Cost         int              // of the open ones, as far as it is estimated
	Actions      []DistrictAction // open ones, the first due first, none due last; at most MaxDistrictActions
	Leading      []DistrictAction // open ones, those of high priority first; at most a page of them
	Owners       []OwnerWork      // with overdue work, the most first
	Days         DueDays

	others, otherOwners int
}

// DistrictAction is an open action with what it serves.
type DistrictAction struct {
	Action   Action
	Status   ActionStatus // on the plan's day
	Due      Date
	Overdue  bool
	Priority Priority // the highest of the answers that it serves
	Schools  []string // names, in their order
	Items    []Item   // in the case's order
}

// OwnerWork says how much of what an owner has taken on is overdue.
type OwnerWork struct {
	Name    string
	Overdue int
	Oldest  Date // since when the longest overdue one is
	Schools int
}

// DueDays are the open actions by when they are due.
type DueDays struct {
	Overdue int
	Months  []MonthDue // twelve, from that of the plan's day
	Later   int
	Undated int
}

// MonthDue is how many open actions are due in a month.
type MonthDue struct {
	Month string // 2026-11
	Count int
}

// Sum is how many open actions there are.
func (d DueDays) Sum() int {
	n := d.Overdue + d.Later + d.Undated
	for _, m := range d.Months {
		n += m.Count
	}
	return n
}

const leadingActions = 12

// districtWork counts and orders the actions once every school has been added.
func (b *districtBuilder) districtWork() DistrictWork {
	p := &b.plan
	w := DistrictWork{Total: len(b.plan.work), Days: DueDays{Months: monthsFrom(p.On)}}
	var open []int
	for i, a := range b.plan.work {
		status := a.StatusOn(p.On)
		if !status.Open() {
			continue
		}
		open = append(open, i)
		w.Open++
		w.Cost += a.Cost
		count := func(n *int, is bool) {
			if is {
				*n++
			}
		}
		count(&w.Overdue, a.Overdue(p.On))
		count(&w.Lapsed, status == Lapsed)
		count(&w.DueSoon, a.DueSoon(p.On))
		count(&w.WithoutOwner, strings.TrimSpace(a.Owner+a.Organization) == "")
		count(&w.WithoutDate, a.Due(p.On) == "")
		w.Days.add(a, p.On)
	}
	due := func(i int) Date { return b.plan.work[i].Due(p.On) }
	byDue := func(i, j int) int {
		return cmp.Or(due(i).Compare(due(j)), cmp.Compare(b.best[i].Rank(), b.best[j].Rank()),
			cmp.Compare(b.plan.work[i].Title, b.plan.work[j].Title), cmp.Compare(b.plan.work[i].ID, b.plan.work[j].ID))
	}
	slices.SortFunc(open, byDue)
	w.others = max(0, len(open)-MaxDistrictActions)
	w.Actions = b.inFull(open[:min(len(open), MaxDistrictActions)])
	w.Owners = b.ownersOf(open)
	w.otherOwners = max(0, len(w.Owners)-MaxDistrictOwners)
	w.Owners = w.Owners[:len(w.Owners)-w.otherOwners]
	slices.SortStableFunc(open, func(i, j int) int { return cmp.Compare(b.best[i].Rank(), b.best[j].Rank()) })
	w.Leading = b.inFull(open[:min(len(open), leadingActions)])
	return w
}

// inFull are some actions with the names of what they serve.
func (b *districtBuilder) inFull(chosen []int) []DistrictAction {
	find := newFinder(RegisterRequest{Case: b.plan.Case})
	var out []DistrictAction
	for _, i := range chosen {
		a := b.plan.work[i]
		row := DistrictAction{
			Action: a, Status: a.StatusOn(b.plan.On), Due: a.Due(b.plan.On), Overdue: a.Overdue(b.plan.On),
			Priority: b.best[i], Items: find.items(a.Items),
		}
		var places []int
		for _, id := range a.Schools {
			if at, ok := b.place[id]; ok {
				places = append(places, at)
			}
		}
		slices.Sort(places)
		for _, at := range places {
			row.Schools = append(row.Schools, b.plan.request.Schools[at].Name)
		}
		out = append(out, row)
	}
	return out
}

// ownersOf are the owners of overdue work. Names that differ in letter case or blanks alone
// are one owner.
func (b *districtBuilder) ownersOf(open []int) []OwnerWork {
	at := map[string]int{}
	schools := map[string]map[string]bool{}
	var out []OwnerWork
	for _, i := range open { // the longest overdue comes first
		a := b.plan.work[i]
		name := strings.Join(strings.Fields(cmp.Or(strings.TrimSpace(a.Owner), a.Organization)), " ")
		if name == "" || !a.Overdue(b.plan.On) {
			continue
		}
		key := strings.ToLower(name)
		n, ok := at[key]
		if !ok {
			n = len(out)
			at[key], schools[key] = n, map[string]bool{}
			out = append(out, OwnerWork{Name: name, Oldest: a.Due(b.plan.On)})
		}
		out[n].Overdue++
		for _, id := range a.Schools {
			if _, here := b.place[id]; here {
				schools[key][id] = true
			}
		}
		out[n].Schools = len(schools[key])
	}
	slices.SortStableFunc(out, func(x, y OwnerWork) int {
		return cmp.Or(cmp.Compare(y.Overdue, x.Overdue), cmp.Compare(x.Oldest, y.Oldest), NaturalCompare(x.Name, y.Name))
	})
	return out
}

// monthsFrom are twelve months, that of a day first.
func monthsFrom(on Date) []MonthDue {
	first := on.Time().AddDate(0, 0, 1-on.Time().Day())
	months := make([]MonthDue, 12)
	for i := range months {
		months[i].Month = first.AddDate(0, i, 0).Format("2006-01")
	}
	return months
}

func (d *DueDays) add(a Action, on Date) {
	due := a.Due(on)
	switch {
	case due == "":
		d.Undated++
		return
	case a.Overdue(on):
		d.Overdue++
		return
	}
	for i := range d.Months {
		if strings.HasPrefix(string(due), d.Months[i].Month) {
			d.Months[i].Count++
			return
		}
	}
	d.Later++
}
