package workbook

import "slices"

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
// of the exercise that found it otherwise goes in the same batch. Whatever lets a person set
// one of these goes through here. Flag gives the flag that an answer has now, by the answer's
// id; nil where the caller does not know, and storage passes over what is not flagged.
func LookedAgain(changes []Change, flag func(answerID string) string) []Change {
	var looked []string
	done := map[string]bool{}
	for _, c := range changes { // what is said of the flag itself stands
		if c.Entity == AnswerEntity && c.Field == "disproved" {
			done[c.ID] = true
		}
	}
	for _, c := range changes {
		if c.Entity != AnswerEntity || done[c.ID] {
			continue
		}
		switch c.Field {
		case "status", "reviewed_by", "reviewed_on":
			done[c.ID] = true
			looked = append(looked, c.ID)
		}
	}
	all := slices.Clip(changes)
	for _, id := range looked {
		c := Change{Entity: AnswerEntity, ID: id, Field: "disproved"}
		if flag != nil {
			if c.Old = flag(id); c.Old == "" {
				continue
			}
		}
		all = append(all, c)
	}
	return all
}
