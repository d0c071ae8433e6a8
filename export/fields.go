package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// field is a place of a document that can be filled in. Its name has parts, joined by a
// point: "a.gates.note". A field of several choices is a row of buttons, of which one is
// pressed.
type field struct {
	name    []string
	tip     string // what a reader says of it, also aloud
	value   string
	page    int
	box     box // of a text, from the page's upper left corner
	lines   bool
	limit   int      // of characters, 0 for none
	buttons []button // for a choice
	hidden  bool     // carries what only this program reads
}

// box is a place on a page, in points from its upper left corner.
type box struct{ x, y, w, h float64 }

// button is one choice of a field.
type button struct {
	code string
	tip  string
	box  box
}

// fieldSize is the size of what is typed into a field.
const fieldSize = 9

// fieldBits are the flags of the standard that fields of ours have.
const (
	readOnlyBit  = 1 << 0
	linesBit     = 1 << 12
	staysOnBit   = 1 << 14
	radioBit     = 1 << 15
	hiddenBit    = 1 << 1 // of an annotation
	printableBit = 1 << 2 // of an annotation
)

// field puts a field on the page that is being drawn on, which is held for it.
func (d *pdf) field(f field) {
	f.page = d.on
	d.hold()
	d.fields = append(d.fields, f)
}

// writeFields writes the fields and the form that they make, and returns its object; 0 for none.
//
// What stands in a field from the start is drawn here, in the document's own letters, so
// that every program shows the same; a reader draws a field anew once somebody types in it.
func (d *pdf) writeFields() int {
	if len(d.fields) == 0 {
		return 0
	}
	w := &fieldWriter{pdf: d}
	helvetica := w.add("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>")
	dingbats := w.add("<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>")
	w.on, w.off = w.button(true), w.button(false)
	top := w.tree(d.fields)
	return w.add(fmt.Sprintf("<</Fields [%s] /DA (/Helv 0 Tf 0 g) /DR <</Font <</Helv %d 0 R /ZaDb %d 0 R>>>>>>",
		refs(top), helvetica, dingbats))
}

// fieldWriter writes a document's fields.
type fieldWriter struct {
	*pdf
	on, off int // what a button looks like
}

func (w *fieldWriter) object(n int, body string) { w.file.object(n, []byte(body)) }

func (w *fieldWriter) add(body string) int {
	n := w.file.reserve()
	w.object(n, body)
	return n
}

