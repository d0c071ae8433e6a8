package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"forethought/workbook"
)

// merger brings another file, which the connection has at hand as "other", into its own, in
// one transaction. What can be long is done by SQLite for all rows at once; only what a
// person may have to decide is looked at one by one.
type merger struct {
	tx     *sql.Tx
	now    time.Time
	author workbook.Author
	order  workbook.MergeOrder

	lastSeq, lastN, lowestN int64 // of the history before
	names                   *namer
	found                   workbook.Merging
}

func (g *merger) run(ctx context.Context) error {
	g.names = &namer{tx: g.tx}
	for _, step := range []func(context.Context) error{
		g.begin, g.unite, g.meet, g.settle, g.takeValues, g.takeRows, g.takeContents, g.count, g.record, g.end,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (g *merger) do(ctx context.Context, query string, args ...any) error {
	_, err := g.tx.ExecContext(ctx, query, args...)
	return err
}

// The tables of a merge. They are temporary and this connection's own.
const mergeTables = `
	CREATE TEMP TABLE merge_empty (entity TEXT, field TEXT, value TEXT, PRIMARY KEY (entity, field)) WITHOUT ROWID;
	-- Which batch of the other file is which of this, and whether it came in.
	CREATE TEMP TABLE merge_batch (theirs INTEGER PRIMARY KEY, seq INTEGER, came INTEGER);
	CREATE INDEX temp.merge_batch_of ON merge_batch (seq);
	-- The place of each batch in the order that all copies have.
	CREATE TEMP TABLE merge_place (seq INTEGER PRIMARY KEY, place INTEGER);
	-- Each field of which changes came in: the last of them, and the last that was here.
	CREATE TEMP TABLE merge_meet (
		entity TEXT, id TEXT, field TEXT, value TEXT, seq INTEGER, place INTEGER,
		was TEXT, was_seq INTEGER, was_place INTEGER, PRIMARY KEY (entity, id, field)) WITHOUT ROWID;
	-- Each field that gets the other file's value; edit is set where that is a change of its own.
	CREATE TEMP TABLE merge_take (
		entity TEXT, id TEXT, field TEXT, old TEXT, new TEXT, edit INTEGER, PRIMARY KEY (entity, field, id)) WITHOUT ROWID;
	-- Each field that keeps this file's value against a later change.
	CREATE TEMP TABLE merge_keep (entity TEXT, id TEXT, field TEXT, old TEXT, new TEXT);`

func (g *merger) begin(ctx context.Context) error {
	if err := g.do(ctx, mergeTables); err != nil {
		return err
	}
	for _, e := range workbook.Entities() {
		for _, f := range workbook.FieldsOf(e) {
			if err := g.do(ctx, "INSERT INTO merge_empty (entity, field, value) VALUES (?, ?, ?)", string(e), f.Name, f.Empty); err != nil {
				return err
			}
		}
	}
	return g.tx.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(seq), 0) FROM batch),
		(SELECT max(0, coalesce(max(n), 0)) FROM change), (SELECT min(0, coalesce(min(n), 0)) FROM change)`).
		Scan(&g.lastSeq, &g.lastN, &g.lowestN)
}

func (g *merger) end(ctx context.Context) error {
	for _, name := range []string{"empty", "batch", "place", "meet", "take", "keep"} {
		if err := g.do(ctx, "DROP TABLE temp.merge_"+name); err != nil {
			return err
		}
	}
	return nil
}

// unite makes one history of the two. A batch may be in both with other changes in each, as
// when one file is a school's part: a change is known by its batch, its thing and its field.
func (g *merger) unite(ctx context.Context) error {
	const change = " (seq, entity, id, field, old, new) SELECT b.seq, c.entity, c.id, c.field, c.old, c.new" +
		" FROM other.change AS c JOIN merge_batch AS b ON b.theirs = c.seq WHERE "
	const missing = ` AND NOT EXISTS (SELECT 1 FROM main.change AS m INDEXED BY change_of_entity
		WHERE m.entity = c.entity AND m.id = c.id AND m.field = c.field AND m.seq = b.seq)`
	for _, query := range []string{
		`INSERT INTO main.batch (id, at, author, role, seat, origin, of, stale, turn)
		SELECT o.id, o.at, o.author, o.role, o.seat, o.origin, o.of, o.stale, o.turn FROM other.batch AS o
		WHERE NOT EXISTS (SELECT 1 FROM main.batch AS m WHERE m.id = o.id) ORDER BY o.turn, o.id`,

		`INSERT INTO merge_batch (theirs, seq, came) SELECT o.seq, m.seq, m.seq > ?1
		FROM other.batch AS o JOIN main.batch AS m ON m.id = o.id`,

		`INSERT INTO merge_place (seq, place) SELECT seq, row_number() OVER (ORDER BY turn, id) FROM main.batch`,

		`INSERT INTO main.change` + change + "b.came AND c.n > 0 ORDER BY c.n",
		`INSERT INTO main.change` + change + "NOT b.came AND c.n > 0" + missing + " ORDER BY c.n",

		`INSERT INTO main.change (n, seq, entity, id, field, old, new)
		SELECT ?2 - row_number() OVER (ORDER BY c.n DESC), b.seq, c.entity, c.id, c.field, c.old, c.new
		FROM other.change AS c JOIN merge_batch AS b ON b.theirs = c.seq WHERE c.n < 0` + missing + " ORDER BY c.n",
	} {
		var args []any
		if strings.Contains(query, "?1") || strings.Contains(query, "?2") {
			args = []any{g.lastSeq, g.lowestN}[:1+strings.Count(query, "?2")]
		}
		if err := g.do(ctx, query, args...); err != nil {
			return err
		}
	}
	g.found.Batches = map[workbook.Side]int{}
	var first, second int
	err := g.tx.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM main.batch WHERE seq <= ?1) - (SELECT count(*) FROM merge_batch WHERE NOT came),
		(SELECT count(*) FROM merge_batch WHERE came)`, g.lastSeq).Scan(&first, &second)
	g.found.Batches[workbook.FirstCopy], g.found.Batches[workbook.SecondCopy] = first, second
	return err
}

