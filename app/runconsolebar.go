package app

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// runBar is the console's head: the module, the two clocks, and what moves the run.
type runBar struct {
	console *exerciseRun

	module    *kit.Text
	next      *kit.Button
	end       *kit.Button
	rehearse  *kit.Button
	story     *kit.Text
	elapsed   *kit.Text
	begin     *kit.Button // starts, or goes on
	pause     *kit.Button
	five      *kit.Button
	postpone  *kit.Button
	projector *kit.Button
	box       *fyne.Container
}

func newRunBar(p *exerciseRun) *runBar {
	d, b := p.desk, &runBar{console: p}
	b.module = kit.NewText("", kit.Style{Size: kit.SizeHeading, Bold: true, Single: true})
	b.next = kit.LinkButton("", theme.MediaSkipNextIcon(), func() { p.act(b.onNext) })
	b.end = kit.LinkButton(d.text("exercise.run.end"), theme.MediaStopIcon(), func() { p.act(b.onEnd) })
	b.rehearse = kit.LinkButton(d.text("exercise.run.rehearse"), theme.MediaFastForwardIcon(), func() { p.act(b.onRehearse) })
	b.story, b.elapsed = clock(), clock()
	b.begin = kit.FilledButton(d.text("exercise.run.start"), theme.MediaPlayIcon(), func() { p.act(b.onClock) })
	b.pause = kit.OutlineButton(d.text("exercise.run.pause"), theme.MediaPauseIcon(), func() { p.act(b.onClock) })
	b.five = kit.OutlineButton(d.text("exercise.run.postpone-five"), nil, func() { p.act(b.onFive) })
	b.postpone = kit.OutlineButton("", theme.MenuDropDownIcon(), b.onPostpone)
	b.postpone.Label, b.postpone.PadX = d.text("exercise.run.postpone-by"), kit.Grid/2
	b.projector = kit.OutlineButton(d.text("exercise.run.projector"), theme.ComputerIcon(), func() { p.conduct.turnProjector() })
	for _, x := range []*kit.Button{b.next, b.end, b.rehearse, b.begin, b.pause, b.five, b.postpone, b.projector} {
		x.Keys = p
	}
	links := kit.Flow(kit.Grid, b.next, b.end, b.rehearse)
	right := kit.Flow(kit.Grid,
		labelledClock(d.text("exercise.run.scenario"), b.story), labelledClock(d.text("exercise.run.elapsed"), b.elapsed),
		b.begin, b.pause, b.five, b.postpone, b.projector)
	b.box = container.New(&barLine{}, b.module, links, right)
	return b
}

func clock() *kit.Text {
	return kit.NewText("0:00:00", kit.Style{Size: kit.SizeTitle, Bold: true, Whole: true, Align: fyne.TextAlignTrailing})
}

func labelledClock(label string, clock *kit.Text) fyne.CanvasObject {
	name := kit.NewText(label, kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Whole: true, Align: fyne.TextAlignTrailing})
	return kit.Inset(0, kit.Grid/2, kit.Column(0, name, clock))
}

func (b *runBar) object() fyne.CanvasObject { return b.box }

func (b *runBar) draw() {
	d, c := b.console.desk, b.console.conduct
	b.module.Set(b.title())
	next, more := c.nextModule()
	b.next.Hidden = !more || !c.started()
	if more {
		b.next.SetText(d.text("exercise.run.next-module", "Title", workbook.Shorten(moduleName(d, slices.Index(c.record.Modules, next), next), 40)))
	}
	b.end.Hidden = !c.started()
	b.rehearse.Hidden = c.inRehearsal() != nil || c.started()
	b.begin.Hidden = c.run.State == workbook.Running
	b.pause.Hidden = c.run.State != workbook.Running
	switch c.run.State {
	case workbook.NotStarted:
		b.begin.SetText(d.text("exercise.run.start"))
	case workbook.Over:
		b.begin.SetText(d.text("exercise.run.reopen"))
	default:
		b.begin.SetText(d.text("exercise.run.resume"))
	}
	b.five.Hidden, b.postpone.Hidden = !c.started(), !c.started()
	b.drawProjector()
	b.tick()
	b.box.Refresh()
}

// drawProjector says whether the button opens the projector or closes it, in the same room:
// the clocks beside it stay where they are.
func (b *runBar) drawProjector() {
	word, icon := "exercise.run.projector", theme.ComputerIcon()
	if b.console.conduct.projector != nil {
		word, icon = "exercise.run.projector-close", theme.CancelIcon()
	}
	b.projector.SetIcon(icon)
	b.projector.Label = b.console.desk.text(word)
}

// title says what the run is at.
func (b *runBar) title() string {
	d, c := b.console.desk, b.console.conduct
	switch c.run.State {
	case workbook.NotStarted:
		return d.text("exercise.run.not-started")
	case workbook.Over:
		return d.text("exercise.run.over")
	}
	for i, m := range c.record.Modules {
		if m.ID == c.run.ModuleID {
			return d.text("exercise.run.module-of", "Number", i+1, "Total", len(c.record.Modules), "Title", moduleName(d, i, m))
		}
	}
	return d.text("exercise.run.no-module")
}

// tick shows the clocks.
func (b *runBar) tick() {
	c := b.console.conduct
	elapsed, story := c.elapsed(), "–"
	if at := c.run.StoryAt(elapsed); at != "" {
		story = string(at)
	}
	b.story.Set(story)
	b.elapsed.Set(clockText(elapsed))
}

// onClock starts the exercise, pauses it, or goes on.
func (b *runBar) onClock() {
	switch c := b.console.conduct; c.run.State {
	case workbook.NotStarted:
		c.happen(workbook.Happening{Kind: workbook.Started})
	case workbook.Running:
		c.happen(workbook.Happening{Kind: workbook.Paused})
	default:
		c.happen(workbook.Happening{Kind: workbook.Resumed})
	}
}

func (b *runBar) onFive() {
	if c := b.console.conduct; c.started() {
		c.postpone(5)
	}
}

// onPostpone offers other times, also earlier ones.
func (b *runBar) onPostpone() {
	d := b.console.desk
	kit.ShowChoices(b.postpone, []string{"1", "2", "10", "15", "20", "30", "-1", "-5", "-10"}, func(code string) string {
		n, _ := strconv.Atoi(code)
		if n < 0 {
			return d.text("exercise.run.earlier-by", "Count", -n)
		}
		return d.text("exercise.run.later-by", "Count", n)
	}, "", func(code string) {
		n, _ := strconv.Atoi(code)
		b.console.act(func() { b.console.conduct.postpone(n) })
	})
}

func (b *runBar) onNext() {
	c := b.console.conduct
	if m, more := c.nextModule(); more && c.started() {
		c.enter(m)
	}
}

// onEnd asks first: players read their thanks as soon as it is over.
func (b *runBar) onEnd() {
	d, c := b.console.desk, b.console.conduct
	d.confirm(d.text("exercise.run.end"), d.text("exercise.run.end-ask"), d.text("exercise.run.end"), func() {
		if c.started() {
			c.happen(workbook.Happening{Kind: workbook.Ended})
		}
	})
}

func (b *runBar) onRehearse() { b.console.conduct.rehearse(true) }
