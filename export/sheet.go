package export

import (
	"fmt"
	"iter"
	"strings"

	"forethought/workbook"
)

// Sheet names one of the tables of a register.
type Sheet string

// The sheets of a register.
const (
	ActionSheet Sheet = "actions"
	AnswerSheet Sheet = "answers"
	MatrixSheet Sheet = "matrix"
)

// Sheets lists the sheets in the order in which they stand in a spreadsheet.
func Sheets() []Sheet { return []Sheet{ActionSheet, AnswerSheet, MatrixSheet} }

// ParseSheet reads a sheet's name in any case. Its error is a [workbook.Problem] of kind
// ErrBadValue.
func ParseSheet(name string) (Sheet, error) {
	for _, s := range Sheets() {
		if strings.EqualFold(strings.TrimSpace(name), string(s)) {
			return s, nil
		}
	}
	return "", &workbook.Problem{Kind: workbook.ErrBadValue, Field: "table", Value: workbook.Shorten(name, 60)}
}

// sheet is a table as values, whatever it is written as.
type sheet struct {
	tab     string // the words on its tab
	name    string // of the table in a spreadsheet, the same in every language
	columns []sheetColumn
	frozen  int  // columns that stay in sight
	hidden  int  // columns at the end that a spreadsheet does not show
	tall    bool // rows are as high as their texts need; else as a spreadsheet makes them
	upright bool // headings stand upright, for many narrow columns
	count   int  // rows
	rows    iter.Seq[[]value]
}

// sheetColumn is one column of a sheet.
type sheetColumn struct {
	heading string
	width   float64  // in characters
	choices []string // what a cell of it may hold; none for anything
}

// value is what a cell holds: a string, a workbook.Date, a timeCell, an int, an amount or a
// statusWord.
type value any

// statusWord is a status with the word for it.
type statusWord struct {
	status workbook.Status
	word   string
}

// amount is a number that has not been given where it is 0.
type amount int

// sheetOf makes one of the tables of a register.
func sheetOf(which Sheet, r workbook.Register, words Words) sheet {
	switch which {
	case AnswerSheet:
		return answerSheet(r, words)
	case MatrixSheet:
		return matrixSheet(r, words)
	}
	return actionSheet(r, words)
}

func actionSheet(r workbook.Register, words Words) sheet {
	t := words.Text
	return sheet{
		tab: t("register.actions"), name: "Actions", frozen: 1,
		columns: []sheetColumn{
			{t("register.column.title"), 44, nil},
			{t("register.column.schools"), 32, nil},
			{t("register.column.items"), 44, nil},
			{t("register.column.status"), 14, wordsFor(words, "action-status.", workbook.ActionStatuses())},
			{t("register.column.due"), 12, nil},
			{t("register.column.overdue"), 10, []string{t("register.yes"), t("register.no")}},
			{t("register.column.owner"), 24, nil},
			{t("register.column.organization"), 26, nil},
			{t("register.column.element"), 18, wordsFor(words, "element.", workbook.CapabilityElements())},
			{t("register.column.start"), 12, nil},
			{t("register.column.target"), 12, nil},
			{t("register.column.completed"), 12, nil},
			{t("register.column.review"), 12, nil},
			{t("register.column.cost"), 12, nil},
			{t("register.column.description"), 50, nil},
			{t("register.column.id"), 38, nil},
		},
		hidden: 1, count: len(r.Actions),
		rows: func(yield func([]value) bool) {
			for _, a := range r.Actions {
				overdue := t("register.no")
				if a.Overdue {
					overdue = t("register.yes")
				}
				if !yield([]value{
					a.Action.Title, strings.Join(a.Schools, "; "), titles(a.Items),
					wordFor(words, "action-status.", a.Status), a.Due, overdue,
					a.Action.Owner, a.Action.Organization, wordFor(words, "element.", a.Action.Element),
					a.Action.Start, a.Action.Target, a.Action.Completed, a.Action.Review,
					amount(a.Action.Cost), a.Action.Description, a.Action.ID,
				}) {
					return
				}
			}
		},
	}
}

