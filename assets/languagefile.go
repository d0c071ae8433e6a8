package assets

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	syntax "text/template/parse"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"forethought/workbook"
)

// What a language file may have at most; English has a tenth of it.
const (
	MaxLanguageBytes = 2 << 20
	maxTextDepth     = 4 // of conditions in one another
)

// readMessages reads a language file: an object with a text for each key, or with the forms
// of a text by number (one, other, and what else the language has).
func readMessages(data []byte, name string) ([]*i18n.Message, error) {
	bad := func(key string, err error) ([]*i18n.Message, error) {
		return nil, &workbook.Problem{Kind: workbook.ErrFaulty, File: name, Place: workbook.Shorten(key, 120), Err: err}
	}
	if len(data) > MaxLanguageBytes {
		return nil, &workbook.Problem{Kind: workbook.ErrTooLarge, File: name, Value: strconv.Itoa(MaxLanguageBytes >> 20)}
	}
	if !utf8.Valid(data) {
		return bad("", errors.New("not UTF-8"))
	}
	var texts map[string]any
	if err := json.Unmarshal(data, &texts); err != nil {
		return bad("", err)
	}
	messages := make([]*i18n.Message, 0, len(texts))
	for key, text := range texts {
		m := &i18n.Message{ID: key}
		forms, several := text.(map[string]any)
		if !several {
			forms = map[string]any{"other": text}
		}
		for form, text := range forms {
			words, ok := text.(string)
			if !ok {
				return bad(key, fmt.Errorf("not a text but %T", text))
			}
			at := formOf(m, form)
			if at == nil {
				return bad(key, fmt.Errorf("no form is called %q", form))
			}
			if err := plainTemplate(words); err != nil {
				return bad(key, err)
			}
			*at = words
		}
		if m.Other == "" {
			return bad(key, errors.New("no text"))
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// formOf is where a message holds its text for a form of number, or nil.
func formOf(m *i18n.Message, form string) *string {
	switch form {
	case "zero":
		return &m.Zero
	case "one":
		return &m.One
	case "two":
		return &m.Two
	case "few":
		return &m.Few
	case "many":
		return &m.Many
	case "other":
		return &m.Other
	}
	return nil
}

// plainTemplate refuses a text that is more than words with places {{.Name}} and conditions
// {{if .Name}} or {{if eq .Name "x"}}: loops and calls of one another could run for ever.
func plainTemplate(text string) error {
	if onlyNames(text) {
		return nil
	}
	trees, err := syntax.Parse("text", text, "", "", map[string]any{"eq": true})
	if err != nil {
		return err
	}
	if len(trees) != 1 || trees["text"] == nil {
		return errors.New("it defines other texts")
	}
	return plainList(trees["text"].Root, 0)
}

// onlyNames says of most texts that they are words with places {{.Name}} and nothing else,
// without the work of parsing them.
func onlyNames(text string) bool {
	for {
		_, rest, more := strings.Cut(text, "{{")
		if !more {
			return true
		}
		place, after, closed := strings.Cut(rest, "}}")
		name, isName := strings.CutPrefix(place, ".")
		if !closed || !isName || name == "" || strings.Trim(name, letters) != "" {
			return false
		}
		text = after
	}
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func plainList(list *syntax.ListNode, depth int) error {
	if list == nil {
		return nil
	}
	if depth > maxTextDepth {
		return errors.New("conditions lie too deep in one another")
	}
	for _, n := range list.Nodes {
		allowed := false
		switch n := n.(type) {
		case *syntax.TextNode, *syntax.CommentNode:
			allowed = true
		case *syntax.ActionNode:
			allowed = field(n.Pipe)
		case *syntax.IfNode:
			if allowed = field(n.Pipe) || isEqual(n.Pipe); allowed {
				if err := errors.Join(plainList(n.List, depth+1), plainList(n.ElseList, depth+1)); err != nil {
					return err
				}
			}
		}
		if !allowed {
			return fmt.Errorf("%s is not allowed", workbook.Shorten(n.String(), 60))
		}
	}
	return nil
}

// field says whether a place is a name alone.
func field(p *syntax.PipeNode) bool {
	if len(p.Cmds) != 1 || len(p.Decl) > 0 || len(p.Cmds[0].Args) != 1 {
		return false
	}
	return isField(p.Cmds[0].Args[0])
}

func isField(n syntax.Node) bool {
	f, ok := n.(*syntax.FieldNode)
	return ok && len(f.Ident) == 1
}

// isEqual says whether a condition compares a name with a text.
func isEqual(p *syntax.PipeNode) bool {
	if len(p.Cmds) != 1 || len(p.Decl) > 0 || len(p.Cmds[0].Args) != 3 {
		return false
	}
	args := p.Cmds[0].Args
	name, ok := args[0].(*syntax.IdentifierNode)
	_, text := args[2].(*syntax.StringNode)
	return ok && name.Ident == "eq" && isField(args[1]) && text
}
