package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"forethought/workbook"
)

// write makes the new workbook.
func (m mended) write(ctx context.Context, path string, steps []step, o RecoverOptions) (err error) {
	db, err := connect(path, readWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := migrate(ctx, db, steps); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	for _, part := range []func(context.Context, *sql.Tx, RecoverOptions) error{
		m.writeBook, m.writeAsked, m.writeContents, m.writeHistory, m.writeThings, m.writeRest,
	} {
		if err := part(ctx, tx, o); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (m mended) writeBook(ctx context.Context, tx *sql.Tx, o RecoverOptions) error {
	row := map[string]any{
		"one": 1, "id": NewID(), "case_id": o.Case.ID, "case_version": o.Case.Version, "created": stamp(time.Now()),
	}
	if asked := numbers(m.asked); len(asked) > 0 { // the last version that the workbook was opened with
		row["case_version"] = asked[len(asked)-1]
	}
	if m.book != nil {
		row = m.named("book", 1, m.book)
	}
	return insertRow(ctx, tx, "book", row)
}

// writeAsked keeps what the versions of the case asked. Of one that is lost the words are not known.
func (m mended) writeAsked(ctx context.Context, tx *sql.Tx, _ RecoverOptions) error {
	for _, version := range numbers(m.asked) {
		if err := insertRow(ctx, tx, "case_record", m.named("case_record", version, m.asked[version])); err != nil {
			return err
		}
	}
	return nil
}

// named is a row by the names of its columns.
func (m mended) named(table string, row int64, values []any) map[string]any {
	cells := map[string]any{}
	for i, v := range values {
		c := m.shapes[table].columns[i]
		if cells[c.name] = v; c.numbers {
			cells[c.name] = row
		}
	}
	return cells
}

// insertRow adds a row by the names of its columns.
func insertRow(ctx context.Context, tx *sql.Tx, table string, cells map[string]any) error {
	var names []string
	var args []any
	for name, v := range cells {
		names, args = append(names, quoted(name)), append(args, v)
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", quoted(table),
		strings.Join(names, ", "), strings.Repeat(", ?", len(names)-1)), args...)
	return err
}

// writeContents keeps the files' bytes. Those that are gone become what was deleted for good.
func (m mended) writeContents(ctx context.Context, tx *sql.Tx, _ RecoverOptions) error {
	for checksum := range m.files {
		data, err := m.content(checksum)
		if err == nil {
			_, err = tx.ExecContext(ctx, "INSERT INTO content (sha256, data) VALUES (?, ?)", checksum, append([]byte{}, data...))
		}
		if err != nil {
			return err
		}
	}
	for _, checksum := range m.gone {
		if _, err := tx.ExecContext(ctx, "INSERT INTO content (sha256, data) VALUES (?, x'')", checksum); err != nil {
			return err
		}
	}
	return nil
}

// findTurns finds the turn of each batch. One that is lost has that of the one before it in the
// file, and comes after it by its new id. A file of before there were turns has them in the
// order of the file.
func (m mended) findTurns() {
	at, turned := m.shapes["batch"].column("turn")
	var turn int64
	for _, seq := range m.seqs() {
		of := turnOf{turn: turn, id: NewID()}
		if b := m.batches[seq]; b != nil {
			of.id, _ = b[1].(string)
			if turned && len(b) > at {
				of.turn, _ = b[at].(int64)
			}
		}
		if !turned {
			of.turn = seq
		}
		m.turns[seq], turn = of, of.turn
	}
}

// seqs are the numbers of the batches that are known of, in order.
func (m mended) seqs() []int64 {
	all := map[int64]bool{}
	for seq := range m.batches {
		all[seq] = true
	}
	for _, c := range m.changes {
		all[c.seq] = true
	}
	return numbers(all)
}

// writeHistory writes batches and changes under their numbers. For changes whose batch is
// lost there is one without an author, of the time of the one before it.
func (m mended) writeHistory(ctx context.Context, tx *sql.Tx, _ RecoverOptions) error {
	ids := map[string]bool{}
	for _, b := range m.batches {
		if id, ok := b[1].(string); ok {
			ids[id] = true
		}
	}
	_, turned := m.shapes["batch"].column("turn")
	at := stamp(time.Time{})
	written := map[string]bool{}
	for _, seq := range m.seqs() {
		row := map[string]any{"seq": seq, "id": m.turns[seq].id, "at": at, "author": "", "role": "", "seat": "", "origin": string(workbook.Edited)}
		if turned {
			row["turn"] = m.turns[seq].turn
		}
		if b := m.batches[seq]; b != nil && !written[fmt.Sprint(b[1])] {
			row = m.named("batch", seq, b)
			at = row["at"].(string)
			if of, ok := row["of"].(string); ok && !ids[of] { // an undo of what is lost is an edit
				row["of"], row["origin"] = nil, string(workbook.Edited)
			}
			written[fmt.Sprint(b[1])] = true
		}
		if err := insertRow(ctx, tx, "batch", row); err != nil {
			return err
		}
	}
	for _, n := range numbers(m.changes) {
		c := m.changes[n]
		if _, err := tx.ExecContext(ctx, "INSERT INTO change (n, seq, entity, id, field, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
			n, c.seq, string(c.Entity), c.ID, c.Field, c.Old, c.New); err != nil {
			return err
		}
	}
	return nil
}

func (m mended) sorted() []ident {
	var all []ident
	for _, e := range workbook.Entities() {
		from := len(all)
		for at := range m.things {
			if at.entity == e {
				all = append(all, at)
			}
		}
		slices.SortFunc(all[from:], compareIdents)
	}
	return all
}

func (m mended) writeThings(ctx context.Context, tx *sql.Tx, _ RecoverOptions) error {
	for _, at := range m.sorted() {
		t, values := tableOf(at.entity), m.things[at]
		key, err := t.keyOf(at.id)
		if err == nil {
			err = t.insert(ctx, tx, key, values)
		}
		for _, f := range t.fields {
			if err == nil && linked(f) && values[f.Name] != "" {
				err = t.relink(ctx, tx, key, f, values[f.Name])
			}
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// writeRest ends the history with a batch of what it does not tell.
func (m mended) writeRest(ctx context.Context, tx *sql.Tx, o RecoverOptions) error {
	seq := m.newest
	for _, c := range m.changes {
		seq = max(seq, c.seq)
	}
	begun := false
	for _, at := range m.sorted() {
		for _, f := range tableOf(at.entity).fields {
			told, ok := m.last[at][f.Name]
			if !ok {
				told = f.Empty
			}
			value := m.things[at][f.Name]
			if value == told {
				continue
			}
			if !begun {
				begun = true
				err := insertRow(ctx, tx, "batch", map[string]any{
					"seq": seq + 1, "id": NewID(), "at": stamp(time.Now()), "origin": string(workbook.Edited),
					"author": o.Author.Name, "role": o.Author.Role, "seat": o.Author.Seat,
				})
				if err != nil {
					return err
				}
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO change (seq, entity, id, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
				seq+1, string(at.entity), at.id, f.Name, told, value)
			if err != nil {
				return err
			}
		}
	}
	return nil
}
