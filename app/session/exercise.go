package session

import "forethought/workbook"

// WantExercise says which exercise the view holds with all that belongs to it; none for an
// empty id. It is read in the order of the changes, so one that was just added may be asked
// for.
func (s *Session) WantExercise(id string) {
	if id == s.more.exercise {
		return
	}
	s.more.exercise = id
	if s.view.Exercise = (workbook.ExerciseRecord{}); id != "" {
		s.Reload()
	}
}

// WantedExercise is the id of the exercise that was asked for last.
func (s *Session) WantedExercise() string { return s.more.exercise }

// applyExercises shows changes of exercises before the disk has them.
func (v *View) applyExercises(changes []workbook.Change, added map[string]workbook.Values) {
	for _, c := range changes {
		if c.Entity != workbook.ExerciseEntity || added[c.ID] != nil && c.Field != workbook.Present {
			continue
		}
		values := added[c.ID]
		if values != nil && values["school"] != v.School.ID {
			continue
		}
		v.Exercises = workbook.Patched(v.Exercises, c, values, func(e workbook.Exercise) string { return e.ID }, workbook.ExerciseFrom)
	}
	if v.Exercise.ID != "" {
		v.Exercise = v.Exercise.With(changes)
	}
}
