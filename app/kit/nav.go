package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// NavItem is one entry of the rail: a sign and its word, beside each other or, where there
// is little room, above each other.
type NavItem struct {
	Tap
	icon *Icon
	text *Text
	res  fyne.Resource
	on   bool
}

// NewNavItem makes an entry.
func NewNavItem(text string, icon fyne.Resource, narrow bool, onTapped func()) *NavItem {
	n := &NavItem{res: icon, icon: NewIcon(icon, ColorMuted)}
	n.Label, n.OnTapped = text, onTapped
	n.Radius, n.PadX, n.PadY, n.HoverFill = 8, 1.5*Grid, 9, theme.ColorNameHover
	if narrow {
		n.text = NewText(text, Style{Size: SizeSmall, Color: ColorMuted, Whole: true, Align: fyne.TextAlignCenter})
		n.content = container.NewVBox(container.New(inline{}, n.icon), container.New(natural{}, n.text))
		n.PadX, n.PadY = Grid/2, Grid/2-1 // ten of them fit a small window with large text
	} else {
		n.text = NewText(text, Style{Color: ColorMuted, Whole: true})
		n.content = container.NewBorder(nil, nil, container.NewHBox(container.New(inline{}, n.icon), Gap(4)), nil, container.New(natural{}, n.text))
	}
	n.ExtendBaseWidget(n)
	return n
}

// SetOn shows whether this is the screen that is open.
func (n *NavItem) SetOn(on bool) {
	if n.on == on {
		return
	}
	n.on = on
	ink := ColorMuted
	n.Fill, n.HoverFill = "", theme.ColorNameHover
	if on {
		ink, n.Fill, n.HoverFill = ColorAccent, ColorAccentTint, ColorAccentTint
	}
	n.icon.Set(n.res, ink)
	n.text.SetLook(ink, on)
	n.Refresh()
}

// Gap is empty room.
func Gap(width float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, 0))
	return r
}

// RailWidth is what holds the rail open.
func RailWidth(narrow bool) fyne.CanvasObject {
	if narrow {
		return Gap(96 * TextScale())
	}
	return Gap(184 * TextScale())
}

// Middle centres a text vertically and lets it have the width there is.
func Middle(t *Text) *fyne.Container { return container.New(natural{}, t) }
