package workbook

import (
	"slices"
	"time"
)

// HappeningKind says what a line of an exercise's running log is.
type HappeningKind string

// The kinds of happening.
const (
	Started   HappeningKind = "start"
	Paused    HappeningKind = "pause"
	Resumed   HappeningKind = "resume"
	Ended     HappeningKind = "end"
	Delivered HappeningKind = "deliver"  // an inject reached players
	Skipped   HappeningKind = "skip"     // an inject will not be played
	Restored  HappeningKind = "restore"  // it may be played after all
	Postponed HappeningKind = "postpone" // everything to come is moved by Shift minutes
	Entered   HappeningKind = "module"   // a module begins; Shift moves what is to come with it
	Showed    HappeningKind = "show"     // a question, an inject once more, or with neither the module's situation is on the projector
	Timed     HappeningKind = "timer"    // players have Shift minutes from now on
)

// HappeningKinds lists the kinds of happening.
func HappeningKinds() []HappeningKind {
	return []HappeningKind{
		Started, Paused, Resumed, Ended, Delivered, Skipped, Restored, Postponed, Entered, Showed, Timed,
	}
}

// Happening is a line of the running log. The log is all that a run is made of: what is
// delivered, where the clock stands and what players see follow from it, so a run can be
// picked up wherever it stopped, and taking back a step is taking back a line.
type Happening struct {
	ID         string
	ExerciseID string
	Kind       HappeningKind
	At         time.Time // UTC
	Elapsed    int       // seconds of the exercise
	InjectID   string
	ModuleID   string
	QuestionID string
	Shift      int // minutes, also negative
}

// Values writes the happening's fields.
func (h Happening) Values() Values {
	return Values{
		"exercise": h.ExerciseID, "kind": string(h.Kind), "at": moment(h.At), "elapsed": number(h.Elapsed),
		"inject": h.InjectID, "module": h.ModuleID, "question": h.QuestionID, "shift": number(h.Shift),
	}
}

// HappeningFrom reads a happening from its fields.
func HappeningFrom(id string, v Values) Happening {
	return Happening{
		ID: id, ExerciseID: v["exercise"], Kind: HappeningKind(v["kind"]), At: momentFrom(v["at"]),
		Elapsed: whole(v["elapsed"]), InjectID: v["inject"], ModuleID: v["module"], QuestionID: v["question"],
		Shift: whole(v["shift"]),
	}
}

// RunState is how far a run has come.
type RunState string

// The states; words under "run.<code>".
const (
	NotStarted RunState = "not-started"
	Running    RunState = "running"
	OnPause    RunState = "paused"
	Over       RunState = "over"
)

// Run is where an exercise stands, worked out from its log.
type Run struct {
	State    RunState
	ModuleID string          // the current module
	Delay    int             // minutes by which what is to come is later than planned
	Played   map[string]int  // seconds of the exercise at which each inject was delivered
	Skipped  map[string]bool // injects that will not be played
	Showing  Happening       // the last thing put before players; its Kind is empty for nothing yet
	Timer    int             // second of the exercise at which the players' time is up; 0 for no timer
	Since    time.Time       // when the clock was last set
	Clock    int             // seconds of the exercise at Since
	Last     time.Time       // of the last line of the log
	record   *ExerciseRecord // what the run is of
}

// NewRun works out where an exercise stands.
func NewRun(e *ExerciseRecord) Run {
	r := Run{State: NotStarted, Played: map[string]int{}, Skipped: map[string]bool{}, record: e}
	if m, ok := e.ModuleAt(0); ok {
		r.ModuleID = m.ID
	}
	for _, h := range e.Happenings {
		r.take(h)
	}
	return r
}

