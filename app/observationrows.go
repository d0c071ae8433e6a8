package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// observationRows is a section of an exercise's observations, each a line that opens into its
// words, what they concern and, in the after-action report, the actions that come from it.
type observationRows struct {
	*rows[workbook.Observation]
	stamp     *kit.Text
	kindOf    *kit.Choice
	text      *noteBox
	analysis  *noteBox
	reference *kit.Field
	objective *kit.Choice
	actions   *fyne.Container // nil where actions are not shown
	add       *kit.Button
}

// observationSection says which observations a section lists and how a new one begins.
type observationSection struct {
	title, hint, empty string // keys
	of                 func() []workbook.Observation
	fresh              func() workbook.Observation
	actions            bool
}

func newObservationRows(d *desk, moved func(), section observationSection) *observationRows {
	r := &observationRows{rows: newRows[workbook.Observation](d, moved)}
	r.stamp = kit.Small("")
	r.kindOf = d.choice("observation", codesOf(workbook.ObservationKinds()), false, func(c string) {
		r.edit(func(o *workbook.Observation) { o.Kind = workbook.ObservationKind(c) })
	})
	r.text = d.newNoteBox("exercise.observation.text", "", func(t string) { r.edit(func(o *workbook.Observation) { o.Text = t }) })
	r.text.field.SetMinRowsVisible(2)
	r.analysis = d.newNoteBox("exercise.observation.analysis", "", func(t string) { r.edit(func(o *workbook.Observation) { o.Analysis = t }) })
	r.analysis.field.SetMinRowsVisible(2)
	var referenceBox fyne.CanvasObject
	r.reference, referenceBox = d.line("exercise.observation.reference", workbook.ObservationEntity, "reference", func(t string) {
		r.edit(func(o *workbook.Observation) { o.Reference = t })
	})
	r.objective = kit.NewChoice([]string{""}, d.objectiveWord, func(id string) {
		r.edit(func(o *workbook.Observation) { o.ObjectiveID = id })
	})
	form := kit.Column(1.5*kit.Grid, r.text.object(),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("exercise.observation.kind"), r.kindOf),
			kit.Labelled(d.text("exercise.observation.objective"), r.objective)),
		r.analysis.object(), referenceBox, r.stamp)
	if section.actions {
		r.actions = kit.Column(kit.Grid)
		r.add = kit.LinkButton(d.text("action.add"), theme.ContentAddIcon(), r.onAddAction)
		form.Add(kit.Column(kit.Grid, kit.Row(kit.Section(d.text("exercise.after.actions")), r.add), r.actions))
	}
	r.layout(rowKind[workbook.Observation]{
		entity: workbook.ObservationEntity, parts: 3,
		title: section.title, hint: section.hint, empty: section.empty,
		add: "exercise.observation.add", remove: "exercise.observation.remove",
		of:    func(workbook.SchoolRecord) []workbook.Observation { return section.of() },
		id:    func(o workbook.Observation) string { return o.ID },
		fresh: func(string) workbook.Observation { return section.fresh() },
		line:  r.line, put: r.put, first: r.text.field, form: form,
	})
	return r
}

// line is what an observation says while it is closed.
func (r *observationRows) line(o workbook.Observation) []string {
	d := r.desk
	words := workbook.Shorten(oneLine(o.Text), 160)
	if words == "" {
		words = d.text("exercise.observation.blank")
	}
	end := clockText(o.Elapsed)
	if r.actions != nil {
		end = d.text("checklists.actions", "Count", len(workbook.ActionsFor(o.ID, d.view().Actions)))
	}
	return []string{words, d.text("observation." + string(o.Kind)), end}
}

// put fills the fields with the observation that is open.
func (r *observationRows) put(o workbook.Observation) {
	d := r.desk
	r.text.put(o.Text)
	r.kindOf.Put(string(o.Kind))
	r.analysis.put(o.Analysis)
	r.reference.Put(o.Reference)
	r.objective.SetCodes(d.objectiveCodes())
	r.objective.Put(o.ObjectiveID)
	r.stamp.Set(d.stampOf(o))
	if r.actions == nil {
		return
	}
	r.actions.RemoveAll()
	for _, a := range workbook.ActionsFor(o.ID, d.view().Actions) {
		r.actions.Add(d.actionCard(a))
	}
	if len(r.actions.Objects) == 0 {
		r.actions.Add(kit.Small(d.text("exercise.after.no-action")))
	}
}

// onAddAction makes an action of the observation that is open.
func (r *observationRows) onAddAction() {
	if o, ok := r.find(r.open); ok {
		r.desk.actionFrom(o, r.redraw)
	}
}

// actionFrom asks for a new action that comes from an observation.
func (d *desk) actionFrom(o workbook.Observation, then func()) {
	if f := d.newAction(d.view().Exercise.ActionFor(o)); f != nil {
		f.added = func(string) { then() }
	}
}

// stampOf says where the exercise stood when an observation was made, and who made it.
func (d *desk) stampOf(o workbook.Observation) string {
	e := &d.view().Exercise
	module, inject, story, by := "", "", "", ""
	if m, ok := e.Module(o.ModuleID); ok {
		module = m.Title
	}
	if i, ok := e.Inject(o.InjectID); ok {
		inject = d.text("exercise.observation.inject", "Number", e.NumberOf(i))
	}
	if o.Story != "" {
		story = d.text("exercise.observation.story", "Time", string(o.Story))
	}
	if o.SeenBy != "" {
		by = d.text("exercise.observation.by", "Name", o.SeenBy)
	}
	return dotted(d.text("exercise.observation.clock", "Time", clockText(o.Elapsed)), story, module, inject, by)
}

// observed is a new observation of the exercise that is open, stamped with where it stands.
func (d *desk) observed(kind workbook.ObservationKind, objectiveID, by string) workbook.Observation {
	e := &d.view().Exercise
	run := workbook.NewRun(e)
	elapsed, now := standing(conductOf(d).live, run)
	o := workbook.Observation{
		ExerciseID: e.ID, Kind: kind, ObjectiveID: objectiveID, SeenBy: by, At: now, Elapsed: elapsed,
	}
	if run.State == workbook.Running || run.State == workbook.OnPause {
		o.ModuleID, o.Story = run.ModuleID, run.StoryAt(o.Elapsed)
	}
	return o
}

// objectiveCodes are the ids of the open exercise's objectives, after none.
func (d *desk) objectiveCodes() []string {
	codes := []string{""}
	for _, o := range d.view().Exercise.Objectives {
		codes = append(codes, o.ID)
	}
	return codes
}

// objectiveWord is what an objective of the open exercise is called in a choice.
func (d *desk) objectiveWord(id string) string {
	if d.session != nil {
		if o, ok := d.view().Exercise.Objective(id); ok {
			return workbook.Shorten(objectiveName(d, o), 80)
		}
	}
	return d.text("exercise.observation.no-objective")
}

// objectiveName is what an objective is called.
func objectiveName(d *desk, o workbook.Objective) string {
	for _, name := range []string{oneLine(o.Title), workbook.Shorten(oneLine(o.Text), 120)} {
		if name != "" {
			return name
		}
	}
	return d.text("exercise.objective.unnamed")
}
