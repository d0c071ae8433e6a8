package workbook

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// opening is a tabletop of two modules with four injects, one of them off the timeline.
func opening() ExerciseRecord {
	return ExerciseRecord{
		Exercise: Exercise{ID: "x", SchoolID: "maple", Minutes: 60, Welcome: 5, Starts: "09:00"},
		Modules: []Module{
			{ID: "m1", ExerciseID: "x", Position: 1, Title: "Warning", Minutes: 20, Story: "08:00"},
			{ID: "m2", ExerciseID: "x", Position: 2, Title: "Response", Minutes: 25, Story: "10:00"},
		},
		Objectives: []Objective{{ID: "o1", ExerciseID: "x", Items: []string{"alarms", "gates", "radios"}}},
		Injects: []Inject{
			{ID: "i1", ExerciseID: "x", ModuleID: "m1", Minute: 10, Story: "08:10"},
			{ID: "i2", ExerciseID: "x", ModuleID: "m1", Minute: 20},
			{ID: "i3", ExerciseID: "x", Minute: 30, Story: "10:20"},
			{ID: "i4", ExerciseID: "x", OffTimeline: true, Type: Contingency},
		},
	}
}

var nine = time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)

// happen adds a line to the log at a second of the exercise.
func happen(e *ExerciseRecord, second int, h Happening) {
	h.ID, h.ExerciseID, h.Elapsed = lineID(len(e.Happenings)), e.ID, second
	if h.At.IsZero() {
		h.At = nine.Add(time.Duration(second) * time.Second)
	}
	e.Happenings = append(e.Happenings, h)
}

// lineID makes ids that sort by their number.
func lineID(n int) string { return "h" + string(rune('a'+n/26)) + string(rune('a'+n%26)) }

func injectIDs(list []Inject) []string {
	var out []string
	for _, i := range list {
		out = append(out, i.ID)
	}
	return out
}

func TestARunStandsWhereItsLogLeftIt(t *testing.T) {
	e := opening()
	r := NewRun(&e)
	if r.State != NotStarted || r.ModuleID != "m1" || r.ElapsedAt(nine.Add(time.Hour)) != 0 {
		t.Errorf("before the start: %+v", r)
	}
	happen(&e, 0, Happening{Kind: Started})
	happen(&e, 620, Happening{Kind: Delivered, InjectID: "i1"})
	happen(&e, 700, Happening{Kind: Postponed, Shift: 5})
	happen(&e, 900, Happening{Kind: Paused})
	r = NewRun(&e)
	if r.State != OnPause || r.ElapsedAt(nine.Add(5*time.Hour)) != 900 {
		t.Errorf("on pause: %s at %d", r.State, r.ElapsedAt(nine.Add(5*time.Hour)))
	}
	back := nine.Add(time.Hour)
	happen(&e, 900, Happening{Kind: Resumed, At: back})
	r = NewRun(&e)
	if got := r.ElapsedAt(back.Add(30 * time.Second)); r.State != Running || got != 930 {
		t.Errorf("half a minute after the pause: %s at %d", r.State, got)
	}
	if got := r.ElapsedAt(back.Add(-time.Hour)); got != 900 {
		t.Errorf("a laptop's clock that was set back takes ours to %d", got)
	}
	if got := injectIDs(r.Waiting()); !slices.Equal(got, []string{"i2", "i3"}) {
		t.Errorf("waiting: %q", got)
	}
	if got := r.Due(e.Injects[1]); got != 25*60 {
		t.Errorf("a postponed inject is due at second %d", got)
	}
	if got := r.Due(e.Injects[0]); got != 620 {
		t.Errorf("a delivered inject was due at second %d", got)
	}
	happen(&e, 1000, Happening{Kind: Skipped, InjectID: "i2"})
	happen(&e, 1010, Happening{Kind: Delivered, InjectID: "i4"})
	r = NewRun(&e)
	if len(r.OffTimeline()) != 0 || r.Showing.InjectID != "i4" || !slices.Equal(injectIDs(r.Waiting()), []string{"i3"}) {
		t.Errorf("after a skip and an inject in between: %q, showing %q", injectIDs(r.Waiting()), r.Showing.InjectID)
	}
	happen(&e, 1020, Happening{Kind: Restored, InjectID: "i2"})
	happen(&e, 1030, Happening{Kind: Ended})
	if r = NewRun(&e); r.State != Over || !slices.Equal(injectIDs(r.Waiting()), []string{"i2", "i3"}) {
		t.Errorf("at the end: %s, %q", r.State, injectIDs(r.Waiting()))
	}
}

