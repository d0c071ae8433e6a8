package workbook

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheRiskMatrix(t *testing.T) {
	want := map[Probability][4]Priority{ // by magnitude: negligible, limited, critical, catastrophic
		Unlikely:     {Low, Low, Low, Medium},
		Possible:     {Low, Medium, Medium, High},
		Likely:       {Low, Medium, High, High},
		HighlyLikely: {Medium, High, High, High},
	}
	for p, row := range want {
		for i, m := range Magnitudes() {
			if got := RiskPriority(p, m); got != row[i] {
				t.Errorf("%s and %s: %s, want %s", p, m, got, row[i])
			}
		}
	}
	if got := RiskPriority("", Catastrophic); got != "" {
		t.Errorf("without a probability: %q", got)
	}
	if got := (Answer{Probability: Likely, Magnitude: Critical, Override: Low}).Priority(); got != Low {
		t.Errorf("the planner's own priority: %q", got)
	}
}

// planCase has four items on one list and one on another.
func planCase() *Case {
	item := func(id string, list Checklist) Item { return Item{ID: id, Checklist: list, Title: id} }
	return &Case{
		Sources: []Source{{ID: "a"}, {ID: "b"}},
		Items: []Item{
			item("gates", Prevention), item("warning", Prevention), item("roster", Prevention),
			item("drill", Prevention), item("support", Aftermath),
		},
		OpenQuestions: []OpenQuestion{{ID: "q1", Checklist: Prevention}, {ID: "q2"}},
	}
}

func planRequest() PlanRequest {
	answers := Answers{}
	for _, a := range []Answer{
		{ItemID: "gates", Status: Needed, Override: Medium},
		{ItemID: "warning", Status: InProgress, Override: High},
		{ItemID: "roster", Status: Needed, Override: High, Zones: []string{"z1"}},
		{ItemID: "support", Status: NotNecessary, Reason: "the district does it"},
		{ItemID: "gone", Status: Needed},
	} {
		a.SchoolID = "s"
		answers[a.ItemID] = a
	}
	action := func(id string, status ActionStatus, target Date, items ...string) Action {
		return Action{ID: id, Title: id, Schools: []string{"s"}, Items: items, Status: status, Target: target}
	}
	done := action("done", ActionInPlace, "", "roster")
	done.Review = "2026-08-01"
	other := action("elsewhere", ToDo, "", "gates")
	other.Schools = []string{"t"}
	return PlanRequest{
		Case: planCase(), On: "2026-08-14",
		School: SchoolRecord{
			School: School{ID: "s", Name: "Maple"},
			Zones:  []Zone{{ID: "z1", Name: "Gym"}, {ID: "z2", Name: "Yard"}},
			Contacts: []Contact{
				{ID: "c1", Name: "A", Phone: "555-0101", ReceivesPlan: true}, {ID: "c2", Name: "B", Email: "b@example.org"},
			},
		},
		Answers: answers,
		Actions: []Action{
			action("low", ToDo, "2026-12-01", "drill"),
			action("later", ToDo, "2026-10-01", "warning", "gates"),
			action("sooner", ActionUnderWay, "2026-08-01", "roster"),
			action("dropped", DroppedFromPlan, "", "roster"),
			done, other,
		},
	}
}

func TestThePlanOrdersActionsByPriorityAndDate(t *testing.T) {
	p := NewActionPlan(planRequest())
	var titles []string
	for i, a := range p.Actions {
		titles = append(titles, a.Action.Title)
		if a.Number != i+1 {
			t.Errorf("%s has number %d, want %d", a.Action.Title, a.Number, i+1)
		}
	}
	if diff := cmp.Diff([]string{"sooner", "later", "done", "low"}, titles); diff != "" {
		t.Error(diff)
	}
	if !p.Actions[0].Overdue || p.Actions[0].Priority != High {
		t.Errorf("the first action is %+v, want overdue and of high priority", p.Actions[0])
	}
	if p.Actions[1].Priority != High {
		t.Errorf("an action takes the highest priority of what it serves; got %s", p.Actions[1].Priority)
	}
	if p.Actions[2].Status != Lapsed {
		t.Errorf("a measure past its review date is %s, want lapsed", p.Actions[2].Status)
	}
	if due := p.Actions[2].Action.Due("2026-08-14"); due != "2026-08-01" || !p.Actions[2].Overdue {
		t.Errorf("a lapsed measure was due on %s, want its review date; overdue %v", due, p.Actions[2].Overdue)
	}
}