// meet finds for each field that changes came in for what stands on either side.
func (g *merger) meet(ctx context.Context) error {
	err := g.do(ctx, `INSERT INTO merge_meet (entity, id, field, value, seq, place, was, was_seq, was_place)
		WITH came AS MATERIALIZED (
			-- SQLite takes the other columns from the row that holds the maximum.
			SELECT c.entity, c.id, c.field, c.new, c.seq, max(p.place) AS place
			FROM main.change AS c JOIN merge_place AS p ON p.seq = c.seq WHERE c.n > ?1 GROUP BY c.entity, c.id, c.field),
		met AS (
			SELECT came.*, (SELECT m.n FROM main.change AS m INDEXED BY change_of_entity JOIN merge_place AS p ON p.seq = m.seq
				WHERE m.entity = came.entity AND m.id = came.id AND m.field = came.field AND m.n BETWEEN 1 AND ?1
				ORDER BY p.place DESC LIMIT 1) AS was
			FROM came)
		SELECT met.entity, met.id, met.field, met.new, met.seq, met.place, w.new, w.seq, p.place
		FROM met LEFT JOIN main.change AS w ON w.n = met.was LEFT JOIN merge_place AS p ON p.seq = w.seq`, g.lastN)
	if err != nil {
		return err
	}
	return g.do(ctx, `INSERT INTO merge_take (entity, id, field, old, new, edit)
		SELECT m.entity, m.id, m.field, coalesce(m.was, e.value), m.value, 0
		FROM merge_meet AS m JOIN merge_empty AS e ON e.entity = m.entity AND e.field = m.field
		WHERE (m.was_place IS NULL OR m.place > m.was_place) AND coalesce(m.was, e.value) <> m.value`)
}

