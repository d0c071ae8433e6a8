package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/storage"
	"forethought/workbook"
)

// wholeExercise is an exercise on its way from the gaps of a school to the next one.
type wholeExercise struct {
	*bench
	id string
}

// fromFile reads the exercise as a program reads it that has nothing but the file.
func (x *wholeExercise) fromFile() workbook.ExerciseRecord {
	x.t.Helper()
	x.settle()
	w, err := storage.Open(x.t.Context(), x.desk.book.Path(), storage.Options{ReadOnly: true})
	if err != nil {
		x.t.Fatal(err)
	}
	defer func() { _ = w.Close() }() // nothing was written
	e, err := w.ExerciseRecord(x.t.Context(), x.id)
	if err != nil {
		x.t.Fatal(err)
	}
	return e
}

// run is where the exercise stands by the file.
func (x *wholeExercise) run() (workbook.ExerciseRecord, workbook.Run) {
	x.t.Helper()
	e := x.fromFile()
	return e, workbook.NewRun(&e)
}

// TestAWholeExercise goes through the life of an exercise as its facilitator does. After each
// stage the file holds what came of it.
func TestAWholeExercise(t *testing.T) {
	b := newBench(t)
	b.desk.prefs.setAuthor("Jordan Lee", "Facilitator")
	b.sample()
	x := &wholeExercise{bench: b}
	x.draft()
	x.design()
	before := x.conduct()
	x.killAndResume(before)
	flagged := x.evaluate()
	action := x.afterAction()
	x.followAction(action)
	x.lookAgain(flagged)
	x.next()
}

// draft makes an exercise of two hours from the gaps of a school that has had none.
func (x *wholeExercise) draft() {
	t, b := x.t, x.bench
	for _, s := range b.desk.view().Schools {
		b.desk.session.Choose(s.ID)
		b.settle()
		if len(b.desk.view().Exercises) == 0 {
			break
		}
	}
	b.open(exercisesScreen)
	dialog := b.desk.draftExercise("")
	b.settle()
	test.Tap(dialog.length.chips["120"])
	b.write(dialog.title, "Winter tabletop")
	b.write(dialog.on.Field, "2026-08-14")
	b.write(dialog.at, "09:00")
	b.say(b.desk.text("exercise.draft.add"))
	all := b.exercisesOnDisk()
	if len(all) != 1 || all[0].Name != "Winter tabletop" || all[0].Minutes != 120 || all[0].Starts != "09:00" {
		t.Fatalf("drafted: %+v", all)
	}
	x.id = all[0].ID
	e := x.fromFile()
	if len(e.Objectives) < 3 || len(e.Modules) != 3 || len(e.Questions) == 0 || len(e.OffTimeline()) == 0 {
		t.Fatalf("%d objectives, %d modules, %d questions, %d injects off the timeline", len(e.Objectives), len(e.Modules), len(e.Questions), len(e.OffTimeline()))
	}
	for _, i := range e.Injects {
		if i.Unlinked() {
			t.Errorf("inject %q is not linked", i.Text)
		}
	}
	for _, o := range e.Objectives {
		if !slices.ContainsFunc(e.Injects, func(i workbook.Inject) bool { return slices.Contains(i.Objectives, o.ID) }) {
			t.Errorf("no inject tries out %q", o.Title)
		}
	}
}

// design looks at all of it and adds two evaluators.
func (x *wholeExercise) design() {
	t, b, e := x.t, x.bench, x.fromFile()
	for _, section := range designSections() {
		b.designs(e, section)
	}
	msel := b.designs(e, sectionMSEL).(*designMSEL)
	if rows := len(msel.list); rows != len(e.Modules)+len(e.Injects)+1 {
		t.Errorf("the MSEL has %d rows for %d injects", rows, len(e.Injects))
	}
	people := b.designs(e, sectionParticipants).(*designPeople)
	for _, name := range []string{"Ann Lee", "Ben Soto"} {
		people.onAdd()
		b.settle()
		b.write(people.name, name)
		people.role.Choose(string(workbook.Evaluator))
		b.settle()
	}
	var names []string
	for _, p := range x.fromFile().Participants {
		if p.Role == workbook.Evaluator {
			names = append(names, p.Name)
		}
	}
	if !slices.Equal(names, []string{"Ann Lee", "Ben Soto"}) {
		t.Fatalf("the evaluators are %q", names)
	}
}

