package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// What the second version of the case in these tests withdraws, words anew and adds. The sample
// has answers, actions and an exercise on the first two.
const (
	goneItem    = "prev-training-and-reunification"
	rewordedIn2 = "prev-access-perimeter-vehicles"
	addedIn2    = "prev-roll-call"
)

// has is a program that has a case.
func has(c *workbook.Case) func() (*workbook.Case, error) {
	return func() (*workbook.Case, error) { return c, nil }
}

// secondVersion is the built-in case with one item withdrawn, one worded anew and one added.
func secondVersion(t *testing.T) *workbook.Case {
	t.Helper()
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	c.Version++
	at := slices.IndexFunc(c.Items, func(it workbook.Item) bool { return it.ID == goneItem })
	added := c.Items[at]
	added.ID, added.Title, added.Ask = addedIn2, "Roll call", "Who counts the children?"
	c.Items[at] = added
	drop := func(ids []string) []string {
		return slices.DeleteFunc(ids, func(id string) bool { return id == goneItem })
	}
	for i := range c.Items {
		if c.Items[i].ID == rewordedIn2 {
			c.Items[i].Ask = "Is the yard shut to cars at night?"
		}
		c.Items[i].Related = drop(c.Items[i].Related)
	}
	for i := range c.Timeline {
		c.Timeline[i].Items = drop(c.Timeline[i].Items)
	}
	for i := range c.EventSteps {
		c.EventSteps[i].Items = drop(c.EventSteps[i].Items)
	}
	for i := range c.OpenQuestions {
		c.OpenQuestions[i].Related = drop(c.OpenQuestions[i].Related)
	}
	if faults := c.Check(); len(faults) > 0 {
		t.Fatalf("the case made up for the test: %v", faults)
	}
	return c
}

func TestWhatChangedInTheCaseIsPrinted(t *testing.T) {
	p, file := withTheSample(t)
	p.types(Done, "case", "changes", "--workbook", file).reads("has known one version of the case only: 1")
	before := bytesOf(t, file)
	p.env.Case = has(secondVersion(t))
	p.types(Done, "check", file).reads("beslan-2004, version 1; this Forethought has version 2")
	p.types(Done, "case", "changes", "--workbook", file).reads(
		"(beslan-2004, version 2)", "From version 1 to version 2 of the case, when the workbook is next opened to be changed\n",
		"  Added\n    Roll call (Prevention opportunities)\n      Who counts the children?\n",
		"  Changed\n", "      Question\n        before: ", "        now: Is the yard shut to cars at night?\n",
		"  Withdrawn\n", " answers are kept\n", " to be looked at again.\n")
	if !bytes.Equal(before, bytesOf(t, file)) {
		t.Error("reading has changed the file")
	}

	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "Willow", "--minutes", "120", "--name", "After", "--author", "Hannah Brandt", "--role", "Planner").
		reads(file + " went from version 1 to version 2 of the case; all answers stay")
	p.types(Done, "check", file).reads("beslan-2004, version 2\n")
	p.types(Done, "case", "changes", "--workbook", file).reads("opened by Hannah Brandt, Planner")
	p.types(Done, "history", "--workbook", file).reads("  From version 1 to version 2 of the case on", "Hannah Brandt, Planner\n\n")

	p.env.Case = assets.LoadBuiltInCase // an older Forethought
	before = bytesOf(t, file)
	p.types(CouldNot, "exercise", "list", "--workbook", file).isTold("was answered against version 2 of the case; this Forethought has version 1", "Install")
	p.types(CouldNot, "import", "undo", "--workbook", file).isTold("version 2")
	p.types(Done, "check", file).reads("a newer one is needed")
	if !bytes.Equal(before, bytesOf(t, file)) {
		t.Error("refusing has changed the file")
	}
}

