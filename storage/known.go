package storage

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"sync"

	"forethought/workbook"
)

// known is what stays as it is while nothing of its kind is changed: reading it again after
// every edit would take the longer the more schools there are. What is kept belongs to one
// state of the file's history, and is brought up to date by asking whether a line that came
// since, of anyone, is of a thing of the kind. Lines of a merge are numbered downwards.
type known struct {
	sync.Mutex
	schools   kept[[]workbook.School]
	everybody kept[[]workbook.Contact] // the contacts of the whole district
	steps     map[workbook.Origin]stepKept
}

// kept is a value that was read from a state of the history.
type kept[T any] struct {
	read      bool
	low, high int64 // the numbers of the history's lines then
	value     T
}

// current gives what is kept where it still holds, and reads it anew where not. The lock must
// be held.
func (k *kept[T]) current(ctx context.Context, tx *sql.Tx, of workbook.Entity, read func() (T, error)) (T, error) {
	var low, high int64
	var changed bool
	if !k.read {
		k.low, k.high = math.MinInt64, math.MaxInt64 // nothing to look for
	}
	err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT min(n) FROM change), 0), coalesce((SELECT max(n) FROM change), 0),
		EXISTS (SELECT 1 FROM change AS c WHERE c.n > ?2 AND +c.entity = ?3) OR EXISTS (SELECT 1 FROM change AS c WHERE c.n < ?1 AND +c.entity = ?3)`,
		k.low, k.high, string(of)).Scan(&low, &high, &changed)
	if err == nil && (!k.read || changed || low > k.low || high < k.high) {
		k.read = false
		k.value, err = read()
		k.read = err == nil
	}
	if err != nil {
		var none T
		return none, err
	}
	k.low, k.high = low, high
	return k.value, nil
}

// stepKept is the batch that undo or redo would turn round.
type stepKept struct {
	seq, span int64 // its number, and how far its lines in the history lie apart
	edit      workbook.Batch
}

// step gives the batch of a number, with its changes, which may be all that was ever imported.
// A merge may add changes to a batch that is there.
func (w *Workbook) step(ctx context.Context, tx *sql.Tx, origin workbook.Origin, seq int64, read func() (workbook.Batch, error)) (workbook.Batch, error) {
	w.known.Lock()
	defer w.known.Unlock()
	var span int64
	err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT max(n) FROM change WHERE seq = ?1), 0) - coalesce((SELECT min(n) FROM change WHERE seq = ?1), 0)`, seq).Scan(&span)
	if err != nil {
		return workbook.Batch{}, err
	}
	if s := w.known.steps[origin]; s.seq == seq && s.span == span && seq != 0 {
		return s.edit, nil
	}
	edit, err := read()
	if err == nil {
		if w.known.steps == nil {
			w.known.steps = map[workbook.Origin]stepKept{}
		}
		w.known.steps[origin] = stepKept{seq, span, edit}
	}
	return edit, err
}

// schools are those of the workbook by name; the caller may keep and change the list.
func (w *Workbook) schools(ctx context.Context, tx *sql.Tx) ([]workbook.School, error) {
	w.known.Lock()
	defer w.known.Unlock()
	all, err := w.known.schools.current(ctx, tx, workbook.SchoolEntity, func() ([]workbook.School, error) {
		var schools []workbook.School
		err := tableOf(workbook.SchoolEntity).eachRecord(ctx, tx, "t.present = 1", nil, func(r record) {
			schools = append(schools, workbook.SchoolFrom(r.id, r.values))
		})
		slices.SortStableFunc(schools, func(a, b workbook.School) int { return workbook.NaturalCompare(a.Name, b.Name) })
		return schools, err
	})
	return slices.Clone(all), err
}

// contactsOf are the contacts of a school and those of the whole district, by name. Those of
// the district are what names no school: finding them means looking at every contact.
func (w *Workbook) contactsOf(ctx context.Context, tx *sql.Tx, school string) ([]workbook.Contact, error) {
	w.known.Lock()
	defer w.known.Unlock()
	everybody, err := w.known.everybody.current(ctx, tx, workbook.ContactEntity, func() ([]workbook.Contact, error) {
		return contacts(ctx, tx, "NOT EXISTS (SELECT 1 FROM contact_school AS l WHERE l.contact = t.id)")
	})
	if err != nil {
		return nil, err
	}
	own, err := contacts(ctx, tx, "t.id IN (SELECT l.contact FROM contact_school AS l WHERE l.school = ?)", school)
	if err != nil {
		return nil, err
	}
	all := append(own, everybody...)
	slices.SortFunc(all, func(a, b workbook.Contact) int {
		return cmp.Or(workbook.NaturalCompare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}
