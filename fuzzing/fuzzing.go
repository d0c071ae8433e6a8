// Package fuzzing is what the fuzzing tests of all rooms hold the readers of outside data to.
// Nothing but tests imports it.
//
// A reader may refuse whatever it is given, and has to say so in a sentence; it may not panic,
// write, or take more time and memory than a small file is worth. Time and memory are measured
// while somebody is fuzzing, and not in the ordinary run of the seeds, which a slow computer
// should not fail.
package fuzzing

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"forethought/workbook"
)

// What one small file may cost its reader. Fuzzing slows code down several times.
const (
	MaxTime   = 10 * time.Second
	MaxMemory = 1 << 30 // bytes allocated, what was freed meanwhile included
)

// MaxInput is the largest input that is worth a try: what a reader does with larger files, its
// limits' own tests show.
const MaxInput = 1 << 20

// Bounded runs what reads a made-up file, and ends the process when it takes too long, which
// the fuzzer notes as a fault of that input.
func Bounded(t testing.TB, read func()) {
	t.Helper()
	if !underWay() {
		read()
		return
	}
	tooLong := time.AfterFunc(MaxTime, func() {
		debug.SetTraceback("all")
		panic(fmt.Sprintf("reading takes more than %v", MaxTime))
	})
	defer tooLong.Stop()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read()
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > MaxMemory {
		t.Errorf("reading takes %d MB", n>>20)
	}
}

// underWay says whether somebody is fuzzing, and not running the seeds.
func underWay() bool {
	for _, name := range []string{"test.fuzz", "test.fuzzworker"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" && f.Value.String() != "false" {
			return true
		}
	}
	return false
}

// Explained reports an error that no sentence could be made of.
func Explained(t testing.TB, err error) {
	t.Helper()
	var p *workbook.Problem
	if err == nil || errors.As(err, &p) && p.Kind != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return
	}
	t.Errorf("refused without a sentence: %v", err)
}

// File lays a made-up file into a folder of its own and gives its path, and a check that the
// file is as it was and alone.
func File(t testing.TB, name string, data []byte) (path string, untouched func()) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, func() {
		t.Helper()
		now, err := os.ReadFile(path)
		if err != nil || string(now) != string(data) {
			t.Errorf("the file was changed (%v)", err)
		}
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil || len(entries) != 1 {
			t.Errorf("beside the file lie %v (%v)", entries, err)
		}
	}
}
