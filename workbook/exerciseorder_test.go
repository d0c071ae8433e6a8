package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// twoHours is an exercise of two hours with three modules of 30, 40 and 30 minutes after ten
// of welcome.
func twoHours() ExerciseRecord {
	e := ExerciseRecord{Exercise: Exercise{ID: "x", SchoolID: "s", Name: "Opening day", Minutes: 120, Welcome: 10}}
	for i, m := range []Module{{ID: "a", Minutes: 30, Story: "08:00"}, {ID: "b", Minutes: 40, Story: "09:00"}, {ID: "c", Minutes: 30, Story: "11:00"}} {
		m.ExerciseID, m.Position = "x", i+1
		e.Modules = append(e.Modules, m)
	}
	add := func(id, module string, minute int, story Clock, off bool) {
		e.Injects = append(e.Injects, Inject{ID: id, ExerciseID: "x", ModuleID: module, Minute: minute, Story: story, OffTimeline: off, Type: Standard})
	}
	add("i1", "a", 12, "08:05", false)
	add("i2", "a", 20, "08:20", false)
	add("i3", "b", 45, "09:05", false)
	add("i4", "b", 46, "", false)
	add("i5", "c", 85, "11:10", false)
	add("o1", "", 0, "", true)
	add("o2", "b", 1, "", true)
	for i, q := range []string{"q1", "q2", "q3"} {
		e.Questions = append(e.Questions, Question{ID: q, ExerciseID: "x", ModuleID: []string{"a", "a", "b"}[i], Position: i + 1})
	}
	for i, o := range []string{"A", "B", "C"} {
		e.Objectives = append(e.Objectives, Objective{ID: o, ExerciseID: "x", Position: i + 1})
	}
	e.Sort()
	return e
}

// msel writes the list as a person reads it: a module's injects after its id.
func msel(e *ExerciseRecord) string {
	var parts []string
	for _, m := range e.Modules {
		part := m.ID + ":"
		for _, i := range e.InjectsIn(m.ID) {
			part += " " + i.ID + "@" + strconv.Itoa(i.Minute)
		}
		parts = append(parts, part)
	}
	part := "off:"
	for _, i := range e.OffTimeline() {
		part += " " + i.ID
	}
	return strings.Join(append(parts, part), " | ")
}

