package cli

import (
	"context"
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

// A title from somebody else's file must not clear the screen, colour it or write over a line.
func TestWhatStandsInAFileGivesTheTerminalNoOrders(t *testing.T) {
	p, file := withTheSample(t)
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{Now: p.env.Now})
	if err != nil {
		t.Fatal(err)
	}
	id := storage.NewID()
	add := workbook.Add(workbook.ActionEntity, id, workbook.Action{ID: id, Title: "Zeppelin \x1b[2J\x07 \u009b2J é\u00a0ü\x7f", Status: workbook.ToDo})
	if _, err := w.Apply(ctx, workbook.Author{Name: "Ana Ruiz", Seat: "a"}, add); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p.types(Done, "search", "--workbook", file, "zeppelin").reads("Zeppelin ?[2J? ??2J é\u00a0ü?")
	p.types(CouldNot, "search", "--workbook", "\x1b[2J.forethought", "zeppelin").isTold("?[2J.forethought")
}
