package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"

	"forethought/export"
	"forethought/workbook"
)

// english reads the English words as they stand in the assets. Asking for a key that is
// not there, or leaving a place in a text unfilled, fails the test.
type english struct {
	t    testing.TB
	keys map[string]any
}

func words(t testing.TB) english {
	t.Helper()
	w := english{t, map[string]any{}}
	if err := json.Unmarshal(asset(t, "lang/en.json"), &w.keys); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w english) Has(key string) bool { return w.keys[key] != nil }

func (w english) Code() string { return "en" }

func (w english) When(when string) string {
	switch len(when) {
	case len("2006-01-02"):
		return w.Date(workbook.Date(when))
	case len("2006-01"):
		month := strings.TrimPrefix(when[5:], "0")
		return w.Text("date.month-year", "Month", w.Text("month."+month), "Year", when[:4])
	}
	return when
}

func (w english) Date(d workbook.Date) string {
	return strings.TrimPrefix(d.Time().Format("2 January 2006"), "0")
}

func (w english) Text(key string, args ...any) string {
	text, ok := w.keys[key]
	if !ok {
		w.t.Errorf("there are no words for %q", key)
		return key
	}
	given := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		given[args[i].(string)] = args[i+1]
	}
	if forms, ok := text.(map[string]any); ok {
		text = forms["other"]
		if given["Count"] == 1 {
			text = forms["one"]
		}
	}
	var out bytes.Buffer
	parsed, err := template.New(key).Option("missingkey=error").Parse(text.(string))
	if err == nil {
		err = parsed.Execute(&out, given)
	}
	if err != nil {
		w.t.Errorf("words for %q: %v", key, err)
	}
	return out.String()
}

