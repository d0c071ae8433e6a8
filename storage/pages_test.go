package storage

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"forethought/workbook"
)

func TestThePagesAreTheWholeWorkbook(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Lincoln Elementary")
	for range 20 {
		apply(t, w, ana, setAnswer(school, "wide-gate", "note", NewID()))
	}
	shut(t, w) // of a page that came free, a connection may remember what it never wrote
	w = reopen(t, w.Path(), Options{})
	var out bytes.Buffer
	promised := int64(0)
	err := w.WritePages(ctx, func(size int64) (io.Writer, error) { promised = size; return &out, nil })
	if err != nil {
		t.Fatal(err)
	}
	onDisk, err := os.ReadFile(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	if promised != int64(out.Len()) || !bytes.Equal(out.Bytes(), onDisk) {
		t.Fatalf("promised %d bytes and wrote %d; the file has %d, and the same: %v", promised, out.Len(), len(onDisk), bytes.Equal(out.Bytes(), onDisk))
	}
	copied := filepath.Join(t.TempDir(), "copy.forethought")
	if err := os.WriteFile(copied, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	health, err := reopen(t, copied, Options{}).Health(ctx)
	if err != nil || !health.Healthy() {
		t.Errorf("the copy is not sound: %v, %+v", err, health)
	}
	apply(t, w, ana, setAnswer(school, "wide-gate", "note", "still open")) // the lock is gone
}

func TestAPageThatNobodyTakesEndsTheReading(t *testing.T) {
	w := newFile(t, Options{})
	full := &workbook.Problem{Kind: workbook.ErrDiskFull}
	for _, begin := range []func(int64) (io.Writer, error){
		func(int64) (io.Writer, error) { return nil, full },
		func(int64) (io.Writer, error) { return refusing{full}, nil },
	} {
		if err := w.WritePages(context.Background(), begin); !errors.Is(err, full) {
			t.Errorf("got %v, want the taker's own error", err)
		}
	}
	addSchool(t, w, ana, "Lincoln Elementary")
}

// refusing is a writer that writes nothing.
type refusing struct{ err error }

func (r refusing) Write([]byte) (int, error) { return 0, r.err }

func TestAWorkbookIsKnownByItsBeginning(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	addSchool(t, w, ana, "Lincoln Elementary")
	other := filepath.Join(t.TempDir(), "other.forethought")
	if err := os.WriteFile(other, bytes.Repeat([]byte("SQLite format 3\x00"), 20), 0o600); err != nil {
		t.Fatal(err)
	}
	if !IsWorkbook(w.Path()) || IsWorkbook(other) || IsWorkbook(filepath.Dir(other)) || IsWorkbook(other+".gone") {
		t.Error("a workbook is not told from what is none")
	}
	var out bytes.Buffer // while it is open for writing
	if err := WritePagesOf(ctx, w.Path(), func(int64) (io.Writer, error) { return &out, nil }); err != nil {
		t.Fatal(err)
	}
	if onDisk, err := os.ReadFile(w.Path()); err != nil || !bytes.Equal(out.Bytes(), onDisk) {
		t.Errorf("the pages are not the file: %v", err)
	}
	if err := WritePagesOf(ctx, other, func(int64) (io.Writer, error) { return &out, nil }); !errors.Is(err, workbook.ErrNotAWorkbook) && !errors.Is(err, workbook.ErrDamaged) {
		t.Errorf("of what is no workbook: %v", err)
	}
}
