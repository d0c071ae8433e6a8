package export

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/fuzzing"
	"forethought/workbook"
)

// The limits of tables that have kinds of their own, from both sides.
func TestATableIsReadUpToItsLimitsAndNotBeyond(t *testing.T) {
	ctx := context.Background()
	csvOf := func(text string) error {
		path, _ := fuzzing.File(t, "list.csv", []byte(text))
		_, err := ReadTable(ctx, path, "")
		return err
	}
	sheetOf := func(rows string) error {
		path, _ := fuzzing.File(t, "list.xlsx", smallBook(t, "<worksheet><sheetData>"+rows+"</sheetData></worksheet>", "<styleSheet/>", "<sst/>", bookPart))
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		return sound(ctx, f)
	}
	textOf := func(n int) string { return "<c><v>" + strings.Repeat("x", n) + "</v></c>" }
	wide := func(n int) error { return sheetOf(strings.Repeat(`<row><c r="XFD1"/></row>`, n)) }
	unpacked := func(size uint64) error {
		path := filepath.Join(t.TempDir(), "list.xlsx")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		w := zip.NewWriter(f)
		if _, err := w.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, UncompressedSize64: size}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return sound(ctx, f)
	}
	pdf := func(size int64) error {
		path := filepath.Join(t.TempDir(), "plan.pdf")
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, size)); err != nil {
			t.Fatal(err)
		}
		_, err := readPDF(path)
		return err
	}
	for _, tc := range []struct {
		what           string
		within, beyond error
		kind           error
	}{
		{"bytes", csvOf(string(make([]byte, MaxTableBytes))), csvOf(string(make([]byte, MaxTableBytes+1))), workbook.ErrTooLarge},
		{"rows", csvOf(strings.Repeat("A\n", MaxTableRows)), csvOf(strings.Repeat("A\n", MaxTableRows+1)), workbook.ErrTooManyRows},
		{"separators", csvOf("A" + strings.Repeat(",", maxSeparators)), csvOf("A" + strings.Repeat(",", maxSeparators+1)), workbook.ErrTooManyColumns},
		{"rows of a sheet", sheetOf(strings.Repeat("<row/>", maxSheetRows)), sheetOf(strings.Repeat("<row/>", maxSheetRows+1)), workbook.ErrTooManyRows},
		{"cells of a sheet", wide(maxSheetArea / 16384), wide(maxSheetArea/16384 + 1), workbook.ErrTooManyColumns},
		{"a cell's text", sheetOf("<row>" + textOf(maxSheetRun-10) + "</row>"), sheetOf("<row>" + textOf(maxSheetRun+5000) + "</row>"), workbook.ErrOtherFormat},
		{"what it unpacks to", unpacked(maxUnzipped), unpacked(maxUnzipped + 1), workbook.ErrTooLarge},
		{"bytes of a form", readAs(t, make([]byte, MaxFormMB<<20)), readAs(t, make([]byte, MaxFormMB<<20+1)), workbook.ErrTooLarge},
		{"bytes of a protected PDF", pdf(maxPDFToSeal), pdf(maxPDFToSeal + 1), workbook.ErrTooLarge},
	} {
		if errors.Is(tc.within, tc.kind) || !errors.Is(tc.beyond, tc.kind) {
			t.Errorf("%s: within %v, beyond %v", tc.what, tc.within, tc.beyond)
		}
		fuzzing.Explained(t, tc.beyond)
	}
}

// What a sealed copy may hold at most, when it is made.
func TestASealedCopyIsMadeUpToItsLimitsAndNotBeyond(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("d/", n-1) + "f" }
	long := func(n int) string { return strings.Repeat("n", n) }
	for _, tc := range []struct {
		within, beyond string
	}{{deep(maxSealedDepth), deep(maxSealedDepth + 1)}, {long(maxSealedName), long(maxSealedName + 1)}} {
		if !safeName(tc.within) || safeName(tc.beyond) {
			t.Errorf("names of %d and %d characters", len(tc.within), len(tc.beyond))
		}
	}
	for files, want := range map[int]error{maxSealedFiles - 1: nil, maxSealedFiles: workbook.ErrNotSealable} {
		path, _ := fuzzing.File(t, "one", bytes.Repeat([]byte("x"), 10))
		_, err := seal(context.Background(), filepath.Join(t.TempDir(), "copy.sealed"), strongPhrase(t), quickWork, func(a *sealer) error {
			a.files = files
			return a.add(context.Background(), "one", FileToSeal(path))
		})
		if !errors.Is(err, want) {
			t.Errorf("after %s: %v", fmt.Sprint(files), err)
		}
	}
}
