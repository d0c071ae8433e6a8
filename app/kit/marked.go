package kit

import (
	"image/color"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// Marked is one line of text in which some words are set off, bold and on a tint, so never
// by colour alone. What does not fit is left out at the end; where no word that is set off
// would be seen then, the text begins later.
type Marked struct {
	widget.BaseWidget
	size  fyne.ThemeSizeName
	ink   fyne.ThemeColorName
	lead  string
	text  string
	marks []workbook.Range
}

// NewMarked makes an empty line.
func NewMarked(size fyne.ThemeSizeName, ink fyne.ThemeColorName) *Marked {
	m := &Marked{size: size, ink: ink}
	m.ExtendBaseWidget(m)
	return m
}

// Set changes what it says: a lead that stays whole, and a text with its marks in order.
func (m *Marked) Set(lead, text string, marks []workbook.Range) {
	m.lead, m.text, m.marks = lead, text, marks
	m.Refresh()
}

// AccessibilityLabel is the whole text, for readers that support it.
func (m *Marked) AccessibilityLabel() string {
	return strings.TrimSpace(m.lead + " " + m.text)
}

// AccessibilityRole says that it is text.
func (m *Marked) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Marks are the words that are set off.
func (m *Marked) Marks() []string {
	var words []string
	for _, r := range m.marks {
		words = append(words, m.text[r.Start:r.End])
	}
	return words
}

// piece is a run of the line in one look.
type piece struct {
	text   string
	marked bool
}

// pieces are the runs of the whole line.
func (m *Marked) pieces() []piece {
	var list []piece
	add := func(text string, marked bool) {
		if text != "" {
			list = append(list, piece{text, marked})
		}
	}
	if m.lead != "" {
		add(m.lead+" ", false)
	}
	at := 0
	for _, r := range m.marks {
		add(m.text[at:r.Start], false)
		add(m.text[r.Start:r.End], true)
		at = r.End
	}
	add(m.text[at:], false)
	return list
}

func (m *Marked) width(p piece) float32 {
	return fyne.MeasureText(p.text, m.Theme().Size(m.size), fyne.TextStyle{Bold: p.marked}).Width
}

const ellipsis = "…"

// fit gives the runs that are drawn in a width.
func (m *Marked) fit(width float32) []piece {
	list := m.pieces()
	total := float32(0)
	for _, p := range list {
		total += m.width(p)
	}
	if total <= width {
		return list
	}
	list = m.late(list, width)
	var out []piece
	for _, p := range list {
		w := m.width(p)
		if w > width {
			if cut := m.begin(p, width); cut.text != "" {
				out = append(out, cut)
			}
			break
		}
		out = append(out, p)
		width -= w
	}
	return out
}

// late cuts off the front of the text before the first mark where the mark would come too
// far right to be seen with a word after it.
func (m *Marked) late(list []piece, width float32) []piece {
	first, before := -1, float32(0)
	for i, p := range list {
		if p.marked {
			first = i
			break
		}
		before += m.width(p)
	}
	if first < 1 || list[first-1].text == m.lead+" " {
		return list
	}
	end := before + m.width(list[first])
	if end <= 0.75*width {
		return list
	}
	gap := list[first-1]
	room := m.width(gap) - (end - 0.75*width)
	runes := []rune(gap.text)
	from := sort.Search(len(runes), func(i int) bool {
		return m.width(piece{ellipsis + string(runes[i:]), false}) <= room
	})
	for i := from; i < len(runes)-1; i++ { // not in the middle of a word
		if runes[i] == ' ' {
			from = i + 1
			break
		}
	}
	out := append([]piece{}, list[:first-1]...)
	out = append(out, piece{ellipsis + string(runes[from:]), false})
	return append(out, list[first:]...)
}

// begin is as much of a run's beginning as fits, with an ellipsis.
func (m *Marked) begin(p piece, width float32) piece {
	runes := []rune(p.text)
	n := sort.Search(len(runes), func(i int) bool {
		return m.width(piece{string(runes[:i+1]) + ellipsis, p.marked}) > width
	})
	if n == 0 && m.width(piece{ellipsis, p.marked}) > width {
		return piece{}
	}
	return piece{string(runes[:n]) + ellipsis, p.marked}
}

// CreateRenderer draws the runs and the tints below them.
func (m *Marked) CreateRenderer() fyne.WidgetRenderer { return &markedRenderer{marked: m} }

type markedRenderer struct {
	marked  *Marked
	drawn   []piece
	texts   []*canvas.Text
	tints   []*canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *markedRenderer) Layout(size fyne.Size) {
	m := r.marked
	r.drawn = m.fit(size.Width)
	for len(r.texts) < len(r.drawn) {
		tint := canvas.NewRectangle(color.Transparent)
		tint.CornerRadius = 2
		r.tints, r.texts = append(r.tints, tint), append(r.texts, canvas.NewText("", color.Transparent))
	}
	r.objects = r.objects[:0]
	x, height := float32(0), r.MinSize().Height
	for i, p := range r.drawn {
		w := m.width(p)
		t, tint := r.texts[i], r.tints[i]
		t.Text, t.TextSize, t.TextStyle = p.text, m.Theme().Size(m.size), fyne.TextStyle{Bold: p.marked}
		t.Color = Color(m, m.ink)
		if p.marked {
			t.Color, tint.FillColor = Color(m, ColorInk), Color(m, ColorProgressTint)
			tint.Resize(fyne.NewSize(w+2, height))
			tint.Move(fyne.NewPos(x-1, 0))
			r.objects = append(r.objects, tint)
		}
		t.Resize(fyne.NewSize(w, height))
		t.Move(fyne.NewPos(x, 0))
		r.objects = append(r.objects, t)
		x += w
	}
}

func (r *markedRenderer) MinSize() fyne.Size {
	m := r.marked
	return fyne.NewSize(0, fyne.MeasureText("Ag", m.Theme().Size(m.size), fyne.TextStyle{}).Height)
}

func (r *markedRenderer) Refresh() {
	r.Layout(r.marked.Size())
	canvas.Refresh(r.marked)
}

func (r *markedRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *markedRenderer) Destroy()                     {}
