package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"forethought/workbook"
)

// Exercises reads the exercises of a school, or of all schools for an empty id, the newest
// date first, those without a date before them. Removed ones and those of removed schools
// are not listed.
func (w *Workbook) Exercises(ctx context.Context, schoolID string) ([]workbook.Exercise, error) {
	var all []workbook.Exercise
	err := w.read(ctx, "read exercises", func(tx *sql.Tx) error {
		condition, args := "t.present = 1 AND "+ofPresentSchool, []any(nil)
		if schoolID != "" {
			condition, args = "t.present = 1 AND t.school = ? AND "+ofItsPresentSchool, []any{schoolID}
		}
		rows, err := tableOf(workbook.ExerciseEntity).records(ctx, tx, condition, args...)
		for _, r := range rows {
			all = append(all, workbook.ExerciseFrom(r.id, r.values))
		}
		return err
	})
	slices.SortStableFunc(all, func(a, b workbook.Exercise) int {
		if a.Date == "" || b.Date == "" {
			return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(b.ID, a.ID))
		}
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.ID, a.ID))
	})
	return all, err
}

// ExerciseRecord reads an exercise with all that belongs to it. Its error is of kind
// ErrNotFound for one that is not there, was removed, or whose school was.
func (w *Workbook) ExerciseRecord(ctx context.Context, id string) (workbook.ExerciseRecord, error) {
	var e workbook.ExerciseRecord
	err := w.read(ctx, "read exercise", func(tx *sql.Tx) error {
		rows, err := tableOf(workbook.ExerciseEntity).records(ctx, tx, "t.id = ? AND t.present = 1 AND "+ofItsPresentSchool, id)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return &workbook.Problem{
				Kind: workbook.ErrNotFound, Place: string(workbook.ExerciseEntity), Value: workbook.Shorten(id, 60),
			}
		}
		e.Exercise = workbook.ExerciseFrom(id, rows[0].values)
		for _, read := range []func() error{
			func() error { return into(ctx, tx, id, workbook.ModuleEntity, workbook.ModuleFrom, &e.Modules) },
			func() error {
				return into(ctx, tx, id, workbook.ObjectiveEntity, workbook.ObjectiveFrom, &e.Objectives)
			},
			func() error { return into(ctx, tx, id, workbook.TargetEntity, workbook.TargetFrom, &e.Targets) },
			func() error { return into(ctx, tx, id, workbook.InjectEntity, workbook.InjectFrom, &e.Injects) },
			func() error { return into(ctx, tx, id, workbook.QuestionEntity, workbook.QuestionFrom, &e.Questions) },
			func() error {
				return into(ctx, tx, id, workbook.ParticipantEntity, workbook.ParticipantFrom, &e.Participants)
			},
			func() error {
				return into(ctx, tx, id, workbook.HappeningEntity, workbook.HappeningFrom, &e.Happenings)
			},
			func() error {
				return into(ctx, tx, id, workbook.ObservationEntity, workbook.ObservationFrom, &e.Observations)
			},
			func() error { return into(ctx, tx, id, workbook.RatingEntity, workbook.TargetRatingFrom, &e.Ratings) },
			func() error { return into(ctx, tx, id, workbook.FeedbackEntity, workbook.FeedbackFrom, &e.Feedback) },
		} {
			if err := read(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return workbook.ExerciseRecord{}, err
	}
	e.Sort()
	return e, nil
}

// into reads the parts of one kind of an exercise, in the order of their ids.
func into[T any](ctx context.Context, q queryer, exercise string, e workbook.Entity, from func(string, workbook.Values) T, list *[]T) error {
	rows, err := tableOf(e).records(ctx, q, "t.exercise = ? AND t.present = 1", exercise)
	for _, r := range rows {
		*list = append(*list, from(r.id, r.values))
	}
	return err
}

// Disproofs finds why answers of a school are in doubt, by the ids of the objectives that
// [workbook.Answer.Disproved] holds. Those of exercises that were removed are not in it.
func (w *Workbook) Disproofs(ctx context.Context, schoolID string) (map[string]workbook.Disproof, error) {
	found := map[string]workbook.Disproof{}
	err := w.read(ctx, "read what exercises found", func(tx *sql.Tx) error {
		rows, err := tableOf(workbook.ObjectiveEntity).records(ctx, tx, `t.present = 1
			AND t.id IN (SELECT a.disproved FROM answer AS a WHERE a.school = ? AND a.disproved <> '')`, schoolID)
		if err != nil {
			return err
		}
		for _, r := range rows {
			o := workbook.ObjectiveFrom(r.id, r.values)
			of, err := tableOf(workbook.ExerciseEntity).records(ctx, tx,
				"t.id = ? AND t.present = 1 AND "+ofItsPresentSchool, o.ExerciseID)
			if err != nil {
				return err
			}
			for _, x := range of {
				found[o.ID] = workbook.Disproof{Exercise: workbook.ExerciseFrom(x.id, x.values), Objective: o}
			}
		}
		return nil
	})
	return found, err
}

// ObservedIn finds an observation, such as the finding of an action, and the exercise that it
// was made in. Its error is of kind ErrNotFound where one of them is not there any more.
func (w *Workbook) ObservedIn(ctx context.Context, observationID string) (workbook.FromExercise, error) {
	var found workbook.FromExercise
	err := w.read(ctx, "read observation", func(tx *sql.Tx) error {
		rows, err := tableOf(workbook.ObservationEntity).records(ctx, tx, "t.id = ? AND t.present = 1", observationID)
		if err != nil {
			return err
		}
		for _, r := range rows {
			found.Observation = workbook.ObservationFrom(r.id, r.values)
			of, err := tableOf(workbook.ExerciseEntity).records(ctx, tx,
				"t.id = ? AND t.present = 1 AND "+ofItsPresentSchool, found.Observation.ExerciseID)
			if err != nil {
				return err
			}
			for _, x := range of {
				found.Exercise = workbook.ExerciseFrom(x.id, x.values)
			}
		}
		if found.Exercise.ID == "" {
			return &workbook.Problem{
				Kind: workbook.ErrNotFound, Place: string(workbook.ObservationEntity), Value: workbook.Shorten(observationID, 60),
			}
		}
		return nil
	})
	if err != nil {
		return workbook.FromExercise{}, err
	}
	return found, nil
}
