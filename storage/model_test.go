package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// model is a workbook as a map and two stacks a seat: what storage must be like.
type model struct {
	fields map[spot]string
	log    []workbook.Batch
	undo   map[string][]workbook.Batch
	redo   map[string][]workbook.Batch
}

type spot struct {
	entity    workbook.Entity
	id, field string
}

func spotOf(c workbook.Change) spot { return spot{c.Entity, c.ID, c.Field} }

func newModel() *model {
	return &model{fields: map[spot]string{}, undo: map[string][]workbook.Batch{}, redo: map[string][]workbook.Batch{}}
}

func emptyAt(p spot) string {
	f, _ := workbook.FieldOf(p.entity, p.field)
	return f.Empty
}

func (m *model) at(p spot) string {
	if v, ok := m.fields[p]; ok {
		return v
	}
	return emptyAt(p)
}

func (m *model) present(e workbook.Entity, id string) bool {
	return m.at(spot{e, id, workbook.Present}) == "1"
}

// edit is what a batch of new values must come to.
func (m *model) edit(changes []workbook.Change) []workbook.Change {
	var order []spot
	last := map[spot]string{}
	for _, c := range changes {
		if _, ok := last[spotOf(c)]; !ok {
			order = append(order, spotOf(c))
		}
		last[spotOf(c)] = c.New
	}
	var out []workbook.Change
	for _, p := range order {
		if old := m.at(p); old != last[p] {
			out = append(out, workbook.Change{Entity: p.entity, ID: p.id, Field: p.field, Old: old, New: last[p]})
		}
	}
	return out
}

func (m *model) commit(b workbook.Batch) {
	for _, c := range b.Changes {
		m.fields[spotOf(c)] = c.New
	}
	m.log = append(m.log, b)
}

// reversed is a batch turned round, false when somebody else has been there.
func (m *model) reversed(b workbook.Batch) ([]workbook.Change, bool) {
	var out []workbook.Change
	for _, c := range slices.Backward(b.Changes) {
		if c.Field == "school" {
			continue
		}
		if m.at(spotOf(c)) != c.New || c.Field == workbook.Present && c.Old == "0" && m.othersWorked(b, c) {
			return nil, false
		}
		out = append(out, workbook.Change{Entity: c.Entity, ID: c.ID, Field: c.Field, Old: c.New, New: c.Old})
	}
	return out, true
}

func (m *model) othersWorked(b workbook.Batch, added workbook.Change) bool {
	for _, later := range m.log {
		if later.Seq <= b.Seq || later.Author.Seat == b.Author.Seat {
			continue
		}
		for _, c := range later.Changes {
			if c.Entity == added.Entity && c.ID == added.ID {
				return true
			}
			if added.Entity != workbook.SchoolEntity {
				continue
			}
			of := m.at(spot{c.Entity, c.ID, "school"}) == added.ID
			answers := c.Entity == workbook.AnswerEntity && strings.HasPrefix(c.ID, added.ID+"/")
			serves := c.Entity == workbook.ActionEntity &&
				slices.Contains(workbook.SplitIDs(m.at(spot{c.Entity, c.ID, "schools"})), added.ID)
			if of || answers || serves {
				return true
			}
		}
	}
	return false
}

// The few things that the random planners work on.
var (
	someSchools = []string{"s1", "s2"}
	someZones   = []string{"z1", "z2", "z3"}
	someActions = []string{"a1", "a2"}
)

