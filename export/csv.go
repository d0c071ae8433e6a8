package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"forethought/workbook"
)

// bom says to a spreadsheet that a text is UTF-8.
const bom = "\ufeff"

// errReadBack is the fault of a file that does not hold what was written to it.
var errReadBack = errors.New("check document: what was read is not what was written")

// SheetReceipt says what a written spreadsheet, CSV file or calendar holds.
type SheetReceipt struct {
	Path    string
	Bytes   int64
	Rows    map[Sheet]int // of a spreadsheet or CSV file, without the headings
	Entries int           // of a calendar
	Cut     int           // texts that a spreadsheet's cell cannot hold whole; they end in an ellipsis
}

// WriteCSV writes one table of a register at path, replacing what is there, for its owner
// only: UTF-8 with a byte order mark, commas, lines that end in CRLF, quoted as RFC 4180
// says, and days as 2027-08-14. A spreadsheet takes a text that begins with = + - @ or a
// tab for a formula, so an apostrophe is put before it.
//
// The file is written row by row. Its errors and guarantees are those of every document, see [writePDF].
func WriteCSV(ctx context.Context, path string, which Sheet, r workbook.Register, words Words) (SheetReceipt, error) {
	which, err := ParseSheet(string(which))
	if err != nil {
		return SheetReceipt{}, fmt.Errorf("write csv: %w", err)
	}
	s := sheetOf(which, r, words)
	size, err := put(ctx, path,
		func(w io.Writer) error { return writeCSV(ctx, w, s) },
		func(written io.ReadSeeker) error { return checkCSV(written, s) })
	if err != nil {
		return SheetReceipt{}, fmt.Errorf("write csv: %w", err)
	}
	return SheetReceipt{Path: path, Bytes: size, Rows: map[Sheet]int{which: s.count}}, nil
}

func writeCSV(ctx context.Context, to io.Writer, s sheet) error {
	buffered := bufio.NewWriter(to)
	if _, err := buffered.WriteString(bom); err != nil {
		return err
	}
	w := csv.NewWriter(buffered)
	w.UseCRLF = true
	line := make([]string, len(s.columns))
	for i, c := range s.columns {
		line[i] = guarded(c.heading)
	}
	if err := w.Write(line); err != nil {
		return err
	}
	for row := range s.rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, v := range row {
			line[i] = plainCell(v)
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// plainCell writes a cell as text. A status stands without its sign, which some programs
// cannot show.
func plainCell(v value) string {
	switch v := v.(type) {
	case string:
		return guarded(even(v))
	case workbook.Date:
		return string(v)
	case int:
		return decimal(v)
	case amount:
		if v == 0 {
			return ""
		}
		return decimal(int(v))
	case statusWord:
		return guarded(v.word)
	}
	return ""
}

// guarded puts an apostrophe before text that a spreadsheet would take for a formula.
// The wide forms of the signs count as well. A text that has such an apostrophe of its own
// gets another, so that reading the file back takes off just the one.
func guarded(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if text == "" || !strings.ContainsRune("=+-@\t\r\n=+-@'", first) {
		return text
	}
	if first == '\'' && guarded(text[size:]) == text[size:] {
		return text
	}
	return "'" + text
}

// checkCSV reads a file back: every row has to be there with all of its cells.
func checkCSV(from io.Reader, s sheet) error {
	in := bufio.NewReader(from)
	mark := make([]byte, len(bom))
	if _, err := io.ReadFull(in, mark); err != nil || string(mark) != bom {
		return errReadBack
	}
	r := csv.NewReader(in)
	r.ReuseRecord, r.FieldsPerRecord = true, len(s.columns)
	rows := -1 // the headings are none
	for {
		_, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("check document: %w", err)
		}
		rows++
	}
	if rows != s.count {
		return errReadBack
	}
	return nil
}
