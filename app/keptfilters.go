package app

import (
	"encoding/json"
	"slices"
)

// keptFilters is how the lists of a workbook were narrowed down when it was last open, by screen.
type keptFilters struct {
	File    string
	Screens map[string]json.RawMessage
}

// filters are kept for the workbooks that were open last, the newest first.
func (p prefs) filters() []keptFilters {
	var all []keptFilters
	if json.Unmarshal([]byte(p.String("filters")), &all) != nil {
		return nil // of another version, or altered: nothing that anybody would miss
	}
	return all
}

// keepFilter keeps how a screen's list is narrowed down, for the next time that the workbook
// is opened on this computer.
func (d *desk) keepFilter(screen string, filter any) {
	value, err := json.Marshal(filter)
	if d.book == nil || err != nil {
		return
	}
	path, all := d.book.Path(), d.prefs.filters()
	kept := keptFilters{File: path}
	if i := slices.IndexFunc(all, func(k keptFilters) bool { return k.File == path }); i >= 0 {
		kept = all[i]
		all = slices.Delete(all, i, i+1)
	}
	if kept.Screens == nil {
		kept.Screens = map[string]json.RawMessage{}
	}
	kept.Screens[screen] = value
	all = append([]keptFilters{kept}, all...)
	if text, err := json.Marshal(all[:min(len(all), maxRecent)]); err == nil {
		d.prefs.SetString("filters", string(text))
	}
}

// keptFilter reads what keepFilter kept of the open workbook into the filter that it is given,
// which stays as it is where nothing was kept.
func (d *desk) keptFilter(screen string, filter any) {
	for _, kept := range d.prefs.filters() {
		if d.book != nil && kept.File == d.book.Path() {
			_ = json.Unmarshal(kept.Screens[screen], filter) // none, or altered: as if nothing was kept
		}
	}
}

// narrowed is a screen whose list can be narrowed down, and is so again when a workbook is
// opened once more.
type narrowed interface{ narrowAgain() }

// narrowAgain narrows the lists of the screens that are made down as they were for the workbook
// that was opened; one that is made later is narrowed down when it is.
func (s *shell) narrowAgain() {
	for _, scr := range s.screens {
		if list, ok := scr.(narrowed); ok {
			list.narrowAgain()
		}
	}
}
