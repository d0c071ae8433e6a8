package export

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// WriteDistrictPlan draws the plan of a district as a PDF at path: its figures, its matrix,
// what is to be done, and a page for each school, which is read only when its page is drawn.
// Progress is told once a school; a cancelled context stops before the next one. Its errors
// and guarantees are those of every document, see [writePDF], or what reading a school gave.
func WriteDistrictPlan(ctx context.Context, path string, plan workbook.DistrictPlan, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newDistrictBook(ctx, plan, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write district plan: %w", err)
	}
	receipt.Schools, receipt.Items, receipt.Actions = len(plan.Schools), len(plan.Items), plan.Work.Total
	receipt.Sources, receipt.LeftOut = len(plan.Case.Sources), plan.LeftOut
	return receipt, nil
}

// districtBook is the plan of a district being drawn.
type districtBook struct {
	*rollBook
	failed error // why a school could not be read
}

// rollBook is what the documents on several schools have in common.
type rollBook struct {
	*caseBook
	plan workbook.DistrictPlan
}

// Anchors of the parts of a district's plan.
const (
	toSchools = "part:schools"
	toShared  = "part:shared"
	toMatrix  = "part:matrix"
	toPages   = "part:pages"
	toLeftOut = "part:left-out"
)

func schoolAnchor(at int) string { return "school:" + decimal(at) }

// newRollBook starts a document on several schools and numbers the items, but for the public.
func newRollBook(ctx context.Context, plan workbook.DistrictPlan, o Options, title string) (*rollBook, error) {
	district := subjectOf(plan, o.Words)
	book, err := newCaseBook(ctx, o, plan.Case, about{
		Title: title, Subject: district, Author: plan.PreparedBy, Handling: plan.Handling,
		Footer: footerOf(o.Words, district, plan.PreparedBy, plan.On), On: plan.On,
	})
	if err != nil {
		return nil, err
	}
	b := &rollBook{caseBook: book, plan: plan}
	if b.public() {
		return b, nil
	}
	for i, list := range workbook.Checklists() {
		for j, it := range plan.Case.ItemsOf(list) {
			b.number[itemAnchor(it.ID)] = decimal(i+1) + "." + decimal(j+1)
		}
	}
	return b, nil
}

// subjectOf names whom a roll-up is about: the school, the districts, or how many schools.
func subjectOf(p workbook.DistrictPlan, words Words) string {
	switch {
	case len(p.Schools) == 1 && strings.TrimSpace(p.Schools[0].School.Name) != "":
		return p.Schools[0].School.Name
	case len(p.Schools) == 1:
		return words.Text("plan.unnamed-school")
	case len(p.Districts) > 0:
		return strings.Join(p.Districts, ", ")
	}
	return words.Text("district-plan.schools", "Count", len(p.Schools))
}

func (b *rollBook) public() bool { return b.plan.Audience == workbook.PublicAudience }

func newDistrictBook(ctx context.Context, plan workbook.DistrictPlan, o Options) (*districtBook, error) {
	roll, err := newRollBook(ctx, plan, o, o.Words.Text("district-plan.title"))
	if err != nil {
		return nil, err
	}
	b := &districtBook{rollBook: roll}
	if b.public() {
		b.numberPublic()
		return b, nil
	}
	b.numbered(toSummary, b.t("district-plan.summary.title"))
	b.numbered(toSchools, b.t("district-plan.schools.title"))
	b.numbered(toShared, b.t("district-plan.shared.title"))
	b.numbered(toMatrix, b.t("district-plan.matrix.title"))
	b.numbered(toActions, b.t("district-plan.actions.title"))
	b.numbered(toEvents, b.t("district-plan.events.title"))
	b.numbered(toPages, b.t("district-plan.pages.title"))
	b.numbered(toSources, b.t("plan.sources.title"))
	b.numbered(toLeftOut, b.t("district-plan.left-out.title"))
	return b, nil
}

// err is why drawing has to stop, if it has to.
func (b *districtBook) err() error {
	if b.failed != nil {
		return b.failed
	}
	return b.rollBook.err()
}

// parts are the plan's parts in their order; each school is one.
func (b *districtBook) parts() []func() {
	if b.public() {
		return b.publicParts()
	}
	parts := []func(){b.drawFront, b.drawSummary, b.drawSchools, b.drawShared, b.drawMatrix, b.drawWork, b.drawEvents}
	for i := range b.plan.Schools {
		parts = append(parts, func() { b.drawSchool(i) })
	}
	return append(parts, func() { b.section = ""; b.drawSources() }, b.drawLeftOut)
}

// drawFront draws the first page: whose plan it is, of which day, for whom, and the contents.
func (b *districtBook) drawFront() {
	b.page()
	b.masthead(b.t("district-plan.title"), 26)
	b.y += 16
	statement := b.t("district-plan.statement")
	if b.public() {
		statement = b.t("district-plan.statement.public")
	}
	b.flow(sideMargin, b.passage(b.width()*0.9, leadSize, regular, muted, statement))
	b.y += 18
	b.contentsHere(b.t("plan.contents.title"))
}

