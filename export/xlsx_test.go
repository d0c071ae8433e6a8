package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"forethought/export"
	"forethought/workbook"
)

// formulas are texts that a spreadsheet would run if they were taken for what they look like.
var formulas = []string{
	`=1+1`, `=HYPERLINK("http://example.org","x")`, `+1+1`, `-2+3`, `@SUM(1,2)`, "\t=1+1", "\r=1+1", "=1",
}

// harborDistrict is Lakeside and a school that nobody has looked at, with hostile titles.
func harborDistrict() workbook.RegisterRequest {
	plan := lakeside()
	hill := workbook.School{ID: "hill", Name: "Hill, \"Upper\" School", District: "Harbor District"}
	r := workbook.RegisterRequest{
		Case: plan.Case, Names: []workbook.School{hill, plan.School.School},
		Schools: []workbook.SchoolRecord{{School: hill}, plan.School},
		Answers: map[string]workbook.Answers{"lakeside": plan.Answers},
		Actions: plan.Actions, History: plan.History, PreparedBy: plan.PreparedBy, On: today,
	}
	for i, text := range formulas {
		r.Actions = append(r.Actions, workbook.Action{
			ID: fmt.Sprint("f", i), Title: text, Owner: text, Status: workbook.ToDo, Schools: []string{"hill"},
		})
	}
	return r
}

// writeXLSX writes the spreadsheet into a folder of its own.
func writeXLSX(t *testing.T, r workbook.RegisterRequest) (string, export.SheetReceipt) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "district.xlsx")
	receipt, err := export.WriteXLSX(context.Background(), path, workbook.NewRegister(r), words(t))
	if err != nil {
		t.Fatal(err)
	}
	return path, receipt
}

func open(t *testing.T, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestTheSpreadsheetHoldsThreeTables(t *testing.T) {
	path, receipt := writeXLSX(t, harborDistrict())
	if receipt.Rows[export.ActionSheet] != 12 || receipt.Rows[export.AnswerSheet] != 15 || receipt.Rows[export.MatrixSheet] != 2 {
		t.Errorf("the receipt says %v", receipt.Rows)
	}
	f := open(t, path)
	if tabs := f.GetSheetList(); !slices.Equal(tabs, []string{"Actions", "Answers", "Matrix"}) {
		t.Fatalf("sheets: %v", tabs)
	}
	for tab, area := range map[string]string{"Actions": "A1:P13", "Answers": "A1:O16", "Matrix": "A1:J3"} {
		tables, err := f.GetTables(tab)
		if err != nil || len(tables) != 1 || tables[0].Range != area || tables[0].Name != tab {
			t.Errorf("%s: tables %+v (%v), want one of %s", tab, tables, err, area)
		}
		panes, err := f.GetPanes(tab)
		if err != nil || !panes.Freeze || panes.XSplit != 1 || panes.YSplit != 1 {
			t.Errorf("%s: what stays in sight: %+v (%v)", tab, panes, err)
		}
	}
	cells(t, f, "Actions", map[string]string{
		"A1": "Action", "A2": "Try the wind sock", "D2": "Lapsed", "E2": "2026-06-01", "F2": "Yes",
		"A3": "Agree with the harbor office who calls", "B3": "Lakeside School",
		"C3": "Smoke seen and not reported; A call list at every desk", "D3": "In progress", "G3": "Морозова Анна",
		"H3": "Harbor Fire Service", "I3": "Organization", "J3": "2026-09-01", "K3": "2026-11-11", "N3": "12,500",
		"N4": "", "A13": "Buy a siren", "D13": "Dropped", "E13": "", "F13": "No",
	})
	cells(t, f, "Answers", map[string]string{
		"A2": `Hill, "Upper" School`, "E2": "Not assessed", "A9": "Lakeside School", "C9": "Pre-attack indicators",
		"E9": "Needed", "I9": "High", "L9": "Main building · Gym", "O9": "2026-10-05",
		"M9":  "The caretaker walks the fence at seven.\nAsk the harbor office too.",
		"G11": "Possible", "H11": "Limited", "I11": "Medium", "F14": "Every child walks to this school.",
		"D16": "gone",
	})
	cells(t, f, "Matrix", map[string]string{
		"A2": `Hill, "Upper" School`, "C2": "0", "D2": "○", "A3": "Lakeside School", "C3": "5",
		"D3": "!", "F3": "◐", "H3": "✓", "I3": "–", "J3": "○", "B5": "In place", "C5": "✓", "B9": "Not assessed", "C9": "○",
	})
}

func cells(t *testing.T, f *excelize.File, tab string, want map[string]string) {
	t.Helper()
	for at, text := range want {
		if got, err := f.GetCellValue(tab, at); err != nil || got != text {
			t.Errorf("%s %s holds %q (%v), want %q", tab, at, got, err, text)
		}
	}
}

func TestDaysAndChoicesAreReal(t *testing.T) {
	path, _ := writeXLSX(t, harborDistrict())
	f := open(t, path)
	for at, serial := range map[string]string{"E2": "46174", "K3": "46337"} { // days since the end of 1899
		if raw, err := f.GetCellValue("Actions", at, excelize.Options{RawCellValue: true}); err != nil || raw != serial {
			t.Errorf("Actions %s is %q (%v), want day %s", at, raw, err, serial)
		}
	}
	for tab, want := range map[string]map[string]string{
		"Actions": {"D2:D13": "To do,In progress,On hold,In place,Lapsed,Dropped", "I2:I13": "Planning,Organization,Equipment,Training,Exercise"},
		"Answers": {"E2:E16": "In place,In progress,Needed,Not necessary,Not assessed", "I2:I16": "High,Medium,Low"},
		"Matrix":  {"D2:D3": "✓,◐,!,–,○", "J2:J3": "✓,◐,!,–,○"},
	} {
		rules, err := f.GetDataValidations(tab)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]string{}
		for _, r := range rules {
			found[r.Sqref] = strings.Trim(r.Formula1, `"`)
		}
		for area, list := range want {
			if found[area] != list {
				t.Errorf("%s %s: one may choose %q, want %q", tab, area, found[area], list)
			}
		}
	}
	fill := func(at string) string {
		id, err := f.GetCellStyle("Matrix", at)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil || len(style.Fill.Color) != 1 {
			t.Fatalf("%s has the fill %+v (%v)", at, style.Fill, err)
		}
		return style.Fill.Color[0]
	}
	if needed, inPlace := fill("D3"), fill("H3"); needed != "FCE6E3" || inPlace != "E2F2E9" {
		t.Errorf("needed is #%s and in place #%s", needed, inPlace)
	}
}

