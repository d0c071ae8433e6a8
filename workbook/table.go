package workbook

import (
	"slices"
	"strings"
)

// Table is what was read of a file with rows and columns: text as it stands in the cells,
// days that the file holds as days written as 2027-08-14.
type Table struct {
	File   string   // name of the file, without its folder
	Sheet  string   // the sheet that was read; empty where a file has none
	Sheets []string // every sheet that is not hidden
	Rows   []TableRow
	Notes  []ProposalNote // about the reading
}

// TableRow is one row that is not empty.
type TableRow struct {
	Row   int // as a spreadsheet counts, from 1
	Cells []string
}

// Cell is the text of a column, empty beyond the row's end.
func (r TableRow) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// TableKind is what the rows of a table are.
type TableKind string

// The kinds of table that can be brought in.
const (
	TableOfSchools TableKind = "schools"
	TableOfActions TableKind = "actions"
	TableOfInjects TableKind = "injects" // the MSEL of an exercise
)

// IDColumn is the field of a column that holds the ids of a workbook's own actions, so that
// a table that was taken out comes back to the same actions.
const IDColumn = "id"

// Fields lists what a column of such a table can be used as.
func (k TableKind) Fields() []string {
	if k == TableOfInjects {
		return []string{
			"number", "minute", "story", "type", "mode", "sender", "injected_by", "recipient", "text", "expected", "note",
			"module", "objectives", IDColumn,
		}
	}
	e := SchoolEntity
	if k == TableOfActions {
		e = ActionEntity
	}
	var names []string
	for _, f := range FieldsOf(e) {
		if f.Name != Present && f.Kind != Link { // a link is an id that nobody writes into a table
			names = append(names, f.Name)
		}
	}
	if k == TableOfActions {
		names = append(names, IDColumn)
	}
	return names
}

// Required is the field that no row can do without.
func (k TableKind) Required() string {
	switch k {
	case TableOfActions:
		return "title"
	case TableOfInjects:
		return "text"
	}
	return "name"
}

// TableMap says how a table's columns are used.
type TableMap struct {
	Kind    TableKind
	Heading int // of the rows, the one with the headings; -1 for a table without rows
	Columns []TableColumn
	Days    DayOrder
}

// TableColumn is one column: its heading as it stands, and the field that it is used as;
// empty to leave it out.
type TableColumn struct {
	Heading string
	Field   string
	known   bool // left out without a word: computed by Forethought, or left out by hand
}

// DayOrder says how a day such as 3/4/2027 is read.
type DayOrder string

// The orders; DaysAsFound looks at the column, and takes the month first where it does not tell.
const (
	DaysAsFound DayOrder = ""
	MonthFirst  DayOrder = "month-first"
	DayFirst    DayOrder = "day-first"
)

// Wording gives the words of a language, as package assets does.
type Wording interface {
	Text(key string, args ...any) string
	Has(key string) bool
}

// headingRows is how many rows are looked at for headings; lists often begin with a title.
const headingRows = 10

// MapTable finds the headings of a table and what each column is to be used as, by words
// that are in use for it. Letter case, accents and punctuation do not count.
func MapTable(kind TableKind, t Table, w Wording) TableMap {
	best, most := TableMap{Kind: kind, Heading: -1}, -1
	for i, row := range t.Rows[:min(len(t.Rows), headingRows)] {
		m := TableMap{Kind: kind, Heading: i, Columns: mapColumns(kind, row, w)}
		n := 0
		for _, c := range m.Columns {
			if c.Field != "" {
				n++
			}
		}
		if n > most {
			best, most = m, n
		}
	}
	width := len(best.Columns)
	for _, row := range t.Rows {
		width = max(width, len(row.Cells))
	}
	for len(best.Columns) < width {
		best.Columns = append(best.Columns, TableColumn{})
	}
	return best
}

