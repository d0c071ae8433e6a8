package export

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"forethought/workbook"
)

// A district of thousands of schools is a document of thousands of pages: a page has left
// the memory once the next one begins, with its marks and its links.
func TestAPageIsWrittenOnceTheNextBegins(t *testing.T) {
	f, drawn := plainFrame(t)
	f.page()
	f.contentsHere("Contents")
	for n := 2; n <= 50; n++ {
		f.page()
		f.part("", fmt.Sprintf("School %d", n), fmt.Sprintf("school:%d", n), 0)
		f.flow(sideMargin, f.paragraph(f.width(), textSize, f.lead(regular, ink, strings.Repeat("leads to the next ", 40), fmt.Sprintf("school:%d", n+1))))
		before, object := f.pdf.pages[n-2], fmt.Sprintf("\n%d 0 obj\n", f.pdf.pages[n-2].object)
		written := bytes.Contains(drawn.Bytes(), []byte(object))
		if n > 2 && (!written || before.links != nil || before.held) {
			t.Fatalf("page %d is begun, and page %d is not written: %v", n, n-1, written)
		}
		if n == 2 && written {
			t.Fatal("the page with the contents is written before its links are there")
		}
		if len(f.pdf.out) > 10_000 {
			t.Fatalf("page %d: %d bytes are held", n, len(f.pdf.out))
		}
	}
	pages, err := f.finish()
	if err != nil || pages != 50 {
		t.Fatalf("%d pages, %v", pages, err)
	}
	if err := check(bytes.NewReader(drawn.Bytes()), 50); err != nil {
		t.Error(err)
	}
}

// aDocument is a small whole document with its sum.
func aDocument(t *testing.T) (doc, sum []byte) {
	t.Helper()
	f, drawn := plainFrame(t)
	written := &counted{to: drawn, sum: f.pdf.file.sum}
	for range 3 {
		f.page()
		f.part("", "A part", "part", 0)
	}
	if _, err := f.finish(); err != nil {
		t.Fatal(err)
	}
	written.sum.Reset()
	written.sum.Write(drawn.Bytes())
	return drawn.Bytes(), written.sum.Sum(nil)
}

func TestADocumentThatTheDiskDidNotKeepIsRefused(t *testing.T) {
	doc, sum := aDocument(t)
	ctx := context.Background()
	if err := drawnWell(ctx, bytes.NewReader(doc), 3, sum); err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(doc); at += 97 {
		other := bytes.Clone(doc)
		other[at] ^= 0x10
		if err := drawnWell(ctx, bytes.NewReader(other), 3, sum); err == nil {
			t.Errorf("byte %d of %d is another, and nobody noticed", at, len(doc))
		}
		if err := drawnWell(ctx, bytes.NewReader(doc[:at]), 3, sum); err == nil {
			t.Errorf("it is cut off after %d bytes of %d, and nobody noticed", at, len(doc))
		}
	}
	if err := drawnWell(ctx, bytes.NewReader(append(bytes.Clone(doc), '\n')), 3, sum); err == nil {
		t.Error("it is longer than it was, and nobody noticed")
	}
	if err := drawnWell(ctx, bytes.NewReader(doc), 4, sum); err == nil {
		t.Error("a page is missing, and nobody noticed")
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if err := drawnWell(stopped, bytes.NewReader(doc), 3, sum); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled, the check says %v", err)
	}
}

// A fault in what we draw is found even where the disk keeps it well.
func TestADocumentWhoseTableLeadsElsewhereIsRefused(t *testing.T) {
	doc, _ := aDocument(t)
	for name, change := range map[string]func([]byte) []byte{
		"an object's place":     func(d []byte) []byte { return bytes.Replace(d, []byte("\n4 0 obj\n"), []byte("\n9 0 obj\n"), 1) },
		"the catalog":           func(d []byte) []byte { return bytes.Replace(d, []byte("/Type /Catalog"), []byte("/Type /Cattles"), 1) },
		"the tree of the pages": func(d []byte) []byte { return bytes.Replace(d, []byte("/Type /Pages"), []byte("/Type /Sheet"), 1) },
		"the place of the table": func(d []byte) []byte {
			at := bytes.LastIndex(d, []byte("startxref\n")) + len("startxref\n")
			d[at]++
			return d
		},
	} {
		other := change(bytes.Clone(doc))
		f := newPDFFile(io.Discard)
		f.sum.Reset()
		f.sum.Write(other)
		if err := drawnWell(context.Background(), bytes.NewReader(other), 3, f.sum.Sum(nil)); err == nil || len(other) != len(doc) || bytes.Equal(other, doc) {
			t.Errorf("%s: nobody noticed (%v)", name, err)
		}
	}
}

