package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Selectable is text that can be marked and copied, such as the path of a file. It breaks
// anywhere, since paths have few blanks.
type Selectable struct {
	label *widget.Label
	box   *fyne.Container
}

// NewSelectable makes a selectable text.
func NewSelectable(text string) *Selectable {
	l := widget.NewLabel(text)
	l.Selectable = true
	l.Wrapping = fyne.TextWrapBreak
	pad := -theme.InnerPadding() // stands on the grid as other text does
	return &Selectable{label: l, box: container.New(layout.NewCustomPaddedLayout(pad, pad, pad, pad), l)}
}

// Object is what to put on a screen.
func (s *Selectable) Object() fyne.CanvasObject { return s.box }

// Text is what it says.
func (s *Selectable) Text() string { return s.label.Text }

// Set changes what it says.
func (s *Selectable) Set(text string) {
	if s.label.Text != text {
		s.label.SetText(text)
	}
}
