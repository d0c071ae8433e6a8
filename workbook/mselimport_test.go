package workbook

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tabletop is a small exercise from nine to eleven.
func tabletop() ExerciseRecord {
	e := ExerciseRecord{Exercise: Exercise{ID: "x", Name: "Opening day", Starts: "09:00", Minutes: 120, Welcome: 10}}
	e.Modules = []Module{
		{ID: "m1", ExerciseID: "x", Position: 1, Title: "Warning", Minutes: 30},
		{ID: "m2", ExerciseID: "x", Position: 2, Title: "Response", Minutes: 60},
	}
	e.Objectives = []Objective{
		{ID: "o1", ExerciseID: "x", Position: 1, Title: "Share a warning"},
		{ID: "o2", ExerciseID: "x", Position: 2, Title: "Count everybody; report it"},
	}
	e.Injects = []Inject{
		{ID: "i1", ExerciseID: "x", ModuleID: "m1", Minute: 15, Type: Standard, Text: "A phone call", Objectives: []string{"o1"}},
		{ID: "i2", ExerciseID: "x", Minute: 60, Type: Standard, Text: "A question from a parent", Note: "Speak slowly"},
		{ID: "i3", ExerciseID: "x", OffTimeline: true, Type: Contingency, Text: "A reminder"},
	}
	e.Sort()
	return e
}

func proposeMSEL(t *testing.T, e ExerciseRecord, list Table) Proposal {
	t.Helper()
	w, n := wording(t), 0
	return ProposeMSEL(TableSource{list, MapTable(TableOfInjects, list, w)}, e, w, func() string { n++; return fmt.Sprint("new", n) })
}

func TestAnMSELOfAnotherProgramIsRead(t *testing.T) {
	e := tabletop()
	p := proposeMSEL(t, e, table(
		"Master Scenario Events List",
		"MSEL #|Sched. Time|Story Time|Send From|Recipient|Delivery|Inject|Expected Player Action(s)|Obj. #|Phase|Radio channel|Type|Controller",
		"Phase 1: Warning",
		"12|9:20 AM|0810|Police liaison|Principal|Phone|The police ask who leads|They name one person|1, 2|Module 1|Channel 4|Key Event|Ms. Ito",
		"13|0945 hrs||Parent|Office|Radio|A parent asks where to wait||Objective 2|Recovery||Administrative|",
		"14|TBD|Day 2, 08:00||||A reporter calls|||||Contingency|",
		"15|||||||||||",
		"16|soon|||||Nothing to see|||||",
		"17|8:30|||||Too early|||||",
	))
	want := []string{
		"4 adds 12 · The police ask who leads", "5 adds 13 · A parent asks where to wait", "6 adds 14 · A reporter calls",
		"8 minute not a time of day", "9 minute time not on the exercise's clock",
	}
	if got := told(p); got != strings.Join(want, "; ") {
		t.Fatalf("read as %s", got)
	}
	e = e.With(p.Accepted())
	first, _ := e.Inject("new1")
	if first.Number != "12" || first.Minute != 20 || first.Story != "08:10" || first.From != "Police liaison" || first.To != "Principal" ||
		first.Mode != "Phone" || first.InjectedBy != "Ms. Ito" || first.Expected != "They name one person" || first.ModuleID != "m1" ||
		JoinIDs(first.Objectives) != "o1 o2" || first.Type != Standard || first.OffTimeline || first.Note != "Radio channel: Channel 4" {
		t.Errorf("the first is %+v", first)
	}
	second, _ := e.Inject("new2")
	if second.Minute != 45 || second.Note != "Type: Administrative\nPhase: Recovery" || JoinIDs(second.Objectives) != "o2" {
		t.Errorf("the second is %+v", second)
	}
	third, _ := e.Inject("new3")
	if !third.OffTimeline || third.Type != Contingency || third.Note != "Story Time: Day 2, 08:00" {
		t.Errorf("the third is %+v", third)
	}
	var codes []string
	for _, n := range p.Notes {
		codes = append(codes, n.Code+" "+n.Value)
	}
	if got := strings.Join(codes, "; "); got != "column-kept Radio channel; row-passed Phase 1: Warning; row-passed 15" {
		t.Errorf("said %s", got)
	}
}

