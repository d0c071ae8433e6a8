package storage

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/workbook"
)

// The journal of an open workbook stays beside it, cold and small, and goes when it is closed.
func TestTheJournalStaysWhileAWorkbookIsOpen(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	cold := func() int {
		t.Helper()
		data, err := os.ReadFile(w.Path() + "-journal")
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(data, journalMagic) {
			t.Fatal("the journal would take the last change back")
		}
		return len(data)
	}
	if cold() == 0 {
		t.Error("nothing of the journal stays")
	}
	var many []workbook.Change
	for range 1200 {
		many = append(many, workbook.Add(workbook.ZoneEntity, NewID(), workbook.Zone{SchoolID: school, Name: strings.Repeat("Gym ", 40)})...)
	}
	apply(t, w, ana, many...)
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if now := cold(); now > 1<<20 {
		t.Errorf("%d bytes of journal stay", now)
	}

	// A second window closes, and takes nothing away from the first.
	second := reopen(t, w.Path(), Options{})
	apply(t, second, ben, setAnswer(school, "gates", "status", "needed"))
	shut(t, second)
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))
	cold()
	m := filepath.Join(t.TempDir(), "as a crash leaves it.forethought")
	func() {
		defer halfWay(t, w)()
		for _, suffix := range []string{"", "-journal"} {
			data, err := os.ReadFile(w.Path() + suffix)
			if err != nil {
				t.Fatal(err)
			}
			put(t, m+suffix, data)
		}
	}()
	after := reopen(t, m, Options{})
	if g := answerOf(t, after, school, "alarms"); g.Status != workbook.Needed {
		t.Errorf("the answer is %+v", g)
	}
	wantHealthy(t, after)
	for _, one := range []*Workbook{w, after} {
		shut(t, one)
		if _, err := os.Stat(one.Path() + "-journal"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a journal is left beside %s: %v", one.Path(), err)
		}
	}

	// One that a crash between two changes left goes when the workbook is next closed.
	put(t, w.Path()+"-journal", make([]byte, 4096))
	shut(t, reopen(t, w.Path(), Options{ReadOnly: true}))
	shut(t, reopen(t, w.Path(), Options{}))
	wantFiles(t, filepath.Dir(w.Path()), filepath.Base(w.Path()))
}
