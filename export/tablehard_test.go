package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"forethought/export"
	"forethought/workbook"
)

// refusedTable reads a file that cannot be taken and gives the kind of its problem.
func refusedTable(t *testing.T, path string) error {
	t.Helper()
	_, err := export.ReadTable(context.Background(), path, "")
	var p *workbook.Problem
	if !errors.As(err, &p) || p.File == "" {
		t.Fatalf("refused with %v, which names no file", err)
	}
	return p.Kind
}

// sheetXML is a spreadsheet whose only sheet's part is as given.
func sheetXML(t *testing.T, part string) string {
	t.Helper()
	book := excelize.NewFile()
	var doc bytes.Buffer
	if err := book.Write(&doc); err != nil {
		t.Fatal(err)
	}
	in, err := zip.NewReader(bytes.NewReader(doc.Bytes()), int64(doc.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		if f.Name != "xl/worksheets/sheet1.xml" {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return lay(t, "list.xlsx", out.Bytes())
}

const sheetHead = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`

func textCell(at, text string) string {
	return `<c r="` + at + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
}

func TestASheetThatBreaksOffIsNotReadAsAShorterList(t *testing.T) {
	rows := `<row r="1">` + textCell("A1", "Name") + `</row><row r="2">` + textCell("A2", "Maple") + `</row>`
	whole := sheetXML(t, sheetHead+rows+`<row r="3">`+textCell("A3", "Oak")+`</row></sheetData></worksheet>`)
	if got := lines(readTable(t, whole, "")); got != "1 Name\n2 Maple\n3 Oak\n" {
		t.Fatalf("the whole sheet is read as\n%s", got)
	}
	for name, rest := range map[string]string{
		"cut off":             ``,
		"cut within a row":    `<row r="3"><c r="A3"`,
		"no character of XML": `<row r="3">` + textCell("A3", "O\x02ak") + `</row></sheetData></worksheet>`,
		"an unknown entity":   `<row r="3">` + textCell("A3", "&oak;") + `</row></sheetData></worksheet>`,
	} {
		if kind := refusedTable(t, sheetXML(t, sheetHead+rows+rest)); kind != workbook.ErrOtherFormat {
			t.Errorf("%s: %v", name, kind)
		}
	}
}

func TestASheetThatAsksForTooMuchIsRefused(t *testing.T) {
	var wide strings.Builder
	for i := 1; i <= 1300; i++ {
		n := strconv.Itoa(i)
		wide.WriteString(`<row r="` + n + `">` + textCell("A"+n, "Maple "+n) + textCell("XFD"+n, "x") + `</row>`)
	}
	for name, c := range map[string]struct {
		part string
		want error
	}{
		"rows that go on to the last column": {wide.String(), workbook.ErrTooManyColumns},
		"more rows than there can be":        {strings.Repeat("<row/>", 1<<20+1), workbook.ErrTooManyRows},
		"a cell of megabytes":                {`<row r="1">` + textCell("A1", strings.Repeat("x", 5<<20)) + `</row>`, workbook.ErrOtherFormat},
	} {
		if kind := refusedTable(t, sheetXML(t, sheetHead+c.part+`</sheetData></worksheet>`)); kind != c.want {
			t.Errorf("%s: %v, want %v", name, kind, c.want)
		}
	}
	var doc bytes.Buffer
	w := zip.NewWriter(&doc)
	to, err := w.Create("xl/media/image1.png")
	for i := 0; err == nil && i < 257; i++ {
		_, err = to.Write(make([]byte, 1<<20))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if kind := refusedTable(t, lay(t, "bomb.xlsx", doc.Bytes())); kind != workbook.ErrTooLarge {
		t.Errorf("%d kB that unpack to 257 MB: %v", doc.Len()>>10, kind)
	}
}

func TestCSVOfAnOldMacAndOfNothingButCommas(t *testing.T) {
	old := readTable(t, lay(t, "mac.csv", []byte("Name,Town\rMaple,\"Old\rTown\"\rOak,North\r")), "")
	if got, want := lines(old), "1 Name|Town\n2 Maple|Old\nTown\n3 Oak|North\n"; got != want {
		t.Errorf("carriage returns alone are read as\n%swant\n%s", got, want)
	}
	for name, text := range map[string]string{"marked": "\ufeff", "plain": ""} {
		path := lay(t, "commas.csv", []byte(text+"Name"+strings.Repeat(",", 200_000)+"\nMaple\n"))
		if kind := refusedTable(t, path); kind != workbook.ErrTooManyColumns {
			t.Errorf("%s: %v", name, kind)
		}
	}
}

func TestWhatIsNoFileIsNotWaitedFor(t *testing.T) {
	for _, path := range []string{os.DevNull, t.TempDir()} {
		if kind := refusedTable(t, path); kind != workbook.ErrNoSuchFile {
			t.Errorf("%s as a table: %v", path, kind)
		}
		if _, err := export.ReadForm(path); !errors.Is(err, workbook.ErrNoSuchFile) {
			t.Errorf("%s as a form: %v", path, err)
		}
	}
}
