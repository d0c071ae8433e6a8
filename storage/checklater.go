package storage

import (
	"context"
	"errors"
)

// lookLater checks the structure of an opened file beside, and makes the backup that is due.
// Until it has come to an end nothing is written; reading goes on meanwhile. It uses a
// connection of its own, so that what a person looks at does not wait for it.
func (w *Workbook) lookLater() {
	ctx, cancel := context.WithCancel(context.Background())
	w.looked, w.stopLooking = make(chan struct{}), cancel
	go func() {
		defer close(w.looked)
		w.unsound = problem(w.path, "open workbook", w.lookWhole(ctx))
	}()
}

// lookWhole reads the whole file.
func (w *Workbook) lookWhole(ctx context.Context) error {
	db, err := connect(w.path, readOnly)
	if err != nil {
		return err
	}
	beside := &Workbook{path: w.path, options: w.options, readOnly: w.readOnly, id: w.id, ref: w.ref, db: db}
	if err = soundStructure(ctx, db, w.path); err == nil {
		beside.backupDaily(ctx)
		at, failed := beside.LastBackup()
		w.backups.Lock()
		w.lastBackup, w.backupErr, w.madeBackup = at, failed, beside.MadeBackup()
		w.backups.Unlock()
		err = ctx.Err()
	}
	return errors.Join(err, db.Close())
}

// Looked waits until a workbook that was opened with Options.CheckLater has been checked and
// backed up where that is due, and says what the check found, as [Open] does otherwise: an
// error of kind ErrDamaged, with which every attempt to write fails from then on. After an
// Open without that option it returns nil at once.
func (w *Workbook) Looked(ctx context.Context) error {
	if w.looked == nil {
		return nil
	}
	select {
	case <-w.looked:
		return w.unsound
	case <-ctx.Done():
		return ctx.Err()
	}
}