func TestThePlanCountsAndSaysWhatItLeavesOut(t *testing.T) {
	p := NewActionPlan(planRequest())
	if p.Coverage.Total != 5 || p.Coverage.Answered() != 4 {
		t.Errorf("coverage %d of %d, want 4 of 5", p.Coverage.Answered(), p.Coverage.Total)
	}
	if p.Gaps != 3 || len(p.HighGaps) != 2 || p.WithoutWork != 0 {
		t.Errorf("%d gaps, %d high, %d without work", p.Gaps, len(p.HighGaps), p.WithoutWork)
	}
	if p.HighGaps[0].Item.ID != "roster" {
		t.Errorf("needed comes before in progress; first is %s", p.HighGaps[0].Item.ID)
	}
	want := []LeftOut{{LeftOutDropped, 1}, {LeftOutContactLines, 1}, {LeftOutNoItem, 1}}
	if diff := cmp.Diff(want, p.LeftOut); diff != "" {
		t.Error(diff)
	}
	if len(p.Distribution) != 1 || p.Distribution[0].Name != "A" {
		t.Errorf("distribution is %v", p.Distribution)
	}
	row := p.Lists[1].Rows[2]
	if row.Item.ID != "roster" || len(row.Zones) != 1 || row.Zones[0].Name != "Gym" || !slices.Equal(row.Actions, []int{1, 3}) {
		t.Errorf("the roster's row is %+v", row)
	}
	if len(p.Lists[1].Open) != 1 {
		t.Errorf("open questions of prevention: %v", p.Lists[1].Open)
	}
}

func TestASchoolWithoutAnswersHasAPlan(t *testing.T) {
	p := NewActionPlan(PlanRequest{Case: planCase(), School: SchoolRecord{School: School{ID: "s"}}, On: "2026-08-14"})
	if p.Coverage.Answered() != 0 || len(p.Actions) != 0 || len(p.Lists) != 4 || len(p.Lists[1].Rows) != 4 {
		t.Errorf("an empty school's plan: %+v", p.Coverage)
	}
}

func TestTheRecordOfChangesSumsUpByDayAndAuthor(t *testing.T) {
	at := func(s string) time.Time { x, _ := time.Parse(time.RFC3339, s); return x }
	ann, bob := Author{Name: "Ann", Role: "Principal"}, Author{Name: "Bob"}
	got := RecordOfChanges([]Batch{
		{At: at("2026-08-14T10:00:00Z"), Author: ann, Changes: []Change{{Entity: AnswerEntity, ID: "s/a"}, {Entity: AnswerEntity, ID: "s/a"}, {Entity: ActionEntity, ID: "x"}}},
		{At: at("2026-08-14T09:00:00Z"), Author: bob, Changes: []Change{{Entity: ZoneEntity, ID: "z"}}},
		{At: at("2026-08-14T08:00:00Z"), Author: ann, Changes: []Change{{Entity: AnswerEntity, ID: "s/b"}}},
		{At: at("2026-08-13T23:30:00-02:00"), Author: ann, Changes: []Change{{Entity: AnswerEntity, ID: "s/b"}}},
	})
	want := []RecordLine{
		{On: "2026-08-14", Author: "Ann", Role: "Principal", Answers: 2, Actions: 1},
		{On: "2026-08-14", Author: "Bob", Details: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCitationsAreDistinctAndInOrder(t *testing.T) {
	c := planCase()
	got := c.Citations([]Evidence{{Source: "b"}, {Source: "a"}, {Source: "b"}, {Source: "nowhere"}})
	if !slices.Equal(got, []int{1, 2}) {
		t.Errorf("cited %v, want 1 and 2", got)
	}
}
