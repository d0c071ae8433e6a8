package export

import "math"

// partGap parts a part from the one before it on the same page.
const partGap = 26.0

// partHead is about how tall a part's heading is with the sentence under it.
const partHead = 64.0

// newPage is the height to ask for by what always begins a page.
const newPage = math.MaxFloat64 / 2

// part opens a part of the document: its heading, its line in the contents and in the
// outline. It begins a new page unless the height that it asks for is left.
func (f *frame) part(number, title, key string, height float64) {
	f.need(height + partGap)
	if f.y > bodyTop {
		f.y += partGap
	}
	f.place(key, f.y)
	full := title
	if number != "" {
		full = number + "  " + title
	}
	f.bookmark(0, f.y, full)
	f.entries = append(f.entries, entry{number, title, f.pdf.number(), key})
	f.flow(sideMargin, staying(f.paragraph(f.width(), titleSize, f.say(bold, ink, full))))
	f.y += 4
}

// intro is the sentence under a part's heading.
func (f *frame) intro(text string) {
	f.flow(sideMargin, staying(f.paragraph(f.width(), leadSize, f.say(regular, muted, text))))
	f.y += 12
}

// subhead is a heading within a part; it keeps room for what follows.
func (f *frame) subhead(title string) { f.subheadOver(title, 0) }

// subheadOver is subhead over something that begins in no less than a height, such as a table.
func (f *frame) subheadOver(title string, height float64) {
	f.need(max(80, height+10+leading(headSize)+5))
	if f.y > bodyTop {
		f.y += 10
	}
	f.flow(sideMargin, f.paragraph(f.width(), headSize, f.say(bold, accent, title)))
	f.y += 5
}

// keepContents sets the page aside that the contents are drawn on at the end, once every
// part has its page number.
func (f *frame) keepContents(title string) {
	f.page()
	f.contentsHere(title)
}

// contentsHere keeps the rest of the page for the contents, see [frame.keepContents].
func (f *frame) contentsHere(title string) {
	f.contents = f.pdf.number()
	f.pdf.hold()
	f.bookmark(0, f.y, title)
	f.flow(sideMargin, f.paragraph(f.width(), titleSize, f.say(bold, ink, title)))
	f.contentsTop = f.y
}

// drawContents fills the page that keepContents set aside.
func (f *frame) drawContents() {
	const size, pageWidth = 10.5, 36.0
	numberWidth := 0.0
	for _, e := range f.entries {
		if e.number != "" {
			numberWidth = 24
		}
	}
	y := f.contentsTop + 18
	step := min(30, (f.h-bodyFoot-y)/float64(max(1, len(f.entries))))
	for i, e := range f.entries {
		base := y + step/2 + size*0.36
		s, color := bold, ink
		if e.number == "" && numberWidth > 0 {
			s, color = regular, muted
		}
		f.text(sideMargin, base, size, s, accent, f.shorten(s, size, numberWidth, e.number))
		f.text(sideMargin+numberWidth, base, size, s, color,
			f.shorten(s, size, f.width()-numberWidth-pageWidth, e.title))
		page := f.shorten(regular, size, pageWidth, decimal(e.page))
		f.text(f.w-sideMargin-f.faces[regular].width(page, size), base, size, regular, ink, page)
		f.pdf.link(sideMargin, y, f.width(), step, f.anchor(e.anchor))
		if i < len(f.entries)-1 {
			f.hline(sideMargin, y+step, f.width(), line, 0.6)
		}
		y += step
	}
}
