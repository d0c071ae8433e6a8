package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"forethought/storage"
	"forethought/workbook"
)

// copied makes a copy of the open workbook in which a colleague works, an hour later.
func (b *bench) copied(changes ...workbook.Change) string {
	b.t.Helper()
	ctx := context.Background()
	path := filepath.Join(b.dir, "copy.forethought")
	if err := b.desk.book.SaveCopy(ctx, path); err != nil {
		b.t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	w, err := storage.Open(ctx, path, storage.Options{Now: func() time.Time { return later }})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := w.Apply(ctx, workbook.Author{Name: "Ben Okafor", Role: "Principal", Seat: "ben"}, changes); err != nil {
		b.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	return path
}

// bothChanged has the person and a colleague change two fields of the chosen school's answers
// each, and the colleague add a school; it gives the colleague's copy and the fields' changes.
func (b *bench) bothChanged() (path string, theirs []workbook.Change) {
	school := b.desk.view().School.ID
	for i, field := range []string{"note", "owner"} {
		id := workbook.AnswerID(school, b.desk.theCase.Items[i].ID)
		theirs = append(theirs, workbook.Change{Entity: workbook.AnswerEntity, ID: id, Field: field, New: "The principal’s " + field})
	}
	path = b.copied(append(workbook.Add(workbook.SchoolEntity, newID(), workbook.School{Name: "Elm Primary"}), theirs...)...)
	for _, c := range theirs {
		c.New = "My own " + c.Field
		b.desk.do(c)
	}
	b.settle()
	return path, theirs
}

// comes is what a copy of the sample district would bring in.
func (b *bench) comes() workbook.Merging {
	school := b.desk.view().School.School
	by := func(name, value string, hour int) workbook.Version {
		return workbook.Version{Value: value, At: benchDay.Add(time.Duration(hour) * time.Hour), Author: workbook.Author{Name: name, Role: "Principal"}}
	}
	item := b.desk.theCase.Items[0].ID
	spot := workbook.Spot{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school.ID, item), Field: "note"}
	return workbook.Merging{
		Batches: map[workbook.Side]int{workbook.FirstCopy: 12, workbook.SecondCopy: 31},
		Came:    map[workbook.Entity]workbook.CameIn{workbook.SchoolEntity: {Things: 1, Added: 1}, workbook.AnswerEntity: {Things: 24}, workbook.ActionEntity: {Things: 3, Added: 2, Removed: 1}},
		Files:   1,
		Decisions: []workbook.MergeDecision{
			{
				Spot: spot, SchoolID: school.ID, School: school.Name, ItemID: item, Taken: workbook.SecondCopy, Why: workbook.TakenAsLater,
				First: by("Jordan Lee", "Asked the fire service; they come on Monday.", 1), Second: by("Ben Okafor", "The fire service has been here. The north gate has to open outwards.", 5),
			},
			{
				Spot: workbook.Spot{Entity: workbook.ActionEntity, ID: newID(), Field: workbook.Present}, Title: "Mend the playground gate", Taken: workbook.FirstCopy,
				Why: workbook.TakenAsEdited, First: by("Jordan Lee", "1", 2), Second: by("Ben Okafor", "0", 3),
			},
		},
	}
}

func TestACopyIsMergedInWithOneUndo(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	before := len(b.schoolsOnDisk())
	path, theirs := b.bothChanged()
	value := func(i int) string {
		_, item, _ := strings.Cut(theirs[i].ID, "/")
		return b.onDisk(item).Values()[theirs[i].Field]
	}
	b.asked.answer = path
	b.desk.onMerge()
	b.wait("the review", func() bool { return strings.Contains(b.told(), "The principal’s") })
	said := b.told()
	for _, want := range []string{"Schools: 1, 1 new", "My own", "Ben Okafor, Principal", "the later change stands"} {
		if !strings.Contains(said, want) {
			t.Errorf("the review lacks %q: %s", want, said)
		}
	}
	if value(0) != "My own note" || len(b.schoolsOnDisk()) != before {
		t.Fatal("looking has merged")
	}
	b.desk.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) // the first listed stays as it is here
	b.settle()
	b.say("Merge")
	b.wait("the merge", func() bool { return strings.Contains(b.told(), "takes all that came in back") })
	b.say("Close")
	own := 0
	for i := range theirs {
		if strings.HasPrefix(value(i), "My own") {
			own++
		}
	}
	if own != 1 || len(b.schoolsOnDisk()) != before+1 {
		t.Errorf("after the merge %d values are the person’s, and there are %d schools", own, len(b.schoolsOnDisk()))
	}
	b.shell.onUndo()
	b.settle()
	if value(0) != "My own note" || value(1) != "My own owner" || len(b.schoolsOnDisk()) != before {
		t.Errorf("after one undo: %q, %q, %d schools", value(0), value(1), len(b.schoolsOnDisk()))
	}
}

