package app

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// schoolPane shows one school with what hangs on it, and lets all of it be changed.
type schoolPane struct {
	desk *desk
	id   string // of the school that is shown
	want string // the school whose name is to be typed once it is shown

	name, district, address, note *kit.Field
	enrollment, staff             *kit.Field
	levels                        map[workbook.Level]*kit.Chip
	zones                         *rows[workbook.Zone]
	contacts                      *rows[workbook.Contact]
	events                        *rows[workbook.SchoolEvent]
	steps                         *eventSteps // of the event that is open
	remove                        *kit.Button
	body                          *fyne.Container
	scroll                        *container.Scroll
}

// newSchoolPane makes the pane; remove takes the school that is shown out of the workbook.
func newSchoolPane(d *desk, remove func()) *schoolPane {
	p := &schoolPane{desk: d, levels: map[workbook.Level]*kit.Chip{}}
	p.remove = kit.LinkButton(d.text("school.remove"), theme.DeleteIcon(), remove)
	p.layout()
	return p
}

func (p *schoolPane) layout() {
	d := p.desk
	text := func(label, field string, set func(*workbook.School, string)) (*kit.Field, *fyne.Container) {
		return d.line(label, workbook.SchoolEntity, field, func(t string) {
			p.edit(func(s *workbook.School) { set(s, t) })
		})
	}
	var nameBox, districtBox, addressBox, enrollmentBox, staffBox *fyne.Container
	p.name, nameBox = text("school.name", "name", func(s *workbook.School, t string) { s.Name = t })
	p.district, districtBox = text("school.district", "district", func(s *workbook.School, t string) { s.District = t })
	p.address, addressBox = text("school.address", "address", func(s *workbook.School, t string) { s.Address = t })
	p.enrollment, enrollmentBox = d.numberField("school.enrollment", func(n int) {
		p.edit(func(s *workbook.School) { s.Enrollment = n })
	})
	p.staff, staffBox = d.numberField("school.staff", func(n int) {
		p.edit(func(s *workbook.School) { s.Staff = n })
	})
	p.note = d.note("", func(t string) { p.edit(func(s *workbook.School) { s.Note = t }) })
	p.note.SetPlaceHolder(d.text("school.note.hint"))
	levels := kit.Flow(kit.Grid)
	for _, l := range workbook.Levels() {
		chip := kit.NewChip(d.text("level."+string(l)), func() { p.toggleLevel(l) })
		p.levels[l] = chip
		levels.Add(chip)
	}
	p.zones, p.contacts = newZoneRows(d, p.settle), newContactRows(d, p.settle)
	p.events, p.steps = newEventRows(d, p.settle)
	p.body = kit.Column(3*kit.Grid,
		kit.Column(2*kit.Grid,
			nameBox,
			kit.Columns(2*kit.Grid, 200, districtBox, addressBox),
			kit.Labelled(d.text("school.levels"), levels),
			kit.Columns(2*kit.Grid, 200, enrollmentBox, staffBox),
			kit.Labelled(d.text("school.note"), p.note)),
		p.zones.object(), p.contacts.object(), p.events.object(),
		container.NewHBox(p.remove))
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, p.body))
}

func (p *schoolPane) object() fyne.CanvasObject { return p.scroll }

// clear shows nothing, as for a moment after a school was removed.
func (p *schoolPane) clear() {
	p.id = ""
	p.scroll.Hide()
}

// fill shows a school. What is typed for the one that was shown before goes nowhere: the
// screen has committed it where the person went on of their own accord.
func (p *schoolPane) fill(s workbook.School) {
	other := p.id != s.ID
	if other {
		p.start()
	}
	p.id = s.ID
	p.scroll.Show()
	p.name.Put(s.Name)
	p.district.Put(s.District)
	p.address.Put(s.Address)
	p.enrollment.Put(numberText(s.Enrollment))
	p.staff.Put(numberText(s.Staff))
	p.note.Put(s.Note)
	for l, chip := range p.levels {
		chip.SetOn(slices.Contains(s.Levels, l))
	}
	drawn := []bool{p.zones.refresh(), p.contacts.refresh(), p.events.refresh()}
	if p.events.open != "" {
		p.steps.refresh()
	}
	if other || slices.Contains(drawn, true) {
		p.settle()
	}
	if other {
		p.scroll.ScrollToTop()
	}
	if p.want == s.ID {
		p.want = ""
		p.desk.window.Canvas().Focus(p.name)
	}
}

// start brings the sections to rest, before another school or when the screen opens anew.
func (p *schoolPane) start() {
	if _, typing := p.desk.window.Canvas().Focused().(*kit.Field); typing {
		p.desk.window.Canvas().Unfocus()
	}
	p.zones.start()
	p.contacts.start()
	p.events.start()
}

// settle gives every part of the page the room that it needs now.
func (p *schoolPane) settle() {
	p.body.Refresh()
	p.scroll.Refresh()
}

// edit changes the school that is shown.
func (p *schoolPane) edit(change func(*workbook.School)) {
	from := p.desk.view().School.School
	if from.ID == "" || from.ID != p.id {
		return
	}
	to := from
	to.Levels = slices.Clone(from.Levels)
	change(&to)
	p.desk.do(workbook.Edit(workbook.SchoolEntity, from.ID, from, to)...)
}

func (p *schoolPane) toggleLevel(l workbook.Level) {
	p.edit(func(s *workbook.School) {
		if i := slices.Index(s.Levels, l); i >= 0 {
			s.Levels = slices.Delete(s.Levels, i, i+1)
		} else {
			s.Levels = append(s.Levels, l)
		}
	})
}

// line makes a one-line field, labelled by a key, that says in place when its text is too
// long to be kept.
func (d *desk) line(label string, e workbook.Entity, name string, commit func(string)) (*kit.Field, *fyne.Container) {
	f := d.field("", commit)
	return f, kit.Checked(d.text(label), f, func(text string) string {
		field, err := workbook.FieldOf(e, name)
		if err == nil {
			err = field.Check(text)
		}
		if err == nil {
			return ""
		}
		if errors.Is(err, workbook.ErrTooLong) {
			return d.text("problem.too-long", "Field", d.text(label)) + " " + d.text("problem.too-long.way-on")
		}
		sentence, _ := d.words.Explain(err)
		return sentence
	})
}
