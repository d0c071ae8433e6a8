package workbook

import (
	"slices"
	"strings"
)

// Doubt is an answer that an exercise found otherwise and that nobody has looked at since.
type Doubt struct {
	Item   Item
	Answer Answer
	Disproof
}

// Doubts lists a school's answers that an exercise found otherwise, in the case's order. The
// disproofs are by objective; a flag of one that is not among them, since it or its exercise
// was removed, is none.
func Doubts(c *Case, schoolID string, answers Answers, disproofs map[string]Disproof) []Doubt {
	var list []Doubt
	for _, it := range c.Items {
		a := answers.Of(schoolID, it.ID)
		if d, ok := disproofs[a.Disproved]; ok {
			list = append(list, Doubt{it, a, d})
		}
	}
	return list
}

// LookedAgain is a change set with what a new look at an answer settles besides: where a
// change gives an answer another status, or says by whom or when it was reviewed, the flag
// of the exercise that found it otherwise goes in the same batch, and where its item was worded
// anew, the answer is one to these words from now on. Whatever lets a person set one of these
// goes through here. Reworded are [CaseRecords.Reworded]. Now gives an answer as it is by its id;
// nil where the caller does not know, and storage passes over what is the same.
func LookedAgain(changes []Change, reworded map[string]ItemVersion, now func(answerID string) Answer) []Change {
	var looked []string
	done := map[string]bool{} // what is said of the flags themselves stands
	for _, c := range changes {
		if c.Entity == AnswerEntity && (c.Field == "disproved" || c.Field == "item_version") {
			done[c.ID+" "+c.Field] = true
		}
	}
	seen := map[string]bool{}
	for _, c := range changes {
		if c.Entity != AnswerEntity || seen[c.ID] {
			continue
		}
		switch c.Field {
		case "status", "reviewed_by", "reviewed_on":
			seen[c.ID] = true
			looked = append(looked, c.ID)
		}
	}
	all := slices.Clip(changes)
	settle := func(id, field, before, after string) {
		if !done[id+" "+field] && (now == nil || before != after) {
			all = append(all, Change{Entity: AnswerEntity, ID: id, Field: field, Old: before, New: after})
		}
	}
	for _, id := range looked {
		var a Answer
		if now != nil {
			a = now(id)
		}
		settle(id, "disproved", a.Disproved, "")
		_, item, _ := strings.Cut(id, "/")
		if v, ok := reworded[item]; ok && a.ItemVersion < v.Version {
			settle(id, "item_version", number(a.ItemVersion), number(v.Version))
		}
	}
	return all
}