func TestAnInjectFitsWhereItIsPut(t *testing.T) {
	for _, c := range []struct {
		what string
		move func(*ExerciseRecord) []Change
		want string
	}{
		{"a step back comes between those before", func(e *ExerciseRecord) []Change { return StepInject(e, "i2", -1) },
			"a: i2@10 i1@12 | b: i3@45 i4@46 | c: i5@85 | off: o1 o2"},
		{"a step on where there is no room makes room", func(e *ExerciseRecord) []Change { return StepInject(e, "i3", 1) },
			"a: i1@12 i2@20 | b: i4@46 i3@51 | c: i5@85 | off: o1 o2"},
		{"at the end of a module it comes into the next", func(e *ExerciseRecord) []Change { return StepInject(e, "i2", 1) },
			"a: i1@12 | b: i2@42 i3@45 i4@46 | c: i5@85 | off: o1 o2"},
		{"at the beginning into the one before", func(e *ExerciseRecord) []Change { return StepInject(e, "i5", -1) },
			"a: i1@12 i2@20 | b: i3@45 i4@46 i5@51 | c: | off: o1 o2"},
		{"after the last module it is off the timeline", func(e *ExerciseRecord) []Change { return StepInject(e, "i5", 1) },
			"a: i1@12 i2@20 | b: i3@45 i4@46 | c: | off: i5 o1 o2"},
		{"and comes back from there", func(e *ExerciseRecord) []Change { return StepInject(e, "o1", -1) },
			"a: i1@12 i2@20 | b: i3@45 i4@46 | c: i5@85 o1@90 | off: o2"},
		{"those off the timeline have an order", func(e *ExerciseRecord) []Change { return StepInject(e, "o2", -1) },
			"a: i1@12 i2@20 | b: i3@45 i4@46 | c: i5@85 | off: o2 o1"},
		{"dropped between two that leave no room, those after it make room", func(e *ExerciseRecord) []Change {
			return PlaceInject(e, "i1", Slot{ModuleID: "b", Before: "i4"})
		}, "a: i2@20 | b: i3@45 i1@46 i4@47 | c: i5@85 | off: o1 o2"},
		{"dropped where its minute fits it keeps it", func(e *ExerciseRecord) []Change {
			return PlaceInject(e, "i4", Slot{ModuleID: "b"})
		}, "a: i1@12 i2@20 | b: i3@45 i4@46 | c: i5@85 | off: o1 o2"},
		{"dropped before itself it stays", func(e *ExerciseRecord) []Change {
			return PlaceInject(e, "i3", Slot{ModuleID: "b", Before: "i3"})
		}, "a: i1@12 i2@20 | b: i3@45 i4@46 | c: i5@85 | off: o1 o2"},
		{"another minute decides on the module", func(e *ExerciseRecord) []Change { return RetimeInject(e, "i1", 90) },
			"a: i2@20 | b: i3@45 i4@46 | c: i5@85 i1@90 | off: o1 o2"},
		{"and is kept within the exercise", func(e *ExerciseRecord) []Change { return RetimeInject(e, "i1", 500) },
			"a: i2@20 | b: i3@45 i4@46 | c: i5@85 i1@120 | off: o1 o2"},
		{"a minute brings one onto the timeline", func(e *ExerciseRecord) []Change { return RetimeInject(e, "o2", 15) },
			"a: i1@12 o2@15 i2@20 | b: i3@45 i4@46 | c: i5@85 | off: o1"},
		{"a longer module moves those after it", func(e *ExerciseRecord) []Change {
			m := e.Modules[0]
			m.Minutes = 35
			return EditModule(e, m)
		}, "a: i1@12 i2@20 | b: i3@50 i4@51 | c: i5@90 | off: o1 o2"},
		{"a longer welcome moves all", func(e *ExerciseRecord) []Change {
			x := e.Exercise
			x.Welcome = 15
			return EditExercise(e, x)
		}, "a: i1@17 i2@25 | b: i3@50 i4@51 | c: i5@90 | off: o1 o2"},
		{"a module takes its injects along", func(e *ExerciseRecord) []Change { return StepModule(e, "c", -1) },
			"a: i1@12 i2@20 | c: i5@45 | b: i3@75 i4@76 | off: o1 o2"},
		{"a module that goes takes its injects with it", func(e *ExerciseRecord) []Change { return RemoveModule(e, "a") },
			"b: i3@15 i4@16 | c: i5@55 | off: o1 o2"},
	} {
		e := twoHours()
		after := e.With(c.move(&e))
		if got := msel(&after); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
		if got := msel(&e); got != "a: i1@12 i2@20 | b: i3@45 i4@46 | c: i5@85 | off: o1 o2" {
			t.Errorf("%s: the exercise itself became %s", c.what, got)
		}
	}
}

func TestTheStoryDoesNotRunBackwards(t *testing.T) {
	for _, c := range []struct {
		minute int
		want   Clock
	}{
		{minute: 13, want: "08:05"}, // still fits
		{minute: 30, want: "08:40"}, // half-way from 08:20 at 20 to 09:00 at 40
		{minute: 90, want: "11:15"},
		{minute: 5, want: "07:55"},
	} {
		e := twoHours()
		after := e.With(RetimeInject(&e, "i1", c.minute))
		if i, _ := after.Inject("i1"); i.Story != c.want {
			t.Errorf("at minute %d the story is at %q, want %q", c.minute, i.Story, c.want)
		}
	}
	e := twoHours()
	after := e.With(RetimeInject(&e, "i4", 12))
	if i, _ := after.Inject("i4"); i.Story != "" {
		t.Errorf("one without a time in the story has %q", i.Story)
	}
}

