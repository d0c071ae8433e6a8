package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/assets"
	"forethought/export"
	"forethought/workbook"
)

func TestAnMSELGoesOutAndComesBackChanged(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.exercise()
	b.asked.answer = filepath.Join(b.dir, "list.xlsx")
	b.desk.exportMSEL(e)
	b.settle()
	if said := b.told(); !strings.Contains(said, "It holds 1 inject") {
		t.Fatalf("after the export the window says %q", said)
	}
	b.say("Open it")
	if len(b.launched) != 1 || b.launched[0] != b.asked.answer {
		t.Errorf("opened %v", b.launched)
	}

	// Elsewhere somebody changes the inject, adds one, and a column of their own.
	table, err := export.ReadTable(t.Context(), b.asked.answer, "")
	if err != nil {
		t.Fatal(err)
	}
	head, row := append(table.Rows[0].Cells, "Radio channel"), append(table.Rows[1].Cells, "")
	row[8] = "A substitute has no list and no radio."
	added := make([]string, len(head))
	added[0], added[1], added[7], added[8], added[14] = "2", "9:30 AM", "Front office", "A parent asks where to wait.", "Channel 4"
	var list strings.Builder
	for _, cells := range [][]string{head, row, added} {
		list.WriteString(strings.Join(cells, ";") + "\n")
	}
	b.chooses("list.csv", list.String())

	b.desk.importMSEL(e)
	b.settle()
	said := b.told()
	for _, want := range []string{"2 rows", "Event Description", "Radio channel", "Keep in the notes"} {
		if !strings.Contains(said, want) {
			t.Errorf("the columns are shown as %q, want %q in it", said, want)
		}
	}
	b.say("Look at the changes")
	if said := b.told(); !strings.Contains(said, "New 1") || !strings.Contains(said, "Changes 1") || strings.Contains(said, e.ID) {
		t.Errorf("the changes are shown as %q", said)
	}
	if now := b.exerciseOnDisk(e.ID); len(now.Injects) != 1 || now.Injects[0].Text != e.Injects[0].Text {
		t.Fatalf("written before anyone accepted it: %+v", now.Injects)
	}
	b.say("Apply 2 changes")
	b.say("Close")
	now := b.exerciseOnDisk(e.ID)
	if len(now.Injects) != 2 || now.Injects[0].Text != "A substitute has no list and no radio." || now.Injects[1].Minute != 30 ||
		now.Injects[1].To != "Front office" || now.Injects[1].Note != "Radio channel: Channel 4" {
		t.Fatalf("on disk: %+v", now.Injects)
	}
	b.shell.onUndo()
	b.settle()
	if now := b.exerciseOnDisk(e.ID); len(now.Injects) != 1 || now.Injects[0].Text != e.Injects[0].Text {
		t.Errorf("one undo leaves %+v", now.Injects)
	}
}

func TestFeedbackFormsThatCameBackAreReadOnce(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.exercise()
	form := workbook.NewFeedbackForm(workbook.ExerciseRequest{Exercise: e, Case: b.desk.theCase})
	path := filepath.Join(b.dir, "feedback.pdf")
	_, err := export.WriteFeedbackForm(t.Context(), path, form, export.Options{Paper: export.Letter, Words: b.desk.words, Fonts: export.NewFonts(assets.Fonts())})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// A program that fills forms writes the new value in place of the old.
	filled := strings.Replace(string(data), "/FT /Btn /Ff 49152 /TU (The right people were in the room.) /V /Off", "/FT /Btn /Ff 49152 /TU (The right people were in the room.) /V /4", 1)
	if filled == string(data) {
		t.Fatal("the form has no such field")
	}
	b.asked.files = []string{b.laid("first.pdf", []byte(filled)), b.laid("again.pdf", []byte(filled)), b.laid("empty.pdf", data)}
	b.exercises().turnTo(partDocuments)
	b.settle()
	b.desk.importFeedback(e)
	b.settle()
	if said := b.told(); !strings.Contains(said, "New 1") || !strings.Contains(said, "Passed over 2") {
		t.Fatalf("the forms are shown as %q", said)
	}
	b.say("Apply 1 change")
	b.say("Close")
	now := b.exerciseOnDisk(e.ID)
	if len(now.Feedback) != 1 || now.Feedback[0].Scores["people"] != 4 {
		t.Fatalf("on disk: %+v", now.Feedback)
	}
	b.shell.onUndo()
	b.settle()
	if n := len(b.exerciseOnDisk(e.ID).Feedback); n != 0 {
		t.Errorf("one undo leaves %d", n)
	}
}
