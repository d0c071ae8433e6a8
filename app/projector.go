package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
)

// projector is the second window, which players see. It is dark whatever the look of the
// first, and its words grow with it.
type projector struct {
	conduct *conduct
	window  fyne.Window
	slide   *slideView
}

// newProjector makes the window.
func newProjector(c *conduct) *projector {
	p := &projector{conduct: c, window: fyne.CurrentApp().NewWindow(c.desk.text("exercise.run.projector-title"))}
	p.slide = newSlideView(p.turnFull)
	p.window.SetPadded(false)
	p.window.SetContent(p.slide)
	p.window.Resize(fyne.NewSize(960, 600))
	p.window.SetOnClosed(p.closed)
	p.window.Canvas().SetOnTypedKey(p.onKey)
	return p
}

// refresh shows what players see now.
func (p *projector) refresh() {
	c := p.conduct
	p.slide.set(slideOf(c.desk, c.record, c.run, c.elapsed(), c.inRehearsal() != nil))
}

func (p *projector) onKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyF11:
		p.turnFull()
	case fyne.KeyEscape:
		p.window.SetFullScreen(false)
	}
}

func (p *projector) turnFull() { p.window.SetFullScreen(!p.window.FullScreen()) }

func (p *projector) close() { p.window.Close() }

// closed hears that the window is gone, by whatever means.
func (p *projector) closed() {
	if c := p.conduct; c.projector == p {
		c.projector = nil
		if c.desk.conduct == c {
			c.refresh()
		}
	}
}

// slideView draws a slide.
type slideView struct {
	widget.BaseWidget
	slide  slide
	double func()
}

func newSlideView(double func()) *slideView {
	v := &slideView{double: double}
	v.ExtendBaseWidget(v)
	return v
}

func (v *slideView) set(s slide) {
	if s != v.slide {
		v.slide = s
		v.Refresh()
	}
}

// DoubleTapped turns full screen on and off.
func (v *slideView) DoubleTapped(*fyne.PointEvent) { v.double() }

// The projector's colours are those of the dark look.
func darkColor(name fyne.ThemeColorName) color.Color {
	return kit.Theme{Variant: kit.Dark}.Color(name, 0)
}

// CreateRenderer draws the slide's parts.
func (v *slideView) CreateRenderer() fyne.WidgetRenderer {
	line := func(ink fyne.ThemeColorName, bold bool) *canvas.Text {
		t := canvas.NewText("", darkColor(ink))
		t.TextStyle.Bold = bold
		return t
	}
	return &slideRenderer{
		view: v, back: canvas.NewRectangle(darkColor("background")),
		head: line(kit.ColorMuted, false), clock: line(kit.ColorMuted, false), mode: line(kit.ColorAccent, true),
		foot: line(kit.ColorMuted, false), timer: line(kit.ColorInk, true),
	}
}

type slideRenderer struct {
	view                           *slideView
	back                           *canvas.Rectangle
	head, clock, mode, foot, timer *canvas.Text
	lines                          []*canvas.Text

	text string    // that the lines are of
	room fyne.Size // that they fill
}

// MinSize is small: the slide takes the room that there is.
func (r *slideRenderer) MinSize() fyne.Size { return fyne.NewSize(320, 200) }
func (r *slideRenderer) Destroy()           {}

func (r *slideRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.back, r.head, r.clock, r.mode, r.foot, r.timer}
	for _, l := range r.lines {
		objects = append(objects, l)
	}
	return objects
}

func (r *slideRenderer) Refresh() {
	r.Layout(r.view.Size())
	canvas.Refresh(r.view)
}

// The slide is drawn as if it were 1280 wide and 800 high, and then as large as it is.
const (
	slideWidth, slideHeight = 1280, 800
	slideMargin             = 80  // at the sides
	slideTop                = 80  // the middle of the first line
	slideFoot               = 712 // the middle of the last
	slideSmall, slideTimer  = 22, 52
	slideMost               = 60 // of the text
)

func (r *slideRenderer) Layout(size fyne.Size) {
	s := r.view.slide
	scale := fyne.Min(size.Width/slideWidth, size.Height/slideHeight)
	margin, width := slideMargin*scale, size.Width-2*slideMargin*scale
	r.back.Resize(size)
	r.clock.Text, r.timer.Text = s.clock, s.timer
	r.clock.TextSize, r.timer.TextSize = slideSmall*scale, slideTimer*scale
	at := func(t *canvas.Text, x, middle float32) {
		m := t.MinSize()
		t.Resize(m)
		t.Move(fyne.NewPos(x, middle-m.Height/2))
	}
	foot := size.Height - (slideHeight-slideFoot)*scale
	at(r.clock, size.Width-margin-r.clock.MinSize().Width, slideTop*scale)
	at(r.timer, size.Width-margin-r.timer.MinSize().Width, foot)
	r.oneLine(r.head, s.head, slideSmall*scale, width-r.clock.MinSize().Width-slideSmall*scale)
	at(r.head, margin, slideTop*scale)
	r.oneLine(r.foot, s.foot, slideSmall*scale, width-r.timer.MinSize().Width-slideSmall*scale)
	at(r.foot, margin, foot)
	r.oneLine(r.mode, s.mode, slideSmall*scale, width)

	top := (slideTop + 2*slideSmall) * scale
	room := fyne.NewSize(width, foot-slideTimer*scale-top)
	above := float32(0)
	if s.mode != "" {
		above = r.mode.MinSize().Height + slideSmall*scale/2
	}
	room.Height -= above
	r.fill(s.text, room, slideMost*scale)
	block := above
	for _, l := range r.lines {
		block += l.MinSize().Height
	}
	y := top + (room.Height+above-block)/2
	r.mode.Resize(r.mode.MinSize())
	r.mode.Move(fyne.NewPos(margin, y))
	y += above
	for _, l := range r.lines {
		m := l.MinSize()
		l.Resize(m)
		l.Move(fyne.NewPos(margin, y))
		y += m.Height
	}
}

// fill makes the lines of the text, where the text or its room is another.
func (r *slideRenderer) fill(text string, room fyne.Size, most float32) {
	if text == r.text && room == r.room {
		return
	}
	r.text, r.room = text, room
	bold := fyne.TextStyle{Bold: true}
	lines, size := kit.FitText(text, bold, room, most)
	r.lines = nil
	for _, words := range lines {
		l := canvas.NewText(words, darkColor(kit.ColorInk))
		l.TextStyle, l.TextSize = bold, size
		r.lines = append(r.lines, l)
	}
}

// oneLine puts words on one line, smaller where they are long.
func (r *slideRenderer) oneLine(t *canvas.Text, words string, size, width float32) {
	t.Text, t.TextSize = words, size
	if w := t.MinSize().Width; w > width && width > 0 {
		t.TextSize = size * width / w
	}
}
