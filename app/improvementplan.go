package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// The columns of the improvement plan, as the HSEEP template has them.
const (
	planCapability   = "capability"
	planArea         = "area"
	planAction       = "action"
	planElement      = "element"
	planOrganization = "organization"
	planContact      = "contact"
	planStart        = "start"
	planCompletion   = "completion"
)

// improvementPlan is the improvement plan of an exercise as a table: each area for
// improvement with its corrective actions, which are actions of the register.
type improvementPlan struct {
	cellEditor
	desk  *desk
	shown []workbook.ImprovementRow
	table *kit.Table
	empty *fyne.Container
	foot  *kit.Text
	whole *kit.Text // the row that the person is on, in full
	rest  *kit.Text // its columns, also those for which there is no room
	add   *kit.Button
	open  *kit.Button
	box   *fyne.Container
}

func newImprovementPlan(d *desk, keys kit.Keys) *improvementPlan {
	p := &improvementPlan{desk: d}
	column := func(code string, least, share float32, rank int, edits bool) kit.TableColumn {
		return kit.TableColumn{
			Code: code, Title: d.text("exercise.plan.column." + code), Least: least, Share: share, Rank: rank, Edits: edits,
		}
	}
	action := column(planAction, 150, 2, 0, true)
	action.Hint = true
	p.table = kit.NewTable(p, d.text("actions.tick-all"), []kit.TableColumn{
		column(planCapability, 104, 0.8, 4, false), column(planArea, 140, 2, 0, false), action,
		column(planElement, 116, 0.2, 5, true), column(planOrganization, 110, 0.9, 3, true),
		column(planContact, 104, 0.5, 2, true), column(planStart, 84, 0, 6, true), column(planCompletion, 112, 0, 1, true),
	})
	p.table.WithoutTicks()
	p.cellEditor = cellEditor{d, p.table.Rows()}
	p.foot, p.whole, p.rest = kit.Small(""), kit.Body(""), kit.Small("")
	p.add = kit.OutlineButton(d.text("action.add"), nil, p.onAdd)
	p.open = kit.LinkButton(d.text("exercise.plan.open"), nil, func() { p.OpenRow(p.table.Rows().Selected()) })
	p.add.Keys, p.open.Keys = keys, keys
	p.empty = kit.Column(0, kit.Inset(7*kit.Grid, 2*kit.Grid, kit.Small(d.text("exercise.plan.none"))))
	foot := kit.Inset(kit.Grid, 2*kit.Grid, kit.Column(kit.Grid/2, p.whole, p.rest, kit.Row(p.foot, p.open, p.add)))
	p.box = kit.Card(kit.Clip(container.NewBorder(nil, container.NewVBox(kit.Line(), foot), nil, nil,
		container.NewStack(p.table.Object(), p.empty))))
	return p
}

// refresh shows the view.
func (p *improvementPlan) refresh() {
	d := p.desk
	v := d.view()
	p.shown = workbook.ImprovementPlan(&v.Exercise, v.Actions)
	p.empty.Hidden = len(p.shown) > 0
	without := 0
	for _, r := range p.shown {
		if r.Action.ID == "" {
			without++
		}
	}
	p.foot.Set(d.text("exercise.plan.count", "Count", len(p.shown)-without))
	if without > 0 {
		p.foot.Set(dotted(p.foot.Text(), d.text("exercise.plan.without", "Count", without)))
	}
	p.table.Refresh()
	if p.table.Rows().Selected() < 0 && len(p.shown) > 0 {
		p.table.Rows().Mark(0) // what has no room in the table stands below it
	}
	p.GoTo(p.table.Rows().Selected())
}

// Length is how many rows there are.
func (p *improvementPlan) Length() int { return len(p.shown) }

// RowID is the action's id, or that of the observation without one.
func (p *improvementPlan) RowID(i int) string {
	if r := p.shown[i]; r.Action.ID == "" {
		return r.Observation.ID
	}
	return p.shown[i].Action.ID
}

// FillCell shows one thing about a row.
func (p *improvementPlan) FillCell(i int, code string, c *kit.Cell) {
	d, r := p.desk, p.shown[i]
	a := r.Action
	c.Say("", kit.ColorInk, false)
	switch code {
	case planCapability:
		c.Say(p.says(r, code), kit.ColorMuted, false)
	case planArea:
		c.Say(workbook.Shorten(oneLine(r.Observation.Text), 200), kit.ColorInk, false)
	case planAction:
		if a.ID == "" {
			c.Say(d.text("exercise.after.no-action"), kit.ColorNeeded, false)
			c.Hint("", kit.ColorMuted)
			return
		}
		c.Say(a.Title, kit.ColorInk, true)
		c.Hint(d.text("action-status."+string(a.StatusOn(d.today()))), kit.ColorMuted)
	case planCompletion:
		ink := kit.ColorInk
		if a.Overdue(d.today()) {
			ink = kit.ColorNeeded
		}
		c.Say(p.says(r, code), ink, false)
	default:
		c.Say(p.says(r, code), kit.ColorInk, false)
	}
}

