package storage

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// merging is who merges in these tests.
var merging = workbook.Author{Name: "Cleo Brandt", Role: "District office", Seat: "seat-m"}

// someIDs are the few things of a kind that the random planners work on. A thing and what it
// belongs to have one number, so that all copies put it in one place.
func someIDs(e workbook.Entity) []string {
	switch e {
	case workbook.AnswerEntity:
		return []string{"school-1/i1", "school-1/i2", "school-2/i1"}
	case workbook.StepEntity:
		return []string{"event-1/st1", "event-2/st1"}
	}
	return []string{string(e) + "-1", string(e) + "-2"}
}

// drawEdit draws an edit of anything, which the workbook may refuse.
func drawEdit(t *rapid.T) []workbook.Change {
	e := rapid.SampledFrom(append(workbook.Entities(), workbook.SchoolEntity, workbook.AnswerEntity, workbook.AnswerEntity)).Draw(t, "entity")
	id := rapid.SampledFrom(someIDs(e)).Draw(t, "id")
	var changes []workbook.Change
	set := func(field, value string) {
		changes = append(changes, workbook.Change{Entity: e, ID: id, Field: field, New: value})
	}
	removes := !e.Standing() && rapid.IntRange(0, 3).Draw(t, "removes") == 0
	if removes {
		set(workbook.Present, "0")
		return changes
	}
	if !e.Standing() && e != workbook.AttachmentEntity { // a file needs its bytes, see below
		changes = adding(e, id)
	}
	free := slices.DeleteFunc(workbook.FieldsOf(e), func(f workbook.Field) bool {
		return f.Kind == workbook.Ref || f.Kind == workbook.Token || f.Name == "size" || f.Name == workbook.Present
	})
	for range rapid.IntRange(1, 2).Draw(t, "fields") {
		f := rapid.SampledFrom(free).Draw(t, "field")
		set(f.Name, drawValue(t, f))
	}
	return changes
}

// adding brings a thing in with what it belongs to and nothing else.
func adding(e workbook.Entity, id string) []workbook.Change {
	changes := []workbook.Change{{Entity: e, ID: id, Field: workbook.Present, New: "1"}}
	for _, f := range workbook.FieldsOf(e) {
		if f.Kind == workbook.Ref {
			changes = append(changes, workbook.Change{Entity: e, ID: id, Field: f.Name, New: string(f.Target) + id[len(id)-2:]})
		}
	}
	return changes
}

func drawValue(t *rapid.T, f workbook.Field) string {
	values := []string{"", "x", "y ü'\""}
	switch f.Kind {
	case workbook.Number:
		values = []string{"", "7", "70"}
	case workbook.Day:
		values = []string{"", "2026-01-02", "2026-03-04"}
	case workbook.TimeOfDay:
		values = []string{"", "09:30"}
	case workbook.Flag:
		values = []string{"0", "1"}
	case workbook.Choice:
		values = f.Codes
	case workbook.Codes:
		values = append([]string{""}, f.Codes...)
	case workbook.Link:
		values = append([]string{""}, someIDs(f.Target)...)
	case workbook.Refs:
		ids := []string{"i1", "i2"}
		if f.Target != "" {
			ids = someIDs(f.Target)
		}
		return workbook.JoinIDs(rapid.SliceOfN(rapid.SampledFrom(ids), 0, 2).Draw(t, "ids"))
	}
	return rapid.SampledFrom(values).Draw(t, "value")
}

// work has two planners work on a copy for a while: edits, files, undo and redo, with clocks
// that agree with nobody's.
func work(t *rapid.T, path string) {
	ctx := context.Background()
	at := time.Date(2026, 8, 14, 9, 30, 0, 0, time.UTC)
	w, err := Open(ctx, path, Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.db.Exec("PRAGMA synchronous = OFF"); err != nil {
		t.Fatal(err)
	}
	for range rapid.IntRange(0, 8).Draw(t, "steps") {
		at = at.Add(time.Duration(rapid.IntRange(-1, 2).Draw(t, "seconds")) * time.Second)
		who := rapid.SampledFrom([]workbook.Author{ana, ben}).Draw(t, "who")
		switch rapid.SampledFrom([]string{"edit", "edit", "edit", "edit", "attach", "undo", "redo"}).Draw(t, "does") {
		case "edit":
			_, err = w.Apply(ctx, who, drawEdit(t))
		case "attach":
			n := rapid.SampledFrom([]string{"1", "2"}).Draw(t, "file")
			f := laid("school-"+n, "page.txt", []byte("page "+n))
			f.ID = "attachment-" + n
			_, err = w.Attach(ctx, who, []workbook.FileToAttach{f})
		case "undo":
			_, err = w.Undo(ctx, who)
		case "redo":
			_, err = w.Redo(ctx, who)
		}
		var refused *workbook.Problem
		if err != nil && !errors.As(err, &refused) {
			t.Fatal(err)
		}
	}
}

// state is all that makes a workbook what it is: the values in its tables, the edits in its
// history that are not of a merge, and the bytes of its files.
type state struct {
	Values  map[workbook.Spot]string
	Edits   map[string]bool
	Content map[string]int
}

func stateOf(t *rapid.T, path string) state {
	ctx := context.Background()
	w, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if h, err := w.Health(ctx); err != nil || !h.Healthy() {
		t.Fatalf("health %+v, %v", h, err)
	}
	s := state{map[workbook.Spot]string{}, map[string]bool{}, map[string]int{}}
	for _, e := range workbook.Entities() {
		rows, err := tableOf(e).records(ctx, w.db, "1")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			for field, value := range r.values {
				if f, _ := workbook.FieldOf(e, field); value != f.Empty {
					s.Values[workbook.Spot{Entity: e, ID: r.id, Field: field}] = value
				}
			}
		}
	}
	read := func(query string, scan func(func(...any) error) error) {
		rows, err := w.db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := scan(rows.Scan); err != nil {
				t.Fatal(err)
			}
		}
	}
	read("SELECT b.id || b.turn || c.entity || c.id || c.field || c.old || '>' || c.new FROM change AS c JOIN batch AS b ON b.seq = c.seq WHERE c.n > 0 AND b.seat <> 'seat-m'",
		func(scan func(...any) error) error {
			var edit string
			err := scan(&edit)
			s.Edits[edit] = true
			return err
		})
	read("SELECT sha256, length(data) FROM content", func(scan func(...any) error) error {
		var sum string
		var size int
		err := scan(&sum, &size)
		s.Content[sum] = size
		return err
	})
	return s
}

