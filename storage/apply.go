package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"forethought/workbook"
)

// Apply makes some changes as one batch: one step of undo, one line of the history. It
// fills in the values that were replaced, as they are at that moment whoever wrote them,
// and leaves out changes that change nothing; when none is left it does nothing and returns
// the empty Batch. Several changes of one field count as one. Redo has nothing left for the
// author's seat afterwards.
//
// When Apply returns nil the batch is durable; after an error nothing of it was applied.
// Its errors besides the file's: ErrUnknownField, ErrBadValue, ErrTooLong, ErrNotADate and
// ErrNotText for a change or an author that may not be; ErrNotFound for one that concerns
// something that was never added, or newly refers to something that is not there. The ids
// of items are the case's and are not checked.
func (w *Workbook) Apply(ctx context.Context, author workbook.Author, changes []workbook.Change) (workbook.Batch, error) {
	return w.apply(ctx, author, changes, edit{})
}

// ApplyAsSeen is [Workbook.Apply] for changes that a person decided on after seeing the
// values in Old, as those of a [workbook.Proposal]. When one of the fields holds another
// value by now, or belongs to something that was removed, nothing is applied and the error is
// ErrChangedSince, with the entity in Place and the field in Field.
func (w *Workbook) ApplyAsSeen(ctx context.Context, author workbook.Author, changes []workbook.Change) (workbook.Batch, error) {
	return w.apply(ctx, author, changes, edit{seen: true})
}

// edit is what an edit does besides its changes.
type edit struct {
	seen   bool                                 // a person saw the values in Old, so they have to stand yet
	beside func(context.Context, *sql.Tx) error // writes in the same transaction, once the changes are found good; may be nil
}

func (w *Workbook) apply(ctx context.Context, author workbook.Author, changes []workbook.Change, e edit) (workbook.Batch, error) {
	const doing = "apply changes"
	if err := checkEdit(author, changes); err != nil {
		return workbook.Batch{}, problem(w.path, doing, err)
	}
	var batch workbook.Batch
	err := w.write(ctx, doing, func(tx *sql.Tx) error {
		d := newDraft(tx)
		for _, c := range changes {
			if e.seen {
				if err := d.asSeen(ctx, c); err != nil {
					return err
				}
			}
			if err := d.set(ctx, c); err != nil {
				return err
			}
		}
		if e.seen {
			if err := d.stillThere(ctx); err != nil {
				return err
			}
		}
		if err := d.check(ctx); err != nil {
			return err
		}
		if e.beside != nil {
			if err := e.beside(ctx, tx); err != nil {
				return err
			}
		}
		var err error
		batch, err = d.commit(ctx, workbook.Batch{At: w.options.now(), Author: author, Origin: workbook.Edited})
		return err
	})
	if err != nil {
		return workbook.Batch{}, err
	}
	return batch, nil
}

// asSeen refuses a change of a field that does not hold the value that was seen.
func (d *draft) asSeen(ctx context.Context, c workbook.Change) error {
	f, err := workbook.FieldOf(c.Entity, c.Field)
	if err != nil {
		return err
	}
	r, err := d.row(ctx, c.Entity, c.ID)
	if err != nil {
		return err
	}
	seen := canonical(f, c.Old)
	if seen == "" {
		seen = f.Empty
	}
	if r.before[f.Name] != seen {
		return r.wrong(workbook.ErrChangedSince, f.Name, r.before[f.Name])
	}
	return nil
}

// stillThere refuses a draft of something that was removed, or that stands on what was: it
// would be changed where nobody looks.
func (d *draft) stillThere(ctx context.Context) error {
	for _, r := range d.rows {
		gone := r.exists && r.before[workbook.Present] == "0" && r.values[workbook.Present] != "1"
		if r.entity.Standing() {
			err := d.ownerPresent(ctx, r)
			if gone = errors.Is(err, workbook.ErrNotFound); err != nil && !gone {
				return err
			}
		}
		if gone {
			return r.wrong(workbook.ErrChangedSince, workbook.Present, "")
		}
	}
	return nil
}

