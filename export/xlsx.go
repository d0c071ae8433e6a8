package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"forethought/tempfile"
	"forethought/workbook"
)

// product is the author of a document that nobody is named for.
const product = "Forethought"

// WriteXLSX writes the three tables of a register as an Excel workbook at path, replacing
// what is there, for its owner only. Each sheet is a real table with headings that stay in
// sight; days are real dates, codes are cells to choose in, and a status of the matrix is
// its sign on its colour, explained below the table. Text is always text: what begins with
// an equals sign is no formula. A text that is longer than a cell can be is cut, ends in an
// ellipsis, and is counted.
//
// Large tables are written through temporary files, which are gone when it returns. Its errors and guarantees are those of every document, see [writePDF].
func WriteXLSX(ctx context.Context, path string, r workbook.Register, words Words) (SheetReceipt, error) {
	return writeSheets(ctx, path, about{Title: r.Case.Title, Author: r.PreparedBy, On: r.On}, Sheets(),
		func(which Sheet) sheet { return sheetOf(which, r, words) }, words)
}

// roomForTables is a folder for the files through which large tables are read and written,
// and what takes it away again. Where none can be made small tables still work.
func roomForTables() (folder string, done func()) {
	folder, err := tempfile.MakeDir(os.TempDir())
	if err != nil {
		return "", func() {}
	}
	return folder, func() { _ = os.RemoveAll(folder) }
}

// writeSheets writes an Excel workbook of some sheets.
func writeSheets(ctx context.Context, path string, a about, sheets []Sheet, of func(Sheet) sheet, words Words) (SheetReceipt, error) {
	if err := mayReplace(path); err != nil {
		return SheetReceipt{}, fmt.Errorf("write spreadsheet: %w", err)
	}
	temporary, done := roomForTables()
	defer done()
	b := &xlsxBook{file: excelize.NewFile(excelize.Options{TmpDir: temporary}), words: words, styles: map[string]int{}}
	defer func() { _ = b.file.Close() }() // removes its temporary files
	receipt := SheetReceipt{Path: path, Rows: map[Sheet]int{}}
	for _, which := range sheets {
		s := of(which)
		if err := b.add(ctx, s); err != nil {
			return SheetReceipt{}, fmt.Errorf("write spreadsheet: %w", err)
		}
		receipt.Rows[which] = s.count
	}
	doc, err := b.finish(a)
	if err != nil {
		return SheetReceipt{}, fmt.Errorf("write spreadsheet: %w", err)
	}
	receipt.Cut = b.cut
	receipt.Bytes, err = put(ctx, path,
		func(w io.Writer) error { _, err := w.Write(doc); return err },
		func(written io.ReadSeeker) error { return checkXLSX(ctx, written, b.lines) })
	if err != nil {
		return SheetReceipt{}, fmt.Errorf("write spreadsheet: %w", err)
	}
	return receipt, nil
}

// xlsxBook is a spreadsheet being written.
type xlsxBook struct {
	file   *excelize.File
	words  Words
	styles map[string]int
	lines  []int // of each sheet: headings, rows and what stands below
	cut    int
}

// add writes a sheet.
func (b *xlsxBook) add(ctx context.Context, s sheet) error {
	if err := b.tab(s.tab); err != nil {
		return err
	}
	landscape, one, none, fit := "landscape", 1, 0, !s.upright // a matrix shrunk to one page is not legible
	if err := b.file.SetSheetProps(s.tab, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := b.file.SetPageLayout(s.tab, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &none}); err != nil {
		return err
	}
	if err := b.choices(s); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(s.tab)
	if err != nil {
		return err
	}
	for i, c := range s.columns {
		if err := w.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if s.hidden > 0 {
		if err := w.SetColVisible(len(s.columns)-s.hidden+1, len(s.columns), false); err != nil {
			return err
		}
	}
	corner, _ := excelize.CoordinatesToCellName(s.frozen+1, 2) // both are small and positive
	err = w.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: s.frozen, YSplit: 1, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomRight"}},
	})
	if err != nil {
		return err
	}
	if err := b.headings(w, s); err != nil {
		return err
	}
	line := 1
	for row := range s.rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells := make([]any, len(row))
		for i, v := range row {
			if cells[i], err = b.cell(v); err != nil {
				return err
			}
		}
		line++
		var look []excelize.RowOpts
		if s.tall {
			look = append(look, excelize.RowOpts{Height: rowHeight(s.columns[:len(s.columns)-s.hidden], row)})
		}
		if err := w.SetRow(at(1, line), cells, look...); err != nil {
			return err
		}
	}
	// A table has a line below its headings, be it an empty one.
	err = w.AddTable(&excelize.Table{
		Range: "A1:" + at(len(s.columns), max(line, 2)), Name: s.name, StyleName: "TableStyleLight1",
	})
	if err != nil {
		return err
	}
	if s.upright {
		if line, err = b.legend(w, max(line, 2)+2); err != nil {
			return err
		}
	}
	b.lines = append(b.lines, line)
	return w.Flush()
}

