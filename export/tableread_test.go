package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"forethought/export"
	"forethought/workbook"
)

// lay writes a file into a folder of its own.
func lay(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func readTable(t *testing.T, path, sheet string) workbook.Table {
	t.Helper()
	table, err := export.ReadTable(context.Background(), path, sheet)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// lines writes a table as one text: rows with their numbers, cells with bars between.
func lines(t workbook.Table) string {
	var s strings.Builder
	for _, r := range t.Rows {
		fmt.Fprintf(&s, "%d %s\n", r.Row, strings.Join(r.Cells, "|"))
	}
	return s.String()
}

func wide(order string, text string) []byte {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		if order == "LE" {
			b.Write([]byte{byte(u), byte(u >> 8)})
		} else {
			b.Write([]byte{byte(u >> 8), byte(u)})
		}
	}
	return b.Bytes()
}

func TestCSVIsReadHoweverItWasWritten(t *testing.T) {
	const want = "1 Name|Town\n3 École Nord|Québec; \"old\"\n4 Two\nlines|x\n5 Last\n"
	comma := "Name,Town\r\n\r\nÉcole Nord,\"Québec; \"\"old\"\"\"\r\n\"Two\r\nlines\",x\r\nLast"
	semicolon := "Name;Town\n\nÉcole Nord;\"Québec; \"\"old\"\"\"\n\"Two\nlines\";x;;\nLast\n,,\n"
	semicolon = strings.Replace(semicolon, "\n,,\n", "\n;;\n", 1)
	latin := strings.NewReplacer("É", "\xc9", "é", "\xe9").Replace(comma)
	for name, content := range map[string][]byte{
		"utf-8":          []byte(comma),
		"marked":         []byte("\ufeff" + comma),
		"semicolons":     []byte(semicolon),
		"tabs":           []byte(strings.ReplaceAll(strings.ReplaceAll(comma, ",", "\t"), "; ", "; ")),
		"utf-16 little":  wide("LE", comma),
		"utf-16 big":     wide("BE", semicolon),
		"windows-1252":   []byte(latin),
		"old line ends?": []byte(strings.ReplaceAll(comma, "\r\n", "\n")),
	} {
		table := readTable(t, lay(t, "table.csv", content), "")
		if got := lines(table); got != want {
			t.Errorf("%s is read as\n%swant\n%s", name, got, want)
		}
		said := slices.ContainsFunc(table.Notes, func(n workbook.ProposalNote) bool { return n.Code == "encoding" && n.File == "table.csv" })
		if said != (name == "windows-1252") {
			t.Errorf("%s: the notes are %+v", name, table.Notes)
		}
	}
	told := readTable(t, lay(t, "excel.csv", []byte("sep=;\r\nName;Town, State\r\nA;B\r\n")), "")
	if got := lines(told); got != "2 Name|Town, State\n3 A|B\n" {
		t.Errorf("a file that says its separator is read as\n%s", got)
	}
}

func TestAWorkbookOfExcelIsReadAsItIsMeant(t *testing.T) {
	f := excelize.NewFile()
	set := func(at string, v any) {
		t.Helper()
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			t.Fatal(err)
		}
	}
	for i, head := range []string{"Name", "Students", "Due", "Share", "Cost", "Formula", "Due 2", "Phone"} {
		set(string(rune('A'+i))+"1", head)
	}
	set("A3", "Maple")
	set("B3", 1234)
	set("C3", time.Date(2027, 8, 14, 0, 0, 0, 0, time.UTC))
	set("D3", 0.5)
	set("E3", 12500)
	set("F3", 46)
	if err := f.SetCellFormula("Sheet1", "F3", "=40+6"); err != nil {
		t.Fatal(err)
	}
	set("G3", time.Date(2027, 3, 4, 0, 0, 0, 0, time.UTC))
	set("H3", 5550142)
	for at, form := range map[string]string{"D3": "0%", "E3": `"$"#,##0.00`, "G3": "dd.mm.yyyy", "H3": "000-0000"} {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &form})
		if err == nil {
			err = f.SetCellStyle("Sheet1", at, at, style)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Hidden", "Second"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetSheetVisible("Hidden", false), f.SetCellValue("Second", "A1", "here")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "list.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	table := readTable(t, path, "")
	if got, want := lines(table), "1 Name|Students|Due|Share|Cost|Formula|Due 2|Phone\n3 Maple|1234|2027-08-14|0.5|12500|46|2027-03-04|5550142\n"; got != want {
		t.Errorf("the sheet is read as\n%swant\n%s", got, want)
	}
	if !slices.Equal(table.Sheets, []string{"Sheet1", "Second"}) || table.Sheet != "Sheet1" {
		t.Errorf("the sheets are %v, and %q was read", table.Sheets, table.Sheet)
	}
	if got := lines(readTable(t, path, "second")); got != "1 here\n" {
		t.Errorf("the second sheet is read as %q", got)
	}
	refused(t, path, "Third", workbook.ErrNoSheet)
}

