package export_test

import (
	"context"
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
	e := tabletop().Exercise
	e.Injects[2].Text = "=A reminder"
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
	if rows[1][1] != "09:15" || rows[1][2] != "08:10" || rows[3][1] != "" || rows[3][8] != "=A reminder" {
		t.Errorf("the rows are %v", rows[1:])
	}
	if kind, _ := book.GetCellType("MSEL", "B2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("the time is of type %v", kind)
	}
	if formula, _ := book.GetCellFormula("MSEL", "I4"); formula != "" {
		t.Errorf("a text became the formula %s", formula)
	}
	tables, err := book.GetTables("MSEL")
	if err != nil || len(tables) != 1 || tables[0].Range != "A1:N4" {
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
	e := tabletop().Exercise
	e.Injects[1].Minute = 700 // after the end
	for _, starts := range []workbook.Clock{"09:00", "23:40", ""} {
		e.Starts = starts
		p := takenIn(t, writeMSEL(t, e), e)
		if p.Count(workbook.Agrees) != 3 || len(p.Rows) != 3 || len(p.Faults)+len(p.Notes) > 0 {
			t.Errorf("from %q: %+v %v %v", starts, p.Rows, p.Faults, p.Notes)
		}
	}
}

func TestAnMSELThatLibreOfficeSavedChangesNothing(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	e := tabletop().Exercise
	path, out := writeMSEL(t, e), t.TempDir()
	for _, to := range []string{"xlsx", "csv"} {
		cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(out, "profile"), "--headless", "--convert-to", to, "--outdir", out, path)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		p := takenIn(t, filepath.Join(out, "msel."+to), e)
		if p.Count(workbook.Agrees) != 3 || len(p.Faults) > 0 {
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
