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
