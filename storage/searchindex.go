package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"forethought/workbook"
)

// searchMismatch makes the index for searching once more, beside the file, and compares the
// two word by word.
func searchMismatch(ctx context.Context, q queryer) (found []string, err error) {
	m, err := newMirror(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.db.Close()) }()
	things, err := m.fillWord(ctx, q)
	if err != nil {
		return nil, err
	}
	if err := m.fillPast(ctx, q); err != nil {
		return nil, err
	}
	wrong, err := m.compare(ctx, q, "word_held")
	if err != nil {
		return nil, err
	}
	for n := range wrong {
		if thing, ok := things[n]; ok {
			m.note("%s: the search index has other words", thing)
		} else {
			m.note("number %d in the search index is no thing of this workbook", n)
		}
	}
	if wrong, err = m.compare(ctx, q, "past_held"); err != nil {
		return nil, err
	}
	for n := range wrong {
		m.note("change %d: the search index has other words", n)
	}
	slices.Sort(m.found)
	return m.found, nil
}

// mirror is the index as it should be, in memory.
type mirror struct {
	db    *sql.DB
	found []string
}

// mirrorTables are the tables of migrations/0002_search.sql that the index is made of. What the
// file keeps of the beginnings of words is made from the words by SQLite itself.
const mirrorTables = `
	CREATE VIRTUAL TABLE word USING fts5 (name, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
	CREATE VIRTUAL TABLE past USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
	CREATE VIRTUAL TABLE word_held USING fts5vocab (word, instance);
	CREATE VIRTUAL TABLE past_held USING fts5vocab (past, instance);`

func newMirror(ctx context.Context) (*mirror, error) {
	db, err := inMemory()
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, mirrorTables); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &mirror{db: db}, nil
}

func (m *mirror) note(format string, args ...any) {
	m.found = append(m.found, fmt.Sprintf(format, args...))
}

// fill has f insert rows with a query, in one transaction.
func (m *mirror) fill(ctx context.Context, query string, f func(insert func(values ...any) error) error) error {
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(func(values ...any) error {
		_, err := tx.ExecContext(ctx, query, values...)
		return err
	}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// fillWord indexes what the tables hold today under the numbers of the file, and returns
// what each number stands for. It finds what the file numbers wrongly or not at all.
func (m *mirror) fillWord(ctx context.Context, q queryer) (map[int64]string, error) {
	type number struct {
		n      int64
		school string
	}
	numbers := map[string]number{}
	err := each(ctx, q, "SELECT n, entity, id, school FROM findable", nil, func(rows *sql.Rows) error {
		var k number
		var entity, id string
		err := rows.Scan(&k.n, &entity, &id, &k.school)
		numbers[entity+" "+id] = k
		return err
	})
	if err != nil {
		return nil, err
	}
	things := map[int64]string{}
	err = m.fill(ctx, "INSERT INTO word (rowid, name, text) VALUES (?, ?, ?)", func(insert func(...any) error) error {
		for _, e := range workbook.Entities() {
			if len(passages(e, nil)) == 0 {
				continue // has no words
			}
			records, err := tableOf(e).records(ctx, q, "1")
			if err != nil {
				return err
			}
			for _, r := range records {
				thing := string(e) + " " + r.id
				k, ok := numbers[thing]
				delete(numbers, thing)
				if !ok {
					m.note("%s: not in the search index", thing)
					continue
				}
				if k.school != schoolOf(e, r) {
					m.note("%s: in the search index as of school %q", thing, workbook.Shorten(k.school, 60))
				}
				things[k.n] = thing
				name, text := indexed(e, r.values)
				if err := insert(k.n, name, text); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for thing := range numbers {
		m.note("%s: in the search index and in no table", thing)
	}
	return things, err
}

// schoolOf is the school that a thing is or belongs to.
func schoolOf(e workbook.Entity, r record) string {
	switch e {
	case workbook.SchoolEntity:
		return r.id
	case workbook.AnswerEntity:
		school, _, _ := splitID(r.id)
		return school
	}
	return r.values["school"]
}

// indexed are the two columns of the index: what a thing is called, and its other text.
func indexed(e workbook.Entity, values workbook.Values) (name, text string) {
	var names, texts []string
	for _, p := range passages(e, values) {
		switch p.Field {
		case "name", "title", "building":
			names = append(names, p.Text)
		default:
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(names, "\n"), strings.Join(texts, "\n")
}

// fillPast indexes what the history knows.
func (m *mirror) fillPast(ctx context.Context, q queryer) error {
	return m.fill(ctx, "INSERT INTO past (rowid, text) VALUES (?, ?)", func(insert func(...any) error) error {
		query := "SELECT n, entity, field, new FROM change AS c WHERE new <> '' AND " + isEdit
		return each(ctx, q, query, nil, func(rows *sql.Rows) error {
			var n int64
			var entity workbook.Entity
			var field, text string
			if err := rows.Scan(&n, &entity, &field, &text); err != nil {
				return err
			}
			f, err := workbook.FieldOf(entity, field)
			if err != nil || f.Kind != workbook.ShortText && f.Kind != workbook.LongText {
				return nil // a field that is none is found elsewhere
			}
			err = insert(n, text)
			return err
		})
	})
}

// instance is one word at one place of an index.
type instance struct {
	term   string
	doc    int64
	column string
	offset int64
}

// compare goes through two indexes in step, which both give their words in one order, and
// returns the numbers of what differs.
func (m *mirror) compare(ctx context.Context, q queryer, table string) (wrong map[int64]bool, err error) {
	query := "SELECT term, doc, col, offset FROM " + table
	mine, err := m.db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, mine.Close()) }()
	theirs, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, theirs.Close()) }()
	wrong = map[int64]bool{}
	a, moreA, errA := nextInstance(mine)
	b, moreB, errB := nextInstance(theirs)
	for errA == nil && errB == nil && (moreA || moreB) {
		order := a.compare(b)
		switch {
		case !moreB:
			order = -1
		case !moreA:
			order = 1
		}
		if order < 0 {
			wrong[a.doc] = true
		} else if order > 0 {
			wrong[b.doc] = true
		}
		if order <= 0 {
			a, moreA, errA = nextInstance(mine)
		}
		if order >= 0 {
			b, moreB, errB = nextInstance(theirs)
		}
	}
	return wrong, errors.Join(errA, errB)
}

func nextInstance(rows *sql.Rows) (i instance, more bool, err error) {
	if !rows.Next() {
		return i, false, rows.Err()
	}
	return i, true, rows.Scan(&i.term, &i.doc, &i.column, &i.offset)
}

func (i instance) compare(j instance) int {
	return cmp.Or(strings.Compare(i.term, j.term), cmp.Compare(i.doc, j.doc),
		strings.Compare(i.column, j.column), cmp.Compare(i.offset, j.offset))
}
