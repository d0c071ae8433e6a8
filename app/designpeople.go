package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// designPeople is the section of those who take part, by their roles.
type designPeople struct {
	desk *desk
	open string

	rows                      *kit.Order
	empty, count              *kit.Text
	name, title, organization *kit.Field
	role                      *kit.Choice
	attended                  *kit.Check
	scroll                    *container.Scroll
	box                       *fyne.Container
}

func newDesignPeople(d *desk) *designPeople {
	s := &designPeople{desk: d}
	s.rows = kit.NewOrder(s, 0, s)
	s.empty = kit.Body(d.text("exercise.design.participants.empty"))
	s.count = kit.Small("")
	s.layoutPane()
	add := kit.FilledButton(d.text("exercise.design.participant.add"), theme.ContentAddIcon(), s.onAdd)
	team := kit.OutlineButton(d.text("exercise.design.participants.team"), nil, s.onTeam)
	left := kit.Card(kit.Clip(container.NewStack(s.rows.Object(), kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(s.empty)))))
	s.box = kit.Under(kit.Row(s.count, team, add), kit.Split(0.5, 300, 560, left, kit.Card(kit.Clip(s.scroll))))
	return s
}

func (s *designPeople) layoutPane() {
	d := s.desk
	s.name = d.person(s.onName)
	var titleBox *fyne.Container
	s.title, titleBox = d.line("exercise.design.participant.title", workbook.ParticipantEntity, "title", func(t string) {
		s.edit(func(p *workbook.Participant) { p.Title = t })
	})
	s.organization = d.offering(d.organizations(), func() []string { return []string{d.view().School.ID} }, func(t string) {
		s.edit(func(p *workbook.Participant) { p.Organization = t })
	})
	s.role = d.choice("exercise-role", codesOf(workbook.ExerciseRoles()), false, func(code string) {
		s.edit(func(p *workbook.Participant) { p.Role = workbook.ExerciseRole(code) })
	})
	s.attended = kit.NewCheck(d.text("exercise.design.participant.attended"), func(on bool) {
		s.edit(func(p *workbook.Participant) { p.Attended = on })
	})
	remove := kit.LinkButton(d.text("exercise.design.participant.remove"), theme.DeleteIcon(), s.onRemove)
	s.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, kit.Column(2*kit.Grid,
		kit.Labelled(d.text("exercise.design.participant.name"), s.name),
		titleBox, kit.Labelled(d.text("exercise.design.participant.organization"), s.organization),
		kit.Labelled(d.text("exercise.design.participant.role"), s.role), s.attended,
		container.NewHBox(remove))))
	s.scroll.Hide()
}

func (s *designPeople) object() fyne.CanvasObject { return s.box }

func (s *designPeople) all() []workbook.Participant { return s.desk.view().Exercise.Participants }

func (s *designPeople) index(id string) int {
	return indexOf(s.all(), id, func(p workbook.Participant) string { return p.ID })
}

func (s *designPeople) refresh() {
	d, all := s.desk, s.all()
	at := s.index(s.open)
	if at < 0 && len(all) > 0 {
		at, s.open = 0, all[0].ID
	}
	s.empty.Hidden = len(all) > 0
	attended := 0
	for _, p := range all {
		if p.Attended {
			attended++
		}
	}
	s.count.Set(d.text("exercise.design.participants.count", "Count", len(all), "Attended", attended))
	s.rows.Refresh(at)
	if at >= 0 {
		s.fill(all[at])
	} else {
		s.open = ""
		s.scroll.Hide()
	}
	s.box.Refresh()
}

func (s *designPeople) fill(p workbook.Participant) {
	s.scroll.Show()
	s.title.About(p.ID)
	s.name.Put(p.Name)
	s.title.Put(p.Title)
	s.organization.Put(p.Organization)
	s.role.Put(string(p.Role))
	s.attended.Put(p.Attended)
}

func (s *designPeople) land(id string) {
	s.open = id
	s.refresh()
}

// onName names the participant. Where that is a contact and nothing else is said of the
// participant yet, the contact's role and organization come along.
func (s *designPeople) onName(name string) {
	s.edit(func(p *workbook.Participant) {
		p.Name = name
		for _, c := range s.desk.view().School.Contacts {
			if c.Name == name && p.Title == "" && p.Organization == "" {
				p.Title, p.Organization = c.Role, c.Organization
			}
		}
	})
}

func (s *designPeople) onAdd() {
	d, e := s.desk, &s.desk.view().Exercise
	if !d.mayChange() || e.ID == "" {
		return
	}
	d.window.Canvas().Unfocus()
	p := workbook.Participant{ID: newID(), ExerciseID: e.ID, Role: workbook.Player}
	s.open = p.ID
	d.do(workbook.Add(workbook.ParticipantEntity, p.ID, p)...)
	d.window.Canvas().Focus(s.name)
}

