package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"forethought/assets"
	"forethought/fuzzing"
	"forethought/workbook"
)

var wholeWords = sync.OnceValue(func() *assets.Language { return assets.OpenLanguage(assets.English) })

// proposed checks that what a table is proposed as, as each kind of table, can be written as it
// is, and that what is said about it has words.
func proposed(t *testing.T, table workbook.Table) {
	t.Helper()
	words, n := wholeWords(), 0
	newID := func() string { n++; return "new-" + strconv.Itoa(n) }
	e := workbook.ExerciseRecord{}
	e.ID, e.Starts, e.Minutes = "x1", "09:00", 120
	e.Injects = []workbook.Inject{{ID: "i1", ExerciseID: "x1", Minute: 15, Text: "A call comes in"}}
	schools := []workbook.School{{ID: "s1", Name: "Maple"}, {ID: "s2", Name: "Oak", District: "Cedar Valley"}}
	for _, kind := range []workbook.TableKind{workbook.TableOfSchools, workbook.TableOfActions, workbook.TableOfInjects} {
		source := workbook.TableSource{Table: table, Map: workbook.MapTable(kind, table, words)}
		if !source.Map.Uses(kind.Required()) && len(source.Map.Columns) > 0 {
			source.Map.UseAt(0, kind.Required())
		}
		var p workbook.Proposal
		switch kind {
		case workbook.TableOfSchools:
			p = workbook.ProposeSchools([]workbook.TableSource{source}, schools, words, newID)
		case workbook.TableOfActions:
			p = workbook.ProposeActions([]workbook.TableSource{source}, workbook.ActionContext{Case: &workbook.Case{}, Schools: schools}, words, newID)
		default:
			p = workbook.ProposeMSEL(source, e, words, newID)
		}
		for _, row := range p.Rows {
			if err := workbook.CheckChanges(row.Changes); err != nil {
				t.Errorf("%s: row %s cannot be written: %v", kind, row.Place, err)
			}
		}
		for _, fault := range p.Faults {
			fuzzing.Explained(t, fault)
		}
	}
}

// wellRead checks a table that was accepted.
func wellRead(t *testing.T, table workbook.Table) {
	t.Helper()
	last := 0
	for _, r := range table.Rows {
		if r.Row <= last || len(r.Cells) == 0 || len(r.Cells) > MaxTableColumns {
			t.Fatalf("row %d after %d has %d cells", r.Row, last, len(r.Cells))
		}
		last = r.Row
		for _, c := range r.Cells {
			if !utf8.ValidString(c) || strings.Contains(c, "\x00") {
				t.Fatalf("row %d holds %q", r.Row, c)
			}
		}
	}
	if len(table.Rows) == 0 {
		t.Error("no rows, and no word why")
	}
	for _, n := range table.Notes {
		if text := wholeWords().Note(n); text == "" || strings.HasPrefix(text, "[") {
			t.Errorf("no words for %+v", n)
		}
	}
}

// readAgain writes a table as CSV and reads it back, to the same cells.
func readAgain(t *testing.T, table workbook.Table) {
	t.Helper()
	var out bytes.Buffer
	out.WriteString(bom + "sep=,\n") // not to be guessed
	w := csv.NewWriter(&out)
	for _, r := range table.Rows {
		cells := slices.Clone(r.Cells)
		for i, c := range cells {
			cells[i] = guarded(c)
		}
		if err := w.Write(append(cells, "end")); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	path, _ := fuzzing.File(t, "again.csv", out.Bytes())
	again, err := ReadTable(context.Background(), path, "")
	if err != nil || len(again.Rows) != len(table.Rows) {
		t.Fatalf("%d rows come back as %d (%v)", len(table.Rows), len(again.Rows), err)
	}
	for i, r := range again.Rows {
		for j, c := range table.Rows[i].Cells {
			if want := strings.ReplaceAll(c, "\r\n", "\n"); r.Cells[j] != want { // as CSV is read
				t.Fatalf("row %d: %q comes back as %q", i, want, r.Cells[j])
			}
		}
	}
}

func FuzzTableFile(f *testing.F) {
	for _, text := range []string{
		"School,District,Enrollment\nMaple,Cedar Valley,\"1,234\"\nOak,,12\n",
		"sep=;\nTitle;Due;Status;Schools\nFix the gate;3/4/2027;open;Maple; Oak\n\"a\nb\";14.8.2027;;\n",
		"Event #\tTime\tInject\n1\t0:15\tA call\n2\t9:30 AM\t'=1+1\n",
		"\xff\xfeN\x00a\x00m\x00e\x00\n\x00M\x00\n\x00",
		"\xef\xbb\xbfName\r\"\r\n\"\r\xfc",
		"Name\n\"M\"aple\n", "PK\x03\x04", "\xd0\xcf\x11\xe0", ",,,\n,;\t\n",
		"", "\ufeff\"a\"\"b\";c\n", "sep=\n", "sep=,", "\"", "\xff\xfe\x00", "\xff\xfea", "é\xe9,\x80\n", "'=1,'x\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path, untouched := fuzzing.File(t, "list.csv", data)
		fuzzing.Bounded(t, func() {
			table, err := ReadTable(context.Background(), path, "")
			fuzzing.Explained(t, err)
			if err == nil {
				wellRead(t, table)
				readAgain(t, table)
				proposed(t, table)
			}
		})
		untouched()
	})
}

