package export_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// fillWith has another program fill a form.
func fillWith(t *testing.T, form string, values map[string]string) string {
	t.Helper()
	tool, err := exec.LookPath("pdftk")
	if err != nil {
		t.Skip("pdftk is not installed")
	}
	var fdf strings.Builder
	fdf.WriteString("%FDF-1.2\n1 0 obj\n<</FDF <</Fields [\n")
	for name, value := range values {
		if strings.HasPrefix(value, "/") {
			fmt.Fprintf(&fdf, "<</T (feedback.%s) /V %s>>\n", name, value)
		} else {
			fmt.Fprintf(&fdf, "<</T (feedback.%s) /V (%s)>>\n", name, value)
		}
	}
	fdf.WriteString("]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n")
	data, filled := lay(t, "data.fdf", []byte(fdf.String())), filepath.Join(t.TempDir(), "filled.pdf")
	if out, err := exec.Command(tool, form, "fill_form", data, "output", filled).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return filled
}

func TestAFeedbackFormThatAnotherProgramFilledIsReadBack(t *testing.T) {
	for _, paper := range export.Papers() {
		form, receipt := onExercise(t, "feedback-form", tabletop(), paper)
		if receipt.Pages != 1 {
			t.Errorf("on %s it has %d pages", paper, receipt.Pages)
		}
		text := textOf(t, form)
		w := words(t)
		for _, code := range workbook.FeedbackStatements() {
			expect(t, text, w.Text("feedback."+code))
		}
		expect(t, text, "Opening day tabletop", "Jordan Reyes, Safety officer", "Strongly disagree", "Strongly agree")
		filled := fillWith(t, form, map[string]string{
			"exercise_role": "/player", "structure": "/4", "realism": "/5", "strengths": "A clear pace\\nand a calm voice", "comments": "Thank you",
		})
		got, err := export.ReadFeedback(filled)
		if err != nil {
			t.Fatal(err)
		}
		if got.Stamp != (workbook.FeedbackStamp{Exercise: "x1", Name: "Opening day tabletop"}) || got.File != "filled.pdf" {
			t.Errorf("it is of %+v", got)
		}
		e := tabletop().Exercise
		p := workbook.ProposeFeedback(e, []workbook.FilledFeedback{got, got}, func() string { return "new" })
		if len(p.Rows) != 1 || len(p.Faults) > 0 || len(p.Notes) != 1 {
			t.Fatalf("it would change %+v", p)
		}
		taken := e.With(p.Accepted()).Feedback
		f := taken[len(taken)-1]
		if f.Role != workbook.Player || f.Scores["structure"] != 4 || f.Scores["realism"] != 5 || len(f.Scores) != 2 ||
			f.Strengths != "A clear pace\nand a calm voice" || f.Improvements != "" || f.Comments != "Thank you" {
			t.Errorf("read as %+v", f)
		}
	}
}

func TestWhatIsNoFeedbackFormSaysSo(t *testing.T) {
	r := tabletop()
	form, _ := onExercise(t, "feedback-form", r, export.Letter)
	if got, err := export.ReadFeedback(form); err != nil || len(workbook.ProposeFeedback(r.Exercise, []workbook.FilledFeedback{got}, nil).Rows) != 0 {
		t.Errorf("an empty form gives %+v, %v", got, err)
	}
	other, _ := onExercise(t, "certificate", r, export.Letter)
	data, err := os.ReadFile(form)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		other: workbook.ErrNotAForm, lay(t, "cut.pdf", data[:len(data)/2]): workbook.ErrUnreadable,
		filepath.Join(t.TempDir(), "gone.pdf"): workbook.ErrNoSuchFile,
	} {
		if _, err := export.ReadFeedback(path); !errors.Is(err, want) {
			t.Errorf("%s gives %v, want %v", filepath.Base(path), err, want)
		}
	}
	if _, err := export.ReadForm(form); !errors.Is(err, workbook.ErrNotAForm) {
		t.Errorf("as a checklist's form it gives %v", err)
	}
	forms, said, err := export.ReadFeedbackForms(context.Background(), []string{filepath.Dir(form)}, nil)
	if err != nil || len(forms) != 1 || len(said.Faults) > 0 {
		t.Errorf("its folder gives %d forms, %v, %v", len(forms), said.Faults, err)
	}
}

func TestTheConductBriefingIsForTheProjector(t *testing.T) {
	r := tabletop()
	path, receipt := onExercise(t, "conduct-briefing", r, export.A4)
	text := textOf(t, path)
	e := r.Exercise
	expect(t, text, e.Name, e.Purpose, e.Scope, "Players", "Hot wash", "Welcome", "09:40")
	for _, o := range e.Objectives {
		expect(t, text, o.Title, o.Text)
	}
	for _, m := range e.Modules {
		expect(t, text, m.Title, string(m.Story))
	}
	for _, q := range e.Questions {
		expect(t, text, q.Text)
	}
	read := opened(t, path)
	sizes, err := read.PageDims()
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range sizes {
		if d.Width != 960 || d.Height != 540 {
			t.Errorf("page %d is %v x %v points", i+1, d.Width, d.Height)
		}
	}
	e.Scenario = strings.Repeat("A long story that nobody can read at once. ", 200)
	r.Exercise = e
	long, more := onExercise(t, "conduct-briefing", r, export.Letter)
	expect(t, textOf(t, long), "Scenario (continued)")
	if n := strings.Count(textOf(t, long), "nobody can"); n < 190 || more.Pages <= receipt.Pages {
		t.Errorf("%d of 200 sentences stand on %d pages", n, more.Pages)
	}
}

func TestEverybodyWhoAttendedGetsACertificate(t *testing.T) {
	r := tabletop()
	path, receipt := onExercise(t, "certificate", r, export.Letter)
	text := textOf(t, path)
	if receipt.Pages != 4 || strings.Contains(text, "Sam Porter") {
		t.Errorf("%d certificates, %s", receipt.Pages, text)
	}
	expect(t, text, "Морозова Анна", "Nguyễn Thị Hạnh", "as an evaluator", "18 November 2026", "Public Information and Warning")
	for i := range r.Exercise.Participants {
		r.Exercise.Participants[i].Attended = false
	}
	path, receipt = onExercise(t, "certificate", r, export.A4)
	if text := textOf(t, path); receipt.Pages != 1 || strings.Contains(text, "Морозова") {
		t.Errorf("%d blank certificates, %s", receipt.Pages, text)
	}
}
