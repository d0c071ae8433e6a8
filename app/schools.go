package app

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// filterFrom is how many schools make the list worth a filter.
const filterFrom = 9

// schools is the screen of the workbook's schools: the list at the left, the one that all
// other screens are about at the right.
type schools struct {
	desk  *desk
	shown []workbook.School
	to    place // the section and what to open in it once the screen is there

	filter *kit.Filter
	found  *kit.Text // in place of rows, where the filter leaves none
	rows   *kit.List
	top    *fyne.Container
	add    *kit.Button
	first  *kit.Button // adds the first school
	pane   *schoolPane
	some   *fyne.Container
	none   *fyne.Container
	box    *fyne.Container
}

func newSchools(d *desk) screen {
	s := &schools{desk: d}
	s.pane = newSchoolPane(d, s.onRemove)
	s.layout()
	return s
}

func (s *schools) layout() {
	d := s.desk
	s.filter = kit.NewFilter(d.text("schools.filter"), func(string) { s.onFilter() }, func(string) { s.onFound() })
	s.found = kit.Small(d.text("schools.none-found"))
	s.rows = kit.NewList(func() int { return len(s.shown) }, s.newRow, s.updateRow, s.onRow)
	s.rows.Keys = s
	s.top = container.NewVBox(kit.Inset(1.5*kit.Grid, 1.5*kit.Grid, s.filter), kit.Line())
	left := kit.Card(kit.Clip(container.NewBorder(s.top, nil, nil, nil,
		container.NewStack(s.rows, kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(s.found))))))
	s.add = kit.FilledButton(d.text("school.add"), theme.ContentAddIcon(), s.onAdd)
	bring := kit.OutlineButton(d.text("import.list"), nil, s.onImport)
	s.some = kit.Screen(kit.Row(kit.Title(d.text("screen.schools")), bring, s.add),
		kit.Split(0.3, 240, 360, left, kit.Card(kit.Clip(s.pane.object()))))
	s.none = s.layoutNone()
	s.box = container.NewStack(s.none, s.some)
}

// layoutNone is what a new workbook shows.
func (s *schools) layoutNone() *fyne.Container {
	d := s.desk
	s.first = kit.FilledButton(d.text("school.add"), theme.ContentAddIcon(), s.onAdd)
	steps := kit.Column(kit.Grid)
	for i, key := range []string{"schools.start.school", "schools.start.answers", "schools.start.plan"} {
		steps.Add(kit.Body(d.text("schools.start.step", "Number", i+1, "Text", d.text(key))))
	}
	card := kit.Card(kit.Inset(3*kit.Grid, 3*kit.Grid, kit.Column(2*kit.Grid,
		kit.Heading(d.text("schools.start")), kit.Body(d.text("schools.start.why")), steps,
		kit.Flow(kit.Grid, s.first, kit.OutlineButton(d.text("import.list"), nil, s.onImport)))))
	_, page := kit.Page(kit.Centred(640, kit.Inset(3*kit.Grid, 0, card)))
	return kit.Screen(kit.Title(d.text("screen.schools")), page)
}

func (s *schools) object() fyne.CanvasObject { return s.box }

// The sections of a school, by what they list.
const (
	partZone  = string(workbook.ZoneEntity)
	partEvent = string(workbook.EventEntity)
)

// show adds a school for the id "new", and turns to the school of any other id; where the
// place names a section, the id is that of something in it, and the item may be a step of
// the event.
func (s *schools) show(p place) {
	if s.desk.session == nil {
		return
	}
	s.pane.start()
	s.to = place{}
	switch {
	case p.id == "":
	case p.part != "":
		s.to = p
	case p.id == "new":
		s.onAdd()
	default:
		s.desk.session.Choose(p.id)
	}
}

// narrowAgain takes the words that were kept for the workbook.
func (s *schools) narrowAgain() {
	words := ""
	s.desk.keptFilter(schoolsScreen, &words)
	s.filter.SetText(words)
}

// land brings the chosen school into sight, wherever the list was left, and opens what was
// asked for.
func (s *schools) land() {
	if at := s.at(s.desk.session.Chosen()); at >= 0 {
		s.rows.ScrollTo(at)
	}
	to := s.to
	s.to = place{}
	switch to.part {
	case partZone:
		s.pane.zones.land(to.id)
	case partEvent:
		s.pane.events.land(to.id)
		if s.pane.steps.reveal(); to.item != "" {
			s.pane.steps.land(to.item)
		}
	}
}

// refresh shows the view.
func (s *schools) refresh() {
	d := s.desk
	v := d.view()
	s.some.Hidden, s.none.Hidden = len(v.Schools) == 0, len(v.Schools) > 0
	if len(v.Schools) < filterFrom && s.filter.Text != "" {
		s.filter.SetText("")
	}
	s.top.Hidden = len(v.Schools) < filterFrom
	s.shown = s.passing(v.Schools)
	s.found.Hidden = len(s.shown) > 0
	s.rows.Refresh()
	s.rows.Mark(s.at(d.session.Chosen()))
	if slices.ContainsFunc(v.Schools, func(x workbook.School) bool { return x.ID == v.School.ID }) {
		s.pane.fill(v.School.School)
	} else {
		s.pane.clear()
	}
	s.box.Refresh()
}

