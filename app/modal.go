package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
)

// modal is a dialog over the window. Escape and its last button close it; Enter presses the
// button that has the focus, the first at the start. All dialogs but the system's are modals.
type modal struct {
	desk    *desk
	popup   *widget.PopUp
	under   *modal // the one that it covers
	onClose func() // runs however it is closed; may be nil
	first   *kit.Button
	buttons *fyne.Container
	closed  bool
}

// answerButton is one way to leave a modal.
type answerButton struct {
	text string
	may  func() bool // whether the modal may close; nil for always
	then func()      // what it does once the modal is closed; may be nil
}

// showModal shows a title and a body with buttons, the main one first. The size is for text
// at 100 %; the body scrolls where it needs more.
func (d *desk) showModal(title string, body fyne.CanvasObject, width, height float32, buttons ...answerButton) *modal {
	m := &modal{desk: d, under: d.modal}
	row := container.NewHBox(layout.NewSpacer())
	for i := len(buttons) - 1; i >= 0; i-- {
		press := func() { m.press(buttons[i]) }
		b := kit.OutlineButton(buttons[i].text, nil, press)
		if i == 0 && len(buttons) > 1 {
			b = kit.FilledButton(buttons[i].text, nil, press)
		}
		b.Keys = m
		row.Add(b)
		if i == 0 {
			m.first = b
		}
	}
	m.buttons = row
	content := container.NewBorder(
		kit.Inset(0.5*kit.Grid, 0, kit.Heading(title)), kit.Inset(kit.Grid, 0, row), nil, nil, body)
	m.popup = widget.NewModalPopUp(kit.Inset(kit.Grid, 2*kit.Grid, content), d.window.Canvas())
	d.modal = m
	if s, ok := body.(*container.Scroll); ok { // no taller than what it says
		needs := kit.HeightAt(s.Content, width*kit.TextScale()-4*kit.Grid)
		height = fyne.Min(height, needs/kit.TextScale()+chrome)
	}
	size := d.dialogSize(width, height)
	m.popup.Resize(size)
	m.popup.Show()
	m.popup.Resize(size) // wrapped text knows its height once it has its width
	d.window.Canvas().Focus(m.first)
	return m
}

// chrome is the height of a modal around its body at 100 % text: title, buttons and the
// room between.
const chrome = 132

// rename changes the words of the main button, and whether it can be pressed.
func (m *modal) rename(text string, may bool) {
	m.first.SetText(text)
	if may {
		m.first.Enable()
	} else {
		m.first.Disable()
	}
	m.buttons.Refresh() // its width is another
}

func (m *modal) press(b answerButton) {
	if b.may != nil && !b.may() {
		return
	}
	m.close() // before what follows: the toolkit takes what lies over a dialog away with it
	if b.then != nil {
		b.then()
	}
}

// close takes the modal away, also from under one that it has opened.
func (m *modal) close() {
	if m.closed {
		return
	}
	m.closed = true
	for at := &m.desk.modal; *at != nil; at = &(*at).under {
		if *at == m {
			*at = m.under
			break
		}
	}
	m.popup.Hide()
	if m.onClose != nil {
		m.onClose()
	}
}

// asks has Escape in fields of the modal close it, as it does from anywhere else in it.
func (m *modal) asks(fields ...*kit.Field) {
	for _, f := range fields {
		f.Escaped = m.close
	}
}

// popupOnTop reports whether what lies over all else is a popup and not a modal.
func (d *desk) popupOnTop() bool {
	modals := 0
	for m := d.modal; m != nil; m = m.under {
		modals++
	}
	return len(d.window.Canvas().Overlays().List()) > modals
}

// HandleRune has no use for any.
func (m *modal) HandleRune(rune) bool { return false }

// HandleKey closes on Escape.
func (m *modal) HandleKey(k fyne.KeyName) bool {
	if k == fyne.KeyEscape {
		m.close()
	}
	return k == fyne.KeyEscape
}

// scrolled is a modal's body of text.
func scrolled(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, 1.5*kit.Grid), o))
}
