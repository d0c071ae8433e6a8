package storage

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"forethought/workbook"
)

// HistoryFilter says which part of the history to read; the zero filter is all of it.
// Conditions are joined by and.
type HistoryFilter struct {
	SchoolID   string          // the school and what belongs to it, and the contacts and actions that name it now; of its exercises themselves, not their parts
	ExerciseID string          // the exercise and its parts
	Entity     workbook.Entity // one kind of thing
	ID         string          // one thing; needs Entity
	BeforeSeq  int64           // only batches older than this one, for reading on; 0 for from the newest
	ItemID     string          // answers to an item of the case, whatever their school
	Author     string          // what somebody of this name did; names are compared as they are written
	Limit      int             // at most so many batches; 0 for all
}

// History reads batches, the newest first, each with those of its changes that meet the
// filter. A batch of which none does is left out. What a merge brought in stands at the time at
// which it was made, under the name of who made it; the merge itself is no edit and is not listed.
func (w *Workbook) History(ctx context.Context, f HistoryFilter) ([]workbook.Batch, error) {
	var batches []workbook.Batch
	err := w.read(ctx, "read history", func(tx *sql.Tx) error {
		condition, args := f.condition()
		// Written so that both an open filter and a narrow one start from an index.
		where := "b.seq IN (SELECT c.seq FROM change AS c WHERE " + condition + " AND " + isEdit + ")"
		if f.BeforeSeq > 0 {
			where += " AND (b.turn, b.id) < (SELECT s.turn, s.id FROM batch AS s WHERE s.seq = ?)"
			args = append(args, f.BeforeSeq)
		}
		limit := -1
		if f.Limit > 0 {
			limit = f.Limit
		}
		var err error
		batches, err = batchRows(ctx, tx, where+" ORDER BY b.turn DESC, b.id DESC LIMIT ?", append(args, limit)...)
		if err != nil {
			return err
		}
		condition, args = f.condition()
		return addChanges(ctx, tx, batches, condition+" AND "+isEdit, args)
	})
	return batches, err
}

// isEdit holds for the changes, called c, that somebody made; see migrations/0005_merging.sql.
const isEdit = "c.n > 0"

// Seq is the number of the newest batch, whoever made it; it grows with every commit of
// anyone, and a window that looks from time to time notices the others.
func (w *Workbook) Seq(ctx context.Context) (int64, error) {
	var seq int64
	err := w.read(ctx, "read last change", func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM batch").Scan(&seq)
	})
	return seq, err
}

// condition is the filter on changes, called c, as SQL.
func (f HistoryFilter) condition() (string, []any) {
	terms := []string{"1"}
	var args []any
	if f.Entity != "" {
		terms = append(terms, "c.entity = ?")
		args = append(args, string(f.Entity))
	}
	if f.ID != "" {
		terms = append(terms, "c.id = ?")
		args = append(args, f.ID)
	}
	if f.ItemID != "" {
		terms = append(terms, "c.entity = 'answer' AND substr(c.id, instr(c.id, '/') + 1) = ?")
		args = append(args, f.ItemID)
	}
	if f.Author != "" {
		terms = append(terms, "c.seq IN (SELECT a.seq FROM batch AS a WHERE a.author = ?)")
		args = append(args, f.Author)
	}
	if f.SchoolID != "" {
		terms = append(terms, `(c.entity = 'school' AND c.id = ?
			OR c.entity = 'zone' AND c.id IN (SELECT z.id FROM zone AS z WHERE z.school = ?)
			OR c.entity = 'contact' AND c.id IN (SELECT p.contact FROM contact_school AS p WHERE p.school = ?)
			OR c.entity = 'event' AND c.id IN (SELECT e.id FROM event AS e WHERE e.school = ?)
			OR c.entity = 'step' AND substr(c.id, 1, instr(c.id, '/') - 1) IN (SELECT e.id FROM event AS e WHERE e.school = ?)
			OR c.entity = 'exercise' AND c.id IN (SELECT x.id FROM exercise AS x WHERE x.school = ?)
			OR c.entity = 'attachment' AND c.id IN (SELECT a.id FROM attachment AS a WHERE a.school = ?)
			OR c.entity = 'answer' AND c.id >= ? AND c.id < ?
			OR c.entity = 'action' AND c.id IN (SELECT s.action FROM action_school AS s WHERE s.school = ?))`)
		id := f.SchoolID
		// The ids of a school's answers begin with its own and a slash; '0' follows '/'.
		args = append(args, id, id, id, id, id, id, id, id+"/", id+"0", id)
	}
	if f.ExerciseID != "" {
		of := []string{"c.entity = 'exercise' AND c.id = ?"}
		args = append(args, f.ExerciseID)
		for _, e := range workbook.Entities() {
			if e.OfExercise() {
				of = append(of, fmt.Sprintf("c.entity = '%s' AND c.id IN (SELECT p.id FROM %s AS p WHERE p.exercise = ?)",
					e, quoted(string(e))))
				args = append(args, f.ExerciseID)
			}
		}
		terms = append(terms, "("+strings.Join(of, " OR ")+")")
	}
	return strings.Join(terms, " AND "), args
}

