package storage

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"forethought/workbook"
)

// draft is a batch in the making: what it touches, as it was and as it shall be.
type draft struct {
	tx    *sql.Tx
	rows  []*row
	index map[string]*row // by entity and id
	order []touch         // fields, in the order in which they were first set
}

type touch struct {
	row   *row
	field workbook.Field
}

// row is one entity that a draft touches.
type row struct {
	table
	id      string
	key     []any
	exists  bool
	before  workbook.Values
	values  workbook.Values
	touched map[string]bool
}

func newDraft(tx *sql.Tx) *draft { return &draft{tx: tx, index: map[string]*row{}} }

// row finds the entity among those touched, or reads it from the file.
func (d *draft) row(ctx context.Context, e workbook.Entity, id string) (*row, error) {
	if r, ok := d.index[string(e)+" "+id]; ok {
		return r, nil
	}
	r := &row{table: tableOf(e), id: id, before: workbook.Values{}, touched: map[string]bool{}}
	var err error
	if r.key, err = r.keyOf(id); err != nil {
		return nil, err
	}
	found, err := r.records(ctx, d.tx, r.where(), r.key...)
	if err != nil {
		return nil, err
	}
	if r.exists = len(found) == 1; r.exists {
		r.before = found[0].values
	} else {
		for _, f := range r.fields {
			r.before[f.Name] = f.Empty
		}
	}
	r.values = maps.Clone(r.before)
	d.rows = append(d.rows, r)
	d.index[string(e)+" "+id] = r
	return r, nil
}

// set gives a field its new value.
func (d *draft) set(ctx context.Context, c workbook.Change) error {
	f, err := workbook.FieldOf(c.Entity, c.Field)
	if err != nil {
		return err
	}
	r, err := d.row(ctx, c.Entity, c.ID)
	if err != nil {
		return err
	}
	r.values[f.Name] = canonical(f, c.New)
	if !r.touched[f.Name] {
		r.touched[f.Name] = true
		d.order = append(d.order, touch{r, f})
	}
	return nil
}

// changes lists what changes a value, with the value replaced.
func (d *draft) changes() []workbook.Change {
	var changes []workbook.Change
	for _, t := range d.order {
		before, after := t.row.before[t.field.Name], t.row.values[t.field.Name]
		if before != after {
			changes = append(changes, workbook.Change{
				Entity: t.row.entity, ID: t.row.id, Field: t.field.Name, Old: before, New: after,
			})
		}
	}
	return changes
}

// adds reports whether the draft itself makes an entity present.
func (d *draft) adds(e workbook.Entity, id string) bool {
	r, ok := d.index[string(e)+" "+id]
	return ok && r.values[workbook.Present] == "1"
}

// commit writes the rows and the history, and returns the finished batch; the empty one
// when nothing changes. The transaction is the caller's to end.
func (d *draft) commit(ctx context.Context, b workbook.Batch) (workbook.Batch, error) {
	b.Changes = d.changes()
	if len(b.Changes) == 0 {
		return workbook.Batch{}, nil
	}
	for _, r := range d.rows {
		if err := r.write(ctx, d.tx); err != nil {
			return workbook.Batch{}, err
		}
	}
	b, err := newBatch(ctx, d.tx, b)
	if err != nil {
		return workbook.Batch{}, err
	}
	for _, c := range b.Changes {
		if _, err := d.tx.ExecContext(ctx, "INSERT INTO change (seq, entity, id, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
			b.Seq, string(c.Entity), c.ID, c.Field, c.Old, c.New); err != nil {
			return workbook.Batch{}, err
		}
	}
	return b, nil
}

// newBatch writes a batch without its changes into the history, and returns it with its id and
// its number. Its turn is what the trigger batch_added would give it, which would write twice.
func newBatch(ctx context.Context, tx *sql.Tx, b workbook.Batch) (workbook.Batch, error) {
	b.ID = NewID()
	b.At = b.At.UTC().Round(0) // no reading of the running clock, as when read back
	of := sql.NullString{String: b.Of, Valid: b.Of != ""}
	done, err := tx.ExecContext(ctx,
		`INSERT INTO batch (id, at, author, role, seat, origin, of, turn)
			SELECT ?, ?, ?, ?, ?, ?, ?, max(1, ?, 1 + coalesce((SELECT max(turn) FROM batch), 0))`,
		b.ID, stamp(b.At), b.Author.Name, b.Author.Role, b.Author.Seat, string(b.Origin), of, b.At.UnixMicro())
	if err != nil {
		return workbook.Batch{}, err
	}
	b.Seq, err = done.LastInsertId()
	return b, err
}

// changed lists the row's fields that get another value.
func (r *row) changed() []workbook.Field {
	return slices.DeleteFunc(slices.Clone(r.fields), func(f workbook.Field) bool {
		return r.before[f.Name] == r.values[f.Name]
	})
}

// write brings the row in the file to its values.
func (r *row) write(ctx context.Context, tx *sql.Tx) error {
	fields := r.changed()
	if len(fields) == 0 {
		return nil
	}
	var err error
	if r.exists {
		err = r.update(ctx, tx, r.key, fields, r.values)
	} else {
		err = r.insert(ctx, tx, r.key, r.values)
	}
	for _, f := range fields {
		if err == nil && linked(f) {
			err = r.relink(ctx, tx, r.key, f, r.values[f.Name])
		}
	}
	return err
}
