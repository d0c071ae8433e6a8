package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Column stacks objects over the full width with a gap between them. Unlike the toolkit's
// box it gives each object its width first and then asks for its height, so wrapped text
// is right at once and nothing jumps.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(column{gap}, objects...)
}

type column struct{ gap float32 }

func (c column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightAt(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		y += h + c.gap
	}
}

// HeightAt is the height that an object wants at a width.
func HeightAt(o fyne.CanvasObject, width float32) float32 { return heightAt(o, width) }

// heightAt gives an object a width and as much height as it then wants.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	h := o.MinSize().Height
	o.Resize(fyne.NewSize(width, h))
	for range 2 { // wrapped content learns its height from its width
		next := o.MinSize().Height
		if next == h {
			break
		}
		h = next
		o.Resize(fyne.NewSize(width, h))
	}
	return h
}

func (c column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		min.Width = fyne.Max(min.Width, m.Width)
		min.Height += m.Height
		shown++
	}
	if shown > 1 {
		min.Height += float32(shown-1) * c.gap
	}
	return min
}

// Flow sets objects side by side and starts a new row where the width ends.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objects...)
}

type flow struct {
	gap, width float32 // width it was last laid out in
}

func (f *flow) each(objects []fyne.CanvasObject, width float32, place func(o fyne.CanvasObject, x, y float32, size fyne.Size)) float32 {
	x, y, row := float32(0), float32(0), float32(0)
	var line []fyne.CanvasObject
	var xs []float32
	end := func() {
		for i, o := range line {
			size := o.MinSize()
			size.Width = fyne.Min(size.Width, width)
			place(o, xs[i], y+(row-size.Height)/2, size)
		}
		line, xs = nil, nil
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size := o.MinSize()
		if x > 0 && x+size.Width > width {
			end()
			x, y, row = 0, y+row+f.gap, 0
		}
		line, xs = append(line, o), append(xs, x)
		x += size.Width + f.gap
		row = fyne.Max(row, size.Height)
	}
	end()
	return y + row
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.each(objects, size.Width, func(o fyne.CanvasObject, x, y float32, size fyne.Size) {
		o.Resize(size)
		o.Move(fyne.NewPos(x, y))
	})
}

// flowLeast is the width, at 100 % text, below which a flow cannot be made. What is wider
// than the flow is shortened, so that one long name does not widen the page around it.
const flowLeast float32 = 180

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var widest float32
	for _, o := range objects {
		if o.Visible() {
			widest = fyne.Max(widest, o.MinSize().Width)
		}
	}
	widest = fyne.Min(widest, flowLeast*TextScale())
	width := fyne.Max(f.width, widest)
	if f.width == 0 {
		width = 100_000
	}
	h := f.each(objects, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
	return fyne.NewSize(widest, h)
}

// Inset keeps a distance around an object: above and below, and at the sides.
func Inset(vertical, horizontal float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), o)
}

// Row sets one object left, taking the room, and the others right of it at their own
// width, all centred on one line.
func Row(left fyne.CanvasObject, right ...fyne.CanvasObject) *fyne.Container {
	return container.New(row{}, append([]fyne.CanvasObject{left}, right...)...)
}

type row struct{}

func (row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for i := len(objects) - 1; i > 0; i-- {
		o := objects[i]
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		x -= m.Width
		o.Resize(m)
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		x -= Grid
	}
	h := heightAt(objects[0], fyne.Max(x, 0))
	objects[0].Move(fyne.NewPos(0, (size.Height-h)/2))
}

func (row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		min.Width += m.Width
		if i > 0 {
			min.Width += Grid
		}
		min.Height = fyne.Max(min.Height, m.Height)
	}
	return min
}

// Room is nothing to see, of a height: beside what comes and goes it keeps all else from
// jumping.
func Room(height float32) fyne.CanvasObject {
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(1, height))
	return room
}

