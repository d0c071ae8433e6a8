package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text is a run of text without the toolkit's padding around it, so that things align on
// the grid. It wraps at words unless it is a single line.
type Text struct {
	widget.BaseWidget
	segment *widget.TextSegment
	rich    *widget.RichText
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

// NewText makes a text.
func NewText(text string, s Style) *Text {
	if s.Size == "" {
		s.Size = SizeBody
	}
	if s.Color == "" {
		s.Color = ColorInk
	}
	seg := &widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		SizeName: s.Size, ColorName: s.Color, Inline: true, Alignment: s.Align,
		TextStyle: fyne.TextStyle{Bold: s.Bold, Italic: s.Italic},
	}}
	t := &Text{segment: seg, rich: widget.NewRichText(seg)}
	t.rich.Wrapping = fyne.TextWrapWord
	if s.Single || s.Whole {
		t.rich.Wrapping = fyne.TextWrapOff
	}
	if s.Single {
		t.rich.Truncation = fyne.TextTruncateEllipsis
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
func (t *Text) Text() string { return t.segment.Text }

// Set changes what it says.
func (t *Text) Set(text string) {
	if t.segment.Text == text {
		return
	}
	t.segment.Text = text
	t.rich.Refresh()
	t.Refresh()
}

// SetLook changes colour and weight.
func (t *Text) SetLook(color fyne.ThemeColorName, bold bool) {
	if t.segment.Style.ColorName == color && t.segment.Style.TextStyle.Bold == bold {
		return
	}
	t.segment.Style.ColorName = color
	t.segment.Style.TextStyle.Bold = bold
	t.rich.Refresh()
	t.Refresh()
}

// AccessibilityLabel is the text, for readers that support it.
func (t *Text) AccessibilityLabel() string { return t.segment.Text }

// AccessibilityRole says that it is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the rich text with its padding cut off.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	return &textRenderer{text: t, objects: []fyne.CanvasObject{t.rich}}
}

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

func (r *textRenderer) Refresh()                     { r.Layout(r.text.Size()); r.text.rich.Refresh() }
func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *textRenderer) Destroy()                     {}

// shorten ends the text with an ellipsis where it is cut off, or shows it whole.
func (t *Text) shorten(on bool) {
	truncation := fyne.TextTruncateOff
	if on {
		truncation = fyne.TextTruncateEllipsis
	}
	if t.rich.Truncation != truncation {
		t.rich.Truncation = truncation
		t.rich.Refresh()
	}
}

// textSlack is what the toolkit wants beyond the measured width before it leaves a text whole.
const textSlack float32 = 2

// Natural is the size of the whole text on one line.
func (t *Text) Natural() fyne.Size {
	s := t.segment.Style
	size := fyne.MeasureText(t.segment.Text, t.Theme().Size(s.SizeName), s.TextStyle)
	return fyne.NewSize(size.Width+textSlack, size.Height)
}
