package assets

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"forethought/workbook"
)

// Field is what a field is called. One that is called otherwise in an entity, such as the
// statements of a feedback form, has words of its own there.
func (l *Language) Field(e workbook.Entity, field string) string {
	if own := "field." + string(e) + "." + field; l.Has(own) {
		return l.Text(own)
	}
	return l.Text("field." + field)
}

// Value is a field's value as a person reads it: words for codes, a day in full, and names
// for ids, which name finds; an id without a name stays as it is. An empty value is said to
// be cleared.
func (l *Language) Value(e workbook.Entity, field, value string, name func(id string) string) string {
	if value == "" {
		return l.Text("history.empty")
	}
	f, err := workbook.FieldOf(e, field)
	if err != nil {
		return value
	}
	switch f.Kind {
	case workbook.Number:
		if seconds, err := strconv.Atoi(value); field == "elapsed" && err == nil {
			return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
		}
	case workbook.Choice, workbook.Codes:
		var list []string
		for _, code := range workbook.SplitIDs(value) {
			if key := family(e, field); key != "" {
				code = l.Text(key + "." + code)
			}
			list = append(list, code)
		}
		return strings.Join(list, ", ")
	case workbook.Day:
		return l.Date(workbook.Date(value))
	case workbook.Flag:
		if value == "1" {
			return l.Text("register.yes")
		}
		return l.Text("register.no")
	case workbook.Link:
		if n := name(value); n != "" {
			return n
		}
		return l.Text("history.link")
	case workbook.Refs:
		var list []string
		for _, id := range workbook.SplitIDs(value) {
			if n := name(id); n != "" {
				id = n
			}
			list = append(list, id)
		}
		return strings.Join(list, ", ")
	}
	return value
}

// family is the beginning of the keys of a field's codes, nothing for codes that speak for
// themselves, such as scores.
func family(e workbook.Entity, field string) string {
	switch {
	case field == "override":
		return "priority"
	case field == "levels":
		return "level"
	case e == workbook.ActionEntity && field == "status":
		return "action-status"
	case e == workbook.InjectEntity && field == "type":
		return "inject-type"
	case e == workbook.HappeningEntity && field == "kind":
		return "happening"
	case e == workbook.ObservationEntity && field == "kind":
		return "observation"
	case e == workbook.StepEntity && field == "status":
		return "step"
	case field == "exercise_role":
		return "exercise-role"
	case field == "missions":
		return "mission"
	case field == "final":
		return "rating"
	case e == workbook.FeedbackEntity:
		return ""
	}
	return field
}

// Where says where in a file something stands: on a page of a PDF, else in a row. Without a
// place it is the file.
func (l *Language) Where(file, place string) string {
	switch {
	case place == "":
		return file
	case strings.EqualFold(filepath.Ext(file), ".pdf"):
		return l.Text("proposal.at.page", "File", file, "Place", place)
	}
	return l.Text("proposal.at.row", "File", file, "Place", place)
}

// Fault is [Language.Explain] for what cannot be taken from a file: the sentence names the
// file and the place.
func (l *Language) Fault(p *workbook.Problem) (sentence, wayOn string) {
	bare := *p
	bare.File, bare.Place = "", ""
	if p.Place == "" || errors.Is(p, workbook.ErrNotText) {
		bare = *p // is about the whole file, or says where itself
	}
	sentence, wayOn = l.Explain(&bare)
	if p.File == "" || strings.Contains(sentence, p.File) {
		return sentence, wayOn
	}
	return l.Text("proposal.fault", "Where", l.Where(p.File, p.Place), "Of", p.Of, "Sentence", sentence), wayOn
}

// Note says what was passed over in a file.
func (l *Language) Note(n workbook.ProposalNote) string {
	return l.Text("proposal.note."+n.Code, "Where", l.Where(n.File, n.Place), "File", n.File, "Value", n.Value, "Count", n.Count)
}
