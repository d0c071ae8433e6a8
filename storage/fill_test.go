package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"forethought/workbook"
)

// What is written at once is what the same batches come to one by one.
func TestWrittenAtOnceAsOneByOne(t *testing.T) {
	ctx := context.Background()
	changes := slices.DeleteFunc(fullDistrict().add(), func(c workbook.Change) bool { return c.Entity == workbook.AttachmentEntity })
	id := NewID()
	school := workbook.Add(workbook.SchoolEntity, id, workbook.School{ID: id, Name: "Maple Elementary", Staff: 12, Levels: []workbook.Level{"high"}})
	batches := []workbook.DatedBatch{{On: "2026-08-01", Author: ana, Changes: changes}, {On: "2026-08-02", Author: ben, Changes: school}}
	dir := t.TempDir()
	one, many := filepath.Join(dir, "one.forethought"), filepath.Join(dir, "many.forethought")
	if err := CreateFilled(ctx, one, &workbook.Case{ID: beslan.ID, Version: beslan.Version}, batches, nil); err != nil {
		t.Fatal(err)
	}
	told := 0
	if err := CreateLarge(ctx, many, beslan, slices.Values(batches), func(done int) { told = done }); err != nil {
		t.Fatal(err)
	}
	if told != 2 {
		t.Errorf("told of %d batches", told)
	}
	a, b := reopen(t, one, Options{}), reopen(t, many, Options{})
	wantHealthy(t, b)
	m := newModel()
	history, err := a.History(ctx, HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, batch := range slices.Backward(history) {
		m.commit(batch)
	}
	m.wantAll(t, b)
	wantKind(t, CreateLarge(ctx, many, beslan, slices.Values(batches), nil), workbook.ErrExists)

	lost := []workbook.DatedBatch{{On: "2026-08-01", Author: ana, Changes: []workbook.Change{setAnswer(NewID(), "alarms", "note", "of no school")}}}
	wantKind(t, CreateLarge(ctx, filepath.Join(dir, "lost.forethought"), beslan, slices.Values(lost), nil), workbook.ErrBadValue)
	wantFiles(t, dir, "many.forethought", "one.forethought")
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	err = CreateLarge(stopped, filepath.Join(dir, "stopped.forethought"), beslan, slices.Values(batches), nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "stopped.forethought")); err == nil {
		t.Error("a file is left")
	}
}
