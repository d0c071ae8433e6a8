package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"forethought/assets"
	"forethought/storage"
)

// aDay is the day on which the tests take place.
var aDay = time.Date(2027, time.March, 3, 11, 30, 0, 0, time.UTC)

// person sits at a command line.
type person struct {
	t        *testing.T
	env      Env
	out, err bytes.Buffer
	opened   []string
}

func sitDown(t *testing.T) *person {
	t.Helper()
	words := assets.OpenLanguage(assets.English)
	p := &person{t: t}
	p.env = Env{
		Stdout: &p.out, Stderr: &p.err, Words: words, Version: "1.2.3",
		Now: func() time.Time { return aDay }, NewID: storage.NewID, Case: assets.LoadBuiltInCase,
		BackupDir:  filepath.Join(t.TempDir(), "backups"),
		HasDisplay: func() bool { return true },
		OpenWindow: func(path string) error { p.opened = append(p.opened, path); return nil },
	}
	return p
}

// types enters a line and checks how it ends.
func (p *person) types(code int, args ...string) *person {
	p.t.Helper()
	p.out.Reset()
	p.err.Reset()
	if got := Main(context.Background(), args, p.env); got != code {
		p.t.Fatalf("forethought %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), got, code, &p.out, &p.err)
	}
	if code == Done && p.err.Len() > 0 {
		p.t.Errorf("forethought %s is done and complains: %s", strings.Join(args, " "), &p.err)
	}
	if code != Done && strings.Count(p.err.String(), "\n") != 1 {
		p.t.Errorf("forethought %s: want one line of complaint, got %q", strings.Join(args, " "), &p.err)
	}
	if said := p.out.String() + p.err.String(); strings.Contains(said, "[cli.") || strings.Contains(said, "<no value>") {
		p.t.Errorf("words are missing: %s", said)
	}
	return p
}

// reads checks what stands on standard output.
func (p *person) reads(want ...string) *person {
	p.t.Helper()
	for _, w := range want {
		if !strings.Contains(p.out.String(), w) {
			p.t.Errorf("standard output lacks %q:\n%s", w, &p.out)
		}
	}
	return p
}

// isTold checks what stands on standard error.
func (p *person) isTold(want ...string) *person {
	p.t.Helper()
	for _, w := range want {
		if !strings.Contains(p.err.String(), w) {
			p.t.Errorf("standard error lacks %q:\n%s", w, &p.err)
		}
	}
	return p
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func listing(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestWithoutAVerbTheWindowOpens(t *testing.T) {
	p := sitDown(t)
	file := filepath.Join(t.TempDir(), "plan.forethought")
	p.types(Done, "new", file)
	p.types(Done)
	p.types(Done, file)
	if !slices.Equal(p.opened, []string{"", file}) {
		t.Errorf("opened %q, want the window alone and then with the workbook", p.opened)
	}
}

func TestAWorkbookThatIsNotThereOpensNoWindow(t *testing.T) {
	p := sitDown(t)
	p.types(CouldNot, filepath.Join(t.TempDir(), "gone.forethought")).isTold("gone.forethought is not there", "Check the name")
	if len(p.opened) > 0 {
		t.Error("the window was opened all the same")
	}
}

func TestWithoutADisplayThePersonLearnsWhatWorks(t *testing.T) {
	p := sitDown(t)
	p.env.HasDisplay = func() bool { return false }
	p.types(CouldNot).isTold("no display", "forethought sample ."+string(filepath.Separator)+"out")
	if len(p.opened) > 0 {
		t.Error("the window was opened all the same")
	}
}

func TestAWindowThatFailsIsToldInASentence(t *testing.T) {
	p := sitDown(t)
	p.env.OpenWindow = func(string) error { return errors.New("no driver") }
	p.types(CouldNot).isTold("Something went wrong: no driver")
}

func TestAWrongLineIsExplained(t *testing.T) {
	p := sitDown(t)
	for _, c := range []struct {
		line string
		want []string
	}{
		{"chekc", []string{"“chekc” is neither a verb nor a file"}},
		{"chekc a.forethought", []string{"“chekc” is neither a verb nor a file"}},
		{"check", []string{"missing: FILE"}},
		{"sample", []string{"missing: FOLDER"}},
		{"check a b", []string{"“b” is one word too many"}},
		{"check --loud a", []string{"no option --loud"}},
		{"case", []string{"A verb is missing: check"}},
		{"report", []string{"A verb is missing: action-plan, district-plan, board-summary, checklist, walk-around, case-brief"}},
		{"report action-plan", []string{"missing: --out FILE, --workbook FILE"}},
		{"report action-plan --workbook", []string{"--workbook needs a value"}},
		{"report action-plan --workbook a -o b.pdf --paper legal", []string{"“legal” is not a paper", "letter or a4"}},
		{"report action-plan --workbook a -o b.pdf --audience everyone", []string{"“everyone” is not an audience", "full, partners or public"}},
		{"report checklist --workbook a -o b.pdf --checklist doors", []string{"“doors” is not a checklist", "prevention"}},
		{"report walk-around --workbook a -o b.pdf --audience public", []string{"holds no answers", "leave --audience out"}},
		{"report case-brief -o b.pdf --audience public", []string{"holds nothing of a school", "leave --audience out"}},
		{"report case-brief -o b.pdf --school Maple", []string{"the case alone", "leave --school out"}},
		{"report case-brief -o b.forethought", []string{"is a workbook"}},
		{"sample here --paper A5", []string{"“A5” is not a paper"}},
		{"version now", []string{"“now” is one word too many"}},
	} {
		p.types(WrongUsage, strings.Fields(c.line)...).isTold(append(c.want, "--help")...)
	}
	if exists("here") {
		t.Error("a line that was wrong made a folder")
	}
}

func TestHelpIsThereForEveryVerb(t *testing.T) {
	p := sitDown(t)
	p.types(Done, "--help").reads("Usage:", "forethought [FILE]", "new FILE", "sample FOLDER", "check FILE",
		"case check [FILE]", "report action-plan", "version", "exit code")
	p.types(Done, "report", "action-plan", "--help").reads(
		"report action-plan --workbook FILE --out FILE [options]", "--school NAME", "--paper letter|a4",
		"Without it: letter", "--audience full|partners|public", "--prepared-by NAME", "--handling MARK", "-o, --out FILE", "-h, --help")
	k, err := parser(&p.env)
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	_ = kong.Visit(k.Model.Node, func(n kong.Visitable, next kong.Next) error {
		node, ok := n.(*kong.Node)
		if !ok || node.Type == kong.ApplicationNode {
			return next(nil)
		}
		p.types(Done, append(strings.Fields(node.Path()), "-h")...).reads("Usage:", strings.Fields(node.Help)[0])
		for _, v := range node.Values() {
			if !strings.Contains(v.Help, " ") || strings.Contains(v.Help, "[") { // a word alone would be its key
				t.Errorf("%s: nothing says what %s is for", node.Path(), v.Summary())
			}
			said++
		}
		for _, line := range strings.Split(p.out.String(), "\n") {
			if len([]rune(line)) > pageWidth+20 {
				t.Errorf("%s: a line of help is too long: %q", node.Path(), line)
			}
		}
		return next(nil)
	})
	if said < 12 {
		t.Errorf("only %d arguments and options were seen", said)
	}
	for _, c := range []struct{ kind, refused, taken string }{
		{"district-plan", "--school", "--audience"}, {"walk-around", "--audience", "--school"}, {"case-brief", "--audience", "--paper"},
	} {
		p.types(Done, "report", c.kind, "--help").reads(c.taken)
		if strings.Contains(p.out.String(), "\n  "+c.refused) {
			t.Errorf("the help of %s offers %s, which it refuses", c.kind, c.refused)
		}
	}
}

func TestTheVersionIsTheOneGiven(t *testing.T) {
	sitDown(t).types(Done, "version").reads("Forethought 1.2.3\n")
}

func TestANewWorkbookIsEmptyAndNothingIsWrittenOver(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "north side.forethought")
	p.types(Done, "new", filepath.Join(folder, "north side")).reads(file, "Beslan")
	p.types(Done, "check", file).reads("0 schools", "0 answers", "beslan-2004, version 1")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p.types(CouldNot, "new", file).isTold("already a file", "nothing is written over")
	after, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the workbook that was there has changed: %v", err)
	}
	p.types(CouldNot, "new", filepath.Join(folder, "x"), "--case", "elsewhere-1999").isTold("no case “elsewhere-1999”", "beslan-2004")
	if got := listing(t, folder); len(got) != 1 {
		t.Errorf("the folder holds %v, want the one workbook", got)
	}
}

func TestAStoppedVerbSaysSo(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if code := Main(ctx, []string{"sample", folder}, p.env); code != CouldNot {
		t.Errorf("exit code %d, want %d", code, CouldNot)
	}
	p.isTold("Stopped")
	if got := listing(t, folder); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestProgressIsForPeopleOnly(t *testing.T) {
	p, file := withTheSample(t)
	line := []string{
		"report", "action-plan", "--workbook", file, "--school", "Willow",
		"-o", filepath.Join(t.TempDir(), "plan.pdf"),
	}
	p.types(Done, line...) // fails where anything stands on standard error
	p.env.Terminal = true
	if code := Main(context.Background(), line, p.env); code != Done {
		t.Fatalf("exit code %d: %s", code, &p.err)
	}
	p.isTold("Willow Creek Elementary School: 100 %")
	if shown := p.err.String(); !strings.HasSuffix(shown, " \r") {
		t.Errorf("the line is not wiped at the end: %q", shown[max(0, len(shown)-80):])
	}
}

func ExampleMain() {
	words := assets.OpenLanguage(assets.English)
	code := Main(context.Background(), []string{"version"}, Env{
		Stdout: os.Stdout, Stderr: os.Stderr, Words: words, Version: "0.1.0",
		Now: time.Now, NewID: storage.NewID, Case: assets.LoadBuiltInCase,
	})
	fmt.Println(code)
	// Output:
	// Forethought 0.1.0
	// 0
}
