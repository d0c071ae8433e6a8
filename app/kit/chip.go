package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Chip is a small rounded choice: one of several lists, or a filter that is on or off.
type Chip struct {
	Tap
	text *Text
	on   bool
}

// NewChip makes a chip.
func NewChip(text string, onTapped func()) *Chip {
	c := &Chip{}
	c.words(text, onTapped)
	c.content = container.New(chipWords{}, c.text)
	c.ExtendBaseWidget(c)
	return c
}

// words gives a chip its words and its look.
func (c *Chip) words(text string, onTapped func()) {
	c.text = NewText(text, Style{Size: SizeSmall, Color: ColorMuted, Whole: true})
	c.Label, c.OnTapped = text, onTapped
	c.Radius, c.PadX, c.PadY = -1, 1.5*Grid, 5
	c.Fill, c.Line, c.HoverFill = ColorSurface, ColorLine, ColorAsideTint
}

// Tag is a chip that only says something.
func Tag(text string) *Chip {
	c := NewChip(text, nil)
	c.HoverFill = ""
	c.disabled = true
	return c
}

// SetText changes the words.
func (c *Chip) SetText(text string) {
	c.Label = text
	c.text.Set(text)
	c.Refresh()
}

// SetOn shows whether the chip is chosen.
func (c *Chip) SetOn(on bool) {
	if c.on == on {
		return
	}
	c.on = on
	c.Fill, c.Line, c.HoverFill = ColorSurface, ColorLine, ColorAsideTint
	ink := ColorMuted
	if on {
		c.Fill, c.Line, c.HoverFill = ColorAccentTint, ColorAccentTint, ColorAccentTint
		ink = ColorAccent
	}
	c.text.SetLook(ink, on)
	c.Refresh()
}

// On reports whether the chip is chosen.
func (c *Chip) On() bool { return c.on }

// chipWords asks for the width of the words and shortens them where there is less.
type chipWords struct{ natural }

func (c chipWords) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t := objects[0].(*Text)
	t.shorten(size.Width < c.MinSize(objects).Width)
	c.natural.Layout(objects, size)
}

func (chipWords) MinSize(objects []fyne.CanvasObject) fyne.Size {
	t := objects[0].(*Text)
	return fyne.NewSize(t.Natural().Width-textSlack, t.MinSize().Height)
}
