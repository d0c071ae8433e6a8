package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"forethought/storage"
	"forethought/workbook"
)

// goes has somebody edit a workbook at an hour of the day of the tests.
func goes(t *testing.T, file, name string, hour int, edit func(school string) []workbook.Change) {
	t.Helper()
	o := storage.Options{Now: func() time.Time { return aDay.Add(time.Duration(hour) * time.Hour) }}
	atWork(t, file, o, func(ctx context.Context, w *storage.Workbook, schools []workbook.School) error {
		_, err := w.Apply(ctx, workbook.Author{Name: name, Role: "Safety officer", Seat: name}, edit(schools[len(schools)-1].ID))
		return err
	})
}

// atWork opens a workbook, has something done with it and its schools, and closes it.
func atWork(t *testing.T, file string, o storage.Options, do func(context.Context, *storage.Workbook, []workbook.School) error) {
	t.Helper()
	ctx := context.Background()
	w, err := storage.Open(ctx, file, o)
	if err != nil {
		t.Fatal(err)
	}
	schools, err := w.Schools(ctx)
	if err == nil {
		err = do(ctx, w, schools)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
}

func note(text string) func(string) []workbook.Change {
	return func(school string) []workbook.Change {
		return []workbook.Change{{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, "fire-access"), Field: "note", New: text}}
	}
}

func TestTwoCopiesAreMerged(t *testing.T) {
	p, first := withTheSample(t)
	dir := filepath.Dir(first)
	second, out := filepath.Join(dir, "copy.forethought"), filepath.Join(dir, "both.forethought")
	data, err := os.ReadFile(first)
	if err != nil || os.WriteFile(second, data, 0o600) != nil {
		t.Fatal(err)
	}
	goes(t, first, "Ana Ruiz", 1, note("Lanes are marked."))
	goes(t, second, "Ben Okafor", 2, note("Lanes are blocked."))
	goes(t, second, "Ben Okafor", 3, func(string) []workbook.Change {
		return workbook.Add(workbook.SchoolEntity, storage.NewID(), workbook.School{Name: "Elm Primary"})
	})
	before := [][]byte{bytesOf(t, first), bytesOf(t, second)}

	p.types(Done, "merge", first, second, "-o", out).reads("Merged into "+out+".\n",
		"The first copy alone has 1 edit.\nFrom the second came 2 edits.\nSchools: 1, 1 new\nAnswers: 1\n",
		"Both copies changed 1 field:\n  ", "(Willow Creek Elementary School) – note\n",
		"first copy: Lanes are marked. (Ana Ruiz, Safety officer, ", "second copy: Lanes are blocked. (Ben Okafor, Safety officer, ",
		"taken: second copy (the later change stands)\n")
	p.types(Done, "check", out).reads("1")
	p.types(CouldNot, "merge", first, second, "-o", out).isTold("There is already a file")
	p.types(Done, "merge", first, second, "-o", out, "--force", "--take", "first").reads("taken: first copy (as chosen)")
	p.types(Done, "search", "--workbook", out, "lanes marked").reads("Lanes* are *marked")
	p.types(CouldNot, "merge", first, second, "-o", second, "--force").isTold("is one of the files that are to be read")
	p.types(WrongUsage, "merge", first, second, "-o", out, "--take", "both").isTold("choose first or second")
	p.types(WrongUsage, "merge", first, "-o", out).isTold("missing")
	other := filepath.Join(dir, "other.forethought")
	p.types(Done, "new", other)
	p.types(CouldNot, "merge", first, other, "-o", out, "--force").isTold("is no copy of the same workbook")
	if !bytes.Equal(before[0], bytesOf(t, first)) || !bytes.Equal(before[1], bytesOf(t, second)) {
		t.Error("merging has changed a copy")
	}
}

func TestASchoolsPartIsSentOutAndTakenBack(t *testing.T) {
	p, file := withTheSample(t)
	dir := filepath.Dir(file)
	part, out := filepath.Join(dir, "willow.forethought"), filepath.Join(dir, "both.forethought")
	p.types(Done, "extract", "--workbook", file, "--school", "Willow", "-o", part).reads("The part of Willow Creek Elementary School is in " + part)
	data := bytesOf(t, part)
	for _, foreign := range []string{"North Ridge", "Harbor Street"} {
		if bytes.Contains(data, []byte(foreign)) {
			t.Errorf("%q is in the part", foreign)
		}
	}
	p.types(Done, "check", part)
	p.types(CouldNot, "extract", "--workbook", file, "--school", "Willow", "-o", part).isTold("There is already a file")
	p.types(CouldNot, "extract", "--workbook", file, "--school", "Willow", "-o", file, "--force").isTold("is one of the files")
	p.types(CouldNot, "extract", "--workbook", file, "--school", "Elm", "-o", out).isTold("Elm")
	goes(t, part, "Ben Okafor", 1, note("Looked at the lanes today."))
	p.types(Done, "merge", file, part, "-o", out).reads("From the second came 1 edit.\nAnswers: 1\n")
	p.types(Done, "search", "--workbook", out, "north ridge").reads("North* *Ridge")
	p.types(Done, "merge", file, out, "-o", part, "--force").reads("From the second came 2 edits.")
	p.types(Done, "merge", out, file, "-o", part, "--force").reads("The second copy holds nothing that the first does not.")
}

func TestAPartSaysThatItNamesSomethingOfAnotherSchool(t *testing.T) {
	p, file := withTheSample(t)
	var name string
	atWork(t, file, storage.Options{}, func(ctx context.Context, w *storage.Workbook, schools []workbook.School) error {
		name = schools[1].Name
		zone := storage.NewID()
		changes := append(workbook.Add(workbook.ZoneEntity, zone, workbook.Zone{SchoolID: schools[0].ID, Name: "Far field"}),
			workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(schools[1].ID, goneItem), Field: "zones", New: zone})
		_, err := w.Apply(ctx, workbook.Author{Name: "Test"}, changes)
		return err
	})
	part := filepath.Join(t.TempDir(), "part.forethought")
	p.types(Done, "extract", "--workbook", file, "--school", name, "-o", part).
		reads("The part of ", "1 zone or objective of another school is named in the part.")
	p.types(Done, "check", part)
}

func bytesOf(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
