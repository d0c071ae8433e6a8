package cli

import (
	"context"
	"fmt"

	"forethought/storage"
	"forethought/workbook"
)

// historyVerb prints who changed what and when.
type historyVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.history.workbook"`
	School   string `placeholder:"NAME" help:"cli.history.school"`
	Item     string `placeholder:"ID" help:"cli.history.item"`
	Author   string `placeholder:"NAME" help:"cli.history.author"`
	Limit    int    `placeholder:"NUMBER" default:"50" help:"cli.history.limit"`
}

// Help is the key of what the verb does in more words.
func (v *historyVerb) Help() string { return "cli.history.more" }

// maxPastLines is how many changes of one step are printed; the rest is counted.
const maxPastLines = 40

// Run reads the workbook without changing it. That there is nothing to tell is an answer, too.
func (v *historyVerb) Run(ctx context.Context, env *Env) error {
	if v.Limit < 0 {
		return wrongUsage("cli.history.bad-limit", "Value", v.Limit)
	}
	c, err := env.Case()
	if err != nil {
		return err
	}
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	f := storage.HistoryFilter{Author: v.Author, ItemID: v.Item, Limit: v.Limit}
	if v.School != "" {
		school, err := schoolIn(ctx, w, v.School, v.Workbook)
		if err != nil {
			return err
		}
		f.SchoolID = school.ID
	}
	batches, err := w.History(ctx, f)
	if err != nil {
		return err
	}
	if len(batches) == 0 {
		fmt.Fprintln(env.Stdout, env.Words.Text("cli.history.none", "File", v.Workbook))
		return nil
	}
	names, err := w.Names(ctx, batches)
	if err != nil {
		return err
	}
	steps, err := v.caseSteps(ctx, w)
	if err != nil {
		return err
	}
	for i, b := range batches {
		for len(steps) > 0 && steps[0].Since.After(b.At) {
			fmt.Fprintln(env.Stdout, moment(steps[0].Since)+"  "+env.Words.CaseStep(steps[0])+"\n")
			steps = steps[1:]
		}
		if i > 0 {
			fmt.Fprintln(env.Stdout)
		}
		printPast(env, c, b, names)
	}
	return nil
}

// caseSteps are the times at which the workbook went to another version of the case, the newest
// first; none where only a part of the history is asked for.
func (v *historyVerb) caseSteps(ctx context.Context, w *storage.Workbook) ([]workbook.CaseStep, error) {
	if v.Item != "" || v.Author != "" {
		return nil, nil
	}
	records, err := w.CaseRecords(ctx)
	return records.Steps(), err
}

// printPast prints a step of the history: when and who, and below it what.
func printPast(env *Env, c *workbook.Case, b workbook.Batch, names workbook.Names) {
	fmt.Fprintln(env.Stdout, moment(b.At)+"  "+env.Words.Who(b))
	lines := workbook.PastLines([]workbook.Batch{b}, names)
	above, id := "", ""
	for _, l := range lines[:min(len(lines), maxPastLines)] {
		thing, change := env.Words.Past(l, c, names)
		if thing != above || l.Change.ID != id {
			fmt.Fprintln(env.Stdout, "  "+thing)
		}
		above, id = thing, l.Change.ID
		fmt.Fprintln(env.Stdout, "      "+change)
	}
	if more := len(lines) - maxPastLines; more > 0 {
		fmt.Fprintln(env.Stdout, "  "+env.Words.Text("cli.history.more-changes", "Count", more))
	}
}
