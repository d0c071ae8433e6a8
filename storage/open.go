package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"forethought/tempfile"
	"forethought/workbook"
)

// Create makes a workbook for a case and opens it. The file is written under another name
// and renamed when it is complete, readable by its owner alone.
//
// Its errors are of kind ErrExists, ErrNotWritable or ErrDiskFull; ErrBadValue for a case
// without an id.
func Create(ctx context.Context, path string, c CaseRef, o Options) (*Workbook, error) {
	const doing = "create workbook"
	if c.ID == "" {
		return nil, problem(path, doing, &workbook.Problem{Kind: workbook.ErrBadValue, Field: "case"})
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, problem(path, doing, err)
	}
	steps, err := builtInSteps()
	if err != nil {
		return nil, problem(path, doing, err)
	}
	err = writeBeside(path, func(scratch string) error { return found(ctx, scratch, c, steps, o.now()) })
	if err != nil {
		return nil, problem(path, doing, err)
	}
	o.ReadOnly = false
	return Open(ctx, path, o)
}

// found fills an empty file with the tables and the one row that says what it is.
func found(ctx context.Context, path string, c CaseRef, steps []step, at time.Time) error {
	db, err := connect(path, readWrite)
	if err != nil {
		return err
	}
	err = migrate(ctx, db, steps)
	if err == nil {
		_, err = db.ExecContext(ctx,
			"INSERT INTO book (one, id, case_id, case_version, created) VALUES (1, ?, ?, ?, ?)",
			NewID(), c.ID, c.Version, stamp(at))
	}
	return errors.Join(err, db.Close())
}

// Open opens a workbook. A file written by an older Forethought is brought up to date, after
// a backup. A file that cannot be written, or whose folder cannot, is opened for reading
// only. With a folder for backups, a backup is made when the newest is more than a day old
// and something changed since; that it failed does not keep the workbook shut, see
// [Workbook.LastBackup].
//
// A file whose tables, views or triggers are not those that Forethought makes is damaged,
// however it is opened. One that is opened for writing has its structure checked first, which
// reads all of it; with Options.CheckLater that goes on beside, see [Workbook.Looked], and writing waits for it. Opened with
// Options.ReadOnly the check is left out, so that what can be read of a damaged file can be
// looked at and copied.
//
// With a case in the options, a workbook that was answered against an earlier version of it is
// carried along to the case's own, after a backup: every answer stays where it is, and what the
// case asks now is noted; see [Workbook.Carried].
//
// Its errors are of kind ErrNoSuchFile, ErrNotAWorkbook, ErrNewerVersion, ErrDamaged, with a case
// ErrOtherCase and ErrNewerCase (answered against a later version than the case's),
// ErrReadOnly (an older file that cannot be brought up to date, which is ErrOlderVersion
// too, or one with a half-written change that cannot be taken back), ErrForeignJournal for one
// beside which the journal of another file lies, ErrBusy,
// ErrNotWritable (also for a file that may not even be read) or ErrDiskFull (while bringing
// it up to date). The file is then as it was.
func Open(ctx context.Context, path string, o Options) (*Workbook, error) {
	steps, err := builtInSteps()
	if err != nil {
		return nil, problem(path, "open workbook", err)
	}
	return openWith(ctx, path, o, steps)
}

func openWith(ctx context.Context, path string, o Options, steps []step) (*Workbook, error) {
	const doing = "open workbook"
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, problem(path, doing, err)
	}
	if err := recognize(ctx, path, len(steps)); err != nil {
		return nil, problem(path, doing, err)
	}
	if err := fitsBeside(ctx, path); err != nil {
		return nil, problem(path, doing, err)
	}
	if !o.ReadOnly {
		tempfile.Sweep(filepath.Dir(path))
	}
	w := &Workbook{path: path, options: o, readOnly: o.ReadOnly}
	if o.ReadOnly {
		err = finishRollback(ctx, path)
	} else {
		w.readOnly, err = refusesWriting(ctx, path)
	}
	if err != nil {
		return nil, problem(path, doing, err)
	}
	how := readWrite
	if w.readOnly {
		how = readOnly
	}
	if w.db, err = connect(path, how); err != nil {
		return nil, problem(path, doing, err)
	}
	err = w.prepare(ctx, steps)
	if err == nil && !w.readOnly {
		_, err = w.db.ExecContext(ctx, keepJournal)
	}
	if err != nil {
		_ = w.Close()
		return nil, problem(path, doing, err)
	}
	return w, nil
}

