package cli

import (
	"context"
	"errors"

	"forethought/export"
	"forethought/workbook"
)

// importFormVerb reads filled forms back.
type importFormVerb struct {
	Workbook string   `required:"" placeholder:"FILE" help:"cli.import.workbook"`
	Files    []string `arg:"" placeholder:"FILE" help:"cli.import.form.files"`
	acceptance
}

// Help is the key of what the verb does in more words.
func (v *importFormVerb) Help() string { return "cli.import.form.more" }

// Run writes nothing unless what would change is to be accepted.
func (v *importFormVerb) Run(ctx context.Context, env *Env) (err error) {
	c, err := env.Case()
	if err != nil {
		return err
	}
	w, err := v.open(ctx, env, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	bar := progress{env: env}
	defer bar.clear()
	forms, said, err := export.ReadForms(ctx, v.Files, bar.show)
	bar.clear()
	if err != nil {
		return err
	}
	proposal, err := w.ProposeForms(ctx, c, forms)
	if err != nil {
		return err
	}
	return v.settle(ctx, env, w, c, workbook.Join(said, proposal))
}
