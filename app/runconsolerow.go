package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// injectLine lays out a line of the list of injects: its background, the two times, the
// words, and the buttons at the right; a rule below.
type injectLine struct{ width float32 }

func newInjectLine(back, story, due, words, acts fyne.CanvasObject) *fyne.Container {
	return container.New(&injectLine{}, back, kit.Line(), story, due, words, acts)
}

// Widths at 100 % text.
const (
	injectStory float32 = 52
	injectDue   float32 = 46
	injectActs  float32 = 92
	injectEdge  float32 = 1.25 * kit.Grid
)

// each measures the parts in a width and gives the height of the line.
func (l *injectLine) each(objects []fyne.CanvasObject, width float32) float32 {
	scale := kit.TextScale()
	left := cardSide + (injectStory+injectDue)*scale
	acts := fyne.Max(injectActs*scale, objects[5].MinSize().Width)
	words := kit.HeightAt(objects[4], fyne.Max(width-left-acts-cardSide-kit.Grid, kit.Grid))
	high := fyne.Max(words, kit.HeightAt(objects[5], acts))
	high = fyne.Max(high, kit.HeightAt(objects[3], injectDue*scale))
	return high + 2*injectEdge + 1
}

func (l *injectLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	scale := kit.TextScale()
	l.each(objects, size.Width)
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width, 1))
	objects[1].Move(fyne.NewPos(0, 0))
	story, due, words, acts := objects[2], objects[3], objects[4], objects[5]
	story.Resize(story.MinSize())
	story.Move(fyne.NewPos(cardSide, injectEdge))
	due.Move(fyne.NewPos(cardSide+injectStory*scale, injectEdge))
	words.Move(fyne.NewPos(cardSide+(injectStory+injectDue)*scale, injectEdge))
	acts.Move(fyne.NewPos(size.Width-cardSide-acts.Size().Width, injectEdge))
}

func (l *injectLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := l.width
	if width == 0 {
		width = 480 * kit.TextScale()
	}
	return fyne.NewSize(kit.Grid, l.each(objects, width))
}
