package export

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// WriteEvaluationGuides draws the Exercise Evaluation Guides, blank or filled, as a PDF at
// path. Its errors and guarantees are those of every document, see [writePDF].
func WriteEvaluationGuides(ctx context.Context, path string, g workbook.EvaluationGuides, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newGuideBook(ctx, g, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write evaluation guides: %w", err)
	}
	receipt.Objectives = len(g.Guides)
	if g.Filled {
		for _, x := range g.Guides {
			receipt.Ratings += len(x.Ratings)
			for _, t := range x.Targets {
				receipt.Ratings += len(t.Ratings)
			}
			receipt.Observations += len(x.Observations)
		}
		receipt.Observations += len(g.Others)
	}
	return receipt, nil
}

// guideBook is the evaluation guides being drawn.
type guideBook struct {
	*exerciseBook
	g workbook.EvaluationGuides
}

const (
	toOthers  = "part:exercise-others"
	toRatings = "part:exercise-ratings"
)

func newGuideBook(ctx context.Context, g workbook.EvaluationGuides, o Options) (*guideBook, error) {
	title := o.Words.Text("exercise.document.evaluation-guides")
	if g.Filled {
		title = o.Words.Text("exercise.document.evaluation-results")
	}
	book, err := newExerciseBook(ctx, o, title, g.ExerciseOverview, nil)
	if err != nil {
		return nil, err
	}
	b := &guideBook{book, g}
	for _, x := range g.Guides {
		b.name(objectiveAnchor(x.Number), join(": ", b.t("exdoc.objective", "Number", x.Number), x.Objective.Title))
	}
	b.name(toOthers, b.t("guide.others.title"))
	b.name(toRatings, b.t("guide.ratings.title"))
	return b, nil
}

// parts are a guide for each objective, what belongs to none, and what the ratings mean.
func (b *guideBook) parts() []func() {
	var parts []func()
	for _, g := range b.g.Guides {
		parts = append(parts, func() { b.drawGuide(g) })
	}
	if len(b.g.Others) > 0 {
		parts = append(parts, b.drawOthers)
	}
	return append(parts, b.drawRatings)
}

// drawGuide draws the guide of one objective: what it is about, its targets with room to
// write or what was written, and the final rating.
func (b *guideBook) drawGuide(g workbook.EvaluationGuide) {
	from := newPage // each evaluator gets the guide of an objective
	if b.g.Filled {
		from = b.bodyHeight() * 0.6
	}
	b.open(objectiveAnchor(g.Number), from)
	b.intro(join(" · ", b.of.Name, b.dateAndTime(), b.of.School.Name))
	b.pairs([]pair{
		{label: b.t("exdoc.column.objective"), says: join("\n", g.Objective.Title, g.Objective.Text)},
		{label: b.t("exdoc.column.capability"), says: b.capabilityName(g.Objective.Capability)},
	})
	b.y += 12
	if b.g.Filled {
		b.filled(g)
		return
	}
	b.blanks(b.t("guide.evaluator"), b.t("guide.reach"))
	b.y += 4
	t := b.guideTable()
	var rows []row
	for _, x := range g.Targets {
		rows = append(rows, row{
			cells: [][]piece{
				b.passage(t.inner(0), cellSize, bold, ink, x.Target.Text), b.dotted(t.inner(1), cellSize, x.Tasks),
				[]piece{{height: 118}}, b.ratingBoxes(t.inner(3)),
			},
			again: b.continued(t.across(0), x.Target.Text),
		})
	}
	if len(rows) == 0 { // a guide without targets has room for what is seen all the same
		rows = append(rows, row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(regular, muted, b.t("guide.no-targets"))), nil, {{height: 160}}, b.ratingBoxes(t.inner(3)),
		}})
	}
	t.draw(rows)
	b.y += 12
	b.need(120)
	b.flow(sideMargin, b.paragraph(b.width(), headSize, b.say(bold, accent, b.t("guide.final"))))
	b.y += 4
	b.boxesInLine()
	b.blanks(b.t("guide.explanation"))
	for b.room() >= 22 {
		b.y += 22
		b.hline(sideMargin, b.y, b.width(), rule, 0.6)
	}
}

// guideTable is the table of the template: targets, tasks, notes and rating.
func (b *guideBook) guideTable() *table {
	return b.newTable(column{b.t("guide.column.target"), 122}, column{b.t("guide.column.tasks"), 140},
		column{b.t("guide.column.notes"), 186}, column{b.t("guide.column.rating"), 68})
}

