package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// The parts of an exercise in the order of its life; a place names one.
const (
	partDesign    = "design"
	partRun       = "run"
	partEvaluate  = "evaluate"
	partAfter     = "after"
	partDocuments = "documents"
)

func exerciseParts() []string {
	return []string{partDesign, partRun, partEvaluate, partAfter, partDocuments}
}

// exercisePart is one part of the exercise that is open.
type exercisePart interface {
	kit.Keys
	object() fyne.CanvasObject
	refresh()   // the view is different; View.Exercise holds the exercise
	show(place) // lands on what a place names in the part
	leave()     // another part or screen takes its place
}

// newExercisePart makes a part when it is first opened.
func newExercisePart(d *desk, part string) exercisePart {
	switch part {
	case partRun:
		return newExerciseRun(d)
	case partEvaluate:
		return newExerciseEvaluation(d)
	case partAfter:
		return newAfterAction(d)
	case partDocuments:
		return newExerciseDocuments(d)
	}
	return newExerciseDesign(d)
}

// exercises is the screen of a school's exercises: their list, and the one that is open with
// its parts.
type exercises struct {
	desk  *desk
	part  string
	parts map[string]exercisePart
	want  place // what to land on in the exercise once it is there

	shown exercisesHead // as it was laid out last

	list  *exerciseList
	chips map[string]*kit.Chip
	name  *kit.Text
	hint  *kit.Text
	body  *fyne.Container
	one   *fyne.Container // the exercise that is open
	box   *fyne.Container
}

// exercisesHead is what stands above a part, and which one it is.
type exercisesHead struct{ name, hint, part string }

func newExercises(d *desk) *exercises {
	s := &exercises{desk: d, part: partDesign, parts: map[string]exercisePart{}, chips: map[string]*kit.Chip{}}
	s.list = newExerciseList(d)
	s.layout()
	return s
}

func (s *exercises) layout() {
	d := s.desk
	s.name = kit.Title("")
	s.hint = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	chips := kit.Flow(kit.Grid)
	for _, part := range exerciseParts() {
		s.chips[part] = kit.NewChip(d.text("exercise.part."+part), func() { s.turnTo(part) })
		s.chips[part].Keys = s
		chips.Add(s.chips[part])
	}
	chips.Add(kit.LinkButton(d.text("exercise.back"), theme.NavigateBackIcon(), s.onBack))
	s.body = container.NewStack()
	head := kit.Headline(kit.Column(kit.Grid/4, s.name, s.hint), chips)
	s.one = kit.Screen(head, s.body)
	s.box = container.NewStack(s.list.object(), s.one)
	s.one.Hide()
}

func (s *exercises) object() fyne.CanvasObject { return s.box }

// show opens the exercise of a place, in its part. A place of the screen alone leaves things
// as they were.
func (s *exercises) show(p place) {
	if p.id != "" {
		s.open(p.id)
	}
	if slices.Contains(exerciseParts(), p.part) {
		s.turnTo(p.part)
	}
	if p.id != "" {
		s.want = p
		s.land()
	}
}

// land lands on what a place named, as soon as its exercise and part are there.
func (s *exercises) land() {
	p := s.parts[s.part]
	if s.want.id != "" && p != nil && s.desk.view().Exercise.ID == s.want.id {
		want := s.want
		s.want = place{}
		p.show(want)
	}
}

// open makes an exercise the one whose parts are shown; none for an empty id.
func (s *exercises) open(id string) {
	if id == s.desk.session.WantedExercise() {
		return
	}
	s.leave()
	s.desk.endConduct()
	s.desk.session.WantExercise(id)
	s.part, s.parts = partDesign, map[string]exercisePart{}
	s.refresh()
}

// turnTo opens a part of the exercise.
func (s *exercises) turnTo(part string) {
	if part != s.part {
		s.leave()
	}
	s.part = part
	s.refresh()
	s.desk.savedChanged()
}

// leave tells the part that is open that it is left.
func (s *exercises) leave() {
	if p := s.parts[s.part]; p != nil {
		s.desk.window.Canvas().Unfocus()
		p.leave()
	}
}

