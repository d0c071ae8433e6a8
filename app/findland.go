package app

import (
	"slices"
	"strings"

	"forethought/workbook"
)

// landing is where to land once a school that was chosen for it is there.
type landing struct {
	school string
	place  place
}

// landOn opens what a search found where it stands, on its school. A value of the past opens
// the thing that it was a value of.
func (d *desk) landOn(f workbook.Hit) {
	switch f.Entity {
	case workbook.AnswerEntity, workbook.AttachmentEntity:
		d.landAt(f.SchoolID, place{screen: checklistsScreen, item: f.ItemID, past: f.Past && f.Entity == workbook.AnswerEntity})
	case workbook.ActionEntity:
		d.landAt(d.schoolServed(f.Serves), place{screen: actionsScreen, action: f.ID})
	case workbook.ContactEntity:
		d.goTo(place{screen: teamScreen, id: f.ID})
	case workbook.StepEntity: // stands with its event
		event, step, _ := strings.Cut(f.ID, "/")
		d.landAt(f.SchoolID, place{screen: schoolsScreen, part: partEvent, id: event, item: step})
	case workbook.ZoneEntity, workbook.EventEntity:
		d.landAt(f.SchoolID, place{screen: schoolsScreen, part: string(f.Entity), id: f.ID})
	case workbook.ExerciseEntity:
		d.landAt(f.SchoolID, place{screen: exercisesScreen, id: f.ID})
	case workbook.ObjectiveEntity, workbook.TargetEntity, workbook.ModuleEntity, workbook.InjectEntity,
		workbook.QuestionEntity, workbook.ParticipantEntity:
		d.landAt(f.SchoolID, place{screen: exercisesScreen, id: f.ExerciseID, part: partDesign, item: f.ID})
	case workbook.ObservationEntity:
		d.landAt(f.SchoolID, place{screen: exercisesScreen, id: f.ExerciseID, part: partAfter, item: f.ID})
	case workbook.RatingEntity, workbook.FeedbackEntity:
		d.landAt(f.SchoolID, place{screen: exercisesScreen, id: f.ExerciseID, part: partEvaluate, item: f.ID})
	case workbook.SchoolEntity:
		d.landAt(f.SchoolID, place{screen: schoolsScreen})
	default:
		d.goTo(place{screen: checklistsScreen, item: f.ItemID})
	}
}

// schoolServed is the one of some schools on which a thing that serves them is shown: the
// chosen one where it is among them, and empty for none.
func (d *desk) schoolServed(schools []string) string {
	v := d.view()
	if slices.Contains(schools, v.School.ID) {
		return v.School.ID
	}
	for _, s := range v.Schools {
		if slices.Contains(schools, s.ID) {
			return s.ID
		}
	}
	return ""
}

// landAt goes to a place once a school is the chosen one; at once where it is, or for none.
func (d *desk) landAt(school string, p place) {
	if school == "" || school == d.view().School.ID && school == d.session.Chosen() {
		d.goTo(p)
		return
	}
	d.landing = &landing{school, p}
	d.session.Choose(school)
}

// arrive lands where the view that came is that of the school. It tells the person where the
// school is gone; where they have chosen another one meanwhile, it lets them be.
func (d *desk) arrive() {
	l := d.landing
	if l == nil || d.session == nil || d.session.Chosen() == l.school && d.view().School.ID != l.school {
		return // it is still on its way
	}
	d.landing = nil
	if d.view().School.ID == l.school {
		d.goTo(l.place)
		return
	}
	if !slices.ContainsFunc(d.view().Schools, func(s workbook.School) bool { return s.ID == l.school }) {
		d.say(d.text("search.gone"), d.text("search.gone.why"))
	}
}
