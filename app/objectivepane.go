package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// objectivePane shows an objective with its capability targets, and lets all of it be changed.
type objectivePane struct {
	desk *desk
	id   string

	title      *kit.Field
	text       *noteBox
	capability *kit.Button
	items      *itemLinks
	served     *kit.Text // by how many injects and questions
	targets    *fyne.Container
	boxes      map[string]*targetBox
	body       *fyne.Container
	scroll     *container.Scroll
}

func newObjectivePane(d *desk, remove func()) *objectivePane {
	p := &objectivePane{desk: d, boxes: map[string]*targetBox{}, targets: kit.Column(1.5 * kit.Grid)}
	var titleBox *fyne.Container
	p.title, titleBox = d.line("exercise.design.objective.title", workbook.ObjectiveEntity, "title", func(t string) {
		p.edit(func(o *workbook.Objective) { o.Title = t })
	})
	p.text = d.newNoteBox("exercise.design.objective.text", "", func(t string) { p.edit(func(o *workbook.Objective) { o.Text = t }) })
	p.text.field.SetPlaceHolder(d.text("exercise.design.objective.text.hint"))
	p.capability = kit.PickButton("", p.onCapability)
	p.items = newItemLinks(d, "exercise.design.objective.no-items", func(ids []string) {
		p.edit(func(o *workbook.Objective) { o.Items = ids })
	})
	p.served = kit.Small("")
	add := kit.LinkButton(d.text("exercise.design.target.add"), theme.ContentAddIcon(), p.onAddTarget)
	p.body = kit.Column(2*kit.Grid, titleBox, p.text.object(),
		kit.Labelled(d.text("exercise.design.objective.capability"), p.capability),
		p.items.box, p.served,
		kit.Column(kit.Grid, kit.Row(kit.Section(d.text("exercise.design.targets")), add),
			kit.Small(d.text("exercise.design.targets.hint")), p.targets),
		container.NewHBox(kit.LinkButton(d.text("exercise.design.objective.remove"), theme.DeleteIcon(), remove)))
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, p.body))
	p.scroll.Hide()
	return p
}

func (p *objectivePane) object() fyne.CanvasObject { return p.scroll }

func (p *objectivePane) clear() {
	p.id = ""
	p.scroll.Hide()
}

func (p *objectivePane) fill(o workbook.Objective) {
	d, e := p.desk, &p.desk.view().Exercise
	other := p.id != o.ID
	p.id = o.ID
	p.scroll.Show()
	p.title.About(o.ID)
	p.title.Put(o.Title)
	p.text.put(o.Text)
	p.capability.SetText(d.capabilityWord(o.Capability))
	p.items.put(o.Items)
	injects, questions := 0, 0
	for _, i := range e.Injects {
		if slices.Contains(i.Objectives, o.ID) {
			injects++
		}
	}
	for _, q := range e.Questions {
		if slices.Contains(q.Objectives, o.ID) {
			questions++
		}
	}
	p.served.Set(d.text("exercise.design.objective.served",
		"Injects", d.text("exercise.design.count.injects", "Count", injects),
		"Questions", d.text("exercise.design.count.questions", "Count", questions)))
	p.fillTargets(e.TargetsOf(o.ID))
	if other {
		p.scroll.ScrollToTop()
	}
	p.body.Refresh()
	p.scroll.Refresh()
}

func (p *objectivePane) fillTargets(targets []workbook.Target) {
	boxes := map[string]*targetBox{}
	objects := make([]fyne.CanvasObject, len(targets))
	for i, t := range targets {
		box := p.boxes[t.ID]
		if box == nil {
			box = newTargetBox(p.desk, t.ID)
		}
		box.fill(i, len(targets), t)
		boxes[t.ID], objects[i] = box, box.box
	}
	p.boxes = boxes
	p.targets.Objects = objects
	p.targets.Refresh()
}

// capabilityWord is what a core capability is called.
func (d *desk) capabilityWord(c workbook.Capability) string {
	if c == "" {
		return d.text("exercise.design.no-capability")
	}
	return d.text("capability." + string(c))
}

