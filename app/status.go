package app

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// statusLine says whether everything is saved and offers undo and redo, as the keys do.
type statusLine struct {
	desk  *desk
	shell *shell
	saved *kit.Text
	sign  fyne.CanvasObject
	undo  *kit.Button
	redo  *kit.Button
	box   *fyne.Container
	said  map[string]string // of large batches what they changed, by their ids
}

func newStatusLine(of *shell) *statusLine {
	d := of.desk
	s := &statusLine{desk: d, shell: of, saved: kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})}
	s.undo = kit.SmallButton("", theme.ContentUndoIcon(), of.onUndo)
	s.redo = kit.SmallButton(d.text("app.redo"), theme.ContentRedoIcon(), of.onRedo)
	line := kit.NewPanel(kit.ColorSurface, kit.ColorLine)
	line.Square = true
	s.sign = kit.DoneSign()
	row := kit.Row(container.NewBorder(nil, nil, s.sign, nil, kit.Middle(s.saved)), s.undo, s.redo)
	s.box = container.NewStack(line, kit.Inset(kit.Grid/2, 3*kit.Grid, container.NewStack(kit.Room(s.undo.MinSize().Height), row)))
	return s
}

func (s *statusLine) object() fyne.CanvasObject { return s.box }

func (s *statusLine) refresh() {
	d := s.desk
	if d.session == nil {
		return
	}
	saving, v := d.session.Saving(), d.view()
	said := ""
	switch {
	case d.session.ReadOnly():
		said = d.text("status-line.read-only", "File", d.bookName())
	case saving.Pending > 0:
		said = d.text("status-line.saving")
	case saving.At.IsZero():
		said = d.text("status-line.all-saved", "File", d.bookName())
	default:
		said = d.text("status-line.saved", "File", d.bookName(), "Time", saving.At.Format("15:04"))
	}
	if d.backup != "" && !d.session.ReadOnly() {
		said += "   ·   " + d.backup
	}
	s.saved.Set(said)
	if done := saving.Pending == 0 && !d.session.ReadOnly(); done != s.sign.Visible() {
		if done {
			s.sign.Show()
		} else {
			s.sign.Hide()
		}
	}
	s.offer(v)
	s.box.Refresh()
}

// offer says what undo would take back, and redo do again: a step of the screen's own where it
// has such, as a rehearsal has, else one of the workbook's.
func (s *statusLine) offer(v *session.View) {
	d := s.desk
	if own, back, again := s.shell.ownSteps(); own {
		s.undo.Hidden, s.redo.Hidden = !back, !again
		s.undo.SetText(d.text("app.undo-what", "What", d.text("exercise.run.rehearsal-step")))
		s.redo.SetText(d.text("app.redo"))
		return
	}
	s.undo.Hidden, s.redo.Hidden = v.Undo.ID == "", v.Redo.ID == ""
	if v.Undo.ID != "" {
		s.undo.SetText(d.text("app.undo-what", "What", s.describe(v.Undo)))
	}
	if v.Redo.ID != "" {
		s.redo.SetText(d.text("app.redo-what", "What", s.describe(v.Redo)))
		if v.Undo.ID != "" {
			s.redo.SetText(d.text("app.redo"))
		}
	}
}

// largeBatch is how many changes a batch has that is gone through once and no more: what was
// imported or merged may have a million.
const largeBatch = 1000

// describe is the desk's, which it asks about a large batch once.
func (s *statusLine) describe(b workbook.Batch) string {
	if len(b.Changes) < largeBatch {
		return s.desk.describe(b)
	}
	said, known := s.said[b.ID]
	if !known {
		said = s.desk.describe(b)
		if len(s.said) > 8 || s.said == nil {
			s.said = map[string]string{}
		}
		s.said[b.ID] = said
	}
	return said
}

// describe says in a few words what a batch changed.
func (d *desk) describe(b workbook.Batch) string {
	if len(b.Changes) == 0 {
		return ""
	}
	first, fields, files := b.Changes[0], map[string]bool{}, 0
	for _, c := range b.Changes {
		if c.Entity == workbook.AttachmentEntity && c.Field == workbook.Present && c.New == "1" {
			files++
		}
	}
	if files > 1 {
		return d.text("change.added.attachments", "Count", files)
	}
	for _, c := range b.Changes {
		if c.Entity == workbook.ExerciseEntity && c.Field == workbook.Present && c.New == "1" {
			first = c // its parts come with it
		}
	}
	for _, c := range b.Changes {
		if first.Entity == workbook.ExerciseEntity && c.Entity.OfExercise() {
			continue
		}
		if c.Entity != first.Entity || c.ID != first.ID {
			return d.describeMany(b)
		}
		fields[c.Field] = true
	}
	kind, what := string(first.Entity), d.text("entity."+string(first.Entity))
	name, known := d.nameOf(first)
	name = workbook.Shorten(cmp.Or(name, d.text("change.no-name")), 40)
	switch {
	case fields[workbook.Present] && presentValue(b) == "0":
		return d.text("change.removed." + kind)
	case fields[workbook.Present] && known:
		return d.text("change.added."+kind, "Name", name)
	case fields[workbook.Present]:
		return d.text("change.added-many", "What", what)
	case known:
		what = d.text("change.named", "Name", name)
	}
	if school, _, _ := strings.Cut(first.ID, "/"); first.Entity == workbook.AnswerEntity && school != d.view().School.ID {
		what = d.text("change.at-school", "What", what, "School", workbook.Shorten(cmp.Or(d.nameOfID(school), d.text("school.unnamed")), 30))
	}
	if len(fields) > 1 {
		return d.text("change.several", "Count", len(fields), "What", what)
	}
	return d.text("change.field", "Field", d.words.Field(first.Entity, first.Field), "What", what)
}

