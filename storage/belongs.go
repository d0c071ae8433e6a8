package storage

import (
	"fmt"
	"strings"

	"forethought/workbook"
)

// belongings select the things of each kind that belong to some, as a zone does to its school
// and a module to its exercise, by the fields that say so for good, and so on down.
type belongings struct {
	ids   map[workbook.Entity]string // a query of ids by kind
	order []workbook.Entity          // owners first
}

// belongingTo are the things of a kind whose ids a query selects, and what belongs to them.
func belongingTo(schema string, e workbook.Entity, ids string) belongings {
	b := belongings{ids: map[workbook.Entity]string{e: ids}, order: []workbook.Entity{e}}
	for _, part := range workbook.Entities() { // owners come before what hangs on them
		if part == e {
			continue
		}
		t := tableOf(part)
		for _, owner := range b.order {
			// A thing with two owners, as a target has, belongs to both of them together.
			if column, ok := t.owners()[owner]; ok {
				b.ids[part] = fmt.Sprintf("SELECT %s FROM %s AS t WHERE t.%s IN (%s)",
					t.idExpression("t"), within(schema, string(part)), quoted(column), b.ids[owner])
				b.order = append(b.order, part)
				break
			}
		}
	}
	return b
}

// within names a table in one of the files that a connection has open.
func within(schema, name string) string {
	return schema + "." + quoted(name)
}

// owners are the kinds that a thing belongs to, with the columns that say to which.
func (t table) owners() map[workbook.Entity]string {
	switch t.entity {
	case workbook.AnswerEntity:
		return map[workbook.Entity]string{workbook.SchoolEntity: "school"}
	case workbook.StepEntity:
		return map[workbook.Entity]string{workbook.EventEntity: "event"}
	}
	owners := map[workbook.Entity]string{}
	for _, f := range t.fields {
		if f.Kind == workbook.Ref && f.Target != "" {
			owners[f.Target] = f.Name
		}
	}
	return owners
}

// idExpression is the id of a row as SQL.
func (t table) idExpression(alias string) string {
	parts := make([]string, len(t.key))
	for i, k := range t.key {
		parts[i] = alias + "." + quoted(k)
	}
	return strings.Join(parts, " || '/' || ")
}

// keyExpressions are the values of the key columns, of an id that an expression holds.
func (t table) keyExpressions(id string) []string {
	if len(t.key) == 1 {
		return []string{id}
	}
	return []string{
		fmt.Sprintf("substr(%s, 1, instr(%s, '/') - 1)", id, id),
		fmt.Sprintf("substr(%s, instr(%s, '/') + 1)", id, id),
	}
}

// columns are the names of a table's columns, keys first; links are no columns.
func (t table) columns() []string {
	var names []string
	for _, k := range t.key {
		names = append(names, quoted(k))
	}
	for _, f := range t.fields {
		if !linked(f) {
			names = append(names, quoted(f.Name))
		}
	}
	return names
}

// sameKey holds where two rows have one key; the columns of the second may have other names.
func sameKey(a string, columns []string, b string, others []string) string {
	terms := make([]string, len(columns))
	for i := range columns {
		terms[i] = fmt.Sprintf("%s.%s = %s.%s", a, quoted(columns[i]), b, quoted(others[i]))
	}
	return strings.Join(terms, " AND ")
}
