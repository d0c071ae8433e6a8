package export

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// WriteChecklist draws a school's checklists with their answers as a PDF at path, replacing
// what is there, readable and writable by its owner only. The plan is one that was made of
// [workbook.PlanRequest.OfChecklists]; checklists without rows are passed over. Its errors
// and guarantees are those of every document, see [writePDF].
func WriteChecklist(ctx context.Context, path string, plan workbook.ActionPlan, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newChecklistBook(ctx, plan, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write checklist: %w", err)
	}
	for _, l := range plan.Lists {
		receipt.Items += len(l.Rows)
	}
	receipt.Sources, receipt.LeftOut = len(plan.Case.Sources), plan.LeftOut
	return receipt, nil
}

// checklistBook is a checklist with answers being drawn.
type checklistBook struct {
	*planBook
}

func newChecklistBook(ctx context.Context, plan workbook.ActionPlan, o Options) (*checklistBook, error) {
	b, err := newSchoolBook(ctx, plan, o.Words.Text("checklist-report.title"), o)
	if err != nil {
		return nil, err
	}
	for _, l := range plan.Lists {
		if len(l.Rows) == 0 {
			continue
		}
		part := b.numbered(listAnchor(l.Checklist), b.t("checklist."+string(l.Checklist)))
		for i, r := range l.Rows {
			b.number[itemAnchor(r.Item.ID)] = part + "." + decimal(i+1)
		}
	}
	return &checklistBook{b}, nil
}

// parts are a heading with the count, a part a checklist, and the sources.
func (b *checklistBook) parts() []func() {
	parts := []func(){b.drawHead}
	for _, l := range b.plan.Lists {
		if len(l.Rows) > 0 {
			parts = append(parts, func() { b.drawAnswers(l) })
		}
	}
	return append(parts, func() { b.drawSourceLines(b.sourceLines(false)) })
}

// drawHead draws whose checklist it is and how far it is answered.
func (b *checklistBook) drawHead() {
	b.page()
	b.flow(sideMargin, b.paragraph(b.width(), 24, b.say(bold, ink, b.plan.School.Name)))
	b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, muted, join(" · ", b.plan.School.District, b.plan.School.Address))))
	b.y += 8
	if !b.public() {
		b.bar(sideMargin, b.y, b.width(), 16, slicesOf(b.plan.Coverage))
		b.y += 21
		b.flow(sideMargin, b.paragraph(b.width(), 8, b.say(regular, muted, b.inWords(b.plan.Coverage))))
		b.y += 6
		return
	}
	text := b.t("plan.public.intro", "School", b.plan.School.Name)
	if b.plan.Coverage.Total == 0 {
		text = b.t("plan.public.ask")
	}
	b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, muted, text)))
}

// drawAnswers draws one checklist, a compact row an item.
func (b *checklistBook) drawAnswers(l workbook.PlanList) {
	public := b.public()
	cols := []column{{b.t("checklist-report.item"), 214}, {b.t("plan.column.status"), 92}, {b.t("checklist-report.who"), 96}}
	notes := !b.plan.Audience.Withholds(workbook.LeftOutNotes)
	if public {
		cols = []column{{b.t("checklist-report.item"), 400}, {b.t("plan.column.status"), 116}}
	} else if notes {
		cols = append(cols, column{b.t("checklist-report.notes"), 158})
	}
	t := b.newTable(cols...)
	t.pad = 4
	var rows []row
	for _, r := range l.Rows {
		cells := [][]piece{b.questionCell(t.inner(0), r), b.statusCell(t.inner(1), r.Answer)}
		if !public {
			cells = append(cells, b.whoCell(t.inner(2), r.Answer))
		}
		if !public && notes {
			cells = append(cells, b.notesCell(t.inner(3), r))
		}
		key, number := itemAnchor(r.Item.ID), b.number[itemAnchor(r.Item.ID)]
		rows = append(rows, row{
			cells: cells,
			again: b.continued(t.across(0), join(" ", number, r.Item.Title)),
			place: func(y float64) {
				b.place(key, y)
				b.bookmark(1, y, join(" ", number, r.Item.Title))
			},
		})
	}
	b.open(listAnchor(l.Checklist), partHead+t.opening(rows))
	if !public {
		b.flow(sideMargin, staying(b.paragraph(b.width(), smallSize, b.say(regular, muted, b.inWords(l.Coverage)))))
		b.y += 6
	}
	t.draw(rows)
}

// questionCell is an item's title and its question, with the sources it rests on.
func (b *checklistBook) questionCell(width float64, r workbook.PlanRow) []piece {
	cell := staying(b.paragraph(width, cellSize, b.say(bold, ink, b.number[itemAnchor(r.Item.ID)]+"  "+r.Item.Title)))
	ask := append([]span{b.say(regular, muted, r.Item.Ask)}, b.cites(regular, muted, r.Item.Evidence)...)
	cell = append(cell, b.paragraph(width, smallSize, ask...)...)
	return append(cell, b.doubt(width, smallSize, r.Disproof)...)
}

// statusCell is the status as sign and word, and the priority of what is open.
func (b *checklistBook) statusCell(width float64, a workbook.Answer) []piece {
	cell := []piece{b.badgePiece(statusBadge(a.Status), b.t("status."+string(a.Status)), width)}
	if p := a.Priority(); p != "" {
		cell = append(cell, gap(2))
		cell = append(cell, b.paragraph(width, smallSize, b.priorityLine(p))...)
	}
	return cell
}

// whoCell is who owns the answer, and until when.
func (b *checklistBook) whoCell(width float64, a workbook.Answer) []piece {
	var cell []piece
	if a.Owner != "" {
		cell = b.paragraph(width, 8, b.say(regular, ink, a.Owner))
	}
	if a.Target != "" {
		cell = append(cell, b.paragraph(width, smallSize, b.say(regular, muted, b.t("plan.by", "Date", b.words.Date(a.Target))))...)
	}
	return cell
}

// notesCell is what the school writes, the reason and the note, where that is, and when it
// was looked at.
func (b *checklistBook) notesCell(width float64, r workbook.PlanRow) []piece {
	var cell []piece
	for _, text := range []string{r.Answer.Reason, r.Answer.Note} {
		if strings.TrimSpace(text) != "" {
			cell = append(cell, b.passage(width, smallSize, regular, ink, text)...)
		}
	}
	var zones []string
	for _, z := range r.Zones {
		zones = append(zones, z.Label())
	}
	if len(zones) > 0 {
		cell = append(cell, b.paragraph(width, smallSize,
			b.say(regular, muted, b.t("plan.label.zones")+" "), b.say(regular, ink, join("; ", zones...)))...)
	}
	if r.Answer.ReviewedOn != "" {
		cell = append(cell, b.paragraph(width, smallSize,
			b.say(regular, muted, b.t("checklist-report.reviewed", "Date", b.words.Date(r.Answer.ReviewedOn))))...)
	}
	return cell
}
