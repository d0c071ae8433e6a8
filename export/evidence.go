package export

import (
	"slices"
	"strings"

	"forethought/workbook"
)

// cites are the numbers of the sources behind a statement, each leading to its source.
func (b *caseBook) cites(s style, color rgb, evidence []workbook.Evidence) []span {
	var spans []span
	for _, n := range b.theCase.Citations(evidence) {
		spans = append(spans, b.say(s, color, " "),
			b.lead(s, accent, "["+decimal(n)+"]", sourceAnchor(b.theCase.Sources[n-1].ID)))
	}
	return spans
}

// evidence is where the record says it: the sources' numbers and sections. Sections of one
// source stand together.
func (b *caseBook) evidence(evidence []workbook.Evidence) []span {
	var spans []span
	for _, n := range b.theCase.Citations(evidence) {
		source := b.theCase.Sources[n-1].ID
		var sections []string
		for _, e := range evidence {
			section := numberKept(strings.TrimSpace(e.Section))
			if e.Source == source && section != "" && !slices.Contains(sections, section) {
				sections = append(sections, section)
			}
		}
		if len(spans) > 0 {
			spans = append(spans, b.say(regular, muted, "; "))
		}
		spans = append(spans, b.lead(regular, accent, "["+decimal(n)+"]", sourceAnchor(source)))
		spans = append(spans, b.say(regular, muted, string(noBreak)+strings.Join(sections, ", ")))
	}
	if len(spans) == 0 {
		spans = append(spans, b.say(regular, muted, b.t("plan.no-evidence")))
	}
	return spans
}

// numberKept keeps the number in "paragraph 3" on the line of its word.
func numberKept(section string) string {
	at := strings.LastIndexByte(section, ' ')
	if at < 0 || strings.Trim(section[at+1:], "0123456789") != "" {
		return section
	}
	return section[:at] + string(noBreak) + section[at+1:]
}

// item is an item's number and title, leading to it.
func (b *caseBook) item(s style, color rgb, it workbook.Item) span {
	key := itemAnchor(it.ID)
	return b.lead(s, color, join(" ", b.number[key], it.Title), key)
}

// labelled is a label and what it says, in the answer columns of tables.
func (b *caseBook) labelled(width float64, label string, value ...span) []piece {
	return b.paragraph(width, 8, append([]span{b.say(regular, muted, label+" ")}, value...)...)
}

// priorityLine is a priority in words.
func (b *caseBook) priorityLine(p workbook.Priority) span {
	if p == "" {
		return b.say(regular, muted, b.t("priority."))
	}
	s, color := regular, ink
	if p == workbook.High {
		s = bold
	}
	return b.say(s, color, b.t("plan.priority", "Priority", b.t("priority."+string(p))))
}
