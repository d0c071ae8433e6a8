package kit

import (
	"fyne.io/fyne/v2/container"
)

// Check is a box to tick, with words of a few letters beside it; they do not wrap. It looks
// as the boxes of tables and lists do.
type Check struct {
	Tap
	OnTick func(on bool)

	icon *Icon
	on   bool
}

// NewCheck makes a box that is not ticked.
func NewCheck(text string, onTick func(bool)) *Check {
	c := &Check{OnTick: onTick, icon: NewIcon(tickSign(false, false))}
	box := container.New(inline{}, c.icon)
	c.content = box
	if text != "" {
		c.content = Lead(Grid, box, NewText(text, Style{Whole: true}))
	}
	c.Label, c.OnTapped = text, c.tick
	c.Radius, c.HoverFill = 8, ColorAsideTint
	c.PadX, c.PadY = 0.5*Grid, 0.5*Grid
	c.ExtendBaseWidget(c)
	return c
}

func (c *Check) tick() {
	c.Put(!c.on)
	if c.OnTick != nil {
		c.OnTick(c.on)
	}
}

// Put shows whether the box is ticked without acting on it.
func (c *Check) Put(on bool) {
	if c.on != on {
		c.on = on
		c.icon.Set(tickSign(on, on))
	}
}

// Ticked reports whether the box is ticked.
func (c *Check) Ticked() bool { return c.on }