// What a disk refuses is told as that, and what cannot be drawn as that.
func TestADiskThatIsFullIsNotAFaultOfTheDocument(t *testing.T) {
	full := errors.New("no room")
	c := &counted{to: failing{full}, sum: newPDFFile(io.Discard).sum}
	f := newPDFFile(c)
	f.object(f.reserve(), []byte("<<>>"))
	if err := f.finish(1, 1); !errors.Is(err, full) || !errors.Is(c.err, full) {
		t.Errorf("the file says %v, what counts says %v", err, c.err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestAnObjectThatWasForgottenIsNoticed(t *testing.T) {
	f := newPDFFile(io.Discard)
	f.object(f.reserve(), []byte("<<>>"))
	f.reserve()
	if err := f.finish(1, 1); err == nil {
		t.Error("the file ends without one of its objects")
	}
}

func TestMeasuresAreWrittenToAHundredth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-5000, 5000).Draw(t, "measure")
		var p pen
		p.number(v)
		var got float64
		if _, err := fmt.Sscanf(string(p.out), "%g ", &got); err != nil || got-v > 0.005001 || v-got > 0.005001 {
			t.Fatalf("%v became %q", v, p.out)
		}
	})
}

// A look that is set already is not written again, and one that was set within a clipping
// does not count after it.
func TestALookIsWrittenWhereItChanges(t *testing.T) {
	var p pen
	p.begin(100)
	box := func() { p.rect(1, 1, 2, 2, filled) }
	p.want.fill = alarm
	box()
	box()
	p.clip(0, 0, 10, 10)
	p.want.fill = ink
	box()
	p.restore()
	box()
	p.want.fill = alarm
	box()
	var ops []string
	for line := range strings.Lines(string(p.out)) {
		fields := strings.Fields(line)
		ops = append(ops, fields[len(fields)-1])
	}
	if got := strings.Join(ops, " "); got != "rg f f n rg f Q rg f rg f" {
		t.Errorf("the marks are %s", got)
	}
}

func TestAStampIsInTheFileOnce(t *testing.T) {
	f, drawn := plainFrame(t)
	for range 3 {
		f.page()
		for i := range 20 {
			f.drawSign(100, 100+20*float64(i), signWidth, halfSign, alarm, white)
		}
		f.swatch(100, 600, 80, 20, statusBadge(workbook.Needed))
	}
	if _, err := f.finish(); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(drawn.Bytes(), []byte("/Subtype /Form")); n != 3 { // the sign, and lines in two directions
		t.Errorf("%d drawings are stamps, want 3", n)
	}
	if err := check(bytes.NewReader(drawn.Bytes()), 3); err != nil {
		t.Error(err)
	}
}

// shapes is a glyph's drawing with those that it is put together from in the place of their
// numbers, so that drawings of different files can be compared.
func shapes(t *testing.T, of tables, glyph int) string {
	t.Helper()
	drawing, err := of.glyph(glyph)
	if err != nil {
		t.Fatal(err)
	}
	places, err := parts(drawing)
	if err != nil {
		t.Fatal(err)
	}
	drawing = bytes.Clone(drawing)
	var from strings.Builder
	for _, at := range places {
		from.WriteString(shapes(t, of, int(binary.BigEndian.Uint16(drawing[at:]))))
		drawing[at], drawing[at+1] = 0, 0
	}
	return strings.TrimRight(string(drawing), "\x00") + from.String()
}

func TestACutFontDrawsItsLettersAsTheWholeOneDoes(t *testing.T) {
	for s, f := range readFaces(t) {
		var used runes
		used.add("Schools: Åse & Čeněk, Đặng, Жанна, Ελένη — “½” (€)")
		cut, err := f.subset(used)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := tablesOf(f.ttf)
		if err != nil {
			t.Fatal(err)
		}
		small, err := tablesOf(cut.file)
		if err != nil {
			t.Fatal(err)
		}
		if len(cut.runes) != len(used.all()) || len(cut.file) > len(f.ttf)/10 {
			t.Errorf("face %d: %d letters of %d in %d bytes", s, len(cut.runes), len(used.all()), len(cut.file))
		}
		composed := 0
		for i, r := range cut.runes {
			glyph, err := f.font.GlyphIndex(&f.buf, r)
			if err != nil {
				t.Fatal(err)
			}
			if shapes(t, small, cut.glyphs[i]) != shapes(t, whole, int(glyph)) {
				t.Errorf("face %d: %q is drawn otherwise", s, r)
			}
			a, b := small.u16("hmtx", 4*cut.glyphs[i]), small.u16("hmtx", 4*cut.glyphs[i]+2)
			if x, y := whole.metric(int(glyph)); a != x || b != y {
				t.Errorf("face %d: %q is %d wide at %d, want %d at %d", s, r, a, b, x, y)
			}
			drawing, _ := whole.glyph(int(glyph))
			if places, _ := parts(drawing); len(places) > 0 {
				composed++
			}
		}
		if composed == 0 {
			t.Error("no letter is put together from others: the test shows nothing")
		}
	}
}

func TestAFontThatIsBrokenIsAnErrorAndNoPanic(t *testing.T) {
	ttf := readFaces(t)[regular].ttf
	var used runes
	used.add("Åse")
	for at := 0; at < 4000; at += 3 {
		broken := bytes.Clone(ttf)
		broken[at] ^= 0xFF
		if f, err := newFace(broken); err == nil {
			_, _ = f.subset(used)
		}
		if f, err := newFace(ttf[:at*100]); err == nil {
			_, _ = f.subset(used)
		}
	}
}
