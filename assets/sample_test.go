package assets

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"
)

// aWeek is one day of each weekday.
func aWeek() []workbook.Date {
	var days []workbook.Date
	for n := range 7 {
		days = append(days, workbook.Date("2027-03-01").AddDays(n))
	}
	return days
}

func counter() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("id-%04d", n) }
}

// district is what the batches leave, entity by entity.
type district struct {
	values map[workbook.Entity]map[string]workbook.Values
	order  map[workbook.Entity][]string
}

func settle(t *testing.T, batches []workbook.DatedBatch) district {
	t.Helper()
	d := district{map[workbook.Entity]map[string]workbook.Values{}, map[workbook.Entity][]string{}}
	for _, b := range batches {
		for _, c := range b.Changes {
			if err := c.Check(); err != nil {
				t.Errorf("%s %s: %v", c.Entity, c.ID, err)
			}
			if d.values[c.Entity] == nil {
				d.values[c.Entity] = map[string]workbook.Values{}
			}
			if d.values[c.Entity][c.ID] == nil {
				d.values[c.Entity][c.ID] = workbook.Values{}
				for _, f := range workbook.FieldsOf(c.Entity) {
					d.values[c.Entity][c.ID][f.Name] = f.Empty
				}
				d.order[c.Entity] = append(d.order[c.Entity], c.ID)
			}
			d.values[c.Entity][c.ID][c.Field] = c.New
		}
	}
	return d
}

func (d district) answers(schoolID string) workbook.Answers {
	answers := workbook.Answers{}
	for id, v := range d.values[workbook.AnswerEntity] {
		if school, item, _ := strings.Cut(id, "/"); school == schoolID {
			answers[item] = workbook.AnswerFrom(school, item, v)
		}
	}
	return answers
}

func (d district) actions() []workbook.Action {
	var actions []workbook.Action
	for id, v := range d.values[workbook.ActionEntity] {
		actions = append(actions, workbook.ActionFrom(id, v))
	}
	return actions
}

func TestTheSampleDistrictShowsEveryStateOnAnyDay(t *testing.T) {
	c := builtIn(t)
	for _, today := range aWeek() {
		batches, err := readSample(mustRead(sampleName), c, today, counter())
		if err != nil {
			t.Fatal(err)
		}
		d := settle(t, batches)
		schools := d.order[workbook.SchoolEntity]
		if len(schools) != 3 {
			t.Fatalf("%d schools, want 3", len(schools))
		}
		priorities := map[workbook.Priority]int{}
		for i, share := range [][2]int{{75, 85}, {50, 60}, {15, 25}} {
			answers := d.answers(schools[i])
			coverage := workbook.CoverageOf(c.Items, schools[i], answers)
			percent := 100 * coverage.Answered() / coverage.Total
			if percent < share[0] || percent > share[1] {
				t.Errorf("school %d has answered %d %%, want %d to %d", i+1, percent, share[0], share[1])
			}
			for _, s := range workbook.Statuses() {
				if coverage.Counts[s] == 0 {
					t.Errorf("school %d has no answer %s", i+1, s)
				}
			}
			for _, g := range workbook.Gaps(c, schools[i], answers, d.actions()) {
				priorities[g.Answer.Priority()]++
				if g.Answer.Owner == "" || g.Answer.Target == "" || g.Answer.Note == "" {
					t.Errorf("school %d, %s: a gap without note, owner or target", i+1, g.Item.ID)
				}
			}
		}
		for _, p := range workbook.Priorities() {
			if priorities[p] < 5 {
				t.Errorf("%d gaps of priority %s, want a fair mix: %v", priorities[p], p, priorities)
			}
		}
		d.checkEvents(t, c, today)
		overdue := 0
		states := map[workbook.ActionStatus]int{}
		elements := map[workbook.CapabilityElement]int{}
		shared := 0
		for _, a := range d.actions() {
			states[a.StatusOn(today)]++
			elements[a.Element]++
			if a.Overdue(today) {
				overdue++
			}
			if len(a.Schools) == 3 {
				shared++
			}
			if a.Start > a.Target && a.Target != "" || a.Completed > today {
				t.Errorf("%q: its days are out of order", a.Title)
			}
		}
		for _, s := range workbook.ActionStatuses() {
			if states[s] == 0 {
				t.Errorf("%s: no action is %s", today, s)
			}
		}
		for _, e := range workbook.CapabilityElements() {
			if elements[e] == 0 {
				t.Errorf("no action builds %s", e)
			}
		}
		if overdue < 4 || shared != 2 {
			t.Errorf("%d overdue actions and %d for all schools, want several and 2", overdue, shared)
		}
	}
}

