package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/storage"
	"forethought/workbook"
)

// answerPane shows one item with the school's answer to it. It is built once; fill puts
// another item in.
type answerPane struct {
	desk *desk
	keys kit.Keys
	item workbook.Item
	seen string // school, item: what is shown; another one scrolls to the top

	title, count, basis, shows, ask *kit.Text
	tags, sources                   *fyne.Container
	status                          map[workbook.Status]*kit.StatusButton
	reason, owner, reviewer         *kit.Field
	note                            *noteBox
	reasonBox                       *fyne.Container
	probability, magnitude          *kit.Choice
	override                        *kit.Choice
	priorityHint                    *kit.Text
	target, reviewed                *kit.DateField
	zones, actions, measures        *fyne.Container
	zonesBox                        *fyne.Container
	evidence                        *evidenceBox
	doubt                           *doubtCard
	version                         *versionCard
	measuresBox                     *fyne.Container
	related, relatedBox, history    *fyne.Container
	historyBox                      *fyne.Container
	closer                          *kit.Button // shows the history with what stood before
	past                            string      // the answer whose whole history is shown
	toPast                          bool        // the history is to come into view once it is there
	scroll                          *container.Scroll
	body                            *fyne.Container
}

func newAnswerPane(d *desk, keys kit.Keys) *answerPane {
	p := &answerPane{desk: d, keys: keys, status: map[workbook.Status]*kit.StatusButton{}}
	p.layout()
	return p
}

func (p *answerPane) layout() {
	d := p.desk
	p.title, p.count = kit.Heading(""), kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Whole: true})
	p.basis, p.shows, p.ask = kit.Section(""), kit.Body(""), kit.Body("")
	p.tags, p.sources = kit.Flow(kit.Grid), kit.Flow(kit.Grid/2)
	buttons := kit.Flow(kit.Grid)
	for i, s := range workbook.Statuses()[:4] {
		b := kit.NewStatusButton(s, d.text("status."+string(s)), string(rune('1'+i)), func() { p.setStatus(s) })
		b.Keys = p.keys
		p.status[s] = b
		buttons.Add(b)
	}
	p.reason = d.note("reason", func(text string) { p.edit(func(a *workbook.Answer) { a.Reason = text }) })
	p.reason.SetMinRowsVisible(2)
	p.reasonBox = kit.Labelled(d.text("answer.reason"), p.reason)
	p.probability = d.choice("probability", codesOf(workbook.Probabilities()), true, func(code string) {
		p.edit(func(a *workbook.Answer) { a.Probability = workbook.Probability(code) })
	})
	p.magnitude = d.choice("magnitude", codesOf(workbook.Magnitudes()), true, func(code string) {
		p.edit(func(a *workbook.Answer) { a.Magnitude = workbook.Magnitude(code) })
	})
	p.override = kit.NewChoice(append([]string{""}, codesOf(workbook.Priorities())...), p.priorityWord, func(code string) {
		p.edit(func(a *workbook.Answer) { a.Override = workbook.Priority(code) })
	})
	p.priorityHint = kit.Small("")
	p.note = d.newNoteBox("answer.note", "note", func(text string) { p.edit(func(a *workbook.Answer) { a.Note = text }) })
	p.owner = d.person(func(name string) { p.edit(func(a *workbook.Answer) { a.Owner = name }) })
	p.target = d.dateField("answer.target", func(day workbook.Date) { p.edit(func(a *workbook.Answer) { a.Target = day }) })
	p.reviewer = d.person(func(name string) { p.edit(func(a *workbook.Answer) { a.ReviewedBy = name }) })
	p.reviewed = d.dateField("answer.reviewed-on", func(day workbook.Date) {
		p.edit(func(a *workbook.Answer) { a.ReviewedOn = day })
	})
	p.zones, p.actions, p.measures = kit.Flow(kit.Grid), kit.Column(kit.Grid), kit.Column(kit.Grid)
	p.zonesBox = kit.Column(kit.Grid/2, kit.Small(d.text("answer.zones")), p.zones)
	p.related, p.history = kit.Flow(kit.Grid), kit.Column(kit.Grid/2)
	p.relatedBox = kit.Column(kit.Grid, kit.Section(d.text("answer.related")), p.related)

	p.closer = kit.LinkButton(d.text("answer.history-closer"), nil, func() {
		d.showPastOf(workbook.AnswerID(d.view().School.ID, p.item.ID))
	})
	p.closer.Keys = p.keys
	p.historyBox = kit.Column(kit.Grid, kit.Row(kit.Section(d.text("answer.history")), p.closer), p.history)

	p.doubt, p.version = newDoubtCard(d, p), newVersionCard(d, p)
	p.measuresBox = kit.Column(kit.Grid, kit.Section(d.text("answer.measures")), p.measures)
	p.evidence = newEvidenceBox(d, p.keys, func() { p.body.Refresh() })
	add := kit.LinkButton(d.text("action.add"), theme.ContentAddIcon(), p.onAddAction)
	add.Keys = p.keys
	reviewNow := kit.LinkButton(d.text("answer.review-now"), theme.ConfirmIcon(), p.onReviewed)
	p.body = kit.Column(2.25*kit.Grid, p.version.box, p.doubt.box,
		kit.Column(1.25*kit.Grid, container.NewBorder(nil, nil, nil, kit.Inset(3, 0, p.count), p.title), p.tags),
		kit.Column(kit.Grid/2, p.basis, p.shows, p.sources),
		kit.Column(kit.Grid/2, kit.Section(d.text("answer.ask")), p.ask),
		kit.Column(kit.Grid, kit.Section(d.text("answer.status")), buttons, p.reasonBox),
		kit.Column(kit.Grid/2, kit.Columns(2*kit.Grid, 150,
			kit.Labelled(d.text("answer.probability"), p.probability),
			kit.Labelled(d.text("answer.magnitude"), p.magnitude),
			kit.Labelled(d.text("answer.priority"), p.override)), p.priorityHint),
		p.note.object(),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("answer.owner"), p.owner), p.target.Object()),
		p.zonesBox,
		p.evidence.object(),
		kit.Column(kit.Grid, kit.Row(kit.Section(d.text("answer.actions")), add), p.actions),
		p.measuresBox,
		kit.Column(kit.Grid, kit.Row(kit.Section(d.text("answer.review")), reviewNow),
			kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("answer.reviewed-by"), p.reviewer), p.reviewed.Object())),
		p.relatedBox,
		p.historyBox,
	)
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, p.body))
}

