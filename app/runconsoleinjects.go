package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// What the list of injects can show.
const (
	injectsToCome    = "to-come"
	injectsSkipped   = "skipped"
	injectsDelivered = "delivered"
)

// runInjects is the list of injects: those that wait, the next first, and those without a
// time; or those that were skipped or delivered. One is chosen; it shows what the facilitator
// listens for.
type runInjects struct {
	console *exerciseRun

	shows   string
	chosen  string // an inject's id
	more    int    // how many more of those that wait are shown
	late    string // the ids of those that are late, as they were drawn
	pressed time.Time

	chips  map[string]*kit.Chip
	rows   []*injectRow // as many as were ever needed
	none   *kit.Text
	any    *kit.Text // above those without a time
	later  *kit.Button
	listed []workbook.Inject
	list   *fyne.Container
	card   *scrolledCard
}

// injectsAtOnce is how many of those that wait are shown until the person asks for more.
const injectsAtOnce = 12

func newRunInjects(p *exerciseRun) *runInjects {
	d, s := p.desk, &runInjects{console: p, shows: injectsToCome, chips: map[string]*kit.Chip{}}
	chips := container.NewHBox()
	for _, shows := range []string{injectsToCome, injectsSkipped, injectsDelivered} {
		s.chips[shows] = kit.NewChip("", func() { s.turnTo(shows) })
		s.chips[shows].Keys = p
		chips.Add(s.chips[shows])
	}
	s.none = kit.Small("")
	s.any = kit.Section(d.text("exercise.run.any-time"))
	s.later = kit.LinkButton("", nil, s.onMore)
	s.later.Keys = p
	s.list = kit.Column(0)
	s.card = newScrolledCard(kit.Row(kit.Heading(d.text("exercise.run.injects")), chips), s.list)
	return s
}

// turnTo shows another list.
func (s *runInjects) turnTo(shows string) {
	s.shows, s.chosen, s.more = shows, "", 0
	s.draw()
	s.card.scroll.ScrollToTop()
}

func (s *runInjects) onMore() {
	s.more += injectsAtOnce
	s.draw()
}

// skipped and delivered list what is no more to come: skipped by time, delivered the last first.
func (s *runInjects) skipped() []workbook.Inject {
	c := s.console.conduct
	return slices.DeleteFunc(slices.Clone(c.record.Injects), func(i workbook.Inject) bool { return !c.run.Skipped[i.ID] })
}

func (s *runInjects) delivered() []workbook.Inject {
	c := s.console.conduct
	list := slices.DeleteFunc(slices.Clone(c.record.Injects), func(i workbook.Inject) bool {
		_, played := c.run.Played[i.ID]
		return !played
	})
	slices.SortStableFunc(list, func(a, b workbook.Inject) int { return c.run.Played[b.ID] - c.run.Played[a.ID] })
	return list
}

func (s *runInjects) draw() {
	s.fill()
	s.card.box.Refresh()
}

