package app

import (
	"cmp"

	"forethought/app/kit"
	"forethought/workbook"
)

// shownUnplanned is how many events of the district without a protective plan are listed.
const shownUnplanned = 6

// unplannedCard lists the events of all schools that come before long without a protective
// plan. It shows itself only where there are any.
type unplannedCard struct {
	desk   *desk
	line   *kit.Text
	list   *shortList
	events []workbook.EventReadiness
}

func newUnplannedCard(d *desk, keys kit.Keys) *unplannedCard {
	c := &unplannedCard{desk: d, line: kit.Small("")}
	c.list = newShortList(d, keys, shownUnplanned, "overview.unplanned", "overview.events.none", nil)
	c.list.box = overviewCard(kit.Heading(d.text("overview.unplanned")), kit.Column(kit.Grid, c.line, bleed(c.list.rows)))
	c.list.box.Hide()
	return c
}

// fill shows the events, the next first.
func (c *unplannedCard) fill(events []workbook.EventReadiness) {
	c.events = events
	c.list.box.Hidden = len(events) == 0
	c.line.Set(c.desk.text("overview.unplanned.count", "Count", len(events), "Days", workbook.PlanWithinDays))
	c.list.fill(len(events), "", c.fillEvent)
}

func (c *unplannedCard) fillEvent(i int, e *kit.Entry) {
	d, r := c.desk, c.events[i]
	e.Set(cmp.Or(r.Event.Name, d.text("event.unnamed")), d.daysTo(r.Event.Date), false, func() {
		d.landAt(r.Event.SchoolID, place{screen: schoolsScreen, part: partEvent, id: r.Event.ID})
	})
	e.SetHint(dotted(c.school(r.Event.SchoolID), d.progress(r)))
	e.SetStatus(d.planWord(r))
}

// school is a school's name.
func (c *unplannedCard) school(id string) string {
	for _, s := range c.desk.view().Schools {
		if s.ID == id {
			return cmp.Or(s.Name, c.desk.text("school.unnamed"))
		}
	}
	return c.desk.text("school.unnamed")
}
