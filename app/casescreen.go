package app

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// The parts of the Case screen; a place names one and what to land on there.
const (
	partSummary  = "summary"
	partTimeline = "timeline"
	partFigures  = "figures"
	partItems    = "items"
	partOpen     = "open"
	partSources  = "sources"
)

// readingWidth is as wide as a line of running text gets, at 100 % text.
const readingWidth float32 = 760

// caseParts lists the parts in the order of their chips.
func caseParts() []string {
	return []string{partSummary, partTimeline, partFigures, partItems, partOpen, partSources}
}

// caseReader is the screen Case: the record of the case to read: nothing on it can be changed, and it needs
// no school.
type caseReader struct {
	desk  *desk
	part  string // the one that is open
	parts map[string]*casePart

	chips map[string]*kit.Chip
	body  *fyne.Container
	box   *fyne.Container
}

func newCaseScreen(d *desk) screen {
	s := &caseReader{desk: d, parts: map[string]*casePart{}, chips: map[string]*kit.Chip{}}
	s.layout()
	s.choose(partSummary)
	return s
}

func (s *caseReader) layout() {
	d, c := s.desk, s.desk.theCase
	chip := func(part, word string, count int) {
		if count > 0 {
			word = fmt.Sprintf("%s %d", word, count)
		}
		s.chips[part] = kit.NewChip(word, func() { s.choose(part) })
		s.chips[part].Keys = s
	}
	chip(partSummary, d.text("case.summary"), 0)
	chip(partTimeline, d.text("case.timeline"), len(c.Timeline))
	chip(partFigures, d.text("case.figures"), len(c.Figures))
	chip(partItems, d.text("case.items"), len(c.Items))
	chip(partOpen, d.text("case.open"), len(c.OpenQuestions))
	chip(partSources, d.text("case.sources"), len(c.Sources))
	chips := kit.Flow(kit.Grid)
	for _, part := range caseParts() {
		chips.Add(s.chips[part])
	}
	s.body = container.NewStack()
	s.box = kit.Screen(kit.Column(1.5*kit.Grid, kit.Title(c.Title), chips), s.body)
}

func (s *caseReader) object() fyne.CanvasObject { return s.box }

// refresh has nothing to do: the record is the same whatever the workbook holds.
func (s *caseReader) refresh() {}

// show opens a place's part and lands on what it names there.
func (s *caseReader) show(p place) {
	if !slices.Contains(caseParts(), p.part) {
		return
	}
	s.choose(p.part)
	s.parts[s.part].land(p.id)
}

// choose opens a part where the person left it. A part is made when it first opens.
func (s *caseReader) choose(part string) {
	if part == s.part {
		return
	}
	s.part = part
	if s.parts[part] == nil {
		s.parts[part] = newCasePart(s.desk, s, s.content(part))
	}
	for name, chip := range s.chips {
		chip.SetOn(name == part)
	}
	s.body.Objects = []fyne.CanvasObject{s.parts[part].object()}
	s.body.Refresh()
}

// content is what a part says.
func (s *caseReader) content(part string) caseContent {
	w := caseWriter{desk: s.desk, keys: s}
	switch part {
	case partTimeline:
		return w.timeline()
	case partFigures:
		return w.figures()
	case partItems:
		return w.items()
	case partOpen:
		return w.open()
	case partSources:
		return w.sources()
	}
	return w.summary()
}

// HandleRune has no letters of its own.
func (s *caseReader) HandleRune(rune) bool { return false }

// HandleKey turns the parts like pages and scrolls the one that is open.
func (s *caseReader) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyLeft:
		s.turn(-1)
	case fyne.KeyRight:
		s.turn(1)
	default:
		return s.parts[s.part].feed.HandleKey(k)
	}
	return true
}

// turn goes some parts on; the focus goes along where it was on the chip.
func (s *caseReader) turn(by int) {
	at := slices.Index(caseParts(), s.part) + by
	if at < 0 || at >= len(caseParts()) {
		return
	}
	c := s.desk.window.Canvas()
	along := c.Focused() == s.chips[s.part]
	s.choose(caseParts()[at])
	if along {
		c.Focus(s.chips[s.part])
	}
}
