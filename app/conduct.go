package app

import (
	"time"

	"forethought/workbook"
)

// conduct is the running of the exercise that is open: the stage that it is run on, where
// the run stands, and the console and projector that show it. It belongs to the desk and not
// to a screen, so that the projector stays while the facilitator looks something up.
type conduct struct {
	desk  *desk
	id    string // the exercise
	stage stage
	live  *liveStage

	record    *workbook.ExerciseRecord
	run       workbook.Run
	stood     beat // where the clock stood when the run fell silent
	fell      bool
	console   *exerciseRun // the one that is shown, nil for none
	projector *projector   // nil while it is closed
	stop      func()       // ends the ticking; nil while nothing ticks
}

// tickEvery is how often clocks are shown anew.
const tickEvery = time.Second

// conductOf is the running of the exercise that is open; that of another one ends.
func conductOf(d *desk) *conduct {
	id := d.session.WantedExercise()
	if d.conduct == nil || d.conduct.id != id {
		d.endConduct()
		live := newLiveStage(d)
		d.conduct = &conduct{desk: d, id: id, stage: live, live: live}
		d.conduct.read()
	}
	return d.conduct
}

// endConduct closes the projector and lets the clocks rest. The run itself goes on in the log.
func (d *desk) endConduct() {
	c := d.conduct
	if c == nil {
		return
	}
	d.conduct, c.console = nil, nil
	c.live.leave(workbook.NewRun(c.live.record()))
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
	if c.projector != nil {
		c.projector.close()
	}
}

// read works out where the run stands.
func (c *conduct) read() {
	c.record = c.stage.record()
	c.run = workbook.NewRun(c.record)
	c.stood, c.fell = c.stage.watch(c.run)
}

// elapsed is the second of the exercise, as [standing] has it.
func (c *conduct) elapsed() int {
	if c.fell {
		return c.stood.Elapsed
	}
	return c.run.ElapsedAt(c.stage.now())
}

// refresh shows where the run stands after a change.
func (c *conduct) refresh() {
	c.read()
	if c.console != nil {
		c.console.draw()
	}
	if c.projector != nil {
		c.projector.refresh()
	}
	c.arm()
	c.desk.savedChanged() // a rehearsal has steps of its own to undo
}

// arm lets the clocks tick where somebody sees them, or this window keeps a run's beat.
func (c *conduct) arm() {
	line, _ := clockLine(c.record)
	ticks := c.console != nil || c.projector != nil || c.run.State == workbook.Running && c.live.mine[line]
	switch {
	case ticks && c.stop == nil:
		c.stop = c.desk.every(tickEvery, c.tick)
	case !ticks && c.stop != nil:
		c.stop()
		c.stop = nil
	}
}

// tick comes every second while somebody looks.
func (c *conduct) tick() {
	switch {
	case c.stop == nil: // one that was on its way when the ticking ended
		return
	case c.desk.session == nil || c.desk.session.WantedExercise() != c.id:
		if c.desk.conduct == c {
			c.desk.endConduct()
		}
		return
	}
	before := c.fell
	c.read()
	switch {
	case c.console == nil:
	case before != c.fell:
		c.console.draw()
	default:
		c.console.tick()
	}
	if c.projector != nil {
		c.projector.refresh()
	}
	c.arm()
}

// happen writes lines of the log, each stamped with where the run stands. Where the run fell
// silent, taking a step is going on from where it stood.
func (c *conduct) happen(lines ...workbook.Happening) {
	if c.fell {
		c.goOn()
	}
	now, elapsed := c.stage.now(), c.elapsed()
	var changes []workbook.Change
	for _, h := range lines {
		h.ID, h.ExerciseID, h.At, h.Elapsed = newID(), c.id, now, elapsed
		if h.Kind == workbook.Started {
			h.Elapsed = 0
		}
		changes = append(changes, workbook.Add(workbook.HappeningEntity, h.ID, h)...)
	}
	c.stage.do(changes...)
}

