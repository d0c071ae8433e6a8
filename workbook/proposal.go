package workbook

import "slices"

// Proposal is what a file from outside would change in a workbook: a list of schools, of
// actions, or filled forms. It is computed against the workbook as it is, shown row by row,
// and applied only where accepted, as one batch. Nothing else brings outside data in.
type Proposal struct {
	Rows   []ProposedRow
	Faults []*Problem     // what cannot be taken, each with file, place and field
	Notes  []ProposalNote // what was passed over, and why
}

// ProposalState says what a proposed row would do.
type ProposalState string

// The states of a proposed row; words under "proposal.<state>".
const (
	Adds     ProposalState = "adds"     // something that the workbook does not hold
	Edits    ProposalState = "edits"    // a value of something that it holds
	Agrees   ProposalState = "agrees"   // nothing: the workbook says the same
	Diverges ProposalState = "diverges" // a value that was changed here too since the file was made
)

// ProposedRow is one decision for a person: what a row of a table or a field of a form would
// change.
type ProposedRow struct {
	File    string // name of the file, without its folder
	Place   string // where in it: "12" for a row or a page
	Title   string // what it concerns, for example an item's or an action's title
	School  string // the school's name; empty where it concerns none or several
	State   ProposalState
	Changes []Change // with the values of today in Old
	Was     string   // for Diverges: the value when the file was made
	Accept  bool     // set for Adds and Edits; a person decides on what diverges
}

// ProposalNote says what was passed over; words under "proposal.note.<code>".
type ProposalNote struct {
	Code  string
	File  string
	Place string
	Value string // for example the heading of a column that was not recognised
	Count int
}

// Accepted lists the changes of the accepted rows in order, to be applied as one batch.
func (p Proposal) Accepted() []Change {
	var changes []Change
	for _, r := range p.Rows {
		if r.Accept {
			changes = append(changes, r.Changes...)
		}
	}
	return changes
}

// Clashes lists the other accepted rows that change a field of a row too, as two filled
// forms of one school may. Taking both would leave to chance which value stands.
func (p Proposal) Clashes(row int) []int {
	var clashes []int
	for i, other := range p.Rows {
		if i != row && other.Accept && slices.ContainsFunc(other.Changes, p.Rows[row].changes) {
			clashes = append(clashes, i)
		}
	}
	return clashes
}

// Take accepts some rows. Of rows that change the same field it accepts one: the one that is
// accepted already, else the first.
func (p *Proposal) Take(rows []int) {
	taken := map[[3]string]bool{}
	field := func(c Change) [3]string { return [3]string{string(c.Entity), c.ID, c.Field} }
	accept := func(row *ProposedRow) {
		row.Accept = true
		for _, c := range row.Changes {
			taken[field(c)] = true
		}
	}
	for i := range p.Rows {
		if p.Rows[i].Accept {
			accept(&p.Rows[i])
		}
	}
	for _, i := range rows {
		row := &p.Rows[i]
		clashes := slices.ContainsFunc(row.Changes, func(c Change) bool { return taken[field(c)] })
		if len(row.Changes) > 0 && !clashes {
			accept(row)
		}
	}
}

// changes reports whether a row changes the field that a change concerns.
func (r ProposedRow) changes(c Change) bool {
	return slices.ContainsFunc(r.Changes, func(own Change) bool {
		return own.Entity == c.Entity && own.ID == c.ID && own.Field == c.Field
	})
}

// Count is how many rows are in a state.
func (p Proposal) Count(s ProposalState) int {
	n := 0
	for _, r := range p.Rows {
		if r.State == s {
			n++
		}
	}
	return n
}

// Join puts the proposals of several files together, in their order.
func Join(all ...Proposal) Proposal {
	var out Proposal
	for _, p := range all {
		out.Rows = append(out.Rows, p.Rows...)
		out.Faults = append(out.Faults, p.Faults...)
		out.Notes = append(out.Notes, p.Notes...)
	}
	return out
}

// Decide accepts or refuses every row of some states that changes anything.
func (p *Proposal) Decide(accept bool, states ...ProposalState) {
	for i := range p.Rows {
		if len(p.Rows[i].Changes) > 0 && slices.Contains(states, p.Rows[i].State) {
			p.Rows[i].Accept = accept
		}
	}
}
