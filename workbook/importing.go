package workbook

import (
	"slices"
	"strconv"
	"strings"
)

// importer makes a proposal of the rows of a table.
type importer struct {
	table  Table
	m      TableMap
	entity Entity
	cells  *cellReader
	row    TableRow
	fields []Field // those that a column is used as, without ids
	out    Proposal
}

func newImporter(t Table, m TableMap, e Entity, w Wording) *importer {
	im := &importer{table: t, m: m, entity: e, cells: newCellReader(w)}
	im.out.Notes = append(im.out.Notes, t.Notes...)
	if m.Heading < 0 {
		im.out.Faults = append(im.out.Faults, &Problem{Kind: ErrNoRows, File: t.File})
		return im
	}
	for _, f := range FieldsOf(e) {
		if f.Kind != Refs && m.column(f.Name) >= 0 {
			im.fields = append(im.fields, f)
		}
	}
	if m.column(m.Kind.Required()) < 0 {
		im.out.Faults = append(im.out.Faults, &Problem{Kind: ErrNoColumn, File: t.File, Field: m.Kind.Required()})
	} else if len(m.Data(t)) == 0 {
		im.out.Faults = append(im.out.Faults, &Problem{Kind: ErrNoRows, File: t.File})
	}
	im.noteColumns()
	im.chooseDays()
	return im
}

// rows calls each for every row below the headings, unless nothing can be taken at all.
func (im *importer) rows(each func()) Proposal {
	if len(im.out.Faults) > 0 {
		return im.out
	}
	for _, im.row = range im.m.Data(im.table) {
		each()
	}
	return im.out
}

// noteColumns says which columns are not used, where anything stands in them.
func (im *importer) noteColumns() {
	code := "column"
	if im.m.Kind == TableOfInjects {
		code = NoteColumnKept
	}
	for i, c := range im.m.Columns {
		if c.Field != "" || c.known {
			continue
		}
		count := 0
		for _, r := range im.m.Data(im.table) {
			if strings.TrimSpace(r.Cell(i)) != "" {
				count++
			}
		}
		if count > 0 {
			im.out.Notes = append(im.out.Notes, ProposalNote{
				Code: code, File: im.table.File, Value: Shorten(headingOf(c, i), 60), Count: count,
			})
		}
	}
}

// ColumnName is what a spreadsheet calls a column, the first of them A.
func ColumnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// chooseDays settles in which order days are read, and says so where it matters.
func (im *importer) chooseDays() {
	im.cells.dayFirst = im.m.Days == DayFirst
	found, unsure := 0, 0
	for _, f := range im.fields {
		if f.Kind != Day {
			continue
		}
		for _, r := range im.m.Data(im.table) {
			cell := r.Cell(im.m.column(f.Name))
			if dayFirst, known := tells(cell); known {
				if dayFirst {
					found++
				} else {
					found--
				}
			} else if _, ambiguous, _ := im.cells.day(cell); ambiguous {
				unsure++
			}
		}
	}
	if im.m.Days == DaysAsFound && found > 0 {
		im.cells.dayFirst = true
	}
	if unsure > 0 {
		order := MonthFirst
		if im.cells.dayFirst {
			order = DayFirst
		}
		im.out.Notes = append(im.out.Notes, ProposalNote{Code: string(order), File: im.table.File, Count: unsure})
	}
}

// cell is the text of the row's cell for a field.
func (im *importer) cell(field string) string {
	return strings.TrimSpace(im.row.Cell(im.m.column(field)))
}

func (im *importer) place() string { return strconv.Itoa(im.row.Row) }

// fault says why the row cannot be taken.
func (im *importer) fault(p *Problem) {
	p.File, p.Place = im.table.File, im.place()
	im.out.Faults = append(im.out.Faults, p)
}

// propose adds the row to the proposal.
func (im *importer) propose(r ProposedRow) {
	r.File, r.Place = im.table.File, im.place()
	r.Accept = r.State == Adds || r.State == Edits
	im.out.Rows = append(im.out.Rows, r)
}

// onto reads the row's cells over the values that are there; what is empty stays. It
// reports whether all of them can be used.
func (im *importer) onto(values Values) bool {
	ok := true
	for _, f := range im.fields {
		cell := im.cell(f.Name)
		if cell == "" || sameText(f, values[f.Name], cell) {
			continue
		}
		value, p := im.cells.read(im.entity, f, cell)
		if p != nil {
			im.fault(p)
			ok = false
			continue
		}
		values[f.Name] = value
	}
	return ok
}

