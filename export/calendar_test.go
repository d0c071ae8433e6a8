package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"forethought/export"
	"forethought/workbook"
)

// harborAgenda is a district's days, with what a calendar has to escape and fold.
func harborAgenda() workbook.Agenda {
	r := harborDistrict()
	r.Schools[1].Events = []workbook.SchoolEvent{{
		ID: "e1", SchoolID: "lakeside", Name: "Fête; music, \"fireworks\" \\ dancing\r\nBEGIN:VALARM, " + strings.Repeat("длинное имя 🚪", 12),
		Date: "2027-02-28", People: 350, Note: "The side gate does not lock.",
	}}
	r.Actions[0].Schools = []string{"lakeside", "hill"}
	r.History = []workbook.Batch{
		{Seq: 7, At: time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC), Changes: []workbook.Change{{Entity: workbook.ActionEntity, ID: "a1", Field: "target"}}},
		{Seq: 4, At: time.Date(2026, 9, 5, 9, 0, 0, 0, time.UTC), Changes: []workbook.Change{{Entity: workbook.EventEntity, ID: "e1", Field: "name"}}},
	}
	return workbook.NewAgenda(r)
}

// writeCalendar writes an agenda and gives the file's bytes and its events by UID.
func writeCalendar(t *testing.T, a workbook.Agenda) ([]byte, map[string]*ics.VEvent) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "days.ics")
	receipt, err := export.WriteCalendar(context.Background(), path, a, words(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	events := map[string]*ics.VEvent{}
	for _, e := range c.Events() {
		events[e.Id()] = e
	}
	if receipt.Entries != len(a.Entries) || len(events) != len(a.Entries) {
		t.Errorf("%d entries, %d in the receipt, %d UIDs", len(a.Entries), receipt.Entries, len(events))
	}
	for _, s := range secrets(path) {
		if bytes.Contains(data, []byte(s)) {
			t.Errorf("the file holds %q", s)
		}
	}
	return data, events
}

func property(t *testing.T, e *ics.VEvent, p ics.ComponentProperty) string {
	t.Helper()
	found := e.GetProperty(p)
	if found == nil {
		t.Errorf("%s has no %s", e.Id(), p)
		return ""
	}
	return found.Value
}

func TestTheCalendarHoldsWholeDays(t *testing.T) {
	_, events := writeCalendar(t, harborAgenda())
	due := events["a1-due@forethought"]
	if due == nil {
		t.Fatalf("the due day is not among %v", events)
	}
	for p, want := range map[ics.ComponentProperty]string{
		ics.ComponentPropertyDtStart: "20261111", ics.ComponentPropertyDtEnd: "20261112",
		ics.ComponentPropertyDtstamp: "20261005T090000Z", ics.ComponentPropertyLastModified: "20261005T090000Z",
		ics.ComponentPropertySequence:    "7",
		ics.ComponentPropertySummary:     `Due: Agree with the harbor office who calls (Hill, "Upper" School, Lakeside School)`,
		ics.ComponentPropertyDescription: "Owner: Морозова Анна\nResponsible organization: Harbor Fire Service\nItems: Smoke seen and not reported; A call list at every desk",
		ics.ComponentPropertyCategories:  "Due", ics.ComponentPropertyTransp: "TRANSPARENT",
	} {
		if got := property(t, due, p); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
	if value := due.GetProperty(ics.ComponentPropertyDtStart).ICalParameters["VALUE"]; len(value) != 1 || value[0] != "DATE" {
		t.Errorf("the due day is a %v", value)
	}
	if review := events["a3-review@forethought"]; review == nil || property(t, review, ics.ComponentPropertyDtStart) != "20260601" {
		t.Error("the review of a measure in place is missing")
	}
	if events["a4-due@forethought"] != nil {
		t.Error("a dropped action is due")
	}
}

func TestCalendarLinesAreFoldedAndEscaped(t *testing.T) {
	data, events := writeCalendar(t, harborAgenda())
	for line := range bytes.SplitSeq(bytes.TrimSuffix(data, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > 75 || !utf8.Valid(line) || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("a line is not as the standard asks (%d bytes): %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(string(data), "\r\n ", "")
	if !strings.Contains(unfolded, `Fête\; music\, "fireworks" \\ dancing BEGIN:VALARM\, `) || strings.Contains(unfolded, "\r\nBEGIN:VALARM") {
		t.Error("a name is not escaped")
	}
	want := "School event: Fête; music, \"fireworks\" \\ dancing BEGIN:VALARM, " + strings.Repeat("длинное имя 🚪", 12) + " (Lakeside School)"
	if got := property(t, events["e1-event@forethought"], ics.ComponentPropertySummary); got != want {
		t.Errorf("read back: %q", got)
	}
	if strings.Contains(unfolded, "side gate") || strings.Contains(unfolded, "555 0100") {
		t.Error("a note or a phone number is in the calendar")
	}
}

func TestALaterCalendarUpdatesAndDoublesNothing(t *testing.T) {
	before := harborAgenda()
	first, events := writeCalendar(t, before)
	if again, _ := writeCalendar(t, before); !bytes.Equal(first, again) {
		t.Error("the same agenda gives other bytes")
	}
	after := harborAgenda()
	for i, e := range after.Entries {
		if e.ID == "a1-due" {
			after.Entries[i].On, after.Entries[i].Revision, after.Entries[i].Changed = "2026-12-01", 12, e.Changed.AddDate(0, 0, 9)
		}
	}
	_, later := writeCalendar(t, after)
	for uid, e := range later {
		old := events[uid]
		if old == nil {
			t.Errorf("%s is new", uid)
			continue
		}
		grew := property(t, e, ics.ComponentPropertySequence) != property(t, old, ics.ComponentPropertySequence)
		if grew != (uid == "a1-due@forethought") {
			t.Errorf("%s: sequence grew: %v", uid, grew)
		}
	}
}

func TestManySchoolsAreCountedInTheTitleAndNamedBelow(t *testing.T) {
	a := workbook.Agenda{On: today, Entries: []workbook.AgendaEntry{
		{ID: "x-due", Kind: workbook.DueDay, On: today, Title: "Drill", Schools: []string{"A", "B", "C", "D"}},
		{ID: "y-due", Kind: workbook.DueDay, On: today, Title: "No school"},
	}}
	_, events := writeCalendar(t, a)
	if got := property(t, events["x-due@forethought"], ics.ComponentPropertySummary); got != "Due: Drill (4 schools)" {
		t.Errorf("the title is %q", got)
	}
	if got := property(t, events["x-due@forethought"], ics.ComponentPropertyDescription); got != "Schools: A; B; C; D" {
		t.Errorf("below stands %q", got)
	}
	if got := property(t, events["y-due@forethought"], ics.ComponentPropertySummary); got != "Due: No school" {
		t.Errorf("the title is %q", got)
	}
	if got := property(t, events["y-due@forethought"], ics.ComponentPropertyDtstamp); got != "20261121T000000Z" {
		t.Errorf("the stamp is %q", got)
	}
}

func TestACalendarWithoutDaysIsRefused(t *testing.T) {
	path, whole := keep(t)
	if _, err := export.WriteCalendar(context.Background(), path, workbook.Agenda{}, words(t)); !errors.Is(err, export.ErrNoEntries) {
		t.Errorf("the error is %v", err)
	}
	whole()
}

func TestAnExerciseIsACalendarEntryWithItsStart(t *testing.T) {
	_, events := writeCalendar(t, workbook.Agenda{On: "2026-08-14", Entries: []workbook.AgendaEntry{{
		ID: "x-exercise", Kind: workbook.ExerciseDay, On: "2026-09-14", Title: "Opening day tabletop", Schools: []string{"Maple"},
		Owner: "Ana", Starts: "09:00", Minutes: 120, Place: "Library",
	}}})
	e := events["x-exercise@forethought"]
	if e == nil {
		t.Fatal("it is not there")
	}
	if got := property(t, e, ics.ComponentPropertySummary); got != "Exercise: Opening day tabletop (Maple)" {
		t.Errorf("it is called %q", got)
	}
	if got := property(t, e, ics.ComponentPropertyDescription); got != "Owner: Ana\nStarts at: 09:00\n120 minutes\nPlace: Library" {
		t.Errorf("it says %q", got)
	}
}
