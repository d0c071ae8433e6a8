package app

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// runRecord is the panel in which observations are written and objectives rated. What is
// being written is an observation in the workbook from its first words on; Enter, or any
// other step, is the end of it.
type runRecord struct {
	console   *exerciseRun
	kind      workbook.ObservationKind
	draft     string    // the observation in the field, empty before its first words
	kept      time.Time // when the draft was last put on disk while it was being typed
	objective string    // the one that observations and ratings are of

	kinds   map[workbook.ObservationKind]*kit.KeyButton
	field   *kit.Field
	of      *kit.Text
	pick    *kit.Button
	ratings map[workbook.Rating]*kit.KeyButton
	rated   *kit.Text
	rating  *fyne.Container // all about the objective
	rows    []*recordRow
	latest  *fyne.Container
	card    *scrolledCard
}

// kindKeys are the keys that begin an observation.
var kindKeys = []struct {
	key  rune
	kind workbook.ObservationKind
}{{'s', workbook.Strength}, {'i', workbook.Improvement}, {'d', workbook.Decision}, {'q', workbook.Quote}}

func kindOfKey(r rune) (workbook.ObservationKind, bool) {
	for _, k := range kindKeys {
		if k.key == r {
			return k.kind, true
		}
	}
	return "", false
}

// keepTyping is how often what is typed without a pause goes to disk.
const keepTyping = 5 * time.Second

// latestShown is how many observations the console lists; the evaluation has all.
const latestShown = 20

func newRunRecord(p *exerciseRun) *runRecord {
	d := p.desk
	s := &runRecord{
		console: p, kind: workbook.Improvement,
		kinds: map[workbook.ObservationKind]*kit.KeyButton{}, ratings: map[workbook.Rating]*kit.KeyButton{},
	}
	line := []*fyne.Container{kit.Columns(kit.Grid, 90), kit.Columns(kit.Grid, 90)}
	kinds := kit.Column(kit.Grid, line[0], line[1])
	for n, k := range kindKeys {
		b := kit.NewKeyButton(d.text("exercise.run.kind."+string(k.kind)), strings.ToUpper(string(k.key)),
			d.text("observation."+string(k.kind)), func() { s.onKind(k.kind) })
		b.Keys = p
		s.kinds[k.kind] = b
		line[n/2].Add(b)
	}
	s.field = d.note("", s.commit)
	s.field.Done = s.onDone
	s.field.SetPlaceHolder(d.text("exercise.run.saw"))
	s.of = kit.Section("")
	s.pick = kit.SmallLink(d.text("exercise.run.choose-objective"), theme.MenuDropDownIcon(), s.onPick)
	s.pick.Keys = p
	ratings := kit.Flow(kit.Grid)
	for _, r := range workbook.Ratings() {
		b := kit.NewKeyButton(string(r), "", d.text("rating."+string(r)), func() { p.act(func() { s.rate(r) }) })
		b.Keys = p
		s.ratings[r] = b
		ratings.Add(b)
	}
	s.rated = kit.Small("")
	s.rating = kit.Column(0.75*kit.Grid, kit.Row(s.of, s.pick), ratings, s.rated)
	s.latest = kit.Column(kit.Grid / 2)
	content := kit.Column(1.5*kit.Grid, kinds, s.field, s.rating,
		kit.Section(d.text("exercise.run.latest")), s.latest)
	s.card = newScrolledCard(kit.Heading(d.text("exercise.run.record")), kit.Inset(0, cardSide, content))
	return s
}

func (s *runRecord) author() string { return s.console.desk.session.Author().Name }

func (s *runRecord) focused() bool {
	return s.console.desk.window.Canvas().Focused() == fyne.Focusable(s.field)
}

func (s *runRecord) draw() {
	s.fill()
	s.card.box.Refresh()
}

// fill is draw without laying it out.
func (s *runRecord) fill() {
	d, c := s.console.desk, s.console.conduct
	if o, ok := c.record.Observation(s.draft); ok {
		s.kind = o.Kind
		if !s.focused() {
			s.field.Put(o.Text)
		}
	} else if s.draft != "" { // it was taken back
		s.draft = ""
		if !s.focused() {
			s.field.Put("")
		}
	}
	for kind, b := range s.kinds {
		b.SetOn(kind == s.kind && (s.draft != "" || s.focused()))
	}
	s.drawObjective()
	list := slices.Clone(c.record.Observations)
	slices.Reverse(list)
	s.latest.Objects = nil
	for n, o := range list[:min(len(list), latestShown)] {
		if n == len(s.rows) {
			s.rows = append(s.rows, newRecordRow(s))
		}
		s.rows[n].set(o)
		s.latest.Add(s.rows[n].box)
	}
	if len(list) == 0 {
		s.latest.Add(kit.Small(d.text("exercise.run.none-recorded")))
	}
}

