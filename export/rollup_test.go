package export_test

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// harborSchools are a district of so many schools of the warehouse case. What is not for
// everyone bears a word by which it is found again.
func harborSchools(schools int) workbook.DistrictRequest {
	c := warehouseFire()
	parts := map[string]workbook.SchoolPart{}
	r := workbook.DistrictRequest{
		Case: c, On: today, PreparedBy: "Preparername Reyes", Handling: "For official use only",
		School: func(_ context.Context, id string) (workbook.SchoolPart, error) { return parts[id], nil },
	}
	statuses := workbook.Statuses()
	for i := range schools {
		id := fmt.Sprintf("s%d", i)
		s := workbook.School{ID: id, Name: fmt.Sprintf("Harbor School %d", i+1), District: "Harbor District", Enrollment: 300}
		answers := workbook.Answers{}
		for j, it := range c.Items {
			a := workbook.Answer{
				SchoolID: id, ItemID: it.ID, Status: statuses[(i+j*2)%5], Note: "Notetext", Reason: "Reasontext",
				Owner: "Ownername Żółkiewski", Zones: []string{"z"}, ReviewedBy: "Ownername reviewer",
			}
			if j == 0 {
				a.Status = workbook.Needed
			}
			if a.Status.Gap() && j < 3 {
				a.Override = workbook.High
			}
			answers[it.ID] = a
		}
		parts[id] = workbook.SchoolPart{Answers: answers, School: workbook.SchoolRecord{
			School: s, Zones: []workbook.Zone{{ID: "z", Name: "Zonename"}},
			Contacts: []workbook.Contact{{Name: "Contactname", Phone: "555 0177", ReceivesPlan: true}},
			Events:   []workbook.SchoolEvent{{Name: "Eventname", Date: today.AddDays(9), People: 150}},
		}}
		r.Schools = append(r.Schools, s)
		for k := range 3 {
			a := workbook.Action{
				ID: fmt.Sprintf("%s-%d", id, k), Title: fmt.Sprintf("Actiontitle %d for school %d", k, i+1), Schools: []string{id},
				Items: []string{c.Items[1+k].ID}, Owner: "Ownername Hạnh", Organization: "Organame", Status: workbook.ToDo,
				Target: today.AddDays(30*k - 20), Cost: 500,
			}
			if k == 2 {
				a.Owner, a.Organization, a.Target = "", "", ""
			}
			r.Actions = append(r.Actions, a)
		}
	}
	return r
}

