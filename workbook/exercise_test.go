package workbook

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestARatingFlagsTheAnswersThatItDisproves(t *testing.T) {
	e := opening()
	o := e.Objectives[0]
	answers := Answers{
		"alarms": {SchoolID: "maple", ItemID: "alarms", Status: InPlace},
		"gates":  {SchoolID: "maple", ItemID: "gates", Status: Needed}, // says so itself
		"radios": {SchoolID: "maple", ItemID: "radios", Status: InProgress, Disproved: "another"},
	}
	got := e.Rate(o, MajorChallenges, answers)
	want := []Change{
		{Entity: ObjectiveEntity, ID: "o1", Field: "final", New: "M"},
		{Entity: AnswerEntity, ID: "maple/alarms", Field: "disproved", New: "o1"},
		{Entity: AnswerEntity, ID: "maple/radios", Field: "disproved", Old: "another", New: "o1"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	alarms := answers["alarms"]
	alarms.Disproved = "o1"
	answers["alarms"] = alarms
	o.Final, o.Items = MajorChallenges, o.Items[1:] // which tries the alarms out no more
	got = e.Rate(o, SomeChallenges, answers)
	want = []Change{
		{Entity: ObjectiveEntity, ID: "o1", Field: "final", Old: "M", New: "S"},
		{Entity: AnswerEntity, ID: "maple/alarms", Field: "disproved", Old: "o1"}, // another's flag stays
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestARecordFollowsItsChanges(t *testing.T) {
	e := opening()
	inject := Inject{ID: "i5", ExerciseID: "x", Minute: 15, Type: Standard, Text: "A call"}
	foreign := Inject{ID: "i6", ExerciseID: "another", Type: Standard}
	changes := slices.Concat(
		Add(InjectEntity, inject.ID, inject), Add(InjectEntity, foreign.ID, foreign), Remove(InjectEntity, "i2"),
		[]Change{
			{Entity: InjectEntity, ID: "i3", Field: "minute", New: "2"},
			{Entity: ExerciseEntity, ID: "x", Field: "name", New: "Opening day"},
			{Entity: ModuleEntity, ID: "m1", Field: "position", New: "3"},
			{Entity: ExerciseEntity, ID: "another", Field: "name", New: "Not this one"},
		})
	got := e.With(changes)
	if list := injectIDs(got.Injects); !slices.Equal(list, []string{"i3", "i1", "i5", "i4"}) {
		t.Errorf("injects %q", list)
	}
	if got.Name != "Opening day" || got.Modules[0].ID != "m2" {
		t.Errorf("%q with %s first", got.Name, got.Modules[0].ID)
	}
	if diff := cmp.Diff(inject.Values(), got.Injects[2].Values()); diff != "" {
		t.Errorf("added another one: %s", diff)
	}
	if e.Name != "" || len(e.Injects) != 4 || e.Injects[1].ID != "i2" || e.Modules[0].ID != "m1" {
		t.Error("the record that it was made of is another one now")
	}
}

func TestTheTimesOfAnExercise(t *testing.T) {
	e := opening()
	if e.ModuleStart("m2") != 25 || e.HotWashMinutes() != 10 {
		t.Errorf("the second module begins at %d, %d are left for the hot wash", e.ModuleStart("m2"), e.HotWashMinutes())
	}
	for minute, want := range map[int]string{0: "m1", 24: "m1", 25: "m2", 200: "m2"} {
		if m, ok := e.ModuleAt(minute); !ok || m.ID != want {
			t.Errorf("at minute %d it is module %q", minute, m.ID)
		}
	}
	if m, _ := e.ModuleOf(e.Injects[2]); m.ID != "m2" {
		t.Errorf("an inject of no module is in %q", m.ID)
	}
	if e.NumberOf(e.Injects[2]) != "3" {
		t.Errorf("the third inject has number %q", e.NumberOf(e.Injects[2]))
	}
	for text, want := range map[string]Clock{"7:05": "07:05", "23:59": "23:59", "": ""} {
		if c, err := ParseClock(text); c != want || err != nil {
			t.Errorf("%q is read as %q, %v", text, c, err)
		}
	}
	for _, text := range []string{"24:00", "7:5", "7.05", "007:05", "07:05x", "-1:00", "7 :05"} {
		if c, err := ParseClock(text); err == nil {
			t.Errorf("%q is read as %q", text, c)
		}
	}
	if c := Clock("23:50").Add(20); c != "00:10" {
		t.Errorf("past midnight it is %s", c)
	}
}

func TestTheLastWordOfEachEvaluatorCounts(t *testing.T) {
	e := opening()
	e.Ratings = []TargetRating{
		{ID: "r1", ObjectiveID: "o1", Evaluator: "Eva Lind", Rating: "P"}, {ID: "r2", ObjectiveID: "o1", Evaluator: "Ben Okafor", Rating: "S"},
		{ID: "r3", ObjectiveID: "o1", Evaluator: "eva lind ", Rating: "M"}, {ID: "r4", ObjectiveID: "o1", TargetID: "t1", Evaluator: "Eva Lind", Rating: "U"},
	}
	got := e.RatingsOf("o1", "")
	if len(got) != 2 || got[0].ID != "r3" || got[1].ID != "r2" {
		t.Errorf("ratings %+v", got)
	}
}
