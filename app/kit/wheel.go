package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a field and takes the mouse wheel. The toolkit's entries keep the wheel
// even where they have nothing to scroll, so that a page stood still as soon as a field came
// under the pointer.
type wheel struct {
	widget.BaseWidget
	field  *Field
	within *container.Scroll // the field's own, for text of more lines than it shows
}

var _ fyne.Scrollable = (*wheel)(nil)

// Scrolled scrolls the field's text as far as it goes, and then the page around it.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if s := w.within; s != nil && s.Content != nil {
		rest := s.Content.MinSize().Height - s.Size().Height - s.Offset.Y
		if e.Scrolled.DY < 0 && rest > 1 || e.Scrolled.DY > 0 && s.Offset.Y > 0 {
			s.Scrolled(e)
			return
		}
	}
	if page := scrollAround(w.field); page != nil {
		page.Scrolled(e)
	}
}

// CreateRenderer draws nothing.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// CreateRenderer draws the toolkit's entry and lays the wheel over it.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	r := &fieldRenderer{WidgetRenderer: f.Entry.CreateRenderer(), wheel: &wheel{field: f}}
	for _, o := range r.WidgetRenderer.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			r.wheel.within = s
		}
	}
	r.wheel.ExtendBaseWidget(r.wheel)
	return r
}

type fieldRenderer struct {
	fyne.WidgetRenderer
	wheel *wheel
}

func (r *fieldRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.wheel.Resize(size)
}

func (r *fieldRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.wheel)
}
