package session

import (
	"slices"
	"strings"

	"forethought/workbook"
)

// apply makes changes to the view before the disk has them, so that what a person does
// shows at once. What it cannot place (another school's things) the next read brings.
func (v *View) apply(changes []workbook.Change) {
	added := map[string]workbook.Values{}
	for _, c := range changes {
		if c.Field == workbook.Present && c.New == "1" {
			added[c.ID] = workbook.Values{}
		}
	}
	for _, c := range changes {
		if values, ok := added[c.ID]; ok {
			values[c.Field] = c.New
			continue
		}
		switch c.Entity {
		case workbook.AnswerEntity:
			v.applyAnswer(c)
		case workbook.SchoolEntity:
			v.applySchool(c)
		case workbook.ZoneEntity:
			v.School.Zones = workbook.Patched(v.School.Zones, c, nil, func(z workbook.Zone) string { return z.ID }, workbook.ZoneFrom)
		case workbook.ContactEntity:
			v.School.Contacts = workbook.Patched(v.School.Contacts, c, nil, func(x workbook.Contact) string { return x.ID }, workbook.ContactFrom)
			v.School.Contacts = slices.DeleteFunc(slices.Clone(v.School.Contacts), func(x workbook.Contact) bool {
				return !x.ServesSchool(v.School.ID)
			})
		case workbook.EventEntity:
			v.School.Events = workbook.Patched(v.School.Events, c, nil, func(e workbook.SchoolEvent) string { return e.ID }, workbook.EventFrom)
		case workbook.StepEntity:
			v.applyStep(c)
		case workbook.AttachmentEntity:
			v.School.Attachments = workbook.Patched(v.School.Attachments, c, nil, func(a workbook.Attachment) string { return a.ID }, workbook.AttachmentFrom)
		}
	}
	v.Actions = patchActions(v.Actions, changes, added)
	v.Register = patchActions(v.Register, changes, added)
	for _, c := range changes {
		values, ok := added[c.ID]
		if !ok || c.Field != workbook.Present {
			continue
		}
		v.add(c.Entity, c.ID, values)
	}
	v.applyExercises(changes, added)
}

func (v *View) applyAnswer(c workbook.Change) {
	itemID, ok := strings.CutPrefix(c.ID, v.School.ID+"/")
	if !ok {
		return
	}
	values := v.Answer(itemID).Values()
	values[c.Field] = c.New
	answers := make(workbook.Answers, len(v.Answers)+1)
	for id, a := range v.Answers {
		answers[id] = a
	}
	answers[itemID] = workbook.AnswerFrom(v.School.ID, itemID, values)
	v.Answers = answers
}

func (v *View) applyStep(c workbook.Change) {
	event, step, _ := strings.Cut(c.ID, "/")
	if !slices.ContainsFunc(v.School.Events, func(e workbook.SchoolEvent) bool { return e.ID == event }) {
		return
	}
	values := v.School.Steps.Of(event, step).Values()
	values[c.Field] = c.New
	steps := make(workbook.Steps, len(v.School.Steps)+1)
	for id, s := range v.School.Steps {
		steps[id] = s
	}
	steps[c.ID] = workbook.StepFrom(event, step, values)
	v.School.Steps = steps
}

func (v *View) applySchool(c workbook.Change) {
	v.Schools = workbook.Patched(v.Schools, c, nil, func(s workbook.School) string { return s.ID }, workbook.SchoolFrom)
	if c.ID == v.School.ID && c.Field != workbook.Present {
		values := v.School.Values()
		values[c.Field] = c.New
		v.School.School = workbook.SchoolFrom(c.ID, values)
	}
}

func (v *View) add(e workbook.Entity, id string, values workbook.Values) {
	here := values["school"] == v.School.ID
	switch {
	case e == workbook.SchoolEntity:
		v.Schools = append(slices.Clip(v.Schools), workbook.SchoolFrom(id, values))
	case e == workbook.ActionEntity:
		v.addAction(id, values)
	case e == workbook.ZoneEntity && here:
		v.School.Zones = append(slices.Clip(v.School.Zones), workbook.ZoneFrom(id, values))
	case e == workbook.ContactEntity && workbook.ContactFrom(id, values).ServesSchool(v.School.ID):
		v.School.Contacts = append(slices.Clip(v.School.Contacts), workbook.ContactFrom(id, values))
	case e == workbook.EventEntity && here:
		v.School.Events = append(slices.Clip(v.School.Events), workbook.EventFrom(id, values))
	case e == workbook.AttachmentEntity && here:
		v.School.Attachments = append(slices.Clip(v.School.Attachments), workbook.AttachmentFrom(id, values))
	}
}

func (v *View) addAction(id string, values workbook.Values) {
	if values["status"] == "" {
		values["status"] = string(workbook.ToDo)
	}
	a := workbook.ActionFrom(id, values)
	if slices.Contains(a.Schools, v.School.ID) {
		v.Actions = append(slices.Clip(v.Actions), a)
	}
	if v.Register != nil {
		v.Register = append(slices.Clip(v.Register), a)
	}
}

// patchActions gives the list with all changes made to its members. A bulk change touches
// thousands of them, so the list is gone through once.
func patchActions(list []workbook.Action, changes []workbook.Change, added map[string]workbook.Values) []workbook.Action {
	touched := map[string][]workbook.Change{}
	for _, c := range changes {
		if _, isNew := added[c.ID]; c.Entity == workbook.ActionEntity && !isNew {
			touched[c.ID] = append(touched[c.ID], c)
		}
	}
	if len(touched) == 0 {
		return list
	}
	list = slices.Clone(list)
	gone := map[string]bool{}
	for i, a := range list {
		if len(touched[a.ID]) == 0 {
			continue
		}
		values := a.Values()
		for _, c := range touched[a.ID] {
			if c.Field == workbook.Present {
				gone[a.ID] = true
			} else {
				values[c.Field] = c.New
			}
		}
		list[i] = workbook.ActionFrom(a.ID, values)
	}
	return slices.DeleteFunc(list, func(a workbook.Action) bool { return gone[a.ID] })
}
