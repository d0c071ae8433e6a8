package storage

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"forethought/workbook"
)

// smallDiskEnv tells the test program that it runs where it may mount a disk of its own.
const smallDiskEnv = "FORETHOUGHT_TEST_SMALL_DISK"

// The disk runs full, again and again, at work on a workbook: each edit is there or was
// refused with the reason, a backup is whole or not there, and once there is room, work goes
// on. The disk is a real one of a few megabytes in a namespace of our own.
func TestDiskFull(t *testing.T) {
	if os.Getenv(smallDiskEnv) != "" {
		fillDisk(t)
		return
	}
	c := exec.Command(os.Args[0], "-test.run=^TestDiskFull$", "-test.v")
	c.Env = append(os.Environ(), smallDiskEnv+"="+t.TempDir())
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	said, err := c.CombinedOutput()
	switch {
	case len(said) == 0 && err != nil:
		t.Skipf("no disk can be mounted here: %v", err)
	case err != nil:
		t.Fatalf("%v\n%s", err, said)
	case strings.Contains(string(said), "--- SKIP"):
		t.Skipf("%s", said)
	}
	t.Logf("%s", said)
}

func fillDisk(t *testing.T) {
	ctx := context.Background()
	const size = 3 << 20
	dir := os.Getenv(smallDiskEnv)
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	defer func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }()
	ballast := filepath.Join(dir, "ballast")
	random := dice(t)
	refusals, rounds := 0, torture(4, 200)
	var w *Workbook
	var m *model
	var e *editor
	for round := range rounds {
		if round%4 == 0 { // a new file, since it grows
			if w != nil {
				shut(t, w)
				clearDisk(t, dir)
			}
			var err error
			backups := filepath.Join(dir, "backups")
			if w, err = Create(ctx, filepath.Join(dir, "Plan.forethought"), beslan, Options{BackupDir: backups}); err != nil {
				t.Fatal(err)
			}
			m, e = newModel(), newEditor(w, random)
		}
		try := func() bool {
			t.Helper()
			b, err := e.next(ctx)
			if err != nil {
				wantKind(t, err, workbook.ErrDiskFull)
				return false
			}
			if b.Seq > 0 {
				m.commit(b)
			}
			return true
		}
		for range 2 + random.IntN(4) {
			if !try() {
				t.Fatal("the disk is full already")
			}
		}
		// Somebody else's file takes all but a few pages of the room, then less and less.
		var fs syscall.Statfs_t
		if err := syscall.Statfs(dir, &fs); err != nil {
			t.Fatal(err)
		}
		free := int(fs.Bavail) * int(fs.Bsize)
		if err := os.WriteFile(ballast, make([]byte, max(0, free-random.IntN(40)*4096)), 0o600); err != nil {
			t.Fatal(err)
		}
		for range 12 {
			if !try() {
				refusals++
				if found := m.differs(w); found != "" {
					t.Fatal(found)
				}
			}
		}
		to := filepath.Join(dir, "copy.forethought")
		if err := w.SaveCopy(ctx, to); err != nil {
			wantKind(t, err, workbook.ErrDiskFull)
			if _, err := os.Lstat(to); !errors.Is(err, os.ErrNotExist) {
				t.Fatalf("half a copy is left: %v", err)
			}
		}
		_ = os.Remove(to)
		if err := os.Truncate(ballast, 0); err != nil {
			t.Fatal(err)
		}
		// Closed and opened while it was full, or just used on: the same.
		if random.IntN(2) == 0 {
			shut(t, w)
			var err error
			if w, err = Open(ctx, w.Path(), Options{BackupDir: filepath.Join(dir, "backups")}); err != nil {
				t.Fatal(err)
			}
			e.w = w
		}
		m.wantAll(t, w)
		for _, b := range backupsIn(t, w) {
			if b.Problem != nil {
				t.Fatal(b.Problem)
			}
		}
		if err := os.RemoveAll(filepath.Join(dir, "backups")); err != nil {
			t.Fatal(err)
		}
		wantBeside(t, w.Path(), "ballast", filepath.Base(w.Path())+"-journal")
	}
	shut(t, w)
	wantBeside(t, w.Path(), "ballast")
	if refusals == 0 {
		t.Error("the disk was never full")
	}
	t.Logf("a disk of %d bytes ran full %d times, %d edits were refused", size, rounds, refusals)
}

func backupsIn(t *testing.T, w *Workbook) []BackupFile {
	t.Helper()
	files, err := Backups(w.options.BackupDir, w.Path())
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func clearDisk(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
}
