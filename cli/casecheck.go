package cli

import (
	"fmt"
	"text/tabwriter"

	"forethought/assets"
	"forethought/workbook"
)

// caseCheckVerb examines a case file or an exercise library, or what is built in.
type caseCheckVerb struct {
	File string `arg:"" optional:"" placeholder:"FILE" help:"cli.case.check.file"`
}

// Help is the key of what the verb does in more words.
func (v *caseCheckVerb) Help() string { return "cli.case.check.more" }

// Run prints each fault as file:line: field: sentence and fails, or prints what a sound
// case or library holds.
func (v *caseCheckVerb) Run(env *Env) error {
	c, err := env.Case()
	if err != nil {
		return err
	}
	l, err := assets.LoadExerciseLibrary(c.ID)
	if err != nil {
		return err
	}
	file, faults := v.File, append(c.Check(), l.Check(c)...)
	if file == "" {
		file = c.ID
	} else if c, l, faults, err = assets.ReadContentFile(file, c); err != nil {
		return err
	}
	if len(faults) > 0 {
		for _, f := range faults {
			what := env.Words.Text("fault."+f.Code, "Value", f.Value)
			if f.Path != "" {
				what = f.Path + ": " + what
			}
			fmt.Fprintf(env.Stdout, "%s:%d: %s\n", file, max(f.Line, 1), what)
		}
		return Say("cli.case.check.faulty", "File", file, "Count", len(faults))
	}
	if c != nil {
		if err := printTally(env, c); err != nil {
			return err
		}
	}
	if l == nil {
		return nil
	}
	return printLibraryTally(env, l)
}

// tally prints numbers in front of what they count.
type tally struct{ out *tabwriter.Writer }

func newTally(env *Env) tally {
	return tally{tabwriter.NewWriter(env.Stdout, 0, 0, 1, ' ', tabwriter.AlignRight)}
}

func (t tally) row(n int, what string) { fmt.Fprintf(t.out, "%d\t %s\n", n, what) }

func printTally(env *Env, c *workbook.Case) error {
	t := env.Words.Text
	fmt.Fprintln(env.Stdout, t("cli.case.check.sound", "Title", c.Title, "ID", c.ID, "Version", c.Version))
	out := newTally(env)
	out.row(len(c.Items), t("cli.case.items"))
	for _, list := range workbook.Checklists() {
		own, added := origins(c.ItemsOf(list))
		out.row(own+added, t("cli.case.items-of", "Checklist", t("checklist."+string(list)), "Own", own, "Added", added))
	}
	measures := 0
	for _, it := range c.Items {
		measures += len(it.Measures)
	}
	out.row(measures, t("cli.case.measures"))
	out.row(len(c.EventSteps), t("cli.case.event-steps"))
	out.row(len(c.OpenQuestions), t("cli.case.open-questions"))
	out.row(len(c.Timeline), t("cli.case.timeline"))
	out.row(len(c.Figures), t("cli.case.figures"))
	out.row(len(c.Facts), t("cli.case.facts"))
	out.row(len(c.Sources), t("cli.case.sources"))
	out.row(anchors(c), t("cli.case.anchors"))
	return out.out.Flush()
}

// printLibraryTally prints what exercises are drafted from.
func printLibraryTally(env *Env, l *workbook.ExerciseLibrary) error {
	t := env.Words.Text
	fmt.Fprintln(env.Stdout, t("cli.case.check.library", "Title", l.Title, "ID", l.Case, "Version", l.Version))
	out := newTally(env)
	out.row(len(l.Objectives), t("cli.case.objectives"))
	out.row(len(l.Injects), t("cli.case.injects"))
	out.row(len(l.Questions), t("cli.case.questions"))
	n := 0
	for _, in := range l.Injects {
		n += len(in.Evidence)
	}
	for _, q := range l.Questions {
		n += len(q.Evidence)
	}
	out.row(n, t("cli.case.anchors"))
	return out.out.Flush()
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
