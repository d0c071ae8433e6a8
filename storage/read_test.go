package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// district is one of everything with every field filled.
type district struct {
	school workbook.SchoolRecord
	answer workbook.Answer
	proof  workbook.Attachment
	action workbook.Action
	drill  workbook.ExerciseRecord
}

func fullDistrict() district {
	id := NewID()
	d := district{school: workbook.SchoolRecord{
		School: workbook.School{
			ID: id, Name: "Школа Łódź · Trường 🏫", District: "Lakeside", Address: "1 Main St, “Annex” 'B'; --",
			Levels: []workbook.Level{"pre-k", "elementary", "middle", "high", "other"}, Enrollment: 640, Staff: 71,
			Note: "Two gates.\r\n\tOne stays open at drop-off; 100% of doors \"checked\".",
		},
		Zones: []workbook.Zone{
			{ID: NewID(), SchoolID: id, Name: "Playing field"},
			{ID: NewID(), SchoolID: id, Building: "Main building", Name: "Gym"},
		},
		Contacts: []workbook.Contact{{
			ID: NewID(), Schools: []string{id}, Name: "Dana Whitfield", Role: "Liaison", Organization: "Police",
			Phone: "+1 555 0100", Email: "dana@example.org", ReceivesPlan: true,
		}},
		Events: []workbook.SchoolEvent{{
			ID: NewID(), SchoolID: id, Name: "First day", Date: "2026-09-01", People: 900, Note: "Gates open 8:00",
		}},
	}}
	step := workbook.Step{
		EventID: d.school.Events[0].ID, StepID: "police", Status: workbook.StepDone, Owner: "Ben Okafor",
		Due: "2026-08-20", Done: "2026-08-19", Note: "Agreed by phone",
	}
	d.school.Steps = workbook.Steps{step.ID(): step}
	d.proof = workbook.Attachment{
		ID: NewID(), SchoolID: id, ItemID: "predictable-events", Name: "signed.jpg", Type: "image/jpeg", Size: len(signed),
		SHA256: sum(signed), AddedBy: "Carla Diaz", AddedOn: "2026-08-18", Expires: "2027-08-18",
		Note: "Page with both names",
	}
	d.school.Attachments = workbook.Attachments{d.proof}
	d.answer = workbook.Answer{
		SchoolID: id, ItemID: "predictable-events", Status: workbook.NotNecessary, Reason: "No such event",
		Probability: workbook.HighlyLikely, Magnitude: workbook.Catastrophic, Override: workbook.Low,
		Note: strings.Repeat("long note ", 500), Owner: "Ana Ruiz", Target: "2026-12-01",
		Zones:      []string{d.school.Zones[0].ID, d.school.Zones[1].ID},
		ReviewedBy: "Ben Okafor", ReviewedOn: "2026-08-14",
	}
	d.action = workbook.Action{
		ID: NewID(), Title: "Second gate", Description: "Plan and staff it", Schools: []string{id},
		Items: []string{"campus-perimeter", "predictable-events"}, Owner: "Ana Ruiz", Organization: "District",
		Element: "equipment", Status: workbook.OnHold, Start: "2026-08-15", Target: "2026-11-30",
		Completed: "2026-11-20", Review: "2027-11-20", Cost: 12500,
	}
	d.drill = fullExercise(id)
	d.answer.Disproved = d.drill.Objectives[0].ID
	d.answer.ItemVersion = 1
	d.action.Finding = d.drill.Observations[0].ID
	return d
}

// fullExercise is an exercise with one of each part and every field filled.
func fullExercise(school string) workbook.ExerciseRecord {
	id, earlier := NewID(), NewID()
	at := time.Date(2026, 9, 14, 13, 12, 5, 250_000_000, time.UTC)
	module := workbook.Module{
		ID: NewID(), ExerciseID: id, Position: 1, Title: "Warning and prevention", Minutes: 30, Story: "07:40",
		Text: "Families gather early.",
	}
	objective := workbook.Objective{
		ID: NewID(), ExerciseID: id, Position: 1, Title: "Warn and decide", Text: "The office warns the police within five minutes.",
		Capability: "operational-communications", Items: []string{"alarms", "predictable-events"}, Final: workbook.MajorChallenges,
		Explanation: "Nobody had the number",
	}
	target := workbook.Target{
		ID: NewID(), ExerciseID: id, ObjectiveID: objective.ID, Position: 1, Text: "One call reaches the liaison", Tasks: "Call\nLog the call",
	}
	inject := workbook.Inject{
		ID: NewID(), ExerciseID: id, ModuleID: module.ID, Number: "7a", Minute: 12, OffTimeline: true, Story: "09:05",
		Type: workbook.Complexity, Mode: "Phone call", From: "A parent", InjectedBy: "Controller", To: "Front office",
		Text: "An unmarked truck waits by the drive.", Expected: "The office calls the liaison", Note: "Keep it short",
		Objectives: []string{objective.ID}, Items: []string{"alarms"},
	}
	question := workbook.Question{
		ID: NewID(), ExerciseID: id, ModuleID: module.ID, Position: 2, Text: "Who decides?", Points: "A name and a deputy",
		Objectives: []string{objective.ID}, Items: []string{"predictable-events"},
	}
	observation := workbook.Observation{
		ID: NewID(), ExerciseID: id, Kind: workbook.Quote, Text: "Where is the list?", Analysis: "The list is old",
		Reference: "Crisis plan, page 4", ObjectiveID: objective.ID, InjectID: inject.ID, ModuleID: module.ID, Elapsed: 725,
		Story: "09:07", At: at, SeenBy: "Eva Lind",
	}
	return workbook.ExerciseRecord{
		Exercise: workbook.Exercise{
			ID: id, SchoolID: school, Follows: earlier, Name: "Opening day tabletop", Date: "2026-09-14", Starts: "09:00", Minutes: 120,
			Welcome: 10, Place: "Library", Sponsor: "The district", Contact: "Tove Berg", Purpose: "To try out warning",
			Scope: "The front office", Missions: []workbook.MissionArea{"prevention", "response"}, Threat: "A threat nearby",
			Scenario: "It is the first day.", HotWash: "Calm and useful", Summary: "Warning took too long", Published: "2026-09-28",
		},
		Modules: []workbook.Module{module}, Objectives: []workbook.Objective{objective}, Targets: []workbook.Target{target},
		Injects: []workbook.Inject{inject}, Questions: []workbook.Question{question},
		Participants: []workbook.Participant{{
			ID: NewID(), ExerciseID: id, Name: "Eva Lind", Title: "Counsellor", Organization: "Maple", Role: workbook.Evaluator, Attended: true,
		}},
		Happenings: []workbook.Happening{{
			ID: NewID(), ExerciseID: id, Kind: workbook.Postponed, At: at, Elapsed: 700, InjectID: inject.ID, ModuleID: module.ID,
			QuestionID: question.ID, Shift: -5,
		}},
		Observations: []workbook.Observation{observation},
		Ratings: []workbook.TargetRating{{
			ID: NewID(), ExerciseID: id, ObjectiveID: objective.ID, TargetID: target.ID, Evaluator: "Eva Lind",
			Rating: workbook.UnableToPerform, Explanation: "No number at hand", Elapsed: 730, At: at,
		}},
		Feedback: []workbook.Feedback{{
			ID: NewID(), ExerciseID: id, Role: workbook.Player,
			Scores: map[string]int{
				"structure": 5, "realism": 4, "materials": 3, "people": 2, "relevance": 1, "facilitation": 5,
			},
			Strengths: "Good pace", Improvements: "More time", Comments: "Thank you",
		}},
	}
}

// exerciseChanges is the change set of an exercise and its parts, and of the one it follows.
func exerciseChanges(e workbook.ExerciseRecord) []workbook.Change {
	changes := workbook.Add(workbook.ExerciseEntity, e.Follows, workbook.Exercise{SchoolID: e.SchoolID, Name: "Spring tabletop"})
	add := func(kind workbook.Entity, id string, v workbook.Valued) {
		changes = append(changes, workbook.Add(kind, id, v)...)
	}
	add(workbook.ExerciseEntity, e.ID, e.Exercise)
	for _, x := range e.Modules {
		add(workbook.ModuleEntity, x.ID, x)
	}
	for _, x := range e.Objectives {
		add(workbook.ObjectiveEntity, x.ID, x)
	}
	for _, x := range e.Targets {
		add(workbook.TargetEntity, x.ID, x)
	}
	for _, x := range e.Injects {
		add(workbook.InjectEntity, x.ID, x)
	}
	for _, x := range e.Questions {
		add(workbook.QuestionEntity, x.ID, x)
	}
	for _, x := range e.Participants {
		add(workbook.ParticipantEntity, x.ID, x)
	}
	for _, x := range e.Happenings {
		add(workbook.HappeningEntity, x.ID, x)
	}
	for _, x := range e.Observations {
		add(workbook.ObservationEntity, x.ID, x)
	}
	for _, x := range e.Ratings {
		add(workbook.RatingEntity, x.ID, x)
	}
	for _, x := range e.Feedback {
		add(workbook.FeedbackEntity, x.ID, x)
	}
	return changes
}

