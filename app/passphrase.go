package app

import (
	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// passphraseForm asks for a passphrase: a new one twice, or one that is to open something.
type passphraseForm struct {
	desk        *desk
	names       []string // what anybody would guess a new one from
	text, again *kit.Field
	complaint   *kit.Text
	modal       *modal
	done        answerButton
	new         workbook.Passphrase
}

// secretField is a field that shows dots until its eye is pressed, and keeps nothing.
func secretField() *kit.Field {
	f := kit.NewField(nil)
	f.Password, f.Patient = true, true
	return f
}

// askNewPassphrase asks for a passphrase that something is to be sealed with.
func (d *desk) askNewPassphrase(title, yes string, then func(workbook.Passphrase)) *passphraseForm {
	f := &passphraseForm{desk: d, names: d.guessable(), text: secretField(), again: secretField()}
	f.done = answerButton{text: yes, may: f.isStrong, then: func() { then(f.new) }}
	f.show(title, d.text("seal.new.how"),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("seal.passphrase"), f.text), kit.Labelled(d.text("seal.again"), f.again)))
	f.text.OnSubmitted = func(string) { d.window.Canvas().Focus(f.again) }
	f.again.OnSubmitted = f.onEnter
	return f
}

// askPassphrase asks for the passphrase of a sealed copy; the complaint is about the one
// before, empty the first time.
func (d *desk) askPassphrase(title, how, complaint string, then func(string)) *passphraseForm {
	f := &passphraseForm{desk: d, text: secretField()}
	f.done = answerButton{text: d.text("seal.open"), may: f.isThere, then: func() { then(f.text.Text) }}
	f.show(title, how, kit.Labelled(d.text("seal.passphrase"), f.text))
	f.complaint.Set(complaint)
	f.text.OnSubmitted = f.onEnter
	return f
}

func (f *passphraseForm) show(title, how string, fields fyne.CanvasObject) {
	d := f.desk
	f.complaint = kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded})
	body := kit.Column(1.5*kit.Grid, kit.Body(how), fields, f.complaint)
	height := float32(340)
	f.modal = d.showModal(title, scrolled(body), 560, height, f.done, answerButton{text: d.text("app.cancel")})
	f.modal.asks(f.text)
	if f.again != nil {
		f.modal.asks(f.again)
	}
	d.window.Canvas().Focus(f.text)
}

func (f *passphraseForm) onEnter(string) { f.modal.press(f.done) }

// isThere lets nothing through as no passphrase.
func (f *passphraseForm) isThere() bool { return f.text.Text != "" }

// isStrong takes the new passphrase, or says what is wrong with it.
func (f *passphraseForm) isStrong() bool {
	d := f.desk
	pass, why := workbook.NewPassphrase(f.text.Text, f.names...)
	switch {
	case why != workbook.StrongEnough:
		f.complaint.Set(d.text("passphrase.weak." + string(why)))
		d.window.Canvas().Focus(f.text)
	case f.again.Text != f.text.Text:
		f.complaint.Set(d.text("seal.not-the-same"))
		d.window.Canvas().Focus(f.again)
	default:
		f.new = pass
		return true
	}
	return false
}

// guessable are the names that anybody would try who knows the workbook.
func (d *desk) guessable() []string {
	names := []string{d.bookName()}
	for _, s := range d.view().Schools {
		names = append(names, s.Name, s.District)
	}
	return names
}
