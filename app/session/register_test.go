package session

import (
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

func TestTheActionsOfAllSchoolsAreReadOnlyWhileTheyAreWanted(t *testing.T) {
	st := open(t, newFile(t, "Maple", "Oak"), "Ann", nil)
	defer st.Close()
	oak := st.View().Schools[1].ID
	a := workbook.Action{ID: storage.NewID(), Title: "Plan opening day", Schools: []string{oak}, Status: workbook.ToDo}
	st.Do(workbook.Add(workbook.ActionEntity, a.ID, a)...)
	st.saved()
	if _, ok := st.View().Action(a.ID); ok || st.View().Register != nil {
		t.Fatal("another school's action is there although nobody asked")
	}
	st.WantRegister(true)
	st.until("the register", func() bool { return st.View().Register != nil })
	if got, ok := st.View().Action(a.ID); !ok || got.Title != a.Title {
		t.Fatalf("the register holds %+v", st.View().Register)
	}

	b := a
	b.Owner = "Dana Ortiz"
	st.Do(workbook.Edit(workbook.ActionEntity, a.ID, a, b)...)
	if got, _ := st.View().Action(a.ID); got.Owner != "Dana Ortiz" {
		t.Error("another school's action does not show its change at once")
	}
	c := workbook.Action{ID: storage.NewID(), Title: "Count visitors", Schools: []string{oak}, Status: workbook.ToDo}
	st.Do(workbook.Add(workbook.ActionEntity, c.ID, c)...)
	if got := st.View().Register; len(got) != 2 || got[1].Status != workbook.ToDo {
		t.Errorf("with a new action the register is %+v", got)
	}
	st.Do(workbook.Remove(workbook.ActionEntity, a.ID)...)
	if got := st.View().Register; len(got) != 1 || got[0].ID != c.ID {
		t.Errorf("without the removed action the register is %+v", got)
	}
	st.saved()
	changes := st.changes
	st.until("the view from disk", func() bool { return st.changes > changes })
	if got := st.View().Register; len(got) != 1 || got[0].ID != c.ID {
		t.Errorf("on disk the register is %+v", got)
	}

	st.WantRegister(false)
	st.Reload()
	changes = st.changes
	st.until("a view without it", func() bool { return st.changes > changes })
	if st.View().Register != nil {
		t.Error("the register is still held")
	}
}
