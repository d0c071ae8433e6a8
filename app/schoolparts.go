package app

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// newZoneRows is the section of the buildings and the zones in them.
func newZoneRows(d *desk, moved func()) *rows[workbook.Zone] {
	r := newRows[workbook.Zone](d, moved)
	building, buildingBox := d.line("zone.building", workbook.ZoneEntity, "building", func(t string) {
		r.edit(func(z *workbook.Zone) { z.Building = t })
	})
	name, nameBox := d.line("zone.name", workbook.ZoneEntity, "name", func(t string) {
		r.edit(func(z *workbook.Zone) { z.Name = t })
	})
	building.SetPlaceHolder(d.text("zone.building.hint"))
	r.layout(rowKind[workbook.Zone]{
		entity: workbook.ZoneEntity, parts: 2,
		title: "school.zones", hint: "school.zones.hint", add: "zone.add", remove: "zone.remove", empty: "school.zones.empty",
		of:    func(s workbook.SchoolRecord) []workbook.Zone { return s.Zones },
		id:    func(z workbook.Zone) string { return z.ID },
		fresh: func(school string) workbook.Zone { return workbook.Zone{SchoolID: school} },
		line: func(z workbook.Zone) []string {
			if z.Name == "" {
				return []string{cmp.Or(z.Building, d.text("zone.unnamed"))}
			}
			return []string{z.Name, z.Building}
		},
		put: func(z workbook.Zone) {
			building.Put(z.Building)
			name.Put(z.Name)
		},
		first: name,
		form:  kit.Columns(2*kit.Grid, 200, nameBox, buildingBox),
	})
	return r
}

// newContactRows is the section of the people and desks that the school works with.
func newContactRows(d *desk, moved func()) *rows[workbook.Contact] {
	r := newRows[workbook.Contact](d, moved)
	name, nameBox := d.line("contact.name", workbook.ContactEntity, "name", func(t string) {
		if c, ok := r.find(r.open); ok {
			d.renameContact(c, t, nil)
		}
	})
	name.Patient = true
	role, roleBox := d.line("contact.role", workbook.ContactEntity, "role", func(t string) {
		r.edit(func(c *workbook.Contact) { c.Role = t })
	})
	organization, organizationBox := d.line("contact.organization", workbook.ContactEntity, "organization", func(t string) {
		r.edit(func(c *workbook.Contact) { c.Organization = t })
	})
	phone, phoneBox := d.line("contact.phone", workbook.ContactEntity, "phone", func(t string) {
		r.edit(func(c *workbook.Contact) { c.Phone = t })
	})
	email, emailBox := d.line("contact.email", workbook.ContactEntity, "email", func(t string) {
		r.edit(func(c *workbook.Contact) { c.Email = t })
	})
	receives := kit.NewCheck(d.text("contact.receives"), func(on bool) {
		r.edit(func(c *workbook.Contact) { c.ReceivesPlan = on })
	})
	r.layout(rowKind[workbook.Contact]{
		entity: workbook.ContactEntity, parts: 3,
		title: "school.contacts", hint: "school.contacts.hint", add: "contact.add", remove: "contact.remove", empty: "school.contacts.empty",
		of:    func(s workbook.SchoolRecord) []workbook.Contact { return s.Contacts },
		id:    func(c workbook.Contact) string { return c.ID },
		fresh: func(school string) workbook.Contact { return workbook.Contact{Schools: []string{school}} },
		line: func(c workbook.Contact) []string {
			return []string{cmp.Or(c.Name, d.text("contact.unnamed")), cmp.Or(c.Role, c.Organization), cmp.Or(c.Phone, c.Email)}
		},
		tag:  d.text("contact.receives.tag"),
		tags: func(c workbook.Contact) bool { return c.ReceivesPlan },
		put: func(c workbook.Contact) {
			name.Put(c.Name)
			role.Put(c.Role)
			organization.Put(c.Organization)
			phone.Put(c.Phone)
			email.Put(c.Email)
			receives.Put(c.ReceivesPlan)
		},
		first: name,
		form: kit.Column(1.5*kit.Grid,
			kit.Columns(2*kit.Grid, 200, nameBox, roleBox),
			kit.Columns(2*kit.Grid, 200, organizationBox, phoneBox),
			kit.Columns(2*kit.Grid, 200, emailBox, kit.Labelled(d.text("contact.plan"), container.NewHBox(receives)))),
	})
	return r
}

