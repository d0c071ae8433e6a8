package export_test

import (
	"fmt"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

func TestNamesInOtherScriptsAndAlphabetsComeBackRight(t *testing.T) {
	names := []string{"Морозова Анна Викторовна", "Nguyễn Thị Hạnh Đặng", "Łukasz Żółkiewski-Gęś", "Ζωή Παπαδοπούλου", "Þóra Æsdóttir", "Čeněk Ťapťák"}
	r := lakeside()
	for i, name := range names {
		r.Actions = append(r.Actions, workbook.Action{
			ID: fmt.Sprint("n", i), Title: "Ask " + name, Schools: []string{"lakeside"}, Items: []string{"families"}, Owner: name, Status: workbook.ToDo,
		})
	}
	r.School.Name = "Школа Nguyễn Żółw"
	path, receipt := write(t, r, export.Letter)
	if receipt.Replaced != 0 {
		t.Errorf("%d characters were replaced", receipt.Replaced)
	}
	text := textOf(t, path)
	expect(t, text, names...)
	expect(t, text, "Школа Nguyễn Żółw")
}

func TestLettersWithLooseAccentsPrintAsOne(t *testing.T) {
	r := lakeside()
	r.PreparedBy = "Nguye\u0302\u0303n" // as some keyboards write ễ
	path, _ := write(t, r, export.Letter)
	expect(t, textOf(t, path), "Nguyễn")
}

func TestFiveThousandWordNoteLosesNoWord(t *testing.T) {
	var note strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&note, "w%d ", i)
		if i%200 == 199 {
			note.WriteString("\n\n")
		}
	}
	r := lakeside()
	smoke := r.Answers["smoke-seen"]
	smoke.Note = note.String()
	r.Answers["smoke-seen"] = smoke
	r.Actions[0].Description = strings.ReplaceAll(note.String(), "w", "d")
	for _, paper := range export.Papers() {
		path, _ := write(t, r, paper)
		text := textOf(t, path)
		at := map[string]bool{}
		for word := range strings.FieldsSeq(text) {
			at[word] = true
		}
		for i := range 5000 {
			if !at[fmt.Sprintf("w%d", i)] || !at[fmt.Sprintf("d%d", i)] {
				t.Fatalf("%s: word %d is lost", paper, i)
			}
		}
		expect(t, text, "3.1 Smoke seen and not reported (continued)", "1 Agree with the harbor office who calls (continued)")
	}
}

func TestNameOfThreeHundredCharactersWithoutABlankIsWhole(t *testing.T) {
	var long strings.Builder
	for i := 0; long.Len() < 300; i++ {
		fmt.Fprintf(&long, "Name%d", i)
	}
	r := lakeside()
	r.School.Name, r.School.District, r.PreparedBy, r.School.Address = long.String(), long.String(), long.String(), long.String()
	r.Handling = long.String()
	for i := range r.Actions {
		r.Actions[i].Title, r.Actions[i].Owner, r.Actions[i].Organization = long.String(), long.String(), long.String()
	}
	for id, a := range r.Answers {
		a.Owner, a.ReviewedBy = long.String(), long.String()
		r.Answers[id] = a
	}
	path, _ := write(t, r, export.A4)
	pages := pagesOf(t, path)
	whole := strings.ReplaceAll(pages[0], " ", "")
	if n := strings.Count(whole, long.String()); n < 4 {
		t.Errorf("the cover gives school, district, address and author %d times in full", n)
	}
	if n := strings.Count(pages[2], "…"); n != 4 { // title and mark above, footer and mark below
		t.Errorf("page 3 shortens %d of the long names around it", n)
	}
	// Broken by characters, each piece of the name still stands somewhere on the page.
	for _, piece := range []string{"Name0Name1", "Name20Name21", "Name40"} {
		if !strings.Contains(strings.ReplaceAll(strings.Join(pages, ""), " ", ""), piece) {
			t.Errorf("%s of the owner's name is lost", piece)
		}
	}
}

