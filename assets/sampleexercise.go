package assets

import (
	"fmt"
	"time"

	"forethought/workbook"
)

// sampleExercise is an exercise that was drafted from a school's gaps and, where it was held
// before today, how it went.
type sampleExercise struct {
	sampleStep `yaml:",inline"` // who drafted it, and when
	School     string           `yaml:"school"` // key
	Name       string           `yaml:"name"`
	Held       int              `yaml:"held"` // days from today
	Starts     workbook.Clock   `yaml:"starts"`
	Minutes    int              `yaml:"minutes"`
	Place      string           `yaml:"place"`
	Contact    string           `yaml:"contact"`
	Evaluators []string         `yaml:"evaluators"` // contacts of the school
	Conduct    *sampleConduct   `yaml:"conduct"`
}

// sampleConduct is what was recorded of an exercise that was held, on the day it was held.
type sampleConduct struct {
	sampleStep   `yaml:",inline"`
	Observations []sampleObservation `yaml:"observations"`
	Ratings      []sampleRating      `yaml:"ratings"` // of the objectives, in their order
	HotWash      string              `yaml:"hot_wash"`
	Summary      string              `yaml:"summary"`
	Feedback     []sampleFeedback    `yaml:"feedback"`
}

type sampleObservation struct {
	Kind      workbook.ObservationKind `yaml:"kind"`
	Objective int                      `yaml:"objective"` // from 1
	Minute    int                      `yaml:"minute"`
	Text      string                   `yaml:"text"`
	Analysis  string                   `yaml:"analysis"`
	Action    string                   `yaml:"action"` // the title of one of the school's actions that it led to
}

type sampleRating struct {
	Rating workbook.Rating `yaml:"rating"`
	Why    string          `yaml:"why"`
}

type sampleFeedback struct {
	Role         workbook.ExerciseRole `yaml:"role"`
	Scores       []int                 `yaml:"scores"` // of the statements, in their order
	Strengths    string                `yaml:"strengths"`
	Improvements string                `yaml:"improvements"`
}

// exercise drafts one, and has it run.
func (s *sampler) exercise(at string, in sampleExercise) {
	school := s.schools[in.School]
	if school == nil {
		s.fault(at+".school", "%q is not the key of a school", in.School)
		return
	}
	library, err := LoadExerciseLibrary(s.theCase.ID)
	if err != nil {
		s.faults = append(s.faults, err)
		return
	}
	words := OpenLanguage(English)
	e, err := workbook.DraftExercise(workbook.DraftRequest{
		Library: library, Case: s.theCase, School: school.record, Answers: school.answers, Name: in.Name,
		Date: s.day(in.Held), Minutes: in.Minutes, On: s.day(in.Day), Words: words, NewID: s.newID,
	})
	if err != nil {
		s.faults = append(s.faults, fmt.Errorf("%s: %w", at, err))
		return
	}
	e.Starts, e.Place, e.Contact = in.Starts, in.Place, in.Contact
	s.knows(at+".contact", []*settledSchool{school}, in.Contact)
	for i, name := range in.Evaluators {
		s.knows(fmt.Sprintf("%s.evaluators[%d]", at, i), []*settledSchool{school}, name)
		for j := range e.Participants {
			if e.Participants[j].Name == name {
				e.Participants[j].Role = workbook.Evaluator
			}
		}
	}
	if in.Conduct != nil {
		for i := range e.Participants {
			e.Participants[i].Attended = true
		}
	}
	s.batch(at, in.sampleStep, s.checked(at, e.Adding()))
	if in.Conduct != nil {
		s.conduct(at+".conduct", school, e, in)
	}
}