// checkEvents wants events with and without a plan at one school, and overdue steps somewhere.
func (d district) checkEvents(t *testing.T, c *workbook.Case, today workbook.Date) {
	t.Helper()
	steps := workbook.Steps{}
	for id, v := range d.values[workbook.StepEntity] {
		event, step, _ := strings.Cut(id, "/")
		steps[id] = workbook.StepFrom(event, step, v)
	}
	both, overdue := map[string]int{}, 0
	for id, v := range d.values[workbook.EventEntity] {
		r := workbook.Readiness(c, workbook.EventFrom(id, v), steps, today)
		overdue += r.Overdue
		if r.HasPlan {
			both[r.Event.SchoolID] |= 1
		}
		if r.LacksPlan() {
			both[r.Event.SchoolID] |= 2
		}
		for _, s := range r.Steps {
			if s.State.Status == workbook.StepDone && (s.State.Done == "" || s.State.Done > today || s.State.Owner == "") {
				t.Errorf("%s: %s of %q is done without an owner or its day", today, s.ID, r.Event.Name)
			}
		}
	}
	found := false
	for _, marks := range both {
		found = found || marks == 3
	}
	if !found || overdue == 0 {
		t.Errorf("%s: a school with a planned and an unplanned event: %v; %d overdue steps", today, found, overdue)
	}
}

func TestTheSampleIsToldInOrderByMoreThanOnePerson(t *testing.T) {
	c := builtIn(t)
	for _, today := range aWeek() {
		batches, err := readSample(mustRead(sampleName), c, today, counter())
		if err != nil {
			t.Fatal(err)
		}
		authors := map[string]bool{}
		known := map[string]bool{} // what is present so far
		last := workbook.Date("")
		for _, b := range batches {
			authors[b.Author.Name] = true
			if b.On < last || b.On >= today {
				t.Errorf("batch of %s on %s: after %s and seen from %s", b.Author.Name, b.On, last, today)
			}
			last = b.On
			for _, edit := range b.Changes {
				if edit.Field == workbook.Present {
					known[edit.ID] = true
				}
				f, _ := workbook.FieldOf(edit.Entity, edit.Field)
				if f.Target == "" {
					continue
				}
				for _, id := range workbook.SplitIDs(edit.New) {
					if !known[id] {
						t.Errorf("%s refers to %s %s before it is there", edit.Field, f.Target, id)
					}
				}
			}
			if b.Author.Role == "" || b.Author.Seat != "sample" {
				t.Errorf("author %+v lacks a role or sits elsewhere", b.Author)
			}
		}
		if len(authors) < 5 {
			t.Errorf("%d authors, want several", len(authors))
		}
	}
}

func TestTheSampleIsPlainlyInvented(t *testing.T) {
	batches, err := Sample("2027-03-03", counter())
	if err != nil {
		t.Fatal(err)
	}
	d := settle(t, batches)
	names := ""
	for _, v := range d.values[workbook.ContactEntity] {
		names += v["name"] + "\n"
		if v["email"] != "" && !strings.HasSuffix(v["email"], "@example.org") {
			t.Errorf("%s has an address outside example.org", v["name"])
		}
		if !strings.HasPrefix(v["phone"], "555-01") {
			t.Errorf("%s has a number that may be somebody's: %s", v["name"], v["phone"])
		}
	}
	for _, name := range []string{"Małgorzata Wójcik", "Nguyễn Thị Hạnh", "Marisol Peña Ibáñez"} {
		if !strings.Contains(names, name) {
			t.Errorf("%s is missing, whose letters a printer must know", name)
		}
	}
	for id, v := range d.values[workbook.EventEntity] {
		if v["date"] <= "2027-03-03" || v["people"] == "" {
			t.Errorf("event %s: %v lies behind or has no crowd", id, v)
		}
	}
}

