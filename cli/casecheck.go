package cli

import (
	"fmt"
	"text/tabwriter"

	"forethought/assets"
	"forethought/workbook"
)

// caseCheckVerb examines a case file, or the case that is built in.
type caseCheckVerb struct {
	File string `arg:"" optional:"" placeholder:"FILE" help:"${case_check_file}"`
}

// Help is the key of what the verb does in more words.
func (v *caseCheckVerb) Help() string { return "cli.case.check.more" }

// Run prints each fault as file:line: field: sentence and fails, or prints what a sound
// case holds.
func (v *caseCheckVerb) Run(env *Env) error {
	if v.File == "" {
		c, err := assets.LoadBuiltInCase()
		if err != nil {
			return err
		}
		return printTally(env, c)
	}
	c, faults, err := assets.ReadCaseFile(v.File)
	if err != nil {
		return err
	}
	if len(faults) == 0 {
		return printTally(env, c)
	}
	for _, f := range faults {
		what := env.Words.Text("fault."+f.Code, "Value", f.Value)
		if f.Path != "" {
			what = f.Path + ": " + what
		}
		fmt.Fprintf(env.Stdout, "%s:%d: %s\n", v.File, max(f.Line, 1), what)
	}
	return Say("cli.case.check.faulty", "File", v.File, "Count", len(faults))
}

func printTally(env *Env, c *workbook.Case) error {
	t := env.Words.Text
	fmt.Fprintln(env.Stdout, t("cli.case.check.sound", "Title", c.Title, "ID", c.ID, "Version", c.Version))
	out := tabwriter.NewWriter(env.Stdout, 0, 0, 1, ' ', tabwriter.AlignRight)
	row := func(n int, what string) { fmt.Fprintf(out, "%d\t %s\n", n, what) }
	row(len(c.Items), t("cli.case.items"))
	for _, list := range workbook.Checklists() {
		own, added := origins(c.ItemsOf(list))
		row(own+added, t("cli.case.items-of", "Checklist", t("checklist."+string(list)), "Own", own, "Added", added))
	}
	measures := 0
	for _, it := range c.Items {
		measures += len(it.Measures)
	}
	row(measures, t("cli.case.measures"))
	row(len(c.EventSteps), t("cli.case.event-steps"))
	row(len(c.OpenQuestions), t("cli.case.open-questions"))
	row(len(c.Timeline), t("cli.case.timeline"))
	row(len(c.Figures), t("cli.case.figures"))
	row(len(c.Facts), t("cli.case.facts"))
	row(len(c.Sources), t("cli.case.sources"))
	row(anchors(c), t("cli.case.anchors"))
	return out.Flush()
}

// origins counts the items that the first source lists itself and those added from others.
func origins(items []workbook.Item) (own, added int) {
	for _, it := range items {
		if len(it.AddedFrom) > 0 {
			added++
		}
	}
	return len(items) - added, added
}

// anchors counts the places in the sources that the case points to.
func anchors(c *workbook.Case) int {
	n := 0
	for _, s := range c.Summary {
		n += len(s.Evidence)
	}
	for _, f := range c.Facts {
		n += len(f.Evidence)
	}
	for _, e := range c.Timeline {
		n += len(e.Evidence)
	}
	for _, f := range c.Figures {
		for _, v := range f.Values {
			n += len(v.Evidence)
		}
	}
	for _, it := range c.Items {
		n += len(it.Evidence)
	}
	for _, s := range c.EventSteps {
		n += len(s.Evidence)
	}
	for _, q := range c.OpenQuestions {
		n += len(q.Evidence)
	}
	return n
}
