package workbook

import (
	"cmp"
	"maps"
	"slices"
)

// RegisterRequest is what registers and agendas are made from. All of it is read from the
// workbook or asked for; nothing comes from the computer's login.
type RegisterRequest struct {
	Case       *Case
	Schools    []SchoolRecord // those that are reported on, in order
	Names      []School       // every school of the workbook, for actions that serve others too
	Answers    map[string]Answers
	Actions    []Action   // those to list
	Exercises  []Exercise // those to list; needed for an agenda alone
	History    []Batch    // of actions, events, their steps, exercises and schools' names; needed for an agenda alone
	PreparedBy string
	On         Date
	Audience   Audience  // whom the rest was cut for, see [RegisterRequest.For]; empty is the full copy
	Withheld   []LeftOut // what was cut out for it
}

// Register is what a workbook says as tables: what spreadsheets hold.
type Register struct {
	Case       *Case
	PreparedBy string
	On         Date
	Actions    []RegisterAction // open ones first, by the day on which they are due
	Answers    []RegisterAnswer // school by school, in the case's order
	Matrix     []MatrixRow      // one a school
}

// RegisterAction is one action with the names of what it serves. A school that was removed
// is passed over; an item that the case does not hold stands with its id as title.
type RegisterAction struct {
	Action  Action
	Schools []string
	Items   []Item
	Status  ActionStatus // on the register's day
	Due     Date         // see [Action.Due]; empty once nothing is to be done
	Overdue bool
}

// RegisterAnswer is where one school stands on one item; the answer is blank where nobody
// has looked.
type RegisterAnswer struct {
	School School
	Item   Item
	Answer Answer
	Zones  []Zone
}

// MatrixRow is a school's statuses, one for each item of the case in its order.
type MatrixRow struct {
	School   School
	Statuses []Status
	Answered int
}

// NewRegister computes the tables. Nothing is left out: dropped actions are rows like the
// others, and an answer to an item that the case does not hold any more follows the
// school's other answers, with the item's id as title.
func NewRegister(r RegisterRequest) Register {
	out := Register{Case: r.Case, PreparedBy: r.PreparedBy, On: r.On}
	find := newFinder(r)
	for _, a := range r.Actions {
		out.Actions = append(out.Actions, find.action(a, r.On))
	}
	slices.SortStableFunc(out.Actions, compareRegisterActions)
	for _, s := range r.Schools {
		answers := r.Answers[s.ID]
		row := MatrixRow{School: s.School}
		for _, it := range r.Case.Items {
			a := answers.Of(s.ID, it.ID)
			row.Statuses = append(row.Statuses, a.Status)
			if a.Status != NotAssessed {
				row.Answered++
			}
			out.Answers = append(out.Answers, registerAnswer(s, it, a))
		}
		out.Matrix = append(out.Matrix, row)
		for _, id := range slices.Sorted(maps.Keys(answers)) {
			if _, known := find.item[id]; !known {
				out.Answers = append(out.Answers, registerAnswer(s, Item{ID: id, Title: id}, answers[id]))
			}
		}
	}
	return out
}

func registerAnswer(s SchoolRecord, it Item, a Answer) RegisterAnswer {
	row := RegisterAnswer{School: s.School, Item: it, Answer: a}
	for _, z := range s.Zones {
		if slices.Contains(a.Zones, z.ID) {
			row.Zones = append(row.Zones, z)
		}
	}
	return row
}

func compareRegisterActions(a, b RegisterAction) int {
	late := func(r RegisterAction) Date {
		switch {
		case !r.Status.Open():
			return "9999-2"
		case r.Due == "":
			return "9999-1"
		}
		return r.Due
	}
	return cmp.Or(
		cmp.Compare(late(a), late(b)),
		cmp.Compare(a.Action.Title, b.Action.Title),
		cmp.Compare(a.Action.ID, b.Action.ID),
	)
}

// finder finds schools and items by their ids.
type finder struct {
	order   []School
	schools map[string]int // their places in that order
	item    map[string]Item
	places  map[string]int // of the items, in the case's order
}

func newFinder(r RegisterRequest) finder {
	f := finder{order: r.Names, schools: map[string]int{}, item: map[string]Item{}, places: map[string]int{}}
	for i, s := range r.Names {
		f.schools[s.ID] = i
	}
	for i, it := range r.Case.Items {
		f.item[it.ID], f.places[it.ID] = it, i
	}
	return f
}

// action is an action with the names of what it serves, as it stands on a day.
func (f finder) action(a Action, on Date) RegisterAction {
	row := RegisterAction{
		Action: a, Schools: f.names(a.Schools), Items: f.items(a.Items),
		Status: a.StatusOn(on), Overdue: a.Overdue(on),
	}
	if row.Status.Open() {
		row.Due = a.Due(on)
	}
	return row
}

// names are the names of some schools, in the order of the workbook.
func (f finder) names(ids []string) []string {
	var found []int
	for _, id := range ids {
		if at, ok := f.schools[id]; ok {
			found = append(found, at)
		}
	}
	slices.Sort(found)
	var names []string
	for _, at := range slices.Compact(found) {
		names = append(names, f.order[at].Name)
	}
	return names
}

// items are some items in the case's order, those that it does not hold last.
func (f finder) items(ids []string) []Item {
	var known, gone []Item
	for _, id := range ids {
		if it, ok := f.item[id]; ok {
			known = append(known, it)
		} else {
			gone = append(gone, Item{ID: id, Title: id})
		}
	}
	slices.SortStableFunc(known, func(a, b Item) int { return f.places[a.ID] - f.places[b.ID] })
	return append(known, gone...)
}
