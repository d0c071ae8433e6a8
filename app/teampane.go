package app

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// personPane shows one person: a contact with its fields, or a name that is none with the
// ways to make it one; below, what the person has to do.
type personPane struct {
	desk   *desk
	team   *team
	person workbook.Person
	limit  int // of the work that is shown

	name, role, organization, phone, email *kit.Field
	receives                               *kit.Check
	serves                                 *kit.Text
	stranger                               *kit.Text
	fields, strange                        *fyne.Container
	count                                  *kit.Text
	work                                   *fyne.Container
	more, same                             *kit.Button
	body                                   *fyne.Container
	scroll                                 *container.Scroll
}

func newPersonPane(d *desk, t *team) *personPane {
	p := &personPane{desk: d, team: t, limit: rowsStep}
	p.layout()
	return p
}

func (p *personPane) layout() {
	d := p.desk
	line := func(field string, set func(*workbook.Contact, string)) (*kit.Field, *fyne.Container) {
		return d.line("contact."+field, workbook.ContactEntity, field, func(t string) {
			p.edit(func(c *workbook.Contact) { set(c, t) })
		})
	}
	var nameBox, roleBox, organizationBox, phoneBox, emailBox *fyne.Container
	p.name, nameBox = d.line("contact.name", workbook.ContactEntity, "name", p.onName)
	p.name.Patient = true
	p.role, roleBox = line("role", func(c *workbook.Contact, t string) { c.Role = t })
	p.organization, organizationBox = line("organization", func(c *workbook.Contact, t string) { c.Organization = t })
	p.phone, phoneBox = line("phone", func(c *workbook.Contact, t string) { c.Phone = t })
	p.email, emailBox = line("email", func(c *workbook.Contact, t string) { c.Email = t })
	p.receives = kit.NewCheck(d.text("contact.receives"), func(on bool) {
		p.edit(func(c *workbook.Contact) { c.ReceivesPlan = on })
	})
	p.serves = kit.Body("")
	serve := kit.LinkButton(d.text("team.choose-schools"), nil, p.onServe)
	p.fields = kit.Column(2*kit.Grid,
		kit.Column(kit.Grid/2, nameBox, kit.Small(d.text("team.renaming"))),
		kit.Columns(2*kit.Grid, 200, roleBox, organizationBox),
		kit.Columns(2*kit.Grid, 200, phoneBox, emailBox),
		kit.Labelled(d.text("contact.plan"), container.NewHBox(p.receives)),
		kit.Column(kit.Grid/2, kit.Row(kit.Middle(kit.Small(d.text("team.serves"))), serve), p.serves))
	p.stranger = kit.Heading("")
	p.same = kit.OutlineButton(d.text("team.same-as"), nil, p.onSame)
	p.strange = kit.Column(1.5*kit.Grid, p.stranger, kit.Body(d.text("team.stranger.why")),
		kit.Flow(kit.Grid,
			kit.OutlineButton(d.text("team.make-contact"), theme.ContentAddIcon(), p.onMakeContact),
			p.same))
	p.count = kit.Section("")
	p.work = kit.Column(0.75 * kit.Grid)
	p.more = kit.LinkButton("", nil, p.onMore)
	remove := kit.LinkButton(d.text("contact.remove"), theme.DeleteIcon(), p.onRemove)
	p.fields.Add(container.NewHBox(remove))
	p.body = kit.Column(3*kit.Grid, p.fields, p.strange,
		kit.Column(kit.Grid, p.count, p.work, container.NewHBox(p.more)))
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, p.body))
}

func (p *personPane) object() fyne.CanvasObject { return p.scroll }

func (p *personPane) clear() {
	p.person = workbook.Person{}
	p.scroll.Hide()
}

// fill shows somebody.
func (p *personPane) fill(x workbook.Person) {
	d := p.desk
	other := keyOf(p.person) != keyOf(x)
	if other {
		p.limit = rowsStep
	}
	p.person = x
	p.scroll.Show()
	p.fields.Hidden, p.strange.Hidden = !x.IsContact(), x.IsContact()
	c := x.Contact
	p.stranger.Set(c.Name)
	p.name.About(c.ID)
	p.name.Put(c.Name)
	p.role.Put(c.Role)
	p.organization.Put(c.Organization)
	p.phone.Put(c.Phone)
	p.email.Put(c.Email)
	p.receives.Put(c.ReceivesPlan)
	p.serves.Set(d.schoolsServed(c))
	p.fillWork()
	if other {
		p.scroll.ScrollToTop()
	}
	p.body.Refresh()
	p.scroll.Refresh()
}

// schoolsServed names the schools of a contact.
func (d *desk) schoolsServed(c workbook.Contact) string {
	if len(c.Schools) == 0 {
		return d.text("team.whole-district")
	}
	if names := d.schoolNames(c.Schools); names != "" {
		return names
	}
	return d.text("team.schools-gone")
}

