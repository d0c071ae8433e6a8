package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"forethought/workbook"
)

// Extract writes a workbook with one school's part of this one: the school, its zones, events,
// answers, files, exercises, the actions and contacts that name it, the contacts of the whole
// district, and the history of these. Nothing of any other school is in the file but the ids of
// those that share an action or a contact, and of what the part names there: an answer may name a
// zone of another school. How many such things it names is returned.
//
// It is a copy of the same workbook that knows less, so [Merge] brings back what was done in it;
// what it does not know was not removed. A file that is there already is replaced only where
// replace is set.
//
// Its errors are ErrNotFound for a school that is not there or was removed, ErrSameFile, and for
// the new file ErrExists, ErrBusy, ErrNotAFile, ErrNotWritable and ErrDiskFull.
func (w *Workbook) Extract(ctx context.Context, schoolID, to string, replace bool) (elsewhere int, err error) {
	const doing = "extract school's part"
	to, err = filepath.Abs(to)
	if err != nil {
		return 0, problem(to, doing, err)
	}
	if sameFile(w.path, to) {
		return 0, problem(to, doing, refuse(workbook.ErrSameFile, to, nil))
	}
	err = w.read(ctx, doing, func(tx *sql.Tx) error {
		var present bool
		err := tx.QueryRowContext(ctx, "SELECT present FROM school WHERE id = ?", schoolID).Scan(&present)
		if errors.Is(err, sql.ErrNoRows) || err == nil && !present {
			return &workbook.Problem{Kind: workbook.ErrNotFound, Place: string(workbook.SchoolEntity), Value: workbook.Shorten(schoolID, 60)}
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	steps, err := builtInSteps()
	if err != nil {
		return 0, problem(to, doing, err)
	}
	write := writeBeside
	if replace {
		write = writeOver
	}
	err = write(to, func(scratch string) error {
		return withScratch(ctx, scratch, func(db *sql.DB) error {
			if err := migrate(ctx, db, steps); err != nil {
				return err
			}
			part := &Workbook{path: scratch, options: w.options, db: db}
			return part.beside(ctx, w.path, func() error {
				return part.write(ctx, doing, func(tx *sql.Tx) (err error) {
					elsewhere, err = takePart(ctx, tx, schoolID)
					return err
				})
			})
		})
	})
	return elsewhere, problem(to, doing, err)
}

// takePart fills a workbook without anything with a school's part of the other, and says how many
// things of other schools it names.
func takePart(ctx context.Context, tx *sql.Tx, schoolID string) (elsewhere int, err error) {
	queries := []string{
		"INSERT INTO main.book (one, id, case_id, case_version, created) SELECT one, id, case_id, case_version, created FROM other.book",
		"INSERT INTO main.case_record (version, since, author, role, items) SELECT version, since, author, role, items FROM other.case_record",
		"CREATE TEMP TABLE part (entity TEXT, id TEXT, PRIMARY KEY (entity, id)) WITHOUT ROWID",
	}
	own := belongingTo(besideName, workbook.SchoolEntity, "SELECT ?1")
	for _, e := range own.order {
		queries = append(queries, fmt.Sprintf("INSERT INTO part (entity, id) SELECT '%s', i.* FROM (%s) AS i", e, own.ids[e]))
	}
	queries = append(queries,
		"INSERT INTO part (entity, id) SELECT 'action', l.action FROM other.action_school AS l WHERE l.school = ?1",
		`INSERT INTO part (entity, id) SELECT 'contact', t.id FROM other.contact AS t WHERE
			EXISTS (SELECT 1 FROM other.contact_school AS l WHERE l.contact = t.id AND l.school = ?1)
			OR NOT EXISTS (SELECT 1 FROM other.contact_school AS l WHERE l.contact = t.id)`,
	)
	for _, e := range workbook.Entities() {
		t := tableOf(e)
		columns := strings.Join(t.columns(), ", ")
		of := fmt.Sprintf("EXISTS (SELECT 1 FROM part AS p WHERE p.entity = '%s' AND p.id = ", e)
		queries = append(queries, fmt.Sprintf("INSERT INTO main.%[1]s (%[2]s) SELECT %[2]s FROM other.%[1]s AS t WHERE %[3]s%[4]s) ORDER BY t.rowid",
			quoted(string(e)), columns, of, t.idExpression("t")))
		for _, f := range t.fields {
			if !linked(f) {
				continue
			}
			name, owner, target := t.link(f)
			l := table{key: owner}
			queries = append(queries, fmt.Sprintf("INSERT INTO main.%[1]s (%[2]s, %[3]s) SELECT %[2]s, %[3]s FROM other.%[1]s AS l WHERE %[4]s%[5]s)",
				name, quotedAll(owner), target, of, l.idExpression("l")))
		}
	}
	const changes = "FROM other.change AS c JOIN part AS p ON p.entity = c.entity AND p.id = c.id"
	queries = append(queries,
		`CREATE TEMP TABLE part_batch AS SELECT DISTINCT c.seq `+changes,
		`INSERT INTO part_batch SELECT o.seq FROM other.batch AS b JOIN other.batch AS o ON o.id = b.of
			WHERE b.seq IN (SELECT seq FROM part_batch) AND o.seq NOT IN (SELECT seq FROM part_batch)`,
		`INSERT INTO main.batch (seq, id, at, author, role, seat, origin, of, stale, turn)
			SELECT seq, id, at, author, role, seat, origin, of, stale, turn FROM other.batch WHERE seq IN (SELECT seq FROM part_batch) ORDER BY seq`,
		"INSERT INTO main.change (n, seq, entity, id, field, old, new) SELECT c.n, c.seq, c.entity, c.id, c.field, c.old, c.new "+changes+" ORDER BY c.n",
		`INSERT INTO main.content (sha256, data) SELECT c.sha256, c.data FROM other.content AS c
			WHERE c.sha256 IN (SELECT a.sha256 FROM main.attachment AS a)`,
		"DROP TABLE temp.part", "DROP TABLE temp.part_batch",
	)
	for _, query := range queries {
		var args []any
		if strings.Contains(query, "?1") {
			args = []any{schoolID}
		}
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return 0, err
		}
	}
	return namedElsewhere(ctx, tx)
}

// namedElsewhere adds what the part names and does not hold, as rows with an id, what they belong
// to, and nothing else: no history knows them, so they say nothing when the part is merged. It
// counts those that are named, but for schools.
func namedElsewhere(ctx context.Context, tx *sql.Tx) (elsewhere int, err error) {
	add := func(e workbook.Entity, ids string) (int, error) {
		t := tableOf(e)
		columns := []string{"id"}
		for _, f := range t.fields {
			if f.Kind == workbook.Ref && f.Target != "" {
				columns = append(columns, f.Name)
			}
		}
		done, err := tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO main.%[1]s (%[2]s) SELECT %[2]s FROM other.%[1]s AS o WHERE o.id IN (%[3]s) AND o.id NOT IN (SELECT id FROM main.%[1]s)",
			quoted(string(e)), quotedAll(columns), ids))
		if err != nil {
			return 0, err
		}
		added, err := done.RowsAffected()
		return int(added), err
	}
	all := workbook.Entities()
	for _, e := range all {
		t := tableOf(e)
		for _, f := range t.fields {
			if !linked(f) || f.Target == "" {
				continue
			}
			name, _, target := t.link(f)
			added, err := add(f.Target, fmt.Sprintf("SELECT %s FROM main.%s", target, name))
			if err != nil {
				return 0, err
			}
			if f.Target != workbook.SchoolEntity {
				elsewhere += added
			}
		}
	}
	for _, e := range slices.Backward(all) { // what they belong to comes before them in the list
		for _, f := range tableOf(e).fields {
			if f.Kind != workbook.Ref || f.Target == "" {
				continue
			}
			if _, err := add(f.Target, fmt.Sprintf("SELECT %s FROM main.%s", quoted(f.Name), quoted(string(e)))); err != nil {
				return 0, err
			}
		}
	}
	return elsewhere, nil
}
