package storage

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"forethought/workbook"
)

// RecoverOptions say what a recovered copy holds where the damaged file cannot tell.
type RecoverOptions struct {
	Case    CaseRef         // when it does not say which case it was made for
	Author  workbook.Author // of the one batch that brings the history up to what was read
	Unnamed string          // the name of a school whose answers are there and whose name is not
}

// Recover reads whatever can be read of a damaged workbook into a new one, and says how much
// that was. The damaged file is only read. What a thing's own row does not tell any more the
// history does, and the other way round, so that little is lost with a page. The copy has
// the id of the damaged workbook, so that its backups are the copy's, and was examined whole:
// tables and history agree in it, by a last batch where they would not.
//
// Its errors are of kind ErrNoSuchFile, ErrNotWritable, ErrNotAWorkbook, ErrNewerVersion,
// ErrDamaged where nothing at all could be read, and ErrExists or ErrDiskFull for the copy.
func Recover(ctx context.Context, damaged, to string, o RecoverOptions) (workbook.Recovered, error) {
	const doing = "recover workbook"
	r, err := recoverTo(ctx, damaged, to, o)
	if err != nil {
		return workbook.Recovered{}, problem(damaged, doing, err)
	}
	return r, nil
}

func recoverTo(ctx context.Context, damaged, to string, o RecoverOptions) (r workbook.Recovered, err error) {
	steps, err := builtInSteps()
	if err != nil {
		return r, err
	}
	if damaged, err = filepath.Abs(damaged); err != nil {
		return r, err
	}
	if to, err = filepath.Abs(to); err != nil {
		return r, err
	}
	if err := recognize(ctx, damaged, len(steps)); err != nil && !errors.Is(err, workbook.ErrDamaged) {
		// A header that is gone may have been a workbook's; that there is none to read shows below.
		if errors.Is(err, workbook.ErrNoSuchFile) || errors.Is(err, workbook.ErrNewerVersion) || errors.Is(err, workbook.ErrNotWritable) {
			return r, err
		}
	}
	raw, err := openRaw(damaged)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, raw.close()) }()
	version := raw.version
	if version < 1 || version > len(steps) {
		version = len(steps)
	}
	shapes, err := shapesOf(ctx, steps, version)
	if err != nil {
		return r, err
	}
	s := newSalvage(raw, shapes)
	if err := s.read(ctx); err != nil {
		return r, err
	}
	if s.book == nil && len(s.rows)+len(s.batches)+len(s.changes) == 0 {
		if !raw.sound {
			return r, notADatabase(damaged, nil)
		}
		return r, refuse(workbook.ErrDamaged, damaged, errors.New("nothing can be read"))
	}
	m := s.mend(o, &r)
	err = writeBeside(to, func(scratch string) error {
		if err := m.write(ctx, scratch, steps, o); err != nil {
			return err
		}
		w := &Workbook{path: scratch, readOnly: true}
		var err error
		if w.db, err = connect(scratch, untouched); err != nil {
			return err
		}
		h, err := w.Health(ctx)
		if err = errors.Join(err, w.db.Close()); err != nil {
			return err
		}
		if !h.Healthy() {
			return refuse(workbook.ErrDamaged, damaged, errors.New("what was read does not fit together"))
		}
		r.Counts = h.Counts
		return nil
	})
	var p *workbook.Problem
	if errors.As(err, &p) && errors.Is(err, workbook.ErrExists) {
		p.File = to
	}
	r.Pages = raw.meant
	r.Unreadable = len(s.bad)
	for n := range s.bad {
		if n > raw.pages {
			r.Unreadable--
		}
	}
	r.Unreadable += raw.meant - raw.pages
	return r, err
}

// mended is what was read, brought together so that it can be a workbook.
type mended struct {
	*salvage
	things map[ident]workbook.Values
	last   map[ident]workbook.Values // what the history says of them
	gone   []string                  // checksums of files that are known of and not there
	turns  map[int64]turnOf          // of the batches, those that are lost and have changes among them
}

// turnOf says which of two batches counts, see migrations/0005_merging.sql.
type turnOf struct {
	turn int64
	id   string
}

// mend decides what each thing holds, and leaves out what has nothing to belong to.
func (s *salvage) mend(o RecoverOptions, r *workbook.Recovered) mended {
	m := mended{salvage: s, things: map[ident]workbook.Values{}, last: map[ident]workbook.Values{}, turns: map[int64]turnOf{}}
	order := slices.DeleteFunc(numbers(s.changes), func(n int64) bool { return n < 0 }) // those are no edits
	if len(order) > 0 {
		r.LostChanges = int(order[len(order)-1]) - len(order)
	}
	m.findTurns()
	slices.SortStableFunc(order, func(a, b int64) int {
		x, y := m.turns[s.changes[a].seq], m.turns[s.changes[b].seq]
		return cmp.Or(cmp.Compare(x.turn, y.turn), cmp.Compare(x.id, y.id))
	})
	for _, n := range order {
		c := s.changes[n]
		at := ident{c.Entity, c.ID}
		if m.last[at] == nil {
			m.last[at] = workbook.Values{}
		}
		m.last[at][c.Field] = c.New
	}
	for at, values := range s.rows {
		m.things[at] = m.complete(at, maps.Clone(values))
	}
	for at := range m.last {
		if m.things[at] == nil {
			m.things[at] = m.complete(at, nil)
			r.FromHistory++
		}
	}
	m.settle(o, r)
	for at, values := range m.things {
		m.drop(at, values)
	}
	m.proofs(r)
	return m
}

