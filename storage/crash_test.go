package storage

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// crashFile is set for the child process of TestKilledBetweenEdits.
const crashFile = "FORETHOUGHT_TEST_CRASH_FILE"

// TestCrashChild is no test of its own: as a child process it edits without end and says
// after each edit that it is done, until it is killed.
func TestCrashChild(t *testing.T) {
	path := os.Getenv(crashFile)
	if path == "" {
		t.Skip("runs as a child of TestKilledBetweenEdits")
	}
	w, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	schools, err := w.Schools(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	start, err := w.Seq(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for n := start; ; n++ {
		item := fmt.Sprint("item-", n)
		apply(t, w, ana,
			setAnswer(schools[0].ID, item, "status", "needed"),
			setAnswer(schools[0].ID, item, "note", strings.Repeat("written before the power went ", 200)))
		fmt.Println("applied", n)
	}
}

// The program is killed at a random edit, ten times over: every edit that it had reported
// as done is there, and the file is sound.
func TestKilledBetweenEdits(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	shut(t, w)
	random := rand.New(rand.NewPCG(2004, 9))
	var done []string
	for round := range 10 {
		done = append(done, killAfter(t, w.Path(), 1+random.IntN(8))...)
		w = reopen(t, w.Path(), Options{})
		answers, err := w.Answers(context.Background(), school)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range done {
			if a := answers[item]; a.Status != "needed" || len(a.Note) != 6000 {
				t.Fatalf("round %d: %s was reported as done and holds %q", round, item, a.Status)
			}
		}
		wantHealthy(t, w)
		shut(t, w)
		wantFiles(t, filepath.Dir(w.Path()), "Plan.forethought")
	}
}

// halfWritten leaves a workbook as a crash in the middle of a commit does: pages of a change
// in the file, and the journal that takes them back beside it.
func halfWritten(t *testing.T) (path, school string) {
	t.Helper()
	w := newFile(t, Options{})
	school = addSchool(t, w, ana, "Maple Elementary")
	if _, err := w.db.Exec("PRAGMA cache_size = 5"); err != nil {
		t.Fatal(err)
	}
	tx, err := w.db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.Exec("UPDATE school SET name = 'Half', note = ?", strings.Repeat("half written ", 20000)); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "Plan.forethought")
	for _, suffix := range []string{"", "-journal"} {
		content, err := os.ReadFile(w.Path() + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if suffix == "" && !strings.Contains(string(content), "half written") {
			t.Fatal("nothing was half written")
		}
		if err := os.WriteFile(path+suffix, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path, school
}

func TestHalfWrittenChangeIsTakenBack(t *testing.T) {
	for name, o := range map[string]Options{"to work": {}, "to look": {ReadOnly: true}} {
		t.Run(name, func(t *testing.T) {
			path, school := halfWritten(t)
			w := reopen(t, path, o)
			s, err := w.SchoolRecord(context.Background(), school)
			if err != nil || s.Name != "Maple Elementary" || s.Note != "" {
				t.Errorf("school %q, %v", s.Name, err)
			}
			wantHealthy(t, w)
			shut(t, w)
			wantFiles(t, filepath.Dir(path), "Plan.forethought")
		})
	}
}

// killAfter starts a child, kills it after so many edits, and lists the items it reported.
func killAfter(t *testing.T, path string, edits int) []string {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestCrashChild$", "-test.v")
	child.Env = append(os.Environ(), crashFile+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var items []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		text, ok := strings.CutPrefix(lines.Text(), "applied ")
		if n, err := strconv.Atoi(text); ok && err == nil {
			items = append(items, fmt.Sprint("item-", n))
		}
		if len(items) == edits {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || len(items) < edits {
		t.Fatalf("the child was not killed at work: %v, %d edits", err, len(items))
	}
	return items
}
