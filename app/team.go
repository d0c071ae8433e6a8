package app

import (
	"cmp"
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

// team is the screen of everyone who is named in the workbook: its contacts, and the names
// that own work and are no contact. It holds people of all schools, so it reads them beside
// the window and follows its own changes until the disk has answered.
type team struct {
	desk     *desk
	contacts []workbook.Contact
	state    workbook.Team
	read     bool // the workbook has been read
	asked    int  // how often; an answer to an earlier question is not shown
	filter   string
	open     string // personKey of who is open
	shown    []workbook.Person

	filters map[string]*kit.Chip
	find    *kit.Filter
	empty   *kit.Text
	rows    *kit.List
	pane    *personPane
	chips   *fyne.Container
	some    *fyne.Container // the people
	none    *fyne.Container // what a workbook without any shows
	box     *fyne.Container
}

// The filters of the list, all first.
const (
	teamAll      = "all"
	teamOverdue  = "overdue"
	teamStranger = "stranger"
)

func teamFilters() []string { return []string{teamAll, teamOverdue, teamStranger} }

func newTeam(d *desk) *team {
	s := &team{desk: d, filter: teamAll, filters: map[string]*kit.Chip{}}
	s.pane = newPersonPane(d, s)
	s.layout()
	return s
}

func (s *team) layout() {
	d := s.desk
	s.chips = kit.Flow(kit.Grid)
	for _, f := range teamFilters() {
		chip := kit.NewChip("", func() { s.choose(f) })
		chip.Keys = s
		s.filters[f] = chip
		s.chips.Add(chip)
	}
	s.find = kit.NewFilter(d.text("team.find"), func(string) { s.arrange() }, s.onFound)
	s.empty = kit.Small("")
	s.rows = kit.NewList(func() int { return len(s.shown) }, s.newRow, s.updateRow, s.onRow)
	s.rows.Keys = s
	top := container.NewVBox(kit.Inset(1.5*kit.Grid, 1.5*kit.Grid, s.find), kit.Line())
	left := kit.Card(kit.Clip(container.NewBorder(top, nil, nil, nil,
		container.NewStack(s.rows, kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(s.empty))))))
	add := kit.FilledButton(d.text("contact.add"), theme.ContentAddIcon(), s.onAdd)
	head := kit.Column(1.5*kit.Grid, kit.Row(kit.Title(d.text("screen.team")), add), s.chips)
	s.some = kit.Split(0.4, 300, 440, left, kit.Card(kit.Clip(s.pane.object())))
	s.none = kit.Column(0, kit.Card(kit.Inset(3*kit.Grid, 3*kit.Grid, kit.Body(d.text("team.empty")))))
	s.none.Hide()
	s.box = kit.Screen(head, container.NewStack(s.some, s.none))
}

func (s *team) object() fyne.CanvasObject { return s.box }

// show opens the contact of a place, or those that a place's filter lets through.
func (s *team) show(p place) {
	if p.id != "" || p.filter != "" {
		s.filter, s.open = cmp.Or(p.filter, teamAll), p.id
		s.find.SetText("")
		s.rows.ScrollToTop()
	}
}

func (s *team) choose(filter string) {
	s.filter, s.open = filter, ""
	s.arrange()
	s.rows.ScrollToTop()
}

// teamReading is what came of one look at the workbook. A district's answers are many, so
// who owns what is worked out where they are read.
type teamReading struct {
	contacts []workbook.Contact
	team     workbook.Team
}

// refresh reads the workbook again, unless the disk has still to answer: what is shown is
// ahead of it then.
func (s *team) refresh() {
	d := s.desk
	s.arrange()
	if d.session.Saving().Pending > 0 {
		return
	}
	s.asked++
	asked, b, record, today := s.asked, d.book, d.theCase, d.today()
	session.Ask(d.session, context.Background(), func(ctx context.Context) (teamReading, error) {
		r, err := b.TeamRequest(ctx, record)
		if err != nil {
			return teamReading{}, err
		}
		r.On = today
		return teamReading{r.Contacts, workbook.NewTeam(r)}, nil
	}, func(found teamReading, err error) {
		if asked != s.asked || d.book != b || d.session.Saving().Pending > 0 {
			return
		}
		if err != nil {
			sentence, _ := d.words.Explain(err)
			s.empty.Set(sentence)
			s.empty.Show()
			return
		}
		s.read, s.contacts, s.state = true, found.contacts, found.team
		s.arrange()
	})
}

