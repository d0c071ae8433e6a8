package storage

import (
	"context"
	"database/sql"
	"slices"

	"forethought/workbook"
)

// bothChanged selects the fields that stand on either side by a change that the other has not.
const bothChanged = `
	SELECT m.entity, m.id, m.field, m.was, m.was_seq, m.value, m.seq, m.place > m.was_place FROM merge_meet AS m
	WHERE m.was <> m.value AND NOT EXISTS (
		SELECT 1 FROM other.change AS c INDEXED BY change_of_entity JOIN merge_batch AS b ON b.theirs = c.seq
		JOIN merge_place AS p ON p.seq = b.seq
		WHERE c.entity = m.entity AND c.id = m.id AND c.field = m.field AND c.n > 0
		AND iif(m.place > m.was_place, b.seq = m.was_seq, p.place > m.place))
	ORDER BY m.entity, m.id, m.field`

// settle decides what both copies changed, and what one removed while the other worked on it.
func (g *merger) settle(ctx context.Context) error {
	type question struct {
		decision      workbook.MergeDecision
		first, second int64 // the batches of the two values
	}
	var asked []question
	err := each(ctx, g.tx, bothChanged, nil, func(rows *sql.Rows) error {
		var q question
		var secondIsLater bool
		d := &q.decision
		err := rows.Scan(&d.Entity, &d.ID, &d.Field, &d.First.Value, &q.first, &d.Second.Value, &q.second, &secondIsLater)
		d.Taken, d.Why = workbook.FirstCopy, workbook.TakenAsLater
		if secondIsLater {
			d.Taken = workbook.SecondCopy
		}
		asked = append(asked, q)
		return err
	})
	if err != nil {
		return err
	}
	gone, err := g.removedAndWorkedOn(ctx)
	if err != nil {
		return err
	}
	there := map[workbook.Spot]bool{}
	for _, r := range gone {
		there[r.decision.Spot] = true
	}
	back, err := g.broughtBack(ctx, gone, there)
	if err != nil {
		return err
	}
	asked = slices.DeleteFunc(asked, func(q question) bool {
		_, follows := back[q.decision.Spot]
		return follows || there[q.decision.Spot]
	})
	for _, r := range gone {
		asked = append(asked, question{r.decision, r.first, r.second})
	}
	for _, q := range asked {
		d := q.decision
		if d.First.At, d.First.Author, err = g.names.batch(ctx, q.first); err != nil {
			return err
		}
		if d.Second.At, d.Second.Author, err = g.names.batch(ctx, q.second); err != nil {
			return err
		}
		if err := g.names.title(ctx, &d); err != nil {
			return err
		}
		d = g.order.Decide(d)
		if err := g.write(ctx, d); err != nil {
			return err
		}
		g.found.Decisions = append(g.found.Decisions, d)
	}
	slices.SortStableFunc(g.found.Decisions, compareDecisions)
	for spot, d := range back {
		if err := g.write(ctx, d); err != nil {
			return err
		}
		g.found.Back = append(g.found.Back, spot)
	}
	return g.asSeen()
}

// asSeen refuses decisions that are others than those that a person has seen.
func (g *merger) asSeen() error {
	if g.order.Seen == nil {
		return nil
	}
	if !slices.EqualFunc(g.order.Seen, g.found.Decisions, workbook.MergeDecision.SameQuestion) {
		return &workbook.Problem{Kind: workbook.ErrChangedSince}
	}
	return nil
}

// write makes a decision what is taken and kept, as far as it is not what the histories together
// say: that is an edit, made by the person who merges.
func (g *merger) write(ctx context.Context, d workbook.MergeDecision) error {
	spot := []any{string(d.Entity), d.ID, d.Field}
	var later string // by the histories together
	err := g.tx.QueryRowContext(ctx, `SELECT c.new FROM main.change AS c INDEXED BY change_of_entity
		JOIN merge_place AS p ON p.seq = c.seq
		WHERE c.entity = ? AND c.id = ? AND c.field = ? AND c.n > 0 ORDER BY p.place DESC LIMIT 1`, spot...).Scan(&later)
	if err != nil {
		return err
	}
	if err := g.do(ctx, "DELETE FROM merge_take WHERE entity = ? AND id = ? AND field = ?", spot...); err != nil {
		return err
	}
	switch {
	case d.Taken == workbook.SecondCopy:
		return g.do(ctx, "INSERT INTO merge_take (entity, id, field, old, new, edit) VALUES (?, ?, ?, ?, ?, ?)",
			append(spot, d.First.Value, d.Second.Value, later != d.Second.Value)...)
	case later != d.First.Value:
		return g.do(ctx, "INSERT INTO merge_keep (entity, id, field, old, new) VALUES (?, ?, ?, ?, ?)", append(spot, later, d.First.Value)...)
	}
	return nil
}
