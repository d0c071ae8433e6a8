package app

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// injectPane shows an inject and lets every field of it be changed.
type injectPane struct {
	desk *desk
	id   string

	number               *kit.Text
	state                *kit.Text // that it is not linked, and to what
	text, expected, note *noteBox
	module               *kit.Button
	minute, story        *kit.Field
	minuteBox            *fyne.Container
	off                  *kit.Check
	kind                 *kit.Choice
	mode, from, by, to   *kit.Field
	objectives           *objectiveChips
	items                *itemLinks
	body                 *fyne.Container
	scroll               *container.Scroll
}

func newInjectPane(d *desk, shut func()) *injectPane {
	p := &injectPane{desk: d, number: kit.Heading("")}
	p.layout(shut)
	return p
}

func (p *injectPane) layout(shut func()) {
	d := p.desk
	note := func(label string, set func(*workbook.Inject, string)) *noteBox {
		return d.newNoteBox("exercise.design.inject."+label, "", func(t string) { p.edit(func(i *workbook.Inject) { set(i, t) }) })
	}
	line := func(label, field string, set func(*workbook.Inject, string)) (*kit.Field, *fyne.Container) {
		return d.line("exercise.design.inject."+label, workbook.InjectEntity, field, func(t string) {
			p.edit(func(i *workbook.Inject) { set(i, t) })
		})
	}
	p.text = note("text", func(i *workbook.Inject, t string) { i.Text = t })
	p.expected = note("expected", func(i *workbook.Inject, t string) { i.Expected = t })
	p.note = note("note", func(i *workbook.Inject, t string) { i.Note = t })
	p.note.field.SetMinRowsVisible(2)
	var storyBox, modeBox, fromBox, byBox, toBox *fyne.Container
	p.minute, p.minuteBox = d.numberField("exercise.design.inject.minute", p.onMinute)
	p.story, storyBox = d.clockField("exercise.design.story", func(c workbook.Clock) { p.edit(func(i *workbook.Inject) { i.Story = c }) })
	p.module = kit.PickButton("", func() { d.pickModule(p.module, p.moduleID(), p.onModule) })
	p.off = kit.NewCheck(d.text("exercise.design.inject.off"), p.onOff)
	p.kind = d.choice("inject-type", codesOf(workbook.InjectTypes()), false, func(code string) {
		p.edit(func(i *workbook.Inject) { i.Type = workbook.InjectType(code) })
	})
	p.mode, modeBox = line("mode", "mode", func(i *workbook.Inject, t string) { i.Mode = t })
	p.mode.Offer(d.text("exercise.design.inject.modes"), func() { p.mode.ShowOffers(p.modes(), "") })
	p.from, fromBox = line("from", "sender", func(i *workbook.Inject, t string) { i.From = t })
	p.by, byBox = line("by", "injected_by", func(i *workbook.Inject, t string) { i.InjectedBy = t })
	p.to, toBox = line("to", "recipient", func(i *workbook.Inject, t string) { i.To = t })
	p.objectives = newObjectiveChips(d, func(ids []string) { p.edit(func(i *workbook.Inject) { i.Objectives = ids }) })
	p.items = newItemLinks(d, "exercise.design.no-items", func(ids []string) { p.edit(func(i *workbook.Inject) { i.Items = ids }) })
	p.state = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded, Bold: true})
	p.body = kit.Column(1.75*kit.Grid,
		kit.Row(p.number, kit.IconButton(d.text("action.close"), theme.CancelIcon(), shut)),
		p.state, p.text.object(),
		kit.Labelled(d.text("exercise.design.module"), p.module),
		kit.Columns(2*kit.Grid, 130, p.minuteBox, storyBox), p.off,
		kit.Columns(2*kit.Grid, 130, kit.Labelled(d.text("exercise.design.inject.type"), p.kind), modeBox),
		kit.Columns(2*kit.Grid, 130, fromBox, toBox), byBox,
		kit.Column(kit.Grid/4, p.expected.object(), kit.Small(d.text("exercise.design.facilitator-only"))),
		p.objectives.box, p.items.box, p.note.object(),
		container.NewHBox(kit.LinkButton(d.text("exercise.design.inject.remove"), theme.DeleteIcon(), p.onRemove)))
	p.scroll = container.NewVScroll(kit.Inset(2*kit.Grid, 2.5*kit.Grid, p.body))
}