// goOn takes the run up where its clock stood, as if it had been on pause since.
func (c *conduct) goOn() {
	at := c.stood.At
	if at.Before(c.run.Last) { // the log is in the order of its moments
		at = c.run.Last
	}
	pause := workbook.Happening{ID: newID(), ExerciseID: c.id, Kind: workbook.Paused, At: at, Elapsed: c.stood.Elapsed}
	resume := workbook.Happening{ID: newID(), ExerciseID: c.id, Kind: workbook.Resumed, At: c.stage.now(), Elapsed: c.stood.Elapsed}
	c.stage.do(append(workbook.Add(workbook.HappeningEntity, pause.ID, pause), workbook.Add(workbook.HappeningEntity, resume.ID, resume)...)...)
}

// count takes the run up with the clock that went on all the while.
func (c *conduct) count() {
	c.fell = false
	c.happen(workbook.Happening{Kind: workbook.Resumed})
}

// started reports whether the exercise is under way, also on pause.
func (c *conduct) started() bool {
	return c.run.State == workbook.Running || c.run.State == workbook.OnPause
}

// deliver plays an inject.
func (c *conduct) deliver(id string) {
	if _, ok := c.record.Inject(id); ok && c.started() {
		c.happen(workbook.Happening{Kind: workbook.Delivered, InjectID: id})
	}
}

// skip takes an inject off what is to come; restore puts it back.
func (c *conduct) skip(id string) {
	if _, ok := c.record.Inject(id); ok && !c.run.Skipped[id] {
		c.happen(workbook.Happening{Kind: workbook.Skipped, InjectID: id})
	}
}

func (c *conduct) restore(id string) {
	c.happen(workbook.Happening{Kind: workbook.Restored, InjectID: id})
}

// postpone moves all that is to come by some minutes.
func (c *conduct) postpone(minutes int) {
	c.happen(workbook.Happening{Kind: workbook.Postponed, Shift: minutes})
}

// nextModule is the module after the current one.
func (c *conduct) nextModule() (workbook.Module, bool) {
	for i, m := range c.record.Modules {
		if m.ID == c.run.ModuleID && i+1 < len(c.record.Modules) {
			return c.record.Modules[i+1], true
		}
	}
	return workbook.Module{}, false
}

// enter begins a module; what is to come moves with it.
func (c *conduct) enter(m workbook.Module) {
	c.happen(workbook.Happening{Kind: workbook.Entered, ModuleID: m.ID, Shift: c.run.Shift(m.ID, c.elapsed())})
}

// show puts a question on the projector, for an empty id the module's situation.
func (c *conduct) show(question string) {
	c.happen(workbook.Happening{Kind: workbook.Showed, QuestionID: question})
}

// showAgain puts an inject on the projector that players had before.
func (c *conduct) showAgain(inject string) {
	c.happen(workbook.Happening{Kind: workbook.Showed, InjectID: inject})
}

// time gives players some minutes from now on; 0 takes their timer away.
func (c *conduct) time(minutes int) {
	c.happen(workbook.Happening{Kind: workbook.Timed, Shift: minutes})
}

// rehearse begins a rehearsal, or leaves the one that is under way.
func (c *conduct) rehearse(on bool) {
	c.stage = c.live
	if on {
		c.stage = newRehearsal(c.desk, *c.live.record(), c.refresh)
	}
	if c.console != nil {
		c.console.forget()
	}
	c.refresh()
}

// inRehearsal is the rehearsal that is under way, nil for none.
func (c *conduct) inRehearsal() *rehearsal {
	p, _ := c.stage.(*rehearsal)
	return p
}

// turnProjector opens the projector's window, or closes it.
func (c *conduct) turnProjector() {
	if c.projector != nil {
		c.projector.close()
		return
	}
	c.projector = newProjector(c)
	c.projector.window.Show()
	c.refresh()
}
