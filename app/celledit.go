package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/workbook"
)

// cellEditor asks for a value below a cell of a table or a button, and goes on in the table.
type cellEditor struct {
	desk *desk
	list *kit.List // of the table
}

// choose offers the words of a vocabulary below a cell or a button.
func (s cellEditor) choose(below fyne.CanvasObject, kind string, codes []string, holds string, then func(code string)) {
	kit.ShowChoices(below, codes, func(c string) string { return s.desk.text(kind + "." + c) }, holds, func(code string) {
		s.desk.window.Canvas().Focus(s.list)
		then(code)
	})
}

// askOwner asks for a name below a cell or a button, and offers the contacts of schools.
func (s cellEditor) askOwner(below fyne.CanvasObject, name string, schools func() []string, then func(string)) {
	s.askName(below, "action.owner", s.desk.people(), name, schools, then)
}

// askName asks for a name, labelled by a key, and offers what the contacts of schools have.
func (s cellEditor) askName(below fyne.CanvasObject, label string, o offers, name string, schools func() []string, then func(string)) {
	var field *kit.Field
	var popup *widget.PopUp
	field = s.desk.offering(o, schools, func(name string) {
		s.popDown(popup)
		then(strings.TrimSpace(name))
	})
	popup = s.ask(below, kit.Labelled(s.desk.text(label), field), field, name)
}

// askLine asks for a line of text, labelled by a key; an empty one changes nothing.
func (s cellEditor) askLine(below fyne.CanvasObject, label, text string, then func(string)) {
	var popup *widget.PopUp
	field := s.desk.field("", func(text string) {
		s.popDown(popup)
		if text = strings.TrimSpace(text); text != "" {
			then(text)
		}
	})
	popup = s.ask(below, kit.Labelled(s.desk.text(label), field), field, text)
}

// askDay asks for a day, labelled by a key.
func (s cellEditor) askDay(below fyne.CanvasObject, label string, day workbook.Date, then func(workbook.Date)) {
	var popup *widget.PopUp
	field := s.desk.dateField(label, func(on workbook.Date) {
		s.popDown(popup)
		then(on)
	})
	popup = s.ask(below, field.Object(), field.Field, string(day))
}

// ask shows a field in a popup: Enter takes what stands in it, Escape or a click beside it
// leaves things as they were.
func (s cellEditor) ask(below, body fyne.CanvasObject, field *kit.Field, text string) *widget.PopUp {
	field.Put(text)
	field.CommitOnLeave()
	popup := kit.ShowBelow(kit.Inset(kit.Grid, kit.Grid, body), below, fyne.NewSize(280*kit.TextScale(), 0))
	field.Escaped = func() { s.popDown(popup) }
	field.OnSubmitted = func(string) {
		field.Commit()
		if field.Check == nil || field.Check(field.Text) == "" {
			s.popDown(popup) // nothing was different
		}
	}
	s.desk.window.Canvas().Focus(field)
	return popup
}

// popDown takes a popup away and goes on in the table.
func (s cellEditor) popDown(popup *widget.PopUp) {
	if popup != nil && popup.Visible() {
		popup.Hide()
		s.desk.window.Canvas().Focus(s.list)
	}
}