func asset(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "assets", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func options(t testing.TB, paper export.Paper) export.Options {
	return export.Options{Paper: paper, Words: words(t), Fonts: export.Fonts{
		Regular: asset(t, "fonts/NotoSans-Regular.ttf"),
		Bold:    asset(t, "fonts/NotoSans-Bold.ttf"),
		Italic:  asset(t, "fonts/NotoSans-Italic.ttf"),
	}}
}

func from(source, section string) workbook.Evidence {
	return workbook.Evidence{Source: source, Section: section, Anchor: "words"}
}

// warehouseFire is a small invented case: an event, a checklist each, and two sources.
func warehouseFire() *workbook.Case {
	item := func(id string, list workbook.Checklist, title string, evidence ...workbook.Evidence) workbook.Item {
		return workbook.Item{
			ID: id, Checklist: list, Title: title, Basis: workbook.Documented, Evidence: evidence,
			Shows: "The record shows what happened with " + id + ".",
			Ask:   "Who looks after " + id + " here?",
			Measures: []workbook.Measure{
				{Text: "Write down who looks after " + id, Element: "planning"},
				{Text: "Practice " + id + " once a year", Element: "exercise"},
			},
		}
	}
	return &workbook.Case{
		ID: "warehouse", Version: 1, Language: "en", Title: "The warehouse fire", Place: "Harbor Street",
		When: "1999-03-02", Until: "1999-03-03",
		Summary: []workbook.Statement{{
			Text:     "A fire next to a school grew for a day before anyone told the school.",
			Evidence: []workbook.Evidence{from("inquiry", "Chapter 2"), from("paper", "paragraph 1")},
		}},
		Facts: []workbook.Fact{
			{ID: "f1", Label: "Children in school", Value: "About 300", Evidence: []workbook.Evidence{from("inquiry", "Chapter 1")}},
			{ID: "f2", Label: "Time to the first call", Value: "40 minutes", Evidence: []workbook.Evidence{from("paper", "paragraph 2")}},
		},
		Sources: []workbook.Source{
			{ID: "inquiry", Title: "Report of the harbor inquiry", Publisher: "Harbor Council", Kind: "dossier", Date: "2000-05", Language: "en", Note: "Thorough on the first hour."},
			{ID: "paper", Title: "El fuego del puerto", Publisher: "Diario del Puerto", Kind: "press", Date: "1999-03-04", Language: "es"},
			{ID: "memo", Title: "A memo without a date", Publisher: "Fire Service", Kind: "summary", Language: "en"},
		},
		Figures: []workbook.Figure{{
			ID: "fig-hurt", Title: "People hurt", Note: "Count again the next day.",
			Values: []workbook.FigureValue{
				{Value: "Eleven", GivenBy: "The inquiry", Evidence: []workbook.Evidence{from("inquiry", "Annex")}},
				{Value: "About twenty", GivenBy: "A newspaper", Evidence: []workbook.Evidence{from("paper", "paragraph 3")}},
			},
		}},
		Items: []workbook.Item{
			item("smoke-seen", workbook.Indicators, "Smoke seen and not reported", from("inquiry", "Chapter 2"), from("paper", "paragraph 4")),
			item("gate-locked", workbook.Indicators, "A locked fire gate", from("inquiry", "Chapter 3")),
			item("call-list", workbook.Prevention, "A call list at every desk", from("inquiry", "Chapter 4"), from("inquiry", "Chapter 5")),
			item("wind-plan", workbook.Prevention, "Which way the wind blows", from("memo", "paragraph 1")),
			item("roll-call", workbook.Response, "Counting every child", from("paper", "paragraph 5")),
			item("buses", workbook.Response, "Buses that could not pass", from("inquiry", "Chapter 6")),
			item("families", workbook.Aftermath, "Telling families early", from("paper", "paragraph 6"), from("memo", "paragraph 2")),
		},
		OpenQuestions: []workbook.OpenQuestion{
			{ID: "open-alarm", Checklist: workbook.Indicators, Title: "When the alarm rang", Missing: "The log of the alarm is lost.", Meanwhile: "Time your own alarm.", Evidence: []workbook.Evidence{from("inquiry", "Chapter 7")}},
			{ID: "open-all", Title: "What the fire cost", Missing: "No account was published.", Meanwhile: "Ask your insurer.", Evidence: []workbook.Evidence{from("memo", "paragraph 3")}},
		},
	}
}

const today = workbook.Date("2026-11-21")

// lakeside is a school halfway through its plan.
func lakeside() workbook.PlanRequest {
	answer := func(item string, status workbook.Status) workbook.Answer {
		return workbook.Answer{SchoolID: "lakeside", ItemID: item, Status: status}
	}
	smoke := answer("smoke-seen", workbook.Needed)
	smoke.Override, smoke.Owner, smoke.Target = workbook.High, "Nguyễn Thị Hạnh", "2026-11-01"
	smoke.Zones, smoke.ReviewedBy, smoke.ReviewedOn = []string{"gym"}, "Jordan Reyes", "2026-10-05"
	smoke.Note = "The caretaker walks the fence at seven.\nAsk the harbor office too."
	gate := answer("gate-locked", workbook.Needed)
	gate.Override = workbook.High
	calls := answer("call-list", workbook.InProgress)
	calls.Probability, calls.Magnitude, calls.Owner = workbook.Possible, workbook.Limited, "Łukasz Żółkiewski"
	buses := answer("buses", workbook.NotNecessary)
	buses.Reason = "Every child walks to this school."
	asked := workbook.AskedItems(warehouseFire())
	return workbook.PlanRequest{
		Case: warehouseFire(),
		Records: workbook.CaseRecords{
			{Version: 1, Items: append(asked, workbook.AskedItem{ID: "gone", Title: "Bell rope"})},
			{Version: 2, Items: asked, Since: time.Date(2026, 10, 20, 9, 0, 0, 0, time.UTC), Author: workbook.Author{Name: "Jordan Reyes", Role: "Safety officer"}},
		},
		School: workbook.SchoolRecord{
			School: workbook.School{ID: "lakeside", Name: "Lakeside School", District: "Harbor District", Address: "1 Quay Road"},
			Zones:  []workbook.Zone{{ID: "gym", SchoolID: "lakeside", Building: "Main building", Name: "Gym"}},
			Contacts: []workbook.Contact{
				{ID: "c1", Name: "Морозова Анна", Role: "Fire liaison", Organization: "Harbor Fire Service", Phone: "555 0100", ReceivesPlan: true},
				{ID: "c2", Name: "Sam Porter", Role: "Neighbor", Email: "sam@example.org"},
			},
		},
		Answers: workbook.Answers{
			"smoke-seen": smoke, "gate-locked": gate, "call-list": calls,
			"roll-call": answer("roll-call", workbook.InPlace), "buses": buses,
			"gone": answer("gone", workbook.Needed),
		},
		Actions: []workbook.Action{
			{ID: "a1", Title: "Agree with the harbor office who calls", Description: "One number, tried out each term.", Schools: []string{"lakeside"}, Items: []string{"smoke-seen", "call-list"}, Owner: "Морозова Анна", Organization: "Harbor Fire Service", Element: "organization", Status: workbook.ActionUnderWay, Start: "2026-09-01", Target: "2026-11-11", Cost: 12500},
			{ID: "a2", Title: "Print the call list", Schools: []string{"lakeside"}, Items: []string{"call-list"}, Owner: "Łukasz Żółkiewski", Element: "planning", Status: workbook.ToDo, Target: "2027-02-01"},
			{ID: "a3", Title: "Try the wind sock", Schools: []string{"lakeside"}, Status: workbook.ActionInPlace, Completed: "2026-05-01", Review: "2026-06-01"},
			{ID: "a4", Title: "Buy a siren", Schools: []string{"lakeside"}, Status: workbook.DroppedFromPlan},
		},
		History: []workbook.Batch{{
			ID: "b1", At: time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC), Author: workbook.Author{Name: "Jordan Reyes", Role: "Safety officer"},
			Changes: []workbook.Change{{Entity: workbook.AnswerEntity, ID: "lakeside/smoke-seen"}, {Entity: workbook.ActionEntity, ID: "a1"}},
		}},
		PreparedBy: "Jordan Reyes", Handling: "For official use only", On: today,
	}
}