func TestQuestionsAndObjectivesAreReordered(t *testing.T) {
	order := func(e ExerciseRecord) string {
		var all []string
		for _, m := range e.Modules {
			for _, q := range e.QuestionsIn(m.ID) {
				all = append(all, m.ID+q.ID)
			}
		}
		for _, o := range e.Objectives {
			all = append(all, o.ID)
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct {
		move func(*ExerciseRecord) []Change
		want string
	}{
		{func(e *ExerciseRecord) []Change { return StepQuestion(e, "q1", 1) }, "aq2 aq1 bq3 A B C"},
		{func(e *ExerciseRecord) []Change { return StepQuestion(e, "q2", 1) }, "aq1 bq2 bq3 A B C"},
		{func(e *ExerciseRecord) []Change { return StepQuestion(e, "q3", -1) }, "aq1 aq2 aq3 A B C"},
		{func(e *ExerciseRecord) []Change { return StepQuestion(e, "q3", 1) }, "aq1 aq2 cq3 A B C"},
		{func(e *ExerciseRecord) []Change { return StepQuestion(e, "q1", -1) }, "aq1 aq2 bq3 A B C"},
		{func(e *ExerciseRecord) []Change { return PlaceQuestion(e, "q3", "a", "q1") }, "aq3 aq1 aq2 A B C"},
		{func(e *ExerciseRecord) []Change { return StepObjective(e, "A", 1) }, "aq1 aq2 bq3 B A C"},
		{func(e *ExerciseRecord) []Change { return StepObjective(e, "C", 1) }, "aq1 aq2 bq3 A B C"},
		{func(e *ExerciseRecord) []Change { return PlaceObjective(e, "C", "A") }, "aq1 aq2 bq3 C A B"},
		{func(e *ExerciseRecord) []Change { return PlaceModule(e, "b", "a") }, "bq3 aq1 aq2 A B C"},
	} {
		e := twoHours()
		if got := order(e.With(c.move(&e))); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
		if got := order(e); got != "aq1 aq2 bq3 A B C" {
			t.Errorf("the exercise itself became %s", got)
		}
	}
}

// Whatever is moved where, nothing is lost, and each inject stands where it was put.
func TestMovingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := twoHours()
		for range 12 {
			i := rapid.SampledFrom(e.Injects).Draw(t, "inject")
			to := Slot{ModuleID: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "module"), Off: rapid.Bool().Draw(t, "off")}
			list := e.InjectsIn(to.ModuleID)
			if to.Off {
				list = e.OffTimeline()
			}
			if n := rapid.IntRange(0, len(list)).Draw(t, "at"); n < len(list) {
				to.Before = list[n].ID
			}
			before := len(e.Injects)
			changes := PlaceInject(&e, i.ID, to)
			if err := CheckChanges(changes); err != nil {
				t.Fatal(err)
			}
			e = e.With(changes)
			list = e.InjectsIn(to.ModuleID)
			if to.Off {
				list = e.OffTimeline()
			}
			at := slices.IndexFunc(list, func(x Inject) bool { return x.ID == i.ID })
			if len(e.Injects) != before || at < 0 {
				t.Fatalf("%d injects of %d are left: %s", len(e.Injects), before, msel(&e))
			}
			next := ""
			if at+1 < len(list) {
				next = list[at+1].ID
			}
			if to.Before != i.ID && next != to.Before {
				t.Fatalf("%s was put before %q: %s", i.ID, to.Before, msel(&e))
			}
		}
	})
}

func TestAnObjectiveThatGoesLeavesNoLinks(t *testing.T) {
	e := twoHours()
	e.Injects[0].Objectives, e.Questions[0].Objectives = []string{"A", "B"}, []string{"A"}
	e.Targets = []Target{{ID: "t", ExerciseID: "x", ObjectiveID: "A"}}
	after := e.With(RemoveObjective(&e, "A"))
	i, _ := after.Inject(e.Injects[0].ID)
	q, _ := after.Question(e.Questions[0].ID)
	if len(after.Objectives) != 2 || len(after.Targets) != 0 || !slices.Equal(i.Objectives, []string{"B"}) || len(q.Objectives) != 0 || !q.Unlinked() {
		t.Errorf("left are %v, %v, %v and %v", after.Objectives, after.Targets, i.Objectives, q.Objectives)
	}
}

