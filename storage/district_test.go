package storage

import (
	"context"
	"strings"
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

// What is read of one school takes as long in a district of thousands: no other school is
// looked at.
func TestReadingASchoolLooksAtNoOther(t *testing.T) {
	w := newFile(t, Options{})
	for _, table := range []string{"answer", "attachment", "exercise"} {
		rows, err := w.db.Query("EXPLAIN QUERY PLAN SELECT * FROM "+table+" AS t WHERE "+ofItsPresentSchool+" AND t.school = ?", "x")
		if err != nil {
			t.Fatal(err)
		}
		steps := 0
		for ; rows.Next(); steps++ {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(step, "SCAN") || strings.Contains(step, "LIST") {
				t.Errorf("%s: %s", table, step)
			}
		}
		if err := rows.Close(); err != nil || steps < 2 {
			t.Errorf("%s: %d steps, %v", table, steps, err)
		}
	}
}