// Every verb gets along with answers, actions and exercises on an item that was withdrawn, before
// and after the workbook was carried along, and nothing of it is lost.
func TestEveryVerbGetsAlongWithAWithdrawnItem(t *testing.T) {
	p, file := withTheSample(t)
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	forms := in("forms")
	p.types(Done, "form", "--workbook", file, "--all", "-o", forms)
	older := in("older.forethought")
	if err := os.WriteFile(older, bytesOf(t, file), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := keptOn(t, file)
	if kept.answers < 2 || kept.actions == 0 || kept.links == 0 {
		t.Fatalf("the sample has nothing on the item: %+v", kept)
	}
	p.env.Case = has(secondVersion(t))
	for _, carried := range []bool{false, true} {
		if carried {
			p.types(Done, "import", "schools", "--workbook", file, "--accept", aListOfSchools(t))
		}
		exercise := exerciseOf(t, file)
		for _, line := range [][]string{
			{"report", "action-plan", "--workbook", file, "--school", "Willow", "-o", in("plan.pdf")},
			{"report", "action-plan", "--workbook", file, "--school", "Willow", "--audience", "public", "-o", in("public.pdf")},
			{"report", "checklist", "--workbook", file, "--school", "Willow", "-o", in("checklist.pdf")},
			{"report", "walk-around", "--workbook", file, "--school", "Willow", "-o", in("walk.pdf")},
			{"report", "district-plan", "--workbook", file, "-o", in("district.pdf")},
			{"report", "board-summary", "--workbook", file, "-o", in("board.pdf")},
			{"report", "case-brief", "--workbook", file, "-o", in("brief.pdf")},
			{"export", "xlsx", "--workbook", file, "-o", in("tables.xlsx")},
			{"export", "ics", "--workbook", file, "-o", in("agenda.ics")},
			{"exercise", "list", "--workbook", file},
			{"exercise", "msel", "export", "--workbook", file, "--exercise", exercise, in("msel.xlsx")},
			{"exercise", "documents", "--workbook", file, "--exercise", exercise, "-o", in("documents")},
			{"search", "--workbook", file, "reunification"},
			{"import", "form", "--workbook", file, forms},
			{"extract", "--workbook", file, "--school", "Willow", "-o", in("part.forethought"), "--force"},
			{"merge", file, older, "-o", in("merged.forethought"), "--force"},
			{"merge", older, file, "-o", in("merged.forethought"), "--force"},
			{"merge", in("part.forethought"), older, "-o", in("whole.forethought"), "--force"},
		} {
			p.types(Done, line...)
			if line[0] == "import" {
				p.reads("version 1") // the form is of the older version
			}
		}
		p.types(Done, "check", in("merged.forethought"))
		for _, f := range []string{file, in("merged.forethought"), in("whole.forethought")} {
			if got := keptOn(t, f); got != kept {
				t.Errorf("%s holds %+v of the withdrawn item, and held %+v", filepath.Base(f), got, kept)
			}
		}
	}
	p.types(Done, "report", "action-plan", "--workbook", file, "--school", "Willow", "-o", in("plan.pdf")).
		reads("1 answer to an item that the case no longer has")
}

// onItem counts what a workbook has on the item that is withdrawn.
type onItem struct{ answers, actions, links int }

func keptOn(t *testing.T, file string) (n onItem) {
	t.Helper()
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	answers, err := w.AllAnswers(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range answers {
		if of[goneItem].Status != "" && of[goneItem].Status != workbook.NotAssessed {
			n.answers++
		}
	}
	actions, err := w.Actions(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range actions {
		if slices.Contains(a.Items, goneItem) {
			n.actions++
		}
	}
	exercises, err := w.Exercises(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range exercises {
		e, err := w.ExerciseRecord(ctx, x.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range e.Objectives {
			if slices.Contains(o.Items, goneItem) {
				n.links++
			}
		}
	}
	return n
}

func exerciseOf(t *testing.T, file string) string {
	t.Helper()
	w, err := storage.Open(context.Background(), file, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	all, err := w.Exercises(context.Background(), "")
	if err != nil || len(all) == 0 {
		t.Fatalf("%d exercises, %v", len(all), err)
	}
	return all[0].Name
}

func aListOfSchools(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "schools.csv")
	if err := os.WriteFile(file, []byte("Name\nElm Primary\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestADraftIsMadeAfterAnItemOfTheLibraryWasWithdrawn(t *testing.T) {
	p, file := withoutExercises(t)
	p.env.Case = has(secondVersion(t))
	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "Willow", "--minutes", "240", "--name", "Long one")
	if strings.Contains(p.out.String(), goneItem) {
		t.Errorf("the draft names what is withdrawn:\n%s", &p.out)
	}
}
