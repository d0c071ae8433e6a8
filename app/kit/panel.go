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
	rect       *canvas.Rectangle
}

// CreateRenderer draws the surface.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{panel: p}
	r.Refresh()
	return r
}

type panelRenderer struct{ panel *Panel }

func (r *panelRenderer) Layout(size fyne.Size)        { r.panel.rect.Resize(size) }
func (r *panelRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *panelRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.panel.rect} }
func (r *panelRenderer) Destroy()                     {}

func (r *panelRenderer) Refresh() {
	p := r.panel
	p.rect.FillColor = Color(p, p.fill)
	p.rect.StrokeWidth = 0
	if p.line != "" {
		p.rect.StrokeColor = Color(p, p.line)
		p.rect.StrokeWidth = 1
	}
	if !p.Square {
		p.rect.CornerRadius = p.Theme().Size(theme.SizeNameCardRadius)
	}
	p.rect.Refresh()
}

// Color is a theme colour as a widget sees it.
func Color(w fyne.Widget, name fyne.ThemeColorName) color.Color {
	return theme.ColorForWidget(name, w)
}