// Columns sets objects side by side in equal widths and stacks them where each would get
// less than the least width. The least width is for text at 100 %; it grows with the text.
func Columns(gap, least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{gap: gap, least: least}, objects...)
}

type columns struct{ gap, least, width float32 }

func (c *columns) perRow(n int, width float32) int {
	least := c.least * TextScale()
	per := n
	for per > 1 && (width-float32(per-1)*c.gap)/float32(per) < least {
		per--
	}
	return per
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	var shown []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	shown := visible(objects)
	if len(shown) == 0 {
		return
	}
	per := c.perRow(len(shown), size.Width)
	w := (size.Width - float32(per-1)*c.gap) / float32(per)
	y := float32(0)
	for i := 0; i < len(shown); i += per {
		line := shown[i:min(i+per, len(shown))]
		h := float32(0)
		for _, o := range line {
			h = fyne.Max(h, heightAt(o, w))
		}
		for j, o := range line {
			o.Resize(fyne.NewSize(w, h))
			o.Move(fyne.NewPos(float32(j)*(w+c.gap), y))
		}
		y += h + c.gap
	}
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	shown := visible(objects)
	if len(shown) == 0 {
		return fyne.Size{}
	}
	width := c.width
	if width == 0 {
		width = 100_000
	}
	per := c.perRow(len(shown), width)
	var size fyne.Size
	for i := 0; i < len(shown); i += per {
		h := float32(0)
		for _, o := range shown[i:min(i+per, len(shown))] {
			m := o.MinSize()
			size.Width = fyne.Max(size.Width, m.Width)
			h = fyne.Max(h, m.Height)
		}
		if i > 0 {
			size.Height += c.gap
		}
		size.Height += h
	}
	return size
}

// Split sets a list left and its detail right. The list takes share of the width, within
// its bounds at 100 % text.
func Split(share, least, most float32, list, detail fyne.CanvasObject) *fyne.Container {
	return container.New(split{share, least, most}, list, detail)
}

type split struct{ share, least, most float32 }

func (s split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	scale := TextScale()
	w := fyne.Min(fyne.Max(size.Width*s.share, s.least*scale), s.most*scale)
	w = fyne.Min(w, size.Width*0.45)
	gap := 2.5 * Grid
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(w, size.Height))
	objects[1].Move(fyne.NewPos(w+gap, 0))
	objects[1].Resize(fyne.NewSize(size.Width-w-gap, size.Height))
}

func (s split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+b.Width, fyne.Max(a.Height, b.Height))
}

// Card is a surface with a one-pixel line and the card radius around its content.
func Card(content fyne.CanvasObject) *fyne.Container {
	return container.NewStack(NewPanel(ColorSurface, ColorLine), content)
}

// NewPanel is a card's background.
func NewPanel(fill, line fyne.ThemeColorName) *Panel {
	p := &Panel{fill: fill, line: line}
	p.ExtendBaseWidget(p)
	return p
}

// TextScale is the text size that the app runs at, 1 for 100 %.
func TextScale() float32 { return fyne.CurrentApp().Settings().Theme().Size(SizeBody) / 14 }

// Centred keeps an object in the middle, no wider than the width at 100 % text.
func Centred(widest float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(centred{widest}, o)
}

type centred struct{ widest float32 }

func (c centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := fyne.Min(size.Width, c.widest*TextScale())
	heightAt(objects[0], w)
	objects[0].Move(fyne.NewPos((size.Width-w)/2, 0))
}

func (c centred) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Screen lays a screen out: its head, and its body with the rest of the height.
func Screen(head, body fyne.CanvasObject) *fyne.Container {
	return Inset(2.25*Grid, 3*Grid, container.New(screenful{}, head, body))
}

type screenful struct{}

func (screenful) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := heightAt(objects[0], size.Width)
	objects[0].Move(fyne.NewPos(0, 0))
	y := h + 1.75*Grid
	objects[1].Move(fyne.NewPos(0, y))
	objects[1].Resize(fyne.NewSize(size.Width, fyne.Max(size.Height-y, 0)))
}

