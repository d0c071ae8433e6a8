package export

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"forethought/workbook"
)

// WriteExerciseHandbook draws the Facilitator and Evaluator Handbook as a PDF at path; its
// MSEL stands on pages that lie on their side. Its errors and guarantees are those of every
// document, see [writePDF].
func WriteExerciseHandbook(ctx context.Context, path string, h workbook.ExerciseHandbook, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newHandbook(ctx, h, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write exercise handbook: %w", err)
	}
	receipt.Objectives, receipt.Injects, receipt.Items = len(h.Objectives), len(h.Events), len(h.Items)
	for _, m := range h.Modules {
		receipt.Questions += len(m.Questions)
	}
	receipt.Sources, receipt.LeftOut = len(h.Case.Sources), h.LeftOut
	return receipt, nil
}

// handbook is a Facilitator and Evaluator Handbook being drawn.
type handbook struct {
	*exerciseBook
	h workbook.ExerciseHandbook
}

const (
	toConduct = "part:exercise-conduct"
	toMSEL    = "part:exercise-msel"
	toTargets = "part:exercise-targets"
	toBehind  = "part:exercise-behind"
)

func newHandbook(ctx context.Context, h workbook.ExerciseHandbook, o Options) (*handbook, error) {
	book, err := newExerciseBook(ctx, o, o.Words.Text("exercise.document.handbook"), h.ExerciseOverview, h.Case)
	if err != nil {
		return nil, err
	}
	b := &handbook{book, h}
	b.nameFront()
	b.name(toConduct, b.t("handbook.conduct.title"))
	for _, m := range h.Modules {
		b.name(moduleAnchor(m.Number), b.moduleTitle(m.Number, m.Module.Title))
	}
	b.name(toMSEL, b.t("handbook.msel.title"))
	b.name(toTargets, b.t("handbook.targets.title"))
	b.name(toBehind, b.t("handbook.behind.title"))
	b.name(toSources, b.t("plan.sources.title"))
	b.nameBack()
	return b, nil
}

// parts are the handbook's parts in their order.
func (b *handbook) parts() []func() {
	parts := []func(){
		func() { b.front(b.t("handbook.statement")) }, b.drawOverview,
		func() { b.drawGeneral(b.t("handbook.evaluation")) }, b.drawScenario, b.drawConduct,
	}
	for _, m := range b.h.Modules {
		parts = append(parts, func() { b.drawModule(m) })
	}
	parts = append(parts, b.drawMSEL, b.drawTargets, b.drawBehind)
	return append(parts, b.drawSchedule, b.drawParticipants, b.drawSources)
}

// drawConduct says what those who run the exercise do before, during and after it.
func (b *handbook) drawConduct() {
	b.open(toConduct, newPage)
	for _, part := range []struct {
		title string
		lines []string
	}{
		{b.t("handbook.before.title"), []string{b.t("handbook.before.room"), b.t("handbook.before.players"), b.t("handbook.before.care"), b.t("handbook.before.evaluators")}},
		{b.t("handbook.during.title"), []string{b.t("handbook.during.open"), b.t("handbook.during.pace"), b.t("handbook.during.everyone"), b.t("handbook.during.injects"), b.t("handbook.during.stop")}},
		{b.t("handbook.evaluators.title"), []string{b.t("handbook.evaluators.listen"), b.t("handbook.evaluators.note"), b.t("handbook.evaluators.silent"), b.t("handbook.evaluators.rate")}},
		{b.t("handbook.after.title"), []string{b.t("handbook.after.hot-wash"), b.t("handbook.after.debrief"), b.t("handbook.after.papers")}},
	} {
		b.subhead(part.title)
		b.list(part.lines...)
	}
}

