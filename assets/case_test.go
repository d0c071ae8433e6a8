package assets

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"forethought/workbook"
)

func builtIn(t *testing.T) *workbook.Case {
	t.Helper()
	c, err := LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheBuiltInCaseIsSoundAndWhole(t *testing.T) {
	c := builtIn(t)
	if read, _, faults := readContent(mustRead(caseName), nil); len(faults) > 0 || cmp.Diff(c, read) != "" {
		t.Fatalf("%v: what every start reads is not what the YAML says; “make case” packs it anew: %s", faults, cmp.Diff(c, read))
	}
	origins := map[workbook.Checklist][2]int{} // the dossier's own, added
	measures := 0
	for _, it := range c.Items {
		n := origins[it.Checklist]
		if len(it.AddedFrom) == 0 {
			n[0]++
		} else {
			n[1]++
		}
		origins[it.Checklist] = n
		measures += len(it.Measures)
	}
	want := map[workbook.Checklist]int{
		workbook.Indicators: 10, workbook.Prevention: 8, workbook.Response: 6, workbook.Aftermath: 4,
	}
	added := 0
	for list, n := range want {
		if origins[list][0] != n {
			t.Errorf("%s: %d items from the dossier, want its %d bullets", list, origins[list][0], n)
		}
		added += origins[list][1]
	}
	for what, got := range map[string][2]int{
		"added items":     {added, 16},
		"timeline events": {len(c.Timeline), 30},
		"figures":         {len(c.Figures), 10},
		"sources":         {len(c.Sources), 5},
		"open questions":  {len(c.OpenQuestions), 4},
		"facts":           {len(c.Facts), 8},
		"measures":        {measures, 2 * len(c.Items)},
		"event steps":     {len(c.EventSteps), 8},
	} {
		if got[0] < got[1] {
			t.Errorf("%d %s, want at least %d", got[0], what, got[1])
		}
	}
	phases := map[workbook.Phase]bool{}
	for _, e := range c.Timeline {
		phases[e.Phase] = true
	}
	if len(phases) != len(workbook.Phases()) {
		t.Errorf("timeline covers %d phases, want all %d", len(phases), len(workbook.Phases()))
	}
}

// anchorWalk reads the case's sources and gives a check that anchors stand in them. It skips
// the test where the documents are not at hand.
func anchorWalk(t *testing.T, c *workbook.Case) func(where string, evidence []workbook.Evidence) {
	t.Helper()
	folder := filepath.Join("..", "..", "shared", "sources")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the source documents are not beside this checkout, so the anchors cannot be walked")
	}
	texts := map[string]string{}
	for _, s := range c.Sources {
		data, err := os.ReadFile(filepath.Join(folder, s.File))
		if err != nil {
			t.Fatal(err)
		}
		texts[s.ID] = strings.Join(strings.Fields(string(data)), " ")
	}
	return func(where string, evidence []workbook.Evidence) {
		for _, e := range evidence {
			if !strings.Contains(texts[e.Source], strings.Join(strings.Fields(e.Anchor), " ")) {
				t.Errorf("%s: %q does not stand in %s", where, e.Anchor, e.Source)
			}
		}
	}
}

func TestEveryAnchorStandsInItsSource(t *testing.T) {
	c := builtIn(t)
	walk := anchorWalk(t, c)
	walked := 0
	check := func(where string, evidence []workbook.Evidence) {
		walked += len(evidence)
		walk(where, evidence)
	}
	for i, s := range c.Summary {
		check(fmt.Sprintf("summary %d", i), s.Evidence)
	}
	for _, f := range c.Facts {
		check(f.ID, f.Evidence)
	}
	for _, e := range c.Timeline {
		check(e.ID, e.Evidence)
	}
	for _, f := range c.Figures {
		for _, v := range f.Values {
			check(f.ID, v.Evidence)
		}
	}
	for _, it := range c.Items {
		check(it.ID, it.Evidence)
	}
	for _, s := range c.EventSteps {
		check(s.ID, s.Evidence)
	}
	for _, q := range c.OpenQuestions {
		check(q.ID, q.Evidence)
	}
	if walked < 400 {
		t.Errorf("walked %d anchors, expected several hundred", walked)
	}
}

