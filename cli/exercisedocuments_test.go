package cli

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// withAnExercise puts an exercise of a name into the sample's first school and gives its id.
func (p *person) withAnExercise(file, name string) string {
	t := p.t
	t.Helper()
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	schools, err := w.Schools(ctx)
	if err != nil {
		t.Fatal(err)
	}
	e := workbook.Exercise{ID: p.env.NewID(), SchoolID: schools[0].ID, Name: name, Starts: "09:00", Minutes: 90, Scenario: "It is the first day of school."}
	o := workbook.Objective{ID: p.env.NewID(), ExerciseID: e.ID, Title: "Warn every room", Capability: "planning"}
	i := workbook.Inject{ID: p.env.NewID(), ExerciseID: e.ID, Minute: 20, Type: workbook.Standard, Text: "A call comes in.", Expected: "The sealed outcome.", Objectives: []string{o.ID}}
	var changes []workbook.Change
	changes = append(changes, workbook.Add(workbook.ExerciseEntity, e.ID, e)...)
	changes = append(changes, workbook.Add(workbook.ObjectiveEntity, o.ID, o)...)
	changes = append(changes, workbook.Add(workbook.InjectEntity, i.ID, i)...)
	if _, err := w.Apply(ctx, workbook.Author{Name: "Test"}, changes); err != nil {
		t.Fatal(err)
	}
	return e.ID
}

func TestTheDocumentsOfAnExerciseAreWrittenIntoAFolder(t *testing.T) {
	p, file := withTheSample(t)
	p.withAnExercise(file, "Opening day")
	folder := filepath.Join(t.TempDir(), "papers")
	read := []string{folder, "For players.", "There are no modules yet.", "“Opening day”"}
	for _, d := range export.ExerciseDocuments() {
		read = append(read, d.FileName(workbook.Exercise{Name: "Opening day"}, p.env.Words))
	}
	p.types(Done, "exercise", "documents", "--workbook", file, "--exercise", "opening", "-o", folder,
		"--paper", "a4", "--prepared-by", "Denise Okafor", "--handling", "Draft").reads(read...)
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != len(export.ExerciseDocuments()) {
		t.Fatalf("%v: %v", files, err)
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not here to read the documents with")
	}
	for _, f := range files {
		out, err := exec.Command(tool, filepath.Join(folder, f.Name()), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(out)), " ")
		if strings.HasPrefix(f.Name(), "Situation Manual") && (strings.Contains(text, "sealed") || !strings.Contains(text, "Warn every room")) {
			t.Errorf("the players' manual says %q", text)
		}
		if strings.HasPrefix(f.Name(), "Facilitator") && !strings.Contains(text, "sealed") {
			t.Error("the handbook does not hold what is expected")
		}
	}
	// Once more, one of them: the others stay.
	p.types(Done, "exercise", "documents", "--workbook", file, "--exercise", "Opening day", "-o", folder, "--only", "Handbook").reads("1 document", "Facilitator and Evaluator Handbook")
}

func TestAnExerciseThatIsNotClearIsAskedFor(t *testing.T) {
	p, file := withTheSample(t)
	folder := filepath.Join(t.TempDir(), "papers")
	line := []string{"exercise", "documents", "--workbook", file, "-o", folder}
	empty := filepath.Join(t.TempDir(), "empty.forethought")
	p.types(Done, "new", empty)
	p.types(CouldNot, "exercise", "documents", "--workbook", empty, "-o", folder).isTold("holds no exercise yet")
	p.withAnExercise(file, "Opening day")
	id := p.withAnExercise(file, "Opening evening")
	p.types(WrongUsage, line...).isTold("--exercise", "Opening day", "Opening evening")
	p.types(CouldNot, append(line, "--exercise", "Opening")...).isTold("More than one", "Opening evening; Opening day")
	p.types(CouldNot, append(line, "--exercise", "Sports day")...).isTold("no exercise “Sports day”", "Opening day")
	p.types(WrongUsage, append(line, "--exercise", "Opening day", "--only", "poster")...).isTold("poster", "situation-manual", "after-action-report")
	p.types(WrongUsage, append(line, "--exercise", "Opening day", "--paper", "a5")...).isTold("a5")
	if exists(folder) {
		t.Error("a folder was made for nothing")
	}
	p.types(Done, append(line, "--exercise", id, "--only", "situation-manual")...).reads("Opening evening")
	p.types(WrongUsage, "exercise", "documents", "--workbook", file, "-o", file).isTold("is a workbook")
}
