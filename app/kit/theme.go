package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colours of our own beside the toolkit's names.
const (
	ColorSurface      fyne.ThemeColorName = "surface"
	ColorInk          fyne.ThemeColorName = "ink"
	ColorMuted        fyne.ThemeColorName = "muted"
	ColorLine         fyne.ThemeColorName = "line"
	ColorAccent       fyne.ThemeColorName = "accent"
	ColorAccentTint   fyne.ThemeColorName = "accent-tint"
	ColorOnAccent     fyne.ThemeColorName = "on-accent"
	ColorOutline      fyne.ThemeColorName = "outline"
	ColorGood         fyne.ThemeColorName = "in-place"
	ColorGoodTint     fyne.ThemeColorName = "in-place-tint"
	ColorProgress     fyne.ThemeColorName = "in-progress"
	ColorProgressTint fyne.ThemeColorName = "in-progress-tint"
	ColorNeeded       fyne.ThemeColorName = "needed"
	ColorNeededTint   fyne.ThemeColorName = "needed-tint"
	ColorAside        fyne.ThemeColorName = "not-necessary"
	ColorAsideTint    fyne.ThemeColorName = "not-necessary-tint"
)

// The three text sizes, and the one of a screen's title.
const (
	SizeTitle   = theme.SizeNameHeadingText    // 20, a screen's title
	SizeHeading = theme.SizeNameSubHeadingText // 16, a card's title
	SizeBody    = theme.SizeNameText           // 14
	SizeSmall   = theme.SizeNameCaptionText    // 12, labels and hints
)

// SizeFigure is 28, the number of a [Figure].
const SizeFigure fyne.ThemeSizeName = "figure"

// Grid is the unit that distances are multiples of.
const Grid float32 = 8

// Variant says which of the two palettes to use.
type Variant string

// The variants; FollowSystem asks the system each time.
const (
	FollowSystem Variant = "system"
	Light        Variant = "light"
	Dark         Variant = "dark"
)

// Theme is Forethought's look: one accent, neutral surfaces, the status colours. It is a
// value; a change of setting makes a new one.
type Theme struct {
	Variant Variant
	Scale   float32 // of all text, 1 for 100 %
}

var _ fyne.Theme = Theme{}

type shade struct{ light, dark uint32 }

// palette holds the tokens as 0xRRGGBB. Text on its tint holds 4.5:1 in both variants.
var palette = map[fyne.ThemeColorName]shade{
	theme.ColorNameBackground:          {0xF6F6F3, 0x14181F},
	ColorSurface:                       {0xFFFFFF, 0x1C222C},
	theme.ColorNameOverlayBackground:   {0xFFFFFF, 0x232A36},
	theme.ColorNameMenuBackground:      {0xF1F4F6, 0x2C3442}, // has no line around it
	theme.ColorNameHeaderBackground:    {0xF6F6F3, 0x14181F},
	theme.ColorNameInputBackground:     {0xFFFFFF, 0x1C222C},
	theme.ColorNameButton:              {0xFFFFFF, 0x1C222C},
	theme.ColorNameDisabledButton:      {0xECEEF1, 0x2A313C},
	ColorInk:                           {0x1B2433, 0xE8ECF2},
	theme.ColorNameForeground:          {0x1B2433, 0xE8ECF2},
	ColorMuted:                         {0x596273, 0x9AA5B5},
	theme.ColorNamePlaceHolder:         {0x667085, 0x8E99A9},
	theme.ColorNameDisabled:            {0x667085, 0x8E99A9},
	ColorLine:                          {0xE1E4E8, 0x2D3542},
	theme.ColorNameSeparator:           {0xE1E4E8, 0x2D3542},
	theme.ColorNameInputBorder:         {0xC9CFD6, 0x3D4757},
	ColorOutline:                       {0x7C8696, 0x7C8696},
	ColorAccent:                        {0x0E5C77, 0x6CC3DE},
	theme.ColorNamePrimary:             {0x0E5C77, 0x6CC3DE},
	theme.ColorNameHyperlink:           {0x0E5C77, 0x6CC3DE},
	ColorAccentTint:                    {0xE4F0F4, 0x1B3440},
	theme.ColorNameSelection:           {0xCFE4EC, 0x1E3C4C},
	theme.ColorNameFocus:               {0x9CC6D6, 0x2F6479},
	ColorOnAccent:                      {0xFFFFFF, 0x14181F},
	theme.ColorNameForegroundOnPrimary: {0xFFFFFF, 0x14181F},
	theme.ColorNameForegroundOnError:   {0xFFFFFF, 0x14181F},
	theme.ColorNameForegroundOnSuccess: {0xFFFFFF, 0x14181F},
	theme.ColorNameForegroundOnWarning: {0xFFFFFF, 0x14181F},
	theme.ColorNameHover:               {0xEEF1F2, 0x2F3846},
	theme.ColorNamePressed:             {0xDDE6EA, 0x2D3947},
	theme.ColorNameScrollBar:           {0xB4BAC4, 0x4A5566},
	ColorGood:                          {0x1A7145, 0x6FD3A0},
	theme.ColorNameSuccess:             {0x1A7145, 0x6FD3A0},
	ColorGoodTint:                      {0xE2F2E9, 0x17352A},
	ColorProgress:                      {0x8A5A00, 0xF1BF5A},
	theme.ColorNameWarning:             {0x8A5A00, 0xF1BF5A},
	ColorProgressTint:                  {0xFFF1D2, 0x3A2E12},
	ColorNeeded:                        {0xB3261E, 0xFF9C91},
	theme.ColorNameError:               {0xB3261E, 0xFF9C91},
	ColorNeededTint:                    {0xFCE6E3, 0x43201D},
	ColorAside:                         {0x596273, 0xA9B3C1},
	ColorAsideTint:                     {0xECEEF1, 0x2A313C},
}

// Color looks a token up; names that are not ours are the toolkit's own.
func (t Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	dark := system == theme.VariantDark
	switch t.Variant {
	case Light:
		dark = false
	case Dark:
		dark = true
	}
	if name == theme.ColorNameShadow { // a hint of depth at the edge of what scrolls
		return color.NRGBA{A: 0x16}
	}
	if s, ok := palette[name]; ok {
		rgb := s.light
		if dark {
			rgb = s.dark
		}
		return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
	}
	if dark {
		return theme.DefaultTheme().Color(name, theme.VariantDark)
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

// Font is the toolkit's Noto Sans.
func (Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon is the toolkit's.
func (Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size gives text sizes multiplied by the scale and the house's radii.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	scale := t.Scale
	if scale == 0 {
		scale = 1
	}
	switch name {
	case SizeFigure:
		return 28 * scale
	case SizeTitle:
		return 20 * scale
	case SizeHeading:
		return 16 * scale
	case SizeBody:
		return 14 * scale
	case SizeSmall:
		return 12 * scale
	case theme.SizeNameInlineIcon:
		return 18 * scale
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return 8
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius:
		return 12
	case theme.SizeNameLineSpacing:
		return 5
	case theme.SizeNameScrollBar:
		return 10
	}
	return theme.DefaultTheme().Size(name)
}
