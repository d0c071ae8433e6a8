package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// designMSEL is the section of what happens when: the modules, and the injects or the
// discussion questions in each, below a timeline of the whole, with the one that is open at
// the right.
type designMSEL struct {
	desk *desk
	mode string
	open string // the id of a module, inject or question; empty for none
	list []mselRow
	run  workbook.Run // for times of the story that nobody has written

	modes    *oneOf
	timeline *kit.Timeline
	spent    *kit.Text
	fold     *fold       // of the timeline
	addTo    *kit.Button // a module
	addAsk   *kit.Button // a question
	addEvent *kit.Button // an inject
	rows     *kit.Order
	inject   *injectPane
	question *questionPane
	module   *modulePane
	side     *fyne.Container
	box      *fyne.Container
}

// What the list shows of each module.
const (
	mselInjects   = "injects"
	mselQuestions = "questions"
)

// roomForTimeline is the height of the section, with text at 100 %, below which the list would
// show too few rows under its timeline.
const roomForTimeline = 400

func newDesignMSEL(d *desk) *designMSEL {
	s := &designMSEL{desk: d, mode: mselInjects}
	s.inject, s.question, s.module = newInjectPane(d, s.closePane), newQuestionPane(d, s.closePane), newModulePane(d, s.closePane)
	s.layout()
	return s
}

func (s *designMSEL) layout() {
	d := s.desk
	s.modes = newOneOf([]string{mselInjects, mselQuestions}, func(code string) string { return d.text("exercise.design.shows." + code) }, s.onMode)
	for _, chip := range s.modes.chips {
		chip.Keys = s
	}
	s.timeline = kit.NewTimeline(minuteClock)
	s.timeline.Keys, s.timeline.OnBand, s.timeline.OnPin, s.timeline.OnMove = s, s.land, s.land, s.onRetime
	s.spent = kit.Small("")
	s.addTo = kit.LinkButton(d.text("exercise.design.module.add"), theme.ContentAddIcon(), s.onAddModule)
	s.addAsk = kit.FilledButton(d.text("exercise.design.question.add"), theme.ContentAddIcon(), s.onAddQuestion)
	s.addEvent = kit.FilledButton(d.text("exercise.design.inject.add"), theme.ContentAddIcon(), s.onAddInject)
	s.rows = kit.NewOrder(s, 54, s)
	top := kit.Card(kit.Inset(kit.Grid, 1.5*kit.Grid, kit.Column(kit.Grid/2, s.timeline, s.spent)))
	s.fold = newFold(top, roomForTimeline)
	s.fold.chip.SetText(d.text("exercise.design.timeline"))
	s.fold.chip.Keys = s
	head := kit.Spread(s.modes.box, kit.Flow(kit.Grid, s.fold.chip, mselFiles(d, s), s.addTo, s.addAsk, s.addEvent))
	main := s.fold.over(kit.Under(kit.Column(1.25*kit.Grid, top, head), kit.Card(kit.Clip(s.rows.Object()))))
	s.side = container.NewStack()
	side := kit.Card(kit.Clip(s.side))
	side.Hide()
	s.box = kit.Aside(400, 320, main, side)
}

func (s *designMSEL) object() fyne.CanvasObject { return s.box }

func (s *designMSEL) refresh() {
	e := &s.desk.view().Exercise
	s.run = workbook.NewRun(e)
	s.modes.put(s.mode)
	s.addAsk.Hidden, s.addEvent.Hidden = s.mode != mselQuestions, s.mode != mselInjects
	s.list = mselRows(e, s.mode)
	s.fillTimeline(e)
	s.fillPane(e)
	s.box.Refresh() // before the row is brought into view: the pane may take room from the list
	s.rows.Refresh(s.index(s.open))
}

func (s *designMSEL) index(id string) int {
	if id == "" {
		return -1
	}
	return indexOf(s.list, id, func(r mselRow) string { return r.id })
}

