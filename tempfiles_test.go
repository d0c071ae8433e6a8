package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A program is killed while it writes a district's documents. What it leaves can be read by
// nobody else, and the next program that works there clears it away.
func TestWhatAKilledProgramLeavesIsPrivateAndGoesWithTheNext(t *testing.T) {
	p := newProgram(t)
	folder := p.at("district")
	temporary := func() (names []string) {
		_ = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
			if err == nil && strings.Contains(name, ".forethought-") {
				names = append(names, name)
			}
			return nil // it is being written at this moment
		})
		return names
	}
	run := p.command("sample", folder)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); len(temporary()) < 2; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing is being written")
		}
	}
	if err := run.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait()
	left := temporary()
	if len(left) < 2 {
		t.Fatal("it was killed too late for the test to show anything")
	}
	for _, name := range left {
		if info, err := os.Lstat(name); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			t.Errorf("others may read %s: %v, %v", name, info.Mode(), err)
		}
	}
	p.does("new", filepath.Join(folder, "another.forethought"))
	if left := temporary(); len(left) > 0 {
		t.Errorf("after the next program there still is %q", left)
	}
	if entries, err := os.ReadDir(p.temp()); err != nil || len(entries) > 0 {
		t.Errorf("in the folder for temporary files is %v (%v)", entries, err)
	}
}
