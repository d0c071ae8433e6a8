package app

import (
	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// open is what the record itself says is still missing. It stays visibly open.
func (w caseWriter) open() caseContent {
	content := caseContent{intro: w.text("case.open.intro")}
	for _, q := range w.desk.theCase.OpenQuestions {
		content.cards = append(content.cards, caseCard{id: q.ID, write: func(*casePart) fyne.CanvasObject { return w.question(q) }})
	}
	return content
}

func (w caseWriter) question(q workbook.OpenQuestion) fyne.CanvasObject {
	about := w.text("case.open.whole-case")
	if q.Checklist != "" {
		about = w.text("checklist." + string(q.Checklist))
	}
	head := kit.Column(kit.Grid/2,
		kit.Row(kit.Heading(q.Title), kit.StatusPill(workbook.NotAssessed, w.text("case.open.still"))),
		kit.Small(about))
	missing := titled(w.text("case.open.missing"), prose(q.Missing), w.sections(q.Evidence))
	meanwhile := titled(w.text("case.open.meanwhile"), prose(q.Meanwhile), w.itemLinks(w.text("case.open.related"), q.Related))
	return kit.Column(1.25*kit.Grid, head, kit.Cells(5*kit.Grid, 640, []float32{1, 1}, missing, meanwhile))
}
