package export_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

func TestPlanNamesEveryItemSourceOwnerAndOpenQuestion(t *testing.T) {
	for _, paper := range export.Papers() {
		t.Run(string(paper), func(t *testing.T) {
			r := lakeside()
			path, receipt := write(t, r, paper)
			text := textOf(t, path)
			for _, it := range r.Case.Items {
				expect(t, text, it.Title, it.Shows, it.Ask)
			}
			for _, s := range r.Case.Sources {
				expect(t, text, s.Title, s.Publisher)
			}
			for _, q := range r.Case.OpenQuestions {
				expect(t, text, q.Title, q.Missing, q.Meanwhile)
			}
			for _, a := range r.Actions[:3] {
				expect(t, text, a.Title, a.Owner)
			}
			for _, a := range r.Answers {
				expect(t, text, a.Owner, a.Reason)
			}
			if receipt.Items != 7 || receipt.Sources != 3 || receipt.OpenQuestions != 2 || receipt.Actions != 3 {
				t.Errorf("the receipt counts %+v", receipt)
			}
		})
	}
}

func TestFrontMatterSaysWhoseItIsAndLeavesRoomToSign(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	pages := pagesOf(t, path)
	expect(t, pages[0], "For official use only", "Action plan", "Lakeside School", "Harbor District",
		"21 November 2026", "Jordan Reyes", "The warehouse fire")
	text := strings.Join(pages, " ")
	expect(t, text, "Promulgation and signatures", "Principal", "Superintendent", "Police liaison", "Fire liaison",
		"Record of changes", "5 October 2026", "1 checklist answer, 1 action",
		"Record of distribution", "Морозова Анна", "Fire liaison, Harbor Fire Service", "555 0100")
	if strings.Contains(text, "Sam Porter") {
		t.Error("someone who does not receive the plan stands in its record of distribution")
	}
	if strings.Contains(text, "sam@example.org") {
		t.Error("the plan prints an address that it says it leaves out")
	}
}

func TestEveryPageButTheCoverCarriesMarkFooterAndNumber(t *testing.T) {
	path, receipt := write(t, lakeside(), export.A4)
	pages := pagesOf(t, path)
	if len(pages) != receipt.Pages {
		t.Fatalf("%d pages read, the receipt says %d", len(pages), receipt.Pages)
	}
	for i, page := range pages[1:] {
		expect(t, page, "Action plan · Lakeside School", "Harbor District · Prepared by Jordan Reyes · 21 November 2026",
			fmt.Sprintf("Page %d of %d", i+2, len(pages)))
		if strings.Count(page, "For official use only") < 2 {
			t.Errorf("page %d lacks the handling mark in its header or footer", i+2)
		}
	}
}

func TestSummaryCountsAndNamesTheGapsOfHighPriority(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	page := pageWith(t, pagesOf(t, path), "1 Summary")
	expect(t, page, "5/7", "5 of 7 items have been assessed.", "3 gaps are open.", "2 are of high priority",
		"1 of these has no action yet.", "The plan holds 3 actions.", "2 are overdue.",
		"Pre-attack indicators", "2 Needed", "3.1 Smoke seen and not reported", "3.2 A locked fire gate",
		"No action yet", "Action: 1")
}

// pageWith is the first page after the contents on which a phrase stands.
func pageWith(t *testing.T, pages []string, phrase string) string {
	t.Helper()
	at := slices.IndexFunc(pages, func(p string) bool {
		return strings.Contains(p, phrase) && !strings.Contains(p, "Contents")
	})
	if at < 0 {
		t.Fatalf("no page says %q", phrase)
	}
	return pages[at]
}

func TestEveryActionNamesItsAnswersAndTheirEvidence(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	page := pageWith(t, pagesOf(t, path), "2 Improvement actions")
	expect(t, page,
		"Answers 3.1 Smoke seen and not reported. Evidence: [1] Chapter 2; [2] paragraph 4",
		"Answers 4.1 A call list at every desk. Evidence: [1] Chapter 4, Chapter 5",
		"One number, tried out each term.", "Harbor Fire Service", "Organization", "High priority",
		"Start 1 September 2026", "Complete by 11 November 2026", "Overdue by 10 days", "12,500",
		"Serves no checklist item yet, so it rests on no case evidence.", "Lapsed", "Review overdue by ",
		"1 dropped action is not listed.")
	if strings.Contains(page, "Buy a siren") {
		t.Error("a dropped action is listed")
	}
}

func TestAnActionThatServesAnItemOfTheCaseNeverLacksEvidence(t *testing.T) {
	r := manyItems(lakeside(), 40)
	path, _ := write(t, r, export.A4)
	text := textOf(t, path)
	for i := range 40 {
		expect(t, text, fmt.Sprintf("Extra lesson number %d. Evidence: [1] Chapter 2; [2] paragraph 4", i))
	}
}

