package workbook

import (
	"cmp"
	"slices"
	"time"
)

// AgendaKind says why a day stands in an agenda.
type AgendaKind string

// The kinds of entry; words under "agenda.<kind>".
const (
	DueDay    AgendaKind = "due"    // an open action is to be done
	ReviewDay AgendaKind = "review" // a measure in place is looked at again
	EventDay  AgendaKind = "event"  // a school expects many people
	StepDay   AgendaKind = "step"   // a protective step of an event is to be done

	ExerciseDay AgendaKind = "exercise" // an exercise is held
)

// Agenda is the days that a workbook names, as a calendar holds them: by day, then title.
type Agenda struct {
	On      Date
	Entries []AgendaEntry
}

// AgendaEntry is one day of an agenda. What it says depends on the workbook alone and not
// on the day on which it is asked for.
type AgendaEntry struct {
	ID           string // of the action, event or step, with the kind: the same in every agenda
	Kind         AgendaKind
	On           Date
	Title        string
	Schools      []string // names
	Items        []Item
	Owner        string
	Organization string
	People       int    // expected at an event
	Event        string // the name of the event that a step is of
	Starts       Clock  // of an exercise
	Minutes      int    // that an exercise takes
	Place        string // of an exercise
	// Revision is the number of the last batch that changed what the entry is made of, and
	// Changed is when that was. Both only grow while the workbook is worked on.
	Revision int64
	Changed  time.Time
}

// NewAgenda lists the target days of open actions, the review days of measures in place
// (lapsed ones too: they are still to be looked at), the schools' events, and their open
// protective steps; once an event is over, only those that follow it; and the exercises. What
// has no day has no entry.
func NewAgenda(r RegisterRequest) Agenda {
	find, last := newFinder(r), lastChanges(r.History)
	out := Agenda{On: r.On}
	add := func(e AgendaEntry, on Entity, id string, schools []string, also ...touch) {
		e.ID = id + "-" + string(e.Kind)
		touched := last[touch{on, id}]
		for _, school := range schools {
			also = append(also, touch{SchoolEntity, school})
		}
		for _, t := range also {
			if other := last[t]; other.Revision > touched.Revision {
				touched = other
			}
		}
		e.Revision, e.Changed = touched.Revision, touched.Changed
		e.Schools = find.names(schools)
		out.Entries = append(out.Entries, e)
	}
	for _, a := range r.Actions {
		kind, on := agendaDay(a)
		if on == "" {
			continue
		}
		add(AgendaEntry{
			Kind: kind, On: on, Title: a.Title, Items: find.items(a.Items),
			Owner: a.Owner, Organization: a.Organization,
		}, ActionEntity, a.ID, a.Schools)
	}
	for _, s := range r.Schools {
		for _, e := range s.Events {
			if e.Date != "" {
				add(AgendaEntry{Kind: EventDay, On: e.Date, Title: e.Name, People: e.People}, EventEntity, e.ID, []string{s.ID})
			}
			for _, step := range Readiness(r.Case, e, s.Steps, r.On).Open() {
				if step.DueOn != "" {
					add(AgendaEntry{
						Kind: StepDay, On: step.DueOn, Title: step.Title, Event: e.Name, Items: find.items(step.Items), Owner: step.State.Owner,
					}, StepEntity, step.State.ID(), []string{s.ID}, touch{EventEntity, e.ID})
				}
			}
		}
	}
	for _, e := range r.Exercises {
		if e.Date != "" {
			add(AgendaEntry{
				Kind: ExerciseDay, On: e.Date, Title: e.Name, Owner: e.Contact, Starts: e.Starts, Minutes: e.Minutes, Place: e.Place,
			}, ExerciseEntity, e.ID, []string{e.SchoolID})
		}
	}
	slices.SortStableFunc(out.Entries, func(a, b AgendaEntry) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// agendaDay is the day on which an action asks for something, none for one that does not.
func agendaDay(a Action) (AgendaKind, Date) {
	switch {
	case a.Status == ActionInPlace, a.Status == Lapsed && a.Review != "":
		return ReviewDay, a.Review
	case a.Status.Open():
		return DueDay, a.Target
	}
	return "", ""
}

// touch names what a change was made to.
type touch struct {
	entity Entity
	id     string
}

type lastChange struct {
	Revision int64
	Changed  time.Time
}

// lastChanges finds the newest batch that touched each thing. Of a school only its name and
// whether it is there count, since nothing else of it stands in an agenda.
func lastChanges(history []Batch) map[touch]lastChange {
	last := map[touch]lastChange{}
	for _, b := range history {
		for _, c := range b.Changes {
			if c.Entity == SchoolEntity && c.Field != "name" && c.Field != Present {
				continue
			}
			if at := (touch{c.Entity, c.ID}); b.Seq > last[at].Revision {
				last[at] = lastChange{b.Seq, b.At}
			}
		}
	}
	return last
}
