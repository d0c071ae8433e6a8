package app

import (
	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// figures sets every value on which the sources differ beside who gives it. No value
// looks different from another: none is picked.
func (w caseWriter) figures() caseContent {
	content := caseContent{intro: w.text("case.figures.intro")}
	for _, f := range w.desk.theCase.Figures {
		content.cards = append(content.cards, caseCard{id: f.ID, write: func(*casePart) fyne.CanvasObject { return w.figure(f) }})
	}
	return content
}

func (w caseWriter) figure(f workbook.Figure) fyne.CanvasObject {
	row := func(cells ...fyne.CanvasObject) *fyne.Container {
		return kit.Inset(0.75*kit.Grid, 0, kit.Cells(3*kit.Grid, 0, []float32{9, 8, 9}, cells...))
	}
	table := kit.Column(0, row(kit.Section(w.text("case.figures.value")), kit.Section(w.text("case.figures.given-by")), kit.Section(w.text("case.figures.source"))))
	for _, v := range f.Values {
		table.Add(kit.Line())
		table.Add(row(kit.Body(v.Value), kit.Body(v.GivenBy), kit.Inset(2, 0, w.sections(v.Evidence))))
	}
	return kit.Column(kit.Grid, kit.Heading(f.Title), prose(f.Note), table)
}
