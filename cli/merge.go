package cli

import (
	"context"
	"fmt"

	"forethought/storage"
	"forethought/workbook"
)

// mergeVerb makes one workbook of two copies.
type mergeVerb struct {
	First  string `arg:"" placeholder:"FILE" help:"cli.merge.first"`
	Second string `arg:"" placeholder:"FILE" help:"cli.merge.second"`
	Out    string `short:"o" required:"" placeholder:"FILE" help:"cli.merge.out"`
	Force  bool   `help:"cli.merge.force"`
	Take   string `placeholder:"first|second" help:"cli.merge.take"`
	Author string `placeholder:"NAME" help:"cli.author"`
	Role   string `placeholder:"NAME" help:"cli.role"`
}

// Help is the key of what the verb does in more words.
func (v *mergeVerb) Help() string { return "cli.merge.more" }

// Run writes the merged workbook and prints what came in and what was decided.
func (v *mergeVerb) Run(ctx context.Context, env *Env) error {
	t := env.Words.Text
	take := workbook.Side(v.Take)
	if take != "" && take != workbook.FirstCopy && take != workbook.SecondCopy {
		return wrongUsage("cli.usage.side", "Value", workbook.Shorten(v.Take, 60))
	}
	c, err := env.Case()
	if err != nil {
		return err
	}
	by := acceptance{Author: v.Author, Role: v.Role}.by()
	m, err := storage.Merge(ctx, v.First, v.Second, v.Out, by, workbook.MergeOrder{Take: take}, v.Force, storage.Options{Now: env.Now, Case: c})
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, t("cli.merge.done", "File", v.Out))
	for _, line := range env.Words.MergeSummary(m) {
		fmt.Fprintln(env.Stdout, line)
	}
	if len(m.Decisions) == 0 {
		return nil
	}
	names, err := v.names(ctx, env, c)
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, t("cli.merge.both", "Count", len(m.Decisions)))
	for _, d := range m.Decisions {
		fmt.Fprintln(env.Stdout, "  "+t("cli.merge.field", "Title", oneLine(env.Words.MergeTitle(d, names)), "Field", env.Words.Field(d.Entity, d.Field)))
		for _, side := range []struct {
			of   workbook.Side
			says workbook.Version
		}{{workbook.FirstCopy, d.First}, {workbook.SecondCopy, d.Second}} {
			fmt.Fprintln(env.Stdout, "      "+t("cli.merge.value", "Side", t("merge.side."+string(side.of)),
				"Value", oneLine(env.Words.MergeValue(d, side.says.Value, names)), "By", oneLine(env.Words.MergeBy(side.says))))
		}
		fmt.Fprintln(env.Stdout, "      "+t("cli.merge.taken", "Side", t("merge.side."+string(d.Taken)), "Why", t("merge.why."+string(d.Why))))
	}
	return nil
}

// names finds what schools and items are called, in the merged workbook.
func (v *mergeVerb) names(ctx context.Context, env *Env, c *workbook.Case) (func(string) string, error) {
	w, err := env.read(ctx, v.Out)
	if err != nil {
		return nil, err
	}
	defer func() { _ = w.Close() }() // nothing was written
	return namesOf(ctx, w, c, workbook.Proposal{})
}

// extractVerb writes a school's part of a workbook.
type extractVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.report.workbook"`
	School   string `placeholder:"NAME" help:"cli.extract.school"`
	Out      string `short:"o" required:"" placeholder:"FILE" help:"cli.extract.out"`
	Force    bool   `help:"cli.merge.force"`
}

// Help is the key of what the verb does in more words.
func (v *extractVerb) Help() string { return "cli.extract.more" }

// Run reads the workbook without changing it.
func (v *extractVerb) Run(ctx context.Context, env *Env) error {
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	school, err := schoolIn(ctx, w, v.School, v.Workbook)
	if err != nil {
		return err
	}
	elsewhere, err := w.Extract(ctx, school.ID, v.Out, v.Force)
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.extract.done", "School", school.Name, "File", v.Out))
	if elsewhere > 0 {
		fmt.Fprintln(env.Stdout, env.Words.Text("merge.extract.elsewhere", "Count", elsewhere))
	}
	return nil
}
