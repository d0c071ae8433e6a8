package export

import (
	"context"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"

	"forethought/workbook"
)

// caseBook is a document that rests on a case: numbered parts, items and open questions, and
// what cites the case's sources. The documents of this package are made of it.
type caseBook struct {
	*frame
	theCase *workbook.Case
	number  map[string]string // the number of a part, an item or an open question, by anchor
	title   map[string]string // the title of a part, by anchor
	count   int               // how many parts have a number
	printer *message.Printer
}

// Anchors of the parts of documents; those of checklists are listAnchor.
const (
	toPromulgation = "part:promulgation"
	toRecord       = "part:record"
	toDistribution = "part:distribution"
	toSummary      = "part:summary"
	toActions      = "part:actions"
	toEvents       = "part:events"
	toOpen         = "part:open"
	toCase         = "part:case"
	toFigures      = "part:figures"
	toSources      = "part:sources"
	toFamilies     = "part:families"
	toTimeline     = "part:timeline"
)

func listAnchor(l workbook.Checklist) string { return "part:" + string(l) }
func itemAnchor(id string) string            { return "item:" + id }
func sourceAnchor(id string) string          { return "source:" + id }
func figureAnchor(id string) string          { return "figure:" + id }
func openAnchor(id string) string            { return "open:" + id }
func actionAnchor(n int) string              { return "action:" + decimal(n) }

func decimal(n int) string { return strconv.Itoa(n) }

// newCaseBook starts a document that rests on a case. The case's title is among its keywords,
// unless it has others.
func newCaseBook(ctx context.Context, o Options, c *workbook.Case, a about) (*caseBook, error) {
	if a.Keywords == "" {
		a.Keywords = o.Words.Text("plan.keywords", "Case", c.Title)
	}
	f, err := newFrame(ctx, o, a)
	if err != nil {
		return nil, err
	}
	tag, err := language.Parse(o.Words.Code())
	if err != nil {
		tag = language.English
	}
	return &caseBook{
		frame: f, theCase: c, number: map[string]string{}, title: map[string]string{},
		printer: message.NewPrinter(tag),
	}, nil
}

// footerOf is the line at the foot of a document: whose it is, by whom, of which day.
func footerOf(words Words, of, preparedBy string, on workbook.Date) string {
	if preparedBy != "" {
		preparedBy = words.Text("plan.prepared-by.line", "Name", preparedBy)
	}
	day := ""
	if on != "" {
		day = words.Date(on)
	}
	return join(" · ", of, preparedBy, day)
}

// numbered gives a part the next number, and its title.
func (b *caseBook) numbered(anchor, title string) string {
	b.count++
	b.number[anchor], b.title[anchor] = decimal(b.count), title
	return decimal(b.count)
}

// numberOpen numbers the open questions as a part.
func (b *caseBook) numberOpen() {
	open := b.numbered(toOpen, b.t("plan.open.title"))
	for i, q := range b.theCase.OpenQuestions {
		b.number[openAnchor(q.ID)] = open + "." + decimal(i+1)
	}
}

// numberCase numbers the parts about the case that most documents end with.
func (b *caseBook) numberCase() {
	b.numbered(toCase, b.t("plan.case.title"))
	if len(b.theCase.Figures) > 0 {
		b.numbered(toFigures, b.t("plan.figures.title"))
	}
	b.numbered(toSources, b.t("plan.sources.title"))
}

func (b *caseBook) t(key string, args ...any) string { return b.words.Text(key, args...) }

// open opens a numbered part; see [frame.part].
func (b *caseBook) open(anchor string, height float64) {
	b.part(b.number[anchor], b.title[anchor], anchor, height)
}

// continued is the line over the part of a row that goes on over a page's end.
func (b *caseBook) continued(width float64, title string) []piece {
	text := b.shorten(italic, 8, width, b.t("plan.continued", "Title", workbook.Shorten(title, 80)))
	return append(b.paragraph(width, 8, span{text: text, style: italic, color: muted}), gap(3))
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
func (b *caseBook) languageName(code string) string {
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
