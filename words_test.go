package main

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// builtPrefixes are the beginnings of keys that the code completes while it runs, with a
// word of the vocabulary, a month, the kind of a problem. Every other key stands whole in
// the code.
var builtPrefixes = []string{
	"action-status.",
	"actions.bulk.",
	"actions.column.",
	"actions.facet.",
	"actions.filter.",
	"agenda-part.",
	"agenda.",
	"annex.",
	"audience.",
	"basis.",
	"board.ask.",
	"capability.",
	"certificate.as.",
	"change.added.",
	"change.many.",
	"change.removed.",
	"checklist.",
	"checklists.filter.",
	"cli.place.",
	"cli.report.contains.",
	"component.",
	"district.any.",
	"district.by.",
	"district.sort.",
	"element.",
	"entity.",
	"exdoc.role-does.",
	"exdoc.role.",
	"exercise-role.",
	"exercise-state.",
	"exercise.after.",
	"exercise.contact.",
	"exercise.design.",
	"exercise.document-for.",
	"exercise.document-holds.",
	"exercise.document.",
	"exercise.lacks.",
	"exercise.part.",
	"exercise.plan.column.",
	"exercise.rating.",
	"exercise.run.kind.",
	"exercise.run.none.",
	"fault.",
	"feedback-form.",
	"feedback.",
	"field.",
	"form.field.",
	"form.meaning.",
	"import.",
	"import.heads.",
	"import.words.",
	"inject-type.",
	"happening.",
	"item-part.",
	"layer.",
	"left-out.",
	"level.",
	"magnitude.",
	"merge.here.",
	"merge.kind.",
	"merge.present.",
	"merge.side.",
	"merge.why.",
	"mission.",
	"month-short.",
	"month.",
	"msel.column.",
	"observation.",
	"overview.count.",
	"paper.",
	"passphrase.weak.",
	"phase.",
	"priority.",
	"probability.",
	"problem.",
	"proposal.",
	"rating-means.",
	"rating.",
	"register.column.",
	"report.file-for.",
	"report.handling.",
	"report.kind-for.",
	"report.kind-more.",
	"report.kind.",
	"review.pile.",
	"review.state.",
	"screen.",
	"search.field.",
	"search.kind.",
	"search.of.",
	"source-kind.",
	"srp.",
	"status.",
	"step.",
	"takeout.",
	"team.filter.",
}

// wordCalls are the names under which the code asks for words.
var wordCalls = []string{"Text", "text", "t", "say", "Has"}

