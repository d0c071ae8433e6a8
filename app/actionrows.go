package app

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// actionRows are the rows of the register as its table sees them.
type actionRows struct{ screen *actions }

// actionColumns are the register's columns, each named by what it orders the rows by.
func (d *desk) actionColumns() []kit.TableColumn {
	head := func(c workbook.ActionColumn) string { return d.text("actions.column." + string(c)) }
	column := func(by workbook.ActionColumn, least, share float32, rank int) kit.TableColumn {
		return kit.TableColumn{Code: string(by), Title: head(by), Least: least, Share: share, Rank: rank}
	}
	title, due := column(workbook.ByTitle, 240, 3, 0), column(workbook.ByDue, 124, 0, 1)
	owner, element, status := column(workbook.ByOwner, 110, 1, 3), column(workbook.ByElement, 96, 0.4, 5), column(workbook.ByStatus, 116, 0, 0)
	start, cost := column(workbook.ByStart, 92, 0, 8), column(workbook.ByCost, 72, 0, 9)
	start.Spare, cost.Spare = 120, 120
	title.Hint, title.Opens, status.Pill = true, true, true
	due.Edits, owner.Edits, element.Edits, status.Edits = true, true, true, true
	return []kit.TableColumn{
		title, column(workbook.BySchools, 112, 1, 2), column(workbook.ByItems, 100, 0.7, 4), owner, element,
		start, due, cost, status,
	}
}

// Length is how many rows there are.
func (r *actionRows) Length() int { return len(r.screen.shown) }

// RowID is the action's id.
func (r *actionRows) RowID(i int) string { return r.screen.shown[i].Action.ID }

// FillCell shows one thing about an action.
func (r *actionRows) FillCell(i int, code string, c *kit.Cell) {
	s := r.screen
	d, row := s.desk, s.shown[i]
	a := row.Action
	switch workbook.ActionColumn(code) {
	case workbook.ByTitle:
		c.Say(a.Title, kit.ColorInk, a.ID == s.open)
		c.Hint(s.hint(row))
	case workbook.BySchools:
		c.Say(d.schoolsOf(row))
	case workbook.ByItems:
		c.Say(d.itemsOf(row), kit.ColorMuted, false)
	case workbook.ByOwner:
		c.Say(a.Owner, kit.ColorInk, false)
		if a.Owner == "" {
			c.Say(d.text("action.no-owner"), kit.ColorMuted, false)
		}
	case workbook.ByElement:
		c.Say("", kit.ColorInk, false)
		if a.Element != "" {
			c.Say(d.text("element."+string(a.Element)), kit.ColorInk, false)
		}
	case workbook.ByStart:
		c.Say(d.words.ShortDate(a.Start), kit.ColorMuted, false)
	case workbook.ByDue:
		c.Say(d.dueOf(row))
	case workbook.ByCost:
		c.Say("", kit.ColorInk, false)
		if a.Cost > 0 {
			c.Say(strconv.Itoa(a.Cost), kit.ColorInk, false)
		}
	case workbook.ByStatus:
		c.SetStatus(likeStatus(row.Status), d.text("action-status."+string(row.Status)))
	}
}

// hint is the line below a title: that a measure has lapsed, or what there is no column for.
func (s *actions) hint(row workbook.RegisterAction) (string, fyne.ThemeColorName) {
	d, a := s.desk, row.Action
	if row.Status == workbook.Lapsed {
		return d.lapsed(a), kit.ColorNeeded
	}
	if s.table.Shows(string(workbook.ByOwner)) && s.table.Shows(string(workbook.ByDue)) {
		return "", kit.ColorMuted
	}
	var parts []string
	ink := kit.ColorMuted
	switch {
	case !s.table.Shows(string(workbook.ByDue)):
		parts = append(parts, d.ownerAndDue(a))
		if row.Overdue {
			ink = kit.ColorNeeded
		}
	case a.Owner != "":
		parts = append(parts, a.Owner)
	}
	if s.scope == scopeAll && !s.table.Shows(string(workbook.BySchools)) {
		where, _, _ := d.schoolsOf(row)
		parts = append(parts, where)
	}
	return strings.Join(parts, " · "), ink
}

// lapsed says since when a measure is not known to be in place any more.
func (d *desk) lapsed(a workbook.Action) string {
	if a.Review == "" {
		return d.text("action.lapsed")
	}
	return d.text("action.lapsed-on", "Date", d.words.Date(a.Review))
}

// schoolsOf names an action's school or counts them.
func (d *desk) schoolsOf(row workbook.RegisterAction) (string, fyne.ThemeColorName, bool) {
	switch n := len(row.Schools); {
	case n == 0:
		return d.text("actions.no-school"), kit.ColorNeeded, false
	case n > 1:
		return d.text("actions.schools", "Count", n), kit.ColorInk, false
	case row.Schools[0] == "":
		return d.text("school.unnamed"), kit.ColorInk, false
	}
	return row.Schools[0], kit.ColorInk, false
}

