package storage

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"forethought/workbook"
)

func TestAnActionFindsTheExerciseThatItComesFrom(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	seen := d.drill.Observations[0]
	found, err := w.ObservedIn(ctx, seen.ID)
	if diff := cmp.Diff(workbook.FromExercise{Exercise: d.drill.Exercise, Observation: seen}, found); diff != "" || err != nil {
		t.Errorf("found something else: %s %v", diff, err)
	}
	if _, err := w.ObservedIn(ctx, "nowhere"); !errors.Is(err, workbook.ErrNotFound) {
		t.Errorf("an observation that never was: %v", err)
	}
	apply(t, w, ana, workbook.Remove(workbook.ExerciseEntity, d.drill.ID)...)
	if found, err := w.ObservedIn(ctx, seen.ID); !errors.Is(err, workbook.ErrNotFound) || found.Exercise.ID != "" {
		t.Errorf("of an exercise that was removed: %+v, %v", found, err)
	}
}
