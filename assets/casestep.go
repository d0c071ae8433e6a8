package assets

import (
	"cmp"

	"forethought/workbook"
)

// CaseStep says from which version of the case to which a workbook went, when, and by whose
// opening.
func (l *Language) CaseStep(s workbook.CaseStep) string {
	if s.Since.IsZero() {
		return l.Text("case-step.to-come", "From", s.From, "Version", s.Version)
	}
	who := cmp.Or(s.Author.Name, l.Text("history.someone"))
	if s.Author.Role != "" {
		who = l.Text("merge.who", "Name", who, "Role", s.Author.Role)
	}
	return l.Text("case-step.done", "From", s.From, "Version", s.Version, "Who", who,
		"Date", l.Date(workbook.Today(s.Since.Local())))
}

// PartValue is a part of an item as a person reads it.
func (l *Language) PartValue(part, value string) string {
	if part == workbook.PartChecklist && value != "" {
		return l.Text("checklist." + value)
	}
	return cmp.Or(value, l.Text("history.empty"))
}
