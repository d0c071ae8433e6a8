package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"forethought/workbook"
)

// Schools reads the schools by name as [workbook.NaturalCompare] has it, then id.
func (w *Workbook) Schools(ctx context.Context) ([]workbook.School, error) {
	var schools []workbook.School
	err := w.read(ctx, "read schools", func(tx *sql.Tx) (err error) {
		schools, err = w.schools(ctx, tx)
		return err
	})
	return schools, err
}

// SchoolRecord reads a school with its zones by building and name, its contacts and the
// whole district's by name, its events by date, those without a date last, their steps, and
// the files of its answers in the order in which they were added. Its error is of kind
// ErrNotFound for a school that is not there or was removed.
func (w *Workbook) SchoolRecord(ctx context.Context, id string) (workbook.SchoolRecord, error) {
	var s workbook.SchoolRecord
	err := w.read(ctx, "read school", func(tx *sql.Tx) error {
		rows, err := tableOf(workbook.SchoolEntity).records(ctx, tx, "t.id = ? AND t.present = 1", id)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return &workbook.Problem{
				Kind: workbook.ErrNotFound, Place: string(workbook.SchoolEntity), Value: workbook.Shorten(id, 60),
			}
		}
		s.School = workbook.SchoolFrom(id, rows[0].values)
		if s.Zones, err = partsOf(ctx, tx, id, workbook.ZoneEntity, workbook.ZoneFrom); err != nil {
			return err
		}
		if s.Contacts, err = w.contactsOf(ctx, tx, id); err != nil {
			return err
		}
		if s.Events, err = partsOf(ctx, tx, id, workbook.EventEntity, workbook.EventFrom); err != nil {
			return err
		}
		if s.Steps, err = stepsOf(ctx, tx, "e.school = ?", id); err != nil {
			return err
		}
		s.Attachments, err = partsOf(ctx, tx, id, workbook.AttachmentEntity, workbook.AttachmentFrom)
		return err
	})
	if err != nil {
		return workbook.SchoolRecord{}, err
	}
	slices.SortStableFunc(s.Zones, func(a, b workbook.Zone) int {
		return cmp.Or(workbook.NaturalCompare(a.Building, b.Building), workbook.NaturalCompare(a.Name, b.Name))
	})
	slices.SortStableFunc(s.Events, func(a, b workbook.SchoolEvent) int {
		return cmp.Or(a.Date.Compare(b.Date), workbook.NaturalCompare(a.Name, b.Name))
	})
	return s, nil
}

// Contacts reads the contacts of all schools and of the district by name, then id.
func (w *Workbook) Contacts(ctx context.Context) ([]workbook.Contact, error) {
	var all []workbook.Contact
	err := w.read(ctx, "read contacts", func(tx *sql.Tx) error {
		var err error
		all, err = contacts(ctx, tx, "1")
		return err
	})
	return all, err
}

func contacts(ctx context.Context, q queryer, condition string, args ...any) ([]workbook.Contact, error) {
	rows, err := tableOf(workbook.ContactEntity).records(ctx, q, "t.present = 1 AND "+condition, args...)
	var all []workbook.Contact
	for _, r := range rows {
		all = append(all, workbook.ContactFrom(r.id, r.values))
	}
	slices.SortStableFunc(all, func(a, b workbook.Contact) int { return workbook.NaturalCompare(a.Name, b.Name) })
	return all, err
}

// Events reads the events of every school that is there, in the order of their ids, and
// how far they have come with their steps.
func (w *Workbook) Events(ctx context.Context) ([]workbook.SchoolEvent, workbook.Steps, error) {
	var events []workbook.SchoolEvent
	var steps workbook.Steps
	err := w.read(ctx, "read events", func(tx *sql.Tx) error {
		rows, err := tableOf(workbook.EventEntity).records(ctx, tx, "t.present = 1 AND "+ofPresentSchool)
		if err != nil {
			return err
		}
		for _, r := range rows {
			events = append(events, workbook.EventFrom(r.id, r.values))
		}
		steps, err = stepsOf(ctx, tx, "1")
		return err
	})
	return events, steps, err
}

