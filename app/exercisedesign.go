package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// The sections of the design of an exercise, in the order in which it is made.
const (
	sectionOverview     = "overview"
	sectionObjectives   = "objectives"
	sectionParticipants = "participants"
	sectionMSEL         = "msel"
)

func designSections() []string {
	return []string{sectionOverview, sectionObjectives, sectionParticipants, sectionMSEL}
}

// designSection is one of them.
type designSection interface {
	kit.Keys
	object() fyne.CanvasObject
	refresh()
	land(id string) // opens what has an id, which is one of its own
}

// exerciseDesign is the part in which an exercise is made.
type exerciseDesign struct {
	desk     *desk
	section  string
	sections map[string]designSection
	chips    *oneOf
	body     *fyne.Container
	box      *fyne.Container
}

func newExerciseDesign(d *desk) *exerciseDesign {
	p := &exerciseDesign{desk: d, sections: map[string]designSection{}, body: container.NewStack()}
	p.section = sectionOverview
	p.chips = newOneOf(designSections(), func(code string) string { return d.text("exercise.design." + code) }, p.turnTo)
	for _, chip := range p.chips.chips {
		chip.Keys = p
	}
	p.box = kit.Under(p.chips.box, p.body)
	return p
}

func (p *exerciseDesign) object() fyne.CanvasObject { return p.box }

// at is the section that is open, made when it is first opened.
func (p *exerciseDesign) at() designSection {
	s := p.sections[p.section]
	if s == nil {
		switch p.section {
		case sectionObjectives:
			s = newDesignObjectives(p.desk)
		case sectionParticipants:
			s = newDesignPeople(p.desk)
		case sectionMSEL:
			s = newDesignMSEL(p.desk)
		default:
			s = newDesignOverview(p.desk)
		}
		p.sections[p.section] = s
	}
	return s
}

func (p *exerciseDesign) refresh() {
	p.chips.put(p.section)
	s := p.at()
	s.refresh()
	if len(p.body.Objects) == 0 || p.body.Objects[0] != s.object() {
		p.body.Objects = []fyne.CanvasObject{s.object()}
		p.body.Refresh()
	}
}

// turnTo opens a section.
func (p *exerciseDesign) turnTo(section string) {
	if section != p.section {
		p.desk.window.Canvas().Unfocus() // commits what is being typed
	}
	p.section = section
	p.refresh()
}

// show opens what a place names: an objective, a capability target, a participant, a module,
// an inject or a question.
func (p *exerciseDesign) show(at place) {
	if section := sectionOf(&p.desk.view().Exercise, at.item); section != "" {
		p.turnTo(section)
		p.at().land(at.item)
	}
}

// sectionOf is the section in which a part of an exercise stands, empty where it has no such
// part.
func sectionOf(e *workbook.ExerciseRecord, id string) string {
	switch {
	case id == "":
		return ""
	case has(e.Objectives, id, func(o workbook.Objective) string { return o.ID }),
		has(e.Targets, id, func(t workbook.Target) string { return t.ID }):
		return sectionObjectives
	case has(e.Participants, id, func(x workbook.Participant) string { return x.ID }):
		return sectionParticipants
	case has(e.Modules, id, func(m workbook.Module) string { return m.ID }),
		has(e.Injects, id, func(i workbook.Inject) string { return i.ID }),
		has(e.Questions, id, func(q workbook.Question) string { return q.ID }):
		return sectionMSEL
	}
	return ""
}

func has[T any](list []T, id string, idOf func(T) string) bool { return indexOf(list, id, idOf) >= 0 }

func indexOf[T any](list []T, id string, idOf func(T) string) int {
	for i, x := range list {
		if idOf(x) == id {
			return i
		}
	}
	return -1
}

func (p *exerciseDesign) leave() {}

// HandleRune opens a section, or gives the letter to the one that is open.
func (p *exerciseDesign) HandleRune(r rune) bool {
	if i := int(r - '1'); i >= 0 && i < len(designSections()) {
		p.turnTo(designSections()[i])
		return true
	}
	return p.at().HandleRune(r)
}

// HandleKey gives the key to the section that is open.
func (p *exerciseDesign) HandleKey(k fyne.KeyName) bool { return p.at().HandleKey(k) }
