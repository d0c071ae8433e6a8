package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"forethought/workbook"
)

// removal is something that one copy removed and the other worked on.
type removal struct {
	decision      workbook.MergeDecision
	first, second int64  // the batches: the removal, and the last work on it
	whole         string // selects the changes, called c, of the thing whose id is ?1 and of what belongs to it
}

// removedAndWorkedOn finds what one copy removed without knowing that the other worked on it or
// on what belongs to it. It stays, and so does that work, unless the person says otherwise.
func (g *merger) removedAndWorkedOn(ctx context.Context) ([]removal, error) {
	var found []removal
	for _, e := range workbook.Entities() {
		if e.Standing() {
			continue
		}
		for _, side := range []workbook.Side{workbook.FirstCopy, workbook.SecondCopy} {
			ids, err := g.removedIn(ctx, side, e)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				r, ok, err := g.workedOn(ctx, side, e, id)
				if err != nil {
					return nil, err
				}
				if ok {
					found = append(found, r)
				}
			}
		}
	}
	return found, nil
}

// removedIn lists what is removed in one copy and present in the other.
func (g *merger) removedIn(ctx context.Context, side workbook.Side, e workbook.Entity) ([]string, error) {
	here := "0"
	if side == workbook.SecondCopy {
		here = "1"
	}
	var ids []string
	err := each(ctx, g.tx, fmt.Sprintf("SELECT t.id FROM main.%[1]s AS t JOIN other.%[1]s AS o ON o.id = t.id WHERE t.present = %[2]s AND o.present <> t.present ORDER BY t.id",
		quoted(string(e)), here), nil, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// The changes, called c, that one copy alone has.
const (
	firstAlone = `c.n BETWEEN 1 AND ?2 AND NOT EXISTS (
		SELECT 1 FROM other.change AS x INDEXED BY change_of_entity JOIN merge_batch AS b ON b.theirs = x.seq
		WHERE x.entity = c.entity AND x.id = c.id AND x.field = c.field AND x.n > 0 AND b.seq = c.seq)`
	secondAlone = "c.n > ?2"
)

// workedOn finds the removal of a thing in one copy and the other's last work on it. There is
// none when that copy knew of the removal, or the removal was made knowing all of the work.
func (g *merger) workedOn(ctx context.Context, removed workbook.Side, e workbook.Entity, id string) (r removal, ok bool, err error) {
	its, others, worker := firstAlone, secondAlone, besideName // whose tables know all that was worked on
	if removed == workbook.SecondCopy {
		its, others, worker = secondAlone, firstAlone, "main"
	}
	var out, work int64
	last := " ORDER BY p.place DESC LIMIT 1"
	query := "SELECT c.seq FROM main.change AS c JOIN merge_place AS p ON p.seq = c.seq WHERE "
	err = g.tx.QueryRowContext(ctx, query+"c.entity = ?3 AND c.id = ?1 AND c.field = 'present' AND c.new = '0' AND "+its+last,
		id, g.lastN, string(e)).Scan(&out)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil // it was never there, or both know that it was removed
	}
	if err != nil {
		return r, false, err
	}
	of := belongingTo(worker, e, "SELECT ?1")
	var terms []string
	for _, part := range of.order {
		terms = append(terms, fmt.Sprintf("c.entity = '%s' AND c.id IN (%s)", part, of.ids[part]))
	}
	r.whole = "(" + strings.Join(terms, " OR ") + ")"
	err = g.tx.QueryRowContext(ctx, query+r.whole+" AND "+others+last, id, g.lastN).Scan(&work)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	if err != nil {
		return r, false, err
	}
	d := &r.decision
	d.Entity, d.ID, d.Field, d.Why = e, id, workbook.Present, workbook.TakenAsEdited
	d.First.Value, d.Second.Value, d.Taken, r.first, r.second = "0", "1", workbook.SecondCopy, out, work
	if removed == workbook.SecondCopy {
		d.First.Value, d.Second.Value, d.Taken, r.first, r.second = "1", "0", workbook.FirstCopy, work, out
	}
	return r, true, nil
}

// broughtBack finds what the removals of things that stay had done besides: an undo of the
// adding empties a thing, and what belongs to it goes with it. In all of that the copy that
// worked on it is followed. What is removed for another reason stays removed.
func (g *merger) broughtBack(ctx context.Context, gone []removal, decided map[workbook.Spot]bool) (map[workbook.Spot]workbook.MergeDecision, error) {
	back := map[workbook.Spot]workbook.MergeDecision{}
	for _, r := range gone {
		d := g.order.Decide(r.decision)
		worker, removal := d.Taken, r.first
		if worker == workbook.FirstCopy {
			removal = r.second
		}
		if worker == workbook.FirstCopy && d.First.Value == "0" || worker == workbook.SecondCopy && d.Second.Value == "0" {
			continue // the person said so
		}
		var spots []workbook.Spot
		err := each(ctx, g.tx, "SELECT c.entity, c.id, c.field FROM main.change AS c WHERE c.seq = ?2 AND c.n > 0 AND "+r.whole,
			[]any{d.ID, removal}, func(rows *sql.Rows) error {
				var s workbook.Spot
				err := rows.Scan(&s.Entity, &s.ID, &s.Field)
				spots = append(spots, s)
				return err
			})
		if err != nil {
			return nil, err
		}
		for _, s := range spots {
			if decided[s] {
				continue
			}
			f := workbook.MergeDecision{Spot: s, Taken: worker, Why: workbook.TakenAsEdited}
			if f.First.Value, f.Second.Value, err = g.bothValues(ctx, s); err != nil {
				return nil, err
			}
			if f.First.Value != f.Second.Value {
				back[s] = f
			}
		}
	}
	return back, nil
}

// bothValues is what stands in a field in either copy.
func (g *merger) bothValues(ctx context.Context, s workbook.Spot) (first, second string, err error) {
	f, err := workbook.FieldOf(s.Entity, s.Field)
	if err != nil {
		return "", "", err
	}
	const last = " AND c.entity = ?2 AND c.id = ?3 AND c.field = ?4 ORDER BY p.place DESC LIMIT 1), ?5)"
	err = g.tx.QueryRowContext(ctx, `SELECT
		coalesce((SELECT c.new FROM main.change AS c INDEXED BY change_of_entity JOIN merge_place AS p ON p.seq = c.seq
			WHERE c.n BETWEEN 1 AND ?1`+last+`,
		coalesce((SELECT c.new FROM other.change AS c INDEXED BY change_of_entity JOIN merge_batch AS b ON b.theirs = c.seq
			JOIN merge_place AS p ON p.seq = b.seq WHERE c.n > 0`+last,
		g.lastN, string(s.Entity), s.ID, s.Field, f.Empty).Scan(&first, &second)
	return first, second, err
}

// namer says by what names a person knows what is to be decided.
type namer struct {
	tx      *sql.Tx
	schools map[string]string
}

// batch is when a batch was made and by whom.
func (n *namer) batch(ctx context.Context, seq int64) (at time.Time, by workbook.Author, err error) {
	batches, err := batchRows(ctx, n.tx, "b.seq = ?", seq)
	if err != nil || len(batches) != 1 {
		return at, by, cmp.Or(err, error(&workbook.Problem{Kind: workbook.ErrDamaged, Place: "history"}))
	}
	return batches[0].At, batches[0].Author, nil
}

// title fills in the school, the item and what the thing is called.
func (n *namer) title(ctx context.Context, d *workbook.MergeDecision) error {
	if n.schools == nil {
		n.schools = map[string]string{}
		for _, schema := range []string{"other", "main"} { // what stands here goes before
			err := each(ctx, n.tx, "SELECT id, name FROM "+schema+".school WHERE name <> ''", nil, func(rows *sql.Rows) error {
				var id, name string
				err := rows.Scan(&id, &name)
				n.schools[id] = name
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	if d.Entity == workbook.AnswerEntity {
		d.SchoolID, d.ItemID, _ = splitID(d.ID)
	} else {
		h := workbook.Hit{Entity: d.Entity, ID: d.ID}
		if d.Entity == workbook.SchoolEntity {
			h.SchoolID = d.ID
		}
		values, err := titled(&things{ctx: ctx, q: n.tx, have: map[ident]workbook.Values{}}, &h)
		if err != nil {
			return err
		}
		if d.SchoolID, d.ItemID, d.Title = h.SchoolID, h.ItemID, h.Title; d.SchoolID == "" {
			d.SchoolID = values["school"]
		}
	}
	d.School = n.schools[d.SchoolID]
	return nil
}

// compareDecisions orders decisions as a person reads them: by school, then by kind.
func compareDecisions(a, b workbook.MergeDecision) int {
	return cmp.Or(workbook.NaturalCompare(a.School, b.School), cmp.Compare(a.Entity, b.Entity),
		workbook.NaturalCompare(a.Title, b.Title), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Field, b.Field))
}
