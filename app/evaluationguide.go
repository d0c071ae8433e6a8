package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// evaluationGuide is the Exercise Evaluation Guide of one objective: what evaluators gave its
// targets and the whole of it, the final rating with the answers that it flags, and the
// observations that belong to it. Without an objective it lists those that belong to none.
type evaluationGuide struct {
	desk *desk
	part *exerciseEvaluation
	of   workbook.Objective

	title, number, text, noTargets *kit.Text
	tags                           *fyne.Container
	targets                        []*ratingCard // made as they are needed
	targetBox                      *fyne.Container
	whole                          *ratingCard
	final                          *ratingPick
	finalWhy                       *noteBox
	flags                          *kit.Text
	flagged                        []*kit.Entry // made as they are needed
	flaggedBox                     *fyne.Container
	guide                          *fyne.Container // all but the observations
	rows                           *observationRows
	body                           *fyne.Container
	scroll                         *container.Scroll
}

func newEvaluationGuide(d *desk, part *exerciseEvaluation) *evaluationGuide {
	g := &evaluationGuide{desk: d, part: part}
	g.title, g.text = kit.Heading(""), kit.Body("")
	g.number = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Whole: true})
	g.noTargets = kit.Small(d.text("exercise.evaluate.no-targets"))
	g.tags = kit.Flow(kit.Grid)
	g.targetBox = kit.Column(1.25 * kit.Grid)
	g.whole = newRatingCard(d, part)
	g.final = newRatingPick(d, part, g.onFinal)
	g.finalWhy = d.newNoteBox("exercise.evaluate.final-why", "", g.onFinalWhy)
	g.finalWhy.field.SetMinRowsVisible(2)
	g.flags, g.flaggedBox = kit.Small(""), kit.Column(0)
	g.rows = newObservationRows(d, g.moved, observationSection{
		title: "exercise.evaluate.observations", hint: "exercise.evaluate.observations.hint", empty: "exercise.evaluate.observations.none",
		of: func() []workbook.Observation { return d.view().Exercise.ObservationsOf(g.of.ID) },
		fresh: func() workbook.Observation {
			return d.observed(workbook.Improvement, g.of.ID, part.who)
		},
	})
	final := container.NewStack(kit.NewPanel(kit.ColorSurface, kit.ColorAccent), kit.Inset(1.75*kit.Grid, 2*kit.Grid,
		kit.Column(1.25*kit.Grid, kit.Column(kit.Grid/2, kit.NewText(d.text("exercise.evaluate.final"), kit.Style{Bold: true}), kit.Small(d.text("exercise.evaluate.final.hint"))),
			g.final.box, g.finalWhy.object(), kit.Column(kit.Grid/2, g.flags, bleed(g.flaggedBox)))))
	g.guide = kit.Column(2*kit.Grid,
		kit.Column(kit.Grid, container.NewBorder(nil, nil, nil, kit.Inset(3, 0, g.number), g.title), g.tags, g.text),
		kit.Column(1.25*kit.Grid, kit.Section(d.text("exercise.evaluate.targets")), g.noTargets, g.targetBox),
		kit.Column(1.25*kit.Grid, kit.Section(d.text("exercise.evaluate.whole")), g.whole.box), final)
	g.body = kit.Column(2.25*kit.Grid, g.guide, g.rows.object())
	g.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, g.body))
	return g
}

func (g *evaluationGuide) moved() {
	g.body.Refresh()
	g.scroll.Refresh()
}