// drawChanges draws a batch that storage must take.
func (m *model) drawChanges(t *rapid.T) []workbook.Change {
	var changes []workbook.Change
	add := func(e workbook.Entity, id, field, value string) {
		changes = append(changes, workbook.Change{Entity: e, ID: id, Field: field, Old: "whatever", New: value})
	}
	schools := slices.DeleteFunc(slices.Clone(someSchools), func(id string) bool { return !m.present(workbook.SchoolEntity, id) })
	zones := slices.DeleteFunc(slices.Clone(someZones), func(id string) bool { return !m.present(workbook.ZoneEntity, id) })
	some := func(label string, ids []string) string {
		if len(ids) == 0 {
			return ""
		}
		return workbook.JoinIDs(rapid.SliceOfN(rapid.SampledFrom(ids), 0, 2).Draw(t, label))
	}
	for range rapid.IntRange(1, 3).Draw(t, "edits") {
		kind := rapid.SampledFrom([]string{"school", "zone", "action", "answer", "answer", "answer", "remove"}).Draw(t, "kind")
		text := rapid.SampledFrom([]string{"", "x", "y", "ü'\""}).Draw(t, "text")
		switch {
		case kind == "school":
			id := rapid.SampledFrom(someSchools).Draw(t, "school")
			add(workbook.SchoolEntity, id, workbook.Present, "1")
			add(workbook.SchoolEntity, id, "name", text)
			add(workbook.SchoolEntity, id, "staff", rapid.SampledFrom([]string{"", "7", "70"}).Draw(t, "staff"))
		case kind == "zone" && len(schools) > 0:
			id := rapid.SampledFrom(someZones).Draw(t, "zone")
			school := m.at(spot{workbook.ZoneEntity, id, "school"})
			if school == "" {
				school = rapid.SampledFrom(schools).Draw(t, "school of zone")
			}
			if slices.ContainsFunc(changes, func(c workbook.Change) bool { return c.ID == id || c.ID == school }) {
				continue
			}
			add(workbook.ZoneEntity, id, "school", school)
			add(workbook.ZoneEntity, id, workbook.Present, "1")
			add(workbook.ZoneEntity, id, "name", text)
		case kind == "action":
			id := rapid.SampledFrom(someActions).Draw(t, "action")
			add(workbook.ActionEntity, id, workbook.Present, "1")
			add(workbook.ActionEntity, id, "title", text)
			add(workbook.ActionEntity, id, "schools", some("schools", schools))
			add(workbook.ActionEntity, id, "items", some("items", []string{"i1", "i2", "i3"}))
		case kind == "answer" && len(schools) > 0:
			id := workbook.AnswerID(rapid.SampledFrom(schools).Draw(t, "school of answer"), rapid.SampledFrom([]string{"i1", "i2"}).Draw(t, "item"))
			add(workbook.AnswerEntity, id, "status", rapid.SampledFrom([]string{"not-assessed", "needed", "in-place"}).Draw(t, "status"))
			add(workbook.AnswerEntity, id, "note", text)
			add(workbook.AnswerEntity, id, "zones", some("zones", zones))
		case kind == "remove" && len(changes) == 0: // alone, so that no other edit refers to it
			e := rapid.SampledFrom([]workbook.Entity{workbook.SchoolEntity, workbook.ZoneEntity, workbook.ActionEntity}).Draw(t, "entity")
			ids := map[workbook.Entity][]string{
				workbook.SchoolEntity: someSchools, workbook.ZoneEntity: someZones, workbook.ActionEntity: someActions,
			}[e]
			add(e, rapid.SampledFrom(ids).Draw(t, "removed"), workbook.Present, "0")
			return changes
		}
	}
	return changes
}

// A random run of edits, undos, redos, refusals and restarts by two people leaves the
// tables, the history and what can be undone as the model has them.
func TestAnyRunOfEditsIsAsTheModelSays(t *testing.T) {
	empty := newFile(t, Options{})
	shut(t, empty)
	blank, err := os.ReadFile(empty.Path())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files := 0
	rapid.Check(t, func(t *rapid.T) {
		files++
		path := filepath.Join(dir, fmt.Sprintf("%d.forethought", files))
		if err := os.WriteFile(path, blank, 0o600); err != nil {
			t.Fatal(err)
		}
		r := &run{m: newModel()}
		r.open(t, path)
		defer func() {
			_ = r.w.Close()
			_ = os.Remove(path)
		}()
		t.Repeat(map[string]func(*rapid.T){
			"edit": r.edit, "edit more": r.edit, "bad edit": r.badEdit, "restart": r.restart,
			"undo": func(t *rapid.T) {
				r.reverse(t, r.m.undo, r.m.redo, r.w.Undo, workbook.Undid, workbook.ErrNothingToUndo)
			},
			"redo": func(t *rapid.T) {
				r.reverse(t, r.m.redo, r.m.undo, r.w.Redo, workbook.Redid, workbook.ErrNothingToRedo)
			},
			"": r.compare,
		})
		if h, err := r.w.Health(context.Background()); err != nil || !h.Healthy() {
			t.Fatalf("health %+v, %v", h, err)
		}
	})
}

type run struct {
	w *Workbook
	m *model
}

func (r *run) who(t *rapid.T) workbook.Author {
	return rapid.SampledFrom([]workbook.Author{ana, ben}).Draw(t, "who")
}

