package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// overviewCard is a card of the overview: its head over its content.
func overviewCard(head, content fyne.CanvasObject) *fyne.Container {
	return kit.Card(kit.Inset(2.25*kit.Grid, 2.5*kit.Grid, kit.Column(1.25*kit.Grid, head, content)))
}

// bleed lets the lines of a card reach out over its margin, so that their words stand below
// its heading.
func bleed(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, -kit.Grid, -kit.Grid), o)
}

// shortList is a card with the first few of a list, and a link to all of them. Its lines are
// made once; what they show moves through them.
type shortList struct {
	desk    *desk
	all     *kit.Button
	entries []*kit.Entry
	lines   []*fyne.Container // the entries with a rule above each
	none    *kit.Text
	rows    *fyne.Container
	box     *fyne.Container
}

func newShortList(d *desk, keys kit.Keys, most int, title, none string, all func()) *shortList {
	l := &shortList{desk: d, none: kit.Small(d.text(none)), rows: kit.Column(0)}
	l.all = kit.SmallLink("", nil, all)
	l.all.Keys = keys
	for range most {
		e := kit.NewEntry(keys)
		line := kit.Column(0, kit.Inset(0, kit.Grid, kit.Line()), e)
		l.entries, l.lines = append(l.entries, e), append(l.lines, line)
		l.rows.Add(line)
	}
	l.box = overviewCard(kit.Row(kit.Heading(d.text(title)), l.all), kit.Column(0, l.none, bleed(l.rows)))
	return l
}

// fill shows the first of so many things; all is what the link says, "" for no link.
func (l *shortList) fill(count int, all string, fill func(i int, e *kit.Entry)) {
	l.none.Hidden = count > 0
	l.rows.Hidden = count == 0
	l.all.SetText(all)
	l.all.Hidden = all == ""
	for i, line := range l.lines {
		line.Hidden = i >= count
		if i < count {
			fill(i, l.entries[i])
		}
	}
	l.box.Refresh()
}

// allOf is the link to so many, none to nothing.
func (d *desk) allOf(count int) string {
	if count == 0 {
		return ""
	}
	return d.text("overview.all", "N", count)
}

// standsCard says how far each checklist is answered.
type standsCard struct {
	desk  *desk
	lists map[workbook.Checklist]*standsLine
	box   *fyne.Container
}

type standsLine struct {
	tap              *kit.Tap
	answered, counts *kit.Text
	bar              *kit.Bar
}

func newStandsCard(d *desk, keys kit.Keys) *standsCard {
	c := &standsCard{desk: d, lists: map[workbook.Checklist]*standsLine{}}
	rows := kit.Column(0.5 * kit.Grid)
	for _, l := range workbook.Checklists() {
		name := d.text("checklist." + string(l))
		line := &standsLine{answered: kit.NewText("", kit.Style{Color: kit.ColorMuted, Whole: true}), counts: kit.Small(""), bar: kit.NewBar()}
		head := kit.Row(kit.NewText(name, kit.Style{Bold: true, Single: true}), line.answered)
		line.tap = kit.NewTap(name, kit.Column(0.5*kit.Grid, head, line.bar, line.counts), func() {
			d.goTo(place{screen: checklistsScreen, part: string(l)})
		})
		line.tap.PadX, line.tap.PadY, line.tap.Keys, line.tap.HoverFill = kit.Grid, 0.75*kit.Grid, keys, kit.ColorAsideTint
		c.lists[l] = line
		rows.Add(line.tap)
	}
	c.box = overviewCard(kit.Heading(d.text("overview.stands")), bleed(rows))
	return c
}

func (c *standsCard) fill(o workbook.Overview) {
	d := c.desk
	for _, l := range o.Lists {
		line := c.lists[l.Checklist]
		line.answered.Set(d.text("overview.answered", "N", l.Coverage.Answered(), "Total", l.Coverage.Total))
		line.counts.Set(d.counts(l.Coverage))
		line.counts.Hidden = line.counts.Text() == ""
		line.bar.Set(l.Coverage)
		line.tap.Label = d.text("checklist."+string(l.Checklist)) + ": " + line.answered.Text()
	}
	c.box.Refresh()
}

// counts says in words how what is answered divides.
func (d *desk) counts(c workbook.Coverage) string {
	var parts []string
	for _, s := range workbook.Statuses() {
		if n := c.Counts[s]; n > 0 && s != workbook.NotAssessed {
			parts = append(parts, d.text("overview.count."+string(s), "N", n))
		}
	}
	return strings.Join(parts, " · ")
}