// passing gives the schools that the filter lets through, by name; those without a name
// come first, since they wait for one.
func (s *schools) passing(all []workbook.School) []workbook.School {
	words := strings.Fields(strings.ToLower(s.filter.Text))
	var list []workbook.School
	for _, x := range all {
		if x.Holds(words) {
			list = append(list, x)
		}
	}
	byName := func(a, b workbook.School) int { return workbook.NaturalCompare(a.Name, b.Name) }
	if !slices.IsSortedFunc(list, byName) { // the workbook's order is nearly always right
		slices.SortStableFunc(list, byName)
	}
	return list
}

// at is a school's place in the list, -1 where the filter has taken it out.
func (s *schools) at(id string) int {
	return slices.IndexFunc(s.shown, func(x workbook.School) bool { return x.ID == id })
}

func (s *schools) onFilter() {
	s.desk.keepFilter(schoolsScreen, s.filter.Text)
	s.shown = s.passing(s.desk.view().Schools)
	s.found.Hidden = len(s.shown) > 0
	s.found.Refresh()
	s.rows.Refresh()
	s.rows.Mark(s.at(s.desk.session.Chosen()))
	if s.rows.Selected() < 0 {
		s.rows.ScrollToTop()
	}
}

// onFound takes the first school that the filter has left.
func (s *schools) onFound() {
	if len(s.shown) > 0 {
		s.rows.Select(0)
	}
}

func (s *schools) onRow(i int) {
	if i >= len(s.shown) {
		return
	}
	if _, typing := s.desk.window.Canvas().Focused().(*kit.Field); typing {
		s.desk.window.Canvas().Unfocus() // commits to the school that is still shown
	}
	s.desk.session.Choose(s.shown[i].ID)
}

func (s *schools) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	return kit.Inset(1.25*kit.Grid, 2*kit.Grid, kit.Column(0, title, hint))
}

func (s *schools) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(s.shown) {
		return
	}
	d, x := s.desk, s.shown[i]
	words := o.(*fyne.Container).Objects[0].(*fyne.Container)
	title, hint := words.Objects[0].(*kit.Text), words.Objects[1].(*kit.Text)
	title.Set(cmp.Or(x.Name, d.text("school.unnamed")))
	title.SetLook(kit.ColorInk, x.ID == d.session.Chosen())
	hint.Set(d.levelsAndEnrollment(x))
}

// levelsAndEnrollment says in one line what sort of school it is.
func (d *desk) levelsAndEnrollment(x workbook.School) string {
	var levels []string
	for _, l := range x.Levels {
		levels = append(levels, d.text("level."+string(l)))
	}
	var parts []string
	if len(levels) > 0 {
		parts = append(parts, strings.Join(levels, ", "))
	}
	if x.Enrollment > 0 {
		parts = append(parts, d.text("school.enrolled", "Count", x.Enrollment))
	}
	if len(parts) == 0 {
		return d.text("school.no-details")
	}
	return strings.Join(parts, " · ")
}

func (s *schools) onImport() { s.desk.importTable(workbook.TableOfSchools) }

// onAdd adds a school of the same district at once and waits for its name.
func (s *schools) onAdd() {
	d := s.desk
	d.window.Canvas().Unfocus()
	added := workbook.School{ID: newID(), District: s.district()}
	d.do(workbook.Add(workbook.SchoolEntity, added.ID, added)...)
	if d.session.ReadOnly() {
		return // the person was told
	}
	s.filter.SetText("") // it would hide the new school
	s.pane.want = added.ID
	d.session.Choose(added.ID)
}

// district is that of the school that is chosen, else the first that is known.
func (s *schools) district() string {
	v := s.desk.view()
	district := v.School.District
	for _, x := range v.Schools {
		district = cmp.Or(district, x.District)
	}
	return district
}

// onRemove asks, takes the school out and turns to the next one in the list.
func (s *schools) onRemove() {
	d := s.desk
	gone := d.view().School
	name := workbook.Shorten(cmp.Or(gone.Name, d.text("school.unnamed")), 80)
	d.confirm(d.text("school.remove"), d.text("school.remove-sure", "Name", name), d.text("school.remove-yes"), func() {
		next := ""
		if i := s.at(gone.ID); i >= 0 && i+1 < len(s.shown) {
			next = s.shown[i+1].ID
		} else if i > 0 {
			next = s.shown[i-1].ID
		}
		d.do(workbook.Remove(workbook.SchoolEntity, gone.ID)...)
		if !d.session.ReadOnly() {
			d.session.Choose(next)
		}
	})
}

// HandleRune goes to the filter.
func (s *schools) HandleRune(r rune) bool {
	if r != '/' || s.top.Hidden || s.some.Hidden {
		return false
	}
	s.desk.window.Canvas().Focus(s.filter)
	return true
}

// HandleKey moves in the list.
func (s *schools) HandleKey(k fyne.KeyName) bool {
	return s.rows.Arrow(k)
}
