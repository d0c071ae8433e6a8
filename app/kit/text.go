package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text is a run of text without the toolkit's padding around it, so that things align on
// the grid. It wraps at words unless it is a single line.
type Text struct {
	widget.BaseWidget
	text  string
	style Style
	short bool // where it does not fit

	// What draws it: a line of its own is drawn as it is, for it is most of what a window
	// shows, and the toolkit's rich text takes many times as long to lay it out.
	line    *canvas.Text
	rich    *widget.RichText
	segment *widget.TextSegment
}

// Style says how a text looks.
type Style struct {
	Size   fyne.ThemeSizeName  // SizeBody when empty
	Color  fyne.ThemeColorName // ink when empty
	Bold   bool
	Italic bool
	Single bool // one line, shortened with an ellipsis
	Whole  bool // one line, never shortened: it asks for the width that it needs
	Align  fyne.TextAlign
}

func (s Style) letters() fyne.TextStyle { return fyne.TextStyle{Bold: s.Bold, Italic: s.Italic} }

// NewText makes a text.
func NewText(text string, s Style) *Text {
	if s.Size == "" {
		s.Size = SizeBody
	}
	if s.Color == "" {
		s.Color = ColorInk
	}
	t := &Text{text: text, style: s, short: s.Single}
	if s.Single || s.Whole {
		t.line = &canvas.Text{Alignment: s.Align}
	} else {
		t.segment = &widget.TextSegment{}
		t.rich = widget.NewRichText(t.segment)
		t.rich.Wrapping = fyne.TextWrapWord
	}
	t.ExtendBaseWidget(t)
	return t
}

// Title is a screen's title.
func Title(text string) *Text { return NewText(text, Style{Size: SizeTitle, Bold: true, Single: true}) }

// Heading is a card's title.
func Heading(text string) *Text { return NewText(text, Style{Size: SizeHeading, Bold: true}) }

// Body is running text.
func Body(text string) *Text { return NewText(text, Style{}) }

// Small is a hint or a label.
func Small(text string) *Text { return NewText(text, Style{Size: SizeSmall, Color: ColorMuted}) }

// Section is the label above a part of a card.
func Section(text string) *Text {
	return NewText(text, Style{Size: SizeSmall, Color: ColorMuted, Bold: true})
}

// Text is what it says.
func (t *Text) Text() string { return t.text }

// Set changes what it says.
func (t *Text) Set(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// SetLook changes colour and weight.
func (t *Text) SetLook(color fyne.ThemeColorName, bold bool) {
	if t.style.Color != color || t.style.Bold != bold {
		t.style.Color, t.style.Bold = color, bold
		t.Refresh()
	}
}

// setSize changes the size of its letters.
func (t *Text) setSize(size fyne.ThemeSizeName) {
	if t.style.Size != size {
		t.style.Size = size
		t.Refresh()
	}
}

// shorten ends the text with an ellipsis where it is cut off, or shows it whole.
func (t *Text) shorten(on bool) {
	if t.line != nil && t.short != on {
		t.short = on
		t.fit()
	}
}

// AccessibilityLabel is the text, for readers that support it.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole says that it is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// wear puts the text and its look on what draws it.
func (t *Text) wear() {
	if t.line == nil {
		t.segment.Text = t.text
		t.segment.Style = widget.RichTextStyle{
			SizeName: t.style.Size, ColorName: t.style.Color, Inline: true, Alignment: t.style.Align, TextStyle: t.style.letters(),
		}
		return
	}
	t.line.TextStyle, t.line.TextSize = t.style.letters(), t.Theme().Size(t.style.Size)
	t.line.Color = theme.ColorForWidget(t.style.Color, t)
	t.fit()
}

// fit shows as much of a line as there is room for.
func (t *Text) fit() {
	said := strings.ReplaceAll(t.text, "\n", " ")
	if width := t.Size().Width; t.short && width > 0 {
		said = t.within(said, width)
	}
	if t.line.Text != said {
		t.line.Text = said
		t.line.Refresh()
	}
}

// within is a text, or its beginning and an ellipsis where it is wider than a width.
func (t *Text) within(text string, width float32) string {
	letters := []rune(text)
	if most := 16 + int(6*width/t.line.TextSize); len(letters) > most { // no letters are that narrow
		letters = append(letters[:most], ' ', ' ', ' ')
	} else if t.measure(text) <= width {
		return text
	}
	least, most := 0, len(letters)-1
	for least < most {
		middle := (least + most + 1) / 2
		if t.measure(string(letters[:middle])+ellipsis) <= width {
			least = middle
		} else {
			most = middle - 1
		}
	}
	return string(letters[:least]) + ellipsis
}

func (t *Text) measure(text string) float32 {
	return fyne.MeasureText(text, t.line.TextSize, t.line.TextStyle).Width
}

// CreateRenderer draws a line, or the rich text with its padding cut off.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.wear()
	if t.line != nil {
		return &lineRenderer{text: t, objects: []fyne.CanvasObject{t.line}}
	}
	return &textRenderer{text: t, objects: []fyne.CanvasObject{t.rich}}
}