// keyOf tells one person from another: a contact by its id, any other by the name.
func keyOf(p workbook.Person) string { return cmp.Or(p.Contact.ID, "name "+p.Contact.Name) }

func (s *team) passes(filter string, p workbook.Person) bool {
	switch filter {
	case teamOverdue:
		return p.Overdue > 0
	case teamStranger:
		return !p.IsContact()
	}
	return true
}

func (s *team) holds(p workbook.Person, words []string) bool {
	c := p.Contact
	hay := strings.ToLower(strings.Join([]string{c.Name, c.Role, c.Organization, c.Phone, c.Email}, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
}

// arrange shows the people that the filter and the search leave.
func (s *team) arrange() {
	d := s.desk
	for _, f := range teamFilters() {
		n := 0
		for _, p := range s.state.People {
			if s.passes(f, p) {
				n++
			}
		}
		s.filters[f].SetText(d.text("team.filter."+f, "N", n))
		s.filters[f].SetOn(f == s.filter)
	}
	words := strings.Fields(strings.ToLower(s.find.Text))
	s.shown = nil
	for _, p := range s.state.People {
		if keyOf(p) == s.open || s.passes(s.filter, p) && s.holds(p, words) {
			s.shown = append(s.shown, p)
		}
	}
	at := slices.IndexFunc(s.shown, func(p workbook.Person) bool { return keyOf(p) == s.open })
	if at < 0 && len(s.shown) > 0 {
		at, s.open = 0, keyOf(s.shown[0])
	}
	s.empty.Hidden = len(s.shown) > 0 || !s.read
	s.empty.Set(d.text("team.none-left"))
	nobody := s.read && len(s.state.People) == 0
	s.some.Hidden, s.none.Hidden, s.chips.Hidden = nobody, !nobody, nobody
	s.rows.Refresh()
	s.rows.Mark(at)
	if at >= 0 {
		s.pane.fill(s.shown[at])
	} else {
		s.pane.clear()
	}
	s.box.Refresh()
}

func (s *team) onRow(i int) {
	s.desk.leaveFor(s.rows)
	if i < len(s.shown) { // what was being typed may have changed the list
		s.open = keyOf(s.shown[i])
		s.rows.Refresh()
		s.pane.fill(s.shown[i])
	}
}

// onFound takes the first person that the search has left.
func (s *team) onFound(string) {
	if len(s.shown) > 0 {
		s.rows.Select(0)
	}
}

func (s *team) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	return kit.Inset(1.25*kit.Grid, 2*kit.Grid, kit.ListRow(func() bool { return true }, title, hint, kit.WordPill(workbook.NotAssessed, "")))
}

func (s *team) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(s.shown) {
		return
	}
	d, p, parts := s.desk, s.shown[i], rowParts(o)
	parts.title.Set(d.nameOfContact(p.Contact))
	parts.title.SetLook(kit.ColorInk, keyOf(p) == s.open)
	parts.hint.Set(s.hint(p))
	switch {
	case p.Overdue > 0:
		parts.pill.SetStatus(workbook.Needed, d.text("team.overdue", "Count", p.Overdue))
	case len(p.Work) > 0:
		parts.pill.SetWord(workbook.NotAssessed, d.text("team.open", "Count", len(p.Work)))
	}
	parts.pill.Hidden = len(p.Work) == 0
	o.Refresh()
}

// hint says in one line who somebody is.
func (s *team) hint(p workbook.Person) string {
	c := p.Contact
	switch {
	case !p.IsContact():
		return s.desk.text("team.stranger")
	case c.Role == "" && c.Organization == "":
		return s.desk.text("team.no-role")
	case c.Role == "" || c.Organization == "":
		return c.Role + c.Organization
	}
	return c.Role + " · " + c.Organization
}

// nameOfContact is a contact's name as the screens show it.
func (d *desk) nameOfContact(c workbook.Contact) string {
	return cmp.Or(c.Name, d.text("contact.unnamed"))
}

// do makes changes and shows those of contacts at once; the rest follows from the disk.
func (s *team) do(changes ...workbook.Change) {
	s.follow(changes)
	s.desk.do(changes...)
}

