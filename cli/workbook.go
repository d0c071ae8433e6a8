package cli

import (
	"context"
	"fmt"

	"forethought/storage"
	"forethought/workbook"
)

// read opens a workbook for reading only. One that was answered against an earlier version of
// the case is read with the program's.
func (e *Env) read(ctx context.Context, file string) (*storage.Workbook, error) {
	return e.open(ctx, file, storage.Options{ReadOnly: true})
}

// write opens a workbook to change it, with the backups that the window makes: before its form
// or its version of the case changes, and once a day. It says so where it makes one, and where
// it carries the workbook along to the program's version of the case.
func (e *Env) write(ctx context.Context, file string, by workbook.Author) (*storage.Workbook, error) {
	w, err := e.open(ctx, file, storage.Options{By: by, BackupDir: e.BackupDir})
	if err != nil {
		return nil, err
	}
	if made := w.MadeBackup(); made != "" {
		fmt.Fprintln(e.Stdout, e.Words.Text("cli.backed-up", "File", file, "Backup", made))
	} else if _, failed := w.LastBackup(); failed != nil {
		why, _ := e.Words.Explain(failed)
		fmt.Fprintln(e.Stderr, e.Words.Text("cli.backup-failed", "File", file, "Why", why))
	}
	if w.Carried() > 0 {
		fmt.Fprintln(e.Stdout, e.Words.Text("cli.carried", "File", file, "From", w.Carried(), "Version", w.Case().Version))
	}
	return w, nil
}

func (e *Env) open(ctx context.Context, file string, o storage.Options) (*storage.Workbook, error) {
	c, err := e.Case()
	if err != nil {
		return nil, err
	}
	o.Case, o.Now = c, e.Now
	return storage.Open(ctx, file, o)
}