func TestChecklistShowsTheWholeAnswer(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	text := textOf(t, path)
	expect(t, text, "Needed", "High priority", "Owner: Nguyễn Thị Hạnh", "Complete by: 1 November 2026",
		"Overdue by 20 days", "Zones: Main building · Gym", "Reviewed: Jordan Reyes, 5 October 2026", "Action: 1",
		"Note: The caretaker walks the fence at seven.", "Ask the harbor office too.",
		"Why it is not necessary: Every child walks to this school.",
		"Risk: Possible, Limited", "Medium priority",
		"Evidence, documented: [1] Chapter 2; [2] paragraph 4",
		"No action yet. Measures to choose from:", "Write down who looks after gate-locked (Planning)",
		"One question on this list is still open in the record: 7.1 When the alarm rang",
		"1 answer to an item that the case no longer holds is not listed. They are kept in the workbook: Bell rope.")
	if strings.Contains(text, "Practice call-list once a year") {
		t.Error("measures are suggested although an action serves the gap")
	}
}

func TestANeedlessItemWithoutAReasonSaysSo(t *testing.T) {
	r := lakeside()
	buses := r.Answers["buses"]
	buses.Reason = ""
	r.Answers["buses"] = buses
	path, _ := write(t, r, export.Letter)
	expect(t, textOf(t, path), "Why it is not necessary: Not stated")
}

func TestCaseGivesEveryDisputedValueBesideWhoGivesIt(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	text := textOf(t, path)
	expect(t, text, "The case in one page", "The warehouse fire · 2 March 1999 to 3 March 1999", "Children in school", "About 300 [1]",
		"A fire next to a school grew for a day before anyone told the school. [1] [2]",
		"The sources differ on 1 matter.", "Count again the next day.")
	page := pageWith(t, pagesOf(t, path), "Where the sources differ")
	expect(t, page, "Eleven", "The inquiry [1]", "About twenty", "A newspaper [2]")
}

func TestSourcesAreDatedAsFarAsTheRecordGoes(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	expect(t, textOf(t, path), "May 2000", "4 March 1999", "Undated", "Spanish", "Press report", "Thorough on the first hour.")
}

func TestSchoolWithoutAnswersStillGetsAPlan(t *testing.T) {
	r := workbook.PlanRequest{Case: warehouseFire(), School: workbook.SchoolRecord{School: workbook.School{ID: "new"}}}
	path, receipt := write(t, r, export.Letter)
	text := textOf(t, path)
	expect(t, text, "Unnamed school", "Not stated", "0/7", "None has been assessed yet.", "No action has been planned yet.",
		"No gap is marked as high priority.")
	if strings.Count(text, "Not assessed") < 7 {
		t.Error("not every item says that it was not assessed")
	}
	if receipt.Actions != 0 || receipt.Items != 7 || len(receipt.LeftOut) != 0 {
		t.Errorf("the receipt counts %+v", receipt)
	}
}

func TestEmptyCaseStillGetsAPlan(t *testing.T) {
	r := lakeside()
	r.Case = &workbook.Case{Title: "Nothing yet"}
	path, receipt := write(t, r, export.A4)
	expect(t, textOf(t, path), "Nothing yet", "0/0", "The record names no open question.")
	if receipt.Items != 0 {
		t.Errorf("the receipt counts %+v", receipt)
	}
}

func TestReceiptSaysWhatIsLeftOut(t *testing.T) {
	_, receipt := write(t, lakeside(), export.Letter)
	left := map[string]int{}
	for _, l := range receipt.LeftOut {
		left[l.Code] = l.Count
	}
	if left[workbook.LeftOutDropped] != 1 || left[workbook.LeftOutContactLines] != 1 || left[workbook.LeftOutNoItem] != 1 {
		t.Errorf("left out: %+v", receipt.LeftOut)
	}
}

func TestPaperIsReadByName(t *testing.T) {
	for name, want := range map[string]export.Paper{"letter": export.Letter, " Letter": export.Letter, "A4": export.A4} {
		if got, err := export.ParsePaper(name); err != nil || got != want {
			t.Errorf("ParsePaper(%q) = %q, %v", name, got, err)
		}
	}
	if _, err := export.ParsePaper("legal"); err == nil {
		t.Error("an unknown paper was taken")
	}
}

func TestTheRecordOfChangesTellsOfANewerVersionOfTheCase(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	expect(t, textOf(t, path), "20 October 2026 Jordan Reyes, Safety officer case went from version 1 to version 2", "5 October 2026 Jordan Reyes")
	path, _ = write(t, lakeside().For(workbook.PublicAudience), export.Letter)
	for _, not := range []string{"version 1 to version 2", "Bell rope"} {
		if strings.Contains(textOf(t, path), not) {
			t.Errorf("the public copy says %q", not)
		}
	}
}