// batchRows reads batches without their changes; where may also order and limit.
func batchRows(ctx context.Context, q queryer, where string, args ...any) ([]workbook.Batch, error) {
	var batches []workbook.Batch
	query := "SELECT b.seq, b.id, b.at, b.author, b.role, b.seat, b.origin, coalesce(b.of, '') FROM batch AS b WHERE " + where
	err := each(ctx, q, query, args, func(rows *sql.Rows) error {
		var b workbook.Batch
		var at string
		err := rows.Scan(&b.Seq, &b.ID, &at, &b.Author.Name, &b.Author.Role, &b.Author.Seat, &b.Origin, &b.Of)
		if err != nil {
			return err
		}
		if b.At, err = unstamp(at); err != nil {
			return &workbook.Problem{Kind: workbook.ErrDamaged, Err: err}
		}
		batches = append(batches, b)
		return nil
	})
	return batches, err
}

// addChanges fills in those changes of the batches, called c, that meet a condition.
func addChanges(ctx context.Context, q queryer, batches []workbook.Batch, condition string, args []any) error {
	if len(batches) == 0 {
		return nil
	}
	at := make(map[int64]*workbook.Batch, len(batches))
	low, high := batches[0].Seq, batches[0].Seq
	for i := range batches {
		at[batches[i].Seq] = &batches[i]
		low, high = min(low, batches[i].Seq), max(high, batches[i].Seq)
	}
	args = append(args, low, high)
	query := "SELECT c.seq, c.entity, c.id, c.field, c.old, c.new FROM change AS c WHERE " + condition +
		" AND c.seq BETWEEN ? AND ? ORDER BY c.n"
	return each(ctx, q, query, args, func(rows *sql.Rows) error {
		var seq int64
		var c workbook.Change
		if err := rows.Scan(&seq, &c.Entity, &c.ID, &c.Field, &c.Old, &c.New); err != nil {
			return err
		}
		if b := at[seq]; b != nil {
			b.Changes = append(b.Changes, c)
		}
		return nil
	})
}

// oneBatch reads the batch that meets a condition, with all its changes.
func oneBatch(ctx context.Context, q queryer, where string, arg any) (workbook.Batch, error) {
	batches, err := batchRows(ctx, q, where, arg)
	if err == nil && len(batches) != 1 {
		err = &workbook.Problem{Kind: workbook.ErrDamaged, Place: "history"}
	}
	if err == nil {
		err = addChanges(ctx, q, batches, "1", nil)
	}
	if err != nil {
		return workbook.Batch{}, err
	}
	return batches[0], nil
}

// stampLayout has a fixed width, so that moments sort as text.
const stampLayout = "2006-01-02T15:04:05.000000000Z"

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

func unstamp(s string) (time.Time, error) { return time.Parse(stampLayout, s) }
