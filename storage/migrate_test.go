package storage

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

	"forethought/workbook"
)

// newest is the version of a file of today.
func newest(t *testing.T) int {
	t.Helper()
	steps, err := builtInSteps()
	if err != nil {
		t.Fatal(err)
	}
	return len(steps)
}

// stepsWith are the built-in migrations and one of a later version.
func stepsWith(t *testing.T, script string) []step {
	t.Helper()
	folder := fstest.MapFS{}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		folder[filepath.Base(name)] = &fstest.MapFile{Data: content}
	}
	folder[fmt.Sprintf("%04d_drills.sql", newest(t)+1)] = &fstest.MapFile{Data: []byte(script)}
	steps, err := readSteps(folder)
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

const addsDrills = `CREATE TABLE drill (id TEXT PRIMARY KEY) STRICT;
	ALTER TABLE school ADD COLUMN motto TEXT NOT NULL DEFAULT '';`

func TestMigrationIsPrecededByABackup(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	shut(t, w)
	backups := filepath.Join(t.TempDir(), "backups")

	later, err := openWith(ctx, w.Path(), Options{BackupDir: backups}, stepsWith(t, addsDrills))
	if err != nil {
		t.Fatal(err)
	}
	if h := wantHealthy(t, later); h.SchemaVersion != newest(t)+1 || h.Counts["answers"] != 1 {
		t.Errorf("after the migration %+v", h)
	}
	apply(t, later, ana, setAnswer(d.school.ID, "alarms", "status", "needed"))
	shut(t, later)

	_, err = Open(ctx, w.Path(), Options{})
	wantKind(t, err, workbook.ErrNewerVersion)

	files, err := Backups(backups, w.Path())
	if err != nil || len(files) != 1 || files[0].Problem != nil {
		t.Fatalf("backups %+v, %v", files, err)
	}
	restored := filepath.Join(t.TempDir(), "before.forethought")
	if err := Restore(ctx, files[0].Path, restored); err != nil {
		t.Fatal(err)
	}
	if h := wantHealthy(t, reopen(t, restored, Options{})); h.SchemaVersion != newest(t) || h.Counts["answers"] != 1 {
		t.Errorf("the backup holds %+v", h)
	}
}

func TestNoBackupNoMigration(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	shut(t, w)
	// A file stands where the folder should be.
	_, err := openWith(ctx, w.Path(), Options{BackupDir: w.Path()}, stepsWith(t, addsDrills))
	wantKind(t, err, workbook.ErrNotWritable)
	wantHealthy(t, reopen(t, w.Path(), Options{}))
}

func TestMigrationThatFailsLeavesTheFile(t *testing.T) {
	ctx := context.Background()
	for name, script := range map[string]string{
		"fault in the middle": addsDrills + "CREATE TABLE school (again TEXT);",
		"broken references":   addsDrills + "INSERT INTO zone (id, school) VALUES ('z', 'nowhere');",
	} {
		w := newFile(t, Options{})
		addSchool(t, w, ana, "Maple Elementary")
		shut(t, w)
		if _, err := openWith(ctx, w.Path(), Options{}, stepsWith(t, script)); err == nil {
			t.Fatalf("%s: opened", name)
		}
		if h := wantHealthy(t, reopen(t, w.Path(), Options{})); h.SchemaVersion != newest(t) || h.Counts["schools"] != 1 {
			t.Errorf("%s: %+v", name, h)
		}
		wantFiles(t, filepath.Dir(w.Path()), "Plan.forethought")
	}
}

// A table may be rebuilt under those that refer to it.
func TestMigrationThatRebuildsATable(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	shut(t, w)
	later, err := openWith(ctx, w.Path(), Options{}, stepsWith(t, `
		CREATE TABLE action_new AS SELECT * FROM action; DELETE FROM action;
		INSERT INTO action SELECT * FROM action_new; DROP TABLE action_new;`))
	if err != nil {
		t.Fatal(err)
	}
	defer later.Close()
	if h := wantHealthy(t, later); h.Counts["actions"] != 1 {
		t.Errorf("%+v", h)
	}
	if _, err := later.db.Exec("UPDATE zone SET school = 'nowhere'"); err == nil {
		t.Error("references are not checked after a migration")
	}
}

func TestOldFileForReadingOnly(t *testing.T) {
	w := newFile(t, Options{})
	shut(t, w)
	_, err := openWith(context.Background(), w.Path(), Options{ReadOnly: true}, stepsWith(t, addsDrills))
	wantKind(t, err, workbook.ErrReadOnly)
	wantKind(t, err, workbook.ErrOlderVersion)
}

func TestTwoProgramsMigrateAtOnce(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	steps := stepsWith(t, addsDrills)
	for range 2 {
		if err := migrate(ctx, w.db, steps); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMigrationsAreNumberedWithoutGap(t *testing.T) {
	one := &fstest.MapFile{Data: []byte("SELECT 1")}
	for name, folder := range map[string]fstest.MapFS{
		"gap":      {"0001_a.sql": one, "0003_b.sql": one},
		"double":   {"0001_a.sql": one, "0001_b.sql": one},
		"bad name": {"first.sql": one},
		"late":     {"0002_a.sql": one},
	} {
		if steps, err := readSteps(folder); err == nil {
			t.Errorf("%s: accepted %v", name, steps)
		}
	}
	if steps, err := builtInSteps(); err != nil || len(steps) == 0 {
		t.Errorf("built-in: %v, %v", steps, err)
	}
}
