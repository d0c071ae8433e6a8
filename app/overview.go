package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// overview is the screen that a workbook opens on: where the chosen school stands and what
// presses, and a card for the whole district. Everything on it opens what it counts.
type overview struct {
	desk  *desk
	state workbook.Overview // of the chosen school

	gaps, overdue, soon, event            *kit.Figure
	stands                                *standsCard
	gapList, events, actionList, reviews  *shortList
	district                              *districtCard
	exercises                             *exerciseCards
	figures, cards, start, some, noSchool *fyne.Container
	startButton                           *kit.Button
	scroll                                *container.Scroll
	box                                   *fyne.Container
}

// How many lines the short lists show; the link at a list's head opens the rest.
const (
	shownGaps    = 6
	shownEvents  = 5
	shownActions = 6
	shownReviews = 5
	shownSchools = 5
)

func newOverview(d *desk) *overview {
	s := &overview{desk: d}
	s.layout()
	return s
}

func (s *overview) layout() {
	d := s.desk
	s.gaps = s.figure("overview.high-gaps", s.onHighGaps)
	s.overdue = s.figure("overview.overdue", func() { s.openActions("", actionsOverdue) })
	s.soon = s.figure("overview.due-soon", func() { s.openActions("", actionsDueSoon) })
	s.event = s.figure("overview.next-event", s.onEvents)
	s.figures = kit.Columns(2*kit.Grid, 300,
		kit.Columns(2*kit.Grid, 140, s.gaps, s.overdue), kit.Columns(2*kit.Grid, 140, s.soon, s.event))
	s.stands = newStandsCard(d, s)
	s.gapList = newShortList(d, s, shownGaps, "overview.gaps", "overview.gaps.none", s.onGaps)
	s.events = newShortList(d, s, shownEvents, "overview.events", "overview.events.none", s.onEvents)
	s.actionList = newShortList(d, s, shownActions, "overview.actions", "overview.actions.none", s.onActions)
	s.reviews = newShortList(d, s, shownReviews, "overview.reviews", "overview.reviews.none", s.onReviews)
	s.district = newDistrictCard(d, s)
	s.exercises = newExerciseCards(d, s)
	s.start = s.layoutStart()
	s.cards = kit.Columns(2*kit.Grid, 380, s.stands.box, s.exercises.doubts.box, s.gapList.box, s.events.box,
		s.exercises.next.box, s.actionList.box, s.reviews.box, s.district.list.box, s.district.events.list.box)
	scroll, page := kit.Page(kit.Column(2*kit.Grid, s.start, s.figures, s.cards))
	s.scroll = scroll
	s.some = kit.Screen(kit.Title(d.text("screen.overview")), page)
	s.noSchool = kit.Screen(kit.Title(d.text("screen.overview")), kit.Column(2*kit.Grid,
		kit.Body(d.text("checklists.no-school")),
		container.NewHBox(kit.FilledButton(d.text("school.add"), nil, func() { d.goTo(place{screen: schoolsScreen, id: "new"}) }))))
	s.box = container.NewStack(s.noSchool, s.some)
}

func (s *overview) figure(label string, open func()) *kit.Figure {
	f := kit.NewFigure(s.desk.text(label), open)
	f.Keys = s
	return f
}

// layoutStart is what a school without an answer or an action shows first.
func (s *overview) layoutStart() *fyne.Container {
	d := s.desk
	s.startButton = kit.FilledButton(d.text("overview.start.open"), nil, func() { d.goTo(place{screen: checklistsScreen}) })
	steps := kit.Column(kit.Grid)
	for i, key := range []string{"overview.start.answers", "overview.start.events", "overview.start.actions"} {
		steps.Add(kit.Body(d.text("schools.start.step", "Number", i+1, "Text", d.text(key))))
	}
	return kit.Card(kit.Inset(3*kit.Grid, 3*kit.Grid, kit.Column(2*kit.Grid,
		kit.Heading(d.text("overview.start")), kit.Body(d.text("overview.start.why")), steps,
		container.NewHBox(s.startButton))))
}