func (p *answerPane) object() fyne.CanvasObject { return p.scroll }

// clear shows nothing, as when a filter leaves no item.
func (p *answerPane) clear() {
	p.item, p.seen = workbook.Item{}, ""
	p.scroll.Hide()
}

// fill shows an item and its answer, with its number on a list. What is being typed stays where it is in the window while
// the same answer is filled in anew, as when somebody else has changed it.
func (p *answerPane) fill(it workbook.Item, list workbook.Checklist, number, of int) {
	if p.seen != p.desk.view().School.ID+"/"+it.ID {
		p.put(it, list, number, of)
		return
	}
	kit.Steady(p.scroll, func() { p.put(it, list, number, of) })
}

func (p *answerPane) put(it workbook.Item, list workbook.Checklist, number, of int) {
	d := p.desk
	v := d.view()
	a := v.Answer(it.ID)
	p.item = it
	p.scroll.Show()
	p.title.Set(it.Title)
	p.count.Set(d.text("checklists.count", "Checklist", d.text("checklist."+string(list)+".short"), "Number", number, "Total", of))
	basis := ""
	if it.Basis != "" { // a withdrawn item has its words and nothing else
		basis = d.text("basis." + string(it.Basis))
	}
	p.basis.Set(dotted(d.text("answer.shows"), basis))
	p.shows.Set(it.Shows)
	p.ask.Set(it.Ask)
	for s, b := range p.status {
		b.SetChosen(a.Status == s)
	}
	p.reasonBox.Hidden = a.Status != workbook.NotNecessary
	p.reason.Put(a.Reason)
	p.probability.Put(string(a.Probability))
	p.magnitude.Put(string(a.Magnitude))
	p.override.Put(string(a.Override))
	p.priorityHint.Set(p.priorityReason(a))
	p.priorityHint.Hidden = p.priorityHint.Text() == ""
	p.note.put(a.Note)
	p.owner.Put(a.Owner)
	p.target.Field.About(a.ID())
	p.reviewed.Field.About(a.ID())
	p.target.Put(a.Target)
	p.reviewer.Put(a.ReviewedBy)
	p.reviewed.Put(a.ReviewedOn)
	p.version.fill(a)
	p.doubt.fill(v.Disproofs[a.Disproved])
	p.fillZones(a)
	p.evidence.fill(it.ID)
	p.fillActions()
	if seen := v.School.ID + "/" + it.ID; seen != p.seen {
		p.seen = seen
		p.fillItem()
		p.scroll.ScrollToTop()
	}
	p.fillHistory()
	p.body.Refresh()
}

