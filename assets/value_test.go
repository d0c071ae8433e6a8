package assets

import (
	"slices"
	"strings"
	"testing"

	"forethought/workbook"
)

func TestEachCodeAndFieldOfAnExerciseHasWords(t *testing.T) {
	l := OpenLanguage(English)
	for _, e := range workbook.Entities() {
		for _, f := range workbook.FieldsOf(e) {
			for _, code := range f.Codes {
				if said := l.Value(e, f.Name, code, func(string) string { return "" }); strings.HasPrefix(said, "[") || said == "" {
					t.Errorf("%s.%s: the code %q is said as %q", e, f.Name, code, said)
				}
			}
		}
	}
	if got := l.Field(workbook.FeedbackEntity, "people"); got == l.Field(workbook.EventEntity, "people") {
		t.Errorf("a statement of the feedback form is called %q, as a field of an event", got)
	}
}

func TestHistorySaysTimesAsAClockAndNothingThatNobodySaw(t *testing.T) {
	l := OpenLanguage(English)
	names := workbook.Names{Called: map[string]string{}, School: map[string]string{}}
	change := func(field, was, now string) workbook.Change {
		return workbook.Change{Entity: workbook.ObservationEntity, ID: "o1", Field: field, Old: was, New: now}
	}
	lines := workbook.PastLines([]workbook.Batch{{Changes: []workbook.Change{
		change(workbook.Present, "0", "1"), change("kind", "improvement", "strength"),
		change("elapsed", "0", "840"), change("at", "", "2026-11-17T09:14:00.000Z"),
	}}}, names)
	var said []string
	for _, line := range lines {
		_, change := l.Past(line, &workbook.Case{}, names)
		said = append(said, change)
	}
	want := []string{"added", "kind: Strength", "time on the clock: 0:14:00"}
	if !slices.Equal(said, want) {
		t.Errorf("the history says %q, want %q", said, want)
	}
}
