package cli

import (
	"cmp"
	"strings"

	"github.com/alecthomas/kong"

	"forethought/assets"
)

// speak puts words in the place of the keys that the grammar's tags hold. The library could
// do so itself, but it goes through all words anew for each option.
func speak(w *assets.Language, grammar kong.Visitable) error {
	say := func(key *string) {
		if strings.Contains(*key, ".") {
			*key = w.Text(*key, "Kinds", documentCodes())
		}
	}
	return kong.Visit(grammar, func(part kong.Visitable, next kong.Next) error {
		switch part := part.(type) {
		case *kong.Node:
			say(&part.Help)
		case *kong.Value:
			say(&part.Help)
			say(&part.Default)
			if part.Flag != nil {
				part.Flag.PlaceHolder = cmp.Or(place(w, part.Flag.PlaceHolder), part.Flag.PlaceHolder)
			}
		}
		return next(nil)
	})
}

// place is the word for what a person puts in place of a name of the grammar, such as FILE;
// empty for what has none.
func place(w *assets.Language, name string) string {
	key := "cli.place." + strings.ReplaceAll(strings.ToLower(name), "_", "-")
	if name == "" || strings.ContainsAny(name, "|:") || !w.Has(key) {
		return ""
	}
	return w.Text(key)
}
