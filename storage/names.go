package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"forethought/workbook"
)

// Names reads what the things are called that batches changed or refer to, by their ids, those
// that were removed among them, and the schools that they belong to. Of the case's items and steps
// only items that were withdrawn are in it.
func (w *Workbook) Names(ctx context.Context, batches []workbook.Batch) (workbook.Names, error) {
	names := workbook.Names{Called: map[string]string{}, School: map[string]string{}}
	wanted := map[string]bool{}
	for _, b := range batches {
		for _, c := range b.Changes {
			for _, id := range append(strings.Split(c.ID, "/"), refersTo(c)...) {
				wanted[id] = true
			}
		}
	}
	ids := make([]string, 0, len(wanted))
	for id := range wanted {
		ids = append(ids, id)
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return names, fmt.Errorf("name things: %w", err)
	}
	err = w.read(ctx, "name things", func(tx *sql.Tx) error {
		for _, e := range workbook.Entities() {
			if e.Standing() {
				continue
			}
			query := fmt.Sprintf("SELECT t.id, %s, %s FROM %s AS t WHERE t.id IN (SELECT value FROM json_each(?))",
				calledIn(e), schoolIn(e), quoted(string(e)))
			err := each(ctx, tx, query, []any{string(list)}, func(rows *sql.Rows) error {
				var id, called, school string
				if err := rows.Scan(&id, &called, &school); err != nil {
					return err
				}
				names.Called[id] = strings.Join(strings.Fields(called), " ")
				if school != "" {
					names.School[id] = school
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return names, err
	}
	records, err := w.CaseRecords(ctx)
	for _, item := range records.Withdrawn() {
		if wanted[item.ID] {
			names.Called[item.ID] = item.Title
		}
	}
	return names, err
}

// Authors lists the names under which the workbook was worked on, in order.
func (w *Workbook) Authors(ctx context.Context) ([]string, error) {
	var authors []string
	err := w.read(ctx, "list authors", func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT DISTINCT b.author FROM batch AS b WHERE b.author <> '' ORDER BY b.author", nil, func(rows *sql.Rows) error {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			authors = append(authors, name)
			return nil
		})
	})
	return authors, err
}

// refersTo lists the ids in a change's values.
func refersTo(c workbook.Change) []string {
	f, err := workbook.FieldOf(c.Entity, c.Field)
	if err != nil || f.Kind != workbook.Ref && f.Kind != workbook.Refs && f.Kind != workbook.Link {
		return nil
	}
	return append(workbook.SplitIDs(c.Old), workbook.SplitIDs(c.New)...)
}

// calledIn is the expression for what a thing is called.
func calledIn(e workbook.Entity) string {
	switch e {
	case workbook.HappeningEntity:
		return "t.kind"
	case workbook.ZoneEntity:
		return "iif(t.building IN ('', t.name), t.name, iif(t.name = '', t.building, t.building || ' · ' || t.name))"
	}
	fields := workbook.FieldsOf(e)
	for _, name := range []string{"name", "title", "text"} {
		if slices.ContainsFunc(fields, func(f workbook.Field) bool { return f.Name == name }) {
			return "t." + name
		}
	}
	return "''"
}

// schoolIn is the expression for the school that a thing belongs to.
func schoolIn(e workbook.Entity) string {
	switch fields := workbook.FieldsOf(e); {
	case slices.ContainsFunc(fields, func(f workbook.Field) bool { return f.Name == "school" && f.Kind == workbook.Ref }):
		return "t.school"
	case e.OfExercise():
		return "coalesce((SELECT x.school FROM exercise AS x WHERE x.id = t.exercise), '')"
	}
	return "''"
}