// at is the name of a cell. Columns are few and lines are counted from 1.
func at(column, line int) string {
	name, _ := excelize.CoordinatesToCellName(column, line)
	return name
}

// tab adds a sheet; the first takes the place of the one that a new file has.
func (b *xlsxBook) tab(name string) error {
	if len(b.lines) == 0 {
		return b.file.SetSheetName(b.file.GetSheetName(0), name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

// choices lets a person choose in the cells of a column. A spreadsheet holds a list of
// choices only so long, and separates it with commas; a language that has longer words goes
// without.
func (b *xlsxBook) choices(s sheet) error {
	for i, c := range s.columns {
		if len(c.choices) == 0 || s.count == 0 || strings.Contains(strings.Join(c.choices, ""), ",") {
			continue
		}
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(at(i+1, 2) + ":" + at(i+1, s.count+1))
		if err := rule.SetDropList(c.choices); err != nil {
			continue
		}
		rule.SetError(excelize.DataValidationErrorStyleStop, s.tab, b.words.Text("register.choose"))
		if err := b.file.AddDataValidation(s.tab, rule); err != nil {
			return err
		}
	}
	return nil
}

func (b *xlsxBook) headings(w *excelize.StreamWriter, s sheet) error {
	look := excelize.Style{
		Font:      &excelize.Font{Bold: true, Color: hex(white)},
		Fill:      solid(accent),
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	}
	flat, err := b.style("heading", look)
	if err != nil {
		return err
	}
	look.Alignment = &excelize.Alignment{TextRotation: 90, Vertical: "bottom", WrapText: true}
	upright, err := b.style("upright", look)
	if err != nil {
		return err
	}
	cells, height := make([]any, len(s.columns)), 32.0
	if s.upright {
		height = 170
	}
	for i, c := range s.columns {
		style := flat
		if s.upright && c.width < 10 {
			style = upright
		}
		cells[i] = excelize.Cell{StyleID: style, Value: b.fit(c.heading)}
	}
	return w.SetRow("A1", cells, excelize.RowOpts{Height: height})
}

// legend explains the signs and returns the last line that it takes.
func (b *xlsxBook) legend(w *excelize.StreamWriter, line int) (int, error) {
	for _, s := range workbook.Statuses() {
		sign, err := b.cell(statusWord{status: s})
		if err != nil {
			return 0, err
		}
		// The sign stands in the third column, which is as narrow as those of the items.
		if err := w.SetRow(at(2, line), []any{b.words.Text("status." + string(s)), sign}); err != nil {
			return 0, err
		}
		line++
	}
	return line - 1, nil
}

// cell makes a cell of a value.
func (b *xlsxBook) cell(v value) (any, error) {
	top := &excelize.Alignment{Vertical: "top"}
	switch v := v.(type) {
	case workbook.Date:
		return b.day(v)
	case timeCell:
		return b.timeOfDay(v)
	case int:
		style, err := b.style("amount", excelize.Style{NumFmt: 3, Alignment: top}) // 1,234
		return excelize.Cell{StyleID: style, Value: v}, err
	case amount:
		if v == 0 {
			return nil, nil
		}
		return b.cell(int(v))
	case statusWord:
		look := statusBadge(v.status)
		style, err := b.style("status "+string(v.status), excelize.Style{
			Font: &excelize.Font{Bold: true, Color: hex(look.text)}, Fill: solid(look.tint), Border: thin(),
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"},
		})
		return excelize.Cell{StyleID: style, Value: v.status.Sign()}, err
	case string:
		if v == "" {
			return nil, nil
		}
		style, err := b.style("text", excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
		return excelize.Cell{StyleID: style, Value: b.fit(v)}, err
	}
	return nil, nil
}

// day makes a cell of a day. Spreadsheets count days from 1900 and believe that it had a
// 29 February, so what is older than March stays text.
func (b *xlsxBook) day(d workbook.Date) (any, error) {
	form := "yyyy-mm-dd"
	style, err := b.style("day", excelize.Style{CustomNumFmt: &form, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})
	switch {
	case d == "":
		return nil, err
	case d < "1900-03-01":
		return excelize.Cell{StyleID: style, Value: string(d)}, err
	}
	return excelize.Cell{StyleID: style, Value: d.Time()}, err
}

// fit evens line ends and cuts what no cell can hold.
func (b *xlsxBook) fit(text string) string {
	text = even(text)
	if len(text) <= excelize.TotalCellChars { // bytes are never fewer than what is counted
		return text
	}
	units := 0
	for i, r := range text {
		units += max(1, utf16.RuneLen(r))
		if units >= excelize.TotalCellChars && i+len(string(r)) < len(text) {
			b.cut++
			return text[:i] + "…"
		}
	}
	return text
}

// style makes a style once.
func (b *xlsxBook) style(name string, look excelize.Style) (int, error) {
	if id, ok := b.styles[name]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(&look)
	b.styles[name] = id
	return id, err
}

func hex(c rgb) string { return fmt.Sprintf("%02X%02X%02X", c.r, c.g, c.b) }

func solid(c rgb) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(c)}}
}

func thin() []excelize.Border {
	var borders []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		borders = append(borders, excelize.Border{Type: side, Color: hex(rule), Style: 1})
	}
	return borders
}

