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

// Health is what an examination of a workbook found. The lists are empty when all is well.
// Their lines are for a report of a fault and are in English.
type Health struct {
	Case            CaseRef
	ApplicationID   int
	SchemaVersion   int
	Integrity       []string       // what SQLite's integrity_check says
	ForeignKeys     []string       // rows that refer to a missing one
	HistoryMismatch []string       // fields whose value is not what the history wrote last
	SearchMismatch  []string       // things whose words the index for searching has wrong
	ContentMismatch []string       // files of evidence whose bytes are missing or other ones
	Counts          map[string]int // schools, zones, contacts, events, answers, actions, exercises, attachments, changes, batches
	Contents        Contents       // of the attachments, each content once
	Unused          Contents       // of removed attachments, kept for undo
	LastChange      time.Time      // UTC, zero when there was none
}

// Healthy reports whether nothing was found wrong.
func (h Health) Healthy() bool {
	return len(h.Integrity)+len(h.ForeignKeys)+len(h.HistoryMismatch)+len(h.SearchMismatch)+len(h.ContentMismatch) == 0
}

// Health examines the whole file. Removed things are not counted, nor what hangs on a
// removed school, nor answers that are blank again. Damage is reported in the result where
// SQLite can still read the file, and as an error of kind ErrDamaged where it cannot.
func (w *Workbook) Health(ctx context.Context) (Health, error) {
	h := Health{Case: w.ref}
	err := w.read(ctx, "examine workbook", func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "PRAGMA application_id").Scan(&h.ApplicationID); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&h.SchemaVersion); err != nil {
			return err
		}
		var err error
		if h.Integrity, err = integrity(ctx, tx); err != nil {
			return err
		}
		// What follows trusts the structure; where that is broken, what is known is returned.
		broken := len(h.Integrity) > 0
		if h.ForeignKeys, err = brokenReferences(ctx, tx); err != nil && !broken {
			return err
		}
		if h.HistoryMismatch, err = historyMismatch(ctx, tx); err != nil && !broken {
			return err
		}
		if h.SearchMismatch, err = searchMismatch(ctx, tx); err != nil && !broken {
			return err
		}
		if h.ContentMismatch, err = contentMismatch(ctx, tx); err != nil && !broken {
			return err
		}
		if h.Contents, err = countContents(ctx, tx, "length(c.data) > 0 AND NOT ("+unused+")"); err != nil && !broken {
			return err
		}
		if h.Unused, err = countContents(ctx, tx, unused); err != nil && !broken {
			return err
		}
		if h.Counts, h.LastChange, err = summary(ctx, tx); err != nil && !broken {
			return err
		}
		return nil
	})
	return h, err
}

// integrity lists what SQLite's full check finds.
func integrity(ctx context.Context, q queryer) ([]string, error) {
	var found []string
	err := each(ctx, q, "PRAGMA integrity_check", nil, func(rows *sql.Rows) error {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			found = append(found, line)
		}
		return nil
	})
	return found, err
}

// historyMismatch compares every field with the last value that the history gave it.
func historyMismatch(ctx context.Context, q queryer) ([]string, error) {
	type place struct {
		entity    workbook.Entity
		id, field string
	}
	last := map[place]string{}
	known := map[place]bool{} // things, without a field
	query := "SELECT c.entity, c.id, c.field, c.new FROM change AS c JOIN batch AS b ON b.seq = c.seq WHERE " + isEdit +
		" ORDER BY b.turn, b.id"
	err := each(ctx, q, query, nil, func(rows *sql.Rows) error {
		var p place
		var value string
		if err := rows.Scan(&p.entity, &p.id, &p.field, &value); err != nil {
			return err
		}
		last[p] = value
		known[place{p.entity, p.id, ""}] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	var found []string
	differs := func(p place, holds, says string) {
		found = append(found, fmt.Sprintf("%s %s %s: holds %q, the history says %q", p.entity, p.id, p.field,
			workbook.Shorten(holds, 60), workbook.Shorten(says, 60)))
	}
	for _, e := range workbook.Entities() {
		t := tableOf(e)
		rows, err := t.records(ctx, q, "1")
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if !known[place{e, r.id, ""}] && t.bare(r) {
				continue // a school's part names it and does not hold it
			}
			for _, f := range t.fields {
				p := place{e, r.id, f.Name}
				says, ok := last[p]
				if !ok {
					says = f.Empty
				}
				if r.values[f.Name] != says {
					differs(p, r.values[f.Name], says)
				}
				delete(last, p)
			}
		}
	}
	for p, says := range last { // what the history knows and no table has
		differs(p, "", says)
	}
	slices.Sort(found)
	return found, nil
}

// bare reports whether a row says nothing but what the thing belongs to.
func (t table) bare(r record) bool {
	return !slices.ContainsFunc(t.fields, func(f workbook.Field) bool {
		return f.Kind != workbook.Ref && r.values[f.Name] != f.Empty
	})
}

// summary counts what a workbook holds and says when it was changed last.
func summary(ctx context.Context, q queryer) (map[string]int, time.Time, error) {
	counts := map[string]int{}
	for name, query := range map[string]string{
		"schools":     "SELECT count(*) FROM school AS t WHERE t.present = 1",
		"zones":       "SELECT count(*) FROM zone AS t WHERE t.present = 1 AND " + ofPresentSchool,
		"contacts":    "SELECT count(*) FROM contact AS t WHERE t.present = 1",
		"events":      "SELECT count(*) FROM event AS t WHERE t.present = 1 AND " + ofPresentSchool,
		"answers":     "SELECT count(*) FROM answer AS t WHERE " + notBlank() + " AND " + ofPresentSchool,
		"actions":     "SELECT count(*) FROM action AS t WHERE t.present = 1",
		"exercises":   "SELECT count(*) FROM exercise AS t WHERE t.present = 1 AND " + ofPresentSchool,
		"attachments": "SELECT count(*) FROM attachment AS t WHERE t.present = 1 AND " + ofPresentSchool,
		"changes":     "SELECT count(*) FROM change AS c WHERE " + isEdit,
		"batches":     "SELECT count(*) FROM batch",
	} {
		var n int
		if err := q.QueryRowContext(ctx, query).Scan(&n); err != nil {
			return nil, time.Time{}, err
		}
		counts[name] = n
	}
	var at string
	err := q.QueryRowContext(ctx, "SELECT at FROM batch ORDER BY turn DESC, id DESC LIMIT 1").Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return counts, time.Time{}, nil
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	last, err := unstamp(at)
	return counts, last, err
}

// notBlank holds for answers of which a field is set.
func notBlank() string {
	t := tableOf(workbook.AnswerEntity)
	var terms []string
	for _, f := range t.fields {
		terms = append(terms, fmt.Sprintf("%s <> '%s'", t.expression(f), stored(f, f.Empty)))
	}
	return "(" + strings.Join(terms, " OR ") + ")"
}