func (s *exercises) refresh() {
	d := s.desk
	if d.session == nil {
		return
	}
	e := &d.view().Exercise
	if e.ID != "" && e.SchoolID != d.view().School.ID && d.session.Chosen() == d.view().School.ID {
		s.open("") // another school was chosen
		return
	}
	wanted := d.session.WantedExercise()
	if s.one.Hidden = wanted == "" || e.ID == ""; s.one.Hidden {
		s.shown = exercisesHead{}
		s.list.box.Show()
		s.list.refresh()
		return
	}
	s.list.box.Hide()
	s.name.Set(exerciseName(d, e.Exercise))
	s.hint.Set(exerciseHint(d, e.Exercise))
	s.hint.Hidden = s.part == partRun // the console needs the room
	for part, chip := range s.chips {
		chip.SetOn(part == s.part)
	}
	if s.parts[s.part] == nil {
		s.parts[s.part] = newExercisePart(d, s.part)
	}
	p := s.parts[s.part]
	p.refresh()
	if len(s.body.Objects) == 0 || s.body.Objects[0] != p.object() {
		s.body.Objects = []fyne.CanvasObject{p.object()}
		s.shown = exercisesHead{}
	}
	head := exercisesHead{s.name.Text(), s.hint.Text(), s.part}
	if s.part != partRun || s.shown != head { // the console lays itself out, and each of its steps comes here
		s.box.Refresh()
	}
	s.shown = head
	s.land()
}

func (s *exercises) onBack() { s.open("") }

// exerciseName is what an exercise is called.
func exerciseName(d *desk, e workbook.Exercise) string {
	if strings.TrimSpace(e.Name) == "" {
		return d.text("exercise.unnamed")
	}
	return e.Name
}

// exerciseHint says when and where an exercise is, and how long it takes.
func exerciseHint(d *desk, e workbook.Exercise) string {
	var parts []string
	if e.Date != "" {
		parts = append(parts, d.words.Date(e.Date))
	} else {
		parts = append(parts, d.text("exercise.no-date"))
	}
	if e.Starts != "" {
		parts = append(parts, string(e.Starts))
	}
	if e.Minutes > 0 {
		parts = append(parts, minutesWord(d, e.Minutes))
	}
	if e.Place != "" {
		parts = append(parts, e.Place)
	}
	return strings.Join(parts, " · ")
}

// undo and redo let the part that is open take back and do again what is not in the
// workbook; false leaves it to the workbook.
func (s *exercises) undo() bool {
	p, ok := s.parts[s.part].(stepper)
	return ok && !s.one.Hidden && p.undo()
}

func (s *exercises) redo() bool {
	p, ok := s.parts[s.part].(stepper)
	return ok && !s.one.Hidden && p.redo()
}

func (s *exercises) steps() (own, back, again bool) {
	if p, ok := s.parts[s.part].(stepper); ok && !s.one.Hidden {
		return p.steps()
	}
	return false, false, false
}

// HandleRune gives the letter to the part that is open.
func (s *exercises) HandleRune(r rune) bool {
	if p := s.parts[s.part]; p != nil && !s.one.Hidden {
		return p.HandleRune(r)
	}
	return s.list.HandleRune(r)
}

// HandleKey gives the key to the part that is open; left and right, where it has no use for
// them, turn the parts like pages.
func (s *exercises) HandleKey(k fyne.KeyName) bool {
	p := s.parts[s.part]
	switch {
	case p == nil || s.one.Hidden:
		return s.list.HandleKey(k)
	case p.HandleKey(k):
	case k == fyne.KeyLeft:
		s.turn(-1)
	case k == fyne.KeyRight:
		s.turn(1)
	default:
		return false
	}
	return true
}

// turn goes some parts on; the focus goes along where it was on the chip.
func (s *exercises) turn(by int) {
	at := slices.Index(exerciseParts(), s.part) + by
	if at < 0 || at >= len(exerciseParts()) {
		return
	}
	c := s.desk.window.Canvas()
	along := c.Focused() == s.chips[s.part]
	s.turnTo(exerciseParts()[at])
	if along {
		c.Focus(s.chips[s.part])
	}
}