// itemsOf names an action's item or counts them.
func (d *desk) itemsOf(row workbook.RegisterAction) string {
	switch n := len(row.Items); n {
	case 0:
		return d.text("actions.no-item")
	case 1:
		return d.served([]string{row.Items[0].ID})[0].title
	default:
		return d.text("actions.items", "Count", n)
	}
}

// dueOf is the day by which something is to be done: a target, or a review.
func (d *desk) dueOf(row workbook.RegisterAction) (string, fyne.ThemeColorName, bool) {
	a := row.Action
	switch {
	case row.Overdue:
		return d.words.ShortDate(row.Due), kit.ColorNeeded, true
	case row.Status == workbook.ActionInPlace && a.Review != "":
		return d.text("action.review-by", "Date", d.words.ShortDate(a.Review)), kit.ColorMuted, false
	case !row.Status.Open():
		return "", kit.ColorMuted, false
	case row.Due == "":
		return d.text("actions.no-date"), kit.ColorMuted, false
	}
	return d.words.ShortDate(row.Due), kit.ColorInk, false
}

// SortBy orders the rows by a column, the other way round where they are already.
func (r *actionRows) SortBy(code string) { r.screen.sortBy(code) }

// GoTo makes a row the one that the person is on; what is open at the right goes along.
func (r *actionRows) GoTo(i int) {
	s := r.screen
	if i >= len(s.shown) {
		return
	}
	s.desk.leaveFor(s.rows)
	s.at = s.shown[i].Action.ID
	if s.open != "" {
		s.open = s.at
		s.pane.fill(s.shown[i].Action)
	}
	s.rows.Refresh() // the title in bold is another one
}

// OpenRow shows the whole of an action.
func (r *actionRows) OpenRow(i int) { r.screen.openRow(i) }

// TicksChanged offers what can be done with the rows that are ticked.
func (r *actionRows) TicksChanged() {
	r.screen.bulk.said = ""
	r.screen.showFoot()
}

// HandleRune has the letters of the register.
func (r *actionRows) HandleRune(key rune) bool {
	s := r.screen
	switch key {
	case 'a', 'A', 'n', 'N':
		s.onAdd()
	case 's', 'S':
		s.sortBy(s.table.Column())
	case '/':
		s.desk.window.Canvas().Focus(s.top.search)
	default:
		return false
	}
	return true
}

// HandleKey lets go of what is ticked and then of what is open on Escape, and removes.
func (r *actionRows) HandleKey(k fyne.KeyName) bool {
	s := r.screen
	switch {
	case k == fyne.KeyDelete:
		s.onRemove()
	case k == fyne.KeyEscape && len(s.table.Ticked()) > 0:
		s.bulk.onLetGo()
	case k == fyne.KeyEscape && s.open != "":
		s.closePane()
	default:
		return false
	}
	return true
}

// likeStatus is the answer status whose colours and sign an action status borrows.
func likeStatus(s workbook.ActionStatus) workbook.Status {
	switch s {
	case workbook.ActionInPlace:
		return workbook.InPlace
	case workbook.ActionUnderWay:
		return workbook.InProgress
	case workbook.Lapsed:
		return workbook.Needed
	case workbook.DroppedFromPlan, workbook.OnHold:
		return workbook.NotNecessary
	}
	return workbook.NotAssessed
}

// ownerAndDue says in one line by when it is due and who does it.
func (d *desk) ownerAndDue(a workbook.Action) string {
	owner := a.Owner
	if owner == "" {
		owner = d.text("action.no-owner")
	}
	today := d.today()
	switch {
	case a.Overdue(today):
		return d.text("action.overdue-since", "Date", d.words.ShortDate(a.Due(today))) + " · " + owner
	case a.Status == workbook.ActionInPlace && a.Review != "":
		return d.text("action.review-by", "Date", d.words.ShortDate(a.Review)) + " · " + owner
	case a.Target != "":
		return d.text("action.due", "Date", d.words.ShortDate(a.Target)) + " · " + owner
	}
	return owner
}

// actionCard is an action in a line that opens it.
func (d *desk) actionCard(a workbook.Action) fyne.CanvasObject {
	color := kit.ColorMuted
	if a.Overdue(d.today()) {
		color = kit.ColorNeeded
	}
	words := kit.Columns(kit.Grid, 240, kit.Body(a.Title), kit.NewText(d.ownerAndDue(a), kit.Style{Size: kit.SizeSmall, Color: color}))
	tap := kit.NewTap(a.Title, words, func() { d.goTo(place{screen: actionsScreen, action: a.ID}) })
	tap.Line, tap.PadX, tap.PadY = kit.ColorLine, 1.5*kit.Grid, 1.25*kit.Grid
	return tap
}
