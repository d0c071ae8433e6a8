package assets

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"forethought/workbook"
)

const draftDay workbook.Date = "2026-09-14"

// counted gives ids that say in which order they were asked for.
func counted() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("id-%04d", n) }
}

// draftRequest asks for an exercise of a school with zones, contacts and events, and with the given gaps.
func draftRequest(t *testing.T, minutes int, gaps ...string) workbook.DraftRequest {
	t.Helper()
	words := OpenLanguage(English)
	own := []string{"s"}
	r := workbook.DraftRequest{
		Library: builtInLibrary(t), Case: builtIn(t), Minutes: minutes, On: draftDay, Words: words, NewID: counted(),
		Answers: workbook.Answers{},
		School: workbook.SchoolRecord{
			School: workbook.School{ID: "s", Name: "Hill School", District: "Valley Schools"},
			Zones: []workbook.Zone{
				{ID: "z1", SchoolID: "s", Building: "Main building", Name: "Entrance and office"},
				{ID: "z2", SchoolID: "s", Building: "Main building", Name: "Gym"},
				{ID: "z3", SchoolID: "s", Name: "Playground"}, {ID: "z4", SchoolID: "s", Building: "Annex", Name: "Library"},
			},
			Contacts: []workbook.Contact{
				{ID: "c1", Schools: own, Name: "Ann Abel", Role: "Principal", Organization: "Hill School"},
				{ID: "c2", Schools: own, Name: "Ben Boone", Role: "School nurse", Organization: "Hill School"},
				{ID: "c3", Name: "Cora Cruz", Role: "Police liaison", Organization: "Valley Police"},
				{ID: "c4", Name: "Dan Dietz", Role: "Bookkeeper", Organization: "Valley Schools"},
			},
			Events: []workbook.SchoolEvent{
				{ID: "e1", SchoolID: "s", Name: "Graduation", Date: "2027-06-12"},
				{ID: "e2", SchoolID: "s", Name: "Autumn concert", Date: "2026-10-09"},
			},
		},
	}
	for _, id := range gaps {
		r.Answers[id] = workbook.Answer{SchoolID: "s", ItemID: id, Status: workbook.Needed, Override: workbook.High, Zones: []string{"z4"}}
	}
	return r
}

