package kit

import (
	"fyne.io/fyne/v2"

	"forethought/workbook"
)

// Entry is a line of a short list on a card, which opens what it names: its words, perhaps
// a pill, at its end a date or a count, and perhaps a hint below. The ends of the entries of
// a card stand below each other.
type Entry struct {
	Tap
	title, end, hint *Text
	pill             *Pill
}

// NewEntry makes an empty entry.
func NewEntry(keys Keys) *Entry {
	e := &Entry{
		title: NewText("", Style{Single: true}),
		end:   NewText("", Style{Size: SizeSmall, Color: ColorMuted, Single: true, Align: fyne.TextAlignTrailing}),
		hint:  NewText("", Style{Size: SizeSmall, Color: ColorMuted, Single: true}),
		pill:  WordPill(workbook.NotAssessed, ""),
	}
	e.hint.Hide()
	e.content = &fyne.Container{Layout: &entryLine{}, Objects: []fyne.CanvasObject{e.title, e.pill, e.end, e.hint}}
	e.Radius, e.PadX, e.PadY, e.Keys = 8, Grid, 1.125*Grid, keys
	e.HoverFill = ColorAsideTint
	e.ExtendBaseWidget(e)
	return e
}

// Set says what the entry shows and opens.
func (e *Entry) Set(title, end string, presses bool, open func()) {
	ink := ColorMuted
	if presses {
		ink = ColorNeeded
	}
	e.title.Set(title)
	e.end.Set(end)
	e.end.SetLook(ink, false)
	e.Label, e.OnTapped = title+", "+end, open
	e.Refresh()
}

// SetHint says what stands below the title, nothing for "".
func (e *Entry) SetHint(hint string) {
	e.hint.Set(hint)
	e.hint.Hidden = hint == ""
	e.Refresh()
}

// Hint is what stands below the title.
func (e *Entry) Hint() string { return e.hint.Text() }

// Pill is the word of the pill, "" for none.
func (e *Entry) Pill() string {
	if e.pill.Hidden {
		return ""
	}
	return e.pill.words
}

// SetStatus shows a pill with a status's sign, none without a word.
func (e *Entry) SetStatus(s workbook.Status, word string) {
	e.pill.SetStatus(s, word)
	e.pill.Hidden = word == ""
}

// SetWord shows a pill in a status's colours, none without a word.
func (e *Entry) SetWord(like workbook.Status, word string) {
	e.pill.SetWord(like, word)
	e.pill.Hidden = word == ""
}

// Title is what the entry names.
func (e *Entry) Title() string { return e.title.Text() }

// End is what stands at the end of the entry.
func (e *Entry) End() string { return e.end.Text() }

// entryLine sets title, pill and end on one line, the end in a width of its own. Where there
// is little room the title has the first line to itself, and the pill stands below it.
type entryLine struct{ width float32 }

// Widths at 100 % text: of the end, and below which there are two lines.
const (
	entryEnd   float32 = 126
	entryLeast float32 = 400
)

func (l *entryLine) stacked() bool { return l.width > 0 && l.width < entryLeast*TextScale() }

func (l *entryLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	title, pill, end, hint := objects[0], objects[1], objects[2], objects[3]
	th, eh, hh, p := title.MinSize().Height, end.MinSize().Height, hintHeight(hint), fyne.Size{}
	if pill.Visible() {
		p = pill.MinSize()
	}
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Resize(fyne.NewSize(fyne.Max(w, 0), h))
		o.Move(fyne.NewPos(x, y))
	}
	if l.stacked() && pill.Visible() {
		line := fyne.Max(p.Height, eh)
		put(title, 0, 0, size.Width, th)
		put(hint, 0, th, size.Width, hh)
		put(pill, 0, th+hh+4+(line-p.Height)/2, p.Width, p.Height)
		put(end, p.Width+Grid, th+hh+4+(line-eh)/2, size.Width-p.Width-Grid, eh)
		return
	}
	put(hint, 0, size.Height-hh, size.Width, hh)
	size.Height -= hh
	ending := entryEnd * TextScale()
	if !pill.Visible() { // nothing has to stand below each other
		ending = fyne.Min(ending, end.(*Text).Natural().Width+Grid)
	}
	x := size.Width - ending
	put(end, x, (size.Height-eh)/2, ending, eh)
	if pill.Visible() {
		x -= p.Width
		put(pill, x, (size.Height-p.Height)/2, p.Width, p.Height)
		x -= Grid
	}
	put(title, 0, (size.Height-th)/2, x, th)
}

// hintHeight is the room that a hint takes, none while it is hidden.
func hintHeight(hint fyne.CanvasObject) float32 {
	if !hint.Visible() {
		return 0
	}
	return hint.MinSize().Height
}

func (l *entryLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	title, pill, end, hint := objects[0], objects[1], objects[2], objects[3]
	th, eh, hh, p := title.MinSize().Height, end.MinSize().Height, hintHeight(hint), pill.MinSize()
	switch {
	case !pill.Visible():
		p = fyne.Size{}
	case l.stacked():
		return fyne.NewSize(p.Width, th+hh+4+fyne.Max(p.Height, eh))
	}
	return fyne.NewSize(p.Width, fyne.Max(th, fyne.Max(p.Height, eh))+hh)
}