// lineRenderer draws a text that stands on one line.
type lineRenderer struct {
	text    *Text
	objects []fyne.CanvasObject
}

func (r *lineRenderer) Layout(size fyne.Size) {
	r.text.line.Resize(fyne.NewSize(size.Width, r.text.line.MinSize().Height))
	r.text.fit()
}

// MinSize is that of the line, and of a letter and the ellipsis where it is shortened.
func (r *lineRenderer) MinSize() fyne.Size {
	t := r.text
	if t.short {
		size, padding := t.Theme().Size(theme.SizeNameText), t.Theme().Size(theme.SizeNameInnerPadding)
		least := fyne.MeasureText("M", size, fyne.TextStyle{}).Width + fyne.MeasureText(ellipsis, size, fyne.TextStyle{}).Width
		return fyne.NewSize(fyne.Max(least-2*padding, 0), t.line.MinSize().Height)
	}
	return t.line.MinSize()
}

func (r *lineRenderer) Refresh() {
	r.text.wear()
	r.Layout(r.text.Size())
	r.text.line.Refresh()
}

func (r *lineRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *lineRenderer) Destroy()                     {}

// textRenderer draws a text that wraps.
type textRenderer struct {
	text    *Text
	objects []fyne.CanvasObject
}

func (r *textRenderer) pad() float32 { return r.text.Theme().Size(theme.SizeNameInnerPadding) }

func (r *textRenderer) Layout(size fyne.Size) {
	p := r.pad()
	r.text.rich.Move(fyne.NewPos(-p, -p))
	r.text.rich.Resize(size.AddWidthHeight(2*p, 2*p))
}

func (r *textRenderer) MinSize() fyne.Size {
	p := r.pad()
	min := r.text.rich.MinSize().SubtractWidthHeight(2*p, 2*p)
	return min.Max(fyne.NewSize(0, 0))
}

func (r *textRenderer) Refresh() {
	r.text.wear()
	r.Layout(r.text.Size())
	r.text.rich.Refresh()
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *textRenderer) Destroy()                     {}

// textSlack is what the toolkit wants beyond the measured width before it leaves a text whole.
const textSlack float32 = 2

// Natural is the size of the whole text on one line.
func (t *Text) Natural() fyne.Size {
	size := fyne.MeasureText(t.text, t.Theme().Size(t.style.Size), t.style.letters())
	return fyne.NewSize(size.Width+textSlack, size.Height)
}

// LoadFaces reads the typefaces that every screen is written in, which the toolkit otherwise
// does when a text is measured first. While it goes on nothing else may measure or draw texts.
func LoadFaces() {
	for _, bold := range []bool{false, true} {
		fyne.MeasureText("M", fitReference, fyne.TextStyle{Bold: bold})
	}
}