func draft(t testing.TB, r workbook.DraftRequest) workbook.ExerciseRecord {
	t.Helper()
	e, err := workbook.DraftExercise(r)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

var twelveGaps = []string{
	"prev-warning-reaches-school", "ind-open-access-ceremony", "prev-unified-command", "resp-headcount-understated",
	"resp-relatives-without-news", "prev-medical-surge", "resp-open-cordon", "prev-psychosocial-support",
	"ind-mistaken-for-a-drill", "resp-water-heat-and-care", "after-school-rebuilt", "prev-fire-access-and-hydrants",
}

// holds checks what is promised of every draft.
func holds(t testing.TB, r workbook.DraftRequest, e workbook.ExerciseRecord) {
	t.Helper()
	serves := map[string]int{}
	for _, in := range e.Injects {
		if len(in.Items) == 0 || len(in.Objectives) == 0 {
			t.Errorf("inject %q names items %v and objectives %v", in.Text, in.Items, in.Objectives)
		}
		for _, id := range in.Objectives {
			if !in.OffTimeline {
				serves[id]++
			}
		}
		for _, id := range in.Items {
			if r.Answers.Of(r.School.ID, id).Status == workbook.NotNecessary {
				t.Errorf("inject %q is about %s, which is not necessary here", in.Text, id)
			}
		}
		m, ok := e.Module(in.ModuleID)
		start := e.ModuleStart(m.ID)
		switch {
		case !ok:
			t.Errorf("inject %q belongs to no module", in.Text)
		case in.OffTimeline && (in.Minute != 0 || in.Story != "" || in.Type == workbook.Standard):
			t.Errorf("inject %q off the timeline is %s at minute %d, story %s", in.Text, in.Type, in.Minute, in.Story)
		case !in.OffTimeline && (in.Minute <= start || in.Minute >= start+m.Minutes || in.Story < m.Story):
			t.Errorf("inject %q at minute %d, story %s, in a module of %d minutes from %d, story %s",
				in.Text, in.Minute, in.Story, m.Minutes, start, m.Story)
		}
	}
	for _, o := range e.Objectives {
		if serves[o.ID] == 0 {
			t.Errorf("no inject with a time for objective %q", o.Title)
		}
		if len(o.Items) == 0 || len(e.TargetsOf(o.ID)) == 0 {
			t.Errorf("objective %q has items %v and %d targets", o.Title, o.Items, len(e.TargetsOf(o.ID)))
		}
	}
	for i := 1; i < len(e.Injects); i++ {
		a, b := e.Injects[i-1], e.Injects[i]
		if !b.OffTimeline && (b.Minute <= a.Minute || b.Story < a.Story) {
			t.Errorf("%q at minute %d, story %s, follows minute %d, story %s", b.Text, b.Minute, b.Story, a.Minute, a.Story)
		}
	}
	for _, q := range e.Questions {
		if len(q.Items) == 0 || len(q.Objectives) == 0 {
			t.Errorf("question %q names items %v and objectives %v", q.Text, q.Items, q.Objectives)
		}
	}
	hotWash := e.HotWashMinutes()
	if e.Minutes != r.Minutes || e.Welcome < 5 || hotWash < 5 || hotWash > 25 {
		t.Errorf("%d minutes: welcome %d, hot wash %d", e.Minutes, e.Welcome, hotWash)
	}
	if err := workbook.CheckChanges(e.Adding()); err != nil {
		t.Error(err)
	}
	for _, c := range e.Adding() {
		if strings.ContainsAny(c.New, "{}|") {
			t.Errorf("%s of a %s still holds a place: %s", c.Field, c.Entity, c.New)
		}
	}
}

func TestATwoHourDraftTriesOutTwelveGaps(t *testing.T) {
	r := draftRequest(t, 120, twelveGaps...)
	e := draft(t, r)
	holds(t, r, e)
	if len(e.Objectives) != 4 || len(e.Modules) != 3 {
		t.Fatalf("%d objectives in %d modules", len(e.Objectives), len(e.Modules))
	}
	reached := map[string]bool{}
	for _, in := range e.Injects {
		if !in.OffTimeline && !slices.ContainsFunc(in.Items, func(id string) bool { return slices.Contains(twelveGaps, id) }) {
			t.Errorf("inject %q is about no gap: %v", in.Text, in.Items)
		}
		for _, id := range in.Items {
			reached[id] = true
		}
	}
	for _, q := range e.Questions {
		for _, id := range q.Items {
			reached[id] = true
		}
	}
	n := 0
	for _, id := range twelveGaps {
		if reached[id] {
			n++
		}
	}
	if n < 6 {
		t.Errorf("%d of twelve gaps are played or discussed", n)
	}
	for _, m := range e.Modules {
		played := 0
		for _, in := range e.Injects {
			if in.ModuleID == m.ID && !in.OffTimeline {
				played++
			}
		}
		if played == 0 {
			t.Errorf("nothing happens in %q", m.Title)
		}
	}
}

func TestADraftIsSetAtTheSchool(t *testing.T) {
	r := draftRequest(t, 180, twelveGaps...)
	r.Name, r.Date = "October tabletop", "2026-10-01"
	e := draft(t, r)
	var all strings.Builder
	for _, c := range e.Adding() {
		all.WriteString(c.New + "\n")
	}
	for _, want := range []string{
		"Hill School", "Autumn concert", "Cora Cruz (Police liaison)", "Library", "October tabletop", "Valley Schools",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the draft does not speak of %q", want)
		}
	}
	if strings.Contains(all.String(), "Graduation") {
		t.Error("the draft is set at an event that is not the next")
	}
	var who []string
	for _, p := range e.Participants {
		who = append(who, p.Name)
		if p.Role != workbook.Player {
			t.Errorf("%s is proposed as %s", p.Name, p.Role)
		}
	}
	if want := []string{"Ann Abel", "Ben Boone", "Cora Cruz"}; !slices.Equal(who, want) {
		t.Errorf("players %q, want %q", who, want)
	}
}

