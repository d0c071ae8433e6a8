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
	partChanges  = "changes" // of newer versions; only where the workbook has seen any
)

// readingWidth is as wide as a line of running text gets, at 100 % text.
const readingWidth float32 = 760

// caseParts lists the parts in the order of their chips.
func caseParts() []string {
	return []string{partSummary, partTimeline, partFigures, partItems, partOpen, partSources, partChanges}
}

// caseReader is the screen Case: the record of the case to read: nothing on it can be changed, and it needs
// no school.
type caseReader struct {
	desk    *desk
	part    string // the one that is open
	parts   map[string]*casePart
	changes string // what the part on changes shows, see desk.changesKey

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
	chip(partChanges, d.text("case.changes"), 0)
	s.chips[partChanges].Hide()
	chips := kit.Flow(kit.Grid)
	for _, part := range caseParts() {
		chips.Add(s.chips[part])
	}
	s.body = container.NewStack()
	s.box = kit.Screen(kit.Column(1.5*kit.Grid, kit.Title(c.Title), chips), s.body)
}

func (s *caseReader) object() fyne.CanvasObject { return s.box }

// refresh writes anew what newer versions changed, where that is another. All else in the record
// is the same whatever the workbook holds.
func (s *caseReader) refresh() {
	key := s.desk.changesKey()
	if key == s.changes {
		return
	}
	s.changes = key
	s.parts[partChanges] = nil
	s.chips[partChanges].Hidden = key == ""
	if s.part == partChanges {
		s.part = ""
		s.choose(s.offered()[len(s.offered())-1])
	}
	s.box.Refresh()
}

// offered are the parts that there are.
func (s *caseReader) offered() []string {
	if s.changes == "" {
		return slices.DeleteFunc(caseParts(), func(part string) bool { return part == partChanges })
	}
	return caseParts()
}

// show opens a place's part and lands on what it names there.
func (s *caseReader) show(p place) {
	s.refresh()
	if !slices.Contains(s.offered(), p.part) {
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
	case partChanges:
		return w.changes()
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
	parts := s.offered()
	at := slices.Index(parts, s.part) + by
	if at < 0 || at >= len(parts) {
		return
	}
	c := s.desk.window.Canvas()
	along := c.Focused() == s.chips[s.part]
	s.choose(parts[at])
	if along {
		c.Focus(s.chips[s.part])
	}
}
