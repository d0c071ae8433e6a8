package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
)

func TestTheRailShowsEveryScreenInASmallWindowWithLargeText(t *testing.T) {
	b := newBench(t)
	b.sample()
	for _, scale := range []float32{1.5, 2} {
		fyne.CurrentApp().Settings().SetTheme(kit.Theme{Variant: kit.Light, Scale: scale})
		b.shell.rebuild()
		b.resize(1024, 700)
		b.open(overviewScreen)
		at := func(item *kit.NavItem) (top, foot float32) {
			y := fyne.CurrentApp().Driver().AbsolutePositionForObject(item).Y
			return y, y + item.Size().Height
		}
		last := b.shell.rail.items[settingsScreen]
		most, _ := at(b.shell.rail.menu)
		if _, foot := at(last); scale == 1.5 && foot > most {
			t.Errorf("at %v the last entry ends at %v, below %v", scale, foot, most)
		}
		b.open(settingsScreen)
		if top, foot := at(last); top < 0 || foot > most {
			t.Errorf("at %v the entry of the open screen is at %v to %v", scale, top, foot)
		}
	}
}