func TestDraftsOfAllLengthsFitTheirTime(t *testing.T) {
	objectives := map[int]int{60: 2, 90: 3, 120: 4, 180: 6}
	r := draftRequest(t, 60, twelveGaps...)
	for r.Minutes = workbook.MinExerciseMinutes; r.Minutes <= workbook.MaxExerciseMinutes; r.Minutes++ {
		minutes := r.Minutes
		e := draft(t, r)
		holds(t, r, e)
		if want, ok := objectives[minutes]; ok && len(e.Objectives) != want {
			t.Errorf("%d minutes: %d objectives, want %d", minutes, len(e.Objectives), want)
		}
	}
	for _, r.Minutes = range []int{0, -60, 44, 241} {
		if _, err := workbook.DraftExercise(r); err == nil {
			t.Errorf("%d minutes are drafted", r.Minutes)
		}
	}
}

func TestADraftIsTheSameEachTime(t *testing.T) {
	r := draftRequest(t, 60, twelveGaps...)
	for _, r.Minutes = range workbook.ExerciseLengths() {
		r.NewID = counted()
		a := draft(t, r)
		r.NewID = counted()
		if d := cmp.Diff(a, draft(t, r)); d != "" {
			t.Errorf("%d minutes: %s", r.Minutes, d)
		}
	}
}

func TestADraftForASchoolThatHasNothingEntered(t *testing.T) {
	r := draftRequest(t, 120)
	r.School = workbook.SchoolRecord{School: workbook.School{ID: "s", Name: "Hill School"}}
	e := draft(t, r)
	holds(t, r, e)
	if len(e.Objectives) != 4 || len(e.Injects) < 9 || len(e.Participants) != 0 {
		t.Errorf("%d objectives, %d injects, %d participants", len(e.Objectives), len(e.Injects), len(e.Participants))
	}
	for _, it := range r.Case.Items { // nothing of the case concerns it
		r.Answers[it.ID] = workbook.Answer{SchoolID: "s", ItemID: it.ID, Status: workbook.NotNecessary, Reason: "we teach online"}
	}
	r.NewID = counted()
	e = draft(t, r)
	if len(e.Objectives)+len(e.Injects)+len(e.Questions) != 0 || len(e.Modules) != 3 {
		t.Errorf("%d objectives, %d injects, %d questions, %d modules", len(e.Objectives), len(e.Injects), len(e.Questions), len(e.Modules))
	}
	if err := workbook.CheckChanges(e.Adding()); err != nil {
		t.Error(err)
	}
}

func TestThePressingGapIsTriedOutFirst(t *testing.T) {
	r := draftRequest(t, 60)
	for _, it := range r.Case.Items {
		for _, other := range r.Case.Items {
			r.Answers[other.ID] = workbook.Answer{SchoolID: "s", ItemID: other.ID, Status: workbook.Needed, Override: workbook.Low}
		}
		r.Answers[it.ID] = workbook.Answer{SchoolID: "s", ItemID: it.ID, Status: workbook.Needed, Override: workbook.High}
		e := draft(t, r)
		if !slices.Contains(e.Items(), it.ID) {
			t.Errorf("no objective tries out %s", it.ID)
		}
		if !slices.ContainsFunc(e.Injects, func(in workbook.Inject) bool { return slices.Contains(in.Items, it.ID) }) {
			t.Errorf("no inject is about %s", it.ID)
		}
	}
}