// schoolNames names some schools, the first few of many.
func (d *desk) schoolNames(ids []string) string {
	const few = 4
	var names []string
	for _, s := range d.view().Schools {
		if slices.Contains(ids, s.ID) {
			names = append(names, cmp.Or(s.Name, d.text("school.unnamed")))
		}
	}
	if left := len(names) - few; left > 0 {
		return strings.Join(names[:few], ", ") + " " + d.text("team.more-schools", "Count", left)
	}
	return strings.Join(names, ", ")
}

func (p *personPane) fillWork() {
	d, work := p.desk, p.person.Work
	p.count.Set(d.text("school.section", "Title", d.text("team.work"), "N", len(work)))
	p.work.RemoveAll()
	for _, w := range work[:min(len(work), p.limit)] {
		p.work.Add(p.line(w))
	}
	if len(work) == 0 {
		p.work.Add(kit.Small(d.text("team.no-work")))
	}
	left := len(work) - p.limit
	p.more.Hidden = left <= 0
	p.more.SetText(d.text("school.show-more", "Count", min(max(left, 1), rowsStep)))
}

// line is a piece of work that opens where it stands.
func (p *personPane) line(w workbook.Work) fyne.CanvasObject {
	d := p.desk
	due, color := d.text("team.no-day"), kit.ColorMuted
	switch {
	case w.Overdue:
		due, color = d.text("action.overdue-since", "Date", d.words.ShortDate(w.Due)), kit.ColorNeeded
	case w.Due != "":
		due = d.text("action.due", "Date", d.words.ShortDate(w.Due))
	}
	where := due
	if w.Event != "" {
		where += " · " + w.Event
	}
	if names := d.schoolNames(w.Schools); names != "" {
		where += " · " + names
	}
	words := kit.Column(2, kit.Body(w.Title), kit.NewText(where, kit.Style{Size: kit.SizeSmall, Color: color}))
	tap := kit.NewTap(w.Title, words, func() { p.onWork(w) })
	tap.Line, tap.PadX, tap.PadY = kit.ColorLine, 1.5*kit.Grid, 1.25*kit.Grid
	return tap
}

// onWork opens a piece of work, at a school that it concerns.
func (p *personPane) onWork(w workbook.Work) {
	d := p.desk
	hit := workbook.Hit{Entity: w.Entity, ID: w.ID, Serves: w.Schools, SchoolID: d.schoolServed(w.Schools)}
	_, hit.ItemID, _ = strings.Cut(w.ID, "/") // an answer's
	d.landOn(hit)
}

func (p *personPane) onMore() {
	p.limit += rowsStep
	p.fillWork()
	p.body.Refresh()
}

// edit changes the contact that is shown.
func (p *personPane) edit(change func(*workbook.Contact)) {
	from := p.person.Contact
	if from.ID == "" {
		return
	}
	to := from
	change(&to)
	p.team.do(workbook.Edit(workbook.ContactEntity, from.ID, from, to)...)
}

func (p *personPane) onName(name string) {
	if p.person.IsContact() {
		p.team.rename(p.person.Contact, name)
	}
}

// onServe lets the person choose the schools; none stands for the whole district.
func (p *personPane) onServe() {
	d, c := p.desk, p.person.Contact
	d.pickMany(manyPicker{
		title: d.text("team.choose-schools.title"), find: d.text("app.find-school"), all: d.schoolOptions(),
		groups: codesOf(workbook.Levels()), group: func(code string) string { return d.text("level." + code) },
		take: func(ids []string) {
			if p.person.Contact.ID == c.ID {
				p.edit(func(c *workbook.Contact) { c.Schools = ids })
			}
		},
	}, c.Schools)
}

// onMakeContact makes the name a contact of the schools that it works for.
func (p *personPane) onMakeContact() {
	c := workbook.Contact{Name: p.person.Contact.Name}
	for _, w := range p.person.Work {
		for _, id := range w.Schools {
			if !slices.Contains(c.Schools, id) {
				c.Schools = append(c.Schools, id)
			}
		}
	}
	p.team.add(c)
}

// onSame lets the person say that the name is another way of writing a contact's.
func (p *personPane) onSame() {
	d, name := p.desk, p.person.Contact.Name
	var all []option
	for _, c := range p.team.contacts {
		if c.Name != "" {
			all = append(all, option{code: c.ID, word: c.Name, hint: p.team.hint(workbook.Person{Contact: c})})
		}
	}
	d.pickBelow(p.same, p.same, d.text("team.find"), all, func(id string) { p.team.merge(name, id) })
}

// onRemove asks first where the contact has work, which keeps the name.
func (p *personPane) onRemove() {
	d, c := p.desk, p.person.Contact
	remove := func() { p.team.do(workbook.Remove(workbook.ContactEntity, c.ID)...) }
	if len(p.person.Work) == 0 {
		remove() // undo brings it back, and says so in the status line
		return
	}
	d.confirm(d.text("contact.remove"), d.text("team.remove-sure", "Name", d.nameOfContact(c), "Count", len(p.person.Work)),
		d.text("contact.remove"), remove)
}
