package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite"

	"forethought/app/session"
	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// by is who edits in these measurements.
var by = workbook.Author{Name: "Bench", Seat: "bench"}

// makeDistrict writes the invented district, as forethought sample FOLDER --schools N does;
// other makes its answers ones to other items, as a copy has that others worked in.
func (b *bench) makeDistrict(schools int, other bool) (string, error) {
	name := fmt.Sprintf("district-of-%d", schools)
	if other {
		name += "-other"
	}
	path := filepath.Join(b.keep, name+storage.Extension)
	if b.made[path] {
		return path, nil
	}
	if w, err := storage.Open(context.Background(), path, storage.Options{Case: b.theCase, By: by}); err == nil {
		b.made[path] = true
		return path, w.Close()
	}
	if err := os.RemoveAll(path); err != nil { // of an older form, or cut off
		return "", err
	}
	b.say("making %s", filepath.Base(path))
	batches, err := assets.LargeSample(b.theCase, "2026-08-14", schools)
	if err != nil {
		return "", err
	}
	if other {
		batches = otherItems(batches)
	}
	err = storage.CreateLarge(context.Background(), path, storage.CaseRef{ID: b.theCase.ID, Version: b.theCase.Version}, batches, nil)
	b.made[path] = err == nil
	return path, err
}

// otherItems turns the answers of batches into answers to other items, and leaves actions out.
func otherItems(batches iter.Seq[workbook.DatedBatch]) iter.Seq[workbook.DatedBatch] {
	return func(yield func(workbook.DatedBatch) bool) {
		for one := range batches {
			var changes []workbook.Change
			for _, c := range one.Changes {
				if c.Entity == workbook.ActionEntity {
					continue
				}
				if c.Entity == workbook.AnswerEntity {
					c.ID = strings.Replace(c.ID, "/", "/other-", 1)
				}
				changes = append(changes, c)
			}
			one.Changes = changes
			if !yield(one) {
				return
			}
		}
	}
}

// copied is a copy of a workbook for a measurement that writes to it.
func (b *bench) copied(path, as string) (string, error) {
	to := filepath.Join(b.scratch, as+storage.Extension)
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	return to, err
}

