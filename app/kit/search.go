package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Search is an entry above a list of what it finds: Escape leaves it, Enter takes the first
// of the list, and the down arrow goes on into the list.
type Search struct {
	widget.Entry
	list  *List
	leave func()
}

// NewSearch makes a search over a list; changed narrows the list down, and leave closes
// what both stand in. The arrow keys then move in the list and Enter takes a row.
func NewSearch(placeholder string, list *List, changed func(string), leave func()) *Search {
	s := &Search{list: list, leave: leave}
	s.SetPlaceHolder(placeholder)
	s.OnChanged = func(words string) {
		changed(words)
		list.Refresh()
	}
	s.OnSubmitted = func(string) {
		if list.Length() > 0 {
			list.OnSelected(0)
		}
	}
	list.browse, list.Keys = true, s
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey leaves on Escape and goes on to the list with the down arrow.
func (s *Search) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		s.leave()
	case fyne.KeyDown:
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && s.list.Length() > 0 {
			c.Focus(s.list)
		}
	default:
		s.Entry.TypedKey(e)
	}
}

// HandleKey leaves on Escape from the list too.
func (s *Search) HandleKey(k fyne.KeyName) bool {
	if k == fyne.KeyEscape {
		s.leave()
	}
	return k == fyne.KeyEscape
}

// HandleRune has no use for any.
func (s *Search) HandleRune(rune) bool { return false }
