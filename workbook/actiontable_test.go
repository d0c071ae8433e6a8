package workbook

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// actionTable is a district's actions on 14 August 2026, two schools and one removed.
func actionTable() ActionTableRequest {
	return ActionTableRequest{
		Case: planCase(), On: "2026-08-14",
		Names: []School{{ID: "n", Name: "North"}, {ID: "s", Name: "South"}},
		Actions: []Action{
			{ID: "1", Title: "radios", Schools: []string{"s", "n"}, Items: []string{"roster"}, Owner: "Dana Ortiz", Element: "equipment", Status: ToDo, Target: "2026-08-01", Cost: 900},
			{ID: "2", Title: "Gate", Schools: []string{"s"}, Items: []string{"gates", "support"}, Owner: "lee", Element: "planning", Status: ActionUnderWay, Target: "2026-09-01"},
			{ID: "3", Title: "drill", Schools: []string{"n"}, Status: ToDo},
			{ID: "4", Title: "alarm", Schools: []string{"n"}, Owner: "dana ortiz ", Status: ActionInPlace, Review: "2026-03-12", Start: "2025-01-02"},
			{ID: "5", Title: "fence", Schools: []string{"s", "gone"}, Status: DroppedFromPlan, Target: "2026-08-02"},
			{ID: "6", Title: "Old sign", Schools: []string{"gone"}, Status: ToDo, Target: "2026-08-02"},
		},
	}
}

// idsOf are the rows of a table in order, as digits.
func idsOf(t ActionTable) string {
	ids := ""
	for _, r := range t.Rows {
		ids += r.Action.ID
	}
	return ids
}

func TestATableOfActionsIsNarrowedDown(t *testing.T) {
	for _, x := range []struct {
		filter ActionFilter
		want   string
	}{
		{ActionFilter{Standing: StandsAny}, "41235"}, // the sign's only school is gone
		{ActionFilter{Standing: StandsOpen}, "4123"},
		{ActionFilter{Standing: StandsOverdue}, "41"},
		{ActionFilter{Standing: StandsDueSoon}, "2"},
		{ActionFilter{Standing: StandsUndated}, "3"},
		{ActionFilter{Standing: StandsDone}, "5"},
		{ActionFilter{Standing: StandsHomeless}, "6"},
		{ActionFilter{School: "n"}, "413"},
		{ActionFilter{Owner: "DANA ORTIZ"}, "41"},
		{ActionFilter{Owner: Nobody}, "35"},
		{ActionFilter{Status: Lapsed}, "4"}, // nobody has said so; its review date has passed
		{ActionFilter{Status: ActionInPlace}, ""},
		{ActionFilter{Element: "planning"}, "2"},
		{ActionFilter{Item: "roster"}, "1"},
		{ActionFilter{Checklist: Aftermath}, "2"},
		{ActionFilter{Words: "NORTH radio"}, "1"},
		{ActionFilter{Words: "support lee"}, "2"},
		{ActionFilter{Words: "lee radio"}, ""},
		{ActionFilter{Owner: "Dana Ortiz", Standing: StandsOverdue, School: "s"}, "1"},
	} {
		r := actionTable()
		r.Filter = x.filter
		if got := idsOf(NewActionTable(r)); got != x.want {
			t.Errorf("%+v leaves %q, want %q", x.filter, got, x.want)
		}
	}
}

func TestATableOfActionsCountsUnderTheRestOfTheFilter(t *testing.T) {
	r := actionTable()
	r.Filter = ActionFilter{School: "s", Standing: StandsOverdue}
	got := NewActionTable(r)
	want := map[Standing]int{StandsAny: 3, StandsOpen: 2, StandsOverdue: 1, StandsDueSoon: 1, StandsDone: 1}
	if diff := cmp.Diff(want, got.Counts); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(got.Owners, []string{"Dana Ortiz", "lee"}) {
		t.Errorf("the owners are %q", got.Owners)
	}
	r.Held = []string{"2", "6", ""}
	if got := idsOf(NewActionTable(r)); got != "162" {
		t.Errorf("with what is held %q are shown", got)
	}
}

