package kit

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// An icon has the colour of its part of the theme, its shape's edges and nothing outside, in
// every size; one that changes is drawn anew.
func TestAnIconIsItsShapeInItsColour(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	box := fyne.NewStaticResource("a-box.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M4 4h8v8H4z" fill="#00f"/></svg>`))
	i := NewIcon(box, ColorAccent)
	for _, side := range []int{16, 40} {
		picture := i.draw(side, side)
		if at := color.NRGBAModel.Convert(picture.At(side/2, side/2)); at != color.NRGBAModel.Convert(Color(i, ColorAccent)) {
			t.Errorf("at %d points the middle is %v", side, at)
		}
		if _, _, _, a := picture.At(1, 1).RGBA(); a != 0 {
			t.Errorf("at %d points something stands outside of the shape", side)
		}
	}
	i.Set(box, ColorNeeded)
	if at := color.NRGBAModel.Convert(i.draw(16, 16).At(8, 8)); at != color.NRGBAModel.Convert(Color(i, ColorNeeded)) {
		t.Errorf("in another colour the middle is %v", at)
	}
	for _, nothing := range []fyne.Resource{nil, fyne.NewStaticResource("no.svg", []byte("no picture"))} {
		i.Set(nothing, ColorNeeded)
		if got := i.draw(4, 4).(*image.NRGBA); got.NRGBAAt(2, 2).A != 0 {
			t.Error("an icon without a shape shows something")
		}
	}
	if want := i.Theme().Size(theme.SizeNameInlineIcon); i.MinSize() != fyne.NewSquareSize(want) {
		t.Errorf("it wants %v, want %v", i.MinSize(), want)
	}
}
