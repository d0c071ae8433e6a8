package app

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// A text entry becomes slow with its length: 8 kB cost 3 ms a keystroke, 80 kB a quarter of
// a second. So a note longer than maxInline shows its beginning, and is written in an editor
// of its own, a part at a time.
const (
	maxInline   = 10_000
	partLength  = 8_000
	previewRune = 600
)

// noteBox is a note field that stays quick however long the note is.
type noteBox struct {
	desk    *desk
	title   string
	field   *kit.Field
	commit  func(string)
	text    string
	preview *kit.Text
	long    *fyne.Container
	box     *fyne.Container
}

// newNoteBox makes a note, labelled by a key, with the hint of a field.
func (d *desk) newNoteBox(label, hint string, commit func(string)) *noteBox {
	n := &noteBox{desk: d, title: d.text(label), commit: commit, preview: kit.Body("")}
	n.field = d.note(hint, commit)
	n.long = kit.Column(kit.Grid, n.preview, container.NewHBox(kit.OutlineButton(d.text("note.open"), nil, n.edit)))
	n.long.Hide()
	n.box = kit.Labelled(n.title, container.NewStack(n.field, n.long))
	return n
}

func (n *noteBox) object() fyne.CanvasObject { return n.box }

// put shows a note.
func (n *noteBox) put(text string) {
	n.text = text
	if len(text) <= maxInline || n.desk.window.Canvas().Focused() == fyne.Focusable(n.field) {
		n.long.Hide()
		n.field.Show()
		n.field.Put(text)
		return
	}
	n.field.Hide()
	n.field.Put("")
	words := len(strings.Fields(text))
	n.preview.Set(beginning(text) + " …\n" + n.desk.text("note.long", "N", words))
	n.long.Show()
	n.long.Refresh()
	n.box.Refresh()
}

// focus goes to where the note is written.
func (n *noteBox) focus() {
	if n.field.Visible() {
		n.desk.window.Canvas().Focus(n.field)
		return
	}
	n.edit()
}

// edit opens the editor for a long note.
func (n *noteBox) edit() {
	d := n.desk
	parts, at := splitNote(n.text), 0
	var field *kit.Field
	count := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Whole: true})
	field = d.note("", func(text string) {
		parts[at] = text
		n.commit(strings.Join(parts, ""))
	})
	turn := func(to int) {
		if to < 0 || to >= len(parts) {
			return
		}
		d.window.Canvas().Unfocus() // commits the part that is being left
		at = to
		field.Put(parts[at])
		count.Set(d.text("note.part", "Number", at+1, "Total", len(parts)))
	}
	head := container.NewHBox(
		kit.OutlineButton(d.text("note.earlier"), nil, func() { turn(at - 1) }),
		kit.OutlineButton(d.text("note.later"), nil, func() { turn(at + 1) }),
		container.NewCenter(count))
	m := d.showModal(n.title, container.NewBorder(kit.Inset(kit.Grid, 0, head), nil, nil, nil, field), 720, 560,
		answerButton{text: d.text("app.close")})
	m.onClose = field.Commit
	turn(0)
	d.window.Canvas().Focus(field)
}

// beginning is the first words of a note.
func beginning(text string) string {
	words := []rune(text)
	start := string(words[:min(len(words), previewRune)])
	if at := strings.LastIndexAny(start, " \n"); at > 0 {
		start = start[:at]
	}
	return start
}

// splitNote cuts a note into parts of about partLength bytes, after a line where there is
// one. Joined, the parts are the note.
func splitNote(text string) []string {
	var parts []string
	for len(text) > partLength {
		cut := strings.LastIndexByte(text[:partLength], '\n') + 1
		if cut == 0 {
			cut = partLength
			for cut > 0 && !utf8.RuneStart(text[cut]) {
				cut--
			}
		}
		parts = append(parts, text[:cut])
		text = text[cut:]
	}
	return append(parts, text)
}
