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

// actionFilters is the head of the register: words to find, what to narrow it down to, and
// how the actions stand, with how many there are of each.
type actionFilters struct {
	desk   *desk
	screen *actions

	search *filterEntry
	facets map[string]*kit.Chip
	clear  *kit.Button
	chips  map[workbook.Standing]*kit.Chip
	box    *fyne.Container
}

// What the register is narrowed down by besides words and standing.
const (
	facetSchool  = "school"
	facetOwner   = "owner"
	facetStatus  = "status"
	facetElement = "element"
	facetItem    = "item"

	facetExercise = "exercise" // shows only where actions came out of one
)

func facets() []string {
	return []string{facetSchool, facetOwner, facetStatus, facetElement, facetItem, facetExercise}
}

// filterEntry is an entry above a table that it narrows down: Escape empties and leaves it,
// Enter and the down arrow go on into the table.
type filterEntry struct {
	widget.Entry
	into func()
}

// TypedKey leaves the entry, or types.
func (e *filterEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		e.SetText("")
		e.into()
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		e.into()
	default:
		e.Entry.TypedKey(k)
	}
}

func newActionFilters(d *desk, screen *actions) *actionFilters {
	f := &actionFilters{desk: d, screen: screen, facets: map[string]*kit.Chip{}, chips: map[workbook.Standing]*kit.Chip{}}
	f.search = &filterEntry{into: func() { d.window.Canvas().Focus(screen.rows) }}
	f.search.ExtendBaseWidget(f.search)
	f.search.SetPlaceHolder(d.text("actions.find"))
	f.search.OnChanged = f.onWords
	size := fyne.NewSize(160*kit.TextScale(), f.search.MinSize().Height)
	row := kit.Flow(kit.Grid, container.NewGridWrap(size, f.search))
	for _, code := range facets() {
		chip := kit.NewOpener(func() { f.onFacet(code) })
		f.facets[code] = chip
		row.Add(chip)
	}
	f.clear = kit.SmallLink(d.text("actions.clear"), nil, f.onClear)
	row.Add(f.clear)
	standings := kit.Flow(kit.Grid)
	for _, s := range workbook.Standings() {
		chip := kit.NewChip("", func() { f.onStanding(s) })
		f.chips[s] = chip
		standings.Add(chip)
	}
	f.box = kit.Column(kit.Grid, row, standings)
	return f
}

// fill shows what the table is narrowed down to.
func (f *actionFilters) fill() {
	s, d := f.screen, f.desk
	for standing, chip := range f.chips {
		n := s.state.Counts[standing]
		chip.SetText(d.text("actions.filter."+string(standing), "N", n))
		chip.SetOn(standing == s.filter.Standing)
		chip.Hidden = standing == workbook.StandsHomeless && n == 0 && s.filter.Standing != standing
	}
	any := false
	for code, chip := range f.facets {
		value := f.value(code)
		any = any || value != ""
		chip.SetOn(value != "")
		if value == "" {
			value = d.text("actions.facet.any")
		}
		chip.SetText(d.text("actions.facet."+code, "Value", workbook.Shorten(value, 28)))
	}
	f.facets[facetSchool].Hidden = s.scope == scopeSchool
	f.facets[facetExercise].Hidden = len(s.origins) == 0 && s.filter.Exercise == ""
	f.clear.Hidden = !any && s.filter.Words == ""
	f.box.Refresh()
}

// value names what a facet is narrowed down to, "" for nothing.
func (f *actionFilters) value(facet string) string {
	d, is := f.desk, f.screen.filter
	switch {
	case facet == facetSchool && is.School != "":
		return wordOf(d.schoolOptions(), is.School)
	case facet == facetOwner && is.Owner == workbook.Nobody:
		return d.text("actions.facet.nobody")
	case facet == facetOwner:
		return is.Owner
	case facet == facetStatus && is.Status != "":
		return d.text("action-status." + string(is.Status))
	case facet == facetElement && is.Element != "":
		return d.text("element." + string(is.Element))
	case facet == facetExercise && is.Exercise != "":
		return wordOf(f.options(facetExercise), is.Exercise)
	case facet == facetItem && is.Checklist != "":
		return d.text("checklist." + string(is.Checklist))
	case facet == facetItem && is.Item != "":
		return wordOf(d.itemOptions(), is.Item)
	}
	return ""
}

