package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/workbook"
)

// option is one of several things to pick from.
type option struct {
	code   string
	word   string
	hint   string   // small words that tell it from others
	groups []string // codes of the groups that it belongs to
}

// finding gives the options that hold all of the words somewhere.
func finding(all []option, typed string) []option {
	words := strings.Fields(strings.ToLower(typed))
	var found []option
next:
	for _, o := range all {
		hay := strings.ToLower(o.word + "\n" + o.hint)
		for _, w := range words {
			if !strings.Contains(hay, w) {
				continue next
			}
		}
		found = append(found, o)
	}
	return found
}

// pickBelow lets the person find one of many by typing, in a popup below what it is for.
func (d *desk) pickBelow(at fyne.Focusable, below fyne.CanvasObject, find string, all []option, choose func(code string)) *widget.PopUp {
	var popup *widget.PopUp
	found := all
	leave := func() {
		popup.Hide()
		d.window.Canvas().Focus(at)
	}
	told := slices.ContainsFunc(all, func(o option) bool { return o.hint != "" }) // by small words
	list := kit.NewList(func() int { return len(found) },
		func() fyne.CanvasObject { return newPickRow(told) },
		func(i int, o fyne.CanvasObject) { fillPickRow(o, found[i]) },
		func(i int) {
			leave()
			choose(found[i].code)
		})
	search := kit.NewSearch(find, list, func(typed string) { found = finding(all, typed) }, leave)
	popup = kit.ShowBelow(container.NewBorder(search, nil, nil, nil, list), below, d.dialogSize(320, 340))
	d.window.Canvas().Focus(search)
	return popup
}

// newPickRow is a row's words, and below them the small ones where options have any.
func newPickRow(told bool) fyne.CanvasObject {
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	hint.Hidden = !told
	return kit.Inset(6, kit.Grid, kit.Column(0, kit.NewText("", kit.Style{Single: true}), hint))
}

func fillPickRow(row fyne.CanvasObject, o option) {
	words := row.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	words[0].(*kit.Text).Set(o.word)
	words[1].(*kit.Text).Set(o.hint)
}

// schoolOptions are the workbook's schools.
func (d *desk) schoolOptions() []option {
	var all []option
	for _, s := range d.view().Schools {
		o := option{code: s.ID, word: s.Name, hint: s.District, groups: codesOf(s.Levels)}
		if o.word == "" {
			o.word = d.text("school.unnamed")
		}
		all = append(all, o)
	}
	return all
}

// itemOptions are the case's items.
func (d *desk) itemOptions() []option {
	var all []option
	for _, it := range d.theCase.Items {
		list := string(it.Checklist)
		all = append(all, option{code: it.ID, word: it.Title, hint: d.text("checklist." + list), groups: []string{list}})
	}
	return all
}

// pickSchools lets the person choose schools; there has to be one.
func (d *desk) pickSchools(title string, chosen []string, take func([]string)) *manyPicker {
	return d.pickMany(manyPicker{
		title: title, find: d.text("app.find-school"), all: d.schoolOptions(), groups: codesOf(workbook.Levels()),
		group: func(code string) string { return d.text("level." + code) }, least: d.text("pick.needs-school"), take: take,
	}, chosen)
}

// pickItems lets the person choose items of the case.
func (d *desk) pickItems(title string, chosen []string, take func([]string)) *manyPicker {
	return d.pickMany(manyPicker{
		title: title, find: d.text("action.find-item"), all: d.itemOptions(), groups: codesOf(workbook.Checklists()),
		group: func(code string) string { return d.text("checklist." + code + ".short") }, take: take,
	}, chosen)
}
