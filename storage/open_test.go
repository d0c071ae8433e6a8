package storage

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"forethought/workbook"
)

func TestNewWorkbookStandsAlone(t *testing.T) {
	w := newFile(t, Options{})
	addSchool(t, w, ana, "Maple Elementary")
	shut(t, w)
	shut(t, w) // twice does no harm
	wantFiles(t, filepath.Dir(w.Path()), "Plan.forethought")
	info, err := os.Stat(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %o, others may read it", info.Mode().Perm())
	}
}

func TestCreateOverwritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Plan.forethought")
	if err := os.WriteFile(path, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Create(context.Background(), path, beslan, Options{})
	wantKind(t, err, workbook.ErrExists)
	if text, _ := os.ReadFile(path); string(text) != "a letter" {
		t.Errorf("file now holds %q", text)
	}
	wantFiles(t, filepath.Dir(path), "Plan.forethought")
}

func TestCreateWhereNothingCanBe(t *testing.T) {
	dir := t.TempDir()
	_, err := Create(context.Background(), filepath.Join(dir, "no", "such", "Plan.forethought"), beslan, Options{})
	wantKind(t, err, workbook.ErrNotWritable)
	_, err = Create(context.Background(), filepath.Join(dir, "Plan.forethought"), CaseRef{}, Options{})
	wantKind(t, err, workbook.ErrBadValue)
	wantFiles(t, dir)
}

func TestCreateGivenUpLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := t.TempDir()
	if _, err := Create(ctx, filepath.Join(dir, "Plan.forethought"), beslan, Options{}); err == nil {
		t.Fatal("created although cancelled")
	}
	wantFiles(t, dir)
}

// foreignDatabase writes another program's database, in WAL mode, as many are.
func foreignDatabase(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"PRAGMA journal_mode = WAL", "CREATE TABLE recipe (name TEXT)", "INSERT INTO recipe VALUES ('soup')"} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// bigFile writes a workbook of many pages.
func bigFile(t *testing.T, path string) {
	t.Helper()
	w, err := Create(context.Background(), path, beslan, Options{})
	if err != nil {
		t.Fatal(err)
	}
	school := addSchool(t, w, ana, "Maple Elementary")
	note := string(bytes.Repeat([]byte("a line of the walk-through\n"), 400))
	for i := range 10 {
		apply(t, w, ana, setAnswer(school, fmt.Sprint("item-", i), "note", note))
	}
	shut(t, w)
}

func execIn(t *testing.T, path, statement string) {
	t.Helper()
	db, err := connect(path, readWrite)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestFilesThatAreRefusedStayAsTheyWere(t *testing.T) {
	write := func(content string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	cut := func(keep func(size int64) int64) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			bigFile(t, path)
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Truncate(path, keep(info.Size())); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		make func(*testing.T, string)
		kind error
	}{
		"another program's database": {foreignDatabase, workbook.ErrNotAWorkbook},
		"a letter":                   {write("Dear board,\nplease find attached"), workbook.ErrNotAWorkbook},
		"a short letter":             {write("Hi"), workbook.ErrNotAWorkbook},
		"an empty file":              {write(""), workbook.ErrNotAWorkbook},
		"all zeros":                  {write(string(make([]byte, 20000))), workbook.ErrDamaged},
		"a newer version": {func(t *testing.T, path string) {
			bigFile(t, path)
			execIn(t, path, "PRAGMA user_version = 99")
		}, workbook.ErrNewerVersion},
		"no version": {func(t *testing.T, path string) {
			bigFile(t, path)
			execIn(t, path, "PRAGMA user_version = 0")
		}, workbook.ErrDamaged},
		"no book": {func(t *testing.T, path string) {
			bigFile(t, path)
			execIn(t, path, "DELETE FROM book")
		}, workbook.ErrDamaged},
		"the first half":       {cut(func(size int64) int64 { return size / 2 }), workbook.ErrDamaged},
		"all but the last end": {cut(func(size int64) int64 { return size - 100 }), workbook.ErrDamaged},
		"the first page":       {cut(func(int64) int64 { return 4096 }), workbook.ErrDamaged},
		"the first bytes":      {cut(func(int64) int64 { return 300 }), workbook.ErrDamaged},
		"a form of SQLite's that nobody knows": {func(t *testing.T, path string) {
			bigFile(t, path)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			content[47] = 9
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}, workbook.ErrDamaged},
		"noise in the middle": {func(t *testing.T, path string) {
			bigFile(t, path)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 4096; i < 5*4096; i++ {
				content[i] ^= 0xa5
			}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}, workbook.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "Plan.forethought")
			c.make(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Open(context.Background(), path, Options{BackupDir: filepath.Join(dir, "backups")})
			wantKind(t, err, c.kind)
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was changed (%v)", err)
			}
			wantFiles(t, dir, "Plan.forethought")
		})
	}
}

