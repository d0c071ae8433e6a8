package app

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/workbook"
)

// evaluating opens the evaluation of a new exercise.
func (b *bench) evaluating() (*exerciseEvaluation, workbook.ExerciseRecord) {
	b.t.Helper()
	b.sample()
	e := b.exercise()
	test.Tap(b.exercises().chips[partEvaluate])
	b.settle()
	return b.exercises().parts[partEvaluate].(*exerciseEvaluation), e
}

func (b *bench) answerOnDisk(item string) workbook.Answer {
	b.t.Helper()
	school := b.desk.view().School.ID
	answers, err := b.desk.book.Answers(context.Background(), school)
	if err != nil {
		b.t.Fatal(err)
	}
	return answers.Of(school, item)
}

func TestWhatAnExerciseDisprovesIsLookedAtAgain(t *testing.T) {
	b := newBench(t)
	p, e := b.evaluating()
	first := e.Objectives[0]
	doubted := 2 // and those that the sample's own exercise has flagged
	for _, a := range b.desk.view().Answers {
		if _, flagged := b.desk.view().Disproofs[a.Disproved]; flagged {
			doubted++
		}
	}
	test.Tap(p.guide.final.chips[workbook.MajorChallenges])
	b.settle()
	if got := b.exerciseOnDisk(e.ID).Objectives[0].Final; got != workbook.MajorChallenges {
		t.Fatalf("the final rating on disk is %q", got)
	}
	for i, item := range first.Items {
		want := first.ID
		if i == 2 {
			want = "" // it says needed already
		}
		if got := b.answerOnDisk(item).Disproved; got != want {
			t.Errorf("answer %d is flagged by %q, want %q", i, got, want)
		}
	}
	if !strings.Contains(p.guide.flags.Text(), "2 answers") {
		t.Errorf("the guide says %q", p.guide.flags.Text())
	}

	b.open(overviewScreen)
	if card := b.overview().exercises.doubts; card.box.Hidden || len(b.overview().exercises.list) != doubted {
		t.Fatalf("the overview counts %d doubted answers", len(b.overview().exercises.list))
	} else {
		test.Tap(card.all)
	}
	b.settle()
	s := b.checklists()
	if len(s.shown) != doubted || s.filter != filterDisproved || !s.filters[filterDisproved].Visible() {
		t.Fatalf("the checklists show %d items under %q", len(s.shown), s.filter)
	}
	row := s.newRow()
	s.updateRow(0, row)
	if hint := rowParts(row).hint.Text(); !strings.Contains(hint, "Found otherwise") {
		t.Errorf("the row says %q", hint)
	}
	item := first.Items[0]
	b.desk.goTo(place{screen: checklistsScreen, item: item, filter: filterDisproved})
	b.settle()
	if s.detail.doubt.box.Hidden || !strings.Contains(s.detail.doubt.found.Text(), "Account for everyone") {
		t.Fatalf("the answer says %q", s.detail.doubt.found.Text())
	}

	test.Tap(s.detail.doubt.open)
	b.settle()
	if p := b.exercises().parts[partEvaluate].(*exerciseEvaluation); b.shell.current != exercisesScreen || p.at != first.ID {
		t.Fatalf("the card opens %s, %q", b.shell.current, b.exercises().part)
	}
	b.desk.goTo(place{screen: checklistsScreen, item: item})
	b.settle()
	test.Tap(s.detail.doubt.looked)
	b.settle()
	if got := b.answerOnDisk(item).Disproved; got != "" || !s.detail.doubt.box.Hidden {
		t.Errorf("after a new look the answer is still flagged by %q", got)
	}
	b.shell.onUndo()
	b.settle()
	if got := b.answerOnDisk(item).Disproved; got != first.ID {
		t.Errorf("one undo brings back the flag %q", got)
	}
}

