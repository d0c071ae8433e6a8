package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Page scrolls a screen's cards up and down. The cards keep to the screen's edges; the bar
// and the cards' outlines have their room in the margin.
func Page(content fyne.CanvasObject) (*container.Scroll, fyne.CanvasObject) {
	const outline, bar = Grid / 2, 2 * Grid
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(outline, 2*Grid, outline, bar), content))
	return scroll, container.New(layout.NewCustomPaddedLayout(-outline, 0, -outline, -bar), scroll)
}
