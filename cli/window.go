package cli

import (
	"os"
	"path/filepath"
	"strings"

	"forethought/storage"
	"forethought/workbook"
)

// windowVerb opens the window. It is what happens when no verb is given, so that a double
// click on a workbook works.
type windowVerb struct {
	File string `arg:"" optional:"" placeholder:"FILE" help:"cli.window.file"`
}

// Run returns when the window is closed.
func (v *windowVerb) Run(env *Env) error {
	if v.File != "" {
		if _, err := os.Stat(v.File); err != nil {
			if looksLikeVerb(v.File) {
				return wrongUsage("cli.usage.neither", "Value", v.File)
			}
			return &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: v.File, Err: err}
		}
	}
	if !env.HasDisplay() {
		return Say("cli.no-display", "Command", program+" sample "+"."+string(filepath.Separator)+"out")
	}
	return env.OpenWindow(v.File)
}

// doubleClicked is what a line without a verb means that nobody typed, without the grammar,
// which takes a while.
func doubleClicked(args []string) (v *windowVerb, ok bool) {
	switch {
	case len(args) == 0:
		return &windowVerb{}, true
	case len(args) == 1 && !strings.HasPrefix(args[0], "-") && strings.EqualFold(filepath.Ext(args[0]), storage.Extension):
		return &windowVerb{File: args[0]}, true
	}
	return nil, false
}

// looksLikeVerb tells a slip in a verb from the name of a file that is not there.
func looksLikeVerb(word string) bool {
	return word != "" && !strings.HasPrefix(word, "-") && !strings.ContainsAny(word, `./\:`)
}
