package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// ratingPick are the four ratings of the Exercise Evaluation Guide side by side; the one that
// holds is lit, and pressing it again takes it back.
type ratingPick struct {
	chips map[workbook.Rating]*kit.Chip
	now   workbook.Rating
	box   *fyne.Container
}

func newRatingPick(d *desk, keys kit.Keys, choose func(workbook.Rating)) *ratingPick {
	p := &ratingPick{chips: map[workbook.Rating]*kit.Chip{}, box: kit.Flow(kit.Grid)}
	for _, r := range workbook.Ratings() {
		chip := kit.NewChip(d.ratingWord(r), func() {
			if p.now == r {
				choose("")
			} else {
				choose(r)
			}
		})
		chip.Keys = keys
		p.chips[r] = chip
		p.box.Add(chip)
	}
	return p
}

// put shows which rating holds.
func (p *ratingPick) put(r workbook.Rating) {
	p.now = r
	for code, chip := range p.chips {
		chip.SetOn(code == r)
	}
}

// ratingWord is a rating's letter with its short words.
func (d *desk) ratingWord(r workbook.Rating) string {
	return d.text("exercise.rating.both", "Letter", string(r), "Words", d.text("exercise.rating."+string(r)))
}

// ratingLook is the status whose colours a rating borrows.
func ratingLook(r workbook.Rating) workbook.Status {
	switch r {
	case workbook.PerformedWell:
		return workbook.InPlace
	case workbook.SomeChallenges:
		return workbook.InProgress
	case workbook.MajorChallenges, workbook.UnableToPerform:
		return workbook.Needed
	}
	return workbook.NotAssessed
}

// ratingCard is what evaluators gave a capability target or, without one, an objective: the
// rating of the one who is entering, to be changed, and beside each other what all gave.
type ratingCard struct {
	desk              *desk
	objective, target string
	evaluator         string

	head, tasks, differ *kit.Text
	pick                *ratingPick
	why                 *noteBox
	given               *fyne.Container
	givenBox            *fyne.Container
	box                 *fyne.Container
}

func newRatingCard(d *desk, keys kit.Keys) *ratingCard {
	c := &ratingCard{desk: d, head: kit.NewText("", kit.Style{Bold: true}), tasks: kit.Body("")}
	c.pick = newRatingPick(d, keys, c.onRating)
	c.why = d.newNoteBox("exercise.evaluate.why", "", c.onWhy)
	c.why.field.SetMinRowsVisible(2)
	c.differ = kit.NewText(d.text("exercise.evaluate.differ"), kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded, Bold: true})
	c.given = kit.Columns(2*kit.Grid, 170)
	c.givenBox = kit.Column(kit.Grid/2, c.differ, c.given)
	c.box = container.NewStack(kit.NewPanel(kit.ColorSurface, kit.ColorLine), kit.Inset(1.75*kit.Grid, 2*kit.Grid,
		kit.Column(1.25*kit.Grid, kit.Column(kit.Grid/2, c.head, c.tasks), c.pick.box, c.why.object(), c.givenBox)))
	return c
}

// fill shows the ratings of a target, or of an objective for an empty target, with the
// evaluator whose own can be changed.
func (c *ratingCard) fill(head, tasks, objective, target, evaluator string) {
	c.objective, c.target, c.evaluator = objective, target, evaluator
	c.head.Set(head)
	c.tasks.Set(tasks)
	c.tasks.Hidden = tasks == ""
	e := &c.desk.view().Exercise
	own := e.RatingBy(evaluator, objective, target)
	c.pick.put(own.Rating)
	c.why.put(own.Explanation)
	all := e.RatingsOf(objective, target)
	c.given.RemoveAll()
	for _, r := range all {
		if r.Rating != "" || r.Explanation != "" {
			c.given.Add(c.desk.givenRating(r))
		}
	}
	c.differ.Hidden = !workbook.Differ(all)
	c.givenBox.Hidden = len(c.given.Objects) == 0
	c.box.Refresh()
}

// givenRating is one evaluator's rating as all can read it.
func (d *desk) givenRating(r workbook.TargetRating) fyne.CanvasObject {
	word := d.text("exercise.evaluate.unrated")
	if r.Rating != "" {
		word = d.ratingWord(r.Rating)
	}
	pill := kit.WordPill(ratingLook(r.Rating), word)
	words := kit.Column(kit.Grid/2, kit.NewText(d.evaluatorName(r.Evaluator), kit.Style{Bold: true, Size: kit.SizeSmall}), container.NewHBox(pill))
	if r.Explanation != "" {
		words.Add(kit.Small(workbook.Shorten(r.Explanation, 300)))
	}
	return words
}

// evaluatorName is what an evaluator is called; the person at the keyboard may have no name.
func (d *desk) evaluatorName(name string) string {
	if name == "" {
		return d.text("exercise.evaluate.nameless")
	}
	return name
}

func (c *ratingCard) onRating(r workbook.Rating) {
	c.edit(func(x *workbook.TargetRating) { x.Rating = r })
}

func (c *ratingCard) onWhy(text string) {
	c.edit(func(x *workbook.TargetRating) { x.Explanation = text })
}

// edit changes what the evaluator who is entering gave, or gives their first.
func (c *ratingCard) edit(change func(*workbook.TargetRating)) {
	d := c.desk
	e := &d.view().Exercise
	if _, there := e.Objective(c.objective); !there {
		return // it was removed meanwhile
	}
	from := e.RatingBy(c.evaluator, c.objective, c.target)
	to := from
	change(&to)
	if from.ID != "" {
		d.do(workbook.Edit(workbook.RatingEntity, from.ID, from, to)...)
		return
	}
	to.ID, to.At = newID(), d.now()
	to.Elapsed = workbook.NewRun(e).ElapsedAt(to.At)
	d.do(workbook.Add(workbook.RatingEntity, to.ID, to)...)
}
