package app

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/storage"
	"forethought/workbook"
)

// pastStep is how many steps of the history are read at a time.
const pastStep = 100

// past is the history of the whole workbook in a dialog: who changed what and when, of one
// school or of all, by one author or by all. Any value that stood before can be put back.
type past struct {
	desk   *desk
	school string // empty for all
	author string // empty for all
	answer string // the id of the one answer that it is about, empty for the whole workbook

	asked   int // questions, so that a late answer to an old one is dropped
	lines   []workbook.PastLine
	names   workbook.Names
	oldest  int64 // the last step that was read
	authors []string
	at      int             // the line that the person is on
	back    workbook.Change // what putting back would do; no field for nothing

	modal            *modal
	ofSchool, by     *kit.Button
	rows             *kit.List
	older            *kit.Button
	below, list      *fyne.Container
	none             *kit.Text
	thing, who       *kit.Text
	before, now      *kit.Text
	beforeBox        *fyne.Container
	nowBox           *fyne.Container
	changed, comment *kit.Text
	restore          *kit.Button
	detail           *fyne.Container
	body             *container.Scroll
}

// pastPage is what one reading of the history brings.
type pastPage struct {
	batches []workbook.Batch
	names   workbook.Names
	authors []string
}

// showPast opens the history of the workbook.
func (d *desk) showPast() *past { return d.showPastOf("") }

// showPastOf opens the history of an answer, or of the workbook for none.
func (d *desk) showPastOf(answer string) *past {
	p := &past{desk: d, answer: answer, at: -1, names: workbook.Names{Called: map[string]string{}, School: map[string]string{}}}
	p.ofSchool = kit.PickButton(d.text("past.all-schools"), p.onSchool)
	p.by = kit.PickButton(d.text("past.all-authors"), p.onAuthor)
	p.rows = kit.NewList(func() int { return len(p.lines) }, p.newRow, p.updateRow, p.onRow)
	p.older = kit.LinkButton(d.text("past.older"), nil, func() { p.read(p.oldest) })
	p.none = kit.Small(d.text("past.none"))
	p.below = container.NewHBox(p.older)
	p.list = container.NewBorder(nil, p.below, nil, nil,
		container.NewStack(p.rows, kit.Inset(2*kit.Grid, 2*kit.Grid, container.NewVBox(p.none))))
	head := kit.Column(kit.Grid, kit.Flow(kit.Grid, p.ofSchool, p.by))
	if answer == "" { // what is no edit of anybody's
		for _, s := range d.view().Records.Steps() {
			head.Add(kit.Small(d.words.CaseStep(s)))
		}
	}
	body := kit.Under(head, kit.Split(0.55, 300, 420, kit.Card(kit.Clip(p.list)), kit.Card(kit.Clip(p.layoutDetail()))))
	title := d.text("past.title")
	if answer != "" {
		p.ofSchool.Hidden, title = true, d.text("past.title-of-answer")
	}
	p.modal = d.showModal(title, body, 1120, 680, answerButton{text: d.text("app.close")})
	p.ofSchool.Keys, p.by.Keys, p.older.Keys, p.rows.Keys, p.restore.Keys = p.modal, p.modal, p.modal, p.modal, p.modal
	p.fill()
	p.read(0)
	d.window.Canvas().Focus(p.rows)
	return p
}

func (p *past) layoutDetail() fyne.CanvasObject {
	d := p.desk
	p.thing, p.who = kit.Heading(""), kit.Small("")
	p.changed, p.comment = kit.Body(""), kit.Small("")
	p.before, p.now = kit.Body(""), kit.Body("")
	p.beforeBox = kit.Column(kit.Grid/2, kit.Section(d.text("past.before")), p.before)
	p.nowBox = kit.Column(kit.Grid/2, kit.Section(d.text("past.now")), p.now)
	p.restore = kit.OutlineButton(d.text("past.put-back"), nil, p.onRestore)
	p.detail = kit.Column(1.5*kit.Grid, kit.Column(kit.Grid/2, p.thing, p.who),
		p.beforeBox, kit.Column(kit.Grid/2, kit.Section(d.text("past.after")), p.changed), p.nowBox,
		container.NewHBox(p.restore), p.comment)
	p.body = container.NewVScroll(kit.Inset(2*kit.Grid, 2*kit.Grid, p.detail))
	return p.body
}

