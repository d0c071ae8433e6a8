package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"forethought/storage"
	"forethought/workbook"
)

// backedUp makes backups of the sample on two days, with another school on the second, and
// returns its file.
func backedUp(t *testing.T) (*person, string) {
	t.Helper()
	p, file := withTheSample(t)
	ctx := context.Background()
	for i := range 2 {
		w, err := storage.Open(ctx, file, storage.Options{BackupDir: p.env.BackupDir, Now: func() time.Time { return aDay.AddDate(0, 0, i) }})
		if err != nil {
			t.Fatal(err)
		}
		id := storage.NewID()
		school := workbook.Add(workbook.SchoolEntity, id, workbook.School{ID: id, Name: "Lakeside High School"})
		if _, err := w.Apply(ctx, workbook.Author{Name: "Ana"}, school); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return p, file
}

func TestBackupsAreListedNewestFirstAndRestoredUnderANewName(t *testing.T) {
	p, file := backedUp(t)
	p.types(Done, "backup", "list", "--workbook", file).reads("4 schools", "3 schools", "98 answers", "26 actions")
	lines := strings.Split(strings.TrimSpace(p.out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "1  2027-03-04") || !strings.Contains(lines[0], "4 schools") || !strings.HasPrefix(lines[1], "2  2027-03-03") {
		t.Errorf("the list is\n%s", &p.out)
	}
	out := filepath.Join(t.TempDir(), "restored.forethought")
	p.types(Done, "backup", "restore", "--workbook", file, "--backup", "2", "-o", out).reads(out)
	p.types(Done, "check", out).reads("3 schools")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "backup", "restore", "--workbook", file, "--backup", "1", "-o", out).isTold(out)
	p.types(CouldNot, "backup", "restore", "--workbook", file, "--backup", "1", "-o", file).isTold(file)
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("restoring has changed the workbook: %v", err)
	}
	for _, n := range []string{"0", "3"} {
		p.types(CouldNot, "backup", "restore", "--workbook", file, "--backup", n, "-o", out+"2").isTold("no backup "+n, "the list has 2")
	}
	// Also when the workbook is gone, and by the backup's file.
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	p.types(Done, "backup", "list", "--workbook", file).reads("4 schools")
	backups, err := filepath.Glob(filepath.Join(p.env.BackupDir, "*"))
	if err != nil || len(backups) != 2 {
		t.Fatal(backups, err)
	}
	p.types(Done, "backup", "restore", "--workbook", file, "--backup", backups[0], "-o", file).reads(file)
}

func TestWithoutBackupsThereIsASentence(t *testing.T) {
	p, file := withTheSample(t)
	p.types(CouldNot, "backup", "list", "--workbook", file).isTold("no backups of " + file)
	p.types(WrongUsage, "backup", "list").isTold("missing: --workbook FILE")
	p.types(WrongUsage, "backup").isTold("list, restore")
	p.env.BackupDir = ""
	p.types(CouldNot, "backup", "list", "--workbook", file).isTold("No backups are made")
}

func TestADamagedWorkbookIsRecovered(t *testing.T) {
	p, file := withTheSample(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "recovered.forethought")
	damage := func(content []byte) {
		t.Helper()
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.types(Done, "recover", file, "-o", out).reads(out, "3 schools, 98 answers and 26 actions", "Nothing of it is known to be lost.")
	p.types(CouldNot, "recover", file, "-o", out).isTold(out)
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	// Its beginning is gone, and with it what says where what is.
	damaged := bytes.Clone(whole)
	clear(damaged[:3*4096])
	damage(damaged)
	p.types(CouldNot, "check", file).isTold("is damaged", "Recover what can be read")
	p.types(Done, "recover", file, "-o", out).reads("3 schools, 98 answers and 26 actions", "were put together from the history alone")
	p.types(Done, "check", out)
	if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, damaged) {
		t.Errorf("recovering has changed the damaged file: %v", err)
	}
	damage([]byte("minutes of the meeting"))
	p.types(CouldNot, "recover", file, "-o", out+"2").isTold("is not a Forethought workbook")
	p.types(CouldNot, "recover", file+".gone", "-o", out+"2").isTold("is not there")
	if _, err := os.Lstat(out + "2"); err == nil {
		t.Error("something was written")
	}
}

// What changes a workbook backs it up first, as the window does: once a day, and always before
// it is carried along to another version of the case.
func TestACommandThatChangesAWorkbookBacksItUpFirst(t *testing.T) {
	p, file := withTheSample(t)
	backups := func() []storage.BackupFile {
		t.Helper()
		files, err := storage.Backups(p.env.BackupDir, file)
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	p.types(Done, "import", "schools", "--workbook", file, aListOfSchools(t))
	if got := backups(); len(got) != 0 {
		t.Fatalf("looking has made a backup: %v", got)
	}
	p.types(Done, "import", "schools", "--workbook", file, "--accept", "--author", "Ana", aListOfSchools(t))
	got := backups()
	if len(got) != 1 || got[0].Counts["schools"] != 3 {
		t.Fatalf("after the first change there are %d backups: %+v", len(got), got)
	}
	p.reads(file + " was backed up before it is changed: " + got[0].Path)

	p.types(Done, "import", "undo", "--workbook", file, "--author", "Ana")
	if got := backups(); len(got) != 1 || strings.Contains(p.out.String(), "backed up") {
		t.Errorf("a second change on the day has made a backup: %d\n%s", len(got), &p.out)
	}

	p.env.Case = has(secondVersion(t))
	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "Willow", "--minutes", "120", "--name", "After")
	got = backups()
	if len(got) != 2 || got[0].Case.Version != 1 {
		t.Fatalf("before the newer version of the case: %+v", got)
	}
	p.reads(file+" was backed up before it is changed: "+got[0].Path, "went from version 1 to version 2")

	p.env.Now = func() time.Time { return aDay.AddDate(0, 0, 2) }
	if err := os.RemoveAll(p.env.BackupDir); err != nil {
		t.Fatal(err)
	}
	writeFile(t, p.env.BackupDir, "a file where the folder is to be")
	Main(context.Background(), []string{"import", "schools", "--workbook", file, "--accept", aListOfSchools(t)}, p.env)
	p.isTold(file+" is changed, but the backup that was due could not be made: ", p.env.BackupDir)
}
