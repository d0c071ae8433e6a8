package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"strings"

	"forethought/workbook"
)

// Search finds what holds all of the words in its text fields: things in the order of
// [workbook.Entities], within each the best fit first; then values
// that the history knows, the newest first, of fields of things that do not hold the words
// any more. See [workbook.Words] for what counts as holding them. At most limit hits of
// each kind, and of past values, are given; all of them for 0. What was removed is not
// found, nor what hangs on a removed school, nor their past values. Any text may be
// searched for; one without letters and digits finds nothing.
//
// With a limit, words that stand in thousands of places are not weighed in each of them: of
// more than manyHits those in names come first and then the others, the newest things before
// older ones, of each as many as manyWeighed, and where that is not all, a hit says in More that
// nobody has counted the rest. Of the past, the newest values are then looked through.
func (w *Workbook) Search(ctx context.Context, words string, limit int) ([]workbook.Hit, error) {
	find := workbook.ParseWords(words)
	if find.Empty() {
		return nil, nil
	}
	if limit <= 0 {
		limit = -1
	}
	var hits []workbook.Hit
	err := w.read(ctx, "search", func(tx *sql.Tx) error {
		held, err := holding(ctx, tx, find, limit)
		if err != nil {
			return err
		}
		present, err := searchPresent(ctx, tx, find, limit, held)
		if err != nil {
			return err
		}
		past, err := searchPast(ctx, tx, find, limit, held)
		hits = append(present, past...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return hits, nil
}

// How much is looked at where there is more: manyHits are weighed against each other; else
// manyWeighed are taken in names and in all, and manyPast values of the past are looked
// through; of manyHeld things it is known without reading them that they hold the words.
const (
	manyHits    = 1000
	manyWeighed = manyHits / 2
	manyPast    = 300
	manyHeld    = 2 * manyHits
)

// held are the numbers of the things that hold the words of a search, the newest first. It is
// asked for once: where the last word is the beginning of many, the index has to put all
// their places in order each time that it is asked.
type held struct {
	numbers []int64
	many    bool  // there are more than are weighed against each other
	from    int64 // things with lower numbers may hold the words, too
}

func holding(ctx context.Context, tx *sql.Tx, words workbook.Words, limit int) (held, error) {
	most := -1
	if limit >= 0 {
		most = max(manyHeld, limit+1)
	}
	numbers, err := newestOf(ctx, tx, "word", words, most)
	h := held{numbers: numbers, from: math.MinInt64}
	h.many = limit >= 0 && len(numbers) > max(manyHits, limit)
	if len(numbers) == most {
		h.from = numbers[most-1]
	}
	return h, err
}

// newestOf lists the highest numbers under which an index holds the words, at most so many; all
// of them for -1.
func newestOf(ctx context.Context, tx *sql.Tx, index string, words workbook.Words, most int) ([]int64, error) {
	numbers := []int64{}
	query := "SELECT rowid FROM " + index + " WHERE " + index + " MATCH ? ORDER BY rowid DESC LIMIT ?"
	err := each(ctx, tx, query, []any{match(words), most}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		numbers = append(numbers, n)
		return err
	})
	return numbers, err
}

// match writes words in the index's language. Each stands in quotes and is nothing but
// letters and digits, so no part of it is read as anything else.
func match(words workbook.Words) string {
	var terms []string
	for _, runs := range words.Phrases() {
		terms = append(terms, `"`+strings.Join(runs, " ")+`"`)
	}
	return strings.Join(terms, " ") + "*"
}

// isPresent holds for a findable thing, called f, that was not removed. It is asked of a
// thousand things and more, so no part of it may look at more than the rows of one of them.
var isPresent = func() string {
	kinds := "WHEN 'school' THEN 1 WHEN 'answer' THEN 1"
	for _, e := range workbook.Entities() {
		from := quoted(string(e)) + " AS t"
		where := "t.id = f.id AND t.present = 1"
		switch {
		case e == workbook.SchoolEntity || e == workbook.AnswerEntity:
			continue
		case e == workbook.StepEntity:
			from = "event AS t JOIN school AS s ON s.id = t.school"
			where = "t.id = substr(f.id, 1, instr(f.id, '/') - 1) AND t.present = 1 AND s.present = 1"
		case e.OfExercise():
			from += " JOIN exercise AS x ON x.id = t.exercise JOIN school AS s ON s.id = x.school"
			where += " AND x.present = 1 AND s.present = 1"
		}
		kinds += " WHEN '" + string(e) + "' THEN EXISTS (SELECT 1 FROM " + from + " WHERE " + where + ")"
	}
	return `(f.school = '' OR EXISTS (SELECT 1 FROM school AS s WHERE s.id = f.school AND s.present = 1))
	AND CASE f.entity ` + kinds + ` END`
}()

// Weighing a hit means to know how frequent its words are, and so to look at all hits. A word
// in the name weighs ten times one in the rest.
var findBest = `
	WITH hit AS MATERIALIZED (SELECT rowid AS n, bm25(word, 10.0, 1.0) AS score FROM word WHERE word MATCH ?1)
	SELECT f.n, f.entity, f.id, f.school, h.score FROM hit AS h CROSS JOIN findable AS f ON f.n = h.n
	WHERE ` + isPresent + ` ORDER BY h.score, f.n`

// findNewest gives the newest hits, findAmong those of some numbers.
var (
	findNewest = `
	SELECT f.n, f.entity, f.id, f.school, 0 FROM word CROSS JOIN findable AS f ON f.n = word.rowid
	WHERE word MATCH ?1 AND ` + isPresent + ` ORDER BY word.rowid DESC LIMIT ?2`
	findAmong = `
	SELECT f.n, f.entity, f.id, f.school, 0 FROM json_each(?1) AS j CROSS JOIN findable AS f ON f.n = j.value
	WHERE ` + isPresent + ` ORDER BY f.n DESC`
)

// gathered are hits of each kind, the best first, of which no more than limit are kept, and all
// are counted.
type gathered struct {
	limit int
	seen  map[int64]bool
	kinds map[workbook.Entity][]workbook.Hit
	count map[workbook.Entity]int
}

// gather takes what a query finds that was not found before, and says how much it found.
func (g *gathered) gather(ctx context.Context, tx *sql.Tx, query string, args ...any) (found int, err error) {
	err = each(ctx, tx, query, args, func(rows *sql.Rows) error {
		var h workbook.Hit
		var n int64
		if err := rows.Scan(&n, &h.Entity, &h.ID, &h.SchoolID, &h.Rank); err != nil {
			return err
		}
		if found++; g.seen[n] {
			return nil
		}
		g.seen[n] = true
		if g.count[h.Entity]++; g.limit < 0 || g.count[h.Entity] <= g.limit {
			g.kinds[h.Entity] = append(g.kinds[h.Entity], h)
		}
		return nil
	})
	return found, err
}

// gatherMany takes those in names and then the others, the newest first. It reports whether
// there may be more.
func (g *gathered) gatherMany(ctx context.Context, tx *sql.Tx, words workbook.Words, h held) (more bool, err error) {
	most := max(manyWeighed, g.limit)
	if _, err := g.gather(ctx, tx, findNewest, "name : ("+match(words)+")", most); err != nil {
		return false, err
	}
	found := 0
	for numbers := h.numbers; len(numbers) > 0 && found < most; {
		next := numbers[:min(most-found, len(numbers))]
		list, err := json.Marshal(next)
		if err != nil {
			return false, err
		}
		present, err := g.gather(ctx, tx, findAmong, string(list))
		if err != nil {
			return false, err
		}
		found, numbers = found+present, numbers[len(next):]
	}
	if found < most && h.from != math.MinInt64 { // thousands were removed
		found, err = g.gather(ctx, tx, findNewest, match(words), most)
	}
	return found >= most, err
}

func searchPresent(ctx context.Context, tx *sql.Tx, words workbook.Words, limit int, held held) ([]workbook.Hit, error) {
	if len(held.numbers) == 0 {
		return nil, nil
	}
	g := &gathered{limit, map[int64]bool{}, map[workbook.Entity][]workbook.Hit{}, map[workbook.Entity]int{}}
	var more bool
	var err error
	if held.many {
		more, err = g.gatherMany(ctx, tx, words, held)
	} else {
		_, err = g.gather(ctx, tx, findBest, match(words))
	}
	if err != nil {
		return nil, err
	}
	var hits []workbook.Hit
	for _, e := range workbook.Entities() {
		hits = append(hits, g.kinds[e]...)
	}
	things, err := thingsOf(ctx, tx, hits)
	if err != nil {
		return nil, err
	}
	for i := range hits {
		h := &hits[i]
		if h.Of, h.More = g.count[h.Entity], more; held.many {
			h.Rank = float64(i) // nobody weighed them
		}
		values, err := titled(things, h)
		if err != nil {
			return nil, err
		}
		h.Field, h.Excerpt, _ = words.Find(passages(h.Entity, values))
	}
	return hits, nil
}
