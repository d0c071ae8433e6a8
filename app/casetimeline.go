package app

import (
	"strings"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// timeline is what happened when, phase by phase. Phases may overlap in time, so each is
// kept together.
func (w caseWriter) timeline() caseContent {
	content := caseContent{intro: w.text("case.bases"), by: w.text("case.timeline.by")}
	for _, ph := range workbook.Phases() {
		name := w.text("phase." + string(ph))
		content.groups = append(content.groups, caseGroup{string(ph), name, name})
	}
	for _, e := range w.desk.theCase.Timeline {
		content.cards = append(content.cards, caseCard{id: e.ID, group: string(e.Phase), write: func(*casePart) fyne.CanvasObject {
			return w.event(e)
		}})
	}
	return content
}

func (w caseWriter) event(e workbook.TimelineEvent) fyne.CanvasObject {
	when := kit.NewText(w.when(e), kit.Style{Bold: true})
	under := kit.Column(kit.Grid/2, w.citations(e.Evidence, w.basis(e.Basis)), w.itemLinks(w.text("case.event.items"), e.Items))
	return kit.Cells(3*kit.Grid, 560, []float32{1, 4}, when, kit.Column(0.75*kit.Grid, prose(e.Text), under))
}

// when is an event's time as exactly as the record knows it.
func (w caseWriter) when(e workbook.TimelineEvent) string {
	words := w.desk.words
	day, start, timed := strings.Cut(e.When, " ")
	lastDay, clock, ends := strings.Cut(e.Until, " ")
	text := words.When(e.When)
	switch {
	case e.Approx && timed:
		text = w.text("case.when.about-clock", "Day", words.When(day), "Clock", start)
	case e.Approx:
		text = w.text("case.when.about", "When", text)
	}
	switch {
	case e.Until == "":
		return text
	case lastDay == day && timed && !ends: // to some time of the same day
		return w.text("case.when.on", "When", text)
	case lastDay == day && ends:
		return w.text("case.when.to", "From", text, "Until", clock)
	}
	return w.text("case.when.to", "From", text, "Until", words.When(e.Until))
}