func TestASampleThatDoesNotFitIsRefusedByPlace(t *testing.T) {
	c := builtIn(t)
	whole := string(mustRead(sampleName))
	for name, edit := range map[string]struct{ old, new, want string }{
		"another case":       {"case: beslan-2004", "case: other", `made for case "other"`},
		"an unknown field":   {"district: Cedar", "colour: red\ndistrict: Cedar", "colour"},
		"an unknown item":    {"item: ind-mistaken-for-a-drill", "item: ind-nothing", `rounds[0].given[12].item: "ind-nothing" is not an item`},
		"an unknown zone":    {"zones: [cafeteria, playground]", "zones: [attic]", `"attic" is not a zone`},
		"an unknown school":  {"schools: [ridge]", "schools: [bay]", `"bay" is not the key of a school`},
		"an unknown person":  {"owner: Earl Dawson", "owner: Earl Dowson", `"Earl Dowson" is not a contact`},
		"an unknown author":  {"{by: director, day: -75}", "{by: nobody, day: -75}", `"nobody" is not one of the authors`},
		"an unknown status":  {"status: in-progress", "status: begun", "value not allowed"},
		"an unknown risk":    {"risk: [likely, critical]", "risk: [likely, grave]", "value not allowed"},
		"half a risk":        {"risk: [likely, critical]", "risk: [likely]", "a probability and a magnitude"},
		"a future batch":     {"day: -12\n        reviewed_by", "day: 2\n        reviewed_by", "too late"},
		"rounds out of turn": {"day: -40\n", "day: -70\n", "comes before what stands above it"},
		"no reason given":    {"        reason: No patrol or closure", "        note: No patrol or closure", "asks for a reason"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(whole, edit.old) {
				t.Fatalf("the sample does not hold %q", edit.old)
			}
			_, err := readSample([]byte(strings.Replace(whole, edit.old, edit.new, 1)), c, "2027-03-03", counter())
			if err == nil || !strings.Contains(err.Error(), edit.want) {
				t.Errorf("got %v, want it to say %q", err, edit.want)
			}
		})
	}
}

func TestALaterRoundChangesOnlyWhatDiffers(t *testing.T) {
	batches, err := Sample("2027-03-03", counter())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(batches, func(b workbook.DatedBatch) bool {
		return slices.ContainsFunc(b.Changes, func(c workbook.Change) bool {
			return c.Field == "status" && c.Old == string(workbook.Needed) && c.New == string(workbook.InProgress)
		})
	})
	if i < 0 {
		t.Fatal("no answer moves on from needed to in progress")
	}
	for _, c := range batches[i].Changes {
		if c.Old == c.New || c.Field == "owner" {
			t.Errorf("%s is written although it stays %q", c.Field, c.New)
		}
	}
}

func TestTheSampleHoldsAnExerciseThatWasHeldAndOneThatIsPlanned(t *testing.T) {
	c := builtIn(t)
	for _, today := range aWeek() {
		batches, err := readSample(mustRead(sampleName), c, today, counter())
		if err != nil {
			t.Fatal(err)
		}
		d := settle(t, batches)
		held, planned := 0, 0
		for id, v := range d.values[workbook.ExerciseEntity] {
			e := workbook.ExerciseFrom(id, v)
			if e.Date < today {
				held++
			} else {
				planned++
			}
		}
		if held != 1 || planned != 1 {
			t.Errorf("%d exercises were held and %d are planned", held, planned)
		}
		ratings, flagged, found := map[string]int{}, 0, 0
		for _, v := range d.values[workbook.ObjectiveEntity] {
			ratings[v["final"]]++
		}
		for _, v := range d.values[workbook.AnswerEntity] {
			if v["disproved"] != "" {
				flagged++
			}
		}
		for _, v := range d.values[workbook.ActionEntity] {
			if v["finding"] != "" {
				found++
			}
		}
		if ratings["P"] != 1 || ratings["S"] != 1 || ratings["M"] != 1 || flagged == 0 || found != 3 {
			t.Errorf("ratings %v, %d answers in doubt, %d actions from findings", ratings, flagged, found)
		}
	}
}