func TestAnotherStatusOrAReviewSettlesAFlag(t *testing.T) {
	b := newBench(t)
	p, e := b.evaluating()
	items := e.Objectives[0].Items
	test.Tap(p.guide.final.chips[workbook.UnableToPerform])
	b.settle()
	b.desk.goTo(place{screen: checklistsScreen, item: items[0]})
	b.settle()
	s := b.checklists()
	s.detail.note.field.SetText("Asked the office.")
	s.detail.note.field.Commit()
	b.settle()
	if b.answerOnDisk(items[0]).Disproved == "" {
		t.Error("a note settles a flag")
	}
	test.Tap(s.detail.status[workbook.Needed])
	b.settle()
	if a := b.answerOnDisk(items[0]); a.Disproved != "" || a.Status != workbook.Needed {
		t.Errorf("another status leaves %+v", a)
	}
	b.shell.onUndo()
	b.settle()
	if a := b.answerOnDisk(items[0]); a.Disproved == "" || a.Status != workbook.InPlace {
		t.Errorf("one undo leaves %+v", a)
	}
	b.desk.goTo(place{screen: checklistsScreen, item: items[1]})
	b.settle()
	s.detail.onReviewed()
	b.settle()
	if a := b.answerOnDisk(items[1]); a.Disproved != "" || a.ReviewedOn == "" {
		t.Errorf("a review leaves %+v", a)
	}
}

func TestABetterRatingTakesItsFlagsBack(t *testing.T) {
	b := newBench(t)
	p, e := b.evaluating()
	both := e.Objectives[0].Items[0] // which both objectives try out
	rate := func(row int, r workbook.Rating) {
		p.rows.Select(row)
		b.settle()
		test.Tap(p.guide.final.chips[r])
		b.settle()
	}
	rate(0, workbook.MajorChallenges)
	rate(1, workbook.UnableToPerform)
	rate(0, workbook.SomeChallenges)
	if got := b.answerOnDisk(both).Disproved; got != e.Objectives[1].ID {
		t.Errorf("the answer that both tried out is flagged by %q", got)
	}
	rate(1, workbook.PerformedWell)
	for _, item := range e.Objectives[0].Items {
		if got := b.answerOnDisk(item).Disproved; got != "" {
			t.Errorf("%s is still flagged by %q", item, got)
		}
	}
}

func TestEvaluatorsStandBesideEachOther(t *testing.T) {
	b := newBench(t)
	b.desk.prefs.setAuthor("Jordan Lee", "")
	p, e := b.evaluating()
	if p.who != "Jordan Lee" {
		t.Fatalf("ratings are entered for %q", p.who)
	}
	card := p.guide.targets[0]
	p.evaluators.Choose("Ann Lee")
	test.Tap(card.pick.chips[workbook.SomeChallenges])
	b.settle()
	p.evaluators.Choose("Ben Soto")
	test.Tap(card.pick.chips[workbook.MajorChallenges])
	b.settle()
	card.why.field.SetText("Two rooms were forgotten.")
	card.why.field.Commit()
	b.settle()
	given := b.exerciseOnDisk(e.ID)
	ratings := given.RatingsOf(e.Objectives[0].ID, e.Targets[0].ID)
	if len(ratings) != 2 || ratings[0].Rating != workbook.SomeChallenges || ratings[1].Explanation != "Two rooms were forgotten." || ratings[1].Rating != workbook.MajorChallenges {
		t.Fatalf("on disk: %+v", ratings)
	}
	if card.differ.Hidden || len(card.given.Objects) != 2 {
		t.Errorf("the disagreement is not shown: %d ratings", len(card.given.Objects))
	}
	if b.exerciseOnDisk(e.ID).Objectives[0].Final != "" {
		t.Error("a final rating was picked silently")
	}
	p.evaluators.Choose("Ann Lee")
	if !card.pick.chips[workbook.SomeChallenges].On() || card.pick.chips[workbook.MajorChallenges].On() {
		t.Error("the rating of the other evaluator is shown as Ann's")
	}
	test.Tap(card.pick.chips[workbook.SomeChallenges])
	b.settle()
	if !card.differ.Hidden {
		t.Error("a rating that was taken back still differs")
	}
}

