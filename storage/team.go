package storage

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"forethought/workbook"
)

// TeamRequest gathers everyone who is named in the workbook and what they own. Its day is
// left for the caller. Errors and guarantees are those of [Workbook.PlanRequest].
func (w *Workbook) TeamRequest(ctx context.Context, c *workbook.Case) (workbook.TeamRequest, error) {
	r := workbook.TeamRequest{Case: c}
	if made := w.Case(); made.ID != c.ID {
		return r, &workbook.Problem{Kind: workbook.ErrOtherCase, File: w.Path(), Value: made.ID}
	}
	var err error
	if r.Contacts, err = w.Contacts(ctx); err != nil {
		return workbook.TeamRequest{}, err
	}
	if r.Schools, err = w.Schools(ctx); err != nil {
		return workbook.TeamRequest{}, err
	}
	if r.Answers, err = w.answers(ctx, ofPresentSchool+" AND t.owner <> ''"); err != nil {
		return workbook.TeamRequest{}, err
	}
	if r.Actions, err = w.Actions(ctx, ""); err != nil {
		return workbook.TeamRequest{}, err
	}
	if r.Events, r.Steps, err = w.Events(ctx); err != nil {
		return workbook.TeamRequest{}, err
	}
	return r, nil
}

// nameFields are the fields that hold somebody's name and are no name of their own.
var nameFields = map[string]bool{"owner": true, "reviewed_by": true, "added_by": true, "evaluator": true, "seen_by": true, "contact": true}

// Named finds where a name stands as an owner, a reviewer or the one who attached a file,
// also in what was removed, so that it has today's name when it comes back. Upper and lower
// case count.
func (w *Workbook) Named(ctx context.Context, name string) ([]workbook.Named, error) {
	var found []workbook.Named
	err := w.read(ctx, "look for a name", func(tx *sql.Tx) error {
		for _, e := range workbook.Entities() {
			t := tableOf(e)
			var key []string
			for _, k := range t.key {
				key = append(key, quoted(k))
			}
			for _, f := range t.fields {
				if !nameFields[f.Name] {
					continue
				}
				query := fmt.Sprintf("SELECT %s FROM %s WHERE %s = ? ORDER BY 1",
					strings.Join(key, " || '/' || "), quoted(string(e)), quoted(f.Name))
				err := each(ctx, tx, query, []any{name}, func(rows *sql.Rows) error {
					n := workbook.Named{Entity: e, Field: f.Name}
					err := rows.Scan(&n.ID)
					found = append(found, n)
					return err
				})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	return found, err
}
