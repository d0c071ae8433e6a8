package cli

import (
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"forethought/assets"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// schoolsOf makes a workbook with invented schools.
func schoolsOf(t *testing.T, p *person, schools int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "district.forethought")
	p.types(Done, "new", file)
	names := []string{"Birch Lane", "Zoë Łukasz Elementary", "École des Érables", "Harbor / Quay: North"}
	var changes []workbook.Change
	for i := range schools {
		name := fmt.Sprintf("School %02d", i+1)
		if i < len(names) {
			name = names[i]
		}
		changes = append(changes, workbook.Add(workbook.SchoolEntity, storage.NewID(), workbook.School{Name: name, District: "Cedar Valley"})...)
	}
	apply(t, file, changes)
	return file
}

// apply makes changes in a workbook behind the command line's back.
func apply(t *testing.T, file string, changes []workbook.Change) {
	t.Helper()
	w := openBook(t, file)
	if _, err := w.Apply(context.Background(), workbook.Author{Name: "Ada", Seat: "a"}, changes); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func openBook(t *testing.T, file string) *storage.Workbook {
	t.Helper()
	w, err := storage.Open(context.Background(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func read(t *testing.T, file string) ([]workbook.School, map[string]workbook.Answers) {
	t.Helper()
	w := openBook(t, file)
	schools, err := w.Schools(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	answers, err := w.AllAnswers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return schools, answers
}

// entries are what is written into a form: field names with values.
type entries map[string]string

// filled has another program fill a form in.
func filled(from, to string, values entries) error {
	var data strings.Builder
	data.WriteString(`<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><fields>`)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		data.WriteString(`<field name="` + name + `"><value>`)
		if err := xml.EscapeText(&data, []byte(values[name])); err != nil {
			return err
		}
		data.WriteString(`</value></field>`)
	}
	data.WriteString(`</fields></xfdf>`)
	sheet := to + ".xfdf"
	if err := os.WriteFile(sheet, []byte(data.String()), 0o600); err != nil {
		return err
	}
	defer os.Remove(sheet)
	run := exec.Command("pdftk", from, "fill_form", sheet, "output", to)
	run.Env = append(os.Environ(), "JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
	if out, err := run.CombinedOutput(); err != nil {
		return fmt.Errorf("pdftk: %v: %s", err, out)
	}
	return nil
}

func needPDFtk(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("pdftk"); err != nil {
		t.Skip("pdftk is not installed; install pdftk-java to have forms filled by another program")
	}
}

// A district of 40 invented schools: the forms go out, pdftk fills them, and every answer
// comes back right.
func TestFortyFormsGoOutAreFilledAndComeBack(t *testing.T) {
	needPDFtk(t)
	p := sitDown(t)
	file := schoolsOf(t, p, 40)
	out, back := filepath.Join(t.TempDir(), "out"), t.TempDir()
	p.types(Done, "form", "--workbook", file, "--all", "-o", out).reads("40 forms")
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	schools, _ := read(t, file)
	names := export.FormNames(schools, p.env.Words)
	want := map[string]workbook.Answers{}
	notes := []string{"Łódź, ß and ☃: 😀", "Two lines:\nthe second (in brackets) \\ a backslash", "“Quoted” – dashed", "<tags> & more"}
	var filling sync.WaitGroup
	two := make(chan bool, 2)
	for i, s := range schools {
		values, answers := entries{}, workbook.Answers{}
		for n := range 5 { // every status, note, owner and date, at other items for each school
			it := c.Items[(i*3+n*7)%len(c.Items)]
			a := workbook.BlankAnswer(s.ID, it.ID)
			a.Status = workbook.Statuses()[n]
			a.Owner = fmt.Sprintf("Zoë Łukasz %d", i)
			a.Note = fmt.Sprintf("%s (%d)", notes[(i+n)%len(notes)], i)
			a.Target = workbook.Date("2027-08-14").AddDays(i)
			date := string(a.Target)
			if i%2 == 1 {
				date = a.Target.Time().Format("1/2/2006")
			}
			if a.Status == workbook.NotNecessary {
				a.Reason = fmt.Sprintf("No such place at %s", s.Name)
			}
			typed := entries{"status": string(a.Status), "owner": a.Owner, "note": a.Note, "target": date, "reason": a.Reason}
			for field, value := range typed {
				values["a."+it.ID+"."+field] = value
			}
			answers[it.ID] = a
		}
		want[s.ID] = answers
		filling.Add(1)
		go func() {
			defer filling.Done()
			two <- true
			defer func() { <-two }()
			if err := filled(filepath.Join(out, names[i]), filepath.Join(back, names[i]), values); err != nil {
				t.Error(err)
			}
		}()
	}
	filling.Wait()
	p.types(Done, "import", "form", "--workbook", file, "--accept", "--author", "Ada", back).
		reads("New: 200.", "To decide: 0.", "Cannot be taken: 0.")
	_, answers := read(t, file)
	for _, s := range schools {
		if len(answers[s.ID]) != len(want[s.ID]) {
			t.Errorf("%s has %d answers, want %d", s.Name, len(answers[s.ID]), len(want[s.ID]))
		}
		for id, a := range want[s.ID] {
			if got := answers[s.ID][id]; !workbook.Same(got, a) {
				t.Errorf("%s, %s: %+v, want %+v", s.Name, id, got, a)
			}
		}
	}
	w := openBook(t, file)
	defer func() { _ = w.Close() }()
	if _, err := w.Undo(context.Background(), workbook.Author{Name: "Ada", Seat: "command line Ada"}); err != nil {
		t.Fatal(err)
	}
	if after, err := w.AllAnswers(context.Background()); err != nil || len(after) != 0 {
		t.Errorf("one step of undo leaves the answers of %d schools (%v)", len(after), err)
	}
}

// What a form would change is shown first; nothing is written before it is accepted.
func TestAFilledFormIsShownBeforeItIsTaken(t *testing.T) {
	needPDFtk(t)
	p := sitDown(t)
	file := schoolsOf(t, p, 2)
	folder := t.TempDir()
	form, back := filepath.Join(folder, "birch.pdf"), filepath.Join(folder, "back", "birch.pdf")
	p.types(Done, "form", "--workbook", file, "--school", "Birch", "--prepared-by", "Ada", "-o", form).reads(form, "pages")
	if err := os.Mkdir(filepath.Dir(back), 0o700); err != nil {
		t.Fatal(err)
	}
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	first, second := c.Items[0], c.Items[1]
	if err := filled(form, back, entries{
		"a." + first.ID + ".status": "needed", "a." + first.ID + ".target": "soon", "a." + second.ID + ".owner": "Bea",
	}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(back), "letter.txt"), []byte("Dear all"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := filled(form, filepath.Join(filepath.Dir(back), "twice.pdf"), entries{"a." + second.ID + ".owner": "Bob"}); err != nil {
		t.Fatal(err)
	}
	lines := []string{
		"birch.pdf, page 1: New: " + first.Title + " (Birch Lane) · status: Needed",
		"birch.pdf, page 2: To decide: " + second.Title,
		"birch.pdf, page 1: " + first.Title + ": target date: “soon” is not a date.",
		"letter.txt is not a form", "twice.pdf and birch.pdf are the same form, filled in differently",
		"New: 1. Changes: 0. The same: 0. To decide: 2. Cannot be taken: 1.",
	}
	p.types(Done, "import", "form", "--workbook", file, filepath.Dir(back)).reads(lines...)
	p.types(CouldNot, "import", "form", "--workbook", file, "--accept", filepath.Dir(back)).isTold("1")
	if _, answers := read(t, file); len(answers) != 0 {
		t.Fatal("answers were written without being accepted whole")
	}
	p.types(Done, "import", "form", "--workbook", file, "--accept", "--skip-faulty", filepath.Dir(back))
	schools, answers := read(t, file)
	want := workbook.BlankAnswer(schools[0].ID, first.ID)
	want.Status = workbook.Needed
	if got := answers[schools[0].ID]; len(got) != 1 || !workbook.Same(got[first.ID], want) {
		t.Errorf("the answers are %+v", got)
	}
}

func TestFormsThatCannotBeMadeOrReadSayWhy(t *testing.T) {
	p := sitDown(t)
	file := schoolsOf(t, p, 2)
	out := filepath.Join(t.TempDir(), "out")
	p.types(WrongUsage, "form", "--workbook", file, "-o", out).isTold("Birch Lane")
	p.types(WrongUsage, "form", "--workbook", file, "--all", "--school", "Birch", "-o", out).isTold("not both")
	p.types(WrongUsage, "form", "--workbook", file, "--school", "Birch", "-o", file).isTold(file)
	p.types(Done, "form", "--workbook", file, "--all", "-o", out).reads("2 forms")
	p.types(CouldNot, "form", "--workbook", file, "--all", "-o", out).isTold("There is already a file", "Birch Lane form.pdf")
	if got := listing(t, out); len(got) != 2 {
		t.Errorf("the folder holds %q", got)
	}
	p.types(CouldNot, "import", "form", "--workbook", file, filepath.Join(out, "gone.pdf"))
	p.reads("gone.pdf is not there")
	p.types(Done, "import", "form", "--workbook", file, out).reads("came back as it went out", "Nothing was written")
}
