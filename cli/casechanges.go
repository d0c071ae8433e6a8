package cli

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// caseChangesVerb tells what changed in the case since a workbook was begun.
type caseChangesVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.report.workbook"`
}

// Help is the key of what the verb does in more words.
func (v *caseChangesVerb) Help() string { return "cli.case.changes.more" }

// Run reads the workbook without changing it, also where it has not been carried along yet.
func (v *caseChangesVerb) Run(ctx context.Context, env *Env) error {
	c, err := env.Case()
	if err != nil {
		return err
	}
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	records, err := w.CaseRecords(ctx)
	if err != nil {
		return err
	}
	t := env.Words.Text
	steps := records.Steps()
	if len(steps) == 0 {
		fmt.Fprintln(env.Stdout, t("cli.case.changes.none", "File", v.Workbook, "Version", c.Version))
		return nil
	}
	answers, err := w.AllAnswers(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, t("cli.case.changes.title", "Title", c.Title, "ID", c.ID, "Version", c.Version))
	for _, s := range steps {
		fmt.Fprintln(env.Stdout)
		printStep(env, s, answers)
	}
	fmt.Fprintln(env.Stdout)
	fmt.Fprintln(env.Stdout, t("cli.case.changes.look", "Count", outdated(records.Reworded(), answers)))
	return nil
}

// outdated counts the answers that are to be looked at again.
func outdated(reworded map[string]workbook.ItemVersion, answers map[string]workbook.Answers) int {
	n := 0
	for _, of := range answers {
		for id, a := range of {
			if reworded[id].Outdated(a) {
				n++
			}
		}
	}
	return n
}

// printStep prints one change of the version: what was added, what is worded anew with the words
// of before and now, and what was withdrawn with how many answers are kept.
func printStep(env *Env, s workbook.CaseStep, answers map[string]workbook.Answers) {
	t := env.Words.Text
	line := func(indent int, text string) {
		fmt.Fprintln(env.Stdout, strings.Repeat("  ", indent)+text)
	}
	line(0, env.Words.CaseStep(s))
	switch {
	case s.Unknown:
		line(1, t("case-step.unknown", "From", s.From))
	case s.Empty():
		line(1, t("case-step.same"))
	}
	titled := func(a workbook.AskedItem) string {
		return t("cli.case.changes.item", "Title", a.Title, "Checklist", t("checklist."+string(a.Checklist)))
	}
	if len(s.Added) > 0 {
		line(1, t("case-step.added"))
	}
	for _, a := range s.Added {
		line(2, titled(a))
		line(3, a.Ask)
	}
	if len(s.Changed) > 0 {
		line(1, t("case-step.changed"))
	}
	for _, c := range s.Changed {
		line(2, titled(c.Item))
		for _, p := range c.Parts {
			line(3, t("item-part."+p.Part))
			line(4, t("case-step.before", "Text", flat(env.Words.PartValue(p.Part, p.Old))))
			line(4, t("case-step.now", "Text", flat(env.Words.PartValue(p.Part, p.New))))
		}
	}
	if len(s.Withdrawn) > 0 {
		line(1, t("case-step.withdrawn"))
	}
	for _, a := range s.Withdrawn {
		kept := 0
		for _, of := range answers {
			if !of.Of("", a.ID).Blank() {
				kept++
			}
		}
		line(2, titled(a))
		line(3, t("cli.case.changes.kept", "Count", kept))
	}
}

// flat is the whole of a text without its breaks.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }
