package storage

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"

	"pgregory.net/rapid"
)

// search looks for words and tells what was found: entity, field and excerpt with brackets
// around the words; "past" before values that do not stand any more.
func search(t testing.TB, w *Workbook, words string) []string {
	t.Helper()
	hits, err := w.Search(context.Background(), words, 0)
	if err != nil {
		t.Fatalf("search %q: %v", words, err)
	}
	var found []string
	for _, h := range hits {
		line := ""
		if h.Past {
			line = "past "
		}
		line += string(h.Entity) + " " + h.Field + ": "
		at := 0
		for _, m := range h.Excerpt.Marks {
			line += h.Excerpt.Text[at:m.Start] + "[" + h.Excerpt.Text[m.Start:m.End] + "]"
			at = m.End
		}
		found = append(found, line+h.Excerpt.Text[at:])
	}
	return found
}

func wantFound(t testing.TB, w *Workbook, words string, want ...string) {
	t.Helper()
	if got := search(t, w, words); !slices.Equal(got, want) {
		t.Errorf("%q finds %q, want %q", words, got, want)
	}
}

func TestEveryTextIsFound(t *testing.T) {
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	wantFound(t, w, "łodz", "school name: Школа [Łódź] · Trường 🏫")
	wantFound(t, w, "трув")
	wantFound(t, w, "школ", "school name: [Школа] Łódź · Trường 🏫")
	wantFound(t, w, "truong шк", "school name: [Школа] Łódź · [Trường] 🏫")
	wantFound(t, w, "gate",
		"school note: Two [gates].   One stays open at drop-off; 100% of doors \"checked\".",
		"event note: [Gates] open 8:00", "action title: Second [gate]")
	wantFound(t, w, "main gym", "zone building: [Main] building") // over two fields
	wantFound(t, w, "555-01", "contact phone: +1 [555 0100]")
	wantFound(t, w, "dana@ex", "contact email: [dana@example].org")
	wantFound(t, w, "such event", "answer reason: No [such] [event]")
	wantFound(t, w, "ana ruiz", "answer owner: [Ana] [Ruiz]", "action owner: [Ana] [Ruiz]")

	hits, err := w.Search(context.Background(), "such event", 0)
	if err != nil || hits[0].ID != d.answer.ID() || hits[0].SchoolID != d.school.ID || hits[0].Title != d.school.Name {
		t.Errorf("the answer's hit is %+v, %v", hits, err)
	}
	// Each text field of each thing, whichever are added later.
	for _, e := range workbook.Entities() {
		for _, f := range workbook.FieldsOf(e) {
			if f.Kind != workbook.ShortText && f.Kind != workbook.LongText {
				continue
			}
			id := map[workbook.Entity]string{
				workbook.SchoolEntity: d.school.ID, workbook.ZoneEntity: d.school.Zones[0].ID,
				workbook.ContactEntity: d.school.Contacts[0].ID, workbook.EventEntity: d.school.Events[0].ID,
				workbook.AnswerEntity: d.answer.ID(), workbook.ActionEntity: d.action.ID,
				workbook.StepEntity: workbook.StepID(d.school.Events[0].ID, "police"), workbook.AttachmentEntity: d.proof.ID,
			}[e]
			if id == "" {
				id = partOf(d.drill, e)
			}
			word := "xq" + string(e) + strings.ReplaceAll(f.Name, "_", "")
			apply(t, w, ana, workbook.Change{Entity: e, ID: id, Field: f.Name, New: "was " + word})
			wantFound(t, w, word, string(e)+" "+f.Name+": was ["+word+"]")
			apply(t, w, ana, workbook.Change{Entity: e, ID: id, Field: f.Name, New: "is not"})
			wantFound(t, w, word, "past "+string(e)+" "+f.Name+": was ["+word+"]")
		}
	}
	wantHealthy(t, w)
}

func TestANameWeighsMoreThanANote(t *testing.T) {
	w := newFile(t, Options{})
	for i, a := range []workbook.Action{
		{Status: workbook.ToDo, Title: "Radios", Description: "For the gate, the gate and the gate"}, {Status: workbook.ToDo, Title: "Mend the gate by the bus loop"},
	} {
		apply(t, w, ana, workbook.Add(workbook.ActionEntity, fmt.Sprint("a", i), a)...)
	}
	wantFound(t, w, "gate", "action title: Mend the [gate] by the bus loop",
		"action description: For the [gate], the [gate] and the [gate]")
}

