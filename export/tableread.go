package export

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"forethought/workbook"
)

// What a table that is read may have at most. Columns beyond are passed over, and said.
const (
	MaxTableBytes   = 25 << 20
	MaxTableRows    = 100_000
	MaxTableColumns = 200
)

// ReadTable reads a CSV file or a sheet of an Excel workbook; which of the two it is the
// content says, not the name. Without a sheet's name the first is read that is not hidden.
// Formulas count as what they came to when the file was saved; none is computed.
//
// A CSV file is UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which a note
// says; commas, semicolons or tabs stand between its cells. An apostrophe that [WriteCSV]
// puts before a text is taken off.
//
// Its error is a [workbook.Problem] of kind ErrNoSuchFile, ErrTooLarge, ErrTooManyRows,
// ErrTooManyColumns, ErrOtherFormat, ErrQuotes, ErrNoRows or ErrNoSheet, or the context's.
func ReadTable(ctx context.Context, path, sheet string) (workbook.Table, error) {
	t, err := readTable(ctx, path, sheet)
	var p *workbook.Problem
	if errors.As(err, &p) {
		p.File = filepath.Base(path)
	}
	if err != nil {
		return workbook.Table{}, fmt.Errorf("read table: %w", err)
	}
	return t, nil
}

func readTable(ctx context.Context, path, sheet string) (workbook.Table, error) {
	f, size, err := openFile(path)
	if err != nil {
		return workbook.Table{}, err
	}
	defer func() { _ = f.Close() }() // only read
	if size > MaxTableBytes {
		return workbook.Table{}, &workbook.Problem{Kind: workbook.ErrTooLarge, Value: strconv.Itoa(MaxTableBytes >> 20)}
	}
	return readTableFrom(ctx, f, filepath.Base(path), sheet)
}

// readTableFrom reads a table of an open file, whose size was looked at.
func readTableFrom(ctx context.Context, f *os.File, name, sheet string) (workbook.Table, error) {
	b := &tableBuilder{ctx: ctx, table: workbook.Table{File: name}}
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return b.table, &workbook.Problem{Kind: workbook.ErrNoSuchFile, Err: err}
	}
	head = head[:n]
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return b.table, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		err = b.readXLSX(f, sheet)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")): // Excel before 2007, or one with a password
		err = &workbook.Problem{Kind: workbook.ErrOtherFormat}
	case sheet != "":
		err = &workbook.Problem{Kind: workbook.ErrNoSheet, Value: workbook.Shorten(sheet, 60)}
	default:
		err = b.readCSV(f)
	}
	if err == nil && len(b.table.Rows) == 0 {
		err = &workbook.Problem{Kind: workbook.ErrNoRows}
	}
	return b.table, err
}

// tableBuilder gathers the rows of a table.
type tableBuilder struct {
	ctx   context.Context
	table workbook.Table
	wide  bool // columns were passed over
}

// add takes a row, unless there is nothing in it.
func (b *tableBuilder) add(row int, cells []string) error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	if n == 0 {
		return nil
	}
	if n > MaxTableColumns {
		n = MaxTableColumns
		if !b.wide {
			b.note(workbook.ProposalNote{Code: "columns", Place: strconv.Itoa(row), Count: MaxTableColumns})
		}
		b.wide = true
	}
	if len(b.table.Rows) == MaxTableRows {
		return &workbook.Problem{Kind: workbook.ErrTooManyRows, Value: strconv.Itoa(MaxTableRows)}
	}
	b.table.Rows = append(b.table.Rows, workbook.TableRow{Row: row, Cells: slices.Clone(cells[:n])})
	return nil
}

func (b *tableBuilder) note(n workbook.ProposalNote) {
	n.File = b.table.File
	b.table.Notes = append(b.table.Notes, n)
}

