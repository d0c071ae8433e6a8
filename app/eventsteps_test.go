package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

const planStep = "step-protective-plan"

// lands opens, from the overview, the first event of the chosen school for which something holds.
func (b *bench) lands(holds func(workbook.EventReadiness) bool) (workbook.SchoolEvent, *eventSteps) {
	b.t.Helper()
	b.open(overviewScreen)
	s := b.overview()
	i := slices.IndexFunc(s.state.Ready, holds)
	if i < 0 {
		b.t.Fatal("the school has no such event")
	}
	s.events.shown()[i].Tapped(nil)
	b.settle()
	event, pane := s.state.Ready[i].Event, b.schools().pane
	if b.shell.current != schoolsScreen || pane.events.open != event.ID || pane.steps.ready.Event.ID != event.ID {
		b.t.Fatalf("%s shows %q, want %q", b.shell.current, pane.steps.ready.Event.Name, event.Name)
	}
	return event, pane.steps
}

func lacksPlan(r workbook.EventReadiness) bool { return r.LacksPlan() }

// step reads a step of an event from the file itself.
func (b *bench) step(event, id string) workbook.Step { return b.record().Steps.Of(event, id) }

func TestTheOverviewSaysWhichEventHasNoPlan(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.schoolWith(func(o workbook.Overview) bool {
		return slices.ContainsFunc(o.Ready, lacksPlan) && slices.ContainsFunc(o.Ready, func(r workbook.EventReadiness) bool { return r.HasPlan })
	})
	s := b.overview()
	for i, e := range s.events.shown() {
		r := s.state.Ready[i]
		want := b.desk.text("event.no-plan-yet")
		switch {
		case r.HasPlan:
			want = b.desk.text("event.has-plan")
		case r.LacksPlan():
			want = "No protective plan"
		}
		if e.Pill() != want || !strings.Contains(e.Hint(), b.desk.stepCount(r)) || e.End() != b.desk.daysTo(r.Event.Date) {
			t.Errorf("%q says %q, %q and %q", e.Title(), e.Pill(), e.Hint(), e.End())
		}
	}
}

func TestAnEventOfAnotherSchoolWithoutAPlanOpensThere(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.addedUp()
	c := b.overview().district.events
	chosen := b.desk.view().School.ID
	i := slices.IndexFunc(c.events, func(r workbook.EventReadiness) bool { return r.Event.SchoolID != chosen })
	if i < 0 || c.list.box.Hidden || len(c.list.shown()) != len(c.events) {
		t.Fatalf("the district's events without a plan are %v", titles(c.list))
	}
	want := c.events[i].Event
	c.list.shown()[i].Tapped(nil)
	b.settle()
	if got := b.schools().pane.steps.ready.Event; b.desk.view().School.ID != want.SchoolID || got.ID != want.ID {
		t.Errorf("opened %q of %q", got.Name, b.desk.view().School.Name)
	}
}

func TestAStepIsTickedOwnedAndTakenBack(t *testing.T) {
	b := newBench(t)
	b.sample()
	event, s := b.lands(lacksPlan)
	line := s.lines[planStep]
	due := b.desk.words.ShortDate(event.Date.AddDays(-14))
	if want := "14 days before · " + due; line.Hint() != want {
		t.Errorf("the line says %q, want %q", line.Hint(), want)
	}
	before := s.ready.Done
	b.desk.window.Canvas().Focus(line.Box)
	b.types(" ") // as the keyboard ticks
	b.settle()
	if got := b.step(event.ID, planStep); got.Status != workbook.StepDone || got.Done != b.desk.today() {
		t.Errorf("after ticking the step is %+v", got)
	}
	if !s.ready.HasPlan || s.ready.Done != before+1 || !strings.Contains(line.Hint(), b.desk.words.ShortDate(b.desk.today())) {
		t.Errorf("the checklist says %+v and %q", s.ready.Done, line.Hint())
	}
	if !strings.Contains(b.shell.status.undo.Label, "A written plan") {
		t.Errorf("undo says %q", b.shell.status.undo.Label)
	}
	fold := b.schools().pane.events.folds[event.ID]
	if label := fold.Head.Label; label != event.Name {
		t.Errorf("the row is %q", label)
	}
	line.Head.Tapped(nil)
	b.settle()
	b.write(s.owner, "Priya Raman")
	b.write(s.due.Field, "2026-09-20")
	b.write(s.note.field, "Read by both services.")
	if got := b.step(event.ID, planStep); got.Owner != "Priya Raman" || got.Due != "2026-09-20" || got.Note != "Read by both services." {
		t.Errorf("the step is %+v", got)
	}
	for range 4 {
		b.shell.onUndo()
		b.settle()
	}
	if got := b.step(event.ID, planStep); !workbook.Same(got, workbook.Step{Status: workbook.StepToDo}) {
		t.Errorf("after taking all back the step is %+v", got)
	}
	if s.ready.HasPlan || s.owner.Text != "" || !line.IsOpen() {
		t.Error("the checklist does not show what was taken back")
	}
}

