package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"forethought/workbook"
)

// soundSchema checks that a file's tables, indexes and triggers are those that the migrations
// up to its version make. A workbook comes from other hands like any file, and SQLite keeps programs in it: a
// view in a table's place may never come to its end, and a trigger may undo what is written.
// Tables that somebody added are left alone; nothing here looks at them.
//
// Its error is of kind ErrDamaged.
func soundSchema(ctx context.Context, q queryer, path string, steps []step, version int) error {
	have, err := schemaOf(ctx, q)
	if err != nil || version == len(steps) && schemaPrint(have) == newestSchema {
		return err
	}
	want, err := schemaAfter(ctx, steps[:version])
	if err != nil {
		return err
	}
	wrong := func(what string, e schemaEntry) error {
		return refuse(workbook.ErrDamaged, path, fmt.Errorf("%s: %s %s of %s", what, e.kind, e.name, e.table))
	}
	for name, e := range want {
		if have[name] != e {
			return wrong("not as it was made", e)
		}
	}
	for name, e := range have {
		_, ours := want[name]
		_, ofOurs := want[e.table]
		plain := e.kind == "table" && strings.HasPrefix(e.sql, "createtable") || e.kind == "index" && !ofOurs
		if !ours && !plain {
			return wrong("not made here", e)
		}
	}
	return nil
}

// newestSchema is the print of what all migrations make together: making it anew takes longer
// than all else in opening a workbook. A test says what it has to be.
const newestSchema = "5d1ff1a38195fbed52615daa1542e2f4f8555101c6c80f6142c41ca68e4c77eb"

// schemaPrint is the same for two schemas that are the same.
func schemaPrint(entries map[string]schemaEntry) string {
	print := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		fmt.Fprintf(print, "%q\n", entries[name])
	}
	return hex.EncodeToString(print.Sum(nil))
}

// schemaEntry is what SQLite keeps of a table, an index, a trigger or a view.
type schemaEntry struct{ kind, name, table, sql string }

// schemaAfter is the schema that some migrations make of nothing.
func schemaAfter(ctx context.Context, steps []step) (entries map[string]schemaEntry, err error) {
	db, err := inMemory()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := migrate(ctx, db, steps); err != nil {
		return nil, err
	}
	return schemaOf(ctx, db)
}

// schemaOf reads a database's schema, without SQLite's own tables. Blanks, quotation marks
// and letter case do not count, which versions of SQLite write differently.
func schemaOf(ctx context.Context, q queryer) (map[string]schemaEntry, error) {
	entries := map[string]schemaEntry{}
	plain := strings.NewReplacer(" ", "", "\n", "", "\t", "", "\r", "", `"`, "", "`", "", "[", "", "]", "")
	err := each(ctx, q, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema", nil, func(rows *sql.Rows) error {
		var e schemaEntry
		if err := rows.Scan(&e.kind, &e.name, &e.table, &e.sql); err != nil {
			return err
		}
		if !strings.HasPrefix(e.name, "sqlite_") {
			e.sql = strings.ToLower(plain.Replace(e.sql))
			entries[strings.ToLower(e.name)] = e
		}
		return nil
	})
	return entries, err
}