func TestWhatWasRemovedIsNotFoundUntilItIsBack(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	apply(t, w, ana, workbook.Change{Entity: workbook.ContactEntity, ID: d.school.Contacts[0].ID, Field: "name", New: "Dora"})
	wantFound(t, w, "whitfield", "past contact name: Dana [Whitfield]")

	apply(t, w, ana, workbook.Remove(workbook.ContactEntity, d.school.Contacts[0].ID)...)
	wantFound(t, w, "dora")
	wantFound(t, w, "whitfield")
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	wantFound(t, w, "dora", "contact name: [Dora]")

	apply(t, w, ana, workbook.Remove(workbook.ActionEntity, d.action.ID)...)
	wantFound(t, w, "ana", "answer owner: [Ana] Ruiz")
	apply(t, w, ana, workbook.Remove(workbook.SchoolEntity, d.school.ID)...)
	for _, words := range []string{"ana", "gym", "gates", "школа", "such", "phone", "signed"} {
		wantFound(t, w, words)
	}
	wantFound(t, w, "dora", "contact name: [Dora]") // it may serve the district still
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	wantFound(t, w, "gym", "zone name: [Gym]")
	wantHealthy(t, w)
}

func TestWhatStoodThereBeforeIsFoundOnce(t *testing.T) {
	w := newFile(t, Options{Now: newClock().now})
	school := addSchool(t, w, ana, "Maple")
	for _, note := range []string{"the old", "the old lat", "the old latch", "the new lock"} { // as one types
		apply(t, w, ben, setAnswer(school, "alarms", "note", note))
	}
	wantFound(t, w, "old", "past answer note: the [old] latch")
	wantFound(t, w, "the", "answer note: [the] new lock")
	hits, err := w.Search(context.Background(), "latch", 5)
	if err != nil || len(hits) != 1 || hits[0].By != ben || !hits[0].At.Equal(newClock().at) || hits[0].Title != "Maple" {
		t.Errorf("%+v, %v", hits, err)
	}
	if _, err := w.Undo(context.Background(), ben); err != nil {
		t.Fatal(err)
	}
	wantFound(t, w, "lock", "past answer note: the new [lock]")
	wantFound(t, w, "latch", "answer note: the old [latch]")
}

func TestTheLimitHoldsForEachKind(t *testing.T) {
	w := newFile(t, Options{})
	for i := range 5 {
		school := addSchool(t, w, ana, fmt.Sprint("Maple ", i))
		apply(t, w, ana, setAnswer(school, "alarms", "note", "maple wood"))
		apply(t, w, ana, setAnswer(school, "alarms", "owner", "Maple Ash"))
		apply(t, w, ana, setAnswer(school, "exits", "note", "maple leaf"))
		apply(t, w, ana, setAnswer(school, "exits", "note", "oak"))
	}
	hits, err := w.Search(context.Background(), "maple", 3)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, h := range hits {
		kinds[fmt.Sprint(h.Entity, h.Past)]++
		if want := map[bool]int{false: 5, true: 4}[h.Past]; h.Of != want { // of the past one beyond the limit
			t.Errorf("%s is one of %d, want %d", h.Entity, h.Of, want)
		}
	}
	if want := map[string]int{"schoolfalse": 3, "answerfalse": 3, "answertrue": 3}; !maps.Equal(kinds, want) {
		t.Errorf("found %v, want %v", kinds, want)
	}
	if hits, err = w.Search(context.Background(), "leaf", 5); err != nil || len(hits) != 5 || hits[4].Of != 5 {
		t.Errorf("%v: with all that there is, the limit counts as met: %+v", err, hits)
	}
	if all := search(t, w, "maple"); len(all) != 15 {
		t.Errorf("without a limit %d were found, want 15", len(all))
	}
}

// Nothing that can be typed is taken for a part of the index's language.
func TestAnythingMayBeTyped(t *testing.T) {
	w := newFile(t, Options{})
	apply(t, w, ana, fullDistrict().add()...)
	for _, typed := range []string{
		"", " ", `"`, `""`, `a"b`, "*", "gate*", "^gate", "name:gate", "gate OR", "NOT", "a AND", "(", "a NEAR b", "{a b}:c", "-", "'; DROP TABLE word",
		"\x00", "\xff", "a\x00b", "🏫", strings.Repeat("word ", 5000), strings.Repeat("w", 100_000), strings.Repeat("w-", 5000),
	} {
		search(t, w, typed)
	}
	wantFound(t, w, "")
	wantFound(t, w, ` "*" -- `)
	rapid.Check(t, func(t *rapid.T) {
		if _, err := w.Search(context.Background(), rapid.String().Draw(t, "typed"), 5); err != nil {
			t.Fatal(err)
		}
	})
	wantHealthy(t, w)
}

