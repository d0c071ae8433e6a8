package storage

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"forethought/workbook"
)

func matrixCase(items ...string) *workbook.Case {
	c := &workbook.Case{ID: beslan.ID}
	for _, id := range items {
		c.Items = append(c.Items, workbook.Item{ID: id, Title: id, Checklist: workbook.Prevention})
	}
	return c
}

func TestTheMatrixIsReadForAllSchools(t *testing.T) {
	ctx, w := context.Background(), newFile(t, Options{})
	c := matrixCase("gates", "alarms")
	north, south, gone := addSchool(t, w, ana, "North"), addSchool(t, w, ben, "South"), addSchool(t, w, ana, "Gone")
	addSchool(t, w, ana, "Silent")
	gym, yard := NewID(), NewID()
	apply(t, w, ana, workbook.Add(workbook.ZoneEntity, gym, workbook.Zone{SchoolID: north, Building: "Main", Name: "Gym"})...)
	apply(t, w, ana, workbook.Add(workbook.ZoneEntity, yard, workbook.Zone{SchoolID: north, Name: "Yard"})...)
	apply(t, w, ana,
		setAnswer(north, "alarms", "status", "needed"), setAnswer(north, "alarms", "override", "high"),
		setAnswer(north, "alarms", "zones", workbook.JoinIDs([]string{gym, yard})),
		setAnswer(north, "forgotten", "status", "in-place"),
		setAnswer(south, "gates", "probability", "likely"), setAnswer(south, "gates", "magnitude", "limited"),
		setAnswer(gone, "gates", "status", "needed"))
	apply(t, w, ana, workbook.Remove(workbook.ZoneEntity, yard)...)
	apply(t, w, ana, workbook.Remove(workbook.SchoolEntity, gone)...)
	cells, err := w.MatrixCells(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	if len(cells) != 2 {
		t.Fatalf("cells of %d schools, want 2: %v", len(cells), cells)
	}
	if a := cells[north].Cells[1]; a.Status() != workbook.Needed || a.Priority() != workbook.High {
		t.Errorf("north's alarms are %s, %s", a.Status(), a.Priority())
	}
	if a := cells[north].Cells[0]; a.Status() != workbook.NotAssessed || a.Priority() != "" {
		t.Errorf("north's gates, which nobody answered, are %s, %s", a.Status(), a.Priority())
	}
	if a := cells[south].Cells[0]; a.Status() != workbook.NotAssessed || a.Priority() != workbook.Medium {
		t.Errorf("south's gates are %s, %s", a.Status(), a.Priority())
	}
	if want := []workbook.ZoneMark{{Item: 1, Label: "Main · Gym"}}; !slices.Equal(cells[north].Zones, want) {
		t.Errorf("zones are %v, want %v", cells[north].Zones, want)
	}
}

// The matrix says the same as the answers themselves.
func TestTheMatrixAgreesWithTheAnswers(t *testing.T) {
	ctx, w := context.Background(), newFile(t, Options{})
	c := matrixCase("a", "b", "c", "d", "e")
	for s := range 7 {
		school := addSchool(t, w, ana, fmt.Sprint("School ", s))
		var changes []workbook.Change
		for i, it := range c.Items {
			n := 7*s + 3*i
			changes = append(changes,
				setAnswer(school, it.ID, "status", string(workbook.Statuses()[n%5])),
				setAnswer(school, it.ID, "probability", string(workbook.Probabilities()[n%4])),
				setAnswer(school, it.ID, "magnitude", string(workbook.Magnitudes()[n/2%4])))
			if n%3 == 0 {
				changes = append(changes, setAnswer(school, it.ID, "override", "low"))
			}
		}
		apply(t, w, ana, changes...)
	}
	cells, err := w.MatrixCells(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := w.AllAnswers(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for school, own := range answers {
		for i, it := range c.Items {
			a, cell := own.Of(school, it.ID), cells[school].Cells[i]
			if a.Status != cell.Status() || a.Priority() != cell.Priority() {
				t.Errorf("%s: the answer is %s, %q; the cell %s, %q", it.ID, a.Status, a.Priority(), cell.Status(), cell.Priority())
			}
		}
	}
}

func TestSchoolsAreListedByNameAndNumber(t *testing.T) {
	w := newFile(t, Options{})
	for _, name := range []string{"School 10", "school 2", "School 1", "Birch"} {
		addSchool(t, w, ana, name)
	}
	schools, err := w.Schools(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range schools {
		names = append(names, s.Name)
	}
	if want := []string{"Birch", "School 1", "school 2", "School 10"}; !slices.Equal(names, want) {
		t.Errorf("schools are %q, want %q", names, want)
	}
}

// BenchmarkMatrixRead reads the cells of 500 schools to 63 items.
func BenchmarkMatrixRead(b *testing.B) {
	ctx, w := context.Background(), newFile(b, Options{})
	var ids []string
	for i := range 63 {
		ids = append(ids, fmt.Sprint("item-", i))
	}
	c := matrixCase(ids...)
	for s := range 500 {
		id := NewID()
		changes := workbook.Add(workbook.SchoolEntity, id, workbook.School{Name: fmt.Sprint("School ", s)})
		for i, item := range ids {
			changes = append(changes, setAnswer(id, item, "status", string(workbook.Statuses()[(s+i)%4])))
		}
		apply(b, w, ana, changes...)
	}
	for b.Loop() {
		if cells, err := w.MatrixCells(ctx, c); err != nil || len(cells) != 500 {
			b.Fatal(len(cells), err)
		}
	}
}
