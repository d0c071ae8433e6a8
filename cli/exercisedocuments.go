package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"forethought/export"
	"forethought/workbook"
)

// exerciseDocumentsVerb writes the documents of an exercise into a folder.
type exerciseDocumentsVerb struct {
	bookFlag
	Exercise   string   `placeholder:"NAME" help:"cli.exercise.choose"`
	Only       []string `placeholder:"KIND" help:"cli.exercise.documents.only"`
	Paper      string   `placeholder:"letter|a4" default:"letter" help:"cli.paper"`
	PreparedBy string   `placeholder:"NAME" help:"cli.report.prepared-by"`
	Handling   *string  `placeholder:"MARK" help:"cli.report.handling"`
	Out        string   `short:"o" required:"" placeholder:"FOLDER" help:"cli.exercise.documents.out"`
	protectFlags
}

// Help is the key of what the verb does in more words.
func (v *exerciseDocumentsVerb) Help() string { return "cli.exercise.documents.more" }

// Run reads the workbook without changing it and replaces the documents that were there.
func (v *exerciseDocumentsVerb) Run(ctx context.Context, env *Env) error {
	kinds, err := v.kinds()
	if err != nil {
		return err
	}
	flags := reportFlags{Paper: v.Paper, PreparedBy: v.PreparedBy, Handling: v.Handling, Out: v.Out, protectFlags: v.protectFlags}
	p, err := flags.printer(ctx, env, v.Workbook)
	if err != nil {
		return err
	}
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	all, err := w.Exercises(ctx, "")
	if err != nil {
		return err
	}
	e, err := chooseExercise(all, v.Exercise, v.Workbook)
	if err != nil {
		return err
	}
	r, err := w.ExerciseRequest(ctx, e.ID, p.theCase)
	if err != nil {
		return err
	}
	r.PreparedBy, r.Handling, r.On = p.preparedBy, p.handling, workbook.Today(env.Now())
	name := cmp.Or(strings.TrimSpace(e.Name), env.Words.Text("exercise.unnamed"))
	var receipts []export.Receipt
	_, err = p.drawn(name, func(o export.Options) (none export.Receipt, err error) {
		receipts, err = export.WriteExerciseDocuments(ctx, v.Out, kinds, r, o)
		return none, err
	})
	if err != nil {
		return err
	}
	t := env.Words.Text
	for i, d := range kinds {
		written := receipts[i]
		fmt.Fprintln(env.Stdout, t("cli.exercise.documents.file", "File", written.Path, "Count", written.Pages,
			"Kilobytes", (written.Bytes+1023)/1024, "For", t("exercise.document-for."+d.Code)))
		for _, lack := range d.Lacks(&r.Exercise) {
			fmt.Fprintln(env.Stdout, t("cli.exercise.documents.lacks", "Lacks", t("exercise.lacks."+string(lack))))
		}
		if written.Replaced > 0 {
			fmt.Fprintln(env.Stdout, t("report.written.replaced", "Count", written.Replaced))
		}
	}
	fmt.Fprintln(env.Stdout, t("cli.exercise.documents.written", "Count", len(kinds), "Exercise", name, "Folder", v.Out))
	p.saysProtected()
	return nil
}

// kinds are the documents that are asked for, each once and in the customary order.
func (v *exerciseDocumentsVerb) kinds() ([]export.ExerciseDocument, error) {
	if len(v.Only) == 0 {
		return export.ExerciseDocuments(), nil
	}
	wanted := map[string]bool{}
	for _, code := range v.Only {
		d, err := export.ParseExerciseDocument(code)
		if err != nil {
			return nil, wrongUsage("cli.exercise.documents.unknown", "Value", workbook.Shorten(code, 60), "Kinds", documentCodes())
		}
		wanted[d.Code] = true
	}
	var kinds []export.ExerciseDocument
	for _, d := range export.ExerciseDocuments() {
		if wanted[d.Code] {
			kinds = append(kinds, d)
		}
	}
	return kinds, nil
}

// documentCodes lists what --only takes.
func documentCodes() string {
	var codes []string
	for _, d := range export.ExerciseDocuments() {
		codes = append(codes, d.Code)
	}
	return strings.Join(codes, ", ")
}