// conduct runs the first part with the keyboard and gives what the file says then, while an
// observation is being typed.
func (x *wholeExercise) conduct() workbook.ExerciseRecord {
	t, b := x.t, x.bench
	p := b.console(x.id)
	e := x.fromFile()
	b.press(" ")
	first := p.injects.listed[0]
	b.pass(time.Duration(first.Minute) * time.Minute)
	b.key(fyne.KeyReturn)
	if p.bar.elapsed.Text() != clockText(first.Minute*60) {
		t.Errorf("at minute %d the clock says %s", first.Minute, p.bar.elapsed.Text())
	}
	skipped := p.injects.listed[0]
	b.press("x")
	b.press("+")
	off := slices.IndexFunc(p.injects.rows, func(r *injectRow) bool { return r.id == e.OffTimeline()[0].ID })
	test.Tap(p.injects.rows[off].other)
	b.settle()
	for _, said := range []string{"sThe office wrote down the call", "iNobody knew who rings the liaison", "dHold everybody inside", "qWe would ask first"} {
		b.press(said[:1])
		test.Type(p.notes.field, said[1:])
		p.notes.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		b.settle()
	}
	b.press("1M")
	b.press("2P")
	b.press(" ")
	b.pass(10 * time.Minute)
	if e, r := x.run(); r.State != workbook.OnPause || r.ElapsedAt(b.clock) != first.Minute*60 || r.Delay != 5 || !r.Skipped[skipped.ID] ||
		len(r.Played) != 2 || len(e.Observations) != 4 || len(e.Ratings) != 2 {
		t.Fatalf("on pause the file says %+v, with %d observations and %d ratings", r, len(e.Observations), len(e.Ratings))
	} else {
		kinds := map[workbook.ObservationKind]bool{}
		for _, o := range e.Observations {
			kinds[o.Kind] = true
			if o.Elapsed != first.Minute*60 || o.SeenBy != "Jordan Lee" || o.ObjectiveID == "" || o.InjectID == "" || o.ModuleID == "" {
				t.Errorf("an observation without all of its stamp: %+v", o)
			}
		}
		if len(kinds) != 4 {
			t.Errorf("the kinds are %v", kinds)
		}
	}
	b.press(" ")
	b.press("n")
	b.pass(90 * time.Second)
	b.press("1i")
	test.Type(p.notes.field, "The count was")
	b.pass(time.Second)
	return x.fromFile()
}

// killAndResume leaves the window without a word, opens the file in another, and ends the
// exercise there.
func (x *wholeExercise) killAndResume(before workbook.ExerciseRecord) {
	t := x.t
	stood := x.exercises().parts[partRun].(*exerciseRun).bar.elapsed.Text()
	school := x.desk.view().School.ID
	x.bench = x.reopened()
	b := x.bench
	b.clock = b.clock.Add(20 * time.Minute)
	b.desk.session.Choose(school)
	b.settle()
	b.open(exercisesScreen)
	b.until("how far it is", func() bool { return strings.Contains(b.rowSaid(x.id), "| Under way") }) // as it is read
	b.exercises().list.open(x.id)
	b.settle()
	p, ok := b.exercises().parts[partRun].(*exerciseRun)
	if !ok {
		t.Fatal("an exercise that is under way does not open in its console")
	}
	b.resize(1280, 800)
	e, r := x.run()
	if len(e.Happenings) != len(before.Happenings) || len(e.Observations) != 5 || e.Observations[4].Text != "The count was" || r.ModuleID != e.Modules[1].ID {
		t.Fatalf("the kill left %d of %d lines and %d observations", len(e.Happenings), len(before.Happenings), len(e.Observations))
	}
	if got := seconds(t, p.bar.elapsed.Text()); p.banner.box.Hidden || seconds(t, stood)-got > 5 || got > seconds(t, stood) {
		t.Fatalf("the clock stood at %s and stands at %s; banner hidden: %v", stood, p.bar.elapsed.Text(), p.banner.box.Hidden)
	}
	stood = p.bar.elapsed.Text()
	test.Tap(p.banner.goOn)
	b.settle()
	if got := p.bar.elapsed.Text(); got != stood || !p.banner.box.Hidden {
		t.Errorf("it went on from %s at %s", stood, got)
	}
	for len(p.conduct.run.Waiting()) > 0 {
		b.pass(time.Minute)
		b.key(fyne.KeyReturn)
	}
	p.bar.onEnd()
	b.say(b.desk.text("exercise.run.end"))
	if e, r := x.run(); r.State != workbook.Over || len(r.Played)+len(r.Skipped)+len(r.OffTimeline()) != len(e.Injects) {
		t.Fatalf("ended: %s with %d injects played and %d skipped of %d", r.State, len(r.Played), len(r.Skipped), len(e.Injects))
	}
}

