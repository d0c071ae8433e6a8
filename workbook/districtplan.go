package workbook

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// How much of a district its plan shows.
const (
	ByNeedFrom         = 60  // more schools than this stand in the matrix by need, not by name
	EventDays          = 60  // how far ahead it lists events
	MaxDistrictActions = 200 // open actions that it lists one by one, the most urgent ones
	MaxDistrictEvents  = 100
	MaxDistrictOwners  = 40
)

// What a plan of a district leaves out besides what its audience does not get; words under
// "left-out.<code>".
const (
	LeftOutOtherActions = "other-actions"    // open ones beyond MaxDistrictActions
	LeftOutNoSchool     = "homeless-actions" // actions that name no school of the district
	LeftOutLaterEvents  = "later-events"     // beyond EventDays or MaxDistrictEvents
	LeftOutOtherOwners  = "other-owners"     // beyond MaxDistrictOwners
)

// SchoolPart is what one school adds to a roll-up.
type SchoolPart struct {
	School  SchoolRecord
	Answers Answers
}

// DistrictRequest is what a roll-up of schools is made from. Schools are asked for one at a
// time, so that a district of thousands needs no more memory for their answers than one of
// three: once for the figures, and again for each school's own page.
type DistrictRequest struct {
	Case       *Case
	Schools    []School // those that are reported on, in any order
	School     func(ctx context.Context, id string) (SchoolPart, error)
	Actions    []Action // of the workbook; what names none of the schools is passed over
	PreparedBy string
	Handling   string // mark in header and footer
	On         Date
	Audience   Audience              // empty is the full copy
	Progress   func(done, total int) // schools read for the figures; may be nil
}

// DistrictPlan is what the plan of a district says, before anything draws it. Its figures
// are of what the audience is shown: a public one names what is in place at one of the
// schools or more, and counts nothing, see [LeftOutWhere].
type DistrictPlan struct {
	Case       *Case
	PreparedBy string
	Handling   string
	On         Date
	Audience   Audience

	Districts []string // their names, each once
	Schools   []DistrictSchool
	Coverage  Coverage // all checklists of all schools together
	Lists     []ListCoverage
	Items     []ItemStanding // in the case's order, those that the audience is told of
	Shared    []ItemStanding // those that are a gap somewhere, the most shared first
	HighGaps  int
	Work      DistrictWork
	Events    []DistrictEvent // within EventDays, the next first
	LeftOut   []LeftOut

	request DistrictRequest
	work    []Action         // that name a school of the district and were not dropped
	workOf  map[string][]int // those of each school
}

// DistrictSchool is one school's line of the roll-up. Schools are in the order of their
// names, see [NaturalCompare].
type DistrictSchool struct {
	SchoolStanding
	Cells []MatrixCell // one for each item of the case, in its order; none in a public copy
}

// ItemStanding says how many schools stand where on an item.
type ItemStanding struct {
	Item     Item
	Number   int      // its place in the case, from 1; 0 in a public copy
	Coverage Coverage // of the schools
	High     int      // schools where it is a gap of high priority
	Unserved int      // schools where it is a gap that no action serves
}

// Schools is how many schools have work to do on the item.
func (s ItemStanding) Schools() int {
	return s.Coverage.Counts[Needed] + s.Coverage.Counts[InProgress]
}

// DistrictEvent is an event of one of the schools, with how far its protective steps have come.
type DistrictEvent struct {
	School School
	EventReadiness
}

// SchoolPage is a school's own page in the plan of a district.
type SchoolPage struct {
	School School
	Overview
	Events []EventReadiness // within EventDays
	Open   int              // actions that are still to be done
}

