package export

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"path/filepath"
	"strings"
	"testing"

	"forethought/fuzzing"
	"forethought/workbook"
)

// wantLimit checks that what is just within a limit is not refused for it, and what is beyond
// it is.
func wantLimit(t *testing.T, what string, within, beyond error) {
	t.Helper()
	var p *workbook.Problem
	if errors.Is(within, workbook.ErrTooMuch) {
		t.Errorf("%s: within the limit, and refused: %v", what, within)
	}
	if !errors.As(beyond, &p) || p.Kind != workbook.ErrTooMuch {
		t.Errorf("%s: beyond the limit, and %v", what, beyond)
	}
}

// packed is a stream that unpacks to n bytes of a filling.
func packed(t *testing.T, dict, filling string, n int) string {
	t.Helper()
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write([]byte(strings.Repeat(filling, n/len(filling)+1)[:n])); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", dict, out.Len(), out.String())
}

func readAs(t *testing.T, data []byte) error {
	t.Helper()
	path, _ := fuzzing.File(t, "form.pdf", data)
	_, err := ReadForm(path)
	return err
}

func TestAFormThatUnpacksToTooMuchIsRefused(t *testing.T) {
	streams := func(n int, mark string) []byte {
		objects := []string{"<</Type/Catalog/Pages 3 0 R>>", "<<>>", "<</Type/Pages/Kids[]/Count 0>>"}
		one := packed(t, "/Type"+mark+"/N 0/First 0", " ", maxFormStream)
		for range n {
			objects = append(objects, one)
		}
		return smallPDF(objects...)
	}
	most := maxFormUnpacked / maxFormStream
	for _, mark := range []string{"/ObjStm", "/Obj#53tm"} {
		data := streams(most+1, mark)
		if len(data) > 1<<20 {
			t.Errorf("the bomb has %d bytes", len(data))
		}
		wantLimit(t, "streams marked "+mark, soundPDF(streams(most, "/ObjStm")), readAs(t, data))
	}
	twice := strings.Replace(string(streams(most+1, "/ObjStm")), "/Filter/FlateDecode", "/Filter[/FlateDecode/FlateDecode]", -1)
	wantLimit(t, "streams packed twice", soundPDF([]byte(strings.Replace(twice, "ObjStm", "Obj", 1))), soundPDF([]byte(twice)))
}

// fieldsOf is a form with many fields that are one and the same object.
func fieldsOf(n int, field string) []byte {
	return smallPDF(
		"<</Type/Catalog/Pages 3 0 R/AcroForm<</Fields["+strings.Repeat("5 0 R ", n)+"]>>>>", "<<>>",
		"<</Type/Pages/Kids[4 0 R]/Count 1>>", "<</Type/Page/Parent 3 0 R>>", field)
}

func TestAFormWithTooManyFieldsOrTextsIsRefused(t *testing.T) {
	text := "<</FT/Tx/T(a)/V(" + strings.Repeat("x", 1<<20) + ")>>"
	long := func(n int) []byte {
		return smallPDF("<</Type/Catalog/Pages 3 0 R/AcroForm<</Fields[5 0 R]>>>>", "<<>>",
			"<</Type/Pages/Kids[4 0 R]/Count 1>>", "<</Type/Page/Parent 3 0 R>>", "<</FT/Tx/T(a)/V 6 0 R>>", packed(t, "", "x", n))
	}
	wantLimit(t, "fields", readAs(t, fieldsOf(maxFormFields, "<</FT/Tx/T(a)/V(b)>>")), readAs(t, fieldsOf(maxFormFields+1, "<</FT/Tx/T(a)/V(b)>>")))
	wantLimit(t, "a text many times", readAs(t, fieldsOf(maxFormText>>20, text)), readAs(t, fieldsOf(maxFormText>>20+1, text)))
	wantLimit(t, "a long text", readAs(t, long(maxFieldText)), readAs(t, long(maxFieldText+1)))
	// Fields that are each other's kids: 12 deep, 100 to the 12th without a limit.
	circle := "<</T(a)/Kids[" + strings.Repeat("5 0 R ", 100) + "]>>"
	wantLimit(t, "a circle", readAs(t, fieldsOf(1, "<</T(a)/Kids[]>>")), readAs(t, fieldsOf(1, circle)))
	pages := func(n int) []byte {
		return smallPDF("<</Type/Catalog/Pages 3 0 R>>", "<<>>",
			fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Repeat("4 0 R ", n), n), "<</Type/Page/Parent 3 0 R>>")
	}
	wantLimit(t, "pages", readAs(t, pages(maxFormPages)), readAs(t, pages(maxFormPages+1)))
}

