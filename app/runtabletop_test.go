package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/workbook"
)

// runTabletop puts an exercise to run, of an hour, into the workbook, of the school that is
// chosen: two modules, two objectives with a target each, five injects of which one has no
// time, and three questions.
func (b *bench) runTabletop() workbook.ExerciseRecord {
	b.t.Helper()
	id := newID()
	var changes []workbook.Change
	add := func(e workbook.Entity, id string, v workbook.Valued) {
		changes = append(changes, workbook.Add(e, id, v)...)
	}
	add(workbook.ExerciseEntity, id, workbook.Exercise{
		ID: id, SchoolID: b.desk.view().School.ID, Name: "Opening day tabletop", Date: "2026-08-20", Starts: "09:00",
		Minutes: 60, Place: "Library", Scenario: "It is the first day of school, and families fill the yard.",
	})
	modules, objectives := []string{newID(), newID()}, []string{newID(), newID()}
	for i, title := range []string{"Warning and prevention", "Initial response"} {
		add(workbook.ModuleEntity, modules[i], workbook.Module{
			ID: modules[i], ExerciseID: id, Position: i, Title: title, Minutes: 25,
			Story: workbook.ClockAt(9*60 + 60*i), Text: fmt.Sprint("What is known at ", workbook.ClockAt(9*60+60*i), "."),
		})
	}
	items := b.desk.theCase.Items[:2]
	for i, title := range []string{"Warn and decide", "Count everybody"} {
		add(workbook.ObjectiveEntity, objectives[i], workbook.Objective{
			ID: objectives[i], ExerciseID: id, Position: i, Title: title, Capability: "planning", Items: []string{items[i].ID},
		})
		target := newID()
		add(workbook.TargetEntity, target, workbook.Target{
			ID: target, ExerciseID: id, ObjectiveID: objectives[i], Text: "Within five minutes of the first report.",
			Tasks: "Decide who says it.\nSay it.",
		})
	}
	injects := []workbook.Inject{
		{Minute: 12, Story: "09:05", ModuleID: modules[0], Mode: "Phone call", To: "front office", Text: "A parent reports an unmarked truck waiting by the north drive since eight o’clock.", Expected: "The office writes the call down and rings the police liaison.", Note: "Wait until somebody asks who was told."},
		{Minute: 18, Story: "09:09", ModuleID: modules[0], Mode: "Text", Text: "The office line is busy; two teachers report by text instead."},
		{Minute: 26, Story: "09:20", ModuleID: modules[1], Mode: "Radio", To: "command post", Text: "The county asks how many people are on site today."},
		{Minute: 38, Story: "09:40", ModuleID: modules[1], Mode: "Social media", Text: "A news post gives a number of children that is far too low."},
		{OffTimeline: true, Type: workbook.Contingency, Mode: "In person", Text: "Families arrive at the side gate and ask for their children."},
	}
	for i, x := range injects {
		x.ID, x.ExerciseID = newID(), id
		x.Objectives, x.Items = []string{objectives[i/2%2]}, []string{items[i/2%2].ID}
		if x.Type == "" {
			x.Type = workbook.Standard
		}
		add(workbook.InjectEntity, x.ID, x)
	}
	for i, q := range []workbook.Question{
		{ModuleID: modules[0], Text: "Who decides whether the ceremony moves indoors, and who tells families?", Points: "One name, and a second for when that one is away."},
		{ModuleID: modules[0], Text: "What would make you call the police before you are sure?"},
		{ModuleID: modules[1], Text: "How do you know who is on site?"},
	} {
		q.ID, q.ExerciseID, q.Position = newID(), id, i
		add(workbook.QuestionEntity, q.ID, q)
	}
	b.desk.do(changes...)
	b.settle()
	e, err := b.desk.book.ExerciseRecord(context.Background(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return e
}

// photographRun takes the console of a run under way, before that of a rehearsal where all is
// wanted, and the projector.
func (b *bench) photographRun(take func(string), shoot func(fyne.Window, string), file string, all bool) {
	id := ""
	for _, e := range b.desk.view().Exercises {
		if e.Name == "Opening day tabletop" {
			id = e.ID
		}
	}
	if id == "" {
		id = b.runTabletop().ID
	}
	size := b.desk.window.Canvas().Size()
	p := b.console(id)
	b.resize(size.Width, size.Height)
	if p.conduct.run.State == workbook.NotStarted {
		b.press(" ")
		b.pass(8 * time.Minute)
		for _, said := range []struct{ key, text string }{
			{"s", "office logged the first call"}, {"i", "nobody had the liaison’s number"}, {"d", "hold families in the yard"},
		} {
			b.press(said.key)
			test.Type(p.notes.field, said.text)
			p.notes.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			b.pass(2*time.Minute + 20*time.Second)
		}
		b.press("S")
	}
	take(file + "-run")
	p.conduct.turnProjector()
	p.injects.onDeliver()
	b.settle()
	screen := p.conduct.projector.window
	screen.Resize(size)
	shoot(screen, strings.Replace(file, exercisesScreen, "projector", 1))
	screen.Close()
	b.shell.onUndo()
	b.settle()
	if all {
		p.conduct.rehearse(true)
		take(file + "-rehearsal")
		p.conduct.rehearse(false)
	}
}