// makeOld makes a workbook file of an older shape, the one that a number of steps leads to.
func makeOld(t *testing.T, shape int) *Workbook {
	t.Helper()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "old.forethought")
	steps, err := builtInSteps()
	if err != nil {
		t.Fatal(err)
	}
	steps = steps[:shape]
	if err := writeBeside(path, func(scratch string) error { return found(ctx, scratch, beslan, steps, newClock().at) }); err != nil {
		t.Fatal(err)
	}
	w, err := openWith(ctx, path, Options{}, steps)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	script, err := os.ReadFile(filepath.Join("testdata", "before_district.sql"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Exec(string(script)); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAnOldWorkbookIsBroughtUpToDate(t *testing.T) {
	for shape := 1; shape <= 2; shape++ {
		ctx := context.Background()
		old := makeOld(t, shape)
		w := reopen(t, old.Path(), Options{})
		wantHealthy(t, w)
		wantFound(t, w, "siren", "answer note: a [siren]")
		wantFound(t, w, "bell", "past answer note: a [bell] by the door")
		wantFound(t, w, "gym")
		wantFound(t, w, "second", "action title: [Second] gate")
		wantFound(t, w, "whitfield", "contact name: Dana [Whitfield]")
		schools, err := w.Schools(ctx)
		if err != nil || len(schools) != 1 {
			t.Fatalf("schools %v, %v", schools, err)
		}
		school, err := w.SchoolRecord(ctx, schools[0].ID)
		if err != nil || len(school.Contacts) != 1 || !slices.Equal(school.Contacts[0].Schools, []string{school.ID}) {
			t.Fatalf("the contact is not its school's any more: %+v, %v", school.Contacts, err)
		}

		// The program of before still has the file open.
		apply(t, old, ben, setAnswer(school.ID, "alarms", "note", "a whistle"))
		wantFound(t, w, "whistle", "answer note: a [whistle]")
		wantFound(t, w, "siren", "past answer note: a [siren]")
		if _, err := w.Undo(ctx, ana); err != nil { // the zone that was removed
			t.Fatal(err)
		}
		wantFound(t, w, "gym", "zone name: [Gym]")
		wantHealthy(t, w)
	}
}

func TestADistrictsContactIsEverySchools(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	maple, birch := addSchool(t, w, ana, "Maple"), addSchool(t, w, ana, "Birch")
	liaison := NewID()
	apply(t, w, ana, workbook.Add(workbook.ContactEntity, liaison, workbook.Contact{Name: "Liaison desk"})...)
	apply(t, w, ana, workbook.Add(workbook.ContactEntity, NewID(), workbook.Contact{Name: "Caretaker", Schools: []string{birch}})...)
	names := func(school string) []string {
		s, err := w.SchoolRecord(ctx, school)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, c := range s.Contacts {
			names = append(names, c.Name)
		}
		return names
	}
	if got := names(birch); !slices.Equal(got, []string{"Caretaker", "Liaison desk"}) {
		t.Errorf("contacts of Birch: %q", got)
	}
	if got := names(maple); !slices.Equal(got, []string{"Liaison desk"}) {
		t.Errorf("contacts of Maple: %q", got)
	}
	apply(t, w, ana, workbook.Change{Entity: workbook.ContactEntity, ID: liaison, Field: "schools", New: birch})
	if got := names(maple); len(got) != 0 {
		t.Errorf("contacts of Maple after the desk went to Birch: %q", got)
	}
	all, err := w.Contacts(ctx)
	if err != nil || len(all) != 2 {
		t.Errorf("all contacts: %v, %v", all, err)
	}
	wantHealthy(t, w)
}

func TestACopyIsSearchedAsTheWorkbookIs(t *testing.T) {
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	apply(t, w, ana, setAnswer(d.school.ID, "alarms", "note", "a siren"))
	path := filepath.Join(t.TempDir(), "copy.forethought")
	if err := w.SaveCopy(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{ReadOnly: true}, {}} {
		c := reopen(t, path, o)
		wantHealthy(t, c)
		wantFound(t, c, "siren", "answer note: a [siren]")
		shut(t, c)
	}
	// And a copy goes on being one.
	c := reopen(t, path, Options{})
	apply(t, c, ben, setAnswer(d.school.ID, "alarms", "note", "a whistle"))
	wantFound(t, c, "whistle", "answer note: a [whistle]")
	wantHealthy(t, c)
}

func TestTwoProgramsSearchWhatBothWrite(t *testing.T) {
	a := newFile(t, Options{})
	school := addSchool(t, a, ana, "Maple")
	b := reopen(t, a.Path(), Options{})
	apply(t, b, ben, setAnswer(school, "alarms", "note", "siren"))
	apply(t, a, ana, setAnswer(school, "alarms", "reason", "too far to hear"))
	for _, w := range []*Workbook{a, b} {
		wantFound(t, w, "far siren", "answer reason: too [far] to hear")
		wantHealthy(t, w)
	}
}

func TestHealthFindsWhatTheIndexHasWrong(t *testing.T) {
	for _, c := range []struct{ damage, want string }{
		{"DELETE FROM word WHERE rowid = (SELECT n FROM findable WHERE entity = 'action')", "action ID: the search index has other words"},
		{"INSERT OR REPLACE INTO word (rowid, name, text) SELECT n, 'Second', 'gate' FROM findable WHERE entity = 'action'", "action ID: the search index has other words"},
		{"INSERT INTO word (rowid, name, text) VALUES (9000, 'more', '')", "number 9000 in the search index is no thing of this workbook"},
		{"DELETE FROM findable WHERE entity = 'action'", "action ID: not in the search index"},
		{"UPDATE findable SET school = 'elsewhere' WHERE entity = 'action'", `action ID: in the search index as of school "elsewhere"`},
		{"INSERT INTO findable (entity, id, school) VALUES ('zone', 'z9', '')", "zone z9: in the search index and in no table"},
		{"INSERT INTO past (rowid, text) VALUES (9000, 'more')", "change 9000: the search index has other words"},
		{"DROP TRIGGER action_reworded; UPDATE action SET title = 'Other'", "action ID: the search index has other words"},
	} {
		w := newFile(t, Options{})
		d := fullDistrict()
		apply(t, w, ana, d.add()...)
		if _, err := w.db.Exec(c.damage); err != nil {
			t.Fatal(err)
		}
		h, err := w.Health(context.Background())
		if want := strings.ReplaceAll(c.want, "ID", d.action.ID); err != nil || h.Healthy() || !slices.Contains(h.SearchMismatch, want) {
			t.Errorf("%s: found %q, %v, want %q", c.damage, h.SearchMismatch, err, want)
		}
		shut(t, w)
	}
}

// A random run of edits, undos and redos by two people in two programs leaves the index as
// the tables are, and searching gives what reading everything gives.
func TestTheIndexIsAlwaysAsTheTablesAre(t *testing.T) {
	ctx := context.Background()
	empty := newFile(t, Options{})
	addSchool(t, empty, ana, "") // so that there is something to hang other things on
	shut(t, empty)
	blank, err := os.ReadFile(empty.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "run.forethought")
	words := []string{"gate", "Gates", "José", "door", "555-0142", "и", "-"}
	rapid.Check(t, func(t *rapid.T) {
		if err := os.WriteFile(path, blank, 0o600); err != nil {
			t.Fatal(err)
		}
		var programs []*Workbook
		for range 2 {
			w, err := Open(ctx, path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			if _, err := w.db.Exec("PRAGMA synchronous = OFF"); err != nil {
				t.Fatal(err)
			}
			programs = append(programs, w)
		}
		schools, err := programs[0].Schools(ctx)
		if err != nil {
			t.Fatal(err)
		}
		school := schools[0].ID
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			w := rapid.SampledFrom(programs).Draw(t, "program")
			who := rapid.SampledFrom([]workbook.Author{ana, ben}).Draw(t, "who")
			switch rapid.SampledFrom([]string{"edit", "edit", "edit", "remove", "undo", "redo"}).Draw(t, "step") {
			case "edit":
				_, err = w.Apply(ctx, who, drawText(t, school, words))
			case "remove":
				e := rapid.SampledFrom([]workbook.Entity{
					workbook.SchoolEntity, workbook.ContactEntity, workbook.ActionEntity, workbook.ExerciseEntity, workbook.InjectEntity,
				}).Draw(t, "removed")
				_, err = w.Apply(ctx, who, workbook.Remove(e, idOf(e, school)))
			case "undo":
				_, err = w.Undo(ctx, who)
			case "redo":
				_, err = w.Redo(ctx, who)
			}
			if err != nil && kindOfProblem(err) == nil { // refused is well; broken is not
				t.Fatal(err)
			}
		}
		for _, w := range programs {
			tx, err := w.db.Begin()
			if err != nil {
				t.Fatal(err)
			}
			wrong, err := searchMismatch(ctx, tx)
			if err := tx.Rollback(); err != nil {
				t.Fatal(err)
			}
			if err != nil || len(wrong) > 0 {
				t.Fatalf("the index is wrong: %q, %v", wrong, err)
			}
		}
		typed := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 2).Draw(t, "words"), " ")
		letters := []rune(typed)
		typed = string(letters[:rapid.IntRange(1, len(letters)).Draw(t, "typed so far")])
		compareWithReading(t, programs[0], typed)
	})
}