// prepare brings an opened file to where it can be used.
func (w *Workbook) prepare(ctx context.Context, steps []step) error {
	version, err := identify(ctx, w.db, w.path, len(steps))
	if err != nil {
		return err
	}
	if err := soundSchema(ctx, w.db, w.path, steps, version); err != nil {
		return err
	}
	later := w.options.CheckLater && !w.options.ReadOnly && version == len(steps)
	if !w.options.ReadOnly && !later {
		if err := soundStructure(ctx, w.db, w.path); err != nil {
			return err
		}
	}
	if w.id, w.ref, err = bookOf(ctx, w.db, w.path); err != nil {
		return err
	}
	if err := w.fits(w.options.Case); err != nil {
		return err
	}
	older := w.options.Case != nil && w.ref.Version < w.options.Case.Version && !w.readOnly
	if later && !older {
		w.lookLater()
		return errors.Join(w.carryAlong(ctx), ctx.Err())
	}
	if later { // it is written to at once, so it is checked at once
		if err := soundStructure(ctx, w.db, w.path); err != nil {
			return err
		}
	}
	if version < len(steps) && w.readOnly {
		return refuse(workbook.ErrReadOnly, w.path, workbook.ErrOlderVersion)
	}
	if (version < len(steps) || older) && w.options.BackupDir != "" {
		if _, err := w.Backup(ctx); err != nil {
			return err
		}
	}
	if version < len(steps) {
		if err := migrate(ctx, w.db, steps); err != nil {
			return err
		}
	}
	if err := w.carryAlong(ctx); err != nil {
		return err
	}
	w.backupDaily(ctx)
	return ctx.Err()
}

// recognize looks at what a file is without taking a lock or leaving a trace, so that
// another program's database is not touched at all. It lets pass what it cannot judge: a
// file that somebody writes at this moment may look damaged to it.
func recognize(ctx context.Context, path string, newest int) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse(workbook.ErrNoSuchFile, path, nil)
	case err != nil:
		return refuse(workbook.ErrNotWritable, path, err)
	case !info.Mode().IsRegular(), info.Size() == 0:
		return refuse(workbook.ErrNotAWorkbook, path, nil)
	}
	db, err := connect(path, untouched)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = identify(ctx, db, path, newest)
	if errors.Is(err, workbook.ErrNotAWorkbook) || errors.Is(err, workbook.ErrNewerVersion) {
		return err
	}
	if isNotADatabase(err) {
		return notADatabase(path, err)
	}
	return nil
}

// identify reads from an open database whether it is a workbook, and its version.
func identify(ctx context.Context, q queryer, path string, newest int) (int, error) {
	var application, version int
	if err := q.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err != nil {
		return 0, err
	}
	if err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	switch {
	case application != ApplicationID:
		return 0, refuse(workbook.ErrNotAWorkbook, path, nil)
	case version > newest:
		return 0, refuse(workbook.ErrNewerVersion, path, fmt.Errorf("version %d, newest known %d", version, newest))
	case version < 1:
		return 0, refuse(workbook.ErrDamaged, path, errors.New("no version"))
	}
	return version, nil
}

// notADatabase judges a file without SQLite's header. Zeros are what a crash or a broken
// synchronisation makes of a file; anything else was never a workbook.
func notADatabase(path string, cause error) error {
	f, err := os.Open(path)
	if err != nil {
		return refuse(workbook.ErrNotWritable, path, err)
	}
	defer f.Close()
	head := make([]byte, 16)
	n, _ := io.ReadFull(f, head)
	for _, b := range head[:n] {
		if b != 0 {
			return refuse(workbook.ErrNotAWorkbook, path, cause)
		}
	}
	return refuse(workbook.ErrDamaged, path, cause)
}

// finishRollback takes back what a crash left half written, when there is such a thing:
// until then nothing can be read, and a connection for reading only may not do it.
func finishRollback(ctx context.Context, path string) error {
	var version int
	ask := func(how access) error {
		db, err := connect(path, how)
		if err != nil {
			return err
		}
		return errors.Join(db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version), db.Close())
	}
	err := ask(readOnly)
	if needsRollback(err) {
		err = ask(readWrite)
	}
	return err
}

// refusesWriting finds out whether a file can be changed, by beginning to and taking it
// back: permissions, a read-only drive and a folder that allows no journal all show only
// then.
func refusesWriting(ctx context.Context, path string) (bool, error) {
	db, err := connect(path, readWrite)
	if err != nil {
		return false, err
	}
	defer db.Close()
	err = tryWriting(ctx, db)
	switch kind := kindOf(err); {
	case errors.Is(kind, workbook.ErrReadOnly), errors.Is(kind, workbook.ErrNotWritable):
		return true, nil
	case errors.Is(kind, workbook.ErrDiskFull):
		return false, nil // the edit will say so, and may succeed once there is room
	}
	return false, err
}

func tryWriting(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
	return err
}

// soundStructure checks the whole file's structure; it reads all of it.
func soundStructure(ctx context.Context, q queryer, path string) error {
	var found string
	if err := q.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return refuse(workbook.ErrDamaged, path, errors.New(found))
	}
	return nil
}

// bookOf reads what the workbook says of itself.
func bookOf(ctx context.Context, q queryer, path string) (id string, ref CaseRef, err error) {
	err = q.QueryRowContext(ctx, "SELECT id, case_id, case_version FROM book WHERE one = 1").
		Scan(&id, &ref.ID, &ref.Version)
	if err != nil && kindOf(err) == nil && ctx.Err() == nil {
		err = refuse(workbook.ErrDamaged, path, err) // the table or its row is not there
	}
	return id, ref, err
}
