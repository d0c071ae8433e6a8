package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"forethought/workbook"
)

func (b *bench) reports() *reports { return b.shell.screen(reportsScreen).(*reports) }

// pick picks a kind of document as a tap on its row does.
func (b *bench) pick(code string) {
	b.t.Helper()
	s := b.reports()
	for i, k := range s.kinds {
		if k.code == code {
			s.rows.Select(i)
			b.settle()
			return
		}
	}
	b.t.Fatalf("there is no %s", code)
}

// saidIn is all that a part of the window says.
func saidIn(o fyne.CanvasObject) string { return strings.Join(wordsIn(o), "\n") }

// sees waits until a part of the window says something; the preview is made beside the window.
func (b *bench) sees(o fyne.CanvasObject, want string) {
	b.t.Helper()
	for range 100 {
		if strings.Contains(saidIn(o), want) {
			return
		}
		b.settle()
	}
	b.t.Errorf("the window says %q, want %q", saidIn(o), want)
}

// writes presses the button and waits until the window says that the file is written.
func (b *bench) writes(name string) string {
	b.t.Helper()
	s := b.reports()
	s.done.Hide()
	b.asked.answer = filepath.Join(b.dir, name)
	s.write.Tapped(nil)
	for range 100 {
		b.settle()
		if s.done.Visible() && b.desk.modal == nil {
			return b.asked.answer
		}
	}
	b.t.Fatalf("%s is not written; the window says %q", name, b.told())
	return ""
}

func TestEveryKindOfDocumentIsWrittenAndSaysWhatItHolds(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	for code, want := range map[string]string{
		"action-plan": "improvement actions", "checklist": "63 items", "walk-around": "one for each zone", "case-brief": "63 lessons",
		"district-plan": "A page for each of 3 schools", "board-summary": "decisions that the board is asked for", "school-summary": "decisions that the board is asked for",
	} {
		b.pick(code)
		s := b.reports()
		b.sees(s.contents, want)
		data, err := os.ReadFile(b.writes(code + ".pdf"))
		if err != nil || !strings.HasPrefix(string(data), "%PDF-") {
			t.Errorf("%s: %v", code, err)
		}
		if said := saidIn(s.done); !strings.Contains(said, b.desk.text("report.kind."+code)) {
			t.Errorf("%s: the window says %q", code, said)
		}
	}
}

func TestAPublicCopySaysBeforehandWhatItLeavesOut(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.desk.prefs.setAuthor("Jordan Lee", "")
	b.open(reportsScreen)
	b.pick("action-plan")
	s := b.reports()
	s.audience.Choose(string(workbook.PublicAudience))
	b.settle()
	for _, want := range []string{"needed, in progress or not assessed", "zones", "notes", "owners", "Phone numbers"} {
		b.sees(s.leftOut, want)
	}
	if s.preparedBox.Visible() || s.handling.Text != "" {
		t.Error("a public copy asks for a name or bears a mark")
	}
	path := b.writes("public.pdf")
	if said := saidIn(s.done); !strings.Contains(said, "zones") {
		t.Errorf("afterwards the window says %q", said)
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed; the file is not read back")
	}
	out, err := exec.Command(tool, path, "-").Output()
	if err != nil || strings.Contains(string(out), "Needed") || strings.Contains(string(out), "Jordan Lee") {
		t.Errorf("the public copy says %.300q (%v)", out, err)
	}
	s.audience.Choose(string(workbook.FullAudience))
	b.settle()
	if !s.preparedBox.Visible() || s.handling.Text == "" {
		t.Error("a full copy does not ask for a name or bears no mark")
	}
}

func TestTheLastKindAndAudienceAreKept(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	b.pick("checklist")
	b.reports().audience.Choose(string(workbook.PartnersAudience))
	b.settle()
	b.shell.rebuild() // as at the next start
	b.open(reportsScreen)
	if s := b.reports(); s.kind.code != "checklist" || s.reads() != workbook.PartnersAudience {
		t.Errorf("kept are %s and %s", s.kind.code, s.reads())
	}
}

func TestAHandlingMarkBelongsToItsAudience(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	b.pick("action-plan")
	s := b.reports()
	s.handling.Put("Ours alone")
	b.desk.prefs.SetString(s.markPref(), "Ours alone")
	s.audience.Choose(string(workbook.PublicAudience))
	b.settle()
	if s.handling.Text != "" {
		t.Errorf("the public copy bears %q", s.handling.Text)
	}
	s.audience.Choose(string(workbook.FullAudience))
	b.settle()
	if s.handling.Text != "Ours alone" {
		t.Errorf("the full copy bears %q", s.handling.Text)
	}
}

func TestWithoutASchoolTheCaseBriefAloneIsWritten(t *testing.T) {
	b := newBench(t)
	w, err := b.desk.shelf.Create(t.Context(), filepath.Join(b.dir, "empty.forethought"))
	if err != nil {
		t.Fatal(err)
	}
	b.desk.prefs.SetBool("care."+b.desk.theCase.ID, true)
	b.desk.setBook(w)
	b.settle()
	b.open(reportsScreen)
	b.pick("checklist")
	if s := b.reports(); !s.write.Disabled() || !strings.Contains(saidIn(s.contents), "Add a school first") {
		t.Error("a checklist of no school can be written")
	}
	b.pick("case-brief")
	if _, err := os.Stat(b.writes("brief.pdf")); err != nil {
		t.Error(err)
	}
}

func TestAPublicDistrictPlanAndSummarySayNothingOfGaps(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	for _, code := range []string{"district-plan", "board-summary", "school-summary"} {
		b.pick(code)
		s := b.reports()
		s.audience.Choose(string(workbook.PublicAudience))
		b.settle()
		if said := saidIn(s.contents); !strings.Contains(said, "in place") || strings.Contains(said, "overdue") {
			t.Errorf("%s: the preview says %q", code, said)
		}
		if left := saidIn(s.leftOut); !strings.Contains(left, "needed, in progress or not assessed") || !strings.Contains(left, "actions, with their owners") {
			t.Errorf("%s leaves out %q", code, left)
		}
		if data, err := os.ReadFile(b.writes(code + ".pdf")); err != nil || !strings.HasPrefix(string(data), "%PDF-") {
			t.Errorf("%s: %v", code, err)
		}
	}
}
