package app

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/workbook"
)

// schoolPicker shows the school and lets the person find another by typing.
type schoolPicker struct {
	desk   *desk
	button *kit.Button
	popup  *widget.PopUp
	found  []workbook.School
}

func newSchoolPicker(d *desk) *schoolPicker {
	p := &schoolPicker{desk: d}
	p.button = kit.PickButton("", p.open)
	return p
}

func (p *schoolPicker) object() fyne.CanvasObject { return p.button }

func (p *schoolPicker) refresh() {
	name := p.desk.view().School.Name
	if p.desk.view().School.ID == "" {
		name = p.desk.text("app.no-school")
	} else if name == "" {
		name = p.desk.text("school.unnamed")
	}
	p.button.SetText(workbook.Shorten(name, 40))
}

func (p *schoolPicker) filter(words string) {
	p.found = nil
	for _, s := range p.desk.view().Schools {
		if strings.Contains(strings.ToLower(s.Name+" "+s.District), strings.ToLower(strings.TrimSpace(words))) {
			p.found = append(p.found, s)
		}
	}
}

func (p *schoolPicker) open() {
	d := p.desk
	p.filter("")
	list := kit.NewList(func() int { return len(p.found) },
		func() fyne.CanvasObject { return kit.Inset(6, kit.Grid, kit.NewText("", kit.Style{Single: true})) },
		func(i int, o fyne.CanvasObject) {
			o.(*fyne.Container).Objects[0].(*kit.Text).Set(cmp.Or(p.found[i].Name, d.text("school.unnamed")))
		},
		func(int) {})
	list.OnSelected = func(i int) {
		p.popup.Hide()
		d.window.Canvas().Unfocus()
		d.session.Choose(p.found[i].ID)
	}
	search := kit.NewSearch(d.text("app.find-school"), list, p.filter, func() { p.popup.Hide() })
	add := kit.LinkButton(d.text("school.add"), theme.ContentAddIcon(), func() {
		p.popup.Hide()
		d.goTo(place{screen: schoolsScreen, id: "new"})
	})
	body := container.NewBorder(search, container.NewHBox(add), nil, nil, list)
	p.popup = kit.ShowBelow(body, p.button, d.dialogSize(320, 340))
	d.window.Canvas().Focus(search)
}
