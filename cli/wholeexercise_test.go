package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"forethought/assets"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// held lets a drafted exercise be held: every objective is observed, rated by an evaluator
// and given a final rating, and everybody attends. It gives the exercise as it is then.
func held(t *testing.T, file, name string) workbook.ExerciseRecord {
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
	e, err := readExercise(ctx, w, name)
	if err != nil {
		t.Fatal(err)
	}
	var changes []workbook.Change
	add := func(entity workbook.Entity, v workbook.Valued) {
		changes = append(changes, workbook.Add(entity, storage.NewID(), v)...)
	}
	rate := func(o workbook.Objective, target string, r workbook.Rating, why string) {
		add(workbook.RatingEntity, workbook.TargetRating{
			ExerciseID: e.ID, ObjectiveID: o.ID, TargetID: target, Evaluator: "Ada Brook", Rating: r, Explanation: why,
		})
	}
	for i, o := range e.Objectives {
		given := workbook.Ratings()[i%4]
		to := o
		to.Final, to.Explanation = given, fmt.Sprintf("Final word %d.", i)
		changes = append(changes, workbook.Edit(workbook.ObjectiveEntity, o.ID, o, to)...)
		rate(o, "", given, fmt.Sprintf("Whole word %d.", i))
		for j, target := range e.TargetsOf(o.ID) {
			rate(o, target.ID, workbook.Ratings()[j%4], fmt.Sprintf("Target word %d.%d.", i, j))
		}
		for _, kind := range workbook.ObservationKinds() {
			add(workbook.ObservationEntity, workbook.Observation{
				ExerciseID: e.ID, ObjectiveID: o.ID, Kind: kind, Elapsed: 60 * i, Text: fmt.Sprintf("Seen %s %d.", kind, i),
			})
		}
	}
	for _, p := range e.Participants {
		to := p
		to.Attended = true
		changes = append(changes, workbook.Edit(workbook.ParticipantEntity, p.ID, p, to)...)
	}
	_, errWrite := w.Apply(ctx, workbook.Author{Name: "Ada Brook"}, changes)
	e, err = w.ExerciseRecord(ctx, e.ID)
	if err = errors.Join(errWrite, err); err != nil {
		t.Fatal(err)
	}
	return e
}

// sentences are those of a text that are long enough to be somebody's own.
func sentences(texts ...string) []string {
	var all []string
	for _, text := range texts {
		for s := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".?!\n", r) }) {
			if s = strings.TrimSpace(s); len(s) > 20 {
				all = append(all, s)
			}
		}
	}
	return all
}

// solid is a text without what lines and pages do to it.
func solid(text string) string { return strings.Join(strings.Fields(text), "") }

