package session

import (
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

func TestASchoolChosenWhileTheDiskIsBusyStaysChosen(t *testing.T) {
	st := open(t, newFile(t, "Maple", "Oak"), "Ann", nil)
	id := storage.NewID()
	st.Do(workbook.Add(workbook.SchoolEntity, id, workbook.School{Name: "Pine"})...)
	st.Choose(id)
	if st.Chosen() != id {
		t.Errorf("%s is said to be chosen, want the new school", st.Chosen())
	}
	st.saved()
	st.until("the new school", func() bool { return st.View().School.ID == id })
	st.answer("gates", workbook.Needed)
	st.saved()
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	for len(st.posts) > 0 { // what was still on its way
		(<-st.posts)()
		if got := st.View().School.ID; got != id {
			t.Fatalf("the view went back to another school")
		}
	}
}

func TestOnlyTheLastOfSeveralChoicesIsShown(t *testing.T) {
	st := open(t, newFile(t, "Maple", "Oak", "Pine"), "Ann", nil)
	schools := st.View().Schools
	before := st.changes
	st.Choose(schools[1].ID)
	st.Choose(schools[2].ID)
	st.until("the last choice", func() bool { return st.changes > before })
	if got := st.View().School.ID; got != schools[2].ID {
		t.Errorf("the first view to arrive is that of %q, want the last choice", st.View().School.Name)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestASchoolThatIsGoneGivesWayToTheFirst(t *testing.T) {
	st := open(t, newFile(t, "Maple", "Oak"), "Ann", nil)
	schools := st.View().Schools
	st.Choose(schools[1].ID)
	st.until("the choice", func() bool { return st.View().School.ID == schools[1].ID })
	st.Do(workbook.Remove(workbook.SchoolEntity, schools[1].ID)...)
	st.until("another school", func() bool { return st.View().School.ID == schools[0].ID })
	if st.Chosen() != schools[0].ID {
		t.Error("the school that is gone still counts as chosen")
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}