func (s *designMSEL) fillTimeline(e *workbook.ExerciseRecord) {
	d := s.desk
	var bands []kit.Band
	if e.Welcome > 0 {
		bands = append(bands, kit.Band{Title: d.text("exercise.design.timeline.welcome"), Hint: shortMinutes(d, e.Welcome), To: e.Welcome, Aside: true})
	}
	for i, m := range e.Modules {
		from := e.ModuleStart(m.ID)
		bands = append(bands, kit.Band{
			ID: m.ID, Title: moduleName(d, i, m), Hint: dotted(shortMinutes(d, m.Minutes), string(m.Story)),
			From: from, To: from + m.Minutes, Over: from+m.Minutes > e.Minutes,
		})
	}
	if left := e.HotWashMinutes(); left > 0 {
		bands = append(bands, kit.Band{Title: d.text("exercise.design.timeline.hot-wash"), Hint: shortMinutes(d, left), From: e.Minutes - left, To: e.Minutes, Aside: true})
	}
	var pins []kit.Pin
	for _, i := range e.Injects {
		if !i.OffTimeline {
			pins = append(pins, kit.Pin{ID: i.ID, Label: e.NumberOf(i), At: i.Minute, Wants: i.Unlinked()})
		}
	}
	s.timeline.Set(bands, pins, e.Minutes, s.open)
	says, presses := d.timeSpent(e)
	s.spent.Hidden = !presses
	s.spent.Set(says)
	s.spent.SetLook(mutedOrNeeded(presses), presses)
}

// fillPane shows what is open at the right.
func (s *designMSEL) fillPane(e *workbook.ExerciseRecord) {
	var pane fyne.CanvasObject
	if i, ok := e.Inject(s.open); ok {
		s.inject.fill(i, s.run)
		pane = s.inject.scroll
	} else if q, ok := e.Question(s.open); ok {
		s.question.fill(q)
		pane = s.question.scroll
	} else if m, ok := e.Module(s.open); ok {
		s.module.fill(m)
		pane = s.module.scroll
	} else {
		s.open = ""
	}
	side := s.box.Objects[1]
	if side.Visible() != (pane != nil) {
		if pane == nil {
			side.Hide()
		} else {
			side.Show()
		}
	}
	if pane != nil && (len(s.side.Objects) == 0 || s.side.Objects[0] != pane) {
		s.side.Objects = []fyne.CanvasObject{pane}
		s.side.Refresh()
	}
}

func (s *designMSEL) onMode(mode string) {
	s.mode = mode
	if _, ok := s.desk.view().Exercise.Module(s.open); !ok {
		s.open = ""
	}
	s.refresh()
}

// land opens a module, an inject or a question.
func (s *designMSEL) land(id string) {
	e := &s.desk.view().Exercise
	if has(e.Injects, id, func(i workbook.Inject) string { return i.ID }) {
		s.mode = mselInjects
	}
	if has(e.Questions, id, func(q workbook.Question) string { return q.ID }) {
		s.mode = mselQuestions
	}
	s.open = id
	s.refresh()
}

func (s *designMSEL) closePane() {
	s.desk.leaveFor(s.rows.List())
	s.open = ""
	s.refresh()
}

// here is the module of what is open, the first where nothing is; and the inject or question
// before which a new one comes, none for the end.
func (s *designMSEL) here() (module string, off bool, before string) {
	if at := s.index(s.open); at >= 0 {
		r := s.list[at]
		if at+1 < len(s.list) && r.kind != rowModule {
			if next := s.list[at+1]; next.kind == r.kind {
				before = next.id
			}
		}
		return r.module, r.off, before
	}
	if e := &s.desk.view().Exercise; len(e.Modules) > 0 {
		module = e.Modules[0].ID
	}
	return module, false, ""
}

func (s *designMSEL) onAddInject() {
	d, e := s.desk, &s.desk.view().Exercise
	if !d.mayChange() || e.ID == "" {
		return
	}
	d.window.Canvas().Unfocus()
	s.turnToMode(mselInjects)
	module, off, before := s.here()
	i := workbook.Inject{ID: newID(), ExerciseID: e.ID, ModuleID: module, Type: workbook.Standard, OffTimeline: off}
	if off {
		i.Type = workbook.Contingency
	}
	changes := workbook.Add(workbook.InjectEntity, i.ID, i)
	with := e.With(changes)
	s.open = i.ID
	d.do(append(changes, workbook.PlaceInject(&with, i.ID, workbook.Slot{ModuleID: module, Off: off, Before: before})...)...)
	s.inject.text.focus()
}

