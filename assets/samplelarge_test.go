package assets

import (
	"slices"
	"testing"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
)

// large reads a large sample whole.
func largeSample(t *testing.T, schools int) []workbook.DatedBatch {
	t.Helper()
	c, err := LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	batches, err := LargeSample(c, "2026-08-14", schools)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(batches)
}

func TestALargeSampleIsTheSameEachTime(t *testing.T) {
	if diff := cmp.Diff(largeSample(t, 30), largeSample(t, 30)); diff != "" {
		t.Error(diff)
	}
}

// What a planner would see in it is plausible: names that differ, all kinds of answers, days
// in order and in the past, and nothing that a workbook would not take.
func TestALargeSampleIsPlausible(t *testing.T) {
	const schools = 3000
	names, ids, statuses, answers := map[string]int{}, map[string]bool{}, map[string]int{}, map[string]bool{}
	var last workbook.Date
	batches := largeSample(t, schools)
	if len(batches) != 2*schools {
		t.Fatalf("%d batches", len(batches))
	}
	for i, b := range batches {
		if b.On < last || b.On >= "2026-08-14" || b.Author.Name == "" {
			t.Fatalf("batch %d is of %s by %q, after %s", i, b.On, b.Author.Name, last)
		}
		last = b.On
		for _, c := range b.Changes {
			if err := c.Check(); err != nil {
				t.Fatal(err)
			}
			switch {
			case c.Entity == workbook.SchoolEntity && c.Field == "name":
				names[c.New]++
			case c.Entity == workbook.AnswerEntity && c.Field == "status":
				statuses[c.New]++
				answers[c.ID] = true
			case c.Field == workbook.Present:
				if ids[c.ID] {
					t.Fatalf("%s is added twice", c.ID)
				}
				ids[c.ID] = true
			}
		}
	}
	for name, n := range names {
		if n > 1 {
			t.Fatalf("%d schools are called %s", n, name)
		}
	}
	if len(names) != schools || len(answers) != schools*answersEach {
		t.Errorf("%d schools with %d answers", len(names), len(answers))
	}
	for _, s := range []workbook.Status{workbook.InPlace, workbook.InProgress, workbook.Needed, workbook.NotNecessary} {
		if statuses[string(s)] < len(answers)/50 {
			t.Errorf("%d answers of %d are %s", statuses[string(s)], len(answers), s)
		}
	}
}
