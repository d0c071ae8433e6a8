package workbook

import "slices"

// How the parts of an exercise are put into another order. Each function gives the changes of
// one move, for one batch and one step of undo; none where nothing moves.

// InjectsIn lists the timed injects of a module in their order; for an empty id, which stands
// for an exercise without modules, all of them.
func (e *ExerciseRecord) InjectsIn(moduleID string) []Inject {
	var list []Inject
	for _, i := range e.Injects {
		if m, _ := e.ModuleOf(i); !i.OffTimeline && m.ID == moduleID {
			list = append(list, i)
		}
	}
	return list
}

// OffTimeline lists the injects without a time.
func (e *ExerciseRecord) OffTimeline() []Inject {
	var list []Inject
	for _, i := range e.Injects {
		if i.OffTimeline {
			list = append(list, i)
		}
	}
	return list
}

// QuestionsIn lists the questions of a module in their order. One that belongs to no module
// that there is stands in the first.
func (e *ExerciseRecord) QuestionsIn(moduleID string) []Question {
	var list []Question
	for _, q := range e.Questions {
		at := e.moduleIndex(q.ModuleID)
		if len(e.Modules) == 0 && moduleID == "" || at < len(e.Modules) && e.Modules[at].ID == moduleID {
			list = append(list, q)
		}
	}
	return list
}

// EndOfModules is the minute at which the last module is planned to end.
func (e *ExerciseRecord) EndOfModules() int { return e.Minutes - e.HotWashMinutes() }

// moduleIDs are the modules' ids in order; one empty id where there is no module.
func (e *ExerciseRecord) moduleIDs() []string {
	if len(e.Modules) == 0 {
		return []string{""}
	}
	var ids []string
	for _, m := range e.Modules {
		ids = append(ids, m.ID)
	}
	return ids
}

// span is from which minute up to which a module is planned.
func (e *ExerciseRecord) span(moduleID string) (from, until int) {
	m, ok := e.Module(moduleID)
	if !ok {
		return e.Welcome, max(e.Minutes, e.Welcome)
	}
	from = e.ModuleStart(moduleID)
	return from, from + m.Minutes
}

// put takes one of a list out and puts it before another, at the end for none.
func put[T any](list []T, id, before string, idOf func(T) string) (moved []T, at int) {
	from := slices.IndexFunc(list, func(x T) bool { return idOf(x) == id })
	if from < 0 || id == before {
		return slices.Clone(list), from
	}
	x := list[from]
	moved = slices.Delete(slices.Clone(list), from, from+1)
	at = slices.IndexFunc(moved, func(y T) bool { return idOf(y) == before })
	if at < 0 {
		at = len(moved)
	}
	return slices.Insert(moved, at, x), at
}

// beyond is the id before which one of a list stands after going some places on, and false
// where that is beyond an end of the list.
func beyond[T any](list []T, id string, by int, idOf func(T) string) (before string, ok bool) {
	to := slices.IndexFunc(list, func(x T) bool { return idOf(x) == id }) + by
	switch {
	case to < 0 || to >= len(list):
		return "", false
	case by > 0:
		to++
	}
	if to < len(list) {
		before = idOf(list[to])
	}
	return before, true
}

func objectiveID(o Objective) string { return o.ID }
func moduleID(m Module) string       { return m.ID }
func targetID(t Target) string       { return t.ID }
func injectID(i Inject) string       { return i.ID }
func questionID(q Question) string   { return q.ID }

// PlaceObjective puts an objective before another, at the end for none.
func PlaceObjective(e *ExerciseRecord, id, before string) []Change {
	list, _ := put(e.Objectives, id, before, objectiveID)
	var changes []Change
	for at, o := range list {
		to := o
		to.Position = at + 1
		changes = append(changes, Edit(ObjectiveEntity, o.ID, o, to)...)
	}
	return changes
}

// StepObjective moves an objective some places on, back for less than nothing.
func StepObjective(e *ExerciseRecord, id string, by int) []Change {
	before, ok := beyond(e.Objectives, id, by, objectiveID)
	if !ok {
		return nil
	}
	return PlaceObjective(e, id, before)
}

// StepTarget moves a capability target some places on among those of its objective.
func StepTarget(e *ExerciseRecord, id string, by int) []Change {
	of, ok := byID(e.Targets, id, targetID)
	list := e.TargetsOf(of.ObjectiveID)
	before, room := beyond(list, id, by, targetID)
	if !ok || !room {
		return nil
	}
	list, _ = put(list, id, before, targetID)
	var changes []Change
	for at, t := range list {
		to := t
		to.Position = at + 1
		changes = append(changes, Edit(TargetEntity, t.ID, t, to)...)
	}
	return changes
}

// PlaceModule puts a module before another, at the end for none. Injects go with their
// modules.
func PlaceModule(e *ExerciseRecord, id, before string) []Change {
	list, _ := put(e.Modules, id, before, moduleID)
	var changes []Change
	for at, m := range list {
		to := m
		to.Position = at + 1
		changes = append(changes, Edit(ModuleEntity, m.ID, m, to)...)
	}
	return e.keepingDistances(changes)
}