// fill is draw without laying it out.
func (s *runInjects) fill() {
	d, c := s.console.desk, s.console.conduct
	waiting, anyTime := c.run.Waiting(), c.run.OffTimeline()
	skipped, delivered := s.skipped(), s.delivered()
	s.chips[injectsToCome].SetText(d.text("exercise.run.to-come", "Count", len(waiting)+len(anyTime)))
	s.chips[injectsSkipped].SetText(d.text("exercise.run.skipped", "Count", len(skipped)))
	s.chips[injectsDelivered].SetText(d.text("exercise.run.delivered", "Count", len(delivered)))
	for shows, chip := range s.chips {
		chip.SetOn(shows == s.shows)
	}
	hidden := 0
	switch s.shows {
	case injectsSkipped:
		waiting, anyTime = skipped, nil
	case injectsDelivered:
		waiting, anyTime = delivered, nil
	default:
		if hidden = max(0, len(waiting)-injectsAtOnce-s.more); hidden > 0 {
			waiting = waiting[:len(waiting)-hidden]
		}
	}
	s.listed = append(slices.Clone(waiting), anyTime...)
	if !slices.ContainsFunc(s.listed, func(i workbook.Inject) bool { return i.ID == s.chosen }) {
		s.chosen = ""
		if len(s.listed) > 0 {
			s.chosen = s.listed[0].ID
		}
	}
	for len(s.rows) < len(s.listed) {
		s.rows = append(s.rows, newInjectRow(s))
	}
	s.list.Objects = nil
	for n, i := range s.listed {
		if n == len(waiting) {
			s.addBelow(hidden)
			s.list.Add(kit.Inset(kit.Grid, cardSide, s.any))
		}
		s.rows[n].set(i, n == 0 && s.shows == injectsToCome && len(waiting) > 0)
		s.list.Add(s.rows[n].box)
	}
	if len(anyTime) == 0 {
		s.addBelow(hidden)
	}
	if len(s.listed) == 0 {
		s.none.Set(d.text("exercise.run.none." + s.shows))
		s.list.Add(kit.Inset(kit.Grid, cardSide, s.none))
	}
	s.late = s.lateNow()
}

// addBelow offers those that wait and are not shown.
func (s *runInjects) addBelow(hidden int) {
	if hidden > 0 {
		s.later.SetText(s.console.desk.text("exercise.run.more", "Count", hidden))
		s.list.Add(kit.Inset(kit.Grid, cardSide-kit.Grid/2, kit.Flow(0, s.later)))
	}
}

// tick marks what has become late.
func (s *runInjects) tick() {
	if s.lateNow() != s.late {
		s.draw()
	}
}

// lateNow names the injects that are late.
func (s *runInjects) lateNow() string {
	var late []string
	for _, i := range s.listed {
		if s.isLate(i) {
			late = append(late, i.ID)
		}
	}
	return strings.Join(late, " ")
}

// lateAfter is how many seconds after its time an inject counts as late.
const lateAfter = 60

func (s *runInjects) isLate(i workbook.Inject) bool {
	c := s.console.conduct
	return s.shows == injectsToCome && c.started() && !i.OffTimeline && c.elapsed() >= c.run.Due(i)+lateAfter
}

// choose makes an inject the one that Enter delivers.
func (s *runInjects) choose(id string) {
	s.chosen = id
	s.draw()
	for n, i := range s.listed {
		if i.ID == id {
			kit.Reveal(s.rows[n].box)
		}
	}
}

func (s *runInjects) step(by int) {
	at := slices.IndexFunc(s.listed, func(i workbook.Inject) bool { return i.ID == s.chosen })
	if at = min(max(at+by, 0), len(s.listed)-1); at >= 0 {
		s.choose(s.listed[at].ID)
	}
}

// onDeliver delivers the chosen inject, puts it back where it was skipped, or shows it once
// more where it was delivered.
func (s *runInjects) onDeliver() { s.play(s.chosen) }

func (s *runInjects) play(id string) {
	c := s.console.conduct
	switch {
	case id == "":
	case s.shows == injectsSkipped:
		c.restore(id)
	case !c.started():
	case s.shows == injectsDelivered:
		c.showAgain(id)
	default:
		c.deliver(id)
		s.console.notes.follow(id)
	}
}

// twice is how soon a second press is the same one: a row's button is another's as soon as
// it has been pressed.
const twice = 600 * time.Millisecond

// press plays an inject by its row's button.
func (s *runInjects) press(id string) {
	now := s.console.desk.now()
	if since := now.Sub(s.pressed); since >= 0 && since < twice && !s.pressed.IsZero() {
		return
	}
	s.pressed = now
	s.console.act(func() { s.play(id) })
}

func (s *runInjects) onSkip() {
	if s.shows == injectsToCome && s.chosen != "" {
		s.console.conduct.skip(s.chosen)
	}
}

