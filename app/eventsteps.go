package app

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// eventSteps is the checklist of the event that is open: the case's protective steps, each
// a line with a box to tick that opens into why, who, by when and a note. The lines are
// made once; one is open at a time, and the fields move to it.
type eventSteps struct {
	desk  *desk
	moved func() // the checklist has another height
	ready workbook.EventReadiness
	open  string // the id of the step that is open

	count, next *kit.Text
	plan        *kit.Pill
	lines       map[string]*kit.StepLine
	why         *kit.Text
	sources     *fyne.Container
	items       *fyne.Container
	status      map[workbook.StepStatus]*kit.StatusButton
	owner       *kit.Field
	due, done   *kit.DateField
	note        *noteBox
	form        *fyne.Container
	box         *fyne.Container
}

// shownSteps is how many of the steps are in view when an event is landed on.
const shownSteps = 3

func newEventSteps(d *desk, moved func()) *eventSteps {
	s := &eventSteps{desk: d, moved: moved, lines: map[string]*kit.StepLine{}, status: map[workbook.StepStatus]*kit.StatusButton{}}
	s.layout()
	return s
}

func (s *eventSteps) layout() {
	d := s.desk
	s.count = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Bold: true, Whole: true})
	s.next = kit.Small("")
	s.plan = kit.StatusPill(workbook.NotAssessed, "")
	s.layoutForm()
	list := kit.Column(0)
	for _, step := range d.theCase.EventSteps {
		line := kit.NewStepLine(step.Title, func() { s.onTick(step.ID) }, func() { s.onOpen(step.ID) })
		s.lines[step.ID] = line
		list.Add(kit.Column(0, kit.Line(), line.Object()))
	}
	s.box = kit.Column(kit.Grid,
		kit.Column(kit.Grid/2, kit.Flow(kit.Grid, s.count, s.plan), s.next), list)
	s.box.Hidden = len(s.lines) == 0
}

// layoutForm makes what belongs to the step that is open.
func (s *eventSteps) layoutForm() {
	d := s.desk
	s.why, s.sources, s.items = kit.Body(""), kit.Flow(kit.Grid/2), kit.Flow(kit.Grid)
	buttons := kit.Flow(kit.Grid)
	offer := func(status workbook.StepStatus, like workbook.Status) {
		b := kit.NewStatusButton(like, d.text("step."+string(status)), "", func() { s.onStatus(status) })
		s.status[status] = b
		buttons.Add(b)
	}
	offer(workbook.StepDone, workbook.InPlace)
	offer(workbook.StepNotNeeded, workbook.NotNecessary)
	s.owner = d.person(func(name string) { s.edit(s.open, func(x *workbook.Step) { x.Owner = name }) })
	s.due = d.dateField("step.due", func(day workbook.Date) { s.edit(s.open, func(x *workbook.Step) { x.Due = day }) })
	s.done = d.dateField("step.done-on", s.onDone)
	s.note = d.newNoteBox("step.note", "", func(text string) { s.edit(s.open, func(x *workbook.Step) { x.Note = text }) })
	s.form = kit.Inset(kit.Grid, 1.5*kit.Grid, kit.Column(1.5*kit.Grid,
		kit.Column(kit.Grid/2, s.why, s.sources), buttons,
		kit.Columns(2*kit.Grid, 150, kit.Labelled(d.text("step.owner"), s.owner), s.due.Object(), s.done.Object()),
		s.note.object(),
		kit.Column(kit.Grid/2, kit.Small(d.text("step.items")), s.items)))
}

func (s *eventSteps) object() fyne.CanvasObject { return s.box }

// fill shows an event's steps as the view has them.
func (s *eventSteps) fill(e workbook.SchoolEvent) {
	d := s.desk
	if e.ID != s.ready.Event.ID {
		s.turnTo("")
	}
	s.ready = workbook.Readiness(d.theCase, e, d.view().School.Steps, d.today())
	s.count.Set(d.text("school.section", "Title", d.text("step.title"), "N", d.stepCount(s.ready)))
	status, word := d.planWord(s.ready)
	s.plan.SetStatus(status, word)
	s.plan.Hidden = word == ""
	s.next.Set(s.nextLine())
	for _, step := range s.ready.Steps {
		pressing := ""
		if step.Overdue {
			pressing = d.text("step.overdue")
		}
		s.lines[step.ID].Set(step.State.Status, d.text("step."+string(step.State.Status)), s.hint(step), pressing)
		if step.ID == s.open {
			s.put(step)
		}
	}
}

// refresh shows the event anew, as when one of its steps has changed.
func (s *eventSteps) refresh() {
	for _, e := range s.desk.view().School.Events {
		if e.ID == s.ready.Event.ID {
			s.fill(e)
			s.moved()
			return
		}
	}
}

// hint is the line below a step's title: when it is or was due, who does it, or when it was done.
func (s *eventSteps) hint(step workbook.ReadyStep) string {
	d, x := s.desk, step.State
	switch {
	case x.Status == workbook.StepDone && x.Done != "":
		return dotted(d.text("step.done-day", "Date", d.words.ShortDate(x.Done)), x.Owner)
	case x.Status != workbook.StepToDo:
		return dotted(d.text("step."+string(x.Status)), x.Owner)
	}
	counted, day := "", ""
	if x.Due == "" {
		counted = d.daysBefore(step.DaysBefore)
	}
	if step.DueOn != "" {
		day = d.words.ShortDate(step.DueOn)
	}
	return dotted(counted, day, x.Owner)
}

