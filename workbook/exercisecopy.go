package workbook

// CopyExercise is the change set that adds an exercise with the design of another: what it
// says of itself but its name and date, its modules, objectives with their targets, injects,
// questions and participants. What happened in the other, and what was found, stays there.
// Each part gets an id from newID.
func CopyExercise(e *ExerciseRecord, to Exercise, newID func() string) []Change {
	ids := map[string]string{"": ""}
	for _, m := range e.Modules {
		ids[m.ID] = newID()
	}
	for _, o := range e.Objectives {
		ids[o.ID] = newID()
	}
	mapped := func(list []string) []string {
		var out []string
		for _, id := range list {
			if ids[id] != "" { // it may have been removed
				out = append(out, ids[id])
			}
		}
		return out
	}
	x := e.Exercise
	x.ID, x.SchoolID, x.Follows, x.Name, x.Date = to.ID, to.SchoolID, to.Follows, to.Name, to.Date
	x.HotWash, x.Summary, x.Published = "", "", ""
	changes := Add(ExerciseEntity, x.ID, x)
	for _, m := range e.Modules {
		m.ID, m.ExerciseID = ids[m.ID], x.ID
		changes = append(changes, Add(ModuleEntity, m.ID, m)...)
	}
	for _, o := range e.Objectives {
		o.ID, o.ExerciseID, o.Final, o.Explanation = ids[o.ID], x.ID, "", ""
		changes = append(changes, Add(ObjectiveEntity, o.ID, o)...)
	}
	for _, t := range e.Targets {
		if ids[t.ObjectiveID] == "" {
			continue
		}
		t.ID, t.ExerciseID, t.ObjectiveID = newID(), x.ID, ids[t.ObjectiveID]
		changes = append(changes, Add(TargetEntity, t.ID, t)...)
	}
	for _, i := range e.Injects {
		i.ID, i.ExerciseID, i.ModuleID, i.Objectives = newID(), x.ID, ids[i.ModuleID], mapped(i.Objectives)
		changes = append(changes, Add(InjectEntity, i.ID, i)...)
	}
	for _, q := range e.Questions {
		q.ID, q.ExerciseID, q.ModuleID, q.Objectives = newID(), x.ID, ids[q.ModuleID], mapped(q.Objectives)
		changes = append(changes, Add(QuestionEntity, q.ID, q)...)
	}
	return append(changes, CopyParticipants(e, x.ID, newID)...)
}

// CopyParticipants is the change set that invites those who take part in an exercise to
// another.
func CopyParticipants(e *ExerciseRecord, to string, newID func() string) []Change {
	var changes []Change
	for _, p := range e.Participants {
		p.ID, p.ExerciseID, p.Attended = newID(), to, false
		changes = append(changes, Add(ParticipantEntity, p.ID, p)...)
	}
	return changes
}
