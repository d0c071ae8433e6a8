package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"forethought/tempfile"
	"forethought/workbook"
)

// writeBeside makes a file: fill writes it under another name in the same folder, then it
// is flushed and put in place. The target is never overwritten and never stands half
// written; after an error nothing is left. Its errors are of kind ErrExists, ErrJournalThere,
// ErrNotWritable and ErrDiskFull besides those of fill.
func writeBeside(target string, fill func(scratch string) error) error {
	if _, err := os.Lstat(target); err == nil {
		return refuse(workbook.ErrExists, target, nil)
	}
	return writeInPlace(target, place, fill)
}

// writeOver is writeBeside for a person who said that a file of that name may go. It goes when
// the new one is complete. What is no file is not replaced (ErrNotAFile).
func writeOver(target string, fill func(scratch string) error) error {
	if info, err := os.Lstat(target); err == nil && !info.Mode().IsRegular() {
		return refuse(workbook.ErrNotAFile, target, nil)
	}
	return writeInPlace(target, rename, fill)
}

func writeInPlace(target string, place func(scratch, target string) error, fill func(scratch string) error) error {
	if err := nothingBeside(target); err != nil {
		return err
	}
	f, err := tempfile.Create(filepath.Dir(target)) // mode 0600, which SQLite keeps
	if err != nil {
		return err
	}
	scratch := f.Name()
	defer func() {
		_ = os.Remove(scratch)
		_ = os.Remove(scratch + "-journal")
	}()
	if err := f.Close(); err != nil {
		return err
	}
	if err := fill(scratch); err != nil {
		return err
	}
	if err := flush(scratch, os.O_RDWR); err != nil {
		return err
	}
	if err := nothingBeside(target); err != nil { // it may have come meanwhile
		return err
	}
	if err := place(scratch, target); err != nil {
		return err
	}
	// A folder cannot be flushed everywhere; where it can, the new name is durable.
	_ = flush(filepath.Dir(target), os.O_RDONLY)
	return nil
}

func flush(path string, how int) error {
	f, err := os.OpenFile(path, how, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// place gives a finished file its name. A hard link fails when the name is taken, which no
// rename does; where the file system knows no links, a look beforehand has to do.
func place(scratch, target string) error {
	err := os.Link(scratch, target)
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrExist) {
		return refuse(workbook.ErrExists, target, nil)
	}
	if _, err := os.Lstat(target); err == nil {
		return refuse(workbook.ErrExists, target, nil)
	}
	return rename(scratch, target)
}

// rename gives a file a name, also one that is taken.
func rename(scratch, target string) error {
	// Programs that synchronise or scan a folder hold new files for a moment.
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		err := os.Rename(scratch, target)
		if err == nil || wait > time.Second {
			return err
		}
		time.Sleep(wait)
	}
}
