package storage

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"strings"

	"forethought/workbook"
)

// table is how one entity is kept: a table of the entity's name with a column of the
// field's name for each field, but for the fields that hold a set of ids, which have a link
// table each. Everything is derived from [workbook.FieldsOf], so a new field needs a
// migration and nothing else.
type table struct {
	entity workbook.Entity
	key    []string
	fields []workbook.Field
}

func tableOf(e workbook.Entity) table {
	key := []string{"id"}
	switch e {
	case workbook.AnswerEntity:
		key = []string{"school", "item"}
	case workbook.StepEntity:
		key = []string{"event", "step"}
	}
	return table{entity: e, key: key, fields: workbook.FieldsOf(e)}
}

// record is one row with its links: every field's value as text, Present among them.
type record struct {
	id     string
	values workbook.Values
}

// quoted writes a name as an identifier; some columns bear the name of an SQL word.
func quoted(name string) string { return `"` + name + `"` }

// keyOf splits an entity's id into the values of the key columns. Its error is a Problem of
// kind ErrBadValue.
func (t table) keyOf(id string) ([]any, error) {
	if t.entity.Standing() {
		if owner, part, ok := splitID(id); ok {
			return []any{owner, part}, nil
		}
	} else if !strings.Contains(id, "/") {
		return []any{id}, nil
	}
	return nil, &workbook.Problem{
		Kind: workbook.ErrBadValue, Place: string(t.entity), Field: "id", Value: workbook.Shorten(id, 60),
	}
}

// splitID takes apart what [workbook.AnswerID] or [workbook.StepID] made.
func splitID(id string) (owner, part string, ok bool) {
	owner, part, ok = strings.Cut(id, "/")
	return owner, part, ok && owner != "" && part != "" && !strings.Contains(part, "/")
}

// where is the condition that a row is the one of a key.
func (t table) where() string {
	terms := make([]string, len(t.key))
	for i, k := range t.key {
		terms[i] = quoted(k) + " = ?"
	}
	return strings.Join(terms, " AND ")
}

// linked reports whether a field is kept in a link table.
func linked(f workbook.Field) bool { return f.Kind == workbook.Refs }

// link names a link table, the columns that say whose it is, and the column of the ids:
// the zones of an answer are in answer_zone (school, item, zone).
func (t table) link(f workbook.Field) (name string, owner []string, target string) {
	target = strings.TrimSuffix(f.Name, "s")
	owner = t.key
	if len(owner) == 1 {
		owner = []string{string(t.entity)}
	}
	return quoted(string(t.entity) + "_" + target), owner, quoted(target)
}

// expression is what a query selects for a field.
func (t table) expression(f workbook.Field) string {
	if !linked(f) {
		return "t." + quoted(f.Name)
	}
	name, owner, target := t.link(f)
	terms := make([]string, len(owner))
	for i := range owner {
		terms[i] = fmt.Sprintf("l.%s = t.%s", quoted(owner[i]), quoted(t.key[i]))
	}
	return fmt.Sprintf("coalesce((SELECT group_concat(l.%s, ' ' ORDER BY l.%s) FROM %s AS l WHERE %s), '')",
		target, target, name, strings.Join(terms, " AND "))
}

// records reads the rows that meet a condition, in which the table is called t, in the
// order of their keys.
func (t table) records(ctx context.Context, q queryer, condition string, args ...any) ([]record, error) {
	var found []record
	err := t.eachRecord(ctx, q, condition, args, func(r record) {
		found = append(found, record{r.id, maps.Clone(r.values)})
	})
	return found, err
}

// eachRecord reads rows as records does, one at a time: what it tells of a row holds until
// the next one. So reading the many actions of a district keeps nothing but the actions.
func (t table) eachRecord(ctx context.Context, q queryer, condition string, args []any, tell func(record)) error {
	var selected, order []string
	for _, k := range t.key {
		selected = append(selected, "t."+quoted(k))
		order = append(order, "t."+quoted(k))
	}
	for _, f := range t.fields {
		selected = append(selected, t.expression(f))
	}
	query := fmt.Sprintf("SELECT %s FROM %s AS t WHERE %s ORDER BY %s",
		strings.Join(selected, ", "), quoted(string(t.entity)), condition, strings.Join(order, ", "))
	cells := make([]string, len(selected))
	into := make([]any, len(cells))
	for i := range cells {
		into[i] = &cells[i]
	}
	r := record{values: make(workbook.Values, len(t.fields))}
	return each(ctx, q, query, args, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		r.id = strings.Join(cells[:len(t.key)], "/")
		for i, f := range t.fields {
			r.values[f.Name] = canonical(f, cells[len(t.key)+i])
		}
		tell(r)
		return nil
	})
}

// insert adds a row without its links.
func (t table) insert(ctx context.Context, tx *sql.Tx, key []any, values workbook.Values) error {
	args := append([]any{}, key...)
	var names []string
	for _, k := range t.key {
		names = append(names, quoted(k))
	}
	for _, f := range t.fields {
		if !linked(f) {
			names = append(names, quoted(f.Name))
			args = append(args, stored(f, values[f.Name]))
		}
	}
	query := fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", quoted(string(t.entity)),
		strings.Join(names, ", "), strings.Repeat(", ?", len(names)-1))
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}

// update sets some columns of a row; links are for relink.
func (t table) update(ctx context.Context, tx *sql.Tx, key []any, fields []workbook.Field, values workbook.Values) error {
	var sets []string
	var args []any
	for _, f := range fields {
		if !linked(f) {
			sets = append(sets, quoted(f.Name)+" = ?")
			args = append(args, stored(f, values[f.Name]))
		}
	}
	if len(sets) == 0 {
		return nil
	}
	query := fmt.Sprintf("UPDATE %s SET %s WHERE %s", quoted(string(t.entity)), strings.Join(sets, ", "), t.where())
	_, err := tx.ExecContext(ctx, query, append(args, key...)...)
	return err
}

// relink makes the links of a field those of a value.
func (t table) relink(ctx context.Context, tx *sql.Tx, key []any, f workbook.Field, value string) error {
	name, owner, target := t.link(f)
	var terms, names []string
	for _, o := range owner {
		terms = append(terms, quoted(o)+" = ?")
		names = append(names, quoted(o))
	}
	query := fmt.Sprintf("DELETE FROM %s WHERE %s", name, strings.Join(terms, " AND "))
	if _, err := tx.ExecContext(ctx, query, key...); err != nil {
		return err
	}
	query = fmt.Sprintf("INSERT INTO %s (%s, %s) VALUES (?%s)", name,
		strings.Join(names, ", "), target, strings.Repeat(", ?", len(names)))
	for _, id := range workbook.SplitIDs(value) {
		if _, err := tx.ExecContext(ctx, query, append(append([]any{}, key...), id)...); err != nil {
			return err
		}
	}
	return nil
}

// canonical is the one way in which a value is written: a number of none is empty text.
func canonical(f workbook.Field, value string) string {
	if f.Kind == workbook.Number && value == "0" {
		return ""
	}
	return value
}

// stored is a field's value as its column holds it.
func stored(f workbook.Field, value string) any {
	if f.Kind == workbook.Number && value == "" {
		return "0"
	}
	return value // columns of numbers turn it into one
}
