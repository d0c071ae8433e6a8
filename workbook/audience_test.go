package workbook

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// secretRequest is a school where everything that a person can write is marked as secret.
func secretRequest() PlanRequest {
	r := planRequest()
	r.PreparedBy = "SECRET preparer"
	r.School.Note = "SECRET school note"
	r.School.Events = []SchoolEvent{{ID: "e", Name: "SECRET event", Note: "SECRET event note"}}
	r.School.Steps = Steps{"e/walk": {EventID: "e", StepID: "walk", Owner: "SECRET step owner", Note: "SECRET step note"}}
	r.School.Zones = []Zone{{ID: "z1", Name: "SECRET gym"}}
	for i := range r.School.Contacts {
		r.School.Contacts[i].Name = "SECRET contact"
		r.School.Contacts[i].Phone = "SECRET 555"
	}
	for id, a := range r.Answers {
		a.Note, a.Reason, a.Owner, a.ReviewedBy, a.Zones = "SECRET note", "SECRET reason", "SECRET owner", "SECRET reviewer", []string{"z1"}
		r.Answers[id] = a
	}
	drill := Answer{SchoolID: "s", ItemID: "drill", Status: InPlace, Override: High, Target: "2026-09-09", Note: "SECRET", Owner: "SECRET", Zones: []string{"z1"}, Disproved: "SECRET objective"}
	r.Disproofs = map[string]Disproof{"SECRET objective": {Exercise{Name: "SECRET exercise"}, Objective{ID: "SECRET objective", Title: "SECRET objective", Final: MajorChallenges}}}
	r.Answers["drill"] = drill
	for i := range r.Actions {
		r.Actions[i].Title, r.Actions[i].Description = "SECRET title", "SECRET description"
		r.Actions[i].Owner, r.Actions[i].Cost = "SECRET owner", 777
	}
	r.School.Attachments = Attachments{{ID: "f1", ItemID: "drill", Name: "SECRET photo.jpg", AddedBy: "SECRET", Note: "SECRET"}}
	r.History = []Batch{{Author: Author{Name: "SECRET author"}, Changes: []Change{{Entity: AnswerEntity, ID: "s/gates"}}}}
	return r
}

func left(l []LeftOut) map[string]int {
	out := map[string]int{}
	for _, x := range l {
		out[x.Code] += x.Count
	}
	return out
}

func TestAPublicRequestHoldsNothingThatSomebodyWrote(t *testing.T) {
	r := secretRequest()
	public := r.For(PublicAudience)
	public.Case = nil
	if said := fmt.Sprintf("%+v", public); strings.Contains(said, "SECRET") || strings.Contains(said, "2026-09-09") {
		t.Errorf("the public request still says %s", said)
	}
	if len(public.Answers) != 1 || public.Answers["drill"].Status != InPlace || public.Answers["drill"].Priority() != "" {
		t.Errorf("the public is told of %v", public.Answers)
	}
	want := map[string]int{
		LeftOutOpenAnswers: 3, LeftOutNotNecessary: 1, LeftOutActions: 5, LeftOutOwners: 1, LeftOutContactLines: 2,
		LeftOutZones: 1, LeftOutNotes: 2, LeftOutEvents: 1, LeftOutDistribution: 1, LeftOutRecord: 1, LeftOutPreparedBy: 1, LeftOutNoItem: 1,
		LeftOutFiles: 1, LeftOutExercises: 1,
	}
	got := left(public.Withheld)
	if !maps.Equal(got, want) {
		t.Errorf("left out %v, want %v", got, want)
	}
	if r.School.Note == "" || r.Actions[0].Cost == 0 || r.Answers["gates"].Note == "" || r.School.Contacts[0].Phone == "" {
		t.Error("cutting a copy changed what it was cut from")
	}
}

func TestAPublicPlanCountsWhatIsInPlaceAlone(t *testing.T) {
	p := NewActionPlan(secretRequest().For(PublicAudience))
	rows := 0
	for _, l := range p.Lists {
		rows += len(l.Rows)
		if l.Coverage.Total != len(l.Rows) || l.Coverage.Counts[InPlace] != len(l.Rows) {
			t.Errorf("%s counts %+v for %d rows", l.Checklist, l.Coverage, len(l.Rows))
		}
	}
	if rows != 1 || p.Coverage.Total != 1 || p.Gaps != 0 || len(p.HighGaps) != 0 || len(p.Actions)+len(p.Distribution)+len(p.Record) != 0 {
		t.Errorf("the public plan has %d rows and %+v", rows, p)
	}
}

