package assets

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	syntax "text/template/parse"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"forethought/fuzzing"
	"forethought/workbook"
)

// A small sound case: the built-in one with one of each thing.
func smallCase(t testing.TB) []byte {
	t.Helper()
	c, err := LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	c.Summary, c.Facts, c.Timeline, c.Figures = c.Summary[:1], c.Facts[:1], c.Timeline[:1], c.Figures[:1]
	c.OpenQuestions = c.OpenQuestions[:1]
	c.Items = slices.DeleteFunc(c.Items, func(it workbook.Item) bool { return it.ID != c.EventSteps[0].Items[0] })
	c.EventSteps = slices.DeleteFunc(c.EventSteps, func(s workbook.EventStep) bool { return !s.Plan })
	for i := range c.EventSteps {
		c.EventSteps[i].Items = []string{c.Items[0].ID}
	}
	c.Timeline[0].Items, c.Items[0].Related, c.OpenQuestions[0].Related = nil, nil, nil
	data, err := yaml.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, faults := readContent(data, nil); len(faults) > 0 {
		t.Fatalf("the small case is not sound: %v", faults)
	}
	return data
}

var hardYAML = []string{
	"id: a\nversion: 1\nitems:\n- id: b\n  measures: [{text: x}]\n",
	"a: &a [*a]\n",
	"items: {}\nsources: [1, {id: !!int x}]\n",
	"a: &a {k: 1}\nb: {<<: [*a, *a], c: *a}\n",
	"? [a, b]\n: {c: d}\n---\n...\n%YAML 1.1\n",
	"id: >-\n  x\n   y\ntitle: |+2\n   z\n\n# c\n",
	"version: 0x7fffffffffffffffff\nsummary: 2001-01-01\nitems: ~\n!!binary aGk=: .nan\n",
	"case: x\nmodules:\n- {share: 1e99}\ninjects: [{}, null, []]\n",
}

var english = sync.OnceValue(func() *Language { return OpenLanguage(English) })

// saidInFull checks what is said about a text that was read as content.
func saidInFull(t *testing.T, read bool, faults []workbook.Fault, err error) {
	t.Helper()
	fuzzing.Explained(t, err)
	if !read && err == nil && len(faults) == 0 {
		t.Error("nothing is read, and no word why")
	}
	if len(faults) > MaxFaults {
		t.Errorf("%d faults", len(faults))
	}
	l := english()
	for _, f := range faults {
		if !l.Has("fault."+f.Code) || f.Line < 0 || !utf8.ValidString(f.Path+f.Value) || utf8.RuneCountInString(f.Value) > 120 {
			t.Errorf("said as %v", f)
		}
	}
}

func FuzzCaseFile(f *testing.F) { fuzzContent(f, smallCase(f)) }

func FuzzExerciseLibrary(f *testing.F) {
	library := mustRead(libraryName(BuiltInCase))
	fuzzContent(f, library[:strings.LastIndex(string(library[:20_000]), "\n")])
}

// fuzzContent reads what comes of a seed and of odd YAML as a case or a library.
func fuzzContent(f *testing.F, seed []byte) {
	builtIn, err := LoadBuiltInCase()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	for _, text := range hardYAML {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path, untouched := fuzzing.File(t, "content.yaml", data)
		fuzzing.Bounded(t, func() {
			c, l, faults, err := ReadContentFile(path, builtIn)
			saidInFull(t, c != nil || l != nil, faults, err)
			if c != nil && l != nil {
				t.Error("read as both a case and a library")
			}
			if len(faults) > 0 {
				return
			}
			again := func(was any) (*workbook.Case, *workbook.ExerciseLibrary) {
				data, err := yaml.Marshal(was)
				if err != nil {
					t.Fatal(err)
				}
				c, l, faults := readContent(data, builtIn)
				if len(faults) > 0 {
					t.Errorf("written and read again it has faults: %v", faults)
				}
				return c, l
			}
			if c != nil {
				if is, _ := again(c); !reflect.DeepEqual(c, is) {
					t.Error("the case comes back as another")
				}
			}
			if l != nil {
				if _, is := again(l); !reflect.DeepEqual(l, is) {
					t.Error("the library comes back as another")
				}
			}
		})
		untouched()
	})
}

func FuzzLanguageFile(f *testing.F) {
	for _, text := range []string{
		`{"a": "{{.Count}} schools", "b": {"one": "{{.Count}} school", "other": "{{.Count}} schools"}}`,
		`{"a": "{{if .X}}x{{else}}{{if eq .X \"1\"}}y{{end}}{{end}}", "problem.other": "{{.Error}}"}`,
		`{"a": "{{range $i, $x := .X}}{{template \"a\" .}}{{end}}{{define \"a\"}}{{end}}", "b": ["x"], "c": null}`,
		`{"a": "{{printf \"%999999999d\" 1}}", "id": "x", "other": {"other": {"other": "y"}}, "": ""}`,
		"{\"a\": \"{{/* */}}{{- .X -}}\", \"a\": \"\u0000\xff\"}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			l, err := readLanguage("de", func(name string) []byte {
				if name == "lang/en.json" {
					return []byte(`{"a": "English a", "only.english": "English"}`)
				}
				return data
			})
			fuzzing.Explained(t, err)
			if _, err := syntax.Parse("text", string(data), "", ""); onlyNames(string(data)) && err != nil {
				t.Errorf("%q is taken for words with places: %v", data, err)
			}
			if err != nil {
				return
			}
			if got := l.Text("only.english"); got != "English" && !bytes.Contains(data, []byte("only")) {
				t.Errorf("what a language has not is said as %q", got)
			}
			for _, key := range []string{"a", "b", "problem.other", "fault.syntax", ""} {
				for _, args := range [][]any{nil, {"Count", 1}, {"Count", 5, "X", "1"}, {"X", 3}} {
					if text := l.Text(key, args...); len(text) > 100*(len(data)+100) {
						t.Errorf("%s says %d bytes", key, len(text))
					}
				}
			}
		})
	})
}
