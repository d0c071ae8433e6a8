package app

import (
	"strings"

	"forethought/workbook"
)

// slide is what players see on the projector, and nothing else: no expected outcome, no
// point for the facilitator, no note, no evaluation, and not what an inject is linked to.
type slide struct {
	head  string // the exercise and its module
	clock string // the time of day in the story
	mode  string // what kind of thing the text is, or how it reaches players
	text  string
	foot  string // what the timer counts
	timer string
}

// slideOf is what players see at a second of the exercise.
func slideOf(d *desk, e *workbook.ExerciseRecord, r workbook.Run, elapsed int, rehearsal bool) slide {
	name := exerciseName(d, e.Exercise)
	s := slide{head: name}
	if rehearsal {
		s.head = d.text("exercise.run.rehearsal") + " · " + s.head
	}
	switch r.State {
	case workbook.NotStarted:
		s.mode, s.text = name, e.Scenario
		if strings.TrimSpace(e.Scenario) == "" {
			s.mode, s.text = d.text("exercise.run.welcome"), name
		}
		return s
	case workbook.Over:
		s.text = d.text("exercise.run.thanks")
		return s
	}
	module, _ := e.Module(r.ModuleID)
	if module.Title != "" {
		s.head += " · " + module.Title
	}
	if story := r.StoryAt(elapsed); story != "" {
		s.clock = d.text("exercise.run.scenario-at", "Time", string(story))
	}
	if r.State == workbook.OnPause {
		s.text = d.text("exercise.run.on-pause")
		return s
	}
	s.mode, s.text = shown(d, e, r, module)
	if left, counts := timeLeft(r, elapsed); counts {
		s.foot, s.timer = d.text("exercise.run.discussion-ends"), minutesText(left)
	}
	return s
}

// shown is what was put before players last: an inject, a question, or the situation of the
// module; with the line above it.
func shown(d *desk, e *workbook.ExerciseRecord, r workbook.Run, m workbook.Module) (mode, text string) {
	if i, ok := e.Inject(r.Showing.InjectID); ok {
		return injectMode(d, i), i.Text
	}
	if q, ok := e.Question(r.Showing.QuestionID); ok && r.Showing.Kind == workbook.Showed {
		return d.text("exercise.run.to-discuss"), q.Text
	}
	if strings.TrimSpace(m.Text) == "" {
		return "", m.Title
	}
	return d.text("exercise.run.situation"), m.Text
}

// injectMode says how an inject reaches players and who it is for, as far as it is known.
func injectMode(d *desk, i workbook.Inject) string {
	mode, to := strings.TrimSpace(i.Mode), strings.TrimSpace(i.To)
	switch {
	case mode == "" && to == "":
		return ""
	case to == "":
		return mode
	case mode == "":
		return d.text("exercise.run.for", "To", to)
	}
	return d.text("exercise.run.mode-to", "Mode", mode, "To", to)
}

// timeLeft is how many seconds players have, and whether anything is counted at all.
func timeLeft(r workbook.Run, elapsed int) (left int, counts bool) {
	return r.Left(elapsed), r.Timer > 0 || r.ModuleID != "" || len(r.Waiting()) > 0
}
