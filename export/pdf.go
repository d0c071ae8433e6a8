package export

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
)

// pdf is a document being written. A page goes to the file as soon as the next one begins,
// and what is kept of it is its size, its links and its place; so a document of thousands of
// pages needs hardly more memory than a short one. What is known only at the end, such as
// how many pages there are, is written then, as a second layer of each page.
type pdf struct {
	pen
	file    *pdfFile
	fonts   [3]*face
	used    [3]runes // the characters that the document holds
	pages   []pdfPage
	targets []linkTarget
	lines   []outlineLine
	shown   []shown
	fields  []field
	stamps  map[stamp]stampPlace
	order   []stampPlace // the stamps as they were made
	info    [][2]string  // what the file says of itself: key, text
	day     time.Time
	lang    string
	on      int // the page that is being drawn on
}

// The first objects: the tree of pages and what all pages use.
const (
	pageTree  = 1
	resources = 2
)

// pdfPage is what is kept of a page. Its marks and their second layer are the objects after
// its own.
type pdfPage struct {
	w, h   float64
	object int
	links  []byte // boxes that lead somewhere, until the page is written
	held   bool   // is written at the end, since it gets more links or fields
	fields []int  // that it shows
}

// target is where links lead; page 0 until it is placed.
type target struct {
	page int
	y    float64
}

// linkTarget is a target with its object, which links refer to.
type linkTarget struct {
	target
	object int
}

// outlineLine is a line of the outline.
type outlineLine struct {
	title string
	level int
	target
}

// shown is a picture that pages show.
type shown struct {
	name string
	jpeg []byte
	w, h int
}

func newPDF(to io.Writer, fonts [3]*face, lang string) *pdf {
	d := &pdf{file: newPDFFile(to), fonts: fonts, lang: lang, stamps: map[stamp]stampPlace{}}
	d.file.reserve()
	d.file.reserve()
	return d
}

// err is why the document cannot be written, if it cannot.
func (d *pdf) err() error { return d.file.err }

// fail stops the document.
func (d *pdf) fail(err error) {
	if d.file.err == nil {
		d.file.err = err
	}
}

// number is the page that is being drawn on, from 1; 0 before the first.
func (d *pdf) number() int { return d.on }

// page begins a new page; the one before is written.
func (d *pdf) page(w, h float64) {
	d.flush()
	d.pages = append(d.pages, pdfPage{w: w, h: h, object: d.file.reserve()})
	d.on = len(d.pages)
	d.file.reserve()
	d.file.reserve()
	d.begin(h)
}

// flush writes the last page.
func (d *pdf) flush() {
	if d.on == 0 {
		return
	}
	p := &d.pages[d.on-1]
	d.file.stream(p.object+1, "", d.out)
	if !p.held {
		d.writePage(p)
	}
}

// hold keeps the page that is being drawn on until the end, for links and fields that are made then.
func (d *pdf) hold() { d.pages[d.on-1].held = true }

// writePage writes a page, which refers to its marks and to their second layer.
func (d *pdf) writePage(p *pdfPage) {
	out := fmt.Appendf(nil, "<</Type /Page\n/Parent %d 0 R\n/MediaBox [0 0 %.2f %.2f]\n/Resources %d 0 R\n/Contents [%d 0 R %d 0 R]",
		pageTree, p.w, p.h, resources, p.object+1, p.object+2)
	if len(p.fields) > 0 {
		out = append(out, "\n/Tabs /R"...)
	}
	if len(p.links)+len(p.fields) > 0 {
		out = fmt.Appendf(out, "\n/Annots [%s%s]", p.links, refs(p.fields))
	}
	d.file.object(p.object, append(out, ">>"...))
	p.links = nil
}

// text writes text, see [pen.text].
func (d *pdf) text(x, base, size float64, s style, color rgb, text printable) {
	d.used[s].add(text)
	d.pen.text(x, base, size, s, color, text)
}

// target makes a place for links to lead to.
func (d *pdf) target() int {
	d.targets = append(d.targets, linkTarget{object: d.file.reserve()})
	return len(d.targets) - 1
}

// aim says where a target is, on the page that is being drawn on.
func (d *pdf) aim(at int, y float64) { d.targets[at].target = target{d.on, y} }

// link makes a box of the page lead to a target.
func (d *pdf) link(x, y, w, h float64, to int) {
	p := &d.pages[d.on-1]
	p.links = fmt.Appendf(p.links, "<</Subtype /Link /Rect [%.2f %.2f %.2f %.2f] /Border [0 0 0] /Dest %d 0 R>>",
		x, p.h-y-h, x+w, p.h-y, d.targets[to].object)
}

// outline adds a line to the outline, level 0 or 1.
func (d *pdf) outline(level int, y float64, title string) {
	if len(d.lines) == 0 {
		level = 0
	}
	d.lines = append(d.lines, outlineLine{title, level, target{d.on, y}})
}

