package app

import (
	"strings"

	"forethought/app/kit"
	"forethought/workbook"
)

// Bounds of answering many at once.
const (
	askAbove    = 50     // answers of another status that are written over without a question
	mostAnswers = 10_000 // in one go; more would keep the disk busy for too long
)

// layoutBar makes what stands in place of the legend while cells are selected.
func (s *district) layoutBar() {
	d := s.desk
	s.selected = kit.NewText("", kit.Style{Bold: true, Whole: true})
	s.bar = kit.Flow(kit.Grid, s.selected)
	for i, status := range workbook.Statuses()[:4] {
		b := kit.NewStatusButton(status, d.text("status."+string(status)), string(rune('1'+i)), func() { s.answer(status) })
		b.Keys = s
		s.answers[status] = b
		s.bar.Add(b)
	}
	clear := kit.LinkButton(d.text("district.clear"), nil, s.table.ClearSelection)
	clear.Keys = s
	s.bar.Add(clear)
}

// onPicked shows the bar while there is a selection, and the legend otherwise.
func (s *district) onPicked() {
	n := s.table.SelectedCount()
	s.selected.Set(s.desk.text("district.selected", "Count", n))
	if (n > 0) != s.bar.Visible() || n > 0 == s.legend.Visible() {
		s.bar.Hidden, s.legend.Hidden = n == 0, n > 0
		s.foot.Refresh()
	}
	s.bar.Refresh()
}

// wanted is an answer that the person wants to give: where, and what stands there now.
type wanted struct {
	spot         kit.Spot
	school, item string
	before       workbook.Status
}

// chosen are the cells that an answer would go to: those that are selected, else the one
// that the keyboard is on.
func (s *district) chosen() []wanted {
	spots := s.table.Selected()
	if at := s.table.Cursor(); len(spots) == 0 && s.table.Focused() && at.Cell() && s.matrix.Shows(at.Row, at.Column) {
		spots = []kit.Spot{at}
	}
	list := make([]wanted, len(spots))
	for i, at := range spots {
		list[i] = wanted{at, s.matrix.Rows[at.Row].School.ID, s.matrix.Items[at.Column].Item.ID, s.matrix.At(at.Row, at.Column).Status()}
	}
	return list
}

// answer gives all selected cells one status, as one change. Where all have it already, it
// is taken back, as on Checklists.
func (s *district) answer(status workbook.Status) {
	d := s.desk
	if n := s.table.SelectedCount(); n > mostAnswers {
		d.say(d.text("app.could-not"), d.text("district.too-many", "N", n, "Most", mostAnswers))
		return
	}
	all := s.chosen()
	var list []wanted
	over := 0
	for _, w := range all {
		if w.before == status {
			continue
		}
		list = append(list, w)
		if w.before != workbook.NotAssessed {
			over++
		}
	}
	if len(list) == 0 && len(all) > 0 {
		list, over, status = all, len(all), workbook.NotAssessed
	}
	switch {
	case len(list) == 0:
		return
	case d.session.ReadOnly():
		s.give(list[:1], status, "") // says why not
	case over > askAbove:
		d.confirm(d.text("district.overwrite"), d.text("district.overwrite-sure", "Count", over, "All", len(list), "Status", d.text("status."+string(status))),
			d.text("district.overwrite-yes"), func() { s.giveReason(list, status) })
	default:
		s.giveReason(list, status)
	}
}

// giveReason asks why, where the status wants a reason, and gives the answers.
func (s *district) giveReason(list []wanted, status workbook.Status) {
	if status != workbook.NotNecessary {
		s.give(list, status, "")
		return
	}
	d := s.desk
	reason := d.note("reason", nil)
	reason.SetMinRowsVisible(3)
	complaint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded})
	words := func() string { return strings.TrimSpace(reason.Text) }
	may := func() bool {
		if words() == "" {
			complaint.Set(d.text("district.reason-missing"))
			d.window.Canvas().Focus(reason)
		}
		return words() != ""
	}
	body := kit.Column(kit.Grid, kit.Body(d.text("district.reason-for", "Count", len(list))),
		kit.Labelled(d.text("answer.reason"), reason), complaint)
	m := d.showModal(d.text("status."+string(status)), scrolled(body), 520, 320,
		answerButton{text: d.text("district.answer"), may: may, then: func() { s.give(list, status, words()) }},
		answerButton{text: d.text("app.cancel")})
	m.asks(reason)
	d.window.Canvas().Focus(reason)
}

// give makes the changes in one batch, and shows them ahead of the disk.
func (s *district) give(list []wanted, status workbook.Status, reason string) {
	d := s.desk
	changes := make([]workbook.Change, 0, len(list))
	for _, w := range list {
		set := workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(w.school, w.item), Field: "status", New: string(status)}
		changes = append(changes, set)
		if reason != "" {
			set.Field, set.New = "reason", reason
			changes = append(changes, set)
		}
	}
	if !d.session.ReadOnly() {
		for _, w := range list {
			s.set(w, status)
		}
	}
	d.do(workbook.LookedAgain(changes, d.view().Reworded, nil)...)
	s.table.ShowAll()
	s.showCounts()
	s.onPointed(s.table.Cursor())
}

// set shows an answer where its cell is now; rows may have moved while a question was open.
func (s *district) set(w wanted, status workbook.Status) {
	m, at := &s.matrix, w.spot
	if at.Row < len(m.Rows) && at.Column < len(m.Items) && m.Rows[at.Row].School.ID == w.school && m.Items[at.Column].Item.ID == w.item {
		m.Set(at.Row, at.Column, status)
	}
}
