package export_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// kinds are the documents on a school or the case that this package draws.
func kinds() []string { return []string{"plan", "checklist", "walk", "brief"} }

// drawn writes a kind of document of Lakeside, cut for an audience where it is cut at all.
func drawn(t *testing.T, kind string, a workbook.Audience, paper export.Paper) string {
	t.Helper()
	r, o, ctx, path := guarded(), options(t, paper), context.Background(), filepath.Join(t.TempDir(), kind+".pdf")
	var receipt export.Receipt
	var err error
	switch kind {
	case "plan":
		receipt, err = export.WriteActionPlan(ctx, path, workbook.NewActionPlan(r.For(a)), o)
	case "checklist":
		receipt, err = export.WriteChecklist(ctx, path, workbook.NewActionPlan(r.OfChecklists().For(a)), o)
	case "walk":
		walk := workbook.NewWalkAround(r.Case, r.School)
		walk.On = today
		receipt, err = export.WriteWalkAround(ctx, path, walk, o)
	case "brief":
		receipt, err = export.WriteCaseBrief(ctx, path, workbook.CaseBrief{Case: r.Case, On: today}, o)
	}
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	if read := opened(t, path); read.PageCount != receipt.Pages || receipt.Pages == 0 {
		t.Errorf("%s has %d pages, the receipt says %d", kind, read.PageCount, receipt.Pages)
	}
	return path
}

// guarded is Lakeside with something to hide everywhere, and a case whose items lie in layers.
func guarded() workbook.PlanRequest {
	r := manyItems(lakeside(), 3)
	r.Handling = ""
	r.School.Note = "Hidden school note"
	r.School.Zones = append(r.School.Zones, workbook.Zone{ID: "yard", SchoolID: "lakeside", Name: "Back yard"})
	roll := r.Answers["roll-call"]
	roll.Owner, roll.ReviewedBy, roll.Note, roll.Reason = "Olga Owner", "Rita Reviewer", "Hidden note", "Hidden reason"
	roll.Zones, roll.Target, roll.Override = []string{"gym"}, "2031-07-07", workbook.High
	r.Answers["roll-call"] = roll
	layers := []workbook.Layer{"campus-perimeter", "building-perimeter", "classroom-interior", "district-wide"}
	for i := range r.Case.Items {
		it := &r.Case.Items[i]
		it.Layer = layers[i%len(layers)]
		it.Components = []workbook.Component{"people"}
		if i%2 == 0 {
			it.Components = append(it.Components, "access-control")
		}
	}
	counted := r.Answers["roll-call"]
	counted.Disproved = "o1"
	r.Answers["roll-call"] = counted
	r.Disproofs = map[string]workbook.Disproof{"o1": {
		Exercise:  workbook.Exercise{ID: "x1", SchoolID: "lakeside", Name: "Autumn tabletop", Date: "2026-10-20"},
		Objective: workbook.Objective{ID: "o1", ExerciseID: "x1", Title: "Account for everyone in ten minutes", Final: workbook.MajorChallenges},
	}}
	r.Case.Items[4].Annexes = []workbook.Annex{"family-reunification"}
	r.Case.Timeline = []workbook.TimelineEvent{
		{ID: "t2", When: "1999-03-03", Phase: "after", Text: "The smoke had gone.", Basis: workbook.Reported},
		{ID: "t1", When: "1999-03-02", Phase: "day-one", Approx: true, Text: "The smoke came.", Basis: workbook.Documented},
	}
	return r
}

// secretsOf is what no public copy may say: everything that somebody wrote but the school's
// and the district's names and address.
func secretsOf(r workbook.PlanRequest) []string {
	out := []string{r.PreparedBy, r.School.Note, "Olga Owner", "Rita Reviewer", "Hidden note", "Hidden reason", "7 July 2031", "Back yard",
		"Account for everyone", "Autumn tabletop", "xercise found", "Major Challenges", "20 October 2026", "October 20, 2026"}
	for _, z := range r.School.Zones {
		out = append(out, z.Label(), z.Name)
	}
	for _, c := range r.School.Contacts {
		out = append(out, c.Name, c.Phone, c.Email, c.Role)
	}
	for _, a := range r.Answers {
		out = append(out, a.Owner, a.Note, a.Reason, a.ReviewedBy)
	}
	for _, a := range r.Actions {
		out = append(out, a.Title, a.Description, a.Owner, a.Organization)
	}
	for _, h := range r.History {
		out = append(out, h.Author.Name, h.Author.Role)
	}
	w := []string{"Needed", "In progress", "Not assessed", "Not necessary", "No action yet", "12,500", "Measures to choose"}
	return append(out, w...)
}

