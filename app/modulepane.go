package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// modulePane shows a module and lets every field of it be changed.
type modulePane struct {
	desk *desk
	id   string

	name, holds           *kit.Text
	title, minutes, story *kit.Field
	text                  *noteBox
	body                  *fyne.Container
	scroll                *container.Scroll
}

func newModulePane(d *desk, shut func()) *modulePane {
	p := &modulePane{desk: d, name: kit.Heading(""), holds: kit.Small("")}
	var titleBox, minutesBox, storyBox *fyne.Container
	p.title, titleBox = d.line("exercise.design.module.title", workbook.ModuleEntity, "title", func(t string) {
		p.edit(func(m *workbook.Module) { m.Title = t })
	})
	p.minutes, minutesBox = d.numberField("exercise.design.minutes", func(n int) { p.edit(func(m *workbook.Module) { m.Minutes = n }) })
	p.story, storyBox = d.clockField("exercise.design.module.story", func(c workbook.Clock) { p.edit(func(m *workbook.Module) { m.Story = c }) })
	p.text = d.newNoteBox("exercise.design.module.text", "", func(t string) { p.edit(func(m *workbook.Module) { m.Text = t }) })
	p.text.field.SetMinRowsVisible(8)
	p.body = kit.Column(1.75*kit.Grid,
		kit.Row(p.name, kit.IconButton(d.text("action.close"), theme.CancelIcon(), shut)), p.holds, titleBox,
		kit.Columns(2*kit.Grid, 130, minutesBox, storyBox),
		kit.Column(kit.Grid/4, p.text.object(), kit.Small(d.text("exercise.design.module.text.hint"))),
		container.NewHBox(kit.LinkButton(d.text("exercise.design.module.remove"), theme.DeleteIcon(), p.onRemove)))
	p.scroll = container.NewVScroll(kit.Inset(2*kit.Grid, 2.5*kit.Grid, p.body))
	return p
}

func (p *modulePane) fill(m workbook.Module) {
	d, e := p.desk, &p.desk.view().Exercise
	other := p.id != m.ID
	p.id = m.ID
	for _, f := range []*kit.Field{p.title, p.minutes, p.story} {
		f.About(m.ID)
	}
	at := indexOf(e.Modules, m.ID, func(x workbook.Module) string { return x.ID })
	from := e.ModuleStart(m.ID)
	p.name.Set(d.text("exercise.design.module.number", "Number", at+1))
	p.holds.Set(dotted(d.text("exercise.design.module.span", "From", minuteClock(from), "To", minuteClock(from+m.Minutes)),
		d.text("exercise.design.count.injects", "Count", len(e.InjectsIn(m.ID))),
		d.text("exercise.design.count.questions", "Count", len(e.QuestionsIn(m.ID)))))
	p.title.Put(m.Title)
	p.minutes.Put(numberText(m.Minutes))
	p.story.Put(string(m.Story))
	p.text.put(m.Text)
	if other {
		p.scroll.ScrollToTop()
	}
	p.body.Refresh()
	p.scroll.Refresh()
}

// edit changes the module that is shown; injects go with their modules.
func (p *modulePane) edit(change func(*workbook.Module)) {
	e := &p.desk.view().Exercise
	m, ok := e.Module(p.id)
	if !ok {
		return // it was removed meanwhile, here or elsewhere
	}
	change(&m)
	p.desk.do(workbook.EditModule(e, m)...)
}

// onRemove takes the module out, after a question where it holds something.
func (p *modulePane) onRemove() {
	d, e := p.desk, &p.desk.view().Exercise
	d.window.Canvas().Unfocus()
	at := indexOf(e.Modules, p.id, func(m workbook.Module) string { return m.ID })
	if at < 0 || !d.mayChange() {
		return
	}
	id, injects, questions := p.id, len(e.InjectsIn(p.id)), len(e.QuestionsIn(p.id))
	remove := func() { d.do(workbook.RemoveModule(&d.view().Exercise, id)...) }
	if injects+questions == 0 {
		remove()
		return
	}
	d.confirm(d.text("exercise.design.module.remove"), d.text("exercise.design.module.remove-sure",
		"Title", moduleName(d, at, e.Modules[at]),
		"Injects", d.text("exercise.design.count.injects", "Count", injects),
		"Questions", d.text("exercise.design.count.questions", "Count", questions)),
		d.text("exercise.design.module.remove"), remove)
}

// moduleWord is what a module is called by its id.
func (d *desk) moduleWord(id string) string {
	all := d.view().Exercise.Modules
	if at := indexOf(all, id, func(m workbook.Module) string { return m.ID }); at >= 0 {
		return moduleName(d, at, all[at])
	}
	return d.text("exercise.design.module.none")
}

// pickModule lets the person choose one of the exercise's modules below a button.
func (d *desk) pickModule(below *kit.Button, holds string, choose func(id string)) {
	kit.ShowChoices(below, shownModules(&d.view().Exercise), d.moduleWord, holds, func(id string) {
		d.window.Canvas().Focus(below)
		if id != holds {
			choose(id)
		}
	})
}