// manyItems gives the school's case more items, so that its tables run over several pages.
func manyItems(r workbook.PlanRequest, n int) workbook.PlanRequest {
	for i := range n {
		id := fmt.Sprintf("extra-%d", i)
		it := r.Case.Items[0]
		it.ID, it.Title = id, fmt.Sprintf("Extra lesson number %d", i)
		r.Case.Items = append(r.Case.Items, it)
		r.Actions = append(r.Actions, workbook.Action{
			ID: id, Title: fmt.Sprintf("Extra action number %d", i), Schools: []string{"lakeside"},
			Items: []string{id}, Owner: fmt.Sprintf("Owner Number%d", i), Status: workbook.ToDo,
		})
	}
	return r
}

// write writes the plan into a folder of its own.
func write(t *testing.T, r workbook.PlanRequest, paper export.Paper) (string, export.Receipt) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.pdf")
	receipt, err := export.WriteActionPlan(context.Background(), path, workbook.NewActionPlan(r), options(t, paper))
	if err != nil {
		t.Fatal(err)
	}
	opened(t, path)
	return path, receipt
}

// pagesOf is the text of each page as a reader's program finds it, blanks folded.
func pagesOf(t *testing.T, path string) []string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed (Debian: poppler-utils); the text of the PDF is not read back")
	}
	out, err := exec.Command(tool, "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for page := range strings.SplitSeq(strings.TrimSuffix(string(out), "\f"), "\f") {
		pages = append(pages, fold(page))
	}
	return pages
}

func textOf(t *testing.T, path string) string { return strings.Join(pagesOf(t, path), " ") }

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// expect fails for each phrase that the text lacks.
func expect(t *testing.T, text string, phrases ...string) {
	t.Helper()
	for _, p := range phrases {
		if !strings.Contains(text, fold(p)) {
			t.Errorf("the plan does not say %q", p)
		}
	}
}
