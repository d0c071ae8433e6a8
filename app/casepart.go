package app

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
)

// caseContent is what a part says: cards in order, perhaps sorted into groups that can be
// read one at a time.
type caseContent struct {
	intro  string
	by     string      // what the groups are
	groups []caseGroup // none: the cards stand together
	cards  []caseCard
}

type caseGroup struct{ code, short, title string }

// caseCard is one card, written when it first comes near the view.
type caseCard struct {
	id    string
	group string
	write func(*casePart) fyne.CanvasObject
	lands []string // further ids that lead here
}

// casePart shows a part's content in a feed.
type casePart struct {
	desk    *desk
	content caseContent
	group   string     // the one that is shown, "" for all
	shown   []caseCard // with the headings of the groups, which have no id
	landed  string     // the id that a link has led to
	marks   map[string]*kit.Mark

	filters map[string]*kit.Chip
	feed    *kit.Feed
	box     fyne.CanvasObject
}

func newCasePart(d *desk, keys kit.Keys, content caseContent) *casePart {
	p := &casePart{desk: d, content: content, marks: map[string]*kit.Mark{}, filters: map[string]*kit.Chip{}, feed: kit.NewFeed()}
	p.layout(keys)
	p.fill()
	return p
}

func (p *casePart) layout(keys kit.Keys) {
	card := kit.Card(kit.Clip(p.feed.Object()))
	p.box = card
	if len(p.content.groups) == 0 {
		return
	}
	filters := kit.Flow(kit.Grid)
	add := func(code, word string, count int) {
		chip := kit.NewChip(fmt.Sprintf("%s %d", word, count), func() { p.choose(code) })
		chip.Keys = keys
		chip.SetOn(code == p.group)
		p.filters[code] = chip
		filters.Add(chip)
	}
	add("", p.desk.text("case.all"), len(p.content.cards))
	for _, g := range p.content.groups {
		add(g.code, g.short, len(p.of(g)))
	}
	by := kit.NewText(p.content.by, kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Whole: true})
	p.box = kit.Under(kit.Lead(1.5*kit.Grid, kit.Inset(0.75*kit.Grid, 0, by), filters), card)
}

func (p *casePart) object() fyne.CanvasObject { return p.box }

// heading stands above a group; the line under it tells it from the cards' own headings.
func (g caseGroup) heading(*casePart) fyne.CanvasObject {
	return kit.Column(kit.Grid, kit.Heading(g.title), kit.Line())
}

// of lists the cards of a group.
func (p *casePart) of(g caseGroup) []caseCard {
	var cards []caseCard
	for _, c := range p.content.cards {
		if c.group == g.code {
			cards = append(cards, c)
		}
	}
	return cards
}

// choose shows one group, or all.
func (p *casePart) choose(group string) {
	p.mark("")
	if p.group != group {
		p.group = group
		p.fill()
	}
}

// fill sorts the cards into their groups, each under its heading.
func (p *casePart) fill() {
	p.shown = nil
	if p.content.intro != "" {
		p.shown = append(p.shown, caseCard{write: (*casePart).writeIntro})
	}
	if len(p.content.groups) == 0 {
		p.shown = append(p.shown, p.content.cards...)
	}
	for _, g := range p.content.groups {
		if p.group == "" || p.group == g.code {
			p.shown = append(p.shown, caseCard{write: g.heading})
			p.shown = append(p.shown, p.of(g)...)
		}
	}
	for code, chip := range p.filters {
		chip.SetOn(code == p.group)
	}
	p.marks = map[string]*kit.Mark{}
	p.feed.Fill(len(p.shown), p.newRow)
}

func (p *casePart) writeIntro() fyne.CanvasObject {
	return kit.Widest(readingWidth, kit.Small(p.content.intro))
}

// land brings a card into view and sets it off; an id that is not there changes nothing.
func (p *casePart) land(id string) {
	p.mark("")
	leads := func(c caseCard) bool { return id != "" && (c.id == id || slices.Contains(c.lands, id)) }
	if !slices.ContainsFunc(p.content.cards, leads) {
		return
	}
	if !slices.ContainsFunc(p.shown, leads) {
		p.choose("")
	}
	p.mark(id)
	p.feed.Show(slices.IndexFunc(p.shown, leads))
	if m := p.marks[id]; m != nil {
		kit.Reveal(m.Object()) // where it is a part of a card, and far down in it
	}
}

// mark sets one part of the page off and no other.
func (p *casePart) mark(id string) {
	if m := p.marks[p.landed]; m != nil {
		m.Set(false)
	}
	p.landed = id
	if m := p.marks[id]; m != nil {
		m.Set(true)
	}
}

// markable makes a part of the page that can be landed on.
func (p *casePart) markable(id string, content fyne.CanvasObject) fyne.CanvasObject {
	m := kit.NewMark(content)
	m.Set(id == p.landed)
	p.marks[id] = m
	return m.Object()
}

// newRow writes a card, with a line above it where another one comes before.
func (p *casePart) newRow(i int) fyne.CanvasObject {
	c := p.shown[i]
	if c.id == "" {
		return p.loose(i, c)
	}
	row := kit.Inset(kit.Grid/2, kit.Grid, p.markable(c.id, kit.Inset(1.75*kit.Grid, 2*kit.Grid, c.write(p))))
	if i == 0 || p.shown[i-1].id == "" {
		return row
	}
	return kit.Column(0, kit.Inset(0, 3*kit.Grid, kit.Line()), row)
}

// loose writes what stands between the cards: the words at the top, a group's heading.
func (p *casePart) loose(i int, c caseCard) fyne.CanvasObject {
	above := kit.Grid / 2
	if i == 0 {
		above = kit.Grid
	}
	return kit.Inset(above, 0, kit.Inset(kit.Grid, 3*kit.Grid, c.write(p)))
}