// says is what a row has in one of the columns that a narrow window leaves out.
func (p *improvementPlan) says(r workbook.ImprovementRow, code string) string {
	d, a := p.desk, r.Action
	switch {
	case code == planCapability && r.Objective.Capability != "":
		return d.text("capability." + string(r.Objective.Capability))
	case code == planElement && a.Element != "":
		return d.text("element." + string(a.Element))
	case code == planOrganization:
		return a.Organization
	case code == planContact:
		return a.Owner
	case code == planStart:
		return d.words.ShortDate(a.Start)
	case code == planCompletion:
		return d.words.ShortDate(a.Target)
	}
	return ""
}

// SortBy does nothing: the plan has the order of the report.
func (p *improvementPlan) SortBy(string) {}

// GoTo shows the row that the person is on in full below the table, where its cells are cut.
func (p *improvementPlan) GoTo(i int) {
	d := p.desk
	p.whole.Hidden = i < 0 || i >= len(p.shown)
	if p.rest.Hidden = p.whole.Hidden; !p.whole.Hidden {
		r := p.shown[i]
		action := d.text("exercise.after.no-action")
		if r.Action.ID != "" {
			action = r.Action.Title
		}
		p.whole.Set(d.text("exercise.plan.row", "Area", workbook.Shorten(oneLine(r.Observation.Text), 300), "Action", action))
		var rest []string
		for _, code := range []string{planCapability, planElement, planOrganization, planContact, planStart, planCompletion} {
			if said := p.says(r, code); said != "" {
				rest = append(rest, d.text("exercise.plan.value", "Column", d.text("exercise.plan.column."+code), "Value", said))
			}
		}
		p.rest.Set(dotted(rest...))
	}
	p.box.Refresh()
}

// TicksChanged has nothing to do with ticked rows.
func (p *improvementPlan) TicksChanged() {}

// OpenRow opens the action in the register, or makes one where there is none.
func (p *improvementPlan) OpenRow(i int) {
	switch {
	case i < 0 || i >= len(p.shown):
	case p.shown[i].Action.ID == "":
		p.desk.actionFrom(p.shown[i].Observation, p.refresh)
	default:
		p.desk.goTo(place{screen: actionsScreen, action: p.shown[i].Action.ID})
	}
}

// onAdd makes one more action of the row that the person is on, or of the first that has none.
func (p *improvementPlan) onAdd() {
	at := p.table.Rows().Selected()
	for i := 0; at < 0 && i < len(p.shown); i++ {
		if p.shown[i].Action.ID == "" {
			at = i
		}
	}
	if at < 0 && len(p.shown) > 0 {
		at = 0
	}
	if at >= 0 && at < len(p.shown) {
		p.desk.actionFrom(p.shown[at].Observation, p.refresh)
	}
}

// EditCell changes the action of a row where it stands.
func (p *improvementPlan) EditCell(i int, code string, at *kit.Cell) {
	d, a := p.desk, p.shown[i].Action
	if a.ID == "" {
		p.OpenRow(i)
		return
	}
	edit := func(change func(*workbook.Action)) { d.editAction(a.ID, change) }
	schools := func() []string { return a.Schools }
	switch code {
	case planAction:
		p.askLine(at.Container, "action.title", a.Title, func(t string) { edit(func(a *workbook.Action) { a.Title = t }) })
	case planElement:
		p.choose(at.Container, "element", append([]string{""}, codesOf(workbook.CapabilityElements())...), string(a.Element), func(c string) {
			edit(func(a *workbook.Action) { a.Element = workbook.CapabilityElement(c) })
		})
	case planOrganization:
		p.askName(at.Container, "action.organization", d.organizations(), a.Organization, schools, func(t string) {
			edit(func(a *workbook.Action) { a.Organization = t })
		})
	case planContact:
		p.askOwner(at.Container, a.Owner, schools, func(t string) { edit(func(a *workbook.Action) { a.Owner = t }) })
	case planStart:
		p.askDay(at.Container, "action.start", a.Start, func(on workbook.Date) { edit(func(a *workbook.Action) { a.Start = on }) })
	case planCompletion:
		p.askDay(at.Container, "action.target", a.Target, func(on workbook.Date) { edit(func(a *workbook.Action) { a.Target = on }) })
	}
}

// HandleRune has no letters of its own.
func (p *improvementPlan) HandleRune(rune) bool { return false }

// HandleKey has no keys of its own.
func (p *improvementPlan) HandleKey(fyne.KeyName) bool { return false }
