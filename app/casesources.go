package app

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// sources are the documents behind the numbers in brackets.
func (w caseWriter) sources() caseContent {
	content := caseContent{intro: w.text("case.sources.intro")}
	for i, s := range w.desk.theCase.Sources {
		content.cards = append(content.cards, caseCard{id: s.ID, write: func(*casePart) fyne.CanvasObject { return w.source(i+1, s) }})
	}
	return content
}

func (w caseWriter) source(n int, s workbook.Source) fyne.CanvasObject {
	date := w.text("case.sources.undated")
	if s.Date != "" {
		date = w.desk.words.When(s.Date)
	}
	facts := kit.Column(kit.Grid / 2)
	fact := func(label, value string) {
		facts.Add(kit.Cells(2*kit.Grid, 0, []float32{2, 5}, kit.NewText(label, kit.Style{Color: kit.ColorMuted}), kit.Body(value)))
	}
	fact(w.text("case.sources.publisher"), s.Publisher)
	fact(w.text("case.sources.kind"), w.text("source-kind."+string(s.Kind)))
	fact(w.text("case.sources.date"), date)
	fact(w.text("case.sources.language"), w.languageName(s.Language))
	fact(w.text("case.sources.used"), w.text("case.sources.statements", "Count", resting(w.desk.theCase, s.ID)))
	return kit.Column(kit.Grid,
		kit.Heading(fmt.Sprintf("[%d] %s", n, s.Title)),
		kit.Cells(5*kit.Grid, 640, []float32{1, 1}, prose(s.Note), facts))
}

// resting counts the statements of a case that rest on a source, wholly or in part.
func resting(c *workbook.Case, source string) int {
	n := 0
	count := func(evidence []workbook.Evidence) {
		if slices.ContainsFunc(evidence, func(e workbook.Evidence) bool { return e.Source == source }) {
			n++
		}
	}
	for _, s := range c.Summary {
		count(s.Evidence)
	}
	for _, f := range c.Facts {
		count(f.Evidence)
	}
	for _, e := range c.Timeline {
		count(e.Evidence)
	}
	for _, f := range c.Figures {
		for _, v := range f.Values {
			count(v.Evidence)
		}
	}
	for _, it := range c.Items {
		count(it.Evidence)
	}
	for _, q := range c.OpenQuestions {
		count(q.Evidence)
	}
	return n
}