func TestAPublicCopySaysNothingThatIsNotForThePublic(t *testing.T) {
	r := guarded()
	for _, kind := range []string{"plan", "checklist"} {
		path := drawn(t, kind, workbook.PublicAudience, export.Letter)
		text := textOf(t, path)
		expect(t, text, "Lakeside School", "Counting every child", "In place", "not for the public")
		inside := text
		titles, _, _ := outline(t, path)
		read := opened(t, path)
		inside += strings.Join(titles, " ") + read.Title + read.Author + read.Subject + read.Keywords
		inside += bookmarks(t, path)
		for _, secret := range secretsOf(r) {
			if secret != "" && strings.Contains(inside, fold(secret)) {
				t.Errorf("the public %s says %q", kind, secret)
			}
		}
		for _, it := range r.Case.Items {
			named := strings.Contains(inside, it.Title)
			// A lesson about families is told whatever the school's own answer is.
			if lesson := len(it.Annexes) > 0; named && it.ID != "roll-call" && !lesson {
				t.Errorf("the public %s names %q, which is not in place", kind, it.Title)
			}
		}
	}
}

func TestWhatAnExerciseFoundStandsUnderTheItem(t *testing.T) {
	for _, kind := range []string{"plan", "checklist"} {
		for _, audience := range []workbook.Audience{workbook.FullAudience, workbook.PartnersAudience} {
			text := textOf(t, drawn(t, kind, audience, export.Letter))
			expect(t, text, "An exercise found otherwise.", "Account for everyone in ten minutes", "Performed with Major Challenges")
		}
	}
}

// bookmarks are all lines of the outline, also those below the parts.
func bookmarks(t *testing.T, path string) string {
	t.Helper()
	tool, err := exec.LookPath("qpdf")
	if err != nil {
		return "" // the parts have been looked at
	}
	out, err := exec.Command(tool, "--json", "--json-key=outlines", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestAPublicPlanTellsHowFamiliesAreInformed(t *testing.T) {
	text := textOf(t, drawn(t, "plan", workbook.PublicAudience, export.A4))
	expect(t, text, "What is in place", "How families are informed", "How a first message reaches you",
		"What the case teaches about families", "The case in one page", "Report of the harbor inquiry", "Public: families")
	if strings.Contains(text, "Not stated") || strings.Contains(text, "Signature") {
		t.Error("the public copy has places for what it leaves out")
	}
}

func TestAPublicCopyOfASchoolWithNothingInPlaceDoesNotSaySo(t *testing.T) {
	r := lakeside()
	r.Answers = nil
	path := filepath.Join(t.TempDir(), "plan.pdf")
	if _, err := export.WriteActionPlan(context.Background(), path, workbook.NewActionPlan(r.For(workbook.PublicAudience)), options(t, export.Letter)); err != nil {
		t.Fatal(err)
	}
	text := textOf(t, path)
	expect(t, text, "speaks with families about its measures in person")
	if strings.Contains(text, " 0 ") || strings.Contains(text, "Nothing") {
		t.Errorf("the copy says that nothing is in place: %s", text)
	}
}

func TestAPartnersCopyHoldsTheWorkAndNotTheNotes(t *testing.T) {
	for kind, want := range map[string][]string{
		"plan":      {"Морозова Анна", "555 0100", "Agree with the harbor office who calls", "Main building · Gym", "Needed", "Partners: police"},
		"checklist": {"Olga Owner", "Needed", "A call list at every desk"},
	} {
		text := textOf(t, drawn(t, kind, workbook.PartnersAudience, export.Letter))
		expect(t, text, want...)
		for _, secret := range []string{"Hidden note", "Hidden reason", "Every child walks", "12,500", "Record of changes", "sam@example.org", "Why it is not necessary"} {
			if strings.Contains(text, secret) {
				t.Errorf("the partners' %s says %q", kind, secret)
			}
		}
	}
}

func TestAChecklistShowsEveryAnswerWithItsWord(t *testing.T) {
	r := guarded()
	text := textOf(t, drawn(t, "checklist", workbook.FullAudience, export.Letter))
	for _, it := range r.Case.Items {
		expect(t, text, it.Title)
	}
	expect(t, text, "Needed", "In progress", "In place", "Not necessary", "Not assessed", "High priority",
		"Nguyễn Thị Hạnh", "by 1 November 2026", "Reviewed on 5 October 2026", "The caretaker walks the fence at seven.",
		"Every child walks to this school.", "Main building · Gym", "Report of the harbor inquiry")
}

func TestOneChecklistIsPrintedAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.pdf")
	plan := workbook.NewActionPlan(guarded().OfChecklists(workbook.Prevention))
	receipt, err := export.WriteChecklist(context.Background(), path, plan, options(t, export.Letter))
	if err != nil {
		t.Fatal(err)
	}
	text := textOf(t, path)
	expect(t, text, "A call list at every desk")
	if receipt.Items != 2 || strings.Contains(text, "A locked fire gate") {
		t.Errorf("%d items are printed, also from other checklists", receipt.Items)
	}
}

func TestAWalkAroundHasAPageForEachZoneAndNoAnswer(t *testing.T) {
	for _, paper := range export.Papers() {
		path := drawn(t, "walk", "", paper)
		pages := pagesOf(t, path)
		if len(pages) != 3 {
			t.Fatalf("%d pages, want one for each of two zones and one for the school", len(pages))
		}
		for i, place := range []string{"Main building · Gym", "Back yard", "The whole school"} {
			expect(t, pages[i], place, "Lakeside School", "Date", "By", "Notes", "In place", "In progress", "Needed", "Not necessary")
		}
		text := strings.Join(pages, " ")
		for _, answer := range []string{"Nguyễn", "Łukasz", "fence at seven", "High", "2026 · Reviewed", "Not assessed"} {
			if strings.Contains(text, answer) {
				t.Errorf("the blank checklist says %q", answer)
			}
		}
	}
}

func TestAWalkAroundIsInLargeType(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed (Debian: poppler-utils)")
	}
	out, err := exec.Command(tool, "-bbox-layout", drawn(t, "walk", "", export.Letter), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	// A word of 11 point type is at least 11 points tall in the layout; the running header and
	// footer are smaller.
	question := strings.Count(string(out), ">looks<")
	if question == 0 {
		t.Fatal("no question was found")
	}
	for line := range strings.SplitSeq(string(out), "\n") {
		if !strings.Contains(line, ">looks<") {
			continue
		}
		if high := number(t, line, "yMax") - number(t, line, "yMin"); high < 11 {
			t.Errorf("a question is set %.1f points high", high)
		}
	}
}

func TestASchoolWithoutZonesWalksByLayer(t *testing.T) {
	r := guarded()
	r.School.Zones = nil
	path := filepath.Join(t.TempDir(), "walk.pdf")
	receipt, err := export.WriteWalkAround(context.Background(), path, workbook.NewWalkAround(r.Case, r.School), options(t, export.Letter))
	if err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, path)
	if len(pages) != 3 || receipt.LeftOut[0].Code != workbook.LeftOutDesk {
		t.Fatalf("%d pages; left out %v", len(pages), receipt.LeftOut)
	}
	for i, layer := range []string{"Campus perimeter", "Building perimeter", "Classroom/interior"} {
		expect(t, pages[i], layer)
	}
}

