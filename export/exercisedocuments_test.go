package export_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// onExercise writes one kind of document on an exercise.
func onExercise(t *testing.T, code string, r workbook.ExerciseRequest, paper export.Paper) (string, export.Receipt) {
	t.Helper()
	d, err := export.ParseExerciseDocument(code)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), code+".pdf")
	receipt, err := d.Write(context.Background(), path, r, options(t, paper))
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	if read := opened(t, path); read.PageCount != receipt.Pages || receipt.Pages == 0 {
		t.Errorf("%s has %d pages, the receipt says %d", code, read.PageCount, receipt.Pages)
	}
	if keep := os.Getenv("FORETHOUGHT_KEEP_DOCUMENTS"); keep != "" {
		data, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(filepath.Join(keep, code+"-"+string(paper)+".pdf"), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return path, receipt
}

func TestWhatPlayersHoldSaysNothingThatIsNotForThem(t *testing.T) {
	r := tabletop()
	held := 0
	for _, d := range export.ExerciseDocuments() {
		if !d.Players {
			continue
		}
		held++
		path, _ := onExercise(t, d.Code, r, export.Letter)
		read := opened(t, path)
		text := textOf(t, path) + bookmarks(t, path) + read.Title + read.Subject + read.Keywords + read.Author
		if strings.Contains(text, secret) {
			at := strings.Index(text, secret)
			t.Errorf("%s says %q", d.Code, workbook.Shorten(text[at:], 80))
		}
		for _, i := range r.Case.Items {
			if strings.Contains(text, i.Title) {
				t.Errorf("%s names %q, which the exercise tries out", d.Code, i.Title)
			}
		}
		if strings.Contains(text, r.Case.Title) {
			t.Errorf("%s names the case", d.Code)
		}
	}
	if held == 0 {
		t.Error("players hold nothing")
	}
}

func TestSituationManualHoldsWhatPlayersNeed(t *testing.T) {
	for _, paper := range export.Papers() {
		path, receipt := onExercise(t, "situation-manual", tabletop(), paper)
		text := textOf(t, path)
		r := tabletop()
		e := r.Exercise
		expect(t, text, e.Name, e.Purpose, e.Scope, e.Place, e.Sponsor, e.Contact, e.Threat, "Response, Recovery",
			"Public Information and Warning", "18 November 2026", "09:00 to 11:00", "A warehouse stands beside the yard.",
			"For official use only", "Hot wash and feedback", "10:40")
		for _, o := range e.Objectives {
			expect(t, text, o.Title, o.Text)
		}
		for _, m := range e.Modules {
			expect(t, text, "Module", m.Title, "Time in the story: "+string(m.Story))
			for line := range strings.SplitSeq(m.Text, "\n") {
				expect(t, text, line)
			}
		}
		for _, q := range e.Questions {
			expect(t, text, q.Text)
		}
		for _, p := range e.Participants {
			expect(t, text, p.Name, p.Organization)
		}
		if receipt.Objectives != 3 || receipt.Questions != 2 {
			t.Errorf("the receipt counts %d objectives and %d questions", receipt.Objectives, receipt.Questions)
		}
	}
}

func TestEveryDocumentOnAnExerciseIsSound(t *testing.T) {
	bare := workbook.ExerciseRequest{Case: warehouseFire(), Exercise: workbook.ExerciseRecord{Exercise: workbook.Exercise{ID: "x0"}}}
	full := tabletop()
	full.Exercise.Scenario = strings.Repeat("A very long story that goes on. ", 700)
	full.Exercise.Modules[0].Title = strings.Repeat("Long", 75)
	full.Exercise.Injects[0].Expected = strings.Repeat("Sealed outcome after outcome. ", 400)
	full.Exercise.Observations[1].Analysis = strings.Repeat("Sealed reason after reason. ", 400)
	for _, d := range export.ExerciseDocuments() {
		for name, r := range map[string]workbook.ExerciseRequest{"bare": bare, "full": full} {
			path, _ := onExercise(t, d.Code, r, export.A4)
			if tool, err := exec.LookPath("qpdf"); err == nil {
				if out, err := exec.Command(tool, "--check", path).CombinedOutput(); err != nil {
					t.Errorf("%s, %s: %v\n%s", d.Code, name, err, out)
				}
			}
			again, _ := onExercise(t, d.Code, r, export.A4)
			a, errA := os.ReadFile(path)
			b, errB := os.ReadFile(again)
			if errA != nil || errB != nil || string(a) != string(b) {
				t.Errorf("%s, %s: drawn twice it differs (%v, %v)", d.Code, name, errA, errB)
			}
		}
	}
}

func TestDocumentsOfAnExerciseGoIntoAFolderAllOrNone(t *testing.T) {
	r, o, ctx := tabletop(), options(t, export.Letter), context.Background()
	folder := filepath.Join(t.TempDir(), "new", "documents")
	kinds, done := export.ExerciseDocuments(), 0
	o.Progress = func(n, total int) {
		if done = n; total != len(kinds) {
			t.Errorf("%d of %d documents", n, total)
		}
	}
	receipts, err := export.WriteExerciseDocuments(ctx, folder, kinds, r, o)
	if err != nil || len(receipts) != len(kinds) || done != len(kinds) {
		t.Fatalf("%d receipts, %d told: %v", len(receipts), done, err)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != len(kinds) {
		t.Fatalf("%v: %v", files, err)
	}
	for i, d := range kinds {
		if want := filepath.Join(folder, d.FileName(r.Exercise.Exercise, o.Words)); receipts[i].Path != want {
			t.Errorf("%s is at %s, not at %s", d.Code, receipts[i].Path, want)
		}
		opened(t, receipts[i].Path)
	}

	// One that cannot be replaced keeps all others as they were.
	last := filepath.Join(t.TempDir(), "other")
	blocked := filepath.Join(last, kinds[len(kinds)-1].FileName(r.Exercise.Exercise, o.Words))
	if err := os.MkdirAll(blocked, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := export.WriteExerciseDocuments(ctx, last, kinds, r, o); err == nil {
		t.Error("a folder was replaced")
	}
	if files, err := os.ReadDir(last); err != nil || len(files) != 1 {
		t.Errorf("%v is there: %v", files, err)
	}

	stopped, cancel := context.WithCancel(ctx)
	cancel()
	empty := t.TempDir()
	if _, err := export.WriteExerciseDocuments(stopped, empty, kinds, r, o); err == nil {
		t.Error("cancelled work was done")
	}
	if files, err := os.ReadDir(empty); err != nil || len(files) != 0 {
		t.Errorf("%v is left: %v", files, err)
	}
}

func TestHandbookHoldsTheMSELAndWhatIsBehindIt(t *testing.T) {
	for _, paper := range export.Papers() {
		r := tabletop()
		path, receipt := onExercise(t, "handbook", r, paper)
		pages, e := pagesOf(t, path), r.Exercise
		text := strings.Join(pages, " ")
		for _, i := range e.Injects {
			// A narrow column breaks lines within a cell, so words are looked for, not lines.
			for _, field := range []string{i.Text, i.Expected, i.Note, i.Mode, i.From, i.InjectedBy, i.To} {
				for word := range strings.FieldsSeq(field) {
					expect(t, text, word)
				}
			}
		}
		expect(t, text, "Event #", "Event Time", "Event Type", "Inject Mode", "From", "Injected By", "To",
			"Event Description", "Expected Outcomes", "Notes", "When wanted", "09:15", "Story 08:10", "Complexity")
		for _, o := range e.Objectives {
			expect(t, text, o.Title, o.Text)
		}
		for _, q := range e.Questions {
			expect(t, text, q.Text, q.Points)
		}
		for _, x := range e.Targets {
			expect(t, text, x.Text)
			for task := range strings.SplitSeq(x.Tasks, "\n") {
				expect(t, text, task)
			}
		}
		expect(t, text, "Smoke seen and not reported", "Counting every child", "Chapter 2", "Report of the harbor inquiry",
			"1 item that the case no longer holds is left out.", "Performed with Major Challenges", "Hot wash and feedback")
		if receipt.Injects != 3 || receipt.Objectives != 3 || receipt.Items != 4 || receipt.Questions != 2 {
			t.Errorf("the receipt counts %+v", receipt)
		}
		lying := 0
		for i, wide := range lieDown(t, path) {
			if wide {
				lying++
				expect(t, pages[i], "Event Description", "Opening day tabletop", "Page "+strconv.Itoa(i+1)+" of")
			}
		}
		if lying != 1 {
			t.Errorf("%d pages lie on their side", lying)
		}
	}
}

// lieDown says of each page whether it is wider than high.
func lieDown(t *testing.T, path string) []bool {
	t.Helper()
	tool, err := exec.LookPath("pdfinfo")
	if err != nil {
		t.Skip("pdfinfo is not installed (Debian: poppler-utils); the sizes of the pages are not looked at")
	}
	out, err := exec.Command(tool, "-f", "1", "-l", "999", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var lying []bool
	for _, m := range regexp.MustCompile(`(?m)^Page +\d+ size: +([\d.]+) x ([\d.]+)`).FindAllStringSubmatch(string(out), -1) {
		w, errW := strconv.ParseFloat(m[1], 64)
		h, errH := strconv.ParseFloat(m[2], 64)
		if errW != nil || errH != nil {
			t.Fatal(m)
		}
		lying = append(lying, w > h)
	}
	return lying
}

func TestBlankGuidesHaveRoomAndNothingThatWasRated(t *testing.T) {
	r := tabletop()
	path, _ := onExercise(t, "evaluation-guides", r, export.Letter)
	text := textOf(t, path)
	for _, o := range r.Exercise.Objectives {
		expect(t, text, o.Title, o.Text)
	}
	expect(t, text, "Sealed: every room is reached.", "Sealed: use two ways to warn", "Evaluator", "Final rating",
		"Performed without Challenges", "Unable to be Performed", "Mass Care Services")
	for _, given := range []string{"two rooms were never reached", "the gym was missed", "counts were called in", "Second Pair of Eyes"} {
		if strings.Contains(text, given) {
			t.Errorf("a blank guide says %q", given)
		}
	}
}

func TestFilledGuidesHoldEveryRatingAndObservation(t *testing.T) {
	r := tabletop()
	path, receipt := onExercise(t, "evaluation-results", r, export.Letter)
	text := textOf(t, path)
	for _, x := range r.Exercise.Ratings {
		expect(t, text, x.Evaluator+": "+string(x.Rating), x.Explanation)
	}
	for _, o := range r.Exercise.Observations {
		expect(t, text, o.Text, o.Analysis, o.Reference)
	}
	for _, o := range r.Exercise.Objectives {
		expect(t, text, o.Title, o.Explanation)
	}
	expect(t, text, "M · Performed with Major Challenges", "P · Performed without Challenges", "Not rated", "Seen by Łukasz Żółkiewski")
	if receipt.Ratings != 3 || receipt.Observations != 5 || receipt.Objectives != 3 {
		t.Errorf("the receipt counts %+v", receipt)
	}
}

func TestAfterActionReportHasTheTemplatesSections(t *testing.T) {
	for _, paper := range export.Papers() {
		r := tabletop()
		path, receipt := onExercise(t, "after-action-report", r, paper)
		pages, e := pagesOf(t, path), r.Exercise
		text := strings.Join(pages, " ")
		titles, _, kids := outline(t, path)
		want := []string{"Contents", "Exercise overview", "Executive summary", "Objectives, core capabilities and ratings",
			"Analysis of core capabilities", "Decisions, hot wash and feedback", "What is still open",
			"Appendix A: Improvement plan", "Appendix B: Exercise participants", "Sources"}
		if strings.Join(titles, "; ") != strings.Join(want, "; ") || kids["Analysis of core capabilities"] != 3 {
			t.Errorf("the parts are %q", titles)
		}
		for _, o := range e.Objectives {
			expect(t, text, o.Title, o.Text, o.Explanation)
		}
		for _, o := range e.Observations {
			expect(t, text, o.Text, o.Analysis, o.Reference)
		}
		for _, f := range e.Feedback {
			expect(t, text, f.Strengths, f.Improvements, f.Comments)
		}
		expect(t, text, e.Summary, e.HotWash, "Area for improvement 2", "M · Performed with Major Challenges",
			"The exercise was well structured and organized.", "3.5", "2 forms were handed in", "Draft: not agreed yet.",
			"Objective “Warn in five minutes”: Performed with Major Challenges",
			"Area for improvement 2 has no corrective action yet: Sealed: two phone lists differ.",
			"Corrective action “Hang a speaker in the gym”: To do.", "Objective “Tell families” has no final rating.",
			"The answer to “Smoke seen and not reported” in the checklists is in doubt",
			"Report of the harbor inquiry", "Морозова Анна", "Nguyễn Thị Hạnh")
		if strings.Contains(text, "Sam Porter") {
			t.Error("somebody is listed who was not there")
		}
		if receipt.Ratings != 2 || receipt.Actions != 1 || receipt.Observations != 5 {
			t.Errorf("the receipt counts %+v", receipt)
		}
		lying := ""
		for i, wide := range lieDown(t, path) {
			if wide {
				lying += pages[i]
			}
		}
		expect(t, lying, "Core capability", "Issue / area for improvement", "Corrective action", "Hang a speaker in the gym",
			"Sealed: with a battery.", "Equipment", "1 December 2026", "No corrective action yet")
	}
}
