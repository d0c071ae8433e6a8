package export

import (
	"context"
	"fmt"

	"forethought/workbook"
)

const (
	feedbackMark       = "forethought-feedback" // among the keywords, as [formMark] is
	feedbackStampField = "forethought-feedback" // the name of the hidden field
	feedbackField      = "feedback"             // the first part of the names of the fields
)

// WriteFeedbackForm draws the participant feedback form of an exercise, with fields that any
// PDF reader can fill, as a PDF at path; see [ReadFeedback]. Everybody gets a copy of the
// same file. Its errors and guarantees are those of every document, see [writePDF].
func WriteFeedbackForm(ctx context.Context, path string, form workbook.FeedbackForm, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newFeedbackSheet(ctx, form, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write feedback form: %w", err)
	}
	return receipt, nil
}

// feedbackSheet is a feedback form being drawn.
type feedbackSheet struct {
	*exerciseBook
	form workbook.FeedbackForm
}

func newFeedbackSheet(ctx context.Context, form workbook.FeedbackForm, o Options) (*feedbackSheet, error) {
	book, err := newExerciseBook(ctx, o, o.Words.Text("exercise.document.feedback-form"), form.ExerciseOverview, nil)
	if err != nil {
		return nil, err
	}
	book.pdf.tell("Keywords", feedbackMark)
	return &feedbackSheet{exerciseBook: book, form: form}, nil
}

func (s *feedbackSheet) parts() []func() {
	return []func(){s.drawHead, s.drawRole, s.drawStatements, s.drawRemarks}
}

// drawHead says what the form is for.
func (s *feedbackSheet) drawHead() {
	s.page()
	s.bookmark(0, s.y, s.about.Title)
	s.flow(sideMargin, s.paragraph(s.width(), titleSize, s.say(bold, ink, s.about.Title)))
	s.flow(sideMargin, s.paragraph(s.width(), 13, s.say(regular, accent, s.of.Name)))
	if said := join(" · ", s.of.School.Name, s.dateAndTime(), s.of.Place); said != "" {
		s.flow(sideMargin, s.paragraph(s.width(), textSize, s.say(regular, muted, said)))
	}
	s.y += 8
	s.flow(sideMargin, s.passage(s.width(), leadSize, regular, ink, s.t("feedback-form.what")))
	s.y += 6
	s.pdf.field(field{
		name: []string{feedbackStampField}, tip: s.t("form.hidden"), value: s.form.Stamp.Encode(), hidden: true,
	})
}

// heading opens a question of the form.
func (s *feedbackSheet) heading(text string) {
	s.y += 8
	s.flow(sideMargin, staying(s.paragraph(s.width(), headSize, s.say(bold, accent, text))))
	s.y += 5
}

// drawRole asks what the person did in the exercise.
func (s *feedbackSheet) drawRole() {
	title := s.t("feedback-form.role")
	s.heading(title)
	f := field{name: []string{feedbackField, "exercise_role"}, tip: title}
	x := sideMargin
	for _, role := range workbook.ExerciseRoles() {
		word := s.print(regular, s.t("exercise-role."+string(role)))
		w := buttonSize + 5 + s.faces[regular].width(word, leadSize) + 20
		if x+w > s.w-sideMargin && x > sideMargin {
			x, s.y = sideMargin, s.y+buttonRow
		}
		s.text(x+buttonSize+5, s.y+buttonSize/2+leadSize*0.36, leadSize, regular, ink, word)
		f.buttons = append(f.buttons, button{
			code: string(role), tip: s.t("form.tip", "Field", title, "Item", string(word)), box: box{x, s.y, buttonSize, buttonSize},
		})
		x += w
	}
	s.pdf.field(f)
	s.y += buttonRow + 4
}

// Measures of the statements, in points.
const (
	scoreColumn = 34.0
	scores      = 5
)

// drawStatements asks how far the person agrees with each statement.
func (s *feedbackSheet) drawStatements() {
	s.heading(s.t("feedback-form.statements"))
	left := s.w - sideMargin - scores*scoreColumn
	center := func(i int) float64 { return left + (float64(i)+0.5)*scoreColumn }
	s.fill(shade)
	s.pdf.rect(sideMargin, s.y, s.width(), 32, filled)
	for i := range scores {
		figure := s.print(bold, decimal(i+1))
		s.text(center(i)-s.faces[bold].width(figure, leadSize)/2, s.y+25, leadSize, bold, ink, figure)
	}
	low, high := s.t("feedback-form.disagree"), s.t("feedback-form.agree")
	s.text(left, s.y+12, smallSize, regular, muted, s.shorten(regular, smallSize, scores*scoreColumn/2-4, low))
	end := s.shorten(regular, smallSize, scores*scoreColumn/2-4, high)
	s.text(s.w-sideMargin-2-s.faces[regular].width(end, smallSize), s.y+12, smallSize, regular, muted, end)
	s.y += 32
	for _, code := range workbook.FeedbackStatements() {
		said := s.t("feedback." + code)
		text := s.paragraph(left-sideMargin-cellPad-12, leadSize, s.say(regular, ink, said))
		height := max(heightOf(text), buttonSize) + 2*rowPad
		s.need(height)
		top := s.y + (height-heightOf(text))/2
		for _, p := range text {
			p.draw(sideMargin+cellPad, top)
			top += p.height
		}
		f := field{name: []string{feedbackField, code}, tip: said}
		for i := range scores {
			f.buttons = append(f.buttons, button{
				code: decimal(i + 1), tip: s.t("form.tip", "Field", decimal(i+1), "Item", said),
				box: box{center(i) - buttonSize/2, s.y + (height-buttonSize)/2, buttonSize, buttonSize},
			})
		}
		s.pdf.field(f)
		s.y += height
		s.hline(sideMargin, s.y, s.width(), line, 0.6)
	}
	s.y += 4
}

// The height of what can be written to a question: as much as the page has left for each, but
// no less than the first.
const (
	leastRemark = 52.0
	mostRemark  = 96.0
	remarkHead  = 8 + headSize*1.36 + 5 + 2
	remarkFoot  = 40.0
)

// drawRemarks asks for words, and says where the form goes.
func (s *feedbackSheet) drawRemarks() {
	remarkBox := min(mostRemark, max(leastRemark, (s.room()-remarkFoot)/3-remarkHead))
	for _, name := range []string{"strengths", "improvements", "comments"} {
		title := s.t("feedback-form." + name)
		s.need(remarkHead + remarkBox)
		s.heading(title)
		s.stroke(rule, 0.7)
		s.fill(white)
		s.pdf.rounded(sideMargin, s.y, s.width(), remarkBox, 2, both)
		s.pdf.field(field{
			name: []string{feedbackField, name}, tip: title, lines: true,
			box: box{sideMargin + 1, s.y + 1, s.width() - 2, remarkBox - 2},
		})
		s.y += remarkBox + 2
	}
	s.y += 8
	back := s.t("feedback-form.back")
	if s.of.Contact != "" {
		back = s.t("feedback-form.back-to", "Contact", s.of.Contact)
	}
	s.flow(sideMargin, s.paragraph(s.width(), textSize, s.say(regular, muted, back)))
}