func TestADraftedExerciseGivesAllItsDocuments(t *testing.T) {
	p, file := withTheSample(t)
	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "Willow", "--minutes", "120", "--name", "Winter tabletop", "--date", "2027-01-13")
	e := held(t, file, "Winter tabletop")
	folder := filepath.Join(t.TempDir(), "papers")
	p.types(Done, "exercise", "documents", "--workbook", file, "--exercise", "Winter", "-o", folder)
	if strings.Contains(p.out.String(), "There are no") {
		t.Errorf("something is missing from the exercise:\n%s", &p.out)
	}
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}

	var objectives, injects, questions, secret, finals, ratings, seen []string
	for _, o := range e.Objectives {
		objectives = append(objectives, o.Title)
		finals = append(finals, o.Explanation, p.env.Words.Text("rating."+string(o.Final)))
	}
	for _, i := range e.Injects {
		injects = append(injects, sentences(i.Text)...)
		secret = append(secret, sentences(i.Expected, i.Note)...)
	}
	for _, q := range e.Questions {
		questions = append(questions, sentences(q.Text)...)
		secret = append(secret, sentences(q.Points)...)
	}
	for _, id := range e.Items() {
		it, _ := c.Item(id)
		secret = append(secret, it.Title)
	}
	for _, r := range e.Ratings {
		ratings = append(ratings, r.Evaluator+": "+string(r.Rating), r.Explanation)
	}
	for _, o := range e.Observations {
		seen = append(seen, o.Text)
	}
	if len(objectives) < 4 || len(injects) < 9 || len(questions) == 0 || len(secret) < 20 || len(ratings) < 16 {
		t.Fatalf("%d objectives, %d sentences of injects, %d of questions, %d kept from players, %d of ratings",
			len(objectives), len(injects), len(questions), len(secret), len(ratings))
	}
	holds := map[string][][]string{
		"situation-manual": {objectives, questions}, "conduct-briefing": {objectives, questions},
		"handbook": {objectives, questions, injects, secret}, "evaluation-guides": {objectives},
		"evaluation-results": {objectives, ratings, finals, seen}, "after-action-report": {objectives, finals, seen},
	}
	for _, d := range export.ExerciseDocuments() {
		path := filepath.Join(folder, d.FileName(e.Exercise, p.env.Words))
		if tool, err := exec.LookPath("qpdf"); err == nil {
			if out, err := exec.Command(tool, "--check", path).CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", d.Code, err, out)
			}
		}
		text := solid(readBack(t, path))
		for _, list := range holds[d.Code] {
			for _, words := range list {
				if !strings.Contains(text, solid(words)) {
					t.Errorf("%s lacks %q", d.Code, words)
				}
			}
		}
		kept := append(ratings[:len(ratings):len(ratings)], seen...)
		if d.Players {
			kept = append(append(kept, secret...), injects...)
		}
		if d.Players || d.Code == "evaluation-guides" {
			for _, words := range kept {
				if strings.Contains(text, solid(words)) {
					t.Errorf("%s says %q", d.Code, words)
				}
			}
		}
	}
}

func TestADraftedMSELGoesOutAndComesBack(t *testing.T) {
	p, file := withTheSample(t)
	p.types(Done, "exercise", "draft", "--workbook", file, "--school", "Willow", "--minutes", "120", "--name", "Winter tabletop")
	list := filepath.Join(t.TempDir(), "msel.xlsx")
	line := func(verb string, more ...string) []string {
		return append([]string{"exercise", "msel", verb, "--workbook", file, "--exercise", "Winter", list}, more...)
	}
	ctx := context.Background()
	var before workbook.ExerciseRecord
	written := func(change func(e workbook.ExerciseRecord) []workbook.Change) {
		w, err := storage.Open(ctx, file, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		before, err = readExercise(ctx, w, "Winter")
		if err == nil && change != nil {
			_, err = w.Apply(ctx, workbook.Author{Name: "Ada Brook"}, change(before))
		}
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
	}
	written(nil)
	p.types(Done, line("export")...).reads(fmt.Sprintf("It holds %d injects.", len(before.Injects)))
	if info, err := os.Stat(list); err != nil || info.Size() == 0 {
		t.Fatal(err)
	}
	p.types(Done, line("import")...).reads("says all of this already", fmt.Sprintf("The same: %d.", len(before.Injects)))

	// Whoever changed one inject and removed the last takes the list in and has both back.
	written(func(e workbook.ExerciseRecord) []workbook.Change {
		first, last := e.Injects[0], e.Injects[len(e.Injects)-1]
		to := first
		to.Text, to.Minute, to.Story, to.Expected = "Another story.", to.Minute-1, "", ""
		return append(workbook.Edit(workbook.InjectEntity, first.ID, first, to), workbook.Remove(workbook.InjectEntity, last.ID)...)
	})
	p.types(Done, line("import", "--accept", "--author", "Ada Brook")...).
		reads(fmt.Sprintf("New: 1. Changes: 1. The same: %d.", len(before.Injects)-2))
	after := exerciseIn(t, file, before.ID)
	told := func(e workbook.ExerciseRecord) string {
		var all []string
		for _, i := range e.Injects {
			all = append(all, fmt.Sprint(i.Minute, i.OffTimeline, i.Story, i.Type, i.Mode, i.From, i.InjectedBy, i.To, i.Text, i.Expected, i.Note, i.ModuleID, i.Objectives))
		}
		return strings.Join(all, "\n")
	}
	if a, b := told(before), told(after); a != b {
		t.Errorf("went out as\n%s\ncame back as\n%s", a, b)
	}
}
