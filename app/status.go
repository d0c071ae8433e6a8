package app

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// statusLine says whether everything is saved and offers undo and redo.
type statusLine struct {
	desk  *desk
	saved *kit.Text
	sign  fyne.CanvasObject
	undo  *kit.Button
	redo  *kit.Button
	box   *fyne.Container
}

func newStatusLine(d *desk) *statusLine {
	s := &statusLine{desk: d, saved: kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})}
	s.undo = kit.SmallButton("", theme.ContentUndoIcon(), s.onUndo)
	s.redo = kit.SmallButton(d.text("app.redo"), theme.ContentRedoIcon(), s.onRedo)
	line := kit.NewPanel(kit.ColorSurface, kit.ColorLine)
	line.Square = true
	s.sign = kit.DoneSign()
	row := kit.Row(container.NewBorder(nil, nil, s.sign, nil, kit.Middle(s.saved)), s.undo, s.redo)
	s.box = container.NewStack(line, kit.Inset(kit.Grid/2, 3*kit.Grid, row))
	return s
}

func (s *statusLine) object() fyne.CanvasObject { return s.box }

func (s *statusLine) onUndo() { s.desk.session.Undo() }
func (s *statusLine) onRedo() { s.desk.session.Redo() }

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
	s.undo.Hidden, s.redo.Hidden = v.Undo.ID == "", v.Redo.ID == ""
	if v.Undo.ID != "" {
		s.undo.SetText(d.text("app.undo-what", "What", d.describe(v.Undo)))
	}
	if v.Redo.ID != "" {
		s.redo.SetText(d.text("app.redo-what", "What", d.describe(v.Redo)))
		if v.Undo.ID != "" {
			s.redo.SetText(d.text("app.redo"))
		}
	}
	s.box.Refresh()
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
		if c.Entity != first.Entity || c.ID != first.ID {
			return d.text("change.many", "Count", len(b.Changes))
		}
		fields[c.Field] = true
	}
	name := workbook.Shorten(cmp.Or(d.nameOf(first), d.text("change.no-name")), 40)
	kind := string(first.Entity)
	switch {
	case fields[workbook.Present] && presentValue(b) == "1":
		return d.text("change.added."+kind, "Name", name)
	case fields[workbook.Present]:
		return d.text("change.removed."+kind, "Name", name)
	case len(fields) > 1:
		return d.text("change.several", "Count", len(fields), "Name", name)
	}
	return d.text("change.field", "Field", d.text("field."+first.Field), "Name", name)
}

func presentValue(b workbook.Batch) string {
	for _, c := range b.Changes {
		if c.Field == workbook.Present {
			return c.New
		}
	}
	return ""
}

// nameOf is what the thing that a change concerns is called on the screens.
func (d *desk) nameOf(c workbook.Change) string {
	v := d.view()
	switch c.Entity {
	case workbook.AnswerEntity:
		for _, it := range d.theCase.Items {
			if len(c.ID) > len(it.ID) && c.ID[len(c.ID)-len(it.ID)-1:] == "/"+it.ID {
				return it.Title
			}
		}
	case workbook.ActionEntity:
		if a, ok := v.Action(c.ID); ok {
			return a.Title
		}
	case workbook.SchoolEntity:
		for _, s := range v.Schools {
			if s.ID == c.ID {
				return s.Name
			}
		}
	case workbook.ContactEntity:
		for _, x := range v.School.Contacts {
			if x.ID == c.ID {
				return x.Name
			}
		}
	case workbook.ZoneEntity:
		for _, z := range v.School.Zones {
			if z.ID == c.ID {
				return z.Label()
			}
		}
	case workbook.StepEntity:
		_, id, _ := strings.Cut(c.ID, "/")
		if step, ok := d.theCase.EventStep(id); ok {
			return step.Title
		}
	case workbook.EventEntity:
		for _, e := range v.School.Events {
			if e.ID == c.ID {
				return e.Name
			}
		}
	case workbook.AttachmentEntity:
		for _, a := range v.School.Attachments {
			if a.ID == c.ID {
				return a.Name
			}
		}
	}
	return d.text("entity." + string(c.Entity))
}