func TestAValueThatChangesDuringTheMergeIsAskedAbout(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	before := len(b.schoolsOnDisk())
	path, theirs := b.bothChanged()
	b.asked.answer = path
	b.desk.onMerge()
	b.wait("the review", func() bool { return strings.Contains(b.told(), "The principal’s") })
	meanwhile := theirs[0]
	meanwhile.New = "Meanwhile"
	b.desk.do(meanwhile)
	b.settle()
	b.say("Merge")
	b.wait("the refusal", func() bool { return strings.Contains(b.told(), "while you were looking") })
	if len(b.schoolsOnDisk()) != before {
		t.Error("something was merged")
	}
	b.say("Look again")
	b.wait("the review", func() bool { return strings.Contains(b.told(), "Meanwhile") })
}

func TestWhatIsNoCopyIsSaidAndNothingNewIsSaid(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := filepath.Join(b.dir, "same.forethought")
	if err := b.desk.book.SaveCopy(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	b.asked.answer = path
	b.desk.onMerge()
	b.wait("the answer", func() bool { return strings.Contains(b.told(), "holds nothing that the first does not") })
	b.say("Close")
	other, err := b.desk.shelf.Create(context.Background(), filepath.Join(b.dir, "other.forethought"))
	if err != nil {
		t.Fatal(err)
	}
	_ = other.Close()
	b.asked.answer = other.Path()
	b.desk.onMerge()
	b.wait("the refusal", func() bool { return strings.Contains(b.told(), "no copy of the same workbook") })
}

func TestASchoolsPartIsWritten(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.asked.answer = filepath.Join(b.dir, "part.forethought")
	b.desk.onExtract()
	b.wait("the part", func() bool { return strings.Contains(b.told(), "The part of "+b.desk.view().School.School.Name) })
	w, err := storage.Open(context.Background(), b.asked.answer, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	schools, err := w.Schools(context.Background())
	if err != nil || len(schools) != 1 || schools[0].ID != b.desk.view().School.ID {
		t.Errorf("the part holds %+v, %v", schools, err)
	}
}

func TestWhereNothingIsToDecideTheMergeIsAskedFor(t *testing.T) {
	b := newBench(t)
	b.sample()
	before := len(b.schoolsOnDisk())
	b.asked.answer = b.copied(workbook.Add(workbook.SchoolEntity, newID(), workbook.School{Name: "Elm Primary"})...)
	b.desk.onMerge()
	b.wait("the question", func() bool { return strings.Contains(b.told(), "Schools: 1, 1 new") })
	b.say("Merge")
	b.wait("the merge", func() bool { return strings.Contains(b.told(), "takes all that came in back") })
	if n := len(b.schoolsOnDisk()); n != before+1 {
		t.Errorf("%d schools after the merge", n)
	}
}

func TestAMergeSaysWhatWasRemovedAndWorkedOn(t *testing.T) {
	b := newBench(t)
	b.sample()
	r := b.desk.merging("copy.forethought", b.comes())
	r.rows.Mark(1)
	r.onRow(1)
	b.settle()
	for _, want := range []string{"Mend the playground gate", "kept and worked on", "removed in one copy and worked on in the other", "Actions: 3, 2 new, 1 removed"} {
		if said := b.told(); !strings.Contains(said, want) {
			t.Errorf("the review lacks %q: %s", want, said)
		}
	}
	if !r.proposal.Rows[0].Accept || r.proposal.Rows[1].Accept {
		t.Errorf("proposed is %+v", r.proposal.Rows)
	}
}
