package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// What the evaluation lists besides the objectives, by their ids.
const (
	evaluateLoose    = "loose" // observations without an objective
	evaluateHotWash  = "hot-wash"
	evaluateFeedback = "feedback"
)

// exerciseEvaluation is the part of an exercise in which it is evaluated: at the left its
// objectives, the hot wash and the feedback forms; at the right the one that is open.
type exerciseEvaluation struct {
	desk *desk
	who  string   // the evaluator who is entering
	at   string   // what is open: an objective's id or one of the above
	list []string // what there is to open, in order
	own  bool     // the person has said who is entering

	evaluators *kit.Choice
	rows       *kit.List
	guide      *evaluationGuide
	hotWash    *hotWashPane
	feedback   *feedbackPane
	box        *fyne.Container
}

func newExerciseEvaluation(d *desk) *exerciseEvaluation {
	p := &exerciseEvaluation{desk: d}
	p.evaluators = kit.NewChoice([]string{""}, d.evaluatorName, p.onEvaluator)
	p.rows = kit.NewList(func() int { return len(p.list) }, p.newRow, p.updateRow, p.onRow)
	p.rows.Keys = p
	p.guide, p.hotWash, p.feedback = newEvaluationGuide(d, p), newHotWashPane(d, p), newFeedbackPane(d)
	who := kit.Inset(1.5*kit.Grid, 2*kit.Grid, kit.Labelled(d.text("exercise.evaluate.who"), p.evaluators))
	left := kit.Card(kit.Clip(container.NewBorder(container.NewVBox(who, kit.Line()), nil, nil, nil, p.rows)))
	right := kit.Card(kit.Clip(container.NewStack(p.guide.scroll, p.hotWash.scroll, p.feedback.scroll)))
	p.box = container.NewStack(kit.Split(0.32, 260, 420, left, right))
	return p
}

func (p *exerciseEvaluation) object() fyne.CanvasObject { return p.box }

// refresh shows the view. What is open stays open while it is there.
func (p *exerciseEvaluation) refresh() {
	d := p.desk
	e := &d.view().Exercise
	p.list = nil
	for _, o := range e.Objectives {
		p.list = append(p.list, o.ID)
	}
	if len(e.ObservationsOf("")) > 0 || p.at == evaluateLoose {
		p.list = append(p.list, evaluateLoose)
	}
	p.list = append(p.list, evaluateHotWash, evaluateFeedback)
	at := max(slices.Index(p.list, p.at), 0)
	p.at = p.list[at]
	p.fillWho(e)
	p.rows.Refresh()
	p.rows.Mark(at)
	p.fill()
}

// fillWho offers who may rate. Until somebody says who is entering, it is the person at the
// keyboard, else the first evaluator.
func (p *exerciseEvaluation) fillWho(e *workbook.ExerciseRecord) {
	author := p.desk.session.Author().Name
	names := e.Evaluators(author)
	if !slices.Contains(names, p.who) || !p.own {
		p.who = names[0]
		if at := slices.Index(names, author); at >= 0 {
			p.who = names[at]
		}
	}
	p.evaluators.SetCodes(names)
	p.evaluators.Put(p.who)
}

func (p *exerciseEvaluation) onEvaluator(name string) {
	p.desk.window.Canvas().Unfocus() // commits to the one before
	p.who, p.own = name, true
	p.refresh()
}

// fill shows what is open.
func (p *exerciseEvaluation) fill() {
	e := &p.desk.view().Exercise
	p.guide.scroll.Hide()
	p.hotWash.scroll.Hide()
	p.feedback.scroll.Hide()
	switch p.at {
	case evaluateHotWash:
		p.hotWash.refresh()
		p.hotWash.scroll.Show()
	case evaluateFeedback:
		p.feedback.refresh()
		p.feedback.scroll.Show()
	default:
		o, _ := e.Objective(p.at)
		p.guide.fill(o, 1+slices.Index(p.list, p.at))
		p.guide.scroll.Show()
	}
	p.box.Refresh()
}

func (p *exerciseEvaluation) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	return kit.Inset(1.25*kit.Grid, 2*kit.Grid, kit.ListRow(func() bool { return false }, title, hint, kit.WordPill(workbook.NotAssessed, "")))
}

func (p *exerciseEvaluation) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(p.list) {
		return
	}
	d := p.desk
	e := &d.view().Exercise
	parts, title, hint, rating := rowParts(o), "", "", workbook.Rating("")
	switch id := p.list[i]; id {
	case evaluateLoose:
		title, hint = d.text("exercise.evaluate.loose"), d.text("exercise.evaluate.observed", "Count", len(e.ObservationsOf("")))
	case evaluateHotWash:
		title, hint = d.text("exercise.evaluate.hot-wash"), d.text("exercise.evaluate.observed", "Count", len(e.Observations))
	case evaluateFeedback:
		title, hint = d.text("exercise.evaluate.feedback"), d.text("exercise.evaluate.forms", "Count", len(e.Feedback))
	default:
		objective, _ := e.Objective(id)
		title, rating = d.text("exercise.evaluate.row", "Number", i+1, "Title", objectiveName(d, objective)), objective.Final
		hint = d.text("exercise.evaluate.observed", "Count", len(e.ObservationsOf(id)))
		if objective.Capability != "" {
			hint = dotted(d.text("capability."+string(objective.Capability)), hint)
		}
	}
	parts.title.Set(title)
	parts.title.SetLook(kit.ColorInk, p.list[i] == p.at)
	parts.hint.Set(hint)
	parts.pill.Hidden = rating == ""
	parts.pill.SetWord(ratingLook(rating), string(rating))
	o.Refresh()
}

func (p *exerciseEvaluation) onRow(i int) {
	p.desk.leaveFor(p.rows)
	p.at = p.list[i]
	p.rows.Refresh()
	p.fill()
}

// show lands on an objective, or on an observation, a rating or a feedback form.
func (p *exerciseEvaluation) show(at place) {
	p.desk.window.Canvas().Unfocus() // commits to what was open
	e := &p.desk.view().Exercise
	observation, form := "", ""
	switch {
	case slices.ContainsFunc(e.Objectives, func(o workbook.Objective) bool { return o.ID == at.item }):
		p.at = at.item
	case slices.ContainsFunc(e.Feedback, func(f workbook.Feedback) bool { return f.ID == at.item }):
		p.at, form = evaluateFeedback, at.item
	default:
		for _, r := range e.Ratings {
			if r.ID == at.item {
				p.at = r.ObjectiveID
			}
		}
		if o, ok := e.Observation(at.item); ok {
			p.at, observation = evaluateLoose, o.ID
			if _, there := e.Objective(o.ObjectiveID); there {
				p.at = o.ObjectiveID
			}
		}
	}
	p.refresh()
	p.guide.rows.land(observation)
	p.feedback.rows.land(form)
}

func (p *exerciseEvaluation) leave() {}

// HandleRune gives the final rating with its letter while an objective is open.
func (p *exerciseEvaluation) HandleRune(r rune) bool {
	rating := workbook.Rating(string(r &^ 0x20)) // in either case
	if p.guide.of.ID == "" || !p.guide.scroll.Visible() || !slices.Contains(workbook.Ratings(), rating) {
		return false
	}
	if p.guide.final.now == rating {
		rating = ""
	}
	p.guide.onFinal(rating)
	return true
}

// HandleKey goes through the list.
func (p *exerciseEvaluation) HandleKey(k fyne.KeyName) bool { return p.rows.Arrow(k) }