func (p *injectPane) fill(i workbook.Inject, run workbook.Run) {
	d, e := p.desk, &p.desk.view().Exercise
	other := p.id != i.ID
	p.id = i.ID
	for _, f := range []*kit.Field{p.minute, p.story, p.mode, p.from, p.by, p.to} {
		f.About(i.ID)
	}
	p.number.Set(d.text("exercise.design.inject", "Number", e.NumberOf(i)))
	missing := d.missing(i.Objectives, i.Items)
	p.state.Set(missing)
	p.state.Hidden = missing == ""
	p.text.put(i.Text)
	p.expected.put(i.Expected)
	p.note.put(i.Note)
	p.module.SetText(d.moduleWord(p.moduleID()))
	p.minute.Put(strconv.Itoa(i.Minute))
	p.minuteBox.Hidden = i.OffTimeline
	p.story.Put(string(i.Story))
	hint := d.text("exercise.design.clock.placeholder")
	if c := run.StoryAt(60 * i.Minute); c != "" && !i.OffTimeline {
		hint = string(c)
	}
	p.story.SetPlaceHolder(hint)
	p.off.Put(i.OffTimeline)
	p.kind.Put(string(i.Type))
	p.mode.Put(i.Mode)
	p.from.Put(i.From)
	p.by.Put(i.InjectedBy)
	p.to.Put(i.To)
	p.objectives.put(i.Objectives)
	p.items.put(i.Items)
	if other {
		p.scroll.ScrollToTop()
	}
	p.body.Refresh()
	p.scroll.Refresh()
}

// edit changes the inject that is shown.
func (p *injectPane) edit(change func(*workbook.Inject)) {
	from, ok := p.desk.view().Exercise.Inject(p.id)
	if !ok {
		return // it was removed meanwhile, here or elsewhere
	}
	to := from
	change(&to)
	p.desk.do(workbook.Edit(workbook.InjectEntity, p.id, from, to)...)
}

// moduleID is the module in which the inject stands.
func (p *injectPane) moduleID() string {
	e := &p.desk.view().Exercise
	i, _ := e.Inject(p.id)
	m, _ := e.ModuleOf(i)
	return m.ID
}

func (p *injectPane) onMinute(n int) {
	p.desk.do(workbook.RetimeInject(&p.desk.view().Exercise, p.id, n)...)
}

// onModule puts the inject at the end of a module; one off the timeline stays off it.
func (p *injectPane) onModule(id string) {
	e := &p.desk.view().Exercise
	if i, _ := e.Inject(p.id); i.OffTimeline {
		p.edit(func(i *workbook.Inject) { i.ModuleID = id })
		return
	}
	p.desk.do(workbook.PlaceInject(e, p.id, workbook.Slot{ModuleID: id})...)
}

// onOff takes the inject off the timeline, or back to the end of its module.
func (p *injectPane) onOff(off bool) {
	p.desk.do(workbook.PlaceInject(&p.desk.view().Exercise, p.id, workbook.Slot{ModuleID: p.moduleID(), Off: off})...)
}

// modes are the ways in which an inject may reach players, after those that the exercise uses.
func (p *injectPane) modes() []string {
	d := p.desk
	all := []string{
		d.text("exercise.design.way.phone"), d.text("exercise.design.way.radio"), d.text("exercise.design.way.person"),
		d.text("exercise.design.way.text"), d.text("exercise.design.way.email"), d.text("exercise.design.way.social"),
		d.text("exercise.design.way.news"), d.text("exercise.design.way.facilitator"),
	}
	for _, i := range d.view().Exercise.Injects {
		if i.Mode != "" && !has(all, i.Mode, func(s string) string { return s }) {
			all = append([]string{i.Mode}, all...)
		}
	}
	return all[:min(len(all), mostOffers)]
}

func (p *injectPane) onRemove() {
	p.desk.window.Canvas().Unfocus()
	p.desk.do(workbook.Remove(workbook.InjectEntity, p.id)...)
}
