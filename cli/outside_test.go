package cli

import (
	"path/filepath"
	"strings"
	"testing"
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
