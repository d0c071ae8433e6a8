package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"forethought/storage"
	"forethought/workbook"
)

// acceptance are the options of verbs that bring something in from outside.
type acceptance struct {
	Accept     bool   `help:"cli.accept"`
	SkipFaulty bool   `help:"cli.skip-faulty"`
	Author     string `placeholder:"NAME" help:"cli.author"`
	Role       string `placeholder:"NAME" help:"cli.role"`
}

// by is who the changes are by: the name that was given, never the login. The seat is the
// name's, so that the command line takes back only what was brought in under that name.
func (a acceptance) by() workbook.Author {
	name := strings.TrimSpace(a.Author)
	return workbook.Author{Name: name, Role: strings.TrimSpace(a.Role), Seat: strings.TrimSpace("command line " + name)}
}

// open opens a workbook to bring something in, for reading only where it is not to be accepted.
func (a acceptance) open(ctx context.Context, env *Env, file string) (*storage.Workbook, error) {
	if a.Accept {
		return env.write(ctx, file, a.by())
	}
	return env.read(ctx, file)
}

// settle prints a proposal and, where it is to be accepted, applies it as one batch. What
// was changed in the workbook since the file was made is left to a person in the window.
// With faults nothing is written, unless they are to be skipped; it is an error then, and
// also when there are faults and nothing could be taken.
func (a acceptance) settle(ctx context.Context, env *Env, w *storage.Workbook, c *workbook.Case, p workbook.Proposal) error {
	t := env.Words.Text
	if err := printProposal(ctx, env, w, c, p); err != nil {
		return err
	}
	changes := p.Accepted()
	rows := 0
	for _, r := range p.Rows {
		if r.Accept && len(r.Changes) > 0 {
			rows++
		}
	}
	switch {
	case rows == 0 && len(p.Faults) > 0:
		return Say("cli.import.nothing-taken", "File", w.Path(), "Count", len(p.Faults))
	case rows == 0:
		fmt.Fprintln(env.Stdout, t("cli.import.nothing-to-do", "File", w.Path()))
		return nil
	case !a.Accept:
		fmt.Fprintln(env.Stdout, t("cli.import.not-written", "Count", rows))
		return nil
	case len(p.Faults) > 0 && !a.SkipFaulty:
		return Say("cli.import.faulty", "File", w.Path(), "Count", len(p.Faults))
	}
	if _, err := w.ApplyAsSeen(ctx, a.by(), changes); err != nil {
		if errors.Is(err, workbook.ErrChangedSince) {
			return Say("cli.import.changed-meanwhile", "File", w.Path())
		}
		return err
	}
	fmt.Fprintln(env.Stdout, t("cli.import.done", "Count", rows, "File", w.Path()))
	return nil
}

// printProposal writes a line for each row that would change something, then what cannot be
// taken, what was passed over, and how many there are of each.
func printProposal(ctx context.Context, env *Env, w *storage.Workbook, c *workbook.Case, p workbook.Proposal) error {
	t := env.Words.Text
	names, err := namesOf(ctx, w, c, p)
	if err != nil {
		return err
	}
	for _, r := range p.Rows {
		if r.State != workbook.Agrees {
			fmt.Fprintln(env.Stdout, proposedLine(env, r, names))
		}
	}
	for _, f := range p.Faults {
		sentence, wayOn := env.Words.Fault(f)
		fmt.Fprintln(env.Stdout, strings.TrimSpace(sentence+" "+wayOn))
	}
	for _, n := range p.Notes {
		fmt.Fprintln(env.Stdout, env.Words.Note(n))
	}
	fmt.Fprintln(env.Stdout, t("cli.import.counts", "Adds", p.Count(workbook.Adds), "Edits", p.Count(workbook.Edits),
		"Agrees", p.Count(workbook.Agrees), "Diverges", p.Count(workbook.Diverges), "Faults", len(p.Faults)))
	if p.Count(workbook.Diverges) > 0 {
		fmt.Fprintln(env.Stdout, t("cli.import.diverges"))
	}
	return nil
}

// proposedLine says what a row would change.
func proposedLine(env *Env, r workbook.ProposedRow, names func(string) string) string {
	t := env.Words.Text
	title := oneLine(r.Title)
	if r.School != "" && r.School != r.Title {
		title = t("cli.search.of-school", "Title", title, "School", r.School)
	}
	var parts []string
	for _, c := range r.Changes {
		if c.Unsaid() {
			continue
		}
		field := env.Words.Field(c.Entity, c.Field)
		now := oneLine(env.Words.Value(c.Entity, c.Field, c.New, names))
		if r.State == workbook.Adds {
			parts = append(parts, t("review.value", "Field", field, "New", now))
			continue
		}
		old := oneLine(env.Words.Value(c.Entity, c.Field, c.Old, names))
		parts = append(parts, t("review.change", "Field", field, "Old", old, "New", now))
	}
	return t("cli.import.line", "Where", env.Words.Where(r.File, r.Place), "State", t("proposal."+string(r.State)),
		"Title", title, "Changes", strings.Join(parts, "; "))
}

// oneLine is a text without its breaks, short enough to be read among others.
func oneLine(text string) string {
	return workbook.Shorten(strings.Join(strings.Fields(workbook.Shorten(text, 400)), " "), 100)
}

// namesOf finds what schools and items are called and, for a proposal that concerns
// exercises, their modules and objectives.
func namesOf(ctx context.Context, w *storage.Workbook, c *workbook.Case, p workbook.Proposal) (func(id string) string, error) {
	schools, err := w.Schools(ctx)
	names := map[string]string{}
	ofExercise := func(c workbook.Change) bool { return c.Entity.OfExercise() }
	if slices.ContainsFunc(p.Rows, func(r workbook.ProposedRow) bool { return slices.ContainsFunc(r.Changes, ofExercise) }) {
		exercises, other := w.Exercises(ctx, "")
		err = errors.Join(err, other)
		for _, x := range exercises {
			e, other := w.ExerciseRecord(ctx, x.ID)
			err = errors.Join(err, other)
			for _, m := range e.Modules {
				names[m.ID] = m.Title
			}
			for _, o := range e.Objectives {
				names[o.ID] = o.Title
			}
		}
	}
	for _, s := range schools {
		names[s.ID] = s.Name
	}
	records, other := w.CaseRecords(ctx)
	for _, item := range records.Withdrawn() {
		names[item.ID] = item.Title
	}
	for _, it := range c.Items {
		names[it.ID] = it.Title
	}
	err = errors.Join(err, other)
	return func(id string) string { return names[id] }, err
}