// partOf is the id of the one part of a kind of a full exercise.
func partOf(e workbook.ExerciseRecord, kind workbook.Entity) string {
	switch kind {
	case workbook.ExerciseEntity:
		return e.ID
	case workbook.ModuleEntity:
		return e.Modules[0].ID
	case workbook.ObjectiveEntity:
		return e.Objectives[0].ID
	case workbook.TargetEntity:
		return e.Targets[0].ID
	case workbook.InjectEntity:
		return e.Injects[0].ID
	case workbook.QuestionEntity:
		return e.Questions[0].ID
	case workbook.ParticipantEntity:
		return e.Participants[0].ID
	case workbook.HappeningEntity:
		return e.Happenings[0].ID
	case workbook.ObservationEntity:
		return e.Observations[0].ID
	case workbook.RatingEntity:
		return e.Ratings[0].ID
	case workbook.FeedbackEntity:
		return e.Feedback[0].ID
	}
	return ""
}

// signed are the bytes of the district's file of evidence.
var signed = []byte("a page with both names")

// add is the change set of the district, the answer first, which refers to all the rest.
func (d district) add() []workbook.Change {
	s := d.school
	changes := workbook.EditAnswer(workbook.BlankAnswer(s.ID, d.answer.ItemID), d.answer)
	changes = append(changes, workbook.Add(workbook.ActionEntity, d.action.ID, d.action)...)
	for _, z := range s.Zones {
		changes = append(changes, workbook.Add(workbook.ZoneEntity, z.ID, z)...)
	}
	for _, c := range s.Contacts {
		changes = append(changes, workbook.Add(workbook.ContactEntity, c.ID, c)...)
	}
	for _, e := range s.Events {
		changes = append(changes, workbook.Add(workbook.EventEntity, e.ID, e)...)
	}
	for _, step := range s.Steps {
		changes = append(changes, workbook.Edit(workbook.StepEntity, step.ID(), workbook.Steps{}.Of(step.EventID, step.StepID), step)...)
	}
	changes = append(changes, workbook.Add(workbook.AttachmentEntity, d.proof.ID, d.proof)...)
	changes = append(changes, exerciseChanges(d.drill)...)
	return append(changes, workbook.Add(workbook.SchoolEntity, s.ID, s.School)...)
}

func TestEverythingIsThereAfterOpeningAgain(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	shut(t, w)

	w = reopen(t, w.Path(), Options{})
	school, err := w.SchoolRecord(ctx, d.school.ID)
	if diff := cmp.Diff(d.school, school); diff != "" || err != nil {
		t.Errorf("school differs: %s %v", diff, err)
	}
	answers, err := w.AllAnswers(ctx)
	want := map[string]workbook.Answers{d.school.ID: {d.answer.ItemID: d.answer}}
	if diff := cmp.Diff(want, answers); diff != "" || err != nil {
		t.Errorf("answers differ: %s %v", diff, err)
	}
	actions, err := w.Actions(ctx, d.school.ID)
	if diff := cmp.Diff([]workbook.Action{d.action}, actions); diff != "" || err != nil {
		t.Errorf("actions differ: %s %v", diff, err)
	}
	drill, err := w.ExerciseRecord(ctx, d.drill.ID)
	if diff := cmp.Diff(d.drill, drill); diff != "" || err != nil {
		t.Errorf("exercise differs: %s %v", diff, err)
	}
	disproofs, err := w.Disproofs(ctx, d.school.ID)
	doubt := map[string]workbook.Disproof{d.answer.Disproved: {Exercise: d.drill.Exercise, Objective: d.drill.Objectives[0]}}
	if diff := cmp.Diff(doubt, disproofs); diff != "" || err != nil {
		t.Errorf("what the exercise found differs: %s %v", diff, err)
	}
	h := wantHealthy(t, w)
	wantCounts := map[string]int{
		"schools": 1, "zones": 2, "contacts": 1, "events": 1, "answers": 1, "actions": 1, "attachments": 1, "exercises": 2,
		"batches": 1, "changes": len(d.add()),
	}
	if diff := cmp.Diff(wantCounts, h.Counts); diff != "" {
		t.Errorf("counts differ: %s", diff)
	}
	if w.Case() != beslan || h.Case != beslan || h.ApplicationID != ApplicationID || h.SchemaVersion != newest(t) {
		t.Errorf("file says %+v, %+v", w.Case(), h)
	}
}

