package kit

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// Icon is a sign of one colour, drawn from the shape of an SVG. Its picture is made when it is
// painted, once for each shape and size; the toolkit's own icon reads its SVG again whenever it
// is refreshed, which every row of a list is when it scrolls.
type Icon struct {
	widget.BaseWidget
	shape fyne.Resource
	ink   fyne.ThemeColorName
}

// NewIcon makes an icon; without a shape it is empty.
func NewIcon(shape fyne.Resource, ink fyne.ThemeColorName) *Icon {
	i := &Icon{shape: shape, ink: ink}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the shape and the colour.
func (i *Icon) Set(shape fyne.Resource, ink fyne.ThemeColorName) {
	if i.name() == nameOf(shape) && i.ink == ink {
		return
	}
	i.shape, i.ink = shape, ink
	i.Refresh()
}

func (i *Icon) name() string { return nameOf(i.shape) }

func nameOf(shape fyne.Resource) string {
	if shape == nil {
		return ""
	}
	return shape.Name()
}

// CreateRenderer draws the icon.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	return &iconRenderer{icon: i, picture: canvas.NewRaster(i.draw)}
}

func (i *Icon) draw(w, h int) image.Image {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if i.shape != nil {
		drawShape(out, out.Bounds(), i.shape, Color(i, i.ink))
	}
	return out
}

type iconRenderer struct {
	icon    *Icon
	picture *canvas.Raster
}

func (r *iconRenderer) Layout(size fyne.Size) { r.picture.Resize(size) }
func (r *iconRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(r.icon.Theme().Size(theme.SizeNameInlineIcon))
}
func (r *iconRenderer) Refresh()                     { r.picture.Refresh() }
func (r *iconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.picture} }
func (r *iconRenderer) Destroy()                     {}

// shapes are the shapes that were drawn, by name and size.
var shapes = map[shapeOf]*image.RGBA{}

type shapeOf struct {
	name string
	size image.Point
}

// drawShape draws the shape of an SVG into a part of a picture in one colour.
func drawShape(on draw.Image, part image.Rectangle, shape fyne.Resource, ink color.Color) {
	key := shapeOf{shape.Name(), part.Size()}
	mask, drawn := shapes[key]
	if !drawn {
		mask = image.NewRGBA(image.Rectangle{Max: key.size})
		drawSVG(mask, shape.Content())
		shapes[key] = mask
	}
	draw.DrawMask(on, part, image.NewUniform(ink), image.Point{}, mask, image.Point{}, draw.Over)
}

// drawSVG draws an SVG over a picture. What cannot be read draws nothing.
func drawSVG(on *image.RGBA, svg []byte) {
	picture, err := oksvg.ReadIconStream(bytes.NewReader(svg))
	if err != nil {
		return
	}
	w, h := on.Rect.Dx(), on.Rect.Dy()
	picture.SetTarget(0, 0, float64(w), float64(h))
	picture.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, on, on.Rect)), 1)
}
