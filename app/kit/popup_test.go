package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestAMenuDoesNotCoverWhatItBelongsTo(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{Variant: Light, Scale: 1})
	top, bottom := NewChip("Status", nil), NewChip("Owner", nil)
	w := test.NewTempWindow(t, container.NewBorder(container.NewHBox(top), container.NewHBox(bottom), nil, nil))
	w.Resize(fyne.NewSize(400, 400))
	for _, chip := range []*Chip{top, bottom} {
		items := []*fyne.MenuItem{fyne.NewMenuItem("To do", nil), fyne.NewMenuItem("In progress", nil), fyne.NewMenuItem("In place", nil)}
		p := ShowMenu(items, chip)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(chip)
		begin, end := p.Position().Y, p.Position().Y+p.Size().Height
		if begin < 0 || end > w.Canvas().Size().Height {
			t.Errorf("the menu of %q leaves the window: %v to %v", chip.Label, begin, end)
		}
		if begin < at.Y+chip.Size().Height && end > at.Y {
			t.Errorf("the menu of %q, %v to %v, covers it at %v", chip.Label, begin, end, at.Y)
		}
		p.Hide()
	}
}

func TestALineToTickWithoutSmallWordsStandsInTheMiddle(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{Variant: Light, Scale: 1})
	l := NewTickLine()
	w := test.NewTempWindow(t, l)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(300, 56))
	l.Set("Birch High", "Cedar Valley School District", false)
	high := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.words).Y
	l.Set("Birch High", "", false)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.words).Y
	if middle := at + l.words.Size().Height/2; at <= high || middle < 26 || middle > 30 {
		t.Errorf("the words stand at %v, and with small words at %v", at, high)
	}
}