// faultsOf reads the built-in case with one edit made to its text.
func faultsOf(t *testing.T, old, new string) []workbook.Fault {
	t.Helper()
	text := string(mustRead("cases/" + BuiltInCase + ".yaml"))
	if !strings.Contains(text, old) {
		t.Fatalf("the case has no %q to edit", old)
	}
	_, _, faults := readContent([]byte(strings.Replace(text, old, new, 1)), nil)
	return faults
}

func lineNumber(t *testing.T, text string) int {
	t.Helper()
	all := string(mustRead("cases/" + BuiltInCase + ".yaml"))
	return 1 + strings.Count(all[:strings.Index(all, text)], "\n")
}

func TestEachFaultNamesItsLineAndField(t *testing.T) {
	first := "- id: ind-armed-group-capability\n"
	for _, tc := range []struct{ name, old, new, code, field string }{
		{"unknown field", first, first + "    colour: red\n", workbook.FaultUnknownField, "colour"},
		{"unknown word", "checklist: indicators", "checklist: rumours", workbook.FaultUnknown, "items[0].checklist"},
		{"duplicate id", "- id: ind-predictable-crowded-event\n", first, workbook.FaultDuplicate, "items[1].id"},
		{"dangling source", "- source: long-account", "- source: nowhere", workbook.FaultDangling, ".source"},
		{"empty title", "\ntitle: ", "\ntitle: \"\" # ", workbook.FaultMissing, "title"},
		{"no such day", `until: "2004-09-03"`, `until: "2004-09-31"`, workbook.FaultForm, "until"},
		{"end before the beginning", `until: "2004-09-03"`, `until: "2004-08-31"`, workbook.FaultForm, "until"},
		{"two protective plans", "    days_before: 10\n", "    days_before: 10\n    plan: true\n", workbook.FaultPlans, "event_steps[8].plan"},
		{"no protective plan", "    plan: true\n", "", workbook.FaultPlans, "event_steps"},
		{"a step out of its order", "days_before: 42", "days_before: 30", workbook.FaultOrder, "event_steps[1].days_before"},
		{"a step years ahead", "days_before: 42", "days_before: 4200", workbook.FaultForm, "event_steps[0].days_before"},
		{"a step of an item that is not there", "items: [ind-predictable-crowded-event,", "items: [ind-other,", workbook.FaultDangling, "event_steps[0].items[0]"},
		{"a step's id used twice", "- id: step-police-presence", "- id: step-person-in-charge", workbook.FaultDuplicate, "event_steps[1].id"},
		{"a step without a title", "    title: \"Name who is in charge\"\n", "", workbook.FaultMissing, "event_steps[0].title"},
		{"an unknown field of a step", "    plan: true\n", "    plan: true\n    owner: me\n", workbook.FaultUnknownField, "owner"},
		{"wrong type", "version: 1", "version: [1]", workbook.FaultSyntax, "version"},
		{"broken text", "version: 1", "version: 1: 2: {", workbook.FaultSyntax, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			faults := faultsOf(t, tc.old, tc.new)
			for _, f := range faults {
				if f.Code == tc.code && strings.Contains(f.Path+" "+f.Value, tc.field) {
					if f.Line == 0 {
						t.Errorf("fault without its line: %v", f)
					}
					if tc.name == "unknown word" && f.Line != lineNumber(t, "checklist: indicators") {
						t.Errorf("fault on line %d, want %d", f.Line, lineNumber(t, "checklist: indicators"))
					}
					return
				}
			}
			t.Errorf("no %s fault in %q among %v", tc.code, tc.field, faults)
		})
	}
}

