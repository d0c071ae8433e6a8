package workbook

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func teamRequest() TeamRequest {
	c := &Case{
		Items:      []Item{{ID: "alarms", Title: "Alarms that everyone hears"}, {ID: "gates", Title: "Gates"}},
		EventSteps: []EventStep{{ID: "police", Title: "Agree with the police", DaysBefore: 14}},
	}
	return TeamRequest{
		Case:    c,
		Schools: []School{{ID: "maple", Name: "Maple"}, {ID: "birch", Name: "Birch"}},
		Contacts: []Contact{
			{ID: "c1", Name: "Zoe Lind", Schools: []string{"maple"}}, {ID: "c2", Name: "Ana Ruiz"}, {ID: "c3", Name: ""},
		},
		Actions: []Action{
			{ID: "a1", Title: "Second gate", Owner: "Zoe Lind", Status: ToDo, Target: "2026-10-01", Schools: []string{"maple", "birch"}},
			{ID: "a2", Title: "Radios", Owner: "Zoe Lind", Status: ActionInPlace, Target: "2026-01-01"},
			{ID: "a3", Title: "Drill", Owner: " zoe lind ", Status: ActionInPlace, Review: "2026-09-01"},
			{ID: "a4", Title: "Call list", Owner: "Sam Oro", Status: ActionUnderWay},
			{ID: "a5", Title: "Nobody's", Status: ToDo, Target: "2026-01-01"},
		},
		Answers: map[string]Answers{
			"maple": {
				"alarms": {SchoolID: "maple", ItemID: "alarms", Status: Needed, Owner: "Ana Ruiz", Target: "2026-12-24"},
				"gates":  {SchoolID: "maple", ItemID: "gates", Status: InPlace, Owner: "Ana Ruiz", Target: "2026-01-01"},
				"gone":   {SchoolID: "maple", ItemID: "gone", Status: Needed, Owner: "Ana Ruiz"},
			},
		},
		Events: []SchoolEvent{{ID: "e", SchoolID: "birch", Name: "Match", Date: "2026-12-01"}, {ID: "past", SchoolID: "birch", Date: "2025-12-01"}},
		Steps: Steps{
			"e/police":    {EventID: "e", StepID: "police", Status: StepToDo, Owner: "Ana Ruiz"},
			"past/police": {EventID: "past", StepID: "police", Status: StepToDo, Owner: "Ana Ruiz"},
		},
		On: "2026-11-21",
	}
}

func TestWhoIsLateStandsFirstInTheTeam(t *testing.T) {
	team := NewTeam(teamRequest())
	var got []string
	for _, p := range team.People {
		line := p.Contact.Name
		for _, w := range p.Work {
			line += "; " + w.Title + " " + string(w.Due)
			if w.Overdue {
				line += " late"
			}
		}
		if !p.IsContact() {
			line += " (no contact)"
		}
		got = append(got, line)
	}
	want := []string{
		"Ana Ruiz; Agree with the police 2026-11-17 late; Alarms that everyone hears 2026-12-24",
		"Zoe Lind; Drill 2026-09-01 late; Second gate 2026-10-01 late", // lapsed, and overdue
		"", // a contact without a name owns nothing, and least of all what has no owner
		"Sam Oro; Call list  (no contact)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if team.People[1].Overdue != 2 || team.People[2].Overdue != 0 {
		t.Errorf("overdue: %d and %d", team.People[1].Overdue, team.People[2].Overdue)
	}
}

func TestRenamingAContactRenamesItsWork(t *testing.T) {
	r := teamRequest()
	named := []Named{{ActionEntity, "a1", "owner"}, {AnswerEntity, "maple/alarms", "reviewed_by"}}
	changes, shared := Rename(r.Contacts[0], "Zoe Lindqvist", r.Contacts, named)
	want := []Change{
		{ContactEntity, "c1", "name", "Zoe Lind", "Zoe Lindqvist"},
		{ActionEntity, "a1", "owner", "Zoe Lind", "Zoe Lindqvist"},
		{AnswerEntity, "maple/alarms", "reviewed_by", "Zoe Lind", "Zoe Lindqvist"},
	}
	if diff := cmp.Diff(want, changes); diff != "" || shared {
		t.Errorf("shared %v: %s", shared, diff)
	}
	for name, c := range map[string]struct {
		contact Contact
		to      string
		others  []Contact
		changes int
		shared  bool
	}{
		"a contact that had no name takes nobody's work": {r.Contacts[2], "Max", r.Contacts, 1, false},
		"one whose name goes leaves its work":            {r.Contacts[0], "", r.Contacts, 1, false},
		"the same name":                                  {r.Contacts[0], "Zoe Lind", r.Contacts, 0, false},
		"two of one name":                                {r.Contacts[0], "Zoe L.", append(r.Contacts, Contact{ID: "c4", Name: "Zoe Lind"}), 1, true},
	} {
		changes, shared := Rename(c.contact, c.to, c.others, named)
		if len(changes) != c.changes || shared != c.shared {
			t.Errorf("%s: %d changes, shared %v", name, len(changes), shared)
		}
	}
}
