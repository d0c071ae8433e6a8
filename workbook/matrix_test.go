package workbook

import (
	"fmt"
	"slices"
	"testing"
)

// district is a case of four items on two checklists, and three schools.
func matrixDistrict() MatrixRequest {
	c := &Case{Items: []Item{
		{ID: "warn", Checklist: Indicators, Layer: "district-wide", Mission: "prevention"},
		{ID: "drill", Checklist: Response, Layer: "classroom-interior", Mission: "response"},
		{ID: "gate", Checklist: Prevention, Layer: "campus-perimeter", Mission: "protection"},
		{ID: "door", Checklist: Prevention, Layer: "building-perimeter", Mission: "protection"},
	}}
	cell := NewMatrixCell
	none := cell(NotAssessed, "")
	return MatrixRequest{
		Case: c,
		Schools: []School{
			{ID: "s10", Name: "School 10", Levels: []Level{"high"}},
			{ID: "s2", Name: "School 2", District: "Cedar Valley", Levels: []Level{"elementary", "middle"}},
			{ID: "s1", Name: "School 1", Levels: []Level{"middle"}},
			{ID: "new", Name: "Annex"},
		},
		Cells: map[string]SchoolCells{
			"s10": {Cells: []MatrixCell{cell(InPlace, ""), cell(InPlace, High), cell(Needed, Low), cell(Needed, "")}},
			"s2": {
				Cells: []MatrixCell{none, none, cell(Needed, High), cell(NotNecessary, "")},
				Zones: []ZoneMark{{2, "Main · Gym"}},
			},
			"s1": {
				Cells: []MatrixCell{none, cell(InProgress, ""), none, none},
				Zones: []ZoneMark{{1, "main ·  gym"}, {1, "Yard"}},
			},
		},
	}
}

func rowNames(m Matrix) []string {
	var names []string
	for _, r := range m.Rows {
		names = append(names, r.School.Name)
	}
	return names
}

func itemIDs(m Matrix) []string {
	var ids []string
	for _, it := range m.Items {
		ids = append(ids, it.Item.ID)
	}
	return ids
}

func TestAMatrixIsSortedByNeedNameOrShareAnswered(t *testing.T) {
	for sort, want := range map[MatrixSort][]string{
		SortByNeed:     {"School 2", "School 10", "School 1", "Annex"},
		SortByName:     {"Annex", "School 1", "School 2", "School 10"},
		SortByAnswered: {"Annex", "School 1", "School 2", "School 10"},
	} {
		r := matrixDistrict()
		r.Sort = sort
		if got := rowNames(NewMatrix(r)); !slices.Equal(got, want) {
			t.Errorf("by %s: %q, want %q", sort, got, want)
		}
	}
}

func TestAMatrixHasTheItemsChecklistByChecklist(t *testing.T) {
	m := NewMatrix(matrixDistrict())
	if got, want := itemIDs(m), []string{"warn", "gate", "door", "drill"}; !slices.Equal(got, want) {
		t.Fatalf("items are %q, want %q", got, want)
	}
	if n := m.Items[2].Number; n != 2 {
		t.Errorf("the door is number %d of its checklist", n)
	}
	row := slices.IndexFunc(m.Rows, func(r MatrixSchool) bool { return r.School.ID == "s10" })
	if c := m.At(row, 3); c.Status() != InPlace || c.Priority() != High {
		t.Errorf("the drill of School 10 is %s, %s", c.Status(), c.Priority())
	}
	if n := m.Items[1].Counts.Of(Needed); n != 2 {
		t.Errorf("the gate is needed at %d schools, want 2", n)
	}
	if n := m.Items[1].Counts.High; n != 1 {
		t.Errorf("the gate presses at %d schools, want 1", n)
	}
	annex := m.Rows[slices.IndexFunc(m.Rows, func(r MatrixSchool) bool { return r.School.ID == "new" })]
	if annex.Counts.Answered() != 0 || annex.Counts.Total() != 4 {
		t.Errorf("a school without answers has %d of %d", annex.Counts.Answered(), annex.Counts.Total())
	}
}

