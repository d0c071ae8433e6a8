package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// doubtCard says above an answer that an exercise found otherwise, with the ways on.
type doubtCard struct {
	desk   *desk
	found  *kit.Text
	open   *kit.Button
	looked *kit.Button
	of     workbook.Disproof
	box    *fyne.Container
}

func newDoubtCard(d *desk, p *answerPane) *doubtCard {
	c := &doubtCard{desk: d, found: kit.Body("")}
	c.open = kit.OutlineButton(d.text("doubt.open"), nil, c.onOpen)
	c.looked = kit.OutlineButton(d.text("doubt.looked"), theme.ConfirmIcon(), func() {
		p.edit(func(a *workbook.Answer) { a.Disproved = "" })
	})
	c.open.Keys, c.looked.Keys = p.keys, p.keys
	words := kit.Column(kit.Grid/2, kit.NewText(d.text("doubt.title"), kit.Style{Color: kit.ColorNeeded, Bold: true}), c.found)
	c.box = container.NewStack(kit.NewPanel(kit.ColorNeededTint, ""),
		kit.Inset(1.5*kit.Grid, 2*kit.Grid, kit.Column(1.25*kit.Grid, words, kit.Flow(kit.Grid, c.open, c.looked))))
	c.box.Hide()
	return c
}

// fill shows why an answer is in doubt, and nothing where none of the exercises doubts it.
func (c *doubtCard) fill(x workbook.Disproof) {
	c.of = x
	c.box.Hidden = x.Objective.ID == ""
	if !c.box.Hidden {
		c.found.Set(c.desk.doubtLine(x))
	}
	c.box.Refresh()
}

// doubtLine says what an exercise found in one sentence.
func (d *desk) doubtLine(x workbook.Disproof) string {
	rating := d.text("rating." + string(x.Objective.Final))
	if x.Exercise.Date == "" {
		return d.text("doubt.found-undated", "Objective", objectiveName(d, x.Objective), "Rating", rating)
	}
	return d.text("doubt.found", "Objective", objectiveName(d, x.Objective), "Rating", rating, "Date", d.words.Date(x.Exercise.Date))
}

func (c *doubtCard) onOpen() {
	c.desk.landAt(c.of.Exercise.SchoolID, place{
		screen: exercisesScreen, id: c.of.Exercise.ID, part: partEvaluate, item: c.of.Objective.ID,
	})
}
