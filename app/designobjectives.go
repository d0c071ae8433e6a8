package app

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// designObjectives is the section of what an exercise tries out: its objectives in their
// order, and the one that is open at the right.
type designObjectives struct {
	desk  *desk
	open  string
	rows  *kit.Order
	empty *kit.Text
	pane  *objectivePane
	box   *fyne.Container
}

func newDesignObjectives(d *desk) *designObjectives {
	s := &designObjectives{desk: d}
	s.pane = newObjectivePane(d, s.onRemove)
	s.rows = kit.NewOrder(s, 28, s)
	s.empty = kit.Body(d.text("exercise.design.objectives.empty"))
	add := kit.FilledButton(d.text("exercise.design.objective.add"), theme.ContentAddIcon(), s.onAdd)
	head := kit.Row(kit.Small(d.text("exercise.design.objectives.hint")), add)
	left := kit.Card(kit.Clip(container.NewStack(s.rows.Object(), kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(s.empty)))))
	s.box = kit.Under(head, kit.Split(0.42, 300, 480, left, kit.Card(kit.Clip(s.pane.object()))))
	return s
}

func (s *designObjectives) object() fyne.CanvasObject { return s.box }

func (s *designObjectives) all() []workbook.Objective { return s.desk.view().Exercise.Objectives }

func (s *designObjectives) index(id string) int {
	return indexOf(s.all(), id, func(o workbook.Objective) string { return o.ID })
}

func (s *designObjectives) refresh() {
	all := s.all()
	at := s.index(s.open)
	if at < 0 && len(all) > 0 {
		at, s.open = 0, all[0].ID
	}
	s.empty.Hidden = len(all) > 0
	s.rows.Refresh(at)
	if at >= 0 {
		s.pane.fill(all[at])
	} else {
		s.open = ""
		s.pane.clear()
	}
	s.box.Refresh()
}

// land opens an objective, also for one of its capability targets.
func (s *designObjectives) land(id string) {
	for _, t := range s.desk.view().Exercise.Targets {
		if t.ID == id {
			id = t.ObjectiveID
		}
	}
	s.open = id
	s.refresh()
}

func (s *designObjectives) onAdd() {
	d, e := s.desk, &s.desk.view().Exercise
	if !d.mayChange() || e.ID == "" {
		return
	}
	o := workbook.Objective{ID: newID(), ExerciseID: e.ID, Position: len(e.Objectives) + 1}
	if n := len(e.Objectives); n > 0 {
		o.Position = e.Objectives[n-1].Position + 1
	}
	d.window.Canvas().Unfocus()
	s.open = o.ID
	d.do(workbook.Add(workbook.ObjectiveEntity, o.ID, o)...)
	d.window.Canvas().Focus(s.pane.title)
}

// onRemove takes the objective that is open out; undo brings it back.
func (s *designObjectives) onRemove() {
	d := s.desk
	d.leaveFor(s.rows.List())
	at := s.index(s.open)
	if at < 0 || !d.mayChange() {
		return
	}
	id := s.open
	if all := s.all(); at+1 < len(all) {
		s.open = all[at+1].ID
	} else if at > 0 {
		s.open = all[at-1].ID
	}
	d.do(workbook.RemoveObjective(&d.view().Exercise, id)...)
}

// Length, Row, OpenRow, MoveRow and StepRow are the rows of the list.
func (s *designObjectives) Length() int {
	if s.desk.session == nil {
		return 0
	}
	return len(s.all())
}

// Row says what an objective is about.
func (s *designObjectives) Row(i int) kit.OrderLine {
	d, o := s.desk, s.all()[i]
	line := kit.OrderLine{Lead: strconv.Itoa(i + 1), Title: objectiveName(d, o), Like: workbook.Needed, Sign: true}
	line.Hint = d.text("exercise.design.no-capability")
	if o.Capability != "" {
		line.Hint = d.text("capability." + string(o.Capability))
	}
	if len(o.Items) == 0 {
		line.Pill = d.text("exercise.design.no-item")
	}
	return line
}

// OpenRow shows an objective.
func (s *designObjectives) OpenRow(i int) {
	if all := s.all(); i < len(all) {
		s.open = all[i].ID
		s.pane.fill(all[i])
	}
}

// MoveRow puts an objective before another.
func (s *designObjectives) MoveRow(from, before int) {
	all, next := s.all(), ""
	if before < len(all) {
		next = all[before].ID
	}
	s.open = all[from].ID
	s.desk.do(workbook.PlaceObjective(&s.desk.view().Exercise, all[from].ID, next)...)
}

// StepRow moves an objective up or down.
func (s *designObjectives) StepRow(i, by int) {
	s.desk.do(workbook.StepObjective(&s.desk.view().Exercise, s.all()[i].ID, by)...)
}

// HandleRune adds an objective.
func (s *designObjectives) HandleRune(r rune) bool {
	if r == 'a' || r == 'A' {
		s.onAdd()
		return true
	}
	return false
}

// HandleKey goes through the list, into the one that is open, or removes it.
func (s *designObjectives) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.open != "" {
			s.desk.window.Canvas().Focus(s.pane.title)
		}
		return true
	case fyne.KeyDelete:
		s.onRemove()
		return true
	}
	return s.rows.List().Arrow(k)
}
