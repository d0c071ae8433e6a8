package storage

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"forethought/workbook"
)

// A file that is damaged where nobody looks at once: it is read while it is checked, and not
// written to.
func TestADamagedFileIsReadMeanwhileAndNotWrittenTo(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "Plan.forethought")
	bigFile(t, path)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 64 {
		content[len(content)-4096+i] = 0xFF // the head of the last page
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(ctx, path, Options{})
	wantKind(t, err, workbook.ErrDamaged)

	w, err := Open(ctx, path, Options{CheckLater: true, BackupDir: filepath.Join(dir, "backups")})
	if err != nil {
		t.Fatalf("the first look at the file waits for the whole of it: %v", err)
	}
	schools, err := w.Schools(ctx)
	if err != nil || len(schools) != 1 {
		t.Fatalf("schools %+v, %v", schools, err)
	}
	_, err = w.Apply(ctx, ana, []workbook.Change{setAnswer(schools[0].ID, "item-1", "note", "into a damaged file")})
	wantKind(t, err, workbook.ErrDamaged)
	wantKind(t, w.Looked(ctx), workbook.ErrDamaged)
	_, err = w.Undo(ctx, ana)
	wantKind(t, err, workbook.ErrDamaged)
	shut(t, w)
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(content, after) {
		t.Errorf("the file was changed (%v)", err)
	}
	wantFiles(t, dir, "Plan.forethought")
}

// The backup that is due on opening holds what stood in the file then, however soon somebody
// writes.
func TestTheDailyBackupComesBeforeTheFirstEditMeanwhile(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "Plan.forethought")
	bigFile(t, path)
	w, err := Open(ctx, path, Options{CheckLater: true, BackupDir: filepath.Join(dir, "backups")})
	if err != nil {
		t.Fatal(err)
	}
	schools, err := w.Schools(ctx)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, w, ana, setAnswer(schools[0].ID, "item-1", "note", "after the backup"))
	if err := w.Looked(ctx); err != nil {
		t.Fatal(err)
	}
	if at, err := w.LastBackup(); err != nil || at.IsZero() {
		t.Fatalf("last backup %v, %v", at, err)
	}
	kept, err := Backups(filepath.Join(dir, "backups"), path)
	if err != nil || len(kept) != 1 {
		t.Fatalf("backups %+v, %v", kept, err)
	}
	shut(t, w)
	backup := reopen(t, kept[0].Path, Options{ReadOnly: true})
	if a, err := backup.Answers(ctx, schools[0].ID); err != nil || a["item-1"].Note == "after the backup" {
		t.Errorf("the backup holds the edit that came after opening (%v)", err)
	}
}

func TestClosingWhileCheckingLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "Plan.forethought")
	bigFile(t, path)
	for range 5 {
		w, err := Open(context.Background(), path, Options{CheckLater: true, BackupDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		shut(t, w)
		if err := os.RemoveAll(path + "-journal"); err != nil {
			t.Fatal(err)
		}
	}
	names, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(names) > 0 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}