// The full district must not leave a field untried when one is added to the workbook.
func TestFullDistrictFillsEveryField(t *testing.T) {
	d := fullDistrict()
	filled := map[string]bool{}
	for _, c := range d.add() {
		filled[string(c.Entity)+"."+c.Field] = true
	}
	for _, e := range workbook.Entities() {
		for _, f := range workbook.FieldsOf(e) {
			if !filled[string(e)+"."+f.Name] {
				t.Errorf("%s.%s is not tried", e, f.Name)
			}
		}
	}
}

// The tables carry the codes a second time; they must be the vocabulary's.
func TestEveryCodeOfTheVocabularyIsTaken(t *testing.T) {
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	ids := map[workbook.Entity]string{
		workbook.SchoolEntity: d.school.ID, workbook.AnswerEntity: d.answer.ID(), workbook.ActionEntity: d.action.ID,
		workbook.StepEntity: workbook.StepID(d.school.Events[0].ID, "police"),
	}
	for _, e := range workbook.Entities() {
		if ids[e] == "" {
			ids[e] = partOf(d.drill, e)
		}
	}
	tried := 0
	for _, e := range workbook.Entities() {
		for _, f := range workbook.FieldsOf(e) {
			for _, code := range f.Codes {
				apply(t, w, ana, workbook.Change{Entity: e, ID: ids[e], Field: f.Name, New: code})
				tried++
			}
		}
	}
	if tried < 25 {
		t.Errorf("only %d codes tried", tried)
	}
	for _, bad := range []string{
		"UPDATE answer SET status = 'maybe'", "UPDATE step SET status = 'maybe'", "UPDATE action SET element = 'luck'", "UPDATE event SET date = 'soon'",
		"UPDATE school SET present = 2", "UPDATE school SET staff = -1", "UPDATE zone SET school = 'nowhere'",
		"UPDATE exercise SET starts = '9 am'", "UPDATE inject SET type = 'surprise'", "UPDATE objective SET final = 'A'",
		"UPDATE feedback SET realism = '6'", "UPDATE inject SET exercise = 'nowhere'", "UPDATE target SET objective = 'nowhere'",
	} {
		if _, err := w.db.Exec(bad); err == nil {
			t.Errorf("the file took: %s", bad)
		}
	}
	wantHealthy(t, w)
}

func TestListsAreInOrder(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "maple Elementary")
	addSchool(t, w, ana, "Oak High")
	addSchool(t, w, ana, "Ash Middle")
	for i, z := range []workbook.Zone{{Building: "Main", Name: "Gym"}, {Building: "Annex", Name: "b"}, {Building: "Annex", Name: "A"}, {Name: "Field"}} {
		z.SchoolID = school
		apply(t, w, ana, workbook.Add(workbook.ZoneEntity, fmt.Sprint("zone-", i), z)...)
	}
	for i, name := range []string{"Zoe", "adam", "Bea"} {
		apply(t, w, ana, workbook.Add(workbook.ContactEntity, fmt.Sprint("contact-", i), workbook.Contact{Schools: []string{school}, Name: name})...)
	}
	for i, day := range []workbook.Date{"", "2027-01-01", "2026-09-01"} {
		apply(t, w, ana, workbook.Add(workbook.EventEntity, fmt.Sprint("event-", i), workbook.SchoolEvent{SchoolID: school, Name: "x", Date: day})...)
	}
	schools, err := w.Schools(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range schools {
		names = append(names, s.Name)
	}
	if want := []string{"Ash Middle", "maple Elementary", "Oak High"}; !slices.Equal(names, want) {
		t.Errorf("schools %q, want %q", names, want)
	}
	record, err := w.SchoolRecord(ctx, school)
	if err != nil {
		t.Fatal(err)
	}
	var labels, people []string
	for _, z := range record.Zones {
		labels = append(labels, z.Label())
	}
	for _, c := range record.Contacts {
		people = append(people, c.Name)
	}
	if want := []string{"Field", "Annex · A", "Annex · b", "Main · Gym"}; !slices.Equal(labels, want) {
		t.Errorf("zones %q, want %q", labels, want)
	}
	if want := []string{"adam", "Bea", "Zoe"}; !slices.Equal(people, want) {
		t.Errorf("contacts %q, want %q", people, want)
	}
	days := []workbook.Date{record.Events[0].Date, record.Events[1].Date, record.Events[2].Date}
	if want := []workbook.Date{"2026-09-01", "2027-01-01", ""}; !slices.Equal(days, want) {
		t.Errorf("events %q, want %q", days, want)
	}
}