func TestAnMSELThatComesAgainIsNotDoubled(t *testing.T) {
	list := table("Event #|Time|Description|Priority", "1|9:20|A first event|high", "2|9:05|A second event|low", "|9:30|One without a number|")
	e := tabletop()
	e.Injects = nil
	for range 2 {
		e = e.With(proposeMSEL(t, e, list).Accepted())
	}
	p := proposeMSEL(t, e, list)
	if p.Count(Agrees) != 3 || len(p.Rows) != 3 || len(e.Injects) != 3 {
		t.Errorf("%d injects, %s", len(e.Injects), told(p))
	}
}

func TestInjectsKnownByTheirPlaceKeepTheListsNumber(t *testing.T) {
	e := tabletop()
	p := proposeMSEL(t, e, table("Event #|Event Time|Event Description", "1|9:50|A phone call", "2|9:40|A question from a parent"))
	if got := told(p); got != "2 edits 1 · A phone call module=m2 number=1 minute=50; 3 edits 2 · A question from a parent number=2 minute=40" {
		t.Errorf("proposed %s", got)
	}
	if p := proposeMSEL(t, e, table("Event #|Event Description", "1|A phone call", "2|A question from a parent")); p.Count(Agrees) != 2 {
		t.Errorf("the same list changes %s", told(p))
	}
}

func TestAnInjectThatMovesGoesToTheModuleOfItsMinute(t *testing.T) {
	p := proposeMSEL(t, tabletop(), table("Time|Description|Forethought id", "9:50|A phone call|i1"))
	if got := told(p); got != "2 edits A phone call module=m2 minute=50" {
		t.Errorf("proposed %s", got)
	}
}

func TestARowIsKnownByItsIDBeforeItsNumber(t *testing.T) {
	p := proposeMSEL(t, tabletop(), table("Event #|Description|Forethought id",
		"1|A question from two parents|i2", "2|A phone call|i1", "2|Once more|i1"))
	want := "2 edits 1 · A question from two parents number=1 text=A question from two parents; 3 edits 2 · A phone call number=2; 4 number stands twice"
	if got := told(p); got != want {
		t.Errorf("proposed %s", got)
	}
}

func TestTimesAreReadAsListsWriteThem(t *testing.T) {
	r := newTimeReader(wording(t))
	for cell, want := range map[string]listTime{
		"9:15": {555, 555, true, true}, "09:15:00": {555, 555, true, true}, "9:15 AM": {clock: 555, isClock: true},
		"9:15 p.m.": {clock: 1275, isClock: true}, "12:05 am": {clock: 5, isClock: true}, "9 PM": {clock: 1260, isClock: true},
		"0915": {clock: 555, isClock: true}, "0915 hrs": {clock: 555, isClock: true}, "0915h": {clock: 555, isClock: true},
		"915": {555, 915, true, true}, "15": {elapsed: 15, isSinceZero: true}, "15 min": {elapsed: 15, isSinceZero: true},
		"15 Minutes": {elapsed: 15, isSinceZero: true}, "1 h 15 min": {elapsed: 75, isSinceZero: true}, "1h15": {elapsed: 75, isSinceZero: true},
		"2 hours": {elapsed: 120, isSinceZero: true}, "T+15": {elapsed: 15, isSinceZero: true}, "T + 0:15": {elapsed: 15, isSinceZero: true},
		"StartEx + 15 min": {elapsed: 15, isSinceZero: true}, "+90": {elapsed: 90, isSinceZero: true}, "26:30": {elapsed: 1590, isSinceZero: true},
		"2027-08-14 09:15": {clock: 555, isClock: true}, "8/14/2027 9:15 AM": {clock: 555, isClock: true},
		"0.385416666666667": {555, 555, true, true},
	} {
		if got, ok := r.read(cell); !ok || got != want {
			t.Errorf("%s is read as %+v, %v", cell, got, ok)
		}
	}
	for _, cell := range []string{"soon", "9:75", "25:00 am", "T-15", "9:15-9:30", "12345", "2027-08-14", "13 pm", "15 apples"} {
		if got, ok := r.read(cell); ok {
			t.Errorf("%s is read as %+v", cell, got)
		}
	}
}

