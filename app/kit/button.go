package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// Button is a Tap with words, and perhaps an icon before them.
type Button struct {
	Tap
	text *Text
	icon *Icon
	ink  fyne.ThemeColorName
	res  fyne.Resource
}

func newButton(text string, icon fyne.Resource, ink fyne.ThemeColorName, onTapped func()) *Button {
	b := &Button{ink: ink, text: NewText(text, Style{Color: ink, Bold: true, Whole: true}), res: icon}
	words := container.New(natural{}, b.text)
	content := container.NewHBox(layout.NewSpacer(), words, layout.NewSpacer())
	if icon != nil {
		b.icon = NewIcon(icon, ink)
		content = container.NewHBox(layout.NewSpacer(), container.New(inline{}, b.icon), words, layout.NewSpacer())
	}
	b.Label, b.content, b.OnTapped = text, content, onTapped
	b.Radius, b.PadX, b.PadY, b.HoverFill = 8, 2*Grid, Grid, theme.ColorNameHover
	b.ExtendBaseWidget(b)
	return b
}

// FilledButton is a screen's one main act.
func FilledButton(text string, icon fyne.Resource, onTapped func()) *Button {
	b := newButton(text, icon, ColorOnAccent, onTapped)
	b.Fill, b.HoverFill = ColorAccent, ColorAccent
	return b
}

// OutlineButton is any other act.
func OutlineButton(text string, icon fyne.Resource, onTapped func()) *Button {
	b := newButton(text, icon, ColorInk, onTapped)
	b.Fill, b.Line = ColorSurface, theme.ColorNameInputBorder
	return b
}

// LinkButton is an act that stands in text: accent words without a frame.
func LinkButton(text string, icon fyne.Resource, onTapped func()) *Button {
	b := newButton(text, icon, ColorAccent, onTapped)
	b.PadX, b.PadY = Grid/2, Grid/4
	return b
}

// SmallButton is an act in the size of a hint, for lines that hold little else.
func SmallButton(text string, icon fyne.Resource, onTapped func()) *Button {
	b := newButton(text, icon, ColorMuted, onTapped)
	b.text.setSize(SizeSmall)
	b.text.SetLook(ColorMuted, false)
	b.PadX, b.PadY = Grid/2, Grid/4
	return b
}

// SmallLink is a link in the size of a hint, such as a citation.
func SmallLink(text string, icon fyne.Resource, onTapped func()) *Button {
	b := newButton(text, icon, ColorAccent, onTapped)
	b.text.setSize(SizeSmall)
	b.text.SetLook(ColorAccent, false)
	b.PadX, b.PadY = 2, 1
	return b
}

// PickButton shows what is chosen and opens a choice.
func PickButton(text string, onTapped func()) *Button {
	b := newButton(text, nil, ColorInk, onTapped)
	arrow := container.New(inline{}, NewIcon(theme.MenuDropDownIcon(), theme.ColorNameForeground))
	b.content = container.NewBorder(nil, nil, nil, arrow, container.New(natural{}, b.text))
	b.Fill, b.Line, b.PadX = ColorSurface, theme.ColorNameInputBorder, 1.5*Grid
	return b
}

// IconButton is a small act shown by an icon alone; the label names it for readers.
func IconButton(label string, icon fyne.Resource, onTapped func()) *Tap {
	t := NewTap(label, container.New(inline{}, NewIcon(icon, ColorMuted)), onTapped)
	t.PadX, t.PadY, t.Radius = Grid/2, Grid/2, 6
	return t
}

// SetText changes the words.
func (b *Button) SetText(text string) {
	b.Label = text
	b.text.Set(text)
	b.Refresh()
}

// SetIcon changes the sign before the words, where there is one.
func (b *Button) SetIcon(icon fyne.Resource) {
	b.res = icon
	if b.icon != nil {
		b.icon.Set(icon, b.ink)
	}
}

// Disable greys the button and stops it from acting.
func (b *Button) Disable() {
	b.Tap.Disable()
	if b.Fill == ColorAccent { // grey words on the accent could not be read
		b.Fill, b.HoverFill = theme.ColorNameDisabledButton, theme.ColorNameDisabledButton
	}
	b.look(theme.ColorNameDisabled)
}

// Enable brings the button back.
func (b *Button) Enable() {
	b.Tap.Enable()
	if b.ink == ColorOnAccent {
		b.Fill, b.HoverFill = ColorAccent, ColorAccent
	}
	b.look(b.ink)
}

func (b *Button) look(ink fyne.ThemeColorName) {
	b.text.SetLook(ink, true)
	if b.icon != nil {
		b.icon.Set(b.res, ink)
	}
	b.Refresh()
}

// natural centres words vertically in the height there is.
type natural struct{}

func (natural) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, h))
		o.Move(fyne.NewPos(0, (size.Height-h)/2))
	}
}

func (natural) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	for _, o := range objects {
		min = min.Max(o.MinSize())
	}
	return min
}

// inline keeps an icon at the size of the text beside it.
type inline struct{}

func (inline) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side := inline{}.MinSize(objects)
	for _, o := range objects {
		o.Resize(side)
		o.Move(fyne.NewPos((size.Width-side.Width)/2, (size.Height-side.Height)/2))
	}
}

func (inline) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSquareSize(fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameInlineIcon))
}
