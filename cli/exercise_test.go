package cli

import (
	"context"
	"errors"
	"strings"
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

// withoutExercises is the sample before anyone thought of an exercise.
func withoutExercises(t *testing.T) (*person, string) {
	t.Helper()
	p, file := withTheSample(t)
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := w.Exercises(ctx, "")
	for _, e := range all {
		if err == nil {
			_, err = w.Apply(ctx, workbook.Author{Name: "Ana"}, workbook.Remove(workbook.ExerciseEntity, e.ID))
		}
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return p, file
}

func TestAnExerciseIsDraftedAndListed(t *testing.T) {
	p, file := withoutExercises(t)
	p.types(Done, "exercise", "list", "--workbook", file).reads("holds no exercise yet")
	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "Willow", "--minutes", "120", "--name", "Spring tabletop",
		"--date", "2027-04-14", "--author", "Hannah Brandt").
		reads("“Spring tabletop” was drafted for Willow Creek Elementary School", "Objective: ", "Initial response: 35 minutes, ",
			"Welcome and introductions: 10 minutes", "Hot wash and feedback: 15 minutes")
	if n := strings.Count(p.out.String(), "Objective: "); n != 4 {
		t.Errorf("%d objectives in two hours:\n%s", n, &p.out)
	}
	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "North", "--minutes", "60", "--name", "Short one", "--starts", "13:30")
	p.types(Done, "exercise", "list", "--workbook", file).
		reads("2027-04-14", "120 minutes", "Spring tabletop", "Willow Creek Elementary School", "No date yet", "Short one", "North Ridge")
	p.types(Done, "exercise", "list", "--workbook", file, "--school", "North").reads("Short one")
	if strings.Contains(p.out.String(), "Spring tabletop") {
		t.Errorf("one school's list holds another's:\n%s", &p.out)
	}

	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	all, err := w.Exercises(ctx, "")
	if err != nil || len(all) != 2 {
		t.Fatalf("%d exercises in the file: %v", len(all), err)
	}
	e, err := w.ExerciseRecord(ctx, all[1].ID)
	if err != nil || e.Name != "Spring tabletop" || e.Starts != "09:00" || all[0].Starts != "13:30" || len(e.Modules) != 3 || len(e.Injects) < 9 || len(e.Participants) == 0 {
		t.Errorf("%q: %d modules, %d injects, %d participants: %v", e.Name, len(e.Modules), len(e.Injects), len(e.Participants), err)
	}
	for _, o := range e.Objectives {
		if len(e.TargetsOf(o.ID)) == 0 {
			t.Errorf("objective %q came without its targets", o.Title)
		}
	}
	for _, in := range e.Injects {
		if len(in.Items) == 0 || len(in.Objectives) == 0 {
			t.Errorf("inject %q came without its items or objectives", in.Text)
		}
	}
}

func TestADraftIsTakenBackInOneStep(t *testing.T) {
	p, file := withoutExercises(t)
	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "Harbor", "--name", "Too soon", "--author", "Ana")
	p.types(Done, "import", "undo", "--workbook", file, "--author", "Ana")
	p.types(Done, "exercise", "list", "--workbook", file).reads("no exercise yet")
	p.types(Done, "check", file)
}

func TestTheNextExerciseIsDraftedFromTheLast(t *testing.T) {
	p, file := withoutExercises(t)
	draft := func(code int, name string, more ...string) *person {
		return p.types(code, append([]string{"exercise", "draft", "--workbook", file, "--school", "Willow", "--name", name}, more...)...)
	}
	draft(CouldNot, "Second", "--follows", "First").isTold("holds no exercise yet")
	draft(Done, "First")
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all, _ := w.Exercises(ctx, "")
	first, err := w.ExerciseRecord(ctx, all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	failed := first.Objectives[len(first.Objectives)-1]
	changes := first.Rate(failed, workbook.UnableToPerform, workbook.Answers{})
	if _, err := w.Apply(ctx, workbook.Author{Name: "Ana"}, changes); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	draft(Done, "Second", "--follows", "fir", "--minutes", "60").reads("Objective: " + failed.Title)
	draft(CouldNot, "second").isTold("has an exercise “Second” already")
	draft(CouldNot, "Third", "--follows", "Fourth").isTold("no exercise “Fourth”", "Second; First")
}

func TestADraftThatCannotBeMadeIsRefused(t *testing.T) {
	p, file := withoutExercises(t)
	line := func(more ...string) []string {
		return append([]string{"exercise", "draft", "--workbook", file, "--school", "Willow", "--name", "Tabletop"}, more...)
	}
	for _, minutes := range []string{"44", "241", "two hours", "-5", "1e2", "99999999999999999999"} {
		p.types(WrongUsage, line("--minutes="+minutes)...).isTold("“"+minutes+"”", "45 to 240 minutes")
	}
	p.types(WrongUsage, line("--date", "2027-02-30")...).isTold("--date", "2027-02-30", "not a date")
	p.types(WrongUsage, line("--starts", "quarter past")...).isTold("--starts", "quarter past", "not a time")
	p.types(WrongUsage, line("--name", "two\nlines")...).isTold("--name")
	p.types(WrongUsage, "exercise", "draft", "--workbook", file, "--name", "  ").isTold("--name")
	p.types(WrongUsage, "exercise", "draft", "--workbook", file).isTold("--name")
	p.types(WrongUsage, "exercise").isTold("draft", "list")
	p.types(CouldNot, line("--school", "Oak")...).isTold("no school “Oak”")
	p.types(CouldNot, "exercise", "list", "--workbook", file+"-gone").isTold("gone")
	p.types(Done, "exercise", "list", "--workbook", file).reads("no exercise yet")
	p.types(Done, "exercise", "draft", "--help").reads("--minutes", "--follows", "45 to 240")
}