// stepsOf reads the steps of the events, called e, that meet a condition.
func stepsOf(ctx context.Context, q queryer, condition string, args ...any) (workbook.Steps, error) {
	all := workbook.Steps{}
	rows, err := tableOf(workbook.StepEntity).records(ctx, q,
		"t.event IN (SELECT e.id FROM event AS e WHERE e.present = 1 AND "+condition+")", args...)
	for _, r := range rows {
		event, step, _ := splitID(r.id)
		all[r.id] = workbook.StepFrom(event, step, r.values)
	}
	return all, err
}

// partsOf reads what hangs on a school, in the order of ids.
func partsOf[T any](ctx context.Context, q queryer, school string, e workbook.Entity, from func(string, workbook.Values) T) ([]T, error) {
	rows, err := tableOf(e).records(ctx, q, "t.school = ? AND t.present = 1", school)
	var parts []T
	for _, r := range rows {
		parts = append(parts, from(r.id, r.values))
	}
	return parts, err
}

// oneCopy is a text that was seen before as it was then: a district's many actions have few
// owners, days, schools and states, and each is kept once.
func oneCopy(seen map[string]string, text string) string {
	if before, ok := seen[text]; ok {
		return before
	}
	seen[text] = text
	return text
}

// Answers reads a school's answers by item. Items that nobody has answered, or whose answer
// was taken back, are not in it. An answer may name zones that were removed since. There is
// none for a school that is not there or was removed.
func (w *Workbook) Answers(ctx context.Context, schoolID string) (workbook.Answers, error) {
	all, err := w.answers(ctx, ofItsPresentSchool+" AND t.school = ?", schoolID)
	if err != nil {
		return nil, err
	}
	if own, ok := all[schoolID]; ok {
		return own, nil
	}
	return workbook.Answers{}, nil
}

// AllAnswers reads the answers of every school by school id, as [Workbook.Answers] does;
// schools without any are not in it.
func (w *Workbook) AllAnswers(ctx context.Context) (map[string]workbook.Answers, error) {
	return w.answers(ctx, ofPresentSchool)
}

func (w *Workbook) answers(ctx context.Context, condition string, args ...any) (map[string]workbook.Answers, error) {
	all := map[string]workbook.Answers{}
	err := w.read(ctx, "read answers", func(tx *sql.Tx) error {
		return tableOf(workbook.AnswerEntity).eachRecord(ctx, tx, condition, args, func(r record) {
			school, item, _ := splitID(r.id)
			a := workbook.AnswerFrom(school, item, r.values)
			if workbook.Same(a, workbook.BlankAnswer(school, item)) {
				return
			}
			if all[school] == nil {
				all[school] = workbook.Answers{}
			}
			all[school][item] = a
		})
	})
	return all, err
}

// What hangs on a school that was not removed. For the things of all schools a list of those
// schools is made first; for those of one school making it takes longer than reading them, the
// longer the more schools there are.
const (
	ofPresentSchool    = "t.school IN (SELECT s.id FROM school AS s WHERE s.present = 1)"
	ofItsPresentSchool = "EXISTS (SELECT 1 FROM school AS s WHERE s.id = t.school AND s.present = 1)"
)

// Actions reads the actions that name a school, or all of them for an empty id, in the order
// in which they were added. Removed ones are not listed. An action may name schools that
// were removed since.
func (w *Workbook) Actions(ctx context.Context, schoolID string) ([]workbook.Action, error) {
	var actions []workbook.Action
	err := w.read(ctx, "read actions", func(tx *sql.Tx) error {
		condition, args := "t.present = 1", []any(nil)
		if schoolID != "" {
			condition += " AND t.id IN (SELECT l.action FROM action_school AS l WHERE l.school = ?)"
			args = append(args, schoolID)
		}
		seen := map[string]string{}
		return tableOf(workbook.ActionEntity).eachRecord(ctx, tx, condition, args, func(r record) {
			for field, value := range r.values {
				r.values[field] = oneCopy(seen, value)
			}
			actions = append(actions, workbook.ActionFrom(r.id, r.values))
		})
	})
	return actions, err
}
