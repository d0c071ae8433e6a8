package workbook

import (
	"cmp"
	"slices"
)

// Slot is a place in the MSEL.
type Slot struct {
	ModuleID string
	Off      bool   // among those off the timeline
	Before   string // the inject that comes after it, none at the end
}

// soon is how many minutes an inject comes after what is before it where nothing follows.
const soon = 5

// PlaceInject puts an inject into a slot. On the timeline it keeps its minute where that fits
// between its new neighbors; else it comes between them, and they make room where there is
// none. A time in the story that would run backwards becomes one between those around it.
// Off the timeline the minute says no more than the order.
func PlaceInject(e *ExerciseRecord, id string, to Slot) []Change {
	moved, ok := e.Inject(id)
	if !ok {
		return nil
	}
	if to.Off {
		return placeOff(e, moved, to.Before)
	}
	list := slices.DeleteFunc(e.InjectsIn(to.ModuleID), func(i Inject) bool { return i.ID == id })
	from, until := e.span(to.ModuleID)
	if moved.OffTimeline {
		moved.Minute = -1 // fits nowhere
	}
	moved.ModuleID, moved.OffTimeline = to.ModuleID, false
	if to.Before == id { // it stays before what it is before
		to.Before = ""
		if at := slices.IndexFunc(list, func(i Inject) bool { return i.Minute > moved.Minute }); at >= 0 {
			to.Before = list[at].ID
		}
	}
	list, at := put(append(list, moved), id, to.Before, injectID)
	fit(list, at, from, until)
	return e.editInjects(list, id)
}

func placeOff(e *ExerciseRecord, moved Inject, before string) []Change {
	list := e.OffTimeline()
	if !moved.OffTimeline {
		moved.OffTimeline = true
		list = append(list, moved)
	}
	list, _ = put(list, moved.ID, before, injectID)
	for at := range list {
		list[at].Minute = at
	}
	return e.editInjects(list, "")
}

// fit gives the inject at a place of a module's list a minute between its neighbors.
func fit(list []Inject, at, from, until int) {
	least, most := from-1, until
	if at > 0 {
		least = max(least, list[at-1].Minute)
	}
	last := at == len(list)-1
	if !last {
		most = list[at+1].Minute
	}
	minute := &list[at].Minute
	switch gap := most - least; {
	case *minute > least && *minute < most:
	case gap < 2:
		*minute = least + 1
	case last:
		*minute = least + min(soon, gap/2)
	default:
		*minute = least + gap/2
	}
	for i := at + 1; i < len(list) && list[i].Minute <= list[i-1].Minute; i++ {
		list[i].Minute = list[i-1].Minute + 1
	}
	for i, most := len(list)-1, until-1; i >= 0 && list[i].Minute > most && most >= from; i, most = i-1, most-1 {
		list[i].Minute = most
	}
}

// StepInject moves an inject some places on; at the end of its module into the next, and
// after the last module off the timeline.
func StepInject(e *ExerciseRecord, id string, by int) []Change {
	var slots []Slot
	var lists [][]Inject
	for _, m := range e.moduleIDs() {
		slots, lists = append(slots, Slot{ModuleID: m}), append(lists, e.InjectsIn(m))
	}
	slots, lists = append(slots, Slot{Off: true}), append(lists, e.OffTimeline())
	for at, list := range lists {
		if !slices.ContainsFunc(list, func(i Inject) bool { return i.ID == id }) {
			continue
		}
		before, ok := beyond(list, id, by, injectID)
		if !ok {
			if at += sign(by); at < 0 || at >= len(slots) {
				return nil
			}
			before = edge(lists[at], by, injectID)
		}
		to := slots[at]
		to.Before = before
		return PlaceInject(e, id, to)
	}
	return nil
}

// RetimeInject gives an inject another minute on the timeline, which decides on its module.
// The minute is kept within the exercise.
func RetimeInject(e *ExerciseRecord, id string, minute int) []Change {
	i, ok := e.Inject(id)
	if !ok {
		return nil
	}
	i.Minute = min(max(minute, 0), max(e.Minutes, e.EndOfModules()))
	i.OffTimeline = false
	m, _ := e.ModuleAt(i.Minute)
	i.ModuleID = m.ID
	return e.editInjects([]Inject{i}, id)
}

// editInjects changes injects to those of a list. The time in the story of one of them, the
// one that was moved, is made to fit.
func (e *ExerciseRecord) editInjects(list []Inject, moved string) []Change {
	var changes []Change
	for _, to := range list {
		from, _ := e.Inject(to.ID)
		changes = append(changes, Edit(InjectEntity, to.ID, from, to)...)
	}
	if moved == "" || len(changes) == 0 {
		return changes
	}
	after := e.With(changes)
	from, _ := after.Inject(moved)
	to := from
	to.Story = after.storyBetween(from)
	return append(changes, Edit(InjectEntity, moved, from, to)...)
}

// storyBetween is an inject's time in the story where that lies between those of what comes
// before and after it, else a time between them. None stays none.
func (e *ExerciseRecord) storyBetween(i Inject) Clock {
	type point struct{ at, story int }
	var points []point
	for _, m := range e.Modules {
		if m.Story != "" {
			points = append(points, point{e.ModuleStart(m.ID), m.Story.Minutes()})
		}
	}
	for _, x := range e.Injects {
		if x.Story != "" && x.ID != i.ID && !x.OffTimeline {
			points = append(points, point{x.Minute, x.Story.Minutes()})
		}
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.at, b.at) })
	after := slices.IndexFunc(points, func(p point) bool { return p.at > i.Minute })
	if after < 0 {
		after = len(points)
	}
	story := i.Story.Minutes()
	fits := (after == 0 || points[after-1].story <= story) && (after == len(points) || story <= points[after].story)
	switch {
	case i.Story == "" || fits || len(points) == 0:
		return i.Story
	case after == 0:
		return ClockAt(max(0, points[0].story-(points[0].at-i.Minute)))
	}
	p := points[after-1]
	if after == len(points) {
		return ClockAt(p.story + i.Minute - p.at)
	}
	next := points[after]
	if next.story < p.story { // the story jumps back there by itself
		return i.Story
	}
	return ClockAt(p.story + (next.story-p.story)*(i.Minute-p.at)/(next.at-p.at))
}

// Unlinked reports whether an inject serves no objective or tries out no item, so that
// nothing follows from it.
func (i Inject) Unlinked() bool { return len(i.Objectives) == 0 || len(i.Items) == 0 }

// Unlinked reports whether a question serves no objective or tries out no item.
func (q Question) Unlinked() bool { return len(q.Objectives) == 0 || len(q.Items) == 0 }
