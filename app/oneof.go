package app

import (
	"fyne.io/fyne/v2"

	"forethought/app/kit"
)

// oneOf is a choice among a few things that can all be seen: a row of chips of which one
// is on.
type oneOf struct {
	chips map[string]*kit.Chip
	box   *fyne.Container
}

// newOneOf makes the chips of some codes; choose is told which the person took.
func newOneOf(codes []string, word func(code string) string, choose func(code string)) *oneOf {
	o := &oneOf{chips: map[string]*kit.Chip{}, box: kit.Flow(kit.Grid)}
	for _, code := range codes {
		chip := kit.NewChip(word(code), func() { choose(code) })
		o.chips[code] = chip
		o.box.Add(chip)
	}
	return o
}

// put shows which one holds.
func (o *oneOf) put(code string) {
	for c, chip := range o.chips {
		chip.SetOn(c == code)
	}
}
