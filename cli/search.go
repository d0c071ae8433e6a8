package cli

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// searchVerb looks for words in a workbook and in its case.
type searchVerb struct {
	Workbook string   `required:"" placeholder:"FILE" help:"cli.search.workbook"`
	Words    []string `arg:"" placeholder:"WORDS" help:"cli.search.words"`
}

// Help is the key of what the verb does in more words.
func (v *searchVerb) Help() string { return "cli.search.more" }

// maxHits is how many hits of one kind are printed.
const maxHits = 20

// Run reads the workbook without changing it. That nothing was found is an answer, too.
func (v *searchVerb) Run(ctx context.Context, env *Env) error {
	c, err := env.Case()
	if err != nil {
		return err
	}
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	typed := strings.Join(v.Words, " ")
	hits, err := w.Search(ctx, typed, maxHits)
	if err != nil {
		return err
	}
	schools, err := w.Schools(ctx)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, s := range schools {
		names[s.ID] = s.Name
	}
	records, err := w.CaseRecords(ctx)
	if err != nil {
		return err
	}
	found := workbook.NewFindings(c, records, typed, hits, maxHits)
	if len(found) == 0 {
		fmt.Fprintln(env.Stdout, env.Words.Text("cli.search.none", "File", v.Workbook, "Value", workbook.Shorten(typed, 60)))
	}
	for i, g := range found {
		if i > 0 {
			fmt.Fprintln(env.Stdout)
		}
		printGroup(env, g, names)
	}
	return nil
}

// printGroup prints the findings of a kind, two lines each: what it is with its school, and
// where the words stand.
func printGroup(env *Env, g workbook.FoundGroup, schools map[string]string) {
	t := env.Words.Text
	fmt.Fprintln(env.Stdout, t("search.kind."+string(g.Kind)))
	for _, f := range g.Shown {
		title := env.Words.FoundName(f)
		if f.SchoolID != "" && f.Entity != workbook.SchoolEntity {
			title = t("cli.search.of-school", "Title", title, "School", schools[f.SchoolID])
		}
		fmt.Fprintln(env.Stdout, "  "+title)
		fmt.Fprintln(env.Stdout, "      "+env.Words.FoundIn(f)+" "+marked(f.Excerpt))
	}
	switch left := g.Left(); {
	case g.Open:
		fmt.Fprintln(env.Stdout, "  "+t("search.left-open"))
	case left > 0:
		fmt.Fprintln(env.Stdout, "  "+t("search.left", "Count", left))
	}
}

// marked is an excerpt with an asterisk on either side of each word found.
func marked(e workbook.Excerpt) string {
	var s strings.Builder
	at := 0
	for _, m := range e.Marks {
		s.WriteString(e.Text[at:m.Start] + "*" + e.Text[m.Start:m.End] + "*")
		at = m.End
	}
	return s.String() + e.Text[at:]
}
