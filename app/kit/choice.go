package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Choice picks one code of a vocabulary by its word. It looks like a field; Enter or a
// click opens the words, the arrow keys go through them.
type Choice struct {
	Tap
	OnChoose func(code string)

	codes []string
	word  func(code string) string
	code  string
	text  *Text
	popup *widget.PopUpMenu
}

// NewChoice makes a choice among codes, the first chosen.
func NewChoice(codes []string, word func(code string) string, onChoose func(code string)) *Choice {
	c := &Choice{OnChoose: onChoose, codes: codes, word: word}
	c.text = NewText("", Style{Single: true})
	c.content = container.NewBorder(nil, nil, nil,
		container.New(inline{}, NewIcon(theme.MenuDropDownIcon(), ColorMuted)), Middle(c.text))
	c.Radius, c.PadX, c.PadY = 8, Grid, Grid
	c.Fill, c.Line, c.HoverFill = theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameInputBackground
	c.OnTapped = c.open
	c.ExtendBaseWidget(c)
	if len(codes) > 0 {
		c.Put(codes[0])
	}
	return c
}

// Code is the code that is chosen.
func (c *Choice) Code() string { return c.code }

// Put shows a code without acting on it.
func (c *Choice) Put(code string) {
	c.code = code
	c.text.Set(c.word(code))
	c.Label = c.word(code)
}

// SetCodes changes what there is to choose from.
func (c *Choice) SetCodes(codes []string) { c.codes = codes }

// Choose takes a code as the person does.
func (c *Choice) Choose(code string) {
	if code == c.code {
		return
	}
	c.Put(code)
	if c.OnChoose != nil {
		c.OnChoose(code)
	}
}

func (c *Choice) open() {
	at := fyne.CurrentApp().Driver().CanvasForObject(c)
	if at == nil {
		return
	}
	c.popup = ShowChoices(c, c.codes, c.word, c.code, func(code string) {
		c.Choose(code)
		at.Focus(c)
	})
}

// ShowChoices opens the words of some codes below what they are for, with a mark at the one
// that holds; choose is told which the person took.
func ShowChoices(below fyne.CanvasObject, codes []string, word func(code string) string, holds string, choose func(code string)) *widget.PopUpMenu {
	var items []*fyne.MenuItem
	for _, code := range codes {
		item := fyne.NewMenuItem(word(code), func() { choose(code) })
		item.Checked = code == holds
		items = append(items, item)
	}
	return ShowMenu(items, below)
}

// TypedKey goes to the next or the last word with the arrows.
func (c *Choice) TypedKey(e *fyne.KeyEvent) {
	i := slices.Index(c.codes, c.code)
	switch e.Name {
	case fyne.KeyDown:
		if i+1 < len(c.codes) {
			c.Choose(c.codes[i+1])
		}
	case fyne.KeyUp:
		if i > 0 {
			c.Choose(c.codes[i-1])
		}
	default:
		c.Tap.TypedKey(e)
	}
}