// conduct runs an exercise as it was planned, and records what was found.
func (s *sampler) conduct(at string, school *settledSchool, e workbook.ExerciseRecord, in sampleExercise) {
	c := in.Conduct
	if len(c.Ratings) != len(e.Objectives) {
		s.fault(at+".ratings", "%d for %d objectives", len(c.Ratings), len(e.Objectives))
		return
	}
	start := e.Date.Time().Add(time.Duration(e.Starts.Minutes()) * time.Minute)
	var changes []workbook.Change
	happen := func(minute int, h workbook.Happening) {
		h.ExerciseID, h.Elapsed, h.At = e.ID, 60*minute, start.Add(time.Duration(minute)*time.Minute)
		changes = append(changes, workbook.Add(workbook.HappeningEntity, s.newID(), h)...)
	}
	happen(0, workbook.Happening{Kind: workbook.Started})
	for _, m := range e.Modules {
		happen(e.ModuleStart(m.ID), workbook.Happening{Kind: workbook.Entered, ModuleID: m.ID})
	}
	for _, i := range e.Injects {
		if !i.OffTimeline {
			happen(i.Minute, workbook.Happening{Kind: workbook.Delivered, InjectID: i.ID})
		}
	}
	happen(e.Minutes, workbook.Happening{Kind: workbook.Ended})
	ran := e.With(changes)
	run := workbook.NewRun(&ran)
	author := s.file.Authors[c.By].Name
	for n, o := range c.Observations {
		if o.Objective < 1 || o.Objective > len(e.Objectives) {
			s.fault(fmt.Sprintf("%s.observations[%d].objective", at, n), "%d is none of %d", o.Objective, len(e.Objectives))
			return
		}
		id := s.newID()
		m, _ := e.ModuleAt(o.Minute)
		changes = append(changes, workbook.Add(workbook.ObservationEntity, id, workbook.Observation{
			ExerciseID: e.ID, Kind: o.Kind, Text: o.Text, Analysis: o.Analysis, ObjectiveID: e.Objectives[o.Objective-1].ID,
			ModuleID: m.ID, Elapsed: 60 * o.Minute, Story: run.StoryAt(60 * o.Minute),
			At: start.Add(time.Duration(o.Minute) * time.Minute), SeenBy: author,
		})...)
		if o.Action == "" {
			continue
		}
		action, ok := s.actions[o.Action]
		if !ok {
			s.fault(fmt.Sprintf("%s.observations[%d].action", at, n), "%q is no action", o.Action)
		}
		changes = append(changes, workbook.Change{Entity: workbook.ActionEntity, ID: action, Field: "finding", New: id})
	}
	for i, r := range c.Ratings {
		o := e.Objectives[i]
		for _, name := range append([]string{author}, in.Evaluators...) {
			changes = append(changes, workbook.Add(workbook.RatingEntity, s.newID(), workbook.TargetRating{
				ExerciseID: e.ID, ObjectiveID: o.ID, Evaluator: name, Rating: r.Rating, Elapsed: 60 * e.Minutes,
				At: start.Add(time.Duration(e.Minutes) * time.Minute),
			})...)
		}
		explained := o
		explained.Explanation = r.Why
		changes = append(changes, workbook.Edit(workbook.ObjectiveEntity, o.ID, o, explained)...)
		changes = append(changes, e.Rate(o, r.Rating, school.answers)...)
	}
	after := e.Exercise
	after.HotWash, after.Summary = c.HotWash, c.Summary
	changes = append(changes, workbook.Edit(workbook.ExerciseEntity, e.ID, e.Exercise, after)...)
	for n, f := range c.Feedback {
		if len(f.Scores) != len(workbook.FeedbackStatements()) {
			s.fault(fmt.Sprintf("%s.feedback[%d].scores", at, n), "%d scores", len(f.Scores))
			return
		}
		scores := map[string]int{}
		for i, statement := range workbook.FeedbackStatements() {
			scores[statement] = f.Scores[i]
		}
		changes = append(changes, workbook.Add(workbook.FeedbackEntity, s.newID(), workbook.Feedback{
			ExerciseID: e.ID, Role: f.Role, Scores: scores, Strengths: f.Strengths, Improvements: f.Improvements,
		})...)
	}
	s.batch(at, c.sampleStep, s.checked(at, changes))
}
