package cli

import (
	"context"
	"fmt"

	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// theCase is the case that the program has.
func (e *Env) theCase() (*workbook.Case, error) {
	if e.Case != nil {
		return e.Case, nil
	}
	return assets.LoadBuiltInCase()
}

// read opens a workbook for reading only. One that was answered against an earlier version of
// the case is read with the program's.
func (e *Env) read(ctx context.Context, file string) (*storage.Workbook, error) {
	return e.open(ctx, file, storage.Options{ReadOnly: true})
}

// write opens a workbook to change it, and says so where it carries it along to the program's
// version of the case.
func (e *Env) write(ctx context.Context, file string, by workbook.Author) (*storage.Workbook, error) {
	w, err := e.open(ctx, file, storage.Options{By: by})
	if err == nil && w.Carried() > 0 {
		fmt.Fprintln(e.Stdout, e.Words.Text("cli.carried", "File", file, "From", w.Carried(), "Version", w.Case().Version))
	}
	return w, err
}

func (e *Env) open(ctx context.Context, file string, o storage.Options) (*storage.Workbook, error) {
	c, err := e.theCase()
	if err != nil {
		return nil, err
	}
	o.Case, o.Now = c, e.Now
	return storage.Open(ctx, file, o)
}
