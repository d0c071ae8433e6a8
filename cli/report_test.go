package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"forethought/assets"
	"forethought/workbook"
)

func TestEachSchoolOfTheSampleGetsItsPlan(t *testing.T) {
	p, file := withTheSample(t)
	for _, c := range []struct {
		school, paper string
		want          []string
	}{
		{"Willow Creek Elementary School", "letter", []string{"holds 63 items, 13 actions", "5 sources", "Left out: ", "1 dropped action", "4 contacts"}},
		{"harbor", "A4", []string{"The action plan of Harbor Street Middle School", "10 actions"}},
		{"NORTH RIDGE", "a4", []string{"The action plan of North Ridge High School", "6 actions"}},
	} {
		out := filepath.Join(t.TempDir(), "plan.pdf")
		p.types(Done, "report", "action-plan", "--workbook", file, "--school", c.school, "--paper", c.paper,
			"--prepared-by", "Denise Okafor", "--handling", "Draft", "-o", out).reads(append(c.want, out, "pages")...)
		if data, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("%s: no PDF was written: %v", c.school, err)
		}
	}
}

func TestThePlanHoldsEveryItemSourceAndOwner(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not here to read the document with")
	}
	p, file := withTheSample(t)
	out := filepath.Join(t.TempDir(), "plan.pdf")
	p.types(Done, "report", "action-plan", "--workbook", file, "--school", "Willow", "--prepared-by", "Ada Example", "-o", out)
	text, err := exec.Command("pdftotext", out, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	plan := strings.Join(strings.Fields(string(text)), " ")
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Ada Example", "For official use: school safety team", "Cedar Valley School District",
		"Małgorzata Wójcik", "Nguyễn Thị Hạnh", "Marisol Peña Ibáñez", "Earl Dawson", "Hannah Brandt",
		"Ruth Lindqvist", "Denise Okafor",
	}
	for _, it := range c.Items {
		want = append(want, it.Title)
	}
	for _, s := range c.Sources {
		want = append(want, s.Title)
	}
	for _, w := range want {
		if !strings.Contains(plan, w) {
			t.Errorf("the plan lacks %q", w)
		}
	}
	if dropped := "Fit a turnstile"; strings.Contains(plan, dropped) {
		t.Errorf("the plan holds %q, which was dropped", dropped)
	}
}

func TestASchoolThatIsNotClearIsAskedFor(t *testing.T) {
	p, file := withTheSample(t)
	out := filepath.Join(t.TempDir(), "plan.pdf")
	all := []string{"Harbor Street Middle School", "North Ridge High School", "Willow Creek Elementary School"}
	report := []string{"report", "action-plan", "--workbook", file, "-o", out}
	p.types(WrongUsage, report...).isTold(append(all, "--school")...)
	p.types(CouldNot, append(report, "--school", "Bay View")...).isTold(append(all, "no school “Bay View”")...)
	if exists(out) {
		t.Error("a plan was written for no school")
	}
}

func TestChoosingASchool(t *testing.T) {
	school := func(names ...string) []workbook.School {
		var list []workbook.School
		for _, n := range names {
			list = append(list, workbook.School{ID: n, Name: n})
		}
		return list
	}
	for _, c := range []struct {
		schools    []workbook.School
		name, want string
	}{
		{school("Ash", "Oak"), "Oak", "Oak"},
		{school("Ash", "Oak"), "o", "Oak"},
		{school("Oak", "Oak Annex"), "Oak", "Oak"},
		{school("Oak", "Oak Annex"), "oak a", "Oak Annex"},
		{school("Oak", "Oak Annex"), "oa", ""},
		{school("Oak"), "", "Oak"},
		{school("Ash", "Oak"), "", ""},
		{school("Ash", "Oak"), "Oak School", ""},
		{school("Żółta", "Zielona"), "żół", "Żółta"},
		{school(), "Oak", ""},
	} {
		got, err := chooseSchool(c.schools, c.name, "file")
		if got.ID != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q among %v: got %q, %v, want %q", c.name, c.schools, got.ID, err, c.want)
		}
	}
}

func TestAWorkbookWithoutSchoolsHasNoPlan(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "empty.forethought")
	p.types(Done, "new", file)
	p.types(CouldNot, "report", "action-plan", "--workbook", file, "-o", filepath.Join(folder, "x.pdf")).
		isTold("holds no school yet")
}

