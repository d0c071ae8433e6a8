package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// actionPane shows one action and lets every field of it be changed.
type actionPane struct {
	desk   *desk
	close  func()
	action workbook.Action

	title, owner                *kit.Field
	description                 *noteBox
	organization, cost          *kit.Field
	element, status             *kit.Choice
	start, target, done, review *kit.DateField
	state                       *kit.Text
	lapsed                      *fyne.Container // what to do about a measure that has lapsed
	reviewed, reopen            *kit.Button
	schools, items              *kit.Text
	from                        *kit.Tap // opens the exercise that it comes from
	fromWords                   *kit.Text
	finding                     string // the observation that from is about
	pickSchools, pickItems      *kit.Button
	served                      *fyne.Container
	body                        *fyne.Container
	scroll                      *container.Scroll
}

// newActionPane makes the pane; closing it is left to the screen.
func newActionPane(d *desk, close func()) *actionPane {
	p := &actionPane{desk: d, close: close}
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
	p.owner = d.offering(d.people(), p.servedSchools, func(t string) { p.edit(func(a *workbook.Action) { a.Owner = t }) })
	p.organization = d.offering(d.organizations(), p.servedSchools, func(t string) { p.edit(func(a *workbook.Action) { a.Organization = t }) })
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
	p.reviewed = kit.OutlineButton(d.text("action.reviewed-today"), theme.ConfirmIcon(), p.onReviewed)
	p.reopen = kit.OutlineButton(d.text("action.reopen"), nil, p.onReopen)
	p.lapsed = kit.Flow(kit.Grid, p.reviewed, p.reopen)
	p.schools = kit.Body("")
	p.pickSchools = kit.LinkButton(d.text("action.choose-schools"), nil, p.onSchools)
	p.pickItems = kit.LinkButton(d.text("action.choose-items"), nil, p.onItems)
	p.fromWords = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorAccent})
	p.from = kit.NewTap("", p.fromWords, nil)
	p.from.PadX, p.from.PadY = kit.Grid/2, kit.Grid/2
	p.from.Hide()
	p.items = kit.Small(d.text("action.no-items"))
	p.served = kit.Column(kit.Grid / 2)
	remove := kit.LinkButton(d.text("action.remove"), theme.DeleteIcon(), p.onRemove)
	shut := kit.IconButton(d.text("action.close"), theme.CancelIcon(), p.close)
	p.body = kit.Column(2*kit.Grid,
		kit.Column(4, kit.Row(kit.Small(d.text("action.title")), shut), p.title),
		kit.Columns(2*kit.Grid, 160, kit.Labelled(d.text("action.status"), p.status), kit.Labelled(d.text("action.owner"), p.owner)),
		p.state, p.lapsed, p.from,
		kit.Labelled(d.text("action.organization"), p.organization),
		kit.Columns(2*kit.Grid, 160, kit.Labelled(d.text("action.element"), p.element), costBox),
		kit.Columns(2*kit.Grid, 160, p.start.Object(), p.target.Object()),
		kit.Columns(2*kit.Grid, 160, p.done.Object(), p.review.Object()),
		kit.Column(kit.Grid, kit.Row(kit.Section(d.text("action.schools-served")), p.pickSchools), p.schools),
		kit.Column(kit.Grid, kit.Row(kit.Section(d.text("action.items")), p.pickItems), p.items, p.served),
		p.description.object(),
		container.NewHBox(remove),
	)
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, p.body))
}

func (p *actionPane) object() fyne.CanvasObject { return p.scroll }

// fill shows an action.
func (p *actionPane) fill(a workbook.Action) {
	other := p.action.ID != a.ID
	p.action = a
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
	p.fillState(a)
	p.fillSchools(a)
	p.fillItems(a)
	p.fillFinding(a)
	if other {
		p.scroll.ScrollToTop()
	}
	p.body.Refresh()
}

// fillState says what presses: that it has lapsed, with ways on, or is overdue.
func (p *actionPane) fillState(a workbook.Action) {
	d, state := p.desk, ""
	has := a.StatusOn(d.today()) == workbook.Lapsed
	switch {
	case has:
		state = d.lapsed(a)
	case a.Overdue(d.today()):
		state = d.text("action.overdue-by", "Count", a.Due(d.today()).DaysUntil(d.today()))
	}
	p.state.Set(state)
	p.state.Hidden, p.lapsed.Hidden = state == "", !has
}

