package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"forethought/export"
)

// exerciseDocuments turns to the part, once the exercise is read.
func (b *bench) exerciseDocuments() *exerciseDocuments {
	b.t.Helper()
	b.exercises().turnTo(partDocuments)
	b.wait("the part", func() bool { return b.exercises().parts[partDocuments] != nil })
	return b.exercises().parts[partDocuments].(*exerciseDocuments)
}

func TestTheDocumentsOfAnExerciseAreWrittenFromItsLastPart(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.exercise()
	p := b.exerciseDocuments()
	b.sees(p.box, "Nothing has been rated yet.")
	for _, k := range export.ExerciseDocuments() {
		b.sees(p.box, b.desk.text("exercise.document."+k.Code))
		b.sees(p.box, b.desk.text("exercise.document-for."+k.Code))
		b.sees(p.box, b.desk.text("exercise.document-holds."+k.Code))
		if want := len(k.Lacks(&e)) == 0; p.ticks[k.Code].Ticked() != want {
			t.Errorf("%s is ticked: %t", k.Code, !want)
		}
	}

	// One of them into a folder, then all: those that are there are asked about.
	p.onAll()
	p.onAll()
	if len(p.ticked()) != 0 || !p.write.Disabled() {
		t.Fatalf("%d are ticked and nothing can be written: %t", len(p.ticked()), p.write.Disabled())
	}
	p.ticks["situation-manual"].OnTapped()
	folder := filepath.Join(b.dir, "papers")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	b.asked.answer = folder
	p.write.Tapped(nil)
	b.wait("the manual", func() bool { return p.done.Visible() && b.desk.modal == nil })
	b.sees(p.box, "1 document written")
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Fatalf("%v: %v", files, err)
	}
	p.onAll()
	p.done.Hide()
	p.write.Tapped(nil)
	b.settle()
	b.say("Replace")
	b.wait("the documents", func() bool { return p.done.Visible() && b.desk.modal == nil })
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != len(export.ExerciseDocuments()) {
		t.Fatalf("%v: %v", files, err)
	}
	test.Tap(buttonNamed(t, p.done, "Open the folder"))
	if len(b.launched) != 1 || b.launched[0] != folder {
		t.Errorf("opened: %v", b.launched)
	}
	if tool, err := exec.LookPath("pdftotext"); err == nil {
		out, err := exec.Command(tool, filepath.Join(folder, "Situation Manual - "+e.Name+".pdf"), "-").Output()
		if err != nil || !strings.Contains(string(out), e.Objectives[0].Title) {
			t.Errorf("the manual says %q (%v)", out, err)
		}
	}
}

func TestAFolderThatCannotBeWrittenToIsSaid(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.exercise()
	p := b.exerciseDocuments()
	b.asked.answer = filepath.Join(b.dir, "not a folder")
	if err := os.WriteFile(b.asked.answer, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.write.Tapped(nil)
	b.wait("a sentence", func() bool { return strings.Contains(b.told(), "not a folder") })
	if p.done.Visible() {
		t.Error("something is said to be written")
	}
}