// checkEdit checks what needs no look into the file.
func checkEdit(author workbook.Author, changes []workbook.Change) error {
	if err := checkAuthor(author); err != nil {
		return err
	}
	for _, c := range changes {
		err := c.Check()
		if err == nil {
			err = (workbook.Field{Name: "id"}).Check(c.ID)
		}
		if err != nil {
			return placed(err, c.Entity)
		}
	}
	return nil
}

// checkAuthor refuses what could not be shown in a history.
func checkAuthor(a workbook.Author) error {
	for _, part := range []struct{ field, text string }{{"author", a.Name}, {"role", a.Role}, {"seat", a.Seat}} {
		if err := (workbook.Field{Name: part.field}).Check(part.text); err != nil {
			return err
		}
	}
	return nil
}

// placed names the entity in a Problem that does not.
func placed(err error, e workbook.Entity) error {
	var p *workbook.Problem
	if errors.As(err, &p) && p.Place == "" {
		p.Place = string(e)
	}
	return err
}

// check refuses an edit of something that was never added, a move from one school to
// another, and references to what is not there.
func (d *draft) check(ctx context.Context) error {
	for _, r := range d.rows {
		changed := r.changed()
		if len(changed) == 0 {
			continue
		}
		if err := d.checkExists(ctx, r); err != nil {
			return err
		}
		for _, f := range changed {
			if f.Kind == workbook.Ref && r.exists {
				return r.wrong(workbook.ErrBadValue, f.Name, r.values[f.Name])
			}
			if err := d.checkReferences(ctx, r, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkExists holds for what is in the file already, what the draft adds, an answer of a
// school that is there, and a step of an event that is.
func (d *draft) checkExists(ctx context.Context, r *row) error {
	if r.exists {
		return nil
	}
	if r.entity.Standing() {
		return placed(d.ownerPresent(ctx, r), r.entity)
	}
	if !d.adds(r.entity, r.id) {
		return r.wrong(workbook.ErrNotFound, "", r.id)
	}
	for _, f := range r.fields {
		if f.Kind == workbook.Ref && r.values[f.Name] == "" {
			return r.wrong(workbook.ErrBadValue, f.Name, "")
		}
	}
	return nil
}

// checkReferences looks for the ids that a field newly refers to. Those that stood in it
// before may have been removed since, and stay.
func (d *draft) checkReferences(ctx context.Context, r *row, f workbook.Field) error {
	if f.Target == "" {
		return nil
	}
	before := workbook.SplitIDs(r.before[f.Name])
	for _, id := range workbook.SplitIDs(r.values[f.Name]) {
		if slices.Contains(before, id) {
			continue
		}
		err := d.mustBePresent(ctx, f.Target, id)
		if errors.Is(err, workbook.ErrNotFound) {
			return r.wrong(workbook.ErrNotFound, f.Name, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ownerPresent is ErrNotFound unless the school of an answer, or the event of a step, is in the
// workbook once the draft is.
func (d *draft) ownerPresent(ctx context.Context, r *row) error {
	of := workbook.SchoolEntity
	if r.entity == workbook.StepEntity {
		of = workbook.EventEntity
	}
	owner, _, _ := splitID(r.id)
	return d.mustBePresent(ctx, of, owner)
}

func (r *row) wrong(kind error, field, value string) error {
	return &workbook.Problem{Kind: kind, Place: string(r.entity), Field: field, Value: workbook.Shorten(value, 60)}
}

// mustBePresent is ErrNotFound unless an entity is in the workbook once the draft is.
func (d *draft) mustBePresent(ctx context.Context, e workbook.Entity, id string) error {
	missing := &workbook.Problem{Kind: workbook.ErrNotFound, Place: string(e), Value: workbook.Shorten(id, 60)}
	if r, ok := d.index[string(e)+" "+id]; ok {
		if r.values[workbook.Present] != "1" {
			return missing
		}
		return nil
	}
	var present bool
	err := d.tx.QueryRowContext(ctx, "SELECT present FROM "+quoted(string(e))+" WHERE id = ?", id).Scan(&present)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !present {
		return missing
	}
	return err
}