// cutCell is the length from which a text that ends in an ellipsis is one that a
// spreadsheet's cell could not hold whole.
const cutCell = 32_000

// sameText reports whether a cell holds the text that is there, as far as a table can: line
// ends and blanks around it do not count, nor what a cell had no room for.
func sameText(f Field, text, cell string) bool {
	if f.Kind != ShortText && f.Kind != LongText || text == "" {
		return false
	}
	text, cell = plainText(text), plainText(cell)
	begin, cut := strings.CutSuffix(cell, "…")
	return text == cell || cut && len(begin) > cutCell && strings.HasPrefix(text, begin)
}

// stateOf is Edits for changes of what is there, else Agrees.
func stateOf(changes []Change) ProposalState {
	if len(changes) > 0 {
		return Edits
	}
	return Agrees
}

// TableSource is a table with how its columns are used.
type TableSource struct {
	Table Table
	Map   TableMap
}

// ProposeSchools says what tables of schools would change. A school is known by its name;
// where several have it, in the workbook or in a table, by its district besides. Cells
// that are empty change nothing.
func ProposeSchools(sources []TableSource, schools []School, w Wording, newID func() string) Proposal {
	p := schoolImport{
		here: map[string][]School{}, times: map[string]int{}, seen: map[nameInDistrict]bool{}, met: map[string]bool{}, newID: newID,
	}
	for _, s := range schools {
		p.here[nameKey(s.Name)] = append(p.here[nameKey(s.Name)], s)
	}
	for _, s := range sources {
		for _, r := range s.Map.Data(s.Table) {
			p.times[nameKey(strings.TrimSpace(r.Cell(s.Map.column("name"))))]++
		}
	}
	var all []Proposal
	for _, s := range sources {
		p.importer = newImporter(s.Table, s.Map, SchoolEntity, w)
		all = append(all, p.rows(p.take))
	}
	return Join(all...)
}

type schoolImport struct {
	*importer
	here  map[string][]School     // by name
	times map[string]int          // how often a name stands in the tables
	seen  map[nameInDistrict]bool // what rows before were about
	met   map[string]bool         // ids of the workbook's schools that rows before were about
	newID func() string
}

type nameInDistrict struct{ name, district string }

// take reads one row.
func (p *schoolImport) take() {
	name := p.cell("name")
	key := nameInDistrict{nameKey(name), nameKey(p.cell("district"))}
	if key.name == "" {
		p.fault(&Problem{Kind: ErrEmpty, Field: "name"})
		return
	}
	shared := p.times[key.name] > 1
	from, several := chooseNamed(p.here[key.name], key.district, shared)
	switch {
	case p.seen[key] || shared && p.seen[nameInDistrict{key.name, ""}] || p.met[from.ID]:
		p.fault(&Problem{Kind: ErrTwice, Field: "name", Value: Shorten(name, 60)})
		return
	case several:
		p.fault(&Problem{Kind: ErrSeveral, Field: "name", Value: Shorten(name, 60)})
		return
	}
	p.seen[key] = true
	values := from.Values()
	if !p.onto(values) {
		return
	}
	if from.ID == "" {
		id := p.newID()
		p.propose(ProposedRow{Title: values["name"], School: values["name"], State: Adds, Changes: Add(SchoolEntity, id, SchoolFrom(id, values))})
		return
	}
	p.met[from.ID] = true
	values["name"] = from.Name // spelled another way, which is no reason to rename it
	if key.district == nameKey(from.District) {
		values["district"] = from.District
	}
	changes := Edit(SchoolEntity, from.ID, from, SchoolFrom(from.ID, values))
	p.propose(ProposedRow{Title: from.Name, School: from.Name, State: stateOf(changes), Changes: changes})
}

// chooseNamed picks the school that a row means among those of its name, none for a new
// one. A row of another district means another school where the name is not enough.
func chooseNamed(named []School, district string, shared bool) (s School, several bool) {
	if district != "" {
		i := slices.IndexFunc(named, func(s School) bool { return nameKey(s.District) == district })
		if i >= 0 {
			return named[i], false
		}
		if shared || len(named) > 1 {
			return School{}, false
		}
	}
	if len(named) > 1 {
		return School{}, true
	}
	if len(named) == 1 {
		return named[0], false
	}
	return School{}, false
}
