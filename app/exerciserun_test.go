package app

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"forethought/workbook"
)

// console opens an exercise's run console.
func (b *bench) console(id string) *exerciseRun {
	b.t.Helper()
	b.shell.goTo(place{screen: exercisesScreen, id: id, part: partRun})
	for b.settle(); b.desk.view().Exercise.ID != id; b.settle() { // it is being read
	}
	b.resize(1280, 800)
	p, ok := b.shell.screen(exercisesScreen).(*exercises).parts[partRun].(*exerciseRun)
	if !ok {
		b.t.Fatal("the console is not open")
	}
	return p
}

// recorded reads an exercise from the file itself.
func (b *bench) recorded(id string) workbook.ExerciseRecord {
	b.t.Helper()
	b.settle()
	e, err := b.desk.book.ExerciseRecord(context.Background(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return e
}

// says reports what the console's clocks say.
func (p *exerciseRun) says() string { return p.bar.story.Text() + " " + p.bar.elapsed.Text() }

func TestAFacilitatorRunsAnExerciseWithTheKeyboard(t *testing.T) {
	b := newBench(t)
	b.desk.prefs.setAuthor("Jordan Lee", "Facilitator")
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	b.key(fyne.KeyReturn)
	if n := len(b.recorded(e.ID).Happenings); n != 0 {
		t.Fatalf("Enter before the start left %d lines in the log", n)
	}
	b.press(" ")
	b.pass(12*time.Minute + 30*time.Second)
	if got := p.says(); got != "09:05 0:12:30" {
		t.Errorf("after 12 and a half minutes the clocks say %q", got)
	}
	if p.injects.rows[0].due.Text() != "0:12" {
		t.Errorf("the first inject is due %q", p.injects.rows[0].due.Text())
	}
	b.pass(time.Minute)
	if got := p.injects.rows[0].due.Text(); got != "0:12\nlate" {
		t.Errorf("an inject that is more than a minute late says %q", got)
	}
	b.key(fyne.KeyReturn)
	b.press("i")
	if b.desk.window.Canvas().Focused() != p.notes.field {
		t.Fatal("I did not open the record")
	}
	test.Type(p.notes.field, "nobody had the liaison’s number")
	p.notes.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	b.press("2M")
	b.press("+")
	b.press("x")
	on := b.recorded(e.ID)
	if len(on.Observations) != 1 || len(on.Ratings) != 1 {
		t.Fatalf("on disk: %d observations, %d ratings", len(on.Observations), len(on.Ratings))
	}
	o := on.Observations[0]
	if o.Kind != workbook.Improvement || o.Text != "nobody had the liaison’s number" || o.Elapsed != 13*60+30 ||
		o.InjectID != on.Injects[0].ID || o.ObjectiveID != on.Objectives[0].ID || o.ModuleID != on.Modules[0].ID ||
		o.SeenBy != "Jordan Lee" || o.Story == "" || o.At.IsZero() {
		t.Errorf("the observation on disk is %+v", o)
	}
	if r := on.Ratings[0]; r.Rating != workbook.MajorChallenges || r.ObjectiveID != on.Objectives[1].ID || r.Evaluator != "Jordan Lee" {
		t.Errorf("the rating on disk is %+v", r)
	}
	r := workbook.NewRun(&on)
	if r.Delay != 5 || !r.Skipped[on.Injects[1].ID] || r.Played[on.Injects[0].ID] != 13*60+30 {
		t.Errorf("on disk the run stands at %+v", r)
	}
	if got := p.injects.rows[0].due.Text(); got != "0:31" {
		t.Errorf("five minutes later the third inject is due %q, want 0:31", got)
	}
	b.shell.onUndo()
	b.settle()
	if on = b.recorded(e.ID); workbook.NewRun(&on).Skipped[on.Injects[1].ID] {
		t.Error("undo did not take the skipping back")
	}
	b.press("n")
	if on = b.recorded(e.ID); workbook.NewRun(&on).ModuleID != on.Modules[1].ID {
		t.Error("N did not go to the next module")
	}
	b.press(" ")
	b.pass(time.Minute)
	if got := p.bar.elapsed.Text(); got != "0:13:30" {
		t.Errorf("on pause the clock went on to %q", got)
	}
	b.press("2M")
	if n := len(b.recorded(e.ID).Ratings); n != 0 {
		t.Error("the same rating again did not take it back")
	}
	p.bar.onEnd()
	b.say(b.desk.text("exercise.run.end"))
	if on = b.recorded(e.ID); workbook.NewRun(&on).State != workbook.Over {
		t.Error("the exercise is not over on disk")
	}
	b.press(" ")
	if p.conduct.run.State != workbook.Over {
		t.Error("the blank took up an exercise that is over")
	}
}

func TestSkippedInjectsComeBackAndOthersPlayAtAnyTime(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	b.press(" x")
	p.injects.turnTo(injectsSkipped)
	if len(p.injects.listed) != 1 || p.injects.listed[0].ID != e.Injects[0].ID {
		t.Fatalf("skipped: %d injects are listed", len(p.injects.listed))
	}
	test.Tap(p.injects.rows[0].other)
	on := b.recorded(e.ID)
	if r := workbook.NewRun(&on); len(r.Skipped) != 0 || len(r.Waiting()) != 4 {
		t.Errorf("restored: %d skipped, %d wait", len(r.Skipped), len(r.Waiting()))
	}
	p.injects.turnTo(injectsToCome)
	b.pass(time.Second)
	last := p.injects.rows[4]
	if last.id != e.Injects[4].ID || last.other.Label != b.desk.text("exercise.run.play") {
		t.Fatalf("the inject without a time is not the last: %q %q", last.text.Text(), last.other.Label)
	}
	test.Tap(last.other)
	test.Tap(p.injects.rows[0].first) // the second half of a double click
	on = b.recorded(e.ID)
	if r := workbook.NewRun(&on); len(r.Played) != 1 {
		t.Errorf("%d injects were played by a double click", len(r.Played))
	}
	p.injects.turnTo(injectsDelivered)
	if len(p.injects.listed) != 1 || p.injects.rows[0].due.Text() != "0:00" {
		t.Errorf("delivered: %d injects, the first at %q", len(p.injects.listed), p.injects.rows[0].due.Text())
	}
	b.press("n")
	b.pass(time.Minute)
	test.Tap(p.injects.rows[0].other) // once more
	on = b.recorded(e.ID)
	if r := workbook.NewRun(&on); r.Played[e.Injects[4].ID] != 1 && r.Played[e.Injects[4].ID] != 0 || r.Showing.InjectID != e.Injects[4].ID {
		t.Errorf("shown again, the inject counts as delivered at second %d, and the projector shows %+v", r.Played[e.Injects[4].ID], r.Showing)
	}
}

func TestWhatIsBeingRecordedIsOnDiskBeforeItIsDone(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	b.press(" q")
	test.Type(p.notes.field, "We would ask the ")
	b.pass(time.Second)
	if on := b.recorded(e.ID); len(on.Observations) != 1 || on.Observations[0].Text != "We would ask the" {
		t.Fatalf("while it is typed the file holds %+v", on.Observations)
	}
	test.Type(p.notes.field, "office first")
	if p.notes.field.Text != "We would ask the office first" {
		t.Errorf("what is being typed was disturbed: %q", p.notes.field.Text)
	}
	p.notes.field.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if on := b.recorded(e.ID); len(on.Observations) != 1 || on.Observations[0].Text != "We would ask the office first" {
		t.Fatalf("once done the file holds %+v", on.Observations)
	}
	if p.notes.field.Text != "" {
		t.Errorf("the field still says %q", p.notes.field.Text)
	}
	p.notes.rows[0].open.Tapped(nil) // it can be taken up again, become another kind, and go
	test.Tap(p.notes.kinds[workbook.Decision])
	b.settle()
	if on := b.recorded(e.ID); on.Observations[0].Kind != workbook.Decision {
		t.Errorf("the kind on disk is %q", on.Observations[0].Kind)
	}
	p.notes.field.SetText("")
	b.desk.window.Canvas().Unfocus()
	if on := b.recorded(e.ID); len(on.Observations) != 0 {
		t.Errorf("emptied, %d observations are left", len(on.Observations))
	}
	b.press("s")
	test.Type(p.notes.field, "Office logged the first call")
	b.key(fyne.KeyF5) // any other step is the end of it
	b.key(fyne.KeyF5)
	b.press("+")
	b.press("s")
	if p.notes.field.Text != "" || p.notes.draft != "" {
		t.Errorf("a new observation begins with %q", p.notes.field.Text)
	}
	p.notes.remove(b.recorded(e.ID).Observations[0].ID)
	if on := b.recorded(e.ID); len(on.Observations) != 0 {
		t.Errorf("removed, %d observations are left", len(on.Observations))
	}
}

// reopened is a new window over the file of another, on the same computer, which was killed.
func (b *bench) reopened() *bench {
	b.t.Helper()
	next := newBench(b.t)
	next.clock = b.clock
	next.desk.pulse = b.desk.pulse
	w, err := next.desk.shelf.Open(context.Background(), b.desk.book.Path())
	if err != nil {
		b.t.Fatal(err)
	}
	next.desk.setBook(w)
	next.settle()
	return next
}

func TestAKilledRunGoesOnFromWhereItStood(t *testing.T) {
	for name, c := range map[string]struct {
		act  func(*exerciseRun)
		want string
	}{
		"go on": {func(p *exerciseRun) { test.Tap(p.banner.goOn) }, "0:14:20"},
		"count": {func(p *exerciseRun) { test.Tap(p.banner.count) }, "0:23:40"},
		"step":  {func(p *exerciseRun) { p.injects.onDeliver() }, "0:14:20"},
	} {
		t.Run(name, func(t *testing.T) {
			first := newBench(t)
			first.sample()
			e := first.tabletop()
			p := first.console(e.ID)
			first.press(" ")
			first.pass(14*time.Minute + 20*time.Second)
			first.press("s")
			test.Type(p.notes.field, "Office logged the call")
			first.pass(time.Second)
			first.clock = first.clock.Add(-time.Second)
			first.settle()

			b := first.reopened()
			b.clock = b.clock.Add(9 * time.Minute)
			p = b.console(e.ID)
			if p.banner.box.Hidden || p.bar.elapsed.Text() != "0:14:20" || !strings.Contains(p.banner.words.Text(), "9 minutes ago") {
				t.Fatalf("banner hidden %v, clock %s: %s", p.banner.box.Hidden, p.bar.elapsed.Text(), p.banner.words.Text())
			}
			if on := b.recorded(e.ID); len(on.Observations) != 1 || on.Observations[0].Text != "Office logged the call" {
				t.Errorf("the kill took what was being typed: %+v", on.Observations)
			}
			b.pass(20 * time.Second)
			if p.bar.elapsed.Text() != "0:14:20" {
				t.Errorf("before it is decided the clock goes on to %s", p.bar.elapsed.Text())
			}
			c.act(p)
			b.settle()
			if !p.banner.box.Hidden || p.bar.elapsed.Text() != c.want {
				t.Errorf("banner hidden %v, clock %s, want %s", p.banner.box.Hidden, p.bar.elapsed.Text(), c.want)
			}
			on := b.recorded(e.ID)
			b.pass(time.Minute)
			if r := workbook.NewRun(&on); r.State != workbook.Running || clockText(r.ElapsedAt(b.clock)) != p.bar.elapsed.Text() {
				t.Errorf("on disk the clock stands at %s, on the screen at %s", clockText(r.ElapsedAt(b.clock)), p.bar.elapsed.Text())
			}
		})
	}
}

func TestASecondWindowShowsTheRunAndClaimsNothing(t *testing.T) {
	first := newBench(t)
	first.sample()
	e := first.tabletop()
	first.console(e.ID)
	first.press(" ")
	first.pass(10 * time.Minute)
	b := first.reopened()
	p := b.console(e.ID)
	if !p.banner.box.Hidden || p.bar.elapsed.Text() != "0:10:00" {
		t.Errorf("banner hidden %v, clock %s", p.banner.box.Hidden, p.bar.elapsed.Text())
	}
	b.pass(30 * time.Second) // the first one does not live on
	if p.banner.box.Hidden || p.bar.elapsed.Text() != "0:10:00" {
		t.Errorf("once the first is gone: banner hidden %v, clock %s", p.banner.box.Hidden, p.bar.elapsed.Text())
	}
}

func TestARunThatSleptAsksHowToGoOn(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	b.press(" ")
	b.pass(5 * time.Minute)
	b.clock = b.clock.Add(time.Hour) // the lid was closed
	b.pass(time.Second)
	if p.banner.box.Hidden || p.bar.elapsed.Text() != "0:05:00" {
		t.Errorf("banner hidden %v, clock %s", p.banner.box.Hidden, p.bar.elapsed.Text())
	}
}

func TestAClockThatIsSetBackTakesNothingFromARun(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	b.press(" ")
	b.pass(20 * time.Minute)
	b.key(fyne.KeyReturn)
	b.clock = b.clock.Add(-time.Hour)
	b.pass(time.Minute)
	if got := p.bar.elapsed.Text(); got < "0:20:55" || got > "0:21:00" { // a tick may pass before it is seen
		t.Errorf("an hour set back, a minute later the clock says %s", got)
	}
	b.press(" ")
	b.pass(time.Minute)
	if on := b.recorded(e.ID); workbook.NewRun(&on).State != workbook.OnPause {
		t.Errorf("the pause is not the last line of the log: %+v", on.Happenings)
	}
	b.press(" ")
	b.pass(time.Minute)
	if got := p.bar.elapsed.Text(); p.conduct.run.State != workbook.Running || got < "0:21:55" || got > "0:22:00" {
		t.Errorf("after the pause the run is %s at %s", p.conduct.run.State, got)
	}
}

func TestARunThatWasKilledBeforeTheClockWasSetBackGoesOn(t *testing.T) {
	first := newBench(t)
	first.sample()
	e := first.runTabletop()
	first.console(e.ID)
	first.press(" ")
	first.pass(20 * time.Minute)
	first.settle()
	first.clock = first.clock.Add(-time.Hour)
	b := first.reopened()
	p := b.console(e.ID)
	b.pass(time.Minute)
	if p.banner.box.Hidden || p.bar.elapsed.Text() != "0:20:00" {
		t.Fatalf("banner hidden %v, clock %s", p.banner.box.Hidden, p.bar.elapsed.Text())
	}
	test.Tap(p.banner.goOn)
	b.pass(time.Minute)
	if got := p.bar.elapsed.Text(); !p.banner.box.Hidden || got != "0:21:00" {
		t.Errorf("gone on, a minute later: banner hidden %v, clock %s", p.banner.box.Hidden, got)
	}
}

func TestTheEvaluationStampsWhereTheRunStands(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	b.console(e.ID)
	b.press(" ")
	b.pass(5 * time.Minute)
	b.shell.goTo(place{screen: exercisesScreen, id: e.ID, part: partEvaluate})
	b.settle()
	b.clock = b.clock.Add(time.Hour) // the lid was closed
	b.pass(time.Second)
	if o := b.desk.observed(workbook.Strength, "", ""); o.Elapsed != 300 || o.ModuleID != e.Modules[0].ID {
		t.Errorf("after an hour's sleep an observation is of second %d", o.Elapsed)
	}
}

func TestNothingTicksWhereNobodyLooks(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	if b.ticking() != 1 {
		t.Errorf("the console ticks %d times", b.ticking())
	}
	b.open(overviewScreen)
	if b.ticking() != 0 {
		t.Error("a console that is not shown ticks")
	}
	b.console(e.ID)
	b.press(" ")
	b.open(overviewScreen)
	if b.ticking() != 1 {
		t.Error("the run of this window has no beat any more")
	}
	b.pass(time.Minute)
	if got := b.desk.pulse.last().Elapsed; got != 60 {
		t.Errorf("the last beat is at %d seconds", got)
	}
	b.console(e.ID)
	if got := p.bar.elapsed.Text(); got != "0:01:00" {
		t.Errorf("come back, the clock says %s", got)
	}
	b.desk.closeBook()
	if b.ticking() != 0 {
		t.Error("a closed workbook ticks")
	}
}

func TestARehearsalLeavesNoTrace(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	seq, err := b.desk.book.Seq(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(b.desk.book.Path())
	if err != nil {
		t.Fatal(err)
	}
	test.Tap(p.bar.rehearse)
	if p.banner.box.Hidden {
		t.Fatal("nothing says that this is a rehearsal")
	}
	b.press(" ")
	b.pass(time.Minute)
	if got := p.bar.elapsed.Text(); got != "0:10:00" {
		t.Errorf("after a minute at ten times the speed the clock says %s", got)
	}
	test.Tap(p.banner.speeds[30])
	b.pass(10 * time.Second)
	if got := p.bar.elapsed.Text(); got != "0:15:00" {
		t.Errorf("and ten seconds at thirty times later %s", got)
	}
	b.key(fyne.KeyReturn)
	b.press("d")
	test.Type(p.notes.field, "hold families in the yard")
	p.notes.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.press("P+n")
	if c := p.conduct; len(c.record.Observations) != 1 || len(c.record.Ratings) != 1 || len(c.run.Played) != 1 {
		t.Errorf("the rehearsal holds %d observations, %d ratings, %d played", len(c.record.Observations), len(c.record.Ratings), len(c.run.Played))
	}
	status := b.shell.status
	if said := b.desk.text("exercise.run.rehearsal-step"); !strings.Contains(status.undo.Label, said) || !status.redo.Hidden {
		t.Errorf("in the rehearsal undo says %q", status.undo.Label)
	}
	test.Tap(status.undo) // as Ctrl+Z does
	b.shell.onUndo()
	if status.redo.Hidden {
		t.Error("what the rehearsal took back cannot be done again")
	}
	if r := p.conduct.run; r.Delay != 0 || r.ModuleID != e.Modules[0].ID {
		t.Errorf("undo in the rehearsal left %+v", r)
	}
	b.shell.onRedo()
	if p.conduct.run.Delay != 5 {
		t.Error("redo did nothing in the rehearsal")
	}
	b.exercises().turnTo(partDesign)
	if strings.Contains(status.undo.Label, b.desk.text("exercise.run.rehearsal-step")) {
		t.Error("away from the rehearsal, undo still speaks of it")
	}
	b.exercises().turnTo(partRun)
	test.Tap(p.banner.leave)
	if strings.Contains(status.undo.Label, b.desk.text("exercise.run.rehearsal-step")) {
		t.Error("after the rehearsal, undo still speaks of it")
	}
	if b.desk.modal != nil || !p.banner.box.Hidden || p.conduct.started() {
		t.Error("leaving the rehearsal did not give the exercise back as it was")
	}
	b.settle()
	after, err := os.ReadFile(b.desk.book.Path())
	if err != nil {
		t.Fatal(err)
	}
	if now, err := b.desk.book.Seq(context.Background()); err != nil || now != seq || string(after) != string(before) {
		t.Errorf("the rehearsal changed the workbook: %d → %d, %v", seq, now, err)
	}
}
