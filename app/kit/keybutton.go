package kit

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// KeyButton is an act with the key that does it beside its word. It can be the one of
// several that holds.
type KeyButton struct {
	Tap
	text, key *Text
	on        bool
}

// NewKeyButton makes a button; label is what it is called for readers where its word is a
// letter, "" for the word.
func NewKeyButton(word, key, label string, onTapped func()) *KeyButton {
	b := &KeyButton{
		text: NewText(word, Style{Bold: true, Whole: true}),
		key:  NewText(key, Style{Size: SizeSmall, Color: ColorMuted, Whole: true}),
	}
	b.key.Hidden = key == ""
	b.content = container.NewHBox(layout.NewSpacer(), container.New(natural{}, b.text),
		container.New(natural{}, b.key), layout.NewSpacer())
	if b.Label = label; label == "" {
		b.Label = word
	}
	b.OnTapped = onTapped
	b.Radius, b.PadX, b.PadY = 8, 1.5*Grid, Grid
	b.look()
	b.ExtendBaseWidget(b)
	return b
}

// SetOn shows whether it is the one that holds.
func (b *KeyButton) SetOn(on bool) {
	if b.on != on {
		b.on = on
		b.look()
		b.Refresh()
	}
}

// On reports whether it is the one that holds.
func (b *KeyButton) On() bool { return b.on }

func (b *KeyButton) look() {
	b.Fill, b.Line, b.HoverFill = ColorSurface, theme.ColorNameInputBorder, theme.ColorNameHover
	ink := ColorInk
	if b.on {
		b.Fill, b.Line, b.HoverFill, ink = ColorAccentTint, ColorAccent, ColorAccentTint, ColorAccent
	}
	b.text.SetLook(ink, true)
}
