package cli

import (
	"bytes"
	"context"
	"os"
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

func TestWordsAreFoundInTheWorkbookAndInTheCase(t *testing.T) {
	p, file := withTheSample(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p.types(Done, "search", "--workbook", file, "playground", "gat").reads(
		"Answers\n  Gates, doors and vehicle approaches (Willow Creek Elementary School)\n      note: ",
		"latch of the *playground* *gate*",
		"Actions\n  Mend the playground gate and name its keeper\n      title: Mend the *playground* *gate* and")
	p.types(Done, "search", "--workbook", file, "wojcik").reads("Contacts\n  Małgorzata Wójcik (Willow Creek Elementary School)\n      name: Małgorzata *Wójcik*\n")
	p.types(Done, "search", "--workbook", file, "fire lanes").reads("Items of the case\n  Fire lanes, gates and hydrants\n      title: *Fire* *lanes*,")
	p.types(Done, "search", "--workbook", file, "e").reads(" more – narrow it down")
	for _, nothing := range []string{"xyzzy", "", `"*"`} {
		p.types(Done, "search", "--workbook", file, nothing).reads("Nothing in " + file + " or in the case holds “" + nothing + "”.")
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("searching has changed the workbook: %v", err)
	}
}

func TestASearchNeedsWordsAndAWorkbook(t *testing.T) {
	p, file := withTheSample(t)
	p.types(WrongUsage, "search", "--workbook", file).isTold("missing: WORDS")
	p.types(WrongUsage, "search", "gate").isTold("missing: --workbook FILE")
	p.types(CouldNot, "search", "--workbook", file+".gone", "gate").isTold("is not there")
}

func TestWhatStoodThereBeforeNamesItsAuthor(t *testing.T) {
	p, file := withTheSample(t)
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{Now: p.env.Now})
	if err != nil {
		t.Fatal(err)
	}
	action := workbook.Action{ID: storage.NewID(), Title: "Ask about the zeppelin", Status: workbook.ToDo}
	for _, changes := range [][]workbook.Change{
		workbook.Add(workbook.ActionEntity, action.ID, action),
		{{Entity: workbook.ActionEntity, ID: action.ID, Field: "title", New: "Ask about the balloon"}},
	} {
		if _, err := w.Apply(ctx, workbook.Author{Name: "Ana Ruiz", Seat: "a"}, changes); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p.types(Done, "search", "--workbook", file, "zepp").reads("What stood there before\n  Ask about the balloon\n" +
		"      title, as Ana Ruiz wrote it on 3 March 2027: Ask about the *zeppelin*\n")
}
