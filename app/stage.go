package app

import (
	"slices"
	"time"

	"forethought/workbook"
)

// stage is where an exercise is run: in the workbook, or in a rehearsal that leaves no trace.
// The console and the projector are the same for both.
type stage interface {
	record() *workbook.ExerciseRecord
	do(changes ...workbook.Change) // and shows what is different then
	now() time.Time
	undo() bool // takes the last step back; false leaves that to the workbook
	redo() bool
	watch(r workbook.Run) (stood beat, fell bool) // whether the run fell silent, and where its clock stood
}

// standing is the second of the exercise at which a run stands, and the moment at which that
// is; one that fell silent stands there until the facilitator has said how to go on.
func standing(s stage, r workbook.Run) (elapsed int, now time.Time) {
	stood, fell := s.watch(r)
	if now = s.now(); fell {
		return stood.Elapsed, now
	}
	return r.ElapsedAt(now), now
}

// liveStage runs the exercise that is open in the workbook.
type liveStage struct {
	desk *desk
	mine map[string]bool // lines of the log that this window wrote
	last beat            // that this window kept

	seen  time.Time     // what the day's clock said last
	ahead time.Duration // of it, where it was set back
}

func newLiveStage(d *desk) *liveStage { return &liveStage{desk: d, mine: map[string]bool{}} }

func (l *liveStage) record() *workbook.ExerciseRecord {
	e := l.desk.view().Exercise
	return &e
}

func (l *liveStage) do(changes ...workbook.Change) {
	for _, c := range changes {
		if c.Entity == workbook.HappeningEntity && c.Field == workbook.Present && c.New == "1" {
			l.mine[c.ID] = true
		}
	}
	l.desk.do(changes...)
}

// now is the day's time, which also counts what a computer sleeps. Where the computer's clock
// is set back it goes on from where it was: the log is in the order of its moments.
func (l *liveStage) now() time.Time {
	now := l.desk.now().Round(0)
	l.ahead += max(0, l.seen.Sub(now))
	l.seen = now
	return now.Add(l.ahead)
}

// notBefore takes the clock on to a moment that has been, in another window or before the
// computer's clock was set back.
func (l *liveStage) notBefore(moment time.Time) {
	if behind := moment.Sub(l.now()); !moment.IsZero() && behind > 0 {
		l.ahead += behind
	}
}

func (l *liveStage) undo() bool { return false }
func (l *liveStage) redo() bool { return false }

// watch keeps the beat of a run that this window set going, and looks for that of one that
// another did. The window itself falls silent while the computer sleeps.
func (l *liveStage) watch(r workbook.Run) (beat, bool) {
	l.notBefore(r.Last)
	if r.State != workbook.Running {
		return beat{}, false
	}
	line, step := clockLine(l.record())
	now := l.now()
	if l.mine[line] {
		gap := now.Sub(l.last.At)
		switch {
		case l.last.Line != line || gap >= beatEvery && gap <= silence:
			l.last = beat{Line: line, Elapsed: r.ElapsedAt(now), At: now}
			l.desk.pulse.keep(l.last)
			return beat{}, false
		case gap <= silence:
			return beat{}, false
		}
		delete(l.mine, line)
	}
	b := l.desk.pulse.last()
	if b.Line != line { // run on another computer, or nothing is left to tell
		b = beat{Line: line, Elapsed: step, At: r.Last}
		return b, now.Sub(b.At) > longQuiet
	}
	l.notBefore(b.At)
	b.Elapsed = max(b.Elapsed, step)
	return b, b.Gone || l.now().Sub(b.At) > silence
}

// leave says in the last beat that this window runs the exercise no more.
func (l *liveStage) leave(r workbook.Run) {
	if line, _ := clockLine(l.record()); r.State == workbook.Running && l.mine[line] {
		now := l.now()
		l.desk.pulse.keep(beat{Line: line, Elapsed: r.ElapsedAt(now), At: now, Gone: true})
	}
}

// clockLine is the line of the log that set the clock going last, and the second at which
// the last step of any kind was taken.
func clockLine(e *workbook.ExerciseRecord) (line string, step int) {
	for _, h := range slices.Backward(e.Happenings) {
		step = max(step, h.Elapsed)
		if h.Kind == workbook.Started || h.Kind == workbook.Resumed {
			return h.ID, step
		}
	}
	return "", step
}
