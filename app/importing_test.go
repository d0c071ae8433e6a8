package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"forethought/workbook"
)

// fortySchools is a list as a district office keeps it, with a title above its headings.
func fortySchools() string {
	var s strings.Builder
	s.WriteString("Schools of the valley,,,,\nSite,Grades,Students,Principal,Town\n")
	for i := range 40 {
		fmt.Fprintf(&s, "Valley School %02d,%s,\"%d,%03d\",Somebody,Milltown\n", i+1, []string{"K-5", "6-8", "9-12", "K-12"}[i%4], 1, i)
	}
	return s.String()
}

// chooses lays out a file for the next question.
func (b *bench) chooses(name, content string) {
	b.t.Helper()
	b.asked.answer = filepath.Join(b.dir, name)
	if err := os.WriteFile(b.asked.answer, []byte(content), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func TestADistrictOfFortySchoolsComesInAndGoesAsOneStep(t *testing.T) {
	b := newBench(t)
	b.empty()
	b.chooses("valley.csv", fortySchools())
	b.schools().onImport()
	b.settle()
	said := b.told()
	for _, want := range []string{"40 rows", "Site", "Valley School 01 · Valley School 02", "Enrollment", "Principal", "Leave out"} {
		if !strings.Contains(said, want) {
			t.Errorf("the columns are shown as %q, want %q in it", said, want)
		}
	}
	b.say("Look at the changes")
	if said := b.told(); !strings.Contains(said, "New 40") || !strings.Contains(said, "Passed over 2") {
		t.Errorf("the changes are shown as %q", said)
	}
	if n := len(b.schoolsOnDisk()); n != 0 {
		t.Fatalf("%d schools were written before anyone accepted them", n)
	}
	b.say("Apply 40 changes")
	if said := b.told(); !strings.Contains(said, "40 changes were applied as one step. Ctrl+Z") {
		t.Errorf("afterwards the window says %q", said)
	}
	b.say("Close")
	all := b.schoolsOnDisk()
	if len(all) != 40 || all[3].Name != "Valley School 04" || all[3].Enrollment != 1003 ||
		!slices.Equal(all[3].Levels, []workbook.Level{"elementary", "middle", "high"}) {
		t.Fatalf("on disk: %d schools, the fourth is %+v", len(all), all[min(3, len(all)-1)])
	}
	b.shell.onUndo()
	b.settle()
	if n := len(b.schoolsOnDisk()); n != 0 {
		t.Errorf("one undo leaves %d schools", n)
	}
}

func TestAColumnIsWhatThePersonSaysItIs(t *testing.T) {
	b := newBench(t)
	b.sample()
	school := b.desk.view().School.School
	b.chooses("odd.csv", "Where we teach;How many\n"+strings.ToUpper(school.Name)+";512\n")
	im := &tableImport{desk: b.desk, book: b.desk.book, path: b.asked.answer, kind: workbook.TableOfSchools}
	im.read("")
	b.settle()
	b.say("Look at the changes")
	if said := b.told(); !strings.Contains(said, "No column is used as “Name” yet") {
		t.Fatalf("without a column of names the window says %q", said)
	}
	b.say("Close")
	im.choices[0].Choose("enrollment") // a slip
	im.choices[1].Choose("enrollment")
	if im.choices[0].Code() != "" {
		t.Error("two columns are used as the enrollment")
	}
	im.choices[0].Choose("name")
	b.say("Look at the changes")
	b.say("Apply 1 change")
	b.say("Close")
	if got := b.record(); got.Enrollment != 512 || got.Name != school.Name {
		t.Errorf("on disk: %+v", got.School)
	}
}

func TestActionsComeInFromTheMenu(t *testing.T) {
	b := newBench(t)
	b.sample()
	school := b.desk.view().School
	b.chooses("plan.csv", "Corrective Action,POC,School,Completion Date,Category\n"+
		"Mark the meeting point,Ana Ruiz,"+school.Name+",9/30/2026,Training\n"+
		"Buy radios,Ana Ruiz,Nowhere School,soon,\n")
	b.desk.importTable(workbook.TableOfActions)
	b.settle()
	b.say("Look at the changes")
	if said := b.told(); !strings.Contains(said, "New 1") || !strings.Contains(said, "Cannot be taken 1") {
		t.Errorf("the changes are shown as %q", said)
	}
	b.say("Apply 1 change")
	b.say("Close")
	i := slices.IndexFunc(b.desk.view().Actions, func(a workbook.Action) bool { return a.Title == "Mark the meeting point" })
	if i < 0 {
		t.Fatal("the action is not there")
	}
	if a := b.desk.view().Actions[i]; a.Owner != "Ana Ruiz" || a.Target != "2026-09-30" || a.Element != "training" || a.Status != workbook.ToDo {
		t.Errorf("the action came in as %+v", a)
	}
}

func TestNothingIsBroughtIntoAWorkbookThatCanOnlyBeRead(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := b.desk.book.Path()
	b.desk.closeBook()
	b.desk.openToRead(path)
	b.settle()
	b.desk.importTable(workbook.TableOfSchools)
	if len(b.asked.titles) > 0 || !strings.Contains(b.told(), "reading only") {
		t.Errorf("the window asks %v and says %q", b.asked.titles, b.told())
	}
}

func TestAFileThatIsNoTableIsRefusedInASentence(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.chooses("plan.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00")
	b.desk.importTable(workbook.TableOfSchools)
	b.settle()
	if said := b.told(); !strings.Contains(said, "plan.xls is not a table that can be read") || !strings.Contains(said, "save it as .xlsx") {
		t.Errorf("the window says %q", said)
	}
}
