package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// sentence is an error that has its own words: a key and what goes into its places.
type sentence struct {
	key   string
	args  []any
	usage bool // the command line was wrong, so help is offered
}

func (s *sentence) Error() string { return s.key + fmt.Sprint(s.args...) }

// Say makes an error that is told in the words of a key, with names and values for its places.
func Say(key string, args ...any) error { return &sentence{key: key, args: args} }

// wrongUsage is Say for a command line that is wrong.
func wrongUsage(key string, args ...any) error {
	return &sentence{key: key, args: args, usage: true}
}

// complain tells a person what went wrong and returns the exit code.
func (e *Env) complain(err error) int {
	var s *sentence
	text, wayOn, code := "", "", CouldNot
	switch {
	case errors.As(err, &s):
		text = e.Words.Text(s.key, s.args...)
		if s.usage {
			code = WrongUsage
			wayOn = e.Words.Text("cli.usage.way-on", "Program", program)
		}
	case errors.Is(err, context.Canceled):
		text = e.Words.Text("cli.stopped")
	default:
		text, wayOn = e.Words.Explain(err)
	}
	if wayOn != "" {
		text += " " + wayOn
	}
	fmt.Fprintln(e.Stderr, text)
	return code
}

// The command line library words its errors in English; they are recognized by their
// beginning and said in our words. One that is not known is passed on as it is.
var parseErrors = []struct {
	form *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean .*)?$`), "cli.usage.unknown-option"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean .*)?$`), "cli.usage.unexpected"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "cli.usage.missing-option"},
	{regexp.MustCompile(`^expected "(<.+>)(?: \.\.\.)?"$`), "cli.usage.missing-argument"},
	{regexp.MustCompile(`^expected (?:one of )?(".+)$`), missingVerb},
	{regexp.MustCompile(`^(-\S+): expected .+ value but got`), "cli.usage.missing-value"},
}

// misuse turns an error of the command line library into a sentence. A slip in a verb is
// read by the library as the name of a workbook, so it is looked for first.
func (e *Env) misuse(args []string, err error) error {
	var wrong *kong.ParseError
	if !errors.As(err, &wrong) {
		return err
	}
	if len(args) > 1 && opensWindow(wrong.Context) && looksLikeVerb(args[0]) {
		return wrongUsage("cli.usage.neither", "Value", args[0])
	}
	text := err.Error()
	for _, known := range parseErrors {
		if m := known.form.FindStringSubmatch(text); m != nil {
			if group := wrong.Context.Selected(); known.key == missingVerb && group != nil {
				return wrongUsage(known.key, "Value", verbsOf(group))
			}
			return wrongUsage(known.key, "Value", e.plainly(m[1]))
		}
	}
	return wrongUsage("cli.usage.other", "Error", text)
}

// emptyValue refuses a file or a folder that is given as nothing, as scripts do where a name
// of theirs is not set. What may be left out may be empty, and so may words to search for.
func (e *Env) emptyValue(line *kong.Context) error {
	for _, part := range line.Path {
		switch {
		case part.Positional != nil && part.Positional.Required && part.Positional.Name != "words" && holdsEmpty(part.Positional.Target):
			return wrongUsage("cli.usage.missing-argument", "Value", e.plainly(strings.TrimSuffix(part.Positional.Summary(), " ...")))
		case part.Flag != nil && part.Flag.Required && holdsEmpty(part.Flag.Target):
			return wrongUsage("cli.usage.missing-option", "Value", "--"+part.Flag.Name+" "+part.Flag.FormatPlaceHolder())
		}
	}
	return nil
}

func holdsEmpty(value reflect.Value) bool {
	switch v := value.Interface().(type) {
	case string:
		return strings.TrimSpace(v) == ""
	case []string:
		return slices.ContainsFunc(v, func(s string) bool { return strings.TrimSpace(s) == "" })
	}
	return false
}

// maxLine is how long a name or a mark on every page may be.
const maxLine = 200

// oneShortLine refuses a text that would not fit where an option's text is printed.
func oneShortLine(option, text string) error {
	if utf8.RuneCountInString(text) > maxLine || strings.ContainsAny(strings.TrimSpace(text), "\r\n") {
		return wrongUsage("cli.usage.too-long", "Value", option, "Count", maxLine)
	}
	return nil
}

// missingVerb is the sentence for a line that stops before its verb.
const missingVerb = "cli.usage.missing-verb"

// verbsOf names the verbs of a group, all of them; the library's own list stops after five.
func verbsOf(group *kong.Node) string {
	var names []string
	for _, v := range group.Children {
		if !v.Hidden {
			names = append(names, v.Name)
		}
	}
	return strings.Join(names, ", ")
}

var angled = regexp.MustCompile(`<([a-z-]+)>`)

// plainly takes the library's punctuation off names: "<file>" is FILE, as in the help.
func (e *Env) plainly(names string) string {
	names = strings.NewReplacer(`"`, "", "=", " ").Replace(names)
	return angled.ReplaceAllStringFunc(names, func(name string) string {
		name = strings.ToUpper(strings.Trim(name, "<>"))
		return cmp.Or(place(e.Words, name), place(e.Words, strings.TrimSuffix(name, "S")), name) // one is enough of several
	})
}