func (b *exerciseBook) capabilityName(c workbook.Capability) string {
	if c == "" {
		return b.t("exdoc.no-capability")
	}
	return b.t("capability." + string(c))
}

// blanks draws labels with a line to write on, side by side.
func (b *exerciseBook) blanks(labels ...string) {
	base, width := b.y+14, b.width()/float64(len(labels))
	for i, label := range labels {
		x := sideMargin + float64(i)*width
		text := b.shorten(bold, textSize, width*0.6, label)
		b.text(x, base, textSize, bold, ink, text)
		from := x + b.faces[bold].width(text, textSize) + 6
		b.hline(from, base+2, x+width-from-10, rule, 0.8)
	}
	b.y = base + 10
}

const ratingBox = 13.0

// ratingBoxes are boxes to tick, one below the other, each with a rating's letter.
func (b *exerciseBook) ratingBoxes(width float64) []piece {
	var pieces []piece
	for _, r := range workbook.Ratings() {
		letter := b.print(bold, string(r))
		pieces = append(pieces, piece{height: ratingBox + 9, stay: r != workbook.UnableToPerform, draw: func(x, y float64) {
			b.drawBox(x+(width-34)/2, y, letter)
		}})
	}
	return pieces
}

func (b *exerciseBook) drawBox(x, y float64, letter printable) {
	b.stroke(ink, 0.9)
	b.pdf.rect(x, y, ratingBox, ratingBox, outlined)
	b.text(x+ratingBox+6, y+ratingBox/2+leadSize*0.36, leadSize, bold, ink, letter)
}

// boxesInLine draws a box to tick for each rating with its meaning.
func (b *exerciseBook) boxesInLine() {
	width := b.width() / 2
	for i, r := range workbook.Ratings() {
		x, y := sideMargin+float64(i%2)*width, b.y+float64(i/2)*20
		b.drawBox(x, y, b.print(bold, string(r)))
		b.text(x+ratingBox+22, y+ratingBox/2+cellSize*0.36, cellSize, regular, ink,
			b.shorten(regular, cellSize, width-ratingBox-26, b.t("rating."+string(r))))
	}
	b.y += 44
}

// filled draws what was rated and seen.
func (b *guideBook) filled(g workbook.EvaluationGuide) {
	t := b.guideTable()
	var rows []row
	for _, x := range g.Targets {
		rows = append(rows, b.ratedRow(t, x))
	}
	if len(g.Ratings) > 0 || len(rows) == 0 {
		whole := workbook.GuideTarget{Target: workbook.Target{Text: b.t("guide.whole")}, Ratings: g.Ratings}
		rows = append(rows, b.ratedRow(t, whole))
	}
	t.draw(rows)
	b.y += 10
	b.subhead(b.t("guide.final"))
	b.flow(sideMargin, []piece{b.ratingPiece(g.Objective.Final, b.width()), gap(4)})
	if g.Objective.Explanation != "" {
		b.prose(g.Objective.Explanation)
	}
	if len(g.Observations) > 0 {
		b.observations(b.t("guide.observations"), g.Observations)
	}
}

// ratedRow is a target with what each evaluator gave it and why.
func (b *guideBook) ratedRow(t *table, x workbook.GuideTarget) row {
	var notes, given []piece
	for _, r := range x.Ratings {
		if r.Rating == "" && r.Explanation == "" {
			continue
		}
		who := strings.TrimSpace(r.Evaluator)
		if who == "" {
			who = b.t("guide.no-name")
		}
		note := staying(b.paragraph(t.inner(2), cellSize, b.say(bold, ink, who+": "), b.say(bold, accent, b.ratingLetter(r.Rating))))
		if strings.TrimSpace(r.Explanation) != "" {
			note = append(note, b.passage(t.inner(2), cellSize, regular, ink, strings.TrimSpace(r.Explanation))...)
		}
		notes = append(notes, append(note, gap(4))...)
	}
	letters := map[workbook.Rating]bool{}
	for _, r := range x.Ratings {
		if r.Rating != "" && !letters[r.Rating] {
			letters[r.Rating] = true
			given = append(given, b.ratingBadge(r.Rating), gap(3))
		}
	}
	if len(notes) == 0 {
		notes = b.paragraph(t.inner(2), cellSize, b.say(regular, muted, b.t("guide.not-rated")))
	}
	return row{
		cells: [][]piece{b.passage(t.inner(0), cellSize, bold, ink, x.Target.Text), b.dotted(t.inner(1), cellSize, x.Tasks), notes, given},
		again: b.continued(t.across(0), x.Target.Text),
	}
}