func TestNoSuchFile(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(context.Background(), filepath.Join(dir, "Plan.forethought"), Options{})
	wantKind(t, err, workbook.ErrNoSuchFile)
	_, err = Open(context.Background(), dir, Options{})
	wantKind(t, err, workbook.ErrNotAWorkbook)
	wantFiles(t, dir)
}

func TestLookingAtADamagedFile(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "Plan.forethought")
	bigFile(t, path)
	// A value that its index does not know of: reading works, the check does not.
	execIn(t, path, "PRAGMA writable_schema = ON") // has no effect on a defensive connection
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(content, []byte("item-3"))
	if at < 0 {
		t.Fatal("the item is not in the file")
	}
	copy(content[at:], "item-z")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, path, Options{ReadOnly: true})
	if schools, err := w.Schools(ctx); err != nil || len(schools) != 1 {
		t.Errorf("schools %+v, %v", schools, err)
	}
	if h, err := w.Health(ctx); err != nil || h.Healthy() {
		t.Errorf("health %+v, %v: the damage is not reported", h, err)
	}
	wantKind(t, w.SaveCopy(ctx, path+".copy"), workbook.ErrDamaged)
	wantFiles(t, filepath.Dir(path), filepath.Base(path))
}

func wantReadOnly(t *testing.T, w *Workbook) {
	t.Helper()
	ctx := context.Background()
	if !w.ReadOnly() {
		t.Error("does not say that it is read-only")
	}
	if schools, err := w.Schools(ctx); err != nil || len(schools) != 1 {
		t.Errorf("schools %+v, %v", schools, err)
	}
	_, err := w.Apply(ctx, ana, workbook.Add(workbook.SchoolEntity, NewID(), workbook.School{Name: "Oak"}))
	wantKind(t, err, workbook.ErrReadOnly)
	_, err = w.Undo(ctx, ana)
	wantKind(t, err, workbook.ErrReadOnly)
	copied := filepath.Join(t.TempDir(), "copy.forethought")
	if err := w.SaveCopy(ctx, copied); err != nil {
		t.Fatal(err)
	}
	addSchool(t, reopen(t, copied, Options{}), ana, "Oak High")
}

func TestOpenedForReadingOnly(t *testing.T) {
	w := newFile(t, Options{})
	addSchool(t, w, ana, "Maple Elementary")
	shut(t, w)
	before, err := os.ReadFile(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	r := reopen(t, w.Path(), Options{ReadOnly: true, BackupDir: filepath.Join(t.TempDir(), "none")})
	wantReadOnly(t, r)
	shut(t, r)
	if after, err := os.ReadFile(w.Path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed (%v)", err)
	}
}

func TestFileOrFolderThatCannotBeWritten(t *testing.T) {
	for name, forbid := range map[string]func(path string) error{
		"file":   func(path string) error { return os.Chmod(path, 0o400) },
		"folder": func(path string) error { return os.Chmod(filepath.Dir(path), 0o500) },
	} {
		t.Run(name, func(t *testing.T) {
			bindModes(t)
			w := newFile(t, Options{})
			addSchool(t, w, ana, "Maple Elementary")
			shut(t, w)
			t.Cleanup(func() { _ = os.Chmod(filepath.Dir(w.Path()), 0o700) })
			if err := forbid(w.Path()); err != nil {
				t.Fatal(err)
			}
			wantReadOnly(t, reopen(t, w.Path(), Options{}))
		})
	}
	t.Run("not even read", func(t *testing.T) {
		bindModes(t)
		w := newFile(t, Options{})
		shut(t, w)
		if err := os.Chmod(w.Path(), 0); err != nil {
			t.Fatal(err)
		}
		_, err := Open(context.Background(), w.Path(), Options{})
		wantKind(t, err, workbook.ErrNotWritable)
	})
}
