package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"forethought/fuzzing"
	"forethought/workbook"
)

// smallBook is a workbook with one of each that is read most.
func smallBook(t testing.TB) []byte {
	t.Helper()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ben, setAnswer(school, "item-1", "status", string(workbook.Needed)), setAnswer(school, "item-1", "note", "Two keys are missing."))
	id := NewID()
	apply(t, w, ana, workbook.Add(workbook.ActionEntity, id, workbook.Action{ID: id, Title: "Order keys", Schools: []string{school}, Status: workbook.ToDo})...)
	shut(t, w)
	data, err := os.ReadFile(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// readThrough reads what there is of an opened workbook. Faults are told in sentences, and
// the whole of it in bounded time.
func readThrough(t *testing.T, w *Workbook) {
	t.Helper()
	ctx := context.Background()
	schools, err := w.Schools(ctx)
	fuzzing.Explained(t, err)
	for _, s := range schools {
		_, err = w.SchoolRecord(ctx, s.ID)
		fuzzing.Explained(t, err)
	}
	_, err = w.AllAnswers(ctx)
	fuzzing.Explained(t, err)
	_, err = w.Actions(ctx, "")
	fuzzing.Explained(t, err)
	_, err = w.History(ctx, HistoryFilter{Limit: 100})
	fuzzing.Explained(t, err)
	_, err = w.Search(ctx, "keys", 10)
	fuzzing.Explained(t, err)
	_, err = w.Health(ctx)
	fuzzing.Explained(t, err)
	fuzzing.Explained(t, w.WritePages(ctx, func(int64) (io.Writer, error) { return io.Discard, nil }))
}

// opened opens a made-up file in both ways. Refused or opened for reading, it stays as it was.
func opened(t *testing.T, data []byte) {
	t.Helper()
	path, untouched := fuzzing.File(t, "Plan.forethought", data)
	ctx := context.Background()
	fuzzing.Bounded(t, func() {
		_ = IsWorkbook(path)
		w, err := Open(ctx, path, Options{ReadOnly: true})
		fuzzing.Explained(t, err)
		if err == nil {
			readThrough(t, w)
			fuzzing.Explained(t, w.Close())
		}
	})
	untouched()
	fuzzing.Bounded(t, func() {
		w, err := Open(ctx, path, Options{})
		fuzzing.Explained(t, err)
		if err != nil {
			untouched()
			return
		}
		readThrough(t, w)
		if _, err = w.Apply(ctx, ana, workbook.Add(workbook.SchoolEntity, NewID(), workbook.School{Name: "Oak"})); err == nil {
			_, err = w.Undo(ctx, ana)
		}
		fuzzing.Explained(t, err)
		fuzzing.Explained(t, w.SaveCopy(ctx, filepath.Join(t.TempDir(), "copy.forethought")))
		fuzzing.Explained(t, w.Close())
	})
}

func FuzzWorkbookFile(f *testing.F) {
	small := smallBook(f)
	f.Add(small[:4096])
	f.Add(small[:100])
	f.Add([]byte("SQLite format 3\x00"))
	f.Add(make([]byte, 512))
	f.Add(bytes.Replace(small[:8192], []byte("CREATE TABLE"), []byte("CREATE VIEWS"), 3))
	f.Fuzz(func(t *testing.T, data []byte) { opened(t, data) })
}

// patched is a small workbook that is overwritten at three places.
type patched struct{ small []byte }

// seeds adds something for each kind of page.
func (p patched) seeds(f *testing.F) {
	for page := range len(p.small) / 4096 {
		switch page % 24 {
		case 0:
			f.Add(uint16(page), uint16(0), []byte{0x0d, 0, 0, 0, 9}, uint16(page), uint16(8), []byte{0xff, 0xf0}, uint16(0), uint16(0), []byte{})
		case 3:
			f.Add(uint16(page), uint16(4000), []byte("\x00\x01\x7f\xff\xff"), uint16(page/2), uint16(100), []byte{5, 0, 0, 0}, uint16(page), uint16(8), binary.BigEndian.AppendUint32(nil, uint32(page)))
		}
	}
}

func (p patched) with(page1, at1 uint16, new1 []byte, page2, at2 uint16, new2 []byte, page3, at3 uint16, new3 []byte) []byte {
	data := bytes.Clone(p.small)
	write := func(page, at uint16, new []byte) { copy(data[int(page)%(len(data)/4096)*4096+int(at)%4096:], new) }
	write(page1, at1, new1)
	write(page2, at2, new2)
	write(page3, at3, new3)
	return data
}

func FuzzWorkbookPages(f *testing.F) {
	p := patched{smallBook(f)}
	p.seeds(f)
	f.Fuzz(func(t *testing.T, page1, at1 uint16, new1 []byte, page2, at2 uint16, new2 []byte, page3, at3 uint16, new3 []byte) {
		opened(t, p.with(page1, at1, new1, page2, at2, new2, page3, at3, new3))
	})
}

// FuzzDamagedPages is about the reading of damaged pages, which is our own and not SQLite's.
func FuzzDamagedPages(f *testing.F) {
	p := patched{smallBook(f)}
	p.seeds(f)
	ctx := context.Background()
	steps, err := builtInSteps()
	if err != nil {
		f.Fatal(err)
	}
	shapes, err := shapesOf(ctx, steps, len(steps))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, page1, at1 uint16, new1 []byte, page2, at2 uint16, new2 []byte, page3, at3 uint16, new3 []byte) {
		path, untouched := fuzzing.File(t, "Plan.forethought", p.with(page1, at1, new1, page2, at2, new2, page3, at3, new3))
		fuzzing.Bounded(t, func() {
			raw, err := openRaw(path)
			if err != nil {
				t.Fatal(err)
			}
			s := newSalvage(raw, shapes)
			if err := errors.Join(s.read(ctx), raw.close()); err != nil {
				t.Error(err)
			}
		})
		untouched()
	})
}

