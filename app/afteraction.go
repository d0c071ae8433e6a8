package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// The two sides of the after-action part.
const (
	afterReport = "report"
	afterPlan   = "plan"
)

// afterAction is the part of an exercise in which its after-action report and improvement
// plan are made: what it found, and the actions that come of it, in the one register.
type afterAction struct {
	desk *desk
	side string

	sides      *oneOf
	published  *kit.DateField
	summary    *noteBox
	objectives *fyne.Container
	lines      []*kit.Entry // of the objectives, made as they are needed
	unrated    *kit.Text
	strengths  *observationRows
	areas      *observationRows
	before     *leftOpenCard
	report     *fyne.Container
	scroll     *container.Scroll
	page       fyne.CanvasObject
	plan       *improvementPlan
	box        *fyne.Container
}

func newAfterAction(d *desk) *afterAction {
	p := &afterAction{desk: d, side: afterReport}
	p.sides = newOneOf([]string{afterReport, afterPlan}, func(code string) string { return d.text("exercise.after." + code) }, p.turnTo)
	p.published = d.dateField("exercise.after.published", func(on workbook.Date) {
		p.edit(func(e *workbook.Exercise) { e.Published = on })
	})
	p.summary = d.newNoteBox("exercise.after.summary", "", func(t string) { p.edit(func(e *workbook.Exercise) { e.Summary = t }) })
	p.summary.field.SetMinRowsVisible(4)
	p.objectives, p.unrated = kit.Column(0), kit.Small(d.text("exercise.after.no-objectives"))
	p.strengths = p.section(workbook.Strength, "strengths")
	p.areas = p.section(workbook.Improvement, "areas")
	p.before = newLeftOpenCard(d, p, p.moved)
	p.plan = newImprovementPlan(d, p)
	card := func(o fyne.CanvasObject) fyne.CanvasObject {
		return kit.Card(kit.Inset(2.25*kit.Grid, 2.5*kit.Grid, o))
	}
	p.report = kit.Column(2*kit.Grid,
		card(kit.Column(1.5*kit.Grid, kit.Columns(2*kit.Grid, 220, p.published.Object(), kit.Column(0)), kit.Small(d.text("exercise.after.published.hint")), p.summary.object())),
		overviewCard(kit.Heading(d.text("exercise.after.objectives")), kit.Column(0, p.unrated, bleed(p.objectives))),
		card(p.areas.object()), card(p.strengths.object()), p.before.list.box)
	p.scroll, p.page = kit.Page(p.report)
	p.box = container.NewBorder(container.New(layout.NewCustomPaddedLayout(0, kit.Grid, 0, 0), p.sides.box), nil, nil, nil,
		container.NewStack(p.page, p.plan.box))
	p.turnTo(afterReport)
	return p
}

// section lists the observations of one kind with their actions.
func (p *afterAction) section(kind workbook.ObservationKind, name string) *observationRows {
	d := p.desk
	return newObservationRows(d, p.moved, observationSection{
		title: "exercise.after." + name, hint: "exercise.after." + name + ".hint", empty: "exercise.after." + name + ".none",
		of: func() []workbook.Observation {
			var list []workbook.Observation
			for _, o := range d.view().Exercise.Findings() {
				if o.Kind == kind {
					list = append(list, o)
				}
			}
			return list
		},
		fresh:   func() workbook.Observation { return d.observed(kind, "", d.session.Author().Name) },
		actions: true,
	})
}

func (p *afterAction) object() fyne.CanvasObject { return p.box }

// turnTo shows the report or the improvement plan.
func (p *afterAction) turnTo(side string) {
	p.desk.window.Canvas().Unfocus()
	p.side = side
	p.sides.put(side)
	if p.plan.box.Hidden = side != afterPlan; p.plan.box.Hidden {
		p.page.Show()
	} else {
		p.page.Hide()
	}
	p.box.Refresh()
}

// refresh shows the view.
func (p *afterAction) refresh() {
	e := &p.desk.view().Exercise
	p.published.Field.About(e.ID)
	p.published.Put(e.Published)
	p.summary.put(e.Summary)
	p.fillObjectives(e)
	for _, r := range []*observationRows{p.areas, p.strengths} {
		r.drawn = nil // the actions of an observation are not the observation
		r.refresh()
	}
	p.before.refresh()
	p.plan.refresh()
	p.moved()
}

func (p *afterAction) moved() {
	p.report.Refresh()
	p.scroll.Refresh()
}

func (p *afterAction) fillObjectives(e *workbook.ExerciseRecord) {
	d := p.desk
	p.unrated.Hidden = len(e.Objectives) > 0
	for len(p.lines) < len(e.Objectives) {
		line := kit.NewEntry(p)
		p.lines = append(p.lines, line)
		p.objectives.Add(line)
	}
	for i, line := range p.lines {
		if line.Hidden = i >= len(e.Objectives); line.Hidden {
			continue
		}
		o := e.Objectives[i]
		line.Set(d.text("exercise.evaluate.row", "Number", i+1, "Title", objectiveName(d, o)),
			d.text("exercise.evaluate.observed", "Count", len(e.ObservationsOf(o.ID))), false, func() {
				d.goTo(place{screen: exercisesScreen, id: e.ID, part: partEvaluate, item: o.ID})
			})
		word, capability := d.text("exercise.evaluate.unrated"), ""
		if o.Final != "" {
			word = d.ratingWord(o.Final)
		}
		if o.Capability != "" {
			capability = d.text("capability." + string(o.Capability))
		}
		line.SetWord(ratingLook(o.Final), word)
		line.SetHint(dotted(capability, workbook.Shorten(oneLine(o.Explanation), 160)))
	}
}

