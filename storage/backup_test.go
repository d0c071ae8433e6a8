package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"forethought/workbook"
)

func TestBackupRestored(t *testing.T) {
	ctx := context.Background()
	at := newClock()
	dir := filepath.Join(t.TempDir(), "back ups #1")
	w := newFile(t, Options{BackupDir: dir, Now: at.now})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	path, err := w.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, w, ana, workbook.Remove(workbook.SchoolEntity, d.school.ID)...)
	if last, err := w.LastBackup(); err != nil || !last.Equal(at.at.Truncate(time.Millisecond)) {
		t.Errorf("last backup %v, %v", last, err)
	}
	files, err := Backups(dir, w.Path())
	if err != nil || len(files) != 1 {
		t.Fatalf("backups %+v, %v", files, err)
	}
	b := files[0]
	if b.Path != path || b.WorkbookID != w.ID() || b.Case != beslan || b.Counts["schools"] != 1 ||
		!b.LastChange.Equal(at.at) || b.Size == 0 || b.Problem != nil {
		t.Errorf("backup %+v", b)
	}
	to := filepath.Join(t.TempDir(), "Plan.forethought")
	if err := Restore(ctx, path, to); err != nil {
		t.Fatal(err)
	}
	r := reopen(t, to, Options{})
	if h := wantHealthy(t, r); h.Counts["schools"] != 1 || r.ID() != w.ID() {
		t.Errorf("restored %+v", h)
	}
	if next, err := r.NextUndo(ctx, ana); err != nil || len(next.Changes) != len(d.add()) {
		t.Errorf("undo after restoring: %v", err)
	}
	wantFiles(t, filepath.Dir(to), "Plan.forethought")
	wantFiles(t, dir, filepath.Base(path))
}

