package export

import "unicode"

// piece is a strip of a page that is drawn whole: a line of text, a badge, a white gap.
// Everything longer is a list of pieces, which is why everything can flow over a page's end.
type piece struct {
	height float64
	gap    bool // white space, dropped at the top of a page
	stay   bool // is not parted from the piece that follows
	draw   func(x, y float64)
}

// gap is white space between pieces.
func gap(height float64) piece { return piece{height: height, gap: true} }

func heightOf(pieces []piece) float64 {
	h := 0.0
	for _, p := range pieces {
		h += p.height
	}
	return h
}

// staying marks pieces that are not parted from what follows.
func staying(pieces []piece) []piece {
	for i := range pieces {
		pieces[i].stay = true
	}
	return pieces
}

// take splits a list into what fits a height and the rest. Pieces that stay with their
// successor move on with it. When force is set it takes at least one piece, so that a
// piece taller than its page cannot hold up the document.
func take(pieces []piece, room float64, force bool) (fit, rest []piece) {
	used, cut := 0.0, 0
	for i, p := range pieces {
		if used += p.height; used > room+0.01 {
			break
		}
		if !p.stay || i == len(pieces)-1 {
			cut = i + 1
		}
	}
	if cut == 0 && force && len(pieces) > 0 {
		// A chain that no page holds is parted after all, as late as it fits.
		used = 0
		for cut < len(pieces) && used+pieces[cut].height <= room+0.01 {
			used += pieces[cut].height
			cut++
		}
		cut = max(cut, 1)
	}
	return pieces[:cut], trimGap(pieces[cut:])
}

func trimGap(pieces []piece) []piece {
	for len(pieces) > 0 && pieces[0].gap {
		pieces = pieces[1:]
	}
	return pieces
}

// beside puts two lists side by side, line by line, the right one at an offset.
func beside(offset float64, left, right []piece) []piece {
	out := make([]piece, max(len(left), len(right)))
	for i := range out {
		out[i].draw = func(x, y float64) {
			if i < len(left) && left[i].draw != nil {
				left[i].draw(x, y)
			}
			if i < len(right) && right[i].draw != nil {
				right[i].draw(x+offset, y)
			}
		}
		if i < len(left) {
			out[i].height = left[i].height
		}
		if i < len(right) {
			out[i].height = max(out[i].height, right[i].height)
		}
		out[i].stay = i < len(out)-1
	}
	return out
}

// span is a stretch of text in one style that may lead somewhere.
type span struct {
	text  printable
	style style
	color rgb
	to    string // the anchor that it leads to, if any
}

// glyph is one character of a paragraph being broken into lines.
type glyph struct {
	r     rune
	width float64
	span  int
}

// run is a stretch of a finished line, drawn in one go.
type run struct {
	span
	x, width float64
}

// breakLines sets spans into lines no wider than width. A line ends at a blank, after a
// hyphen or a slash, or, in a word that is wider than the line, between characters.
func breakLines(faces [3]*face, spans []span, size, width float64) [][]run {
	var glyphs []glyph
	for i, s := range spans {
		for _, r := range s.text {
			w := 0.0
			if r != '\n' {
				w = faces[s.style].advance(r) * size
			}
			glyphs = append(glyphs, glyph{r, w, i})
		}
	}
	var lines [][]run
	for start := 0; start < len(glyphs); {
		end, next := lineEnd(glyphs, start, width)
		lines = append(lines, runsOf(glyphs[start:end], spans))
		start = next
	}
	return lines
}

// lineEnd finds where the line from start ends and where the next one begins.
func lineEnd(glyphs []glyph, start int, width float64) (end, next int) {
	used, last := 0.0, -1 // last is where the next line could begin
	for i := start; i < len(glyphs); i++ {
		g := glyphs[i]
		if g.r == '\n' {
			return trimBlanks(glyphs, start, i), i + 1
		}
		if g.r == ' ' {
			last = i + 1
			used += g.width
			continue
		}
		if used += g.width; used > width+0.01 && i > start {
			if last > start {
				return trimBlanks(glyphs, start, last), last
			}
			return i, i
		}
		if breaksAfter(glyphs, i) {
			last = i + 1
		}
	}
	return trimBlanks(glyphs, start, len(glyphs)), len(glyphs)
}

// breaksAfter allows a break in "fire-service" and "and/or" but not in "2027-08-14".
func breaksAfter(glyphs []glyph, i int) bool {
	switch glyphs[i].r {
	case '-', '‐', '–', '—', '/':
		return i > 0 && i+1 < len(glyphs) && unicode.IsLetter(glyphs[i-1].r) && unicode.IsLetter(glyphs[i+1].r)
	}
	return false
}

// noBreak is a blank at which no line ends.
const noBreak = '\u00a0'

func trimBlanks(glyphs []glyph, start, end int) int {
	for end > start && glyphs[end-1].r == ' ' {
		end--
	}
	return end
}

func runsOf(glyphs []glyph, spans []span) []run {
	var runs []run
	x := 0.0
	for i := 0; i < len(glyphs); {
		r := run{span: spans[glyphs[i].span], x: x}
		var text []rune
		for of := glyphs[i].span; i < len(glyphs) && glyphs[i].span == of; i++ {
			if glyphs[i].r == noBreak {
				glyphs[i].r = ' ' // it has done its work; readers and searches expect a blank
			}
			text = append(text, glyphs[i].r)
			r.width += glyphs[i].width
		}
		r.text = printable(text)
		x += r.width
		runs = append(runs, r)
	}
	return runs
}