// daysBefore says how a step's day counts from the event.
func (d *desk) daysBefore(n int) string {
	switch {
	case n > 0:
		return d.text("step.days-before", "Count", n)
	case n < 0:
		return d.text("step.days-after", "Count", -n)
	}
	return d.text("step.same-day")
}

// nextLine says which open step is due first.
func (s *eventSteps) nextLine() string {
	d := s.desk
	next, dated := s.ready.Next()
	switch {
	case s.ready.Event.Date == "":
		return d.text("step.no-event-date")
	case next.Overdue && !s.ready.Past():
		return d.text("step.next-overdue", "Title", next.Title, "Date", d.words.ShortDate(next.DueOn))
	case dated && s.ready.Past():
		return d.text("step.next-over", "Title", next.Title, "Date", d.words.ShortDate(next.DueOn))
	case dated:
		return d.text("step.next", "Title", next.Title, "Date", d.words.ShortDate(next.DueOn))
	case s.ready.Past():
		return d.text("step.over")
	}
	return d.text("step.all-done")
}

// stepCount is how many of an event's steps are done.
func (d *desk) stepCount(r workbook.EventReadiness) string {
	return d.text("step.count", "N", r.Done, "Count", r.Counted)
}

// planWord says whether an event has a protective plan, with the status whose colours and
// sign say it; nothing of an event that is over without one.
func (d *desk) planWord(r workbook.EventReadiness) (workbook.Status, string) {
	switch {
	case r.HasPlan:
		return workbook.InPlace, d.text("event.has-plan")
	case r.LacksPlan():
		return workbook.Needed, d.text("event.no-plan")
	case r.Planned && !r.Past():
		return workbook.NotAssessed, d.text("event.no-plan-yet")
	}
	return workbook.NotAssessed, ""
}

// put fills the fields with the step that is open.
func (s *eventSteps) put(step workbook.ReadyStep) {
	d, x := s.desk, step.State
	for status, b := range s.status {
		b.SetChosen(x.Status == status)
	}
	s.due.Field.About(x.ID())
	s.done.Field.About(x.ID())
	counted := s.ready.Event.Date.AddDays(-step.DaysBefore)
	s.due.Field.SetPlaceHolder(cmp.Or(string(counted), d.text("date.placeholder")))
	s.owner.Put(x.Owner)
	s.due.Put(x.Due)
	s.done.Put(x.Done)
	s.note.put(x.Note)
}

// onOpen opens a step, or closes the one that is open.
func (s *eventSteps) onOpen(id string) {
	if s.open == id {
		id = ""
	}
	s.turnTo(id)
	s.moved()
}

// turnTo opens a step in place of the one that is open; none for an empty id.
func (s *eventSteps) turnTo(id string) {
	d := s.desk
	if id == s.open {
		return
	}
	if _, typing := d.window.Canvas().Focused().(*kit.Field); typing {
		d.window.Canvas().Unfocus() // commits to the step that is open
	}
	if line := s.lines[s.open]; line != nil {
		line.Close()
	}
	s.open = id
	for _, step := range s.ready.Steps {
		if step.ID == id {
			s.why.Set(step.Text)
			d.cite(s.sources, step.Evidence)
			d.offerItems(s.items, step.Items)
			s.put(step)
			s.lines[id].Open(s.form)
		}
	}
}

// land opens a step and brings it into view; one that the case does not hold changes nothing.
func (s *eventSteps) land(id string) {
	line := s.lines[id]
	if line == nil {
		return
	}
	s.turnTo(id)
	s.moved()
	s.desk.window.Canvas().Focus(line.Head)
	kit.Reveal(line.Object())
}

// reveal brings the first steps into view.
func (s *eventSteps) reveal() {
	for i, step := range s.desk.theCase.EventSteps {
		if i < shownSteps {
			kit.Reveal(s.lines[step.ID].Object())
		}
	}
}

// onTick marks a step as done today, or one that is done or not needed as to do.
func (s *eventSteps) onTick(id string) {
	status := workbook.StepDone
	if s.desk.view().School.Steps.Of(s.ready.Event.ID, id).Status != workbook.StepToDo {
		status = workbook.StepToDo
	}
	s.setStatus(id, status)
}

// onStatus takes a status for the step that is open; the same again takes it back.
func (s *eventSteps) onStatus(status workbook.StepStatus) {
	if s.desk.view().School.Steps.Of(s.ready.Event.ID, s.open).Status == status {
		status = workbook.StepToDo
	}
	s.setStatus(s.open, status)
}

func (s *eventSteps) setStatus(id string, status workbook.StepStatus) {
	s.edit(id, func(x *workbook.Step) {
		switch {
		case status != workbook.StepDone:
			x.Done = ""
		case x.Status != workbook.StepDone:
			x.Done = s.desk.today()
		}
		x.Status = status
	})
}

// onDone takes a day on which the step was done, which makes it done.
func (s *eventSteps) onDone(day workbook.Date) {
	s.edit(s.open, func(x *workbook.Step) {
		x.Done = day
		if day != "" {
			x.Status = workbook.StepDone
		}
	})
}

// edit changes a step of the event that is shown.
func (s *eventSteps) edit(id string, change func(*workbook.Step)) {
	v, event := s.desk.view(), s.ready.Event.ID
	here := slices.ContainsFunc(v.School.Events, func(e workbook.SchoolEvent) bool { return e.ID == event })
	if id == "" || !here {
		return // it was removed meanwhile, here or elsewhere
	}
	from := v.School.Steps.Of(event, id)
	to := from
	change(&to)
	s.desk.do(workbook.EditStep(from, to)...)
}
