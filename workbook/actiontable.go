package workbook

import (
	"cmp"
	"slices"
	"strings"
)

// Standing is how an action stands on a day; words under "actions.filter.<standing>".
type Standing string

// The standings that a table of actions can be narrowed to. Several may hold at once.
// Actions whose schools are all removed stand apart, as no school's figures count them.
const (
	StandsAny      Standing = "all"
	StandsOpen     Standing = "open"
	StandsOverdue  Standing = "overdue"
	StandsDueSoon  Standing = "due-soon"
	StandsUndated  Standing = "no-date" // open, and nothing says by when
	StandsDone     Standing = "done"
	StandsHomeless Standing = "no-school" // none of its schools is there any more; of the others none holds then
)

// Standings lists them in the order in which they are offered.
func Standings() []Standing {
	return []Standing{StandsAny, StandsOpen, StandsOverdue, StandsDueSoon, StandsUndated, StandsDone, StandsHomeless}
}

// Stands reports whether a row stands so on a day.
func (r RegisterAction) Stands(s Standing, on Date) bool {
	if homeless := len(r.Schools) == 0; homeless || s == StandsHomeless {
		return homeless && s == StandsHomeless
	}
	switch s {
	case StandsOpen:
		return r.Status.Open()
	case StandsOverdue:
		return r.Overdue
	case StandsDueSoon:
		return r.Action.DueSoon(on)
	case StandsUndated:
		return r.Status.Open() && r.Due == ""
	case StandsDone:
		return !r.Status.Open()
	}
	return true
}

// AnyExercise stands in a filter for whatever exercise an action came out of.
const AnyExercise = "\x00"

// Nobody stands in a filter for the owner that an action has not.
const Nobody = "\x00"

// ActionFilter narrows a table of actions down. What is empty lets everything through.
type ActionFilter struct {
	Standing  Standing
	School    string // an id
	Owner     string // a name, letter case apart, or [Nobody]
	Status    ActionStatus
	Element   CapabilityElement
	Checklist Checklist
	Item      string // an id
	Exercise  string // the id of the one that the action came out of, or [AnyExercise]
	Words     string // each stands somewhere in the action's words or in the names of what it serves
}

// ActionColumn is what a table of actions can be ordered by.
type ActionColumn string

// The columns, by which a table may be ordered in both directions.
const (
	ByTitle   ActionColumn = "title"
	BySchools ActionColumn = "schools"
	ByItems   ActionColumn = "items"
	ByOwner   ActionColumn = "owner"
	ByElement ActionColumn = "element"
	ByStart   ActionColumn = "start"
	ByDue     ActionColumn = "due"
	ByCost    ActionColumn = "cost"
	ByStatus  ActionColumn = "status"
)

// ActionTableRequest is what a table of actions is made from.
type ActionTableRequest struct {
	Case    *Case
	Names   []School // every school of the workbook
	Actions []Action // those to choose from
	On      Date
	Filter  ActionFilter
	Sort    ActionColumn // empty for ByDue
	Down    bool         // from the last to the first
	Held    []string     // ids of actions that are shown whatever the filter says
	Origins Origins      // needed where the filter has an exercise
}

// Origins are the exercises that actions came out of, by the ids of the observations that
// [Action.Finding] holds.
type Origins map[string]Exercise