// takeValues gives the rows that are in both files what is taken. The value that came in is
// the one that stands in the other file, which has its links, too.
func (g *merger) takeValues(ctx context.Context) error {
	for _, e := range workbook.Entities() {
		t := tableOf(e)
		var names []string
		err := each(ctx, g.tx, "SELECT DISTINCT field FROM merge_take WHERE entity = ?", []any{string(e)}, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			names = append(names, name)
			return err
		})
		if err != nil {
			return err
		}
		var sets, flags []string
		for _, f := range t.fields {
			if !slices.Contains(names, f.Name) {
				continue
			}
			if linked(f) {
				if err := g.takeLinks(ctx, t, f); err != nil {
					return err
				}
				continue
			}
			column := quoted(f.Name)
			sets = append(sets, fmt.Sprintf("%s = iif(w.%s, o.%s, t.%s)", column, column, column, column))
			flags = append(flags, fmt.Sprintf("max(k.field = '%s') AS %s", f.Name, column))
		}
		if len(sets) == 0 {
			continue
		}
		keys := t.keyExpressions("w.merge_id")
		var ours, theirs []string
		for i, k := range t.key {
			ours = append(ours, fmt.Sprintf("t.%s = %s", quoted(k), keys[i]))
			theirs = append(theirs, fmt.Sprintf("o.%s = %s", quoted(k), keys[i]))
		}
		err = g.do(ctx, fmt.Sprintf(`WITH w AS MATERIALIZED (SELECT k.id AS merge_id, %s FROM merge_take AS k WHERE k.entity = ? GROUP BY k.id)
			UPDATE main.%s AS t SET %s FROM w CROSS JOIN other.%s AS o WHERE %s AND %s`,
			strings.Join(flags, ", "), quoted(string(e)), strings.Join(sets, ", "), quoted(string(e)),
			strings.Join(theirs, " AND "), strings.Join(ours, " AND ")), string(e))
		if err != nil {
			return err
		}
	}
	return nil
}

// takeLinks makes the links of a field those of the other file, in the rows that take them and
// are here already.
func (g *merger) takeLinks(ctx context.Context, t table, f workbook.Field) error {
	name, owner, target := t.link(f)
	id := make([]string, len(owner))
	for i, o := range owner {
		id[i] = "l." + quoted(o)
	}
	taken := fmt.Sprintf("EXISTS (SELECT 1 FROM merge_take AS k WHERE k.entity = ? AND k.field = ? AND k.id = %s)", strings.Join(id, " || '/' || "))
	if err := g.do(ctx, fmt.Sprintf("DELETE FROM main.%s AS l WHERE %s", name, taken), string(t.entity), f.Name); err != nil {
		return err
	}
	columns := quotedAll(append(slices.Clone(owner), strings.Trim(target, `"`)))
	return g.do(ctx, fmt.Sprintf("INSERT INTO main.%s (%s) SELECT %s FROM other.%s AS l WHERE %s AND EXISTS (SELECT 1 FROM main.%s AS t WHERE %s)",
		name, columns, columns, name, taken, quoted(string(t.entity)), sameKey("t", t.key, "l", owner)), string(t.entity), f.Name)
}

func quotedAll(names []string) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = quoted(n)
	}
	return strings.Join(list, ", ")
}

// takeRows brings in the rows that are not here. All of their history came in with them.
func (g *merger) takeRows(ctx context.Context) error {
	for _, e := range workbook.Entities() {
		t := tableOf(e)
		missing := fmt.Sprintf("NOT EXISTS (SELECT 1 FROM main.%s AS t WHERE ", quoted(string(e)))
		for _, f := range t.fields {
			if !linked(f) {
				continue
			}
			name, owner, target := t.link(f)
			columns := quotedAll(append(slices.Clone(owner), strings.Trim(target, `"`)))
			err := g.do(ctx, fmt.Sprintf("INSERT INTO main.%s (%s) SELECT %s FROM other.%s AS l WHERE %s)",
				name, columns, columns, name, missing+sameKey("t", t.key, "l", owner)))
			if err != nil {
				return err
			}
		}
		columns := strings.Join(t.columns(), ", ")
		err := g.do(ctx, fmt.Sprintf("INSERT INTO main.%s (%s) SELECT %s FROM other.%s AS o WHERE %s) ORDER BY o.rowid",
			quoted(string(e)), columns, columns, quoted(string(e)), missing+sameKey("t", t.key, "o", t.key)))
		if err != nil {
			return err
		}
	}
	return nil
}

