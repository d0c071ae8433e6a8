package export

import (
	"context"
	"strings"

	"forethought/workbook"
)

// formMark stands among a form's keywords, so that a form whose fields are gone is told
// from any other document.
const formMark = "forethought-form"

// stampField is the name of the hidden field.
const stampField = "forethought"

// answerField is the first part of the names of the fields that are filled in: "a", the
// item's id, the field's name.
const answerField = "a"

// WriteForm draws a school's checklist with fields that any PDF reader can fill, holding
// the answers of the form's stamp, and puts it at path; see [ReadForm]. Guarantees and
// errors are those of [WriteActionPlan].
func WriteForm(ctx context.Context, path string, form workbook.Form, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) {
		return newFormSheet(ctx, form, o)
	})
	receipt.Items = len(form.Stamp.Answers)
	return receipt, err
}

// formSheet is a form on its way onto paper.
type formSheet struct {
	*frame
	form workbook.Form
}

func newFormSheet(ctx context.Context, form workbook.Form, o Options) (*formSheet, error) {
	t := o.Words.Text
	if strings.TrimSpace(form.School.Name) == "" {
		form.School.Name = t("plan.unnamed-school")
	}
	on := form.Stamp.On
	footer := join(" · ", form.School.District)
	if on != "" {
		footer = join(" · ", footer, t("form.as-of", "Date", o.Words.Date(on)))
	}
	f, err := newFrame(ctx, o, about{
		Title: t("form.title"), Subject: form.School.Name, Author: form.PreparedBy, Handling: form.Handling,
		Keywords: formMark, Footer: footer, On: on,
	})
	if err != nil {
		return nil, err
	}
	return &formSheet{frame: f, form: form}, nil
}

func (s *formSheet) t(key string, args ...any) string { return s.words.Text(key, args...) }

func (s *formSheet) parts() []func() {
	parts := []func(){s.drawFront}
	for i, list := range workbook.Checklists() {
		if len(s.form.Case.ItemsOf(list)) > 0 {
			parts = append(parts, func() { s.drawList(i+1, list) })
		}
	}
	return parts
}

// drawFront says what the form is for and how it is filled in.
func (s *formSheet) drawFront() {
	s.page()
	s.flow(sideMargin, s.paragraph(s.width(), titleSize, s.say(bold, ink, s.t("form.title"))))
	s.flow(sideMargin, s.paragraph(s.width(), 13, s.say(regular, accent, s.form.School.Name)))
	s.y += 10
	s.flow(sideMargin, s.paragraph(s.width(), leadSize, s.say(regular, ink,
		s.t("form.what", "Items", len(s.form.Stamp.Answers), "School", s.form.School.Name))))
	s.y += 8
	for i, key := range []string{"form.step.fill", "form.step.save", "form.step.send"} {
		s.flow(sideMargin, beside(18, s.paragraph(18, leadSize, s.say(bold, accent, decimal(i+1))),
			s.paragraph(s.width()-18, leadSize, s.say(regular, ink, s.t(key)))))
		s.y += 4
	}
	s.y += 8
	s.flow(sideMargin, staying(s.paragraph(s.width(), headSize, s.say(bold, accent, s.t("form.meaning")))))
	s.y += 4
	for _, status := range workbook.Statuses() {
		badge := s.badgePiece(statusBadge(status), s.t("status."+string(status)), 110)
		s.flow(sideMargin, beside(120, []piece{badge},
			s.paragraph(s.width()-120, textSize, s.say(regular, ink, s.t("form.meaning."+string(status))))))
		s.y += 5
	}
	s.y += 6
	for _, key := range []string{"form.hint.date", "form.hint.care"} {
		s.flow(sideMargin, s.paragraph(s.width(), textSize, s.say(regular, muted, s.t(key))))
		s.y += 4
	}
	s.pdf.field(field{
		name: []string{stampField}, tip: s.t("form.hidden"), value: s.form.Stamp.Encode(), hidden: true,
	})
}

// Measures of an item on a form, in points.
const (
	itemHeight  = 170.0 // of an item with a question of two lines; no list begins with less room
	labelHeight = 10.0
	lineBox     = 15.5 // a field of one line
	noteBox     = 2*lineBox + labelHeight + 3
	reasonBox   = 17.0
	buttonSize  = 12.0
	buttonRow   = 17.0
	besideNote  = 176.0 // width of owner and date
)

