package export

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"

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
	for _, l := range plan.Lists {
		receipt.Items += len(l.Rows)
	}
	return receipt, nil
}

// planBook is an action plan being drawn.
type planBook struct {
	*frame
	plan    workbook.ActionPlan
	number  map[string]string // the number of a part, an item or an open question, by anchor
	title   map[string]string // the title of a part, by anchor
	printer *message.Printer
}

// Anchors of the plan's parts; those of checklists are listAnchor.
const (
	toPromulgation = "part:promulgation"
	toRecord       = "part:record"
	toDistribution = "part:distribution"
	toSummary      = "part:summary"
	toActions      = "part:actions"
	toOpen         = "part:open"
	toCase         = "part:case"
	toFigures      = "part:figures"
	toSources      = "part:sources"
)

func listAnchor(l workbook.Checklist) string { return "part:" + string(l) }
func itemAnchor(id string) string            { return "item:" + id }
func sourceAnchor(id string) string          { return "source:" + id }
func figureAnchor(id string) string          { return "figure:" + id }
func openAnchor(id string) string            { return "open:" + id }
func actionAnchor(n int) string              { return "action:" + decimal(n) }

func decimal(n int) string { return strconv.Itoa(n) }

func newPlanBook(ctx context.Context, plan workbook.ActionPlan, o Options) (*planBook, error) {
	t := o.Words.Text
	name := plan.School.Name
	if strings.TrimSpace(name) == "" {
		name = t("plan.unnamed-school")
	}
	plan.School.Name = name
	footer := join(" · ", plan.School.District)
	if plan.PreparedBy != "" {
		footer = join(" · ", footer, t("plan.prepared-by.line", "Name", plan.PreparedBy))
	}
	if plan.On != "" {
		footer = join(" · ", footer, o.Words.Date(plan.On))
	}
	f, err := newFrame(ctx, o, about{
		Title: t("plan.title"), Subject: name, Author: plan.PreparedBy, Handling: plan.Handling,
		Keywords: t("plan.keywords", "Case", plan.Case.Title), Footer: footer, On: plan.On,
	})
	if err != nil {
		return nil, err
	}
	tag, err := language.Parse(o.Words.Code())
	if err != nil {
		tag = language.English
	}
	b := &planBook{
		frame: f, plan: plan, number: map[string]string{}, title: map[string]string{},
		printer: message.NewPrinter(tag),
	}
	b.numberParts()
	return b, nil
}

// numberParts gives every part its number and title, and every item and open question a
// number within its part, so that any part can refer to any other.
func (b *planBook) numberParts() {
	n := 0
	part := func(anchor, title string) string {
		n++
		b.number[anchor], b.title[anchor] = decimal(n), title
		return decimal(n)
	}
	part(toSummary, b.t("plan.summary.title"))
	part(toActions, b.t("plan.actions.title"))
	for _, l := range b.plan.Lists {
		list := part(listAnchor(l.Checklist), b.t("checklist."+string(l.Checklist)))
		for i, r := range l.Rows {
			b.number[itemAnchor(r.Item.ID)] = list + "." + decimal(i+1)
		}
	}
	open := part(toOpen, b.t("plan.open.title"))
	for i, q := range b.plan.Case.OpenQuestions {
		b.number[openAnchor(q.ID)] = open + "." + decimal(i+1)
	}
	part(toCase, b.t("plan.case.title"))
	if len(b.plan.Case.Figures) > 0 {
		part(toFigures, b.t("plan.figures.title"))
	}
	part(toSources, b.t("plan.sources.title"))
}

// parts are the plan's parts in their order.
func (b *planBook) parts() []func() {
	parts := []func(){
		b.drawCover, b.drawPromulgation, b.drawRecord, b.drawDistribution,
		func() { b.keepContents(b.t("plan.contents.title")) },
		b.drawSummary, b.drawActions,
	}
	for _, l := range b.plan.Lists {
		parts = append(parts, func() { b.drawList(l) })
	}
	return append(parts, b.drawOpenQuestions, b.drawCase, b.drawFigures, b.drawSources)
}

func (b *planBook) t(key string, args ...any) string { return b.words.Text(key, args...) }

// open opens a numbered part; see [frame.part].
func (b *planBook) open(anchor string, height float64) {
	b.part(b.number[anchor], b.title[anchor], anchor, height)
}

// join puts what is not empty together.
func join(between string, parts ...string) string {
	var filled []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			filled = append(filled, p)
		}
	}
	return strings.Join(filled, between)
}

// languageName is a language's name in the document's language.
func (b *planBook) languageName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	reader, err := language.Parse(b.words.Code())
	if err != nil {
		return code
	}
	if names := display.Languages(reader); names != nil {
		if name := names.Name(tag); name != "" {
			return name
		}
	}
	return code
}