func wordOf(all []option, code string) string {
	for _, o := range all {
		if o.code == code {
			return o.word
		}
	}
	return code
}

func (f *actionFilters) onWords(words string) {
	if words = strings.TrimSpace(words); words != f.screen.filter.Words {
		f.screen.narrow(func(is *workbook.ActionFilter) { is.Words = words })
		f.desk.window.Canvas().Focus(f.search)
	}
}

func (f *actionFilters) onStanding(s workbook.Standing) {
	f.screen.narrow(func(is *workbook.ActionFilter) { is.Standing = s })
}

func (f *actionFilters) onClear() {
	standing := f.screen.filter.Standing
	f.screen.narrow(func(is *workbook.ActionFilter) { *is = workbook.ActionFilter{Standing: standing} })
	f.search.SetText("")
}

// onFacet offers what a facet can be narrowed down to.
func (f *actionFilters) onFacet(facet string) {
	d := f.desk
	all := append([]option{{word: d.text("actions.facet.all")}}, f.options(facet)...)
	d.pickBelow(f.facets[facet], f.facets[facet], d.text("actions.facet.find"), all, func(code string) { f.choose(facet, code) })
}

func (f *actionFilters) options(facet string) []option {
	d := f.desk
	words := func(kind string, codes []string) []option {
		var all []option
		for _, c := range codes {
			all = append(all, option{code: c, word: d.text(kind + "." + c)})
		}
		return all
	}
	switch facet {
	case facetSchool:
		return d.schoolOptions()
	case facetStatus:
		return words("action-status", codesOf(workbook.ActionStatuses()))
	case facetElement:
		return words("element", codesOf(workbook.CapabilityElements()))
	case facetExercise:
		all := []option{{code: workbook.AnyExercise, word: d.text("actions.facet.any-exercise")}}
		for _, e := range f.screen.origins.Exercises() {
			all = append(all, option{code: e.ID, word: exerciseName(d, e), hint: f.exerciseHint(e)})
		}
		return all
	case facetItem:
		return append(words("checklist", codesOf(workbook.Checklists())), d.itemOptions()...)
	}
	all := []option{{code: workbook.Nobody, word: d.text("actions.facet.nobody")}}
	for _, name := range f.screen.state.Owners {
		all = append(all, option{code: name, word: name})
	}
	return all
}

// exerciseHint tells an exercise from others of its name: by its day and its school.
func (f *actionFilters) exerciseHint(e workbook.Exercise) string {
	var parts []string
	if e.Date != "" {
		parts = append(parts, f.desk.words.Date(e.Date))
	}
	if f.screen.scope == scopeAll {
		parts = append(parts, wordOf(f.desk.schoolOptions(), e.SchoolID))
	}
	return strings.Join(parts, " · ")
}

// choose narrows a facet down, "" for no longer.
func (f *actionFilters) choose(facet, code string) {
	f.screen.narrow(func(is *workbook.ActionFilter) {
		switch facet {
		case facetSchool:
			is.School = code
		case facetOwner:
			is.Owner = code
		case facetStatus:
			is.Status = workbook.ActionStatus(code)
		case facetElement:
			is.Element = workbook.CapabilityElement(code)
		case facetExercise:
			is.Exercise = code
		case facetItem:
			is.Item, is.Checklist = code, ""
			if list := workbook.Checklist(code); slices.Contains(workbook.Checklists(), list) {
				is.Item, is.Checklist = "", list
			}
		}
	})
}
