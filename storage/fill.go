package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"forethought/workbook"
)

// CreateLarge makes a workbook of many things at once, as for trying out a district of
// thousands of schools. The batches only add: no thing is in two of them, and each says every
// value that it has. They are written a statement for each kind of thing, with their history,
// and nothing is flushed before the end. Progress, which may be nil, is told how many are in.
//
// Its errors are those of [Create], and ErrBadValue for a batch that does not only add or that
// refers to what is not there. After an error there is no file.
func CreateLarge(ctx context.Context, path string, c CaseRef, batches iter.Seq[workbook.DatedBatch], progress func(done int)) error {
	const doing = "create workbook"
	path, err := filepath.Abs(path)
	if err != nil {
		return problem(path, doing, err)
	}
	steps, err := builtInSteps()
	if err != nil {
		return problem(path, doing, err)
	}
	err = writeBeside(path, func(scratch string) error {
		if err := found(ctx, scratch, c, steps, time.Now()); err != nil {
			return err
		}
		db, err := connect(scratch, readWrite)
		if err != nil {
			return err
		}
		return errors.Join(fillAtOnce(ctx, db, batches, progress), db.Close())
	})
	return problem(path, doing, err)
}

func fillAtOnce(ctx context.Context, db *sql.DB, batches iter.Seq[workbook.DatedBatch], progress func(int)) error {
	// The file has no name yet, so that nobody misses it when the computer stops.
	for _, pragma := range []string{"synchronous = OFF", "journal_mode = MEMORY", "cache_size = -65536"} {
		if _, err := db.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return err
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	var clock time.Time
	done := 0
	for b := range batches {
		const workday = 14 * time.Hour // UTC, the same day nearly everywhere
		if clock = clock.Add(time.Second); clock.Before(b.On.Time().Add(workday)) {
			clock = b.On.Time().Add(workday)
		}
		if err := addAtOnce(ctx, tx, b, clock); err != nil {
			return err
		}
		if done++; progress != nil {
			progress(done)
		}
	}
	broken, err := brokenReferences(ctx, tx)
	if err != nil {
		return err
	}
	if len(broken) > 0 {
		return &workbook.Problem{Kind: workbook.ErrBadValue, Err: errors.New(broken[0])}
	}
	return tx.Commit()
}

// addAtOnce writes the things of a batch and their history, a statement each for all of a kind.
func addAtOnce(ctx context.Context, tx *sql.Tx, b workbook.DatedBatch, at time.Time) error {
	if err := checkEdit(b.Author, b.Changes); err != nil {
		return err
	}
	things := map[ident]workbook.Values{}
	var order []ident
	for _, c := range b.Changes {
		of := ident{c.Entity, c.ID}
		if things[of] == nil {
			things[of] = workbook.Values{}
			order = append(order, of)
		}
		things[of][c.Field] = c.New
	}
	var past [][]any
	batch, err := newBatch(ctx, tx, workbook.Batch{At: at, Author: b.Author, Origin: workbook.Edited})
	if err != nil {
		return err
	}
	for _, e := range workbook.Entities() {
		t := tableOf(e)
		var rows [][]any
		links := map[string][][]any{}
		for _, of := range order {
			if of.entity != e {
				continue
			}
			key, err := t.keyOf(of.id)
			if err != nil {
				return err
			}
			row := slices.Clone(key)
			for _, f := range t.fields {
				value, ok := things[of][f.Name]
				if value = canonical(f, value); !ok || value == "" {
					value = f.Empty
				}
				if value != f.Empty {
					past = append(past, []any{batch.Seq, string(e), of.id, f.Name, f.Empty, value})
				}
				if linked(f) {
					for _, id := range workbook.SplitIDs(value) {
						links[f.Name] = append(links[f.Name], append(slices.Clone(key), id))
					}
					continue
				}
				row = append(row, stored(f, value))
			}
			rows = append(rows, row)
		}
		if err := insertAll(ctx, tx, quoted(string(e)), t.columns(), rows); err != nil {
			return err
		}
		for _, f := range t.fields {
			if linked(f) {
				name, owner, target := t.link(f)
				var columns []string
				for _, o := range owner {
					columns = append(columns, quoted(o))
				}
				if err := insertAll(ctx, tx, name, append(columns, target), links[f.Name]); err != nil {
					return err
				}
			}
		}
	}
	return insertAll(ctx, tx, "change", []string{"seq", "entity", "id", "field", "old", "new"}, past)
}

// insertAll adds rows in one statement, however many there are.
func insertAll(ctx context.Context, tx *sql.Tx, table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("write rows: %w", err)
	}
	cells := make([]string, len(columns))
	for i := range cells {
		cells[i] = fmt.Sprintf("value ->> %d", i)
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM json_each(?) ORDER BY key",
		table, strings.Join(columns, ", "), strings.Join(cells, ", ")), string(list))
	return err
}
