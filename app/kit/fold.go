package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Fold is a line that opens into what belongs to it: a few words side by side, perhaps a
// tag, and below them, while it is open, its content.
type Fold struct {
	Head *Tap // opens and closes; what it does is up to its owner

	words []*Text
	tag   *Pill
	arrow *Icon
	rule  fyne.CanvasObject
	body  *fyne.Container
	box   *fyne.Container
}

// NewFold makes a closed fold whose line has so many parts, the first of them its name, and
// room for a tag at its end, "" for none.
func NewFold(parts int, tag string, onTapped func()) *Fold {
	f := &Fold{arrow: NewIcon(nil, ""), body: container.NewStack(), rule: Line()}
	line := container.New(&foldLine{})
	for i := range parts {
		style := Style{Size: SizeSmall, Color: ColorMuted, Single: true}
		if i == 0 {
			style = Style{Single: true}
		}
		f.words = append(f.words, NewText("", style))
		line.Add(f.words[i])
	}
	f.tag = &Pill{words: tag, ink: ColorAside, tint: ColorAsideTint}
	f.tag.ExtendBaseWidget(f.tag)
	f.tag.Hide()
	room := container.New(kept{}, f.tag)
	room.Hidden = tag == ""
	f.Head = NewTap("", Row(line, room, container.New(inline{}, f.arrow)), onTapped)
	f.Head.Radius, f.Head.PadX, f.Head.PadY = 12, 1.5*Grid, Grid
	f.box = container.NewStack(NewPanel(ColorSurface, ColorLine), Column(0, f.Head, f.rule, f.body))
	f.Close()
	return f
}

// Object is what to put on a screen.
func (f *Fold) Object() fyne.CanvasObject { return f.box }

// Set says what stands in the line, part by part.
func (f *Fold) Set(words ...string) {
	for i, t := range f.words {
		text := ""
		if i < len(words) {
			text = words[i]
		}
		t.Set(text)
		t.Hidden = text == ""
	}
	if len(words) > 0 {
		f.Head.Label = words[0]
	}
	f.Head.Refresh()
}

// SetTagged shows or hides the tag; its room stays, so that the folds of a list line up.
func (f *Fold) SetTagged(on bool) {
	if on {
		f.tag.Show()
	} else {
		f.tag.Hide()
	}
}

// Open shows content below the line.
func (f *Fold) Open(content fyne.CanvasObject) {
	f.show(content, theme.MenuDropUpIcon())
}

// Close takes the content away.
func (f *Fold) Close() { f.show(nil, theme.MenuDropDownIcon()) }

// IsOpen reports whether there is content below the line.
func (f *Fold) IsOpen() bool { return len(f.body.Objects) > 0 }

func (f *Fold) show(content fyne.CanvasObject, arrow fyne.Resource) {
	f.body.Objects = nil
	if content != nil {
		f.body.Objects = []fyne.CanvasObject{content}
	}
	f.body.Hidden = content == nil
	if content == nil {
		f.rule.Hide()
	} else {
		f.rule.Show()
	}
	f.words[0].SetLook(ColorInk, content != nil)
	f.arrow.Set(arrow, ColorMuted)
	f.box.Refresh()
}

// kept holds the room of an object that may be hidden.
type kept struct{}

func (kept) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (kept) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	for _, o := range objects {
		min = min.Max(o.MinSize())
	}
	return min
}

// foldLine sets the parts of a fold's line side by side, the first half as wide again as
// the others, so that they stand below each other from fold to fold. Where there is little
// room the first has a line of its own, and the others follow each other below it.
type foldLine struct{ width float32 }

// foldLeast is the width that a part needs to stand beside others, at 100 % text.
const foldLeast float32 = 84

// foldFirst is how much wider the first part is.
const foldFirst float32 = 1.5

// part is the width of each part but the first.
func (f *foldLine) part(n int, width float32) float32 {
	return (width - float32(n-1)*2*Grid) / (float32(n-1) + foldFirst)
}

func (f *foldLine) stacked(n int, width float32) bool {
	return f.part(n, width) < foldLeast*TextScale()
}

// each places the parts in a width and gives the height that they take.
func (f *foldLine) each(objects []fyne.CanvasObject, width float32, place func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	n, x, y, line := len(objects), float32(0), float32(0), float32(0)
	if !f.stacked(n, width) {
		for i, o := range objects {
			w := f.part(n, width)
			if i == 0 {
				w *= foldFirst
			}
			h := o.MinSize().Height
			place(o, x, 0, w, h)
			x += w + 2*Grid
			line = fyne.Max(line, h)
		}
		return line
	}
	for i, o := range visible(objects) {
		h := o.MinSize().Height
		w := fyne.Min(o.(*Text).Natural().Width, width)
		if i == 0 {
			w = width
		}
		if x > 0 && x+w > width {
			x, y, line = 0, y+line, 0
		}
		place(o, x, y, w, h)
		x += w + 2*Grid
		line = fyne.Max(line, h)
	}
	return y + line
}

func (f *foldLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	stacked := f.stacked(len(objects), size.Width)
	f.each(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		if !stacked {
			y = (size.Height - h) / 2
		}
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, y))
	})
}

func (f *foldLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := f.width
	if width == 0 {
		width = 100_000
	}
	return fyne.NewSize(0, f.each(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {}))
}
