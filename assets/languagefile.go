package assets

import (
	"bytes"
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
	var texts map[string]json.RawMessage
	if err := json.Unmarshal(data, &texts); err != nil {
		return bad("", err)
	}
	var messages []*i18n.Message
	for key, text := range texts {
		m := &i18n.Message{ID: key}
		var err error
		if bytes.HasPrefix(text, []byte("{")) {
			in := json.NewDecoder(bytes.NewReader(text))
			in.DisallowUnknownFields()
			var forms struct{ Zero, One, Two, Few, Many, Other string }
			err = in.Decode(&forms)
			m.Zero, m.One, m.Two, m.Few, m.Many, m.Other = forms.Zero, forms.One, forms.Two, forms.Few, forms.Many, forms.Other
		} else {
			err = json.Unmarshal(text, &m.Other)
		}
		if err == nil && m.Other == "" {
			err = errors.New("no text")
		}
		for _, form := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
			err = errors.Join(err, plainTemplate(form))
		}
		if err != nil {
			return bad(key, err)
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// plainTemplate refuses a text that is more than words with places {{.Name}} and conditions
// {{if .Name}} or {{if eq .Name "x"}}: loops and calls of one another could run for ever.
func plainTemplate(text string) error {
	if !strings.Contains(text, "{{") {
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

func plainList(list *syntax.ListNode, depth int) error {
	if list == nil {
		return nil
	}
	if depth > maxTextDepth {
		return errors.New("conditions lie too deep in one another")
	}
	for _, n := range list.Nodes {
		err := fmt.Errorf("%s is not allowed", workbook.Shorten(n.String(), 60))
		switch n := n.(type) {
		case *syntax.TextNode, *syntax.CommentNode:
			err = nil
		case *syntax.ActionNode:
			if field(n.Pipe) {
				err = nil
			}
		case *syntax.IfNode:
			if field(n.Pipe) || isEqual(n.Pipe) {
				err = errors.Join(plainList(n.List, depth+1), plainList(n.ElseList, depth+1))
			}
		}
		if err != nil {
			return err
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
