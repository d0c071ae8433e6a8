package app

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// feedbackPane is where participants' feedback forms are entered, with the averages of their
// scores. Nobody's name is asked for.
type feedbackPane struct {
	desk     *desk
	rows     *rows[workbook.Feedback]
	role     *kit.Choice
	scores   map[string]*scorePick
	texts    [3]*noteBox // strengths, improvements, comments
	averages map[string]*kit.Text
	mean     *fyne.Container
	body     *fyne.Container
	scroll   *container.Scroll
}

func newFeedbackPane(d *desk) *feedbackPane {
	p := &feedbackPane{desk: d, scores: map[string]*scorePick{}, averages: map[string]*kit.Text{}}
	p.rows = newRows[workbook.Feedback](d, p.moved)
	p.rows.layout(p.kind())
	lines := kit.Column(kit.Grid)
	for _, s := range workbook.FeedbackStatements() {
		p.averages[s] = kit.NewText("", kit.Style{Bold: true, Whole: true})
		lines.Add(kit.Row(kit.Body(d.text("feedback."+s)), p.averages[s]))
	}
	p.mean = kit.Column(1.25*kit.Grid, kit.Section(d.text("exercise.feedback.averages")), lines)
	p.body = kit.Column(2.25*kit.Grid,
		kit.Column(kit.Grid, kit.Heading(d.text("exercise.evaluate.feedback")), kit.Small(d.text("exercise.feedback.why"))),
		p.mean, p.rows.object())
	p.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, p.body))
	return p
}

// kind makes the form's fields and says how forms are listed.
func (p *feedbackPane) kind() rowKind[workbook.Feedback] {
	d, r := p.desk, p.rows
	p.role = d.choice("exercise-role", codesOf(workbook.ExerciseRoles()), true, func(c string) {
		r.edit(func(f *workbook.Feedback) { f.Role = workbook.ExerciseRole(c) })
	})
	form := kit.Column(1.75*kit.Grid, kit.Labelled(d.text("exercise.feedback.role"), p.role), kit.Small(d.text("exercise.feedback.scale")))
	for _, s := range workbook.FeedbackStatements() {
		p.scores[s] = newScorePick(func(n int) {
			r.edit(func(f *workbook.Feedback) { f.Scores = withScore(f.Scores, s, n) })
		})
		form.Add(kit.Column(kit.Grid/2, kit.Body(d.text("feedback."+s)), p.scores[s].box))
	}
	for i, key := range []string{"exercise.feedback.strengths", "exercise.feedback.improvements", "exercise.feedback.comments"} {
		p.texts[i] = d.newNoteBox(key, "", func(t string) {
			r.edit(func(f *workbook.Feedback) { *[]*string{&f.Strengths, &f.Improvements, &f.Comments}[i] = t })
		})
		p.texts[i].field.SetMinRowsVisible(2)
		form.Add(p.texts[i].object())
	}
	return rowKind[workbook.Feedback]{
		entity: workbook.FeedbackEntity, parts: 2,
		title: "exercise.feedback.forms", hint: "exercise.feedback.hint", empty: "exercise.feedback.none",
		add: "exercise.feedback.add", remove: "exercise.feedback.remove",
		of:    func(workbook.SchoolRecord) []workbook.Feedback { return d.view().Exercise.Feedback },
		id:    func(f workbook.Feedback) string { return f.ID },
		fresh: func(string) workbook.Feedback { return workbook.Feedback{ExerciseID: d.view().Exercise.ID} },
		line:  p.line, put: p.put, first: p.role, form: form,
	}
}

// withScore is the scores with another one for a statement; the form that they were of keeps its.
func withScore(scores map[string]int, statement string, n int) map[string]int {
	to := map[string]int{}
	for s, v := range scores {
		to[s] = v
	}
	to[statement] = n
	return to
}

// line is what a form says while it is closed: its number, role and its own average.
func (p *feedbackPane) line(f workbook.Feedback) []string {
	d, sum, n, number := p.desk, 0, 0, 0
	for _, score := range f.Scores {
		sum, n = sum+score, n+1
	}
	for i, x := range d.view().Exercise.Feedback {
		if x.ID == f.ID {
			number = i + 1
		}
	}
	title := d.text("exercise.feedback.form", "Number", number)
	if f.Role != "" {
		title = dotted(title, d.text("exercise-role."+string(f.Role)))
	}
	if n == 0 {
		return []string{title, d.text("exercise.feedback.no-scores")}
	}
	return []string{title, d.text("exercise.feedback.mean", "Mean", oneDecimal(float64(sum)/float64(n)))}
}

// oneDecimal writes an average.
func oneDecimal(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

func (p *feedbackPane) put(f workbook.Feedback) {
	p.role.Put(string(f.Role))
	for s, pick := range p.scores {
		pick.put(f.Scores[s])
	}
	for i, text := range []string{f.Strengths, f.Improvements, f.Comments} {
		p.texts[i].put(text)
	}
}

// refresh shows the view.
func (p *feedbackPane) refresh() {
	d := p.desk
	forms := d.view().Exercise.Feedback
	p.mean.Hidden = len(forms) == 0
	for _, a := range workbook.FeedbackAverages(forms) {
		p.averages[a.Statement].Set(d.text("exercise.feedback.unscored"))
		if a.Count > 0 {
			p.averages[a.Statement].Set(d.text("exercise.feedback.average", "Mean", oneDecimal(a.Mean), "Count", a.Count))
		}
	}
	p.rows.refresh()
	p.moved()
}

func (p *feedbackPane) moved() {
	p.body.Refresh()
	p.scroll.Refresh()
}

// scorePick are the scores from 1 to 5; the one that holds is lit, and pressing it again
// takes it back.
type scorePick struct {
	chips [5]*kit.Chip
	now   int
	box   *fyne.Container
}

func newScorePick(choose func(int)) *scorePick {
	p := &scorePick{box: kit.Flow(kit.Grid)}
	for i := range p.chips {
		p.chips[i] = kit.NewChip(strconv.Itoa(i+1), func() {
			if p.now == i+1 {
				choose(0)
			} else {
				choose(i + 1)
			}
		})
		p.box.Add(p.chips[i])
	}
	return p
}

func (p *scorePick) put(n int) {
	p.now = n
	for i, chip := range p.chips {
		chip.SetOn(i+1 == n)
	}
}
