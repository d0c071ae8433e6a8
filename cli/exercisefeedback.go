package cli

import (
	"context"
	"errors"

	"forethought/export"
	"forethought/workbook"
)

// feedbackGroup are the verbs that concern participant feedback forms.
type feedbackGroup struct {
	Import feedbackImportVerb `cmd:"" help:"cli.exercise.feedback.import"`
}

// feedbackImportVerb reads filled feedback forms back.
type feedbackImportVerb struct {
	Workbook string   `required:"" placeholder:"FILE" help:"cli.import.workbook"`
	Exercise string   `placeholder:"NAME" help:"cli.exercise.choose"`
	Files    []string `arg:"" placeholder:"FILE" help:"cli.import.form.files"`
	acceptance
}

// Help is the key of what the verb does in more words.
func (v *feedbackImportVerb) Help() string { return "cli.exercise.feedback.import.more" }

// Run writes nothing unless what would change is to be accepted.
func (v *feedbackImportVerb) Run(ctx context.Context, env *Env) (err error) {
	w, err := v.open(ctx, env, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	c, err := env.Case()
	if err != nil {
		return err
	}
	e, err := readExercise(ctx, w, v.Exercise)
	if err != nil {
		return err
	}
	bar := progress{env: env}
	defer bar.clear()
	forms, said, err := export.ReadFeedbackForms(ctx, v.Files, bar.show)
	bar.clear()
	if err != nil {
		return err
	}
	return v.settle(ctx, env, w, c, workbook.Join(said, workbook.ProposeFeedback(e, forms, env.NewID)))
}