func TestACaseBriefHoldsTheCaseAndNoSchool(t *testing.T) {
	r := guarded()
	text := textOf(t, drawn(t, "brief", "", export.Letter))
	expect(t, text, "The case in one page", "What happened when", "about 2 March 1999", "The smoke came.", "Eleven", "The inquiry",
		"About twenty", "When the alarm rang", "Time your own alarm.", "Report of the harbor inquiry", "Case brief")
	for _, it := range r.Case.Items {
		expect(t, text, it.Title, it.Shows)
	}
	for _, school := range []string{"Lakeside", "Harbor District", "Jordan Reyes", "Needed"} {
		if strings.Contains(text, school) {
			t.Errorf("the case brief says %q", school)
		}
	}
	if strings.Index(text, "The smoke came.") > strings.Index(text, "The smoke had gone.") {
		t.Error("the timeline is not in the order of its phases")
	}
}

func TestAnEmptyCaseStillGetsEveryDocument(t *testing.T) {
	empty, o, dir := &workbook.Case{}, options(t, export.A4), t.TempDir()
	ctx := context.Background()
	r := workbook.PlanRequest{Case: empty}
	for _, err := range []error{
		second(export.WriteCaseBrief(ctx, filepath.Join(dir, "b.pdf"), workbook.CaseBrief{Case: empty}, o)),
		second(export.WriteWalkAround(ctx, filepath.Join(dir, "w.pdf"), workbook.NewWalkAround(empty, workbook.SchoolRecord{}), o)),
		second(export.WriteChecklist(ctx, filepath.Join(dir, "c.pdf"), workbook.NewActionPlan(r.OfChecklists()), o)),
		second(export.WriteActionPlan(ctx, filepath.Join(dir, "p.pdf"), workbook.NewActionPlan(r.For(workbook.PublicAudience)), o)),
	} {
		if err != nil {
			t.Error(err)
		}
	}
}

func second(_ export.Receipt, err error) error { return err }

func TestQPDFFindsNothingWrongWithAnyDocument(t *testing.T) {
	tool, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed; the files are checked by one program less")
	}
	for _, a := range workbook.Audiences() {
		for _, kind := range kinds() {
			if a != workbook.FullAudience && (kind == "walk" || kind == "brief") {
				continue // they are the same for every reader
			}
			path := drawn(t, kind, a, export.A4)
			if out, err := exec.Command(tool, "--check", path).CombinedOutput(); err != nil {
				t.Errorf("%s for %s: %v\n%s", kind, a, err, out)
			}
		}
	}
}

func TestTheSameRequestGivesTheSameDocuments(t *testing.T) {
	for _, kind := range kinds() {
		a, errA := os.ReadFile(drawn(t, kind, workbook.PublicAudience, export.Letter))
		b, errB := os.ReadFile(drawn(t, kind, workbook.PublicAudience, export.Letter))
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("two %ss of the same day differ (%v, %v)", kind, errA, errB)
		}
	}
}

// number reads an attribute of a line of the layout.
func number(t *testing.T, line, name string) float64 {
	t.Helper()
	_, rest, _ := strings.Cut(line, name+`="`)
	text, _, _ := strings.Cut(rest, `"`)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
