package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
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
// more than manyHits those in names come first and then those of the newest things, of each
// that many, and a hit says in More that nobody has counted the rest. Of the past, the newest
// values are then looked through.
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
		many, err := moreThan(ctx, tx, "word", find, limit, max(manyHits, limit))
		if err != nil {
			return err
		}
		present, err := searchPresent(ctx, tx, find, limit, many)
		if err != nil {
			return err
		}
		past, err := searchPast(ctx, tx, find, limit, many)
		hits = append(present, past...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return hits, nil
}

// manyHits is how many hits are weighed against each other, and manyPast how many past values
// are looked through, when there are more.
const (
	manyHits = 1000
	manyPast = 300
)

// moreThan reports whether an index has more than so many hits, where there is a limit to
// what is wanted.
func moreThan(ctx context.Context, tx *sql.Tx, index string, words workbook.Words, limit, many int) (bool, error) {
	if limit < 0 {
		return false, nil
	}
	var more bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+index+" WHERE "+index+" MATCH ? LIMIT 1 OFFSET ?)", match(words), many).Scan(&more)
	return more, err
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

// isPresent holds for a findable thing, called f, that was not removed.
var isPresent = `(f.school = '' OR f.school IN (SELECT s.id FROM school AS s WHERE s.present = 1))
	AND CASE f.entity
		WHEN 'zone' THEN EXISTS (SELECT 1 FROM zone AS t WHERE t.id = f.id AND t.present = 1)
		WHEN 'contact' THEN EXISTS (SELECT 1 FROM contact AS t WHERE t.id = f.id AND t.present = 1)
		WHEN 'event' THEN EXISTS (SELECT 1 FROM event AS t WHERE t.id = f.id AND t.present = 1)
		WHEN 'step' THEN EXISTS (SELECT 1 FROM event AS t JOIN school AS s ON s.id = t.school
			WHERE t.id = substr(f.id, 1, instr(f.id, '/') - 1) AND t.present = 1 AND s.present = 1)
		WHEN 'attachment' THEN EXISTS (SELECT 1 FROM attachment AS t WHERE t.id = f.id AND t.present = 1)
		WHEN 'action' THEN EXISTS (SELECT 1 FROM action AS t WHERE t.id = f.id AND t.present = 1)
		WHEN 'exercise' THEN EXISTS (SELECT 1 FROM exercise AS t WHERE t.id = f.id AND t.present = 1)
		ELSE f.entity IN ('school', 'answer') OR f.id IN (` + exercisePresent + `) END`

// exercisePresent selects the ids of what belongs to exercises that were not removed, nor
// their schools.
var exercisePresent = func() string {
	var parts []string
	for _, e := range workbook.Entities() {
		if e.OfExercise() {
			parts = append(parts, "SELECT t.id FROM "+quoted(string(e))+" AS t WHERE t.id = f.id AND t.present = 1 AND t.exercise IN"+
				" (SELECT x.id FROM exercise AS x JOIN school AS s ON s.id = x.school WHERE x.present = 1 AND s.present = 1)")
		}
	}
	return strings.Join(parts, " UNION ALL ")
}()

// A word in the name weighs ten times one in the rest.
var findPresent = `
	WITH hit AS MATERIALIZED (SELECT rowid AS n, bm25(word, 10.0, 1.0) AS score FROM word WHERE word MATCH ?1),` + counted

// Weighing a hit means to know how frequent its words are, and so to look at all hits.
var findAmongMany = `
	WITH named AS MATERIALIZED (SELECT rowid AS n FROM word WHERE word MATCH 'name : (' || ?1 || ')' AND ` + standing + ` ORDER BY rowid DESC LIMIT ?3),
	newest AS MATERIALIZED (SELECT rowid AS n FROM word WHERE word MATCH ?1 AND ` + standing + ` ORDER BY rowid DESC LIMIT ?3),
	hit AS MATERIALIZED (
		SELECT n, -1.0 / n AS score FROM newest WHERE n NOT IN (SELECT n FROM named)
		UNION ALL SELECT n, -1 - 1.0 / n FROM named),` + counted

// standing holds for a hit of a thing that was not removed.
var standing = `EXISTS (SELECT 1 FROM findable AS f WHERE f.n = word.rowid AND ` + isPresent + `)`

// counted counts the hits of each kind and gives the best of them.
var counted = `
	placed AS (
		SELECT f.entity, f.id, f.school, h.score, row_number() OVER (PARTITION BY f.entity ORDER BY h.score, f.n) AS place,
			count(*) OVER (PARTITION BY f.entity) AS total
		FROM hit AS h CROSS JOIN findable AS f ON f.n = h.n WHERE ` + isPresent + `)
	SELECT entity, id, school, score, total FROM placed WHERE ?2 < 0 OR place <= ?2 ORDER BY place`