// describeMany counts the things that a batch changed, by what they are where all are alike.
func (d *desk) describeMany(b workbook.Batch) string {
	type thing struct {
		kind workbook.Entity
		id   string
	}
	things, kinds := map[thing]string{}, map[workbook.Entity]bool{}
	for _, c := range b.Changes {
		kinds[c.Entity] = true
		at := thing{c.Entity, c.ID}
		if was := things[at]; was == "" && c.Field == workbook.Present {
			things[at] = c.New
		} else {
			things[at] = was
		}
	}
	ways := map[string]bool{}
	for _, way := range things {
		ways[way] = true
	}
	what := d.text("change.many", "Count", len(things))
	if len(kinds) == 1 {
		what = d.text("change.many."+string(b.Changes[0].Entity), "Count", len(things))
	}
	switch {
	case len(ways) > 1 || len(kinds) > 1:
		return what
	case ways["1"]:
		return d.text("change.added-many", "What", what)
	case ways["0"]:
		return d.text("change.removed-many", "What", what)
	}
	return what
}

func presentValue(b workbook.Batch) string {
	for _, c := range b.Changes {
		if c.Field == workbook.Present {
			return c.New
		}
	}
	return ""
}

// nameOf is what the thing that a change concerns is called on the screens, and whether
// the window knows: what hangs on another school is not in the view.
func (d *desk) nameOf(c workbook.Change) (string, bool) {
	v := d.view()
	_, part, _ := strings.Cut(c.ID, "/") // of a school's answer and an event's step
	switch c.Entity {
	case workbook.AnswerEntity:
		return d.itemTitle(part)
	case workbook.StepEntity:
		step, ok := d.theCase.EventStep(part)
		return step.Title, ok
	case workbook.ActionEntity:
		a, ok := v.Action(c.ID)
		return a.Title, ok
	case workbook.SchoolEntity:
		return named(v.Schools, c.ID, func(s workbook.School) (string, string) { return s.ID, s.Name })
	case workbook.ContactEntity:
		return named(v.School.Contacts, c.ID, func(x workbook.Contact) (string, string) { return x.ID, x.Name })
	case workbook.ZoneEntity:
		return named(v.School.Zones, c.ID, func(z workbook.Zone) (string, string) { return z.ID, z.Label() })
	case workbook.EventEntity:
		return named(v.School.Events, c.ID, func(e workbook.SchoolEvent) (string, string) { return e.ID, e.Name })
	case workbook.ExerciseEntity:
		return named(v.Exercises, c.ID, func(e workbook.Exercise) (string, string) { return e.ID, e.Name })
	case workbook.ObjectiveEntity:
		return named(v.Exercise.Objectives, c.ID, func(o workbook.Objective) (string, string) { return o.ID, o.Title })
	case workbook.ModuleEntity:
		return named(v.Exercise.Modules, c.ID, func(m workbook.Module) (string, string) { return m.ID, m.Title })
	case workbook.InjectEntity:
		return named(v.Exercise.Injects, c.ID, func(i workbook.Inject) (string, string) { return i.ID, i.Text })
	case workbook.QuestionEntity:
		return named(v.Exercise.Questions, c.ID, func(q workbook.Question) (string, string) { return q.ID, q.Text })
	case workbook.ParticipantEntity:
		return named(v.Exercise.Participants, c.ID, func(p workbook.Participant) (string, string) { return p.ID, p.Name })
	case workbook.ObservationEntity:
		return named(v.Exercise.Observations, c.ID, func(o workbook.Observation) (string, string) { return o.ID, o.Text })
	case workbook.HappeningEntity:
		return named(v.Exercise.Happenings, c.ID, func(h workbook.Happening) (string, string) { return h.ID, d.text("happening." + string(h.Kind)) })
	case workbook.AttachmentEntity:
		return named(v.School.Attachments, c.ID, func(a workbook.Attachment) (string, string) { return a.ID, a.Name })
	}
	return "", false
}

// named finds the name of what has an id.
func named[T any](all []T, id string, of func(T) (id, name string)) (string, bool) {
	for _, x := range all {
		if has, name := of(x); has == id {
			return name, true
		}
	}
	return "", false
}
