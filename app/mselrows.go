package app

import (
	"strconv"
	"strings"

	"forethought/app/kit"
	"forethought/workbook"
)

// rowKind says what a row of the MSEL is.
type mselKind int

const (
	rowModule mselKind = iota
	rowInject
	rowQuestion
	rowOff // the head of those off the timeline
)

// mselRow is a row of the list: the head of a module or of those off the timeline, or an
// inject or a question below it.
type mselRow struct {
	kind   mselKind
	id     string // of the module, inject or question
	module string
	off    bool
}

// mselRows lists the rows of an exercise with its injects or with its questions.
func mselRows(e *workbook.ExerciseRecord, mode string) []mselRow {
	var rows []mselRow
	for _, m := range shownModules(e) {
		rows = append(rows, mselRow{kind: rowModule, id: m, module: m})
		if mode == mselQuestions {
			for _, q := range e.QuestionsIn(m) {
				rows = append(rows, mselRow{kind: rowQuestion, id: q.ID, module: m})
			}
			continue
		}
		for _, i := range e.InjectsIn(m) {
			rows = append(rows, mselRow{kind: rowInject, id: i.ID, module: m})
		}
	}
	if mode == mselQuestions {
		return rows
	}
	rows = append(rows, mselRow{kind: rowOff, id: "off", off: true})
	for _, i := range e.OffTimeline() {
		rows = append(rows, mselRow{kind: rowInject, id: i.ID, module: i.ModuleID, off: true})
	}
	return rows
}

// moduleName is what a module is called.
func moduleName(d *desk, i int, m workbook.Module) string {
	if strings.TrimSpace(m.Title) == "" {
		return d.text("exercise.design.module.unnamed", "Number", i+1)
	}
	return m.Title
}

// Length is how many rows there are.
func (s *designMSEL) Length() int { return len(s.list) }

// Row says what a row is about.
func (s *designMSEL) Row(i int) kit.OrderLine {
	e, r := &s.desk.view().Exercise, s.list[i]
	switch r.kind {
	case rowModule:
		return s.moduleLine(e, r)
	case rowOff:
		d := s.desk
		return kit.OrderLine{Title: d.text("exercise.design.off"), Hint: d.text("exercise.design.off.hint"), Head: true, Fixed: true}
	case rowQuestion:
		q, _ := e.Question(r.id)
		return s.questionLine(e, q)
	}
	x, _ := e.Inject(r.id)
	return s.injectLine(e, x)
}

func (s *designMSEL) moduleLine(e *workbook.ExerciseRecord, r mselRow) kit.OrderLine {
	d := s.desk
	at := indexOf(e.Modules, r.id, func(m workbook.Module) string { return m.ID })
	if at < 0 {
		return kit.OrderLine{Title: d.text("exercise.design.module.none"), Head: true, Fixed: true}
	}
	m := e.Modules[at]
	from := e.ModuleStart(m.ID)
	line := kit.OrderLine{
		Lead: minuteClock(from), Under: string(m.Story), Title: moduleName(d, at, m), Head: true,
		Hint: dotted(minutesWord(d, m.Minutes), d.text("exercise.design.count.injects", "Count", len(e.InjectsIn(m.ID))),
			d.text("exercise.design.count.questions", "Count", len(e.QuestionsIn(m.ID)))),
		Like: workbook.Needed, Sign: true,
	}
	if from+m.Minutes > e.Minutes {
		line.Pill = d.text("exercise.design.too-late")
	}
	return line
}

