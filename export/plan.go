package export

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// WriteActionPlan draws a school's action plan as a PDF at path, replacing what is there,
// readable and writable by its owner only. The receipt says what the plan contains and
// leaves out. Its errors and guarantees are those of every document, see [writePDF].
func WriteActionPlan(ctx context.Context, path string, plan workbook.ActionPlan, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newPlanBook(ctx, plan, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write action plan: %w", err)
	}
	receipt.Actions, receipt.Sources = len(plan.Actions), len(plan.Case.Sources)
	receipt.OpenQuestions, receipt.LeftOut = len(plan.Case.OpenQuestions), plan.LeftOut
	if !plan.Audience.Shows(workbook.NotAssessed) {
		receipt.OpenQuestions = 0
	}
	for _, l := range plan.Lists {
		receipt.Items += len(l.Rows)
	}
	return receipt, nil
}

// planBook is an action plan being drawn.
type planBook struct {
	*caseBook
	plan    workbook.ActionPlan
	content Content
}

func newPlanBook(ctx context.Context, plan workbook.ActionPlan, o Options) (*planBook, error) {
	b, err := newSchoolBook(ctx, plan, o.Words.Text("plan.title"), o)
	if err != nil {
		return nil, err
	}
	if b.public() {
		b.numberPublic()
	} else {
		b.numberParts()
	}
	return b, nil
}

// public reports whether only what is in place may be shown.
func (b *planBook) public() bool { return !b.plan.Audience.Shows(workbook.NotAssessed) }

// newSchoolBook starts a document about one school.
func newSchoolBook(ctx context.Context, plan workbook.ActionPlan, title string, o Options) (*planBook, error) {
	t := o.Words.Text
	name := plan.School.Name
	if strings.TrimSpace(name) == "" {
		name = t("plan.unnamed-school")
	}
	plan.School.Name = name
	footer := footerOf(o.Words, plan.School.District, plan.PreparedBy, plan.On)
	book, err := newCaseBook(ctx, o, plan.Case, about{
		Title: title, Subject: name, Author: plan.PreparedBy, Handling: plan.Handling,
		Footer: footer, On: plan.On,
	})
	if err != nil {
		return nil, err
	}
	return &planBook{caseBook: book, plan: plan, content: o.Content}, nil
}

// numberParts gives every part its number and title, and every item and open question a
// number within its part, so that any part can refer to any other.
func (b *planBook) numberParts() {
	b.numbered(toSummary, b.t("plan.summary.title"))
	b.numbered(toActions, b.t("plan.actions.title"))
	if len(b.plan.Events) > 0 {
		b.numbered(toEvents, b.t("plan.events.title"))
	}
	for _, l := range b.plan.Lists {
		list := b.numbered(listAnchor(l.Checklist), b.t("checklist."+string(l.Checklist)))
		for i, r := range l.Rows {
			b.number[itemAnchor(r.Item.ID)] = list + "." + decimal(i+1)
		}
	}
	b.numberOpen()
	b.numberCase()
}

// parts are the plan's parts in their order.
func (b *planBook) parts() []func() {
	if b.public() {
		return b.publicParts()
	}
	parts := []func(){b.drawCover, b.drawPromulgation}
	if !b.plan.Audience.Withholds(workbook.LeftOutRecord) {
		parts = append(parts, b.drawRecord)
	}
	parts = append(parts, b.drawDistribution,
		func() { b.keepContents(b.t("plan.contents.title")) },
		b.drawSummary, b.drawActions, b.drawEvents,
	)
	for _, l := range b.plan.Lists {
		parts = append(parts, func() { b.drawList(l) })
	}
	return append(parts, b.drawOpenQuestions, b.drawCase, b.drawFigures, b.drawSources)
}