func TestAMatrixIsFiltered(t *testing.T) {
	for name, c := range map[string]struct {
		filter  func(*MatrixRequest)
		schools []string
		items   []string
	}{
		"level":             {func(r *MatrixRequest) { r.Level = "middle" }, []string{"School 2", "School 1"}, []string{"warn", "gate", "door", "drill"}},
		"name or district":  {func(r *MatrixRequest) { r.Name = "cedar SCHOOL" }, []string{"School 2"}, []string{"warn", "gate", "door", "drill"}},
		"checklist":         {func(r *MatrixRequest) { r.Checklist = Prevention }, []string{"School 2", "School 10", "Annex", "School 1"}, []string{"gate", "door"}},
		"layer":             {func(r *MatrixRequest) { r.Layer = "district-wide"; r.Sort = SortByName }, []string{"Annex", "School 1", "School 2", "School 10"}, []string{"warn"}},
		"mission and level": {func(r *MatrixRequest) { r.Mission, r.Level = "protection", "high" }, []string{"School 10"}, []string{"gate", "door"}},
		"needed answers":    {func(r *MatrixRequest) { r.Status = Needed }, []string{"School 2", "School 10"}, []string{"warn", "gate", "door", "drill"}},
		"needed elsewhere":  {func(r *MatrixRequest) { r.Status, r.Checklist = Needed, Response }, nil, []string{"drill"}},
		"zone of two":       {func(r *MatrixRequest) { r.Zone = "Main · Gym" }, []string{"School 2", "School 1"}, []string{"gate", "drill"}},
		"zone and status":   {func(r *MatrixRequest) { r.Zone, r.Status = "Main · Gym", Needed }, []string{"School 2"}, []string{"gate"}},
		"no such zone":      {func(r *MatrixRequest) { r.Zone = "Pool" }, nil, nil},
	} {
		r := matrixDistrict()
		c.filter(&r)
		m := NewMatrix(r)
		if !slices.Equal(rowNames(m), c.schools) || !slices.Equal(itemIDs(m), c.items) {
			t.Errorf("%s: %q and %q, want %q and %q", name, rowNames(m), itemIDs(m), c.schools, c.items)
		}
	}
}

func TestAZoneLeavesOutTheAnswersElsewhere(t *testing.T) {
	r := matrixDistrict()
	r.Zone = "MAIN · gym"
	m := NewMatrix(r)
	if !m.Shows(0, 0) || m.Shows(0, 1) || m.Shows(1, 0) || !m.Shows(1, 1) {
		t.Error("a school shows answers that do not point to the zone, or lacks one that does")
	}
	if n := m.Rows[0].Counts.Total(); n != 1 {
		t.Errorf("%d answers are counted, want 1", n)
	}
	if got, want := ZoneLabels(r.Cells), []string{"Main · Gym", "Yard"}; !slices.Equal(got, want) {
		t.Errorf("zones are %q, want %q", got, want)
	}
}

func TestRowsStayWhereTheyAreWhileTheyAreAnswered(t *testing.T) {
	r := matrixDistrict()
	r.Status = Needed
	m := NewMatrix(r)
	high := m.Rows[0].Counts.High
	m.Set(0, 1, InPlace)
	if m.At(0, 1).Status() != InPlace || m.At(0, 1).Priority() != High || m.Rows[0].Counts.High != high-1 || m.Items[1].Counts.Of(Needed) != 1 {
		t.Error("the answer or its counts did not follow")
	}
	if r.Cells["s2"].Cells[2].Status() != Needed {
		t.Error("setting a cell of the matrix changed what it was made from")
	}
	r.Cells["s2"].Cells[2] = m.At(0, 1)
	r.Cells["s1"].Cells[0] = NewMatrixCell(Needed, High)
	r.Keep = []string{"s2", "s10"}
	if got, want := rowNames(NewMatrix(r)), []string{"School 2", "School 10", "School 1"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
	r.Keep = nil
	if got, want := rowNames(NewMatrix(r)), []string{"School 1", "School 10"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}

func TestNamesAreComparedAsAPersonDoes(t *testing.T) {
	names := []string{"", "annex", "PS 2", "PS 2b", "PS 10", "ps 010", "PS 10 East", "PS x", "School", "école"}
	for i, a := range names {
		for j, b := range names {
			got, want := NaturalCompare(a, b), 0
			if i != j {
				want = []int{-1, 1}[min(max(i-j+1, 0), 1)]
			}
			if a == "PS 10" && b == "ps 010" || a == "ps 010" && b == "PS 10" {
				if got == 0 {
					t.Errorf("%q and %q are told apart by nothing", a, b)
				}
				continue
			}
			if got != want {
				t.Errorf("%q before %q: %d, want %d", a, b, got, want)
			}
		}
	}
}

func BenchmarkMatrixOfFiveThousandSchools(b *testing.B) {
	r := MatrixRequest{Case: &Case{}, Cells: map[string]SchoolCells{}}
	for i := range 63 {
		r.Case.Items = append(r.Case.Items, Item{ID: fmt.Sprint(i), Checklist: Checklists()[i%4]})
	}
	for s := range 5000 {
		id := fmt.Sprint("school-", s)
		cells := make([]MatrixCell, 63)
		for i := range cells {
			cells[i] = NewMatrixCell(Statuses()[(s*7+i)%5], Priorities()[(s+i)%3])
		}
		r.Schools = append(r.Schools, School{ID: id, Name: fmt.Sprint("School ", s)})
		r.Cells[id] = SchoolCells{Cells: cells}
	}
	for b.Loop() {
		if m := NewMatrix(r); len(m.Rows) != 5000 {
			b.Fatal(len(m.Rows))
		}
	}
}
