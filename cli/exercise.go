package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"forethought/assets"
	"forethought/workbook"
)

// exerciseGroup is tabletop exercises.
type exerciseGroup struct {
	Draft exerciseDraftVerb `cmd:"" help:"cli.exercise.draft"`
	List  exerciseListVerb  `cmd:"" help:"cli.exercise.list"`

	Documents exerciseDocumentsVerb `cmd:"" help:"cli.exercise.documents"`
	MSEL      mselGroup             `cmd:"" name:"msel" help:"cli.exercise.msel"`
	Feedback  feedbackGroup         `cmd:"" help:"cli.exercise.feedback"`
}

// exerciseDraftVerb drafts an exercise from a school's gaps and writes it into the workbook.
type exerciseDraftVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.exercise.workbook"`
	School   string `placeholder:"NAME" help:"cli.report.school"`
	Name     string `required:"" placeholder:"NAME" help:"cli.exercise.name"`
	Minutes  string `placeholder:"60|90|120|180" default:"120" help:"cli.exercise.minutes"`
	Date     string `placeholder:"DATE" help:"cli.exercise.date"`
	Starts   string `placeholder:"HH:MM" default:"09:00" help:"cli.exercise.starts"`
	Follows  string `placeholder:"NAME" help:"cli.exercise.follows"`
	Author   string `placeholder:"NAME" help:"cli.author"`
	Role     string `placeholder:"NAME" help:"cli.role"`
}

// Help is the key of what the verb does in more words.
func (v *exerciseDraftVerb) Help() string { return "cli.exercise.draft.more" }

// Run writes the draft as one step, which `import undo` and the window's undo take back. It
// refuses a name that another exercise of the school has, since verbs tell them apart by it.
func (v *exerciseDraftVerb) Run(ctx context.Context, env *Env) (err error) {
	r, err := v.request(env)
	if err != nil {
		return err
	}
	by := acceptance{Author: v.Author, Role: v.Role}.by()
	w, err := env.write(ctx, v.Workbook, by)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	school, err := schoolIn(ctx, w, v.School, v.Workbook)
	if err != nil {
		return err
	}
	plan, err := w.PlanRequest(ctx, school.ID, r.Case)
	if err != nil {
		return err
	}
	r.School, r.Answers, r.Actions = plan.School, plan.Answers, plan.Actions
	earlier, err := w.Exercises(ctx, school.ID)
	if err != nil {
		return err
	}
	for _, e := range earlier {
		if strings.EqualFold(e.Name, r.Name) {
			return Say("cli.exercise.exists", "Value", workbook.Shorten(e.Name, 60), "School", school.Name)
		}
	}
	if v.Follows != "" {
		e, err := chooseExercise(earlier, v.Follows, v.Workbook)
		if err != nil {
			return err
		}
		record, err := w.ExerciseRecord(ctx, e.ID)
		if err != nil {
			return err
		}
		r.Previous = &record
	}
	e, err := workbook.DraftExercise(r)
	if err != nil {
		return err
	}
	if _, err := w.Apply(ctx, by, e.Adding()); err != nil {
		return err
	}
	printDraft(env, e, school, v.Workbook)
	return nil
}

// request reads the options that need no workbook.
func (v *exerciseDraftVerb) request(env *Env) (workbook.DraftRequest, error) {
	r := workbook.DraftRequest{Name: strings.TrimSpace(v.Name), On: workbook.Today(env.Now()), Words: env.Words, NewID: env.NewID}
	var err error
	r.Minutes, err = strconv.Atoi(strings.TrimSpace(v.Minutes))
	if err != nil || r.Minutes < workbook.MinExerciseMinutes || r.Minutes > workbook.MaxExerciseMinutes {
		return r, wrongUsage("cli.usage.minutes", "Value", workbook.Shorten(v.Minutes, 60),
			"Least", workbook.MinExerciseMinutes, "Most", workbook.MaxExerciseMinutes)
	}
	if r.Date, err = workbook.ReadDate(v.Date); err != nil {
		return r, wrongUsage("cli.usage.date", "Option", "--date", "Value", workbook.Shorten(v.Date, 60))
	}
	if r.Starts, err = workbook.ParseClock(strings.TrimSpace(v.Starts)); err != nil {
		return r, wrongUsage("cli.usage.clock", "Option", "--starts", "Value", workbook.Shorten(v.Starts, 60))
	}
	if r.Name == "" {
		return r, wrongUsage("cli.usage.missing-option", "Value", "--name "+env.Words.Text("cli.place.name"))
	}
	if err := oneShortLine("--name", r.Name); err != nil {
		return r, err
	}
	if r.Case, err = env.Case(); err != nil {
		return r, err
	}
	r.Library, err = assets.LoadExerciseLibrary(r.Case.ID)
	return r, err
}

