package workbook

import (
	"cmp"
	"slices"
	"strings"
)

// MatrixCell is where one school stands on one item, without the texts of the answer, in
// one byte: a district of thousands of schools has hundreds of thousands of them. The zero
// value is an answer that nobody has given.
type MatrixCell uint8

// NewMatrixCell makes a cell; a status or priority that is not in the vocabulary counts as
// none.
func NewMatrixCell(s Status, p Priority) MatrixCell {
	return MatrixCell(priorityCode(p)<<3 | statusCode(s))
}

// Status is the answer's status.
func (c MatrixCell) Status() Status { return matrixStatuses[c&7] }

// Priority is the answer's priority.
func (c MatrixCell) Priority() Priority { return matrixPriorities[c>>3&3] }

// with is the cell after another status was given.
func (c MatrixCell) with(s Status) MatrixCell { return c&^7 | MatrixCell(statusCode(s)) }

// The codes' words; a code is the place in its list.
var (
	matrixStatuses   = [8]Status{NotAssessed, InPlace, InProgress, Needed, NotNecessary, NotAssessed, NotAssessed, NotAssessed}
	matrixPriorities = [4]Priority{"", High, Medium, Low}
)

func statusCode(s Status) int { return max(slices.Index(matrixStatuses[:5], s), 0) }

func priorityCode(p Priority) int { return max(slices.Index(matrixPriorities[:], p), 0) }

// SchoolCells are a school's cells, one for each item of a case in its order, and what its
// answers say about zones.
type SchoolCells struct {
	Cells []MatrixCell
	Zones []ZoneMark
}

// ZoneMark says that a school's answer to an item points to a zone.
type ZoneMark struct {
	Item  int    // its place in the case
	Label string // see [Zone.Label]
}

// MatrixSort is an order of a matrix's schools.
type MatrixSort string

// The orders.
const (
	SortByNeed     MatrixSort = "need"     // most needed answers of high priority first, then needed, in progress, not assessed
	SortByName     MatrixSort = "name"     // see [NaturalCompare]
	SortByAnswered MatrixSort = "answered" // fewest answered items first
)

// MatrixSorts lists the orders.
func MatrixSorts() []MatrixSort { return []MatrixSort{SortByNeed, SortByName, SortByAnswered} }

// MatrixRequest is what a matrix is made from. Filters that are empty let everything
// through.
type MatrixRequest struct {
	Case    *Case
	Schools []School
	Cells   map[string]SchoolCells // by school id; a school that is not in it has no answers

	Name      string // words that a school's name, district or address holds
	Level     Level
	Status    Status // schools with such an answer to an item that is shown
	Checklist Checklist
	Layer     Layer
	Mission   MissionArea
	Zone      string // answers that point to a zone of this label, in whichever school; see [ZoneKey]
	Sort      MatrixSort

	// Keep holds the ids of schools in the order in which they stand before a person: they
	// stay there whatever their answers have become, and others follow. It is how an answer
	// does not make rows jump or vanish under the hand that gave it.
	Keep []string
}

// Matrix is schools down and items across.
type Matrix struct {
	Rows  []MatrixSchool
	Items []MatrixItem
}

// MatrixCounts counts cells that are shown, by status.
type MatrixCounts struct {
	by   [5]int
	High int // needed and of high priority
}

// Of is how many cells are of a status.
func (c MatrixCounts) Of(s Status) int { return c.by[statusCode(s)] }

// Total is how many cells are counted.
func (c MatrixCounts) Total() int {
	total := 0
	for _, n := range c.by {
		total += n
	}
	return total
}

// Answered is how many of them someone has looked at.
func (c MatrixCounts) Answered() int { return c.Total() - c.by[0] }

func (c *MatrixCounts) add(cell MatrixCell, n int) {
	c.by[cell&7] += n
	if cell.Status() == Needed && cell.Priority() == High {
		c.High += n
	}
}

// MatrixSchool is a row.
type MatrixSchool struct {
	School School
	Counts MatrixCounts
	cells  []MatrixCell // the case's items, the matrix's own
	inZone []bool       // nil where no zone is asked for
}

// MatrixItem is a column.
type MatrixItem struct {
	Item   Item
	Number int // on its own checklist, from 1
	Counts MatrixCounts
	place  int // in the case
}

// ZoneKey is what the labels of one zone in several schools have in common: letter case and
// blanks do not count.
func ZoneKey(label string) string { return strings.ToLower(strings.Join(strings.Fields(label), " ")) }

// ZoneLabels lists the zones that answers point to, each label once in the order of names.
func ZoneLabels(cells map[string]SchoolCells) []string {
	known := map[string]string{}
	for _, c := range cells {
		for _, z := range c.Zones {
			key := ZoneKey(z.Label)
			if have, ok := known[key]; key != "" && (!ok || z.Label < have) {
				known[key] = z.Label
			}
		}
	}
	labels := make([]string, 0, len(known))
	for _, l := range known {
		labels = append(labels, l)
	}
	slices.SortFunc(labels, NaturalCompare)
	return labels
}

