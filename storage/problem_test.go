package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	codes "modernc.org/sqlite/lib"

	"forethought/workbook"
)

func TestAValueOfAnotherTypeThanItsColumnIsDamage(t *testing.T) {
	w := newFile(t, Options{})
	var origin workbook.Origin
	err := w.db.QueryRow("SELECT 5").Scan(&origin)
	wantKind(t, problem(w.Path(), "read history", err), workbook.ErrDamaged)
}

func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	var pages int
	if err := w.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+3)); err != nil {
		t.Fatal(err)
	}
	_, err := w.Apply(ctx, ana, []workbook.Change{
		setAnswer(school, "alarms", "status", "needed"),
		setAnswer(school, "alarms", "note", strings.Repeat("a long note ", 5000)),
	})
	wantKind(t, err, workbook.ErrDiskFull)
	if got := answerOf(t, w, school, "alarms"); got.Status != workbook.NotAssessed {
		t.Errorf("half of the batch was applied: %+v", got)
	}
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed")) // what fits still goes in
	if h := wantHealthy(t, w); h.Counts["batches"] != 2 {
		t.Errorf("history %v", h.Counts)
	}
	shut(t, w)
	wantFiles(t, filepath.Dir(w.Path()), "Plan.forethought")
}

// A program that synchronises the folder replaced the file while it was open. Edits must
// not go into the file that nobody will see again.
func TestFileTakenAwayWhileOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows does not let an open file be taken away")
	}
	ctx := context.Background()
	for name, take := range map[string]func(path string) error{
		"deleted":  os.Remove,
		"moved":    func(path string) error { return os.Rename(path, path+".moved") },
		"replaced": func(path string) error { return os.Rename(path+".other", path) },
	} {
		w := newFile(t, Options{})
		school := addSchool(t, w, ana, "Maple Elementary")
		if err := w.SaveCopy(ctx, w.Path()+".other"); err != nil {
			t.Fatal(err)
		}
		if err := take(w.Path()); err != nil {
			t.Fatal(err)
		}
		_, err := w.Apply(ctx, ana, []workbook.Change{setAnswer(school, "alarms", "status", "needed")})
		if !errors.Is(err, workbook.ErrNoSuchFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Of SQLite's errors of reading and writing, most are of the drive and some of the file.
func TestErrorsOfReadingAndWritingHaveAKind(t *testing.T) {
	for code, want := range map[int]error{
		codes.SQLITE_IOERR_SHORT_READ: workbook.ErrDamaged,    // a long text whose last page is cut off
		codes.SQLITE_IOERR_FSTAT:      workbook.ErrNoSuchFile, // taken away while its journal is there
		codes.SQLITE_READONLY_DBMOVED: workbook.ErrNoSuchFile,
		codes.SQLITE_IOERR_WRITE:      workbook.ErrNotWritable,
		codes.SQLITE_FULL:             workbook.ErrDiskFull,
	} {
		if got := kindOfCode(code); got != want {
			t.Errorf("%d is %v, want %v", code, got, want)
		}
	}
}

func TestSystemErrorsHaveAKind(t *testing.T) {
	for _, c := range []struct{ err, kind error }{
		{&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, workbook.ErrDiskFull},
		{&os.LinkError{Op: "rename", Old: "x", New: "y", Err: syscall.EDQUOT}, workbook.ErrDiskFull},
		{&os.LinkError{Op: "link", Old: "x", New: "y", Err: fs.ErrExist}, workbook.ErrExists},
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, workbook.ErrNotWritable},
		{&os.LinkError{Op: "rename", Old: "x", New: "y", Err: fs.ErrPermission}, workbook.ErrNotWritable},
	} {
		err := problem("Plan.forethought", "save copy", c.err)
		wantKind(t, err, c.kind)
		if !errors.Is(err, c.err) || !strings.HasPrefix(err.Error(), "save copy: Plan.forethought: ") {
			t.Errorf("error reads %q", err)
		}
	}
	if err := problem("x", "read", context.Canceled); kindOf(err) != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelling became %v", err)
	}
	if problem("x", "read", nil) != nil {
		t.Error("nothing wrong became an error")
	}
}
