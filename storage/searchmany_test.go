package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"forethought/workbook"
)

// notes gives a school answers to many items, all with one note.
func notes(t *testing.T, w *Workbook, school string, count int, note string) {
	t.Helper()
	var changes []workbook.Change
	for i := range count {
		changes = append(changes, setAnswer(school, fmt.Sprintf("item-%04d", i), "note", note))
	}
	apply(t, w, ana, changes...)
}

// found20 looks for words with a limit and tells the ids of what was found, and of what only the
// past holds.
func found20(t *testing.T, w *Workbook, words string) (present, past []string) {
	t.Helper()
	hits, err := w.Search(context.Background(), words, 20)
	if err != nil {
		t.Fatalf("search %q: %v", words, err)
	}
	for _, h := range hits {
		if h.Past {
			past = append(past, h.ID)
		} else {
			present = append(present, h.ID)
		}
	}
	return present, past
}

// items are the newest of those answers, the newest first.
func items(school string, newest, count int) []string {
	var ids []string
	for i := range count {
		ids = append(ids, workbook.AnswerID(school, fmt.Sprintf("item-%04d", newest-i)))
	}
	return ids
}

// Of more than can be weighed, what has the words in its name comes first, however old it is,
// and then what is newest.
func TestOfThousandsTheNewestComeFirst(t *testing.T) {
	w := newFile(t, Options{})
	for i, a := range []workbook.Action{
		{Status: workbook.ToDo, Title: "Mend the gate"},
		{Status: workbook.ToDo, Title: "Oil the gate"},
		{Status: workbook.ToDo, Title: "Radios", Description: "one for the gate"},
	} {
		apply(t, w, ana, workbook.Add(workbook.ActionEntity, fmt.Sprint("old-", i), a)...)
	}
	maple := addSchool(t, w, ana, "Maple")
	notes(t, w, maple, manyHeld+manyWeighed, "the gate by the field")
	apply(t, w, ana, workbook.Add(workbook.ActionEntity, "new", workbook.Action{Status: workbook.ToDo, Title: "Keys", Description: "for the gate"})...)
	for _, words := range []string{"g", "ga", "gat", "gate", "the g"} {
		present, past := found20(t, w, words)
		want := append(items(maple, manyHeld+manyWeighed-1, 20), "old-1", "old-0", "new")
		if !slices.Equal(present, want) || len(past) > 0 {
			t.Errorf("%q finds %q, and of the past %q, want %q and nothing", words, present, past, want)
		}
	}
	hits, err := w.Search(context.Background(), "gate", 20)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range hits {
		if of := map[workbook.Entity]int{workbook.AnswerEntity: manyWeighed - 1, workbook.ActionEntity: 3}[h.Entity]; h.Of != of || !h.More {
			t.Fatalf("%s is one of %d, and of more: %v, want of more than %d", h.ID, h.Of, h.More, of)
		}
		if i > 0 && h.Entity == hits[i-1].Entity && h.Rank <= hits[i-1].Rank {
			t.Fatalf("%s fits no worse than %s before it: %v, %v", h.ID, hits[i-1].ID, h.Rank, hits[i-1].Rank)
		}
	}
}

// Thousands of removed things do not hide what is there.
func TestThousandsOfRemovedThingsHideNothing(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	maple, lost := addSchool(t, w, ana, "Maple"), addSchool(t, w, ana, "Lost")
	notes(t, w, maple, 30, "the gate by the field")
	notes(t, w, lost, manyHeld+10, "the gate by the pond")
	apply(t, w, ana, workbook.Remove(workbook.SchoolEntity, lost)...)
	if present, past := found20(t, w, "gate"); !slices.Equal(present, items(maple, 29, 20)) || len(past) > 0 {
		t.Errorf("finds %q, and of the past %q, want the newest of Maple and nothing", present, past)
	}
	if hits, err := w.Search(ctx, "gate", 20); err != nil || hits[0].Of != 30 || hits[0].More {
		t.Errorf("says of %+v, %v, that there is more than the 30", hits[0], err)
	}
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if present, _ := found20(t, w, "gate"); !slices.Equal(present, items(lost, manyHeld+9, 20)) {
		t.Errorf("finds %q, want the newest of the school that is back", present)
	}
}

