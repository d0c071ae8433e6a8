package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// actionPane shows one action and lets every field of it be changed.
type actionPane struct {
	desk   *desk
	action workbook.Action

	title, owner                *kit.Field
	description                 *noteBox
	organization, cost          *kit.Field
	element, status             *kit.Choice
	start, target, done, review *kit.DateField
	state                       *kit.Text
	items                       *fyne.Container
	body                        *fyne.Container
	scroll                      *container.Scroll
}

func newActionPane(d *desk) *actionPane {
	p := &actionPane{desk: d}
	p.layout()
	return p
}

func (p *actionPane) layout() {
	d := p.desk
	p.title = d.note("title", func(t string) {
		p.edit(func(a *workbook.Action) { a.Title = strings.ReplaceAll(t, "\n", " ") })
	})
	p.title.SetMinRowsVisible(2)
	p.description = d.newNoteBox("action.description", "description", func(t string) { p.edit(func(a *workbook.Action) { a.Description = t }) })
	p.owner = d.person(func(t string) { p.edit(func(a *workbook.Action) { a.Owner = t }) })
	p.organization = d.organization(func(t string) { p.edit(func(a *workbook.Action) { a.Organization = t }) })
	var costBox *fyne.Container
	p.cost, costBox = d.numberField("action.cost", func(n int) { p.edit(func(a *workbook.Action) { a.Cost = n }) })
	p.element = d.choice("element", codesOf(workbook.CapabilityElements()), true, func(c string) {
		p.edit(func(a *workbook.Action) { a.Element = workbook.CapabilityElement(c) })
	})
	p.status = d.choice("action-status", codesOf(workbook.ActionStatuses()), false, p.onStatus)
	day := func(label string, set func(*workbook.Action, workbook.Date)) *kit.DateField {
		return d.dateField(label, func(on workbook.Date) { p.edit(func(a *workbook.Action) { set(a, on) }) })
	}
	p.start = day("action.start", func(a *workbook.Action, on workbook.Date) { a.Start = on })
	p.target = day("action.target", func(a *workbook.Action, on workbook.Date) { a.Target = on })
	p.done = day("action.completed", func(a *workbook.Action, on workbook.Date) { a.Completed = on })
	p.review = day("action.review", func(a *workbook.Action, on workbook.Date) { a.Review = on })
	p.state = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded, Bold: true})
	p.items = kit.Column(kit.Grid / 2)
	addItem := kit.LinkButton(d.text("action.add-item"), theme.ContentAddIcon(), p.onAddItem)
	remove := kit.LinkButton(d.text("action.remove"), theme.DeleteIcon(), p.onRemove)
	p.body = kit.Column(2*kit.Grid,
		kit.Labelled(d.text("action.title"), p.title),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("action.status"), p.status), kit.Labelled(d.text("action.owner"), p.owner)),
		p.state,
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("action.organization"), p.organization), kit.Labelled(d.text("action.element"), p.element)),
		kit.Columns(2*kit.Grid, 200, p.start.Object(), p.target.Object()),
		kit.Columns(2*kit.Grid, 200, p.done.Object(), p.review.Object()),
		kit.Columns(2*kit.Grid, 200, costBox, kit.Gap(0)),
		p.description.object(),
		kit.Column(kit.Grid, kit.Row(kit.Section(d.text("action.items")), addItem), p.items),
		container.NewHBox(remove),
	)
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, p.body))
}

func (p *actionPane) object() fyne.CanvasObject { return p.scroll }

func (p *actionPane) clear() {
	p.action = workbook.Action{}
	p.scroll.Hide()
}