// FuzzRecover is about the whole copy that is made of them.
func FuzzRecover(f *testing.F) {
	p := patched{smallBook(f)}
	p.seeds(f)
	f.Fuzz(func(t *testing.T, page1, at1 uint16, new1 []byte, page2, at2 uint16, new2 []byte, page3, at3 uint16, new3 []byte) {
		path, untouched := fuzzing.File(t, "Plan.forethought", p.with(page1, at1, new1, page2, at2, new2, page3, at3, new3))
		to := filepath.Join(t.TempDir(), "recovered.forethought")
		ctx := context.Background()
		fuzzing.Bounded(t, func() {
			_, err := Recover(ctx, path, to, RecoverOptions{Case: beslan, Author: ana, Unnamed: "School"})
			fuzzing.Explained(t, err)
			if err != nil {
				wantFiles(t, filepath.Dir(to))
				return
			}
			wantHealthy(t, reopen(t, to, Options{}))
		})
		untouched()
	})
}

// FuzzMergedCopy is about a copy that comes back from other hands.
func FuzzMergedCopy(f *testing.F) {
	p := patched{smallBook(f)}
	p.seeds(f)
	f.Fuzz(func(t *testing.T, page1, at1 uint16, new1 []byte, page2, at2 uint16, new2 []byte, page3, at3 uint16, new3 []byte) {
		mine, _ := fuzzing.File(t, "Plan.forethought", p.small)
		path, untouched := fuzzing.File(t, "Copy.forethought", p.with(page1, at1, new1, page2, at2, new2, page3, at3, new3))
		w := reopen(t, mine, Options{})
		fuzzing.Bounded(t, func() {
			_, err := w.MergeIn(context.Background(), path, ana, workbook.MergeOrder{})
			fuzzing.Explained(t, err)
		})
		untouched()
		wantHealthy(t, w)
	})
}