// turnToMode shows injects or questions without losing the module that is open.
func (s *designMSEL) turnToMode(mode string) {
	if s.mode != mode {
		module, _, _ := s.here()
		s.mode, s.open = mode, module
		s.refresh()
	}
}

func (s *designMSEL) onAddQuestion() {
	d, e := s.desk, &s.desk.view().Exercise
	if !d.mayChange() || e.ID == "" {
		return
	}
	d.window.Canvas().Unfocus()
	s.turnToMode(mselQuestions)
	module, _, before := s.here()
	q := workbook.Question{ID: newID(), ExerciseID: e.ID, ModuleID: module}
	changes := workbook.Add(workbook.QuestionEntity, q.ID, q)
	with := e.With(changes)
	s.open = q.ID
	d.do(append(changes, workbook.PlaceQuestion(&with, q.ID, module, before)...)...)
	s.question.text.focus()
}

func (s *designMSEL) onAddModule() {
	d, e := s.desk, &s.desk.view().Exercise
	if !d.mayChange() || e.ID == "" {
		return
	}
	d.window.Canvas().Unfocus()
	m := workbook.Module{ID: newID(), ExerciseID: e.ID, Position: 1, Minutes: 15}
	if n := len(e.Modules); n > 0 {
		m.Position = e.Modules[n-1].Position + 1
	}
	s.open = m.ID
	d.do(workbook.Add(workbook.ModuleEntity, m.ID, m)...)
	d.window.Canvas().Focus(s.module.title)
}

// onRemove takes what is open out; undo brings it back. A module that holds something is
// asked about first.
func (s *designMSEL) onRemove() {
	d := s.desk
	d.leaveFor(s.rows.List())
	at := s.index(s.open)
	if at < 0 || !d.mayChange() {
		return
	}
	r := s.list[at]
	switch r.kind {
	case rowModule:
		s.module.onRemove()
		return
	case rowInject:
		s.goOn(at)
		d.do(workbook.Remove(workbook.InjectEntity, r.id)...)
	case rowQuestion:
		s.goOn(at)
		d.do(workbook.Remove(workbook.QuestionEntity, r.id)...)
	}
}

// goOn opens what comes after a row that goes, or what is before it.
func (s *designMSEL) goOn(at int) {
	s.open = ""
	for _, next := range []int{at + 1, at - 1} {
		if next >= 0 && next < len(s.list) && s.list[next].kind == s.list[at].kind {
			s.open = s.list[next].id
			return
		}
	}
}

func (s *designMSEL) onRetime(id string, minute int) {
	s.open = id
	s.mode = mselInjects
	s.desk.do(workbook.RetimeInject(&s.desk.view().Exercise, id, minute)...)
	s.refresh()
}

// HandleRune adds an inject, a question or a module.
func (s *designMSEL) HandleRune(r rune) bool {
	switch r {
	case 'a', 'A':
		if s.mode == mselQuestions {
			s.onAddQuestion()
		} else {
			s.onAddInject()
		}
	case 'm', 'M':
		s.onAddModule()
	case 'q', 'Q':
		s.onAddQuestion()
	default:
		return false
	}
	return true
}

// HandleKey goes through the list, into what is open, closes or removes it.
func (s *designMSEL) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.focusPane()
	case fyne.KeyDelete:
		s.onRemove()
	case fyne.KeyEscape:
		if s.open == "" {
			return false
		}
		s.closePane()
	default:
		return s.rows.List().Arrow(k)
	}
	return true
}

// focusPane goes to where what is open is written.
func (s *designMSEL) focusPane() {
	at := s.index(s.open)
	if at < 0 {
		return
	}
	switch s.list[at].kind {
	case rowInject:
		s.inject.text.focus()
	case rowQuestion:
		s.question.text.focus()
	case rowModule:
		s.desk.window.Canvas().Focus(s.module.title)
	}
}

// shownModules are the ids of the modules in order; one empty id where there is none.
func shownModules(e *workbook.ExerciseRecord) []string {
	if len(e.Modules) == 0 {
		return []string{""}
	}
	ids := make([]string, len(e.Modules))
	for i, m := range e.Modules {
		ids[i] = m.ID
	}
	return slices.Clip(ids)
}
