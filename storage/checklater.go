package storage

import (
	"context"
	"errors"
	"sync"
)

// lookLater has the structure of an opened file checked beside, and the backup made that is
// due, from when somebody asks for it or wants to write. Until it has come to an end nothing is
// written; reading goes on meanwhile. It uses a connection of its own, so that what a person
// looks at does not wait for it.
func (w *Workbook) lookLater() {
	ctx, cancel := context.WithCancel(context.Background())
	w.looked, w.stopLooking = make(chan struct{}), cancel
	w.look = sync.OnceFunc(func() {
		go func() {
			defer close(w.looked)
			w.unsound = problem(w.path, "open workbook", w.lookWhole(ctx))
		}()
	})
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

// Looked has a workbook that was opened with Options.CheckLater checked, and backed up where
// that is due, waits until that is done, and says what the check found, as [Open] does otherwise: an
// error of kind ErrDamaged, with which every attempt to write fails from then on. After an
// Open without that option it returns nil at once.
func (w *Workbook) Looked(ctx context.Context) error {
	if w.looked == nil {
		return nil
	}
	w.look()
	select {
	case <-w.looked:
		return w.unsound
	case <-ctx.Done():
		return ctx.Err()
	}
}