// read asks for steps of the history, those before one or the newest for 0.
func (p *past) read(before int64) {
	d, b := p.desk, p.desk.book
	p.asked++
	asked := p.asked
	f := storage.HistoryFilter{SchoolID: p.school, Author: p.author, BeforeSeq: before, Limit: pastStep}
	if p.answer != "" {
		f.Entity, f.ID = workbook.AnswerEntity, p.answer
	}
	session.Ask(d.session, context.Background(), func(ctx context.Context) (page pastPage, err error) {
		if page.batches, err = b.History(ctx, f); err != nil {
			return page, err
		}
		if page.names, err = b.Names(ctx, page.batches); err != nil {
			return page, err
		}
		page.authors, err = b.Authors(ctx)
		return page, err
	}, func(page pastPage, err error) {
		switch {
		case p.modal.closed || asked != p.asked || d.book != b:
		case err != nil:
			d.fail(err)
		default:
			p.take(page, before == 0)
		}
	})
}

// take shows what was read, in place of what there is or after it.
func (p *past) take(page pastPage, anew bool) {
	if anew {
		p.lines, p.at = nil, -1
	}
	for id, name := range page.names.Called {
		p.names.Called[id] = name
	}
	for id, school := range page.names.School {
		p.names.School[id] = school
	}
	p.authors = page.authors
	p.lines = append(p.lines, workbook.PastLines(page.batches, page.names)...)
	if n := len(page.batches); n > 0 {
		p.oldest = page.batches[n-1].Seq
	}
	p.below.Hidden = len(page.batches) < pastStep
	p.none.Hidden = len(p.lines) > 0
	p.list.Refresh()
	p.rows.Refresh()
	if anew {
		p.rows.ScrollToTop()
		if len(p.lines) > 0 {
			p.rows.Mark(0)
			p.at = 0
		}
	}
	p.fill()
}

func (p *past) newRow() fyne.CanvasObject {
	return kit.Inset(kit.Grid, 2*kit.Grid, kit.Column(0,
		kit.NewText("", kit.Style{Single: true}),
		kit.NewText("", kit.Style{Single: true}),
		kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})))
}

func (p *past) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(p.lines) {
		return
	}
	d, l := p.desk, p.lines[i]
	parts := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	thing, _ := d.words.Past(l, d.theCase, p.names)
	change := d.words.PastValue(l.Change, l.Change.New, d.theCase, p.names)
	if l.Change.Field != workbook.Present {
		change = d.text("history.set", "Field", p.fieldWord(l), "New", change)
	}
	parts[0].(*kit.Text).Set(thing)
	parts[1].(*kit.Text).Set(change)
	parts[2].(*kit.Text).Set(d.text("past.when-who", "When", l.Batch.At.Local().Format("2006-01-02 15:04"), "Who", d.words.Who(l.Batch)))
}

func (p *past) onRow(i int) {
	p.at = i
	p.body.ScrollToTop()
	p.fill()
}

// fill shows the line that the person is on, and asks what stands there now.
func (p *past) fill() {
	d := p.desk
	p.back = workbook.Change{}
	p.detail.Hidden = p.at < 0 || p.at >= len(p.lines)
	if p.detail.Hidden {
		return
	}
	l := p.lines[p.at]
	thing, _ := d.words.Past(l, d.theCase, p.names)
	p.thing.Set(thing)
	p.who.Set(d.text("past.line", "Field", p.fieldWord(l), "When", l.Batch.At.Local().Format("2006-01-02 15:04"), "Who", d.words.Who(l.Batch)))
	p.before.Set(p.value(l.Change, l.Change.Old))
	p.changed.Set(p.value(l.Change, l.Change.New))
	p.nowBox.Hidden, p.restore.Hidden, p.comment.Hidden = true, true, true
	p.detail.Refresh()
	p.askNow(l)
}

