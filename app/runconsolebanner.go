package app

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// runBanner stands over the console and says what is out of the ordinary: that this is a
// rehearsal, or that the run fell silent and where its clock stood.
type runBanner struct {
	console *exerciseRun

	words  *kit.Text
	goOn   *kit.Button
	count  *kit.Button
	speeds map[int]*kit.Chip
	leave  *kit.Button
	box    *fyne.Container
}

func newRunBanner(p *exerciseRun) *runBanner {
	d, b := p.desk, &runBanner{console: p, words: kit.Body(""), speeds: map[int]*kit.Chip{}}
	b.goOn = kit.FilledButton("", nil, func() { p.act(p.conduct.goOn) })
	b.count = kit.OutlineButton("", nil, func() { p.act(p.conduct.count) })
	b.leave = kit.OutlineButton(d.text("exercise.run.leave-rehearsal"), nil, func() { p.act(b.onLeave) })
	acts := []fyne.CanvasObject{b.goOn, b.count}
	for _, speed := range rehearsalSpeeds() {
		chip := kit.NewChip(strconv.Itoa(speed)+"×", func() { b.onSpeed(speed) })
		chip.Keys = p
		b.speeds[speed] = chip
		acts = append(acts, chip)
	}
	for _, x := range []*kit.Button{b.goOn, b.count, b.leave} {
		x.Keys = p
	}
	b.box = container.NewStack(kit.NewPanel(kit.ColorProgressTint, kit.ColorProgress),
		kit.Inset(kit.Grid, 1.5*kit.Grid, kit.Row(b.words, append(acts, b.leave)...)))
	return b
}

func (b *runBanner) object() fyne.CanvasObject { return b.box }

func (b *runBanner) draw() {
	c := b.console.conduct
	p := c.inRehearsal()
	b.box.Hidden = p == nil && !c.fell
	b.goOn.Hidden, b.count.Hidden, b.leave.Hidden = p != nil, p != nil, p == nil
	for speed, chip := range b.speeds {
		chip.Hidden = p == nil
		chip.SetOn(p != nil && speed == p.speed)
	}
	b.tick()
	b.box.Refresh()
}

// tick counts the minutes since the run fell silent.
func (b *runBanner) tick() {
	d, c, was := b.console.desk, b.console.conduct, b.count.Hidden
	switch p := c.inRehearsal(); {
	case p != nil:
		b.words.Set(d.text("exercise.run.rehearsing", "Speed", p.speed))
	case c.fell:
		at := clockText(c.stood.Elapsed)
		silent := max(0, c.run.ElapsedAt(c.stage.now())-c.stood.Elapsed)
		minutes := (silent + 30) / 60
		ago := d.text("exercise.run.ago", "Count", minutes)
		if minutes == 0 {
			ago = d.text("exercise.run.ago-moments")
		}
		b.words.Set(d.text("exercise.run.fell-silent", "Clock", at, "Ago", ago))
		b.goOn.SetText(d.text("exercise.run.go-on-from", "Clock", at))
		b.count.SetText(d.text("exercise.run.count", "Count", minutes))
		if b.count.Hidden = minutes == 0; b.count.Hidden != was { // there is nothing to count yet
			b.box.Refresh()
		}
	}
}

func (b *runBanner) onSpeed(speed int) {
	if p := b.console.conduct.inRehearsal(); p != nil {
		b.console.act(func() { p.setSpeed(speed) })
		b.draw()
	}
}

// onLeave drops the rehearsal. Nothing of it is kept, so nothing is asked.
func (b *runBanner) onLeave() { b.console.conduct.rehearse(false) }
