package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"forethought/workbook"
)

// While a workbook is open its file or its folder is locked away, and given back: each edit
// meanwhile is there or was refused in one sentence, and once it is given back edits go on.
func TestLockedAwayWhileOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file modes do not bind anybody there")
	}
	ctx := context.Background()
	mode := func(file, folder os.FileMode) func(string) error {
		return func(path string) error {
			dir := filepath.Dir(path)
			return errors.Join(os.Chmod(dir, 0o700), os.Chmod(path, file), os.Chmod(dir, folder))
		}
	}
	for name, forbid := range map[string]func(string) error{
		"file": mode(0o400, 0o700), "folder": mode(0o600, 0o500), "both": mode(0o400, 0o500), "folder altogether": mode(0o600, 0),
	} {
		t.Run(name, func(t *testing.T) {
			bindModes(t)
			w := newFile(t, Options{})
			giveBack := mode(0o600, 0o700)
			t.Cleanup(func() { _ = giveBack(w.Path()) })
			m := newModel()
			e := newEditor(w, dice(t))
			edit := func(kinds ...error) bool {
				t.Helper()
				b, err := e.next(ctx)
				switch {
				case err != nil && len(kinds) > 0:
					wantOneOf(t, err, kinds...)
				case err != nil:
					t.Fatal(err)
				case b.Seq > 0:
					m.commit(b)
				}
				return err == nil
			}
			refused := 0
			for range torture(2, 100) {
				for range 4 {
					edit()
				}
				if err := forbid(w.Path()); err != nil {
					t.Fatal(err)
				}
				for range 3 {
					if !edit(workbook.ErrReadOnly, workbook.ErrNotWritable, workbook.ErrNoSuchFile) {
						refused++
					}
				}
				if err := giveBack(w.Path()); err != nil {
					t.Fatal(err)
				}
				if found := m.differs(w); found != "" {
					t.Fatal(found)
				}
				edit()
			}
			if refused == 0 && name == "folder altogether" { // a file that is open already can be written yet
				t.Error("nothing was refused")
			}
			m.wantAll(t, reopen(t, w.Path(), Options{}))
		})
	}
}

// The folder of an open workbook is renamed, deleted, or replaced by another one: no edit is
// said to be done that went nowhere, and when the folder is back, edits go on.
func TestFolderGoneWhileOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows does not let an open file's folder go")
	}
	ctx := context.Background()
	random := dice(t)
	for range torture(1, 50) {
		w, err := Create(ctx, filepath.Join(t.TempDir(), "plans", "Plan.forethought"), beslan, Options{})
		wantKind(t, err, workbook.ErrNotWritable)
		home := filepath.Join(t.TempDir(), "plans")
		if err := os.Mkdir(home, 0o700); err != nil {
			t.Fatal(err)
		}
		if w, err = Create(ctx, filepath.Join(home, "Plan.forethought"), beslan, Options{}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = w.Close() })
		m := newModel()
		e := newEditor(w, random)
		edits := func(n int) {
			t.Helper()
			for range n {
				b, err := e.next(ctx)
				if err != nil {
					t.Fatal(err)
				}
				if b.Seq > 0 {
					m.commit(b)
				}
			}
		}
		refused := func() {
			t.Helper()
			for range 3 {
				_, err := w.Apply(ctx, ana, []workbook.Change{setAnswer(e.d.school.ID, "alarms", "note", NewID())})
				wantOneOf(t, err, workbook.ErrNoSuchFile)
			}
		}
		move := func(from, to string) {
			t.Helper()
			if err := os.Rename(from, to); err != nil {
				t.Fatal(err)
			}
		}
		edits(2 + random.IntN(10))
		move(home, home+" moved")
		refused()
		move(home+" moved", home)
		edits(1 + random.IntN(5))

		move(home, home+" moved") // and another folder is there, with another workbook of that name
		if err := os.Mkdir(home, 0o700); err != nil {
			t.Fatal(err)
		}
		other, err := Create(ctx, w.Path(), beslan, Options{})
		if err != nil {
			t.Fatal(err)
		}
		shut(t, other)
		refused()
		wantFiles(t, home, "Plan.forethought")
		m2 := reopen(t, w.Path(), Options{})
		newModel().wantAll(t, m2)
		shut(t, m2)
		moved := reopen(t, filepath.Join(home+" moved", "Plan.forethought"), Options{})
		m.wantAll(t, moved)
		shut(t, moved)

		if err := os.RemoveAll(home); err != nil {
			t.Fatal(err)
		}
		move(home+" moved", home)
		edits(1)
		if err := os.RemoveAll(home); err != nil {
			t.Fatal(err)
		}
		refused()
		_, err = Open(ctx, w.Path(), Options{})
		wantKind(t, err, workbook.ErrNoSuchFile)
	}
}
