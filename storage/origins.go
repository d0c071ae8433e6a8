package storage

import (
	"context"
	"database/sql"

	"forethought/workbook"
)

// ActionOrigins reads the exercises that actions of the workbook came out of. Exercises and
// observations that were removed are not in it.
func (w *Workbook) ActionOrigins(ctx context.Context) (workbook.Origins, error) {
	found := workbook.Origins{}
	err := w.read(ctx, "read what actions came out of", func(tx *sql.Tx) error {
		const of = `SELECT o.id, o.exercise FROM observation AS o
			WHERE o.present = 1 AND o.id IN (SELECT a.finding FROM action AS a WHERE a.finding <> '' AND a.present = 1)`
		rows, err := tableOf(workbook.ExerciseEntity).records(ctx, tx,
			"t.present = 1 AND "+ofPresentSchool+" AND t.id IN (SELECT f.exercise FROM ("+of+") AS f)")
		if err != nil {
			return err
		}
		exercises := map[string]workbook.Exercise{}
		for _, r := range rows {
			exercises[r.id] = workbook.ExerciseFrom(r.id, r.values)
		}
		return each(ctx, tx, of, nil, func(rows *sql.Rows) error {
			var observation, exercise string
			if err := rows.Scan(&observation, &exercise); err != nil {
				return err
			}
			if e, there := exercises[exercise]; there {
				found[observation] = e
			}
			return nil
		})
	})
	return found, err
}
