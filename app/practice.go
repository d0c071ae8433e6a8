package app

import (
	"time"

	"forethought/workbook"
)

// rehearsal is a stage on which a facilitator tries an exercise out alone, faster than the
// clock. It works on a copy, from the beginning; nothing of it reaches the workbook.
type rehearsal struct {
	desk    *desk
	from    workbook.ExerciseRecord // as it was when the rehearsal began, before any run
	steps   [][]workbook.Change
	done    int // steps that are not taken back
	at      workbook.ExerciseRecord
	speed   int
	since   time.Time // when the speed was last set
	then    time.Time // what the rehearsal's clock said at that moment
	changed func()
}

// rehearsalSpeeds are how many times faster than the clock a rehearsal can go.
func rehearsalSpeeds() []int { return []int{1, 5, 10, 30} }

// newRehearsal begins a rehearsal at ten times the clock's speed.
func newRehearsal(d *desk, e workbook.ExerciseRecord, changed func()) *rehearsal {
	e.Happenings, e.Observations, e.Ratings = nil, nil, nil
	return &rehearsal{desk: d, from: e, at: e, speed: 10, since: d.now(), then: d.now(), changed: changed}
}

func (p *rehearsal) record() *workbook.ExerciseRecord {
	e := p.at
	return &e
}

func (p *rehearsal) do(changes ...workbook.Change) {
	p.steps = append(p.steps[:p.done:p.done], changes)
	p.done++
	p.show()
}

// show works the copy out from its steps.
func (p *rehearsal) show() {
	p.at = p.from
	for _, step := range p.steps[:p.done] {
		p.at = p.at.With(step)
	}
	p.changed()
}

func (p *rehearsal) now() time.Time {
	return p.then.Add(p.desk.now().Sub(p.since) * time.Duration(p.speed))
}

// setSpeed makes the clock go so many times faster from now on.
func (p *rehearsal) setSpeed(speed int) {
	p.then, p.since = p.now(), p.desk.now()
	p.speed = speed
}

func (p *rehearsal) undo() bool {
	if p.done > 0 {
		p.done--
		p.show()
	}
	return true
}

func (p *rehearsal) redo() bool {
	if p.done < len(p.steps) {
		p.done++
		p.show()
	}
	return true
}

func (p *rehearsal) watch(workbook.Run) (beat, bool) { return beat{}, false }
