package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/workbook"
)

// photographEvaluation takes the evaluation of an exercise and what comes of it: the guide,
// the hot wash, a feedback form, the report and the improvement plan, a flagged answer and
// the overview. All asks for every size of window and text.
func (b *bench) photographEvaluation(all bool, take func(string)) {
	e := b.exercise()
	var changes []workbook.Change
	add := func(kind workbook.Entity, v workbook.Valued) {
		changes = append(changes, workbook.Add(kind, newID(), v)...)
	}
	first := e.Objectives[0]
	why := []string{"Most rooms reported in time.", "Two rooms were forgotten, and nobody noticed for six minutes."}
	for i, who := range []string{"Ann Lee", "Ben Soto"} {
		add(workbook.RatingEntity, workbook.TargetRating{
			ExerciseID: e.ID, ObjectiveID: first.ID, TargetID: e.Targets[0].ID, Evaluator: who,
			Rating: workbook.Ratings()[i+1], Explanation: why[i],
		})
		add(workbook.FeedbackEntity, workbook.Feedback{
			ExerciseID: e.ID, Role: workbook.Player, Scores: map[string]int{"realism": 4 + i, "people": 3, "structure": 5},
		})
	}
	rated := first
	rated.Explanation = "The count came in after sixteen minutes and missed the substitute’s class."
	changes = append(changes, workbook.Edit(workbook.ObjectiveEntity, first.ID, first, rated)...)
	action := e.ActionFor(e.Observations[0])
	action.Title = "Give every substitute a folder with the class list and the radio card"
	action.Owner, action.Target, action.Element = "Morgan Diaz", "2026-10-01", "planning"
	add(workbook.ActionEntity, action)
	add(workbook.ObservationEntity, workbook.Observation{
		ExerciseID: e.ID, Kind: workbook.Improvement, ObjectiveID: e.Objectives[1].ID, Elapsed: 3000,
		Text: "Nobody knew who tells families where to go.",
	})
	add(workbook.ExerciseEntity, workbook.Exercise{SchoolID: e.SchoolID, Name: "Spring tabletop", Date: "2027-03-02", Minutes: 90})
	b.desk.do(changes...)
	b.settle()
	b.desk.do(b.desk.view().Exercise.Rate(rated, workbook.MajorChallenges, b.desk.view().Answers)...)
	b.settle()
	for l := range b.looks(all) {
		if !all && l.variant == kit.Dark {
			continue
		}
		b.photographOutcome(e, all, func(name string) { take(name + l.end) })
	}
}

func (b *bench) photographOutcome(e workbook.ExerciseRecord, all bool, take func(string)) {
	b.desk.goTo(place{screen: exercisesScreen, id: e.ID, part: partEvaluate, item: e.Objectives[0].ID})
	b.settle()
	take("exercises-evaluate")
	p := b.exercises().parts[partEvaluate].(*exerciseEvaluation)
	if all {
		p.guide.scroll.ScrollToOffset(fyne.NewPos(0, 640*kit.TextScale()))
		take("exercises-evaluate-final")
		p.guide.rows.land(e.Observations[0].ID)
		p.guide.scroll.ScrollToBottom()
		take("exercises-evaluate-observation")
		p.rows.Select(len(p.list) - 2)
		take("exercises-evaluate-hot-wash")
		p.rows.Select(len(p.list) - 1)
		b.settle()
		p.feedback.rows.turnTo(b.desk.view().Exercise.Feedback[0].ID)
		take("exercises-evaluate-feedback")
	}
	test.Tap(b.exercises().chips[partAfter])
	take("exercises-after")
	q := b.exercises().parts[partAfter].(*afterAction)
	if all {
		q.areas.land(e.Observations[0].ID)
		take("exercises-after-area")
	}
	q.turnTo(afterPlan)
	take("exercises-after-plan")
	b.desk.goTo(place{screen: checklistsScreen, item: e.Objectives[0].Items[0]})
	take("checklists-flagged")
	if all {
		b.open(overviewScreen)
		take("overview-exercises")
	}
}
