package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"

	"modernc.org/sqlite"
)

// What a window reads after an edit goes by indexes to the chosen school's things: no part of
// it goes through a table of all schools' things, so it takes no longer the more there are.
func TestWhatIsReadAfterAnEditGoesThroughNoWholeTable(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	path := w.Path()
	shut(t, w)
	c, err := sqlite.NewConnector(dsn(path, readWrite, runtime.GOOS == "windows"))
	if err != nil {
		t.Fatal(err)
	}
	w = reopen(t, path, Options{})
	plain := w.db
	heard := &hearing{}
	w.db = sql.OpenDB(hearingConnector{faultyConnector{c, &fault{}}, heard})
	w.db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = plain.Close() })
	read := func() {
		t.Helper()
		_, noUndo := w.NextUndo(ctx, ana)
		_, noRedo := w.NextRedo(ctx, ana)
		if noUndo != nil || !errors.Is(noRedo, workbook.ErrNothingToRedo) {
			t.Fatal(noUndo, noRedo)
		}
		for _, reading := range []func() error{
			func() error { _, err := w.Seq(ctx); return err },
			func() error { _, err := w.CaseRecords(ctx); return err },
			func() error { _, err := w.Schools(ctx); return err },
			func() error { _, err := w.SchoolRecord(ctx, d.school.ID); return err },
			func() error { _, err := w.Answers(ctx, d.school.ID); return err },
			func() error { _, err := w.Actions(ctx, d.school.ID); return err },
			func() error { _, err := w.Exercises(ctx, d.school.ID); return err },
			func() error { _, err := w.Disproofs(ctx, d.school.ID); return err },
			func() error { _, err := w.ExerciseProgress(ctx, d.school.ID); return err },
			func() error { _, err := w.ExerciseRecord(ctx, d.drill.ID); return err },
			func() error { _, err := w.Attachments(ctx, d.school.ID); return err },
		} {
			if err := reading(); err != nil {
				t.Fatal(err)
			}
		}
	}
	read() // what is kept from then on
	heard.queries = nil
	apply(t, w, ana, setAnswer(d.school.ID, "alarms", "status", "needed"))
	read()
	queries := slices.Clone(heard.queries)
	if len(queries) < 20 {
		t.Fatalf("heard only %q", queries)
	}
	for _, query := range queries {
		args := make([]any, strings.Count(query, "?"))
		err := each(ctx, plain, "EXPLAIN QUERY PLAN "+query, args, func(rows *sql.Rows) error {
			var id, parent, unused int
			var step string
			err := rows.Scan(&id, &parent, &unused, &step)
			// A case has some versions, however many schools there are.
			if strings.HasPrefix(step, "SCAN ") && step != "SCAN case_record" && step != "SCAN CONSTANT ROW" {
				t.Errorf("%s\n\tgoes through a whole table: %s", query, step)
			}
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
}

// hearing keeps the queries that a connection is asked.
type hearing struct{ queries []string }

type hearingConnector struct {
	faultyConnector
	heard *hearing
}

func (c hearingConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.faultyConnector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return hearingConn{conn.(faultyConn), c.heard}, nil
}

type hearingConn struct {
	faultyConn
	heard *hearing
}

func (c hearingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.heard.queries = append(c.heard.queries, query)
	return c.faultyConn.QueryContext(ctx, query, args)
}

func (c hearingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.heard.queries = append(c.heard.queries, query)
	return c.faultyConn.ExecContext(ctx, query, args)
}
