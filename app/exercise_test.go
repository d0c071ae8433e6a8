package app

import (
	"context"

	"forethought/workbook"
)

// exercise adds an exercise to the chosen school, with two objectives that try out an answer
// that says in place, one in progress and one that is needed, and opens its design.
func (b *bench) exercise() workbook.ExerciseRecord {
	b.t.Helper()
	v := b.desk.view()
	items := b.itemsOf(workbook.InPlace, workbook.InProgress, workbook.Needed)
	e := workbook.Exercise{
		ID: newID(), SchoolID: v.School.ID, Name: "Autumn tabletop", Date: "2026-08-12", Starts: "09:00", Minutes: 120,
		Welcome: 10, Place: "Library", Sponsor: "Cedar Valley School District", Purpose: "Try out the first ten minutes.",
	}
	changes := workbook.Add(workbook.ExerciseEntity, e.ID, e)
	add := func(kind workbook.Entity, id string, v workbook.Valued) string {
		changes = append(changes, workbook.Add(kind, id, v)...)
		return id
	}
	module := add(workbook.ModuleEntity, newID(), workbook.Module{ExerciseID: e.ID, Title: "Initial response", Minutes: 40, Story: "08:05", Text: "An alarm rings."})
	first := add(workbook.ObjectiveEntity, newID(), workbook.Objective{
		ExerciseID: e.ID, Position: 1, Title: "Account for everyone within ten minutes", Text: "Count students, staff and visitors, and say who is missing.",
		Capability: "operational-communications", Items: items,
	})
	add(workbook.ObjectiveEntity, newID(), workbook.Objective{
		ExerciseID: e.ID, Position: 2, Title: "Tell families where to go", Capability: "public-information-and-warning", Items: items[:1],
	})
	for i, text := range []string{"Every teacher reports a count within ten minutes", "Somebody adds the counts up and names who is missing"} {
		add(workbook.TargetEntity, newID(), workbook.Target{
			ExerciseID: e.ID, ObjectiveID: first, Position: i + 1, Text: text, Tasks: "Take the list along\nReport by radio or runner",
		})
	}
	inject := add(workbook.InjectEntity, newID(), workbook.Inject{
		ExerciseID: e.ID, ModuleID: module, Minute: 15, Type: workbook.Standard, Text: "A substitute has no list.", Objectives: []string{first}, Items: items[:1],
	})
	for _, p := range []workbook.Participant{
		{Name: "Ann Lee", Role: workbook.Evaluator}, {Name: "Ben Soto", Role: workbook.Facilitator}, {Name: "Cy Park", Role: workbook.Player},
	} {
		p.ExerciseID = e.ID
		add(workbook.ParticipantEntity, newID(), p)
	}
	for _, o := range []workbook.Observation{
		{Kind: workbook.Improvement, Text: "The substitute had no list and nobody to ask.", ObjectiveID: first, InjectID: inject, ModuleID: module, Elapsed: 960, Story: "08:12", SeenBy: "Ann Lee"},
		{Kind: workbook.Strength, Text: "The front office had the visitor log at hand.", ObjectiveID: first, Elapsed: 1260, SeenBy: "Ann Lee"},
	} {
		o.ExerciseID, o.At = e.ID, benchDay
		add(workbook.ObservationEntity, newID(), o)
	}
	b.desk.do(changes...)
	b.settle()
	b.desk.goTo(place{screen: exercisesScreen, id: e.ID})
	b.settle()
	return b.exerciseOnDisk(e.ID)
}

// itemsOf finds an item of the chosen school for each of some statuses that no exercise has
// flagged yet.
func (b *bench) itemsOf(statuses ...workbook.Status) []string {
	b.t.Helper()
	var items []string
	for _, want := range statuses {
		for _, it := range b.desk.theCase.Items {
			if a := b.desk.view().Answer(it.ID); a.Status == want && a.Disproved == "" {
				items = append(items, it.ID)
				break
			}
		}
	}
	if len(items) != len(statuses) {
		b.t.Fatalf("the sample's school has no answers of all of %v", statuses)
	}
	return items
}

func (b *bench) exercises() *exercises { return b.shell.screen(exercisesScreen).(*exercises) }

func (b *bench) exerciseOnDisk(id string) workbook.ExerciseRecord {
	b.t.Helper()
	e, err := b.desk.book.ExerciseRecord(context.Background(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return e
}
