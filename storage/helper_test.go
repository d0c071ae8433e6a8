package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"forethought/workbook"
)

// The people of these tests: two safety officers at two laptops.
var (
	ana = workbook.Author{Name: "Ana Ruiz", Role: "Safety officer", Seat: "seat-a"}
	ben = workbook.Author{Name: "Ben Okafor", Role: "Principal", Seat: "seat-b"}
)

var beslan = CaseRef{ID: "beslan-2004", Version: 1}

// newFile creates a workbook in a folder of its own and opens it.
func newFile(t testing.TB, o Options) *Workbook {
	t.Helper()
	w, err := Create(context.Background(), filepath.Join(t.TempDir(), "Plan.forethought"), beslan, o)
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func reopen(t testing.TB, path string, o Options) *Workbook {
	t.Helper()
	w, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func shut(t testing.TB, w *Workbook) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

func apply(t testing.TB, w *Workbook, author workbook.Author, changes ...workbook.Change) workbook.Batch {
	t.Helper()
	b, err := w.Apply(context.Background(), author, changes)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	for _, c := range b.Changes {
		if c.Field == "sha256" && c.New == sum(signed) { // its bytes, as Attach would have written them
			if _, err := w.db.Exec("INSERT OR IGNORE INTO content (sha256, data) VALUES (?, ?)", c.New, signed); err != nil {
				t.Fatal(err)
			}
		}
	}
	return b
}

// addSchool adds a school and returns its id.
func addSchool(t testing.TB, w *Workbook, author workbook.Author, name string) string {
	t.Helper()
	id := NewID()
	apply(t, w, author, workbook.Add(workbook.SchoolEntity, id, workbook.School{ID: id, Name: name})...)
	return id
}

// setAnswer changes one field of an answer.
func setAnswer(school, item, field, value string) workbook.Change {
	return workbook.Change{
		Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, item), Field: field, New: value,
	}
}

func answerOf(t testing.TB, w *Workbook, school, item string) workbook.Answer {
	t.Helper()
	answers, err := w.Answers(context.Background(), school)
	if err != nil {
		t.Fatalf("answers: %v", err)
	}
	return answers.Of(school, item)
}

func wantKind(t testing.TB, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("error is %v, want kind %q", err, kind)
	}
	var p *workbook.Problem
	if !errors.As(err, &p) {
		t.Fatalf("error %v carries no Problem", err)
	}
}

// wantHealthy examines a workbook whole.
func wantHealthy(t testing.TB, w *Workbook) Health {
	t.Helper()
	h, err := w.Health(context.Background())
	if err != nil {
		t.Fatalf("health: %v", err)
	}
	if !h.Healthy() {
		t.Fatalf("not healthy: %+v", h)
	}
	return h
}

// wantFiles checks that a folder holds these names and no others.
func wantFiles(t testing.TB, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, e := range entries {
		have = append(have, e.Name())
	}
	if len(have) != len(names) {
		t.Fatalf("folder holds %q, want %q", have, names)
	}
	for i := range names {
		if have[i] != names[i] {
			t.Fatalf("folder holds %q, want %q", have, names)
		}
	}
}

// clock is a time that a test sets.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newClock() *clock {
	return &clock{time.Date(2026, 8, 14, 9, 30, 0, 123456789, time.UTC)}
}