func TestATableOfActionsIsOrderedByAnyColumnBothWays(t *testing.T) {
	for _, x := range []struct {
		by       ActionColumn
		up, down string
	}{
		{"", "41235", "21435"},
		{ByDue, "41235", "21435"},
		{ByTitle, "43521", "12534"},
		{BySchools, "43125", "25143"},
		{ByItems, "21435", "12435"},
		{ByOwner, "41235", "24135"},
		{ByElement, "21435", "12435"},
		{ByStart, "41235", "41235"},
		{ByCost, "14235", "14235"},
		{ByStatus, "13245", "54213"},
	} {
		r := actionTable()
		r.Filter.Standing, r.Sort = StandsAny, x.by
		up := idsOf(NewActionTable(r))
		r.Down = true
		if down := idsOf(NewActionTable(r)); up != x.up || down != x.down {
			t.Errorf("by %q: %q and %q, want %q and %q", x.by, up, down, x.up, x.down)
		}
	}
}

func TestALargeDistrictsTableIsComputed(t *testing.T) {
	r := ActionTableRequest{Case: planCase(), On: "2026-08-14", Sort: ByTitle}
	for i := range 5000 {
		id := fmt.Sprintf("s%04d", i)
		r.Names = append(r.Names, School{ID: id, Name: "School " + id})
		for j := range 4 {
			r.Actions = append(r.Actions, Action{ID: fmt.Sprintf("%s-%d", id, j), Title: fmt.Sprint("Action ", i*7%5000), Schools: []string{id}, Owner: fmt.Sprint("Owner ", i%90), Status: ToDo})
		}
	}
	all := NewActionTable(r)
	r.Filter = ActionFilter{Words: "owner 17", School: "s0017"}
	one := NewActionTable(r)
	if len(all.Rows) != 20000 || len(all.Owners) != 90 || len(one.Rows) != 4 {
		t.Errorf("%d rows, %d owners, %d of one school", len(all.Rows), len(all.Owners), len(one.Rows))
	}
}

func TestAMeasureIsReviewedOrReopened(t *testing.T) {
	a := Action{Status: ActionInPlace, Target: "2025-06-01", Completed: "2025-06-10", Review: "2026-03-12"}
	if got := a.StatusOn("2026-08-14"); got != Lapsed {
		t.Fatalf("it is %s after its review date", got)
	}
	kept := a.Reviewed("2026-08-14")
	if kept.StatusOn("2026-08-14") != ActionInPlace || kept.Review != "2027-08-14" || kept.Completed != "2025-06-10" {
		t.Errorf("reviewed, it is %+v", kept)
	}
	open := a.Reopened("2026-08-14")
	if open.Status != ToDo || open.Completed != "" || open.Review != "" || open.Overdue("2026-08-14") {
		t.Errorf("reopened, it is %+v", open)
	}
	ahead := Action{Status: ToDo, Review: "2027-01-01"}.WithStatus(ActionInPlace, "2026-08-14")
	if ahead.Review != "2027-01-01" || ahead.Completed != "2026-08-14" {
		t.Errorf("put in place, it is %+v", ahead)
	}
}

func TestATableOfActionsIsNarrowedDownToAnExercise(t *testing.T) {
	r := actionTable()
	r.Actions[0].Finding, r.Actions[2].Finding, r.Actions[3].Finding = "seen", "heard", "removed since"
	r.Origins = Origins{"seen": {ID: "autumn", Name: "Tabletop 10"}, "heard": {ID: "spring", Name: "Tabletop 2"}}
	for exercise, want := range map[string]string{"": "41235", AnyExercise: "13", "autumn": "1", "spring": "3", "gone": ""} {
		r.Filter = ActionFilter{Exercise: exercise}
		if got := idsOf(NewActionTable(r)); got != want {
			t.Errorf("%q: %s, want %s", exercise, got, want)
		}
	}
	if all := r.Origins.Exercises(); len(all) != 2 || all[0].ID != "spring" || all[1].ID != "autumn" {
		t.Errorf("the exercises are %+v", all)
	}
}