// kindOfProblem is why an edit was refused, nil for an error of another sort.
func kindOfProblem(err error) error {
	var p *workbook.Problem
	if errors.As(err, &p) {
		return p.Kind
	}
	return nil
}

// idOf is the one thing of a kind that the random planners work on.
func idOf(e workbook.Entity, school string) string {
	switch e {
	case workbook.SchoolEntity:
		return school
	case workbook.AnswerEntity:
		return workbook.AnswerID(school, "alarms")
	case workbook.StepEntity:
		return workbook.StepID(idOf(workbook.EventEntity, school), "police")
	}
	return "one-" + string(e)
}

// drawText draws text for some fields of a thing, which it adds where it is not there.
func drawText(t *rapid.T, school string, words []string) []workbook.Change {
	e := rapid.SampledFrom(workbook.Entities()).Draw(t, "entity")
	id := idOf(e, school)
	var changes []workbook.Change
	if !e.Standing() {
		changes = append(changes, workbook.Change{Entity: e, ID: id, Field: workbook.Present, New: "1"})
	}
	for _, f := range workbook.FieldsOf(e) {
		switch {
		case f.Kind == workbook.Ref:
			if rapid.Bool().Draw(t, "first") {
				of := school
				if f.Target != workbook.SchoolEntity {
					of = idOf(f.Target, school)
				}
				changes = append(changes, workbook.Change{Entity: e, ID: id, Field: f.Name, New: of})
			}
		case f.Kind == workbook.ShortText || f.Kind == workbook.LongText:
			if rapid.Bool().Draw(t, f.Name) {
				text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 3).Draw(t, "text"), " ")
				changes = append(changes, workbook.Change{Entity: e, ID: id, Field: f.Name, New: text})
			}
		}
	}
	return changes
}