func mapColumns(kind TableKind, row TableRow, w Wording) []TableColumn {
	columns := make([]TableColumn, len(row.Cells))
	keys := make([]string, len(row.Cells))
	for i, cell := range row.Cells {
		columns[i].Heading = strings.Join(strings.Fields(cell), " ")
		keys[i] = headKey(kind, cell)
	}
	for _, field := range kind.Fields() {
		for _, head := range headsOf(kind, field, w) {
			i := slices.Index(keys, head)
			if i < 0 || columns[i].Field != "" {
				continue
			}
			columns[i].Field = field
			break
		}
	}
	if kind == TableOfActions {
		for i := range columns {
			columns[i].known = slices.Contains(wordKeys(w.Text("register.column.due")+";"+w.Text("register.column.overdue")), keys[i])
		}
	}
	return columns
}

// headsOf lists the headings of a field, those of Forethought's own tables first.
func headsOf(kind TableKind, field string, w Wording) []string {
	var own string
	if key := kind.ownHeads() + field; kind != TableOfSchools && w.Has(key) {
		own = w.Text(key)
	}
	var keys []string
	for head := range strings.SplitSeq(own+";"+w.Text("import.heads."+string(kind)+"."+field), ";") {
		if key := headKey(kind, head); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// ownHeads is how the keys of the headings of Forethought's own tables begin.
func (k TableKind) ownHeads() string {
	if k == TableOfInjects {
		return "msel.column."
	}
	return "register.column."
}

// headKey is a heading as headings are compared: without what stands in brackets. In a list
// of injects # means a number: Event # is not Event.
func headKey(kind TableKind, heading string) string {
	if kind == TableOfInjects {
		heading = strings.ReplaceAll(heading, "#", " number ")
	}
	bare, _, _ := strings.Cut(heading, "(") // Enrollment (2026)
	if key := wordKey(bare); key != "" {
		return key
	}
	return wordKey(heading)
}

// headingOf is what a column is called: its heading or, where it has none, its letter.
func headingOf(c TableColumn, i int) string {
	if c.Heading == "" {
		return ColumnName(i)
	}
	return c.Heading
}

// Use says by hand what the column with a heading is used as; an empty field leaves it out. Its error is a [Problem] of kind ErrUnknownField or, for a heading that is not there,
// ErrNoColumn.
func (m *TableMap) Use(heading, field string) error {
	if field != "" && !slices.Contains(m.Kind.Fields(), field) {
		return &Problem{Kind: ErrUnknownField, Place: string(m.Kind), Field: field}
	}
	i := slices.IndexFunc(m.Columns, func(c TableColumn) bool { return wordKey(c.Heading) == wordKey(heading) })
	if i < 0 {
		return &Problem{Kind: ErrNoColumn, Field: heading}
	}
	m.UseAt(i, field)
	if m.Kind == TableOfInjects { // whose columns without a field go into notes
		m.Columns[i].known = field == ""
	}
	return nil
}

// UseAt says by hand what a column is used as; the column that was used so before is left
// out, since a field has one.
func (m *TableMap) UseAt(i int, field string) {
	if before := m.column(field); field != "" && before >= 0 {
		m.Columns[before].Field = ""
	}
	m.Columns[i].Field = field
}

// Uses reports whether a column is used as a field.
func (m TableMap) Uses(field string) bool { return m.column(field) >= 0 }

// column is where a field stands, -1 for nowhere.
func (m TableMap) column(field string) int {
	return slices.IndexFunc(m.Columns, func(c TableColumn) bool { return c.Field == field })
}

// Data are the rows below the headings.
func (m TableMap) Data(t Table) []TableRow {
	if m.Heading < 0 {
		return nil
	}
	return t.Rows[m.Heading+1:]
}

// wordKey is a word or two without case, accents and punctuation.
func wordKey(text string) string {
	var parts []string
	for _, t := range tokensOf(text) {
		parts = append(parts, t.folded)
	}
	return strings.Join(parts, " ")
}

// wordKeys reads a list of words between semicolons.
func wordKeys(list string) []string {
	var keys []string
	for part := range strings.SplitSeq(list, ";") {
		if key := wordKey(part); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// nameKey is a name without case, accents and double blanks.
func nameKey(name string) string {
	var key strings.Builder
	for _, r := range strings.Join(strings.Fields(strings.ReplaceAll(name, "’", "'")), " ") {
		fold(&key, r)
	}
	return key.String()
}
