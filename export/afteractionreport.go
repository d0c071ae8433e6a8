package export

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"forethought/workbook"
)

// WriteAfterActionReport draws the After-Action Report with its Improvement Plan as a PDF at
// path; the plan stands on pages that lie on their side. Its errors and guarantees are those
// of every document, see [writePDF].
func WriteAfterActionReport(ctx context.Context, path string, a workbook.AfterActionReport, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newReportBook(ctx, a, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write after-action report: %w", err)
	}
	receipt.Objectives = len(a.Objectives)
	served := map[string]bool{}
	for _, r := range a.Plan {
		if r.Action.ID != "" {
			served[r.Action.ID] = true
		}
	}
	receipt.Actions, receipt.Sources = len(served), len(a.Case.Sources)
	receipt.Observations = len(a.Said) + len(a.Others)
	for _, x := range a.Objectives {
		receipt.Observations += len(x.Strengths) + len(x.Improvements)
		if x.Objective.Final != "" {
			receipt.Ratings++
		}
	}
	return receipt, nil
}

// reportBook is an after-action report being drawn.
type reportBook struct {
	*exerciseBook
	a workbook.AfterActionReport
}

const (
	toExecutive = "part:exercise-executive"
	toRated     = "part:exercise-rated"
	toAnalysis  = "part:exercise-analysis"
	toVoices    = "part:exercise-voices"
	toStillOpen = "part:exercise-still-open"
	toPlan      = "part:exercise-plan"
)

func newReportBook(ctx context.Context, a workbook.AfterActionReport, o Options) (*reportBook, error) {
	book, err := newExerciseBook(ctx, o, o.Words.Text("exercise.document.after-action-report"), a.ExerciseOverview, a.Case)
	if err != nil {
		return nil, err
	}
	b := &reportBook{book, a}
	b.name(toOverview, b.t("exdoc.overview.title"))
	b.name(toExecutive, b.t("aar.executive.title"))
	b.name(toRated, b.t("aar.rated.title"))
	b.name(toAnalysis, b.t("aar.analysis.title"))
	b.name(toVoices, b.t("aar.voices.title"))
	b.name(toStillOpen, b.t("aar.open.title"))
	b.name(toPlan, b.t("aar.plan.title"))
	b.name(toParticipants, b.t("aar.participants.title"))
	b.name(toSources, b.t("plan.sources.title"))
	return b, nil
}

// parts are the report's parts in the order of the template.
func (b *reportBook) parts() []func() {
	return []func(){
		func() { b.front(b.statement()) }, b.drawOverview, b.drawExecutive, b.drawRated, b.drawAnalysis,
		b.drawVoices, b.drawStillOpen, b.drawImprovementPlan, b.drawAttended, b.drawSources,
	}
}

// statement says what the report is for, and whether it has been agreed.
func (b *reportBook) statement() string {
	agreed := b.t("aar.draft")
	if b.a.Published != "" {
		agreed = b.t("aar.agreed", "Date", b.words.Date(b.a.Published))
	}
	return b.t("aar.statement") + "\n\n" + agreed
}

// drawExecutive draws the executive summary, with the figures that it rests on.
func (b *reportBook) drawExecutive() {
	b.open(toExecutive, b.bodyHeight()*0.5)
	strengths, areas := 0, 0
	for _, x := range b.a.Objectives {
		strengths, areas = strengths+len(x.Strengths), areas+len(x.Improvements)
	}
	for _, o := range b.a.Others {
		if o.Kind == workbook.Strength {
			strengths++
		} else {
			areas++
		}
	}
	b.intro(join(" · ", b.t("aar.count.objectives", "Count", len(b.a.Objectives)), b.t("aar.count.strengths", "Count", strengths),
		b.t("aar.count.areas", "Count", areas), b.t("aar.count.rows", "Count", len(b.a.Plan))))
	if strings.TrimSpace(b.a.Summary) == "" {
		b.prose(b.t("aar.executive.none"))
		return
	}
	b.prose(b.a.Summary)
}

