package cli

import (
	"context"
	"os/exec"
	"path/filepath"
	"testing"

	"forethought/assets"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// tabletopIn is a workbook with an exercise that has one module and one inject.
func tabletopIn(t *testing.T, p *person) (file string, e workbook.Exercise) {
	t.Helper()
	file, list := district(t, p)
	p.types(Done, "import", "schools", "--workbook", file, "--accept", list)
	w, err := storage.Open(context.Background(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e = workbook.Exercise{ID: storage.NewID(), SchoolID: schoolsIn(t, file)[0].ID, Name: "Opening day", Starts: "09:00", Minutes: 120}
	changes := workbook.Add(workbook.ExerciseEntity, e.ID, e)
	changes = append(changes, workbook.Add(workbook.ModuleEntity, storage.NewID(), workbook.Module{ExerciseID: e.ID, Title: "First hour", Minutes: 60})...)
	changes = append(changes, workbook.Add(workbook.InjectEntity, storage.NewID(), workbook.Inject{
		ExerciseID: e.ID, Minute: 15, Type: workbook.Standard, Text: "The phone rings.", Expected: "Somebody answers.",
	})...)
	if _, err := w.Apply(context.Background(), workbook.Author{Name: "A planner"}, changes); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file, e
}

// exerciseIn reads an exercise of a workbook.
func exerciseIn(t *testing.T, file, id string) workbook.ExerciseRecord {
	t.Helper()
	w, err := storage.Open(context.Background(), file, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	e, err := w.ExerciseRecord(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAnMSELGoesOutAndComesIn(t *testing.T) {
	p := sitDown(t)
	file, e := tabletopIn(t, p)
	out := filepath.Join(t.TempDir(), "msel.xlsx")
	p.types(Done, "exercise", "msel", "export", "--workbook", file, "--exercise", "opening", out).reads("It holds 1 inject.")
	p.types(Done, "exercise", "msel", "import", "--workbook", file, "--exercise", "Opening day", out).
		reads("says all of this already", "The same: 1")

	list := lists(t, t.TempDir(), "list.csv", "MSEL #,Sched. Time,Inject,Recipient,Phase,Priority,Internal\r\n"+
		"7,9:30 AM,A parent asks where to wait.,Front office,Module 1,high,x\r\n8,soon,Nothing.,,,,\r\n")
	p.types(Done, "exercise", "msel", "import", "--workbook", file, "--exercise", e.ID, list).
		reads("list.csv, row 2: New: 7 · A parent asks where to wait. · module: First hour;", "minute: 30", "note: Priority: high Internal: x",
			"list.csv, row 3: minute: “soon” is not a time of day.", "the column “Priority”. What stands in it goes into the notes", "Nothing was written.")
	p.types(CouldNot, "exercise", "msel", "import", "--workbook", file, "--accept", list)
	p.types(Done, "exercise", "msel", "import", "--workbook", file, "--accept", "--skip-faulty", "--author", "A. Planner", "--column", "Internal=", list)
	injects := exerciseIn(t, file, e.ID).Injects
	if len(injects) != 2 || injects[1].Minute != 30 || injects[1].To != "Front office" || injects[1].Number != "7" || injects[1].Note != "Priority: high" {
		t.Fatalf("taken in as %+v", injects)
	}
	p.types(Done, "import", "undo", "--workbook", file, "--author", "A. Planner")
	if injects := exerciseIn(t, file, e.ID).Injects; len(injects) != 1 {
		t.Errorf("undo leaves %+v", injects)
	}
	p.types(CouldNot, "exercise", "msel", "export", "--workbook", file, "--exercise", "winter", out).isTold("no exercise “winter”", "Opening day")
	p.types(WrongUsage, "exercise", "msel", "export", "--workbook", file, file).isTold("workbook")
}

func TestFilledFeedbackFormsComeIn(t *testing.T) {
	tool, err := exec.LookPath("pdftk")
	if err != nil {
		t.Skip("pdftk is not installed")
	}
	p := sitDown(t)
	file, e := tabletopIn(t, p)
	folder := t.TempDir()
	form := filepath.Join(folder, "form.pdf")
	_, err = export.WriteFeedbackForm(context.Background(), form,
		workbook.NewFeedbackForm(workbook.ExerciseRequest{Exercise: exerciseIn(t, file, e.ID)}),
		export.Options{Paper: export.Letter, Words: p.env.Words, Fonts: export.NewFonts(assets.Fonts())})
	if err != nil {
		t.Fatal(err)
	}
	data := lists(t, folder, "data.fdf", "%FDF-1.2\n1 0 obj\n<</FDF <</Fields [<</T (feedback.exercise_role) /V /observer>> "+
		"<</T (feedback.people) /V /2>> <</T (feedback.comments) /V (More chairs)>>]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n")
	filled := filepath.Join(folder, "filled.pdf")
	if out, err := exec.Command(tool, form, "fill_form", data, "output", filled).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	p.types(Done, "exercise", "feedback", "import", "--workbook", file, filled).
		reads("filled.pdf: New: filled.pdf · role in the exercise: Observer; ", "comments: More chairs", "Nothing was written.")
	p.types(Done, "exercise", "feedback", "import", "--workbook", file, "--accept", filled, form).reads("Nothing is filled in on form.pdf.")
	got := exerciseIn(t, file, e.ID).Feedback
	if len(got) != 1 || got[0].Role != workbook.Observer || got[0].Scores["people"] != 2 || got[0].Comments != "More chairs" {
		t.Fatalf("taken in as %+v", got)
	}
	p.types(Done, "exercise", "feedback", "import", "--workbook", file, "--accept", filled).reads("says all of this already")
}