// namedSchools is how many of an action's schools the pane names.
const namedSchools = 12

func (p *actionPane) fillSchools(a workbook.Action) {
	d := p.desk
	var names []string
	for _, o := range d.schoolOptions() {
		if slices.Contains(a.Schools, o.code) {
			names = append(names, o.word)
		}
	}
	ink, text := kit.ColorInk, strings.Join(names, ", ")
	switch n := len(names); {
	case n == 0:
		ink, text = kit.ColorNeeded, d.text("action.no-schools")
	case n > namedSchools:
		text = d.text("action.schools-more", "Names", strings.Join(names[:namedSchools], ", "), "Count", n-namedSchools)
	}
	p.schools.Set(text)
	p.schools.SetLook(ink, false)
}

func (p *actionPane) fillItems(a workbook.Action) {
	d := p.desk
	p.served.RemoveAll()
	for _, it := range d.served(a.Items) {
		p.served.Add(d.servedRow(it, func() { p.dropItem(it.id) }))
	}
	p.items.Hidden = len(p.served.Objects) > 0
}

// edit changes the action that is shown.
func (p *actionPane) edit(change func(*workbook.Action)) { p.desk.editAction(p.action.ID, change) }

// servedSchools are the schools of the action that is shown.
func (p *actionPane) servedSchools() []string { return p.action.Schools }

func (p *actionPane) onStatus(code string) {
	p.edit(func(a *workbook.Action) { *a = a.WithStatus(workbook.ActionStatus(code), p.desk.today()) })
}

func (p *actionPane) onReviewed() {
	p.edit(func(a *workbook.Action) { *a = a.Reviewed(p.desk.today()) })
}

func (p *actionPane) onReopen() {
	p.edit(func(a *workbook.Action) { *a = a.Reopened(p.desk.today()) })
}

func (p *actionPane) dropItem(id string) {
	p.edit(func(a *workbook.Action) {
		a.Items = slices.DeleteFunc(slices.Clone(a.Items), func(x string) bool { return x == id })
	})
}

func (p *actionPane) onSchools() {
	p.desk.pickSchools(p.desk.text("action.choose-schools"), p.action.Schools, func(ids []string) {
		p.edit(func(a *workbook.Action) { a.Schools = ids })
	})
}

func (p *actionPane) onItems() {
	p.desk.pickItems(p.desk.text("action.choose-items"), p.action.Items, func(ids []string) {
		p.edit(func(a *workbook.Action) { a.Items = ids })
	})
}

func (p *actionPane) onRemove() {
	d, a := p.desk, p.action
	d.confirm(d.text("action.remove"), d.text("action.remove-sure", "Title", a.Title), d.text("action.remove-yes"), func() {
		d.do(workbook.Remove(workbook.ActionEntity, a.ID)...)
	})
}

// fillFinding says which exercise the action comes from, once that is read.
func (p *actionPane) fillFinding(a workbook.Action) {
	if p.finding == a.Finding {
		return
	}
	p.finding = a.Finding
	p.from.Hide()
	if a.Finding == "" {
		return
	}
	d, b := p.desk, p.desk.book
	session.Ask(d.session, context.Background(), func(ctx context.Context) (workbook.FromExercise, error) {
		return b.ObservedIn(ctx, a.Finding)
	}, func(from workbook.FromExercise, err error) {
		if err != nil || d.book != b || p.finding != a.Finding {
			return // it was removed, or another action is shown by now
		}
		p.fromWords.Set(d.text("action.from-exercise", "Exercise", exerciseName(d, from.Exercise),
			"Observation", workbook.Shorten(oneLine(from.Observation.Text), 120)))
		p.from.Label = p.fromWords.Text()
		p.from.OnTapped = func() {
			d.landAt(from.Exercise.SchoolID, place{screen: exercisesScreen, id: from.Exercise.ID, part: partAfter, item: a.Finding})
		}
		p.from.Show()
		p.body.Refresh()
	})
}
