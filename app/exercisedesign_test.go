package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"forethought/app/kit"
	"forethought/workbook"
)

// onDiskNow is an exercise as the file has it.
func (b *bench) onDiskNow(id string) *workbook.ExerciseRecord {
	e := b.exerciseOnDisk(id)
	return &e
}

// designs opens an exercise in a section of its design.
func (b *bench) designs(e workbook.ExerciseRecord, section string) designSection {
	b.t.Helper()
	b.shell.goTo(place{screen: exercisesScreen, id: e.ID, part: partDesign})
	b.settle()
	p, ok := b.exercises().parts[partDesign].(*exerciseDesign)
	if !ok {
		b.t.Fatal("the design does not open")
	}
	p.turnTo(section)
	b.settle()
	b.resize(1280, 800)
	return p.at()
}

// alt presses Alt with an arrow where the focus is.
func (b *bench) alt(keys ...fyne.KeyName) {
	b.t.Helper()
	for _, k := range keys {
		b.desk.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt})
		b.settle()
	}
}

// drag drags a drawn row of an order so many rows down, or up.
func (b *bench) drag(o *kit.Order, row int, by float32) {
	b.t.Helper()
	at := o.RowAt(row)
	if at == nil {
		b.t.Fatalf("row %d is not drawn", row)
	}
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(at)
	high := at.Size().Height + 4
	for _, part := range []float32{0.4, 1} {
		at.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: from.AddXY(40, high/2+part*by*high)}})
	}
	at.DragEnd()
	b.settle()
}

// order is the MSEL as the file has it: the minutes and first words, "-" between modules.
func (b *bench) order(id string) string {
	e := b.exerciseOnDisk(id)
	var all []string
	for _, m := range e.Modules {
		for _, i := range e.InjectsIn(m.ID) {
			all = append(all, minuteClock(i.Minute)+" "+strings.Join(strings.Fields(i.Text)[:2], " "))
		}
		all = append(all, "-")
	}
	for _, i := range e.OffTimeline() {
		all = append(all, strings.Join(strings.Fields(i.Text)[:2], " "))
	}
	return strings.Join(all, ", ")
}

const msel0 = "0:14 A parent, 0:25 The office, -, 0:45 The county, 1:00 A news, -, 1:25 Families arrive, -, The liaison"

func TestAnInjectIsMovedByKeyboardAndBack(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionMSEL).(*designMSEL)
	if got := b.order(e.ID); got != msel0 {
		t.Fatalf("the exercise begins as %s", got)
	}
	s.rows.List().Select(2) // the second inject of the first module
	b.desk.window.Canvas().Focus(s.rows.List())
	b.settle()
	if s.open != e.Injects[1].ID || !s.box.Objects[1].Visible() {
		t.Fatal("the inject does not open at the right")
	}
	b.alt(fyne.KeyDown)
	if got := b.order(e.ID); got != "0:14 A parent, -, 0:42 The office, 0:45 The county, 1:00 A news, -, 1:25 Families arrive, -, The liaison" {
		t.Errorf("a step on gives %s", got)
	}
	if s.rows.List().Selected() != 3 || s.open != e.Injects[1].ID {
		t.Errorf("the keyboard is on row %d, of %s", s.rows.List().Selected(), s.open)
	}
	b.alt(fyne.KeyDown, fyne.KeyDown)
	if got := b.order(e.ID); got != "0:14 A parent, -, 0:45 The county, 1:00 A news, 1:05 The office, -, 1:25 Families arrive, -, The liaison" {
		t.Errorf("two more give %s", got)
	}
	for range 3 {
		b.shell.onUndo()
		b.settle()
	}
	if got := b.order(e.ID); got != msel0 {
		t.Errorf("three undos leave %s", got)
	}
	b.strikes(fyne.KeyEscape)
	if s.open != "" || s.box.Objects[1].Visible() {
		t.Error("Escape does not close the inject")
	}
}

func TestAnInjectIsDraggedInTheList(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionMSEL).(*designMSEL)
	b.drag(s.rows, 1, 3) // the first below the county's question, which is row 4
	if got := b.order(e.ID); got != "0:25 The office, -, 0:45 The county, 0:52 A parent, 1:00 A news, -, 1:25 Families arrive, -, The liaison" {
		t.Errorf("after the drag: %s", got)
	}
	moved, _ := b.desk.view().Exercise.Inject(e.Injects[0].ID)
	if moved.Story == "08:40" || moved.Story < "09:10" || moved.Story > "11:00" {
		t.Errorf("its time in the story is %s", moved.Story)
	}
	b.shell.onUndo()
	b.settle()
	if got := b.order(e.ID); got != msel0 {
		t.Errorf("one undo leaves %s", got)
	}
	b.drag(s.rows, 3, -2.2) // the second module before the first
	if got := b.order(e.ID); got != "0:15 The county, 0:30 A news, -, 0:49 A parent, 1:00 The office, -, 1:25 Families arrive, -, The liaison" {
		t.Errorf("after the drag of a module: %s", got)
	}
}

