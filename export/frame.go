package export

import (
	"context"
	"strings"
	"time"

	"golang.org/x/text/language"

	"forethought/workbook"
)

// Measures of the page, in points.
const (
	sideMargin   = 48.0
	headBaseline = 43.0
	headRule     = 52.0
	bodyTop      = 76.0
	bodyFoot     = 66.0 // from the page's lower edge
	footRule     = 52.0
	footBaseline = 39.0
	markBaseline = 25.0
)

// Sizes of type, in points.
const (
	titleSize = 18.0
	headSize  = 11.5
	leadSize  = 10.0
	textSize  = 9.0
	cellSize  = 8.5
	smallSize = 7.5
)

// leading is the distance between the lines of a size of type.
func leading(size float64) float64 { return size * 1.36 }

// about is what a document says of itself, in its metadata and on every page.
type about struct {
	Title    string // for example "Action plan"
	Subject  string // for example the school's name
	Author   string
	Keywords string
	Handling string // the mark in header and footer
	Footer   string
	On       workbook.Date
	Page     [2]float64 // width and height where they are not the paper's
}

// frame is the page that all reports share: header, footer, margins, headings, outline,
// contents and links. It draws top down; nothing but frame and what draws through it
// touches the PDF library.
type frame struct {
	ctx   context.Context
	pdf   *pdf
	words Words
	about about
	faces [3]*face
	w, h  float64
	base  [2]float64 // the size of the document's paper, as it stands upright
	y     float64    // where the next piece goes

	section     string         // what the pages from here on are about, shown in their headers
	sections    map[int]string // by page
	bare        map[int]bool   // pages without header and footer
	anchors     map[string]int // the targets of links
	entries     []entry
	contents    int     // the page kept for the contents, 0 for none
	contentsTop float64 // where they begin on it
	replaced    int
}

// entry is a line of the contents.
type entry struct {
	number, title string
	page          int
	anchor        string
}

// newFrame starts a document without pages.
func newFrame(ctx context.Context, o Options, a about) (*frame, error) {
	f := &frame{ctx: ctx, words: o.Words, about: a, bare: map[int]bool{}, sections: map[int]string{}, anchors: map[string]int{}}
	if f.w, f.h = o.Paper.size(); a.Page[0] > 0 {
		f.w, f.h = a.Page[0], a.Page[1]
	}
	f.base = [2]float64{f.w, f.h}
	for i, ttf := range [][]byte{o.Fonts.Regular, o.Fonts.Bold, o.Fonts.Italic} {
		parsed, err := newFace(ttf)
		if err != nil {
			return nil, err
		}
		f.faces[i] = parsed
	}
	tag, err := language.Parse(o.Words.Code())
	if err != nil {
		tag = language.Und
	}
	f.pdf = newPDF(o.to, f.faces, tag.String())
	f.pdf.day = a.On.Time()
	if a.On == "" {
		f.pdf.day = time.Unix(0, 0).UTC() // never the clock
	}
	for _, said := range [][2]string{
		{"Title", a.Title + " · " + a.Subject}, {"Subject", a.Subject}, {"Author", a.Author}, {"Keywords", a.Keywords},
		{"Creator", "Forethought"}, {"Producer", "Forethought"},
	} {
		f.pdf.tell(said[0], f.plain(said[1]))
	}
	return f, f.err()
}

// err is why drawing has to stop, if it has to.
func (f *frame) err() error {
	if err := f.ctx.Err(); err != nil {
		return err
	}
	return f.pdf.err()
}

// printedOtherwise is how many characters the fonts lack.
func (f *frame) printedOtherwise() int { return f.replaced }

// plain is one line of text for the metadata and the outline, which are not printed.
func (f *frame) plain(text string) string {
	clean, _ := f.faces[regular].clean(text)
	return strings.Join(strings.Fields(string(clean)), " ")
}

// print makes text printable in a style and counts what had to be replaced.
func (f *frame) print(s style, text string) printable {
	clean, replaced := f.faces[s].clean(text)
	f.replaced += replaced
	return clean
}

// say is text in a style and colour.
func (f *frame) say(s style, color rgb, text string) span {
	return span{text: f.print(s, text), style: s, color: color}
}

// lead is text that leads to an anchor.
func (f *frame) lead(s style, color rgb, text, to string) span {
	out := f.say(s, color, text)
	out.to = to
	return out
}

// width is how much room there is between the margins.
func (f *frame) width() float64 { return f.w - 2*sideMargin }

// room is how much is left of the page.
func (f *frame) room() float64 { return f.h - bodyFoot - f.y }

// bodyHeight is how much a page holds.
func (f *frame) bodyHeight() float64 { return f.h - bodyFoot - bodyTop }

// page starts a new page. Header and footer are drawn last, when the number of pages is known.
func (f *frame) page() {
	f.pdf.page(f.w, f.h)
	f.y = bodyTop
	if f.section != "" {
		f.sections[f.pdf.number()] = f.section
	}
}

// landscape lays the following pages on their side, or stands them upright again; what comes
// next begins a new one. The last page of a document is upright.
func (f *frame) landscape(on bool) {
	f.w, f.h = f.base[0], f.base[1]
	if on {
		f.w, f.h = f.h, f.w
	}
	f.y = f.h
}

// need starts a new page if less than this height is left.
func (f *frame) need(height float64) {
	if f.room() < height && f.y > bodyTop || f.pdf.number() == 0 {
		f.page()
	}
}

// flow draws pieces down the page and on over the following ones.
func (f *frame) flow(x float64, pieces []piece) {
	for len(pieces) > 0 && f.err() == nil {
		if f.y == bodyTop {
			pieces = trimGap(pieces)
		}
		fit, rest := take(pieces, f.room(), f.y == bodyTop)
		for _, p := range fit {
			if p.draw != nil {
				p.draw(x, f.y)
			}
			f.y += p.height
		}
		if pieces = rest; len(pieces) > 0 {
			f.page()
		}
	}
}

