package workbook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// threeSchools is a district in which everything that a person can write says SECRET.
func threeSchools() DistrictRequest {
	c := planCase()
	parts := map[string]SchoolPart{}
	school := func(id, name string, answers ...Answer) {
		s := School{ID: id, Name: name, District: "Elm District", Note: "SECRET note"}
		as := Answers{}
		for _, a := range answers {
			a.SchoolID, a.Note, a.Owner, a.Zones = id, "SECRET note", "SECRET owner", []string{"z"}
			as[a.ItemID] = a
		}
		parts[id] = SchoolPart{Answers: as, School: SchoolRecord{
			School: s, Zones: []Zone{{ID: "z", Name: "SECRET zone"}},
			Contacts: []Contact{
				{ID: id, Name: "SECRET contact", Phone: "SECRET 555"}, {ID: "all", Name: "SECRET sheriff", Phone: "SECRET 556"},
			},
			Events: []SchoolEvent{
				{ID: id + "1", Name: "SECRET match", Date: "2026-08-20", People: 90},
				{ID: id + "2", Name: "SECRET past", Date: "2026-08-01"},
				{ID: id + "3", Name: "SECRET far", Date: "2026-12-01"},
			},
		}}
	}
	school("ten", "School 10",
		Answer{ItemID: "gates", Status: Needed, Override: High}, Answer{ItemID: "warning", Status: Needed},
		Answer{ItemID: "drill", Status: InPlace}, Answer{ItemID: "gone", Status: Needed})
	school("two", "School 2",
		Answer{ItemID: "gates", Status: InProgress}, Answer{ItemID: "warning", Status: Needed, Override: High},
		Answer{ItemID: "drill", Status: InPlace})
	school("one", "school 1",
		Answer{ItemID: "gates", Status: Needed, Override: High}, Answer{ItemID: "drill", Status: NotNecessary, Reason: "SECRET reason"})
	r := DistrictRequest{
		Case: c, On: overviewDay, PreparedBy: "SECRET preparer",
		School: func(_ context.Context, id string) (SchoolPart, error) { return parts[id], nil },
	}
	for _, id := range []string{"ten", "two", "one"} {
		r.Schools = append(r.Schools, parts[id].School.School)
	}
	action := func(id, owner string, status ActionStatus, target Date, schools []string, items ...string) Action {
		return Action{ID: id, Title: "SECRET " + id, Owner: owner, Status: status, Target: target, Schools: schools, Items: items, Cost: 100}
	}
	lapsed := action("lapsed", "Secret  Ann", ActionInPlace, "", []string{"ten"}, "drill")
	lapsed.Review = "2026-08-10"
	r.Actions = []Action{
		action("late", "SECRET Ann", ToDo, "2026-08-01", []string{"one", "two"}, "gates"),
		lapsed,
		action("soon", "SECRET Ben", ActionUnderWay, "2026-09-01", []string{"two", "removed"}, "warning"),
		action("nobody", "", ToDo, "", []string{"ten"}),
		action("done", "SECRET Ben", ActionInPlace, "2026-08-01", []string{"ten"}),
		action("next", "SECRET Ben", ToDo, "2027-08-14", []string{"ten"}),
		action("dropped", "SECRET Ben", DroppedFromPlan, "", []string{"ten"}),
		action("homeless", "SECRET Ben", ToDo, "", nil),
		action("elsewhere", "SECRET Ben", ToDo, "", []string{"removed"}),
	}
	return r
}

