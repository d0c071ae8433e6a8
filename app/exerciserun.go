package app

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// exerciseRun is the run console: the facilitator's window on the exercise while it goes on.
// What it shows follows from the log, so it can be left and come back to at any moment.
type exerciseRun struct {
	desk    *desk
	conduct *conduct

	banner  *runBanner
	bar     *runBar
	injects *runInjects
	discuss *runDiscussion
	notes   *runRecord
	box     *fyne.Container
}

func newExerciseRun(d *desk) *exerciseRun {
	p := &exerciseRun{desk: d, conduct: conductOf(d)}
	p.banner = newRunBanner(p)
	p.bar = newRunBar(p)
	p.injects = newRunInjects(p)
	p.discuss = newRunDiscussion(p)
	p.notes = newRunRecord(p)
	body := &consoleBody{injects: p.injects.card, discuss: p.discuss.card, record: p.notes.card}
	_, page := kit.Page(container.New(body, p.injects.card.box, p.discuss.card.box, p.notes.card.box))
	p.box = kit.Under(kit.Column(kit.Grid, p.banner.object(), p.bar.object()), page)
	return p
}

func (p *exerciseRun) object() fyne.CanvasObject { return p.box }
func (p *exerciseRun) show(place)                {}

// refresh shows the exercise; it comes when the console is opened and with every change.
func (p *exerciseRun) refresh() {
	p.conduct = conductOf(p.desk)
	p.conduct.console = p
	p.conduct.refresh()
}

// leave lets the clocks rest that nobody sees.
func (p *exerciseRun) leave() {
	p.notes.finish()
	if c := p.desk.conduct; c != nil && c.console == p {
		c.console = nil
		c.arm()
	}
}

// forget drops what was chosen, when another stage is stepped on.
func (p *exerciseRun) forget() {
	p.injects.shows, p.injects.chosen, p.injects.more = injectsToCome, "", 0
	p.notes.objective = ""
}

// draw shows where the run stands.
func (p *exerciseRun) draw() {
	p.banner.draw()
	p.bar.draw()
	p.injects.fill()
	p.discuss.fill()
	p.notes.fill()
	p.box.Refresh()
}

// tick shows the clocks, and nothing else unless an inject has become late.
func (p *exerciseRun) tick() {
	p.banner.tick()
	p.bar.tick()
	p.discuss.tick()
	p.injects.tick()
	p.notes.tick()
}

func (p *exerciseRun) undo() bool {
	return p.conduct.stage.undo()
}

func (p *exerciseRun) redo() bool {
	return p.conduct.stage.redo()
}

func (p *exerciseRun) steps() (own, back, again bool) {
	r := p.conduct.inRehearsal()
	if r == nil {
		return false, false, false
	}
	return true, r.done > 0, r.done < len(r.steps)
}

// act takes a step. What is being recorded is done then, and the keys are the console's
// again: the same key a second time must not press the same button.
func (p *exerciseRun) act(step func()) {
	p.desk.window.Canvas().Unfocus()
	p.notes.finish()
	step()
}

// HandleRune is the console's keyboard map; docs/facilitators-guide.md has it in words.
func (p *exerciseRun) HandleRune(r rune) bool {
	if kind, ok := kindOfKey(r); ok {
		p.notes.begin(kind)
		return true
	}
	if rating := workbook.Rating(r); strings.ContainsRune("PSMU", r) {
		p.act(func() { p.notes.rate(rating) })
		return true
	}
	if n, err := strconv.Atoi(string(r)); err == nil && n > 0 {
		p.notes.choose(n - 1)
		return true
	}
	switch r {
	case ' ':
		if p.conduct.run.State != workbook.Over { // what is over goes on by its button alone
			p.act(p.bar.onClock)
		}
	case '+':
		p.act(p.bar.onFive)
	case 'n':
		p.act(p.bar.onNext)
	case 'x':
		p.act(p.injects.onSkip)
	default:
		return false
	}
	return true
}

// HandleKey goes through the injects and delivers the chosen one.
func (p *exerciseRun) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		p.injects.step(-1)
	case fyne.KeyDown:
		p.injects.step(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.act(p.injects.onDeliver)
	case fyne.KeyF5:
		p.conduct.turnProjector()
	default:
		return false
	}
	return true
}
