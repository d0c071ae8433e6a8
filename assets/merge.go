package assets

import (
	"cmp"

	"forethought/workbook"
)

// MergeSummary says what came of a merge, or would come, a line each: how many edits each copy
// alone had, and what came in, by kind.
func (l *Language) MergeSummary(m workbook.Merging) []string {
	if m.Nothing() {
		return []string{l.Text("merge.nothing")}
	}
	lines := []string{
		l.Text("merge.edits.first", "Count", m.Batches[workbook.FirstCopy]),
		l.Text("merge.edits.second", "Count", m.Batches[workbook.SecondCopy]),
	}
	for _, e := range workbook.Entities() {
		if n, ok := m.Came[e]; ok {
			line := l.Text("merge.came", "Kind", l.Text("merge.kind."+string(e)), "N", n.Things)
			if n.Added > 0 {
				line += l.Text("merge.came.added", "N", n.Added)
			}
			if n.Removed > 0 {
				line += l.Text("merge.came.removed", "N", n.Removed)
			}
			lines = append(lines, line)
		}
	}
	if m.Files > 0 {
		lines = append(lines, l.Text("merge.files", "Count", m.Files))
	}
	return lines
}

// MergeTitle is what a decision is about: what the thing is called, of which school. Item finds
// the title of an item of the case.
func (l *Language) MergeTitle(d workbook.MergeDecision, item func(id string) string) string {
	title := cmp.Or(d.Title, item(d.ItemID), l.Text("entity."+string(d.Entity)))
	if d.School == "" || d.School == title {
		return title
	}
	return l.Text("cli.search.of-school", "Title", title, "School", d.School)
}

// MergeValue is one side's value of a decision.
func (l *Language) MergeValue(d workbook.MergeDecision, value string, name func(id string) string) string {
	if d.Field == workbook.Present {
		return l.Text("merge.present." + value)
	}
	return l.Value(d.Entity, d.Field, value, name)
}

// MergeBy says when a side's value was given and by whom.
func (l *Language) MergeBy(v workbook.Version) string {
	who := cmp.Or(v.Author.Name, l.Text("history.someone"))
	if v.Author.Role != "" {
		who = l.Text("merge.who", "Name", who, "Role", v.Author.Role)
	}
	return l.Text("merge.by", "Who", who, "When", v.At.Local().Format("2006-01-02 15:04"))
}
