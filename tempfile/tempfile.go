// Package tempfile makes the files that the program needs for a moment, so that none of them
// stays. Only their owner can read them. Whoever makes one removes it; what a program left
// behind that was killed goes when the next one makes a file in the same folder, opens a
// workbook in it, or starts its window.
//
// A name tells the computer and the program that a file belongs to:
//
//	.forethought-<mark of the computer>-<number of the program>-<something>.tmp
//
// so that nothing is removed that is still being written: not what belongs to a program that
// runs on this computer, and of another computer, which may share the folder, only what has
// lain there for a day.
package tempfile

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// Create makes an empty file in a folder, mode 0600, and opens it.
func Create(folder string) (*os.File, error) {
	Sweep(folder)
	return os.CreateTemp(folder, pattern())
}

// MakeDir makes a folder in a folder, mode 0700.
func MakeDir(folder string) (string, error) {
	Sweep(folder)
	return os.MkdirTemp(folder, pattern())
}

// IsOne says whether a name is one that this package gives, or gave in an earlier version.
func IsOne(name string) bool { return form.MatchString(name) }

// Sweep removes from a folder what programs left there that do not run any more. What cannot
// be removed, or looked at, stays.
func Sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !IsOne(e.Name()) {
			continue
		}
		info, err := e.Info()
		if err != nil || !leftBehind(e.Name(), info.ModTime(), time.Now()) {
			continue
		}
		_ = os.RemoveAll(filepath.Join(folder, e.Name())) // of a link, the link
	}
}

var form = regexp.MustCompile(`^\.forethought-(?:([0-9a-f]{8})-(\d+)-)?\d+\.tmp(?:-journal)?$`)

func pattern() string {
	return fmt.Sprintf(".forethought-%s-%d-*.tmp", mark(), os.Getpid())
}

// mark tells computers that share a folder from each other, without telling their names.
func mark() string {
	host, err := os.Hostname()
	if err != nil {
		host = "nameless"
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte("forethought " + host))
	return fmt.Sprintf("%08x", sum.Sum32())
}

// foreign is how long a file may lie whose program cannot be asked about.
const foreign = 24 * time.Hour

// leftBehind says whether a name belongs to a program that does not run any more.
func leftBehind(name string, written, now time.Time) bool {
	m := form.FindStringSubmatch(name)
	if m == nil {
		return false
	}
	pid, err := strconv.Atoi(m[2])
	if err != nil || m[1] != mark() {
		return now.Sub(written) > foreign
	}
	return !running(pid)
}

// running reports whether there is a program of a number.
func running(pid int) bool {
	if pid == os.Getpid() {
		return true
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	if runtime.GOOS == "windows" {
		return true // it has been found, which elsewhere says nothing
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, fs.ErrPermission)
}