// paragraph is text broken into lines, as pieces.
func (f *frame) paragraph(width, size float64, spans ...span) []piece {
	return f.aligned(width, size, 0, spans...)
}

// aligned is a paragraph that is set left (0), centred (0.5) or right (1).
func (f *frame) aligned(width, size, align float64, spans ...span) []piece {
	lines := breakLines(f.faces, spans, size, width)
	pieces := make([]piece, 0, len(lines))
	for i, runs := range lines {
		p := piece{height: leading(size), draw: func(x, y float64) {
			if n := len(runs); n > 0 {
				x += (width - runs[n-1].x - runs[n-1].width) * align
			}
			f.runs(x, y, size, runs)
		}}
		// Neither the first nor the last line of a paragraph stands alone.
		p.stay = len(lines) > 1 && i == 0 || len(lines) > 2 && i == len(lines)-2
		pieces = append(pieces, p)
	}
	return pieces
}

// passage is text of several paragraphs; an empty line is half a line high.
func (f *frame) passage(width, size float64, s style, color rgb, text string) []piece {
	var pieces []piece
	for part := range strings.SplitSeq(string(f.print(s, text)), "\n") {
		if strings.TrimSpace(part) == "" {
			pieces = append(pieces, gap(leading(size)/2))
			continue
		}
		pieces = append(pieces, f.paragraph(width, size, span{text: printable(part), style: s, color: color})...)
	}
	return pieces
}

// runs draws a line whose strip begins at y.
func (f *frame) runs(x, y, size float64, runs []run) {
	base := y + leading(size)/2 + size*0.36
	for _, r := range runs {
		f.text(x+r.x, base, size, r.style, r.color, r.text)
		if r.to != "" {
			f.pdf.link(x+r.x, y, r.width, leading(size), f.anchor(r.to))
		}
	}
}

// text draws text from a baseline. It is the one place where text reaches the page.
func (f *frame) text(x, base, size float64, s style, color rgb, text printable) {
	if text == "" {
		return
	}
	f.pdf.text(x, base, size, s, color, text)
}

// shorten cuts text to a width, with an ellipsis, for the places that repeat what stands
// in full elsewhere.
func (f *frame) shorten(s style, size, width float64, text string) printable {
	clean := printable(strings.Join(strings.Fields(text), " "))
	clean, _ = f.faces[s].clean(string(clean))
	if f.faces[s].width(clean, size) <= width {
		return clean
	}
	letters := []rune(clean)
	for len(letters) > 0 && f.faces[s].width(printable(letters)+"…", size) > width {
		letters = letters[:len(letters)-1]
	}
	return printable(strings.TrimRight(string(letters), " ·")) + "…"
}

func (f *frame) fill(c rgb) { f.pdf.want.fill = c }

func (f *frame) stroke(c rgb, width float64) {
	f.pdf.want.stroke, f.pdf.want.width = c, width
}

// hline draws a line across.
func (f *frame) hline(x, y, width float64, c rgb, weight float64) {
	f.stroke(c, weight)
	f.pdf.line(x, y, x+width, y)
}

// anchor finds or makes the place that a key names.
func (f *frame) anchor(key string) int {
	a, ok := f.anchors[key]
	if !ok {
		a = f.pdf.target()
		f.anchors[key] = a
	}
	return a
}

// place puts an anchor on the current page, a little above y so that the target does not
// stick to the window's edge.
func (f *frame) place(key string, y float64) {
	f.pdf.aim(f.anchor(key), max(0, y-8))
}

// bookmark adds a line to the outline, level 0 for a part and 1 below it.
func (f *frame) bookmark(level int, y float64, title string) {
	f.pdf.outline(level, max(0, y-8), f.plain(title))
}

// finish draws what needs the number of pages, or theirs: contents, headers and footers. It
// returns how many pages there are.
func (f *frame) finish() (int, error) {
	pages := len(f.pdf.pages)
	return pages, f.pdf.finish(func(n int) {
		if err := f.ctx.Err(); err != nil {
			f.pdf.fail(err)
			return
		}
		f.w, f.h = f.pdf.pages[n-1].w, f.pdf.pages[n-1].h
		if n == f.contents {
			f.drawContents()
		}
		if !f.bare[n] {
			f.drawRunning(n, pages)
		}
	})
}

// drawRunning draws the header and footer of a page.
func (f *frame) drawRunning(n, pages int) {
	right := f.w - sideMargin
	mark := f.shorten(bold, 8, f.width()*0.55, f.about.Handling)
	markWidth := f.faces[bold].width(mark, 8)
	f.text(right-markWidth, headBaseline, 8, bold, alarm, mark)
	f.text(sideMargin, headBaseline, 8, regular, muted,
		f.shorten(regular, 8, f.width()-markWidth-24, join(" · ", f.sections[n], f.about.Title+" · "+f.about.Subject)))
	f.hline(sideMargin, headRule, f.width(), accent, 1.2)

	f.hline(sideMargin, f.h-footRule, f.width(), line, 0.6)
	number := f.shorten(regular, 8, f.width()/3, f.words.Text("plan.page", "Page", n, "Pages", pages))
	x := right - f.faces[regular].width(number, 8)
	f.text(x, f.h-footBaseline, 8, regular, muted, number)
	f.text(sideMargin, f.h-footBaseline, 8, regular, muted,
		f.shorten(regular, 8, x-sideMargin-24, f.about.Footer))
	f.text((f.w-markWidth)/2, f.h-markBaseline, 8, bold, alarm, mark)
}
