package storage

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"forethought/workbook"
)

// alter changes a workbook as somebody could who makes one up.
func alter(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// A file may hold programs for SQLite: opening it must not run one that never ends, and
// writing to it not one that undoes what was written.
func TestAWorkbookWithProgramsOfItsOwnIsNotOpened(t *testing.T) {
	const endless = "AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "
	for name, statements := range map[string][]string{
		"an endless view in a table's place": {
			"ALTER TABLE book RENAME TO book_was",
			"CREATE VIEW book " + endless + "x AS one, 'id' AS id, 'c' AS case_id, 1 AS case_version, '' AS created FROM n WHERE x < 0",
		},
		"a view besides": {"CREATE VIEW more " + endless + "x FROM n"},
		"a trigger that undoes": {
			"CREATE TRIGGER gone AFTER INSERT ON school BEGIN DELETE FROM school WHERE id = new.id; END",
		},
		"one of ours made to do nothing": {
			"DROP TRIGGER school_added",
			"CREATE TRIGGER school_added AFTER INSERT ON school BEGIN SELECT 1; END",
		},
		"one of ours gone":          {"DROP TRIGGER school_added"},
		"an index that calculates":  {"CREATE INDEX slow ON school (length(name))"},
		"a table with more columns": {"ALTER TABLE school ADD COLUMN big TEXT AS (printf('%.*c', 1000000, 'x'))"},
		"a virtual table":           {"CREATE VIRTUAL TABLE other USING fts5(x)"},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "Plan.forethought")
		bigFile(t, path)
		alter(t, path, statements...)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range []Options{{}, {ReadOnly: true}} {
			w, err := Open(context.Background(), path, o)
			if err == nil {
				t.Errorf("%s: opened", name)
				shut(t, w)
				continue
			}
			wantKind(t, err, workbook.ErrDamaged)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed (%v)", name, err)
		}
		wantFiles(t, dir, "Plan.forethought")
	}
}

func TestAWorkbookToWhichSomebodyAddedATableIsOpened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Plan.forethought")
	bigFile(t, path)
	alter(t, path, "CREATE TABLE mine (name TEXT)", "CREATE INDEX mine_by_name ON mine (name)", "INSERT INTO mine VALUES ('x')", "ANALYZE")
	w := reopen(t, path, Options{})
	addSchool(t, w, ana, "Oak High")
	wantHealthy(t, w)
}

// The print by which a sound schema is known at a glance is that of what the migrations make.
func TestTheNewestSchemaIsKnownByItsPrint(t *testing.T) {
	steps, err := builtInSteps()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := schemaAfter(t.Context(), steps)
	if err != nil {
		t.Fatal(err)
	}
	if got := schemaPrint(entries); got != newestSchema {
		t.Errorf("newestSchema is %q and has to be %q", newestSchema, got)
	}
	for name, e := range entries {
		e.sql += " "
		entries[name] = e
		break
	}
	if schemaPrint(entries) == newestSchema {
		t.Error("another schema has the same print")
	}
}