func TestAPlanThatCannotBeWrittenLeavesWhatWasThere(t *testing.T) {
	p, file := withTheSample(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	report := []string{"report", "action-plan", "--workbook", file, "--school", "w", "-o"}
	p.types(CouldNot, append(report, filepath.Join(t.TempDir(), "no folder", "x.pdf"))...).isTold("cannot be written")
	p.types(CouldNot, append(report, t.TempDir())...).isTold("cannot be written")
	p.types(WrongUsage, append(report, file)...).isTold("is a workbook", ".pdf")
	after, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the workbook has changed: %v", err)
	}
}

// printed is the text of a document, blanks folded.
func printed(t *testing.T, path string) string {
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

func TestEachDocumentIsWrittenAndSaysWhatItHolds(t *testing.T) {
	p, file := withTheSample(t)
	for _, c := range []struct {
		line string
		want []string
		text []string
	}{
		{"checklist --school willow", []string{"The checklist of Willow Creek Elementary School holds 63 items"}, []string{"Nguyễn Thị Hạnh", "Not assessed"}},
		{"checklist --school willow --checklist Prevention --checklist response", []string{"holds 33 items"}, []string{"Fire lanes, gates and hydrants"}},
		{"walk-around --school willow", []string{"The walk-around checklist", "Left out: 41 items"}, []string{"Bus loop and parking", "The whole school"}},
		{"case-brief", []string{"The brief of", "63 items, 4 open questions, 5 sources"}, []string{"What happened when"}},
	} {
		out := filepath.Join(t.TempDir(), "x.pdf")
		p.types(Done, append([]string{"report"}, append(strings.Fields(c.line), "--workbook", file, "-o", out)...)...).reads(append(c.want, out)...)
		text := printed(t, out)
		for _, w := range c.text {
			if !strings.Contains(text, w) {
				t.Errorf("%s: the document lacks %q", c.line, w)
			}
		}
	}
}

func TestACaseBriefNeedsNoWorkbook(t *testing.T) {
	p := sitDown(t)
	out := filepath.Join(t.TempDir(), "brief.pdf")
	p.types(Done, "report", "case-brief", "-o", out).reads("The brief of")
	p.types(CouldNot, "report", "case-brief", "--workbook", filepath.Join(t.TempDir(), "none.forethought"), "-o", out)
}

func TestAPublicCopyIsCutAndSaysSo(t *testing.T) {
	p, file := withTheSample(t)
	for _, kind := range []string{"action-plan", "checklist"} {
		out := filepath.Join(t.TempDir(), "public.pdf")
		p.types(Done, "report", kind, "--workbook", file, "--school", "willow", "--audience", "PUBLIC",
			"--prepared-by", "Ada Example", "-o", out).
			reads("Left out: ", "needed, in progress or not assessed", "names of owners", "zones of buildings and grounds", "notes")
		text := printed(t, out)
		for _, secret := range []string{
			"Ada Example", "Nguyễn", "Wójcik", "Brandt", "Earl Dawson", "555-", "example.org", "Gym and stage", "Bus loop",
			"Needed", "In progress", "Not assessed", "Not necessary", "official use", "walks all rooms on the morning", "priority",
		} {
			if strings.Contains(text, secret) {
				t.Errorf("the public %s says %q", kind, secret)
			}
		}
		if !strings.Contains(text, "In place") || !strings.Contains(text, "Willow Creek") {
			t.Errorf("the public %s does not say what is in place: %.200s", kind, text)
		}
	}
}

func TestTheMarkIsThatOfTheAudience(t *testing.T) {
	p, file := withTheSample(t)
	for audience, want := range map[string]string{
		"full": "For official use: school safety team", "partners": "For school and agency partners",
	} {
		out := filepath.Join(t.TempDir(), "x.pdf")
		report := []string{"report", "checklist", "--workbook", file, "--school", "willow", "--audience", audience, "-o", out}
		p.types(Done, report...)
		if text := printed(t, out); !strings.Contains(text, want) {
			t.Errorf("the copy for %s lacks its mark", audience)
		}
		p.types(Done, append(report, "--handling", "")...)
		if text := printed(t, out); strings.Contains(text, want) {
			t.Errorf("the copy for %s bears a mark that was not wanted", audience)
		}
	}
}
