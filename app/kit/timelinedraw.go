package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// CreateRenderer draws pins over bands over a scale.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	r := &timelineRenderer{line: t}
	r.draw()
	return r
}

type timelineRenderer struct {
	line    *Timeline
	objects []fyne.CanvasObject
}

func (r *timelineRenderer) MinSize() fyne.Size {
	small := r.line.Theme().Size(SizeSmall)
	return fyne.NewSize(20*Grid, r.line.bandsAt()+bandHeight*TextScale()+small*1.5+6)
}

func (r *timelineRenderer) Layout(fyne.Size)             { r.draw() }
func (r *timelineRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *timelineRenderer) Destroy()                     {}

func (r *timelineRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.line)
}

// box adds a rectangle.
func (r *timelineRenderer) box(at fyne.Position, size fyne.Size, fill, line fyne.ThemeColorName, radius float32) *canvas.Rectangle {
	b := canvas.NewRectangle(color.Transparent)
	if fill != "" {
		b.FillColor = Color(r.line, fill)
	}
	if line != "" {
		b.StrokeColor, b.StrokeWidth = Color(r.line, line), 1
	}
	b.CornerRadius = radius
	b.Move(at)
	b.Resize(size)
	r.objects = append(r.objects, b)
	return b
}

// words adds a text no wider than there is room, with its end left out where it has to be.
func (r *timelineRenderer) words(text string, at fyne.Position, room float32, ink fyne.ThemeColorName, bold bool) {
	size := r.line.Theme().Size(SizeSmall)
	style := fyne.TextStyle{Bold: bold}
	letters := []rune(text)
	for len(letters) > 0 && fyne.MeasureText(text, size, style).Width > room {
		letters = letters[:len(letters)-1]
		text = string(letters) + "…"
	}
	if len(letters) == 0 {
		return
	}
	t := canvas.NewText(text, Color(r.line, ink))
	t.TextSize, t.TextStyle = size, style
	t.Move(at)
	t.Resize(t.MinSize())
	r.objects = append(r.objects, t)
}

func (r *timelineRenderer) draw() {
	t := r.line
	r.objects = nil
	if t.Size().Width < 4*pinLeast {
		return
	}
	r.scale()
	r.bands()
	r.pins()
	if t.focused {
		ring := r.box(fyne.NewPos(0, 0), t.Size(), "", ColorAccent, 8)
		ring.StrokeWidth = 2
	}
}

// bands draws the stretches, and a line at the end of the time that there is.
func (r *timelineRenderer) bands() {
	t, scale := r.line, TextScale()
	high := bandHeight * scale
	line := t.Theme().Size(SizeSmall) * 1.4
	for _, b := range t.bands {
		from, to := t.x(b.From), t.x(b.To)
		fill, edge, ink := ColorAccentTint, fyne.ThemeColorName(""), ColorInk
		switch {
		case b.Over:
			fill, edge, ink = ColorNeededTint, ColorNeeded, ColorNeeded
		case b.Aside:
			fill, ink = ColorAsideTint, ColorAside
		}
		at := fyne.NewPos(from+1, t.bandsAt())
		r.box(at, fyne.NewSize(fyne.Max(to-from-2, 1), high), fill, edge, 6)
		room := to - from - 2 - 1.5*Grid
		r.words(b.Title, at.AddXY(0.75*Grid, high/2-line), room, ink, true)
		r.words(b.Hint, at.AddXY(0.75*Grid, high/2), room, ink, false)
	}
	if t.end > t.most {
		r.box(fyne.NewPos(t.x(t.most)-1, t.bandsAt()-4), fyne.NewSize(2, high+8), ColorNeeded, "", 0)
	}
}

// steps are the distances between the marks of a scale, in minutes.
func steps() []int { return []int{5, 10, 15, 30, 60, 120, 240} }

// scale draws the minutes below the bands, as close as they can be read.
func (r *timelineRenderer) scale() {
	t := r.line
	wide := fyne.MeasureText(t.Clock(t.end), t.Theme().Size(SizeSmall), fyne.TextStyle{}).Width + 3*Grid
	step := steps()[len(steps())-1]
	for _, s := range steps() {
		if t.x(s)-t.x(0) >= wide {
			step = s
			break
		}
	}
	step = max(step, t.end/50) // an absurd length does not draw for ever
	y := t.bandsAt() + bandHeight*TextScale()
	for at := 0; at <= t.end; at += step {
		r.box(fyne.NewPos(t.x(at), y), fyne.NewSize(1, 4), ColorOutline, "", 0)
		text := t.Clock(at)
		half := fyne.MeasureText(text, t.Theme().Size(SizeSmall), fyne.TextStyle{}).Width / 2
		x := fyne.Min(fyne.Max(t.x(at)-half, 0), t.Size().Width-2*half)
		r.words(text, fyne.NewPos(x, y+3), wide, ColorMuted, false)
	}
}

// pins draws the points, the chosen one last so that nothing covers it.
func (r *timelineRenderer) pins() {
	t := r.line
	all := t.boxes()
	for _, b := range all {
		if b.pin.ID != t.chosen {
			r.pin(b, false)
		}
	}
	for _, b := range all {
		if b.pin.ID == t.chosen {
			r.pin(b, true)
		}
	}
}

func (r *timelineRenderer) pin(b pinBox, chosen bool) {
	fill, line, ink := ColorSurface, ColorOutline, ColorInk
	switch {
	case chosen || b.pin.ID == r.line.held:
		fill, line, ink = ColorAccent, ColorAccent, ColorOnAccent
	case b.pin.Wants:
		fill, line, ink = ColorNeededTint, ColorNeeded, ColorNeeded
	}
	foot := b.at.Y + b.size.Height
	r.box(fyne.NewPos(b.at.X+b.size.Width/2-0.5, foot), fyne.NewSize(1, r.line.bandsAt()-foot), line, "", 0)
	r.box(b.at, b.size, fill, line, 5)
	text := fyne.MeasureText(b.text, r.line.Theme().Size(SizeSmall), fyne.TextStyle{Bold: true})
	r.words(b.text, b.at.AddXY((b.size.Width-text.Width)/2, (b.size.Height-text.Height)/2), b.size.Width, ink, true)
}
