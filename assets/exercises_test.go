package assets

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"
)

func builtInLibrary(t *testing.T) *workbook.ExerciseLibrary {
	t.Helper()
	l, err := LoadExerciseLibrary(BuiltInCase)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestTheBuiltInExerciseLibraryIsSound(t *testing.T) {
	_, l, faults := readContent([]byte(libraryText(t)), builtIn(t))
	if l == nil {
		t.Error("it is not read as a library")
	}
	for _, f := range faults {
		t.Error(f)
	}
	if _, err := LoadExerciseLibrary("another-case"); err == nil {
		t.Error("a case without a library gets one")
	}
}

func TestTheBuiltInExerciseLibraryHasEnoughToDraftFrom(t *testing.T) {
	l := builtInLibrary(t)
	injects, questions := map[workbook.Theme]int{}, map[workbook.Theme]int{}
	types, parts, asked := map[workbook.InjectType]int{}, map[workbook.Part]int{}, map[workbook.Part]int{}
	for _, in := range l.Injects {
		injects[in.Theme]++
		types[in.Type]++
		parts[in.Part]++
	}
	for _, q := range l.Questions {
		questions[q.Theme]++
		asked[q.Part]++
	}
	atLeast := func(what string, got, want int) {
		if got < want {
			t.Errorf("%d %s, want at least %d", got, what, want)
		}
	}
	atLeast("injects", len(l.Injects), 28)
	atLeast("questions", len(l.Questions), 34)
	atLeast("objectives", len(l.Objectives), 8)
	atLeast("injects off the timeline", len(l.Injects)-types[workbook.Standard], 6)
	for _, theme := range workbook.Themes() {
		atLeast("injects about "+string(theme), injects[theme], 3)
		atLeast("questions about "+string(theme), questions[theme], 3)
	}
	for _, typ := range workbook.InjectTypes() {
		atLeast("injects of type "+string(typ), types[typ], 2)
	}
	for _, part := range workbook.Parts() {
		atLeast("injects in "+string(part), parts[part], 8)
		atLeast("questions in "+string(part), asked[part], 10)
	}
	for _, o := range l.Objectives {
		n := 0
		for _, in := range l.Injects {
			if slices.Contains(in.Objectives, o.ID) {
				n++
			}
		}
		atLeast("injects for "+o.ID, n, 2)
		for _, part := range workbook.Parts() { // so that it can be discussed before, during and after
			if !slices.ContainsFunc(l.Questions, func(q workbook.QuestionTemplate) bool {
				return q.Part == part && slices.Contains(q.Objectives, o.ID)
			}) {
				t.Errorf("no question about %s in %s", o.ID, part)
			}
		}
		if len(o.Targets) != 2 {
			t.Errorf("%s has %d capability targets, want 2", o.ID, len(o.Targets))
		}
	}
}

// TestEveryGapCanBeTriedOut: whatever a school's gaps are, there is an objective, an inject and
// a question for each, and what tries an objective out is about the objective's own items.
func TestEveryGapCanBeTriedOut(t *testing.T) {
	l := builtInLibrary(t)
	ofObjective := map[string][]string{}
	tried, played, discussed := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, o := range l.Objectives {
		ofObjective[o.ID] = o.Items
		for _, id := range o.Items {
			tried[id] = true
		}
	}
	about := func(id string, objectives, items []string, seen map[string]bool) {
		for _, item := range items {
			seen[item] = true
			if !slices.ContainsFunc(objectives, func(o string) bool { return slices.Contains(ofObjective[o], item) }) {
				t.Errorf("%s is about %s, which none of its objectives tries out", id, item)
			}
		}
	}
	for _, in := range l.Injects {
		about(in.ID, in.Objectives, in.Items, played)
	}
	for _, q := range l.Questions {
		about(q.ID, q.Objectives, q.Items, discussed)
	}
	for _, it := range builtIn(t).Items {
		if !tried[it.ID] || !played[it.ID] || !discussed[it.ID] {
			t.Errorf("%s: an objective %v, an inject %v, a question %v", it.ID, tried[it.ID], played[it.ID], discussed[it.ID])
		}
	}
}

func TestEveryAnchorOfTheExerciseLibraryStandsInItsSource(t *testing.T) {
	l, walk := builtInLibrary(t), anchorWalk(t, builtIn(t))
	for _, in := range l.Injects {
		walk(in.ID, in.Evidence)
	}
	for _, q := range l.Questions {
		walk(q.ID, q.Evidence)
	}
}

// playerTexts are the texts that players read or hear, by where they stand.
func playerTexts(l *workbook.ExerciseLibrary) map[string]string {
	texts := map[string]string{
		"title": l.Title, "purpose": l.Purpose, "scope": l.Scope, "threat": l.Threat, "scenario": l.Scenario,
	}
	for _, m := range l.Modules {
		texts[string(m.Part)+" title"], texts[string(m.Part)+" text"] = m.Title, m.Text
	}
	for _, o := range l.Objectives {
		texts[o.ID+" title"], texts[o.ID+" text"] = o.Title, o.Text
	}
	for _, in := range l.Injects {
		texts[in.ID], texts[in.ID+" from"], texts[in.ID+" to"], texts[in.ID+" mode"] = in.Text, in.From, in.To, in.Mode
	}
	for _, q := range l.Questions {
		texts[q.ID] = q.Text
	}
	return texts
}

// staffTexts are the texts that only those who run the exercise read.
func staffTexts(l *workbook.ExerciseLibrary) map[string]string {
	texts := map[string]string{}
	for _, o := range l.Objectives {
		for i, target := range o.Targets {
			texts[fmt.Sprintf("%s target %d", o.ID, i)] = target.Text + " " + strings.Join(target.Tasks, " ")
		}
	}
	for _, in := range l.Injects {
		texts[in.ID+" expected"] = in.Expected
	}
	for _, q := range l.Questions {
		texts[q.ID+" points"] = q.Points
	}
	return texts
}

// notForExercises are words that tell of weapons, of harm in a way that hurts to hear, or of
// the day from an attacker's side. The story knows of an armed threat nearby and no more.
var notForExercises = regexp.MustCompile(`(?i)\b(` + strings.Join([]string{
	`guns?`, `gun(man|men|fire|shots?)`, `rifles?`, `pistols?`, `firearms?`, `weapons?`, `ammunition`, `bullets?`,
	`knife|knives`, `bomb(s|ed|ing|er)?`, `explo(de|ded|des|sion|sions|sive|sives)`, `devices?`, `grenades?`, `rockets?`,
	`mines?|mined`, `shoot(s|er|ers|ing)?`, `shots?`, `fires? (at|on)`, `blasts?`, `stab(bed|bing)?`,
	`kill(s|ed|er|ing)?`, `dead`, `deaths?`, `die[ds]?`, `dying`, `fatal(ity|ities)?`, `corpses?`, `bod(y|ies)`, `blood(y)?`,
	`bleed(s|ing)?`, `wound(s|ed)?`, `scream(s|ed|ing)?`, `burn(s|ed|t|ing)?`, `casualt(y|ies)`, `victims?`, `massacre`, `murder(s|ed)?`,
	`attackers?`, `terror(ist|ists|ism)?`, `militants?`, `hostages?`, `captors?`, `perpetrators?`, `intruders?`, `assail\w+`,
	`suspects?`, `storm(ed|ing)?`, `assault(s|ed)?`, `execut(e|ed|ion)`, `demands?`, `ransom`, `targets? of`, `siege`, `Beslan`,
}, "|") + `)\b`)

func TestNothingInAnExerciseTellsOfWeaponsOrHarm(t *testing.T) {
	l := builtInLibrary(t)
	for _, texts := range []map[string]string{playerTexts(l), staffTexts(l)} {
		for where, text := range texts {
			if found := notForExercises.FindString(text); found != "" {
				t.Errorf("%s: %q does not belong into an exercise: %s", where, found, text)
			}
		}
	}
	// Who is out there is never told, only that the police report an armed threat.
	armed := regexp.MustCompile(`(?i)\barmed\b`)
	threat := regexp.MustCompile(`(?i)\barmed threat\b`)
	for where, text := range playerTexts(l) {
		if len(armed.FindAllString(text, -1)) != len(threat.FindAllString(text, -1)) {
			t.Errorf("%s tells more than of an armed threat: %s", where, text)
		}
	}
}

func TestTextsOfAnExerciseReadWellAtASchoolThatHasNothingEntered(t *testing.T) {
	l := builtInLibrary(t)
	texts := playerTexts(l)
	for where, text := range staffTexts(l) {
		texts[where] = text
	}
	sentence := regexp.MustCompile(`(^|[.?!]”? )“?[a-z]`)
	for where, text := range texts {
		set := workbook.SetAt(text, workbook.Setting{School: "Hill School"})
		if strings.ContainsAny(set, "{}|") || strings.Contains(set, "  ") || strings.TrimSpace(set) != set {
			t.Errorf("%s: %q", where, set)
		}
		if sentence.MatchString(set) && !strings.HasSuffix(where, " mode") {
			t.Errorf("%s: a sentence begins with a small letter: %q", where, set)
		}
	}
}

func libraryText(t *testing.T) string {
	t.Helper()
	return string(mustRead(libraryName(BuiltInCase)))
}

func TestEachFaultOfAnExerciseLibraryNamesItsLineAndField(t *testing.T) {
	for _, tc := range []struct{ name, old, new, code, path string }{
		{"another case", "case: beslan-2004", "case: another", workbook.FaultOtherCase, "case"},
		{"an unknown key", "    share: 30\n", "    share: 30\n    weight: 3\n", workbook.FaultUnknownField, "modules[0].weight"},
		{"shares that are too much", "    share: 30\n", "    share: 40\n", workbook.FaultShares, "modules"},
		{"modules out of order", "  - part: warning\n", "  - part: recovery\n", workbook.FaultOrder, "modules[0].part"},
		{"a story that goes back", `story: "09:15"`, `story: "07:15"`, workbook.FaultOrder, "modules[1].story"},
		{"no time of day", `story: "09:15"`, `story: "9.15"`, workbook.FaultForm, "modules[1].story"},
		{"a place without words", "{event|the opening ceremony}", "{event}", workbook.FaultPlace, "scenario"},
		{"an unknown place", "{event|the opening ceremony}", "{street|the road}", workbook.FaultPlace, "scenario"},
		{"an unknown contact", "{contact:police|", "{contact:mayor|", workbook.FaultPlace, "modules[0].text"},
		{"an open brace", "guests at {school}: {event", "guests at {school: {event", workbook.FaultPlace, "scenario"},
		{"a title that is too long", `"Act on a warning in time"`, `"Act on a warning in time or even before"`, workbook.FaultTooLong, "objectives[0].title"},
		{"an unknown capability", "capability: planning", "capability: bravery", workbook.FaultUnknown, ".capability"},
		{"an item that is not there", "[ind-devices-inside-building]", "[ind-none]", workbook.FaultDangling, ".items[0]"},
		{"an objective that is not there", "objectives: [obj-hold-for-hours]", "objectives: [obj-none]", workbook.FaultDangling, ".objectives[0]"},
		{"an id used twice", "- id: inj-first-officer", "- id: inj-two-instructions", workbook.FaultDuplicate, ".id"},
		{"an inject after the next module has begun", "    after: 72\n", "    after: 99\n", workbook.FaultForm, ".after"},
		{"an unknown type", "    type: contingency\n", "    type: rumor\n", workbook.FaultUnknown, ".type"},
		{"a source that is not there", "- source: dossier", "- source: hearsay", workbook.FaultDangling, ".source"},
		{"a text in two paragraphs", "The first staff are at", "The\n\n      first staff are at", workbook.FaultForm, "modules[0].text"},
		{"an empty text", `title: "Event day tabletop"`, `title: ""`, workbook.FaultMissing, "title"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := libraryText(t)
			if !strings.Contains(text, tc.old) {
				t.Fatalf("the library has no %q to edit", tc.old)
			}
			_, _, faults := readContent([]byte(strings.Replace(text, tc.old, tc.new, 1)), builtIn(t))
			for _, f := range faults {
				if f.Code == tc.code && strings.Contains(f.Path, tc.path) {
					if f.Line == 0 {
						t.Errorf("fault without its line: %v", f)
					}
					return
				}
			}
			t.Errorf("no %s fault in %q among %v", tc.code, tc.path, faults)
		})
	}
}

func TestAnObjectiveThatNothingTriesOutIsAFault(t *testing.T) {
	c, l := builtIn(t), builtInLibrary(t)
	l.Objectives[0].ID = "obj-lonely"
	faults := l.Check(c)
	if !slices.ContainsFunc(faults, func(f workbook.Fault) bool { return f.Code == workbook.FaultUntried && f.Path == "objectives[0].id" }) {
		t.Errorf("not among %v", faults)
	}
}