// drawModule draws a module with its questions, what to listen for, and when events come.
func (b *handbook) drawModule(m workbook.HandbookModule) {
	b.moduleHead(b.bodyHeight()*0.5, m.Number, m.Module.Minutes, m.At, m.Module.Story, m.Module.Text)
	if len(m.Questions) > 0 {
		t := b.newTable(column{b.t("handbook.column.question"), 236}, column{b.t("handbook.column.points"), 280})
		var rows []row
		for _, q := range m.Questions {
			left := b.question(t.inner(0), q.Number, q.Question.Text)
			points := b.passage(t.inner(1), textSize, regular, ink, strings.TrimSpace(q.Question.Points))
			if strings.TrimSpace(q.Question.Points) == "" {
				points = nil
			}
			rows = append(rows, row{
				cells: [][]piece{left, points},
				under: b.behind(t.across(0), q.Objectives, q.Items),
				again: b.continued(t.across(0), q.Number+"  "+q.Question.Text),
			})
		}
		b.subheadOver(b.t("exdoc.questions"), t.opening(rows))
		t.draw(rows)
		b.y += 8
	}
	if len(m.Events) == 0 {
		return
	}
	t := b.newTable(column{b.t("msel.number"), 52}, column{b.t("msel.time"), 84}, column{b.t("msel.description"), 380})
	t.pad = 4
	var rows []row
	for _, x := range m.Events {
		who := join(", ", x.Inject.From, x.Inject.To)
		if x.Inject.From != "" && x.Inject.To != "" {
			who = b.t("plan.from-to", "From", x.Inject.From, "To", x.Inject.To)
		}
		rows = append(rows, row{
			cells: [][]piece{
				b.paragraph(t.inner(0), cellSize, b.lead(bold, accent, x.Number, eventAnchor(x))),
				b.paragraph(t.inner(1), cellSize, b.say(regular, ink, b.eventTime(x.Inject))),
				b.paragraph(t.inner(2), cellSize, b.say(bold, ink, join(" · ", x.Inject.Mode, who)), b.say(regular, ink, "  "+firstParagraph(x.Inject.Text))),
			},
			again: b.continued(t.across(0), x.Number),
		})
	}
	b.subheadOver(b.t("handbook.events"), t.opening(rows))
	t.draw(rows)
}

func eventAnchor(x workbook.HandbookEvent) string { return "event:" + x.Inject.ID }

// eventTime is when an inject comes; one off the timeline comes when it is wanted.
func (b *exerciseBook) eventTime(i workbook.Inject) string {
	if i.OffTimeline {
		return b.t("msel.any-time")
	}
	return b.when(i.Minute)
}

// behind says which objectives and items something tries out, and where the record has it.
func (b *exerciseBook) behind(width float64, objectives []int, items []workbook.Item) []piece {
	var pieces []piece
	if len(objectives) > 0 {
		var names []string
		for _, n := range objectives {
			names = append(names, decimal(n)+" "+b.of.Objectives[n-1].Title)
		}
		pieces = b.labelled(width, b.t("handbook.objectives"), b.say(regular, ink, strings.Join(names, "; ")))
	}
	return append(pieces, b.evidenceOf(width, b.t("handbook.item"), items)...)
}

// evidenceOf names items, after a label, and where the record has them.
func (b *exerciseBook) evidenceOf(width float64, label string, items []workbook.Item) []piece {
	var pieces []piece
	for _, it := range items {
		spans := append([]span{b.lead(regular, ink, it.Title, itemAnchor(it.ID)), b.say(regular, muted, ". "+b.t("plan.evidence")+" ")},
			b.evidence(it.Evidence)...)
		pieces = append(pieces, b.labelled(width, label, spans...)...)
	}
	return pieces
}

// drawMSEL draws the master scenario events list on pages that lie on their side, in the
// columns of its template.
func (b *handbook) drawMSEL() {
	b.landscape(true)
	b.open(toMSEL, newPage)
	b.intro(b.t("handbook.msel.intro"))
	if len(b.h.Events) == 0 {
		b.prose(b.t("exercise.lacks.injects"))
		b.landscape(false)
		return
	}
	text, notes := 172.0, 42.0 // where nobody has written a note, the text gets the room
	if slices.ContainsFunc(b.h.Events, func(x workbook.HandbookEvent) bool { return strings.TrimSpace(x.Inject.Note) != "" }) {
		text, notes = 146, 94
	}
	t := b.newTable(
		column{b.t("msel.number"), 38}, column{b.t("msel.time"), 58}, column{b.t("msel.type"), 68},
		column{b.t("msel.mode"), 52}, column{b.t("msel.from"), 62}, column{b.t("msel.injected-by"), 58},
		column{b.t("msel.to"), 60}, column{b.t("msel.description"), text}, column{b.t("msel.expected"), text},
		column{b.t("msel.notes"), notes},
	)
	t.pad = 5
	const size = 7.5
	var rows []row
	for _, x := range b.h.Events {
		i := x.Inject
		says := func(col int, s string) []piece {
			if s = strings.TrimSpace(s); s == "" {
				return nil
			}
			return b.passage(t.inner(col), size, regular, ink, s)
		}
		when := b.paragraph(t.inner(1), size, b.say(bold, ink, b.eventTime(i)))
		if i.Story != "" {
			when = append(when, b.paragraph(t.inner(1), size, b.say(regular, muted, b.t("msel.story", "Time", string(i.Story))))...)
		}
		rows = append(rows, row{
			cells: [][]piece{
				b.paragraph(t.inner(0), size, b.say(bold, accent, x.Number)), when,
				says(2, b.t("inject-type."+string(i.Type))), says(3, i.Mode), says(4, i.From), says(5, i.InjectedBy),
				says(6, i.To), says(7, i.Text), says(8, i.Expected), says(9, i.Note),
			},
			under: b.behind(t.across(1), x.Objectives, x.Items),
			from:  1,
			again: b.continued(t.across(1), b.t("msel.event", "Number", x.Number)),
			place: func(y float64) {
				b.place(eventAnchor(x), y)
				b.bookmark(1, y, join("  ", x.Number, workbook.Shorten(firstParagraph(i.Text), 60)))
			},
		})
	}
	t.draw(rows)
	b.landscape(false)
}