var (
	keyForm    = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$`)
	prefixForm = regexp.MustCompile(`^[a-z][a-z0-9-]*\.([a-z0-9-]+\.)*$`)
	storeForm  = regexp.MustCompile(`^(Set)?(String|Bool|Int|Float)(List)?(WithFallback)?$`)
	fileForm   = regexp.MustCompile(`\.(json|png|sql|svg|ttf|yaml)$`)
	placeForm  = regexp.MustCompile(`\{\{.*?\}\}`)
	nameForm   = regexp.MustCompile(`\.([A-Z][A-Za-z]*)`)
)

// phrase is the text behind a key: one form, or one for each plural.
type phrase map[string]string

// places are the names that the text has places for.
func (p phrase) places() []string {
	var names []string
	for _, text := range p {
		for _, place := range placeForm.FindAllString(text, -1) {
			for _, m := range nameForm.FindAllStringSubmatch(place, -1) {
				names = append(names, m[1])
			}
		}
	}
	sort.Strings(names)
	return slices.Compact(names)
}

func (p phrase) plural() bool { return len(p) > 1 }

// readWords reads a language file: a key has a text, or a text for each plural form.
func readWords(t *testing.T, file string) map[string]phrase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	words := map[string]phrase{}
	for key, value := range raw {
		var text string
		var forms phrase
		switch {
		case json.Unmarshal(value, &text) == nil:
			words[key] = phrase{"other": text}
		case json.Unmarshal(value, &forms) == nil:
			words[key] = forms
		default:
			t.Fatalf("%s: %s is neither a text nor its plural forms", file, key)
		}
	}
	return words
}

func english(t *testing.T) map[string]phrase {
	return readWords(t, filepath.Join("assets", "lang", "en.json"))
}

// literals calls found with every string of the program's own code, tests aside.
func literals(t *testing.T, found func(f goFile, n ast.Node, value string)) {
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		settings := map[ast.Expr]bool{}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.CallExpr: // a setting's name is no key for words
				if method, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 && storeForm.MatchString(method.Sel.Name) {
					settings[n.Args[0]] = true
				}
			case *ast.Field: // the grammar of the command line has its keys in tags
				if n.Tag != nil {
					tag, _ := text(n.Tag)
					for _, name := range []string{"help", "default"} {
						found(f, n, reflect.StructTag(tag).Get(name))
					}
				}
			case *ast.BasicLit:
				if value, ok := text(n); ok && !settings[n] {
					found(f, n, value)
				}
			}
			return true
		})
	}
}

// text is the value of a string literal.
func text(e ast.Node) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return value, err == nil
}

// calls calls found with every call for words whose key stands whole in the code.
func calls(t *testing.T, found func(f goFile, call *ast.CallExpr, key string)) {
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				name = fun.Sel.Name
			}
			if key, ok := text(call.Args[0]); ok && slices.Contains(wordCalls, name) {
				found(f, call, key)
			}
			return true
		})
	}
}

func TestEveryKeyInTheCodeHasEnglishWords(t *testing.T) {
	words := english(t)
	asked := map[string]bool{}
	calls(t, func(f goFile, call *ast.CallExpr, key string) {
		asked[key] = true
		if _, ok := words[key]; !ok {
			t.Errorf("%s: there are no words for %q", f.at(call), key)
		}
	})
	if len(asked) < 100 {
		t.Errorf("found %d keys in the code: the names in wordCalls are not those the code uses", len(asked))
	}
	// A key that travels by another way, in a table or a constant, is known by its family.
	families := map[string]bool{}
	for key := range words {
		family, _, _ := strings.Cut(key, ".")
		families[family] = true
	}
	literals(t, func(f goFile, n ast.Node, value string) {
		family, _, _ := strings.Cut(value, ".")
		if _, ok := words[value]; ok || asked[value] || !families[family] || !keyForm.MatchString(value) || fileForm.MatchString(value) {
			return
		}
		t.Errorf("%s: there are no words for %q", f.at(n), value)
	})
}

func TestEveryEnglishPhraseIsUsed(t *testing.T) {
	words := english(t)
	used, built := map[string]bool{}, map[string]bool{}
	literals(t, func(_ goFile, _ ast.Node, value string) {
		used[value] = true
		if prefixForm.MatchString(value) {
			built[value] = true
		}
	})
	begun := func(prefix string) bool {
		for key := range words {
			if strings.HasPrefix(key, prefix) {
				return true
			}
		}
		return false
	}
	for _, prefix := range builtPrefixes {
		if !built[prefix] {
			t.Errorf("no code builds keys from %q: take it off the list", prefix)
		}
		if !begun(prefix) {
			t.Errorf("no key begins with %q", prefix)
		}
	}
	for key := range words {
		byPrefix := slices.ContainsFunc(builtPrefixes, func(p string) bool { return strings.HasPrefix(key, p) })
		if !used[key] && !byPrefix {
			t.Errorf("nothing in the code uses %q", key)
		}
	}
}

func TestWordsGetWhatTheyHavePlacesFor(t *testing.T) {
	words := english(t)
	calls(t, func(f goFile, call *ast.CallExpr, key string) {
		phrase, ok := words[key]
		if !ok || call.Ellipsis.IsValid() {
			return
		}
		var given []string
		for _, arg := range call.Args[1:] {
			if name, ok := text(arg); ok {
				given = append(given, name)
			}
		}
		for _, name := range phrase.places() {
			if !slices.Contains(given, name) {
				t.Errorf("%s: %q has a place for %s, and none is given", f.at(call), key, name)
			}
		}
		if phrase.plural() && !slices.Contains(given, "Count") {
			t.Errorf("%s: %q has plural forms, and no Count is given", f.at(call), key)
		}
	})
}

func TestEveryLanguageSaysNoMoreThanEnglish(t *testing.T) {
	words := english(t)
	files, err := filepath.Glob(filepath.Join("assets", "lang", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("found no languages: %v", err)
	}
	for _, file := range files {
		for key, phrase := range readWords(t, file) {
			ours, ok := words[key]
			if !ok {
				t.Errorf("%s: %q is not a key of English", file, key)
				continue
			}
			for form, text := range phrase {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: %q has no words for %s", file, key, form)
				}
			}
			for _, name := range phrase.places() {
				if !slices.Contains(ours.places(), name) {
					t.Errorf("%s: %q has a place for %s that English does not have", file, key, name)
				}
			}
		}
	}
}