func districtPlan(t *testing.T, r DistrictRequest) DistrictPlan {
	t.Helper()
	p, err := NewDistrictPlan(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestADistrictPlanAddsItsSchoolsUp(t *testing.T) {
	p := districtPlan(t, threeSchools())
	if got := ids(p.Schools, func(s DistrictSchool) string { return s.School.Name }); !slices.Equal(got, []string{"school 1", "School 2", "School 10"}) {
		t.Errorf("the schools are %v", got)
	}
	if want := (map[Status]int{Needed: 4, InProgress: 1, InPlace: 2, NotNecessary: 1, NotAssessed: 7}); !cmp.Equal(p.Coverage.Counts, want) || p.Coverage.Total != 15 {
		t.Errorf("the coverage is %+v", p.Coverage)
	}
	if l := p.Lists[1]; l.Checklist != Prevention || l.Coverage.Total != 12 || l.Coverage.Counts[Needed] != 4 {
		t.Errorf("prevention: %+v", l)
	}
	var shared []string
	for _, s := range p.Shared {
		shared = append(shared, fmt.Sprintf("%s %d/%d high %d unserved %d", s.Item.ID, s.Coverage.Counts[Needed], s.Coverage.Counts[InProgress], s.High, s.Unserved))
	}
	if want := []string{"gates 2/1 high 2 unserved 1", "warning 2/0 high 1 unserved 1"}; !slices.Equal(shared, want) {
		t.Errorf("shared gaps: %v, want %v", shared, want)
	}
	if p.HighGaps != 3 || p.Schools[0].HighGaps != 1 || p.Schools[0].Overdue != 1 || p.Schools[2].Overdue != 1 || p.Schools[1].DueSoon != 1 {
		t.Errorf("%d high gaps, schools %+v", p.HighGaps, p.Schools)
	}
	if got := ids(p.Schools[2].Cells, func(c MatrixCell) string { return string(c.Status()) }); !slices.Equal(got, []string{"needed", "needed", "not-assessed", "in-place", "not-assessed"}) {
		t.Errorf("School 10's line of the matrix: %v", got)
	}
	if !slices.Equal(p.Districts, []string{"Elm District"}) || len(p.Events) != 3 || p.Events[0].School.Name != "school 1" {
		t.Errorf("districts %v, events %+v", p.Districts, p.Events)
	}
	want := map[string]int{
		LeftOutDropped: 1, LeftOutNoSchool: 2, LeftOutLaterEvents: 3, LeftOutContactLines: 4,
		LeftOutZones: 3, LeftOutNotes: 12, LeftOutReasons: 1, LeftOutNoItem: 1,
	}
	if diff := cmp.Diff(want, left(p.LeftOut)); diff != "" {
		t.Error(diff)
	}
}

func TestADistrictsWorkIsCountedOnceAndOrderedByWhatPresses(t *testing.T) {
	w := districtPlan(t, threeSchools()).Work
	if w.Total != 6 || w.Open != 5 || w.Overdue != 2 || w.Lapsed != 1 || w.DueSoon != 1 || w.WithoutOwner != 1 || w.WithoutDate != 1 || w.Cost != 500 {
		t.Errorf("the work is %+v", w)
	}
	id := func(a DistrictAction) string { return a.Action.ID }
	if got := ids(w.Actions, id); !slices.Equal(got, []string{"late", "lapsed", "soon", "next", "nobody"}) {
		t.Errorf("by due date: %v", got)
	}
	if got := ids(w.Leading, id); !slices.Equal(got, []string{"late", "soon", "lapsed", "next", "nobody"}) {
		t.Errorf("by priority: %v", got)
	}
	if got := w.Actions[0]; !slices.Equal(got.Schools, []string{"school 1", "School 2"}) || got.Items[0].ID != "gates" || got.Priority != High {
		t.Errorf("the first is %+v", got)
	}
	if want := []OwnerWork{{Name: "SECRET Ann", Overdue: 2, Oldest: "2026-08-01", Schools: 3}}; !slices.Equal(w.Owners, want) {
		t.Errorf("owners: %+v", w.Owners)
	}
	d := w.Days
	if d.Overdue != 2 || d.Undated != 1 || d.Later != 1 || d.Months[0].Month != "2026-08" || d.Months[1] != (MonthDue{"2026-09", 1}) || d.Months[11].Month != "2027-07" || d.Sum() != w.Open {
		t.Errorf("due: %+v", d)
	}
}

func TestASchoolsPageSaysWhatItLacksAndWhoDoesIt(t *testing.T) {
	p := districtPlan(t, threeSchools())
	page, err := p.Page(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if page.School.ID != "one" || page.HighGaps != 1 || page.Gaps[0].Item.ID != "gates" || page.Gaps[0].Actions[0].ID != "late" ||
		len(page.Overdue) != 1 || page.Open != 1 || len(page.Events) != 1 || page.Coverage.Total != 5 {
		t.Errorf("the page is %+v", page)
	}
}

func TestAPublicDistrictPlanKnowsWhatIsInPlaceAlone(t *testing.T) {
	r := threeSchools()
	r.Audience = PublicAudience
	p := districtPlan(t, r)
	page, err := p.Page(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	p.request, p.Case = DistrictRequest{}, nil
	if said := fmt.Sprintf("%+v %+v", p, page); strings.Contains(said, "SECRET") || strings.Contains(said, "gates") {
		t.Errorf("the public copy still says %s", said)
	}
	if p.Coverage.Total+len(p.Coverage.Counts)+len(p.Lists) != 0 || len(p.Shared)+p.HighGaps+p.Work.Total+len(p.Events) != 0 {
		t.Errorf("the public plan: %+v", p)
	}
	if len(p.Items) != 1 || p.Items[0].Item.ID != "drill" || page.Coverage.Total != 0 || len(page.Gaps) != 0 {
		t.Errorf("items %+v, page %+v", p.Items, page)
	}
	// Nobody can subtract what is not counted, neither by item nor by school.
	for _, it := range p.Items {
		if it.Number != 0 || it.Coverage.Total+len(it.Coverage.Counts) != 0 {
			t.Errorf("%s: number %d, %+v", it.Item.ID, it.Number, it.Coverage)
		}
	}
	for _, s := range p.Schools {
		if s.School.Name == "" || s.Coverage.Total+len(s.Coverage.Counts)+len(s.Cells) != 0 {
			t.Errorf("the public school: %+v", s)
		}
	}
	if b := NewBoardSummary(p); len(b.Asks) != 0 {
		t.Errorf("the public is told of %+v", b.Asks)
	}
	got := left(p.LeftOut)
	for code, n := range map[string]int{LeftOutOpenAnswers: 12, LeftOutNotNecessary: 1, LeftOutActions: 7, LeftOutEvents: 9, LeftOutPreparedBy: 1, LeftOutZones: 3, LeftOutWhere: 1} {
		if got[code] != n {
			t.Errorf("%d of %s left out, want %d", got[code], code, n)
		}
	}
}

func TestPartnersOfADistrictReadNoPrice(t *testing.T) {
	r := threeSchools()
	r.Audience = PartnersAudience
	p := districtPlan(t, r)
	if p.Work.Cost != 0 || p.Work.Actions[0].Action.Owner == "" || left(p.LeftOut)[LeftOutCosts] != 6 {
		t.Errorf("cost %d, owner %q, left out %v", p.Work.Cost, p.Work.Actions[0].Action.Owner, p.LeftOut)
	}
	if slices.ContainsFunc(NewBoardSummary(p).Asks, func(a Ask) bool { return a.Code == AskFunds }) {
		t.Error("partners are asked for money")
	}
}

func TestReadingADistrictStopsWhenToldToAndWhenASchoolCannotBeRead(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r := threeSchools()
	var steps []int
	r.Progress = func(done, total int) {
		steps = append(steps, done*10+total)
		cancel()
	}
	if _, err := NewDistrictPlan(ctx, r); !errors.Is(err, context.Canceled) || !slices.Equal(steps, []int{13}) {
		t.Errorf("cancelled after the first: %v, steps %v", err, steps)
	}
	r = threeSchools()
	r.School = func(context.Context, string) (SchoolPart, error) { return SchoolPart{}, &Problem{Kind: ErrDamaged} }
	if _, err := NewDistrictPlan(context.Background(), r); !errors.Is(err, ErrDamaged) {
		t.Errorf("a school that cannot be read: %v", err)
	}
}

func TestManySchoolsStandInTheMatrixByNeed(t *testing.T) {
	r := threeSchools()
	p := districtPlan(t, r)
	if got := p.MatrixOrder(); !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("three schools: %v", got)
	}
	one := r.School
	for i := range ByNeedFrom {
		r.Schools = append(r.Schools, School{ID: fmt.Sprint(i), Name: "A"})
	}
	r.School = func(ctx context.Context, id string) (SchoolPart, error) {
		part, err := one(ctx, id)
		part.School.ID = id
		return part, err
	}
	p = districtPlan(t, r)
	if order := p.MatrixOrder(); len(order) != ByNeedFrom+3 || p.Schools[order[0]].HighGaps != 1 || p.Schools[order[3]].HighGaps != 0 {
		t.Errorf("many schools: %v", order)
	}
}

func TestALongListSaysHowMuchMoreThereIs(t *testing.T) {
	r := threeSchools()
	for i := range MaxDistrictActions {
		r.Actions = append(r.Actions, Action{ID: fmt.Sprint(i), Title: "x", Schools: []string{"two"}, Status: ToDo, Target: "2026-08-02", Owner: fmt.Sprintf("Owner %d", i%(MaxDistrictOwners+5))})
	}
	p := districtPlan(t, r)
	got := left(p.LeftOut)
	if len(p.Work.Actions) != MaxDistrictActions || got[LeftOutOtherActions] != 5 || len(p.Work.Owners) != MaxDistrictOwners || got[LeftOutOtherOwners] != 6 || p.Work.Open != MaxDistrictActions+5 {
		t.Errorf("%d actions, %d owners, left out %v", len(p.Work.Actions), len(p.Work.Owners), got)
	}
}

func TestABoardIsAskedForFiveThingsAtMostTheWorstFirst(t *testing.T) {
	b := NewBoardSummary(districtPlan(t, threeSchools()))
	var got []string
	for _, a := range b.Asks {
		got = append(got, fmt.Sprintf("%s %d %s%s", a.Code, a.Count, a.Item.Item.ID, a.Action.Action.ID))
	}
	want := []string{"serve-gap 1 gates", "serve-gap 1 warning", "overdue 1 late", "owners 1 ", "lapsed 1 "}
	if !slices.Equal(got, want) {
		t.Errorf("asked for %q, want %q", got, want)
	}

	r := threeSchools()
	r.Actions = []Action{{ID: "all", Title: "all", Owner: "Ann", Schools: []string{"one", "two", "ten"}, Items: []string{"gates", "warning"}, Status: ToDo, Target: "2026-12-01", Cost: 7}}
	got = nil
	for _, a := range NewBoardSummary(districtPlan(t, r)).Asks {
		got = append(got, fmt.Sprintf("%s %d %d %s", a.Code, a.Count, a.Amount, a.Item.Item.ID))
	}
	if want := []string{"funds 1 7 ", "shared 3 0 gates", "assess 7 0 "}; !slices.Equal(got, want) {
		t.Errorf("asked for %q, want %q", got, want)
	}
}

func TestADistrictPlanSaysWhichEventsHaveAProtectivePlan(t *testing.T) {
	r := threeSchools()
	withSteps := *r.Case
	withSteps.EventSteps = []EventStep{{ID: "plan", Title: "Agree a plan", DaysBefore: 7, Plan: true}}
	r.Case = &withSteps
	read := r.School
	r.School = func(ctx context.Context, id string) (SchoolPart, error) {
		part, err := read(ctx, id)
		if id == "ten" {
			part.School.Steps = Steps{StepID("ten1", "plan"): {EventID: "ten1", StepID: "plan", Status: StepDone}}
		}
		return part, err
	}
	p := districtPlan(t, r)
	for _, e := range p.Events {
		if ten := e.School.Name == "School 10"; e.HasPlan != ten || e.LacksPlan() == ten {
			t.Errorf("the event of %s has a plan: %v, lacks one: %v", e.School.Name, e.HasPlan, e.LacksPlan())
		}
	}
	for i, s := range p.Schools {
		page, err := p.Page(context.Background(), i)
		if err != nil || len(page.Events) != 1 || page.Events[0].HasPlan != (s.School.Name == "School 10") {
			t.Errorf("the page of %s: %+v, %v", s.School.Name, page.Events, err)
		}
	}
}

// The events of thousands of schools are not kept until the end, and the next ones are found
// all the same.
func TestOfManyEventsTheNextAreListedAndTheOthersCounted(t *testing.T) {
	r := threeSchools()
	r.Schools = nil
	for i := range 500 {
		r.Schools = append(r.Schools, School{ID: fmt.Sprint(i), Name: fmt.Sprintf("School %d", i)})
	}
	r.School = func(_ context.Context, id string) (SchoolPart, error) {
		var n int
		_, err := fmt.Sscan(id, &n)
		day := r.On.AddDays(59 - n*7%60)
		return SchoolPart{School: SchoolRecord{School: School{ID: id}, Events: []SchoolEvent{{ID: id, Name: "Match", Date: day}}}}, err
	}
	p := districtPlan(t, r)
	if len(p.Events) != MaxDistrictEvents || cap(p.Events) > 4*MaxDistrictEvents || left(p.LeftOut)[LeftOutLaterEvents] != 500-MaxDistrictEvents {
		t.Errorf("%d events in room for %d, left out %v", len(p.Events), cap(p.Events), left(p.LeftOut))
	}
	// 500 events on 60 days, eight or nine a day: the last that is listed is on the twelfth.
	for i, e := range p.Events {
		if i > 0 && (e.Event.Date < p.Events[i-1].Event.Date || e.Event.Date == p.Events[i-1].Event.Date && NaturalCompare(e.School.Name, p.Events[i-1].School.Name) < 0) {
			t.Fatalf("%s at %s stands after %s at %s", e.Event.Date, e.School.Name, p.Events[i-1].Event.Date, p.Events[i-1].School.Name)
		}
	}
	if last := p.Events[MaxDistrictEvents-1].Event.Date; p.Events[0].Event.Date != r.On || last != r.On.AddDays(11) {
		t.Errorf("from %s to %s, want from %s to %s", p.Events[0].Event.Date, last, r.On, r.On.AddDays(11))
	}
}
