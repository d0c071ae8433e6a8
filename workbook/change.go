package workbook

import "time"

// Entity is a kind of thing that changes are made to.
type Entity string

// The entities of a workbook.
const (
	SchoolEntity     Entity = "school"
	ZoneEntity       Entity = "zone"
	ContactEntity    Entity = "contact"
	EventEntity      Entity = "event"
	StepEntity       Entity = "step"
	AnswerEntity     Entity = "answer"
	AttachmentEntity Entity = "attachment"
	ActionEntity     Entity = "action"

	ExerciseEntity    Entity = "exercise"
	ModuleEntity      Entity = "module"
	ObjectiveEntity   Entity = "objective"
	TargetEntity      Entity = "target"
	InjectEntity      Entity = "inject"
	QuestionEntity    Entity = "question"
	ParticipantEntity Entity = "participant"
	HappeningEntity   Entity = "happening"
	ObservationEntity Entity = "observation"
	RatingEntity      Entity = "rating"
	FeedbackEntity    Entity = "feedback"
)

// Entities lists the kinds, owners before what hangs on them.
func Entities() []Entity {
	return []Entity{
		SchoolEntity, ZoneEntity, ContactEntity, EventEntity, StepEntity, AnswerEntity, AttachmentEntity, ActionEntity,
		ExerciseEntity, ModuleEntity, ObjectiveEntity, TargetEntity, InjectEntity, QuestionEntity, ParticipantEntity,
		HappeningEntity, ObservationEntity, RatingEntity, FeedbackEntity,
	}
}

// OfExercise reports whether a kind of thing is a part of an exercise.
func (e Entity) OfExercise() bool {
	switch e {
	case ModuleEntity, ObjectiveEntity, TargetEntity, InjectEntity, QuestionEntity, ParticipantEntity,
		HappeningEntity, ObservationEntity, RatingEntity, FeedbackEntity:
		return true
	}
	return false
}

// Standing reports whether a kind of thing needs no adding: an answer and a step are there
// as soon as one of their fields is, and their ids are made of what they belong to, see
// [AnswerID] and [StepID].
func (e Entity) Standing() bool { return e == AnswerEntity || e == StepEntity }

// Present is the field that every entity that is not [Entity.Standing] has besides its own: "1" while it exists, "0"
// once removed. Adding and removing are changes of this field, so undo, history and merge
// need nothing else; what was removed keeps its other fields.
const Present = "present"

// Change is one edit of one field. Values are text in the form that [FieldOf] describes
// for the field; empty text is the field's empty value.
type Change struct {
	Entity Entity
	ID     string // UUIDv7, AnswerID or StepID
	Field  string
	Old    string // filled in by storage when the change is applied
	New    string
}

// Unsaid reports whether a change needs no words where what it adds is shown: that it is
// there, and what it belongs to for good.
func (c Change) Unsaid() bool {
	f, err := FieldOf(c.Entity, c.Field)
	return c.Field == Present || err == nil && f.Kind == Ref
}

// Author is who makes a change, as they chose to be called in Settings. It is never taken
// from the login. Seat is a random id of the installation, kept with its preferences: it
// tells two people with one name apart and limits undo to one's own edits.
type Author struct {
	Name string
	Role string
	Seat string
}

// Origin says what made a batch.
type Origin string

// The origins of a batch.
const (
	Edited Origin = "edit"
	Undid  Origin = "undo"
	Redid  Origin = "redo"
)

// Batch is what was changed together: one edit, one undo step, one line of the record.
type Batch struct {
	ID      string // UUIDv7
	Seq     int64  // order in this file
	At      time.Time
	Author  Author
	Origin  Origin
	Of      string // the batch that an undo or redo concerns
	Changes []Change
}