// fillItem shows what belongs to the item and not to its answer.
func (p *answerPane) fillItem() {
	d, it := p.desk, p.item
	p.tags.RemoveAll()
	var tags []string
	if it.Mission != "" {
		tags = []string{d.text("mission." + string(it.Mission)), d.text("layer." + string(it.Layer))}
	}
	for _, x := range it.Annexes {
		tags = append(tags, d.text("answer.eop", "Annex", d.text("annex."+string(x))))
	}
	var components []string
	for _, x := range it.Components {
		components = append(components, d.text("component."+string(x)))
	}
	if len(components) > 0 {
		tags = append(tags, d.text("answer.pass", "Components", strings.Join(components, ", ")))
	}
	for _, x := range it.SRP {
		tags = append(tags, d.text("answer.srp", "Action", d.text("srp."+string(x))))
	}
	for _, t := range tags {
		p.tags.Add(kit.Tag(t))
	}
	d.cite(p.sources, it.Evidence)
	p.measures.RemoveAll()
	_, asked := d.theCase.Item(it.ID)
	p.measuresBox.Hidden = !asked
	for _, m := range it.Measures {
		words := kit.Column(0, kit.Body(m.Text), kit.Small(d.text("element."+string(m.Element))))
		take := kit.OutlineButton(d.text("answer.take"), nil, func() { p.addAction(m.Text, m.Element) })
		take.Keys = p.keys
		p.measures.Add(kit.Row(words, take))
	}
	d.offerItems(p.related, it.Related)
	p.relatedBox.Hidden = len(p.related.Objects) == 0
}

func (p *answerPane) fillZones(a workbook.Answer) {
	p.zones.RemoveAll()
	on := map[string]bool{}
	for _, id := range a.Zones {
		on[id] = true
	}
	for _, z := range p.desk.view().School.Zones {
		chip := kit.NewChip(z.Label(), func() { p.toggleZone(z.ID) })
		chip.Keys = p.keys
		chip.SetOn(on[z.ID])
		p.zones.Add(chip)
	}
	p.zonesBox.Hidden = len(p.zones.Objects) == 0
}

func (p *answerPane) toggleZone(id string) {
	p.edit(func(a *workbook.Answer) {
		var zones []string
		for _, z := range a.Zones {
			if z != id {
				zones = append(zones, z)
			}
		}
		if len(zones) == len(a.Zones) {
			zones = append(zones, id)
		}
		a.Zones = zones
	})
}

func (p *answerPane) fillActions() {
	d := p.desk
	v := d.view()
	p.actions.RemoveAll()
	for _, a := range workbook.ServingItem(v.Actions, v.School.ID, p.item.ID) {
		p.actions.Add(d.actionCard(a))
	}
	if len(p.actions.Objects) == 0 {
		p.actions.Add(kit.Small(d.text("answer.no-actions")))
	}
}

// How many batches of an answer's history are shown: the last ones, and as far back as can be
// read where a search has led there.
const (
	shownHistory = 12
	wholeHistory = 200
)

// wantPast brings the history of the chosen school's answer to an item into view once it is
// read, and more of it than usual.
func (p *answerPane) wantPast(itemID string) {
	p.past, p.toPast = workbook.AnswerID(p.desk.view().School.ID, itemID), true
}

// fillHistory asks for who changed this answer and when.
func (p *answerPane) fillHistory() {
	d := p.desk
	id := workbook.AnswerID(d.view().School.ID, p.item.ID)
	b, limit := d.book, shownHistory
	if id == p.past {
		limit = wholeHistory
	}
	session.Ask(d.session, context.Background(), func(ctx context.Context) ([]workbook.Batch, error) {
		return b.History(ctx, storage.HistoryFilter{Entity: workbook.AnswerEntity, ID: id, Limit: limit})
	}, func(batches []workbook.Batch, err error) {
		if d.session == nil || id != workbook.AnswerID(d.view().School.ID, p.item.ID) {
			return // the person has gone on
		}
		if err != nil {
			batches = nil // the file is busy or closing; the next change asks again
		}
		p.history.RemoveAll()
		for _, line := range d.historyLines(batches) {
			p.history.Add(kit.Small(line))
		}
		p.closer.Hidden = len(p.history.Objects) == 0
		if p.closer.Hidden {
			p.history.Add(kit.Small(d.text("answer.no-history")))
		}
		p.body.Refresh()
		if p.toPast && id == p.past {
			p.toPast = false
			p.scroll.Refresh() // it is longer by the history
			kit.Reveal(p.historyBox)
		}
	})
}

