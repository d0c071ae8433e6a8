package storage

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
)

var asked = RecoverOptions{Case: beslan, Author: workbook.Author{Name: "Recovery"}, Unnamed: "A school without a name"}

// worked makes a workbook that much was done in, and returns its path and what it holds.
func worked(t *testing.T, edits int) (string, *model) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Plan.forethought")
	bigFile(t, path)
	w := reopen(t, path, Options{})
	e := newEditor(w, rand.New(rand.NewPCG(7, 7)))
	for range edits {
		if _, err := e.next(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	m := newModel()
	history, err := w.History(context.Background(), HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for i := len(history) - 1; i >= 0; i-- {
		m.commit(history[i])
	}
	shut(t, w)
	return path, m
}

func TestAWholeFileIsRecoveredWhole(t *testing.T) {
	ctx := context.Background()
	path, m := worked(t, 60)
	to := filepath.Join(t.TempDir(), "Recovered.forethought")
	r, err := Recover(ctx, path, to, asked)
	if err != nil {
		t.Fatal(err)
	}
	if r.Pages < 20 || r.Unreadable+r.FromHistory+r.LostChanges+r.LostThings+r.LostFiles+r.Unnamed != 0 {
		t.Errorf("%+v", r)
	}
	from, copied := reopen(t, path, Options{}), reopen(t, to, Options{})
	m.wantAll(t, copied)
	if from.ID() != copied.ID() || from.Case() != copied.Case() {
		t.Error("the copy is another workbook")
	}
	have, err := copied.History(ctx, HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := from.History(ctx, HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("the history differs: %s", diff)
	}
	if _, err := Recover(ctx, path, to, asked); err == nil {
		t.Error("written over")
	} else {
		wantKind(t, err, workbook.ErrExists)
	}
}

// One page after the other is made unreadable. The damaged file stays as it was, what is
// recovered is a sound workbook, and with one page no school and no answer is lost: the
// tables tell what the history does not, and the other way round.
func TestOnePageLostLosesLittle(t *testing.T) {
	ctx := context.Background()
	const page = 4096
	path, m := worked(t, 40)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	every := torture(47, 1)
	wrong := 0
	want := fieldsOf(m)
	for n := 0; n*page < len(whole); n += every {
		damaged := filepath.Join(t.TempDir(), "Plan.forethought")
		content := over(whole, n*page, make([]byte, page))
		if err := os.WriteFile(damaged, content, 0o600); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "Recovered.forethought")
		r, err := Recover(ctx, damaged, to, asked)
		if err != nil {
			t.Fatalf("page %d: %v", n+1, err)
		}
		if now, err := os.ReadFile(damaged); err != nil || !bytes.Equal(now, content) {
			t.Fatalf("page %d: the damaged file was changed (%v)", n+1, err)
		}
		wantFiles(t, filepath.Dir(damaged), "Plan.forethought")
		w := reopen(t, to, Options{})
		wantHealthy(t, w)
		lost := 0
		for p, value := range heldIn(t, w) {
			if want[p] != value {
				t.Errorf("page %d: %+v is %.40q, was %.40q", n+1, p, value, want[p])
			}
		}
		have := heldIn(t, w)
		for p := range want {
			if _, ok := have[p]; !ok {
				lost++
			}
		}
		if lost > 0 {
			wrong++
			t.Logf("page %d: %d of %d fields are lost; %+v", n+1, lost, len(want), r)
		}
		shut(t, w)
	}
	if wrong > 0 {
		t.Errorf("%d pages cost something", wrong)
	}
}

// fieldsOf is what a model holds, without what is empty.
func fieldsOf(m *model) map[spot]string {
	fields := map[spot]string{}
	for p, value := range m.fields {
		if value != emptyAt(p) {
			fields[p] = value
		}
	}
	return fields
}

// heldIn is what a workbook's tables hold, without what is empty.
func heldIn(t *testing.T, w *Workbook) map[spot]string {
	t.Helper()
	held := map[spot]string{}
	for _, e := range workbook.Entities() {
		rows, err := tableOf(e).records(context.Background(), w.db, "1")
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for field, value := range row.values {
				if p := (spot{e, row.id, field}); value != emptyAt(p) {
					held[p] = value
				}
			}
		}
	}
	return held
}
