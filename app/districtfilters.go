package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// The filters of the district, in the order of their chips.
const (
	byLevel     = "level"
	byChecklist = "checklist"
	byLayer     = "layer"
	byMission   = "mission"
	byZone      = "zone"
	byStatus    = "status"
)

// roomForFilters is the height of a screen, with text at 100 %, below which a matrix would
// show too few rows beside its filters.
const roomForFilters = 500

// layoutFilters makes the search for a school's name and a chip for each filter.
func (s *district) layoutFilters() *fyne.Container {
	d := s.desk
	s.find = kit.NewFilter(d.text("schools.filter"), func(words string) {
		s.request.Name = words
		s.narrow()
	}, func(string) { s.table.Focus() })
	scale := kit.TextScale()
	row := kit.Flow(kit.Grid, container.NewGridWrap(fyne.NewSize(190*scale, s.find.MinSize().Height), s.find))
	r := &s.request
	s.addPick(row, byLevel, codesOf(workbook.Levels()), func(code string) { r.Level = workbook.Level(code) })
	s.addPick(row, byChecklist, codesOf(workbook.Checklists()), func(code string) { r.Checklist = workbook.Checklist(code) })
	s.addPick(row, byLayer, codesOf(workbook.Layers()), func(code string) { r.Layer = workbook.Layer(code) })
	s.addPick(row, byMission, codesOf(workbook.MissionAreas()), func(code string) { r.Mission = workbook.MissionArea(code) })
	s.addPick(row, byZone, nil, func(code string) { r.Zone = code })
	s.addPick(row, byStatus, codesOf(workbook.Statuses()), func(code string) { r.Status = workbook.Status(code) })
	s.all = kit.SmallLink(d.text("district.show-all"), nil, s.onShowAll)
	s.all.Keys = s
	row.Add(s.all)
	s.sort = kit.NewPick(codesOf(workbook.MatrixSorts()),
		func(code string) string { return d.text("district.sorted", "By", d.text("district.sort."+code)) },
		func(code string) string { return d.text("district.sort." + code) },
		func(code string) {
			r.Sort = workbook.MatrixSort(code)
			s.narrow()
		})
	s.sort.Lights, s.sort.Keys = false, s
	return row
}

// addPick makes the chip of a filter; the empty code, which comes first, lets all through.
func (s *district) addPick(row *fyne.Container, filter string, codes []string, set func(code string)) {
	d := s.desk
	word := func(code string) string {
		switch {
		case code == "":
			return d.text("district.any." + filter)
		case filter == byZone:
			return code
		}
		return d.text(filter + "." + code)
	}
	pick := kit.NewPick(append([]string{""}, codes...),
		func(code string) string {
			if code == "" {
				return d.text("district.any." + filter)
			}
			return d.text("district.by."+filter, "What", workbook.Shorten(word(code), 32))
		}, word,
		func(code string) {
			set(code)
			s.narrow()
		})
	pick.Keys, pick.Find = s, d.text("district.find-zone")
	s.picks[filter] = pick
	row.Add(pick)
}

// fillZones offers the zones that answers point to, and the one that is asked for though no
// answer does any more.
func (s *district) fillZones(zones []string) {
	pick, on, known := s.picks[byZone], s.request.Zone, false
	codes := []string{""}
	for _, z := range zones {
		codes = append(codes, z)
		known = known || workbook.ZoneKey(z) == workbook.ZoneKey(on)
	}
	if on != "" && !known {
		codes = append(codes, on)
	}
	pick.SetCodes(codes)
	pick.Hidden = len(codes) == 1
}

// narrow shows the rows of other filters, or in another order.
func (s *district) narrow() {
	s.keep = false
	if s.desk.session != nil && len(s.desk.view().Schools) > 0 {
		s.ask()
	}
}

// filters is how many leave something out.
func (s *district) filters() int {
	r, n := s.request, 0
	for _, on := range []bool{r.Name != "", r.Level != "", r.Status != "", r.Checklist != "", r.Layer != "", r.Mission != "", r.Zone != ""} {
		if on {
			n++
		}
	}
	return n
}

func (s *district) filtered() bool { return s.filters() > 0 }

// onShowAll takes the filters away.
func (s *district) onShowAll() {
	s.request = workbook.MatrixRequest{Sort: s.request.Sort}
	for _, p := range s.picks {
		p.Put("")
	}
	if s.find.Text != "" {
		s.find.SetText("") // asks
		return
	}
	s.narrow()
}

// onChoosing makes a plain click select, or open again.
func (s *district) onChoosing() {
	s.table.Picking = !s.table.Picking
	s.choosing.SetOn(s.table.Picking)
}

// tellFilters says on the chip behind which the filters fold how many are on.
func (s *district) tellFilters() {
	d, on := s.desk, s.filters()
	s.fold.chip.SetOn(on > 0)
	if on == 0 {
		s.fold.chip.SetText(d.text("district.filters"))
		return
	}
	s.fold.chip.SetText(d.text("district.filters-on", "N", on))
}