// compareWithReading looks into everything that is there, without the index.
func compareWithReading(t *rapid.T, w *Workbook, typed string) {
	ctx := context.Background()
	hits, err := w.Search(ctx, typed, 0)
	if err != nil {
		t.Fatal(err)
	}
	have, past := []string{}, 0
	for _, h := range hits {
		if h.Past {
			past++
			continue
		}
		have = append(have, string(h.Entity)+" "+h.ID+" "+h.Field)
		if len(h.Excerpt.Marks) == 0 {
			t.Fatalf("%q: nothing is marked in %+v", typed, h)
		}
	}
	want := []string{}
	find := workbook.ParseWords(typed)
	for _, e := range workbook.Entities() {
		condition := "1"
		if !e.Standing() {
			condition += " AND t.present = 1"
		}
		switch e {
		case workbook.SchoolEntity, workbook.ContactEntity, workbook.ActionEntity:
		case workbook.StepEntity:
			condition += " AND t.event IN (SELECT e.id FROM event AS e WHERE e.present = 1 AND " + strings.ReplaceAll(ofPresentSchool, "t.", "e.") + ")"
		default:
			if e.OfExercise() {
				condition += " AND t.exercise IN (SELECT t.id FROM exercise AS t WHERE t.present = 1 AND " + ofPresentSchool + ")"
			} else {
				condition += " AND " + ofPresentSchool
			}
		}
		rows, err := tableOf(e).records(ctx, w.db, condition)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if field, _, all := find.Find(passages(e, r.values)); all {
				want = append(want, string(e)+" "+r.id+" "+field)
			}
		}
	}
	slices.Sort(have)
	slices.Sort(want)
	if !slices.Equal(have, want) {
		t.Fatalf("%q finds %q, reading finds %q (%d past)", typed, have, want, past)
	}
}