// follow makes changes to what is shown.
func (s *team) follow(changes []workbook.Change) {
	if s.desk.session.ReadOnly() {
		return
	}
	for _, c := range changes {
		i := slices.IndexFunc(s.state.People, func(p workbook.Person) bool { return p.Contact.ID == c.ID })
		switch {
		case c.Entity != workbook.ContactEntity:
		case i < 0:
			if c.Field == workbook.Present && c.New == "1" {
				s.state.People = append(s.state.People, workbook.Person{Contact: workbook.Contact{ID: c.ID}})
			}
		case c.Field == workbook.Present:
			s.state.People = slices.Delete(s.state.People, i, i+1)
		default:
			p := &s.state.People[i]
			values := p.Contact.Values()
			values[c.Field] = c.New
			p.Contact = workbook.ContactFrom(c.ID, values)
		}
	}
	s.asked++ // what is being read was asked for before
	s.arrange()
}

// onAdd adds a contact of the whole district at once and waits for its name.
func (s *team) onAdd() { s.add(workbook.Contact{}) }

func (s *team) add(c workbook.Contact) {
	d := s.desk
	d.window.Canvas().Unfocus()
	c.ID = newID()
	if d.session.ReadOnly() {
		d.do(workbook.Add(workbook.ContactEntity, c.ID, c)...) // says why not
		return
	}
	s.filter, s.open = teamAll, c.ID
	s.find.SetText("")
	s.do(workbook.Add(workbook.ContactEntity, c.ID, c)...)
	if c.Name == "" {
		d.window.Canvas().Focus(s.pane.name)
	}
}

// rename gives a contact another name, here and wherever the old one stands, as one step.
func (s *team) rename(c workbook.Contact, name string) {
	s.desk.renameContact(c, name, s.follow)
}

// renameContact gives a contact another name, also as an owner, a reviewer and the one who
// attached a file, as one step of undo. Shown, which may be nil, is told of the contact's
// own change at once.
func (d *desk) renameContact(c workbook.Contact, name string, shown func([]workbook.Change)) {
	own, _ := workbook.Rename(c, name, nil, nil)
	if len(own) == 0 {
		return
	}
	if d.session.ReadOnly() {
		d.do(own...) // says why not
		return
	}
	if err := own[0].Check(); err != nil {
		d.fail(err)
		d.session.Reload()
		return
	}
	b := d.book
	d.session.DoWith(own, func(ctx context.Context) ([]workbook.Change, error) {
		contacts, err := b.Contacts(ctx)
		if err != nil {
			return nil, err
		}
		now := contactNow(contacts, c)
		named, err := b.Named(ctx, now.Name)
		if err != nil {
			return nil, err
		}
		all, _ := workbook.Rename(now, name, contacts, named)
		return all[min(len(own), len(all)):], nil // none where it has the new name by now
	})
	if shown != nil {
		shown(own)
	}
}

// contactNow is a contact as it is in the file by now, where another window may have renamed
// it; one that was removed is as it was.
func contactNow(contacts []workbook.Contact, c workbook.Contact) workbook.Contact {
	if i := slices.IndexFunc(contacts, func(x workbook.Contact) bool { return x.ID == c.ID }); i >= 0 {
		return contacts[i]
	}
	return c
}

// merge writes a contact's name wherever another stands, as one step.
func (s *team) merge(name, id string) {
	d := s.desk
	if d.session.ReadOnly() {
		d.do(workbook.Remove(workbook.ContactEntity, id)...) // says why not
		return
	}
	i := slices.IndexFunc(s.contacts, func(c workbook.Contact) bool { return c.ID == id })
	if i < 0 {
		return
	}
	b, to := d.book, s.contacts[i]
	s.open = id
	d.session.DoWith(nil, func(ctx context.Context) ([]workbook.Change, error) {
		contacts, err := b.Contacts(ctx)
		if err != nil {
			return nil, err
		}
		named, err := b.Named(ctx, name)
		return workbook.Renamed(named, name, contactNow(contacts, to).Name), err
	})
}

// HandleRune adds a contact, or goes to the search.
func (s *team) HandleRune(r rune) bool {
	switch r {
	case 'a', 'A':
		s.onAdd()
	case '/':
		s.desk.window.Canvas().Focus(s.find)
	default:
		return false
	}
	return true
}

// HandleKey moves in the list.
func (s *team) HandleKey(k fyne.KeyName) bool { return s.rows.Arrow(k) }