// edit changes the exercise.
func (p *afterAction) edit(change func(*workbook.Exercise)) {
	from := p.desk.view().Exercise.Exercise
	if from.ID == "" {
		return // it was removed meanwhile
	}
	to := from
	change(&to)
	p.desk.do(workbook.Edit(workbook.ExerciseEntity, from.ID, from, to)...)
}

// show lands on an observation.
func (p *afterAction) show(at place) {
	e := &p.desk.view().Exercise
	o, ok := e.Observation(at.item)
	if !ok {
		return
	}
	switch o.Kind {
	case workbook.Strength:
		p.turnTo(afterReport)
		p.strengths.land(o.ID)
	case workbook.Improvement:
		p.turnTo(afterReport)
		p.areas.land(o.ID)
	default: // decisions and quotes stand with what they concern
		p.desk.goTo(place{screen: exercisesScreen, id: e.ID, part: partEvaluate, item: o.ID})
	}
}

func (p *afterAction) leave() {}

// HandleRune has no letters of its own.
func (p *afterAction) HandleRune(rune) bool { return false }

// HandleKey goes through the improvement plan, or scrolls the report.
func (p *afterAction) HandleKey(k fyne.KeyName) bool {
	if p.side == afterPlan {
		return p.plan.table.Rows().Arrow(k)
	}
	step := map[fyne.KeyName]float32{
		fyne.KeyUp: -6 * kit.Grid, fyne.KeyDown: 6 * kit.Grid,
		fyne.KeyPageUp: 6*kit.Grid - p.scroll.Size().Height, fyne.KeyPageDown: p.scroll.Size().Height - 6*kit.Grid,
	}[k]
	if step != 0 {
		p.scroll.ScrollToOffset(fyne.NewPos(0, p.scroll.Offset.Y+step))
	}
	return step != 0
}

// shownLeftOpen is how many of the things left open the card shows.
const shownLeftOpen = 12

// leftOpenCard says what the exercise before this one left open.
type leftOpenCard struct {
	desk  *desk
	moved func()
	of    workbook.Exercise // the one before
	last  workbook.ExerciseRecord
	open  []workbook.OpenFinding
	list  *shortList
}

func newLeftOpenCard(d *desk, keys kit.Keys, moved func()) *leftOpenCard {
	c := &leftOpenCard{desk: d, moved: moved}
	c.list = newShortList(d, keys, shownLeftOpen, "exercise.after.left-open", "exercise.after.left-open.none", func() {
		d.goTo(place{screen: exercisesScreen, id: c.of.ID, part: partAfter})
	})
	c.list.box.Hide()
	return c
}

// refresh reads the exercise before this one where there is one, and shows what it left open.
func (c *leftOpenCard) refresh() {
	d := c.desk
	v := d.view()
	c.of = workbook.Previous(v.Exercise.Exercise, v.Exercises)
	if c.of.ID == "" || c.last.ID == c.of.ID {
		c.fill()
		return
	}
	b, id := d.book, c.of.ID
	session.Ask(d.session, context.Background(), func(ctx context.Context) (workbook.ExerciseRecord, error) {
		return b.ExerciseRecord(ctx, id)
	}, func(e workbook.ExerciseRecord, err error) {
		if err == nil && d.book == b && c.of.ID == id {
			c.last = e
			c.fill()
			c.moved()
		}
	})
}

func (c *leftOpenCard) fill() {
	d := c.desk
	c.list.box.Hidden = c.of.ID == "" || c.last.ID != c.of.ID
	if c.list.box.Hidden {
		return
	}
	c.open = workbook.OpenFindings(c.last, d.view().Actions, d.today())
	c.list.fill(len(c.open), exerciseName(d, c.of), c.fillLine)
}

func (c *leftOpenCard) fillLine(i int, e *kit.Entry) {
	d, x := c.desk, c.open[i]
	if x.Observation.ID == "" {
		e.Set(objectiveName(d, x.Objective), "", true, func() {
			d.goTo(place{screen: exercisesScreen, id: c.of.ID, part: partEvaluate, item: x.Objective.ID})
		})
		e.SetHint("")
		e.SetWord(ratingLook(x.Objective.Final), d.ratingWord(x.Objective.Final))
		return
	}
	end := d.text("exercise.after.no-action")
	if len(x.Actions) > 0 {
		end = d.text("checklists.actions", "Count", len(x.Actions))
	}
	e.Set(oneLine(x.Observation.Text), end, len(x.Actions) == 0, func() {
		d.goTo(place{screen: exercisesScreen, id: c.of.ID, part: partAfter, item: x.Observation.ID})
	})
	e.SetHint("")
	e.SetWord(observationLook(workbook.Improvement), d.text("observation.improvement"))
}
