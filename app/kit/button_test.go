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
