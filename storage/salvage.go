package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"forethought/workbook"
)

// salvage is what can be read of a damaged workbook: rows found by walking down each table's
// tree, and of the tables that make up the rest, history and contents, also rows of pages
// that no tree reaches any more, which are known by their shape. Those only ever grow, so
// that an old copy of a page tells nothing untrue.
type salvage struct {
	raw     *rawFile
	shapes  map[string]shape
	seen    map[int]bool // pages that a tree led to
	bad     map[int]bool // those of them that make no sense
	book    []any
	newest  int64 // number of the last batch, as far as the file tells
	rows    map[ident]workbook.Values
	links   map[ident]workbook.Values // of fields that have a table of their own
	torn    map[string]bool           // tables of which pages are missing
	batches map[int64][]any
	changes map[int64]pastChange
	files   map[string]rawPlace // by checksum
	asked   map[int64][]any     // what the versions of the case asked, by version
}

// ident names a thing.
type ident struct {
	entity workbook.Entity
	id     string
}

type pastChange struct {
	seq int64
	workbook.Change
}

// rawPlace is where a row stands in the file.
type rawPlace struct {
	page rawPage
	cell int
}

// shape is what the rows of a table look like in a file of some version.
type shape struct {
	columns []shapeColumn
	fewest  int // columns of a row that was written before others were added
}

type shapeColumn struct {
	name    string
	text    bool // or a number, or bytes
	bytes   bool
	numbers bool // an INTEGER PRIMARY KEY, which stands for the row's number
}

func newSalvage(raw *rawFile, shapes map[string]shape) *salvage {
	return &salvage{
		raw: raw, shapes: shapes, seen: map[int]bool{}, bad: map[int]bool{}, torn: map[string]bool{},
		rows: map[ident]workbook.Values{}, links: map[ident]workbook.Values{},
		batches: map[int64][]any{}, changes: map[int64]pastChange{}, files: map[string]rawPlace{}, asked: map[int64][]any{},
	}
}

// shapesOf makes a workbook of a version in memory, and reads what its tables look like.
func shapesOf(ctx context.Context, steps []step, version int) (shapes map[string]shape, err error) {
	db, err := inMemory()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	fewest := map[string]int{}
	for n := range version {
		if err := migrate(ctx, db, steps[n:n+1]); err != nil {
			return nil, err
		}
		shapes = map[string]shape{}
		err := each(ctx, db, `SELECT m.name, c.name, c.type, c.pk > 0 AND c.type = 'INTEGER' FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
			WHERE m.type = 'table' ORDER BY m.name, c.cid`, nil, func(rows *sql.Rows) error {
			var table, kind string
			var c shapeColumn
			if err := rows.Scan(&table, &c.name, &kind, &c.numbers); err != nil {
				return err
			}
			c.text, c.bytes = kind == "TEXT", kind == "BLOB"
			s := shapes[table]
			s.columns = append(s.columns, c)
			shapes[table] = s
			return nil
		})
		if err != nil {
			return nil, err
		}
		for table, s := range shapes {
			if n := fewest[table]; n == 0 || len(s.columns) < n {
				fewest[table] = len(s.columns)
			}
			s.fewest = fewest[table]
			shapes[table] = s
		}
	}
	return shapes, nil
}

// fits reports whether a row can be one of a table.
func (s shape) fits(values []any) bool {
	if len(values) > len(s.columns) || len(values) < s.fewest {
		return false
	}
	for i, v := range values {
		c := s.columns[i]
		var ok bool
		switch v.(type) {
		case nil:
			ok = c.numbers || c.name == "of"
		case string:
			ok = c.text
		case []byte:
			ok = c.bytes
		case int64:
			ok = !c.text && !c.bytes && !c.numbers
		}
		if !ok {
			return false
		}
	}
	return true
}

// column is the place of a column; ok is false where the file's version has none.
func (s shape) column(name string) (at int, ok bool) {
	at = slices.IndexFunc(s.columns, func(c shapeColumn) bool { return c.name == name })
	return at, at >= 0
}

// grown are the tables whose rows are only ever added and known by their shape.
var grown = []string{"book", "batch", "change", "content", "case_record"}