func seconds(t *testing.T, clock string) int {
	t.Helper()
	d, err := time.ParseDuration(strings.Replace(strings.Replace(clock, ":", "h", 1), ":", "m", 1) + "s")
	if err != nil {
		t.Fatal(err)
	}
	return int(d.Seconds())
}

// evaluate enters what two evaluators gave, which differs, and the M that they agree on. It
// gives the item whose answer that flags.
func (x *wholeExercise) evaluate() (flagged string) {
	t, b := x.t, x.bench
	test.Tap(b.exercises().chips[partEvaluate])
	b.settle()
	p := b.exercises().parts[partEvaluate].(*exerciseEvaluation)
	e := x.fromFile()
	at := slices.IndexFunc(e.Objectives, func(o workbook.Objective) bool {
		return slices.ContainsFunc(o.Items, func(id string) bool {
			s := b.answerOnDisk(id).Status
			return s == workbook.InPlace || s == workbook.InProgress
		})
	})
	if at < 0 {
		t.Fatal("no objective tries out an answer that counts on something")
	}
	p.rows.Select(at)
	b.settle()
	of := e.Objectives[at]
	for i, who := range []string{"Ann Lee", "Ben Soto"} {
		rating := []workbook.Rating{workbook.SomeChallenges, workbook.UnableToPerform}[i]
		p.evaluators.Choose(who)
		test.Tap(p.guide.targets[0].pick.chips[rating])
		b.settle()
		p.guide.targets[0].why.field.SetText(who + " saw why.")
		p.guide.targets[0].why.field.Commit()
		b.settle()
		test.Tap(p.guide.whole.pick.chips[rating])
		b.settle()
	}
	if p.guide.whole.differ.Hidden {
		t.Error("it does not say that the evaluators differ")
	}
	b.press("M")
	e = x.fromFile()
	target := e.RatingsOf(of.ID, e.TargetsOf(of.ID)[0].ID)
	if o, _ := e.Objective(of.ID); o.Final != workbook.MajorChallenges || len(target) != 2 || len(e.RatingsOf(of.ID, "")) < 2 || !workbook.Differ(target) {
		t.Fatalf("evaluated: final %q, ratings %+v", o.Final, e.Ratings)
	}
	for _, r := range target {
		if r.Explanation != r.Evaluator+" saw why." {
			t.Errorf("%s explains with %q", r.Evaluator, r.Explanation)
		}
	}
	for _, id := range of.Items {
		if b.answerOnDisk(id).Disproved == of.ID {
			flagged = id
		}
	}
	if flagged == "" {
		t.Fatal("the M flagged no answer")
	}
	return flagged
}

