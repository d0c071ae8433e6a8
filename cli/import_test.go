package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

// lists writes a table into the folder of a workbook.
func lists(t *testing.T, folder, name, content string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// schoolsIn reads what a workbook holds.
func schoolsIn(t *testing.T, file string) []workbook.School {
	t.Helper()
	w, err := storage.Open(context.Background(), file, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	schools, err := w.Schools(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return schools
}

// district is a workbook without schools, and a list of forty.
func district(t *testing.T, p *person) (file, list string) {
	t.Helper()
	folder := t.TempDir()
	file = filepath.Join(folder, "district.forethought")
	p.types(Done, "new", file)
	var s strings.Builder
	s.WriteString("School Name,District,Street address,Grades,Students,Staff FTE,Remarks\r\n")
	for i := range 40 {
		fmt.Fprintf(&s, "\"Invented School %02d\",Mill County,%d Main Street,%s,\"1,%03d\",%d,\"Two\r\nlines\"\r\n",
			i, i+1, []string{"PK-5", "6-8", "9-12", "Elementary; Middle"}[i%4], i, 30+i)
	}
	return file, lists(t, folder, "schools.csv", s.String())
}

func TestADistrictOfFortySchoolsComesInFromAList(t *testing.T) {
	p := sitDown(t)
	file, list := district(t, p)
	p.types(Done, "import", "schools", "--workbook", file, list).
		reads("schools.csv, row 5: New: Invented School 03 · name: Invented School 03; district: Mill County; address: 4 Main Street; levels: Elementary, Middle; enrollment: 1003; staff: 33; note: Two lines",
			"New: 40. Changes: 0.", "Nothing was written. With --accept, 40 changes are applied as one step.")
	if n := len(schoolsIn(t, file)); n != 0 {
		t.Fatalf("%d schools were written without --accept", n)
	}
	p.types(Done, "import", "schools", "--workbook", file, list, "--accept", "--author", "Jordan Lee", "--role", "Safety lead").
		reads("40 changes were applied")
	all := schoolsIn(t, file)
	if len(all) != 40 || all[7].Name != "Invented School 07" || all[7].Enrollment != 1007 || all[7].Note != "Two\nlines" {
		t.Fatalf("%d schools, the eighth is %+v", len(all), all[min(7, len(all)-1)])
	}
	p.types(Done, "import", "schools", "--workbook", file, list, "--accept").reads("The same: 40.", "says all of this already")
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	history, err := w.History(ctx, storage.HistoryFilter{})
	if err != nil || len(history) != 1 {
		t.Fatalf("the import is %d steps (%v), want one", len(history), err)
	}
	if by := history[0].Author; by.Name != "Jordan Lee" || by.Role != "Safety lead" {
		t.Errorf("the history says it was %+v", by)
	}
	p.types(CouldNot, "import", "undo", "--workbook", file, "--author", "Ana Ruiz").isTold("nothing to undo")
	p.types(Done, "import", "undo", "--workbook", file, "--author", "Jordan Lee").reads("40 changes were taken back")
	if n := len(schoolsIn(t, file)); n != 0 {
		t.Errorf("one undo leaves %d schools", n)
	}
}

func TestAFaultyListWritesNothingUnlessFaultsAreSkipped(t *testing.T) {
	p := sitDown(t)
	file, _ := district(t, p)
	list := lists(t, filepath.Dir(file), "odd.csv", "Name,Grades,Students\nMaple,K-5,many\n,6-8,3\nOak,sometimes,4\nPine,9-12,5\nPINE,,6\n")
	p.types(CouldNot, "import", "schools", "--workbook", file, list, "--accept").
		reads("odd.csv, row 2: enrollment: “many” is not a whole number.", "odd.csv, row 3: name is empty",
			"odd.csv, row 4: levels: “sometimes” cannot be used here.", "odd.csv, row 6: name: “PINE” stood in a row before. Keep one row").
		isTold("4 places cannot be taken", "--skip-faulty")
	if n := len(schoolsIn(t, file)); n != 0 {
		t.Fatalf("%d schools were written beside faults", n)
	}
	p.types(Done, "import", "schools", "--workbook", file, list, "--accept", "--skip-faulty")
	if all := schoolsIn(t, file); len(all) != 1 || all[0].Name != "Pine" {
		t.Errorf("the workbook holds %+v, want the row without fault", all)
	}
	p.types(CouldNot, "import", "schools", "--workbook", file, list, "--accept", "--skip-faulty").isTold("there is nothing else")
}

func TestBadTablesGetASentence(t *testing.T) {
	p := sitDown(t)
	file, list := district(t, p)
	folder := filepath.Dir(file)
	try := func(name, content, want string) {
		t.Helper()
		p.types(CouldNot, "import", "schools", "--workbook", file, lists(t, folder, name, content)).isTold(want)
	}
	try("a.xls", "\xd0\xcf\x11\xe0", "a.xls is not a table that can be read. Open it in a spreadsheet program and save it as .xlsx")
	try("b.csv", "", "b.csv has no rows to read.")
	try("c.csv", "Name\n\"Maple\nOak\n", "c.csv, line 2: a quotation mark is not closed")
	p.types(CouldNot, "import", "schools", "--workbook", file, lists(t, folder, "d.csv", "Where,Who\nMaple,Ann\n")).
		reads("d.csv: no column is used as name. Say which column it is", "the column “Where” is not used")
	p.types(CouldNot, "import", "schools", "--workbook", file, list, "--sheet", "Two").isTold("schools.csv has no sheet “Two”.")
	p.types(CouldNot, "import", "schools", "--workbook", file, filepath.Join(folder, "gone.csv")).isTold("gone.csv is not there")
	p.types(WrongUsage, "import", "schools", "--workbook", file, list, "--column", "Remarks").isTold("Heading=field")
	p.types(WrongUsage, "import", "schools", "--workbook", file, list, "--column", "Remarks=colour").isTold("choose one of name, district")
	p.types(CouldNot, "import", "schools", "--workbook", file, list, "--column", "Colour=note").isTold("There is no column “Colour”.")
}

func TestAColumnIsUsedAsThePersonSays(t *testing.T) {
	p := sitDown(t)
	file, _ := district(t, p)
	list := lists(t, filepath.Dir(file), "odd.csv", "Where=here;Students\nMaple;12\n")
	p.types(Done, "import", "schools", "--workbook", file, list, "--column", "Where=here=name", "--column", "Students=", "--accept").
		reads("the column “Students” is not used")
	if all := schoolsIn(t, file); len(all) != 1 || all[0].Name != "Maple" || all[0].Enrollment != 0 {
		t.Errorf("the workbook holds %+v", all)
	}
}

func TestActionsGoOutAndComeBack(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	p.types(Done, "sample", folder)
	file := filepath.Join(folder, sampleName)
	for _, form := range []string{"xlsx", "csv"} {
		out := filepath.Join(folder, "out."+form)
		p.types(Done, "export", form, "--workbook", file, "-o", out)
		p.types(Done, "import", "actions", "--workbook", file, out, "--accept").reads("New: 0. Changes: 0.", "Cannot be taken: 0.", "says all of this already")
	}
	text, err := os.ReadFile(filepath.Join(folder, "out.csv"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), ",To do,", ",Done,", 1)
	list := lists(t, folder, "changed.csv", changed)
	p.types(Done, "import", "actions", "--workbook", file, list, "--accept").reads("Changes: 1.", "status: In place (today: To do)")
	p.types(Done, "import", "actions", "--workbook", file, list).reads("Changes: 0.")
}

func TestActionsOfAnotherProgramAreUnderstood(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	p.types(Done, "sample", folder)
	file := filepath.Join(folder, sampleName)
	school := schoolsIn(t, file)[0].Name
	list := lists(t, folder, "aar.csv", "Corrective Action;Capability Element;Primary Responsible Organization;Organization POC;Start Date;Completion Date;School;Cost\n"+
		"Mark the meeting point;training;Fire;Ana Ruiz;14 Aug 2026;30/9/2026;"+strings.ToUpper(school)+";$1,200.00\n"+
		"=Call the roll;;;;;13.10.2026;All schools;\n"+
		"Nowhere;;;;;;Nowhere School;\n"+
		"Some day;;;;;soon;All schools;\n"+
		"No place;;;;;;;\n"+
		"Mark the meeting point;;;;;;"+school+";\n")
	p.types(CouldNot, "import", "actions", "--workbook", file, list, "--accept").
		reads("row 2: New: Mark the meeting point ("+school+")", "capability element: Training", "start: 14 August 2026", "target date: 30 September 2026", "cost: 1200",
			"row 3: New: =Call the roll", "target date: 13 October 2026",
			"aar.csv, row 4: schools: nothing in the workbook is called “Nowhere School”.",
			"aar.csv, row 5: target date: “soon” is not a date.", "aar.csv, row 6: schools is empty",
			"aar.csv, row 7: title: “Mark the meeting point” stood in a row before.").
		isTold("4 places")
	p.types(Done, "import", "actions", "--workbook", file, list, "--accept", "--skip-faulty").reads("2 changes were applied")
	p.types(CouldNot, "import", "actions", "--workbook", file, list, "--accept").reads("The same: 2.")
}
