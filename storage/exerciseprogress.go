package storage

import (
	"context"
	"database/sql"

	"forethought/workbook"
)

// ExerciseProgress reads how far the exercises of a school have come, by their ids. It reads
// no more of them than that.
func (w *Workbook) ExerciseProgress(ctx context.Context, schoolID string) (map[string]workbook.ExerciseProgress, error) {
	found := map[string]workbook.ExerciseProgress{}
	err := w.read(ctx, "read how far exercises have come", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT t.id,
			coalesce((SELECT h.kind FROM happening AS h WHERE h.exercise = t.id AND h.present = 1
				AND h.kind IN ('start', 'pause', 'resume', 'end') ORDER BY h.at DESC, h.id DESC LIMIT 1), ''),
			(SELECT count(*) FROM objective AS o WHERE o.exercise = t.id AND o.present = 1),
			(SELECT count(*) FROM objective AS o WHERE o.exercise = t.id AND o.present = 1 AND o.final <> '')
			FROM exercise AS t WHERE t.school = ? AND t.present = 1`, schoolID)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			var p workbook.ExerciseProgress
			if err := rows.Scan(&id, &p.Last, &p.Objectives, &p.Rated); err != nil {
				return err
			}
			found[id] = p
		}
		return rows.Err()
	})
	return found, err
}