// drawTargets draws what evaluators listen for: the targets of each objective with their
// critical tasks.
func (b *handbook) drawTargets() {
	b.open(toTargets, newPage)
	b.intro(b.t("handbook.targets.intro"))
	if len(b.h.Guides) == 0 {
		b.prose(b.t("exdoc.no-objectives"))
	}
	t := b.newTable(column{b.t("guide.column.target"), 230}, column{b.t("guide.column.tasks"), 286})
	for _, g := range b.h.Guides {
		o := g.Objective
		b.subhead(b.t("exdoc.objective", "Number", g.Number) + ": " + o.Title)
		b.flow(sideMargin, append(b.paragraph(b.width(), textSize, b.capability(o.Capability)), gap(4)))
		var rows []row
		for _, x := range g.Targets {
			rows = append(rows, row{
				cells: [][]piece{b.passage(t.inner(0), textSize, regular, ink, x.Target.Text), b.dotted(t.inner(1), textSize, x.Tasks)},
				again: b.continued(t.across(0), x.Target.Text),
			})
		}
		if len(rows) == 0 {
			b.prose(b.t("guide.no-targets"))
			continue
		}
		t.draw(rows)
	}
	b.y += 8
	b.subheadOver(b.t("guide.ratings.title"), scaleHeight)
	b.ratingScale()
}

// drawBehind draws the case evidence: each item that is tried out, how the school stands on
// it, and where it comes up.
func (b *handbook) drawBehind() {
	b.open(toBehind, b.bodyHeight()*0.5)
	b.intro(b.t("handbook.behind.intro", "Case", b.h.Case.Title))
	if len(b.h.Items) == 0 {
		b.prose(b.t("handbook.behind.none"))
		return
	}
	t := b.newTable(column{b.t("handbook.column.shows"), 364}, column{b.t("plan.column.answer"), 152})
	var rows []row
	for _, x := range b.h.Items {
		it := x.Item
		cell := staying(b.paragraph(t.inner(0), textSize, b.say(bold, ink, it.Title)))
		cell = append(cell, b.paragraph(t.inner(0), textSize, append([]span{b.say(regular, ink, it.Shows)}, b.cites(regular, ink, it.Evidence)...)...)...)
		cell = append(cell, gap(3))
		cell = append(cell, b.paragraph(t.inner(0), smallSize, append([]span{b.say(regular, muted, b.t("plan.evidence")+" ")}, b.evidence(it.Evidence)...)...)...)
		stands := []piece{b.badgePiece(statusBadge(x.Answer.Status), b.t("status."+string(x.Answer.Status)), t.inner(1)), gap(4)}
		if len(x.Objectives) > 0 {
			var n []string
			for _, o := range x.Objectives {
				n = append(n, decimal(o))
			}
			stands = append(stands, b.labelled(t.inner(1), b.t("handbook.objectives"), b.say(regular, ink, strings.Join(n, ", ")))...)
		}
		if len(x.Events) > 0 {
			stands = append(stands, b.labelled(t.inner(1), b.t("handbook.event-numbers"), b.say(regular, ink, strings.Join(x.Events, ", ")))...)
		}
		if len(x.Questions) > 0 {
			stands = append(stands, b.labelled(t.inner(1), b.t("handbook.question-numbers"), b.say(regular, ink, strings.Join(x.Questions, ", ")))...)
		}
		rows = append(rows, row{
			cells: [][]piece{cell, stands},
			again: b.continued(t.across(0), it.Title),
			place: func(y float64) { b.place(itemAnchor(it.ID), y) },
		})
	}
	t.draw(rows)
	for _, l := range b.h.LeftOut {
		b.y += 6
		b.flow(sideMargin, b.paragraph(b.width(), 8, b.say(regular, muted, b.t("handbook.left-out", "Count", l.Count))))
	}
}
