package cli

import (
	"context"
	"fmt"

	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// mselGroup are the ways of an exercise's MSEL out and in.
type mselGroup struct {
	Export mselExportVerb `cmd:"" help:"cli.exercise.msel.export"`
	Import mselImportVerb `cmd:"" help:"cli.exercise.msel.import"`
}

// mselExportVerb writes the injects of an exercise as a spreadsheet.
type mselExportVerb struct {
	Workbook   string `required:"" placeholder:"FILE" help:"cli.report.workbook"`
	Exercise   string `placeholder:"NAME" help:"cli.exercise.choose"`
	File       string `arg:"" placeholder:"FILE" help:"cli.export.out"`
	PreparedBy string `placeholder:"NAME" help:"cli.export.prepared-by"`
	noProtection
}

// Help is the key of what the verb does in more words.
func (v *mselExportVerb) Help() string { return "cli.exercise.msel.export.more" }

// Run reads the workbook without changing it and replaces the file that was there.
func (v *mselExportVerb) Run(ctx context.Context, env *Env) error {
	if err := oneShortLine("--prepared-by", v.PreparedBy); err != nil {
		return err
	}
	if notTheWorkbook(v.File, v.Workbook) != nil {
		return wrongUsage("cli.usage.export-is-workbook", "Value", v.File)
	}
	if err := v.refused(v.File); err != nil {
		return err
	}
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	e, err := readExercise(ctx, w, v.Exercise)
	if err != nil {
		return err
	}
	receipt, err := export.WriteMSEL(ctx, v.File, e, workbook.Today(env.Now()), v.PreparedBy, env.Words)
	if err != nil {
		return err
	}
	printExported(env, receipt, env.Words.Text("cli.count.injects", "Count", receipt.Rows[export.MSELSheet]))
	if receipt.Cut > 0 {
		fmt.Fprintln(env.Stdout, env.Words.Text("cli.export.cut", "Count", receipt.Cut))
	}
	return nil
}

// mselImportVerb brings a list of injects into an exercise.
type mselImportVerb struct {
	Workbook string   `required:"" placeholder:"FILE" help:"cli.import.workbook"`
	Exercise string   `placeholder:"NAME" help:"cli.exercise.choose"`
	File     string   `arg:"" placeholder:"FILE" help:"cli.exercise.msel.file"`
	Sheet    string   `placeholder:"NAME" help:"cli.import.sheet"`
	Column   []string `sep:"none" placeholder:"COLUMN" help:"cli.import.column"`
	acceptance
}

// Help is the key of what the verb does in more words.
func (v *mselImportVerb) Help() string { return "cli.exercise.msel.import.more" }

// Run writes nothing unless what it would change is accepted.
func (v *mselImportVerb) Run(ctx context.Context, env *Env) error {
	list := tableImport{Workbook: v.Workbook, Files: []string{v.File}, Sheet: v.Sheet, Column: v.Column, acceptance: v.acceptance}
	return list.bring(ctx, env, workbook.TableOfInjects,
		func(w *storage.Workbook, _ *workbook.Case, tables []workbook.TableSource) (workbook.Proposal, error) {
			e, err := readExercise(ctx, w, v.Exercise)
			if err != nil {
				return workbook.Proposal{}, err
			}
			return workbook.ProposeMSEL(tables[0], e, env.Words, env.NewID), nil
		})
}

// readExercise reads the exercise that a person means among all of a workbook's.
func readExercise(ctx context.Context, w *storage.Workbook, name string) (workbook.ExerciseRecord, error) {
	all, err := w.Exercises(ctx, "")
	if err != nil {
		return workbook.ExerciseRecord{}, err
	}
	e, err := chooseExercise(all, name, w.Path())
	if err != nil {
		return workbook.ExerciseRecord{}, err
	}
	return w.ExerciseRecord(ctx, e.ID)
}