// drawRated draws the template's table: each objective with its core capability and a mark
// in the column of its final rating.
func (b *reportBook) drawRated() {
	t := b.newTable(column{b.t("exdoc.column.objective"), 224}, column{b.t("exdoc.column.capability"), 156},
		column{"P", 34}, column{"S", 34}, column{"M", 34}, column{"U", 34})
	var rows []row
	for _, x := range b.a.Objectives {
		o := x.Objective
		cells := [][]piece{
			b.paragraph(t.inner(0), cellSize, b.lead(bold, ink, decimal(x.Number)+"  "+o.Title, objectiveAnchor(x.Number))),
			b.paragraph(t.inner(1), cellSize, b.capability(o.Capability)),
		}
		for i, r := range workbook.Ratings() {
			var cell []piece
			if r == o.Final {
				look, width := ratingLook(r), t.inner(2+i)
				cell = []piece{{height: badgeHeight, draw: func(x, y float64) {
					b.fill(look.tint)
					b.pdf.rounded(x, y, min(width, 24), badgeHeight, 4, filled)
					b.text(x+8, y+badgeHeight/2+cellSize*0.36, cellSize, bold, look.text, printable(r))
				}}}
			}
			cells = append(cells, cell)
		}
		if o.Final == "" {
			cells[1] = append(cells[1], b.paragraph(t.inner(1), smallSize, b.say(bold, muted, b.t("guide.not-rated")))...)
		}
		rows = append(rows, row{cells: cells, again: b.continued(t.across(0), o.Title)})
	}
	b.open(toRated, t.total(rows)+120)
	if len(rows) == 0 {
		b.prose(b.t("exdoc.no-objectives"))
		return
	}
	t.draw(rows)
	b.y += 12
	b.ratingScale()
}

// drawAnalysis draws what was found on each objective and why it was so.
func (b *reportBook) drawAnalysis() {
	b.open(toAnalysis, newPage)
	b.intro(b.t("aar.analysis.intro"))
	for _, x := range b.a.Objectives {
		b.drawObjective(x)
	}
	if len(b.a.Others) > 0 {
		b.subhead(b.t("guide.others.title"))
		for _, o := range b.a.Others {
			b.finding(b.kindOf(o), o)
		}
	}
}

func (b *reportBook) drawObjective(x workbook.ReportedObjective) {
	o := x.Objective
	b.need(150)
	b.y += 6
	b.place(objectiveAnchor(x.Number), b.y)
	title := join(": ", b.t("exdoc.objective", "Number", x.Number), o.Title)
	b.bookmark(1, b.y, title)
	b.flow(sideMargin, staying(b.paragraph(b.width(), 13, b.say(bold, accent, title))))
	b.y += 3
	b.flow(sideMargin, b.passage(b.width(), textSize, regular, ink, o.Text))
	b.flow(sideMargin, append(b.paragraph(b.width(), textSize, b.capability(o.Capability)), gap(5)))
	b.flow(sideMargin, []piece{b.ratingPiece(o.Final, b.width()), gap(4)})
	if o.Explanation != "" {
		b.flow(sideMargin, append(b.passage(b.width(), leadSize, regular, ink, o.Explanation), gap(4)))
	}
	for _, y := range x.Targets {
		b.flow(sideMargin, append(b.targetLine(y), gap(3)))
	}
	b.flow(sideMargin, b.behind(b.width(), nil, x.Items))
	b.subhead(b.t("aar.strengths"))
	if len(x.Strengths) == 0 {
		b.prose(b.t("aar.no-strengths"))
	}
	for i, s := range x.Strengths {
		b.finding(b.t("aar.strength", "Number", i+1), s)
	}
	b.subhead(b.t("aar.areas"))
	if len(x.Improvements) == 0 {
		b.prose(b.t("aar.no-areas"))
	}
	for _, s := range x.Improvements {
		b.finding(b.kindOf(s), s)
	}
	b.y += 6
	b.hline(sideMargin, b.y, b.width(), line, 0.6)
	b.y += 8
}

// targetLine is a capability target with what each evaluator gave it.
func (b *reportBook) targetLine(x workbook.GuideTarget) []piece {
	var given []string
	for _, r := range x.Ratings {
		if r.Rating != "" {
			given = append(given, string(r.Rating))
		}
	}
	if len(given) == 0 {
		given = []string{b.t("guide.not-rated")}
	}
	return b.paragraph(b.width(), cellSize, b.say(regular, muted, b.t("aar.target")+" "),
		b.say(regular, ink, x.Target.Text+" "), b.say(bold, accent, strings.Join(given, ", ")))
}

