package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"forethought/workbook"
)

// What can be undone and redone follows from the history itself, so it survives a restart
// and is the same for every window of a seat:
//
//   - An edit of a seat can be undone unless the last batch that names it in of is an undo,
//     or it is stale. The newest goes first.
//   - An undo can be redone while the seat made no edit after it, no later batch names the
//     same edit, and it is not stale. The newest goes first.
//
// A batch becomes stale when reversing it was refused because somebody changed one of its
// fields since; it is then passed over, so that what lies before it can still be reached.

const nextUndo = `
	SELECT e.seq FROM batch AS e
	WHERE e.seat = ? AND e.origin = 'edit' AND e.stale = 0
	AND coalesce((SELECT f.origin FROM batch AS f WHERE f.of = e.id ORDER BY f.seq DESC LIMIT 1), '') <> 'undo'
	ORDER BY e.seq DESC LIMIT 1`

const nextRedo = `
	SELECT u.seq FROM batch AS u
	WHERE u.seat = ?1 AND u.origin = 'undo' AND u.stale = 0
	AND u.seq > coalesce((SELECT max(e.seq) FROM batch AS e WHERE e.seat = ?1 AND e.origin = 'edit'), 0)
	AND NOT EXISTS (SELECT 1 FROM batch AS f WHERE f.of = u.of AND f.seq > u.seq)
	ORDER BY u.seq DESC LIMIT 1`

// Undo takes back the last edit of the author's seat that still stands, as a new batch. It
// takes back that edit's fields and no others, whatever was done elsewhere since.
//
// Its error is of kind ErrNothingToUndo when there is none. It is ErrChangedSince, with the
// entity in Place and the field in Field, when a field of the edit no longer holds what the
// edit wrote, or when the edit added something that another seat has worked on since:
// nothing is applied then, and that edit is passed over from now on, so that the next Undo
// takes back the one before. Which school a zone, event or attachment belongs to is never
// taken back; what is removed keeps its place.
func (w *Workbook) Undo(ctx context.Context, author workbook.Author) (workbook.Batch, error) {
	return w.reverse(ctx, "undo", author, workbook.Undid)
}

// Redo applies again what the author's seat undid last, as a new batch. Its error is of kind
// ErrNothingToRedo when there is nothing, or the seat made an edit since. It is
// ErrChangedSince as for [Workbook.Undo]; that step is then passed over.
func (w *Workbook) Redo(ctx context.Context, author workbook.Author) (workbook.Batch, error) {
	return w.reverse(ctx, "redo", author, workbook.Redid)
}

// NextUndo is the edit that Undo would take back. Its error is of kind ErrNothingToUndo
// when there is none. Whether somebody changed its fields since shows only in trying.
func (w *Workbook) NextUndo(ctx context.Context, author workbook.Author) (workbook.Batch, error) {
	return w.next(ctx, author, workbook.Undid)
}

// NextRedo is the edit that Redo would apply again. Its error is of kind ErrNothingToRedo
// when there is none.
func (w *Workbook) NextRedo(ctx context.Context, author workbook.Author) (workbook.Batch, error) {
	return w.next(ctx, author, workbook.Redid)
}

func (w *Workbook) next(ctx context.Context, author workbook.Author, origin workbook.Origin) (workbook.Batch, error) {
	var edit workbook.Batch
	err := w.read(ctx, "look for what to "+string(origin), func(tx *sql.Tx) error {
		seq, err := seqToReverse(ctx, tx, author.Seat, origin)
		if err != nil {
			return err
		}
		edit, err = w.step(ctx, tx, origin, seq, func() (workbook.Batch, error) {
			b, err := oneBatch(ctx, tx, "b.seq = ?", seq)
			if err == nil && b.Of != "" {
				b, err = oneBatch(ctx, tx, "b.id = ?", b.Of)
			}
			return b, err
		})
		return err
	})
	return edit, err
}

