package cli

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// districtOf makes a workbook with an invented district of so many schools: answers of all
// kinds, actions for one school and for several, owners, notes, zones, contacts and events.
// What is not for everyone bears a word by which it is found again in a document.
func districtOf(t *testing.T, schools int) (file string) {
	t.Helper()
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	on := workbook.Today(aDay)
	var changes []workbook.Change
	var ids []string
	add := func(e workbook.Entity, v workbook.Valued) string {
		id := storage.NewID()
		changes = append(changes, workbook.Add(e, id, v)...)
		return id
	}
	act := func(a workbook.Action) { add(workbook.ActionEntity, a) }
	for i := range schools {
		s := workbook.School{
			Name: fmt.Sprintf("Brookfield School %d", i+1), District: "Brookfield Unified District",
			Address: fmt.Sprintf("%d Mill Lane", i+1), Levels: []workbook.Level{"elementary"}, Enrollment: 200 + 10*i,
		}
		if i%8 == 3 {
			s.Name += " of the Very Long Valley Road, Languages and Natural Sciences"
		}
		id := add(workbook.SchoolEntity, s)
		ids = append(ids, id)
		zone := add(workbook.ZoneEntity, workbook.Zone{SchoolID: id, Name: "Zonename gym"})
		add(workbook.ContactEntity, workbook.Contact{Schools: []string{id}, Name: "Contactname", Phone: "555 0199", ReceivesPlan: true})
		add(workbook.EventEntity, workbook.SchoolEvent{SchoolID: id, Name: "Eventname concert", Date: on.AddDays(5 + i), People: 300})
		for j, it := range c.Items {
			a := workbook.BlankAnswer(id, it.ID)
			switch (i*7 + j*5 + i*j) % 6 {
			case 0, 1:
				a.Status = workbook.InPlace
			case 2:
				a.Status, a.Note = workbook.Needed, "Notetext"
			case 3:
				a.Status, a.Owner, a.Zones = workbook.InProgress, "Ownername", []string{zone}
			case 4:
				a.Status, a.Reason = workbook.NotNecessary, "Reasontext"
			}
			if j < 3 && i%5 != 0 {
				a.Status = workbook.Needed
			}
			if a.Status == workbook.Needed && (i+j)%2 == 0 {
				a.Override = workbook.High
			}
			changes = append(changes, workbook.EditAnswer(workbook.BlankAnswer(id, it.ID), a)...)
		}
		for k := range 4 {
			a := workbook.Action{
				Title: fmt.Sprintf("Actiontitle %d of school %d", k+1, i+1), Schools: []string{id},
				Items: []string{c.Items[(i+k)%len(c.Items)].ID}, Owner: fmt.Sprintf("Ownername %d", i%7),
				Organization: "Facilities", Status: workbook.ToDo, Target: on.AddDays(40*k - 30 + i), Cost: 1200,
			}
			switch k {
			case 1:
				a.Status = workbook.ActionUnderWay
			case 2:
				a.Status, a.Review = workbook.ActionInPlace, on.AddDays(i-3)
			case 3:
				a.Owner, a.Organization, a.Target = "", "", ""
			}
			act(a)
		}
	}
	act(workbook.Action{Title: "Actiontitle for every school", Schools: ids, Items: []string{c.Items[0].ID}, Owner: "Ownername of the district", Status: workbook.ActionUnderWay, Target: on.AddDays(60)})
	act(workbook.Action{Title: "Actiontitle dropped", Schools: ids[:1], Status: workbook.DroppedFromPlan})
	file = filepath.Join(t.TempDir(), "district"+storage.Extension)
	err = storage.CreateFilled(context.Background(), file, c, []workbook.DatedBatch{
		{On: on.AddDays(-10), Author: workbook.Author{Name: "Dana Example", Seat: "test"}, Changes: changes},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// readBack is the text of a document as another program finds it.
func readBack(t *testing.T, path string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not here to read the document with")
	}
	text, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

func TestADistrictOfFortySchoolsGetsOnePlan(t *testing.T) {
	p, file := sitDown(t), districtOf(t, 40)
	out := filepath.Join(t.TempDir(), "district.pdf")
	p.types(Done, "report", "district-plan", "--workbook", file, "--prepared-by", "Ada Example", "-o", out).
		reads("The district action plan of Brookfield Unified District holds 40 schools", "161 actions", "Left out: ", "1 dropped action", "40 contacts", out)
	text := readBack(t, out)
	want := []string{"Brookfield Unified District", "40 schools", "Ada Example", "For official use", "Actiontitle for every school", "Every school"}
	for i := range 40 {
		want = append(want, fmt.Sprintf("Brookfield School %d", i+1))
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the plan lacks %q", w)
		}
	}
	if second, tenth := strings.Index(text, "Brookfield School 2 "), strings.Index(text, "Brookfield School 10 "); second > tenth {
		t.Error("School 10 stands before School 2")
	}
	for _, hidden := range []string{"Notetext", "Zonename", "555 0199", "Reasontext", "Actiontitle dropped"} {
		if strings.Contains(text, hidden) {
			t.Errorf("the plan holds %q", hidden)
		}
	}
}

func TestABoardGetsTwoPagesOfTheDistrictOrOfOneSchool(t *testing.T) {
	p, file := sitDown(t), districtOf(t, 3)
	out := filepath.Join(t.TempDir(), "board.pdf")
	report := []string{"report", "board-summary", "--workbook", file, "-o", out}
	p.types(Done, report...).reads("The board summary of Brookfield Unified District counts 3 schools", "2 pages")
	text := readBack(t, out)
	if !strings.Contains(text, "3 schools") || !strings.Contains(text, "What we ask of the board") {
		t.Errorf("the summary says %s", text)
	}
	p.types(Done, append(report, "--school", "Brookfield School 2", "--paper", "a4")...).reads("The board summary of Brookfield School 2 counts 1 school", "2 pages")
	text = readBack(t, out)
	if strings.Contains(text, "of school 3") || !strings.Contains(text, "of school 2") {
		t.Errorf("the summary of one school says %s", text)
	}
}

func TestThePublicOfADistrictReadsWhatIsInPlaceAlone(t *testing.T) {
	p, file := sitDown(t), districtOf(t, 40)
	for _, kind := range []string{"district-plan", "board-summary"} {
		out := filepath.Join(t.TempDir(), "public.pdf")
		p.types(Done, "report", kind, "--workbook", file, "--audience", "public", "--prepared-by", "Preparername", "-o", out).
			reads("Left out: ", "needed, in progress or not assessed", "40 zones", "162 actions, with their owners and dates")
		text := readBack(t, out)
		for _, secret := range []string{
			"Notetext", "Reasontext", "Ownername", "Facilities", "Zonename", "555 0199", "Contactname", "Eventname", "Actiontitle",
			"Preparername", "Needed", "In progress", "Not assessed", "Not necessary", "verdue", "high priority", "official use",
		} {
			if strings.Contains(text, secret) {
				t.Errorf("the public %s holds %q", kind, secret)
			}
		}
	}
}

func TestARollUpThatCannotBeMadeIsExplained(t *testing.T) {
	p, file := sitDown(t), districtOf(t, 3)
	folder := t.TempDir()
	out := filepath.Join(folder, "x.pdf")
	plan := []string{"report", "district-plan", "-o", out, "--workbook"}
	p.types(WrongUsage, append(plan, file, "--school", "Brookfield School 1")...).isTold("takes no --school")
	p.types(WrongUsage, append(plan, file, "--audience", "everyone")...).isTold("everyone")
	p.types(WrongUsage, append(plan, file, "--paper", "legal")...).isTold("legal")
	p.types(CouldNot, "report", "board-summary", "-o", out, "--workbook", file, "--school", "Bay View").isTold("no school “Bay View”")
	p.types(WrongUsage, "report", "district-plan", "-o", file, "--workbook", file).isTold("is a workbook")
	empty := filepath.Join(folder, "empty.forethought")
	p.types(Done, "new", empty)
	for _, kind := range []string{"district-plan", "board-summary"} {
		p.types(CouldNot, "report", kind, "--workbook", empty, "-o", out).isTold("holds no school yet")
	}
	if exists(out) {
		t.Error("a document was written all the same")
	}
}