// drawing adds what a field shows, of a size.
func (w *fieldWriter) drawing(width, height float64, marks []byte) int {
	n := w.file.reserve()
	w.file.stream(n, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources %d 0 R ", width, height, resources), marks)
	return n
}

// shownOn puts a field among what a page shows.
func (w *fieldWriter) shownOn(page, field int) {
	p := &w.pages[page-1]
	p.fields = append(p.fields, field)
}

// button draws a button.
func (w *fieldWriter) button(on bool) int {
	const middle = buttonSize / 2
	p := pen{want: look{fill: white, stroke: border, width: 0.8}}
	p.begin(buttonSize)
	p.circle(middle, middle, middle-0.8, both)
	if on {
		p.want.fill = accent
		p.circle(middle, middle, middle/2, filled)
	}
	return w.drawing(buttonSize, buttonSize, p.out)
}

// border is around a button; readers are told of it, too.
var border = rgb{0x7C, 0x86, 0x96}

// node is a name in the tree of fields.
type node struct {
	part  string
	field *field
	kids  []*node
}

// tree writes the fields under their names and returns the topmost ones.
func (w *fieldWriter) tree(fields []field) []int {
	top := &node{}
	for i := range fields {
		at := top
		for _, part := range fields[i].name {
			k := slices.IndexFunc(at.kids, func(n *node) bool { return n.part == part })
			if k < 0 {
				at.kids = append(at.kids, &node{part: part})
				k = len(at.kids) - 1
			}
			at = at.kids[k]
		}
		at.field = &fields[i]
	}
	var numbers []int
	for _, n := range top.kids {
		numbers = append(numbers, w.node(n, 0))
	}
	return numbers
}

func (w *fieldWriter) node(n *node, parent int) int {
	number := w.file.reserve()
	head := "<</T " + pdfText(n.part)
	if parent > 0 {
		head += fmt.Sprintf(" /Parent %d 0 R", parent)
	}
	switch f := n.field; {
	case f == nil:
		var kids []int
		for _, kid := range n.kids {
			kids = append(kids, w.node(kid, number))
		}
		w.object(number, fmt.Sprintf("%s /Kids [%s]>>", head, refs(kids)))
	case len(f.buttons) > 0:
		w.choice(number, head, f)
	default:
		w.text(number, head, f)
	}
	return number
}

// choice writes a row of buttons. The name of a button's pressed state is the code itself,
// which is what other programs show and set.
func (w *fieldWriter) choice(number int, head string, f *field) {
	var kids []int
	for _, b := range f.buttons {
		state := "Off"
		if b.code == f.value {
			state = b.code
		}
		kid := w.add(fmt.Sprintf("<</Type /Annot /Subtype /Widget /Parent %d 0 R /F %d /Rect %s /TU %s /AS /%s "+
			"/DA (/ZaDb 0 Tf 0.055 0.361 0.467 rg) /MK <</CA (l) /BC [0.486 0.525 0.588] /BG [1]>> /BS <</W 0.8 /S /S>> "+
			"/AP <</N <</%s %d 0 R /Off %d 0 R>>>>>>",
			number, printableBit, w.rect(f.page, b.box), pdfText(b.tip), state, b.code, w.on, w.off))
		kids = append(kids, kid)
		w.shownOn(f.page, kid)
	}
	w.object(number, fmt.Sprintf("%s /FT /Btn /Ff %d /TU %s /V /%s /Kids [%s]>>",
		head, radioBit|staysOnBit, pdfText(f.tip), cmp.Or(f.value, "Off"), refs(kids)))
}

func (w *fieldWriter) text(number int, head string, f *field) {
	bits, shown, rect, more := 0, printableBit, w.rect(f.page, f.box), ""
	if f.lines {
		bits |= linesBit
	}
	if f.limit > 0 {
		more += fmt.Sprintf(" /MaxLen %d", f.limit)
	}
	if f.hidden {
		bits, shown, rect = readOnlyBit, hiddenBit, "[0 0 0 0]"
	} else {
		more += fmt.Sprintf(" /AP <</N %d 0 R>>", w.look(f))
	}
	w.object(number, fmt.Sprintf("%s /Type /Annot /Subtype /Widget /F %d /Rect %s /FT /Tx /Ff %d /TU %s /DA (/Helv %d Tf 0.106 0.141 0.2 rg) /V %s%s>>",
		head, shown, rect, bits, pdfText(f.tip), fieldSize, pdfText(f.value), more))
	w.shownOn(f.page, number)
}

// look draws what stands in a text field, as far as it fits.
func (w *fieldWriter) look(f *field) int {
	p := pen{}
	p.begin(f.box.h)
	p.out = fmt.Appendf(p.out, "/Tx BMC q 1 1 %.2f %.2f re W n\n", f.box.w-2, f.box.h-2)
	base := f.box.h/2 + fieldSize*0.36
	if f.lines {
		base = 3 + fieldSize
	}
	clean, _ := w.fonts[regular].clean(f.value)
	for i, runs := range breakLines(w.fonts, []span{{text: clean}}, fieldSize, f.box.w-5) {
		if i == maxFieldLines {
			break
		}
		for _, r := range runs {
			w.used[regular].add(r.text)
			p.text(2+r.x, base, fieldSize, regular, ink, r.text)
		}
		base += fieldSize * 1.25
	}
	p.out = append(p.out, "Q EMC"...)
	return w.drawing(f.box.w, f.box.h, p.out)
}

// maxFieldLines bounds what is drawn of a long note; no field shows more.
const maxFieldLines = 12

// rect is a place as the standard counts it, from the lower left corner.
func (w *fieldWriter) rect(page int, b box) string {
	top := w.pages[page-1].h
	return fmt.Sprintf("[%.2f %.2f %.2f %.2f]", b.x, top-b.y-b.h, b.x+b.w, top-b.y)
}

func refs(numbers []int) string {
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = fmt.Sprintf("%d 0 R", n)
	}
	return strings.Join(parts, " ")
}

// pdfText writes text as the standard asks: ASCII as it is, all else as UTF-16.
func pdfText(text string) string {
	for _, r := range text {
		if r >= 0x7F || r < ' ' && r != '\n' {
			var out strings.Builder
			out.WriteString("<FEFF")
			for _, unit := range utf16.Encode([]rune(text)) {
				fmt.Fprintf(&out, "%04X", unit)
			}
			return out.String() + ">"
		}
	}
	return literal(text)
}

// literal writes bytes as a string of the standard's.
func literal(text string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\n", `\n`, "\r", `\r`).Replace(text) + ")"
}
