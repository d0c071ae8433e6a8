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
	total := uint64(0)
	for _, part := range parts.File {
		if total += part.UncompressedSize64; total > maxUnzipped || part.UncompressedSize64 > maxUnzipped {
			return &workbook.Problem{Kind: workbook.ErrTooLarge, Value: strconv.Itoa(maxUnzipped >> 20)}
		}
	}
	for _, part := range parts.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		if !strings.HasSuffix(name, ".xml") || !strings.HasPrefix(name, "xl/worksheets/") && name != "xl/sharedstrings.xml" {
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
	depth, rows, width, area := 0, 0, 0, 0
	for {
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
			switch mark.Name.Local {
			case "row":
				if rows++; rows > maxSheetRows {
					return &workbook.Problem{Kind: workbook.ErrTooManyRows, Value: strconv.Itoa(MaxTableRows)}
				}
				width = 0
				if err := ctx.Err(); err != nil {
					return err
				}
			case "c":
				at := max(width+1, columnOf(mark))
				area += at - width
				if width = at; area > maxSheetArea {
					return &workbook.Problem{Kind: workbook.ErrTooManyColumns}
				}
			}
		}
	}
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
