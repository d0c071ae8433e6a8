package export

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// runes are characters of the Basic Multilingual Plane, a bit each.
type runes [1024]uint64

func (s *runes) add(text printable) {
	for _, r := range text {
		if r >= 0 && r <= 0xFFFF {
			s[r/64] |= 1 << (r % 64)
		}
	}
}

func (s *runes) empty() bool { return *s == runes{} }

// all lists the characters in their order.
func (s *runes) all() []rune {
	var all []rune
	for i, bits := range s {
		for b := range 64 {
			if bits&(1<<b) != 0 {
				all = append(all, rune(64*i+b))
			}
		}
	}
	return all
}

// cutFont is a font cut to some characters, with what a document says of it.
type cutFont struct {
	name                       string // of the font
	file                       []byte
	runes                      []rune
	glyphs                     []int // the drawing of each, in file
	box                        [4]int
	ascent, descent, capHeight int
	angle                      float64
	flags                      int
	missing                    int // width of what the font lacks
}

var errFont = errors.New("read font: unexpected form")

// tables are the parts of a TrueType file by their names.
type tables map[string][]byte

func tablesOf(ttf []byte) (tables, error) {
	if len(ttf) < 12 {
		return nil, errFont
	}
	t, n := tables{}, int(binary.BigEndian.Uint16(ttf[4:]))
	if len(ttf) < 12+16*n {
		return nil, errFont
	}
	for i := range n {
		entry := ttf[12+16*i:]
		at, length := int64(binary.BigEndian.Uint32(entry[8:])), int64(binary.BigEndian.Uint32(entry[12:]))
		if at+length > int64(len(ttf)) {
			return nil, errFont
		}
		t[string(entry[:4])] = ttf[at : at+length]
	}
	for name, length := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 0} {
		if len(t[name]) < length || t[name] == nil {
			return nil, errFont // such as outlines of another kind
		}
	}
	return t, nil
}

func (t tables) u16(table string, at int) int {
	if at+2 > len(t[table]) {
		return 0
	}
	return int(binary.BigEndian.Uint16(t[table][at:]))
}

func (t tables) i16(table string, at int) int { return int(int16(t.u16(table, at))) }

// glyph is the drawing of a glyph, empty for one without marks.
func (t tables) glyph(n int) ([]byte, error) {
	at := func(i int) int64 {
		if t.u16("head", 50) == 0 {
			return 2 * int64(t.u16("loca", 2*i))
		}
		if 4*i+4 > len(t["loca"]) {
			return -1
		}
		return int64(binary.BigEndian.Uint32(t["loca"][4*i:]))
	}
	from, to := at(n), at(n+1)
	if from < 0 || to < from || to > int64(len(t["glyf"])) {
		return nil, errFont
	}
	return t["glyf"][from:to], nil
}

// metric is a glyph's width and left bearing, as the file has them.
func (t tables) metric(n int) (width, bearing int) {
	wide := max(1, t.u16("hhea", 34))
	if n < wide {
		return t.u16("hmtx", 4*n), t.u16("hmtx", 4*n+2)
	}
	return t.u16("hmtx", 4*(wide-1)), t.u16("hmtx", 4*wide+2*(n-wide))
}

// Flags of a drawing that is put together from others.
const (
	wordArguments = 1 << 0
	oneScale      = 1 << 3
	moreParts     = 1 << 5
	twoScales     = 1 << 6
	fullMatrix    = 1 << 7
)

// parts are the places in a drawing that name the glyphs that it is put together from.
func parts(drawing []byte) ([]int, error) {
	if len(drawing) < 10 || int16(binary.BigEndian.Uint16(drawing)) >= 0 {
		return nil, nil
	}
	var places []int
	for at := 10; ; {
		if at+4 > len(drawing) {
			return nil, errFont
		}
		flags := binary.BigEndian.Uint16(drawing[at:])
		places = append(places, at+2)
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&fullMatrix != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			return places, nil
		}
	}
}