func TestWhetherTimesCountFromTheStartIsSeenInTheColumn(t *testing.T) {
	for _, c := range []struct {
		heading, starts, first, second string
		want                           string
	}{
		{"Time", "09:00", "9:15", "10:30", "15 90"},
		{"Time", "09:00", "0:15", "1:30", "15 90"},
		{"Time", "", "0:15", "1:30", "15 90"},
		{"Elapsed", "00:10", "0:15", "1:30", "15 90"},
		{"Time", "09:00", "15", "90 min", "15 90"},
		{"Time", "23:00", "23:15", "0:30", "15 90"},
	} {
		e := tabletop()
		e.Starts, e.Injects = Clock(c.starts), nil
		p := proposeMSEL(t, e, table("Event #|"+c.heading+"|Description", "1|"+c.first+"|One", "2|"+c.second+"|Two"))
		var got []string
		for _, i := range e.With(p.Accepted()).Injects {
			got = append(got, fmt.Sprint(i.Minute))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s from %s: %s and %s are minutes %s; %s", c.heading, c.starts, c.first, c.second, strings.Join(got, " "), told(p))
		}
	}
	e := tabletop()
	e.Starts = ""
	if got := told(proposeMSEL(t, e, table("Event #|Time|Description", "7|9:15|One", "8|10:00|Two"))); got != "2 minute time not on the exercise's clock; 3 minute time not on the exercise's clock" {
		t.Errorf("without a start time: %s", got)
	}
}

// drawMSEL draws an exercise with injects of all kinds.
func drawMSEL(t *rapid.T) ExerciseRecord {
	e := ExerciseRecord{Exercise: Exercise{
		ID: "x", Minutes: rapid.SampledFrom([]int{0, 60, 120, 2000}).Draw(t, "minutes"),
		Starts:  rapid.SampledFrom([]Clock{"", "09:00", "23:30", "00:00"}).Draw(t, "starts"),
		Welcome: 10,
	}}
	title := rapid.SampledFrom([]string{"", "Warning", "Response; first hour", "1", "Module 2", "Warning, again"})
	for n := range rapid.IntRange(0, 3).Draw(t, "modules") {
		e.Modules = append(e.Modules, Module{ID: fmt.Sprint("m", n), ExerciseID: "x", Position: n, Title: title.Draw(t, "module"), Minutes: 30})
	}
	var objectives []string
	for n := range rapid.IntRange(0, 3).Draw(t, "objectives") {
		objectives = append(objectives, fmt.Sprint("o", n))
		e.Objectives = append(e.Objectives, Objective{ID: objectives[n], ExerciseID: "x", Position: n, Title: title.Draw(t, "objective")})
	}
	word := rapid.StringMatching(`[a-zA-Z0-9:;#|=+é ]{0,12}`)
	for n := range rapid.IntRange(0, 6).Draw(t, "injects") {
		i := Inject{
			ID: fmt.Sprint("i", n), ExerciseID: "x", ModuleID: rapid.SampledFrom([]string{"", "m0", "m1", "gone"}).Draw(t, "of"),
			Number:      rapid.SampledFrom([]string{"", "", "1", "3", "A-7"}).Draw(t, "number"),
			Minute:      rapid.SampledFrom([]int{0, 5, 61, 119, 121, 700, 721, 1439, 1441, 5000}).Draw(t, "minute"),
			OffTimeline: rapid.Bool().Draw(t, "off"), Story: rapid.SampledFrom([]Clock{"", "00:00", "08:05", "23:59"}).Draw(t, "story"),
			Type: rapid.SampledFrom(InjectTypes()).Draw(t, "type"), Mode: word.Draw(t, "mode"), From: word.Draw(t, "from"),
			InjectedBy: word.Draw(t, "by"), To: word.Draw(t, "to"), Text: "x" + word.Draw(t, "text"), Expected: word.Draw(t, "expected"),
			Note: word.Draw(t, "note") + rapid.SampledFrom([]string{"", "\nPriority: high", "\n\nNotes: x"}).Draw(t, "more"),
		}
		if len(objectives) > 0 {
			i.Objectives = SplitIDs(JoinIDs(rapid.SliceOfNDistinct(rapid.SampledFrom(append(objectives, "gone")), 0, 2, rapid.ID).Draw(t, "for")))
		}
		e.Injects = append(e.Injects, i)
	}
	e.Sort()
	return e
}

