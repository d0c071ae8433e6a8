package workbook

import (
	"slices"
	"strings"
)

// ExerciseRequest is what the documents on an exercise are made from. All of it is asked for
// or read from the workbook.
type ExerciseRequest struct {
	Exercise   ExerciseRecord
	Case       *Case
	School     School
	Answers    Answers  // of the school
	Actions    []Action // of the school
	PreparedBy string
	Handling   string // mark in header and footer
	On         Date
}

// ExerciseOverview is what every document on an exercise says of it. Players may read all of
// it: it names no item and no answer of the school, and nothing of what is expected of them.
type ExerciseOverview struct {
	School       School
	Name         string
	Date         Date
	Starts, Ends Clock
	Minutes      int
	Place        string
	Sponsor      string
	Contact      string
	Purpose      string
	Scope        string
	Missions     []MissionArea
	Threat       string
	Scenario     string
	Objectives   []StatedObjective
	Agenda       []AgendaLine
	Participants []Participant
	PreparedBy   string
	Handling     string
	On           Date
}

// StatedObjective is an objective as players read it.
type StatedObjective struct {
	Title      string
	Text       string
	Capability Capability
}

// AgendaPart is what a line of an exercise's schedule is.
type AgendaPart string

// The parts of a schedule; words under "agenda-part.<code>", but a module has its own title.
const (
	AgendaWelcome AgendaPart = "welcome"
	AgendaModule  AgendaPart = "module"
	AgendaHotWash AgendaPart = "hot-wash"
	AgendaEnd     AgendaPart = "end"
)

// AgendaLine is a line of an exercise's schedule.
type AgendaLine struct {
	Part    AgendaPart
	Module  int   // from 1, for AgendaModule
	Minute  int   // of the exercise
	At      Clock // time of day; empty where the exercise has none
	Minutes int   // how long it takes
	Title   string
}

// NewExerciseOverview says what an exercise is.
func NewExerciseOverview(r ExerciseRequest) ExerciseOverview {
	e := &r.Exercise
	o := ExerciseOverview{
		School: School{ID: r.School.ID, Name: r.School.Name, District: r.School.District, Address: r.School.Address},
		Name:   e.Name, Date: e.Date, Starts: e.Starts, Minutes: e.Minutes,
		Place: e.Place, Sponsor: e.Sponsor, Contact: e.Contact, Purpose: e.Purpose, Scope: e.Scope,
		Missions: e.Missions, Threat: e.Threat, Scenario: e.Scenario, Agenda: agendaOf(e),
		Participants: e.Participants, PreparedBy: r.PreparedBy, Handling: r.Handling, On: r.On,
	}
	if e.Minutes > 0 {
		o.Ends = e.Starts.Add(e.Minutes)
	}
	for _, x := range e.Objectives {
		o.Objectives = append(o.Objectives, StatedObjective{Title: x.Title, Text: x.Text, Capability: x.Capability})
	}
	return o
}

// Capabilities lists the core capabilities that the objectives are aligned with, each once.
func (o ExerciseOverview) Capabilities() []Capability {
	var list []Capability
	for _, x := range o.Objectives {
		if x.Capability != "" && !slices.Contains(list, x.Capability) {
			list = append(list, x.Capability)
		}
	}
	return list
}

// Organizations lists who takes part by organization, each once, in the order of the
// participants.
func (o ExerciseOverview) Organizations() []string {
	var list []string
	for _, p := range o.Participants {
		name := strings.TrimSpace(p.Organization)
		same := func(x string) bool { return personKey(x) == personKey(name) }
		if name != "" && !slices.ContainsFunc(list, same) {
			list = append(list, name)
		}
	}
	return list
}

// WithRole lists the participants in one role.
func (o ExerciseOverview) WithRole(role ExerciseRole) []Participant {
	var list []Participant
	for _, p := range o.Participants {
		if p.Role == role {
			list = append(list, p)
		}
	}
	return list
}

// agendaOf is the schedule: the welcome, the modules, and the hot wash in what is left.
func agendaOf(e *ExerciseRecord) []AgendaLine {
	var lines []AgendaLine
	at := 0
	add := func(part AgendaPart, minutes int, title string, module int) {
		lines = append(lines, AgendaLine{
			Part: part, Module: module, Minute: at, At: e.Starts.Add(at), Minutes: minutes, Title: title,
		})
		at += minutes
	}
	if e.Welcome > 0 {
		add(AgendaWelcome, e.Welcome, "", 0)
	}
	for i, m := range e.Modules {
		add(AgendaModule, m.Minutes, m.Title, i+1)
	}
	if left := e.HotWashMinutes(); left > 0 {
		add(AgendaHotWash, left, "", 0)
	}
	if len(lines) > 0 {
		add(AgendaEnd, 0, "", 0)
	}
	return lines
}

// SituationManual is what players hold: the overview, and the modules with the situation and
// the questions for discussion. It has no room for what they are not to see: neither injects
// nor what is expected of anybody, nor the items that are tried out.
type SituationManual struct {
	ExerciseOverview
	Modules []SituationModule
}

// SituationModule is a module as players read it.
type SituationModule struct {
	Number    int
	Title     string
	Text      string
	Story     Clock
	Minutes   int
	At        Clock
	Questions []string
}

// NewSituationManual makes the Situation Manual of an exercise.
func NewSituationManual(r ExerciseRequest) SituationManual {
	m := SituationManual{ExerciseOverview: NewExerciseOverview(r)}
	for _, part := range discussionOf(&r.Exercise) {
		s := SituationModule{
			Number: part.Number, Title: part.Module.Title, Text: part.Module.Text, Story: part.Module.Story,
			Minutes: part.Module.Minutes, At: part.At,
		}
		for _, q := range part.Questions {
			s.Questions = append(s.Questions, q.Text)
		}
		m.Modules = append(m.Modules, s)
	}
	return m
}

// discussion is a module with its questions.
type discussion struct {
	Number    int
	Module    Module
	At        Clock
	Questions []Question
}

// discussionOf lists the modules with their questions. A question without a module stands
// with the first; where there is no module, all stand in one without a title.
func discussionOf(e *ExerciseRecord) []discussion {
	var list []discussion
	for i, m := range e.Modules {
		list = append(list, discussion{Number: i + 1, Module: m, At: e.Starts.Add(e.ModuleStart(m.ID))})
	}
	if len(list) == 0 && len(e.Questions) > 0 {
		list = []discussion{{Number: 1, At: e.Starts.Add(e.Welcome)}}
	}
	for _, q := range e.Questions {
		i := e.moduleIndex(q.ModuleID)
		list[i].Questions = append(list[i].Questions, q)
	}
	return list
}