func (b *tableBuilder) readCSV(f io.ReadSeeker) error {
	enc, marked, err := encodingOf(f)
	if err != nil {
		return err
	}
	if enc == encoding.Encoding(charmap.Windows1252) {
		b.note(workbook.ProposalNote{Code: "encoding"})
	}
	if _, err := f.Seek(int64(marked), io.SeekStart); err != nil {
		return err
	}
	in := bufio.NewReaderSize(enc.NewDecoder().Reader(f), 64<<10)
	begin, _ := in.Peek(32 << 10) // shorter at the end of the file
	if bytes.IndexByte(begin, 0) >= 0 {
		return &workbook.Problem{Kind: workbook.ErrOtherFormat}
	}
	first := 0
	comma := separatorOf(begin)
	if line, rest, _ := bytes.Cut(begin, []byte("\n")); len(rest) > 0 && bytes.HasPrefix(bytes.ToLower(line), []byte("sep=")) {
		// A line by which Excel is told the separator.
		if _, err := in.Discard(len(line) + 1); err != nil {
			return err
		}
		first = 1
	}
	oldEnds := bytes.IndexByte(begin, '\r') >= 0 && bytes.IndexByte(begin, '\n') < 0
	r := csv.NewReader(&csvText{in: in, comma: byte(comma), oldEnds: oldEnds})
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	below := 0 // lines that stand inside cells
	for {
		cells, err := r.Read()
		var wrong *csv.ParseError
		var refused *workbook.Problem
		switch {
		case errors.As(err, &refused):
			return refused
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &wrong):
			return &workbook.Problem{Kind: workbook.ErrQuotes, Place: strconv.Itoa(wrong.StartLine + first)}
		case err != nil:
			return &workbook.Problem{Kind: workbook.ErrNoSuchFile, Err: err}
		}
		line, _ := r.FieldPos(0)
		row := line - below + first
		for i, c := range cells {
			if strings.IndexByte(c, 0) >= 0 || !utf8.ValidString(c) { // after a mark that says it is UTF-8
				return &workbook.Problem{Kind: workbook.ErrOtherFormat}
			}
			below += strings.Count(c, "\n")
			cells[i] = unguarded(c)
		}
		if err := b.add(row, cells); err != nil {
			return err
		}
	}
}

// csvText is a CSV file's text on its way to be divided into cells. Line ends of old Macs,
// which are carriage returns alone, become those that are known; a line of nothing but
// separators is refused before it takes the computer's memory.
type csvText struct {
	in      io.Reader
	comma   byte
	oldEnds bool
	run     int // separators in this line
}

// maxSeparators is how many separators a line may have, text between quotation marks
// included. A spreadsheet has 16,384 columns.
const maxSeparators = 100_000

func (c *csvText) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	for i, b := range p[:n] {
		switch b {
		case '\r':
			if c.oldEnds {
				p[i], c.run = '\n', 0
			}
		case '\n':
			c.run = 0
		case c.comma:
			if c.run++; c.run > maxSeparators {
				return 0, &workbook.Problem{Kind: workbook.ErrTooManyColumns}
			}
		}
	}
	return n, err
}

// unguarded takes off the apostrophe that guarded put before a text.
func unguarded(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && guarded(rest) != rest {
		return rest
	}
	return text
}

// encodingOf finds how a text is written, and how long its byte order mark is. What is not
// UTF-8 and has no mark is taken for Windows-1252, in which any byte is a letter.
func encodingOf(f io.Reader) (encoding.Encoding, int, error) {
	in := bufio.NewReaderSize(f, 64<<10)
	mark, _ := in.Peek(3) // shorter at the end of the file
	switch {
	case bytes.HasPrefix(mark, []byte(bom)):
		return encoding.Nop, len(bom), nil
	case bytes.HasPrefix(mark, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2, nil
	case bytes.HasPrefix(mark, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2, nil
	}
	var found encoding.Encoding = encoding.Nop
	for {
		r, size, err := in.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return found, 0, nil
		case err != nil:
			return nil, 0, &workbook.Problem{Kind: workbook.ErrNoSuchFile, Err: err}
		case r == 0 || r < ' ' && !strings.ContainsRune("\t\n\r\v\f\x1a\x1b", r):
			return nil, 0, &workbook.Problem{Kind: workbook.ErrOtherFormat}
		case r == utf8.RuneError && size == 1:
			found = charmap.Windows1252
		}
	}
}

// separatorOf finds what stands between cells: what there is most of in the first line that
// has any, outside quotation marks.
func separatorOf(begin []byte) rune {
	if rest, ok := bytes.CutPrefix(bytes.ToLower(begin), []byte("sep=")); ok && len(rest) > 0 && strings.ContainsRune(",;\t", rune(rest[0])) {
		return rune(rest[0])
	}
	count, quoted := map[byte]int{}, false
	for _, c := range begin {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',' || c == ';' || c == '\t':
			count[c]++
		case c == '\n' && len(count) > 0:
			return mostOf(count)
		}
	}
	return mostOf(count)
}

func mostOf(count map[byte]int) rune {
	return rune(slices.MaxFunc([]byte(",;\t"), func(a, b byte) int { return cmp.Compare(count[a], count[b]) }))
}