// bare opens a workbook's file with the driver and nothing else.
func bare(path string) (*sql.DB, error) {
	q := url.Values{"_pragma": {"synchronous(FULL)", "journal_mode(DELETE)", "foreign_keys(1)"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String())
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// desk is an open workbook as the window has it: a session, and the goroutine that draws.
type desk struct {
	*session.Session
	book  *storage.Workbook
	posts chan func()
	fault error
}

func openDesk(path string) (*desk, error) {
	w, err := storage.Open(context.Background(), path, storage.Options{CheckLater: true})
	if err != nil {
		return nil, err
	}
	d := &desk{book: w, posts: make(chan func(), 4096)}
	d.Session = session.New(w, by, func(f func()) { d.posts <- f }, time.Now)
	d.Listen(session.Listener{Failed: func(err error) { d.fault = err }})
	d.Open("")
	return d, d.until(d.Idle)
}

// until lets come back what is on its way until something holds.
func (d *desk) until(holds func() bool) error {
	late := time.After(time.Minute)
	for !holds() {
		select {
		case f := <-d.posts:
			f()
		case <-late:
			return errors.New("the session does not come to rest")
		}
	}
	return d.fault
}

// edit changes a status and says when it was durable, and when the view was read again, so
// that the next edit could go ahead.
func (d *desk) edit(item string) (durable, ready float64, err error) {
	v := d.View()
	status := workbook.Needed
	if v.Answer(item).Status == status {
		status = workbook.InPlace
	}
	start := time.Now()
	d.Do(workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(v.School.ID, item), Field: "status", New: string(status)})
	if err := d.until(func() bool { return d.Saving().Pending == 0 }); err != nil {
		return 0, 0, err
	}
	durable = millis(time.Since(start))
	err = d.until(d.Idle)
	return durable, millis(time.Since(start)), err
}

// edits measures one answer against a bare upsert, and with many schools against few.
func (b *bench) edits() error {
	ctx := context.Background()
	item := b.theCase.Items[0].ID
	var desks [2]*desk
	for i, schools := range []int{b.few, b.many} {
		path, err := b.makeDistrict(schools, false)
		if err == nil {
			path, err = b.copied(path, fmt.Sprintf("edit-%d", schools))
		}
		if err != nil {
			return err
		}
		if desks[i], err = openDesk(path); err != nil {
			return err
		}
		defer desks[i].Close()
		if err := desks[i].book.Looked(ctx); err != nil {
			return err
		}
	}
	small, large := desks[0], desks[1]
	path, err := b.makeDistrict(b.few, false)
	if err == nil {
		path, err = b.copied(path, "upsert")
	}
	if err != nil {
		return err
	}
	db, err := bare(path)
	if err != nil {
		return err
	}
	defer db.Close()
	upsert, err := db.PrepareContext(ctx, `INSERT INTO answer (school, item, status) VALUES (?, ?, ?)
		ON CONFLICT (school, item) DO UPDATE SET status = excluded.status`)
	if err != nil {
		return err
	}
	defer upsert.Close()
	statuses, n := []string{"needed", "in-place"}, 0
	floor := timed(func() error {
		n++
		_, err := upsert.ExecContext(ctx, small.View().School.ID, item, statuses[n%2])
		return err
	})
	var durable, ready, first pair
	durable, err = interleave(b.edit, func() (float64, error) {
		on, all, err := small.edit(item)
		if err != nil {
			return 0, err
		}
		onLarge, allLarge, err := large.edit(item)
		first.floor, first.ours = append(first.floor, on), append(first.ours, onLarge)
		ready.floor, ready.ours = append(ready.floor, all), append(ready.ours, allLarge)
		return on, err
	}, floor)
	if err != nil {
		return err
	}
	b.add(result{
		what: "one answer, click to durable on disk", floor: "a prepared upsert, same driver, synchronous=FULL", reach: "at most 1.5 x",
		ours: figure(median(durable.ours)), bare: figure(median(durable.floor)), ratio: durable.ratio(), short: durable.ratio() > 1.5,
		more:     "The floor makes and removes its journal with each change, as SQLite does by itself; ours stays while the workbook is open, which saves a flush of the folder.",
		bound:    "An answer is more than its row: it is checked, and with its line in the history, the batch and their indexes ten to fourteen pages are written, each of them twice, where the bare upsert writes two.",
		profiled: true,
	})
	b.add(result{
		what:  fmt.Sprintf("the same edit with %s schools in the file", count(b.many)),
		floor: fmt.Sprintf("with %d schools", b.few), reach: "at most 1.2 x",
		ours: figure(median(first.ours)), bare: figure(median(first.floor)), ratio: first.ratio(), short: first.ratio() > 1.2,
		more: fmt.Sprintf("Until the view is read again and the next edit goes ahead: %s against %s, %.2f x.",
			figure(median(ready.ours)), figure(median(ready.floor)), ready.ratio()),
		bound:    "No statement of an edit goes through a whole table, as many pages are changed as in the small file, ten, and in memory both take as long. But in a large file the pages lie apart, and the disk writes each by itself.",
		profiled: true,
	})
	return nil
}

// typings are searches as they are typed: words of the notes that thousands hold, that fewer
// do, and that none does.
var typings = []string{"gate", "keys are counted", "drill took too long", "principal", "zebra"}

// search measures each keystroke of some searches.
func (b *bench) search() error {
	ctx := context.Background()
	path, err := b.makeDistrict(b.many, false)
	if err != nil {
		return err
	}
	w, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer w.Close()
	db, err := bare(path)
	if err != nil {
		return err
	}
	defer db.Close()
	var all pair
	worst, worstAt, over, above, worstAbove := 0.0, "", 0, 0, 0.0
	for _, words := range typings {
		for n := range len(words) {
			typed := words[:n+1]
			if strings.HasSuffix(typed, " ") {
				continue
			}
			var terms []string
			for _, word := range strings.Fields(typed) {
				terms = append(terms, `"`+word+`"`)
			}
			matching := strings.Join(terms, " ") + "*"
			p, err := interleave(min(b.rounds, 3), timed(func() error {
				_, err := w.Search(ctx, typed, 100)
				return err
			}), timed(func() error {
				rows, err := db.QueryContext(ctx, "SELECT rowid, rank FROM word WHERE word MATCH ? ORDER BY rank LIMIT 100", matching)
				if err != nil {
					return err
				}
				defer rows.Close()
				for rows.Next() {
				}
				return rows.Err()
			}))
			if err != nil {
				return err
			}
			ours := median(p.ours)
			if p.ratio() > 1.5 {
				above++
				worstAbove = max(worstAbove, ours)
			}
			all.ours, all.floor = append(all.ours, ours), append(all.floor, median(p.floor))
			if ours > worst {
				worst, worstAt = ours, typed
			}
			if !b.smoke && b.only != "" {
				b.say("    %q: %s against %s", typed, figure(ours), figure(median(p.floor)))
			}
			if ours > 50 {
				over++
			}
		}
	}
	b.add(result{
		what: fmt.Sprintf("search in %s notes, keystroke to results", count(b.many*33)), floor: "a bare FTS5 query, the 100 best",
		reach: "at most 1.5 x in the median, each under 50 ms",
		ours:  figure(median(all.ours)), bare: figure(median(all.floor)), ratio: all.ratio(), short: all.ratio() > 1.5 || over > 0,
		more: fmt.Sprintf("%d keystrokes of %d searches, the median of all against that of the floor; %d of them took longer than 50 ms, the longest (%q) %s, and %d more than 1.5 times their own floor, the longest of them %s: of words that stand in few notes the floor is less than reading what is shown. The 30 ms for which the window waits for the next key come on top.",
			len(all.ours), len(typings), over, worstAt, figure(worst), above, figure(worstAbove)),
		bound:    "A good third is asking of up to a thousand hits what they are and whether they were removed, a quarter reading those that are shown, with their names and the place where the words stand, and a quarter asking of values of the past whether they stand yet.",
		profiled: true,
	})
	return nil
}

// opening measures opening without a window: to the view that the Overview shows; and how
// long the check of the large file then takes beside.
func (b *bench) opening() (p pair, looked float64, err error) {
	var paths [2]string
	for i, schools := range []int{b.few, b.many} {
		var err error
		if paths[i], err = b.makeDistrict(schools, false); err != nil {
			return p, 0, err
		}
	}
	open := func(path string) func() (float64, error) {
		return func() (float64, error) {
			start := time.Now()
			d, err := openDesk(path)
			took := millis(time.Since(start))
			if err == nil {
				err = d.Close()
			}
			return took, err
		}
	}
	if p, err = interleave(b.rounds, open(paths[1]), open(paths[0])); err != nil {
		return p, 0, err
	}
	w, err := storage.Open(context.Background(), paths[1], storage.Options{CheckLater: true})
	if err != nil {
		return p, 0, err
	}
	looked, err = timed(func() error { return w.Looked(context.Background()) })()
	return p, looked, errors.Join(err, w.Close())
}

// merging measures a merge of two large copies against copying the rows.
func (b *bench) merging() error {
	ctx := context.Background()
	first, err := b.makeDistrict(b.many, false)
	if err != nil {
		return err
	}
	second, err := b.makeDistrict(b.many, true)
	if err != nil {
		return err
	}
	if err := oneOrigin(first, second); err != nil {
		return err
	}
	to := filepath.Join(b.scratch, "merged"+storage.Extension)
	came := 0
	p, err := interleave(b.merges, timed(func() error {
		m, err := storage.Merge(ctx, first, second, to, by, workbook.MergeOrder{}, true, storage.Options{})
		came = m.Came[workbook.AnswerEntity].Things
		return err
	}), timed(func() error { return copyRows(first, second, to+".copied") }))
	if err != nil {
		return err
	}
	if came != b.many*33 {
		return fmt.Errorf("merging brought %d answers in, want %d", came, b.many*33)
	}
	b.add(result{
		what:  fmt.Sprintf("merge two workbooks of %s answers", count(b.many*33)),
		floor: "copying the same rows with ATTACH", reach: "at most 5 x",
		ours: figure(median(p.ours)), bare: figure(median(p.floor)), ratio: p.ratio(), short: p.ratio() > 5,
		bound: "Merging compares both histories, changes by the later of two edits, and looks at the result before it gets its name.",
	})
	return errors.Join(os.Remove(to), os.Remove(to+".copied"))
}

// oneOrigin makes two districts copies of one: the same id, and the same batches that set the
// schools up.
func oneOrigin(first, second string) error {
	db, err := bare(second)
	if err != nil {
		return err
	}
	for _, query := range []string{
		"ATTACH '" + first + "' AS f",
		"UPDATE book SET id = (SELECT id FROM f.book)",
		`UPDATE batch SET id = (SELECT x.id FROM f.batch AS x WHERE x.seq = batch.seq)
			WHERE seq <= (SELECT count(*) FROM school) AND id NOT IN (SELECT x.id FROM f.batch AS x)`,
	} {
		if _, err := db.Exec(query); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	return db.Close()
}

// copyRows is the least that the driver can do: the second's rows into a copy of the first,
// with its indexes and its index for searching.
func copyRows(first, second, to string) error {
	data, err := os.ReadFile(first)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	if err != nil {
		return err
	}
	db, err := bare(to)
	if err != nil {
		return err
	}
	for _, query := range []string{
		"ATTACH '" + second + "' AS other", "BEGIN",
		"INSERT INTO main.answer SELECT * FROM other.answer",
		"INSERT INTO main.answer_zone SELECT * FROM other.answer_zone",
		`INSERT INTO main.batch (seq, id, at, author, role, seat, origin, of, stale, turn)
			SELECT seq + 1000000, id, at, author, role, seat, origin, of, stale, turn FROM other.batch
			WHERE id NOT IN (SELECT id FROM main.batch)`,
		`INSERT INTO main.change (seq, entity, id, field, old, new)
			SELECT seq + 1000000, entity, id, field, old, new FROM other.change WHERE entity = 'answer'`,
		"COMMIT",
	} {
		if _, err := db.Exec(query); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	return db.Close()
}
