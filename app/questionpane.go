package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// questionPane shows a discussion question and lets every field of it be changed.
type questionPane struct {
	desk *desk
	id   string

	state        *kit.Text // that it is not linked, and to what
	text, points *noteBox
	module       *kit.Button
	objectives   *objectiveChips
	items        *itemLinks
	body         *fyne.Container
	scroll       *container.Scroll
}

func newQuestionPane(d *desk, shut func()) *questionPane {
	p := &questionPane{desk: d}
	p.text = d.newNoteBox("exercise.design.question.text", "", func(t string) { p.edit(func(q *workbook.Question) { q.Text = t }) })
	p.points = d.newNoteBox("exercise.design.question.points", "", func(t string) { p.edit(func(q *workbook.Question) { q.Points = t }) })
	p.module = kit.PickButton("", func() { d.pickModule(p.module, p.moduleID(), p.onModule) })
	p.objectives = newObjectiveChips(d, func(ids []string) { p.edit(func(q *workbook.Question) { q.Objectives = ids }) })
	p.items = newItemLinks(d, "exercise.design.no-items", func(ids []string) { p.edit(func(q *workbook.Question) { q.Items = ids }) })
	p.state = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded, Bold: true})
	p.body = kit.Column(1.75*kit.Grid,
		kit.Row(kit.Heading(d.text("exercise.design.question")), kit.IconButton(d.text("action.close"), theme.CancelIcon(), shut)),
		p.state, p.text.object(), kit.Labelled(d.text("exercise.design.module"), p.module),
		kit.Column(kit.Grid/4, p.points.object(), kit.Small(d.text("exercise.design.facilitator-only"))),
		p.objectives.box, p.items.box,
		container.NewHBox(kit.LinkButton(d.text("exercise.design.question.remove"), theme.DeleteIcon(), p.onRemove)))
	p.scroll = container.NewVScroll(kit.Inset(2*kit.Grid, 2.5*kit.Grid, p.body))
	return p
}

func (p *questionPane) fill(q workbook.Question) {
	d := p.desk
	other := p.id != q.ID
	p.id = q.ID
	missing := d.missing(q.Objectives, q.Items)
	p.state.Set(missing)
	p.state.Hidden = missing == ""
	p.text.put(q.Text)
	p.points.put(q.Points)
	p.module.SetText(d.moduleWord(p.moduleID()))
	p.objectives.put(q.Objectives)
	p.items.put(q.Items)
	if other {
		p.scroll.ScrollToTop()
	}
	p.body.Refresh()
	p.scroll.Refresh()
}

// moduleID is the module in which the question stands.
func (p *questionPane) moduleID() string {
	e := &p.desk.view().Exercise
	for _, m := range e.Modules {
		if has(e.QuestionsIn(m.ID), p.id, func(q workbook.Question) string { return q.ID }) {
			return m.ID
		}
	}
	return ""
}

// edit changes the question that is shown.
func (p *questionPane) edit(change func(*workbook.Question)) {
	from, ok := p.desk.view().Exercise.Question(p.id)
	if !ok {
		return // it was removed meanwhile, here or elsewhere
	}
	to := from
	change(&to)
	p.desk.do(workbook.Edit(workbook.QuestionEntity, p.id, from, to)...)
}

// onModule puts the question at the end of a module.
func (p *questionPane) onModule(id string) {
	p.desk.do(workbook.PlaceQuestion(&p.desk.view().Exercise, p.id, id, "")...)
}

func (p *questionPane) onRemove() {
	p.desk.window.Canvas().Unfocus()
	p.desk.do(workbook.Remove(workbook.QuestionEntity, p.id)...)
}
