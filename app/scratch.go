package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"

	"forethought/tempfile"
	"forethought/workbook"
)

// scratch is a folder that only its owner can read, for files that are shown outside the
// window. It is made when the first is, and goes with everything in it when the workbook is
// closed. What a crash left behind goes at the next start, see sweep.
type scratch struct {
	root string // the folder in which it is made
	mu   sync.Mutex
	dir  string // empty until it is needed
}

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
		if s.dir, err = tempfile.MakeDir(s.root); err != nil {
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

// sweep removes what programs that were killed left in the places where they leave things:
// beside the workbooks that were opened last, among the backups, and where the system keeps
// temporary files. It looks beside the window, since a dead drive answers late.
func (d *desk) sweep(dataFolder string) {
	folders := []string{d.scratch.root, dataFolder, d.shelf.BackupFolder()}
	for _, path := range d.prefs.recent() {
		folders = append(folders, filepath.Dir(path))
	}
	go func() {
		for _, folder := range folders {
			if folder != "" {
				tempfile.Sweep(folder)
			}
		}
	}()
}
