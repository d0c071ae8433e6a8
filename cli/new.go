package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"forethought/storage"
	"forethought/workbook"
)

// newVerb makes an empty workbook.
type newVerb struct {
	File string `arg:"" placeholder:"FILE" help:"cli.new.file"`
	Case string `placeholder:"ID" default:"beslan-2004" help:"cli.new.case"`
}

// Run refuses to write over a file.
func (v *newVerb) Run(ctx context.Context, env *Env) error {
	c, err := env.Case()
	if err != nil {
		return err
	}
	if v.Case != c.ID {
		return Say("cli.new.no-such-case", "Value", workbook.Shorten(v.Case, 60), "Known", c.ID)
	}
	path := v.File
	if !strings.EqualFold(filepath.Ext(path), storage.Extension) {
		path += storage.Extension
	}
	w, err := storage.Create(ctx, path, caseRef(c), storage.Options{Now: env.Now, Case: c})
	if err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.new.done", "File", path, "Case", c.Title))
	return nil
}

func caseRef(c *workbook.Case) storage.CaseRef {
	return storage.CaseRef{ID: c.ID, Version: c.Version}
}
