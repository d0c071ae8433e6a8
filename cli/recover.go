package cli

import (
	"context"
	"fmt"

	"forethought/storage"
	"forethought/workbook"
)

// recoverVerb reads what can be read of a damaged workbook.
type recoverVerb struct {
	File string `arg:"" placeholder:"FILE" help:"cli.recover.file"`
	Out  string `short:"o" required:"" placeholder:"FILE" help:"cli.recover.out"`
}

// Help is the key of what the verb does in more words.
func (v *recoverVerb) Help() string { return "cli.recover.more" }

// Run writes a new workbook and leaves the damaged one as it is.
func (v *recoverVerb) Run(ctx context.Context, env *Env) error {
	c, err := env.Case()
	if err != nil {
		return err
	}
	t := env.Words.Text
	r, err := storage.Recover(ctx, v.File, v.Out, storage.RecoverOptions{
		Case: caseRef(c), Author: workbook.Author{Name: t("recover.author"), Seat: "recovery"}, Unnamed: t("recover.unnamed"),
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, v.Out)
	for _, line := range env.Words.Recovered(r) {
		fmt.Fprintln(env.Stdout, line)
	}
	return nil
}
