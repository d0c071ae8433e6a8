package workbook

import "strings"

// Names say what the things of a workbook are called, by their ids.
type Names struct {
	Called map[string]string // a name, or a title, or the text of what has neither; the kind of a step of a run
	School map[string]string // the id of the school that a thing belongs to
}

// PastLine is one change of a history, with what is needed to tell it.
type PastLine struct {
	Batch  Batch // without its changes
	Change Change
	ItemID string // of an answer
	StepID string // of an event's step
	Thing  string // what the changed thing is called, empty for an answer, a step and what is not known
	School string // the id of the school that it is or belongs to, empty for none
	Added  bool   // the same step added the thing, so nobody saw the value before
}

// PastLines are the changes of batches one by one, in the order of the batches. Left out are
// what a thing belongs to, since that never changes, stamps and sums, and all of a step of an
// exercise's run but that it was.
func PastLines(batches []Batch, names Names) []PastLine {
	var lines []PastLine
	for _, b := range batches {
		changes := b.Changes
		b.Changes = nil
		added := map[string]bool{}
		for _, c := range changes {
			if c.Field == Present && c.New == "1" {
				added[c.ID] = true
			}
			f, err := FieldOf(c.Entity, c.Field)
			if err == nil && (f.Kind == Ref || f.Kind == Token) || c.Entity == HappeningEntity && c.Field != Present {
				continue
			}
			l := PastLine{Batch: b, Change: c, Thing: names.Called[c.ID], School: names.School[c.ID], Added: added[c.ID]}
			owner, part, _ := strings.Cut(c.ID, "/")
			switch c.Entity {
			case SchoolEntity:
				l.School = c.ID
			case AnswerEntity:
				l.ItemID, l.School = part, owner
			case StepEntity:
				l.StepID, l.School = part, names.School[owner]
			}
			lines = append(lines, l)
		}
	}
	return lines
}

// PutBack is the change that gives a field back the value that it had before the change of a
// line, seen as it is now. There is none, and ok is false, where that value stands already and
// for what cannot be given another value: what a thing belongs to, what a file is, and the log
// of an exercise's run.
func (l PastLine) PutBack(now string) (c Change, ok bool) {
	f, err := FieldOf(l.Change.Entity, l.Change.Field)
	if err != nil || f.Kind == Ref || f.Kind == Token || l.Change.Entity == HappeningEntity ||
		l.Change.Entity == AttachmentEntity && f.Name == "size" || now == l.Change.Old {
		return Change{}, false
	}
	c = l.Change
	c.Old, c.New = now, l.Change.Old
	return c, c.Check() == nil
}
