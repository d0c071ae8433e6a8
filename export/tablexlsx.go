package export

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"forethought/workbook"
)

// What an Excel workbook may unpack to; sheets beyond the second number go through
// temporary files.
const (
	maxUnzipped = 256 << 20
	maxInMemory = 16 << 20
)

// readXLSX reads a sheet of an Excel workbook, row by row.
func (b *tableBuilder) readXLSX(f *os.File, sheet string) (err error) {
	defer func() {
		// The library is made for whole files, and stumbles over some that are not.
		if fault := recover(); fault != nil {
			err = &workbook.Problem{Kind: workbook.ErrOtherFormat, Err: fmt.Errorf("read spreadsheet: %v", fault)}
		}
	}()
	if err := sound(b.ctx, f); err != nil {
		return err
	}
	temporary, done := roomForTables()
	defer done()
	book, err := excelize.OpenReader(f, excelize.Options{TmpDir: temporary, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxInMemory})
	switch {
	case err != nil && strings.Contains(err.Error(), "unzip size exceeds"):
		return &workbook.Problem{Kind: workbook.ErrTooLarge, Value: strconv.Itoa(maxUnzipped >> 20), Err: err}
	case err != nil:
		return &workbook.Problem{Kind: workbook.ErrOtherFormat, Err: err}
	}
	defer func() { _ = book.Close() }() // removes its temporary files
	for _, name := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(name); err == nil && visible {
			b.table.Sheets = append(b.table.Sheets, name)
		}
	}
	if len(b.table.Sheets) == 0 {
		return &workbook.Problem{Kind: workbook.ErrOtherFormat}
	}
	b.table.Sheet = b.table.Sheets[0]
	if sheet != "" {
		i := slices.IndexFunc(b.table.Sheets, func(s string) bool { return strings.EqualFold(s, strings.TrimSpace(sheet)) })
		if i < 0 {
			return &workbook.Problem{Kind: workbook.ErrNoSheet, Value: workbook.Shorten(sheet, 60)}
		}
		b.table.Sheet = b.table.Sheets[i]
	}
	if sheet == "" && len(b.table.Sheets) > 1 {
		b.note(workbook.ProposalNote{Code: "sheets", Value: b.table.Sheet})
	}
	return b.readSheet(book)
}

// readSheet goes through a sheet twice at once: as the cells are stored and as they are
// shown, which tells days from other numbers.
func (b *tableBuilder) readSheet(book *excelize.File) error {
	damaged := func(err error) error {
		if err == nil {
			return nil
		}
		return &workbook.Problem{Kind: workbook.ErrOtherFormat, Err: err}
	}
	stored, err := book.Rows(b.table.Sheet)
	if err != nil {
		return damaged(err)
	}
	defer func() { _ = stored.Close() }()
	shown, err := book.Rows(b.table.Sheet)
	if err != nil {
		return damaged(err)
	}
	defer func() { _ = shown.Close() }()
	from1904 := false
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		from1904 = *props.Date1904
	}
	for row := 1; stored.Next() && shown.Next(); row++ {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		raw, err := stored.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return damaged(err)
		}
		seen, err := shown.Columns()
		if err != nil {
			return damaged(err)
		}
		for i := range raw {
			if i < len(seen) {
				raw[i] = cellText(raw[i], seen[i], from1904)
			}
		}
		if err := b.add(row, raw); err != nil {
			return err
		}
	}
	return damaged(cmp.Or(stored.Error(), shown.Error()))
}

// dayShown is how a number looks that is shown as a day: digits on both sides of a hyphen
// or a slash, three groups with stops, or the name of a month.
var dayShown = regexp.MustCompile(`(?i)\d{1,4}[-/]\d{1,4}|\d{1,2}\. ?\d{1,2}\. ?\d{2,4}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec`)

// timeShown is how a number looks that is shown as a time of day or a time that has passed.
var timeShown = regexp.MustCompile(`(?i)^\d{1,4}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m?\.?)?$`)

// cellText is what a cell says: a day as 2027-08-14 where a number is shown as one, with its
// time where that is shown besides; a time where it is shown alone; else what is stored, so
// that 12,500 is 12500 however it is shown.
func cellText(stored, shown string, from1904 bool) string {
	if _, err := strconv.ParseFloat(stored, 64); err == nil && timeShown.MatchString(strings.TrimSpace(shown)) {
		return strings.TrimSpace(shown)
	}
	if stored == shown || !dayShown.MatchString(shown) {
		return stored
	}
	n, err := strconv.ParseFloat(stored, 64)
	if err != nil || n < 1 || n != math.Trunc(n) && !strings.Contains(shown, ":") {
		return stored
	}
	t, err := excelize.ExcelDateToTime(n, from1904)
	if err != nil || t.Year() < 1900 || t.Year() > 2199 {
		return stored
	}
	if strings.Contains(shown, ":") {
		return t.Round(time.Minute).Format("2006-01-02 15:04")
	}
	return t.Format(time.DateOnly)
}