// districtCard adds up all schools of the workbook and names those with most need. It reads
// them beside the window, since there may be thousands.
type districtCard struct {
	desk   *desk
	screen *overview
	line   *kit.Text
	links  *fyne.Container
	late   *kit.Button // opens the overdue actions of all schools
	soon   *kit.Button // opens those that are due soon
	list   *shortList
	events *unplannedCard
	state  workbook.DistrictOverview
	asked  int                // how often; an answer to an earlier question is not shown
	cancel context.CancelFunc // ends the reading under way, nil for none
}

func newDistrictCard(d *desk, screen *overview) *districtCard {
	c := &districtCard{desk: d, screen: screen, line: kit.Small(d.text("overview.district.adding"))}
	c.list = newShortList(d, screen, shownSchools, "overview.district", "overview.district.adding", func() { d.goTo(place{screen: districtScreen}) })
	c.list.none.Hide()
	c.late, c.soon = c.link(actionsOverdue), c.link(actionsDueSoon)
	c.links = kit.Flow(kit.Grid, c.late, c.soon)
	c.links.Hide()
	c.list.box = overviewCard(kit.Row(kit.Heading(d.text("overview.district")), c.list.all),
		kit.Column(kit.Grid, c.line, c.links, bleed(c.list.rows)))
	c.list.rows.Hide()
	c.events = newUnplannedCard(d, screen)
	return c
}

// link opens some of the actions of all schools.
func (c *districtCard) link(filter string) *kit.Button {
	return kit.SmallLink("", nil, func() {
		c.desk.goTo(place{screen: actionsScreen, filter: filter, scope: scopeAll})
	})
}

// refresh adds the schools up anew where there are several.
func (c *districtCard) refresh(ctx context.Context) {
	d := c.desk
	if c.cancel != nil {
		c.cancel()
		c.cancel = nil
	}
	c.asked++
	schools := d.view().Schools
	c.list.box.Hidden = len(schools) < 2
	if c.list.box.Hidden {
		c.events.fill(nil)
		return
	}
	ctx, c.cancel = context.WithCancel(ctx)
	question, b, today := c.asked, d.book, d.today()
	d.later(func() {
		if question == c.asked && d.book == b {
			c.ask(ctx, question, b, schools, today)
		}
	})
}

// ask adds the district up beside the window.
func (c *districtCard) ask(ctx context.Context, question int, b book, schools []workbook.School, today workbook.Date) {
	d, record := c.desk, c.desk.theCase
	session.Ask(d.session, ctx, func(ctx context.Context) (workbook.DistrictOverview, error) {
		answers, err := b.AllAnswers(ctx)
		if err != nil {
			return workbook.DistrictOverview{}, err
		}
		actions, err := b.Actions(ctx, "")
		if err != nil {
			return workbook.DistrictOverview{}, err
		}
		events, steps, err := b.Events(ctx)
		if err != nil {
			return workbook.DistrictOverview{}, err
		}
		o := workbook.NewDistrictOverview(record, schools, answers, actions, today)
		o.Unplanned = workbook.LackingPlan(workbook.ReadinessOf(record, events, steps, today))
		return o, nil
	}, func(o workbook.DistrictOverview, err error) {
		if question == c.asked && d.book == b {
			c.cancel()
			c.cancel = nil
			c.show(o, err)
		}
	})
}

func (c *districtCard) show(o workbook.DistrictOverview, err error) {
	d := c.desk
	c.state = o
	c.links.Hidden = err != nil
	if err != nil {
		sentence, _ := d.words.Explain(err)
		c.line.Set(sentence)
		c.list.fill(0, "", nil)
	} else {
		c.line.Set(d.text("overview.district.line",
			"Schools", d.text("app.schools-count", "Count", len(o.Schools)),
			"Answered", o.Coverage.Answered(), "Total", o.Coverage.Total,
			"Gaps", d.text("overview.district.gaps", "Count", o.HighGaps)))
		c.late.SetText(d.text("overview.district.overdue", "Count", o.Overdue))
		c.soon.SetText(d.text("overview.district.due", "Count", o.DueSoon))
		c.list.fill(len(o.Schools), d.allOf(len(o.Schools)), c.fillSchool)
	}
	c.events.fill(o.Unplanned)
	c.screen.settle()
}

func (c *districtCard) fillSchool(i int, e *kit.Entry) {
	d, s := c.desk, c.state.Schools[i]
	name := s.School.Name
	if name == "" {
		name = d.text("school.unnamed")
	}
	e.Set(name, d.text("overview.answered", "N", s.Coverage.Answered(), "Total", s.Coverage.Total), false,
		func() { d.session.Choose(s.School.ID) })
	pill := ""
	if s.HighGaps > 0 {
		pill = d.text("overview.district.high", "N", s.HighGaps)
	}
	e.SetWord(workbook.Needed, pill)
}