// refused reads what cannot be read.
func refused(t *testing.T, path, sheet string, kind error) {
	t.Helper()
	_, err := export.ReadTable(context.Background(), path, sheet)
	var p *workbook.Problem
	if !errors.As(err, &p) || !errors.Is(p.Kind, kind) || p.File != filepath.Base(path) {
		t.Errorf("%s is refused with %v, want that it is %v", filepath.Base(path), err, kind)
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	for name, content := range map[string]string{
		"old.xls":    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
		"plan.pdf":   "%PDF-1.7\n\x00\x01",
		"zeros.csv":  "Name,Town\nA,\x00B\n",
		"late.csv":   "Name,Town\n" + strings.Repeat("A,B\n", 20_000) + "C,\x00\n",
		"broken.zip": "PK\x03\x04 and nothing more",
	} {
		refused(t, lay(t, name, []byte(content)), "", workbook.ErrOtherFormat)
	}
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, err := z.Create("mimetype")
	if err == nil {
		_, err = w.Write([]byte("application/vnd.oasis.opendocument.spreadsheet"))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	refused(t, lay(t, "calc.ods", zipped.Bytes()), "", workbook.ErrOtherFormat)
	refused(t, lay(t, "empty.csv", nil), "", workbook.ErrNoRows)
	refused(t, lay(t, "blank.csv", []byte("\ufeff\r\n,,\r\n")), "", workbook.ErrNoRows)
	refused(t, lay(t, "quotes.csv", []byte("Name,Town\n\"A,B\nC,D\n")), "", workbook.ErrQuotes)
	refused(t, lay(t, "many.csv", []byte(strings.Repeat("A\n", export.MaxTableRows+1))), "", workbook.ErrTooManyRows)
	refused(t, lay(t, "large.csv", make([]byte, export.MaxTableBytes+1)), "", workbook.ErrTooLarge)
	refused(t, filepath.Join(t.TempDir(), "gone.csv"), "", workbook.ErrNoSuchFile)
	refused(t, t.TempDir(), "", workbook.ErrNoSuchFile)
}

func TestColumnsBeyondTheLimitAreSaid(t *testing.T) {
	path := lay(t, "wide.csv", []byte(strings.Repeat("x,", export.MaxTableColumns)+"one more\n"))
	table := readTable(t, path, "")
	if len(table.Rows[0].Cells) != export.MaxTableColumns || len(table.Notes) != 1 || table.Notes[0].Code != "columns" {
		t.Errorf("%d columns, notes %+v", len(table.Rows[0].Cells), table.Notes)
	}
}

func TestReadingATableCanBeStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := export.ReadTable(ctx, lay(t, "a.csv", []byte("a\nb\n")), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("reading that was stopped says %v", err)
	}
}

// nothingChanges reads the actions of the district back and compares them with it.
func nothingChanges(t *testing.T, path string) {
	t.Helper()
	r := harborDistrict()
	r.Actions = append(r.Actions, workbook.Action{ID: "quoted", Title: "'=quoted", Description: "''", Status: workbook.ToDo})
	table := readTable(t, path, "")
	source := workbook.TableSource{Table: table, Map: workbook.MapTable(workbook.TableOfActions, table, words(t))}
	have := workbook.ActionContext{Case: r.Case, Schools: r.Names, Actions: r.Actions, On: r.On}
	p := workbook.ProposeActions([]workbook.TableSource{source}, have, words(t), func() string { return "new" })
	if n := len(r.Actions); p.Count(workbook.Agrees) != n || len(p.Rows) != n || len(p.Faults) > 0 {
		t.Errorf("of %d actions %d come back the same; faults %v", n, p.Count(workbook.Agrees), p.Faults)
	}
	for _, row := range p.Rows {
		for _, c := range row.Changes {
			t.Errorf("row %s, %q: %s would change from %q to %q", row.Place, row.Title, c.Field, c.Old, c.New)
		}
	}
}

func TestOurOwnTablesComeBackWithoutAChange(t *testing.T) {
	r := harborDistrict()
	r.Actions = append(r.Actions, workbook.Action{ID: "quoted", Title: "'=quoted", Description: "''", Status: workbook.ToDo})
	xlsx, _ := writeXLSX(t, r)
	nothingChanges(t, xlsx)
	path := filepath.Join(t.TempDir(), "actions.csv")
	if _, err := export.WriteCSV(context.Background(), path, export.ActionSheet, workbook.NewRegister(r), words(t)); err != nil {
		t.Fatal(err)
	}
	nothingChanges(t, path)
	f := open(t, xlsx)
	if visible, err := f.GetColVisible("Actions", "P"); err != nil || visible {
		t.Errorf("the ids are shown: %v, %v", visible, err)
	}
	if visible, err := f.GetColVisible("Actions", "O"); err != nil || !visible {
		t.Errorf("the details are hidden: %v, %v", visible, err)
	}
}

func TestASpreadsheetOfLibreOfficeIsRead(t *testing.T) {
	from := lay(t, "list.csv", []byte("Name,Students,Opened,Grades\nMaple,1234,2027-08-14,K to 5\n\"Ecole, Nord\",56,2027-03-04,High\n"))
	path := office(t, from, "xlsx")
	if got, want := lines(readTable(t, path, "")), "1 Name|Students|Opened|Grades\n2 Maple|1234|2027-08-14|K to 5\n3 Ecole, Nord|56|2027-03-04|High\n"; got != want {
		t.Errorf("LibreOffice's sheet is read as\n%swant\n%s", got, want)
	}
	xlsx, _ := writeXLSX(t, harborDistrict())
	again := office(t, xlsx, "xlsx") // LibreOffice reads ours and writes its own
	if table := readTable(t, again, "Actions"); len(table.Rows) != 13 {
		t.Errorf("what LibreOffice makes of our spreadsheet has %d rows, want 13", len(table.Rows))
	}
}