func TestWhatIsRemovedIsNotListedAndComesBack(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	apply(t, w, ana, workbook.Remove(workbook.ZoneEntity, d.school.Zones[0].ID)...)
	apply(t, w, ana, workbook.Remove(workbook.ActionEntity, d.action.ID)...)
	record, err := w.SchoolRecord(ctx, d.school.ID)
	if err != nil || len(record.Zones) != 1 {
		t.Errorf("zones left: %+v, %v", record.Zones, err)
	}
	if actions, err := w.Actions(ctx, ""); err != nil || len(actions) != 0 {
		t.Errorf("actions left: %+v, %v", actions, err)
	}
	apply(t, w, ana, workbook.Remove(workbook.SchoolEntity, d.school.ID)...)
	if schools, err := w.Schools(ctx); err != nil || len(schools) != 0 {
		t.Errorf("schools left: %+v, %v", schools, err)
	}
	_, err = w.SchoolRecord(ctx, d.school.ID)
	wantKind(t, err, workbook.ErrNotFound)
	if answers, err := w.AllAnswers(ctx); err != nil || len(answers) != 0 {
		t.Errorf("answers left: %+v, %v", answers, err)
	}
	h := wantHealthy(t, w)
	if h.Counts["schools"]+h.Counts["zones"]+h.Counts["answers"]+h.Counts["actions"] != 0 {
		t.Errorf("counts %v", h.Counts)
	}
	for range 3 {
		if _, err := w.Undo(ctx, ana); err != nil {
			t.Fatal(err)
		}
	}
	record, err = w.SchoolRecord(ctx, d.school.ID)
	if diff := cmp.Diff(d.school, record, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("school came back different: %s %v", diff, err)
	}
	if got := answerOf(t, w, d.school.ID, d.answer.ItemID); !cmp.Equal(got, d.answer) {
		t.Errorf("answer came back as %+v", got)
	}
}

func TestAskingForASchoolThatIsNotThere(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	_, err := w.SchoolRecord(ctx, "nowhere")
	wantKind(t, err, workbook.ErrNotFound)
	if answers, err := w.Answers(ctx, "nowhere"); err != nil || answers == nil || len(answers) != 0 {
		t.Errorf("answers %v, %v", answers, err)
	}
}

func TestTheEventsOfAllSchoolsThatAreThereAreRead(t *testing.T) {
	ctx, w := context.Background(), newFile(t, Options{})
	north, south := addSchool(t, w, ana, "North"), addSchool(t, w, ana, "South")
	add := func(school, name string) string {
		id := NewID()
		apply(t, w, ana, workbook.Add(workbook.EventEntity, id, workbook.SchoolEvent{SchoolID: school, Name: name})...)
		apply(t, w, ana, workbook.Change{Entity: workbook.StepEntity, ID: workbook.StepID(id, "plan"), Field: "status", New: "done"})
		return id
	}
	kept, dropped := add(north, "First day"), add(north, "Concert")
	add(south, "Game")
	apply(t, w, ana, workbook.Remove(workbook.EventEntity, dropped)...)
	apply(t, w, ana, workbook.Remove(workbook.SchoolEntity, south)...)
	events, steps, err := w.Events(ctx)
	if err != nil || len(events) != 1 || events[0].ID != kept || steps.Of(kept, "plan").Status != workbook.StepDone {
		t.Errorf("the events are %v with %v, %v", events, steps, err)
	}
}

// A person who cancels hears that, whichever statement it met.
func TestCancelledReadingSaysSo(t *testing.T) {
	w := newFile(t, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	err := w.read(ctx, "read", func(tx *sql.Tx) error {
		cancel()
		for { // until the transaction is taken back, which happens beside
			var one int
			if err := tx.QueryRowContext(context.Background(), "SELECT 1").Scan(&one); err != nil {
				return err
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it was cancelled", err)
	}
}
