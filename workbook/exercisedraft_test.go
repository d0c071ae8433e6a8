package workbook

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestModulesShareTheTimeExactly(t *testing.T) {
	for whole, want := range map[int][]int{95: {30, 35, 30}, 45: {15, 15, 15}, 70: {20, 30, 20}, 141: {45, 56, 40}} {
		if got := moduleMinutes(whole, []int{30, 40, 30}); !slices.Equal(got, want) {
			t.Errorf("%d minutes are dealt out as %v, want %v", whole, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.IntRange(20, MaxExerciseMinutes).Draw(t, "whole")
		shares := rapid.SliceOfN(rapid.IntRange(1, 100), 1, 5).Draw(t, "shares")
		sum := 0
		for i, m := range moduleMinutes(whole, shares) {
			sum += m
			if m < 0 || len(shares) == 1 && m != whole {
				t.Fatalf("module %d of %v has %d of %d minutes", i, shares, m, whole)
			}
		}
		if sum != whole {
			t.Fatalf("%v of %d minutes add up to %d", shares, whole, sum)
		}
	})
}

func TestWhatAnExerciseLeftOpen(t *testing.T) {
	e := ExerciseRecord{
		Objectives: []Objective{
			{ID: "failed", Items: []string{"a"}, Final: UnableToPerform}, {ID: "held", Items: []string{"b"}, Final: SomeChallenges},
			{ID: "taken-up", Items: []string{"c"}, Final: PerformedWell}, {ID: "closed"}, {ID: "forgotten"},
		},
		Injects: []Inject{{ID: "in", Items: []string{"d"}}},
		Observations: []Observation{
			{ID: "1", Kind: Improvement, ObjectiveID: "taken-up"}, {ID: "2", Kind: Improvement, ObjectiveID: "closed"},
			{ID: "3", Kind: Improvement, ObjectiveID: "forgotten", InjectID: "in"}, {ID: "4", Kind: Strength, ObjectiveID: "held"},
		},
	}
	actions := []Action{
		{ID: "x", Finding: "1", Status: ToDo, Items: []string{"e"}},
		{ID: "y", Finding: "2", Status: ActionInPlace, Items: []string{"f"}, Review: "2027-01-01"},
	}
	open, items := leftOpen(e, actions, "2026-09-14")
	for id, want := range map[string]bool{"failed": true, "held": false, "taken-up": true, "closed": false, "forgotten": true} {
		if open[id] != want {
			t.Errorf("%s is left open: %v", id, open[id])
		}
	}
	if want := []string{"a", "e", "d"}; !slices.Equal(items, want) {
		t.Errorf("items %v, want %v", items, want)
	}
	if open, _ := leftOpen(e, actions, "2027-02-01"); !open["closed"] {
		t.Error("a measure that has lapsed leaves its finding closed")
	}
}