func TestTextIsNeverAFormula(t *testing.T) {
	path, _ := writeXLSX(t, harborDistrict())
	f := open(t, path)
	rows, err := f.GetRows("Actions")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for i, row := range rows {
		found[row[0]] = true
		for column := range row {
			at, _ := excelize.CoordinatesToCellName(column+1, i+1)
			if formula, err := f.GetCellFormula("Actions", at); err != nil || formula != "" {
				t.Errorf("%s holds the formula %q (%v)", at, formula, err)
			}
		}
	}
	for _, text := range formulas {
		if !found[strings.ReplaceAll(text, "\r", "\n")] {
			t.Errorf("no cell holds the text %q", text)
		}
	}
}

// office converts a file with LibreOffice and gives the path of the result.
func office(t *testing.T, path, to string) string {
	t.Helper()
	tool, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed (Debian: libreoffice-calc-nogui); another program does not read the file")
	}
	dir := t.TempDir()
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
	out, err := exec.Command(tool, profile, "--headless", "--convert-to", to, "--outdir", dir, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ending, _, _ := strings.Cut(to, ":")
	made, err := filepath.Glob(filepath.Join(dir, "*."+ending)) // the sheet's name may be added
	if err != nil || len(made) != 1 {
		t.Fatalf("soffice made %q (%v): %s", made, err, out)
	}
	return made[0]
}

