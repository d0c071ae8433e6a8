package storage

import (
	"context"
	"testing"

	"forethought/workbook"
)

func TestARegisterIsReadForOneSchoolOrAll(t *testing.T) {
	ctx, w := context.Background(), newFile(t, Options{})
	c := &workbook.Case{ID: beslan.ID, Items: []workbook.Item{{ID: "gates", Title: "Gates"}}}
	north, south := addSchool(t, w, ana, "North"), addSchool(t, w, ben, "South")
	apply(t, w, ana, setAnswer(north, "gates", "status", "needed"), setAnswer(south, "gates", "status", "in-place"))
	event := NewID()
	apply(t, w, ana, workbook.Add(workbook.EventEntity, event, workbook.SchoolEvent{SchoolID: north, Name: "First day", Date: "2027-09-01"})...)
	add := func(title string, schools ...string) {
		apply(t, w, ana, workbook.Add(workbook.ActionEntity, NewID(), workbook.Action{Title: title, Schools: schools, Status: workbook.ToDo, Target: "2027-01-01"})...)
	}
	add("both", north, south)
	add("south", south)
	add("nowhere")
	for _, q := range []struct {
		school                   string
		schools, answers, titles int
	}{{"", 2, 2, 3}, {north, 1, 1, 1}, {south, 1, 1, 2}} {
		r, err := w.RegisterRequest(ctx, q.school, c)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Schools) != q.schools || len(r.Answers) != q.answers || len(r.Actions) != q.titles || len(r.Names) != 2 {
			t.Errorf("for %q: %d schools, answers of %d, %d actions, %d names", q.school, len(r.Schools), len(r.Answers), len(r.Actions), len(r.Names))
		}
	}
	r, err := w.AgendaRequest(ctx, "", c)
	if err != nil {
		t.Fatal(err)
	}
	entries := workbook.NewAgenda(r).Entries
	if len(entries) != 4 {
		t.Fatalf("the agenda holds %v", entries)
	}
	first := entries[3].Revision
	apply(t, w, ana, workbook.Change{Entity: workbook.EventEntity, ID: event, Field: "date", New: "2027-09-02"})
	if r, err = w.AgendaRequest(ctx, north, c); err != nil {
		t.Fatal(err)
	}
	moved := workbook.NewAgenda(r).Entries
	if e := moved[len(moved)-1]; e.On != "2027-09-02" || e.Revision <= first || e.ID != entries[3].ID || e.Changed.IsZero() {
		t.Errorf("after moving the event: %+v, before: %+v", e, entries[3])
	}

	step := workbook.Change{Entity: workbook.StepEntity, ID: workbook.StepID(event, "plan"), Field: "owner", New: "Ana"}
	made := apply(t, w, ana, step)
	c.EventSteps = []workbook.EventStep{{ID: "plan", Title: "Agree a plan", DaysBefore: 14, Plan: true}}
	if r, err = w.AgendaRequest(ctx, "", c); err != nil {
		t.Fatal(err)
	}
	steps := workbook.NewAgenda(r).Entries
	if e := steps[len(steps)-2]; e.Kind != workbook.StepDay || e.On != "2027-08-19" || e.Owner != "Ana" || e.Revision != made.Seq {
		t.Errorf("the step of the event is %+v", e)
	}

	_, err = w.RegisterRequest(ctx, "no such school", c)
	wantKind(t, err, workbook.ErrNotFound)
	_, err = w.RegisterRequest(ctx, "", &workbook.Case{ID: "elsewhere"})
	wantKind(t, err, workbook.ErrOtherCase)
}