func TestACopyHoldsTheDesignAlone(t *testing.T) {
	e := twoHours()
	e.Objectives[0].Final, e.Objectives[0].Explanation, e.Objectives[0].Items = MajorChallenges, "They waited", []string{"item"}
	e.Injects[0].Objectives, e.Questions[0].Objectives = []string{"A", "gone"}, []string{"B"}
	e.Targets = []Target{{ID: "t", ExerciseID: "x", ObjectiveID: "A", Text: "Warn"}, {ID: "u", ExerciseID: "x", ObjectiveID: "gone"}}
	e.Participants = []Participant{{ID: "p", ExerciseID: "x", Name: "Ada", Role: Evaluator, Attended: true}}
	e.Observations, e.HotWash, e.Published = []Observation{{ID: "ob", ExerciseID: "x"}}, "Long", "2026-09-01"
	n := 0
	changes := CopyExercise(&e, Exercise{ID: "y", SchoolID: "s", Follows: "x", Name: "Again"}, func() string { n++; return fmt.Sprintf("n%02d", n) })
	if err := CheckChanges(changes); err != nil {
		t.Fatal(err)
	}
	c := ExerciseRecord{Exercise: Exercise{ID: "y"}}.With(changes)
	for _, ch := range changes { // the exercise itself is what is added
		if ch.Entity == ExerciseEntity && ch.Field != Present {
			v := c.Exercise.Values()
			v[ch.Field] = ch.New
			c.Exercise = ExerciseFrom("y", v)
		}
	}
	if c.Name != "Again" || c.Follows != "x" || c.HotWash != "" || c.Published != "" || c.Minutes != 120 {
		t.Errorf("the copy is %+v", c.Exercise)
	}
	if len(c.Modules) != 3 || len(c.Injects) != 7 || len(c.Questions) != 3 || len(c.Objectives) != 3 || len(c.Targets) != 1 || len(c.Observations) != 0 {
		t.Fatalf("the copy has %d modules, %d injects, %d questions, %d objectives, %d targets and %d observations",
			len(c.Modules), len(c.Injects), len(c.Questions), len(c.Objectives), len(c.Targets), len(c.Observations))
	}
	i := c.InjectsIn(c.Modules[0].ID)[0]
	if o := c.Objectives[0]; o.Final != "" || o.Explanation != "" || !slices.Equal(i.Objectives, []string{o.ID}) || c.Targets[0].ObjectiveID != o.ID {
		t.Errorf("objective %+v, inject %+v, target %+v", o, i, c.Targets[0])
	}
	if p := c.Participants[0]; p.Attended || p.Role != Evaluator || p.ID == "p" {
		t.Errorf("the participant is %+v", p)
	}
}

func TestHowFarAnExerciseHasCome(t *testing.T) {
	for _, c := range []struct {
		p    ExerciseProgress
		on   Date
		want ExerciseState
	}{
		{want: ExercisePlanned},
		{p: ExerciseProgress{Last: Resumed, Objectives: 2}, want: ExerciseRunning},
		{p: ExerciseProgress{Last: Paused}, want: ExercisePaused},
		{p: ExerciseProgress{Last: Ended, Objectives: 2, Rated: 1}, want: ExerciseRun},
		{p: ExerciseProgress{Last: Ended}, want: ExerciseRun},
		{p: ExerciseProgress{Last: Ended, Objectives: 2, Rated: 2}, want: ExerciseDone},
		{p: ExerciseProgress{Last: Ended}, on: "2026-09-01", want: ExerciseDone},
	} {
		if got := c.p.State(Exercise{Published: c.on}); got != c.want {
			t.Errorf("%+v is %s, want %s", c.p, got, c.want)
		}
	}
}
