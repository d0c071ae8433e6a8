package storage

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"forethought/workbook"
)

// editWithoutEnd edits a workbook and reports each edit when it is done, until it is killed.
func editWithoutEnd(args []string) error {
	ctx := context.Background()
	seed, err := strconv.ParseUint(args[2], 10, 64)
	if err != nil {
		return err
	}
	w, err := Open(ctx, args[0], Options{BackupDir: args[1]})
	if err != nil {
		return err
	}
	e := newEditor(w, rand.New(rand.NewPCG(seed, 3)))
	for {
		b, err := e.next(ctx)
		if err != nil {
			return fmt.Errorf("edit %d: %w", e.edits, err)
		}
		if b.Seq == 0 {
			continue
		}
		report, err := json.Marshal(b)
		if err != nil {
			return err
		}
		if _, err := os.Stdout.Write(append(report, '\n')); err != nil {
			return err
		}
	}
}

// The program is killed at a random moment, again and again: every edit that it had reported
// as done is there, at most the one is besides that it was about to report, and the file and
// the backups made meanwhile are sound.
func TestKilledAtAnyMoment(t *testing.T) {
	rounds, each := torture(3, 300), 50
	random := dice(t)
	var w *Workbook
	var m *model
	edits := 0
	for round := range rounds {
		if round%each == 0 { // a new file, so that the old one's size does not slow down the rest
			w, m = newFile(t, Options{}), newModel()
			shut(t, w)
		}
		backups := filepath.Join(filepath.Dir(w.Path()), "backups")
		reported := killed(t, random, w.Path(), backups)
		edits += len(reported)
		w = reopen(t, w.Path(), Options{})
		m.follow(t, w, reported)
		m.wantAll(t, w)
		shut(t, w)
		files, err := Backups(backups, w.Path())
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range files {
			if b.Problem != nil {
				t.Fatal(b.Problem)
			}
		}
		wantBeside(t, w.Path(), "backups")
	}
	t.Logf("killed %d times, after %d edits that were reported as done", rounds, edits)
}

// wantBeside checks that nothing lies beside a workbook but what is named.
func wantBeside(t *testing.T, path string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(path) && !strings.Contains(strings.Join(names, "\n"), e.Name()) {
			t.Fatalf("%s is left beside the workbook", e.Name())
		}
	}
}

// killed starts a process that edits, kills it some edits and some part of an edit later, and
// returns what it reported. One in eight is killed while it starts.
func killed(t *testing.T, random *rand.Rand, path, backups string) []workbook.Batch {
	t.Helper()
	c, said := child("edit without end", path, backups, strconv.FormatUint(random.Uint64(), 10))
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	after, wait := 1+random.IntN(40), time.Duration(random.IntN(12_000))*time.Microsecond
	if random.IntN(8) == 0 {
		after, wait = 0, time.Duration(random.IntN(150))*time.Millisecond
	}
	kill := func() { _ = c.Process.Kill() }
	if after == 0 {
		time.AfterFunc(wait, kill)
	}
	var reported []workbook.Batch
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			break // what is cut off was not reported
		}
		var b workbook.Batch
		if err := json.Unmarshal(line, &b); err != nil {
			t.Fatal(err)
		}
		if reported = append(reported, b); len(reported) == after {
			time.AfterFunc(wait, kill)
		}
	}
	if err := c.Wait(); err == nil || c.ProcessState.ExitCode() == 1 && said.Len() > 0 {
		t.Fatalf("the program was not killed at work: %v, %d edits, %s", err, len(reported), said)
	}
	return reported
}

// halfWay begins a change of a workbook that is so large that pages of it are in the file
// before it is committed, and returns what takes it back.
func halfWay(t *testing.T, w *Workbook, more ...string) (takeBack func()) {
	t.Helper()
	if _, err := w.db.Exec("PRAGMA cache_size = 5"); err != nil {
		t.Fatal(err)
	}
	tx, err := w.db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	takeBack = func() { _ = tx.Rollback() }
	large := "UPDATE school SET name = 'Half', note = '" + strings.Repeat("half written ", 20000) + "'"
	for _, s := range append(more, large) {
		if _, err := tx.Exec(s); err != nil {
			takeBack()
			t.Fatal(err)
		}
	}
	return takeBack
}

// halfWritten leaves a workbook as a crash in the middle of a commit does: pages of a change
// in the file, and the journal that takes them back beside it.
func halfWritten(t *testing.T) (path, school string) {
	t.Helper()
	w := newFile(t, Options{})
	school = addSchool(t, w, ana, "Maple Elementary")
	defer halfWay(t, w)()
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
