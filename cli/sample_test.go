package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sampleFiles are what the sample leaves, in the order of a listing.
var sampleFiles = []string{
	"cedar-valley.forethought",
	"harbor-street-middle-school-action-plan.pdf",
	"north-ridge-high-school-action-plan.pdf",
	"willow-creek-elementary-school-action-plan.pdf",
}

// sampleFolder holds the sample that the tests copy. It is written by the first that asks.
var sampleFolder string

func TestMain(m *testing.M) {
	code := m.Run()
	if sampleFolder != "" {
		_ = os.RemoveAll(sampleFolder)
	}
	os.Exit(code)
}

// withTheSample puts the sample into a folder of the test's own and gives the path of its
// workbook.
func withTheSample(t *testing.T) (*person, string) {
	t.Helper()
	p := sitDown(t)
	if sampleFolder == "" {
		folder, err := os.MkdirTemp("", "forethought-test-")
		if err != nil {
			t.Fatal(err)
		}
		sampleFolder = folder
		p.types(Done, "sample", sampleFolder)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(sampleFolder)); err != nil {
		t.Fatal(err)
	}
	return p, filepath.Join(folder, sampleName)
}

func TestTheSampleIsWrittenAndItsPathsPrinted(t *testing.T) {
	p := sitDown(t)
	folder := filepath.Join(t.TempDir(), "not there yet", "out")
	p.types(Done, "sample", folder)
	var want []string
	for _, name := range sampleFiles {
		want = append(want, filepath.Join(folder, name))
	}
	if got := strings.Split(strings.TrimSpace(p.out.String()), "\n"); !slices.Equal(got, want) {
		t.Errorf("printed %q, want %q", got, want)
	}
	if got := listing(t, folder); !slices.Equal(got, sampleFiles) {
		t.Errorf("the folder holds %v, want %v", got, sampleFiles)
	}
	for _, path := range want[1:] {
		data, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("%s is not a PDF: %v", path, err)
		}
	}
	p.types(Done, "check", want[0]).reads("3 schools", "23 zones", "98 answers", "26 actions", "in 25 steps",
		"Integrity    ok", "References   ok", "History      ok")
}

func TestAnEarlierSampleIsKeptUnlessForced(t *testing.T) {
	p, file := withTheSample(t)
	folder := filepath.Dir(file)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "sample", folder).isTold("already a file "+file, "left as it was", "--force")
	after, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the workbook has changed: %v", err)
	}
	p.types(Done, "sample", folder, "--force", "--paper", "a4").reads(file)
	forced, err := os.ReadFile(file)
	if err != nil || bytes.Equal(before, forced) {
		t.Errorf("the workbook was not written anew: %v", err)
	}
	if got := listing(t, folder); !slices.Equal(got, sampleFiles) {
		t.Errorf("the folder holds %v, want %v", got, sampleFiles)
	}
}

func TestADocumentOfTheSameNameIsKeptToo(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	mine := filepath.Join(folder, sampleFiles[3])
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "sample", folder).isTold("already a file " + mine)
	if got := listing(t, folder); len(got) != 1 {
		t.Errorf("the folder holds %v, want only what was there", got)
	}
	if data, err := os.ReadFile(mine); err != nil || string(data) != "mine" {
		t.Errorf("the document has changed: %q, %v", data, err)
	}
}

func TestAWorkbookInTheMiddleOfAChangeIsNeverReplaced(t *testing.T) {
	p, file := withTheSample(t)
	if err := os.WriteFile(file+"-journal", []byte("a change that was not finished"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "sample", filepath.Dir(file), "--force").isTold("in use by another program")
}

func TestAFolderThatIsAFileGetsASentence(t *testing.T) {
	p := sitDown(t)
	file := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "sample", file).isTold("cannot be written")
}

func TestFileNamesSuitEverySystem(t *testing.T) {
	for name, want := range map[string]string{
		"Willow Creek Elementary School": "willow-creek-elementary-school",
		`St. Mary's / "North": K–8?`:     "st-mary-s-north-k-8",
		"Szkoła Żółta":                   "szkoła-żółta",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%s becomes %s, want %s", name, got, want)
		}
	}
}

// A large invented district is a sound workbook, and the same each time.
func TestALargeDistrictIsWritten(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "district-of-12.forethought")
	p.types(Done, "sample", folder, "--schools", "12").reads(file)
	if got := listing(t, folder); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
	p.types(Done, "check", file).reads("12 schools", "396 answers", "in 24 steps")
	p.types(Done, "history", "--workbook", file, "--limit", "0")
	first := p.out.String()
	p.types(CouldNot, "sample", folder, "--schools", "12").isTold("already a file "+file, "--force")
	p.types(Done, "sample", folder, "--schools", "12", "--force")
	p.types(Done, "history", "--workbook", file, "--limit", "0")
	if p.out.String() != first {
		t.Error("the second is another district")
	}
	for _, n := range []string{"-1", "20001"} {
		p.types(WrongUsage, "sample", folder, "--schools="+n).isTold("1 to 20000", n)
	}
}
