package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// errHelpShown ends the reading of a command line that asks for help.
var errHelpShown = errors.New("help shown")

// helpFlag prints the help of whatever verb stands beside it. The library's own help has
// English built in; this one has all of its words from the language.
type helpFlag bool

// IgnoreDefault keeps the help of the program apart from that of its default verb.
func (helpFlag) IgnoreDefault() {}

// BeforeReset is called before anything else is looked at, so that help is given for a
// line that is not complete.
func (helpFlag) BeforeReset(line *kong.Context, env *Env) error {
	p := page{env: env}
	if verb := line.Selected(); verb == nil {
		p.program(line.Model.Node)
	} else {
		p.verb(verb)
	}
	fmt.Fprint(env.Stdout, p.text.String())
	return errHelpShown
}

const (
	pageWidth   = 80
	firstColumn = 28
)

// page is a page of help being written.
type page struct {
	env  *Env
	text strings.Builder
}

// program writes the overview.
func (p *page) program(n *kong.Node) {
	p.wrapped(n.Help)
	p.heading("cli.heading.usage")
	p.usage("[" + p.env.Words.Text("cli.place.file") + "]")
	p.usage(p.env.Words.Text("cli.place.verb") + " ...")
	p.verbs(n)
	p.options(n)
	p.text.WriteString("\n")
	p.wrapped(p.env.Words.Text("cli.help.more", "Program", program))
}

// verb writes the help of a verb, or of a group of them.
func (p *page) verb(n *kong.Node) {
	p.wrapped(n.Help)
	p.heading("cli.heading.usage")
	p.usage(p.line(n))
	if n.Detail != "" {
		p.text.WriteString("\n")
		p.wrapped(p.env.Words.Text(n.Detail))
	}
	p.verbs(n)
	if len(n.Positional) > 0 {
		p.heading("cli.heading.arguments")
		for _, a := range n.Positional {
			p.row(p.place(a), a.Help)
		}
	}
	p.options(n)
}

func (p *page) heading(key string) {
	p.text.WriteString("\n" + p.env.Words.Text(key) + "\n")
}

func (p *page) usage(rest string) { p.text.WriteString("  " + program + " " + rest + "\n") }

// line is how a verb is written: its name, what it must have and what it may have.
func (p *page) line(n *kong.Node) string {
	words := []string{}
	if !n.Hidden {
		words = append(words, n.Path())
	}
	if len(n.Children) > 0 {
		words = append(words, p.env.Words.Text("cli.place.verb"))
	}
	for _, a := range n.Positional {
		words = append(words, p.argument(a))
	}
	optional := false
	for _, f := range n.Flags {
		if f.Required {
			words = append(words, "--"+f.Name+" "+f.PlaceHolder)
		} else {
			optional = true
		}
	}
	if optional {
		words = append(words, "["+p.env.Words.Text("cli.place.options")+"]")
	}
	return strings.Join(words, " ")
}

// place is the word that stands for an argument in the help.
func (p *page) place(v *kong.Value) string { return place(p.env.Words, v.Tag.PlaceHolder) }

// argument is an argument as it is written, in brackets where it may be left out.
func (p *page) argument(v *kong.Value) string {
	if v.Required {
		return p.place(v)
	}
	return "[" + p.place(v) + "]"
}

func (p *page) option(f *kong.Flag) string {
	name := "--" + f.Name
	if f.Short != 0 {
		name = "-" + string(f.Short) + ", " + name
	}
	if f.IsBool() {
		return name
	}
	return name + " " + f.PlaceHolder
}

func (p *page) verbs(n *kong.Node) {
	verbs := n.Leaves(true)
	if len(verbs) == 0 {
		return
	}
	p.heading("cli.heading.verbs")
	for _, v := range verbs {
		words := []string{v.Path()}
		for _, a := range v.Positional {
			words = append(words, p.argument(a))
		}
		p.row(strings.Join(words, " "), v.Help)
	}
}

// refuser is a verb that takes some options only to refuse them in words of its own.
type refuser interface{ refuses() []string }

// options lists a verb's own options, then those of the program; not those that it refuses.
func (p *page) options(n *kong.Node) {
	p.heading("cli.heading.options")
	var refused []string
	if n.Target.CanAddr() {
		if v, ok := n.Target.Addr().Interface().(refuser); ok {
			refused = v.refuses()
		}
	}
	groups := n.AllFlags(true)
	slices.Reverse(groups)
	for _, group := range groups {
		for _, f := range group {
			if slices.Contains(refused, f.Name) {
				continue
			}
			help := f.Help
			if f.HasDefault && f.Default != "" {
				help += " " + p.env.Words.Text("cli.help.default", "Value", f.Default)
			}
			p.row(p.option(f), help)
		}
	}
}

// row writes a name and what it means beside it, or below where the name is long.
func (p *page) row(name, meaning string) {
	width := utf8.RuneCountInString(name)
	p.text.WriteString("  " + name)
	if width > firstColumn-4 {
		p.text.WriteString("\n")
		width = -2
	}
	for i, line := range wrap(meaning, pageWidth-firstColumn) {
		indent := firstColumn
		if i == 0 {
			indent -= width + 2
		}
		p.text.WriteString(strings.Repeat(" ", indent) + line + "\n")
	}
}

func (p *page) wrapped(text string) {
	for _, line := range wrap(text, pageWidth) {
		p.text.WriteString(line + "\n")
	}
}

// wrap breaks text at blanks into lines of at most so many characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line+" "+word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
