package workbook

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// englishWords are the words of the language file, as far as they have no plural.
type englishWords map[string]any

func (w englishWords) Text(key string, _ ...any) string {
	text, _ := w[key].(string)
	return text
}

func (w englishWords) Has(key string) bool { return w[key] != nil }

func wording(t testing.TB) Wording {
	t.Helper()
	data, err := os.ReadFile("../assets/lang/en.json")
	if err != nil {
		t.Fatal(err)
	}
	w := englishWords{}
	if err := json.Unmarshal(data, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// table makes a table of lines with bars between the cells.
func table(lines ...string) Table {
	t := Table{File: "list.csv"}
	for i, line := range lines {
		t.Rows = append(t.Rows, TableRow{Row: i + 1, Cells: strings.Split(line, "|")})
	}
	return t
}

func proposeSchools(t *testing.T, schools []School, tables ...Table) Proposal {
	t.Helper()
	w := wording(t)
	var sources []TableSource
	for _, x := range tables {
		sources = append(sources, TableSource{x, MapTable(TableOfSchools, x, w)})
	}
	n := 0
	return ProposeSchools(sources, schools, w, func() string { n++; return fmt.Sprint("new", n) })
}

// told writes a proposal's rows and faults in short.
func told(p Proposal) string {
	var parts []string
	for _, r := range p.Rows {
		text := r.Place + " " + string(r.State) + " " + r.Title
		for _, c := range r.Changes {
			if c.Field != Present && r.State == Edits {
				text += " " + c.Field + "=" + c.New
			}
		}
		parts = append(parts, text)
	}
	for _, f := range p.Faults {
		parts = append(parts, f.Place+" "+f.Field+" "+f.Kind.Error())
	}
	return strings.Join(parts, "; ")
}

func TestLevelsAreReadAsSchoolsWriteThem(t *testing.T) {
	c := newCellReader(wording(t))
	for cell, want := range map[string]string{
		"K-5": "elementary", "6–8": "middle", "9 - 12": "high", "PK-5": "elementary pre-k", "Pre-K-8": "elementary middle pre-k",
		"K-6": "elementary", "7-12": "high middle", "K to 12": "elementary high middle", "Grades 5-8": "middle", "7-9": "middle",
		"Elementary; Middle": "elementary middle", "HIGH SCHOOL": "high", "Pre-K, Elementary": "elementary pre-k",
		"Middle/High": "high middle", "PreK": "pre-k", "K": "elementary", "8": "middle", "Grade 9": "high", "other": "other", "5-6": "elementary middle",
	} {
		levels, ok := c.levels(cell)
		if got := JoinIDs(levels); !ok || got != want {
			t.Errorf("%q is read as %q (%v), want %q", cell, got, ok, want)
		}
	}
	for _, cell := range []string{"8-6", "0-5", "13", "2027-06-08", "K-5 and more", "some"} {
		if levels, ok := c.levels(cell); ok {
			t.Errorf("%q is read as %v", cell, levels)
		}
	}
}

func TestDaysAreReadAsPeopleWriteThem(t *testing.T) {
	c := newCellReader(wording(t))
	check := func(cell string, want Date) {
		t.Helper()
		if got, _, ok := c.day(cell); got != want || ok != (want != "") {
			t.Errorf("%q with the day first %v is read as %q (%v), want %q", cell, c.dayFirst, got, ok, want)
		}
	}
	for cell, want := range map[string]Date{
		"2027-08-14": "2027-08-14", "2027/8/4": "2027-08-04", "2027-08-14 00:00:00": "2027-08-14", "8/14/2027": "2027-08-14",
		"3/4/27": "2027-03-04", "14.8.2027": "2027-08-14", "14 Aug 2027": "2027-08-14", "August 14, 2027": "2027-08-14",
		"14-Aug-27": "2027-08-14", "46613": "2027-08-14", "13/2/2027": "", "31/31/2027": "", "2027-02-30": "", "soon": "", "3/4": "", "1/1/1850": "",
	} {
		check(cell, want)
	}
	c.dayFirst = true
	check("3/4/2027", "2027-04-03")
	check("13/2/2027", "2027-02-13")
	check("2/13/2027", "")
}

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for cell, want := range map[string]string{
		"412": "412", "1,234": "1234", "$12,500.00": "12500", "1 234": "1234", "1,234,567": "1234567", "412.0": "412", "0": "", "€ 90": "90",
	} {
		if got, ok := readNumber(cell); !ok || got != want {
			t.Errorf("%q is read as %q (%v), want %q", cell, got, ok, want)
		}
	}
	for _, cell := range []string{"12.5", "-3", "1,23", "many", "1.234", "99999999999", "12a"} {
		if got, ok := readNumber(cell); ok {
			t.Errorf("%q is read as %q", cell, got)
		}
	}
}

func TestASchoolIsKnownByItsName(t *testing.T) {
	have := []School{
		{ID: "m", Name: "École Maple", District: "North", Enrollment: 100, Note: "Keep"},
		{ID: "l1", Name: "Lincoln", District: "North"}, {ID: "l2", Name: "Lincoln", District: "South"},
	}
	p := proposeSchools(t, have, table("Name|District|Students|Note",
		"ecole  MAPLE||120|", "Lincoln|south|5|", "Lincoln|East|6|", "Lincoln||7|", "Oak|North||", "oak |North|1|", "Birch|||", "École Maple||3|"))
	want := "2 edits École Maple enrollment=120; 3 edits Lincoln enrollment=5; 4 adds Lincoln; 6 adds Oak; 8 adds Birch; " +
		"5 name fits several; 7 name stands twice; 9 name stands twice"
	if got := told(p); got != want {
		t.Errorf("proposed\n%s\nwant\n%s", got, want)
	}
	again := proposeSchools(t, nil, table("Name", "Oak"), table("Site", "OAK", "Pine"))
	if got := told(again); got != "2 adds Oak; 3 adds Pine; 2 name stands twice" {
		t.Errorf("of two files: %s", got)
	}
}

func TestHeadingsMayStandBelowATitleAndNeedNotBeKnown(t *testing.T) {
	x := table("Schools of the district", "Campus|Grade Span|Total  Enrollment (2026)|Mascot|", "Maple|K-5|1,200|Owl|stray")
	p := proposeSchools(t, nil, x)
	if got := told(p); got != "3 adds Maple" {
		t.Fatalf("proposed %s", got)
	}
	var notes []string
	for _, n := range p.Notes {
		notes = append(notes, n.Code+" "+n.Value)
	}
	if got := strings.Join(notes, "; "); got != "column Mascot; column E" {
		t.Errorf("passed over: %s", got)
	}
	for _, p := range []Proposal{proposeSchools(t, nil, table("Mascot", "Owl")), proposeSchools(t, nil, table("Name")), proposeSchools(t, nil, Table{})} {
		if len(p.Faults) == 0 || len(p.Rows) > 0 {
			t.Errorf("a table of nothing gives %s", told(p))
		}
	}
}

func TestTheOrderOfDaysIsSeenInTheTableAndSaid(t *testing.T) {
	w := wording(t)
	have := ActionContext{Case: &Case{}, Schools: []School{{ID: "s", Name: "Maple"}}, On: "2026-08-14"}
	for order, lines := range map[DayOrder][]string{
		DayFirst:   {"Task|Due", "A|3/4/2027", "B|25/4/2027"},
		MonthFirst: {"Task|Due", "A|3/4/2027", "B|4/25/2027"},
	} {
		x := table(lines...)
		p := ProposeActions([]TableSource{{x, MapTable(TableOfActions, x, w)}}, have, w, func() string { return "n" })
		if got := told(p); got != "2 adds A; 3 adds B" {
			t.Fatalf("%s: %s", order, got)
		}
		if len(p.Notes) != 1 || p.Notes[0].Code != string(order) {
			t.Errorf("%s: the notes are %+v", order, p.Notes)
		}
		month := map[DayOrder]string{DayFirst: "2027-04-03", MonthFirst: "2027-03-04"}[order]
		if c := p.Rows[0].Changes; c[len(c)-1].New != month {
			t.Errorf("%s: 3/4/2027 is read as %v", order, c)
		}
	}
}

func TestAnActionIsKnownByItsIDElseByTitleAndSchools(t *testing.T) {
	w := wording(t)
	c := &Case{Items: []Item{{ID: "gates", Title: "Gates; doors"}, {ID: "roll", Title: "Call the roll"}}}
	have := ActionContext{
		Case: c, On: "2026-08-14", Schools: []School{{ID: "a", Name: "Maple"}, {ID: "b", Name: "Oak"}},
		Actions: []Action{
			{ID: "one", Title: "Lock up", Schools: []string{"a"}, Items: []string{"gates", "gone"}, Status: ActionInPlace, Review: "2026-01-01"},
			{ID: "two", Title: "Lock up", Schools: []string{"b", "removed"}, Status: ToDo},
		},
	}
	x := table("Id|Action|Schools|Items|Status|Owner",
		"one|Lock up well|Maple|Gates; doors; gone|Lapsed|", // renamed; the rest as the table said it
		"|LOCK UP|Maple; Oak|||Ann",                         // other schools: another action
		"two|Lock up|Oak|Call the roll|Started|",
		"elsewhere|Ring|All schools|roll|Dropped|",
		"one|Lock up|||", "|Lock up||||Bob", "|Ring|Pine||", "|Ring|Oak|Bells|", "||Oak||")
	n := 0
	p := ProposeActions([]TableSource{{x, MapTable(TableOfActions, x, w)}}, have, w, func() string { n++; return fmt.Sprint("new", n) })
	want := "2 edits Lock up well title=Lock up well; 3 adds LOCK UP; 4 edits Lock up items=roll status=in-progress; 5 adds Ring; " +
		"6 title stands twice; 7 title fits several; 8 schools no such name; 9 items no such name; 10 title empty and needed"
	if got := told(p); got != want {
		t.Errorf("proposed\n%s\nwant\n%s", got, want)
	}
}

func TestAnActionOfEverySchoolOfALargeDistrictNamesThemInOneCell(t *testing.T) {
	w := wording(t)
	have := ActionContext{Case: &Case{}, On: "2026-08-14"}
	var names []string
	for i := range 5000 {
		name := fmt.Sprintf("School %04d", i)
		if i == 17 {
			name += "; West; Annex"
		}
		names = append(names, name)
		have.Schools = append(have.Schools, School{ID: fmt.Sprint("s", i), Name: name})
	}
	for cell, want := range map[string]string{
		strings.Join(names, "; "):         "2 adds Ring",
		strings.Join(names, ";") + ";Elm": "2 schools no such name",
	} {
		x := table("Action|Schools", "Ring|"+cell)
		p := ProposeActions([]TableSource{{x, MapTable(TableOfActions, x, w)}}, have, w, func() string { return "new" })
		if got := told(p); got != want {
			t.Errorf("proposed %s, want %s", got, want)
		}
	}
}

func TestUsingAColumnTakesItFromAnother(t *testing.T) {
	x := table("Name|Campus|Students", "Maple|North|3")
	m := MapTable(TableOfSchools, x, wording(t))
	if err := m.Use("campus", "name"); err != nil {
		t.Fatal(err)
	}
	if m.Columns[0].Field != "" || m.Columns[1].Field != "name" {
		t.Errorf("the columns are %+v", m.Columns)
	}
	if err := m.Use("Colour", "name"); !errors.Is(err, ErrNoColumn) {
		t.Errorf("a heading that is not there: %v", err)
	}
	if err := m.Use("Students", "colour"); !errors.Is(err, ErrUnknownField) {
		t.Errorf("a field that is not there: %v", err)
	}
}

// A table cannot name an item that the case does not hold any more, so it does not drop it.
func TestATableDropsNoItemThatWasWithdrawn(t *testing.T) {
	have := ActionContext{
		Case:    &Case{Items: []Item{{ID: "gates", Title: "Gates"}, {ID: "keys", Title: "Keys"}}},
		Schools: []School{{ID: "s", Name: "Maple"}},
		Actions: []Action{{ID: "a1", Title: "Buy locks", Schools: []string{"s"}, Items: []string{"gates", "gone"}, Status: ToDo}},
	}
	propose := func(lines ...string) Proposal {
		s := TableSource{Table: table(lines...)}
		s.Map = MapTable(TableOfActions, s.Table, wording(t))
		return ProposeActions([]TableSource{s}, have, wording(t), func() string { return "new" })
	}
	if got := told(propose("Action|Schools|Items", "Buy locks|Maple|Keys")); got != "2 edits Buy locks items=gone keys" {
		t.Errorf("proposed %s", got)
	}
	if got := told(propose("Action|Schools|Items", "Buy locks|Maple|Keys; gone")); got != "2 edits Buy locks items=gone keys" {
		t.Errorf("named, it is proposed %s", got)
	}
	if got := told(propose("Action|Schools|Items", "Buy locks|Maple|Gates")); strings.Contains(got, "items") {
		t.Errorf("the same items are a change: %s", got)
	}
}