// finish names the file's author and day, neither of them from the computer, and gives its
// bytes.
func (b *xlsxBook) finish(a about) ([]byte, error) {
	author := cmp.Or(strings.TrimSpace(a.Author), product)
	day := a.On.Time().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: a.Title, Creator: author, LastModifiedBy: author, Created: day, Modified: day,
		Language: b.words.Code(),
	})
	if err != nil {
		return nil, err
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: product}); err != nil {
		return nil, err
	}
	var doc bytes.Buffer
	if err := b.file.Write(&doc); err != nil {
		return nil, err
	}
	return ordered(doc.Bytes())
}

// ordered puts the parts of a zip file in the order of their names, the list of their types
// first. The spreadsheet library writes its streams in any order.
func ordered(doc []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int {
		first := func(f *zip.File) int {
			if f.Name == "[Content_Types].xml" {
				return 0
			}
			return 1
		}
		return cmp.Or(first(a)-first(b), cmp.Compare(a.Name, b.Name))
	})
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		if err := w.Copy(f); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// checkXLSX reads a spreadsheet back: every sheet has to have its lines.
func checkXLSX(ctx context.Context, from io.Reader, lines []int) error {
	f, err := excelize.OpenReader(from)
	if err != nil {
		return fmt.Errorf("check document: %w", err)
	}
	defer func() { _ = f.Close() }()
	tabs := f.GetSheetList()
	if len(tabs) != len(lines) {
		return errReadBack
	}
	for i, tab := range tabs {
		rows, err := f.Rows(tab)
		if err != nil {
			return fmt.Errorf("check document: %w", err)
		}
		n := 0
		for rows.Next() && ctx.Err() == nil {
			n++
		}
		if err := cmp.Or(rows.Error(), rows.Close()); err != nil {
			return fmt.Errorf("check document: %w", err)
		}
		if ctx.Err() == nil && n != lines[i] {
			return errReadBack
		}
	}
	return nil // one that was stopped is not kept
}
