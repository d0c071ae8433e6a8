package workbook

import "slices"

// ExerciseHandbook is what facilitators, controllers and evaluators hold and players do not:
// all of the Situation Manual, with what to listen for, the MSEL with what is expected, the
// capability targets, and the case evidence behind it.
type ExerciseHandbook struct {
	ExerciseOverview
	Case    *Case
	Modules []HandbookModule
	Events  []HandbookEvent // the MSEL
	Guides  []EvaluationGuide
	Items   []HandbookItem // in the case's order
	LeftOut []LeftOut
}

// HandbookModule is a module with its questions and what to listen for.
type HandbookModule struct {
	Number    int
	Module    Module
	At        Clock
	Questions []HandbookQuestion
	Events    []HandbookEvent
}

// HandbookQuestion is a question with what it tries out.
type HandbookQuestion struct {
	Number     string // as in the Situation Manual, for example "2.1"
	Question   Question
	Objectives []int // their numbers, from 1
	Items      []Item
}

// HandbookEvent is a line of the MSEL with what it tries out.
type HandbookEvent struct {
	Number     string
	Inject     Inject
	Objectives []int // their numbers, from 1
	Items      []Item
}

// HandbookItem is an item that the exercise tries out: what the case shows, how the school
// stands, and where in the exercise it comes up.
type HandbookItem struct {
	Item       Item
	Answer     Answer
	Objectives []int
	Events     []string // numbers in the MSEL
	Questions  []string
}

// NewExerciseHandbook makes the handbook of an exercise. Items that the case has no more are
// left out and counted.
func NewExerciseHandbook(r ExerciseRequest) ExerciseHandbook {
	e := &r.Exercise
	h := ExerciseHandbook{ExerciseOverview: NewExerciseOverview(r), Case: r.Case, Guides: guidesOf(r)}
	gone := map[string]bool{}
	behind := map[string]*HandbookItem{}
	items := func(ids []string, note func(*HandbookItem)) []Item {
		var list []Item
		for _, it := range r.Case.Items {
			if !slices.Contains(ids, it.ID) {
				continue
			}
			list = append(list, it)
			if behind[it.ID] == nil {
				behind[it.ID] = &HandbookItem{Item: it, Answer: r.Answers.Of(e.SchoolID, it.ID)}
			}
			note(behind[it.ID])
		}
		for _, id := range ids {
			if _, known := r.Case.Item(id); !known {
				gone[id] = true
			}
		}
		return list
	}
	for i, o := range e.Objectives {
		items(o.Items, func(b *HandbookItem) { b.Objectives = append(b.Objectives, i+1) })
	}
	for _, i := range e.Injects {
		n := e.NumberOf(i)
		h.Events = append(h.Events, HandbookEvent{
			Number: n, Inject: i, Objectives: e.objectiveNumbers(i.Objectives),
			Items: items(i.Items, func(b *HandbookItem) { b.Events = append(b.Events, n) }),
		})
	}
	for _, d := range discussionOf(e) {
		m := HandbookModule{Number: d.Number, Module: d.Module, At: d.At}
		for i, q := range d.Questions {
			n := number(d.Number) + "." + number(i+1)
			m.Questions = append(m.Questions, HandbookQuestion{
				Number: n, Question: q, Objectives: e.objectiveNumbers(q.Objectives),
				Items: items(q.Items, func(b *HandbookItem) { b.Questions = append(b.Questions, n) }),
			})
		}
		for _, x := range h.Events {
			if of, ok := e.ModuleOf(x.Inject); ok && of.ID == d.Module.ID && (!x.Inject.OffTimeline || x.Inject.ModuleID != "") {
				m.Events = append(m.Events, x)
			}
		}
		h.Modules = append(h.Modules, m)
	}
	for _, it := range r.Case.Items {
		if b := behind[it.ID]; b != nil {
			h.Items = append(h.Items, *b)
		}
	}
	if len(gone) > 0 {
		h.LeftOut = []LeftOut{{LeftOutNoItem, len(gone)}}
	}
	return h
}

// objectiveNumbers are the numbers of some objectives, from 1, in their order.
func (e *ExerciseRecord) objectiveNumbers(ids []string) []int {
	var list []int
	for i, o := range e.Objectives {
		if slices.Contains(ids, o.ID) {
			list = append(list, i+1)
		}
	}
	return list
}
