package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// Pause is how long typing rests before a field commits what stands in it.
const Pause = 700 * time.Millisecond

// Field is a text entry that commits on a short pause, unless it is patient, and on leaving it. What is being
// typed is never overwritten: [Field.Put] waits while the field has the focus.
type Field struct {
	widget.Entry
	OnCommit func(string)
	Check    func(string) string // a sentence when the text cannot be used; may be nil
	Complain func(string)        // shows that sentence, or "" to take it away; may be nil
	Post     func(func())        // brings the pause's end to the UI goroutine
	Escaped  func()              // hears that Escape took the typing back; may be nil
	Patient  bool                // commits on leaving and on Enter alone, as a name that others follow
	Done     func()              // hears of Enter in a note, which then begins no line but is done; may be nil

	committed  string
	about      string // what the field is about, see About
	complained bool
	focused    bool
	timer      *time.Timer
}

// NewField makes a one-line field.
func NewField(onCommit func(string)) *Field {
	f := &Field{OnCommit: onCommit, Post: fyne.Do}
	f.Entry.OnChanged = f.typed
	f.Entry.OnSubmitted = func(string) { f.Commit() }
	f.ExtendBaseWidget(f)
	return f
}

// NewNote makes a field of several lines.
func NewNote(onCommit func(string)) *Field {
	f := NewField(onCommit)
	f.MultiLine = true
	f.Wrapping = fyne.TextWrapWord
	f.SetMinRowsVisible(3)
	f.Entry.OnSubmitted = nil
	return f
}

// SetText changes what stands in the field, as typing does. The mark goes off the text, or
// the next key would take the place of what has just been set.
func (f *Field) SetText(text string) {
	f.Entry.SetText(text)
	f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

// Put sets what stands in the field without committing it.
func (f *Field) Put(text string) {
	if f.complained && f.about != "" && text == f.committed { // the person is not done with it
		return
	}
	if f.Writing() { // it commits in a moment
		return
	}
	f.committed = text
	if f.Text != text {
		f.Entry.OnChanged = nil
		f.SetText(text)
		f.Entry.OnChanged = f.typed
		f.fromStart()
	}
	f.complain("")
}

// fromStart shows the beginning of what is too long for one line.
func (f *Field) fromStart() {
	if !f.MultiLine {
		f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	}
}

// About says what the field shows a value of, such as an answer's id. What was typed and
// cannot be used stays, with its complaint, until the field is about something else.
func (f *Field) About(id string) {
	if f.about != id {
		f.about = id
		f.complain("")
	}
}

// CommitOnLeave makes the field commit on Enter and on leaving it alone, not on a pause. It
// holds until the next [Field.Put].
func (f *Field) CommitOnLeave() { f.Entry.OnChanged = nil }

// Writing reports whether something is typed in the field that is not committed yet.
func (f *Field) Writing() bool { return f.focused && f.Text != f.committed }

func (f *Field) typed(string) {
	f.stop()
	if f.Patient {
		return
	}
	f.timer = time.AfterFunc(Pause, func() { f.Post(f.Commit) })
}

func (f *Field) stop() {
	if f.timer != nil {
		f.timer.Stop()
		f.timer = nil
	}
}

// Commit hands the text on where it differs from what was shown and can be used.
func (f *Field) Commit() {
	f.stop()
	if f.Text == f.committed {
		f.complain("")
		return
	}
	if f.Check != nil {
		if complaint := f.Check(f.Text); complaint != "" {
			f.complain(complaint)
			return
		}
	}
	f.complain("")
	f.committed = f.Text
	if f.OnCommit != nil {
		f.OnCommit(f.Text)
	}
}

func (f *Field) complain(sentence string) {
	f.complained = sentence != ""
	if f.Complain != nil {
		f.Complain(sentence)
	}
}

// FocusGained brings the field into view and, where it is one line, marks its text, so that
// typing takes its place as in any form.
func (f *Field) FocusGained() {
	f.focused = true
	f.Entry.FocusGained()
	switch {
	case f.MultiLine:
		f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	case f.Text != "": // marking no text would swallow the first letter
		f.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	Reveal(f)
}

// FocusLost commits.
func (f *Field) FocusLost() {
	f.focused = false
	f.Entry.FocusLost()
	if trimmed := strings.TrimSpace(f.Text); !f.MultiLine && trimmed != f.Text {
		f.SetText(trimmed)
	}
	f.fromStart()
	f.Commit()
}

// TypedKey takes back uncommitted typing on Escape.
func (f *Field) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		f.stop()
		f.Entry.OnChanged = nil
		f.SetText(f.committed)
		f.Entry.OnChanged = f.typed
		f.complain("")
		if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
			c.Unfocus()
		}
		if f.Escaped != nil {
			f.Escaped()
		}
		return
	}
	if f.Done != nil && (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) {
		f.Commit()
		f.Done()
		return
	}
	f.Entry.TypedKey(e)
}

