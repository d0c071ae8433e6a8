package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// look is the colour, tint and sign of a status.
type look struct {
	ink, tint fyne.ThemeColorName
	sign      fyne.Resource
}

func sign(name, body string) fyne.Resource {
	return fyne.NewStaticResource("sign-"+name+".svg", []byte(
		`<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">`+body+`</svg>`))
}

// lookOf gives a status its colours and its sign. The signs differ in shape, so that they
// are told apart without colour.
func lookOf(s workbook.Status) look {
	switch s {
	case workbook.InPlace:
		return look{ColorGood, ColorGoodTint, sign("check", `<path d="M6.4 12.6 2.2 8.4l1.5-1.5 2.7 2.7 5.9-5.9 1.5 1.5z" fill="#000"/>`)}
	case workbook.InProgress:
		return look{ColorProgress, ColorProgressTint, sign("half", `<path d="M8 2C4.686 2 2 4.686 2 8C2 11.314 4.686 14 8 14ZM8 2C11.314 2 14 4.686 14 8C14 11.314 11.314 14 8 14L8 12.6C10.541 12.6 12.6 10.541 12.6 8C12.6 5.459 10.541 3.4 8 3.4Z" fill="#000"/>`)}
	case workbook.Needed:
		return look{ColorNeeded, ColorNeededTint, sign("needed", `<path d="M6.9 2h2.2v7.6H6.9zM6.8 11.4h2.4v2.4H6.8z" fill="#000"/>`)}
	case workbook.NotNecessary:
		return look{ColorAside, ColorAsideTint, sign("dash", `<path d="M3 7h10v2H3z" fill="#000"/>`)}
	}
	return look{ColorMuted, "", sign("open", `<path d="M14 8C14 11.314 11.314 14 8 14C4.686 14 2 11.314 2 8C2 4.686 4.686 2 8 2C11.314 2 14 4.686 14 8ZM12.6 8C12.6 5.459 10.541 3.4 8 3.4C5.459 3.4 3.4 5.459 3.4 8C3.4 10.541 5.459 12.6 8 12.6C10.541 12.6 12.6 10.541 12.6 8Z" fill="#000" fill-rule="evenodd"/>`)}
}

// DoneSign is the check mark of what is done. It is drawn, since not every system's fonts
// have the character.
func DoneSign() fyne.CanvasObject {
	l := lookOf(workbook.InPlace)
	return container.New(inline{}, NewIcon(l.sign, l.ink))
}

// Pill is a short word on its tint: a status with its sign, or a priority.
type Pill struct {
	widget.BaseWidget
	words     string
	ink, tint fyne.ThemeColorName
	sign      fyne.Resource
}

// StatusPill shows a status as colour, sign and word.
func StatusPill(s workbook.Status, word string) *Pill {
	p := &Pill{}
	p.ExtendBaseWidget(p)
	p.SetStatus(s, word)
	return p
}

// WordPill shows a word in a status's colours, without a sign.
func WordPill(like workbook.Status, word string) *Pill {
	p := StatusPill(like, word)
	p.SetWord(like, word)
	return p
}

// SetStatus changes what the pill shows.
func (p *Pill) SetStatus(s workbook.Status, word string) {
	l := lookOf(s)
	p.words, p.ink, p.tint, p.sign = word, l.ink, l.tint, l.sign
	p.Refresh()
}

// SetWord changes a pill without a sign.
func (p *Pill) SetWord(like workbook.Status, word string) {
	p.SetStatus(like, word)
	p.sign = nil
	p.Refresh()
}

// AccessibilityLabel is the pill's word.
func (p *Pill) AccessibilityLabel() string { return p.words }

// AccessibilityRole says that it is text.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws tint, sign and word.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	r := &pillRenderer{pill: p, back: canvas.NewRectangle(color.Transparent), icon: NewIcon(nil, ""), text: canvas.NewText("", color.Transparent)}
	r.Refresh()
	return r
}

type pillRenderer struct {
	pill *Pill
	back *canvas.Rectangle
	icon *Icon
	text *canvas.Text
}

func (r *pillRenderer) side() float32 { return r.text.TextSize }

func (r *pillRenderer) Layout(size fyne.Size) {
	r.back.CornerRadius = size.Height / 2
	r.back.Resize(size)
	x := 1.25 * Grid
	if r.pill.sign != nil {
		r.icon.Resize(fyne.NewSquareSize(r.side()))
		r.icon.Move(fyne.NewPos(x-1, (size.Height-r.side())/2))
		x += r.side() + 3
	}
	r.text.Resize(r.text.MinSize())
	r.text.Move(fyne.NewPos(x, (size.Height-r.text.MinSize().Height)/2))
}

func (r *pillRenderer) MinSize() fyne.Size {
	m := r.text.MinSize()
	w := m.Width + 2.5*Grid
	if r.pill.sign != nil {
		w += r.side() + 3
	}
	return fyne.NewSize(w, m.Height+6)
}

func (r *pillRenderer) Refresh() {
	p := r.pill
	r.back.FillColor, r.back.StrokeWidth = color.Transparent, 0
	if p.tint != "" {
		r.back.FillColor = Color(p, p.tint)
	} else {
		r.back.StrokeColor, r.back.StrokeWidth = Color(p, ColorOutline), 1
	}
	r.icon.Hidden = p.sign == nil
	if p.sign != nil {
		r.icon.Set(p.sign, p.ink)
	}
	r.text.Text, r.text.Color = p.words, Color(p, p.ink)
	r.text.TextSize = p.Theme().Size(SizeSmall)
	r.text.TextStyle.Bold = true
	r.Layout(p.Size())
	r.back.Refresh()
	r.text.Refresh()
}

func (r *pillRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.icon, r.text}
}
func (r *pillRenderer) Destroy() {}

// StatusButton is one of the four answers: sign, word and its key.
type StatusButton struct {
	Tap
	status workbook.Status
	icon   *Icon
	text   *Text
	chosen bool
}

// NewStatusButton makes the button of a status; hint is the key that chooses it.
func NewStatusButton(s workbook.Status, word, hint string, onTapped func()) *StatusButton {
	l := lookOf(s)
	b := &StatusButton{status: s, icon: NewIcon(l.sign, ColorInk)}
	b.text = NewText(word, Style{Bold: true, Whole: true})
	b.Label, b.OnTapped = word, onTapped
	b.content = container.NewHBox(container.New(inline{}, b.icon), container.New(natural{}, b.text),
		container.New(natural{}, NewText(hint, Style{Size: SizeSmall, Color: ColorMuted, Whole: true})))
	b.Radius, b.PadX, b.PadY = 8, 1.5*Grid, Grid
	b.Fill, b.Line, b.HoverFill = ColorSurface, theme.ColorNameInputBorder, theme.ColorNameHover
	b.ExtendBaseWidget(b)
	return b
}

// SetChosen shows whether this is the answer.
func (b *StatusButton) SetChosen(chosen bool) {
	if b.chosen == chosen {
		return
	}
	b.chosen = chosen
	l := lookOf(b.status)
	ink := ColorInk
	b.Line, b.Fill, b.HoverFill = theme.ColorNameInputBorder, ColorSurface, theme.ColorNameHover
	if chosen {
		ink, b.Line, b.Fill, b.HoverFill = l.ink, l.ink, l.tint, l.tint
	}
	b.icon.Set(l.sign, ink)
	b.text.SetLook(ink, true)
	b.Refresh()
}

// Chosen reports whether this is the answer.
func (b *StatusButton) Chosen() bool { return b.chosen }