func TestAModuleThatBeginsLateTakesItsInjectsAlong(t *testing.T) {
	e := opening()
	happen(&e, 0, Happening{Kind: Started})
	r := NewRun(&e)
	const late = 29 * 60 // the second module was planned for minute 25
	shift := r.Shift("m2", late)
	if shift != 4 {
		t.Fatalf("four minutes late is a shift of %d", shift)
	}
	happen(&e, late, Happening{Kind: Entered, ModuleID: "m2", Shift: shift})
	r = NewRun(&e)
	if r.ModuleID != "m2" || r.Due(e.Injects[2]) != 34*60 {
		t.Errorf("in module %s the inject is due at %d", r.ModuleID, r.Due(e.Injects[2]))
	}
	if got := r.StoryAt(late); got != "10:00" {
		t.Errorf("it begins at %s of the story", got)
	}
	if r.Shift("m2", late) != 0 {
		t.Error("entering it again would move it once more")
	}
}

func TestTheStoryGoesEvenlyFromPointToPoint(t *testing.T) {
	e := opening()
	happen(&e, 0, Happening{Kind: Started})
	r := NewRun(&e)
	for second, want := range map[int]Clock{
		0: "08:00", 5 * 60: "08:00", 7*60 + 30: "08:05", 10 * 60: "08:10", 25 * 60: "10:00", 27*60 + 30: "10:10", 40 * 60: "10:30",
	} {
		if got := r.StoryAt(second); got != want {
			t.Errorf("at second %d it is %s, want %s", second, got, want)
		}
	}
	bare := ExerciseRecord{Exercise: Exercise{ID: "x"}}
	if got := NewRun(&bare).StoryAt(100); got != "" {
		t.Errorf("a story without times is at %s", got)
	}
}

func TestPlayersSeeHowLongTheyHave(t *testing.T) {
	e := opening()
	happen(&e, 0, Happening{Kind: Started})
	happen(&e, 600, Happening{Kind: Delivered, InjectID: "i1"})
	if got := NewRun(&e).Left(660); got != 9*60 {
		t.Errorf("to the next inject: %d seconds", got)
	}
	happen(&e, 660, Happening{Kind: Timed, Shift: 3})
	if got := NewRun(&e).Left(700); got != 140 {
		t.Errorf("of their three minutes: %d seconds", got)
	}
	if got := NewRun(&e).Left(2000); got != 0 {
		t.Errorf("after their time: %d seconds", got)
	}
	happen(&e, 1200, Happening{Kind: Delivered, InjectID: "i2"})
	if got := NewRun(&e).Left(1260); got != 4*60 {
		t.Errorf("to the end of the module: %d seconds", got)
	}
}

// Whatever is done and however the log is cut, the clock never runs backwards and each inject
// is delivered, skipped or still to come.
func TestAnyRunAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := opening()
		now, elapsed := nine, 0
		happen(&e, 0, Happening{Kind: Started, At: now})
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "seconds")) * time.Second)
			r := NewRun(&e)
			if at := r.ElapsedAt(now); at < elapsed {
				t.Fatalf("the clock went from %d to %d", elapsed, at)
			} else {
				elapsed = at
			}
			h := Happening{
				Kind: rapid.SampledFrom(HappeningKinds()).Draw(t, "kind"), At: now,
				InjectID: rapid.SampledFrom([]string{"i1", "i2", "i3", "i4"}).Draw(t, "inject"),
				ModuleID: rapid.SampledFrom([]string{"m1", "m2"}).Draw(t, "module"), Shift: rapid.IntRange(-10, 10).Draw(t, "shift"),
			}
			happen(&e, elapsed, h)
		}
		r := NewRun(&e)
		if n := len(r.Played) + len(r.Skipped) + len(r.Waiting()) + len(r.OffTimeline()); n != len(e.Injects) {
			t.Fatalf("%d of %d injects: %+v", n, len(e.Injects), r)
		}
		if r.Left(elapsed) < 0 {
			t.Fatal("less than no time is left")
		}
	})
}