func searchPresent(ctx context.Context, tx *sql.Tx, words workbook.Words, limit int, many bool) ([]workbook.Hit, error) {
	found := map[workbook.Entity][]workbook.Hit{}
	query, args := findPresent, []any{match(words), limit}
	if many {
		query, args = findAmongMany, append(args, max(manyHits/2, limit))
	}
	err := each(ctx, tx, query, args, func(rows *sql.Rows) error {
		h := workbook.Hit{More: many}
		err := rows.Scan(&h.Entity, &h.ID, &h.SchoolID, &h.Rank, &h.Of)
		found[h.Entity] = append(found[h.Entity], h)
		return err
	})
	if err != nil {
		return nil, err
	}
	var hits []workbook.Hit
	for _, e := range workbook.Entities() {
		hits = append(hits, found[e]...)
	}
	things, err := thingsOf(ctx, tx, hits)
	if err != nil {
		return nil, err
	}
	for i := range hits {
		h := &hits[i]
		values, err := titled(things, h)
		if err != nil {
			return nil, err
		}
		h.Field, h.Excerpt, _ = words.Find(passages(h.Entity, values))
	}
	return hits, nil
}

// Where the words stand in a thing today, no value of its past is worth a line.
var findPast = `
	SELECT c.entity, c.id, f.school, c.field, c.new, b.at, b.author, b.role, b.seat, 0
	FROM past JOIN change AS c ON c.n = past.rowid
	JOIN findable AS f ON f.entity = c.entity AND f.id = c.id
	JOIN batch AS b ON b.seq = c.seq
	WHERE past MATCH ?1 AND f.n NOT IN (SELECT rowid FROM word WHERE word MATCH ?1) AND ` + isPresent + `
	ORDER BY past.rowid DESC`

// findPastAmongMany leaves it to the reader whether a thing holds the words yet: making the list
// of all that do takes longer. Its last column says how many values were looked through.
var findPastAmongMany = `
	WITH newest AS MATERIALIZED (SELECT rowid AS n FROM past WHERE past MATCH ?1 ORDER BY rowid DESC LIMIT ?2)
	SELECT c.entity, c.id, f.school, c.field, c.new, b.at, b.author, b.role, b.seat, (SELECT count(*) FROM newest)
	FROM newest CROSS JOIN change AS c ON c.n = newest.n
	JOIN findable AS f ON f.entity = c.entity AND f.id = c.id
	JOIN batch AS b ON b.seq = c.seq
	WHERE ` + isPresent + `
	ORDER BY newest.n DESC`

