package workbook

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// districtRequest is two schools with one case's answers and actions.
func districtRequest() RegisterRequest {
	north, south := School{ID: "n", Name: "North"}, School{ID: "s", Name: "South"}
	plan := planRequest()
	return RegisterRequest{
		Case: planCase(), Names: []School{north, south}, On: plan.On,
		Schools: []SchoolRecord{
			{School: north, Events: []SchoolEvent{{ID: "e1", SchoolID: "n", Name: "First day", Date: "2027-09-01", People: 400}, {ID: "e2", SchoolID: "n", Name: "No day yet"}}},
			{School: south, Zones: []Zone{{ID: "z1", Name: "Gym"}, {ID: "z2", Name: "Yard"}}},
		},
		Answers: map[string]Answers{"s": plan.Answers},
	}
}

func TestTheRegisterHoldsEveryAnswerOfEverySchool(t *testing.T) {
	r := NewRegister(districtRequest())
	var got []string
	for _, a := range r.Answers {
		got = append(got, a.School.Name+" "+a.Item.Title+" "+string(a.Answer.Status))
	}
	want := []string{
		"North gates not-assessed", "North warning not-assessed", "North roster not-assessed",
		"North drill not-assessed", "North support not-assessed",
		"South gates needed", "South warning in-progress", "South roster needed", "South drill not-assessed",
		"South support not-necessary", "South gone needed", // an answer to an item that was withdrawn is kept
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if zones := r.Answers[7].Zones; len(zones) != 1 || zones[0].Name != "Gym" {
		t.Errorf("the roster concerns %v", zones)
	}
	if m := r.Matrix; len(m) != 2 || m[0].Answered != 0 || m[1].Answered != 4 || m[1].Statuses[1] != InProgress {
		t.Errorf("the matrix is %+v", m)
	}
}

func TestActionsStandByTheDayOnWhichTheyAreDue(t *testing.T) {
	q := districtRequest()
	q.On = "2027-05-01"
	q.Actions = []Action{
		{ID: "1", Title: "done", Status: ActionInPlace, Review: "2028-01-01", Target: "2026-01-01"},
		{ID: "2", Title: "no day", Status: ToDo},
		{ID: "3", Title: "ahead", Status: OnHold, Target: "2027-06-01", Schools: []string{"s", "removed", "n"}, Items: []string{"gone", "roster", "gates"}},
		{ID: "4", Title: "late", Status: ActionUnderWay, Target: "2027-04-30"},
		{ID: "5", Title: "lapsed", Status: ActionInPlace, Review: "2027-02-01"},
		{ID: "6", Title: "dropped", Status: DroppedFromPlan, Target: "2027-01-01"},
	}
	type line struct {
		Title   string
		Status  ActionStatus
		Due     Date
		Overdue bool
	}
	var got []line
	rows := NewRegister(q).Actions
	for _, a := range rows {
		got = append(got, line{a.Action.Title, a.Status, a.Due, a.Overdue})
	}
	want := []line{
		{"lapsed", Lapsed, "2027-02-01", true}, {"late", ActionUnderWay, "2027-04-30", true},
		{"ahead", OnHold, "2027-06-01", false}, {"no day", ToDo, "", false},
		{"done", ActionInPlace, "", false}, {"dropped", DroppedFromPlan, "", false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"North", "South"}, rows[2].Schools); diff != "" {
		t.Errorf("schools: %s", diff)
	}
	var items []string
	for _, it := range rows[2].Items {
		items = append(items, it.Title)
	}
	if diff := cmp.Diff([]string{"gates", "roster", "gone"}, items); diff != "" {
		t.Errorf("items: %s", diff)
	}
}

func TestTheAgendaHoldsWhatIsStillToCome(t *testing.T) {
	q := districtRequest()
	q.Actions = []Action{
		{ID: "a", Title: "Lock the gate", Status: ToDo, Target: "2027-03-01", Schools: []string{"n", "s"}, Owner: "Ana"},
		{ID: "b", Title: "Roster", Status: ActionInPlace, Review: "2027-01-01", Target: "2026-01-01"},
		{ID: "c", Title: "Lapsed by hand", Status: Lapsed, Review: "2027-02-01"},
		{ID: "d", Title: "Lapsed without a review", Status: Lapsed, Target: "2027-02-02"},
		{ID: "e", Title: "Dropped", Status: DroppedFromPlan, Target: "2027-02-02"},
		{ID: "f", Title: "In place for good", Status: ActionInPlace, Target: "2027-02-02"},
		{ID: "g", Title: "No day", Status: OnHold},
	}
	q.Exercises = []Exercise{
		{ID: "x", SchoolID: "s", Name: "Tabletop", Date: "2027-03-02", Starts: "09:00", Minutes: 120, Place: "Library", Contact: "Ana"},
		{ID: "y", SchoolID: "s", Name: "No day yet"},
	}
	at := func(hour int) time.Time { return time.Date(2026, 11, 3, hour, 0, 0, 0, time.UTC) }
	change := func(seq int64, e Entity, id, field string) Batch {
		return Batch{Seq: seq, At: at(int(seq)), Changes: []Change{{Entity: e, ID: id, Field: field}}}
	}
	q.History = []Batch{
		change(9, SchoolEntity, "s", "note"), change(8, SchoolEntity, "s", "name"),
		change(3, ActionEntity, "a", "title"), change(5, ActionEntity, "a", "target"), change(4, EventEntity, "e1", "date"),
	}
	agenda := NewAgenda(q)
	var got []string
	for _, e := range agenda.Entries {
		got = append(got, string(e.On)+" "+e.ID+" "+e.Title)
	}
	want := []string{
		"2027-01-01 b-review Roster", "2027-02-01 c-review Lapsed by hand", "2027-02-02 d-due Lapsed without a review",
		"2027-03-01 a-due Lock the gate", "2027-03-02 x-exercise Tabletop", "2027-09-01 e1-event First day",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if e := agenda.Entries[3]; e.Revision != 8 || !e.Changed.Equal(at(8)) {
		t.Errorf("the renaming of a school is not the last change: %d at %s", e.Revision, e.Changed)
	}
	if e := agenda.Entries[4]; e.Starts != "09:00" || e.Minutes != 120 || e.Place != "Library" || len(e.Schools) != 1 {
		t.Errorf("the exercise is %+v", e)
	}
	if e := agenda.Entries[5]; e.Revision != 4 || e.People != 400 || len(e.Schools) != 1 {
		t.Errorf("the event is %+v", e)
	}
	q.On = "2040-01-01"
	later := NewAgenda(q)
	if diff := cmp.Diff(agenda.Entries, later.Entries); diff != "" {
		t.Errorf("what an entry says depends on the day: %s", diff)
	}
}