func TestAPinIsDraggedOnTheTimeline(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionMSEL).(*designMSEL)
	line := s.timeline
	if got := line.Clock(75); got != "1:15" {
		t.Errorf("the timeline writes minute 75 as %q", got)
	}
	at := func(minute int) fyne.Position { return line.PlaceOf(minute) }
	line.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(25)}, Button: desktop.MouseButtonPrimary})
	line.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(40)}})
	line.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(50)}})
	line.DragEnd()
	b.settle()
	if got := b.order(e.ID); got != "0:14 A parent, -, 0:45 The county, 0:50 The office, 1:00 A news, -, 1:25 Families arrive, -, The liaison" {
		t.Errorf("after the drag: %s", got)
	}
	if s.open != e.Injects[1].ID {
		t.Error("what was dragged is not open")
	}
	b.alt(fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	if i, _ := b.onDiskNow(e.ID).Inject(e.Injects[1].ID); i.Minute != 51 {
		t.Errorf("two minutes on and one back is minute %d", i.Minute)
	}
	b.strikes(fyne.KeyRight)
	if s.open != e.Injects[3].ID {
		t.Error("the arrow does not go to the next pin")
	}
	line.Tapped(&fyne.PointEvent{Position: fyne.NewPos(at(80).X, line.Size().Height-40)})
	b.settle()
	if s.open != e.Modules[2].ID || s.module.title.Text != e.Modules[2].Title {
		t.Error("a click on a module does not open it")
	}
}

func TestTheTimelineWarnsOfAnOverrun(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionMSEL).(*designMSEL)
	if !s.spent.Hidden {
		t.Errorf("it says %q of modules that fit", s.spent.Text())
	}
	s.land(e.Modules[1].ID)
	b.write(s.module.minutes, "60")
	if s.spent.Hidden || !strings.Contains(s.spent.Text(), "10 minutes more than the 120") {
		t.Errorf("it says %q", s.spent.Text())
	}
	if line := s.Row(indexOf(s.list, e.Modules[2].ID, func(r mselRow) string { return r.id })); line.Pill == "" {
		t.Error("the module that runs over does not say so")
	}
	if got := b.order(e.ID); got != strings.Replace(msel0, "1:25", "1:50", 1) {
		t.Errorf("what comes after the longer module did not move with it: %s", got)
	}
	b.write(s.module.story, "9.30")
	if m, _ := b.onDiskNow(e.ID).Module(e.Modules[1].ID); m.Story != "09:05" {
		t.Errorf("a time that is none was kept as %q", m.Story)
	}
}

func TestAnInjectIsWrittenAndLinked(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionMSEL).(*designMSEL)
	s.land(e.Injects[0].ID)
	b.settle()
	b.desk.window.Canvas().Focus(s.rows.List())
	b.types("a") // as the keyboard adds
	b.settle()
	if b.desk.window.Canvas().Focused() != fyne.Focusable(s.inject.text.field) {
		t.Fatal("a new inject does not wait for its text")
	}
	b.write(s.inject.text.field, "The radio in the gym is silent.")
	b.write(s.inject.from, "Gym")
	b.write(s.inject.mode, "Radio")
	b.write(s.inject.expected.field, "They send a runner.")
	x := b.exerciseOnDisk(e.ID)
	i, ok := x.Inject(s.open)
	if !ok || i.Text != "The radio in the gym is silent." || i.From != "Gym" || i.Mode != "Radio" || i.Expected != "They send a runner." {
		t.Fatalf("the inject is %+v", i)
	}
	if i.ModuleID != e.Modules[0].ID || i.Minute != 19 {
		t.Errorf("it stands at minute %d", i.Minute)
	}
	if row := s.Row(s.index(i.ID)); row.Pill != b.desk.text("exercise.design.unlinked") || s.inject.state.Hidden {
		t.Errorf("a new inject is marked %q", row.Pill)
	}
	s.inject.objectives.chips.Objects[0].(*kit.Chip).Tapped(nil)
	b.settle()
	if row := s.Row(s.index(i.ID)); row.Pill != b.desk.text("exercise.design.no-item") {
		t.Errorf("with an objective it is marked %q", row.Pill)
	}
	s.inject.items.onPick()
	b.settle()
	b.desk.modal.close()
	s.inject.items.take([]string{b.desk.theCase.Items[3].ID})
	b.settle()
	if row := s.Row(s.index(i.ID)); row.Pill != "" || !s.inject.state.Hidden {
		t.Errorf("linked it is marked %q", row.Pill)
	}
	b.write(s.inject.minute, "95")
	s.inject.off.Tapped(nil)
	b.settle()
	if i, _ := b.onDiskNow(e.ID).Inject(i.ID); !i.OffTimeline || i.ModuleID != e.Modules[2].ID {
		t.Errorf("off the timeline it is %+v", i)
	}
	s.inject.off.Tapped(nil)
	b.settle()
	if i, _ := b.onDiskNow(e.ID).Inject(i.ID); i.OffTimeline || i.Minute <= 85 {
		t.Errorf("back on it, it is %+v", i)
	}
	b.desk.window.Canvas().Focus(s.rows.List())
	b.strikes(fyne.KeyDelete)
	if _, still := b.onDiskNow(e.ID).Inject(i.ID); still || s.open == i.ID {
		t.Error("Delete does not remove it")
	}
}

