package app

import (
	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// summary is the case in a few paragraphs, with the facts at a glance beside them.
func (w caseWriter) summary() caseContent {
	card := caseCard{write: w.writeSummary}
	for _, f := range w.desk.theCase.Facts {
		card.lands = append(card.lands, f.ID)
	}
	return caseContent{cards: []caseCard{card}}
}

func (w caseWriter) writeSummary(p *casePart) fyne.CanvasObject {
	c := w.desk.theCase
	words := kit.Column(2*kit.Grid, kit.Heading(w.text("case.what-happened")))
	for _, s := range c.Summary {
		words.Add(kit.Column(kit.Grid/4, kit.Widest(readingWidth, kit.Body(s.Text)), flush(w.citations(s.Evidence))))
	}
	facts := kit.Column(0)
	for _, f := range c.Facts {
		facts.Add(kit.Line())
		facts.Add(kit.Inset(0, -kit.Grid, p.markable(f.ID, w.fact(f)))) // the mark stands out beside the text
	}
	glance := kit.Column(1.25*kit.Grid, kit.Heading(w.text("case.at-a-glance")), facts)
	return kit.Cells(5*kit.Grid, 640, []float32{1, 1}, words, glance)
}

func (w caseWriter) fact(f workbook.Fact) fyne.CanvasObject {
	label := kit.NewText(f.Label, kit.Style{Color: kit.ColorMuted})
	return kit.Inset(kit.Grid, kit.Grid, kit.Cells(2*kit.Grid, 0, []float32{6, 13, 6}, label, kit.Body(f.Value), w.citations(f.Evidence)))
}
