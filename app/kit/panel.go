package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Panel is a rounded surface in theme colours.
type Panel struct {
	widget.BaseWidget
	fill, line fyne.ThemeColorName
	Square     bool // without rounded corners
}

// CreateRenderer draws the surface.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{panel: p}
	for i := range r.parts {
		r.parts[i] = canvas.NewRectangle(color.Transparent)
	}
	r.objects = []fyne.CanvasObject{r.parts[0]}
	r.Refresh()
	return r
}

// panelRenderer draws a surface in one piece, and a high one in five: its head and its foot
// with the corners, and between them, over what of these lies inside, the middle and its two
// sides. A toolkit without help from the hardware takes a third longer for each point of a
// rounded piece than of a square one, and a panel can be most of a window.
type panelRenderer struct {
	panel   *Panel
	parts   [5]*canvas.Rectangle
	objects []fyne.CanvasObject
}

// highPanel is how high a panel is that is drawn in pieces, at least.
const highPanel = 160

func (r *panelRenderer) radius() float32 {
	if r.panel.Square {
		return 0
	}
	return r.panel.Theme().Size(theme.SizeNameCardRadius)
}

func (r *panelRenderer) Layout(size fyne.Size) {
	whole, round := r.parts[0], r.radius()
	if round == 0 || size.Height < highPanel {
		whole.Resize(size)
		if len(r.objects) > 1 {
			r.objects = []fyne.CanvasObject{whole}
		}
		return
	}
	if len(r.objects) == 1 {
		r.objects = []fyne.CanvasObject{whole, r.parts[1], r.parts[2], r.parts[3], r.parts[4]}
	}
	line := whole.StrokeWidth
	put := func(part *canvas.Rectangle, x, y, width, height float32) {
		part.Move(fyne.NewPos(x, y))
		part.Resize(fyne.NewSize(width, height))
	}
	put(whole, 0, 0, size.Width, 2*round)
	put(r.parts[1], 0, size.Height-2*round, size.Width, 2*round)
	put(r.parts[2], line, round, size.Width-2*line, size.Height-2*round)
	put(r.parts[3], 0, round, line, size.Height-2*round)
	put(r.parts[4], size.Width-line, round, line, size.Height-2*round)
}

func (r *panelRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *panelRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *panelRenderer) Destroy()                     {}

func (r *panelRenderer) Refresh() {
	p := r.panel
	fill, line, width := Color(p, p.fill), color.Color(nil), float32(0)
	if p.line != "" {
		line, width = Color(p, p.line), 1
	}
	for _, corners := range r.parts[:2] {
		corners.FillColor, corners.StrokeColor, corners.StrokeWidth, corners.CornerRadius = fill, line, width, r.radius()
	}
	r.parts[2].FillColor, r.parts[3].FillColor, r.parts[4].FillColor = fill, line, line
	r.Layout(p.Size())
	canvas.Refresh(p)
}

// Color is a theme colour as a widget sees it.
func Color(w fyne.Widget, name fyne.ThemeColorName) color.Color {
	return theme.ColorForWidget(name, w)
}