func (s *runRecord) drawObjective() {
	d, c := s.console.desk, s.console.conduct
	o, at := s.current()
	s.rating.Hidden = at < 0
	if at < 0 {
		return
	}
	s.of.Set(strings.ToUpper(d.text("exercise.run.objective", "Number", at+1, "Title", objectiveName(d, o))))
	s.pick.Hidden = len(c.record.Objectives) < 2
	mine, _ := s.mine(o.ID)
	for r, b := range s.ratings {
		b.SetOn(r == mine.Rating)
	}
	if mine.Rating != "" {
		s.rated.Set(d.text("rating." + string(mine.Rating)))
	} else {
		s.rated.Set(d.text("exercise.run.rate-hint"))
	}
}

// tick puts on disk what is typed without a pause.
func (s *runRecord) tick() {
	now := s.console.desk.now()
	if s.field.Writing() && (s.draft == "" || now.Sub(s.kept) >= keepTyping) {
		s.kept = now
		s.field.Commit()
	}
}

// begin opens the field for a new observation, by its key.
func (s *runRecord) begin(kind workbook.ObservationKind) {
	s.finish()
	s.onKind(kind)
}

// onKind says what the observation in the field is.
func (s *runRecord) onKind(kind workbook.ObservationKind) {
	s.kind = kind
	if o, ok := s.console.conduct.record.Observation(s.draft); ok && o.Kind != kind {
		to := o
		to.Kind = kind
		s.write(workbook.Edit(workbook.ObservationEntity, o.ID, o, to))
	}
	s.console.desk.window.Canvas().Focus(s.field)
	s.draw()
}

// commit puts what stands in the field on disk: as a new observation stamped with where the
// exercise stands, or as the new text of the one that was begun. One without a word goes.
func (s *runRecord) commit(text string) {
	c := s.console.conduct
	text = strings.TrimSpace(text)
	o, begun := c.record.Observation(s.draft)
	switch {
	case begun && text == "":
		s.draft = ""
		s.write(workbook.Remove(workbook.ObservationEntity, o.ID))
	case begun:
		to := o
		to.Text = text
		s.write(workbook.Edit(workbook.ObservationEntity, o.ID, o, to))
	case text != "":
		o = s.stamped()
		o.Text, s.draft = text, o.ID
		s.write(workbook.Add(workbook.ObservationEntity, o.ID, o))
	}
}

func (s *runRecord) write(changes []workbook.Change) {
	s.console.conduct.stage.do(changes...)
}

// stamped is an observation of this moment.
func (s *runRecord) stamped() workbook.Observation {
	c := s.console.conduct
	o, _ := s.current()
	elapsed := c.elapsed()
	return workbook.Observation{
		ID: newID(), ExerciseID: c.id, Kind: s.kind, ObjectiveID: o.ID, InjectID: lastDelivered(c.record),
		ModuleID: c.run.ModuleID, Elapsed: elapsed, Story: c.run.StoryAt(elapsed), At: c.stage.now(), SeenBy: s.author(),
	}
}

// lastDelivered is the inject that players were given last, empty before the first.
func lastDelivered(e *workbook.ExerciseRecord) string {
	for _, h := range slices.Backward(e.Happenings) {
		if h.Kind == workbook.Delivered {
			return h.InjectID
		}
	}
	return ""
}

// onDone ends the observation; the keys are the console's again.
func (s *runRecord) onDone() {
	s.console.desk.window.Canvas().Unfocus()
	s.finish()
	s.draw()
}

// finish ends the observation in the field, if there is one.
func (s *runRecord) finish() {
	s.field.Commit()
	s.draft = ""
	s.field.Put("")
}

// open takes an observation up again.
func (s *runRecord) open(id string) {
	s.finish()
	o, ok := s.console.conduct.record.Observation(id)
	if !ok {
		return
	}
	s.draft, s.kind = o.ID, o.Kind
	s.field.Put(o.Text)
	s.console.desk.window.Canvas().Focus(s.field)
	s.draw()
}

func (s *runRecord) remove(id string) {
	if s.draft == id {
		s.draft = ""
		s.field.Put("")
	}
	s.write(workbook.Remove(workbook.ObservationEntity, id))
}