func TestAStepThatIsNotNeededDoesNotCount(t *testing.T) {
	b := newBench(t)
	b.sample()
	event, s := b.lands(lacksPlan)
	counted := s.ready.Counted
	s.lines[planStep].Head.Tapped(nil)
	s.status[workbook.StepNotNeeded].Tapped(nil)
	b.settle()
	if got := b.step(event.ID, planStep).Status; got != workbook.StepNotNeeded || s.ready.Counted != counted-1 || s.ready.LacksPlan() {
		t.Errorf("the step is %s, and %d steps count", got, s.ready.Counted)
	}
	b.write(s.done.Field, "2026-08-10") // whoever gives its day has done it
	if got := b.step(event.ID, planStep); got.Status != workbook.StepDone || got.Done != "2026-08-10" {
		t.Errorf("with a day the step is %+v", got)
	}
	s.status[workbook.StepDone].Tapped(nil) // the same again takes it back
	b.settle()
	if got := b.step(event.ID, planStep); got.Status != workbook.StepToDo || got.Done != "" {
		t.Errorf("taken back the step is %+v", got)
	}
}

func TestAnOverdueStepSaysSoAndWhyItIsAsked(t *testing.T) {
	b := newBench(t)
	b.sample()
	_, s := b.lands(func(r workbook.EventReadiness) bool { return r.Overdue > 0 })
	for _, step := range s.ready.Steps {
		if got := s.lines[step.ID].Pressing(); (got == "Overdue") != step.Overdue {
			t.Errorf("%q says %q", step.Title, got)
		}
	}
	i := slices.IndexFunc(s.ready.Steps, func(x workbook.ReadyStep) bool { return x.Overdue })
	late := s.ready.Steps[i]
	if !strings.Contains(s.next.Text(), late.Title) {
		t.Errorf("next is %q", s.next.Text())
	}
	s.lines[late.ID].Head.Tapped(nil)
	b.settle()
	if s.why.Text() != late.Text || len(s.sources.Objects) != len(b.desk.theCase.Citations(late.Evidence)) || len(s.items.Objects) != len(late.Items) {
		t.Errorf("the step gives %q with %d sources and %d items", s.why.Text(), len(s.sources.Objects), len(s.items.Objects))
	}
	s.items.Objects[0].(*kit.Chip).Tapped(nil)
	b.settle()
	if b.shell.current != checklistsScreen || b.desk.openItem() != late.Items[0] {
		t.Errorf("the item opens %s at %s", b.shell.current, b.desk.openItem())
	}
}

func TestMovingAnEventMovesItsSteps(t *testing.T) {
	b := newBench(t)
	b.sample()
	event, s := b.lands(lacksPlan)
	moved := event.Date.AddDays(7)
	b.write(b.field(b.schools().pane.events.kind.form, "event.date"), string(moved))
	if got := b.record().Events; !slices.ContainsFunc(got, func(e workbook.SchoolEvent) bool { return e.ID == event.ID && e.Date == moved }) {
		t.Fatalf("the events are %v", got)
	}
	if hint := s.lines[planStep].Hint(); !strings.Contains(hint, b.desk.words.ShortDate(moved.AddDays(-14))) {
		t.Errorf("the plan is due %q", hint)
	}
	other := slices.IndexFunc(b.desk.view().School.Events, func(e workbook.SchoolEvent) bool { return e.ID != event.ID })
	s.lines[planStep].Head.Tapped(nil)
	b.desk.window.Canvas().Focus(s.owner)
	b.types("Ada")
	b.schools().pane.events.turnTo(b.desk.view().School.Events[other].ID)
	b.settle()
	if got := b.step(event.ID, planStep).Owner; got != "Ada" || s.open != "" || s.lines[planStep].IsOpen() {
		t.Errorf("what was typed went to %q; the other event opens on step %q", got, s.open)
	}
}

func TestAWorkbookThatIsOnlyReadTicksNothing(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := b.desk.book.Path()
	again, err := b.desk.shelf.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(again)
	b.settle()
	event, s := b.lands(lacksPlan)
	s.lines[planStep].Box.Tapped(nil)
	b.settle()
	if b.desk.window.Canvas().Overlays().Top() == nil || b.step(event.ID, planStep).Status != workbook.StepToDo || s.ready.HasPlan {
		t.Error("a step was ticked, or nothing was said")
	}
	b.desk.modal.HandleKey(fyne.KeyEscape)
}
