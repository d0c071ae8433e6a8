package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"forethought/workbook"
)

// twoDays is a school's beginning over two days.
func twoDays() []workbook.DatedBatch {
	school := workbook.School{ID: NewID(), Name: "Maple"}
	answer := workbook.BlankAnswer(school.ID, "gates")
	answered := answer
	answered.Status = workbook.Needed
	ann := workbook.Author{Name: "Ann", Seat: "sample"}
	return []workbook.DatedBatch{
		{On: "2026-03-02", Author: ann, Changes: workbook.Add(workbook.SchoolEntity, school.ID, school)},
		{On: "2026-03-09", Author: ann, Changes: workbook.EditAnswer(answer, answered)},
	}
}

func TestAFilledWorkbookTellsItsHistoryOnItsDays(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "sample"+Extension)
	steps := 0
	err := CreateFilled(ctx, path, &workbook.Case{ID: "test", Version: 1}, twoDays(), func(done, total int) { steps += done*10 + total })
	if err != nil {
		t.Fatal(err)
	}
	if steps != 12+22 {
		t.Errorf("progress was told as %d, want 1 of 2 and 2 of 2", steps)
	}
	w, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	history, err := w.History(ctx, HistoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(history) != 2 || workbook.Today(history[0].At.UTC()) != "2026-03-09" || workbook.Today(history[1].At.UTC()) != "2026-03-02" {
		t.Errorf("the history is %+v", history)
	}
}

func TestAHalfFilledWorkbookIsNotLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample"+Extension)
	ctx, cancel := context.WithCancel(context.Background())
	err := CreateFilled(ctx, path, &workbook.Case{ID: "test", Version: 1}, twoDays(), func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("a half-filled workbook stands under the name")
	}
}

func TestFillingLeavesAFileThatIsThereAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample"+Extension)
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := CreateFilled(context.Background(), path, &workbook.Case{ID: "test", Version: 1}, twoDays(), nil); !errors.Is(err, workbook.ErrExists) {
		t.Errorf("got %v, want that it exists", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "mine" {
		t.Errorf("the file is now %q", data)
	}
}