// What an old thing said once is found among thousands of newer ones that say it, and what it
// says yet in another field is not.
func TestThePastOfAnOldThingAmongThousandsOfNewerOnes(t *testing.T) {
	w := newFile(t, Options{})
	maple, oak := addSchool(t, w, ana, "Maple"), addSchool(t, w, ana, "Oak")
	apply(t, w, ana,
		setAnswer(maple, "alarms", "note", "the gate bell"),
		setAnswer(maple, "exits", "owner", "Gate keeper"), setAnswer(maple, "exits", "note", "the gate"))
	notes(t, w, oak, manyHeld+10, "the gate by the pond")
	newer := workbook.AnswerID(oak, "item-0500")
	apply(t, w, ben, setAnswer(maple, "alarms", "note", "the bell"))
	apply(t, w, ben, setAnswer(maple, "exits", "owner", "Ben"))
	apply(t, w, ben, setAnswer(oak, "item-0500", "note", "the gate by the oak"))
	apply(t, w, ben, setAnswer(oak, "item-0500", "note", "the pond"))
	apply(t, w, ben, setAnswer(maple, "alarms", "note", "a gate again")) // its line in the past is a new one
	apply(t, w, ben, setAnswer(maple, "alarms", "note", "the bell"))
	for _, words := range []string{"g", "gat", "gate"} {
		if _, past := found20(t, w, words); !slices.Equal(past, []string{workbook.AnswerID(maple, "alarms"), newer}) {
			t.Errorf("%q finds of the past %q, want the bell, and the one of the pond", words, past)
		}
	}
	apply(t, w, ben, setAnswer(maple, "alarms", "owner", "Gate keeper"))
	if _, past := found20(t, w, "gate"); !slices.Equal(past, []string{newer}) {
		t.Errorf("finds of the past %q, want no value of a thing that holds the words again", past)
	}
}

// The beginnings of words are found as whole ones are, in an index of before they were kept,
// too, once it was brought up to date.
func TestBeginningsAreFoundInAWorkbookOfBefore(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "old.forethought")
	steps, err := builtInSteps()
	if err != nil {
		t.Fatal(err)
	}
	before := steps[:6]
	if err := writeBeside(path, func(scratch string) error { return found(ctx, scratch, beslan, before, newClock().at) }); err != nil {
		t.Fatal(err)
	}
	old, err := openWith(ctx, path, Options{}, before)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = old.Close() })
	d := fullDistrict()
	apply(t, old, ana, d.add()...)
	apply(t, old, ana, workbook.Change{Entity: workbook.ContactEntity, ID: d.school.Contacts[0].ID, Field: "name", New: "Dora"})
	typed := []string{"w", "wh", "whit", "s", "si", "sig", "gates o", "op", "łódź", "ł", "main g", "555-0", "d", "xq"}
	var was [][]string
	for _, words := range typed {
		was = append(was, search(t, old, words))
	}
	w := reopen(t, path, Options{})
	wantHealthy(t, w)
	for i, words := range typed {
		wantFound(t, w, words, was[i]...)
	}
	wantFound(t, w, "whi", "past contact name: Dana [Whitfield]")
	apply(t, old, ben, setAnswer(d.school.ID, "alarms", "note", "a zither")) // its program is of before
	apply(t, old, ben, setAnswer(d.school.ID, "alarms", "note", "a bell"))
	wantFound(t, w, "zi", "past answer note: a [zither]")
	wantFound(t, w, "bel", "answer note: a [bell]")
	wantHealthy(t, w)
}