func TestRestoreAndSaveCopyOverwriteNothing(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{BackupDir: t.TempDir()})
	path, err := w.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "letter.forethought")
	if err := os.WriteFile(to, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantKind(t, Restore(ctx, path, to), workbook.ErrExists)
	wantKind(t, w.SaveCopy(ctx, to), workbook.ErrExists)
	wantKind(t, w.SaveCopy(ctx, w.Path()), workbook.ErrExists)
	wantKind(t, w.SaveCopy(ctx, filepath.Join(to, "below.forethought")), workbook.ErrNotWritable)
	if text, _ := os.ReadFile(to); string(text) != "a letter" {
		t.Errorf("file now holds %q", text)
	}
	wantFiles(t, filepath.Dir(to), "letter.forethought")
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	letter, half := filepath.Join(dir, "letter"), filepath.Join(dir, "half")
	if err := os.WriteFile(letter, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	bigFile(t, half)
	if err := os.Truncate(half, 3*4096); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(dir, "to")
	wantKind(t, Restore(ctx, letter, to), workbook.ErrNotAWorkbook)
	wantKind(t, Restore(ctx, half, to), workbook.ErrDamaged)
	wantKind(t, Restore(ctx, filepath.Join(dir, "none"), to), workbook.ErrNoSuchFile)
	wantFiles(t, dir, "half", "letter")
}

func TestOldestBackupsGo(t *testing.T) {
	ctx := context.Background()
	at := newClock()
	dir := t.TempDir()
	w := newFile(t, Options{BackupDir: dir, Now: at.now})
	other := newFile(t, Options{BackupDir: dir, Now: at.now}) // of the same name, elsewhere
	kept, err := other.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	crashed := filepath.Join(dir, ".forethought-123.tmp")
	if err := os.WriteFile(crashed, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(crashed, time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for i := range KeptBackups + 3 {
		if i%2 == 0 { // some in the same moment
			at.at = at.at.Add(100 * 365 * 24 * time.Hour / 20)
		}
		path, err := w.Backup(ctx)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	files, err := Backups(dir, w.Path())
	if err != nil || len(files) != KeptBackups {
		t.Fatalf("%d backups, %v", len(files), err)
	}
	for i, f := range files {
		if want := paths[len(paths)-1-i]; f.Path != want {
			t.Errorf("backup %d is %s, want %s", i, f.Path, want)
		}
	}
	if _, err := os.Stat(kept); err != nil {
		t.Errorf("the other workbook's backup went: %v", err)
	}
	if _, err := os.Stat(crashed); err == nil {
		t.Error("what an interrupted backup left is still there")
	}
	if files, err := Backups(dir, other.Path()); err != nil || len(files) != 1 || files[0].Path != kept {
		t.Errorf("the other workbook's backups: %+v, %v", files, err)
	}
}

func TestBackupsOfADamagedWorkbookAreFound(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	w := newFile(t, Options{BackupDir: dir})
	addSchool(t, w, ana, "Maple Elementary")
	path, err := w.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	shut(t, w)
	for name, damage := range map[string]func() error{
		"overwritten": func() error { return os.WriteFile(w.Path(), []byte("noise"), 0o600) },
		"emptied":     func() error { return os.Truncate(w.Path(), 0) },
		"deleted":     func() error { return os.Remove(w.Path()) },
	} {
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		files, err := Backups(dir, w.Path())
		if err != nil || len(files) != 1 || files[0].Path != path {
			t.Errorf("%s: %+v, %v", name, files, err)
		}
	}
	if files, err := Backups(dir, filepath.Join(dir, "Other.forethought")); err != nil || len(files) != 0 {
		t.Errorf("another name: %+v, %v", files, err)
	}
	if files, err := Backups(filepath.Join(dir, "none"), w.Path()); err != nil || len(files) != 0 {
		t.Errorf("no folder: %+v, %v", files, err)
	}
	if err := os.Truncate(path, 5000); err != nil {
		t.Fatal(err)
	}
	files, err := Backups(dir, w.Path())
	if err != nil || len(files) != 1 || !errors.Is(files[0].Problem, workbook.ErrDamaged) || files[0].Counts != nil {
		t.Errorf("a damaged backup: %+v, %v", files, err)
	}
}

func TestBackupOnOpeningIsDaily(t *testing.T) {
	at := newClock()
	dir := filepath.Join(t.TempDir(), "backups")
	o := Options{BackupDir: dir, Now: at.now}
	count := func() int {
		t.Helper()
		files, err := backupsOf(dir, func(backupName) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	w := newFile(t, o)
	again := func(o Options) {
		t.Helper()
		shut(t, w)
		w = reopen(t, w.Path(), o)
		if _, err := w.LastBackup(); err != nil {
			t.Fatal(err)
		}
	}
	again(o)
	if n := count(); n != 0 {
		t.Errorf("%d backups of an empty workbook", n)
	}
	addSchool(t, w, ana, "Maple Elementary")
	again(o)
	addSchool(t, w, ana, "Oak High")
	again(o)
	if n := count(); n != 1 {
		t.Errorf("%d backups on the first day", n)
	}
	at.at = at.at.Add(25 * time.Hour)
	again(Options{ReadOnly: true, BackupDir: dir, Now: at.now})
	if n := count(); n != 1 {
		t.Errorf("%d backups after looking only", n)
	}
	again(o)
	if n := count(); n != 2 {
		t.Errorf("%d backups on the second day", n)
	}
	at.at = at.at.Add(25 * time.Hour)
	again(o)
	if n := count(); n != 2 {
		t.Errorf("%d backups though nothing changed since", n)
	}
	if last, err := w.LastBackup(); err != nil || !last.Equal(at.at.Add(-25*time.Hour).Truncate(time.Millisecond)) {
		t.Errorf("last backup %v, %v", last, err)
	}
}

func TestBackupThatFailsDoesNotKeepTheWorkbookShut(t *testing.T) {
	w := newFile(t, Options{})
	addSchool(t, w, ana, "Maple Elementary")
	_, err := w.Backup(context.Background())
	wantKind(t, err, workbook.ErrNotWritable) // no folder was set
	shut(t, w)
	w = reopen(t, w.Path(), Options{BackupDir: w.Path()}) // a file, not a folder
	_, err = w.LastBackup()
	wantKind(t, err, workbook.ErrNotWritable)
	addSchool(t, w, ana, "Oak High")
}

func TestBackupNames(t *testing.T) {
	at := time.Date(2026, 8, 14, 9, 30, 0, 5e6, time.UTC)
	id := NewID()
	for _, stem := range []string{"Plan", "Plan-2026", "", "Plan-" + NewID() + "-20260814T093000.000Z", "план ü", "a.b"} {
		n := backupName{stem, id, at}
		got, ok := parseBackupName(n.String())
		if !ok || got != n {
			t.Errorf("%q read back as %+v", n, got)
		}
	}
	for _, name := range []string{"Plan.forethought", "Plan-x-20260814T093000.000Z.forethought", "Plan-" + id + "-2026.forethought"} {
		if n, ok := parseBackupName(name); ok {
			t.Errorf("%q taken for a backup: %+v", name, n)
		}
	}
	long := stemOf(filepath.Join("folder", strings.Repeat("план", 60)+".forethought"))
	if len(long) > maxStem || !strings.HasPrefix(strings.Repeat("план", 60), long) || len(long) < maxStem-3 {
		t.Errorf("long name cut to %q", long)
	}
}
