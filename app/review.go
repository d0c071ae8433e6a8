package app

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// review shows what a file from outside would change, row by row, and has what the person
// accepts applied as one batch. Nothing is written before.
type review struct {
	desk     *desk
	proposal workbook.Proposal
	of       reviewed
	again    func()  // reads the file once more; nil where that is not possible
	pile     string  // which rows are shown
	shown    []entry // the rows that are shown
	at       int     // the one that the person is on

	modal  *modal
	chips  map[string]*kit.Chip
	head   *fyne.Container
	rows   *kit.List
	detail *reviewDetail
}

// reviewed is what a review shows where it is not a file whose rows are taken or left: what is
// said above the list, how a row reads, and what is done in the end. Each may be left out.
type reviewed struct {
	above  fyne.CanvasObject
	hint   func(row int) string
	detail func(row int) []fyne.CanvasObject
	button string                  // what is done, whatever is ticked
	apply  func(workbook.Proposal) // does it
}

// entry is a line of the list: a proposed row, a fault or a note.
type entry struct {
	pile string // pileRows, pileFaults or pileNotes
	i    int    // in the proposal's list of these
}

// The piles besides those of the states. All holds every line, so that the others add up to
// it; the rows of all states are no choice of their own.
const (
	pileAll    = "all"
	pileRows   = "rows"
	pileFaults = "faults"
	pileNotes  = "notes"
)

func piles() []string {
	return []string{
		pileAll, string(workbook.Adds), string(workbook.Edits), string(workbook.Diverges),
		string(workbook.Agrees), pileFaults, pileNotes,
	}
}

// review opens the dialog over a proposal. Again reads the file once more, for when the
// workbook has changed meanwhile; it may be nil.
func (d *desk) review(title string, p workbook.Proposal, again func()) *review {
	return d.reviewOf(title, p, reviewed{above: kit.Small(d.text("review.what"))}, again)
}

func (d *desk) reviewOf(title string, p workbook.Proposal, of reviewed, again func()) *review {
	r := &review{desk: d, proposal: p, of: of, again: again, pile: pileAll, at: -1, chips: map[string]*kit.Chip{}}
	r.detail = newReviewDetail(d)
	chips := kit.Flow(kit.Grid)
	for _, pile := range piles() {
		chip := kit.NewChip(d.text("review.pile."+pile, "N", r.count(pile)), func() { r.turnTo(pile) })
		chip.Keys = r
		chip.Hidden = pile != r.pile && r.count(pile) == 0
		r.chips[pile] = chip
		chips.Add(chip)
	}
	all := kit.LinkButton(d.text("review.take-shown"), nil, func() { r.decide(true) })
	none := kit.LinkButton(d.text("review.leave-shown"), nil, func() { r.decide(false) })
	all.Keys, none.Keys = r, r
	r.rows = kit.NewList(func() int { return len(r.shown) }, r.newRow, r.updateRow, r.onRow)
	r.rows.Keys = r
	r.head = kit.Spread(chips, kit.Flow(kit.Grid, all, none))
	head := kit.Column(kit.Grid, of.above, r.head)
	body := kit.Under(head, kit.Split(0.5, 300, 560, kit.Card(kit.Clip(r.rows)), kit.Card(kit.Clip(r.detail.object()))))
	r.modal = d.showModal(title, body, 1120, 680,
		answerButton{text: r.says(), may: r.may, then: r.apply},
		answerButton{text: d.text("app.cancel")})
	r.tell()
	r.turnTo(r.pile)
	d.window.Canvas().Focus(r.rows)
	return r
}

// count is how many entries a pile has.
func (r *review) count(pile string) int {
	switch pile {
	case pileAll:
		return len(r.proposal.Rows) + len(r.proposal.Faults) + len(r.proposal.Notes)
	case pileFaults:
		return len(r.proposal.Faults)
	case pileNotes:
		return len(r.proposal.Notes)
	}
	return r.proposal.Count(workbook.ProposalState(pile))
}

// accepted is how many rows are to be applied.
func (r *review) accepted() int {
	n := 0
	for _, row := range r.proposal.Rows {
		if row.Accept && len(row.Changes) > 0 {
			n++
		}
	}
	return n
}

// tell shows on the button what it would do.
func (r *review) tell() { r.modal.rename(r.says(), r.may()) }

func (r *review) says() string {
	return cmp.Or(r.of.button, r.desk.text("review.apply", "Count", r.accepted()))
}

func (r *review) may() bool { return r.of.apply != nil || r.accepted() > 0 }