// shortcutCanvas is a canvas that takes shortcuts, as every window's does.
type shortcutCanvas interface{ TypedShortcut(fyne.Shortcut) }

// TypedShortcut keeps the editing shortcuts and hands the others to the window. Undo is
// the field's while something is typed and not committed, the workbook's otherwise.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		if f.Done != nil && (s.KeyName == fyne.KeyReturn || s.KeyName == fyne.KeyEnter) {
			f.TypedKey(&fyne.KeyEvent{Name: s.KeyName})
			return
		}
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll:
		f.Entry.TypedShortcut(s)
		return
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		if f.Text != f.committed {
			f.Entry.TypedShortcut(s)
			return
		}
	}
	passShortcut(f, s)
}

// passShortcut hands a shortcut that an entry has no use for to its window.
func passShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(shortcutCanvas); ok {
		c.TypedShortcut(s)
	}
}

// Labelled puts a label above a field.
func Labelled(label string, field fyne.CanvasObject) *fyne.Container {
	return Column(4, Small(label), field)
}

// Checked is a field with its label and, below, a line for what is wrong with its text.
func Checked(label string, f *Field, check func(string) string) *fyne.Container {
	complaint := NewText("", Style{Size: SizeSmall, Color: ColorNeeded})
	complaint.Hide()
	box := Column(4, Small(label), f, complaint)
	f.Check = check
	f.Complain = func(sentence string) {
		if complaint.Text() == sentence {
			return
		}
		complaint.Set(sentence)
		complaint.Hidden = sentence == ""
		box.Refresh()
	}
	return box
}

// DateField is a field for a day, with a calendar to pick from.
type DateField struct {
	Field *Field
	box   *fyne.Container
	popup *widget.PopUp
}

// NewDateField makes a date field; complaint is the sentence for what is not a date.
func NewDateField(label, placeholder, calendarLabel string, complaint func(string) string, onCommit func(workbook.Date)) *DateField {
	d := &DateField{}
	d.Field = NewField(func(text string) {
		date, err := workbook.ReadDate(text)
		if err != nil {
			return // checked before it is committed
		}
		d.Put(date) // in the form that cannot be misread
		onCommit(date)
	})
	d.Field.SetPlaceHolder(placeholder)
	button := IconButton(calendarLabel, theme.CalendarIcon(), d.openCalendar)
	d.Field.ActionItem = button
	d.box = Checked(label, d.Field, func(text string) string {
		if _, err := workbook.ReadDate(text); err != nil {
			return complaint(text)
		}
		return ""
	})
	return d
}

// Object is the field with its label.
func (d *DateField) Object() fyne.CanvasObject { return d.box }

// Put sets the day.
func (d *DateField) Put(date workbook.Date) { d.Field.Put(string(date)) }

func (d *DateField) openCalendar() {
	c := fyne.CurrentApp().Driver().CanvasForObject(d.Field)
	if c == nil {
		return
	}
	at := time.Now()
	if date, err := workbook.ParseDate(d.Field.Text); err == nil && date != "" {
		at = date.Time()
	}
	calendar := widget.NewCalendar(at, func(t time.Time) {
		d.popup.Hide()
		d.Field.SetText(t.Format(time.DateOnly))
		d.Field.Commit()
	})
	d.popup = ShowBelow(calendar, d.Field, fyne.Size{})
}

// NewSuggest makes a field that takes any text and offers some, such as the names of
// contacts; nothing is what it says where there are none.
func NewSuggest(offerLabel, nothing string, offers func() []string, onCommit func(string)) *Field {
	f := NewField(onCommit)
	f.Offer(offerLabel, func() { f.ShowOffers(offers(), nothing) })
	return f
}

// Offer puts a sign at the field's end that asks for what it offers.
func (f *Field) Offer(label string, asked func()) {
	f.ActionItem = IconButton(label, theme.MenuDropDownIcon(), asked)
}

// ShowOffers lists texts below the field, of which the person may take one; nothing is what
// it says where there are none.
func (f *Field) ShowOffers(offers []string, nothing string) {
	if fyne.CurrentApp().Driver().CanvasForObject(f) == nil {
		return
	}
	var items []*fyne.MenuItem
	for _, offer := range offers {
		items = append(items, fyne.NewMenuItem(offer, func() { f.Take(offer) }))
	}
	if len(items) == 0 {
		none := fyne.NewMenuItem(nothing, nil)
		none.Disabled = true
		items = append(items, none)
	}
	ShowMenu(items, f)
}

// Take makes an offered text the field's, as if it had been typed and left.
func (f *Field) Take(offer string) {
	f.SetText(offer)
	f.Commit()
}