// jpegOf is a JPEG that says it has some size and so many scans, and may come in steps.
func jpegOf(t *testing.T, side, scans int, inSteps bool) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	data := out.Bytes()
	frame := bytes.Index(data, []byte{0xFF, 0xC0})
	if inSteps {
		data[frame+1] = 0xC2
	}
	binary.BigEndian.PutUint16(data[frame+5:], uint16(side))
	binary.BigEndian.PutUint16(data[frame+7:], uint16(side))
	scan := bytes.Index(data, []byte{0xFF, 0xDA})
	head := data[scan : scan+2+int(binary.BigEndian.Uint16(data[scan+2:]))]
	if inSteps {
		head[len(head)-2] = 0 // the coarsest step
	}
	rest := bytes.Clone(data[scan+len(head):])
	data = data[:scan]
	for i := range scans {
		data = append(data, head...)
		if i < scans-1 {
			data = append(data, 0x55)
		}
	}
	return append(data, rest...)
}

func TestAPictureThatWouldTakeTooLongIsNotDecoded(t *testing.T) {
	small := func(side, scans int, inSteps bool) error {
		_, err := Thumbnail(jpegOf(t, side, scans, inSteps), 100)
		return err
	}
	wantLimit(t, "scans", small(8, maxScans, false), small(8, maxScans+1, false))
	wantLimit(t, "pixels", small(7071, 1, false), small(7072, 1, false))
	wantLimit(t, "pixels in steps", small(5000, 1, true), small(5001, 1, true))
	film := append(jpegOf(t, 8, 1, false), bytes.Repeat([]byte{0xFF, 0xDA}, 1000)...)
	if small, err := Thumbnail(film, 100); err != nil || small.Rect.Dx() != 8 {
		t.Errorf("a photo with a film behind it: %v", err)
	}
}

func TestASpreadsheetsOtherPartsMayNotAskForTooMuch(t *testing.T) {
	const sheet = `<worksheet><sheetData><row><c t="str"><v>Name</v></c></row></sheetData></worksheet>`
	read := func(styles, texts, book string) error {
		path, _ := fuzzing.File(t, "list.xlsx", smallBook(t, sheet, styles, texts, book))
		_, err := ReadTable(context.Background(), path, "")
		return err
	}
	styles := func(n int) error {
		return read("<styleSheet><cellXfs>"+strings.Repeat("<xf/>", n-2)+"</cellXfs></styleSheet>", "<sst/>", bookPart)
	}
	form := func(n int) error {
		return read(`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="`+strings.Repeat("0", n)+`"/></numFmts></styleSheet>`, "<sst/>", bookPart)
	}
	texts := func(n int) error {
		return read("<styleSheet/>", "<sst>"+strings.Repeat("<si/>", n)+"</sst>", bookPart)
	}
	wantLimit(t, "elements", styles(maxElements), styles(maxElements+1))
	wantLimit(t, "the form of a number", form(maxNumberForm), form(maxNumberForm+1))
	wantLimit(t, "shared texts", texts(maxSharedTexts), texts(maxSharedTexts+1))
	room := maxOtherParts - len(bookPart) - 4000 // for the other parts
	wantLimit(t, "bytes", picture(t, room), picture(t, maxOtherParts))
}

// picture reads a spreadsheet with a picture of some size in it.
func picture(t *testing.T, size int) error {
	t.Helper()
	var out bytes.Buffer
	book := smallBook(t, "<worksheet/>", "<styleSheet/>", "<sst/>", bookPart)
	small, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(&out)
	for _, part := range small.File {
		err = errors.Join(err, w.Copy(part))
	}
	to, failed := w.Create("xl/media/image1.png")
	if failed == nil {
		_, failed = to.Write(make([]byte, size))
	}
	if err := errors.Join(err, failed, w.Close()); err != nil {
		t.Fatal(err)
	}
	path, _ := fuzzing.File(t, "list.xlsx", out.Bytes())
	_, err = ReadTable(context.Background(), path, "")
	return err
}

// Sixty folders for each file are soon more than a disk likes.
func TestASealedCopyOfManyMoreFoldersThanFilesIsRefused(t *testing.T) {
	unpack := func(folders int) error {
		var archive bytes.Buffer
		w := tar.NewWriter(&archive)
		err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: "p/"})
		for made := 1; made < folders; { // the first is p itself
			n := min(maxSealedDepth-3, folders-made-1)
			name := fmt.Sprintf("p/%d/%sf", made, strings.Repeat("d/", n))
			err = errors.Join(err, w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name}))
			made += n + 1
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		s, err := newSealed(context.Background(), &archive, int64(archive.Len()))
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Unpack(context.Background(), filepath.Join(t.TempDir(), "out"))
		return err
	}
	if err := unpack(maxSealedFolders); err != nil {
		t.Errorf("%d folders: %v", maxSealedFolders, err)
	}
	if err := unpack(maxSealedFolders + 1); !errors.Is(err, workbook.ErrSealUnsafe) {
		t.Errorf("%d folders: %v", maxSealedFolders+1, err)
	}
}
