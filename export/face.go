package export

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// style picks one of the three faces.
type style int

const (
	regular style = iota
	bold
	italic
)

// printable is text that a face can draw: normalized, without control characters, and
// made only of characters that the face has. Only [face.clean] makes it, and only
// printable text reaches the page.
type printable string

// face knows which characters a font has and how wide they are.
type face struct {
	ttf      []byte
	font     *sfnt.Font
	buf      sfnt.Buffer
	latin    [0x250]float64   // the most frequent advances; 0 for one not looked up yet
	advances map[rune]float64 // in units of the font size; -1 for a character it lacks
	fallback rune             // stands for what the font lacks
}

func newFace(ttf []byte) (*face, error) {
	parsed, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	f := &face{ttf: ttf, font: parsed, advances: map[rune]float64{}, fallback: unicode.ReplacementChar}
	if f.advance(f.fallback) < 0 {
		f.fallback = '?'
	}
	if f.advance('?') < 0 || f.advance(' ') < 0 {
		return nil, fmt.Errorf("read font: no Latin letters")
	}
	return f, nil
}

// advance is a character's width at size 1, or -1 for one that the font lacks. Documents
// reach the Basic Multilingual Plane only, see [subset].
func (f *face) advance(r rune) float64 {
	if r >= 0 && int(r) < len(f.latin) {
		if f.latin[r] == 0 {
			f.latin[r] = f.lookUp(r)
		}
		return f.latin[r]
	}
	if w, ok := f.advances[r]; ok {
		return w
	}
	w := f.lookUp(r)
	f.advances[r] = w
	return w
}

func (f *face) lookUp(r rune) float64 {
	w := -1.0
	if r <= 0xFFFF {
		glyph, err := f.font.GlyphIndex(&f.buf, r)
		if err == nil && glyph != 0 {
			if a, err := f.font.GlyphAdvance(&f.buf, glyph, fixed.I(1000), font.HintingNone); err == nil {
				w = float64(a) / 64 / 1000
			}
		}
	}
	return w
}

// width is how wide the text is at a size.
func (f *face) width(text printable, size float64) float64 {
	w := 0.0
	for _, r := range text {
		w += f.advance(r)
	}
	return w * size
}

// lookalikes stand for characters that many text fonts lack, without a loss of meaning.
var lookalikes = map[rune]string{
	'→': "->", '←': "<-", '⇒': "=>", '≥': ">=", '≤': "<=", '≠': "=/=", '−': "-", '‑': "-",
	'●': "•", '▪': "•", '■': "•", '✓': "√", '✔': "√", '☐': "[ ]", '☑': "[x]", '☒': "[x]",
}

// clean makes text printable and counts the characters that had to be replaced. Line
// breaks stay; tabs become blanks; control characters, and the invisible ones that steer
// how others join, are dropped.
func (f *face) clean(text string) (printable, int) {
	var out strings.Builder
	replaced := 0
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD")) {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			out.WriteByte('\n')
		case r == '\t':
			out.WriteByte(' ')
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		case r == unicode.ReplacementChar:
			out.WriteRune(f.fallback)
			replaced++
		case f.advance(r) >= 0:
			out.WriteRune(r)
		case f.drawsAll(lookalikes[r]):
			out.WriteString(lookalikes[r])
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		default:
			out.WriteRune(f.fallback)
			replaced++
		}
	}
	return printable(out.String()), replaced
}

func (f *face) drawsAll(text string) bool {
	for _, r := range text {
		if f.advance(r) < 0 {
			return false
		}
	}
	return text != ""
}
