package app

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"forethought/storage"
	"forethought/workbook"
)

// offered is a proposal of every kind of row about the sample district.
func (b *bench) offered() workbook.Proposal {
	v := b.desk.view()
	school := v.School.School
	edited := school
	edited.Enrollment, edited.Note = 512, strings.Repeat("A long note about the grounds. ", 60)
	other := v.Schools[1]
	moved := other
	moved.Address = "12 Canal Street"
	fresh := workbook.School{ID: newID(), Name: "Birch Elementary", District: "Cedar Valley", Enrollment: 300}
	return workbook.Proposal{
		Rows: []workbook.ProposedRow{
			{File: "schools.csv", Place: "2", Title: fresh.Name, School: fresh.Name, State: workbook.Adds, Accept: true, Changes: workbook.Add(workbook.SchoolEntity, fresh.ID, fresh)},
			{File: "schools.csv", Place: "3", Title: school.Name, School: school.Name, State: workbook.Edits, Accept: true, Changes: workbook.Edit(workbook.SchoolEntity, school.ID, school, edited)},
			{File: "schools.csv", Place: "4", Title: other.Name, School: other.Name, State: workbook.Diverges, Was: "3 Hill Road", Changes: workbook.Edit(workbook.SchoolEntity, other.ID, other, moved)},
			{File: "schools.csv", Place: "5", Title: v.Schools[2].Name, School: v.Schools[2].Name, State: workbook.Agrees},
		},
		Faults: []*workbook.Problem{{Kind: workbook.ErrNotADate, File: "schools.csv", Place: "6", Field: "target", Value: "soon"}},
	}
}

func TestAReviewAppliesWhatIsTickedAsOneStep(t *testing.T) {
	b := newBench(t)
	b.sample()
	before := len(b.schoolsOnDisk())
	school := b.desk.view().School.School
	r := b.desk.review("Import schools", b.offered(), nil)
	b.settle()
	if said := b.told(); !strings.Contains(said, "Apply 2 changes") || !strings.Contains(said, "Birch Elementary") || !strings.Contains(said, "300") {
		t.Errorf("the review says %q", said)
	}
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			b.desk.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
		}
		b.settle()
	}
	press(fyne.KeySpace) // the new school is not wanted
	if said := b.told(); !strings.Contains(said, "Apply 1 change") {
		t.Errorf("after a row was unticked the review says %q", said)
	}
	press(fyne.KeyDown, fyne.KeyDown)
	if said := b.told(); !strings.Contains(said, "3 Hill Road") || !strings.Contains(said, "12 Canal Street") {
		t.Errorf("what is to be decided shows %q", said)
	}
	press(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace) // the last cannot be ticked: it changes nothing
	r.turnTo(pileFaults)
	if said := b.told(); !strings.Contains(said, "schools.csv, row 6") || !strings.Contains(said, "“soon” is not a date") {
		t.Errorf("what cannot be taken is said as %q", said)
	}
	b.say("Apply 2 changes")
	if said := b.told(); !strings.Contains(said, "2 changes were applied as one step") {
		t.Errorf("afterwards the window says %q", said)
	}
	b.say("Close")
	if got := b.record(); got.Enrollment != 512 || len(b.schoolsOnDisk()) != before {
		t.Errorf("on disk: %d enrolled, %d schools", got.Enrollment, len(b.schoolsOnDisk()))
	}
	b.shell.onUndo()
	b.settle()
	if got := b.record(); !workbook.Same(got.School, school) {
		t.Errorf("one undo leaves %+v", got.School)
	}
	for _, s := range b.schoolsOnDisk() {
		if s.Address == "12 Canal Street" {
			t.Error("one undo leaves the other school's address")
		}
	}
}

func TestAReviewOverAWorkbookThatChangedWritesNothing(t *testing.T) {
	b := newBench(t)
	b.sample()
	school := b.desk.view().School.School
	looked := false
	b.desk.review("Import schools", b.offered(), func() { looked = true })
	bob, err := storage.Open(context.Background(), b.desk.book.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer bob.Close()
	changed := school
	changed.Enrollment = 99
	if _, err := bob.Apply(context.Background(), workbook.Author{Seat: "bob"}, workbook.Edit(workbook.SchoolEntity, school.ID, school, changed)); err != nil {
		t.Fatal(err)
	}
	before := len(b.schoolsOnDisk())
	b.say("Apply 2 changes")
	if said := b.told(); !strings.Contains(said, "while you were looking") || strings.Contains(said, "taken back") {
		t.Errorf("the window says %q", said)
	}
	if got := b.record(); got.Enrollment != 99 || len(b.schoolsOnDisk()) != before {
		t.Errorf("something was written: %d enrolled, %d schools", got.Enrollment, len(b.schoolsOnDisk()))
	}
	b.say("Look again")
	if !looked {
		t.Error("the file was not read again")
	}
}

func TestAReviewOfThousandsTicksAllThatIsShown(t *testing.T) {
	b := newBench(t)
	b.sample()
	var p workbook.Proposal
	for i := range 5000 {
		s := workbook.School{ID: newID(), Name: fmt.Sprintf("School %04d", i)}
		row := workbook.ProposedRow{File: "all.xlsx", Place: fmt.Sprint(i + 2), Title: s.Name, School: s.Name, State: workbook.Adds, Accept: true, Changes: workbook.Add(workbook.SchoolEntity, s.ID, s)}
		if i%2 == 1 {
			row.State, row.Accept = workbook.Diverges, false
		}
		p.Rows = append(p.Rows, row)
	}
	r := b.desk.review("Import schools", p, nil)
	r.decide(false)
	r.turnTo(string(workbook.Diverges))
	r.decide(true)
	if n := r.accepted(); n != 2500 {
		t.Errorf("%d rows are ticked, want those that were shown", n)
	}
	b.key(fyne.KeyEscape)
	if b.desk.modal != nil {
		t.Error("Escape does not close the review")
	}
}

func TestThePilesOfAReviewAddUp(t *testing.T) {
	b := newBench(t)
	b.sample()
	p := b.offered()
	r := b.desk.review("Import schools", p, nil)
	sum := 0
	for _, pile := range piles()[1:] {
		sum += r.count(pile)
	}
	if all := r.count(pileAll); all != sum || all != len(p.Rows)+len(p.Faults) || len(r.shown) != all {
		t.Errorf("of %d lines %d are listed, and the piles hold %d", all, len(r.shown), sum)
	}
}