func (s *overview) object() fyne.CanvasObject { return s.box }

func (s *overview) show(place) {}

// refresh shows the view.
func (s *overview) refresh() {
	d := s.desk
	v := d.view()
	s.some.Hidden, s.noSchool.Hidden = v.School.ID == "", v.School.ID != ""
	s.state = workbook.NewOverview(workbook.OverviewRequest{
		Case: d.theCase, School: v.School, Answers: v.Answers, Actions: v.Actions, On: d.today(),
	})
	blank := s.state.Coverage.Answered() == 0 && len(v.Actions) == 0
	s.start.Hidden, s.figures.Hidden = !blank, blank
	s.gapList.box.Hidden, s.actionList.box.Hidden, s.reviews.box.Hidden = blank, blank, blank
	s.fillFigures()
	s.stands.fill(s.state)
	s.exercises.fill()
	s.gapList.fill(len(s.state.Gaps), d.allOf(len(s.state.Gaps)), s.fillGap)
	s.events.fill(len(s.state.Ready), d.allOf(len(v.School.Events)), s.fillEvent)
	s.actionList.fill(len(s.state.Overdue)+len(s.state.DueSoon), s.allOpen(), s.fillAction)
	s.reviews.fill(len(s.state.Reviews), d.allOf(len(s.state.Reviews)), s.fillReview)
	s.district.refresh(context.Background())
	s.settle()
}

