package cli

import (
	"context"
	"fmt"

	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// historyVerb prints who changed what and when.
type historyVerb struct {
	Workbook string `required:"" placeholder:"${FILE}" help:"${history_workbook}"`
	School   string `placeholder:"${NAME}" help:"${history_school}"`
	Item     string `placeholder:"${ID}" help:"${history_item}"`
	Author   string `placeholder:"${NAME}" help:"${history_author}"`
	Limit    int    `placeholder:"${NUMBER}" default:"50" help:"${history_limit}"`
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
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		return err
	}
	w, err := storage.Open(ctx, v.Workbook, storage.Options{ReadOnly: true, Now: env.Now})
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	f := storage.HistoryFilter{Author: v.Author, ItemID: v.Item, Limit: v.Limit}
	if v.School != "" {
		schools, err := w.Schools(ctx)
		if err != nil {
			return err
		}
		school, err := chooseSchool(schools, v.School, v.Workbook)
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
	for i, b := range batches {
		if i > 0 {
			fmt.Fprintln(env.Stdout)
		}
		printPast(env, c, b, names)
	}
	return nil
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
