package export

import "forethought/workbook"

// rgb is a colour.
type rgb struct{ r, g, b int }

// The palette is that of the window's light theme, so that screen and page agree. The
// text colours hold 4.5:1 on white and on their own tint.
var (
	white     = rgb{0xFF, 0xFF, 0xFF}
	ink       = rgb{0x1B, 0x24, 0x33}
	muted     = rgb{0x59, 0x62, 0x73}
	line      = rgb{0xE1, 0xE4, 0xE8}
	rule      = rgb{0xC3, 0xC9, 0xD2} // lines to write on
	shade     = rgb{0xEE, 0xF0, 0xF3} // table headings
	accent    = rgb{0x0E, 0x5C, 0x77}
	accentTin = rgb{0xE4, 0xF0, 0xF4}
	alarm     = rgb{0xB3, 0x26, 0x1E}
)

// sign is the mark that goes with a status, so that colour never carries it alone.
type sign int

const (
	checkSign sign = iota
	halfSign
	bangSign
	dashSign
	ringSign
)

// badge is how a status looks.
type badge struct {
	sign    sign
	text    rgb
	tint    rgb
	solid   rgb  // in charts
	on      rgb  // text on the solid colour
	outline bool // drawn as an outline without a fill
}

// statusBadge is the look of an answer's status.
func statusBadge(s workbook.Status) badge {
	switch s {
	case workbook.InPlace:
		return badge{sign: checkSign, text: rgb{0x1A, 0x71, 0x45}, tint: rgb{0xE2, 0xF2, 0xE9}, solid: rgb{0x1A, 0x71, 0x45}, on: white}
	case workbook.InProgress:
		return badge{sign: halfSign, text: rgb{0x8A, 0x5A, 0x00}, tint: rgb{0xFF, 0xF1, 0xD2}, solid: rgb{0xD9, 0x9A, 0x1E}, on: ink}
	case workbook.Needed:
		return badge{sign: bangSign, text: alarm, tint: rgb{0xFC, 0xE6, 0xE3}, solid: alarm, on: white}
	case workbook.NotNecessary:
		return badge{sign: dashSign, text: muted, tint: rgb{0xEC, 0xEE, 0xF1}, solid: rgb{0x66, 0x70, 0x80}, on: white}
	}
	return badge{sign: ringSign, text: muted, tint: white, solid: rgb{0xE4, 0xE7, 0xEB}, on: muted, outline: true}
}

// actionBadge is the look of an action's status; it borrows the answers' colours.
func actionBadge(s workbook.ActionStatus) badge {
	switch s {
	case workbook.ActionInPlace:
		return statusBadge(workbook.InPlace)
	case workbook.ActionUnderWay:
		return statusBadge(workbook.InProgress)
	case workbook.Lapsed:
		return statusBadge(workbook.Needed)
	case workbook.OnHold, workbook.DroppedFromPlan:
		return statusBadge(workbook.NotNecessary)
	}
	return statusBadge(workbook.NotAssessed)
}