// kindOf says what an observation is, an area for improvement with its number.
func (b *reportBook) kindOf(o workbook.Observation) string {
	if n := b.a.Numbers[o.ID]; n > 0 {
		return b.t("aar.area", "Number", n)
	}
	return b.t("observation." + string(o.Kind))
}

// finding is a strength or an area for improvement with its reference and analysis.
func (b *reportBook) finding(title string, o workbook.Observation) {
	const indent = 12.0
	pieces := staying(b.paragraph(b.width()-indent, textSize, b.say(bold, ink, title)))
	pieces = append(pieces, b.observation(b.width()-indent, o)...)
	b.flow(sideMargin+indent, append(pieces, gap(7)))
}

// drawVoices draws what was decided and said, the hot wash, and what participants gave on
// their forms.
func (b *reportBook) drawVoices() {
	b.open(toVoices, b.bodyHeight()*0.5)
	if len(b.a.Said) > 0 {
		b.observations(b.t("aar.said.title"), b.a.Said)
	}
	b.subhead(b.t("agenda-part.hot-wash"))
	if strings.TrimSpace(b.a.HotWash) == "" {
		b.prose(b.t("aar.no-hot-wash"))
	} else {
		b.prose(b.a.HotWash)
	}
	b.subhead(b.t("aar.feedback.title"))
	if len(b.a.Forms) == 0 {
		b.prose(b.t("aar.no-feedback"))
		return
	}
	b.prose(b.t("aar.feedback.count", "Count", len(b.a.Forms)))
	t := b.newTable(column{b.t("aar.column.statement"), 300}, column{b.t("aar.column.mean"), 146}, column{b.t("aar.column.forms"), 70})
	t.pad = 4.5
	var rows []row
	for _, f := range b.a.Feedback {
		rows = append(rows, row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(regular, ink, b.t("feedback."+f.Statement))),
			{b.meanBar(t.inner(1), f)},
			b.paragraph(t.inner(2), cellSize, b.say(regular, ink, decimal(f.Count))),
		}})
	}
	t.draw(rows)
	b.y += 6
	for _, part := range []struct {
		title string
		says  func(workbook.Feedback) string
	}{
		{b.t("aar.feedback.strengths"), func(f workbook.Feedback) string { return f.Strengths }},
		{b.t("aar.feedback.improvements"), func(f workbook.Feedback) string { return f.Improvements }},
		{b.t("aar.feedback.comments"), func(f workbook.Feedback) string { return f.Comments }},
	} {
		var lines []string
		for _, f := range b.a.Forms {
			if text := strings.TrimSpace(part.says(f)); text != "" {
				lines = append(lines, text)
			}
		}
		if len(lines) > 0 {
			b.subhead(part.title)
			b.list(lines...)
		}
	}
}

// meanBar is a mean from 1 to 5 as a bar with its figure.
func (b *reportBook) meanBar(width float64, f workbook.FeedbackAverage) piece {
	said := b.t("aar.no-score")
	if f.Count > 0 {
		said = b.printer.Sprintf("%.1f", f.Mean)
	}
	text := b.print(bold, said)
	return piece{height: 13, draw: func(x, y float64) {
		const figure = 30.0
		room := width - figure
		if f.Count > 0 {
			b.fill(shade)
			b.pdf.rect(x, y+3, room, 7, filled)
			b.fill(accent)
			b.pdf.rect(x, y+3, room*f.Mean/5, 7, filled)
			x += room + 8
		}
		b.text(x, y+9.5, cellSize, bold, ink, text)
	}}
}

// drawStillOpen draws what the exercise left open and the next one may start from.
func (b *reportBook) drawStillOpen() {
	b.open(toStillOpen, b.bodyHeight()*0.35)
	b.intro(b.t("aar.open.intro"))
	var lines []string
	for _, f := range b.a.Open {
		switch {
		case f.Observation.ID == "":
			lines = append(lines, b.t("aar.open.objective", "Title", f.Objective.Title, "Rating", b.t("rating."+string(f.Objective.Final))))
		case len(f.Actions) == 0:
			lines = append(lines, b.t("aar.open.no-action", "Number", b.a.Numbers[f.Observation.ID], "Text", firstParagraph(f.Observation.Text)))
		default:
			for _, a := range f.Actions {
				lines = append(lines, b.t("aar.open.action", "Number", b.a.Numbers[f.Observation.ID], "Text", firstParagraph(f.Observation.Text),
					"Action", a.Title, "Status", b.t("action-status."+string(a.StatusOn(b.of.On)))))
			}
		}
	}
	for _, n := range b.a.Unrated {
		lines = append(lines, b.t("aar.open.unrated", "Title", b.a.Objectives[n-1].Objective.Title))
	}
	for _, it := range b.a.Doubted {
		lines = append(lines, b.t("aar.open.doubted", "Title", it.Title))
	}
	if len(lines) == 0 {
		b.prose(b.t("aar.open.none"))
		return
	}
	b.list(lines...)
}

