package kit

// Figure is a card with one number that opens what it counts.
type Figure struct {
	Tap
	label, value *Text
}

// NewFigure makes a figure without a number yet.
func NewFigure(label string, onTapped func()) *Figure {
	f := &Figure{
		label: NewText(label, Style{Size: SizeSmall, Color: ColorMuted, Single: true}),
		value: NewText("", Style{Size: SizeFigure, Bold: true, Single: true}),
	}
	f.Label, f.OnTapped = label, onTapped
	f.content = Column(0, f.label, f.value)
	f.Radius, f.PadX, f.PadY = 12, 2*Grid, 1.75*Grid
	f.Fill, f.Line = ColorSurface, ColorLine
	f.ExtendBaseWidget(f)
	return f
}

// Set shows a number, in the colour of what is needed where it presses.
func (f *Figure) Set(value string, presses bool) {
	ink := ColorInk
	if presses {
		ink = ColorNeeded
	}
	f.value.Set(value)
	f.value.SetLook(ink, true)
	f.Label = f.label.Text() + ": " + value
	f.Refresh()
}

// Value is the number that it shows.
func (f *Figure) Value() string { return f.value.Text() }
