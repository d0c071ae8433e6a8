package workbook

import (
	"cmp"
	"slices"
	"strings"
)

// TeamRequest is what a team is made from: everything in the workbook that names somebody as
// its owner. Answers without an owner may be left out.
type TeamRequest struct {
	Case     *Case
	Contacts []Contact
	Schools  []School
	Answers  map[string]Answers // by school
	Actions  []Action
	Events   []SchoolEvent // of present schools
	Steps    Steps
	On       Date
}

// Team is who there is and what they have to do.
type Team struct {
	People []Person // those with overdue work first, then by name
}

// Person is a contact, or a name that owns work and is no contact. A name that several
// contacts share is each one's: their work cannot be told apart.
type Person struct {
	Contact Contact // its ID is empty for a name that is no contact
	Work    []Work  // open, what is overdue first, then by the day on which it is due
	Overdue int     // of Work
}

// IsContact reports whether the person stands among the contacts.
func (p Person) IsContact() bool { return p.Contact.ID != "" }

// Work is something open that somebody owns.
type Work struct {
	Entity  Entity // ActionEntity, AnswerEntity or StepEntity
	ID      string
	Schools []string // ids
	Title   string   // an action's, an item's or a step's
	Event   string   // a step's event
	Due     Date     // empty for none
	Overdue bool
}

// NewTeam finds out what each person owns. Work that is finished is passed over, and work
// that nobody owns.
func NewTeam(r TeamRequest) Team {
	owned := ownedWork(r)
	var team Team
	for _, c := range r.Contacts {
		team.People = append(team.People, newPerson(c, owned[personKey(c.Name)]))
	}
	for _, c := range r.Contacts {
		delete(owned, personKey(c.Name))
	}
	for _, list := range owned {
		team.People = append(team.People, newPerson(Contact{Name: list.name}, list))
	}
	slices.SortStableFunc(team.People, func(a, b Person) int {
		return cmp.Or(
			cmp.Compare(min(b.Overdue, 1), min(a.Overdue, 1)), // who is late comes first
			cmp.Compare(strings.ToLower(a.Contact.Name), strings.ToLower(b.Contact.Name)),
			cmp.Compare(a.Contact.ID, b.Contact.ID))
	})
	return team
}

// ownership is what one name owns, under the name as it was met first.
type ownership struct {
	name string
	work []Work
}

// personKey is a name as it is compared: without regard to letter case and blanks around it.
func personKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

func newPerson(c Contact, o *ownership) Person {
	p := Person{Contact: c}
	if o != nil && personKey(c.Name) != "" {
		p.Work = o.work
	}
	for _, w := range p.Work {
		if w.Overdue {
			p.Overdue++
		}
	}
	return p
}

func ownedWork(r TeamRequest) map[string]*ownership {
	owned := map[string]*ownership{}
	add := func(owner string, w Work) {
		key := personKey(owner)
		if key == "" {
			return
		}
		if owned[key] == nil {
			owned[key] = &ownership{name: strings.TrimSpace(owner)}
		}
		w.Overdue = w.Due != "" && w.Due < r.On
		owned[key].work = append(owned[key].work, w)
	}
	for _, a := range r.Actions {
		if a.StatusOn(r.On).Open() {
			add(a.Owner, Work{Entity: ActionEntity, ID: a.ID, Schools: a.Schools, Title: a.Title, Due: a.Due(r.On)})
		}
	}
	for _, s := range r.Schools {
		for id, a := range r.Answers[s.ID] {
			if it, ok := r.Case.Item(id); ok && a.Status.Gap() {
				add(a.Owner, Work{Entity: AnswerEntity, ID: a.ID(), Schools: []string{s.ID}, Title: it.Title, Due: a.Target})
			}
		}
	}
	for _, ready := range ReadinessOf(r.Case, r.Events, r.Steps, r.On) {
		for _, s := range ready.Open() {
			add(s.State.Owner, Work{
				Entity: StepEntity, ID: s.State.ID(), Schools: []string{ready.Event.SchoolID},
				Title: s.Title, Event: ready.Event.Name, Due: s.DueOn,
			})
		}
	}
	for _, o := range owned {
		slices.SortStableFunc(o.work, func(a, b Work) int {
			return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
		})
	}
	return owned
}

// Named says where a person's name stands as an owner, a reviewer or the one who attached a
// file.
type Named struct {
	Entity Entity
	ID     string
	Field  string
}

// Rename is the change set that gives a contact another name, here and wherever the old one
// stands. When another contact bears the old name too, what it stands on is left as it is,
// since nobody can tell whose it is; shared is true then.
func Rename(c Contact, name string, contacts []Contact, named []Named) (changes []Change, shared bool) {
	to := c
	to.Name = name
	changes = Edit(ContactEntity, c.ID, c, to)
	if len(changes) == 0 || strings.TrimSpace(c.Name) == "" || strings.TrimSpace(name) == "" {
		return changes, false
	}
	for _, other := range contacts {
		if other.ID != c.ID && other.Name == c.Name {
			return changes, true
		}
	}
	return append(changes, Renamed(named, c.Name, name)...), false
}

// Renamed is the change set that writes another name wherever one stands.
func Renamed(named []Named, from, to string) []Change {
	var changes []Change
	for _, n := range named {
		changes = append(changes, Change{Entity: n.Entity, ID: n.ID, Field: n.Field, Old: from, New: to})
	}
	return changes
}