func searchPast(ctx context.Context, tx *sql.Tx, words workbook.Words, limit int, many bool) ([]workbook.Hit, error) {
	type place struct {
		entity    workbook.Entity
		id, field string
	}
	seen := map[place]bool{} // a note is written in many small steps; the last one tells it all
	var hits []workbook.Hit
	query, args, most := findPast, []any{match(words)}, max(manyPast, limit)
	if !many {
		var err error
		if many, err = moreThan(ctx, tx, "past", words, limit, max(manyHits, limit)); err != nil {
			return nil, err
		}
	}
	if many {
		query, args = findPastAmongMany, append(args, most+1)
	}
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	more, looked := false, 0
	for rows.Next() {
		h := workbook.Hit{Past: true}
		var text, at string
		err := rows.Scan(&h.Entity, &h.ID, &h.SchoolID, &h.Field, &text, &at, &h.By.Name, &h.By.Role, &h.By.Seat, &looked)
		if err != nil {
			return nil, err
		}
		if p := (place{h.Entity, h.ID, h.Field}); seen[p] {
			continue
		} else {
			seen[p] = true
		}
		if more = !many && limit >= 0 && len(hits) == limit; more {
			break
		}
		if h.At, err = unstamp(at); err != nil {
			return nil, &workbook.Problem{Kind: workbook.ErrDamaged, Err: err}
		}
		_, h.Excerpt, _ = words.Find([]workbook.Passage{{Field: h.Field, Text: text}})
		hits = append(hits, h)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	things, err := thingsOf(ctx, tx, hits)
	if err != nil {
		return nil, err
	}
	if many {
		var past []workbook.Hit
		for _, h := range hits {
			values, err := things.of(h.Entity, h.ID)
			if err != nil {
				return nil, err
			}
			if _, _, yet := words.Find(passages(h.Entity, values)); !yet {
				past = append(past, h)
			}
		}
		more = looked > most || len(past) > limit
		hits = past[:min(len(past), limit)]
	}
	for i := range hits {
		if _, err = titled(things, &hits[i]); err != nil {
			return nil, err
		}
		if hits[i].Of = len(hits); more {
			hits[i].Of++
		}
	}
	return hits, nil
}

// titled reads a thing that was found, and says by what name a person knows it, which
// schools it serves or is of, and which item it answers.
func titled(things *things, h *workbook.Hit) (workbook.Values, error) {
	values, err := things.of(h.Entity, h.ID)
	if err != nil {
		return nil, err
	}
	h.Serves, h.ItemID = workbook.SplitIDs(values["schools"]), values["item"]
	switch h.Entity {
	case workbook.AnswerEntity:
		_, h.ItemID, _ = splitID(h.ID)
		school, err := things.of(workbook.SchoolEntity, h.SchoolID)
		h.Title = school["name"]
		return values, err
	case workbook.StepEntity:
		id, _, _ := splitID(h.ID)
		event, err := things.of(workbook.EventEntity, id)
		h.Title, h.SchoolID = event["name"], event["school"]
		return values, err
	case workbook.ObjectiveEntity, workbook.TargetEntity, workbook.ModuleEntity, workbook.InjectEntity,
		workbook.QuestionEntity, workbook.ParticipantEntity, workbook.ObservationEntity, workbook.RatingEntity,
		workbook.FeedbackEntity, workbook.HappeningEntity:
		exercise, err := things.of(workbook.ExerciseEntity, values["exercise"])
		h.Title, h.SchoolID, h.ExerciseID = exercise["name"], exercise["school"], values["exercise"]
		return values, err
	case workbook.ExerciseEntity:
		h.Title, h.ExerciseID = values["name"], h.ID
	case workbook.ZoneEntity:
		h.Title = workbook.ZoneFrom(h.ID, values).Label()
	case workbook.ActionEntity:
		h.Title = values["title"]
	case workbook.ContactEntity:
		h.Title = values["name"]
		h.SchoolID, err = onlySchool(things, h.Serves)
	default:
		h.Title = values["name"]
	}
	return values, err
}

// onlySchool is the one school of a contact, empty where it serves several or none.
func onlySchool(things *things, schools []string) (string, error) {
	if len(schools) != 1 {
		return "", nil
	}
	values, err := things.of(workbook.SchoolEntity, schools[0])
	if err != nil || values[workbook.Present] != "1" {
		return "", err
	}
	return schools[0], nil
}

// things are the fields of what was found and of what it belongs to, each read once.
type things struct {
	ctx  context.Context
	q    queryer
	have map[ident]workbook.Values
}

// thingsOf reads what was found, all of a kind at a time.
func thingsOf(ctx context.Context, q queryer, hits []workbook.Hit) (*things, error) {
	t := &things{ctx: ctx, q: q, have: map[ident]workbook.Values{}}
	wanted := map[workbook.Entity][]string{}
	for _, h := range hits {
		wanted[h.Entity] = append(wanted[h.Entity], h.ID)
		if h.Entity == workbook.AnswerEntity {
			wanted[workbook.SchoolEntity] = append(wanted[workbook.SchoolEntity], h.SchoolID)
		}
	}
	for e, ids := range wanted {
		table := tableOf(e)
		list, err := keysOf(table, ids)
		if err != nil {
			return nil, err
		}
		columns, values := make([]string, len(table.key)), make([]string, len(table.key))
		for i, k := range table.key {
			columns[i], values[i] = "t."+quoted(k), fmt.Sprintf("j.value ->> %d", i)
		}
		rows, err := table.records(ctx, q, fmt.Sprintf("(%s) IN (SELECT %s FROM json_each(?) AS j)",
			strings.Join(columns, ", "), strings.Join(values, ", ")), list)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			t.have[ident{e, r.id}] = r.values
		}
	}
	return t, nil
}

// keysOf writes the keys of things as a list of lists.
func keysOf(t table, ids []string) (string, error) {
	var keys [][]any
	for _, id := range ids {
		key, err := t.keyOf(id)
		if err != nil {
			return "", err
		}
		keys = append(keys, key)
	}
	list, err := json.Marshal(keys)
	return string(list), err
}

// of gives the fields of a thing.
func (t *things) of(e workbook.Entity, id string) (workbook.Values, error) {
	if values, ok := t.have[ident{e, id}]; ok {
		return values, nil
	}
	values, err := recordOf(t.ctx, t.q, e, id)
	if err == nil {
		t.have[ident{e, id}] = values
	}
	return values, err
}

// recordOf reads the fields of one thing. That the index knows it and its table does not is
// damage.
func recordOf(ctx context.Context, q queryer, e workbook.Entity, id string) (workbook.Values, error) {
	t := tableOf(e)
	key, err := t.keyOf(id)
	if err != nil {
		return nil, err
	}
	found, err := t.records(ctx, q, t.where(), key...)
	if err == nil && len(found) != 1 {
		err = &workbook.Problem{Kind: workbook.ErrDamaged, Place: string(e), Value: workbook.Shorten(id, 60)}
	}
	if err != nil {
		return nil, err
	}
	return found[0].values, nil
}

// passages are the text fields of a thing, in the fields' order. They are what the index
// holds the words of.
func passages(e workbook.Entity, values workbook.Values) []workbook.Passage {
	var list []workbook.Passage
	for _, f := range workbook.FieldsOf(e) {
		if f.Kind == workbook.ShortText || f.Kind == workbook.LongText {
			list = append(list, workbook.Passage{Field: f.Name, Text: values[f.Name]})
		}
	}
	return list
}