// StepModule moves a module some places on.
func StepModule(e *ExerciseRecord, id string, by int) []Change {
	before, ok := beyond(e.Modules, id, by, moduleID)
	if !ok {
		return nil
	}
	return PlaceModule(e, id, before)
}

// EditModule changes a module. Where its minutes change, the injects of those after it keep
// their distance from the beginning of their module.
func EditModule(e *ExerciseRecord, to Module) []Change {
	from, ok := e.Module(to.ID)
	if !ok {
		return nil
	}
	return e.keepingDistances(Edit(ModuleEntity, to.ID, from, to))
}

// EditExercise changes what an exercise says of itself. Where the minutes of its welcome
// change, injects keep their distance from the beginning of their module.
func EditExercise(e *ExerciseRecord, to Exercise) []Change {
	return e.keepingDistances(Edit(ExerciseEntity, e.ID, e.Exercise, to))
}

// RemoveModule takes a module out, and its injects and questions with it; the injects of
// those after it keep their distance from the beginning of their module.
func RemoveModule(e *ExerciseRecord, id string) []Change {
	if _, ok := e.Module(id); !ok {
		return nil
	}
	changes := Remove(ModuleEntity, id)
	for _, i := range e.InjectsIn(id) {
		changes = append(changes, Remove(InjectEntity, i.ID)...)
	}
	for _, q := range e.QuestionsIn(id) {
		changes = append(changes, Remove(QuestionEntity, q.ID)...)
	}
	return e.keepingDistances(changes)
}

// keepingDistances adds to changes of modules that timed injects stay as far from the
// beginning of their module as they are.
func (e *ExerciseRecord) keepingDistances(changes []Change) []Change {
	if len(changes) == 0 {
		return nil
	}
	after := e.With(changes)
	for _, i := range after.Injects {
		m, ok := e.ModuleOf(i)
		if _, still := after.Module(m.ID); !ok || !still || i.OffTimeline {
			continue
		}
		to := i
		to.Minute = max(0, i.Minute+after.ModuleStart(m.ID)-e.ModuleStart(m.ID))
		to.ModuleID = m.ID // its minute may mean another by now
		if to.Minute != i.Minute {
			changes = append(changes, Edit(InjectEntity, i.ID, i, to)...)
		}
	}
	return changes
}

// PlaceQuestion puts a question into a module before another, at the end for none.
func PlaceQuestion(e *ExerciseRecord, id, module, before string) []Change {
	q, ok := e.Question(id)
	if !ok {
		return nil
	}
	list := e.QuestionsIn(module)
	if !slices.ContainsFunc(list, func(x Question) bool { return x.ID == id }) {
		list = append(list, q)
	}
	list, _ = put(list, id, before, questionID)
	var changes []Change
	for at, q := range list {
		to := q
		to.ModuleID, to.Position = module, at+1
		changes = append(changes, Edit(QuestionEntity, q.ID, q, to)...)
	}
	return changes
}

// StepQuestion moves a question some places on, at the end of its module into the next.
func StepQuestion(e *ExerciseRecord, id string, by int) []Change {
	modules := e.moduleIDs()
	for at, m := range modules {
		list := e.QuestionsIn(m)
		if !slices.ContainsFunc(list, func(q Question) bool { return q.ID == id }) {
			continue
		}
		if before, ok := beyond(list, id, by, questionID); ok {
			return PlaceQuestion(e, id, m, before)
		}
		if at += sign(by); at < 0 || at >= len(modules) {
			return nil
		}
		return PlaceQuestion(e, id, modules[at], edge(e.QuestionsIn(modules[at]), by, questionID))
	}
	return nil
}

// edge is before what something stands that comes into a list from the one before it, or from
// the one after it for less than nothing.
func edge[T any](list []T, by int, idOf func(T) string) string {
	if by < 0 || len(list) == 0 {
		return ""
	}
	return idOf(list[0])
}

func sign(by int) int {
	if by < 0 {
		return -1
	}
	return 1
}

// RemoveObjective takes an objective out with its capability targets, and out of the injects
// and questions that serve it.
func RemoveObjective(e *ExerciseRecord, id string) []Change {
	if _, ok := e.Objective(id); !ok {
		return nil
	}
	without := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == id })
	}
	changes := Remove(ObjectiveEntity, id)
	for _, t := range e.TargetsOf(id) {
		changes = append(changes, Remove(TargetEntity, t.ID)...)
	}
	for _, i := range e.Injects {
		to := i
		to.Objectives = without(i.Objectives)
		changes = append(changes, Edit(InjectEntity, i.ID, i, to)...)
	}
	for _, q := range e.Questions {
		to := q
		to.Objectives = without(q.Objectives)
		changes = append(changes, Edit(QuestionEntity, q.ID, q, to)...)
	}
	return changes
}
