package storage

import (
	"context"
	"slices"
	"testing"

	"forethought/workbook"
)

func TestWhatActionsCameOutOf(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	exercise, kept, removed, loose := NewID(), NewID(), NewID(), NewID()
	observation := func(id string) []workbook.Change {
		return workbook.Add(workbook.ObservationEntity, id, workbook.Observation{ExerciseID: exercise, Kind: workbook.Improvement, Text: "Nobody knew who counts."})
	}
	action := func(finding string) []workbook.Change {
		return workbook.Add(workbook.ActionEntity, NewID(), workbook.Action{Title: "Count", Schools: []string{school}, Finding: finding, Status: workbook.ToDo})
	}
	apply(t, w, ana, slices.Concat(
		workbook.Add(workbook.ExerciseEntity, exercise, workbook.Exercise{SchoolID: school, Name: "Autumn", Date: "2026-10-02"}),
		observation(kept), observation(removed), observation(loose), action(kept), action(removed), action(""))...)
	apply(t, w, ana, workbook.Remove(workbook.ObservationEntity, removed)...)
	found, err := w.ActionOrigins(ctx)
	if err != nil || len(found) != 1 || found[kept].ID != exercise || found[kept].Name != "Autumn" || found[kept].SchoolID != school {
		t.Errorf("%+v, %v", found, err)
	}
	apply(t, w, ana, workbook.Remove(workbook.ExerciseEntity, exercise)...)
	if found, err := w.ActionOrigins(ctx); err != nil || len(found) != 0 {
		t.Errorf("after the exercise was removed: %+v, %v", found, err)
	}
}
