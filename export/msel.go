package export

import (
	"context"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"forethought/workbook"
)

// MSELSheet is the one table of an exercise's spreadsheet.
const MSELSheet Sheet = "msel"

// WriteMSEL writes an exercise's injects as an Excel workbook at path: the master scenario
// events list, by time with those off the timeline last, in the columns that exercise
// planners use. Times are real times; a hidden column holds the ids, by which
// [workbook.ProposeMSEL] knows the injects again. What is said of [WriteXLSX] holds.
func WriteMSEL(ctx context.Context, path string, e workbook.ExerciseRecord, on workbook.Date, preparedBy string, words Words) (SheetReceipt, error) {
	title := words.Text("msel.tab")
	if e.Name != "" {
		title = e.Name + " · " + title
	}
	return writeSheets(ctx, path, about{Title: title, Author: preparedBy, On: on}, []Sheet{MSELSheet},
		func(Sheet) sheet { return mselSheet(e, words) }, words)
}

// timeCell is a time of day or, where a list has none of those, a text.
type timeCell string

func mselSheet(e workbook.ExerciseRecord, words Words) sheet {
	width := map[string]float64{
		"number": 9, "minute": 11, "story": 11, "type": 14, "mode": 16, "sender": 22, "injected_by": 20, "recipient": 22,
		"text": 60, "expected": 50, "note": 40, "module": 24, "objectives": 32, workbook.IDColumn: 38,
	}
	s := sheet{tab: words.Text("msel.tab"), name: "MSEL", frozen: 1, hidden: 1, tall: true, count: len(e.Injects)}
	for _, field := range workbook.TableOfInjects.Fields() {
		c := sheetColumn{heading: words.Text("msel.column." + field), width: width[field]}
		if field == "type" {
			c.choices = wordsFor(words, "inject-type.", workbook.InjectTypes())
		}
		s.columns = append(s.columns, c)
	}
	s.rows = func(yield func([]value) bool) {
		for _, i := range e.Injects {
			if !yield([]value{
				e.NumberOf(i), timeCell(e.MSELTime(i)), timeCell(i.Story), wordFor(words, "inject-type.", i.Type), i.Mode, i.From,
				i.InjectedBy, i.To, i.Text, i.Expected, i.Note, e.MSELModule(i), e.MSELObjectives(i), i.ID,
			}) {
				return
			}
		}
	}
	return s
}

// timeOfDay makes a cell of a time, which spreadsheets count as a part of a day.
func (b *xlsxBook) timeOfDay(t timeCell) (any, error) {
	c, err := workbook.ParseClock(string(t))
	if err != nil || c == "" {
		return b.cell(string(t))
	}
	form := "hh:mm"
	style, err := b.style("time", excelize.Style{CustomNumFmt: &form, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})
	return excelize.Cell{StyleID: style, Value: float64(c.Minutes()) / workbook.MinutesADay}, err
}

// rowHeight is about how high a row has to be for its texts to show, in points. No
// spreadsheet makes a row higher than the most.
func rowHeight(columns []sheetColumn, row []value) float64 {
	const aLine, most = 15.0, 409.0
	lines := 1.0
	for i, v := range row {
		text, ok := v.(string)
		if !ok || i >= len(columns) {
			continue
		}
		n := 0.0
		for part := range strings.SplitSeq(even(text), "\n") {
			// Words do not fill a line to its end.
			n += max(1, math.Ceil(float64(utf8.RuneCountInString(part))*1.15/columns[i].width))
		}
		lines = max(lines, n)
	}
	return min(most, lines*aLine)
}