// listOf is the list of an exercise's injects as it is taken out.
func listOf(e ExerciseRecord, w Wording) Table {
	head := TableRow{Row: 1}
	for _, f := range TableOfInjects.Fields() {
		head.Cells = append(head.Cells, w.Text("msel.column."+f))
	}
	t := Table{File: "msel.xlsx", Rows: []TableRow{head}}
	for n, i := range e.Injects {
		t.Rows = append(t.Rows, TableRow{Row: n + 2, Cells: []string{
			e.NumberOf(i), e.MSELTime(i), string(i.Story), w.Text("inject-type." + string(i.Type)), i.Mode, i.From, i.InjectedBy, i.To,
			i.Text, i.Expected, i.Note, e.MSELModule(i), e.MSELObjectives(i), i.ID,
		}})
	}
	return t
}

func TestAnMSELThatWasTakenOutChangesNothing(t *testing.T) {
	w := wording(t)
	rapid.Check(t, func(t *rapid.T) {
		e := drawMSEL(t)
		list := listOf(e, w)
		p := ProposeMSEL(TableSource{list, MapTable(TableOfInjects, list, w)}, e, w, func() string { return "new" })
		if p.Count(Agrees) != len(e.Injects) || len(p.Rows) != len(e.Injects) || len(p.Notes) > 0 && len(e.Injects) > 0 {
			t.Fatalf("changes %s; says %v", told(p), p.Notes)
		}
	})
}

func TestAnMSELIsTheSameInAnEmptyExercise(t *testing.T) {
	w := wording(t)
	rapid.Check(t, func(t *rapid.T) {
		e := drawMSEL(t)
		list := listOf(e, w)
		empty := e
		empty.Injects = nil
		n := 0
		p := ProposeMSEL(TableSource{list, MapTable(TableOfInjects, list, w)}, empty, w, func() string { n++; return fmt.Sprintf("new%02d", n) })
		for _, f := range p.Faults {
			if f.Kind != ErrTwice && len(e.Injects) > 0 {
				t.Fatalf("cannot be taken: %v", f)
			}
		}
		taken := empty.With(p.Accepted())
		for _, i := range taken.Injects {
			from := e.Injects[whole(i.ID[3:])-1+skipped(p, i.ID)]
			if !from.OffTimeline && i.Minute != from.Minute || i.OffTimeline != from.OffTimeline || i.Story != from.Story ||
				i.Type != from.Type || i.Number != e.NumberOf(from) {
				t.Fatalf("%+v came in as %+v", from, i)
			}
		}
	})
}

// skipped is how many rows before that of a new inject could not be taken.
func skipped(p Proposal, id string) int {
	row := 0
	for _, r := range p.Rows {
		if r.Changes[0].ID == id {
			row = whole(r.Place)
		}
	}
	n := 0
	for _, f := range p.Faults {
		if whole(f.Place) < row {
			n++
		}
	}
	return n
}
