package storage

import (
	"context"
	"database/sql"
	"encoding/json"

	"forethought/workbook"
)

// Where the words stand in a thing today, no value of its past is worth a line. The last column
// says whether the thing may hold the words yet, since its number is below those of which it is known.
var findPast = `
	SELECT c.entity, c.id, f.school, c.field, c.new, b.at, b.author, b.role, b.seat, f.n < ?3
	FROM json_each(?1) AS j CROSS JOIN change AS c ON c.n = j.value
	CROSS JOIN findable AS f ON f.entity = c.entity AND f.id = c.id
	CROSS JOIN batch AS b ON b.seq = c.seq
	WHERE f.n NOT IN (SELECT value FROM json_each(?2)) AND ` + isPresent + `
	ORDER BY b.turn DESC, b.id DESC, c.n DESC`

// pastValue is a value of the past that holds the words.
type pastValue struct {
	hit    workbook.Hit
	text   string
	unsure bool // the thing may hold the words yet
}

func searchPast(ctx context.Context, tx *sql.Tx, words workbook.Words, limit int, held held) ([]workbook.Hit, error) {
	type place struct {
		entity    workbook.Entity
		id, field string
	}
	most := -1
	switch {
	case limit >= 0 && held.many:
		most = max(manyPast, limit) + 1
	case limit >= 0:
		most = max(manyHits, limit) + 1
	}
	numbers, err := newestOf(ctx, tx, "past", words, most)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	more := len(numbers) == most
	newest, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	holds, err := json.Marshal(held.numbers)
	if err != nil {
		return nil, err
	}
	seen := map[place]bool{} // a note is written in many small steps; the last one tells it all
	var values []pastValue
	err = each(ctx, tx, findPast, []any{string(newest), string(holds), held.from}, func(rows *sql.Rows) error {
		v := pastValue{hit: workbook.Hit{Past: true}}
		h, at := &v.hit, ""
		err := rows.Scan(&h.Entity, &h.ID, &h.SchoolID, &h.Field, &v.text, &at, &h.By.Name, &h.By.Role, &h.By.Seat, &v.unsure)
		p := place{h.Entity, h.ID, h.Field}
		if err != nil || seen[p] {
			return err
		}
		if h.At, err = unstamp(at); err != nil {
			return &workbook.Problem{Kind: workbook.ErrDamaged, Err: err}
		}
		seen[p] = true
		values = append(values, v)
		return nil
	})
	if err != nil {
		return nil, err
	}
	hits, err := pastHits(ctx, tx, words, limit, values)
	if limit >= 0 && len(hits) > limit {
		hits, more = hits[:limit], true
	}
	for i := range hits {
		if hits[i].Of = len(hits); more {
			hits[i].Of++
		}
	}
	return hits, err
}

// pastHits reads what values of the past are of, and leaves out those of things that hold the
// words yet. It stops one beyond the limit.
func pastHits(ctx context.Context, tx *sql.Tx, words workbook.Words, limit int, values []pastValue) (hits []workbook.Hit, err error) {
	for len(values) > 0 && (limit < 0 || len(hits) <= limit) {
		n := len(values)
		if limit >= 0 {
			n = min(n, limit+1)
		}
		next := make([]workbook.Hit, n)
		for i, v := range values[:n] {
			next[i] = v.hit
		}
		things, err := thingsOf(ctx, tx, next)
		if err != nil {
			return nil, err
		}
		for i, h := range next {
			today, err := titled(things, &h)
			if err != nil {
				return nil, err
			}
			if values[i].unsure {
				if _, _, yet := words.Find(passages(h.Entity, today)); yet {
					continue
				}
			}
			_, h.Excerpt, _ = words.Find([]workbook.Passage{{Field: h.Field, Text: values[i].text}})
			hits = append(hits, h)
		}
		values = values[n:]
	}
	return hits, nil
}
