package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"

	"forethought/workbook"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// problem wraps an error with what was being done and, where a person can do something
// about it, makes it a [workbook.Problem] that names the file. It is the one place where
// SQLite's and the system's codes are told apart.
func problem(file, doing string, err error) error {
	if err == nil {
		return nil
	}
	var p *workbook.Problem
	if errors.As(err, &p) {
		if p.File == "" {
			p.File = file
		}
		return fmt.Errorf("%s: %w", doing, err)
	}
	if kind := kindOf(err); kind != nil {
		err = &workbook.Problem{Kind: kind, File: file, Err: err}
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// kindOf is the sentinel for an error of SQLite or of the system, nil where there is none.
func kindOf(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) {
		if e.Code() == codes.SQLITE_ERROR && notAsMade(e.Error()) {
			return workbook.ErrDamaged
		}
		return kindOfCode(e.Code())
	}
	var errno syscall.Errno
	switch {
	case err != nil && strings.Contains(err.Error(), "sql: Scan error"): // of another type than its column: a page of something else
		return workbook.ErrDamaged
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return workbook.ErrDiskFull
	case runtime.GOOS == "windows" && errors.As(err, &errno) && (errno == 39 || errno == 112):
		return workbook.ErrDiskFull // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
	case errors.Is(err, fs.ErrExist):
		return workbook.ErrExists
	}
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	if errors.As(err, &pathErr) || errors.As(err, &linkErr) {
		return workbook.ErrNotWritable
	}
	return nil
}

// notAsMade reports whether SQLite missed a part of the file that every workbook of its
// version has, or could not make sense of it. It has no code of its own for that.
func notAsMade(message string) bool {
	for _, part := range []string{"unsupported file format", "invalid fts5 file format", "no such table", "no such column", "missing from index", "vtable constructor failed"} {
		if strings.Contains(message, part) {
			return true
		}
	}
	return false
}

// kindOfCode is the sentinel for a SQLite result code, nil for those that are faults of
// the program.
func kindOfCode(code int) error {
	switch code {
	case codes.SQLITE_READONLY_DBMOVED, codes.SQLITE_IOERR_FSTAT:
		return workbook.ErrNoSuchFile // moved, deleted or replaced since it was opened
	case codes.SQLITE_IOERR_SHORT_READ:
		return workbook.ErrDamaged // it ends too early
	}
	switch code & 0xff {
	case codes.SQLITE_FULL:
		return workbook.ErrDiskFull
	case codes.SQLITE_READONLY:
		return workbook.ErrReadOnly
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		return workbook.ErrDamaged
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_PROTOCOL:
		return workbook.ErrBusy
	case codes.SQLITE_CANTOPEN, codes.SQLITE_PERM, codes.SQLITE_AUTH, codes.SQLITE_IOERR:
		// A full disk comes as SQLITE_FULL; what is left of the I/O errors is a drive that
		// went away or refuses.
		return workbook.ErrNotWritable
	}
	return nil
}

// isNotADatabase reports whether SQLite found another kind of file.
func isNotADatabase(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == codes.SQLITE_NOTADB
}

// needsRollback reports whether a file cannot be read before a change that a crash left half
// written is taken back.
func needsRollback(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == codes.SQLITE_READONLY_ROLLBACK
}

// refuse makes a Problem of a kind for a file.
func refuse(kind error, file string, cause error) error {
	return &workbook.Problem{Kind: kind, File: file, Err: cause}
}