// Exercises lists the exercises once each, by name and day.
func (o Origins) Exercises() []Exercise {
	seen := map[string]bool{}
	var all []Exercise
	for _, e := range o {
		if !seen[e.ID] {
			seen[e.ID] = true
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b Exercise) int {
		return cmp.Or(NaturalCompare(a.Name, b.Name), cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// ActionTable is a workbook's actions as a table that is narrowed down and ordered. It
// reads no file; a district's 20,000 actions take it some tens of milliseconds.
type ActionTable struct {
	Rows   []RegisterAction
	Counts map[Standing]int // how many rows each standing would leave under the rest of the filter
	Owners []string         // every owner's name among the actions to choose from, by name
}

// NewActionTable computes the table. Rows that are alike in the column stand by the day on
// which they are due, then by title; what has nothing in the column comes last in both
// directions.
func NewActionTable(r ActionTableRequest) ActionTable {
	t := ActionTable{Counts: map[Standing]int{}, Owners: ownersOf(r.Actions)}
	find := newFinder(RegisterRequest{Case: r.Case, Names: r.Names})
	words := strings.Fields(strings.ToLower(r.Filter.Words))
	held := map[string]bool{}
	for _, id := range r.Held {
		held[id] = true
	}
	for _, a := range r.Actions {
		row := find.action(a, r.On)
		if passes := r.Filter.passes(row, r.Origins) && holdsAll(row, words); passes {
			for _, s := range Standings() {
				if row.Stands(s, r.On) {
					t.Counts[s]++
				}
			}
			if row.Stands(r.Filter.Standing, r.On) || held[a.ID] {
				t.Rows = append(t.Rows, row)
			}
		} else if held[a.ID] {
			t.Rows = append(t.Rows, row)
		}
	}
	slices.SortStableFunc(t.Rows, compareRegisterActions)
	t.Rows = sortedBy(t.Rows, r.Sort, r.Down, find)
	return t
}

// ownersOf lists the owners' names once each, letter case apart.
func ownersOf(actions []Action) []string {
	seen := map[string]string{}
	for _, a := range actions {
		name := strings.TrimSpace(a.Owner)
		if folded := strings.ToLower(name); name != "" && seen[folded] == "" {
			seen[folded] = name
		}
	}
	var owners []string
	for _, name := range seen {
		owners = append(owners, name)
	}
	slices.SortFunc(owners, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
	})
	return owners
}

// passes looks at everything but the standing and the words.
func (f ActionFilter) passes(r RegisterAction, origins Origins) bool {
	a := r.Action
	from := origins[a.Finding].ID
	switch {
	case f.School != "" && !slices.Contains(a.Schools, f.School),
		f.Owner == Nobody && strings.TrimSpace(a.Owner) != "",
		f.Owner != "" && f.Owner != Nobody && !strings.EqualFold(strings.TrimSpace(a.Owner), f.Owner),
		f.Status != "" && r.Status != f.Status,
		f.Element != "" && a.Element != f.Element,
		f.Exercise == AnyExercise && from == "",
		f.Exercise != "" && f.Exercise != AnyExercise && from != f.Exercise,
		f.Item != "" && !slices.Contains(a.Items, f.Item),
		f.Checklist != "" && !slices.ContainsFunc(r.Items, func(it Item) bool { return it.Checklist == f.Checklist }):
		return false
	}
	return true
}

// holdsAll reports whether each of the words stands somewhere in the row.
func holdsAll(r RegisterAction, words []string) bool {
	if len(words) == 0 {
		return true
	}
	a := r.Action
	parts := append([]string{a.Title, a.Description, a.Owner, a.Organization}, r.Schools...)
	for _, it := range r.Items {
		parts = append(parts, it.Title)
	}
	hay := strings.ToLower(strings.Join(parts, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
}

// sortKey is what a row is ordered by; nothing comes last.
type sortKey struct {
	nothing bool
	text    string
	n       int
}

// sortedBy orders rows that stand by their due day already.
func sortedBy(rows []RegisterAction, by ActionColumn, down bool, find finder) []RegisterAction {
	type keyed struct {
		key sortKey
		row RegisterAction
	}
	list := make([]keyed, len(rows))
	for i, r := range rows {
		list[i] = keyed{keyOf(r, by, i, find), r}
	}
	slices.SortStableFunc(list, func(a, b keyed) int {
		if a.key.nothing || b.key.nothing {
			return b2i(a.key.nothing) - b2i(b.key.nothing)
		}
		order := cmp.Or(cmp.Compare(a.key.text, b.key.text), cmp.Compare(a.key.n, b.key.n))
		if down {
			return -order
		}
		return order
	})
	for i, k := range list {
		rows[i] = k.row
	}
	return rows
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// keyOf is what a row is ordered by in a column; at is its place by due day.
func keyOf(r RegisterAction, by ActionColumn, at int, find finder) sortKey {
	a := r.Action
	text := func(s string) sortKey {
		s = strings.ToLower(strings.TrimSpace(s))
		return sortKey{nothing: s == "", text: s}
	}
	switch by {
	case ByTitle:
		return text(a.Title)
	case BySchools:
		if len(r.Schools) == 0 {
			return sortKey{nothing: true}
		}
		return sortKey{text: strings.ToLower(r.Schools[0]), n: len(r.Schools)}
	case ByItems:
		if len(r.Items) == 0 {
			return sortKey{nothing: true}
		}
		at, known := find.places[r.Items[0].ID]
		if !known {
			at = len(find.places)
		}
		return sortKey{n: at}
	case ByOwner:
		return text(a.Owner)
	case ByElement:
		return sortKey{nothing: a.Element == "", n: slices.Index(CapabilityElements(), a.Element)}
	case ByStart:
		return text(string(a.Start))
	case ByCost:
		return sortKey{nothing: a.Cost == 0, n: a.Cost}
	case ByStatus:
		return sortKey{n: slices.Index(ActionStatuses(), r.Status)}
	}
	return sortKey{nothing: r.Due == "", n: at}
}
