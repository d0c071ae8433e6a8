package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tickSign is the box of what can be ticked: ticked, empty, or with a dash where some of
// several are; with its colour.
func tickSign(all, some bool) (fyne.Resource, fyne.ThemeColorName) {
	switch {
	case all:
		return theme.CheckButtonCheckedIcon(), ColorAccent
	case some:
		return sign("some", `<path d="M2 2h12v12H2zM3.5 3.5v9h9v-9zM5 7.2h6v1.6H5z" fill="#000" fill-rule="evenodd"/>`), ColorAccent
	}
	return sign("none", `<path d="M2 2h12v12H2zM3.5 3.5v9h9v-9z" fill="#000" fill-rule="evenodd"/>`), ColorMuted
}

// TickLine is a row of a list of which several can be ticked: a box, words, and small words
// below them.
type TickLine struct {
	widget.BaseWidget
	content     *fyne.Container
	icon        *Icon
	words, hint *Text
}

// NewTickLine makes an empty line.
func NewTickLine() *TickLine {
	l := &TickLine{
		icon: NewIcon(tickSign(false, false)), words: NewText("", Style{Single: true}),
		hint: NewText("", Style{Size: SizeSmall, Color: ColorMuted, Single: true}),
	}
	l.content = Inset(0.75*Grid, Grid, container.New(natural{}, Lead(Grid, container.New(inline{}, l.icon), Column(0, l.words, l.hint))))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer draws the line.
func (l *TickLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.content) }

// Set says what the line shows.
func (l *TickLine) Set(words, hint string, ticked bool) {
	l.icon.Set(tickSign(ticked, ticked))
	l.words.Set(words)
	l.hint.Set(hint)
	l.hint.Hidden = hint == ""
	l.content.Refresh() // the words alone stand in the middle
}