// complete fills in what a row, nil where it was lost, does not tell.
func (m mended) complete(at ident, row workbook.Values) workbook.Values {
	values := workbook.Values{}
	t := tableOf(at.entity)
	for _, f := range t.fields {
		past, told := m.last[at][f.Name]
		value, read := row[f.Name]
		if linked(f) {
			name, _, _ := t.link(f)
			value = m.links[at][f.Name]
			read = !m.torn[strings.Trim(name, `"`)] || !told
		}
		switch {
		case read:
		case told:
			value = past
		case f.Name == workbook.Present:
			value = "1" // rather shown than hidden
		default:
			value = f.Empty
		}
		values[f.Name] = value
	}
	return values
}

// settle sees that everything has what it belongs to: a school that is not known but by what
// belongs to it gets a name that says so, and what else has nothing to belong to goes.
func (m mended) settle(o RecoverOptions, r *workbook.Recovered) {
	for again := true; again; {
		again = false
		for _, at := range slices.SortedFunc(maps.Keys(m.things), compareIdents) {
			for _, owner := range m.ownersOf(at) {
				if m.things[owner] != nil {
					continue
				}
				again = true
				if owner.entity == workbook.SchoolEntity && possibleID(owner.entity, owner.id) {
					m.things[owner] = m.complete(owner, nil)
					continue
				}
				delete(m.things, at)
				r.LostThings++
				break
			}
		}
	}
	for at, values := range m.things {
		if at.entity == workbook.SchoolEntity && values["name"] == "" && m.rows[at] == nil {
			values["name"] = o.Unnamed
			r.Unnamed++
		}
	}
	for n, c := range m.changes { // a history of what is not there would not be one
		if m.things[ident{c.Entity, c.ID}] == nil {
			delete(m.changes, n)
			delete(m.last, ident{c.Entity, c.ID})
			r.LostChanges++
		}
	}
}

func (m mended) ownersOf(at ident) []ident {
	var owners []ident
	if at.entity.Standing() {
		owner, _, _ := splitID(at.id)
		of := workbook.SchoolEntity
		if at.entity == workbook.StepEntity {
			of = workbook.EventEntity
		}
		owners = append(owners, ident{of, owner})
	}
	for _, f := range tableOf(at.entity).fields {
		if f.Kind == workbook.Ref && f.Target != "" {
			owners = append(owners, ident{f.Target, m.things[at][f.Name]})
		}
	}
	return owners
}

func compareIdents(a, b ident) int {
	return strings.Compare(string(a.entity)+" "+a.id, string(b.entity)+" "+b.id)
}

// drop takes out references to what is not there.
func (m mended) drop(at ident, values workbook.Values) {
	for _, f := range tableOf(at.entity).fields {
		switch {
		case f.Target == "" || f.Kind == workbook.Ref:
		case f.Kind == workbook.Refs:
			values[f.Name] = workbook.JoinIDs(slices.DeleteFunc(workbook.SplitIDs(values[f.Name]), func(id string) bool {
				return m.things[ident{f.Target, id}] == nil
			}))
		case f.Kind == workbook.Link && m.things[ident{f.Target, values[f.Name]}] == nil:
			values[f.Name] = f.Empty
		}
	}
}

// proofs sees that each file of evidence has its bytes, or is known to have none.
func (m *mended) proofs(r *workbook.Recovered) {
	for at, values := range m.things {
		if at.entity != workbook.AttachmentEntity {
			continue
		}
		a := workbook.AttachmentFrom(at.id, values)
		if len(a.SHA256) != 64 {
			if values[workbook.Present] == "1" { // or it was never there, as after an undo
				values[workbook.Present] = "0"
				r.LostFiles++
			}
			continue
		}
		if _, ok := m.files[a.SHA256]; ok {
			if data, err := m.content(a.SHA256); err == nil && len(data) > 0 {
				values["size"] = strconv.Itoa(len(data))
			}
			continue
		}
		if a.Size > 0 || values[workbook.Present] == "1" {
			r.LostFiles++
		}
		if !slices.Contains(m.gone, a.SHA256) {
			m.gone = append(m.gone, a.SHA256)
		}
	}
}
