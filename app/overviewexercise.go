package app

import (
	"forethought/app/kit"
	"forethought/workbook"
)

// How many lines the cards about exercises show.
const (
	shownDoubts    = 5
	shownExercises = 3
)

// exerciseCards are the overview's cards about exercises: the answers that one found
// otherwise, and the exercises that come next. Neither is there for a school without.
type exerciseCards struct {
	desk   *desk
	list   []workbook.Doubt
	ahead  []workbook.Exercise
	doubts *shortList
	next   *shortList
}

func newExerciseCards(d *desk, screen *overview) *exerciseCards {
	c := &exerciseCards{desk: d}
	c.doubts = newShortList(d, screen, shownDoubts, "overview.doubts", "overview.doubts.none", func() { screen.openItem("", filterDisproved) })
	c.next = newShortList(d, screen, shownExercises, "overview.next-exercise", "overview.next-exercise.none", func() {
		d.goTo(place{screen: exercisesScreen})
	})
	return c
}

func (c *exerciseCards) fill() {
	d := c.desk
	v := d.view()
	c.list = workbook.Doubts(d.theCase, v.School.ID, v.Answers, v.Disproofs)
	c.doubts.box.Hidden = len(c.list) == 0
	c.doubts.fill(len(c.list), d.allOf(len(c.list)), c.fillDoubt)
	c.ahead = workbook.NextExercises(v.Exercises, d.today())
	c.next.box.Hidden = len(v.Exercises) == 0
	c.next.fill(len(c.ahead), d.allOf(len(v.Exercises)), c.fillNext)
}

func (c *exerciseCards) fillDoubt(i int, e *kit.Entry) {
	d, x := c.desk, c.list[i]
	day := ""
	if x.Exercise.Date != "" {
		day = d.words.ShortDate(x.Exercise.Date)
	}
	e.Set(x.Item.Title, day, true, func() { d.goTo(place{screen: checklistsScreen, item: x.Item.ID, filter: filterDisproved}) })
	e.SetHint(dotted(objectiveName(d, x.Objective), d.text("rating."+string(x.Objective.Final))))
	e.SetStatus(x.Answer.Status, d.text("status."+string(x.Answer.Status)))
}

func (c *exerciseCards) fillNext(i int, e *kit.Entry) {
	d, x := c.desk, c.ahead[i]
	e.Set(exerciseName(d, x), d.daysTo(x.Date), false, func() { d.goTo(place{screen: exercisesScreen, id: x.ID}) })
	e.SetHint(exerciseHint(d, x))
}
