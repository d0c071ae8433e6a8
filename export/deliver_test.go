package export_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"forethought/export"
	"forethought/workbook"
)

// filesIn names what lies in a folder.
func filesIn(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if path != dir {
			names = append(names, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

// keep puts a file in place that a failed export has to leave alone.
func keep(t *testing.T) (path string, whole func()) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "plan.pdf")
	if err := os.WriteFile(path, []byte("last year's plan"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, func() {
		t.Helper()
		if data, err := os.ReadFile(path); err != nil || string(data) != "last year's plan" {
			t.Errorf("the old file now holds %.20q (%v)", data, err)
		}
		if names := filesIn(t, filepath.Dir(path)); names != "plan.pdf" {
			t.Errorf("left in the folder: %s", names)
		}
	}
}

func TestPlanReplacesTheOldOneForItsOwnerOnly(t *testing.T) {
	path, _ := keep(t)
	if _, err := export.WriteActionPlan(context.Background(), path, workbook.NewActionPlan(lakeside()), options(t, export.A4)); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("the file holds %.20q (%v)", data, err)
	}
	if names := filesIn(t, filepath.Dir(path)); names != "plan.pdf" {
		t.Errorf("left in the folder: %s", names)
	}
	if runtime.GOOS != "windows" {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the file's mode is %v (%v)", info.Mode(), err)
		}
	}
}

func TestTargetThatCannotBeWrittenStaysWhole(t *testing.T) {
	plan := workbook.NewActionPlan(lakeside())
	refused := func(t *testing.T, path string) {
		t.Helper()
		_, err := export.WriteActionPlan(context.Background(), path, plan, options(t, export.Letter))
		var problem *workbook.Problem
		if !errors.As(err, &problem) || problem.Kind != workbook.ErrNotWritable || problem.File != path {
			t.Errorf("the error is %v", err)
		}
	}
	t.Run("read-only file", func(t *testing.T) {
		path, whole := keep(t)
		if err := os.Chmod(path, 0o400); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o600) })
		refused(t, path)
		whole()
	})
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		refused(t, dir)
		if names := filesIn(t, dir); names != "" {
			t.Errorf("left in the folder: %s", names)
		}
	})
	t.Run("no such folder", func(t *testing.T) {
		dir := t.TempDir()
		refused(t, filepath.Join(dir, "gone", "plan.pdf"))
		if names := filesIn(t, dir); names != "" {
			t.Errorf("left in the folder: %s", names)
		}
	})
}

func TestCancellingLeavesNothing(t *testing.T) {
	plan := workbook.NewActionPlan(manyItems(lakeside(), 20))
	_, parts := progress(t, plan)
	for _, at := range []int{0, 3, parts} { // before it starts, amid the drawing, and once all is drawn
		path, whole := keep(t)
		ctx, cancel := context.WithCancel(context.Background())
		if at == 0 {
			cancel()
		}
		o := options(t, export.Letter)
		o.Progress = func(done, _ int) {
			if done == at {
				cancel()
			}
		}
		if _, err := export.WriteActionPlan(ctx, path, plan, o); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled after %d parts: %v", at, err)
		}
		whole()
		cancel()
	}
}

// progress writes a plan and gives the steps that it announced and their total.
func progress(t *testing.T, plan workbook.ActionPlan) (steps []int, total int) {
	t.Helper()
	o := options(t, export.Letter)
	o.Progress = func(done, of int) { steps, total = append(steps, done), of }
	if _, err := export.WriteActionPlan(context.Background(), filepath.Join(t.TempDir(), "p.pdf"), plan, o); err != nil {
		t.Fatal(err)
	}
	return steps, total
}

func TestProgressCountsUpToItsTotal(t *testing.T) {
	steps, total := progress(t, workbook.NewActionPlan(lakeside()))
	for i, done := range steps {
		if done != i+1 {
			t.Fatalf("progress went %v", steps)
		}
	}
	if len(steps) != total || total < 10 {
		t.Errorf("%d steps of %d", len(steps), total)
	}
}

func TestFaultyWordsLeaveTheOldFile(t *testing.T) {
	path, whole := keep(t)
	o := options(t, export.Letter)
	o.Words = broken{o.Words}
	_, err := export.WriteActionPlan(context.Background(), path, workbook.NewActionPlan(lakeside()), o)
	if !errors.Is(err, workbook.ErrDocumentFaulty) {
		t.Errorf("the error is %v", err)
	}
	whole()
}

// broken are words that fail amid the drawing, as the drawing library does on bad input.
type broken struct{ export.Words }

func (b broken) Text(key string, args ...any) string {
	if key == "plan.sources.intro" {
		panic("no such page")
	}
	return b.Words.Text(key, args...)
}

func TestFontsThatAreNoneAreRefused(t *testing.T) {
	path, whole := keep(t)
	o := options(t, export.Letter)
	o.Fonts.Bold = []byte("not a font")
	if _, err := export.WriteActionPlan(context.Background(), path, workbook.NewActionPlan(lakeside()), o); err == nil {
		t.Error("a plan was written without a font")
	}
	whole()
}

func TestSamePlanGivesTheSameBytes(t *testing.T) {
	want, err := os.ReadFile(first(write(t, manyItems(lakeside(), 10), export.Letter)))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 3 {
		dir, plan, o := t.TempDir(), workbook.NewActionPlan(manyItems(lakeside(), 10)), options(t, export.Letter)
		all.Go(func() {
			path := filepath.Join(dir, "again.pdf")
			if _, err := export.WriteActionPlan(context.Background(), path, plan, o); err != nil {
				t.Error(err)
			}
			if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
				t.Errorf("the bytes differ (%v)", err)
			}
		})
	}
	all.Wait()
}

func first(path string, _ export.Receipt) string { return path }

func TestNothingOfTheComputerEntersTheFile(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData", "APPDATA"} {
		t.Setenv(name, home)
	}
	path, _ := write(t, lakeside(), export.Letter)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	secrets := []string{home, filepath.Dir(path)}
	if host, err := os.Hostname(); err == nil && len(host) > 3 {
		secrets = append(secrets, host)
	}
	if u, err := user.Current(); err == nil {
		for _, s := range []string{u.Username, u.HomeDir} {
			if len(s) > 3 {
				secrets = append(secrets, s)
			}
		}
	}
	for _, s := range secrets {
		var wide bytes.Buffer
		for _, unit := range utf16.Encode([]rune(s)) {
			wide.Write([]byte{byte(unit >> 8), byte(unit)})
		}
		if bytes.Contains(data, []byte(s)) || bytes.Contains(data, wide.Bytes()) {
			t.Errorf("the file holds %q", s)
		}
	}
	if names := filesIn(t, home); names != "" {
		t.Errorf("writing a plan made %s in the user's folder", names)
	}
}
