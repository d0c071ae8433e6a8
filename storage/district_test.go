package storage

import (
	"context"
	"testing"

	"forethought/workbook"
)

func TestARollUpReadsOneSchoolAtATime(t *testing.T) {
	ctx, w := context.Background(), newFile(t, Options{})
	c := &workbook.Case{ID: beslan.ID, Items: []workbook.Item{{ID: "gates", Title: "Gates"}}}
	north, south := addSchool(t, w, ana, "North"), addSchool(t, w, ben, "South")
	apply(t, w, ana, setAnswer(north, "gates", "status", "needed"), setAnswer(south, "gates", "status", "in-place"))
	apply(t, w, ana, workbook.Add(workbook.ActionEntity, NewID(), workbook.Action{Title: "both", Schools: []string{north, south}, Items: []string{"gates"}, Status: workbook.ToDo})...)
	apply(t, w, ana, workbook.Add(workbook.ActionEntity, NewID(), workbook.Action{Title: "south", Schools: []string{south}, Status: workbook.ToDo})...)
	for _, q := range []struct {
		school                    string
		schools, actions, inPlace int
	}{{"", 2, 2, 1}, {north, 1, 1, 0}, {south, 1, 2, 1}} {
		r, err := w.DistrictRequest(ctx, q.school, c)
		if err != nil {
			t.Fatal(err)
		}
		p, err := workbook.NewDistrictPlan(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Schools) != q.schools || p.Work.Open != q.actions || p.Coverage.Counts[workbook.InPlace] != q.inPlace {
			t.Errorf("for %q: %d schools, %d actions, %+v", q.school, len(p.Schools), p.Work.Open, p.Coverage)
		}
	}

	r, err := w.DistrictRequest(ctx, "", c)
	if err != nil {
		t.Fatal(err)
	}
	p, err := workbook.NewDistrictPlan(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, w, ben, workbook.Remove(workbook.SchoolEntity, south)...)
	if _, err = p.Page(ctx, 0); err != nil {
		t.Error(err)
	}
	_, err = p.Page(ctx, 1) // removed between the figures and its page
	wantKind(t, err, workbook.ErrNotFound)

	_, err = w.DistrictRequest(ctx, "no such school", c)
	wantKind(t, err, workbook.ErrNotFound)
	_, err = w.DistrictRequest(ctx, "", &workbook.Case{ID: "elsewhere"})
	wantKind(t, err, workbook.ErrOtherCase)
}
