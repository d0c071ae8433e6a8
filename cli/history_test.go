package cli

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"forethought/storage"
	"forethought/workbook"
)

func TestTheHistorySaysWhoChangedWhat(t *testing.T) {
	p, file := withTheSample(t)
	ctx := context.Background()
	at := time.Date(2027, 3, 3, 9, 0, 0, 0, time.UTC)
	w, err := storage.Open(ctx, file, storage.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	schools, err := w.Schools(ctx)
	if err != nil {
		t.Fatal(err)
	}
	school := schools[0]
	by := workbook.Author{Name: "Ana Ruiz", Role: "Principal", Seat: "a"}
	do := func(changes ...workbook.Change) {
		t.Helper()
		if _, err := w.Apply(ctx, by, changes); err != nil {
			t.Fatal(err)
		}
	}
	answer := func(field, value string) workbook.Change {
		return workbook.Change{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school.ID, "campus-perimeter"), Field: field, New: value}
	}
	do(answer("status", "not-assessed"), answer("owner", ""))
	do(answer("status", "in-place"), answer("owner", "Ben Okafor"))
	do(answer("owner", "Carla Diaz"))
	if _, err := w.Undo(ctx, by); err != nil {
		t.Fatal(err)
	}
	zone := storage.NewID()
	do(workbook.Add(workbook.ZoneEntity, zone, workbook.Zone{ID: zone, SchoolID: school.ID, Name: "Bus loop"})...)
	do(workbook.Remove(workbook.ZoneEntity, zone)...)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p.types(Done, "history", "--workbook", file, "--limit", "5").reads(
		"Ana Ruiz, Principal\n  Bus loop · "+school.Name+"\n      removed\n",
		"      added\n", "      name: Bus loop\n",
		"Ana Ruiz, Principal, undoing\n", "      owner: Carla Diaz → Ben Okafor\n", "      owner: Ben Okafor → Carla Diaz\n",
		"      status: Not assessed → In place\n")
	if strings.Contains(p.out.String(), school.ID) {
		t.Errorf("an id is printed:\n%s", &p.out)
	}
	p.types(Done, "history", "--workbook", file, "--school", schools[1].Name, "--author", "Ana Ruiz").reads("Nothing in the history of")
	p.types(Done, "history", "--workbook", file, "--school", school.Name, "--item", "campus-perimeter", "--author", "Ana Ruiz", "--limit", "1").
		reads("owner: Carla Diaz → Ben Okafor")
	if n := strings.Count(p.out.String(), "\n"); n != 3 {
		t.Errorf("%d lines:\n%s", n, &p.out)
	}
	p.types(Done, "history", "--workbook", file, "--limit", "0")
	if strings.Contains(p.out.String(), "[") {
		t.Errorf("words are missing:\n%s", &p.out)
	}
	p.types(WrongUsage, "history", "--workbook", file, "--limit", "-1").isTold("--limit")
	p.types(CouldNot, "history", "--workbook", file, "--school", "Nowhere").isTold("Nowhere")
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("reading the history has changed the workbook: %v", err)
	}
}