// turnTo shows a pile from its top.
func (r *review) turnTo(pile string) {
	r.pile, r.at, r.shown = pile, -1, nil
	for i, row := range r.proposal.Rows {
		if pile == pileAll || row.State == workbook.ProposalState(pile) {
			r.shown = append(r.shown, entry{pileRows, i})
		}
	}
	for _, rest := range []string{pileFaults, pileNotes} {
		if pile == pileAll || pile == rest {
			for i := range r.count(rest) {
				r.shown = append(r.shown, entry{rest, i})
			}
		}
	}
	for name, chip := range r.chips {
		chip.SetOn(name == pile)
	}
	r.head.Refresh() // a chip that is chosen is wider
	r.rows.Refresh()
	r.rows.Mark(-1)
	r.rows.ScrollToTop()
	r.detail.clear()
	if len(r.shown) > 0 {
		r.rows.Mark(0)
		r.onRow(0)
	}
}

// decide accepts or refuses every row that is shown. Of those that change the same field
// one is accepted; see [workbook.Proposal.Take].
func (r *review) decide(accept bool) {
	var rows []int
	for _, e := range r.shown {
		if e.pile == pileRows {
			rows = append(rows, e.i)
		}
	}
	if accept {
		r.proposal.Take(rows)
	} else {
		for _, i := range rows {
			r.proposal.Rows[i].Accept = false
		}
	}
	r.rows.Refresh()
	r.tell()
}

// tick accepts or refuses one row; what would change the same field is refused with it.
func (r *review) tick(at int, accept bool) {
	if at < 0 || at >= len(r.shown) || r.shown[at].pile != pileRows {
		return
	}
	i := r.shown[at].i
	if row := &r.proposal.Rows[i]; len(row.Changes) > 0 {
		row.Accept = accept
		if accept {
			for _, other := range r.proposal.Clashes(i) { // of two values one can stand
				r.proposal.Rows[other].Accept = false
			}
		}
	}
	r.rows.Refresh()
	r.tell()
}

func (r *review) onRow(at int) {
	if at >= len(r.shown) {
		return
	}
	r.at = at
	switch e := r.shown[at]; e.pile {
	case pileFaults:
		r.detail.fault(r.proposal.Faults[e.i])
	case pileNotes:
		r.detail.note(r.proposal.Notes[e.i])
	default:
		if r.of.detail != nil {
			r.detail.fill(r.of.detail(e.i)...)
			return
		}
		r.detail.row(r.proposal.Rows[e.i])
	}
}

// apply has what was accepted written as one batch.
func (r *review) apply() {
	d, n := r.desk, r.accepted()
	if d.session == nil {
		return
	}
	if r.of.apply != nil {
		r.of.apply(r.proposal)
		return
	}
	d.session.DoAsSeen(r.proposal.Accepted(), func(err error) {
		switch {
		case errors.Is(err, workbook.ErrChangedSince):
			r.changedMeanwhile()
		case err != nil:
			d.fail(err)
		default:
			d.say(d.text("review.done"), d.text("review.done-undo", "Count", n))
		}
	})
}

func (r *review) changedMeanwhile() { r.desk.changedMeanwhile(r.again) }

// changedMeanwhile says that what a person decided on is not as it was, and offers to look again
// where that is possible.
func (d *desk) changedMeanwhile(again func()) {
	ways := []answerButton{{text: d.text("app.close")}}
	if again != nil {
		ways = slices.Insert(ways, 0, answerButton{text: d.text("review.again"), then: again})
	}
	d.showModal(d.text("app.could-not"), scrolled(kit.Body(d.text("review.changed-meanwhile"))), 480, 240, ways...)
}

// HandleRune uses up what is typed: there is nothing to write here.
func (r *review) HandleRune(rune) bool { return true }

// HandleKey ticks the row that the person is on, and closes the dialog on Escape.
func (r *review) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if r.at >= 0 && r.at < len(r.shown) && r.shown[r.at].pile == pileRows {
			r.tick(r.at, !r.proposal.Rows[r.shown[r.at].i].Accept)
		}
		return true
	case fyne.KeyPageDown:
		r.rows.Step(10)
	case fyne.KeyPageUp:
		r.rows.Step(-10)
	case fyne.KeyHome:
		r.rows.Step(-len(r.shown))
	case fyne.KeyEnd:
		r.rows.Step(len(r.shown))
	default:
		return r.rows.Arrow(k) || r.modal.HandleKey(k)
	}
	return true
}

// reviewRow are the parts of a line of the list.
type reviewRow struct {
	*fyne.Container
	check       *kit.Check
	title, hint *kit.Text
	pill        *kit.Pill
}

