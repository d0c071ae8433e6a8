package export

import (
	"bytes"
	"cmp"
	"errors"
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

var errForm = errors.New("add fields: unexpected form of the document")

// withFields adds fields to a finished document by the standard's own way of changing a
// file: what is new and what replaces something follows the old end. The pages must not
// hold links.
//
// What stands in a field from the start is drawn here, in the document's own letters, so
// that every program shows the same; a reader draws a field anew once somebody types in it.
func withFields(doc []byte, pages []pdfPage, letters *face, fields []field) ([]byte, error) {
	w := &fieldWriter{doc: doc, drawn: pages, offsets: map[int]int{}, pages: map[int][]int{}, letters: newFieldFace(letters)}
	if err := w.open(); err != nil {
		return nil, err
	}
	helvetica := w.add("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>")
	dingbats := w.add("<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>")
	w.looks = w.reserve()
	w.on = w.stream("/BBox [0 0 12 12]", ring+"0.055 0.361 0.467 rg "+circle(6, 6, 3)+"f\n")
	w.off = w.stream("/BBox [0 0 12 12]", ring)
	top := w.tree(fields)
	fonts, err := w.letters.write(w)
	if err != nil {
		return nil, err
	}
	w.put(w.looks, fonts)
	form := w.add(fmt.Sprintf("<</Fields [%s] /DA (/Helv 0 Tf 0 g) /DR <</Font <</Helv %d 0 R /ZaDb %d 0 R>>>>>>",
		refs(top), helvetica, dingbats))
	if err := w.replacePages(); err != nil {
		return nil, err
	}
	if err := w.replaceEnd(w.root, "\n>>\nendobj", fmt.Sprintf("\n/AcroForm %d 0 R", form)); err != nil {
		return nil, err
	}
	return w.finish(), nil
}

// fieldWriter writes what follows a document's old end.
type fieldWriter struct {
	doc     []byte
	drawn   []pdfPage
	old     []int // offsets of the old objects, from the first on
	root    int   // the catalog's number
	trailer []byte
	next    int
	out     bytes.Buffer
	offsets map[int]int
	pages   map[int][]int // the annotations of a page, in order
	letters *fieldFace
	looks   int // the fonts that drawings of fields use
	on, off int
}

func (w *fieldWriter) open() error {
	const table, end = "\nxref\n", "\n>>\nstartxref\n"
	at := bytes.LastIndex(w.doc, []byte(table))
	if at < 0 {
		return errForm
	}
	tail := w.doc[at+len(table):]
	trailer, stop := bytes.Index(tail, []byte("trailer\n<<\n")), bytes.LastIndex(tail, []byte(end))
	if trailer < 0 || stop < trailer {
		return errForm
	}
	for i, entry := range strings.Split(strings.TrimSpace(string(tail[:trailer])), "\n") {
		if i < 2 { // the table's size and the entry of free objects
			continue
		}
		var offset int
		if _, err := fmt.Sscanf(entry, "%d 00000 n", &offset); err != nil {
			return fmt.Errorf("add fields: %w", err)
		}
		w.old = append(w.old, offset)
	}
	for line := range bytes.SplitSeq(tail[trailer+len("trailer\n<<\n"):stop], []byte("\n")) {
		switch {
		case bytes.HasPrefix(line, []byte("/Size ")):
		case bytes.HasPrefix(line, []byte("/Root ")):
			if _, err := fmt.Sscanf(string(line), "/Root %d 0 R", &w.root); err != nil {
				return fmt.Errorf("add fields: %w", err)
			}
			fallthrough
		default:
			w.trailer = append(append(w.trailer, line...), '\n')
		}
	}
	w.next = len(w.old) + 1
	return nil
}

// reserve takes a number for an object that is written later.
func (w *fieldWriter) reserve() int {
	w.next++
	return w.next - 1
}

func (w *fieldWriter) put(n int, body string) {
	w.offsets[n] = len(w.doc) + w.out.Len()
	fmt.Fprintf(&w.out, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *fieldWriter) add(body string) int {
	n := w.reserve()
	w.put(n, body)
	return n
}

// stream adds a drawing that annotations show.
func (w *fieldWriter) stream(head, content string) int {
	return w.add(fmt.Sprintf("<</Type /XObject /Subtype /Form %s /Length %d>>\nstream\n%s\nendstream", head, len(content), content))
}

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
	number := w.reserve()
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
		w.put(number, fmt.Sprintf("%s /Kids [%s]>>", head, refs(kids)))
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
		w.pages[f.page] = append(w.pages[f.page], kid)
	}
	w.put(number, fmt.Sprintf("%s /FT /Btn /Ff %d /TU %s /V /%s /Kids [%s]>>",
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
	w.put(number, fmt.Sprintf("%s /Type /Annot /Subtype /Widget /F %d /Rect %s /FT /Tx /Ff %d /TU %s /DA (/Helv %d Tf 0.106 0.141 0.2 rg) /V %s%s>>",
		head, shown, rect, bits, pdfText(f.tip), fieldSize, pdfText(f.value), more))
	w.pages[f.page] = append(w.pages[f.page], number)
}

// look draws what stands in a text field, as far as it fits.
func (w *fieldWriter) look(f *field) int {
	var out strings.Builder
	fmt.Fprintf(&out, "/Tx BMC q 1 1 %.2f %.2f re W n BT 0.106 0.141 0.2 rg\n", f.box.w-2, f.box.h-2)
	y := f.box.h - 3 - fieldSize
	if !f.lines {
		y = f.box.h/2 - fieldSize*0.36
	}
	fmt.Fprintf(&out, "2 %.2f Td %.2f TL\n", y, fieldSize*1.25)
	for _, line := range w.letters.lines(f.value, f.box.w-5) {
		out.WriteString(w.letters.show(line))
	}
	out.WriteString("ET Q EMC")
	return w.stream(fmt.Sprintf("/BBox [0 0 %.2f %.2f] /Resources %d 0 R", f.box.w, f.box.h, w.looks), out.String())
}

// maxFieldLines bounds what is drawn of a long note; no field shows more.
const maxFieldLines = 12

// rect is a place as the standard counts it, from the lower left corner.
func (w *fieldWriter) rect(page int, b box) string {
	top := w.drawn[page-1].h
	return fmt.Sprintf("[%.2f %.2f %.2f %.2f]", b.x, top-b.y-b.h, b.x+b.w, top-b.y)
}

// replacePages writes the pages again, with their fields.
func (w *fieldWriter) replacePages() error {
	var numbers []int
	for n := range w.pages {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		err := w.replaceEnd(w.drawn[n-1].object, ">>\nendobj", fmt.Sprintf("\n/Tabs /R\n/Annots [%s]", refs(w.pages[n])))
		if err != nil {
			return err
		}
	}
	return nil
}

// replaceEnd writes an old object again with more at the end of its dictionary.
func (w *fieldWriter) replaceEnd(n int, end, more string) error {
	if n < 1 || n > len(w.old) {
		return errForm
	}
	rest := w.doc[w.old[n-1]:]
	head := fmt.Appendf(nil, "%d 0 obj\n", n)
	stop := bytes.Index(rest, []byte("\nendobj"))
	if !bytes.HasPrefix(rest, head) || stop < 0 {
		return errForm
	}
	body := rest[len(head) : stop+len("\nendobj")]
	if !bytes.HasSuffix(body, []byte(end)) || bytes.Contains(body, []byte("/Annots")) {
		return errForm
	}
	w.put(n, string(body[:len(body)-len(end)])+more+"\n>>")
	return nil
}

func (w *fieldWriter) finish() []byte {
	start := len(w.doc) + w.out.Len()
	var numbers []int
	for n := range w.offsets {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	w.out.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for i := 0; i < len(numbers); {
		to := i + 1
		for to < len(numbers) && numbers[to] == numbers[to-1]+1 {
			to++
		}
		fmt.Fprintf(&w.out, "%d %d\n", numbers[i], to-i)
		for _, n := range numbers[i:to] {
			fmt.Fprintf(&w.out, "%010d 00000 n \n", w.offsets[n])
		}
		i = to
	}
	previous := bytes.LastIndex(w.doc, []byte("startxref\n"))
	before := strings.Fields(string(w.doc[previous+len("startxref\n"):]))[0]
	fmt.Fprintf(&w.out, "trailer\n<<\n/Size %d\n%s/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n", w.next, w.trailer, before, start)
	return append(bytes.Clone(w.doc), w.out.Bytes()...)
}

// ring is the border of a button.
var ring = "1 g 0.486 0.525 0.588 RG 0.8 w " + circle(6, 6, 5.2) + "B\n"

// circle is a path around a point.
func circle(x, y, r float64) string {
	k := r * 0.5523
	return fmt.Sprintf("%.2f %.2f m %.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f %.2f %.2f %.2f %.2f c "+
		"%.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f %.2f %.2f %.2f %.2f c h ",
		x+r, y, x+r, y+k, x+k, y+r, x, y+r, x-k, y+r, x-r, y+k, x-r, y,
		x-r, y-k, x-k, y-r, x, y-r, x+k, y-r, x+r, y-k, x+r, y)
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