// nextToReverse finds the batch whose changes an undo or redo turns round.
func nextToReverse(ctx context.Context, tx *sql.Tx, seat string, origin workbook.Origin) (workbook.Batch, error) {
	seq, err := seqToReverse(ctx, tx, seat, origin)
	if err != nil {
		return workbook.Batch{}, err
	}
	return oneBatch(ctx, tx, "b.seq = ?", seq)
}

// seqToReverse is that batch's number.
func seqToReverse(ctx context.Context, tx *sql.Tx, seat string, origin workbook.Origin) (int64, error) {
	query, none := nextUndo, workbook.ErrNothingToUndo
	if origin == workbook.Redid {
		query, none = nextRedo, workbook.ErrNothingToRedo
	}
	var seq int64
	err := tx.QueryRowContext(ctx, query, seat).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, &workbook.Problem{Kind: none}
	}
	return seq, err
}

func (w *Workbook) reverse(ctx context.Context, doing string, author workbook.Author, origin workbook.Origin) (workbook.Batch, error) {
	if err := checkAuthor(author); err != nil {
		return workbook.Batch{}, problem(w.path, doing, err)
	}
	var batch workbook.Batch
	var stale error
	err := w.write(ctx, doing, func(tx *sql.Tx) error {
		b, err := nextToReverse(ctx, tx, author.Seat, origin)
		if err != nil {
			return err
		}
		d := newDraft(tx)
		err = d.turnRound(ctx, b)
		if errors.Is(err, workbook.ErrChangedSince) {
			// The draft is dropped; only the mark is committed.
			stale = err
			_, err = tx.ExecContext(ctx, "UPDATE batch SET stale = 1 WHERE seq = ?", b.Seq)
			return err
		}
		if err != nil {
			return err
		}
		of := b.ID
		if b.Of != "" {
			of = b.Of
		}
		batch, err = d.commit(ctx, workbook.Batch{At: w.options.now(), Author: author, Origin: origin, Of: of})
		return err
	})
	if err == nil && stale != nil {
		err = problem(w.path, doing, stale)
	}
	if err != nil {
		return workbook.Batch{}, err
	}
	return batch, nil
}

// turnRound sets every field of a batch back to what it was, the last change first.
func (d *draft) turnRound(ctx context.Context, b workbook.Batch) error {
	for _, c := range slices.Backward(b.Changes) {
		f, err := workbook.FieldOf(c.Entity, c.Field)
		if err != nil {
			return err
		}
		if f.Kind == workbook.Ref {
			continue
		}
		r, err := d.row(ctx, c.Entity, c.ID)
		if err != nil {
			return err
		}
		changed := r.before[c.Field] != c.New
		if !changed && c.Field == workbook.Present && c.Old == "0" {
			if changed, err = workedOnSince(ctx, d.tx, c, b); err != nil {
				return err
			}
		}
		if changed {
			return &workbook.Problem{Kind: workbook.ErrChangedSince, Place: string(c.Entity), Field: c.Field}
		}
		c.New = c.Old
		if err := d.set(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// workedOnSince reports whether another seat changed what a batch added, or, for a school
// or an exercise, anything that belongs to it. Taking the addition back would hide that work.
func workedOnSince(ctx context.Context, tx *sql.Tx, added workbook.Change, b workbook.Batch) (bool, error) {
	filter := HistoryFilter{Entity: added.Entity, ID: added.ID}
	if added.Entity == workbook.SchoolEntity {
		filter = HistoryFilter{SchoolID: added.ID}
	}
	if added.Entity == workbook.ExerciseEntity {
		filter = HistoryFilter{ExerciseID: added.ID}
	}
	condition, args := filter.condition()
	var since bool
	err := tx.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM change AS c JOIN batch AS b ON b.seq = c.seq WHERE b.seq > ? AND b.seat <> ? AND "+
			condition+")", append([]any{b.Seq, b.Author.Seat}, args...)...).Scan(&since)
	return since, err
}