func (screenful) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, body := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(fyne.Max(head.Width, body.Width), head.Height+1.75*Grid+body.Height)
}

// Spread sets two groups at the two ends of one line, and the second below the first
// where they do not fit beside each other.
func Spread(left, right *fyne.Container) *fyne.Container {
	return container.New(&spread{}, left, right)
}

type spread struct{ width float32 }

// oneLine is how wide a flow is without a break.
func oneLine(o fyne.CanvasObject) float32 {
	c, ok := o.(*fyne.Container)
	if !ok {
		return o.MinSize().Width
	}
	w := float32(0)
	for _, child := range visible(c.Objects) {
		w += child.MinSize().Width + Grid
	}
	return w
}

func (s *spread) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	a, b := oneLine(objects[0]), oneLine(objects[1])
	if a+b <= size.Width {
		left, right := heightAt(objects[0], a), heightAt(objects[1], b)
		high := fyne.Max(left, right)
		objects[0].Move(fyne.NewPos(0, (high-left)/2))
		objects[1].Move(fyne.NewPos(size.Width-b+Grid, (high-right)/2))
		return
	}
	h := heightAt(objects[0], size.Width)
	objects[0].Move(fyne.NewPos(0, 0))
	heightAt(objects[1], size.Width)
	objects[1].Move(fyne.NewPos(0, h+Grid))
}

func (s *spread) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if s.width == 0 || oneLine(objects[0])+oneLine(objects[1]) <= s.width {
		return fyne.NewSize(fyne.Max(a.Width, b.Width), fyne.Max(a.Height, b.Height))
	}
	return fyne.NewSize(fyne.Max(a.Width, b.Width), a.Height+Grid+b.Height)
}

// Clip keeps a card's content off its rounded line.
func Clip(o fyne.CanvasObject) *fyne.Container { return Inset(1, 1, o) }

// Line is a thin rule across.
func Line() fyne.CanvasObject {
	p := NewPanel(ColorLine, "")
	p.Square = true
	return container.New(rule{}, p)
}

type rule struct{}

func (rule) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
func (rule) MinSize([]fyne.CanvasObject) fyne.Size              { return fyne.NewSize(1, 1) }

// ListRow lays out a row of a list: a title over a hint, and a pill at the right. Where
// stacked says so, the pill goes to the second line and the title has the whole width.
func ListRow(stacked func() bool, title, hint *Text, pill *Pill) *fyne.Container {
	return container.New(listRow{stacked}, title, hint, pill)
}

type listRow struct{ stacked func() bool }

func (l listRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, hint, pill := objects[0], objects[1], objects[2]
	p, th, hh := pill.MinSize(), title.MinSize().Height, hint.MinSize().Height
	pill.Resize(p)
	words := size.Width - p.Width - Grid
	if l.stacked() {
		line := fyne.Max(p.Height, hh)
		title.Resize(fyne.NewSize(size.Width, th))
		title.Move(fyne.NewPos(0, 0))
		hint.Move(fyne.NewPos(0, th+2+(line-hh)/2))
		pill.Move(fyne.NewPos(size.Width-p.Width, th+2+(line-p.Height)/2))
	} else {
		top := (size.Height - th - hh) / 2
		title.Resize(fyne.NewSize(words, th))
		title.Move(fyne.NewPos(0, top))
		hint.Move(fyne.NewPos(0, top+th))
		pill.Move(fyne.NewPos(size.Width-p.Width, (size.Height-p.Height)/2))
	}
	hint.Resize(fyne.NewSize(fyne.Max(words, 0), hh))
}

func (l listRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	th, hh, p := objects[0].MinSize().Height, objects[1].MinSize().Height, objects[2].MinSize()
	if l.stacked() {
		return fyne.NewSize(p.Width, th+2+fyne.Max(hh, p.Height))
	}
	return fyne.NewSize(p.Width, fyne.Max(th+hh, p.Height))
}