// bench is a folder with copies of one workbook on which people went to work.
type copies struct {
	dir   string
	files int
}

func (c *copies) path() string {
	c.files++
	return filepath.Join(c.dir, fmt.Sprintf("%d%s", c.files, Extension))
}

func (c *copies) copyOf(t *rapid.T, from string) string {
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	to := c.path()
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

func (c *copies) merge(t *rapid.T, a, b string) (string, workbook.Merging) {
	to := c.path()
	before := [][]byte{read(t, a), read(t, b)}
	m, err := Merge(context.Background(), a, b, to, merging, workbook.MergeOrder{}, false, Options{})
	if err != nil {
		t.Fatalf("merge: %v", err)
	}
	if !slices.Equal(before[0], read(t, a)) || !slices.Equal(before[1], read(t, b)) {
		t.Fatal("merging changed a copy")
	}
	return to, m
}

func read(t *rapid.T, path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// without leaves out the values of fields that a merge decided by an edit of its own.
func (s state) without(merges ...workbook.Merging) state {
	values := map[workbook.Spot]string{}
	for spot, value := range s.Values {
		values[spot] = value
	}
	for _, m := range merges {
		for _, spot := range m.Back {
			delete(values, spot)
		}
		for _, d := range m.Decisions {
			if d.Why != workbook.TakenAsLater {
				delete(values, d.Spot)
			}
		}
	}
	s.Values = values
	return s
}

// Whatever people did in three copies of a workbook, merging them is idempotent, commutative,
// and associative up to what was decided by a record of its own.
func TestMergingIsTheSameInAnyOrder(t *testing.T) {
	few(t, 12)
	blank := newFile(t, Options{})
	var all []workbook.Change
	for _, e := range workbook.Entities() { // one of each kind, of a second school, and room for a second of each
		if !e.Standing() && e != workbook.AttachmentEntity {
			all = append(all, adding(e, string(e)+"-1")...)
		}
	}
	apply(t, blank, ana, append(all, adding(workbook.SchoolEntity, "school-2")...)...)
	shut(t, blank)
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp(dir, "")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		c := &copies{dir: folder}
		base := c.copyOf(t, blank.Path())
		work(t, base)
		var parts []string
		for range 3 {
			part := c.copyOf(t, base)
			work(t, part)
			parts = append(parts, part)
		}
		same := func(what string, a, b state) {
			if diff := cmp.Diff(a, b); diff != "" {
				t.Fatalf("%s: %s", what, diff)
			}
		}
		a, b, third := parts[0], parts[1], parts[2]

		aa, m := c.merge(t, a, a)
		same("a with itself", stateOf(t, a), stateOf(t, aa))
		if !m.Nothing() {
			t.Fatalf("a with itself brings %+v", m)
		}
		ab, mab := c.merge(t, a, b)
		abb, m := c.merge(t, ab, b)
		same("b once more", stateOf(t, ab), stateOf(t, abb))
		if !m.Nothing() {
			t.Fatalf("b once more brings %+v", m)
		}
		ba, _ := c.merge(t, b, a)
		same("a and b in either order", stateOf(t, ab), stateOf(t, ba))

		left, m1 := c.merge(t, ab, third)
		bc, m2 := c.merge(t, b, third)
		right, m3 := c.merge(t, a, bc)
		same("in any company", stateOf(t, left).without(mab, m1, m2, m3), stateOf(t, right).without(mab, m1, m2, m3))

		// One step takes all of it back.
		w, err := Open(context.Background(), ab, Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Undo(context.Background(), merging)
		if err := errors.Join(w.Close()); err != nil {
			t.Fatal(err)
		}
		if len(mab.Came) == 0 != errors.Is(err, workbook.ErrNothingToUndo) || err != nil && len(mab.Came) > 0 {
			t.Fatalf("undo after %+v: %v", mab, err)
		}
		undone, first := stateOf(t, ab).Values, stateOf(t, a).Values
		for _, e := range workbook.Entities() { // what something belongs to is never taken back
			for _, f := range workbook.FieldsOf(e) {
				if f.Kind == workbook.Ref {
					for _, id := range someIDs(e) {
						delete(undone, workbook.Spot{Entity: e, ID: id, Field: f.Name})
						delete(first, workbook.Spot{Entity: e, ID: id, Field: f.Name})
					}
				}
			}
		}
		if diff := cmp.Diff(first, undone); diff != "" {
			t.Fatalf("after undo: %s", diff)
		}
	})
}

// few has the property tried so many times, unless the command line says how many.
func few(t *testing.T, n int) {
	checks := flag.Lookup("rapid.checks")
	if before := checks.Value.String(); before == checks.DefValue {
		_ = checks.Value.Set(fmt.Sprint(n))
		t.Cleanup(func() { _ = checks.Value.Set(before) })
	}
}
