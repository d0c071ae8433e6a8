package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// changes are what newer versions of the case changed in its items, the latest version first.
func (w caseWriter) changes() caseContent {
	content := caseContent{intro: w.text("case.changes.intro"), by: w.text("case.changes.by")}
	steps := w.desk.view().Records.Steps()
	for _, s := range steps {
		group := strconv.Itoa(s.Version)
		of := caseGroup{group, w.text("case.changes.version", "Version", s.Version), w.desk.words.CaseStep(s)}
		if len(steps) > 1 {
			content.groups = append(content.groups, of)
		} else { // nothing to choose between
			content.cards = append(content.cards, caseCard{write: of.heading})
		}
		card := func(id string, write func() fyne.CanvasObject) {
			content.cards = append(content.cards, caseCard{
				id: group + "/" + id, group: group, lands: []string{id}, write: func(*casePart) fyne.CanvasObject { return write() },
			})
		}
		switch {
		case s.Unknown:
			card("", func() fyne.CanvasObject { return prose(w.text("case-step.unknown", "From", s.From)) })
		case s.Empty():
			card("", func() fyne.CanvasObject { return prose(w.text("case-step.same")) })
		}
		for _, c := range s.Changed {
			card(c.Item.ID, func() fyne.CanvasObject { return w.changedItem(c) })
		}
		for _, a := range s.Added {
			card(a.ID, func() fyne.CanvasObject { return w.wholeItem("case-step.added", a) })
		}
		for _, a := range s.Withdrawn {
			card(a.ID, func() fyne.CanvasObject { return w.wholeItem("case-step.withdrawn", a) })
		}
	}
	return content
}

// itemHead is what became of an item, its title and its checklist, with a way to its answer.
func (w caseWriter) itemHead(key string, a workbook.AskedItem) fyne.CanvasObject {
	head := kit.Column(kit.Grid/2, kit.Heading(a.Title), kit.Small(dotted(w.text(key), w.desk.words.PartValue(workbook.PartChecklist, string(a.Checklist)))))
	if !w.desk.hasItem(a.ID) {
		return head
	}
	words := "case.changes.answer"
	if key == "case-step.added" {
		words = "case.items.answer"
	}
	answer := kit.LinkButton(w.text(words), nil, func() { w.desk.goTo(place{screen: checklistsScreen, item: a.ID}) })
	answer.Keys = w.keys
	return kit.Column(0, head, kit.Inset(0, -kit.Grid/2, container.NewHBox(answer)))
}

// hasItem reports whether Checklists has an item to show: one of the case, or a withdrawn one
// that the chosen school has something on.
func (d *desk) hasItem(id string) bool {
	_, ok := d.theCase.Item(id)
	return ok || slices.ContainsFunc(d.withdrawn(), func(x workbook.WithdrawnItem) bool { return x.ID == id })
}

// changedItem shows the parts of an item that changed, before and now side by side.
func (w caseWriter) changedItem(c workbook.ItemChange) fyne.CanvasObject {
	card := kit.Column(1.25*kit.Grid, w.itemHead("case-step.changed", c.Item))
	for _, p := range c.Parts {
		part := w.text("item-part." + p.Part)
		card.Add(kit.Cells(5*kit.Grid, 640, []float32{1, 1},
			titled(w.text("case.changes.before", "Part", part), prose(w.desk.words.PartValue(p.Part, p.Old))),
			titled(w.text("case.changes.now", "Part", part), prose(w.desk.words.PartValue(p.Part, p.New)))))
	}
	return card
}

// wholeItem shows all words of an item that came in or went.
func (w caseWriter) wholeItem(key string, a workbook.AskedItem) fyne.CanvasObject {
	return kit.Column(1.25*kit.Grid, w.itemHead(key, a), kit.Cells(5*kit.Grid, 640, []float32{1, 1},
		titled(w.text("answer.shows"), prose(a.Shows)), titled(w.text("answer.ask"), prose(a.Ask))))
}

// changesKey says what the part on changes shows; another key, and it is written anew.
func (d *desk) changesKey() string {
	if d.session == nil || len(d.view().Records) < 2 {
		return ""
	}
	v := d.view()
	ids := []string{v.School.ID}
	for _, x := range d.withdrawn() {
		ids = append(ids, x.ID)
	}
	return fmt.Sprint(len(v.Records), " ", strings.Join(ids, " "))
}

// tellCarried says after opening that the workbook went to a newer version of the case, and what
// that changed.
func (d *desk) tellCarried() {
	steps := d.view().Records.Steps()
	if d.book.Carried() == 0 || len(steps) == 0 {
		return
	}
	s := steps[0]
	lines := kit.Column(kit.Grid, kit.Body(d.text("case.carried.all-kept", "From", d.book.Carried())))
	if s.Unknown {
		lines.Add(kit.Body(d.text("case-step.unknown", "From", s.From)))
	}
	for _, c := range []struct {
		key   string
		count int
	}{{"case.carried.added", len(s.Added)}, {"case.carried.changed", len(s.Changed)}, {"case.carried.withdrawn", len(s.Withdrawn)}} {
		if c.count > 0 {
			lines.Add(kit.Body("• " + d.text(c.key, "Count", c.count)))
		}
	}
	d.showModal(d.text("case.carried", "Version", s.Version), scrolled(lines), 520, 320,
		answerButton{text: d.text("case.changes.show"), then: func() { d.goTo(place{screen: caseScreen, part: partChanges}) }},
		answerButton{text: d.text("app.close")})
}
