package app

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// items are the checklists as the case reads them, before any school has answered.
func (w caseWriter) items() caseContent {
	content := caseContent{intro: w.text("case.bases"), by: w.text("case.items.by")}
	for _, l := range workbook.Checklists() {
		content.groups = append(content.groups, caseGroup{string(l), w.text("checklist." + string(l) + ".short"), w.text("checklist." + string(l))})
	}
	for _, it := range w.desk.theCase.Items {
		content.cards = append(content.cards, caseCard{id: it.ID, group: string(it.Checklist), write: func(*casePart) fyne.CanvasObject {
			return w.item(it)
		}})
	}
	return content
}

func (w caseWriter) item(it workbook.Item) fyne.CanvasObject {
	head := kit.Column(kit.Grid/2, kit.Heading(it.Title))
	if from := w.addedFrom(it); from != "" {
		head.Add(kit.Small(from))
	}
	answer := kit.LinkButton(w.text("case.items.answer"), nil, func() { w.desk.goTo(place{screen: checklistsScreen, item: it.ID}) })
	answer.Keys = w.keys
	shows := titled(w.text("answer.shows")+" · "+w.text("basis."+string(it.Basis)), prose(it.Shows), w.sections(it.Evidence))
	ask := titled(w.text("answer.ask"), prose(it.Ask), kit.Inset(0, -kit.Grid/2, container.NewHBox(answer)))
	return kit.Column(1.25*kit.Grid, head, kit.Cells(5*kit.Grid, 640, []float32{1, 1}, shows, ask))
}

// addedFrom says which sources an item was added from, where it is not the dossier's own.
func (w caseWriter) addedFrom(it workbook.Item) string {
	var from []string
	for _, id := range it.AddedFrom {
		if n := w.desk.theCase.SourceNumber(id); n > 0 {
			kind := w.text("source-kind." + string(w.desk.theCase.Sources[n-1].Kind))
			from = append(from, fmt.Sprintf("[%d] %s", n, kind))
		}
	}
	if len(from) == 0 {
		return ""
	}
	return w.text("case.items.added-from", "Sources", strings.Join(from, ", "))
}