// masthead is the head of a document without a cover: title, whom it is about, day, who
// prepared it, for whom and the case. Names are shortened to two lines; the schools stand
// in full further on.
func (b *rollBook) masthead(title string, size float64) {
	b.flow(sideMargin, b.paragraph(b.width(), size*0.55, b.say(bold, accent, title)))
	name := b.twoLines(bold, size, b.width(), subjectOf(b.plan, b.words))
	b.flow(sideMargin, b.paragraph(b.width(), size, span{text: name, style: bold, color: ink}))
	said := []string{}
	if len(b.plan.Schools) == 1 {
		said = append(said, strings.Join(b.plan.Districts, ", "))
	} else {
		said = append(said, b.t("district-plan.schools", "Count", len(b.plan.Schools)))
	}
	if b.plan.On != "" {
		said = append(said, b.words.Date(b.plan.On))
	}
	if b.plan.PreparedBy != "" {
		said = append(said, b.t("plan.prepared-by.line", "Name", b.plan.PreparedBy))
	}
	if b.plan.Audience != "" {
		said = append(said, b.t("audience."+string(b.plan.Audience)))
	}
	said = append(said, b.plan.Case.Title)
	line := b.twoLines(regular, textSize, b.width(), join(" · ", said...))
	b.y += 3
	b.flow(sideMargin, b.paragraph(b.width(), textSize, span{text: line, color: muted}))
}

// twoLines shortens text so that it fills two lines at most.
func (f *frame) twoLines(s style, size, width float64, text string) printable {
	for share := 2.0; share > 0.5; share -= 0.1 {
		short := f.shorten(s, size, width*share, text)
		if len(breakLines(f.faces, []span{{text: short, style: s}}, size, width)) <= 2 {
			return short
		}
	}
	return f.shorten(s, size, width*0.5, text)
}

// drawSummary draws where the schools stand together.
func (b *districtBook) drawSummary() {
	b.open(toSummary, newPage)
	b.intro(b.t("district-plan.summary.intro"))
	b.flow(sideMargin, b.paragraph(b.width(), leadSize, b.say(regular, ink, b.figures())))
	b.y += 10
	b.listBars()
}

// figures are the roll-up's counts as sentences.
func (b *rollBook) figures() string {
	p := b.plan
	schools := b.t("district-plan.schools", "Count", len(p.Schools))
	said := b.t("district-plan.figures.assessed", "Schools", schools, "Answered", p.Coverage.Answered(), "Count", p.Coverage.Total)
	if len(p.Schools) == 1 {
		said = b.t("plan.summary.assessed", "Count", p.Coverage.Total, "Answered", p.Coverage.Answered())
	}
	gaps := p.Coverage.Counts[workbook.Needed] + p.Coverage.Counts[workbook.InProgress]
	if gaps == 0 {
		said = join(" ", said, b.t("plan.summary.no-gaps"))
	} else {
		said = join(" ", said, b.t("plan.summary.gaps", "Count", gaps))
		if p.HighGaps > 0 {
			said = join(" ", said, b.t("district-plan.figures.high", "Count", p.HighGaps))
		}
	}
	return join(" ", said, b.workFigures())
}

// workFigures say how many actions there are and what is stuck.
func (b *rollBook) workFigures() string {
	w := b.plan.Work
	if w.Total == 0 {
		return b.t("district-plan.work.none")
	}
	said := b.t("district-plan.work.open", "Count", w.Open, "Total", w.Total)
	var stuck []string
	for _, s := range []struct {
		key string
		n   int
	}{
		{"district-plan.work.overdue", w.Overdue}, {"district-plan.work.lapsed", w.Lapsed},
		{"district-plan.work.soon", w.DueSoon}, {"district-plan.work.no-owner", w.WithoutOwner},
		{"district-plan.work.no-date", w.WithoutDate},
	} {
		if s.n > 0 {
			stuck = append(stuck, b.t(s.key, "Count", s.n))
		}
	}
	if len(stuck) == 0 {
		return said
	}
	return join(" ", said, b.t("district-plan.work.stuck", "Parts", strings.Join(stuck, ", ")))
}

// listBars draws a bar for each checklist and one for all of them, with legend and counts.
func (b *rollBook) listBars() {
	const label, height = 142.0, 16.0
	b.legend(sideMargin+label, b.width()-label, workbook.Statuses())
	b.y += 5
	draw := func(name string, c workbook.Coverage) {
		top := b.y
		b.flow(sideMargin, b.paragraph(label-10, textSize, b.say(bold, ink, name)))
		low := b.y
		b.hatchedBar(sideMargin+label, top, b.width()-label, height, c.Total, slicesOf(c))
		b.y = top + height + 2
		b.flow(sideMargin+label, b.paragraph(b.width()-label, smallSize, b.say(regular, muted, b.inWords(c))))
		b.y = max(b.y, low) + 5
	}
	for _, l := range b.plan.Lists {
		if l.Coverage.Total > 0 {
			draw(b.t("checklist."+string(l.Checklist)), l.Coverage)
		}
	}
	draw(b.t("district-plan.all-lists"), b.plan.Coverage)
}

// drawLeftOut says what the document leaves out.
func (b *districtBook) drawLeftOut() {
	b.open(toLeftOut, partHead+40)
	b.intro(b.t("district-plan.left-out.intro"))
	for _, l := range b.plan.LeftOut {
		b.flow(sideMargin, b.paragraph(b.width(), textSize, b.say(regular, ink, "• "+b.t("left-out."+l.Code, "Count", l.Count))))
		b.y += 2
	}
	if len(b.plan.LeftOut) == 0 {
		b.flow(sideMargin, b.paragraph(b.width(), textSize, b.say(regular, ink, b.t("district-plan.left-out.nothing"))))
	}
}
