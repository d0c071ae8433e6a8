package assets

import (
	"cmp"
	"strings"

	"forethought/workbook"
)

// pastValue is how much of a value a line of the history shows, in characters.
const pastValue = 80

// Past tells a line of the history: what was changed, with its school, and what of it became
// what. The case names items and steps.
func (l *Language) Past(line workbook.PastLine, c *workbook.Case, names workbook.Names) (thing, change string) {
	thing = line.Thing
	switch {
	case line.ItemID != "":
		it, _ := c.Item(line.ItemID)
		thing = cmp.Or(it.Title, names.Called[line.ItemID], line.ItemID)
	case line.StepID != "":
		step, _ := c.EventStep(line.StepID)
		thing = cmp.Or(step.Title, line.StepID)
	}
	if line.Change.Entity == workbook.HappeningEntity && thing != "" {
		thing = l.Text("happening." + thing)
	}
	thing = workbook.Shorten(cmp.Or(thing, l.Text("entity."+string(line.Change.Entity))), pastValue)
	if school := names.Called[line.School]; school != "" && line.Change.Entity != workbook.SchoolEntity {
		thing = l.Text("history.of-school", "Thing", thing, "School", school)
	}
	return thing, l.pastChange(line, c, names)
}

// Who says who made a step of the history, in what role, and whether it took one back.
func (l *Language) Who(b workbook.Batch) string {
	who := cmp.Or(b.Author.Name, l.Text("history.someone"))
	if b.Author.Role != "" {
		who = l.Text("history.role", "Who", who, "Role", b.Author.Role)
	}
	switch b.Origin {
	case workbook.Undid:
		return l.Text("history.undid", "Who", who)
	case workbook.Redid:
		return l.Text("history.redid", "Who", who)
	}
	return who
}

func (l *Language) pastChange(line workbook.PastLine, c *workbook.Case, names workbook.Names) string {
	change := line.Change
	if change.Field == workbook.Present {
		return l.presence(change.New)
	}
	field := l.Field(change.Entity, change.Field)
	if change.Old == "" || line.Added {
		return l.Text("history.set", "Field", field, "New", l.PastValue(change, change.New, c, names))
	}
	return l.Text("history.changed", "Field", field,
		"Old", l.PastValue(change, change.Old, c, names), "New", l.PastValue(change, change.New, c, names))
}

func (l *Language) presence(value string) string {
	if value == "1" {
		return l.Text("history.added")
	}
	return l.Text("history.removed")
}

// PastValue is a value of a change's field on one short line.
func (l *Language) PastValue(change workbook.Change, value string, c *workbook.Case, names workbook.Names) string {
	if change.Field == workbook.Present {
		return l.presence(value)
	}
	said := l.Value(change.Entity, change.Field, value, func(id string) string {
		if name := names.Called[id]; name != "" {
			return name
		}
		it, _ := c.Item(id)
		return it.Title
	})
	return workbook.Shorten(strings.Join(strings.Fields(said), " "), pastValue)
}

// Recovered tells what came of a recovery, a sentence each.
func (l *Language) Recovered(r workbook.Recovered) []string {
	said := []string{l.Text("recover.holds", "Schools", l.Text("cli.count.schools", "Count", r.Counts["schools"]),
		"Answers", l.Text("cli.count.answers", "Count", r.Counts["answers"]), "Actions", l.Text("cli.count.actions", "Count", r.Counts["actions"]))}
	if r.Unreadable > 0 {
		said = append(said, l.Text("recover.pages", "Count", r.Unreadable, "Pages", r.Pages))
	}
	if r.FromHistory > 0 {
		said = append(said, l.Text("recover.from-history", "Count", r.FromHistory))
	}
	if r.LostChanges > 0 {
		said = append(said, l.Text("recover.lost-changes", "Count", r.LostChanges))
	}
	if r.LostThings > 0 {
		said = append(said, l.Text("recover.lost-things", "Count", r.LostThings))
	}
	if r.LostFiles > 0 {
		said = append(said, l.Text("recover.lost-files", "Count", r.LostFiles))
	}
	if r.Unnamed > 0 {
		said = append(said, l.Text("recover.unnamed-schools", "Count", r.Unnamed))
	}
	if r.Whole() {
		said = append(said, l.Text("recover.whole"))
	}
	return said
}