func (b *exerciseBook) ratingLetter(r workbook.Rating) string {
	if r == "" {
		return b.t("guide.not-rated")
	}
	return string(r)
}

// ratingLook is the look of a rating; it borrows the answers' colours.
func ratingLook(r workbook.Rating) badge {
	switch r {
	case workbook.PerformedWell:
		return statusBadge(workbook.InPlace)
	case workbook.SomeChallenges:
		return statusBadge(workbook.InProgress)
	case workbook.MajorChallenges, workbook.UnableToPerform:
		return statusBadge(workbook.Needed)
	}
	return statusBadge(workbook.NotAssessed)
}

// ratingPiece is a rating as a pill with its meaning.
func (b *exerciseBook) ratingPiece(r workbook.Rating, width float64) piece {
	if r == "" {
		return b.badgePiece(ratingLook(r), b.t("guide.not-rated"), width)
	}
	return b.badgePiece(ratingLook(r), string(r)+" · "+b.t("rating."+string(r)), width)
}

// ratingBadge is a rating's letter as a pill.
func (b *exerciseBook) ratingBadge(r workbook.Rating) piece {
	return b.badgePiece(ratingLook(r), b.ratingLetter(r), 60)
}

// observations draws what was seen, in order, under a heading where it has one.
func (b *exerciseBook) observations(title string, list []workbook.Observation) {
	t := b.newTable(column{b.t("guide.column.when"), 64}, column{b.t("guide.column.kind"), 92}, column{b.t("guide.column.seen"), 360})
	var rows []row
	for _, o := range list {
		when := b.paragraph(t.inner(0), cellSize, b.say(regular, ink, b.t("guide.minute", "Minute", o.Elapsed/60)))
		if o.Story != "" {
			when = append(when, b.paragraph(t.inner(0), smallSize, b.say(regular, muted, b.t("msel.story", "Time", string(o.Story))))...)
		}
		rows = append(rows, row{
			cells: [][]piece{
				when, b.paragraph(t.inner(1), cellSize, b.say(bold, accent, b.t("observation."+string(o.Kind)))),
				b.observation(t.inner(2), o),
			},
			again: b.continued(t.across(0), o.Text),
		})
	}
	if title != "" {
		b.subheadOver(title, t.opening(rows))
	}
	t.draw(rows)
}

// observation is what was seen, the plan that it concerns, why it was so, and who saw it.
func (b *exerciseBook) observation(width float64, o workbook.Observation) []piece {
	cell := b.passage(width, cellSize, regular, ink, strings.TrimSpace(o.Text))
	more := func(label, text string) {
		if text = strings.TrimSpace(text); text != "" {
			cell = append(cell, gap(3))
			first, others, _ := strings.Cut(text, "\n")
			cell = append(cell, b.paragraph(width, cellSize, b.say(bold, ink, label+" "), b.say(regular, ink, first))...)
			if others = strings.TrimSpace(others); others != "" {
				cell = append(cell, b.passage(width, cellSize, regular, ink, others)...)
			}
		}
	}
	more(b.t("aar.reference"), o.Reference)
	more(b.t("aar.analysis"), o.Analysis)
	if o.SeenBy != "" {
		cell = append(cell, b.paragraph(width, smallSize, b.say(regular, muted, b.t("guide.seen-by", "Name", o.SeenBy)))...)
	}
	return cell
}

func (b *guideBook) drawOthers() {
	b.open(toOthers, b.bodyHeight()*0.3)
	b.observations("", b.g.Others)
}

// drawRatings says what the letters mean.
func (b *guideBook) drawRatings() {
	b.open(toRatings, b.bodyHeight()*0.4)
	if len(b.g.Guides) == 0 {
		b.prose(b.t("exdoc.no-objectives"))
	}
	b.ratingScale()
}

// scaleHeight is about how tall the definitions of the ratings are.
const scaleHeight = 180.0

// ratingScale is the definitions of the ratings.
func (b *exerciseBook) ratingScale() {
	b.need(scaleHeight)
	var list []pair
	for _, r := range workbook.Ratings() {
		list = append(list, pair{label: string(r) + " · " + b.t("rating."+string(r)), says: b.t("rating-means." + string(r))})
	}
	b.pairs(list)
}