func TestBadCaseFilesGetASentence(t *testing.T) {
	huge := bytes.Repeat([]byte("# nothing but this line\n"), 200<<20/24)
	for name, tc := range map[string]struct {
		data []byte
		kind error
	}{
		"200 MB":      {huge, workbook.ErrTooLarge},
		"not UTF-8":   {[]byte("id: a\ntitle: \xff\xfe\n"), workbook.ErrNotText},
		"UTF-16 text": {[]byte{0xFF, 0xFE, 'i', 0, 'd', 0}, workbook.ErrNotText},
	} {
		path := filepath.Join(t.TempDir(), "case.yaml")
		if err := os.WriteFile(path, tc.data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, _, err := ReadContentFile(path, nil)
		if !errors.Is(err, tc.kind) {
			t.Errorf("%s: got %v, want %v", name, err, tc.kind)
		}
		l := OpenLanguage(English)
		if sentence, _ := l.Explain(err); !strings.Contains(sentence, path) {
			t.Errorf("%s: %q does not name the file", name, sentence)
		}
	}
	for name, text := range map[string]string{
		"empty":    "",
		"a list":   "- a\n- b\n",
		"deep":     strings.Repeat("[", 20_000),
		"aliases":  "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
		"two docs": "id: a\n---\nid: b\n",
		"a tag":    "!!binary id: 3\n",
	} {
		if c, _, faults := readContent([]byte(text), nil); len(faults) == 0 {
			t.Errorf("%s: case %v without faults", name, c)
		}
	}
}

// Each limit is met from both sides: what is just within it is read, as far as its faults.
func TestACaseFileMayNotAskForTooMuch(t *testing.T) {
	list := func(n int) string { return "facts: [" + strings.Repeat("x,", n) + "]\n" }
	keys := func(n int) string {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "key%d: x\n", i)
		}
		return text.String()
	}
	size := func(n int) string { return strings.Repeat("#", n-1) + "\n" }
	referred := func(n int) string { // 1 + 100 entries, referred to n times
		return "facts: &a [" + strings.Repeat("x,", 100) + "]\nitems: [" + strings.Repeat("*a,", n) + "]\n"
	}
	c := builtIn(t)
	for name, tc := range map[string]struct {
		within, beyond string
		code           string // of the fault; none for a file that is not even looked at
	}{
		"bytes":                {size(MaxCaseBytes), size(MaxCaseBytes + 1), ""},
		"depth":                {strings.Repeat("[", MaxCaseDepth) + strings.Repeat("]", MaxCaseDepth), strings.Repeat("[", MaxCaseDepth+1) + strings.Repeat("]", MaxCaseDepth+1), workbook.FaultTooDeep},
		"entries":              {list(MaxCaseNodes - 4), list(MaxCaseNodes - 3), workbook.FaultTooMany},
		"entries referred":     {referred(900), referred(1_000), workbook.FaultTooMany},
		"keys":                 {keys(MaxCaseKeys), keys(MaxCaseKeys + 1), workbook.FaultTooMany},
		"itself":               {"facts: [[]]\n", "facts: &a [*a]\n", workbook.FaultTooDeep},
		"ten to the ninth":     {"a: &a [x,x]\nb: &b [*a,*a]\n", billionLaughs(), workbook.FaultTooMany},
		"bytes as text":        {"title: \"\\t\"\n", "title: !!binary //79\n", workbook.FaultSyntax},
		"orders to a terminal": {"title: \"\\u00e9\"\n", "title: \"\\e[2J\"\n", workbook.FaultSyntax},
	} {
		for _, text := range []string{tc.within, tc.beyond} {
			path := filepath.Join(t.TempDir(), "case.yaml")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, _, faults, err := ReadContentFile(path, c)
			refused := errors.Is(err, workbook.ErrTooLarge)
			for _, f := range faults {
				refused = refused || f.Code == tc.code
			}
			if refused != (text == tc.beyond) || err != nil && tc.code != "" {
				t.Errorf("%s: refused is %v with %v %v", name, refused, faults[:min(len(faults), 3)], err)
			}
			if len(faults) > MaxFaults {
				t.Errorf("%s: %d faults", name, len(faults))
			}
		}
	}
}

// billionLaughs is a list of which each entry stands for nine of the one before.
func billionLaughs() string {
	text := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		text += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c,", c-1), 9))
	}
	return text
}