// fill shows an objective, or what belongs to none for one without an id.
func (g *evaluationGuide) fill(o workbook.Objective, number int) {
	d := g.desk
	e := &d.view().Exercise
	other := o.ID != g.of.ID
	g.of = o
	g.guide.Hidden = o.ID == ""
	if o.ID != "" {
		g.title.Set(objectiveName(d, o))
		g.number.Set(d.text("exercise.evaluate.number", "Number", number, "Total", len(e.Objectives)))
		g.text.Set(o.Text)
		g.text.Hidden = o.Text == "" || o.Title == ""
		g.tags.RemoveAll()
		if o.Capability != "" {
			g.tags.Add(kit.Tag(d.text("exercise.evaluate.capability", "Capability", d.text("capability."+string(o.Capability)))))
		}
		g.fillTargets(e)
		g.whole.fill(d.text("exercise.evaluate.whole.ask"), "", o.ID, "", g.part.who)
		g.final.put(o.Final)
		g.finalWhy.put(o.Explanation)
		g.fillFlags()
	}
	if other {
		g.rows.start()
		g.scroll.ScrollToTop()
	}
	g.rows.refresh()
	g.moved()
}

func (g *evaluationGuide) fillTargets(e *workbook.ExerciseRecord) {
	targets := e.TargetsOf(g.of.ID)
	for len(g.targets) < len(targets) {
		c := newRatingCard(g.desk, g.part)
		g.targets = append(g.targets, c)
		g.targetBox.Add(c.box)
	}
	for i, c := range g.targets {
		if c.box.Hidden = i >= len(targets); !c.box.Hidden {
			c.fill(targets[i].Text, taskLines(targets[i].Tasks), g.of.ID, targets[i].ID, g.part.who)
		}
	}
	g.noTargets.Hidden = len(targets) > 0
}

// taskLines sets a mark before each critical task.
func taskLines(tasks string) string {
	var lines []string
	for line := range strings.Lines(tasks) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, "•  "+line)
		}
	}
	return strings.Join(lines, "\n")
}

// fillFlags lists the answers that the objective tries out: those that it has flagged, and
// before that those that a rating of M or U would flag. Each opens its answer.
func (g *evaluationGuide) fillFlags() {
	d := g.desk
	v := d.view()
	var items []workbook.Item
	flagged := 0
	for _, it := range d.theCase.Items {
		for _, id := range g.of.Items {
			if id == it.ID {
				items = append(items, it)
				if v.Answer(it.ID).Disproved == g.of.ID {
					flagged++
				}
			}
		}
	}
	switch {
	case len(items) == 0:
		g.flags.Set(d.text("exercise.evaluate.flags.no-items"))
	case flagged > 0:
		g.flags.Set(d.text("exercise.evaluate.flags.some", "Count", flagged))
	case g.of.Final.Disproves():
		g.flags.Set(d.text("exercise.evaluate.flags.settled"))
	default:
		g.flags.Set(d.text("exercise.evaluate.flags.would"))
	}
	for len(g.flagged) < len(items) {
		e := kit.NewEntry(g.part)
		g.flagged = append(g.flagged, e)
		g.flaggedBox.Add(e)
	}
	for i, e := range g.flagged {
		if e.Hidden = i >= len(items); e.Hidden {
			continue
		}
		a, end := v.Answer(items[i].ID), ""
		if a.Disproved == g.of.ID {
			end = d.text("exercise.evaluate.flagged")
		}
		e.Set(items[i].Title, end, end != "", func() { d.goTo(place{screen: checklistsScreen, item: items[i].ID}) })
		e.SetStatus(a.Status, d.text("status."+string(a.Status)))
	}
	g.flaggedBox.Refresh()
}

// onFinal gives the objective its final rating, and flags what it disproves with it.
func (g *evaluationGuide) onFinal(r workbook.Rating) {
	d := g.desk
	e := &d.view().Exercise
	o, there := e.Objective(g.of.ID)
	if !there || e.SchoolID != d.view().School.ID {
		return // it was removed, or another school is on its way
	}
	d.do(e.Rate(o, r, d.view().Answers)...)
}

func (g *evaluationGuide) onFinalWhy(text string) {
	d := g.desk
	from, there := d.view().Exercise.Objective(g.of.ID)
	if there {
		to := from
		to.Explanation = text
		d.do(workbook.Edit(workbook.ObjectiveEntity, from.ID, from, to)...)
	}
}
