package cli

import (
	"context"
	"errors"
	"fmt"

	"forethought/workbook"
)

// importUndoVerb takes back what was brought in last.
type importUndoVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.import.workbook"`
	Author   string `placeholder:"NAME" help:"cli.import.undo.author"`
}

// Help is the key of what the verb does in more words.
func (v *importUndoVerb) Help() string { return "cli.import.undo.more" }

// Run takes the whole step back, or nothing where one of its values was changed since.
func (v *importUndoVerb) Run(ctx context.Context, env *Env) (err error) {
	by := acceptance{Author: v.Author}.by()
	w, err := env.write(ctx, v.Workbook, by)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	undone, err := w.Undo(ctx, by)
	if err != nil {
		return err
	}
	things := map[string]bool{}
	for _, c := range undone.Changes {
		if c.Entity == workbook.AnswerEntity {
			things[string(c.Entity)+c.ID+c.Field] = true // a field of an answer is a change of its own
		} else {
			things[string(c.Entity)+c.ID] = true
		}
	}
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.import.undone", "Count", len(things), "File", v.Workbook))
	return nil
}