// drawImprovementPlan draws appendix A in the columns of the template, on pages that lie on
// their side.
func (b *reportBook) drawImprovementPlan() {
	b.landscape(true)
	b.open(toPlan, newPage)
	b.intro(b.t("aar.plan.intro", "Exercise", b.of.Name, "School", b.of.School.Name))
	if len(b.a.Plan) == 0 {
		b.prose(b.t("aar.plan.none"))
		b.landscape(false)
		return
	}
	t := b.newTable(
		column{b.t("exdoc.column.capability"), 80}, column{b.t("aar.column.area"), 136}, column{b.t("plan.column.action"), 168},
		column{b.t("aar.column.element"), 66}, column{b.t("aar.column.organization"), 80}, column{b.t("aar.column.contact"), 74},
		column{b.t("aar.column.start"), 64}, column{b.t("aar.column.completion"), 66},
	)
	t.pad = 5
	var rows []row
	for _, r := range b.a.Plan {
		rows = append(rows, b.planRow(t, r))
	}
	t.draw(rows)
	b.landscape(false)
}

func (b *reportBook) planRow(t *table, r workbook.ImprovementRow) row {
	const size = 8.0
	a := r.Action
	text := func(col int, s string) []piece { return b.paragraph(t.inner(col), size, b.say(regular, ink, s)) }
	cells := [][]piece{
		b.paragraph(t.inner(0), size, b.capability(r.Objective.Capability)),
		append(staying(b.paragraph(t.inner(1), smallSize, b.say(bold, muted, b.kindOf(r.Observation)))),
			b.passage(t.inner(1), size, regular, ink, strings.TrimSpace(r.Observation.Text))...),
	}
	if a.ID == "" {
		cells = append(cells, b.paragraph(t.inner(2), size, b.say(bold, alarm, b.t("aar.plan.no-action"))), nil, nil, nil, nil, nil)
		return row{cells: cells, again: b.continued(t.across(0), r.Observation.Text)}
	}
	action := b.paragraph(t.inner(2), size, b.say(bold, ink, a.Title))
	if strings.TrimSpace(a.Description) != "" {
		action = append(action, b.passage(t.inner(2), smallSize, regular, ink, strings.TrimSpace(a.Description))...)
	}
	day := func(d workbook.Date) string {
		if d == "" {
			return ""
		}
		return b.words.Date(d)
	}
	element := ""
	if a.Element != "" {
		element = b.t("element." + string(a.Element))
	}
	done, status := text(7, day(a.Target)), a.StatusOn(b.of.On)
	if a.Completed != "" {
		done = text(7, b.t("aar.completed", "Date", day(a.Completed)))
	}
	done = append(done, gap(2), b.badgePiece(actionBadge(status), b.t("action-status."+string(status)), t.inner(7)))
	cells = append(cells, action, text(3, element), text(4, a.Organization), text(5, a.Owner), text(6, day(a.Start)), done)
	return row{cells: cells, under: b.evidenceOf(t.across(1), b.t("aar.item"), b.itemsOf(a)), from: 1, again: b.continued(t.across(1), a.Title)}
}

// itemsOf are the items that an action serves, in the case's order.
func (b *reportBook) itemsOf(a workbook.Action) []workbook.Item {
	return slices.DeleteFunc(slices.Clone(b.theCase.Items), func(it workbook.Item) bool { return !slices.Contains(a.Items, it.ID) })
}

// drawAttended draws appendix B, who took part.
func (b *reportBook) drawAttended() {
	b.of.Participants = b.a.Attended
	b.drawParticipants()
	if !b.a.Marked && len(b.a.Attended) > 0 {
		b.y += 6
		b.prose(b.t("aar.participants.unmarked"))
	}
}
