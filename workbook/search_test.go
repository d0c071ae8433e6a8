package workbook_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"forethought/workbook"

	"pgregory.net/rapid"
)

// marked shows an excerpt with brackets around the words found.
func marked(e workbook.Excerpt) string {
	var s strings.Builder
	at := 0
	for _, m := range e.Marks {
		s.WriteString(e.Text[at:m.Start] + "[" + e.Text[m.Start:m.End] + "]")
		at = m.End
	}
	return s.String() + e.Text[at:]
}

func TestWordsAreFoundAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ typed, text, want string }{
		{"gate", "The gate by the field", "The [gate] by the field"},
		{"gat", "The Gates", "The [Gates]"},
		{"gat open", "The gates are open", ""}, // only the last word may be in the typing
		{"open gat", "The gates are open", "The [gates] are [open]"},
		{"jose nunez", "José Núñez", "[José] [Núñez]"},
		{"JOSÉ", "jose\u0301 and Jose", "[jose\u0301] and [Jose]"},
		{"łódź", "Łódź", "[Łódź]"},
		{"школ", "Школа", "[Школа]"},
		{"555-01", "+1 555 0142 or 555", "+1 [555 0142] or 555"},
		{"555-01", "555 or 0142", ""},
		{"a a", "a A b", "[a] [A] b"},
		{"line two", "line one\r\n\tline two", "[line] one   [line] [two]"},
		{`"gate" OR (`, "a gate or two", "a [gate] [or] two"},
		{"", "text", ""},
		{" -- ", "text -- text", ""},
		{"x", "", ""},
		{"\xff\x00gate", "gate", "[gate]"},
	} {
		_, e, all := workbook.ParseWords(c.typed).Find([]workbook.Passage{{Field: "note", Text: c.text}})
		if got := marked(e); all != (c.want != "") || all && got != c.want {
			t.Errorf("%q in %q: %v %q, want %q", c.typed, c.text, all, got, c.want)
		}
	}
}

func TestTheFieldThatHoldsMostIsShown(t *testing.T) {
	words := workbook.ParseWords("ana gate lock")
	field, e, all := words.Find([]workbook.Passage{
		{Field: "title", Text: "Second gate"}, {Field: "description", Text: "Buy a lock for the gate"}, {Field: "owner", Text: "Ana"},
	})
	if !all || field != "description" || marked(e) != "Buy a [lock] for the [gate]" {
		t.Errorf("%v %s %q", all, field, marked(e))
	}
	if _, _, all := words.Find([]workbook.Passage{{Field: "title", Text: "gate lock"}}); all {
		t.Error("found without Ana")
	}
}

func TestALongNoteIsCutAroundTheWord(t *testing.T) {
	note := strings.Repeat("wörter davor ", 200) + "the gate " + strings.Repeat("und danach ", 200)
	_, e, _ := workbook.ParseWords("gate").Find([]workbook.Passage{{Field: "note", Text: note}})
	got := marked(e)
	if n := utf8.RuneCountInString(e.Text); n > 162 || n < 120 || !strings.Contains(got, "the [gate] und") {
		t.Errorf("%d characters: %q", n, got)
	}
	for _, edge := range []string{"…wörter", "…davor"} {
		if strings.HasPrefix(got, edge+" ") && strings.HasSuffix(got, "…") {
			return
		}
	}
	t.Errorf("not cut between words: %q", got)
}

// Whatever stands in a field and whatever is typed, an excerpt can be drawn: its marks are
// in order, apart, on the borders of characters, and not empty.
func TestMarksFitTheirExcerpt(t *testing.T) {
	some := rapid.SampledFrom([]rune("aAbé\u0301Й 5-\n\tß漢字🏫\u2028"))
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringOfN(some, 0, 400, -1), rapid.String()).Draw(t, "text")
		typed := rapid.OneOf(rapid.StringOfN(some, 0, 6, -1), rapid.String()).Draw(t, "typed")
		_, e, all := workbook.ParseWords(typed).Find([]workbook.Passage{{Field: "note", Text: text}})
		at := -1
		for _, m := range e.Marks {
			if m.Start <= at || m.End <= m.Start || m.End > len(e.Text) || !utf8.ValidString(e.Text[m.Start:m.End]) {
				t.Fatalf("mark %v of %q", m, e.Text)
			}
			at = m.End
		}
		if all && len(e.Marks) == 0 {
			t.Fatalf("%q found in %q and not marked in %q", typed, text, e.Text)
		}
		if utf8.RuneCountInString(e.Text) > 162 || strings.ContainsAny(e.Text, "\n\t") || !utf8.ValidString(e.Text) {
			t.Fatalf("excerpt %q", e.Text)
		}
	})
}

func TestTheCaseIsSearchedTitlesFirst(t *testing.T) {
	c := &workbook.Case{Items: []workbook.Item{
		{ID: "a", Title: "Doors", Shows: "The gate stood open.", Ask: "Who locks up?"},
		{ID: "b", Title: "Radios", Measures: []workbook.Measure{{Text: "Buy two radios."}, {Text: "Lock the gate."}}},
		{ID: "c", Title: "A gate", Ask: "Is there a lock?"},
	}}
	var got []string
	for _, h := range workbook.SearchCase(c, "lock gate") {
		got = append(got, h.ItemID+" "+h.Field+" "+marked(h.Excerpt))
	}
	want := "c title A [gate]; b measures Buy two radios. [Lock] the [gate]."
	if strings.Join(got, "; ") != want {
		t.Errorf("found %q, want %q", got, want)
	}
	if hits := workbook.SearchCase(c, " ?! "); hits != nil {
		t.Errorf("nothing was asked for, and found: %v", hits)
	}
}