// printDraft says what was drafted.
func printDraft(env *Env, e workbook.ExerciseRecord, school workbook.School, file string) {
	t := env.Words.Text
	fmt.Fprintln(env.Stdout, t("cli.exercise.drafted", "Name", e.Name, "School", school.Name, "File", file))
	for _, o := range e.Objectives {
		fmt.Fprintln(env.Stdout, "  "+t("cli.exercise.objective", "Title", o.Title, "Capability", t("capability."+string(o.Capability))))
	}
	fmt.Fprintln(env.Stdout, "  "+t("cli.exercise.minutes-of", "Title", t("agenda-part.welcome"), "Minutes", t("exercise.minutes", "Count", e.Welcome)))
	for _, m := range e.Modules {
		with, without, questions := 0, 0, 0
		for _, in := range e.Injects {
			switch {
			case in.ModuleID != m.ID:
			case in.OffTimeline:
				without++
			default:
				with++
			}
		}
		for _, q := range e.Questions {
			if q.ModuleID == m.ID {
				questions++
			}
		}
		fmt.Fprintln(env.Stdout, "  "+t("cli.exercise.module", "Title", m.Title, "Minutes", t("exercise.minutes", "Count", m.Minutes),
			"Injects", t("change.many.inject", "Count", with), "Untimed", without, "Questions", t("change.many.question", "Count", questions)))
	}
	fmt.Fprintln(env.Stdout, "  "+t("cli.exercise.minutes-of", "Title", t("agenda-part.hot-wash"), "Minutes", t("exercise.minutes", "Count", e.HotWashMinutes())))
}

// exerciseListVerb lists a workbook's exercises.
type exerciseListVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.report.workbook"`
	School   string `placeholder:"NAME" help:"cli.exercise.list.school"`
}

// Help is the key of what the verb does in more words.
func (v *exerciseListVerb) Help() string { return "cli.exercise.list.more" }

// Run reads the workbook without changing it and prints a line for each exercise.
func (v *exerciseListVerb) Run(ctx context.Context, env *Env) error {
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	schools, err := w.Schools(ctx)
	if err != nil {
		return err
	}
	of := ""
	if v.School != "" {
		school, err := chooseSchool(schools, v.School, v.Workbook)
		if err != nil {
			return err
		}
		of = school.ID
	}
	exercises, err := w.Exercises(ctx, of)
	if err != nil {
		return err
	}
	if len(exercises) == 0 {
		fmt.Fprintln(env.Stdout, env.Words.Text("cli.exercise.none", "File", v.Workbook))
		return nil
	}
	names := map[string]string{}
	for _, s := range schools {
		names[s.ID] = s.Name
	}
	out := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	for _, e := range exercises {
		on, name := string(e.Date), e.Name
		if on == "" {
			on = env.Words.Text("exercise.no-date")
		}
		if name == "" {
			name = env.Words.Text("exercise.unnamed")
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", on, env.Words.Text("exercise.minutes", "Count", e.Minutes), oneLine(name), oneLine(names[e.SchoolID]))
	}
	return out.Flush()
}

// chooseExercise finds the exercise that a person means: by its id, its exact name, else by
// what is the beginning of just one name, in any case. No name means the only one there is.
func chooseExercise(exercises []workbook.Exercise, name, file string) (workbook.Exercise, error) {
	if len(exercises) == 0 {
		return workbook.Exercise{}, Say("cli.exercise.none", "File", file)
	}
	name = strings.TrimSpace(name)
	for _, e := range exercises {
		if e.ID == name {
			return e, nil
		}
	}
	found := called(exercises, name, func(e workbook.Exercise) string { return e.Name })
	switch {
	case len(found) == 1:
		return found[0], nil
	case name == "":
		return workbook.Exercise{}, wrongUsage("cli.exercise.which", "File", file, "Names", exerciseNames(exercises))
	case len(found) == 0:
		return workbook.Exercise{}, Say("cli.exercise.unknown",
			"Value", workbook.Shorten(name, 60), "File", file, "Names", exerciseNames(exercises))
	}
	return workbook.Exercise{}, Say("cli.exercise.several", "Value", workbook.Shorten(name, 60), "Names", exerciseNames(found))
}

// exerciseNames lists exercises so that each can be told from the others: those whose name is
// not theirs alone, or who have none, with their ids.
func exerciseNames(exercises []workbook.Exercise) string {
	count := map[string]int{}
	for _, e := range exercises {
		count[e.Name]++
	}
	list := make([]string, len(exercises))
	for i, e := range exercises {
		if list[i] = e.Name; count[e.Name] > 1 || strings.TrimSpace(e.Name) == "" {
			list[i] = strings.TrimSpace(e.Name + " (" + e.ID + ")")
		}
	}
	return strings.Join(list, "; ")
}
