package kit

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestAMainButtonThatCannotActIsGrey(t *testing.T) {
	test.NewTempApp(t)
	b := FilledButton("Apply", theme.ContentAddIcon(), nil)
	b.Disable()
	if b.Fill == ColorAccent {
		t.Error("grey words stand on the accent")
	}
	b.Enable()
	if b.Fill != ColorAccent || b.HoverFill != ColorAccent {
		t.Error("the button does not come back")
	}
}

func TestABoxLooksAsThoseOfTables(t *testing.T) {
	test.NewTempApp(t)
	told := 0
	empty, _ := tickSign(false, false)
	c := NewCheck("Receives the plan", func(bool) { told++ })
	if got, want := c.icon.name(), empty.Name(); got != want {
		t.Errorf("an empty box is %q, want %q", got, want)
	}
	c.Put(true)
	if told != 0 || !c.Ticked() {
		t.Error("showing a tick acts on it, or shows none")
	}
	test.Tap(c)
	c.TypedRune(' ')
	c.TypedRune(' ')
	if told != 3 || c.Ticked() || c.icon.name() != empty.Name() {
		t.Errorf("told %d times, ticked %v", told, c.Ticked())
	}
}
