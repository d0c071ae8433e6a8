package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"forethought/workbook"
)

// Carried is the version of the case that opening carried the workbook along from, 0 where it
// had the program's already. What was answered stands as it was; [Workbook.CaseRecords] tells
// what changed.
func (w *Workbook) Carried() int { return w.carried }

// fits refuses a case that the workbook cannot be opened for; nil fits all.
func (w *Workbook) fits(c *workbook.Case) error {
	switch {
	case c == nil:
		return nil
	case w.ref.ID != c.ID:
		return &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.path, Value: w.ref.ID}
	case w.ref.Version > c.Version:
		return &workbook.Problem{
			Kind: workbook.ErrNewerCase, File: w.path, Value: strconv.Itoa(w.ref.Version), Place: strconv.Itoa(c.Version),
		}
	}
	return nil
}

// carryAlong makes the workbook one of the version of the case that the program has, and notes
// what that version asks, in one transaction. A workbook for reading only stays as it is, and is
// read with the program's case all the same.
func (w *Workbook) carryAlong(ctx context.Context) error {
	c := w.options.Case
	if c == nil || w.readOnly {
		return nil
	}
	if err := checkAuthor(w.options.By); err != nil {
		return err
	}
	known, err := knowsVersion(ctx, w.db, c.Version)
	if err != nil || known && w.ref.Version == c.Version {
		return err
	}
	items, err := json.Marshal(workbook.AskedItems(c))
	if err != nil {
		return err
	}
	return w.write(ctx, "carry along to the case's version", func(tx *sql.Tx) error {
		_, now, err := bookOf(ctx, tx, w.path) // another window may have been quicker
		if err != nil {
			return err
		}
		from := w.ref.Version
		if w.ref = now; now.Version > c.Version {
			return w.fits(c)
		}
		// Of the version that a workbook began with, or was left at by an earlier Forethought, all
		// copies note the same.
		const first = "INSERT INTO case_record (version, since, items) SELECT ?, created, ? FROM book WHERE true ON CONFLICT DO NOTHING"
		if now.Version == c.Version {
			_, err := tx.ExecContext(ctx, first, c.Version, string(items))
			return err
		}
		if _, err := tx.ExecContext(ctx, first, now.Version, "[]"); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO case_record (version, since, author, role, items) VALUES (?, ?, ?, ?, ?)",
			c.Version, stamp(w.options.now()), w.options.By.Name, w.options.By.Role, string(items))
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE book SET case_version = ?", c.Version)
		}
		w.carried, w.ref.Version = from, c.Version
		return err
	})
}

func knowsVersion(ctx context.Context, q queryer, version int) (known bool, err error) {
	err = q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM case_record WHERE version = ?)", version).Scan(&known)
	return known, err
}

// CaseRecords reads what the versions of the case asked that the workbook was answered against.
// The last is that of the case of the options, where there is one, also while the workbook is open
// for reading only and has not been carried along to it. One without items is of a version of which the words are not
// known, since no Forethought that notes them had the workbook open with it.
//
// Its error is of kind ErrDamaged for a record that cannot be made sense of.
func (w *Workbook) CaseRecords(ctx context.Context) (workbook.CaseRecords, error) {
	w.recordsLock.Lock()
	defer w.recordsLock.Unlock()
	err := w.read(ctx, "read what the case asked", func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM case_record").Scan(&n); err != nil {
			return err
		}
		if n == len(w.records) {
			return nil // rows are only ever added
		}
		w.records = nil
		return each(ctx, tx, "SELECT version, since, author, role, items FROM case_record ORDER BY version", nil, func(rows *sql.Rows) error {
			var r workbook.CaseRecord
			var since string
			var items []byte
			if err := rows.Scan(&r.Version, &since, &r.Author.Name, &r.Author.Role, &items); err != nil {
				return err
			}
			var err error
			if r.Since, err = unstamp(since); err == nil {
				err = json.Unmarshal(items, &r.Items)
			}
			if err != nil {
				return &workbook.Problem{Kind: workbook.ErrDamaged, Place: "case_record", Err: fmt.Errorf("version %d: %w", r.Version, err)}
			}
			w.records = append(w.records, r)
			return nil
		})
	})
	if err != nil {
		w.records = nil
		return nil, err
	}
	records := slices.Clone(w.records)
	c := w.options.Case
	if c == nil {
		return records, nil
	}
	if len(records) == 0 && w.ref.Version < c.Version {
		records = append(records, workbook.CaseRecord{Version: w.ref.Version})
	}
	if last := len(records) - 1; last < 0 || records[last].Version < c.Version {
		records = append(records, workbook.CaseRecord{Version: c.Version, Items: workbook.AskedItems(c)})
	}
	return records, nil
}

// forgetRecords has the records read again.
func (w *Workbook) forgetRecords() {
	w.recordsLock.Lock()
	defer w.recordsLock.Unlock()
	w.records = nil
}

// takeCase brings in what the versions of the case asked that another copy, at hand as "other",
// was answered against. The later of the two versions is the workbook's from then on. Of two records
// of a version the same stands whichever copy comes first.
func takeCase(ctx context.Context, tx *sql.Tx) error {
	for _, query := range []string{
		`INSERT INTO main.case_record (version, since, author, role, items)
		SELECT version, since, author, role, items FROM other.case_record WHERE true
		ON CONFLICT (version) DO UPDATE SET since = excluded.since, author = excluded.author, role = excluded.role, items = excluded.items
		WHERE (items = '[]', since, author, role, items) > (excluded.items = '[]', excluded.since, excluded.author, excluded.role, excluded.items)`,
		"UPDATE main.book SET case_version = max(case_version, (SELECT o.case_version FROM other.book AS o))",
	} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}