func (s *designMSEL) injectLine(e *workbook.ExerciseRecord, i workbook.Inject) kit.OrderLine {
	d := s.desk
	line := kit.OrderLine{
		Title: oneLine(i.Text), Pill: d.missing(i.Objectives, i.Items), Like: workbook.Needed, Sign: true,
	}
	if line.Title == "" {
		line.Title, line.Muted = d.text("exercise.design.inject.unnamed"), true
	}
	way := i.From
	switch {
	case i.From != "" && i.To != "":
		way = d.text("exercise.design.from-to", "From", i.From, "To", i.To)
	case i.To != "":
		way = d.text("exercise.design.to", "To", i.To)
	}
	kind := ""
	if i.Type != workbook.Standard {
		kind = d.text("inject-type." + string(i.Type))
	}
	line.Hint = dotted(d.text("exercise.design.inject", "Number", e.NumberOf(i)), kind, i.Mode, way)
	if i.OffTimeline {
		line.Under = string(i.Story)
		return line
	}
	line.Lead, line.Under = minuteClock(i.Minute), string(i.Story)
	if i.Story == "" {
		if c := s.run.StoryAt(60 * i.Minute); c != "" {
			line.Under = "~" + string(c)
		}
	}
	return line
}

func (s *designMSEL) questionLine(e *workbook.ExerciseRecord, q workbook.Question) kit.OrderLine {
	d := s.desk
	line := kit.OrderLine{
		Title: oneLine(q.Text), Pill: d.missing(q.Objectives, q.Items), Like: workbook.Needed, Sign: true,
		Lead: strconv.Itoa(1 + indexOf(e.QuestionsIn(s.moduleOf(e, q)), q.ID, func(x workbook.Question) string { return x.ID })),
	}
	if line.Title == "" {
		line.Title, line.Muted = d.text("exercise.design.question.unnamed"), true
	}
	var serves []string
	for _, id := range q.Objectives {
		if o, ok := e.Objective(id); ok {
			serves = append(serves, objectiveName(d, o))
		}
	}
	line.Hint = strings.Join(serves, " · ")
	return line
}

// moduleOf is the module in which a question stands.
func (s *designMSEL) moduleOf(e *workbook.ExerciseRecord, q workbook.Question) string {
	if at := s.index(q.ID); at >= 0 {
		return s.list[at].module
	}
	return q.ModuleID
}

// OpenRow shows what a row is about at the right.
func (s *designMSEL) OpenRow(i int) {
	if i >= len(s.list) {
		return
	}
	s.open = s.list[i].id
	e := &s.desk.view().Exercise
	s.fillTimeline(e)
	s.fillPane(e)
	s.box.Refresh()
}

// MoveRow puts a module, an inject or a question where it was dropped.
func (s *designMSEL) MoveRow(from, before int) {
	e, r := &s.desk.view().Exercise, s.list[from]
	if r.kind == rowModule {
		s.desk.do(workbook.PlaceModule(e, r.id, s.moduleAt(from, before))...)
		return
	}
	head := s.list[0]
	for _, x := range s.list[:before] {
		if x.kind == rowModule || x.kind == rowOff {
			head = x
		}
	}
	next := ""
	if before < len(s.list) && s.list[before].kind == r.kind {
		next = s.list[before].id
	}
	s.open = r.id
	if r.kind == rowQuestion {
		s.desk.do(workbook.PlaceQuestion(e, r.id, head.module, next)...)
	} else {
		s.desk.do(workbook.PlaceInject(e, r.id, workbook.Slot{ModuleID: head.module, Off: head.off, Before: next})...)
	}
}

// moduleAt is the module before which another comes that is dropped at a row: dragged up, the
// one that holds the row; dragged down, the next.
func (s *designMSEL) moduleAt(from, row int) string {
	if row <= from {
		for ; row > 0 && s.list[row].kind != rowModule; row-- {
		}
		return s.list[row].id
	}
	for _, x := range s.list[row:] {
		if x.kind == rowModule {
			return x.id
		}
	}
	return ""
}

// StepRow moves a module, an inject or a question up or down.
func (s *designMSEL) StepRow(i, by int) {
	e, r := &s.desk.view().Exercise, s.list[i]
	s.open = r.id
	switch r.kind {
	case rowModule:
		s.desk.do(workbook.StepModule(e, r.id, by)...)
	case rowInject:
		s.desk.do(workbook.StepInject(e, r.id, by)...)
	case rowQuestion:
		s.desk.do(workbook.StepQuestion(e, r.id, by)...)
	}
}
