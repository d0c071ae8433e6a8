package assets

import (
	"strings"
	"testing"

	"forethought/workbook"
)

func TestEachCodeAndFieldOfAnExerciseHasWords(t *testing.T) {
	l, err := OpenLanguage("en")
	if err != nil {
		t.Fatal(err)
	}
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
