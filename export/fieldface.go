package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fieldFace draws what stands in fields with the document's own letters, whatever letters
// those are. The font that the pages use cannot serve: it is cut to what the pages say. So
// the outlines of the letters that fields hold become fonts of their own, which every
// reader draws alike.
type fieldFace struct {
	face    *face
	letters []rune
	code    map[rune]int // the place among letters
}

// fieldLetters is how many letters one such font holds; the standard allows 256.
const fieldLetters = 250

func newFieldFace(f *face) *fieldFace { return &fieldFace{face: f, code: map[rune]int{}} }

// show is a line of text as the standard's operators, in as many fonts as its letters need.
func (t *fieldFace) show(line printable) string {
	var out strings.Builder
	font := -1
	for _, r := range line {
		at, ok := t.code[r]
		if !ok {
			at = len(t.letters)
			t.code[r] = at
			t.letters = append(t.letters, r)
		}
		if at/fieldLetters != font {
			if font >= 0 {
				out.WriteString("> Tj ")
			}
			font = at / fieldLetters
			fmt.Fprintf(&out, "/F%d %d Tf <", font, fieldSize)
		}
		fmt.Fprintf(&out, "%02X", at%fieldLetters+1)
	}
	if font >= 0 {
		out.WriteString("> Tj ")
	}
	return out.String() + "T*\n"
}

// lines breaks a value into lines of at most a width, no more than any field shows.
func (t *fieldFace) lines(value string, width float64) []printable {
	clean, _ := t.face.clean(value)
	var lines []printable
	for part := range strings.SplitSeq(string(clean), "\n") {
		line := printable("")
		for _, word := range strings.Fields(part) {
			longer := printable(strings.TrimSpace(string(line) + " " + word))
			if line != "" && t.face.width(longer, fieldSize) > width {
				lines = append(lines, line)
				longer = printable(word)
			}
			if line = longer; len(lines) > maxFieldLines {
				return lines
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// write adds the fonts to a file and gives the dictionary that names them.
func (t *fieldFace) write(w *fieldWriter) (string, error) {
	var fonts strings.Builder
	for i, letters := range slices.Collect(slices.Chunk(t.letters, fieldLetters)) {
		n, err := t.font(w, letters)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&fonts, "/F%d %d 0 R ", i, n)
	}
	return "<</Font <<" + fonts.String() + ">>>>", nil
}

// font adds a font of some letters, each a small drawing in thousandths of the type's size.
func (t *fieldFace) font(w *fieldWriter, letters []rune) (int, error) {
	var drawings, names, widths, text strings.Builder
	for i, r := range letters {
		path, err := t.outline(r)
		if err != nil {
			return 0, err
		}
		wide := t.face.advance(r) * 1000
		drawing := w.add(streamOf(fmt.Sprintf("%.0f 0 -500 -500 2500 1500 d1\n%sf\n", wide, path)))
		fmt.Fprintf(&drawings, "/g%d %d 0 R ", i+1, drawing)
		fmt.Fprintf(&names, "/g%d ", i+1)
		fmt.Fprintf(&widths, "%.0f ", wide)
		fmt.Fprintf(&text, "<%02X> <", i+1)
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&text, "%04X", unit)
		}
		text.WriteString(">\n")
	}
	// The meaning of the codes, so that what is copied out of a field, or printed to a new
	// file, is text. A block of the standard holds at most 100 of them.
	var blocks strings.Builder
	for block := range slices.Chunk(strings.SplitAfter(strings.TrimSuffix(text.String(), "\n"), "\n"), 100) {
		fmt.Fprintf(&blocks, "%d beginbfchar\n%s\nendbfchar\n", len(block), strings.TrimSuffix(strings.Join(block, ""), "\n"))
	}
	meaning := w.add(streamOf("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n" + blocks.String() +
		"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"))
	return w.add(fmt.Sprintf("<</Type /Font /Subtype /Type3 /FontBBox [-500 -500 2500 1500] /FontMatrix [0.001 0 0 0.001 0 0] "+
		"/Resources <<>> /CharProcs <<%s>> /Encoding <</Type /Encoding /Differences [1 %s]>> "+
		"/FirstChar 1 /LastChar %d /Widths [%s] /ToUnicode %d 0 R>>",
		drawings.String(), names.String(), len(letters), widths.String(), meaning)), nil
}

func streamOf(content string) string {
	return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
}

// outline is a letter's outline as a path of the standard's.
func (t *fieldFace) outline(r rune) (string, error) {
	f := t.face
	glyph, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil {
		return "", fmt.Errorf("draw letter: %w", err)
	}
	segments, err := f.font.LoadGlyph(&f.buf, glyph, fixed.I(1000), nil)
	if err != nil {
		return "", fmt.Errorf("draw letter: %w", err)
	}
	var out strings.Builder
	var x, y float64 // where the path is
	at := func(p fixed.Point26_6) (float64, float64) { return float64(p.X) / 64, -float64(p.Y) / 64 }
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				out.WriteString("h ")
			}
			x, y = at(s.Args[0])
			fmt.Fprintf(&out, "%.0f %.0f m ", x, y)
		case sfnt.SegmentOpLineTo:
			x, y = at(s.Args[0])
			fmt.Fprintf(&out, "%.0f %.0f l ", x, y)
		case sfnt.SegmentOpQuadTo: // the standard knows curves of the third degree alone
			cx, cy := at(s.Args[0])
			tx, ty := at(s.Args[1])
			fmt.Fprintf(&out, "%.0f %.0f %.0f %.0f %.0f %.0f c ",
				x+(cx-x)*2/3, y+(cy-y)*2/3, tx+(cx-tx)*2/3, ty+(cy-ty)*2/3, tx, ty)
			x, y = tx, ty
		case sfnt.SegmentOpCubeTo:
			ax, ay := at(s.Args[0])
			cx, cy := at(s.Args[1])
			x, y = at(s.Args[2])
			fmt.Fprintf(&out, "%.0f %.0f %.0f %.0f %.0f %.0f c ", ax, ay, cx, cy, x, y)
		}
	}
	if len(segments) > 0 {
		out.WriteString("h ")
	}
	return out.String(), nil
}
