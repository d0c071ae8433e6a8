package tempfile

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asChild is set where this test is the program that will be killed.
const asChild = "FORETHOUGHT_TEMPFILE_CHILD"

func TestWhatAKilledProgramLeftGoesAndNothingElse(t *testing.T) {
	if folder := os.Getenv(asChild); folder != "" {
		file, err := Create(folder)
		if err != nil {
			t.Fatal(err)
		}
		dir, err := MakeDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{file.Name() + "-journal", filepath.Join(dir, "plan.pdf")} {
			if err := os.WriteFile(name, []byte("secret"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Println("made")
		select {} // until it is killed
	}
	folder := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), asChild+"="+folder)
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "made"; {
	}
	own, err := Create(folder)
	if err != nil {
		t.Fatal(err)
	}
	_ = own.Close()
	others := []string{
		filepath.Base(own.Name()), "plan.pdf", ".forethought", ".forethought-notes.txt",
		".forethought-00000000-1-1.tmp", // of another computer
		".forethought-123.tmp",          // of an earlier version
	}
	for _, name := range others[1:] {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	made := map[string]bool{}
	for _, name := range listing(t, folder) {
		made[name] = true
		if info, err := os.Lstat(filepath.Join(folder, name)); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			t.Errorf("others may read %s: %v, %v", name, info.Mode(), err)
		}
	}
	if len(made) != len(others)+3 {
		t.Fatalf("the child left %d files", len(made)-len(others))
	}

	Sweep(folder)
	if left := listing(t, folder); len(left) != len(made) {
		t.Fatalf("something was taken from a program that runs: left is %q", left)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	Sweep(folder)
	left := strings.Join(listing(t, folder), " ")
	for _, name := range others {
		if !strings.Contains(left, name) {
			t.Errorf("%s was taken away", name)
		}
	}
	if n := len(listing(t, folder)); n != len(others) {
		t.Errorf("left is %s", left)
	}
}

func TestWhatCannotBeAskedAboutGoesAfterADay(t *testing.T) {
	now := time.Date(2027, time.March, 3, 11, 30, 0, 0, time.UTC)
	mine := fmt.Sprintf(".forethought-%s-%d-1.tmp", mark(), os.Getpid())
	for name, want := range map[string][2]bool{ // after an hour, after two days
		".forethought-123.tmp":                 {false, true},
		".forethought-123.tmp-journal":         {false, true},
		".forethought-00000000-1-123.tmp":      {false, true},
		mine:                                   {false, false},
		".forethought-0000000-1-123.tmp":       {false, false}, // no name of ours
		"plan.tmp":                             {false, false},
		".forethought-123.tmp.pdf":             {false, false},
		".forethought-" + mark() + "-x-12.tmp": {false, false},
	} {
		if got := [2]bool{leftBehind(name, now.Add(-time.Hour), now), leftBehind(name, now.Add(-48*time.Hour), now)}; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func listing(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