// subset cuts the font to characters, so that a document carries no more than it shows.
func (f *face) subset(used runes) (*cutFont, error) {
	t, err := tablesOf(f.ttf)
	if err != nil {
		return nil, err
	}
	cut := &cutFont{}
	old, place := []int{0}, map[int]int{0: 0} // the glyphs that are kept; the first is that of what is missing
	keep := func(glyph int) int {
		at, ok := place[glyph]
		if !ok {
			at = len(old)
			place[glyph] = at
			old = append(old, glyph)
		}
		return at
	}
	for _, r := range used.all() {
		glyph, err := f.font.GlyphIndex(&f.buf, r)
		if err != nil {
			return nil, fmt.Errorf("cut font: %w", err)
		}
		if glyph == 0 {
			continue
		}
		cut.runes = append(cut.runes, r)
		cut.glyphs = append(cut.glyphs, keep(int(glyph)))
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(old); i++ { // grows by the glyphs that others are put together from
		drawing, err := t.glyph(old[i])
		if err != nil {
			return nil, err
		}
		places, err := parts(drawing)
		if err != nil {
			return nil, err
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		start := len(glyf)
		glyf = append(glyf, drawing...)
		for _, at := range places {
			part := glyf[start+at:]
			binary.BigEndian.PutUint16(part, uint16(keep(int(binary.BigEndian.Uint16(part)))))
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		width, bearing := t.metric(old[i])
		hmtx = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(hmtx, uint16(width)), uint16(bearing))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := slices.Clone(t["head"]), slices.Clone(t["hhea"]), slices.Clone(t["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)  // the sum of the file, set below
	binary.BigEndian.PutUint16(head[50:], 1) // places of drawings take four bytes
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(old)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(old)))
	kept := tables{"glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp}
	for _, name := range []string{"cvt ", "fpgm", "prep"} { // what drawings need for small sizes
		if t[name] != nil {
			kept[name] = t[name]
		}
	}
	cut.file = kept.file()
	cut.describe(f, t)
	return cut, nil
}

// file puts tables together.
func (t tables) file() []byte {
	var names []string
	for name := range t {
		names = append(names, name)
	}
	slices.Sort(names)
	fits := int(math.Log2(float64(len(names))))
	out := []byte{0, 1, 0, 0}
	for _, n := range []int{len(names), 16 << fits, fits, 16*len(names) - 16<<fits} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	at, headAt := len(out)+16*len(names), 0
	var body []byte
	for _, name := range names {
		data := t[name]
		if name == "head" {
			headAt = at + len(body)
		}
		out = append(out, name...)
		for _, n := range []int{int(sumOf(data)), at + len(body), len(data)} {
			out = binary.BigEndian.AppendUint32(out, uint32(n))
		}
		body = append(body, data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-sumOf(out))
	return out
}

// sumOf is the sum that a font's file holds of its tables.
func sumOf(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + binary.BigEndian.Uint32(rest[:])
}

// describe fills in what a document says of the font.
func (c *cutFont) describe(f *face, t tables) {
	unit := max(1, t.u16("head", 18))
	thousandths := func(v int) int { return int(math.Round(float64(v) * 1000 / float64(unit))) }
	for i := range c.box {
		c.box[i] = thousandths(t.i16("head", 36+2*i))
	}
	c.ascent, c.descent = thousandths(t.i16("hhea", 4)), thousandths(t.i16("hhea", 6))
	c.capHeight = c.ascent
	if t.u16("OS/2", 0) >= 2 {
		c.capHeight = thousandths(t.i16("OS/2", 88))
	}
	width, _ := t.metric(0)
	c.missing = thousandths(width)
	c.angle = float64(t.i16("post", 4)) + float64(t.u16("post", 6))/65536
	const symbolic, slanted = 1 << 2, 1 << 6
	if c.flags = symbolic; c.angle != 0 {
		c.flags |= slanted
	}
	c.name = "Text"
	if name, err := f.font.Name(&f.buf, sfnt.NameIDPostScript); err == nil && name != "" {
		c.name = strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7F && !strings.ContainsRune("()<>[]{}/%#", r) {
				return r
			}
			return -1
		}, name)
	}
}