func planOf(t *testing.T, r workbook.DistrictRequest) workbook.DistrictPlan {
	t.Helper()
	p, err := workbook.NewDistrictPlan(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// writeBoth writes the district's plan and the board's summary into a folder of their own.
func writeBoth(t *testing.T, r workbook.DistrictRequest, paper export.Paper) (plan, board string, of, at export.Receipt) {
	t.Helper()
	dir, p, ctx := t.TempDir(), planOf(t, r), context.Background()
	plan, board = filepath.Join(dir, "district.pdf"), filepath.Join(dir, "board.pdf")
	of, err := export.WriteDistrictPlan(ctx, plan, p, options(t, paper))
	if err != nil {
		t.Fatal(err)
	}
	at, err = export.WriteBoardSummary(ctx, board, workbook.NewBoardSummary(p), options(t, paper))
	if err != nil {
		t.Fatal(err)
	}
	opened(t, plan)
	opened(t, board)
	return plan, board, of, at
}

// notForEveryone are the words that no public copy holds.
var notForEveryone = []string{
	"Notetext", "Reasontext", "Ownername", "Organame", "Zonename", "555 0177", "Contactname", "Eventname", "Actiontitle",
	"Preparername", "Smoke seen", "Needed", "In progress", "Not assessed", "Not necessary", "needed", "overdue", "Overdue", "high priority",
}

func TestADistrictPlanHoldsEverySchoolItsGapsAndTheirOwners(t *testing.T) {
	for _, paper := range export.Papers() {
		path, _, receipt, _ := writeBoth(t, harborSchools(9), paper)
		pages := pagesOf(t, path)
		text := strings.Join(pages, " ")
		expect(t, text, "Harbor District", "9 schools", "Smoke seen and not reported", "9 of 9 schools", "Ownername Hạnh", "Organame",
			"Actiontitle 0 for school 9", "Overdue by 20 days", "No owner yet", "No date yet", "Eventname", "Report of the harbor inquiry",
			"Phone numbers and emails of 9 contacts", "9 zones", "Pre-attack indicators")
		for _, hidden := range []string{"Notetext", "Reasontext", "Zonename", "555 0177"} {
			if strings.Contains(text, hidden) {
				t.Errorf("the plan prints %q, which it says it leaves out", hidden)
			}
		}
		for i := range 9 {
			name := fmt.Sprintf("Harbor School %d", i+1)
			at := slices.IndexFunc(pages, func(p string) bool {
				return strings.Contains(p, name+" · District action plan") && strings.Contains(p, "Gaps of high priority")
			})
			if i > 0 && at < 0 {
				t.Errorf("%s has no page of its own", name)
			}
		}
		if len(pages) != receipt.Pages || receipt.Schools != 9 || receipt.Actions != 27 || receipt.Items != 7 {
			t.Errorf("%d pages; the receipt says %+v", len(pages), receipt)
		}
		opened(t, path)
	}
}

func TestTheMatrixShowsEverySchoolAndItemAndRepeatsItsHead(t *testing.T) {
	path, _, _, _ := writeBoth(t, harborSchools(70), export.Letter)
	heads, rows, in := 0, map[string]bool{}, false
	for n, p := range pagesOf(t, path)[1:] { // the first page holds the contents
		if strings.Contains(p, "4 Matrix") {
			in = true
			expect(t, p, "The schools where most is to be done come first.", "In place", "Not assessed")
		}
		if strings.Contains(p, "5 Actions across schools") {
			break
		}
		if !in {
			continue
		}
		if strings.Contains(p, "Pre-attack indicators") {
			heads++
			// Slanted text is read back letter by letter.
			letters := strings.Join(strings.Fields(rawPage(t, path, n+2)), "")
			expect(t, letters, "1.1Smokeseenandnotreported", "1.2Alockedfiregate")
		}
		for i := range 70 {
			if name := fmt.Sprintf("Harbor School %d ", i+1); strings.Contains(p+" ", name) {
				rows[name] = true
			}
		}
	}
	if heads < 2 || len(rows) != 70 {
		t.Errorf("%d pages with the first checklist's head, %d schools", heads, len(rows))
	}
}

// rawPage is the text of a page in the order in which it was drawn.
func rawPage(t *testing.T, path string, page int) string {
	t.Helper()
	n := fmt.Sprint(page)
	out, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", "-f", n, "-l", n, path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestAPublicCopyOfADistrictSaysWhatIsInPlaceAndNothingElse(t *testing.T) {
	for _, schools := range []int{1, 9} {
		r := harborSchools(schools)
		r.Audience, r.Handling = workbook.PublicAudience, ""
		plan, board, receipt, _ := writeBoth(t, r, export.Letter)
		for _, path := range []string{plan, board} {
			text := textOf(t, path)
			expect(t, text, "Harbor", "in place")
			for _, s := range notForEveryone {
				if strings.Contains(text, s) {
					t.Errorf("%s of %d schools prints %q", filepath.Base(path), schools, s)
				}
			}
			if read := opened(t, path); read.Author != "" {
				t.Errorf("the file names %q as its author", read.Author)
			}
		}
		titles, _, _ := outline(t, plan)
		if said := strings.Join(titles, "\n"); strings.Contains(said, "Harbor School") || strings.Contains(said, "Matrix") {
			t.Errorf("the outline of the public copy leads to %q", said)
		}
		if len(receipt.LeftOut) < 8 {
			t.Errorf("the receipt says only %v", receipt.LeftOut)
		}
	}
}

// A reader who is told how many schools have something, or what each has, subtracts.
func TestAPublicCopyOfADistrictGivesNothingToSubtractFrom(t *testing.T) {
	r := harborSchools(9)
	r.Audience, r.Handling = workbook.PublicAudience, ""
	plan, board, receipt, _ := writeBoth(t, r, export.Letter)
	text, summary := textOf(t, plan), textOf(t, board)
	expect(t, text, "Each point is in place at one of them or more", "1.1 A locked fire gate", "1.2 ", "Harbor School 9", "What the case teaches about families")
	items := len(planOf(t, r).Items)
	for path, said := range map[string]string{plan: text, board: summary} {
		if strings.Contains(said, fmt.Sprintf("1.%d ", items+1)) {
			t.Errorf("%s counts on over what it does not name", filepath.Base(path))
		}
		for n := range 64 {
			for _, counted := range []string{"%d item", "%d in place", "%d In place", "at %d school", "%d more"} {
				if s := fmt.Sprintf(" "+counted, n); strings.Contains(said, s) {
					t.Errorf("%s counts: %q", filepath.Base(path), s)
				}
			}
		}
	}
	for i := range 9 {
		if name := fmt.Sprintf("Harbor School %d", i+1); strings.Count(text, name) != 1 {
			t.Errorf("%s is named %d times", name, strings.Count(text, name))
		}
	}
	if !slices.ContainsFunc(receipt.LeftOut, func(l workbook.LeftOut) bool { return l.Code == workbook.LeftOutWhere && l.Count == items }) {
		t.Errorf("left out: %v", receipt.LeftOut)
	}
	// Where one school alone is in need of everything, nothing tells its copy from another's.
	one := harborSchools(9)
	one.Audience, one.Handling = workbook.PublicAudience, ""
	read := one.School
	one.School = func(ctx context.Context, id string) (workbook.SchoolPart, error) {
		part, err := read(ctx, id)
		if id == "s8" {
			part.Answers = nil
		}
		return part, err
	}
	if len(planOf(t, one).Items) != items {
		t.Fatal("the ninth school alone has something in place: the test shows nothing")
	}
	lacking, _, _, _ := writeBoth(t, one, export.Letter)
	if textOf(t, lacking) != text {
		t.Error("the copy tells that a school lacks something")
	}
}

func TestPartnersGetOwnersAndGapsButNoNotesAndNoPrices(t *testing.T) {
	r := harborSchools(3)
	r.Audience = workbook.PartnersAudience
	plan, board, receipt, _ := writeBoth(t, r, export.A4)
	for _, path := range []string{plan, board} {
		text := textOf(t, path)
		expect(t, text, "Ownername Hạnh", "Smoke seen and not reported")
		for _, s := range []string{"Notetext", "Reasontext", "4,500", "555 0177"} {
			if strings.Contains(text, s) {
				t.Errorf("a copy for partners prints %q", s)
			}
		}
	}
	if !slices.ContainsFunc(receipt.LeftOut, func(l workbook.LeftOut) bool { return l.Code == workbook.LeftOutCosts && l.Count == 9 }) {
		t.Errorf("left out: %v", receipt.LeftOut)
	}
}

// longNames makes every text as long as a field takes it, in words and in one piece.
func longNames(r workbook.DistrictRequest) workbook.DistrictRequest {
	words, piece := strings.Repeat("Very long name ", 12), strings.Repeat("Wxyz", 40)
	read := r.School
	for i := range r.Schools {
		r.Schools[i].Name = fmt.Sprint(i+1, words, piece)
		r.Schools[i].District = fmt.Sprint(piece, words, i%7)
	}
	for i := range r.Actions {
		r.Actions[i].Title, r.Actions[i].Owner, r.Actions[i].Organization = words+piece, piece+words, words
	}
	for i := range r.Case.Items {
		r.Case.Items[i].Title, r.Case.Items[i].Shows = words+piece, piece+words+words+piece
	}
	for i := range r.Case.Sources {
		r.Case.Sources[i].Title = words + piece
	}
	r.PreparedBy = words + piece
	r.School = func(ctx context.Context, id string) (workbook.SchoolPart, error) {
		part, err := read(ctx, id)
		part.School.Events = []workbook.SchoolEvent{{Name: words + piece, Date: today.AddDays(3)}}
		return part, err
	}
	return r
}

func TestABoardSummaryHasTwoPagesHoweverMuchThereIsToSay(t *testing.T) {
	for _, schools := range []int{0, 1, 3, 40} {
		for _, paper := range export.Papers() {
			for _, audience := range workbook.Audiences() {
				for _, long := range []bool{false, true} {
					r := harborSchools(schools)
					if long {
						r = longNames(r)
					}
					r.Audience = audience
					path := filepath.Join(t.TempDir(), "board.pdf")
					receipt, err := export.WriteBoardSummary(context.Background(), path, workbook.NewBoardSummary(planOf(t, r)), options(t, paper))
					if err != nil {
						t.Fatal(err)
					}
					if receipt.Pages != 2 {
						t.Errorf("%d schools on %s for %s, long names %v: %d pages", schools, paper, audience, long, receipt.Pages)
					}
				}
			}
		}
	}
}

func TestSchoolsThatAreCalledAfterOnePlaceStandApartInTheMatrix(t *testing.T) {
	r := harborSchools(2)
	for i, kind := range []string{"Elementary School", "Middle School"} {
		r.Schools[i].Name = "Saint Mary of the Mountains Consolidated Regional " + kind
	}
	path, _, _, _ := writeBoth(t, r, export.Letter)
	expect(t, textOf(t, path), "… Elementary School", "… Middle School")
}

func TestASummaryOfOneSchoolDoesNotCountSchools(t *testing.T) {
	_, path, _, _ := writeBoth(t, harborSchools(1), export.Letter)
	text := textOf(t, path)
	expect(t, text, "no action serves this gap", "items have been assessed")
	if strings.Contains(text, "1 school") {
		t.Errorf("the summary of one school counts schools: %s", text)
	}
}

func TestABoardSummarySaysWhatWhoWhenAndWhy(t *testing.T) {
	_, path, _, _ := writeBoth(t, harborSchools(3), export.Letter)
	pages := pagesOf(t, path)
	expect(t, pages[0], "Harbor District", "3 schools", "Pre-attack indicators", "In place", "Smoke seen and not reported",
		"3 of 3 schools · high priority at 3", "The record shows what happened with smoke-seen. [1] [2]")
	expect(t, pages[1], "What we ask of the board", "3 schools have this gap and no action for it", "Settle 3 overdue actions",
		"Who does what by when", "Actiontitle 0 for school 1", "Ownername Hạnh, Organame", "1 November 2026", "Overdue by 20 days",
		"Nov 26", "Dec 26", "No date", "[1] Report of the harbor inquiry")
}

func TestALongDistrictPlanStaysWhole(t *testing.T) {
	path, _, receipt, _ := writeBoth(t, longNames(harborSchools(3)), export.Letter)
	if read := opened(t, path); read.PageCount != receipt.Pages {
		t.Errorf("%d pages, the receipt says %d", read.PageCount, receipt.Pages)
	}
}

func TestQPDFFindsNothingWrongWithRollUps(t *testing.T) {
	tool, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed; the files are checked by one program less")
	}
	plan, board, _, _ := writeBoth(t, harborSchools(40), export.A4)
	for _, path := range []string{plan, board} {
		if out, err := exec.Command(tool, "--check", path).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

func TestTheOutlineLeadsToEachSchoolsPage(t *testing.T) {
	path, _, _, _ := writeBoth(t, harborSchools(12), export.Letter)
	pages := pagesOf(t, path)
	titles, at, kids := outline(t, path)
	for _, title := range titles {
		if !strings.Contains(pages[at[title]-1], title) {
			t.Errorf("the outline sends %q to page %d, which does not say it", title, at[title])
		}
	}
	if kids["7 School by school"] != 12 || kids["4 Matrix"] != 4 {
		t.Errorf("lines below the parts: %v", kids)
	}
	read := opened(t, path)
	for page := range pages {
		links(t, read, page+1) // every link of every page leads to a page
	}
}

func TestADistrictPlanIsDrawnSchoolBySchool(t *testing.T) {
	r := harborSchools(5)
	plan := planOf(t, r)
	var steps []int
	o := options(t, export.Letter)
	o.Progress = func(done, _ int) { steps = append(steps, done) }
	dir := t.TempDir()
	if _, err := export.WriteDistrictPlan(context.Background(), filepath.Join(dir, "a.pdf"), plan, o); err != nil || len(steps) < 12 {
		t.Fatalf("steps %v, %v", steps, err)
	}

	path, whole := keep(t)
	ctx, cancel := context.WithCancel(context.Background())
	o.Progress = func(done, _ int) {
		if done == 9 {
			cancel()
		}
	}
	if _, err := export.WriteDistrictPlan(ctx, path, plan, o); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled amid the schools: %v", err)
	}
	whole()

	reads, read := 0, r.School
	r.School = func(ctx context.Context, id string) (workbook.SchoolPart, error) {
		if reads++; reads > 7 {
			return workbook.SchoolPart{}, &workbook.Problem{Kind: workbook.ErrDamaged, File: "district"}
		}
		return read(ctx, id)
	}
	o.Progress = nil
	_, err := export.WriteDistrictPlan(context.Background(), path, planOf(t, r), o)
	var p *workbook.Problem
	if !errors.As(err, &p) || p.Kind != workbook.ErrDamaged || p.File != "district" {
		t.Errorf("a school that cannot be read: %v", err)
	}
	whole()
}
