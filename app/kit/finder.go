package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SearchButton looks like a field to search in, with the keys that lead to it at its end. A
// press opens the true one in its place; where there is little room the words are shortened.
type SearchButton struct {
	Tap
	words, key *Text
}

// NewSearchButton makes one.
func NewSearchButton(words, key string, open func()) *SearchButton {
	b := &SearchButton{
		words: NewText(words, Style{Color: theme.ColorNamePlaceHolder, Single: true}),
		key:   NewText(key, Style{Size: SizeSmall, Color: ColorMuted, Whole: true}),
	}
	icon := container.New(inline{}, NewIcon(theme.SearchIcon(), theme.ColorNamePlaceHolder))
	b.content = container.New(searchLine{}, icon, b.words, b.key)
	b.Label, b.OnTapped = words, open
	b.Fill, b.Line, b.HoverFill = ColorSurface, theme.ColorNameInputBorder, theme.ColorNameHover
	b.Radius, b.PadX, b.PadY = 8, 1.25*Grid, Grid
	b.ExtendBaseWidget(b)
	return b
}

// searchLine sets an icon, words and a key on one line. The words go before the key does.
type searchLine struct{}

func (searchLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	icon, words, key := objects[0], objects[1].(*Text), objects[2]
	put := func(o fyne.CanvasObject, x, width float32) {
		m := o.MinSize()
		o.Resize(fyne.NewSize(width, m.Height))
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
	}
	side := icon.MinSize().Width
	put(icon, 0, side)
	x, end := side+Grid, key.MinSize().Width
	room := size.Width - x - end - Grid
	if !show(key, room >= words.Natural().Width) {
		room = size.Width - x
	}
	put(key, size.Width-end, end)
	put(words, x, fyne.Max(room, 0))
}

func (searchLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	icon := objects[0].MinSize()
	return fyne.NewSize(icon.Width, fyne.Max(icon.Height, objects[1].MinSize().Height))
}

// Query is a one-line entry that offers its keys to what shows the answers first.
type Query struct {
	widget.Entry
	keys Keys
}

// NewQuery makes one; changed hears each change of the words.
func NewQuery(placeholder string, keys Keys, changed func(string)) *Query {
	q := &Query{keys: keys}
	q.SetPlaceHolder(placeholder)
	q.OnChanged = changed
	q.Icon = theme.NewColoredResource(theme.SearchIcon(), theme.ColorNamePlaceHolder)
	q.ExtendBaseWidget(q)
	return q
}

// TypedKey goes to the answers, and to the text where they have no use for it.
func (q *Query) TypedKey(e *fyne.KeyEvent) {
	if !q.keys.HandleKey(e.Name) {
		q.Entry.TypedKey(e)
	}
}

// SelectAll marks the words, so that typing takes their place.
func (q *Query) SelectAll() {
	if q.Text != "" { // marking no text would swallow the first letter
		q.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// Filter is a one-line entry that narrows a list down where it stands. It keeps the editing
// shortcuts and hands the others to the window.
type Filter struct{ widget.Entry }

// NewFilter makes one; changed hears each change, and taken that Enter was pressed.
func NewFilter(placeholder string, changed, taken func(string)) *Filter {
	f := &Filter{}
	f.SetPlaceHolder(placeholder)
	f.OnChanged, f.OnSubmitted = changed, taken
	f.ExtendBaseWidget(f)
	return f
}

// TypedShortcut edits, or goes to the window.
func (f *Filter) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		f.Entry.TypedShortcut(s)
	default:
		passShortcut(f, s)
	}
}

// TopLine sets the parts of the window's bar on one line: what is chosen with its label before
// it and words about it after, a search, and a last button. Where there is little room the
// words go first, then the label, and then the search gets narrower.
func TopLine(label, chosen, about, search, last fyne.CanvasObject) *fyne.Container {
	return container.New(topLine{}, label, chosen, about, search, last)
}

type topLine struct{}

// Widths of the search at 100 % text, and the share of the bar that it has at most.
const (
	searchWidth float32 = 280
	searchLeast float32 = 44
	searchShare float32 = 0.34
)

func (topLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label, chosen, about, search, last := objects[0], objects[1], objects[2], objects[3], objects[4]
	put := func(o fyne.CanvasObject, x, width, height float32) {
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
	}
	l, c, end := label.MinSize(), chosen.MinSize(), last.MinSize()
	wanted := fyne.Min(searchWidth*TextScale(), searchShare*size.Width)
	room := size.Width - end.Width - Grid
	x := float32(0)
	if show(label, l.Width+2*Grid+c.Width+2*Grid+wanted <= room) {
		put(label, 0, l.Width, l.Height)
		x = l.Width + 2*Grid
	}
	put(chosen, x, c.Width, c.Height)
	x += c.Width + 2*Grid
	wanted = fyne.Max(fyne.Min(wanted, room-x), searchLeast*TextScale())
	put(last, size.Width-end.Width, end.Width, end.Height)
	put(search, room-wanted, wanted, search.MinSize().Height)
	if left := room - wanted - 2*Grid - x; show(about, left >= 10*Grid*TextScale()) {
		put(about, x, left, about.MinSize().Height)
	}
}

// show shows or hides something where it is not so already, and says which.
func show(o fyne.CanvasObject, on bool) bool {
	if on && !o.Visible() {
		o.Show()
	}
	if !on && o.Visible() {
		o.Hide()
	}
	return on
}

func (topLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, o := range objects {
		height = fyne.Max(height, o.MinSize().Height)
	}
	return fyne.NewSize(objects[1].MinSize().Width+objects[4].MinSize().Width+searchLeast*TextScale(), height)
}

// FoundRow lays out a finding: its title and where it is on the first line, the words found
// on the second.
func FoundRow(title *Marked, where *Text, words *Marked) *fyne.Container {
	return &fyne.Container{Layout: foundRow{}, Objects: []fyne.CanvasObject{title, where, words}}
}

type foundRow struct{}

func (foundRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, where, words := objects[0], objects[1].(*Text), objects[2]
	th, wh, xh := title.MinSize().Height, where.MinSize().Height, words.MinSize().Height
	w := fyne.Min(where.Natural().Width, 0.42*size.Width)
	if where.Text() == "" {
		w = -Grid
	}
	top := (size.Height - th - 2 - xh) / 2
	title.Resize(fyne.NewSize(fyne.Max(size.Width-w-Grid, 0), th))
	title.Move(fyne.NewPos(0, top))
	where.Resize(fyne.NewSize(fyne.Max(w, 0), wh))
	where.Move(fyne.NewPos(size.Width-w, top+(th-wh)/2))
	words.Resize(fyne.NewSize(size.Width, xh))
	words.Move(fyne.NewPos(0, top+th+2))
}

func (foundRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height+2+objects[2].MinSize().Height)
}