func (s *formSheet) drawList(number int, list workbook.Checklist) {
	s.part(decimal(number), s.t("checklist."+string(list)), listAnchor(list), partHead+itemHeight)
	for i, it := range s.form.Case.ItemsOf(list) {
		s.drawItem(decimal(number)+"."+decimal(i+1), it)
	}
}

// drawItem draws an item with its fields, never parted over a page's end.
func (s *formSheet) drawItem(number string, it workbook.Item) {
	text := s.paragraph(s.width(), leadSize, s.say(bold, accent, number+"  "), s.say(bold, ink, it.Title))
	text = append(text, s.paragraph(s.width(), textSize, s.say(regular, ink, it.Ask))...)
	buttons, rows := s.buttons()
	height := heightOf(text) + 4 + float64(rows)*buttonRow + labelHeight + reasonBox + 3 + labelHeight + noteBox + 18
	s.need(height)
	s.place(itemAnchor(it.ID), s.y)
	s.bookmark(1, s.y, number+"  "+it.Title)
	s.flow(sideMargin, text)
	s.y += 4
	s.drawButtons(it, buttons)
	s.y += float64(rows) * buttonRow
	full := s.width()
	s.input(it, "reason", box{sideMargin, s.y, full, reasonBox})
	s.y += labelHeight + reasonBox + 3
	right := sideMargin + full - besideNote
	s.input(it, "note", box{sideMargin, s.y, full - besideNote - 12, noteBox})
	s.input(it, "owner", box{right, s.y, besideNote, lineBox})
	s.input(it, "target", box{right, s.y + labelHeight + lineBox + 3, besideNote, lineBox})
	s.y += labelHeight + noteBox + 8
	s.hline(sideMargin, s.y, full, line, 0.6)
	s.y += 10
}

// buttons lays the choices of a status out from 0, 0.
func (s *formSheet) buttons() (buttons []button, rows int) {
	x, y := 0.0, 0.0
	for _, status := range workbook.Statuses() {
		word := s.t("status." + string(status))
		w := buttonSize + 5 + s.faces[regular].width(s.print(regular, word), cellSize) + 16
		if x+w > s.width() && x > 0 {
			x, y = 0, y+buttonRow
		}
		buttons = append(buttons, button{code: string(status), tip: word, box: box{x, y, buttonSize, buttonSize}})
		x += w
	}
	return buttons, int(y/buttonRow) + 1
}

func (s *formSheet) drawButtons(it workbook.Item, buttons []button) {
	for i, b := range buttons {
		b.box.x, b.box.y = b.box.x+sideMargin, b.box.y+s.y
		s.text(b.box.x+buttonSize+5, b.box.y+buttonSize/2+cellSize*0.36, cellSize, regular, ink, s.print(regular, b.tip))
		b.tip = s.t("form.tip", "Field", b.tip, "Item", it.Title)
		buttons[i] = b
	}
	s.pdf.field(field{
		name: []string{answerField, it.ID, "status"}, tip: s.t("form.tip", "Field", s.t("form.field.status"), "Item", it.Title),
		value: s.form.Stamp.Value(it.ID, "status"), buttons: buttons,
	})
}

// input draws the label and the border of a text field below a place.
func (s *formSheet) input(it workbook.Item, name string, at box) {
	label := s.t("form.field." + name)
	s.text(at.x, at.y+labelHeight-3, smallSize, regular, muted, s.shorten(regular, smallSize, at.w, label))
	at.y += labelHeight
	s.stroke(rule, 0.7)
	s.fill(white)
	s.pdf.rounded(at.x, at.y, at.w, at.h, 2, both)
	f := field{
		name: []string{answerField, it.ID, name}, tip: s.t("form.tip", "Field", label, "Item", it.Title),
		value: s.form.Stamp.Value(it.ID, name),
		box:   box{at.x + 1, at.y + 1, at.w - 2, at.h - 2}, lines: name == "note" || name == "reason",
	}
	if name == "owner" {
		f.limit = workbook.MaxShortText
	}
	s.pdf.field(f)
}
