package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"forethought/storage"
	"forethought/workbook"
)

func TestCheckingDoesNotChangeAWorkbook(t *testing.T) {
	p, file := withTheSample(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p.types(Done, "check", file).reads(file, "March 2027") // the last of the sample's days
	after, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the workbook has changed: %v", err)
	}
	if got := listing(t, filepath.Dir(file)); len(got) != len(sampleFiles) {
		t.Errorf("checking left files beside: %v", got)
	}
}

func TestWhatIsNoWorkbookIsNamed(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	for name, c := range map[string]struct {
		content, want string
	}{
		"letter.docx":       {"PK\x03\x04 a letter", "is not a Forethought workbook"},
		"empty.forethought": {"", "is not a Forethought workbook"},
	} {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, line := range [][]string{
			{"check", file},
			{"report", "action-plan", "--workbook", file, "-o", filepath.Join(folder, "x.pdf")},
		} {
			p.types(CouldNot, line...).isTold(name, c.want, ".forethought")
		}
		if data, err := os.ReadFile(file); err != nil || string(data) != c.content {
			t.Errorf("%s has changed: %v", name, err)
		}
	}
	p.types(CouldNot, "check", filepath.Join(folder, "gone.forethought")).isTold("gone.forethought is not there")
}

func TestADamagedWorkbookIsNotSound(t *testing.T) {
	p, file := withTheSample(t)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// The second half of the file is overwritten; its head still says what it is.
	copy(data[len(data)/2:], bytes.Repeat([]byte{0xAA}, len(data)/2))
	damaged := filepath.Join(t.TempDir(), "damaged.forethought")
	if err := os.WriteFile(damaged, data, 0o600); err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "check", damaged)
	if said := p.err.String(); !strings.Contains(said, "not sound") && !strings.Contains(said, "damaged") {
		t.Errorf("told %q", said)
	}
	left, err := os.ReadFile(damaged)
	if err != nil || !bytes.Equal(left, data) {
		t.Errorf("the damaged file has changed: %v", err)
	}
}

func TestTheBuiltInCaseIsCounted(t *testing.T) {
	sitDown(t).types(Done, "case", "check").reads("has no faults", "beslan-2004, version 1", "63 checklist items",
		"16 in Pre-attack indicators: 10 of the dossier, 6 added", "15 in Prevention opportunities: 8 of the dossier",
		"18 in Response: 6 of the dossier", "14 in Aftermath: 4 of the dossier", "open questions",
		"events of the timeline", "figures on which", "5 sources", "places in the sources", "suggested measures",
		"Exercise library “Event day tabletop” (for beslan-2004", "14 objectives", "63 injects", "55 discussion questions")
}

func TestACaseOfOnesOwnIsChecked(t *testing.T) {
	p := sitDown(t)
	whole, err := os.ReadFile(filepath.Join("..", "assets", "cases", "beslan-2004.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sound := write("sound.yaml", whole)
	p.types(Done, "case", "check", sound).reads("has no faults", "63 checklist items")

	line := 1 + bytes.Count(whole[:bytes.Index(whole, []byte("checklist: indicators"))], []byte("\n"))
	wrong := write("wrong.yaml", bytes.Replace(whole, []byte("checklist: indicators"), []byte("checklist: hints"), 1))
	p.types(CouldNot, "case", "check", wrong).isTold("has 1 fault.")
	where, what, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(p.out.String(), wrong+":")), ": ")
	if want := "items[0].checklist: “hints” is not one of the allowed words"; what != want {
		t.Errorf("the fault reads %q, want %q", what, want)
	}
	if n := strings.TrimSpace(where); n != strconv.Itoa(line) {
		t.Errorf("the fault is placed on line %s, want %d", n, line)
	}

	p.types(CouldNot, "case", "check", write("latin.yaml", []byte("id: caf\xe9\n"))).isTold("latin.yaml, line 1", "UTF-8")
	p.types(CouldNot, "case", "check", write("broken.yaml", []byte("id: [\n"))).reads("broken.yaml:").isTold("1 fault")
	p.types(CouldNot, "case", "check", filepath.Join(folder, "gone.yaml")).isTold("gone.yaml is not there")
}

func TestAnExerciseLibraryOfOnesOwnIsChecked(t *testing.T) {
	p := sitDown(t)
	whole, err := os.ReadFile(filepath.Join("..", "assets", "exercises", "beslan-2004.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "library.yaml")
	for _, tc := range []struct {
		old, new, out string
		code          int
	}{
		{"version: 1", "version: 2", "has no faults. It holds:", Done},
		{"share: 40", "share: 50", "modules: the shares of the modules add up to 110, not to 100", CouldNot},
		{"{zone|the gym}", "{zone}", "“{zone}” is no place that can be filled", CouldNot},
	} {
		if err := os.WriteFile(file, bytes.Replace(whole, []byte(tc.old), []byte(tc.new), 1), 0o600); err != nil {
			t.Fatal(err)
		}
		p.types(tc.code, "case", "check", file).reads(tc.out)
	}
}

func TestCheckingCountsFilesOfEvidenceAndFindsADamagedOne(t *testing.T) {
	p, file := withTheSample(t)
	atWork(t, file, storage.Options{}, func(ctx context.Context, w *storage.Workbook, schools []workbook.School) error {
		of := func(name, text string) workbook.FileToAttach {
			return workbook.FileToAttach{
				Attachment: workbook.Attachment{SchoolID: schools[0].ID, ItemID: "gates", Name: name},
				Open:       func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil },
			}
		}
		author := workbook.Author{Name: "Jordan Lee", Seat: "seat"}
		if _, err := w.Attach(ctx, author, []workbook.FileToAttach{of("walk.txt", "The north gate was open."), of("gone.txt", strings.Repeat("x", 2048))}); err != nil {
			return err
		}
		all, err := w.Attachments(ctx, "")
		if err == nil {
			_, err = w.Apply(ctx, author, workbook.Remove(workbook.AttachmentEntity, all[1].ID))
		}
		return err
	})
	p.types(Done, "check", file).reads("1 file of evidence, 24 B; 1 removed file kept for undo, 2 kB")
	data, err := os.ReadFile(file)
	if err != nil || bytes.Count(data, []byte("The north gate was open.")) != 1 {
		t.Fatalf("the content does not stand in the file once (%v)", err)
	}
	if err := os.WriteFile(file, bytes.Replace(data, []byte("The north gate was open."), []byte("The north gate was shut."), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "check", file).isTold("is not sound: 1 finding")
}

func TestAWorkbookBesideAForeignJournalIsLeftAlone(t *testing.T) {
	p, file := withTheSample(t)
	if err := os.Mkdir(file+"-journal", 0o700); err != nil {
		t.Fatal(err)
	}
	before := bytesOf(t, file)
	p.types(CouldNot, "check", file).isTold(file+" was not opened: beside it lies "+filepath.Base(file)+"-journal", "Move", "into another folder")
	p.types(CouldNot, "extract", "--workbook", file, "--school", "Willow", "-o", filepath.Join(t.TempDir(), "part.forethought")).isTold("was not opened")
	other := filepath.Join(t.TempDir(), "new.forethought")
	writeFile(t, other+"-journal", "left")
	p.types(CouldNot, "new", other).isTold("was not written: there lies new.forethought-journal", "Choose another name")
	if !bytes.Equal(before, bytesOf(t, file)) || exists(other) {
		t.Error("something was written")
	}
}