// NewMatrix computes a matrix. It looks at each cell a few times and allocates per school,
// not per cell.
func NewMatrix(r MatrixRequest) Matrix {
	m := Matrix{Items: r.items()}
	keep := make(map[string]int, len(r.Keep))
	for i, id := range r.Keep {
		keep[id] = i
	}
	zone, words := ZoneKey(r.Zone), strings.Fields(strings.ToLower(r.Name))
	zoneItems := make([]bool, len(r.Case.Items))
	for _, s := range r.Schools {
		_, kept := keep[s.ID]
		if r.Level != "" && !slices.Contains(s.Levels, r.Level) || !s.Holds(words) {
			continue
		}
		row := MatrixSchool{School: s, cells: make([]MatrixCell, len(r.Case.Items))}
		have := r.Cells[s.ID]
		copy(row.cells, have.Cells)
		if zone != "" && !row.markZone(have.Zones, zone) {
			continue
		}
		if row.count(m.Items); !kept && r.Status != "" && row.Counts.Of(r.Status) == 0 {
			continue
		}
		m.Rows = append(m.Rows, row)
		for place, in := range row.inZone {
			zoneItems[place] = zoneItems[place] || in
		}
	}
	if zone != "" {
		m.Items = slices.DeleteFunc(m.Items, func(it MatrixItem) bool { return !zoneItems[it.place] })
	}
	slices.SortStableFunc(m.Rows, func(a, b MatrixSchool) int {
		if len(keep) > 0 {
			i, ok := keep[a.School.ID]
			j, also := keep[b.School.ID]
			switch {
			case ok && also:
				return cmp.Compare(i, j)
			case ok:
				return -1
			case also:
				return 1
			}
		}
		return compareRows(r.Sort, &a, &b)
	})
	m.countItems()
	return m
}

// items are the columns that the filters let through, checklist by checklist.
func (r MatrixRequest) items() []MatrixItem {
	var items []MatrixItem
	for _, list := range Checklists() {
		number := 0
		for place, it := range r.Case.Items {
			if it.Checklist != list {
				continue
			}
			number++
			if (r.Checklist == "" || list == r.Checklist) && (r.Layer == "" || it.Layer == r.Layer) &&
				(r.Mission == "" || it.Mission == r.Mission) {
				items = append(items, MatrixItem{Item: it, Number: number, place: place})
			}
		}
	}
	return items
}

// markZone notes which answers point to a zone, and reports whether any does.
func (row *MatrixSchool) markZone(marks []ZoneMark, zone string) bool {
	for _, z := range marks {
		if z.Item >= len(row.cells) || ZoneKey(z.Label) != zone {
			continue
		}
		if row.inZone == nil {
			row.inZone = make([]bool, len(row.cells))
		}
		row.inZone[z.Item] = true
	}
	return row.inZone != nil
}

func (row *MatrixSchool) shows(place int) bool { return row.inZone == nil || row.inZone[place] }

func (row *MatrixSchool) count(items []MatrixItem) {
	for i := range items {
		if place := items[i].place; row.shows(place) {
			row.Counts.add(row.cells[place], 1)
		}
	}
}

func (m *Matrix) countItems() {
	for i := range m.Rows {
		row := &m.Rows[i]
		for j := range m.Items {
			if it := &m.Items[j]; row.shows(it.place) {
				it.Counts.add(row.cells[it.place], 1)
			}
		}
	}
}

func compareRows(by MatrixSort, a, b *MatrixSchool) int {
	c := 0
	switch by {
	case SortByNeed, "":
		c = cmp.Or(cmp.Compare(b.Counts.High, a.Counts.High),
			cmp.Compare(b.Counts.Of(Needed), a.Counts.Of(Needed)),
			cmp.Compare(b.Counts.Of(InProgress), a.Counts.Of(InProgress)),
			cmp.Compare(b.Counts.Of(NotAssessed), a.Counts.Of(NotAssessed)))
	case SortByAnswered: // as shares, since a zone leaves schools different numbers of items
		c = cmp.Compare(a.Counts.Answered()*b.Counts.Total(), b.Counts.Answered()*a.Counts.Total())
	}
	return cmp.Or(c, NaturalCompare(a.School.Name, b.School.Name), cmp.Compare(a.School.ID, b.School.ID))
}

// At is the cell of a row and a column.
func (m *Matrix) At(row, column int) MatrixCell { return m.Rows[row].cells[m.Items[column].place] }

// Shows reports whether a cell passes the filters; with a zone asked for, only the answers
// that point to it do.
func (m *Matrix) Shows(row, column int) bool { return m.Rows[row].shows(m.Items[column].place) }

// Set gives a cell another status, and counts anew.
func (m *Matrix) Set(row, column int, s Status) {
	r, it := &m.Rows[row], &m.Items[column]
	old := r.cells[it.place]
	next := old.with(s)
	r.cells[it.place] = next
	if r.shows(it.place) {
		r.Counts.add(old, -1)
		r.Counts.add(next, 1)
		it.Counts.add(old, -1)
		it.Counts.add(next, 1)
	}
}

// Place is the column's place among the case's items.
func (it MatrixItem) Place() int { return it.place }
