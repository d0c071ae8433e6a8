package app

import (
	"context"
	"slices"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// offers are what a field for a person or an organization offers of the contacts.
type offers struct {
	label string // of the sign that asks for them
	find  string // what the search says where there are many
	of    func(workbook.Contact) string
	me    bool // the person at the keyboard is one of them
}

func (d *desk) people() offers {
	return offers{d.text("answer.pick-person"), d.text("team.find"), func(c workbook.Contact) string { return c.Name }, true}
}

func (d *desk) organizations() offers {
	return offers{d.text("action.pick-organization"), d.text("actions.facet.find"), func(c workbook.Contact) string { return c.Organization }, false}
}

// mostOffers is how many names are listed as they are; among more the person searches.
const mostOffers = 12

// person makes a field for a name that offers the chosen school's contacts.
func (d *desk) person(commit func(string)) *kit.Field {
	return d.offering(d.people(), func() []string { return []string{d.view().School.ID} }, commit)
}

// offering makes a field for a name that offers what the contacts of some schools have, of
// all schools where none is named.
func (d *desk) offering(o offers, schools func() []string, commit func(string)) *kit.Field {
	f := kit.NewField(commit)
	f.Post = d.post
	f.Offer(o.label, func() { d.offer(f, o, schools) })
	return f
}

// offer lists names below a field. Those of other schools than the chosen one are read
// first.
func (d *desk) offer(f *kit.Field, o offers, schools func() []string) {
	here, of, ids := d.view().School, d.session, schools()
	if len(ids) == 1 && ids[0] == here.ID {
		d.showOffers(f, o, d.offered(o, here.Contacts, ids))
		return
	}
	session.Ask(of, context.Background(), d.book.Contacts, func(all []workbook.Contact, err error) {
		switch {
		case d.session != of, !slices.Equal(schools(), ids): // another action is shown by now
		case err != nil:
			d.fail(err)
		default:
			d.showOffers(f, o, d.offered(o, all, ids))
		}
	})
}

func (d *desk) showOffers(f *kit.Field, o offers, names []string) {
	if len(names) <= mostOffers {
		f.ShowOffers(names, d.text("answer.no-people"))
		return
	}
	var all []option
	for _, name := range names {
		all = append(all, option{code: name, word: name})
	}
	d.pickBelow(f, f, o.find, all, f.Take)
}

// offered are the names that the contacts of schools have, each once.
func (d *desk) offered(o offers, contacts []workbook.Contact, schools []string) []string {
	var names []string
	seen := map[string]bool{"": true}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, c := range contacts {
		if len(schools) == 0 || slices.ContainsFunc(schools, c.ServesSchool) {
			add(o.of(c))
		}
	}
	if o.me {
		add(d.session.Author().Name)
	}
	return names
}