// newEventRows is the section of the days on which many people come, and the checklist of
// the one that is open.
func newEventRows(d *desk, moved func()) (*rows[workbook.SchoolEvent], *eventSteps) {
	steps := newEventSteps(d, moved)
	r := newRows[workbook.SchoolEvent](d, moved)
	name, nameBox := d.line("event.name", workbook.EventEntity, "name", func(t string) {
		r.edit(func(e *workbook.SchoolEvent) { e.Name = t })
	})
	day := d.dateField("event.date", func(on workbook.Date) {
		r.edit(func(e *workbook.SchoolEvent) { e.Date = on })
	})
	people, peopleBox := d.numberField("event.people", func(n int) {
		r.edit(func(e *workbook.SchoolEvent) { e.People = n })
	})
	note := d.note("", func(t string) {
		r.edit(func(e *workbook.SchoolEvent) { e.Note = t })
	})
	note.SetMinRowsVisible(2)
	note.SetPlaceHolder(d.text("event.note.hint"))
	r.layout(rowKind[workbook.SchoolEvent]{
		entity: workbook.EventEntity, parts: 5,
		title: "school.events", hint: "school.events.hint", add: "event.add", remove: "event.remove", empty: "school.events.empty",
		of:    func(s workbook.SchoolRecord) []workbook.SchoolEvent { return s.Events },
		id:    func(e workbook.SchoolEvent) string { return e.ID },
		fresh: func(school string) workbook.SchoolEvent { return workbook.SchoolEvent{SchoolID: school} },
		line: func(e workbook.SchoolEvent) []string {
			people := ""
			if e.People > 0 {
				people = d.text("event.expected", "Count", e.People)
			}
			return []string{cmp.Or(e.Name, d.text("event.unnamed")), d.words.ShortDate(e.Date), d.daysTo(e.Date), people,
				d.stepsLine(workbook.Readiness(d.theCase, e, d.view().School.Steps, d.today()))}
		},
		sort: func(events []workbook.SchoolEvent) { sortEvents(events, d.today()) },
		put: func(e workbook.SchoolEvent) {
			name.Put(e.Name)
			day.Put(e.Date)
			people.Put(numberText(e.People))
			note.Put(e.Note)
			steps.fill(e)
		},
		first: name,
		form: kit.Column(1.5*kit.Grid, nameBox,
			kit.Columns(2*kit.Grid, 200, day.Object(), peopleBox),
			steps.object(),
			kit.Labelled(d.text("event.note"), note)),
	})
	return r, steps
}

// stepsLine says how many of an event's steps are done; nothing where none counts.
func (d *desk) stepsLine(r workbook.EventReadiness) string {
	if r.Counted == 0 {
		return ""
	}
	return d.stepCount(r)
}

// sortEvents puts what comes next first, then what has no day yet, then what is past, the
// latest first.
func sortEvents(events []workbook.SchoolEvent, today workbook.Date) {
	group := func(e workbook.SchoolEvent) int {
		switch {
		case e.Date == "":
			return 1
		case e.Date < today:
			return 2
		}
		return 0
	}
	slices.SortStableFunc(events, func(a, b workbook.SchoolEvent) int {
		if c := cmp.Compare(group(a), group(b)); c != 0 {
			return c
		}
		if group(a) == 2 {
			a, b = b, a
		}
		return cmp.Compare(a.Date, b.Date)
	})
}

// daysTo says how far away a day is.
func (d *desk) daysTo(day workbook.Date) string {
	if day == "" {
		return d.text("event.no-date")
	}
	n := d.today().DaysUntil(day)
	switch {
	case n == 0:
		return d.text("event.today")
	case n > 0:
		return d.text("event.in-days", "Count", n)
	}
	return d.text("event.days-ago", "Count", -n)
}