func TestWhatTheFontsLackIsReplacedVisiblyAndCounted(t *testing.T) {
	r := workbook.PlanRequest{Case: warehouseFire(), On: today, School: workbook.SchoolRecord{School: workbook.School{ID: "s", Name: "School"}}}
	r.Actions = []workbook.Action{{
		ID: "a", Title: "Smile 😀 and wave 👩‍🚒 at 学校", Schools: []string{"s"}, Items: []string{"families"},
		Description: "Bell\a, tab\tand mark\u202e stay \u0000readable → all of them", Status: workbook.ToDo,
	}}
	path, receipt := write(t, r, export.Letter)
	// One face, a woman and an engine joined into one, and two characters of Chinese.
	if receipt.Replaced != 5 {
		t.Errorf("%d characters counted as replaced, 5 were given", receipt.Replaced)
	}
	expect(t, textOf(t, path), "Smile \uFFFD and wave \uFFFD\uFFFD at \uFFFD\uFFFD", "Bell, tab and mark stay readable -> all of them")
}

func TestTablesThatBreakRepeatTheirHeading(t *testing.T) {
	path, receipt := write(t, manyItems(lakeside(), 60), export.Letter)
	pages := pagesOf(t, path)
	actions, lists := 0, 0
	for i, page := range pages {
		holdsAction := strings.Contains(page, "Extra action number") && strings.Contains(page, "Answers 3.")
		holdsItem := strings.Contains(page, "Ask at your school:")
		if holdsAction && !holdsItem {
			actions++
			if !strings.Contains(page, "Corrective action") || !strings.Contains(page, "Element") {
				t.Errorf("page %d goes on with actions without their heading", i+1)
			}
		}
		if holdsItem {
			lists++
			if !strings.Contains(page, "Where this school stands") {
				t.Errorf("page %d goes on with a checklist without its heading", i+1)
			}
		}
	}
	if actions < 4 || lists < 8 {
		t.Fatalf("%d pages of actions and %d of checklists in %d: the tables hardly break", actions, lists, receipt.Pages)
	}
	text := strings.Join(pages, " ")
	for i := range 60 {
		expect(t, text, fmt.Sprintf("Extra action number %d", i), fmt.Sprintf("Extra lesson number %d", i), fmt.Sprintf("Owner Number%d", i))
	}
}

func TestSummaryStaysOnOnePageHoweverManyGaps(t *testing.T) {
	r := manyItems(lakeside(), 50)
	for i := range 50 {
		id := fmt.Sprintf("extra-%d", i)
		r.Answers[id] = workbook.Answer{SchoolID: "lakeside", ItemID: id, Status: workbook.Needed, Override: workbook.High, Owner: strings.Repeat("W", 300)}
	}
	path, _ := write(t, r, export.Letter)
	pages := pagesOf(t, path)
	summaries := 0
	for _, page := range pages {
		if strings.Contains(page, "Gaps of high priority") {
			summaries++
			expect(t, page, "1 Summary", "more gaps of high priority stand in the checklists.")
		}
	}
	if summaries != 1 {
		t.Errorf("the summary takes %d pages", summaries)
	}
	if i := pageIndex(pages, "1 Summary"); !strings.Contains(pages[i+1], "2 Improvement actions") {
		t.Error("the summary runs on over its page")
	}
}

// pageIndex is the first page after the contents on which a phrase stands, -1 for none.
func pageIndex(pages []string, phrase string) int {
	for i, p := range pages {
		if strings.Contains(p, phrase) && !strings.Contains(p, "Contents") {
			return i
		}
	}
	return -1
}

func TestNamelessContactAndActionStillTakeTheirRows(t *testing.T) {
	r := lakeside()
	r.School.Contacts = append(r.School.Contacts, workbook.Contact{ID: "c9", ReceivesPlan: true})
	r.Actions = []workbook.Action{{ID: "a9", Title: " ", Schools: []string{"lakeside"}, Status: workbook.ToDo}}
	r.History[0].Author = workbook.Author{}
	path, _ := write(t, r, export.Letter)
	expect(t, textOf(t, path), "Untitled action", "No owner yet", "No date yet", "Not stated 1 checklist answer, 1 action")
}

func TestReferenceToAnUnknownSourceDoesNotStopThePlan(t *testing.T) {
	r := lakeside()
	r.Case.Items[0].Evidence = []workbook.Evidence{from("nowhere", "Chapter 9")}
	path, _ := write(t, r, export.Letter)
	expect(t, textOf(t, path), "Evidence, documented: none named")
}