func TestQuestionsStandWithTheirModules(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionMSEL).(*designMSEL)
	s.modes.chips[mselQuestions].Tapped(nil)
	s.rows.List().Select(2)
	b.desk.window.Canvas().Focus(s.rows.List())
	b.alt(fyne.KeyDown)
	x := b.exerciseOnDisk(e.ID)
	if q := x.QuestionsIn(e.Modules[1].ID); len(q) != 2 || q[0].ID != e.Questions[1].ID {
		t.Errorf("the second module has %v", q)
	}
	b.drag(s.rows, s.index(e.Questions[1].ID), -2.2)
	x = b.exerciseOnDisk(e.ID)
	if q := x.QuestionsIn(e.Modules[0].ID); len(q) != 2 || q[0].ID != e.Questions[1].ID {
		t.Errorf("the first module has %v", q)
	}
	b.types("q")
	b.settle()
	b.write(s.question.text.field, "Who speaks to the families?")
	b.write(s.question.points.field, "One voice.")
	if q, _ := b.onDiskNow(e.ID).Question(s.open); q.Text != "Who speaks to the families?" || q.Points != "One voice." || q.ModuleID != e.Modules[0].ID {
		t.Errorf("the question is %+v", q)
	}
}

func TestAModuleThatHoldsSomethingIsAskedAbout(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionMSEL).(*designMSEL)
	s.land(e.Modules[0].ID)
	s.module.onRemove()
	if told := b.told(); !strings.Contains(told, "2 injects and 2 questions") {
		t.Errorf("it asks %q", told)
	}
	b.say(b.desk.text("exercise.design.module.remove"))
	if x := b.exerciseOnDisk(e.ID); len(x.Modules) != 2 || len(x.Injects) != 4 || len(x.Questions) != 1 {
		t.Errorf("left are %d modules, %d injects and %d questions", len(x.Modules), len(x.Injects), len(x.Questions))
	}
	b.shell.onUndo()
	b.settle()
	if got := b.order(e.ID); got != msel0 {
		t.Errorf("one undo leaves %s", got)
	}
}

func TestObjectivesAreWrittenAndReordered(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionObjectives).(*designObjectives)
	if s.open != e.Objectives[0].ID || s.pane.title.Text != "Warn and decide" {
		t.Fatalf("%q is open", s.pane.title.Text)
	}
	b.desk.window.Canvas().Focus(s.rows.List())
	b.alt(fyne.KeyDown)
	if x := b.exerciseOnDisk(e.ID); x.Objectives[1].ID != e.Objectives[0].ID {
		t.Error("Alt and the arrow do not move an objective")
	}
	b.drag(s.rows, 1, -1.2)
	if x := b.exerciseOnDisk(e.ID); x.Objectives[0].ID != e.Objectives[0].ID {
		t.Error("dragging does not move an objective")
	}
	b.types("a")
	b.settle()
	b.write(s.pane.title, "Reunite families")
	b.write(s.pane.text.field, "Within an hour each child is with somebody known.")
	s.pane.edit(func(o *workbook.Objective) { o.Capability = "mass-care" })
	s.pane.onAddTarget()
	b.settle()
	target := b.onDiskNow(e.ID).TargetsOf(s.open)
	if len(target) != 1 {
		t.Fatalf("it has %d targets", len(target))
	}
	b.write(s.pane.boxes[target[0].ID].text.field, "A site is open within 30 minutes")
	b.write(s.pane.boxes[target[0].ID].tasks.field, "Choose the site")
	x := b.exerciseOnDisk(e.ID)
	if o := x.Objectives[2]; o.Title != "Reunite families" || o.Capability != "mass-care" || !strings.Contains(o.Text, "known") {
		t.Errorf("the objective is %+v", o)
	}
	if got := x.TargetsOf(s.open)[0]; got.Text != "A site is open within 30 minutes" || got.Tasks != "Choose the site" {
		t.Errorf("the target is %+v", got)
	}
	if row := s.Row(2); row.Pill != b.desk.text("exercise.design.no-item") || row.Hint != "Mass Care Services" {
		t.Errorf("its row says %+v", row)
	}
	s.land(e.Objectives[0].ID)
	s.onRemove()
	b.settle()
	if x := b.exerciseOnDisk(e.ID); len(x.Objectives) != 2 || !x.Injects[0].Unlinked() {
		t.Errorf("%d objectives are left; the first inject serves %v", len(x.Objectives), x.Injects[0].Objectives)
	}
}

