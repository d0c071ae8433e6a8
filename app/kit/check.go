package kit

import (
	"fyne.io/fyne/v2/widget"
)

// Check is a box to tick, with words of a few letters beside it; they do not wrap.
type Check struct {
	widget.Check
	OnTick func(on bool)
}

// NewCheck makes a box that is not ticked.
func NewCheck(text string, onTick func(bool)) *Check {
	c := &Check{OnTick: onTick}
	c.Text = text
	c.OnChanged = c.ticked
	c.ExtendBaseWidget(c)
	return c
}

func (c *Check) ticked(on bool) {
	if c.OnTick != nil {
		c.OnTick(on)
	}
}

// Put shows whether the box is ticked without acting on it.
func (c *Check) Put(on bool) {
	c.OnChanged = nil
	c.SetChecked(on)
	c.OnChanged = c.ticked
}

// FocusGained brings the box into view.
func (c *Check) FocusGained() { c.Check.FocusGained(); Reveal(c) }
