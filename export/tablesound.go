package export

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"forethought/workbook"
)

// What a sheet of an Excel workbook may have. The first is all that a spreadsheet program
// makes; the area is cells with the empty ones before the last of each row, which the
// library makes room for; a run is what stands between two marks, which it holds at once.
const (
	maxSheetRows = 1 << 20
	maxSheetArea = 20_000_000
	maxSheetRun  = 4 << 20
)

// What its other parts may have, which the library reads whole: bytes of all of them, texts
// that cells share, elements of a part such as styles, and characters of the way in which a
// number is shown. Spreadsheet programs keep to 255 of the last and to 64,000 styles.
const (
	maxOtherParts  = 64 << 20
	maxSharedTexts = 2_000_000
	maxElements    = 500_000
	maxNumberForm  = 1_000
)

// sound says whether the sheets of an Excel workbook can be read to their end and within
// reason. The library that reads their cells stops at the first fault without a word, as if
// the list ended there, and takes whatever memory and time a sheet asks for.
func sound(ctx context.Context, f *os.File) error {
	damaged := func(err error) error { return &workbook.Problem{Kind: workbook.ErrOtherFormat, Err: err} }
	info, err := f.Stat()
	if err != nil {
		return damaged(err)
	}
	parts, err := zip.NewReader(f, info.Size())
	if err != nil {
		return damaged(err)
	}
	total, others := uint64(0), uint64(0)
	for _, part := range parts.File {
		if total += part.UncompressedSize64; total > maxUnzipped || part.UncompressedSize64 > maxUnzipped {
			return &workbook.Problem{Kind: workbook.ErrTooLarge, Value: strconv.Itoa(maxUnzipped >> 20)}
		}
		if kind := kindOfPart(part); kind != sheetPart && kind != textsPart {
			others += part.UncompressedSize64
		}
	}
	if others > maxOtherParts {
		return &workbook.Problem{Kind: workbook.ErrTooMuch, Err: errors.New("too much besides sheets")}
	}
	for _, part := range parts.File {
		if kindOfPart(part) == passivePart {
			continue
		}
		if err := soundPart(ctx, part); err != nil {
			var p *workbook.Problem
			if errors.As(err, &p) || ctx.Err() != nil {
				return err
			}
			return damaged(err)
		}
	}
	return nil
}

// partKind is what a part of an Excel workbook is read as.
type partKind int

const (
	passivePart partKind = iota // held, and not looked into
	sheetPart
	textsPart
	stylePart // or another that says how things are shown or where they are
)

func kindOfPart(part *zip.File) partKind {
	name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
	isXML := strings.HasSuffix(name, ".xml")
	switch {
	case isXML && strings.HasPrefix(name, "xl/worksheets/"):
		return sheetPart
	case name == "xl/sharedstrings.xml":
		return textsPart
	case isXML && strings.HasPrefix(name, "xl/"), strings.HasSuffix(name, ".rels"), name == "[content_types].xml":
		return stylePart
	}
	return passivePart
}

// soundPart goes through one part.
func soundPart(ctx context.Context, part *zip.File) error {
	in, err := part.Open()
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	marks := xml.NewDecoder(&runReader{in: in})
	marks.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) {
		return charmap.ISO8859_1.NewDecoder().Reader(in), nil // the marks are alike in all of them
	}
	count := partCount{kind: kindOfPart(part)}
	for depth := 0; ; {
		mark, err := marks.RawToken()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case errors.Is(err, io.EOF):
			return io.ErrUnexpectedEOF
		case err != nil:
			return err
		}
		switch mark := mark.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			if err := errors.Join(count.element(mark), ctx.Err()); err != nil {
				return err
			}
		}
	}
}

// partCount counts what a part has.
type partCount struct {
	kind                         partKind
	elements, rows, width, cells int
}

// element counts one element; its error says that there are too many.
func (c *partCount) element(mark xml.StartElement) error {
	tooMuch := func(what string) error { return &workbook.Problem{Kind: workbook.ErrTooMuch, Err: errors.New(what)} }
	name := mark.Name.Local
	switch {
	case c.kind == textsPart && name == "si":
		if c.elements++; c.elements > maxSharedTexts {
			return tooMuch("too many shared texts")
		}
	case c.kind == stylePart:
		if c.elements++; c.elements > maxElements {
			return tooMuch("too many elements")
		}
		for _, a := range mark.Attr {
			if a.Name.Local == "formatCode" && utf8.RuneCountInString(a.Value) > maxNumberForm {
				return tooMuch("a number's form is too long")
			}
		}
	case c.kind == sheetPart && name == "row":
		if c.rows++; c.rows > maxSheetRows {
			return &workbook.Problem{Kind: workbook.ErrTooManyRows, Value: strconv.Itoa(MaxTableRows)}
		}
		c.width = 0
	case c.kind == sheetPart && name == "c":
		at := max(c.width+1, columnOf(mark))
		c.cells += at - c.width
		if c.width = at; c.cells > maxSheetArea {
			return &workbook.Problem{Kind: workbook.ErrTooManyColumns}
		}
	}
	return nil
}

// columnOf is the column that a cell says it stands in, 0 where it does not say.
func columnOf(cell xml.StartElement) int {
	for _, a := range cell.Attr {
		if a.Name.Local != "r" {
			continue
		}
		column := 0
		for _, c := range strings.ToUpper(a.Value[:min(len(a.Value), 3)]) {
			if c < 'A' || c > 'Z' {
				break
			}
			column = column*26 + int(c-'A') + 1
		}
		return column
	}
	return 0
}

// runReader refuses text that goes on for too long without a mark.
type runReader struct {
	in  io.Reader
	run int
}

var errLongRun = errors.New("a cell is too long")

func (r *runReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	for _, b := range p[:n] {
		if r.run++; b == '<' {
			r.run = 0
		}
	}
	if r.run > maxSheetRun {
		return 0, errLongRun
	}
	return n, err
}
