package export_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"forethought/export"
	"forethought/workbook"
)

// tabletop is an exercise with what its documents are about. What players may not see has
// words that stand nowhere else: they all begin with "hidden".
func tabletop() workbook.ExerciseRecord {
	e := workbook.ExerciseRecord{Exercise: workbook.Exercise{
		ID: "0198a000-0000-7000-8000-0000000000e1", SchoolID: "s", Name: "Opening day tabletop", Date: "2027-08-20", Starts: "09:00", Minutes: 120,
		Welcome: 10, Place: "Library, Cedar Valley Elementary", Sponsor: "Cedar Valley School District", Contact: "R. Alvarez, safety planner",
		Purpose: "To find out whether a warning reaches the people who have to act on it.",
		Scope:   "A discussion of two hours among the people of the plan. Nothing is staged.", Missions: []workbook.MissionArea{"response", "recovery"},
		Threat: "A threat to a school event", Scenario: "It is the first day of school. The opening ceremony begins at 9.",
		HotWash: "hiddenhotwash", Summary: "hiddensummary",
	}}
	add := func(n int, title string, minutes int, story workbook.Clock) {
		e.Modules = append(e.Modules, workbook.Module{
			ID: fmt.Sprint("m", n), ExerciseID: e.ID, Position: n, Title: title, Minutes: minutes, Story: story,
			Text: "The story of module " + fmt.Sprint(n) + ". People in the yard ask what they should do next.",
		})
	}
	add(1, "Warning and prevention", 30, "08:15")
	add(2, "Initial response", 40, "09:05")
	add(3, "Reunification, surge and recovery", 25, "11:30")
	e.Objectives = []workbook.Objective{
		{ID: "o1", ExerciseID: e.ID, Position: 1, Title: "Share a warning", Text: "The office passes a warning on within five minutes.", Capability: "public-information-and-warning", Items: []string{"a"}, Explanation: "hiddenexplanation"},
		{ID: "o2", ExerciseID: e.ID, Position: 2, Title: "Count everybody", Text: "Each room reports who is there and who is missing.", Capability: "operational-coordination"},
	}
	e.Targets = []workbook.Target{{ID: "t1", ExerciseID: e.ID, ObjectiveID: "o1", Position: 1, Text: "hiddentarget", Tasks: "hiddentask"}}
	for n, text := range []string{"A caller warns the office.", "Two doors do not lock.", "A parent asks where to wait."} {
		e.Injects = append(e.Injects, workbook.Inject{
			ID: fmt.Sprintf("0198a000-0000-7000-8000-00000000000%d", n), ExerciseID: e.ID, ModuleID: fmt.Sprint("m", n+1), Minute: 15 + 30*n,
			Story: workbook.ClockAt(8*60 + 20 + 40*n), Type: workbook.Standard, Mode: "Phone call", From: "A neighbor", InjectedBy: "hiddencontroller", To: "Principal",
			Text: text, Expected: "hiddenexpected", Note: "hiddennote", Objectives: []string{"o1"},
		})
	}
	e.Injects = append(e.Injects, workbook.Inject{
		ID: "0198a000-0000-7000-8000-000000000009", ExerciseID: e.ID, Type: workbook.Contingency, OffTimeline: true, Text: "=A reminder", Expected: "hiddenexpected",
	})
	for n := range 3 {
		for q := range 3 {
			e.Questions = append(e.Questions, workbook.Question{
				ID: fmt.Sprint("q", n, q), ExerciseID: e.ID, ModuleID: fmt.Sprint("m", n+1), Position: q, Points: "hiddenpoints",
				Text: fmt.Sprintf("Question %d of module %d: who decides, who is told, and who says so to the families that wait?", q+1, n+1),
			})
		}
	}
	e.Participants = []workbook.Participant{
		{ID: "p1", ExerciseID: e.ID, Name: "María Ito-Grzybowski", Title: "Principal", Organization: "Cedar Valley Elementary", Role: workbook.Player, Attended: true},
		{ID: "p2", ExerciseID: e.ID, Name: "Sam Okafor", Organization: "Police liaison", Role: workbook.Player, Attended: true},
		{ID: "p3", ExerciseID: e.ID, Name: "Lee Park", Role: workbook.Evaluator, Attended: true},
		{ID: "p4", ExerciseID: e.ID, Name: "Ana Ruiz", Role: workbook.Player},
	}
	e.Observations = []workbook.Observation{{ID: "b1", ExerciseID: e.ID, Kind: workbook.Improvement, Text: "hiddenobservation"}}
	e.Sort()
	return e
}