// injectRow is a line of the list.
type injectRow struct {
	list *runInjects
	id   string

	back     *kit.Tap
	story    *kit.Text
	due      *kit.Text
	text     *kit.Text
	mode     *kit.Text
	expected *kit.Text
	note     *kit.Text
	first    *kit.Button // of the next one
	other    *kit.Button // of all others
	skip     *kit.Button
	box      *fyne.Container
}

func newInjectRow(s *runInjects) *injectRow {
	r := &injectRow{list: s}
	small := kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted}
	r.story = kit.NewText("", kit.Style{Bold: true, Whole: true})
	r.due = kit.NewText("", kit.Style{Color: kit.ColorMuted})
	r.text, r.mode = kit.Body(""), kit.NewText("", small)
	r.expected, r.note = kit.NewText("", small), kit.NewText("", small)
	press := func() { s.press(r.id) }
	r.first, r.other = kit.FilledButton("", nil, press), kit.OutlineButton("", nil, press)
	r.skip = kit.SmallButton(s.console.desk.text("exercise.run.skip"), nil, func() { s.chosen = r.id; s.console.act(s.onSkip) })
	r.first.PadY, r.other.PadY = 0.75*kit.Grid, 0.75*kit.Grid
	r.first.Keys, r.other.Keys, r.skip.Keys = s.console, s.console, s.console
	words := kit.Column(kit.Grid/2, r.text, r.mode, r.expected, r.note)
	r.back = kit.NewTap("", kit.Gap(0), func() { s.console.desk.window.Canvas().Unfocus(); s.choose(r.id) })
	r.back.Radius, r.back.Keys = 0, s.console
	r.box = newInjectLine(r.back, r.story, r.due, words, kit.Column(kit.Grid/2, r.first, r.other, r.skip))
	return r
}

// set shows an inject; next says that it is the one whose turn it is.
func (r *injectRow) set(i workbook.Inject, next bool) {
	s := r.list
	d, c := s.console.desk, s.console.conduct
	r.id = i.ID
	chosen := s.chosen == i.ID
	r.story.Set(string(i.Story))
	due, ink := "", kit.ColorMuted
	if !i.OffTimeline || s.shows == injectsDelivered {
		due = minuteClock(c.run.Due(i) / 60)
	}
	if s.isLate(i) {
		due, ink = fmt.Sprintf("%s\n%s", due, d.text("exercise.run.late")), kit.ColorNeeded
	}
	r.due.Set(due)
	r.due.SetLook(ink, false)
	r.text.Set(i.Text)
	set := func(t *kit.Text, words string) {
		t.Set(words)
		t.Hidden = words == ""
	}
	set(r.mode, injectMode(d, i))
	expected, note := "", ""
	if chosen {
		if expected = strings.TrimSpace(i.Expected); expected != "" {
			expected = d.text("exercise.run.expected", "Text", expected)
		}
		if note = strings.TrimSpace(i.Note); note != "" {
			note = d.text("exercise.run.note", "Text", note)
		}
	}
	set(r.expected, expected)
	set(r.note, note)
	word := "exercise.run.deliver"
	switch {
	case s.shows == injectsSkipped:
		word = "exercise.run.restore"
	case s.shows == injectsDelivered:
		word = "exercise.run.again"
	case i.OffTimeline:
		word = "exercise.run.play"
	}
	for _, b := range []*kit.Button{r.first, r.other} {
		b.SetText(d.text(word))
		if able := c.started() || s.shows == injectsSkipped; able == b.Disabled() {
			if able {
				b.Enable()
			} else {
				b.Disable()
			}
		}
	}
	r.first.Hidden, r.other.Hidden = !next, next
	r.skip.Hidden = !chosen || s.shows != injectsToCome
	r.back.Label = i.Text
	r.back.Fill = ""
	if chosen {
		r.back.Fill = kit.ColorAccentTint
	}
	r.back.Refresh()
	r.box.Refresh()
}
