package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"forethought/workbook"
)

// Bar shows how a whole divides among the statuses, in their colours; what nobody has
// looked at stays empty. The words for the counts stand beside it: colour alone says nothing
// to some.
type Bar struct {
	widget.BaseWidget
	counts map[workbook.Status]int
	total  int
}

// NewBar makes an empty bar.
func NewBar() *Bar {
	b := &Bar{}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows some counts of a whole.
func (b *Bar) Set(c workbook.Coverage) {
	b.counts, b.total = c.Counts, c.Total
	b.Refresh()
}

// barHeight is the height of a bar; it does not grow with the text.
const barHeight = Grid

// barStatuses are the parts of a bar from the left.
func barStatuses() []workbook.Status {
	return []workbook.Status{workbook.InPlace, workbook.InProgress, workbook.Needed, workbook.NotNecessary}
}

// CreateRenderer draws the parts over the empty bar.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{bar: b, objects: []fyne.CanvasObject{canvas.NewRectangle(color.Transparent)}}
	for range barStatuses() {
		r.objects = append(r.objects, canvas.NewRectangle(color.Transparent))
	}
	r.Refresh()
	return r
}

type barRenderer struct {
	bar     *Bar
	objects []fyne.CanvasObject // the empty bar, then its parts
}

func (r *barRenderer) MinSize() fyne.Size           { return fyne.NewSize(4*Grid, barHeight) }
func (r *barRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *barRenderer) Destroy()                     {}

func (r *barRenderer) Layout(size fyne.Size) {
	b := r.bar
	track := r.objects[0].(*canvas.Rectangle)
	track.CornerRadius = size.Height / 2
	track.Resize(size)
	before := 0
	for i, s := range barStatuses() {
		part, n := r.objects[i+1].(*canvas.Rectangle), b.counts[s]
		part.Hidden = n == 0 || b.total == 0
		if part.Hidden {
			continue
		}
		left, right := size.Width*float32(before)/float32(b.total), size.Width*float32(before+n)/float32(b.total)
		part.TopLeftCornerRadius, part.BottomLeftCornerRadius = 0, 0
		part.TopRightCornerRadius, part.BottomRightCornerRadius = 0, 0
		if before == 0 {
			part.TopLeftCornerRadius, part.BottomLeftCornerRadius = size.Height/2, size.Height/2
		}
		if before += n; before == b.total {
			part.TopRightCornerRadius, part.BottomRightCornerRadius = size.Height/2, size.Height/2
		}
		part.Resize(fyne.NewSize(right-left, size.Height))
		part.Move(fyne.NewPos(left, 0))
	}
}

func (r *barRenderer) Refresh() {
	r.objects[0].(*canvas.Rectangle).FillColor = Color(r.bar, ColorAsideTint)
	for i, s := range barStatuses() {
		r.objects[i+1].(*canvas.Rectangle).FillColor = Color(r.bar, lookOf(s).ink)
	}
	r.Layout(r.bar.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}