// allOpen is the link to the actions that still wait to be done.
func (s *overview) allOpen() string {
	d, n := s.desk, 0
	for _, a := range d.view().Actions {
		if a.StatusOn(d.today()).Open() {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return d.text("overview.all-open", "N", n)
}

// settle gives every card the room that it needs now.
func (s *overview) settle() {
	s.cards.Refresh()
	s.scroll.Content.Refresh()
	s.scroll.Refresh()
	s.box.Refresh()
}

func (s *overview) fillFigures() {
	d, o := s.desk, s.state
	s.gaps.Set(strconv.Itoa(o.HighGaps), o.HighGaps > 0)
	s.overdue.Set(strconv.Itoa(len(o.Overdue)), len(o.Overdue) > 0)
	s.soon.Set(strconv.Itoa(len(o.DueSoon)), false)
	next := d.text("overview.no-event")
	if len(o.Events) > 0 {
		next = d.text("overview.event-today")
		if n := d.today().DaysUntil(o.Events[0].Date); n > 0 {
			next = d.text("overview.days", "Count", n)
		}
	}
	s.event.Set(next, false)
}

func (s *overview) fillGap(i int, e *kit.Entry) {
	d, g := s.desk, s.state.Gaps[i]
	end, presses := d.text("overview.gap.no-action"), false
	switch n := len(g.Actions); {
	case n == 1 && g.Actions[0].Overdue(d.today()):
		end, presses = d.text("action.overdue-since", "Date", d.words.ShortDate(g.Actions[0].Due(d.today()))), true
	case n == 1 && g.Actions[0].StatusOn(d.today()).Open() && g.Actions[0].Target != "":
		end = d.text("action.due", "Date", d.words.ShortDate(g.Actions[0].Target))
	case n > 0:
		end = d.text("overview.gap.actions", "Count", n)
	}
	id := g.Item.ID
	e.Set(g.Item.Title, end, presses, func() { s.openItem(id, filterGaps) })
	e.SetStatus(g.Answer.Status, d.text("status."+string(g.Answer.Status)))
}

func (s *overview) fillEvent(i int, e *kit.Entry) {
	d, r := s.desk, s.state.Ready[i]
	e.Set(cmp.Or(r.Event.Name, d.text("event.unnamed")), d.daysTo(r.Event.Date), false, func() { s.openEvent(r.Event.ID) })
	e.SetHint(d.readyLine(r))
	e.SetStatus(d.planWord(r))
	if r.ReviewDue() {
		e.SetStatus(workbook.InProgress, d.text("overview.event.review"))
	}
}

// readyLine says how large an event is and how far it has come with its steps.
func (d *desk) readyLine(r workbook.EventReadiness) string {
	people := ""
	if r.Event.People > 0 {
		people = d.text("event.expected", "Count", r.Event.People)
	}
	return dotted(people, d.progress(r))
}

// progress says how far an event has come with its steps.
func (d *desk) progress(r workbook.EventReadiness) string {
	overdue := ""
	if r.Overdue > 0 {
		overdue = d.text("overview.event.overdue", "Count", r.Overdue)
	}
	return dotted(d.stepsLine(r), overdue)
}

// dotted puts what is not empty on one line.
func dotted(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// fillAction fills a line with what is overdue, and after that with what is due soon.
func (s *overview) fillAction(i int, e *kit.Entry) {
	d, o := s.desk, s.state
	if i < len(o.Overdue) {
		a := o.Overdue[i]
		e.Set(a.Title, d.text("action.overdue-since", "Date", d.words.ShortDate(a.Due(d.today()))), true,
			func() { s.openActions(a.ID, actionsOverdue) })
		e.SetWord(workbook.Needed, d.text("overview.pill.overdue"))
		return
	}
	a := o.DueSoon[i-len(o.Overdue)]
	e.Set(a.Title, d.text("action.due", "Date", d.words.ShortDate(a.Due(d.today()))), false,
		func() { s.openActions(a.ID, actionsDueSoon) })
	e.SetWord(workbook.NotNecessary, d.text("overview.pill.due-soon"))
}

func (s *overview) fillReview(i int, e *kit.Entry) {
	d, r := s.desk, s.state.Reviews[i]
	end := d.text("overview.review.never")
	if r.Answer.ReviewedOn != "" {
		end = d.text("overview.review.on", "Date", d.words.ShortDate(r.Answer.ReviewedOn))
	}
	if r.Expired != "" {
		end = d.text("overview.review.expired")
	}
	e.Set(r.Item.Title, end, r.Expired != "", func() { s.openItem(r.Item.ID, filterReview) })
	e.SetStatus(r.Answer.Status, d.text("status."+string(r.Answer.Status)))
}

func (s *overview) openItem(id, filter string) {
	s.desk.goTo(place{screen: checklistsScreen, item: id, filter: filter})
}

func (s *overview) openActions(id, filter string) {
	s.desk.goTo(place{screen: actionsScreen, action: id, filter: filter, scope: scopeSchool})
}

func (s *overview) openEvent(id string) {
	s.desk.goTo(place{screen: schoolsScreen, part: partEvent, id: id})
}

func (s *overview) onHighGaps() { s.openItem("", filterHighGaps) }
func (s *overview) onGaps()     { s.openItem("", filterGaps) }
func (s *overview) onReviews()  { s.openItem("", filterReview) }

// onEvents opens the event that comes next, or where to add one; all others stand beside it.
func (s *overview) onEvents() {
	at := place{screen: schoolsScreen}
	if len(s.state.Events) > 0 {
		at.part, at.id = partEvent, s.state.Events[0].ID
	}
	s.desk.goTo(at)
}

func (s *overview) onActions() { s.openActions("", actionsOpen) }

// HandleRune has no letters of its own.
func (s *overview) HandleRune(rune) bool { return false }

// HandleKey scrolls.
func (s *overview) HandleKey(k fyne.KeyName) bool {
	line, page := 6*kit.Grid, s.scroll.Size().Height-6*kit.Grid
	switch k {
	case fyne.KeyUp:
		s.scrollBy(-line)
	case fyne.KeyDown:
		s.scrollBy(line)
	case fyne.KeyPageUp:
		s.scrollBy(-page)
	case fyne.KeyPageDown:
		s.scrollBy(page)
	case fyne.KeyHome:
		s.scroll.ScrollToTop()
	case fyne.KeyEnd:
		s.scroll.ScrollToBottom()
	default:
		return false
	}
	return true
}

func (s *overview) scrollBy(y float32) {
	s.scroll.ScrollToOffset(fyne.NewPos(0, s.scroll.Offset.Y+y))
}
