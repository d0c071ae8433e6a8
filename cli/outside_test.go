package cli

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestWhatIsGivenAsNothingIsMissing(t *testing.T) {
	p, file := withTheSample(t)
	t.Chdir(t.TempDir())
	book := []string{"--workbook", file}
	for _, tc := range []struct {
		missing string
		line    []string
	}{
		{"FILE", []string{"new", ""}},
		{"FOLDER", []string{"sample", " "}},
		{"FILE", []string{"check", ""}},
		{"FILE", append([]string{"import", "schools", ""}, book...)},
		{"FILE", append([]string{"import", "form", "form.pdf", ""}, book...)},
		{"FILE", append([]string{"import", "form"}, book...)},
		{"--workbook FILE", []string{"import", "undo", "--workbook", ""}},
		{"--out FILE", append([]string{"export", "csv", "-o", ""}, book...)},
		{"--out FILE", []string{"report", "case-brief", "-o", ""}},
	} {
		p.types(WrongUsage, tc.line...).isTold("This is missing: " + tc.missing + ". ")
	}
	if left := listing(t, "."); len(left) > 0 {
		t.Errorf("something was written: %q", left)
	}
}

func TestAMarkOrANameOfPagesIsRefusedBeforeAnythingIsDrawn(t *testing.T) {
	p, file := withTheSample(t)
	out := filepath.Join(t.TempDir(), "x")
	long := strings.Repeat("x", 201)
	for option, verbs := range map[string][]string{
		"--handling":    {"report action-plan", "report checklist", "report walk-around", "report district-plan", "report board-summary", "report case-brief", "form"},
		"--prepared-by": {"report action-plan", "form", "export xlsx"},
	} {
		for _, verb := range verbs {
			for _, text := range []string{long, "one\ntwo"} {
				line := append(strings.Fields(verb), "--workbook", file, "-o", out, option, text)
				p.types(WrongUsage, line...).isTold(option + " is longer than 200 characters, or more than one line.")
			}
		}
	}
	p.types(Done, "report", "action-plan", "--workbook", file, "--school", "Willow", "-o", out, "--handling", long[1:], "--prepared-by", long[1:])
}

var streamBegins = regexp.MustCompile(`stream\r?\n`)

// unpacked are the contents of a document: as they stand, and with what is compressed in
// it, a PDF's streams or a spreadsheet's parts.
func unpacked(t *testing.T, path string) [][]byte {
	t.Helper()
	whole := []byte(exported(t, path))
	contents := [][]byte{whole}
	take := func(r io.Reader) {
		data, _ := io.ReadAll(r) // what follows a PDF's stream is no part of it
		contents = append(contents, data)
	}
	switch filepath.Ext(path) {
	case ".pdf":
		for _, at := range streamBegins.FindAllIndex(whole, -1) {
			if r, err := zlib.NewReader(bytes.NewReader(whole[at[1]:])); err == nil {
				take(r)
			}
		}
	case ".xlsx":
		parts, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			take(r)
		}
	default:
		return contents
	}
	if len(contents) < 3 {
		t.Fatalf("%s could not be unpacked", path)
	}
	return contents
}

func TestNoLoginNameHostNameOrPathGoesIntoADocument(t *testing.T) {
	p, file := withTheSample(t)
	own := filepath.Join(t.TempDir(), "folder-of-gwendolyn")
	marks := []string{"folder-of-gwendolyn", "login-gwendolyn", filepath.Dir(file)}
	for _, name := range []string{"HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, own)
	}
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		t.Setenv(name, "login-gwendolyn")
	}
	if err := os.Mkdir(own, 0o700); err != nil {
		t.Fatal(err)
	}
	if host, err := os.Hostname(); err == nil && len(host) > 4 {
		marks = append(marks, host)
	}
	if u, err := user.Current(); err == nil && len(u.Username) > 4 {
		marks = append(marks, u.Username)
	}

	out := func(name string) string { return filepath.Join(own, name) }
	book := out("book.forethought")
	if err := os.WriteFile(book, []byte(exported(t, file)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, verb := range map[string]string{
		"plan.pdf": "report action-plan --school Willow", "checklist.pdf": "report checklist --school Willow",
		"walk.pdf": "report walk-around --school Willow", "district.pdf": "report district-plan",
		"board.pdf": "report board-summary", "case.pdf": "report case-brief", "form.pdf": "form --school Willow",
		"tables.xlsx": "export xlsx", "actions.csv": "export csv", "answers.csv": "export csv --table answers",
		"matrix.csv": "export csv --table matrix", "days.ics": "export ics",
	} {
		p.types(Done, append(strings.Fields(verb), "--workbook", book, "-o", out(name))...)
	}
	if err := os.WriteFile(out("schools.csv"), []byte("Name\nOak\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.types(Done, "import", "schools", out("schools.csv"), "--workbook", book, "--accept")
	p.types(Done, "new", out("new.forethought"))

	if list := listing(t, own); len(list) != 15 {
		t.Errorf("the folder holds %q", list) // nothing but what was asked for
	}
	for _, name := range listing(t, own) {
		for _, content := range unpacked(t, out(name)) {
			for _, mark := range marks {
				var wide bytes.Buffer
				for _, unit := range utf16.Encode([]rune(mark)) {
					wide.Write([]byte{byte(unit >> 8), byte(unit)})
				}
				if bytes.Contains(content, []byte(mark)) || bytes.Contains(content, wide.Bytes()) {
					t.Errorf("%s holds %q", name, mark)
				}
			}
		}
	}
}
