package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/workbook"
)

// damagedKinds are what may be said of a file that something else has written into.
var damagedKinds = []error{workbook.ErrDamaged, workbook.ErrNotAWorkbook, workbook.ErrNewerVersion}

// Every page of a workbook is overwritten in turn, by zeros, by noise and by another page,
// and the file is cut off at every page and within it. It is refused in one sentence and left
// as it was, or opened; what can be read of it is read, and recovered into a sound workbook,
// and nothing panics. Where it can be
// opened for work, an edit is whole or refused, and costs nothing that could be read before.
func TestAnyPageDamaged(t *testing.T) {
	const page = 4096
	every := torture(83, 1)
	path := filepath.Join(t.TempDir(), "Plan.forethought")
	bigFile(t, path)
	w := reopen(t, path, Options{})
	e := newEditor(w, dice(t))
	for range 30 {
		if _, err := e.next(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	shut(t, w)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pages := len(whole) / page
	refused, worked := 0, 0
	tried := []int{pages - 1} // of which a part may be there
	for n := 0; n < pages-1; n += every {
		tried = append(tried, n)
	}
	for _, n := range tried {
		for how, damage := range map[string]func() []byte{
			"zeros": func() []byte { return over(whole, n*page, make([]byte, page)) },
			"noise": func() []byte {
				noise := bytes.Clone(whole[n*page : (n+1)*page])
				for i := range noise {
					noise[i] ^= byte(0xa5 + i*7)
				}
				return over(whole, n*page, noise)
			},
			"another page": func() []byte {
				from := (n + 7) % pages
				return over(whole, n*page, whole[from*page:(from+1)*page])
			},
			"a few bytes":   func() []byte { return over(whole, n*page+page/2, []byte("\x00\xff\x7f\x80")) },
			"cut off":       func() []byte { return whole[:n*page] },
			"cut off in it": func() []byte { return whole[:n*page+page/3] },
		} {
			t.Run(fmt.Sprintf("page %d %s", n, how), func(t *testing.T) {
				if mishandled(t, damage(), strings.HasPrefix(how, "cut off")) {
					worked++
				} else {
					refused++
				}
			})
		}
	}
	t.Logf("%d pages: %d times refused, %d times opened", pages, refused, worked)
}

// over is a file with something written over it.
func over(file []byte, at int, with []byte) []byte {
	file = bytes.Clone(file)
	copy(file[at:], with)
	return file
}

// mishandled uses a damaged file as a person would, and reports whether it could be opened
// for work.
func mishandled(t *testing.T, content []byte, cutOff bool) (opened bool) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "Plan.forethought")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	untouched := func() {
		t.Helper()
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, content) {
			t.Fatalf("the file was changed (%v)", err)
		}
		wantFiles(t, filepath.Dir(path), "Plan.forethought")
	}
	before := readable(t, path)
	untouched()
	to := filepath.Join(t.TempDir(), "Recovered.forethought")
	switch _, err := Recover(ctx, path, to, asked); {
	case err == nil:
		w := reopen(t, to, Options{})
		wantHealthy(t, w)
		shut(t, w)
	case len(content) > 8*4096 && !cutOff: // there was something to read
		t.Fatal(err)
	default:
		wantOneOf(t, err, damagedKinds...)
	}
	untouched()
	w, err := Open(ctx, path, Options{})
	if err != nil {
		wantOneOf(t, err, damagedKinds...)
		untouched()
		return false
	}
	defer func() { _ = w.Close() }()
	edits := 0
	schools, err := w.Schools(ctx)
	if err != nil {
		wantOneOf(t, err, damagedKinds...)
	}
	for _, s := range schools {
		if _, err := w.Apply(ctx, ana, []workbook.Change{setAnswer(s.ID, "new-item", "note", "after the damage")}); err != nil {
			wantOneOf(t, err, damagedKinds...)
			continue
		}
		edits++
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if edits == 0 {
		return true
	}
	after := readable(t, path)
	for what, n := range before {
		if after[what] < n {
			t.Fatalf("of %s, %d could be read before an edit, and %d after it", what, n, after[what])
		}
	}
	return true
}

// readable reads all that can be read of a file by the ways that a person has, and counts it.
func readable(t *testing.T, path string) map[string]int {
	t.Helper()
	ctx := context.Background()
	n := map[string]int{}
	w, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		wantOneOf(t, err, damagedKinds...)
		return n
	}
	defer func() { _ = w.Close() }()
	take := func(what string, count int, err error) {
		t.Helper()
		if err != nil && !errors.Is(err, workbook.ErrNotFound) {
			wantOneOf(t, err, damagedKinds...)
			return
		}
		n[what] += count
	}
	schools, err := w.Schools(ctx)
	take("schools", len(schools), err)
	for _, s := range schools {
		r, err := w.SchoolRecord(ctx, s.ID)
		take("records", len(r.Zones)+len(r.Contacts)+len(r.Events)+len(r.Steps)+len(r.Attachments), err)
		a, err := w.Answers(ctx, s.ID)
		take("answers", len(a), err)
		for _, f := range r.Attachments {
			_, err := w.Content(ctx, f.ID)
			if !errors.Is(err, workbook.ErrContentGone) {
				take("contents", 1, err)
			}
		}
		list, err := w.Exercises(ctx, s.ID)
		take("exercises", len(list), err)
		for _, x := range list {
			r, err := w.ExerciseRecord(ctx, x.ID)
			take("parts", len(r.Modules)+len(r.Happenings)+len(r.Injects)+len(r.Observations), err)
		}
	}
	actions, err := w.Actions(ctx, "")
	take("actions", len(actions), err)
	history, err := w.History(ctx, HistoryFilter{})
	take("history", len(history), err)
	_, err = w.Search(ctx, "line", 10)
	take("found", 0, err)
	_, err = w.Health(ctx)
	take("health", 0, err)
	to := filepath.Join(t.TempDir(), "copy.forethought")
	err = w.SaveCopy(ctx, to)
	take("copies", 0, err)
	if err == nil {
		take("restored", 0, Restore(ctx, path, to+".restored"))
	}
	return n
}
