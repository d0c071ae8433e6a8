package app

import (
	"strings"

	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// shownQuick is how many of the last observations the hot wash shows.
const shownQuick = 8

// hotWashPane is where the facilitator writes down the hot wash: what was said as a text, and
// observations one after the other, each with Enter.
type hotWashPane struct {
	desk *desk
	part *exerciseEvaluation

	text      *noteBox
	kindOf    *kit.Choice
	objective *kit.Choice
	words     *kit.Field
	add       *kit.Button
	last      *shortList
	scroll    *container.Scroll
}

func newHotWashPane(d *desk, part *exerciseEvaluation) *hotWashPane {
	p := &hotWashPane{desk: d, part: part}
	p.text = d.newNoteBox("exercise.hot-wash.text", "", p.onText)
	p.text.field.SetMinRowsVisible(6)
	p.kindOf = d.choice("observation", codesOf(workbook.ObservationKinds()), false, nil)
	p.kindOf.Put(string(workbook.Improvement))
	p.objective = kit.NewChoice([]string{""}, d.objectiveWord, nil)
	p.words = d.field("", nil)
	p.words.SetPlaceHolder(d.text("exercise.hot-wash.words"))
	p.words.OnSubmitted = func(string) { p.onAdd() }
	p.add = kit.OutlineButton(d.text("exercise.observation.add"), nil, p.onAdd)
	p.last = newShortList(d, part, shownQuick, "exercise.hot-wash.last", "exercise.hot-wash.none", nil)
	quick := kit.Column(1.25*kit.Grid, kit.Section(d.text("exercise.hot-wash.quick")), kit.Small(d.text("exercise.hot-wash.hint")),
		kit.Columns(2*kit.Grid, 180, kit.Labelled(d.text("exercise.observation.kind"), p.kindOf),
			kit.Labelled(d.text("exercise.observation.objective"), p.objective)),
		kit.Row(p.words, p.add))
	body := kit.Column(2.25*kit.Grid,
		kit.Column(kit.Grid, kit.Heading(d.text("exercise.evaluate.hot-wash")), kit.Small(d.text("exercise.hot-wash.why"))),
		p.text.object(), quick, p.last.box)
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, body))
	return p
}

// refresh shows the view.
func (p *hotWashPane) refresh() {
	d := p.desk
	e := &d.view().Exercise
	p.text.put(e.HotWash)
	p.objective.SetCodes(d.objectiveCodes())
	p.objective.Put(p.objective.Code())
	n := len(e.Observations)
	p.last.fill(n, "", func(i int, entry *kit.Entry) {
		o := e.Observations[n-1-i]
		entry.Set(oneLine(o.Text), clockText(o.Elapsed), false, func() { p.part.show(place{item: o.ID}) })
		entry.SetHint(p.hint(e, o))
		entry.SetWord(observationLook(o.Kind), d.text("observation."+string(o.Kind)))
	})
	p.scroll.Content.Refresh()
	p.scroll.Refresh()
}

// observationLook is the status whose colours a kind of observation borrows.
func observationLook(k workbook.ObservationKind) workbook.Status {
	switch k {
	case workbook.Strength:
		return workbook.InPlace
	case workbook.Improvement:
		return workbook.Needed
	}
	return workbook.NotNecessary
}

// hint names the objective that an observation belongs to.
func (p *hotWashPane) hint(e *workbook.ExerciseRecord, o workbook.Observation) string {
	if x, ok := e.Objective(o.ObjectiveID); ok {
		return objectiveName(p.desk, x)
	}
	return ""
}

func (p *hotWashPane) onText(text string) {
	d := p.desk
	from := d.view().Exercise.Exercise
	if from.ID != "" {
		to := from
		to.HotWash = text
		d.do(workbook.Edit(workbook.ExerciseEntity, from.ID, from, to)...)
	}
}

// onAdd adds what was typed, and the next can be typed at once.
func (p *hotWashPane) onAdd() {
	d := p.desk
	words := strings.TrimSpace(p.words.Text)
	if words == "" || !d.mayChange() {
		d.window.Canvas().Focus(p.words)
		return
	}
	o := d.observed(workbook.ObservationKind(p.kindOf.Code()), p.objective.Code(), p.part.who)
	o.ID, o.Text = newID(), words
	p.words.SetText("")
	d.do(workbook.Add(workbook.ObservationEntity, o.ID, o)...)
	d.window.Canvas().Focus(p.words)
}
