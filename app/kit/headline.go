package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Headline sets what a screen is about at the left and a flow of what can be opened in it at
// the right of the same line. Where that leaves the words too little room, the flow goes below.
func Headline(words fyne.CanvasObject, flow *fyne.Container) *fyne.Container {
	return container.New(&headline{}, words, flow)
}

type headline struct{ width float32 }

// roomForWords is the width, with text at 100 %, that the words of a headline want.
const roomForWords = 240

// beside is how wide the words are beside the flow; none for a flow that goes below.
func (h *headline) beside(flow fyne.CanvasObject) float32 {
	if left := h.width - oneLine(flow) - Grid; left >= roomForWords*TextScale() {
		return left
	}
	return 0
}

func (h *headline) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.width = size.Width
	words, flow := objects[0], objects[1]
	left := h.beside(flow)
	if left == 0 {
		y := heightAt(words, size.Width) + Grid
		heightAt(flow, size.Width)
		words.Move(fyne.NewPos(0, 0))
		flow.Move(fyne.NewPos(0, y))
		return
	}
	high, low := heightAt(words, left), heightAt(flow, oneLine(flow))
	words.Move(fyne.NewPos(0, (size.Height-high)/2))
	flow.Move(fyne.NewPos(size.Width-oneLine(flow)+Grid, (size.Height-low)/2))
}

func (h *headline) MinSize(objects []fyne.CanvasObject) fyne.Size {
	words, flow := objects[0].MinSize(), objects[1].MinSize()
	if h.width == 0 || h.beside(objects[1]) > 0 {
		return fyne.NewSize(fyne.Max(words.Width, flow.Width), fyne.Max(words.Height, flow.Height))
	}
	return fyne.NewSize(fyne.Max(words.Width, flow.Width), words.Height+Grid+flow.Height)
}
