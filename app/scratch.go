package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"sync"
	"syscall"

	"forethought/workbook"
)

// scratch is a folder that only its owner can read, for files that are shown outside the
// window. It is made when the first is, and goes with everything in it when the workbook is
// closed. What a crash left behind goes at the next start, see sweepScratch.
type scratch struct {
	root string // the folder in which it is made
	mu   sync.Mutex
	dir  string // empty until it is needed
}

// scratchName is a scratch folder's name; the number is that of the program that made it.
const scratchName = "forethought-evidence-"

var scratchForm = regexp.MustCompile(`^` + scratchName + `(\d+)-`)

// write puts a file into a folder of its own, so that its name can be what it is. Its errors
// are of kind ErrDiskFull and ErrNotWritable.
func (s *scratch) write(name string, data []byte) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	path, err := s.put(name, data)
	if err == nil {
		return path, nil
	}
	kind := workbook.ErrNotWritable
	if errors.Is(err, syscall.ENOSPC) || runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(39))) {
		kind = workbook.ErrDiskFull
	}
	return "", fmt.Errorf("write out file: %w", &workbook.Problem{Kind: kind, File: name, Err: err})
}

func (s *scratch) put(name string, data []byte) (path string, err error) {
	if s.dir == "" {
		// MkdirTemp makes it 0700.
		if s.dir, err = os.MkdirTemp(s.root, scratchName+strconv.Itoa(os.Getpid())+"-*"); err != nil {
			s.dir = ""
			return "", err
		}
	}
	own, err := os.MkdirTemp(s.dir, "*")
	if err != nil {
		return "", err
	}
	path = filepath.Join(own, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		_ = os.RemoveAll(own)
		return "", err
	}
	return path, nil
}

// clear removes the folder. What another program still holds open stays, where the system
// does not let it go, until the next start.
func (s *scratch) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir != "" {
		_ = os.RemoveAll(s.dir)
		s.dir = ""
	}
}

// sweepScratch removes what programs left behind that do not run any more.
func sweepScratch(root string) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return // nothing to sweep where nothing can be looked at
	}
	for _, e := range entries {
		m := scratchForm.FindStringSubmatch(e.Name())
		if m == nil || !e.IsDir() {
			continue
		}
		if pid, err := strconv.Atoi(m[1]); err == nil && pid != os.Getpid() && !running(pid) {
			_ = os.RemoveAll(filepath.Join(root, e.Name()))
		}
	}
}

// running reports whether there is a program of a number.
func running(pid int) bool {
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
