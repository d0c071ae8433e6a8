package app

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// runDiscussion is what is to be discussed now: the questions of the current module with
// what the facilitator listens for, what the projector shows, and the players' timer.
type runDiscussion struct {
	console *exerciseRun

	left      *kit.Text
	timer     *kit.Button
	situation *questionRow
	rows      []*questionRow
	list      *fyne.Container
	card      *scrolledCard
}

func newRunDiscussion(p *exerciseRun) *runDiscussion {
	d, s := p.desk, &runDiscussion{console: p}
	s.left = kit.NewText("", kit.Style{Bold: true, Whole: true})
	s.timer = kit.PickButton(d.text("exercise.run.timer"), s.onTimer)
	s.timer.PadY, s.timer.Keys = kit.Grid/2, p
	s.situation = newQuestionRow(s)
	s.list = kit.Column(0.75 * kit.Grid)
	s.card = newScrolledCard(kit.Row(kit.Heading(d.text("exercise.run.discuss-now")), s.left, s.timer), kit.Inset(0, cardSide, s.list))
	return s
}

// situationShown is how much of the situation stands above the questions; the projector has
// all of it.
const situationShown = 160

// fill shows the current module; who calls it lays it out.
func (s *runDiscussion) fill() {
	d, c := s.console.desk, s.console.conduct
	module, ok := c.record.Module(c.run.ModuleID)
	s.timer.Hidden = !c.started()
	s.list.Objects = nil
	if ok && strings.TrimSpace(module.Text) != "" {
		on := c.run.Showing.QuestionID == "" && c.run.Showing.InjectID == ""
		s.situation.set("", d.text("exercise.run.situation-of", "Text", workbook.Shorten(module.Text, situationShown)), "", on && c.started())
		s.list.Add(s.situation.box)
	}
	n := 0
	for _, q := range c.record.Questions {
		if q.ModuleID != module.ID && !(q.ModuleID == "" && ok) {
			continue
		}
		if n == len(s.rows) {
			s.rows = append(s.rows, newQuestionRow(s))
		}
		on := c.run.Showing.Kind == workbook.Showed && c.run.Showing.QuestionID == q.ID
		s.rows[n].set(q.ID, q.Text, strings.TrimSpace(q.Points), on && c.started())
		s.list.Add(s.rows[n].box)
		n++
	}
	if n == 0 {
		s.list.Add(kit.Small(d.text("exercise.run.no-questions")))
	}
	s.tick()
}

// tick shows how long players have.
func (s *runDiscussion) tick() {
	d, c := s.console.desk, s.console.conduct
	elapsed, text := c.elapsed(), ""
	if left, counts := timeLeft(c.run, elapsed); counts && c.started() {
		text = d.text("exercise.run.ends-in", "Time", minutesText(left))
	}
	if was := s.left.Text(); was != text {
		s.left.Set(text)
		if len(was) != len(text) { // it needs another width
			s.card.box.Refresh()
		}
	}
}

// onTimer gives players some minutes.
func (s *runDiscussion) onTimer() {
	d := s.console.desk
	holds := ""
	if s.console.conduct.run.Timer == 0 {
		holds = "0"
	}
	kit.ShowChoices(s.timer, []string{"0", "1", "2", "3", "5", "8", "10", "15", "20"}, func(code string) string {
		if code == "0" {
			return d.text("exercise.run.timer-off")
		}
		n, _ := strconv.Atoi(code)
		return minutesWord(d, n)
	}, holds, func(code string) {
		n, _ := strconv.Atoi(code)
		s.console.act(func() { s.console.conduct.time(n) })
	})
}

// questionRow is a question, or the module's situation, which the projector can show.
type questionRow struct {
	discuss *runDiscussion
	id      string // empty for the situation
	text    *kit.Text
	points  *kit.Text
	show    *kit.Button
	box     *fyne.Container
}

func newQuestionRow(s *runDiscussion) *questionRow {
	d, r := s.console.desk, &questionRow{discuss: s}
	r.text = kit.Body("")
	r.points = kit.Small("")
	r.show = kit.SmallLink(d.text("exercise.run.show"), theme.ComputerIcon(), func() {
		s.console.act(func() { s.console.conduct.show(r.id) })
	})
	r.show.Keys = s.console
	r.box = kit.Row(kit.Column(2, r.text, r.points), r.show)
	return r
}

func (r *questionRow) set(id, text, points string, on bool) {
	d, c := r.discuss.console.desk, r.discuss.console.conduct
	r.id = id
	r.text.Set(text)
	r.text.SetLook(kit.ColorInk, on)
	if r.points.Hidden = points == ""; !r.points.Hidden {
		r.points.Set(d.text("exercise.run.points", "Text", points))
	}
	word := "exercise.run.show"
	if on {
		word = "exercise.run.is-shown"
	}
	r.show.SetText(d.text(word))
	r.show.Hidden = !c.started()
	r.box.Refresh()
}