// takeContents brings in the bytes of attached files. Where one copy deleted them for good they
// stay deleted, unless an attachment has them.
func (g *merger) takeContents(ctx context.Context) error {
	done, err := g.tx.ExecContext(ctx, `INSERT INTO main.content (sha256, data) SELECT o.sha256, o.data FROM other.content AS o
		WHERE NOT EXISTS (SELECT 1 FROM main.content AS m WHERE m.sha256 = o.sha256)`)
	if err != nil {
		return err
	}
	came, err := done.RowsAffected()
	if err != nil {
		return err
	}
	const used = "EXISTS (SELECT 1 FROM main.attachment AS a WHERE a.sha256 = c.sha256 AND a.present = 1)"
	done, err = g.tx.ExecContext(ctx, `UPDATE main.content AS c SET data = o.data FROM other.content AS o
		WHERE o.sha256 = c.sha256 AND length(c.data) = 0 AND length(o.data) > 0 AND `+used)
	if err != nil {
		return err
	}
	back, err := done.RowsAffected()
	if err != nil {
		return err
	}
	g.found.Files = int(came + back)
	return g.do(ctx, `UPDATE main.content AS c SET data = x'' FROM other.content AS o
		WHERE o.sha256 = c.sha256 AND length(o.data) = 0 AND length(c.data) > 0 AND NOT `+used)
}

// count says what came in, by kind.
func (g *merger) count(ctx context.Context) error {
	g.found.Came = map[workbook.Entity]workbook.CameIn{}
	return each(ctx, g.tx, `SELECT entity, count(DISTINCT id), coalesce(sum(field = 'present' AND new = '1'), 0),
		coalesce(sum(field = 'present' AND new = '0'), 0) FROM merge_take GROUP BY entity`, nil, func(rows *sql.Rows) error {
		var e workbook.Entity
		var n workbook.CameIn
		err := rows.Scan(&e, &n.Things, &n.Added, &n.Removed)
		g.found.Came[e] = n
		return err
	})
}

// record writes what was decided and what was taken into the history. What stands against a
// later change is a batch of its own that no undo reaches: there is nothing in it to take back.
func (g *merger) record(ctx context.Context) error {
	for _, part := range []struct{ table, stale string }{{"merge_keep", "1"}, {"merge_take", "0"}} {
		var rows int64
		if err := g.tx.QueryRowContext(ctx, "SELECT count(*) FROM "+part.table).Scan(&rows); err != nil {
			return err
		}
		if rows == 0 {
			continue
		}
		b, err := newBatch(ctx, g.tx, workbook.Batch{At: g.now, Author: g.author, Origin: workbook.Edited})
		if err != nil {
			return err
		}
		if err := g.do(ctx, "UPDATE batch SET stale = "+part.stale+" WHERE seq = ?", b.Seq); err != nil {
			return err
		}
		edits := "1"
		if part.table == "merge_take" {
			edits = "edit"
			err = g.do(ctx, `INSERT INTO main.change (n, seq, entity, id, field, old, new)
				SELECT (SELECT min(0, coalesce(min(n), 0)) FROM main.change) - (SELECT count(*) FROM merge_take WHERE NOT edit) - 1 + row_number() OVER (),
				?, entity, id, field, old, new FROM merge_take WHERE NOT edit`, b.Seq)
			if err != nil {
				return err
			}
		}
		err = g.do(ctx, "INSERT INTO main.change (seq, entity, id, field, old, new) SELECT ?, entity, id, field, old, new FROM "+
			part.table+" WHERE "+edits, b.Seq)
		if err != nil {
			return err
		}
	}
	return nil
}
