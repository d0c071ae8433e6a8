package workbook_test

import (
	"testing"

	"forethought/workbook"
)

func TestOnlyAcceptedRowsOfAProposalAreApplied(t *testing.T) {
	edit := func(id, value string) []workbook.Change {
		return []workbook.Change{{Entity: workbook.AnswerEntity, ID: "s/" + id, Field: "note", New: value}}
	}
	p := workbook.Join(
		workbook.Proposal{Rows: []workbook.ProposedRow{
			{State: workbook.Edits, Changes: edit("a", "1"), Accept: true},
			{State: workbook.Agrees},
		}},
		workbook.Proposal{
			Rows:   []workbook.ProposedRow{{State: workbook.Diverges, Changes: edit("b", "2")}},
			Faults: []*workbook.Problem{{Kind: workbook.ErrBadValue}},
		})
	if got := p.Accepted(); len(got) != 1 || got[0].New != "1" {
		t.Errorf("what diverges is not taken before anyone decides: %v", got)
	}
	p.Decide(true, workbook.Diverges, workbook.Agrees)
	if got := p.Accepted(); len(got) != 2 || got[1].New != "2" {
		t.Errorf("decided to take what diverges: %v", got)
	}
	if p.Rows[1].Accept {
		t.Error("there is nothing to accept in a row that agrees")
	}
	p.Decide(false, workbook.Edits)
	if got := p.Accepted(); len(got) != 1 || got[0].New != "2" {
		t.Errorf("refused the edits: %v", got)
	}
	if p.Count(workbook.Agrees) != 1 || p.Count(workbook.Adds) != 0 || len(p.Faults) != 1 {
		t.Errorf("counts are wrong: %+v", p)
	}
}