func (r *run) edit(t *rapid.T) {
	who := r.who(t)
	changes := r.m.drawChanges(t)
	want := r.m.edit(changes)
	b, err := r.w.Apply(context.Background(), who, changes)
	if diff := cmp.Diff(want, b.Changes); diff != "" || err != nil {
		t.Fatalf("apply %+v: %s %v", changes, diff, err)
	}
	if len(want) == 0 {
		return
	}
	r.m.commit(b)
	r.m.undo[who.Seat] = append(r.m.undo[who.Seat], b)
	r.m.redo[who.Seat] = nil
}

func (r *run) badEdit(t *rapid.T) {
	changes := append(r.m.drawChanges(t), rapid.SampledFrom([]workbook.Change{
		{Entity: workbook.AnswerEntity, ID: "nowhere/i1", Field: "status", New: "needed"},
		{Entity: workbook.SchoolEntity, ID: "s1", Field: "staff", New: "many"},
		{Entity: workbook.ZoneEntity, ID: "z9", Field: "name", New: "x"},
	}).Draw(t, "bad"))
	if _, err := r.w.Apply(context.Background(), ana, changes); !errors.Is(err, workbook.ErrNotFound) && !errors.Is(err, workbook.ErrBadValue) {
		t.Fatalf("bad edit: %v", err)
	}
}

func (r *run) reverse(t *rapid.T, from, to map[string][]workbook.Batch,
	do func(context.Context, workbook.Author) (workbook.Batch, error), origin workbook.Origin, none error,
) {
	who := r.who(t)
	b, err := do(context.Background(), who)
	stack := from[who.Seat]
	if len(stack) == 0 {
		if !errors.Is(err, none) {
			t.Fatalf("%s of nothing: %v", origin, err)
		}
		return
	}
	top := stack[len(stack)-1]
	from[who.Seat] = stack[:len(stack)-1]
	want, ok := r.m.reversed(top)
	if !ok {
		if !errors.Is(err, workbook.ErrChangedSince) {
			t.Fatalf("%s of what changed since: %v", origin, err)
		}
		return
	}
	if diff := cmp.Diff(want, b.Changes); diff != "" || err != nil || b.Origin != origin || b.Author != who {
		t.Fatalf("%s: %+v: %s %v", origin, b, diff, err)
	}
	r.m.commit(b)
	if origin == workbook.Redid { // what undo takes back next is the edit itself
		i := slices.IndexFunc(r.m.log, func(e workbook.Batch) bool { return e.ID == b.Of })
		b = r.m.log[i]
	}
	to[who.Seat] = append(to[who.Seat], b)
}

func (r *run) restart(t *rapid.T) {
	path := r.w.Path()
	if err := r.w.Close(); err != nil {
		t.Fatal(err)
	}
	r.open(t, path)
}

// open opens the file without waiting for the disk, which other tests look after.
func (r *run) open(t *rapid.T, path string) {
	w, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Exec("PRAGMA synchronous = OFF"); err != nil {
		t.Fatal(err)
	}
	r.w = w
}

// compare holds the file against the model.
func (r *run) compare(t *rapid.T) {
	if found := r.m.differs(r.w); found != "" {
		t.Fatal(found)
	}
}

// differs reads everything through the tables and says what is not as the model has it.
func (m *model) differs(w *Workbook) string {
	have := map[spot]string{}
	tx, err := w.db.Begin()
	if err != nil {
		return err.Error()
	}
	defer func() { _ = tx.Rollback() }()
	for _, e := range workbook.Entities() {
		rows, err := tableOf(e).records(context.Background(), tx, "1")
		if err != nil {
			return err.Error()
		}
		for _, row := range rows {
			for field, value := range row.values {
				if p := (spot{e, row.id, field}); value != emptyAt(p) {
					have[p] = value
				}
			}
		}
	}
	want := map[spot]string{}
	for p, value := range m.fields {
		if value != emptyAt(p) {
			want[p] = value
		}
	}
	if diff := cmp.Diff(want, have, cmp.AllowUnexported(spot{})); diff != "" {
		return "tables differ from the model: " + diff
	}
	var n int
	if err := tx.QueryRow("SELECT count(*) FROM batch").Scan(&n); err != nil || n != len(m.log) {
		return fmt.Sprintf("%d batches in the history, want %d (%v)", n, len(m.log), err)
	}
	return ""
}