func (p *past) fieldWord(l workbook.PastLine) string {
	if l.Change.Field == workbook.Present {
		return p.desk.text("past.presence")
	}
	return p.desk.words.Field(l.Change.Entity, l.Change.Field)
}

// value is a value in full, as a person reads it.
func (p *past) value(c workbook.Change, value string) string {
	d := p.desk
	f, err := workbook.FieldOf(c.Entity, c.Field)
	if err == nil && f.Kind == workbook.LongText && value != "" {
		return workbook.Shorten(value, 4000)
	}
	return d.words.PastValue(c, value, d.theCase, p.names)
}

// askNow asks what a line's field holds now, and offers to put back what stood before.
func (p *past) askNow(l workbook.PastLine) {
	d, b, at := p.desk, p.desk.book, p.at
	session.Ask(d.session, context.Background(), func(ctx context.Context) ([]workbook.Batch, error) {
		return b.History(ctx, storage.HistoryFilter{Entity: l.Change.Entity, ID: l.Change.ID})
	}, func(batches []workbook.Batch, err error) {
		if err != nil || p.modal.closed || p.at != at || d.book != b || at >= len(p.lines) || p.lines[at].Change != l.Change {
			return // the file is busy, or the person has gone on
		}
		now, found := "", false
		for _, batch := range batches { // the newest first
			for _, c := range batch.Changes {
				if c.Field == l.Change.Field && !found {
					now, found = c.New, true
				}
			}
		}
		p.offer(l, now)
	})
}

func (p *past) offer(l workbook.PastLine, now string) {
	d := p.desk
	c, ok := l.PutBack(now)
	p.nowBox.Hidden = now == l.Change.New
	p.now.Set(p.value(l.Change, now))
	p.restore.Hidden = !ok || d.session.ReadOnly()
	if p.restore.Hidden {
		p.comment.Hidden = now != l.Change.Old
		p.comment.Set(d.text("past.stands"))
	} else {
		p.back = c
	}
	p.detail.Refresh()
}

// onRestore puts back what stood before, as one change that can be undone; not over what
// somebody has written since it was shown.
func (p *past) onRestore() {
	d := p.desk
	if p.back.Field == "" || d.session == nil {
		return
	}
	c := p.back
	p.back = workbook.Change{}
	p.restore.Hidden = true
	d.session.DoAsSeen([]workbook.Change{c}, func(err error) {
		if err != nil {
			d.fail(err)
		}
		if !p.modal.closed {
			p.read(0)
		}
	})
}

func (p *past) onSchool() {
	d := p.desk
	all := []option{{word: d.text("past.all-schools")}}
	for _, s := range d.view().Schools {
		all = append(all, option{code: s.ID, word: cmp.Or(s.Name, d.text("school.unnamed"))})
	}
	p.pick(p.ofSchool, d.text("app.find-school"), all, &p.school)
}

func (p *past) onAuthor() {
	d := p.desk
	all := []option{{word: d.text("past.all-authors")}}
	for _, name := range p.authors {
		all = append(all, option{code: name, word: name})
	}
	p.pick(p.by, d.text("past.find-author"), all, &p.author)
}

// pick lets the person choose what to narrow the history to.
func (p *past) pick(button *kit.Button, find string, all []option, into *string) {
	p.desk.pickBelow(button, button, find, all, func(code string) {
		*into = code
		for _, o := range all {
			if o.code == code {
				button.SetText(workbook.Shorten(o.word, 40))
			}
		}
		p.modal.popup.Refresh()
		p.read(0)
	})
}