func TestParticipantsComeFromTheTeam(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionParticipants).(*designPeople)
	s.onTeam()
	b.settle()
	if b.desk.modal == nil {
		t.Fatal("nobody is offered")
	}
	b.say(b.desk.text("app.cancel"))
	contacts := b.desk.view().School.Contacts
	s.addContacts(contacts, []string{contacts[0].ID, contacts[1].ID})
	b.settle()
	x := b.exerciseOnDisk(e.ID)
	at := slices.IndexFunc(x.Participants, func(p workbook.Participant) bool { return p.Name == contacts[0].Name })
	if len(x.Participants) != 6 || at < 0 || x.Participants[at].Title != contacts[0].Role || x.Participants[at].Role != workbook.Player {
		t.Fatalf("those who take part are %+v", x.Participants)
	}
	b.shell.onUndo()
	b.settle()
	if x := b.exerciseOnDisk(e.ID); len(x.Participants) != 4 {
		t.Errorf("one undo leaves %d", len(x.Participants))
	}
	s.onAdd()
	b.settle()
	b.write(s.name, contacts[2].Name)
	if s.organization.Text != contacts[2].Organization || s.title.Text != contacts[2].Role {
		t.Errorf("of a contact by name comes %q and %q", s.title.Text, s.organization.Text)
	}
	s.role.Choose(string(workbook.Evaluator))
	b.settle()
	b.desk.window.Canvas().Focus(s.rows.List())
	b.types(" ")
	b.settle()
	x = b.exerciseOnDisk(e.ID)
	at = slices.IndexFunc(x.Participants, func(p workbook.Participant) bool { return p.ID == s.open })
	if p := x.Participants[at]; !p.Attended || p.Role != workbook.Evaluator || !strings.Contains(s.count.Text(), "1 attended") {
		t.Errorf("the participant is %+v; it says %q", p, s.count.Text())
	}
}

func TestTheOverviewOfAnExerciseIsWritten(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	s := b.designs(e, sectionOverview).(*designOverviewForm)
	b.write(s.name, "Autumn tabletop")
	b.write(s.starts, "8:30")
	b.write(s.date.Field, "2026-10-02")
	b.write(s.minutes, "90")
	b.write(s.scenario.field, "Rain.")
	s.missions["recovery"].Tapped(nil)
	b.settle()
	x := b.exerciseOnDisk(e.ID)
	if x.Name != "Autumn tabletop" || x.Starts != "08:30" || x.Date != "2026-10-02" || x.Scenario != "Rain." || !slices.Contains(x.Missions, "recovery") {
		t.Errorf("the exercise is %+v", x.Exercise)
	}
	if !strings.Contains(s.left.Text(), "15 minutes more than the 90") {
		t.Errorf("it says %q", s.left.Text())
	}
	b.write(s.welcome, "5")
	if got := b.order(e.ID); !strings.HasPrefix(got, "0:09 A parent, 0:20 The office") {
		t.Errorf("a shorter welcome does not move the injects: %s", got)
	}
}

func TestASearchLandsInTheDesign(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.tabletop()
	b.open(overviewScreen)
	for id, section := range map[string]string{
		e.Injects[2].ID: sectionMSEL, e.Questions[1].ID: sectionMSEL, e.Modules[1].ID: sectionMSEL,
		e.Targets[1].ID: sectionObjectives, e.Participants[2].ID: sectionParticipants,
	} {
		b.exercises().open("")
		b.settle()
		b.desk.landAt(e.SchoolID, place{screen: exercisesScreen, id: e.ID, part: partDesign, item: id})
		b.settle()
		p := b.exercises().parts[partDesign].(*exerciseDesign)
		open := ""
		switch s := p.at().(type) {
		case *designMSEL:
			open = s.open
		case *designPeople:
			open = s.open
		case *designObjectives:
			if open = s.open; open == e.Targets[1].ObjectiveID {
				open = e.Targets[1].ID
			}
		}
		if p.section != section || open != id {
			t.Errorf("landed on %s at %s, want %s", p.section, open, section)
		}
	}
}