// afterAction makes an action of the area for improvement, in the words of a person.
func (x *wholeExercise) afterAction() workbook.Action {
	t, b := x.t, x.bench
	test.Tap(b.exercises().chips[partAfter])
	b.settle()
	p := b.exercises().parts[partAfter].(*afterAction)
	area := area(x.fromFile())
	p.areas.land(area.ID)
	b.settle()
	test.Tap(p.areas.add)
	b.types("Post the liaison’s number")
	b.say(b.desk.text("action.add-it"))
	at := slices.IndexFunc(b.desk.view().Actions, func(a workbook.Action) bool { return a.Finding == area.ID })
	if at < 0 {
		t.Fatal("no action comes from the area for improvement")
	}
	a := b.actionOnDisk(b.desk.view().Actions[at].ID)
	if a.Title != "Post the liaison’s number" || a.Finding != area.ID || !slices.Contains(a.Schools, b.desk.view().School.ID) || len(a.Items) == 0 {
		t.Fatalf("the action is %+v", a)
	}
	return a
}

// area is the area for improvement that was recorded first.
func area(e workbook.ExerciseRecord) workbook.Observation {
	return e.Observations[slices.IndexFunc(e.Observations, func(o workbook.Observation) bool { return o.Kind == workbook.Improvement })]
}

// followAction finds the action in the register and goes back from there to the observation.
func (x *wholeExercise) followAction(a workbook.Action) {
	t, b := x.t, x.bench
	b.open(actionsScreen)
	s := b.actions()
	if !slices.ContainsFunc(s.shown, func(r workbook.RegisterAction) bool { return r.Action.ID == a.ID }) {
		t.Fatal("the register does not show the action")
	}
	b.desk.goTo(place{screen: actionsScreen, action: a.ID})
	b.settle()
	if s.pane.title.Text != a.Title || !s.pane.from.Visible() || !strings.Contains(s.pane.from.Label, "Winter tabletop") {
		t.Fatalf("the register has %q open, from %q", s.pane.title.Text, s.pane.from.Label)
	}
	test.Tap(s.pane.from)
	b.settle()
	if p := b.exercises().parts[partAfter].(*afterAction); b.shell.current != exercisesScreen || p.areas.open != a.Finding {
		t.Errorf("the link back opens %s", b.shell.current)
	}
}

// lookAgain finds the flagged answer on the Overview and in Checklists, and settles it.
func (x *wholeExercise) lookAgain(item string) {
	t, b := x.t, x.bench
	b.open(overviewScreen)
	card := b.overview().exercises
	at := slices.IndexFunc(card.list, func(d workbook.Doubt) bool { return d.Item.ID == item })
	if card.doubts.box.Hidden || at < 0 {
		t.Fatalf("the Overview shows %d answers that an exercise disproved", len(card.list))
	}
	test.Tap(card.doubts.entries[at])
	b.settle()
	s := b.checklists()
	if b.shell.current != checklistsScreen || s.item != item || s.detail.doubt.box.Hidden {
		t.Fatalf("the Overview leads to %s, %s", b.shell.current, s.item)
	}
	test.Tap(s.detail.doubt.looked)
	b.settle()
	if a := b.answerOnDisk(item); a.Disproved != "" || !s.detail.doubt.box.Hidden {
		t.Errorf("looked at again, the answer is flagged by %q", a.Disproved)
	}
}

// next drafts the exercise after this one, from what it left open.
func (x *wholeExercise) next() {
	t, b, e := x.t, x.bench, x.fromFile()
	b.exercises().open("")
	b.open(exercisesScreen)
	b.desk.window.Canvas().Focus(b.exercises().list.rows)
	b.strikes(fyne.KeyDown)
	b.types("s")
	b.settle()
	b.say(b.desk.text("exercise.draft.add"))
	all := b.exercisesOnDisk()
	at := slices.IndexFunc(all, func(y workbook.Exercise) bool { return y.Follows == e.ID })
	if len(all) != 2 || at < 0 {
		t.Fatalf("the exercises are %+v", all)
	}
	open := workbook.OpenFindings(e, b.desk.view().Actions, b.desk.today())
	follows := b.exerciseOnDisk(all[at].ID)
	if first := open[0].Objective; !slices.ContainsFunc(follows.Objectives, func(o workbook.Objective) bool { return o.Title == first.Title }) {
		t.Errorf("the next exercise does not try out %q again", first.Title)
	}
}