// current is the objective that observations and ratings are of: the one that was chosen,
// else that of the last inject, else the first. Its place is -1 where there is none.
func (s *runRecord) current() (workbook.Objective, int) {
	e := s.console.conduct.record
	id := s.objective
	if id == "" {
		if i, ok := e.Inject(lastDelivered(e)); ok && len(i.Objectives) > 0 {
			id = i.Objectives[0]
		}
	}
	at := slices.IndexFunc(e.Objectives, func(o workbook.Objective) bool { return o.ID == id })
	if at < 0 && len(e.Objectives) > 0 {
		at = 0
	}
	if at < 0 {
		return workbook.Objective{}, at
	}
	return e.Objectives[at], at
}

// follow goes over to the objective of an inject that was delivered.
func (s *runRecord) follow(injectID string) {
	if i, ok := s.console.conduct.record.Inject(injectID); ok && len(i.Objectives) > 0 {
		s.objective = i.Objectives[0]
		s.draw()
	}
}

// choose makes an objective the current one, by its place.
func (s *runRecord) choose(at int) {
	if e := s.console.conduct.record; at < len(e.Objectives) {
		s.objective = e.Objectives[at].ID
		s.draw()
	}
}

// onPick offers the objectives.
func (s *runRecord) onPick() {
	e := s.console.conduct.record
	var ids []string
	for _, o := range e.Objectives {
		ids = append(ids, o.ID)
	}
	now, _ := s.current()
	kit.ShowChoices(s.pick, ids, func(id string) string {
		o, _ := e.Objective(id)
		return s.console.desk.text("exercise.run.objective", "Number", slices.Index(ids, id)+1, "Title", workbook.Shorten(objectiveName(s.console.desk, o), 60))
	}, now.ID, func(id string) {
		s.objective = id
		s.draw()
	})
}

// mine is what this person gave an objective as a whole.
func (s *runRecord) mine(objectiveID string) (workbook.TargetRating, bool) {
	for _, r := range slices.Backward(s.console.conduct.record.Ratings) {
		if r.ObjectiveID == objectiveID && r.TargetID == "" && r.Evaluator == s.author() {
			return r, true
		}
	}
	return workbook.TargetRating{}, false
}

// rate gives the current objective a rating; the same one again takes it back.
func (s *runRecord) rate(r workbook.Rating) {
	c := s.console.conduct
	o, at := s.current()
	if at < 0 {
		return
	}
	was, rated := s.mine(o.ID)
	to := was
	to.Rating, to.Elapsed, to.At = r, c.elapsed(), c.stage.now()
	switch {
	case rated && was.Rating == r:
		s.write(workbook.Remove(workbook.RatingEntity, was.ID))
	case rated:
		s.write(workbook.Edit(workbook.RatingEntity, was.ID, was, to))
	default:
		to.ID, to.ExerciseID, to.ObjectiveID, to.Evaluator = newID(), c.id, o.ID, s.author()
		s.write(workbook.Add(workbook.RatingEntity, to.ID, to))
	}
}

// recordRow is an observation in the list of the latest.
type recordRow struct {
	record *runRecord
	id     string
	clock  *kit.Text
	text   *kit.Text
	open   *kit.Tap
	box    *fyne.Container
}

func newRecordRow(s *runRecord) *recordRow {
	d, r := s.console.desk, &recordRow{record: s}
	r.clock, r.text = kit.NewText("", kit.Style{Bold: true, Whole: true}), kit.Body("")
	r.open = kit.NewTap("", kit.Lead(kit.Grid, r.clock, r.text), func() { s.open(r.id) })
	r.open.PadX, r.open.PadY, r.open.Keys = kit.Grid/2, kit.Grid/4, s.console
	bin := kit.IconButton(d.text("exercise.run.remove-observation"), theme.DeleteIcon(), func() {
		s.console.act(func() { s.remove(r.id) })
	})
	bin.Keys = s.console
	r.box = kit.Row(r.open, bin)
	return r
}

func (r *recordRow) set(o workbook.Observation) {
	d := r.record.console.desk
	r.id = o.ID
	r.clock.Set(minuteClock(o.Elapsed / 60))
	r.text.Set(d.text("exercise.run.recorded", "Kind", d.text("exercise.run.kind."+string(o.Kind)), "Text", o.Text))
	r.open.Label = r.text.Text()
	r.open.Refresh()
	r.box.Refresh()
}