// NewDistrictPlan reads the schools one after another and computes the roll-up. Its error
// is the context's once that is cancelled, or what reading a school gave.
func NewDistrictPlan(ctx context.Context, r DistrictRequest) (DistrictPlan, error) {
	cut := newCutter(r.Audience)
	r.Schools = slices.Clone(r.Schools)
	slices.SortStableFunc(r.Schools, func(a, b School) int {
		return cmp.Or(NaturalCompare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	b := newDistrictBuilder(r, cut)
	r.Actions = nil // a district has many, and the plan holds its own
	for i, s := range r.Schools {
		if err := ctx.Err(); err != nil {
			return DistrictPlan{}, err
		}
		part, err := r.School(ctx, s.ID)
		if err != nil {
			return DistrictPlan{}, fmt.Errorf("read school %d of %d: %w", i+1, len(r.Schools), err)
		}
		b.add(part)
		if r.Progress != nil {
			r.Progress(i+1, len(r.Schools))
		}
	}
	return b.finish(), nil
}

// Page computes a school's own page; i is its place in Schools. The school is read again,
// so the page shows it as it is now. An audience that is not told where something is in
// place gets a page with the school's name alone.
func (p DistrictPlan) Page(ctx context.Context, i int) (SchoolPage, error) {
	school := p.Schools[i].School
	if p.Audience.Withholds(LeftOutWhere) {
		return SchoolPage{School: school}, nil
	}
	part, err := p.request.School(ctx, school.ID)
	if err != nil {
		return SchoolPage{}, fmt.Errorf("read school %d of %d: %w", i+1, len(p.Schools), err)
	}
	cut := newCutter(p.Audience)
	answers := cut.answers(p.Case, school.ID, part.Answers)
	var actions []Action
	for _, n := range p.workOf[school.ID] {
		actions = append(actions, p.work[n])
	}
	page := SchoolPage{School: school, Overview: NewOverview(OverviewRequest{
		Case: p.Case, School: cut.school(part.School), Answers: answers, Actions: actions, On: p.On,
	})}
	for _, e := range page.Overview.Ready {
		if e.Ahead() && e.Event.Date <= p.On.AddDays(EventDays) {
			page.Events = append(page.Events, e)
		}
	}
	for _, a := range actions {
		if a.StatusOn(p.On).Open() {
			page.Open++
		}
	}
	return page, nil
}

// MatrixOrder are the places of the schools in the order in which the matrix lists them:
// by name, and by need where there are more than [ByNeedFrom].
func (p DistrictPlan) MatrixOrder() []int {
	order := make([]int, len(p.Schools))
	for i := range order {
		order[i] = i
	}
	if len(order) > ByNeedFrom {
		slices.SortStableFunc(order, func(a, b int) int {
			return compareNeed(p.Schools[a].SchoolStanding, p.Schools[b].SchoolStanding)
		})
	}
	return order
}

// districtBuilder adds schools up.
type districtBuilder struct {
	plan     DistrictPlan
	cut      cutter
	best     []Priority     // of the answers that each action serves
	place    map[string]int // of the schools
	listOf   []int          // the checklist of each item, as a place in Lists; -1 for none
	itemAt   map[string]int
	contacts map[string]bool // that were counted
	dropped  int
	homeless int
	later    int
}

func newDistrictBuilder(r DistrictRequest, cut cutter) *districtBuilder {
	b := &districtBuilder{cut: cut, place: map[string]int{}, itemAt: map[string]int{}, contacts: map[string]bool{}}
	b.plan = DistrictPlan{
		Case: r.Case, PreparedBy: cut.name(LeftOutPreparedBy, r.PreparedBy), Handling: r.Handling,
		On: r.On, Audience: r.Audience, request: r, workOf: map[string][]int{},
		Coverage: Coverage{Counts: map[Status]int{}},
	}
	for _, list := range Checklists() {
		b.plan.Lists = append(b.plan.Lists, ListCoverage{list, Coverage{Counts: map[Status]int{}}})
	}
	for i, it := range r.Case.Items {
		b.itemAt[it.ID] = i
		b.listOf = append(b.listOf, slices.Index(Checklists(), it.Checklist))
		b.plan.Items = append(b.plan.Items, ItemStanding{Item: it, Number: i + 1, Coverage: Coverage{Counts: map[Status]int{}}})
	}
	for i, s := range r.Schools {
		b.place[s.ID] = i
		if s.District != "" && !slices.Contains(b.plan.Districts, s.District) {
			b.plan.Districts = append(b.plan.Districts, s.District)
		}
	}
	slices.SortFunc(b.plan.Districts, NaturalCompare)
	b.takeActions(r.Actions)
	b.plan.request.Actions = nil
	return b
}

// takeActions sorts the actions by school, once, so that no school has to look through all.
func (b *districtBuilder) takeActions(actions []Action) {
	here := make([]Action, 0, len(actions))
	for _, a := range actions {
		switch {
		case !slices.ContainsFunc(a.Schools, func(id string) bool { _, ok := b.place[id]; return ok }):
			b.homeless++
		case a.Status == DroppedFromPlan && !b.cut.audience.Withholds(LeftOutActions):
			b.dropped++
		default:
			here = append(here, a)
		}
	}
	b.plan.work = b.cut.ownActions(here)
	b.best = make([]Priority, len(b.plan.work))
	for i, a := range b.plan.work {
		for _, id := range a.Schools {
			if _, ok := b.place[id]; ok {
				b.plan.workOf[id] = append(b.plan.workOf[id], i)
			}
		}
	}
}

// add counts one school in.
func (b *districtBuilder) add(part SchoolPart) {
	p, id := &b.plan, part.School.ID
	part.School.Contacts = slices.DeleteFunc(slices.Clone(part.School.Contacts), b.met)
	record := b.cut.school(part.School)
	answers := b.cut.answers(p.Case, id, part.Answers)
	row := DistrictSchool{SchoolStanding: SchoolStanding{School: p.request.Schools[b.place[id]], Coverage: Coverage{Counts: map[Status]int{}}}}
	row.School.Note = "" // no roll-up prints it
	served := make([]bool, len(p.Items))
	for _, n := range p.workOf[id] {
		a := p.work[n]
		if a.Overdue(p.On) {
			row.Overdue++
		} else if a.DueSoon(p.On) {
			row.DueSoon++
		}
		for _, item := range a.Items {
			if at, ok := b.itemAt[item]; ok {
				served[at] = true
				if rank := answers.Of(id, item).Priority(); rank.Rank() < b.best[n].Rank() {
					b.best[n] = rank
				}
			}
		}
	}
	for i := range p.Items {
		it := &p.Items[i]
		a := answers.Of(id, it.Item.ID)
		if !p.Audience.Shows(a.Status) {
			continue
		}
		if p.Audience != PublicAudience {
			row.Cells = append(row.Cells, NewMatrixCell(a.Status, a.Priority()))
		}
		counted := []*Coverage{&it.Coverage, &row.Coverage, &p.Coverage}
		if list := b.listOf[i]; list >= 0 {
			counted = append(counted, &p.Lists[list].Coverage)
		}
		for _, c := range counted {
			c.Counts[a.Status]++
			c.Total++
		}
		if a.HighGap() {
			it.High++
			row.HighGaps++
			p.HighGaps++
		}
		if a.Status.Gap() && !served[i] {
			it.Unserved++
		}
	}
	b.unprinted(record, answers)
	b.addEvents(row.School, record)
	p.Schools = append(p.Schools, row)
}

// met reports whether a contact stood at an earlier school, so that each counts once.
func (b *districtBuilder) met(c Contact) bool {
	if c.ID == "" || !b.contacts[c.ID] {
		b.contacts[c.ID] = true
		return false
	}
	return true
}

// unprinted counts what no roll-up has a place for; it stands in the schools' own plans.
func (b *districtBuilder) unprinted(s SchoolRecord, answers Answers) {
	left := b.cut.left
	left[LeftOutZones] += len(s.Zones)
	for _, text := range append([]string{s.Note}, notesOf(s.Events)...) {
		if text != "" {
			left[LeftOutNotes]++
		}
	}
	for _, c := range s.Contacts {
		if c.Phone+c.Email != "" {
			left[LeftOutContactLines]++
		}
	}
	for id, a := range answers {
		if a.Note != "" {
			left[LeftOutNotes]++
		}
		if a.Reason != "" {
			left[LeftOutReasons]++
		}
		if _, known := b.itemAt[id]; !known && a.Status != NotAssessed {
			left[LeftOutNoItem]++
		}
	}
}

func notesOf(events []SchoolEvent) []string {
	var notes []string
	for _, e := range events {
		notes = append(notes, e.Note)
	}
	return notes
}

func (b *districtBuilder) addEvents(s School, record SchoolRecord) {
	for _, e := range record.Events {
		switch {
		case e.Date == "" || e.Date < b.plan.On:
		case e.Date > b.plan.On.AddDays(EventDays):
			b.later++
		default:
			b.plan.Events = append(b.plan.Events, DistrictEvent{s, Readiness(b.plan.Case, e, record.Steps, b.plan.On)})
		}
	}
	if len(b.plan.Events) >= 2*MaxDistrictEvents {
		b.nextEvents()
	}
}

// nextEvents keeps the next events and counts the others.
func (b *districtBuilder) nextEvents() {
	p := &b.plan
	slices.SortStableFunc(p.Events, func(a, b DistrictEvent) int {
		return cmp.Or(cmp.Compare(a.Event.Date, b.Event.Date), NaturalCompare(a.School.Name, b.School.Name))
	})
	if over := len(p.Events) - MaxDistrictEvents; over > 0 {
		p.Events = slices.Delete(p.Events, MaxDistrictEvents, len(p.Events))
		b.later += over
	}
}

func (b *districtBuilder) finish() DistrictPlan {
	p := &b.plan
	for _, it := range p.Items {
		if it.Schools() > 0 {
			p.Shared = append(p.Shared, it)
		}
	}
	slices.SortStableFunc(p.Shared, func(a, b ItemStanding) int {
		return cmp.Or(cmp.Compare(b.Schools(), a.Schools()), cmp.Compare(b.High, a.High),
			cmp.Compare(b.Coverage.Counts[Needed], a.Coverage.Counts[Needed]))
	})
	if p.Audience.Withholds(LeftOutWhere) {
		b.forgetWhere()
	}
	b.nextEvents()
	p.Work = b.districtWork()
	p.LeftOut = b.leftOut()
	return *p
}

// forgetWhere drops every count, and the items that are in place nowhere.
func (b *districtBuilder) forgetWhere() {
	p := &b.plan
	p.Items = slices.DeleteFunc(p.Items, func(it ItemStanding) bool { return it.Coverage.Total == 0 })
	for i, it := range p.Items {
		p.Items[i] = ItemStanding{Item: it.Item}
	}
	for i, s := range p.Schools {
		p.Schools[i] = DistrictSchool{SchoolStanding: SchoolStanding{School: s.School}}
	}
	p.Coverage, p.Lists = Coverage{}, nil
	if len(p.Schools) > 1 {
		b.cut.left[LeftOutWhere] = len(p.Items)
	}
}

// leftOut lists what went for the audience and what the plan has no room for.
func (b *districtBuilder) leftOut() []LeftOut {
	out := b.cut.withheld()
	for _, l := range []LeftOut{
		{LeftOutDropped, b.dropped}, {LeftOutOtherActions, b.plan.Work.others},
		{LeftOutOtherOwners, b.plan.Work.otherOwners}, {LeftOutNoSchool, b.homeless},
		{LeftOutLaterEvents, b.later},
	} {
		if l.Count > 0 {
			out = append(out, l)
		}
	}
	return out
}