// onTeam lets the person choose several of the team at once; those who take part already are
// not offered.
func (s *designPeople) onTeam() {
	d := s.desk
	if !d.mayChange() {
		return
	}
	of, exercise := d.session, d.view().Exercise.ID
	session.Ask(of, context.Background(), d.book.Contacts, func(all []workbook.Contact, err error) {
		switch {
		case d.session != of || d.view().Exercise.ID != exercise: // somewhere else by now
		case err != nil:
			d.fail(err)
		default:
			s.pickContacts(all)
		}
	})
}

// The groups of the team's picker.
const teamHere = "here"

func (s *designPeople) pickContacts(contacts []workbook.Contact) {
	d := s.desk
	var all []option
	for _, c := range contacts {
		if strings.TrimSpace(c.Name) == "" || slices.ContainsFunc(s.all(), func(p workbook.Participant) bool { return p.Name == c.Name }) {
			continue
		}
		o := option{code: c.ID, word: c.Name, hint: dotted(c.Role, c.Organization)}
		if c.ServesSchool(d.view().School.ID) {
			o.groups = []string{teamHere}
		}
		all = append(all, o)
	}
	if len(all) == 0 {
		d.say(d.text("exercise.design.participants.team"), d.text("exercise.design.participants.none-left"))
		return
	}
	d.pickMany(manyPicker{
		title: d.text("exercise.design.participants.team"), find: d.text("team.find"), all: all, groups: []string{teamHere},
		group: func(string) string { return d.text("exercise.design.participants.here") },
		take:  func(ids []string) { s.addContacts(contacts, ids) },
	}, nil)
}

func (s *designPeople) addContacts(contacts []workbook.Contact, ids []string) {
	d := s.desk
	var changes []workbook.Change
	for _, c := range contacts {
		if slices.Contains(ids, c.ID) {
			p := workbook.Participant{ID: newID(), ExerciseID: d.view().Exercise.ID, Name: c.Name, Title: c.Role, Organization: c.Organization, Role: workbook.Player}
			s.open = p.ID
			changes = append(changes, workbook.Add(workbook.ParticipantEntity, p.ID, p)...)
		}
	}
	d.do(changes...)
}

func (s *designPeople) edit(change func(*workbook.Participant)) {
	at := s.index(s.open)
	if at < 0 {
		return
	}
	from := s.all()[at]
	to := from
	change(&to)
	s.desk.do(workbook.Edit(workbook.ParticipantEntity, from.ID, from, to)...)
}

// onRemove takes the participant out; undo brings them back.
func (s *designPeople) onRemove() {
	d := s.desk
	d.leaveFor(s.rows.List())
	at, all := s.index(s.open), s.all()
	if at < 0 || !d.mayChange() {
		return
	}
	id := s.open
	if at+1 < len(all) {
		s.open = all[at+1].ID
	}
	d.do(workbook.Remove(workbook.ParticipantEntity, id)...)
}

// Length is how many take part.
func (s *designPeople) Length() int {
	if s.desk.session == nil {
		return 0
	}
	return len(s.all())
}

// Row says who takes part.
func (s *designPeople) Row(i int) kit.OrderLine {
	d, p := s.desk, s.all()[i]
	line := kit.OrderLine{
		Title: p.Name, Hint: dotted(p.Title, p.Organization), Fixed: true,
		Pill: d.text("exercise-role." + string(p.Role)), Like: workbook.NotAssessed,
	}
	if strings.TrimSpace(p.Name) == "" {
		line.Title, line.Muted = d.text("exercise.design.participant.unnamed"), true
	}
	if p.Attended {
		line.Like, line.Sign = workbook.InPlace, true
	}
	return line
}

// OpenRow shows a participant.
func (s *designPeople) OpenRow(i int) {
	if all := s.all(); i < len(all) {
		s.open = all[i].ID
		s.fill(all[i])
	}
}

// MoveRow does nothing: participants are in the order of their roles and names.
func (s *designPeople) MoveRow(int, int) {}

// StepRow does nothing.
func (s *designPeople) StepRow(int, int) {}

// HandleRune adds a participant, or marks that the one who is open attended.
func (s *designPeople) HandleRune(r rune) bool {
	switch r {
	case 'a', 'A':
		s.onAdd()
	case ' ':
		s.edit(func(p *workbook.Participant) { p.Attended = !p.Attended })
	default:
		return false
	}
	return true
}

// HandleKey goes through the list, into the one who is open, or removes them.
func (s *designPeople) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.open != "" {
			s.desk.window.Canvas().Focus(s.name)
		}
		return true
	case fyne.KeyDelete:
		s.onRemove()
		return true
	}
	return s.rows.List().Arrow(k)
}
