package workbook

import "slices"

// OfChecklists is the request as a checklist with answers is made from it: the items of some
// checklists, all of them where none is named, and of the school only what answers point to.
// What such a document never holds, the actions, contacts, events and history, is no longer
// in it, so that [PlanRequest.For] does not count it as kept from a reader.
func (r PlanRequest) OfChecklists(lists ...Checklist) PlanRequest {
	r.Actions, r.History = nil, nil
	r.School.Contacts, r.School.Events, r.School.Steps, r.School.Note = nil, nil, nil, ""
	if len(lists) == 0 {
		return r
	}
	all := r.Case
	chosen := *all
	chosen.Items = slices.DeleteFunc(slices.Clone(all.Items), func(it Item) bool { return !slices.Contains(lists, it.Checklist) })
	answers := Answers{}
	for id, a := range r.Answers {
		if it, known := all.Item(id); !known || slices.Contains(lists, it.Checklist) {
			answers[id] = a
		}
	}
	r.Case, r.Answers = &chosen, answers
	return r
}

// CaseBrief is the case alone, without any school.
type CaseBrief struct {
	Case       *Case
	PreparedBy string
	Handling   string
	On         Date
}
