package storage

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"time"

	"forethought/workbook"
)

const (
	// KeptBackups is how many backups of one workbook are kept; the oldest go first.
	KeptBackups = 20
	// backupEvery is the age of the newest backup after which opening makes another.
	backupEvery = 24 * time.Hour
)

// Backup writes a complete copy of the workbook into the folder for backups and returns its
// path. The copy is examined before it gets its name, and is flushed to the disk; only then
// are backups beyond the newest [KeptBackups] removed. Others may write meanwhile; the copy
// is the state of one moment.
//
// Its errors are of kind ErrNotWritable (also when no folder was set), ErrDiskFull or, for
// a workbook that cannot be read whole, ErrDamaged. No backup is lost by an error.
func (w *Workbook) Backup(ctx context.Context) (string, error) {
	const doing = "back up workbook"
	dir := w.options.BackupDir
	if dir == "" {
		return "", problem(w.path, doing, refuse(workbook.ErrNotWritable, w.path, errors.New("no folder for backups")))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", problem(dir, doing, err)
	}
	name := backupName{stem: stemOf(w.path), id: w.id, at: w.options.now().Truncate(time.Millisecond)}
	for {
		target := filepath.Join(dir, name.String())
		err := w.copyTo(ctx, target)
		if errors.Is(err, workbook.ErrExists) {
			name.at = name.at.Add(time.Millisecond)
			continue
		}
		if err != nil {
			return "", problem(target, doing, err)
		}
		w.noteBackup(name.at, nil)
		w.noteMade(target)
		// The copy stands; that an old one could not be removed is no reason to say it failed.
		_ = prune(dir, w.id)
		return target, nil
	}
}

// SaveCopy writes a complete copy of the workbook under another name, with its history and
// the same id. It works for a workbook that is open for reading only, too. The copy is
// examined, flushed and then renamed into place. Its errors are of kind ErrExists,
// ErrNotWritable, ErrDiskFull or ErrDamaged; nothing is left behind then.
func (w *Workbook) SaveCopy(ctx context.Context, to string) error {
	return problem(to, "save copy", w.copyTo(ctx, to))
}

// Restore makes a workbook file from a backup. It never overwrites: to must not exist, so a
// damaged workbook is to be renamed first, which keeps it. The backup stays as it is, and
// what stands under the new name has been examined.
//
// Its errors are those of [Open] for the backup, and ErrExists, ErrNotWritable or
// ErrDiskFull for the new file.
func Restore(ctx context.Context, backup, to string) error {
	const doing = "restore backup"
	backup, err := filepath.Abs(backup)
	if err != nil {
		return problem(backup, doing, err)
	}
	steps, err := builtInSteps()
	if err != nil {
		return problem(backup, doing, err)
	}
	if err := recognize(ctx, backup, len(steps)); err != nil {
		return problem(backup, doing, err)
	}
	if err := fitsBeside(ctx, backup); err != nil {
		return problem(backup, doing, err)
	}
	db, err := connect(backup, readOnly)
	if err != nil {
		return problem(backup, doing, err)
	}
	w := &Workbook{path: backup, readOnly: true, db: db}
	defer db.Close()
	if _, err = identify(ctx, db, backup, len(steps)); err == nil {
		err = soundStructure(ctx, db, backup)
	}
	if err == nil {
		w.id, w.ref, err = bookOf(ctx, db, backup)
	}
	if err != nil {
		return problem(backup, doing, err)
	}
	return problem(to, doing, w.copyTo(ctx, to))
}

// LastBackup is the time of the newest backup that is known, zero for none, and why the one
// that was due on opening could not be made, nil when it could or none was due.
func (w *Workbook) LastBackup() (time.Time, error) {
	w.backups.Lock()
	defer w.backups.Unlock()
	return w.lastBackup, w.backupErr
}

// MadeBackup is the path of the newest backup that was made since this workbook was opened,
// opening itself included; empty for none.
func (w *Workbook) MadeBackup() string {
	w.backups.Lock()
	defer w.backups.Unlock()
	return w.madeBackup
}

func (w *Workbook) noteMade(path string) {
	w.backups.Lock()
	defer w.backups.Unlock()
	w.madeBackup = path
}

func (w *Workbook) noteBackup(at time.Time, err error) {
	w.backups.Lock()
	defer w.backups.Unlock()
	if err == nil {
		w.lastBackup = at
	}
	w.backupErr = err
}

// backupDaily makes a backup when the newest is old and the workbook has grown since, and
// notes how that went.
func (w *Workbook) backupDaily(ctx context.Context) {
	if w.options.BackupDir == "" {
		return
	}
	files, err := backupsOf(w.options.BackupDir, func(n backupName) bool { return n.id == w.id })
	if err != nil {
		w.noteBackup(time.Time{}, problem(w.options.BackupDir, "list backups", err))
		return
	}
	if len(files) > 0 {
		w.noteBackup(files[0].At, nil)
	}
	if w.readOnly || len(files) > 0 && w.options.now().Sub(files[0].At) < backupEvery {
		return
	}
	seq, err := w.Seq(ctx)
	if err == nil && seq > 0 && (len(files) == 0 || files[0].lastSeq(ctx) != seq) {
		_, err = w.Backup(ctx)
	}
	if err != nil {
		w.noteBackup(time.Time{}, err)
	}
}

// copyTo writes a compact copy of the open database, examines it and puts it in place.
func (w *Workbook) copyTo(ctx context.Context, target string) error {
	target, err := filepath.Abs(target)
	if err != nil {
		return err
	}
	return writeBeside(target, func(scratch string) error {
		if _, err := w.db.ExecContext(ctx, "VACUUM INTO ?", scratch); err != nil {
			if errors.Is(kindOf(err), workbook.ErrDamaged) {
				return refuse(workbook.ErrDamaged, w.path, err)
			}
			return err
		}
		return w.checkCopy(ctx, scratch)
	})
}

// checkCopy examines a finished copy that has not got its name yet.
func (w *Workbook) checkCopy(ctx context.Context, scratch string) error {
	return look(scratch, func(db *sql.DB) error {
		found, err := integrity(ctx, db)
		if err != nil {
			return err
		}
		id, _, err := bookOf(ctx, db, scratch)
		if err != nil {
			return err
		}
		if len(found) > 0 || id != w.id {
			return refuse(workbook.ErrDamaged, w.path, errors.New("the copy failed its check"))
		}
		return nil
	})
}

// look reads a file without a trace.
func look(path string, f func(*sql.DB) error) error {
	db, err := connect(path, untouched)
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}
