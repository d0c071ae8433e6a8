package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
)

// careSeen reports whether the note of care of this case was read on this computer.
func (d *desk) careSeen() bool { return d.prefs.Bool("care." + d.theCase.ID) }

// showCare shows the note of care before the case opens the first time, and again whenever
// the person asks for it.
func (d *desk) showCare(then func()) {
	if d.careSeen() {
		d.say(d.text("care.title"), d.theCase.CareNote)
		return
	}
	d.showModal(d.text("care.title"), scrolled(kit.Body(d.theCase.CareNote)), 560, 380,
		answerButton{text: d.text("care.go-on"), then: func() {
			d.prefs.SetBool("care."+d.theCase.ID, true)
			then()
		}}, answerButton{text: d.text("care.not-now")})
}

// keyMap lists the keyboard map: key names and the words for what they do. The arrows stand
// without a blank, which the font that has them lacks.
var keyMap = []struct{ keys, what string }{
	{"↑↓", "keys.move"},
	{"←→", "keys.parts"},
	{"Space", "keys.select"},
	{"1 2 3 4", "keys.answer"},
	{"N", "keys.note"},
	{"A", "keys.action"},
	{"/", "keys.filter"},
	{"Ctrl F", "keys.search"},
	{"Enter, F2", "keys.table"},
	{"Space", "keys.tick"},
	{"S", "keys.sort"},
	{"Alt ↑↓", "keys.reorder"},
	{"Alt ←→", "keys.minute"},
	{"A M Q", "keys.design"},
	{"S I D Q", "keys.run-record"},
	{"Shift P S M U", "keys.run-rate"},
	{"1 … 9", "keys.run-objective"},
	{"Space", "keys.run-clock"},
	{"Enter", "keys.run-deliver"},
	{"X", "keys.run-skip"},
	{"+", "keys.run-five"},
	{"N", "keys.run-next"},
	{"F5", "keys.run-projector"},
	{"Tab", "keys.tab"},
	{"Esc", "keys.escape"},
	{"Ctrl Z", "keys.undo"},
	{"Ctrl Shift Z", "keys.redo"},
	{fmt.Sprint("Ctrl 1 … ", len(railScreens())%10), "keys.screens"},
	{"Ctrl N", "keys.new"},
	{"Ctrl O", "keys.open"},
	{"Ctrl Q", "keys.quit"},
	{"?", "keys.help"},
}

// showKeys shows the keyboard map.
func (d *desk) showKeys() {
	list := kit.Column(kit.Grid)
	for _, k := range keyMap {
		key := kit.Tag(k.keys)
		column := container.NewGridWrap(fyne.NewSize(120*kit.TextScale(), key.MinSize().Height), container.NewHBox(key))
		list.Add(container.NewBorder(nil, nil, column, nil, kit.Inset(kit.Grid/2, 0, kit.Body(d.text(k.what)))))
	}
	d.showModal(d.text("keys.title"), scrolled(list), 560, 680, answerButton{text: d.text("app.close")})
}