// picture finds a picture that was given already; -1 for none.
func (d *pdf) picture(name string) int {
	for i := range d.shown {
		if d.shown[i].name == name {
			return i
		}
	}
	return -1
}

// addPicture takes a JPEG in three colours and gives its number.
func (d *pdf) addPicture(name string, jpeg []byte, w, h int) int {
	d.shown = append(d.shown, shown{name, jpeg, w, h})
	return len(d.shown) - 1
}

func (d *pdf) pictureSize(n int) (w, h float64) { return float64(d.shown[n].w), float64(d.shown[n].h) }

// show draws a picture.
func (d *pdf) show(n int, x, y, w, h float64) {
	d.save()
	d.numbers(w, 0, 0, h, x, d.h-y-h)
	d.out = fmt.Appendf(d.out, "cm /I%d Do ", n+1)
	d.restore()
}

// stamp is a small drawing that stands in many places and in the file once: what tells it
// from others.
type stamp struct {
	shape         string
	size, height  float64
	color, ground rgb
}

// stampPlace is a stamp's number among the stamps and its object.
type stampPlace struct{ number, object int }

// stamped draws a stamp with its origin at a place. What draw draws stands around 0, 0, no
// farther from it than width and height.
func (d *pdf) stamped(look stamp, width, height, x, y float64, draw func()) {
	made, ok := d.stamps[look]
	if !ok {
		made = stampPlace{len(d.order) + 1, d.file.reserve()}
		page := d.pen
		d.pen = pen{want: page.want}
		d.begin(0)
		draw()
		d.file.stream(made.object, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [%.2f %.2f %.2f %.2f] /Resources <<>> ", -width, -height, width, height), d.out)
		d.pen = page
		d.stamps[look] = made
		d.order = append(d.order, made)
	}
	d.save()
	d.out = append(d.out, "1 0 0 1 "...)
	d.numbers(x, d.h-y)
	d.out = append(d.out, "cm /S"...)
	d.out = append(strconv.AppendInt(d.out, int64(made.number), 10), " Do "...)
	d.restore()
}

// tell says something of the document, under one of the standard's keys.
func (d *pdf) tell(key, text string) {
	for i := range d.info {
		if d.info[i][0] == key {
			d.info[i][1] = text
			return
		}
	}
	d.info = append(d.info, [2]string{key, text})
}

// finish writes what is left: a second layer for each page, which late draws, and then all
// that pages refer to.
func (d *pdf) finish(late func(page int)) error {
	d.flush()
	form := d.writeFields()
	for n := range d.pages {
		d.on = n + 1
		d.begin(d.pages[n].h)
		late(n + 1)
		if d.file.err != nil {
			return d.file.err
		}
		d.file.stream(d.pages[n].object+2, "", d.out)
		if d.pages[n].held {
			d.writePage(&d.pages[n])
		}
	}
	for _, t := range d.targets {
		d.file.object(t.object, []byte(d.place(t.target)))
	}
	d.writeTree()
	if err := d.writeResources(); err != nil {
		return err
	}
	outline := d.writeOutline()
	info := d.file.reserve()
	var out []byte
	for _, line := range d.info {
		out = fmt.Appendf(out, "/%s %s\n", line[0], pdfText(line[1]))
	}
	day := d.day.Format("20060102150405")
	d.file.object(info, fmt.Appendf(nil, "<<\n%s/CreationDate (D:%s)\n/ModDate (D:%s)\n>>", out, day, day))
	root := d.file.reserve()
	more := ""
	if outline > 0 {
		more = fmt.Sprintf("/Outlines %d 0 R\n/PageMode /UseOutlines\n", outline)
	}
	if form > 0 {
		more += fmt.Sprintf("/AcroForm %d 0 R\n", form)
	}
	d.file.object(root, fmt.Appendf(nil, "<<\n/Type /Catalog\n/Pages %d 0 R\n%s/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n>>", pageTree, more, d.lang))
	return d.file.finish(root, info)
}

// place is a target as the standard writes it. One that was never placed, as a case with a
// dangling reference has it, is the front.
func (d *pdf) place(t target) string {
	p := &d.pages[max(1, t.page)-1]
	return fmt.Sprintf("[%d 0 R /XYZ 0 %.2f null]", p.object, p.h-t.y)
}

func (d *pdf) writeTree() {
	out := []byte("<</Type /Pages\n/Kids [")
	for n := range d.pages {
		out = fmt.Appendf(out, "%d 0 R ", d.pages[n].object)
	}
	d.file.object(pageTree, fmt.Appendf(out, "]\n/Count %d>>", len(d.pages)))
}

// writeResources writes what pages use: the fonts and the pictures.
func (d *pdf) writeResources() error {
	out := []byte("<</Font <<")
	for i, f := range d.fonts {
		if d.used[i].empty() {
			continue
		}
		n, err := d.writeFont(f, d.used[i])
		if err != nil {
			return err
		}
		out = fmt.Appendf(out, "/F%d %d 0 R ", i+1, n)
	}
	out = append(out, ">>"...)
	out = append(out, " /XObject <<"...)
	for _, s := range d.order {
		out = fmt.Appendf(out, "/S%d %d 0 R ", s.number, s.object)
	}
	for i, im := range d.shown {
		n := d.file.reserve()
		d.file.bytes(n, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode ", im.w, im.h), im.jpeg)
		out = fmt.Appendf(out, "/I%d %d 0 R ", i+1, n)
	}
	d.file.object(resources, append(out, ">>>>"...))
	return nil
}

// writeOutline writes the outline, closed, and returns its object; 0 for none.
func (d *pdf) writeOutline() int {
	if len(d.lines) == 0 {
		return 0
	}
	root := d.file.reserve()
	first := root + 1
	for range d.lines {
		d.file.reserve()
	}
	// A line's neighbours are those of its level up to the next part.
	type family struct{ parent, previous, next, first, last, count int }
	kin := make([]family, len(d.lines))
	top, last := family{}, [2]int{-1, -1}
	for i, l := range d.lines {
		if l.level == 0 {
			kin[i].parent, last[1] = root, -1
			if top.count == 0 {
				top.first = first + i
			}
			top.last = first + i
			top.count++
		} else {
			part := &kin[last[0]]
			kin[i].parent = first + last[0]
			if part.count == 0 {
				part.first = first + i
			}
			part.last = first + i
			part.count++
		}
		if before := last[l.level]; before >= 0 {
			kin[i].previous, kin[before].next = first+before, first+i
		}
		last[l.level] = i
	}
	for i, l := range d.lines {
		out := fmt.Appendf(nil, "<</Title %s\n/Parent %d 0 R\n", pdfText(l.title), kin[i].parent)
		for _, to := range []struct {
			key string
			n   int
		}{{"Prev", kin[i].previous}, {"Next", kin[i].next}, {"First", kin[i].first}, {"Last", kin[i].last}} {
			if to.n > 0 {
				out = fmt.Appendf(out, "/%s %d 0 R\n", to.key, to.n)
			}
		}
		if kin[i].count > 0 {
			out = fmt.Appendf(out, "/Count -%d\n", kin[i].count)
		}
		d.file.object(first+i, fmt.Appendf(out, "/Dest %s>>", d.place(l.target)))
	}
	d.file.object(root, fmt.Appendf(nil, "<</Type /Outlines\n/First %d 0 R\n/Last %d 0 R\n/Count %d>>", top.first, top.last, top.count))
	return root
}

// writeFont writes a font with the characters in use and returns its object. A character's
// code is its number in Unicode, and a table says which drawing of the font belongs to it.
func (d *pdf) writeFont(f *face, used runes) (int, error) {
	cut, err := f.subset(used)
	if err != nil {
		return 0, err
	}
	name := "FORETH+" + cut.name
	font, descendant, descriptor := d.file.reserve(), d.file.reserve(), d.file.reserve()
	file, meaning, drawings := d.file.reserve(), d.file.reserve(), d.file.reserve()
	d.file.object(font, fmt.Appendf(nil, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, descendant, meaning))
	var widths bytes.Buffer
	table, before := []byte{}, rune(-2)
	for i, r := range cut.runes {
		if r != before+1 {
			if i > 0 {
				widths.WriteString("] ")
			}
			fmt.Fprintf(&widths, "%d [", r)
		}
		fmt.Fprintf(&widths, "%.0f ", math.Round(f.advance(r)*1000))
		before = r
		table = append(table, make([]byte, 2*int(r)+2-len(table))...)
		table[2*r], table[2*r+1] = byte(cut.glyphs[i]>>8), byte(cut.glyphs[i])
	}
	d.file.object(descendant, fmt.Appendf(nil, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /CIDToGIDMap %d 0 R /DW %d /W [%s]]>>",
		name, descriptor, drawings, cut.missing, widths.Bytes()))
	d.file.object(descriptor, fmt.Appendf(nil, "<</Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %.1f /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R>>",
		name, cut.flags, cut.box[0], cut.box[1], cut.box[2], cut.box[3], cut.angle, cut.ascent, cut.descent, cut.capHeight, file))
	d.file.stream(file, fmt.Sprintf("/Length1 %d ", len(cut.file)), cut.file)
	d.file.stream(meaning, "", []byte(codesAreUnicode))
	d.file.stream(drawings, "", table)
	return font, nil
}

// codesAreUnicode tells a reader that the codes of a text are its characters in Unicode.
const codesAreUnicode = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