func TestTheNextExerciseStartsFromWhatTheLastOneLeftOpen(t *testing.T) {
	r := draftRequest(t, 60, "prev-warning-reaches-school", "resp-two-headquarters")
	last := draft(t, draftRequest(t, 120, twelveGaps...))
	failed := slices.IndexFunc(last.Objectives, func(o workbook.Objective) bool { return o.Capability != "operational-coordination" })
	last.Objectives[failed].Final = workbook.MajorChallenges
	// One that the facilitator wrote, with an area for improvement that nobody has taken up.
	last.Objectives = append(last.Objectives, workbook.Objective{
		ID: "own", ExerciseID: last.ID, Position: 9, Title: "Open the old gate", Text: "Someone opens the old gate.",
		Items: []string{"prev-fire-access-and-hydrants"},
	})
	last.Targets = append(last.Targets, workbook.Target{
		ID: "own-target", ExerciseID: last.ID, ObjectiveID: "own", Text: "The gate opens.", Tasks: "Find the key.\nOpen it.",
	})
	last.Injects = append(last.Injects, workbook.Inject{
		ID: "own-inject", ExerciseID: last.ID, ModuleID: last.Modules[1].ID, Minute: 70, Story: "09:40", Type: workbook.Standard,
		Text: "The old gate is stuck.", Expected: "Somebody says who opens it.", Objectives: []string{"own"},
		Items: []string{"prev-fire-access-and-hydrants"},
	})
	last.Sort()
	last.Observations = []workbook.Observation{{ID: "seen", ExerciseID: last.ID, Kind: workbook.Improvement, ObjectiveID: "own", InjectID: "own-inject"}}
	last.Participants = []workbook.Participant{
		{ID: "p1", ExerciseID: last.ID, Name: "Eve Ender", Organization: "Valley Fire", Role: workbook.Evaluator, Attended: true},
	}
	r.Previous, r.Starts = &last, workbook.DraftStarts
	e := draft(t, r)
	holds(t, r, e)
	if e.Starts != "09:00" {
		t.Errorf("it begins at %q", e.Starts)
	}
	if p := e.Participants; len(p) != 1 || p[0].Name != "Eve Ender" || p[0].Role != workbook.Evaluator || p[0].Attended ||
		p[0].ID == "p1" || p[0].ExerciseID != e.ID {
		t.Errorf("of those who took part it invites %+v", p)
	}
	titles := func(e workbook.ExerciseRecord) (list []string) {
		for _, o := range e.Objectives {
			list = append(list, o.Title)
		}
		return list
	}
	got := titles(e)
	if e.Follows != last.ID || !slices.Contains(got, last.Objectives[failed].Title) || !slices.Contains(got, "Open the old gate") {
		t.Errorf("objectives %q after one that left open %q and the old gate", got, last.Objectives[failed].Title)
	}
	if !slices.ContainsFunc(e.Injects, func(in workbook.Inject) bool { return in.Text == "The old gate is stuck." && in.Story == "09:40" }) {
		t.Error("what tried the old gate out did not come along")
	}
	if i := slices.IndexFunc(e.Objectives, func(o workbook.Objective) bool { return o.Title == "Open the old gate" }); i >= 0 {
		if targets := e.TargetsOf(e.Objectives[i].ID); len(targets) != 1 || targets[0].Tasks != "Find the key.\nOpen it." {
			t.Errorf("targets %v", targets)
		}
	}

	// Once an action has closed the finding, it stays closed.
	r.Actions = []workbook.Action{{ID: "a", Schools: []string{"s"}, Status: workbook.ActionInPlace, Finding: "seen"}}
	r.NewID = counted()
	if got := titles(draft(t, r)); slices.Contains(got, "Open the old gate") {
		t.Errorf("objectives %q, though the finding is closed", got)
	}
}

func TestAnyAnswersMakeASoundDraft(t *testing.T) {
	base := draftRequest(t, 60)
	random := rand.New(rand.NewPCG(7, 11)) // the same each time; a failure names its round
	for round := range 150 {
		r := base
		r.NewID = counted()
		r.Minutes = workbook.MinExerciseMinutes + random.IntN(workbook.MaxExerciseMinutes-workbook.MinExerciseMinutes+1)
		r.Answers = workbook.Answers{}
		few := random.IntN(4) // some schools have hardly any item that concerns them
		for _, it := range r.Case.Items {
			a := workbook.BlankAnswer("s", it.ID)
			a.Status = workbook.Statuses()[random.IntN(len(workbook.Statuses()))]
			if few == 0 && random.IntN(10) > 0 {
				a.Status = workbook.NotNecessary
			}
			a.Override = append(workbook.Priorities(), "")[random.IntN(4)]
			if random.IntN(3) == 0 {
				a.Zones = []string{base.School.Zones[random.IntN(4)].ID, "gone"}
			}
			r.Answers[it.ID] = a
		}
		if random.IntN(2) == 0 {
			r.School.Zones, r.School.Contacts, r.School.Events = r.School.Zones[:random.IntN(5)], r.School.Contacts[:random.IntN(5)], nil
		}
		if random.IntN(3) == 0 {
			last := draft(t, r)
			for i := range last.Objectives {
				last.Objectives[i].Final = append(workbook.Ratings(), "")[random.IntN(5)]
			}
			r.Previous = &last
		}
		e := draft(t, r)
		holds(t, r, e)
		if t.Failed() {
			t.Fatalf("in round %d, %d minutes", round, r.Minutes)
		}
	}
}