func TestTheHotWashAndTheFormsAreWrittenDown(t *testing.T) {
	b := newBench(t)
	p, e := b.evaluating()
	p.show(place{item: evaluateHotWash})
	p.rows.Select(2)
	b.settle()
	p.hotWash.text.field.SetText("We count faster than we tell.")
	p.hotWash.text.field.Commit()
	p.hotWash.objective.Choose(e.Objectives[1].ID)
	p.hotWash.words.SetText("Nobody knew who calls the bus company.")
	p.hotWash.words.OnSubmitted("")
	b.settle()
	disk := b.exerciseOnDisk(e.ID)
	if n := len(disk.Observations); disk.HotWash != "We count faster than we tell." || n != 3 || len(disk.ObservationsOf(e.Objectives[1].ID)) != 1 {
		t.Fatalf("on disk: %q, %d observations", disk.HotWash, n)
	}
	if p.hotWash.words.Text != "" || b.desk.window.Canvas().Focused() != fyne.Focusable(p.hotWash.words) {
		t.Error("the next observation cannot be typed at once")
	}
	p.rows.Select(3)
	b.settle()
	f := p.feedback
	for _, score := range []int{4, 5} {
		test.Tap(f.rows.add)
		b.settle()
		f.role.Choose(string(workbook.Player))
		test.Tap(f.scores["realism"].chips[score-1])
		b.settle()
	}
	f.texts[0].field.SetText("The room was honest.")
	f.texts[0].field.Commit()
	b.settle()
	disk = b.exerciseOnDisk(e.ID)
	if len(disk.Feedback) != 2 || disk.Feedback[0].Scores["realism"] != 4 || disk.Feedback[1].Strengths != "The room was honest." || disk.Feedback[1].Role != workbook.Player {
		t.Fatalf("on disk: %+v", disk.Feedback)
	}
	if got := f.averages["realism"].Text(); got != "4.5 of 5 · 2 answers" {
		t.Errorf("the average reads %q", got)
	}
	if got := f.averages["people"].Text(); got != "no answer" {
		t.Errorf("without scores it reads %q", got)
	}
}

func TestAnAreaForImprovementBecomesAnAction(t *testing.T) {
	b := newBench(t)
	_, e := b.evaluating()
	test.Tap(b.exercises().chips[partAfter])
	b.settle()
	p := b.exercises().parts[partAfter].(*afterAction)
	p.summary.field.SetText("The count held, the telling did not.")
	p.summary.field.Commit()
	p.published.Field.SetText("2026-08-13")
	p.published.Field.Commit()
	area := e.Observations[0]
	p.areas.land(area.ID)
	b.settle()
	test.Tap(p.areas.add)
	form := b.desk.window.Canvas().Overlays().Top()
	if form == nil {
		t.Fatal("no form for the action opens")
	}
	b.desk.window.Canvas().Focused().TypedRune('X')
	b.say("Add action")
	b.settle()
	var made workbook.Action
	for _, a := range b.desk.view().Actions {
		if a.Finding == area.ID {
			made = a
		}
	}
	if made.Title != "X" || len(made.Items) != 3 || len(made.Schools) != 1 || made.Schools[0] != e.SchoolID {
		t.Fatalf("the action is %+v", made)
	}
	if b.shell.current != exercisesScreen {
		t.Errorf("adding an action leads to %s", b.shell.current)
	}
	disk := b.exerciseOnDisk(e.ID)
	if disk.Summary != "The count held, the telling did not." || disk.Published != "2026-08-13" {
		t.Errorf("on disk: %q, %q", disk.Summary, disk.Published)
	}

	test.Tap(p.sides.chips[afterPlan])
	b.settle()
	if len(p.plan.shown) != 1 || p.plan.shown[0].Action.ID != made.ID {
		t.Fatalf("the improvement plan has %+v", p.plan.shown)
	}
	b.resize(1280, 800)
	p.plan.table.Rows().Select(0)
	p.plan.table.Enter(planCompletion)
	p.plan.table.HandleKey(fyne.KeyReturn)
	b.types("2026-10-01")
	b.strikes(fyne.KeyReturn)
	b.settle()
	if got := b.actionOnDisk(made.ID).Target; got != "2026-10-01" {
		t.Errorf("the completion date on disk is %q", got)
	}

	test.Tap(p.plan.open)
	b.settle()
	s := b.actions()
	if b.shell.current != actionsScreen || s.open != made.ID || !strings.Contains(s.pane.from.Label, "Autumn tabletop") {
		t.Fatalf("the register has %q open and says %q", s.open, s.pane.from.Label)
	}
	test.Tap(s.pane.from)
	b.settle()
	if p := b.exercises().parts[partAfter].(*afterAction); b.shell.current != exercisesScreen || p.areas.open != area.ID {
		t.Errorf("the link back opens %s", b.shell.current)
	}
}