func (r *Run) take(h Happening) {
	r.Last = h.At
	switch h.Kind {
	case Started, Resumed:
		r.State, r.Since, r.Clock = Running, h.At, h.Elapsed
	case Paused:
		r.State, r.Since, r.Clock = OnPause, h.At, h.Elapsed
	case Ended:
		r.State, r.Since, r.Clock = Over, h.At, h.Elapsed
	case Delivered:
		r.Played[h.InjectID] = h.Elapsed
		delete(r.Skipped, h.InjectID)
		r.Showing, r.Timer = h, 0
	case Skipped:
		if _, played := r.Played[h.InjectID]; !played {
			r.Skipped[h.InjectID] = true
		}
	case Restored:
		delete(r.Skipped, h.InjectID)
	case Postponed:
		r.Delay += h.Shift
	case Entered:
		r.ModuleID = h.ModuleID
		r.Delay += h.Shift
		r.Showing, r.Timer = h, 0
	case Showed:
		r.Showing = h
	case Timed:
		r.Timer = 0
		if h.Shift > 0 {
			r.Timer = h.Elapsed + 60*h.Shift
		}
	}
}

// ElapsedAt is how many seconds of the exercise have passed at a moment. The clock never runs
// backwards, whatever a laptop's does.
func (r Run) ElapsedAt(now time.Time) int {
	if r.State != Running {
		return r.Clock
	}
	return r.Clock + max(0, int(now.Sub(r.Since)/time.Second))
}

// Due is the second of the exercise at which an inject is to be delivered, postponements
// counted; for one that was delivered, when it was.
func (r Run) Due(i Inject) int {
	if at, ok := r.Played[i.ID]; ok {
		return at
	}
	return max(0, 60*(i.Minute+r.Delay))
}

// Waiting lists the timed injects that are still to come, the next first.
func (r Run) Waiting() []Inject {
	return r.injects(func(i Inject) bool { return !i.OffTimeline })
}

// OffTimeline lists the injects without a time that can still be played.
func (r Run) OffTimeline() []Inject {
	return r.injects(func(i Inject) bool { return i.OffTimeline })
}

func (r Run) injects(want func(Inject) bool) []Inject {
	var list []Inject
	for _, i := range r.record.Injects {
		if _, played := r.Played[i.ID]; !played && !r.Skipped[i.ID] && want(i) {
			list = append(list, i)
		}
	}
	return list
}

// Shift is by how many minutes what is to come moves when a module begins at a second of the
// exercise, so that the module's injects keep their distance from its start.
func (r Run) Shift(moduleID string, elapsed int) int {
	return elapsed/60 - r.record.ModuleStart(moduleID) - r.Delay
}

// StoryAt is the time of day in the story at a second of the exercise. It goes evenly from
// one point to the next, which are the modules' beginnings and the injects that have a time
// in the story; none where there is no such point.
func (r Run) StoryAt(elapsed int) Clock {
	type point struct{ at, story int }
	var points []point
	add := func(at int, story Clock) {
		if story != "" {
			points = append(points, point{at, story.Minutes()})
		}
	}
	for _, m := range r.record.Modules {
		add(max(0, 60*(r.record.ModuleStart(m.ID)+r.Delay)), m.Story)
	}
	for _, i := range r.record.Injects {
		if !i.OffTimeline && !r.Skipped[i.ID] {
			add(r.Due(i), i.Story)
		}
	}
	if len(points) == 0 {
		return ""
	}
	slices.SortStableFunc(points, func(a, b point) int { return a.at - b.at })
	last := points[0]
	for _, p := range points {
		if p.at > elapsed {
			if p.at > last.at && elapsed > last.at && p.story >= last.story {
				return ClockAt(last.story + (p.story-last.story)*(elapsed-last.at)/(p.at-last.at))
			}
			return ClockAt(last.story)
		}
		last = p
	}
	return ClockAt(last.story + (elapsed-last.at)/60) // after the last point it goes on with the room's
}

// Left is how many seconds players have from a second of the exercise on: to the end of their
// timer, or without one to the next inject or the end of the current module, whichever comes
// first; 0 when the time is up.
func (r Run) Left(elapsed int) int {
	if r.Timer > 0 {
		return max(0, r.Timer-elapsed)
	}
	end := 0
	if m, ok := r.record.Module(r.ModuleID); ok {
		end = 60 * (r.record.ModuleStart(m.ID) + m.Minutes + r.Delay)
	}
	for _, i := range r.Waiting() {
		if due := r.Due(i); due > elapsed && (end == 0 || due < end) {
			end = due
		}
	}
	return max(0, end-elapsed)
}
