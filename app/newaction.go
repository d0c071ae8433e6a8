package app

import (
	"strings"

	"forethought/app/kit"
	"forethought/workbook"
)

// actionForm asks for the little that a new action needs: one action for as many schools and
// items as it serves.
type actionForm struct {
	desk   *desk
	action workbook.Action
	added  func(id string) // what to do once it is there

	title, owner   *kit.Field
	target         *kit.DateField
	element        *kit.Choice
	schools, items *kit.Button
	complaint      *kit.Text
	modal          *modal
}

// newAction opens the form with what is known of the action already.
func (d *desk) newAction(a workbook.Action) *actionForm {
	if d.session == nil || d.session.ReadOnly() {
		d.do(workbook.Remove(workbook.ActionEntity, "none")...) // says why not
		return nil
	}
	f := &actionForm{desk: d, action: a, added: func(id string) { d.goTo(place{action: id}) }}
	f.title = d.note("title", nil)
	f.title.SetMinRowsVisible(2)
	f.title.SetText(a.Title)
	f.owner = d.offering(d.people(), func() []string { return f.action.Schools }, nil)
	f.owner.SetText(a.Owner)
	f.target = d.dateField("action.target", func(workbook.Date) {})
	f.target.Put(a.Target)
	f.element = d.choice("element", codesOf(workbook.CapabilityElements()), true, nil)
	f.element.Put(string(a.Element))
	f.schools = kit.PickButton("", f.onSchools)
	f.items = kit.PickButton("", f.onItems)
	f.complaint = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded})
	body := kit.Column(1.5*kit.Grid,
		kit.Labelled(d.text("action.title"), f.title),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("action.schools"), f.schools), kit.Labelled(d.text("action.items-served"), f.items)),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("action.owner"), f.owner), f.target.Object()),
		kit.Labelled(d.text("action.element"), f.element), f.complaint)
	f.name()
	f.modal = d.showModal(d.text("action.new"), scrolled(body), 560, 500,
		answerButton{text: d.text("action.add-it"), may: f.add, then: func() { f.added(f.action.ID) }},
		answerButton{text: d.text("app.cancel")})
	f.modal.asks(f.title, f.owner, f.target.Field)
	d.window.Canvas().Focus(f.title)
	return f
}

// name says which schools and items the action is for.
func (f *actionForm) name() {
	d := f.desk
	f.schools.SetText(d.someOf(f.action.Schools, d.schoolOptions(), "actions.schools", d.text("action.choose-schools")))
	f.items.SetText(d.someOf(f.action.Items, d.itemOptions(), "actions.items", d.text("action.choose-items")))
}

// someOf names the one that is chosen, or says how many are.
func (d *desk) someOf(ids []string, all []option, count, none string) string {
	var words []string
	chosen := map[string]bool{}
	for _, id := range ids {
		chosen[id] = true
	}
	for _, o := range all {
		if chosen[o.code] {
			words = append(words, o.word)
		}
	}
	switch len(words) {
	case 0:
		return none
	case 1:
		return workbook.Shorten(words[0], 26)
	}
	return d.text(count, "Count", len(words))
}

func (f *actionForm) onSchools() {
	f.desk.pickSchools(f.desk.text("action.choose-schools"), f.action.Schools, func(ids []string) {
		f.action.Schools = ids
		f.name()
	})
}

func (f *actionForm) onItems() {
	f.desk.pickItems(f.desk.text("action.choose-items"), f.action.Items, func(ids []string) {
		f.action.Items = ids
		f.name()
	})
}

// add adds the action, or says what is missing.
func (f *actionForm) add() bool {
	d, a := f.desk, f.action
	day, err := workbook.ParseDate(f.target.Field.Text)
	words := strings.Join(strings.Fields(f.title.Text), " ")
	f.complaint.Set("")
	switch {
	case words == "":
		f.complaint.Set(d.text("action.needs-title"))
		d.window.Canvas().Focus(f.title)
		return false
	case len(a.Schools) == 0:
		f.complaint.Set(d.text("pick.needs-school"))
		d.window.Canvas().Focus(f.schools)
		return false
	case err != nil:
		f.target.Field.Commit() // says below it how a day is written
		d.window.Canvas().Focus(f.target.Field)
		return false
	}
	a.ID, a.Title, a.Owner, a.Target = newID(), words, strings.TrimSpace(f.owner.Text), day
	a.Element = workbook.CapabilityElement(f.element.Code())
	f.action = a
	d.do(workbook.Add(workbook.ActionEntity, a.ID, a)...)
	return true
}