func TestWhatTheExerciseBeforeLeftOpenIsShown(t *testing.T) {
	b := newBench(t)
	p, e := b.evaluating()
	test.Tap(p.guide.final.chips[workbook.MajorChallenges])
	b.settle()
	next := workbook.Exercise{ID: newID(), SchoolID: e.SchoolID, Name: "Spring tabletop", Date: "2027-03-02", Minutes: 90}
	b.desk.do(workbook.Add(workbook.ExerciseEntity, next.ID, next)...)
	b.settle()
	b.desk.goTo(place{screen: exercisesScreen, id: next.ID, part: partAfter})
	b.settle()
	after := b.exercises().parts[partAfter].(*afterAction)
	if open := after.before.open; after.before.list.box.Hidden || len(open) != 2 || open[0].Objective.ID != e.Objectives[0].ID || open[1].Observation.ID != e.Observations[0].ID {
		t.Fatalf("left open: %+v", open)
	}
	test.Tap(after.before.list.entries[1])
	b.settle()
	if p := b.exercises().parts[partAfter].(*afterAction); b.desk.view().Exercise.ID != e.ID || p.areas.open != e.Observations[0].ID {
		t.Errorf("the line opens %q", b.desk.view().Exercise.Name)
	}
	b.open(overviewScreen)
	if got := b.overview().exercises.ahead; len(got) != 1 || got[0].ID != next.ID {
		t.Errorf("the overview's next exercises are %+v", got)
	}
}

func TestManyAnswersAtOnceSettleTheirFlags(t *testing.T) {
	b := newBench(t)
	p, e := b.evaluating()
	item := e.Objectives[0].Items[0]
	test.Tap(p.guide.final.chips[workbook.MajorChallenges])
	b.settle()
	b.open(districtScreen)
	s := b.district()
	at := kit.Spot{}
	for i, r := range s.matrix.Rows {
		if r.School.ID == e.SchoolID {
			at.Row = i
		}
	}
	for i, column := range s.matrix.Items {
		if column.Item.ID == item {
			at.Column = i
		}
	}
	b.toCell(at)
	b.desk.window.Canvas().Focused().TypedRune('3')
	b.settle()
	if a := b.answerOnDisk(item); a.Disproved != "" || a.Status == workbook.InPlace {
		t.Errorf("the answer on disk is %s, flagged by %q", a.Status, a.Disproved)
	}
	b.shell.onUndo()
	b.settle()
	if a := b.answerOnDisk(item); a.Disproved != e.Objectives[0].ID || a.Status != workbook.InPlace {
		t.Errorf("one undo leaves %s, flagged by %q", a.Status, a.Disproved)
	}
}
