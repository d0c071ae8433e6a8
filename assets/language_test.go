package assets

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"
)

// A translation is words, places for names, and conditions. What could run for ever, or ask
// for any amount of memory, is refused, and so is what is no language file.
func TestALanguageFileHoldsWordsAndNoProgram(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("{{if .X}}", n) + "x" + strings.Repeat("{{end}}", n) }
	for _, tc := range []struct{ within, beyond string }{
		{`{"a": "{{.Count}} schools"}`, `{"a": "{{range .Count}}x{{end}}"}`},
		{`{"a": "{{if eq .X \"1\"}}y{{end}}"}`, `{"a": "{{if eq .X (printf .Y)}}y{{end}}"}`},
		{`{"a": {"one": "x", "other": "y"}}`, `{"a": {"one": "x", "other": "y", "more": "z"}}`},
		{`{"a": "b"}`, `{"a": ""}`},
		{`{"a": "b"}`, `{"a": ["b"]}`},
		{`{"a": "b"}`, `["a"]`},
		{`{"a": "b"}`, `{"a": "{{template \"b\" .}}{{define \"b\"}}{{end}}"}`},
		{`{"a": "{{.X}}"}`, `{"a": "{{.X.Y}}"}`},
		{`{"a": "{{.X}}"}`, `{"a": "{{.X"}`},
		{`{"a": "{{.X}}"}`, `{"a": "{{printf \"%9999999d\" .X}}"}`},
		{`{"a": "é"}`, "{\"a\": \"\xe9\"}"},
		{`{"a": "` + nested(maxTextDepth) + `"}`, `{"a": "` + nested(maxTextDepth+1) + `"}`},
		{`{"a": "b"}` + strings.Repeat(" ", MaxLanguageBytes-10), `{"a": "b"}` + strings.Repeat(" ", MaxLanguageBytes-9)},
	} {
		read := func(text string) (*Language, error) {
			return readLanguage("de", func(name string) []byte {
				if name == "lang/en.json" {
					return []byte(`{"a": "A"}`)
				}
				return []byte(text)
			})
		}
		short := func(text string) string { return workbook.Shorten(text, 80) }
		if l, err := read(tc.within); err != nil || l.Text("a", "X", "1", "Count", 2) == "A" {
			t.Errorf("%s: %v", short(tc.within), err)
		}
		_, err := read(tc.beyond)
		var p *workbook.Problem
		if !errors.As(err, &p) || !slices.Contains([]error{workbook.ErrFaulty, workbook.ErrTooLarge}, p.Kind) || p.File != "lang/de.json" {
			t.Errorf("%s: %v", short(tc.beyond), err)
		}
	}
}