func (r *review) newRow() fyne.CanvasObject {
	row := reviewRow{
		check: kit.NewCheck("", nil),
		title: kit.NewText("", kit.Style{Single: true}),
		hint:  kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true}),
		pill:  kit.WordPill(workbook.NotAssessed, r.desk.text("proposal."+string(workbook.Diverges))),
	}
	row.check.Keys = r
	words := kit.ListRow(func() bool { return true }, row.title, row.hint, row.pill)
	row.Container = kit.Inset(kit.Grid, kit.Grid, container.NewBorder(nil, nil, container.NewCenter(row.check), nil, words))
	return row.Container
}

// reviewRowOf finds the parts of a line again.
func reviewRowOf(o fyne.CanvasObject) reviewRow {
	border := o.(*fyne.Container).Objects[0].(*fyne.Container)
	words := border.Objects[0].(*fyne.Container).Objects
	return reviewRow{
		check: border.Objects[1].(*fyne.Container).Objects[0].(*kit.Check),
		title: words[0].(*kit.Text), hint: words[1].(*kit.Text), pill: words[2].(*kit.Pill),
	}
}

func (r *review) updateRow(at int, o fyne.CanvasObject) {
	if at >= len(r.shown) {
		return
	}
	d, parts, e := r.desk, reviewRowOf(o), r.shown[at]
	parts.check.OnTick = nil
	parts.check.Hidden = e.pile != pileRows || len(r.proposal.Rows[e.i].Changes) == 0
	switch e.pile {
	case pileFaults:
		p := r.proposal.Faults[e.i]
		sentence, _ := d.words.Fault(p)
		parts.title.Set(oneLine(sentence))
		parts.hint.Set(d.words.Where(p.File, p.Place))
		parts.pill.SetWord(workbook.Needed, d.text("review.faulty"))
	case pileNotes:
		n := r.proposal.Notes[e.i]
		parts.title.Set(oneLine(d.words.Note(n)))
		parts.hint.Set(d.words.Where(n.File, n.Place))
		parts.pill.SetWord(workbook.NotNecessary, d.text("review.noted"))
	default:
		row := r.proposal.Rows[e.i]
		parts.check.Put(row.Accept)
		parts.check.OnTick = func(on bool) {
			r.tick(at, on)
			r.rows.Select(at)
			d.window.Canvas().Focus(r.rows) // the arrows go on from here
		}
		parts.title.Set(cmp.Or(oneLine(row.Title), d.text("change.no-name")))
		if r.of.hint != nil {
			parts.hint.Set(r.of.hint(e.i))
		} else {
			parts.hint.Set(d.reviewHint(row))
		}
		parts.pill.SetWord(stateLook(row.State), d.text("proposal."+string(row.State)))
	}
	o.Refresh()
}

// reviewHint says in one line what a row would change.
func (d *desk) reviewHint(row workbook.ProposedRow) string {
	var parts []string
	if row.School != "" && row.School != row.Title {
		parts = append(parts, row.School)
	}
	for _, c := range fieldChanges(row) {
		field, now := d.words.Field(c.Entity, c.Field), d.shortValue(c, c.New)
		switch {
		case row.State != workbook.Adds:
			parts = append(parts, d.text("review.change", "Field", field, "Old", d.shortValue(c, c.Old), "New", now))
		case c.New != row.Title:
			parts = append(parts, d.text("review.value", "Field", field, "New", now))
		}
	}
	if len(row.Changes) == 0 || len(parts) == 0 {
		parts = append(parts, d.words.Where(row.File, row.Place))
	}
	return workbook.Shorten(strings.Join(parts, " · "), 200)
}

// shortValue is a value for a line of a list.
func (d *desk) shortValue(c workbook.Change, value string) string {
	return workbook.Shorten(oneLine(d.valueWord(c.Entity, c.Field, value)), 60)
}

// oneLine is a text without its breaks.
func oneLine(text string) string {
	return strings.Join(strings.Fields(workbook.Shorten(text, 400)), " ")
}

// fieldChanges are a row's changes without those that say nothing to a person: of being
// there, and of what it belongs to for good.
func fieldChanges(row workbook.ProposedRow) []workbook.Change {
	return slices.DeleteFunc(slices.Clone(row.Changes), func(c workbook.Change) bool { return c.Unsaid() })
}

// stateLook is the status whose colours a state of a row borrows.
func stateLook(s workbook.ProposalState) workbook.Status {
	switch s {
	case workbook.Adds:
		return workbook.InPlace
	case workbook.Edits:
		return workbook.InProgress
	case workbook.Diverges:
		return workbook.Needed
	}
	return workbook.NotNecessary
}