// read gathers all there is.
func (s *salvage) read(ctx context.Context) error {
	roots := map[string]int{}
	s.walk("sqlite_schema", 1, func(_ int64, v []any, _ rawPlace) {
		if len(v) != 5 || v[0] != "table" {
			return
		}
		name, named := v[1].(string)
		root, rooted := v[3].(int64)
		if named && rooted && root > 1 {
			roots[name] = int(root)
		}
	})
	take := func(table string, take func(int64, []any, rawPlace)) {
		if root, ok := roots[table]; ok {
			s.walk(table, root, take)
		} else {
			s.torn[table] = true
		}
	}
	take("sqlite_sequence", func(_ int64, v []any, _ rawPlace) {
		if n, ok := v[len(v)-1].(int64); ok && len(v) == 2 && v[0] == "batch" {
			s.newest = max(s.newest, n)
		}
	})
	for _, table := range grown {
		take(table, func(row int64, v []any, at rawPlace) { s.known(table, row, v, at) })
	}
	for _, e := range workbook.Entities() {
		t := tableOf(e)
		take(string(e), func(_ int64, v []any, _ rawPlace) { s.row(t, v) })
		for _, f := range t.fields {
			if !linked(f) {
				continue
			}
			name, owner, _ := t.link(f)
			take(strings.Trim(name, `"`), func(_ int64, v []any, _ rawPlace) { s.link(t, f, len(owner), v) })
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	for n := 1; n <= s.raw.pages; n++ {
		if s.seen[n] {
			continue
		}
		if p, ok := s.raw.tree(n); ok && p.kind == tableLeaf {
			for i := range p.cells {
				if row, v, ok := p.record(i); ok {
					for _, table := range grown {
						s.known(table, row, v, rawPlace{p, i})
					}
				}
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// walk visits the rows of a table's tree, from its root down.
func (s *salvage) walk(table string, root int, visit func(row int64, values []any, at rawPlace)) {
	var down func(n, depth int)
	down = func(n, depth int) {
		if s.seen[n] {
			return // each page belongs to one tree; a circle is damage
		}
		p, ok := s.raw.tree(n)
		if !ok || depth > 40 {
			s.bad[n], s.torn[table] = true, true
			return
		}
		s.seen[n] = true
		if p.kind != tableInner {
			for i := range p.cells {
				row, values, ok := p.record(i)
				if !ok || len(values) == 0 {
					s.bad[n], s.torn[table] = true, true
					continue
				}
				visit(row, values, rawPlace{p, i})
			}
		}
		if p.kind == tableInner || p.kind == indexInner {
			for _, child := range p.children() {
				down(child, depth+1)
			}
		}
	}
	down(root, 0)
}

// known takes a row of history or contents, where it is one.
func (s *salvage) known(table string, row int64, v []any, at rawPlace) {
	if shape, ok := s.shapes[table]; !ok || !shape.fits(v) { // a file of an earlier version may lack the table
		return
	}
	switch table {
	case "book":
		if id, _ := v[1].(string); len(id) == 36 && row == 1 && s.book == nil && v[2] != "" {
			s.book = v
		}
	case "batch":
		moment, _ := v[2].(string)
		if _, err := unstamp(moment); err != nil || row < 1 || s.batches[row] != nil {
			return
		}
		s.batches[row] = v
		s.newest = max(s.newest, row)
	case "change":
		seq, _ := v[1].(int64)
		c := workbook.Change{Entity: workbook.Entity(v[2].(string)), ID: v[3].(string), Field: v[4].(string), Old: v[5].(string), New: v[6].(string)}
		if c.Entity == workbook.ContactEntity && c.Field == "school" { // before 0003_district.sql
			c.Field = "schools"
		}
		if _, taken := s.changes[row]; !taken && row != 0 && seq > 0 && possible(c) {
			s.changes[row] = pastChange{seq, c}
		}
	case "case_record":
		moment, _ := v[1].(string)
		items, _ := v[4].(string)
		if _, err := unstamp(moment); err == nil && row > 0 && s.asked[row] == nil && json.Valid([]byte(items)) {
			s.asked[row] = v
		}
	case "content":
		checksum, data := v[0].(string), v[1].([]byte)
		if _, taken := s.files[checksum]; !taken && (len(data) == 0 && len(checksum) == 64 || sum(data) == checksum) {
			s.files[checksum] = at
		}
	}
}

// possible reports whether a workbook can hold a change.
func possible(c workbook.Change) bool {
	f, err := workbook.FieldOf(c.Entity, c.Field)
	if err != nil || c.Old == c.New || !possibleID(c.Entity, c.ID) {
		return false
	}
	return f.Check(c.New) == nil || c.New == f.Empty
}

func possibleID(e workbook.Entity, id string) bool {
	_, err := tableOf(e).keyOf(id)
	return err == nil && id != "" && (workbook.Field{Name: "id"}).Check(id) == nil
}

// row takes a row of a thing, where all of it can be so.
func (s *salvage) row(t table, v []any) {
	shape := s.shapes[string(t.entity)]
	if !shape.fits(v) {
		return
	}
	cells := map[string]string{}
	for i, value := range v {
		switch value := value.(type) {
		case string:
			cells[shape.columns[i].name] = value
		case int64:
			cells[shape.columns[i].name] = strconv.FormatInt(value, 10)
		}
	}
	var key []string
	for _, k := range t.key {
		key = append(key, cells[k])
	}
	at := ident{t.entity, strings.Join(key, "/")}
	if _, taken := s.rows[at]; taken || !possibleID(at.entity, at.id) {
		return
	}
	values := workbook.Values{}
	for _, f := range t.fields {
		value, ok := cells[f.Name]
		if linked(f) {
			continue
		}
		if value = canonical(f, value); !ok || value == "" {
			value = f.Empty
		}
		if value != f.Empty && f.Check(value) != nil {
			return
		}
		values[f.Name] = value
	}
	s.rows[at] = values
}

// link takes a row that says what a thing refers to.
func (s *salvage) link(t table, f workbook.Field, owner int, v []any) {
	var words []string
	for _, value := range v {
		word, ok := value.(string)
		if !ok || word == "" || strings.ContainsAny(word, " /\n") {
			return
		}
		words = append(words, word)
	}
	if len(words) != owner+1 {
		return
	}
	at := ident{t.entity, strings.Join(words[:owner], "/")}
	if s.links[at] == nil {
		s.links[at] = workbook.Values{}
	}
	s.links[at][f.Name] = workbook.JoinIDs(append(workbook.SplitIDs(s.links[at][f.Name]), words[owner]))
}

// content reads a file's bytes again, which are not held in between.
func (s *salvage) content(checksum string) ([]byte, error) {
	at := s.files[checksum]
	_, v, ok := at.page.record(at.cell)
	if !ok || len(v) != 2 {
		return nil, fmt.Errorf("read content %s again", checksum)
	}
	data, _ := v[1].([]byte)
	return data, nil
}

// numbers lists the numbers of rows in order.
func numbers[T any](rows map[int64]T) []int64 {
	var all []int64
	for n := range rows {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}