// spreadsheet packs parts into a file as spreadsheet programs do, without compression, so that
// a change of a part is a change of the file.
func spreadsheet(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	bookPart = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsPart = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
)

// smallBook is a spreadsheet of a sheet, its styles, its shared texts and its book.
func smallBook(t testing.TB, sheet, styles, texts, book string) []byte {
	return spreadsheet(t, map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            book,
		"xl/_rels/workbook.xml.rels": relsPart,
		"xl/worksheets/sheet1.xml":   sheet,
		"xl/styles.xml":              styles,
		"xl/sharedStrings.xml":       texts,
	})
}

func FuzzSpreadsheet(f *testing.F) {
	const head = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	const sheet = head + `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Due</t></is></c></row>` +
		`<row r="2"><c r="A2" t="str"><f>1+1</f><v>Maple</v></c><c r="B2" s="1"><v>46000.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>`
	const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd h:mm;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`
	const texts = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>School</t></si></sst>`
	f.Add(sheet, styles, texts, bookPart)
	f.Add(strings.ReplaceAll(sheet, `s="1"`, `s="2"`), styles, texts, strings.Replace(bookPart, "<workbookPr/>", `<workbookPr date1904="1"/>`, 1))
	f.Add(head+`<row r="5"><c r="XFD5"><v>1e300</v></c></row><row r="2"/><row r="0"><c r="A-1"/></row></sheetData></worksheet>`, strings.Replace(styles, `yyyy\-mm\-dd h:mm;@`, `[h]:mm:ss.00;[Red]# ??/??;"x"0.0E+00;[$-409]AM/PM`, 1), `<sst><si><r><t>a</t></r><rPh/></si></sst>`, strings.Replace(bookPart, `sheetId="1"`, `sheetId="1" state="hidden"`, 1))
	f.Fuzz(func(t *testing.T, sheet, styles, texts, book string) {
		if len(sheet)+len(styles)+len(texts)+len(book) > fuzzing.MaxInput {
			t.Skip()
		}
		path, untouched := fuzzing.File(t, "list.xlsx", smallBook(t, sheet, styles, texts, book))
		fuzzing.Bounded(t, func() {
			table, err := ReadTable(context.Background(), path, "")
			fuzzing.Explained(t, err)
			if err == nil {
				wellRead(t, table)
				proposed(t, table)
			}
		})
		untouched()
	})
}

func FuzzSpreadsheetFile(f *testing.F) {
	book := smallBook(f, `<worksheet><sheetData><row><c t="str"><v>Name</v></c></row></sheetData></worksheet>`, `<styleSheet/>`, `<sst/>`, bookPart)
	f.Add(book)
	f.Add(book[:len(book)/2])
	f.Add(bytes.Replace(book, []byte("sheet1"), []byte("sheet2"), 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		path, untouched := fuzzing.File(t, "list.xlsx", data)
		fuzzing.Bounded(t, func() {
			table, err := ReadTable(context.Background(), path, "")
			fuzzing.Explained(t, err)
			if err == nil {
				wellRead(t, table)
			}
		})
		untouched()
	})
}
