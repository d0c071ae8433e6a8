package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Mark is a part of a page that can be set off by tint and line, as when a link has led to
// it.
type Mark struct {
	panel *Panel
	box   *fyne.Container
}

// NewMark makes a part that is not set off yet.
func NewMark(content fyne.CanvasObject) *Mark {
	m := &Mark{panel: NewPanel(ColorAccentTint, ColorAccent)}
	m.panel.Hide()
	m.box = container.NewStack(m.panel, content)
	return m
}

// Object is the part for a layout.
func (m *Mark) Object() fyne.CanvasObject { return m.box }

// Set sets the part off or no longer.
func (m *Mark) Set(on bool) {
	if on {
		m.panel.Show()
	} else {
		m.panel.Hide()
	}
}

// On reports whether the part is set off.
func (m *Mark) On() bool { return m.panel.Visible() }