// fill shows an action.
func (p *actionPane) fill(a workbook.Action) {
	other := p.action.ID != a.ID
	p.action = a
	p.scroll.Show()
	d := p.desk
	for _, f := range []*kit.Field{p.cost, p.start.Field, p.target.Field, p.done.Field, p.review.Field} {
		f.About(a.ID)
	}
	p.title.Put(a.Title)
	p.description.put(a.Description)
	p.owner.Put(a.Owner)
	p.organization.Put(a.Organization)
	p.cost.Put(numberText(a.Cost))
	p.element.Put(string(a.Element))
	p.status.Put(string(a.Status))
	p.start.Put(a.Start)
	p.target.Put(a.Target)
	p.done.Put(a.Completed)
	p.review.Put(a.Review)
	state := ""
	switch {
	case a.StatusOn(d.today()) == workbook.Lapsed && a.Status != workbook.Lapsed:
		state = d.text("action.has-lapsed", "Date", d.words.Date(a.Review))
	case a.Overdue(d.today()):
		state = d.text("action.overdue-by", "Count", a.Due(d.today()).DaysUntil(d.today()))
	}
	p.state.Set(state)
	p.state.Hidden = state == ""
	p.items.RemoveAll()
	for _, it := range d.theCase.Items {
		if slices.Contains(a.Items, it.ID) {
			words := kit.NewText(it.Title, kit.Style{Color: kit.ColorAccent, Bold: true})
			open := kit.NewTap(it.Title, words, func() { d.goTo(place{screen: checklistsScreen, item: it.ID}) })
			open.PadX, open.PadY = kit.Grid/2, kit.Grid/2
			drop := kit.IconButton(d.text("action.drop-item"), theme.CancelIcon(), func() { p.dropItem(it.ID) })
			p.items.Add(kit.Row(open, drop))
		}
	}
	if len(p.items.Objects) == 0 {
		p.items.Add(kit.Small(d.text("action.no-items")))
	}
	if other {
		p.scroll.ScrollToTop()
	}
	p.body.Refresh()
}

// edit changes the action that is shown.
func (p *actionPane) edit(change func(*workbook.Action)) {
	from, ok := p.desk.view().Action(p.action.ID)
	if !ok {
		return
	}
	to := from
	to.Items = slices.Clone(from.Items)
	change(&to)
	p.desk.do(workbook.Edit(workbook.ActionEntity, from.ID, from, to)...)
}

// onStatus sets the status; a measure that comes into place is completed today and, where
// no day is set, reviewed in a year.
func (p *actionPane) onStatus(code string) {
	p.edit(func(a *workbook.Action) {
		a.Status = workbook.ActionStatus(code)
		if a.Status == workbook.ActionInPlace {
			if a.Completed == "" {
				a.Completed = p.desk.today()
			}
			if a.Review <= p.desk.today() {
				a.Review = p.desk.today().AddDays(365)
			}
		}
	})
}

func (p *actionPane) dropItem(id string) {
	p.edit(func(a *workbook.Action) {
		a.Items = slices.DeleteFunc(a.Items, func(x string) bool { return x == id })
	})
}

// onAddItem offers the case's items that the action does not serve yet.
func (p *actionPane) onAddItem() {
	d := p.desk
	var all, found []workbook.Item
	for _, it := range d.theCase.Items {
		if !slices.Contains(p.action.Items, it.ID) {
			all = append(all, it)
		}
	}
	found = all
	var m *modal
	list := kit.NewList(func() int { return len(found) },
		func() fyne.CanvasObject {
			return kit.Inset(kit.Grid, kit.Grid, kit.Column(0, kit.NewText("", kit.Style{Single: true}), kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})))
		},
		func(i int, o fyne.CanvasObject) {
			words := o.(*fyne.Container).Objects[0].(*fyne.Container)
			words.Objects[0].(*kit.Text).Set(found[i].Title)
			words.Objects[1].(*kit.Text).Set(d.text("checklist." + string(found[i].Checklist)))
		}, func(i int) {
			id := found[i].ID
			m.close()
			p.edit(func(a *workbook.Action) { a.Items = append(a.Items, id) })
		})
	search := kit.NewSearch(d.text("action.find-item"), list, func(words string) {
		found = nil
		for _, it := range all {
			if strings.Contains(strings.ToLower(it.Title+" "+it.Ask), strings.ToLower(words)) {
				found = append(found, it)
			}
		}
	}, func() { m.close() })
	m = d.showModal(d.text("action.add-item"), container.NewBorder(search, nil, nil, nil, list), 520, 480,
		answerButton{text: d.text("app.close")})
	d.window.Canvas().Focus(search)
}

func (p *actionPane) onRemove() {
	d, a := p.desk, p.action
	d.confirm(d.text("action.remove"), d.text("action.remove-sure", "Title", a.Title), d.text("action.remove-yes"), func() {
		d.do(workbook.Remove(workbook.ActionEntity, a.ID)...)
	})
}
