package app

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"forethought/app/kit"
	"forethought/workbook"
)

// caseWriter writes the record as cards; its files are named for the parts.
type caseWriter struct {
	desk *desk
	keys kit.Keys
}

func (w caseWriter) text(key string, args ...any) string { return w.desk.text(key, args...) }

// goTo is what a link within the record does.
func (w caseWriter) goTo(part, id string) func() {
	return func() { w.desk.goTo(place{screen: caseScreen, part: part, id: id}) }
}

// link is a link in the size of a hint.
func (w caseWriter) link(text string, act func()) *kit.Button {
	b := kit.SmallLink(text, nil, act)
	b.Keys = w.keys
	return b
}

// prose is running text in lines that can be read.
func prose(text string) *fyne.Container { return kit.Widest(readingWidth, kit.Body(text)) }

// titled is a passage with its label above.
func titled(label string, passage ...fyne.CanvasObject) *fyne.Container {
	return kit.Column(kit.Grid/2, append([]fyne.CanvasObject{kit.Section(label)}, passage...)...)
}

// basis says in a word what a statement rests on.
func (w caseWriter) basis(b workbook.Basis) *kit.Pill {
	word := w.text("basis." + string(b))
	pill := kit.WordPill(workbook.NotNecessary, word)
	pill.SetWord(workbook.NotNecessary, word) // takes the status's sign off
	return pill
}

// citation is the number of a source, which leads to it.
func (w caseWriter) citation(n int) *kit.Button {
	s := w.desk.theCase.Sources[n-1]
	b := w.link(fmt.Sprintf("[%d]", n), w.goTo(partSources, s.ID))
	b.Label = fmt.Sprintf("[%d] %s", n, s.Title)
	return b
}

// citations are the sources behind a statement on one line: [1] [3].
func (w caseWriter) citations(evidence []workbook.Evidence, before ...fyne.CanvasObject) *fyne.Container {
	for _, n := range w.desk.theCase.Citations(evidence) {
		before = append(before, w.citation(n))
	}
	return kit.Flow(kit.Grid/2, before...)
}

// flush lets a link's words, which stand inside its focus ring, begin where text begins.
func flush(o fyne.CanvasObject) *fyne.Container { return kit.Inset(0, -2, o) }

// sections are the sources behind a statement with where in them it stands, a line each.
func (w caseWriter) sections(evidence []workbook.Evidence) *fyne.Container {
	c := w.desk.theCase
	lines := kit.Column(kit.Grid / 4)
	for _, n := range c.Citations(evidence) {
		var sections []string
		for _, e := range evidence {
			if c.SourceNumber(e.Source) == n && !slices.Contains(sections, e.Section) {
				sections = append(sections, e.Section)
			}
		}
		lines.Add(flush(kit.Lead(kit.Grid/2, w.citation(n), kit.Inset(1, 0, kit.Small(strings.Join(sections, "; "))))))
	}
	return lines
}

// itemLinks lead to items as the case puts them, after some words.
func (w caseWriter) itemLinks(words string, ids []string) *fyne.Container {
	links := kit.Flow(kit.Grid)
	for _, id := range ids {
		if it, ok := w.desk.theCase.Item(id); ok {
			links.Add(w.link(it.Title, w.goTo(partItems, id)))
		}
	}
	label := kit.NewText(words, kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Whole: true})
	line := kit.Lead(kit.Grid, kit.Inset(1, 0, label), links)
	line.Hidden = len(links.Objects) == 0
	return line
}

// languageName is a language's name in the window's language.
func (w caseWriter) languageName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	names := display.Languages(language.Make(w.desk.words.Code()))
	if names == nil || names.Name(tag) == "" {
		return code
	}
	return names.Name(tag)
}