func TestPartnersGetTheWorkAndWhomToCall(t *testing.T) {
	p := NewActionPlan(secretRequest().For(PartnersAudience))
	if len(p.Actions) != 4 || p.Actions[0].Action.Owner == "" || p.Actions[0].Action.Cost != 0 {
		t.Errorf("partners' actions: %+v", p.Actions)
	}
	if len(p.Distribution) != 1 || p.Distribution[0].Phone == "" || p.School.Contacts[1].Phone+p.School.Contacts[1].Email != "" {
		t.Errorf("partners' contacts: %+v", p.School.Contacts)
	}
	if step := p.School.Steps["e/walk"]; step.Note != "" || step.Owner == "" {
		t.Errorf("partners' steps: %+v", step)
	}
	for _, l := range p.Lists {
		for _, row := range l.Rows {
			if row.Answer.Note+row.Answer.Reason != "" {
				t.Errorf("partners read the note or reason of %s", row.Item.ID)
			}
			if len(row.Attachments) > 0 {
				t.Errorf("partners get the files of %s", row.Item.ID)
			}
		}
	}
	if row := p.Lists[1].Rows; !slices.ContainsFunc(row, func(r PlanRow) bool { return r.Disproof.Objective.Final == MajorChallenges }) {
		t.Error("partners are not told that an exercise found an answer otherwise")
	}
	if len(p.Record) != 0 || p.Coverage.Total != 5 || left(p.LeftOut)[LeftOutContactLines] != 1 {
		t.Errorf("the partners' copy leaves out %v", p.LeftOut)
	}
}

func TestTheFullCopyIsTheWholeRequest(t *testing.T) {
	r := secretRequest()
	whole, full := NewActionPlan(r), NewActionPlan(r.For(FullAudience))
	full.Audience = ""
	if fmt.Sprintf("%+v", whole) != fmt.Sprintf("%+v", full) {
		t.Errorf("the full copy differs:\n%+v\n%+v", whole, full)
	}
}

func TestADistrictsPublicCopyIsCutByTheSameRule(t *testing.T) {
	one := secretRequest()
	one.Actions = slices.DeleteFunc(one.Actions, func(a Action) bool { return !slices.Contains(a.Schools, "s") })
	r := RegisterRequest{
		Case: one.Case, Schools: []SchoolRecord{one.School}, Names: []School{one.School.School},
		Answers: map[string]Answers{"s": one.Answers, "elsewhere": one.Answers}, Actions: one.Actions,
		History: one.History, PreparedBy: one.PreparedBy,
	}
	public := r.For(PublicAudience)
	if !maps.Equal(left(public.Withheld), left(one.For(PublicAudience).Withheld)) {
		t.Errorf("a district leaves out %v", public.Withheld)
	}
	public.Case = nil
	if said := fmt.Sprintf("%+v", public); strings.Contains(said, "SECRET") {
		t.Errorf("the public request still says %s", said)
	}
	if len(r.Answers) != 2 || r.Names[0].Note == "" {
		t.Error("cutting a copy changed what it was cut from")
	}
}

func TestAContactOfSeveralSchoolsIsCountedOnce(t *testing.T) {
	one := secretRequest()
	two := one.School
	two.ID = "t"
	r := RegisterRequest{Case: one.Case, Schools: []SchoolRecord{one.School, two}, Answers: map[string]Answers{}}
	if got := left(r.For(PublicAudience).Withheld); got[LeftOutContactLines] != 2 || got[LeftOutDistribution] != 1 {
		t.Errorf("the contacts are counted as %v", got)
	}
}

func TestEveryCategoryIsWithheldFromSomebodyAndNothingFromTheFullCopy(t *testing.T) {
	for _, code := range audienceCodes() {
		if FullAudience.Withholds(code) || Audience("").Withholds(code) {
			t.Errorf("the full copy leaves out %s", code)
		}
		if PartnersAudience.Withholds(code) && !PublicAudience.Withholds(code) {
			t.Errorf("the public gets %s, which partners do not", code)
		}
		if code != LeftOutNoItem && !PublicAudience.Withholds(code) {
			t.Errorf("%s is withheld from nobody", code)
		}
	}
	if PublicAudience.Marked() || !FullAudience.Marked() || !PartnersAudience.Marked() {
		t.Error("a public copy bears a mark, or another none")
	}
}

func TestAudiencesAreReadByCode(t *testing.T) {
	for _, a := range Audiences() {
		if got, err := ParseAudience(" " + strings.ToUpper(string(a))); err != nil || got != a {
			t.Errorf("%s reads as %q, %v", a, got, err)
		}
	}
	var p *Problem
	if _, err := ParseAudience("everyone"); !errors.As(err, &p) || p.Value != "everyone" || !errors.Is(err, ErrBadValue) {
		t.Errorf("an unknown audience: %v", err)
	}
	if !slices.Equal(Audiences(), []Audience{FullAudience, PartnersAudience, PublicAudience}) {
		t.Error("the audiences are in another order")
	}
}