func answerSheet(r workbook.Register, words Words) sheet {
	t := words.Text
	return sheet{
		tab: t("register.answers"), name: "Answers", frozen: 1,
		columns: []sheetColumn{
			{t("register.column.school"), 32, nil},
			{t("register.column.district"), 26, nil},
			{t("register.column.checklist"), 16, wordsFor(words, "checklist.", workbook.Checklists())},
			{t("register.column.item"), 44, nil},
			{t("register.column.status"), 16, wordsFor(words, "status.", workbook.Statuses())},
			{t("register.column.reason"), 30, nil},
			{t("register.column.probability"), 14, wordsFor(words, "probability.", workbook.Probabilities())},
			{t("register.column.magnitude"), 14, wordsFor(words, "magnitude.", workbook.Magnitudes())},
			{t("register.column.priority"), 12, wordsFor(words, "priority.", workbook.Priorities())},
			{t("register.column.owner"), 24, nil},
			{t("register.column.target"), 12, nil},
			{t("register.column.zones"), 26, nil},
			{t("register.column.note"), 50, nil},
			{t("register.column.reviewed-by"), 22, nil},
			{t("register.column.reviewed-on"), 12, nil},
		},
		count: len(r.Answers),
		rows: func(yield func([]value) bool) {
			for _, a := range r.Answers {
				var zones []string
				for _, z := range a.Zones {
					zones = append(zones, z.Label())
				}
				if !yield([]value{
					a.School.Name, a.School.District, wordFor(words, "checklist.", a.Item.Checklist),
					a.Item.Title, wordFor(words, "status.", a.Answer.Status), a.Answer.Reason,
					wordFor(words, "probability.", a.Answer.Probability),
					wordFor(words, "magnitude.", a.Answer.Magnitude),
					wordFor(words, "priority.", a.Answer.Priority()),
					a.Answer.Owner, a.Answer.Target, strings.Join(zones, "; "), a.Answer.Note,
					a.Answer.ReviewedBy, a.Answer.ReviewedOn,
				}) {
					return
				}
			}
		},
	}
}

func matrixSheet(r workbook.Register, words Words) sheet {
	t := words.Text
	signs := make([]string, len(workbook.Statuses()))
	for i, s := range workbook.Statuses() {
		signs[i] = s.Sign()
	}
	columns := []sheetColumn{
		{t("register.column.school"), 32, nil},
		{t("register.column.district"), 26, nil},
		{t("register.column.answered"), 6, nil},
	}
	for _, it := range r.Case.Items {
		columns = append(columns, sheetColumn{it.Title, 6, signs})
	}
	return sheet{
		tab: t("register.matrix"), name: "Matrix", frozen: 1, upright: true,
		columns: distinct(columns), count: len(r.Matrix),
		rows: func(yield func([]value) bool) {
			for _, m := range r.Matrix {
				cells := []value{m.School.Name, m.School.District, m.Answered}
				for _, s := range m.Statuses {
					cells = append(cells, statusWord{s, wordFor(words, "status.", s)})
				}
				if !yield(cells) {
					return
				}
			}
		},
	}
}

// distinct numbers headings that stand twice, which a spreadsheet's table must not have.
func distinct(columns []sheetColumn) []sheetColumn {
	seen := map[string]bool{}
	for i := range columns {
		heading := columns[i].heading
		for n := 2; seen[strings.ToLower(columns[i].heading)]; n++ {
			columns[i].heading = fmt.Sprintf("%s (%d)", heading, n)
		}
		seen[strings.ToLower(columns[i].heading)] = true
	}
	return columns
}

// wordFor is the word for a code; no code has none.
func wordFor[T ~string](words Words, family string, code T) string {
	if code == "" {
		return ""
	}
	return words.Text(family + string(code))
}

func wordsFor[T ~string](words Words, family string, codes []T) []string {
	list := make([]string, len(codes))
	for i, c := range codes {
		list[i] = wordFor(words, family, c)
	}
	return list
}

func titles(items []workbook.Item) string {
	list := make([]string, len(items))
	for i, it := range items {
		list[i] = it.Title
	}
	return strings.Join(list, "; ")
}

// even makes every line end the same way.
func even(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}
