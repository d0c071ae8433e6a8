package workbook_test

import (
	"fmt"
	"strings"
	"testing"

	"forethought/workbook"
)

func TestFindingsAreGroupedCappedAndCounted(t *testing.T) {
	c := &workbook.Case{Items: []workbook.Item{
		{ID: "doors", Title: "Doors and gates"}, {ID: "yard", Title: "The yard", Ask: "Who shuts the gate?"}, {ID: "bells", Title: "Bells"},
	}}
	hits := []workbook.Hit{
		{Entity: workbook.SchoolEntity, ID: "s", SchoolID: "s", Title: "Gate School", Of: 1},
		{Entity: workbook.ZoneEntity, ID: "z1", SchoolID: "s", Title: "Gate 1", Of: 7},
		{Entity: workbook.ZoneEntity, ID: "z2", SchoolID: "s", Title: "Gate 2", Of: 7},
		{Entity: workbook.AnswerEntity, ID: "s/yard", ItemID: "yard", SchoolID: "s", Title: "Gate School", Of: 2},
		{Entity: workbook.AnswerEntity, ID: "s/gone", ItemID: "gone", SchoolID: "s", Title: "Gate School", Of: 2},
		{Entity: workbook.ActionEntity, ID: "a", Title: "Mend the gate", Of: 3},
		{Entity: workbook.AnswerEntity, ID: "s/bells", ItemID: "bells", SchoolID: "s", Past: true, Of: 3},
		{Entity: workbook.ContactEntity, ID: "p", Past: true, Of: 3},
	}
	var got []string
	for _, g := range workbook.NewFindings(c, nil, "gate", hits, 2) {
		var titles []string
		for _, h := range g.Shown {
			titles = append(titles, h.Title)
		}
		got = append(got, fmt.Sprintf("%s %d/%d+%d %v: %s", g.Kind, len(g.Shown), g.Count, g.Left(), g.Open, strings.Join(titles, ", ")))
	}
	want := []string{
		"items 2/2+0 false: Doors and gates, The yard",
		"answers 2/2+0 false: The yard, gone",
		"actions 1/3+2 false: Mend the gate",
		"schools 2/8+6 false: Gate School, Gate 1",
		"past 2/2+0 true: Bells, ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if none := workbook.NewFindings(c, nil, "xyzzy", nil, 2); none != nil {
		t.Errorf("found %v", none)
	}
}

func TestWhatNobodyCountedIsOpen(t *testing.T) {
	hits := []workbook.Hit{{Entity: workbook.AnswerEntity, ID: "s/a", ItemID: "a", Of: 500, More: true}}
	found := workbook.NewFindings(&workbook.Case{}, nil, "gate", hits, 1)
	if len(found) != 1 || !found[0].Open || found[0].Count != 500 {
		t.Errorf("%+v, want more than 500", found)
	}
}