func TestLibreOfficeReadsEveryRowAndRunsNothing(t *testing.T) {
	path, _ := writeXLSX(t, harborDistrict())
	// The first sheet, each cell as it is shown: a formula would show what it comes to.
	first := office(t, path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,1")
	data, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 13 {
		t.Fatalf("LibreOffice reads %d rows (%v), want 13", len(rows), err)
	}
	var titles []string
	for _, row := range rows {
		titles = append(titles, strings.TrimSpace(row[0]))
	}
	for _, text := range formulas {
		if !slices.Contains(titles, strings.TrimSpace(text)) {
			t.Errorf("LibreOffice has no cell %q", text)
		}
	}
	if rows[2][9] != "2026-09-01" {
		t.Errorf("LibreOffice shows the start as %q", rows[2][9])
	}
}

func TestATextTooLongForACellIsCutAndCounted(t *testing.T) {
	r := harborDistrict()
	r.Actions[0].Description = strings.Repeat("é", 40_000)
	r.Actions[1].Description = strings.Repeat("🚪", 16_383) // two units each: just fits
	path, receipt := writeXLSX(t, r)
	if receipt.Cut != 1 {
		t.Errorf("%d texts were cut, want 1", receipt.Cut)
	}
	rows, err := open(t, path).GetRows("Actions")
	if err != nil {
		t.Fatal(err)
	}
	longest := map[int]string{}
	for _, row := range rows {
		if text := row[14]; utf8.RuneCountInString(text) > 1000 {
			longest[utf8.RuneCountInString(text)] = text
		}
	}
	if text := longest[excelize.TotalCellChars]; !strings.HasSuffix(text, "é…") {
		t.Errorf("no cell is as long as one can be and ends in an ellipsis")
	}
	if text := longest[16_383]; !strings.HasSuffix(text, "🚪") {
		t.Errorf("the text that just fits was changed")
	}
}

func TestEmptyTablesAreTables(t *testing.T) {
	path, receipt := writeXLSX(t, workbook.RegisterRequest{Case: warehouseFire(), On: today})
	for _, which := range export.Sheets() {
		if receipt.Rows[which] != 0 {
			t.Errorf("%s has %d rows", which, receipt.Rows[which])
		}
	}
	f := open(t, path)
	if tables, err := f.GetTables("Actions"); err != nil || len(tables) != 1 || tables[0].Range != "A1:P2" {
		t.Errorf("tables: %+v (%v)", tables, err)
	}
	for _, which := range export.Sheets() {
		out := filepath.Join(t.TempDir(), "x.csv")
		if _, err := export.WriteCSV(context.Background(), out, which, workbook.NewRegister(workbook.RegisterRequest{Case: warehouseFire()}), words(t)); err != nil {
			t.Error(err)
		}
	}
}

func TestTheSameRegisterGivesTheSameBytes(t *testing.T) {
	read := func() []byte {
		path, _ := writeXLSX(t, harborDistrict())
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if !bytes.Equal(read(), read()) {
		t.Error("the bytes differ")
	}
}

// secrets are what of this computer must not enter a file.
func secrets(path string) []string {
	list := []string{filepath.Dir(path), os.TempDir() + string(filepath.Separator)}
	if host, err := os.Hostname(); err == nil && len(host) > 3 {
		list = append(list, host)
	}
	if u, err := user.Current(); err == nil {
		for _, s := range []string{u.Username, u.HomeDir} {
			if len(s) > 3 {
				list = append(list, s)
			}
		}
	}
	return list
}

func TestTheSpreadsheetNamesItsAuthorAndNothingOfTheComputer(t *testing.T) {
	for given, want := range map[string]string{"Jordan Reyes": "Jordan Reyes", "": "Forethought"} {
		r := harborDistrict()
		r.PreparedBy = given
		path, _ := writeXLSX(t, r)
		props, err := open(t, path).GetDocProps()
		if err != nil || props.Creator != want || props.LastModifiedBy != want || props.Created != "2026-11-21T00:00:00Z" {
			t.Errorf("the properties are %+v (%v)", props, err)
		}
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			in, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range append(secrets(path), "xuri", "Go Excelize") {
				if bytes.Contains(data, []byte(s)) {
					t.Errorf("%s holds %q", part.Name, s)
				}
			}
		}
		if err := z.Close(); err != nil {
			t.Error(err)
		}
	}
}

// writers write each kind of file.
func writers(t *testing.T) map[string]func(context.Context, string) error {
	r := harborDistrict()
	register, agenda, w := workbook.NewRegister(r), workbook.NewAgenda(r), words(t)
	return map[string]func(context.Context, string) error{
		"xlsx": func(ctx context.Context, path string) error {
			_, err := export.WriteXLSX(ctx, path, register, w)
			return err
		},
		"csv": func(ctx context.Context, path string) error {
			_, err := export.WriteCSV(ctx, path, export.AnswerSheet, register, w)
			return err
		},
		"ics": func(ctx context.Context, path string) error {
			_, err := export.WriteCalendar(ctx, path, agenda, w)
			return err
		},
	}
}

func TestAnExportThatFailsOrIsStoppedLeavesTheOldFile(t *testing.T) {
	for kind, write := range writers(t) {
		t.Run(kind, func(t *testing.T) {
			path, whole := keep(t)
			stopped, stop := context.WithCancel(context.Background())
			stop()
			if err := write(stopped, path); !errors.Is(err, context.Canceled) {
				t.Errorf("stopped: %v", err)
			}
			whole()
			for _, bad := range []string{t.TempDir(), filepath.Join(t.TempDir(), "gone", "x")} {
				var problem *workbook.Problem
				if err := write(context.Background(), bad); !errors.As(err, &problem) || problem.Kind != workbook.ErrNotWritable || problem.File != bad {
					t.Errorf("%s: %v", bad, err)
				}
			}
			if err := write(context.Background(), path); err != nil {
				t.Error(err)
			}
			if names := filesIn(t, filepath.Dir(path)); names != "plan.pdf" {
				t.Errorf("left in the folder: %s", names)
			}
		})
	}
}