func (p *objectivePane) onCapability() {
	d := p.desk
	all := []option{{word: d.text("exercise.design.no-capability")}}
	for _, c := range workbook.Capabilities() {
		all = append(all, option{code: string(c), word: d.capabilityWord(c)})
	}
	d.pickBelow(p.capability, p.capability, d.text("exercise.design.capability.find"), all, func(code string) {
		p.edit(func(o *workbook.Objective) { o.Capability = workbook.Capability(code) })
	})
}

func (p *objectivePane) onAddTarget() {
	d, e := p.desk, &p.desk.view().Exercise
	if !d.mayChange() {
		return
	}
	t := workbook.Target{ID: newID(), ExerciseID: e.ID, ObjectiveID: p.id, Position: 1}
	if have := e.TargetsOf(p.id); len(have) > 0 {
		t.Position = have[len(have)-1].Position + 1
	}
	d.window.Canvas().Unfocus()
	d.do(workbook.Add(workbook.TargetEntity, t.ID, t)...)
	if box := p.boxes[t.ID]; box != nil {
		box.text.focus()
	}
}

// edit changes the objective that is shown.
func (p *objectivePane) edit(change func(*workbook.Objective)) {
	from, ok := p.desk.view().Exercise.Objective(p.id)
	if !ok {
		return // it was removed meanwhile, here or elsewhere
	}
	to := from
	change(&to)
	p.desk.do(workbook.Edit(workbook.ObjectiveEntity, p.id, from, to)...)
}

// targetBox is a capability target with its critical tasks.
type targetBox struct {
	desk        *desk
	id          string
	number      *kit.Text
	text, tasks *noteBox
	up, down    *kit.Tap
	box         *fyne.Container
}

func newTargetBox(d *desk, id string) *targetBox {
	b := &targetBox{desk: d, id: id, number: kit.Section("")}
	b.text = d.newNoteBox("exercise.design.target.text", "", func(t string) { b.edit(func(x *workbook.Target) { x.Text = t }) })
	b.text.field.SetMinRowsVisible(2)
	b.tasks = d.newNoteBox("exercise.design.target.tasks", "", func(t string) { b.edit(func(x *workbook.Target) { x.Tasks = t }) })
	b.up = kit.IconButton(d.text("exercise.design.target.up"), theme.MoveUpIcon(), func() { b.step(-1) })
	b.down = kit.IconButton(d.text("exercise.design.target.down"), theme.MoveDownIcon(), func() { b.step(1) })
	remove := kit.IconButton(d.text("exercise.design.target.remove"), theme.DeleteIcon(), b.onRemove)
	b.box = kit.Card(kit.Inset(1.25*kit.Grid, 1.5*kit.Grid, kit.Column(kit.Grid,
		kit.Row(b.number, b.up, b.down, remove), b.text.object(), b.tasks.object())))
	return b
}

func (b *targetBox) fill(i, n int, t workbook.Target) {
	b.number.Set(b.desk.text("exercise.design.target", "Number", i+1))
	b.text.put(t.Text)
	b.tasks.put(t.Tasks)
	b.up.Hidden, b.down.Hidden = i == 0, i == n-1
}

func (b *targetBox) step(by int) {
	b.desk.do(workbook.StepTarget(&b.desk.view().Exercise, b.id, by)...)
}

func (b *targetBox) onRemove() {
	b.desk.window.Canvas().Unfocus()
	b.desk.do(workbook.Remove(workbook.TargetEntity, b.id)...)
}

func (b *targetBox) edit(change func(*workbook.Target)) {
	all := b.desk.view().Exercise.Targets
	i := indexOf(all, b.id, func(t workbook.Target) string { return t.ID })
	if i < 0 {
		return
	}
	to := all[i]
	change(&to)
	b.desk.do(workbook.Edit(workbook.TargetEntity, b.id, all[i], to)...)
}