// historyLines says who changed what to what and when, a line a change.
func (d *desk) historyLines(batches []workbook.Batch) []string {
	var lines []string
	for _, b := range batches {
		for _, c := range b.Changes {
			who := b.Author.Name
			if who == "" {
				who = d.text("history.someone")
			}
			lines = append(lines, d.text("history.line",
				"When", b.At.Local().Format("2006-01-02 15:04"), "Who", who,
				"Field", d.words.Field(c.Entity, c.Field), "Value", workbook.Shorten(strings.Join(strings.Fields(d.valueWord(c.Entity, c.Field, c.New)), " "), 80)))
		}
	}
	return lines
}

// valueWord is a field's value as a person reads it.
func (d *desk) valueWord(e workbook.Entity, field, value string) string {
	return d.words.Value(e, field, value, d.nameOfID)
}

// nameOfID is what a school, a zone of the chosen school, a module or an objective of the
// open exercise or an item is called, empty for what is not known.
func (d *desk) nameOfID(id string) string {
	v := d.view()
	if i := slices.IndexFunc(v.Schools, func(s workbook.School) bool { return s.ID == id }); i >= 0 {
		return v.Schools[i].Name
	}
	if i := slices.IndexFunc(v.School.Zones, func(z workbook.Zone) bool { return z.ID == id }); i >= 0 {
		return v.School.Zones[i].Label()
	}
	if m, ok := v.Exercise.Module(id); ok {
		return m.Title
	}
	if o, ok := v.Exercise.Objective(id); ok {
		return o.Title
	}
	if x, ok := v.Disproofs[id]; ok {
		return x.Objective.Title
	}
	title, _ := d.itemTitle(id)
	return title
}

// edit changes the answer that is shown.
func (p *answerPane) edit(change func(*workbook.Answer)) {
	if p.item.ID == "" {
		return
	}
	from := p.desk.view().Answer(p.item.ID)
	to := from
	change(&to)
	p.desk.do(workbook.LookedAgain(workbook.EditAnswer(from, to), p.desk.view().Reworded, func(string) workbook.Answer { return from })...)
}

func (p *answerPane) setStatus(s workbook.Status) {
	from := p.desk.view().Answer(p.item.ID)
	if from.Status == s { // the same key again takes the answer back
		s = workbook.NotAssessed
	}
	p.edit(func(a *workbook.Answer) { a.Status = s })
	if s == workbook.NotNecessary && from.Reason == "" && p.desk.session != nil && !p.desk.session.ReadOnly() {
		p.desk.window.Canvas().Focus(p.reason)
	}
}

func (p *answerPane) onReviewed() {
	p.edit(func(a *workbook.Answer) {
		a.ReviewedOn = p.desk.today()
		if name := p.desk.session.Author().Name; name != "" {
			a.ReviewedBy = name
		}
	})
}

func (p *answerPane) onAddAction() { p.addAction("", "") }

// addAction opens the form for a new action on this item.
func (p *answerPane) addAction(title string, element workbook.CapabilityElement) {
	v := p.desk.view()
	a := v.Answer(p.item.ID)
	p.desk.newAction(workbook.Action{
		Title: title, Element: element, Status: workbook.ToDo, Owner: a.Owner, Target: a.Target,
		Schools: []string{v.School.ID}, Items: []string{p.item.ID},
	})
}

// priorityWord names a choice of priority; none set by hand means that the matrix decides.
func (p *answerPane) priorityWord(code string) string {
	d := p.desk
	if code != "" {
		return d.text("priority." + code)
	}
	a := workbook.BlankAnswer("", "")
	if d.session != nil {
		a = d.view().Answer(p.item.ID)
	}
	if m := workbook.RiskPriority(a.Probability, a.Magnitude); m != "" {
		return d.text("answer.from-matrix", "Priority", d.text("priority."+string(m)))
	}
	return d.text("answer.no-priority")
}

func (p *answerPane) priorityReason(a workbook.Answer) string {
	d := p.desk
	matrix := workbook.RiskPriority(a.Probability, a.Magnitude)
	switch {
	case a.Override != "" && matrix != "" && a.Override != matrix:
		return d.text("answer.overridden", "Matrix", d.text("priority."+string(matrix)))
	case a.Override == "" && matrix == "":
		return d.text("answer.rate-both")
	}
	return ""
}