// BenchmarkSearch looks into the notes of a state's schools: 165,000 answers, as someone
// types, from the first letter of a word that every note holds to a word of just one.
func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	w := newFile(b, Options{})
	if _, err := w.db.Exec("PRAGMA synchronous = OFF"); err != nil {
		b.Fatal(err)
	}
	const schools, items = 2750, 60
	for s := range schools {
		school := NewID()
		changes := workbook.Add(workbook.SchoolEntity, school, workbook.School{Name: fmt.Sprint("School ", s)})
		for i := range items {
			note := fmt.Sprintf("Walked with the custodian on round %d: the gate by the field is open until the last bus has left, the latch of door %d sticks, and key k%dx%d is with the office.", s, i, s, i)
			changes = append(changes, setAnswer(school, fmt.Sprint("item-", i), "note", note))
		}
		apply(b, w, ana, changes...)
	}
	for _, typed := range []string{"g", "gate", "gate latch", "gate round 7", "k2000x3"} {
		b.Run(strings.ReplaceAll(typed, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				if hits, err := w.Search(ctx, typed, 20); err != nil || len(hits) == 0 {
					b.Fatal(len(hits), err)
				}
			}
		})
	}
	b.Run("opening", func(b *testing.B) {
		for b.Loop() {
			o, err := Open(ctx, w.Path(), Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := o.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("examining", func(b *testing.B) {
		for b.Loop() {
			if h, err := w.Health(ctx); err != nil || !h.Healthy() {
				b.Fatal(h, err)
			}
		}
	})
}

// Of words that stand in thousands of places the names come first, then what is newest, and
// it is said that there is more.
func TestWordsThatStandNearlyEverywhere(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	gate := addSchool(t, w, ana, "Gate Elementary")
	maple := addSchool(t, w, ana, "Maple Elementary")
	lost := addSchool(t, w, ana, "Lost Gate School")
	for _, at := range []struct{ school, was, note string }{
		{gate, "the gate by the pond", "the gate by the field"},
		{lost, "", "the gate is nobody's"},
		{maple, "the gate by the yard, which is shut", "the yard, which is shut"},
	} {
		var before, after []workbook.Change
		for i := range manyHits {
			item := fmt.Sprintf("item-%04d", i)
			before = append(before, setAnswer(at.school, item, "note", at.was))
			after = append(after, setAnswer(at.school, item, "note", at.note))
		}
		if at.was != "" {
			apply(t, w, ana, before...)
		}
		apply(t, w, ana, after...)
	}
	apply(t, w, ana, workbook.Change{Entity: workbook.SchoolEntity, ID: lost, Field: workbook.Present, New: "0"})
	zone := NewID()
	apply(t, w, ana, workbook.Add(workbook.ZoneEntity, zone, workbook.Zone{SchoolID: maple, Name: "Gate house"})...)
	hits, err := w.Search(ctx, "the gate", 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		if h.SchoolID == lost {
			t.Fatalf("finds what was removed: %+v", h)
		}
	}
	if hits, err = w.Search(ctx, "gate", 20); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, h := range hits {
		counts[fmt.Sprint(h.Entity, " ", h.Past)]++
		switch {
		case len(h.Excerpt.Marks) == 0:
			t.Fatalf("nothing is marked in %+v", h)
		case h.Past && h.Of != 21, !h.Past && !h.More:
			t.Fatalf("nobody is told that there is more than %+v", h)
		case h.Past && h.SchoolID != maple:
			t.Fatalf("a value of the past of a thing that holds the word yet: %+v", h)
		}
	}
	if counts["school false"] != 1 || counts["zone false"] != 1 || counts["answer false"] != 20 || counts["answer true"] != 20 {
		t.Errorf("found %v, want the school and the zone by their names, and 20 answers of today and of the past", counts)
	}
	all, err := w.Search(ctx, "gate", 0)
	if err != nil || len(all) != 2+manyHits+manyHits || all[0].More {
		t.Errorf("without a limit %d, %v; want every one", len(all), err)
	}
	if few, err := w.Search(ctx, "pond", 20); err != nil || len(few) != 20 || few[0].Past != true {
		t.Errorf("%d of the past that stood there before, %v", len(few), err)
	}
}