// takenIn says what a list would change in an exercise.
func takenIn(t *testing.T, path string, e workbook.ExerciseRecord) workbook.Proposal {
	t.Helper()
	table := readTable(t, path, "")
	w := words(t)
	return workbook.ProposeMSEL(workbook.TableSource{Table: table, Map: workbook.MapTable(workbook.TableOfInjects, table, w)},
		e, w, func() string { return "new" })
}

func writeMSEL(t *testing.T, e workbook.ExerciseRecord) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "msel.xlsx")
	if _, err := export.WriteMSEL(context.Background(), path, e, "2027-08-01", "R. Alvarez", words(t)); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnMSELIsATableWithRealTimes(t *testing.T) {
	e := tabletop()
	path := writeMSEL(t, e)
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows("MSEL")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Event #", "Event Time", "Scenario Time", "Event Type", "Inject Mode", "From", "Injected By", "To", "Event Description",
		"Expected Outcomes", "Notes", "Module", "Objectives", "Forethought id"}
	if !slices.Equal(rows[0], want) {
		t.Errorf("the headings are %v", rows[0])
	}
	if rows[1][1] != "09:15" || rows[1][2] != "08:20" || rows[4][1] != "" || rows[4][8] != "=A reminder" {
		t.Errorf("the rows are %v", rows[1:])
	}
	if kind, _ := book.GetCellType("MSEL", "B2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("the time is of type %v", kind)
	}
	if formula, _ := book.GetCellFormula("MSEL", "I5"); formula != "" {
		t.Errorf("a text became the formula %s", formula)
	}
	tables, err := book.GetTables("MSEL")
	if err != nil || len(tables) != 1 || tables[0].Range != "A1:N5" {
		t.Errorf("the tables are %v, %v", tables, err)
	}
	if panes, err := book.GetPanes("MSEL"); err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 1 {
		t.Errorf("the headings do not stay: %+v, %v", panes, err)
	}
	if visible, err := book.GetColVisible("MSEL", "N"); err != nil || visible {
		t.Errorf("the ids are shown: %v, %v", visible, err)
	}
}

func TestAnMSELThatCameBackUnchangedChangesNothing(t *testing.T) {
	e := tabletop()
	e.Injects[1].Minute = 700 // after the end
	for _, starts := range []workbook.Clock{"09:00", "23:40", ""} {
		e.Starts = starts
		p := takenIn(t, writeMSEL(t, e), e)
		if p.Count(workbook.Agrees) != 4 || len(p.Rows) != 4 || len(p.Faults)+len(p.Notes) > 0 {
			t.Errorf("from %q: %+v %v %v", starts, p.Rows, p.Faults, p.Notes)
		}
	}
}

func TestAnMSELThatLibreOfficeSavedChangesNothing(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	e := tabletop()
	path, out := writeMSEL(t, e), t.TempDir()
	for _, to := range []string{"xlsx", "csv"} {
		cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(out, "profile"), "--headless", "--convert-to", to, "--outdir", out, path)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		p := takenIn(t, filepath.Join(out, "msel."+to), e)
		if p.Count(workbook.Agrees) != 4 || len(p.Faults) > 0 {
			t.Errorf("%s: %+v %v", to, p.Rows, p.Faults)
		}
	}
}

func TestTimesInCellsAreReadAsTheyAreShown(t *testing.T) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	form := func(f string) int {
		id, err := book.NewStyle(&excelize.Style{CustomNumFmt: &f})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	for i, c := range []struct {
		value float64
		form  string
	}{
		{555.0 / 1440, "hh:mm"}, {555.0 / 1440, "h:mm AM/PM"}, {555.0 / 1440, "hh:mm:ss"}, {75.0 / 1440, "[h]:mm"}, {1575.0 / 1440, "[h]:mm"},
		{46613 + 555.0/1440, "yyyy-mm-dd hh:mm"}, {46613, "yyyy-mm-dd"}, {12500, "#,##0"}, {0, "hh:mm"},
	} {
		at, _ := excelize.CoordinatesToCellName(i+1, 1)
		if err := book.SetCellValue("Sheet1", at, c.value); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStyle("Sheet1", at, at, form(c.form)); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "times.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(readTable(t, path, "").Rows[0].Cells, "|")
	if got != "09:15|9:15 AM|09:15:00|1:15|26:15|2027-08-14 09:15|2027-08-14|12500|00:00" {
		t.Errorf("read as %s", got)
	}
}
