package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// program is the built program, run with a home of its own whose owner and place would be
// noticed wherever they turned up.
type program struct {
	t      *testing.T
	binary string
	home   string
	before []string // what it is run by, such as a program that takes the network away
	// watch reports each socket that a process opens until stop; nil to look away.
	watch func(pid int, report func(socket string)) (stop func())
}

// The marks that tell that something of the person or the computer went into a document.
const (
	tellLogin = "gwendolyn-login"
	tellHome  = "home-of-gwendolyn"
	tellHost  = "gwendolyns-laptop"
)

func buildProgram(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "forethought")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	build := exec.Command("go", "build", "-buildvcs=false", "-tags", "migrated_fynedo", "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

func newProgram(t *testing.T) *program {
	t.Helper()
	p := &program{t: t, binary: buildProgram(t), home: filepath.Join(t.TempDir(), tellHome)}
	for _, folder := range []string{p.home, p.temp()} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// temp is the folder that the program takes for the system's temporary files.
func (p *program) temp() string { return filepath.Join(p.home, "temp") }

func (p *program) at(name string) string { return filepath.Join(p.home, name) }

func (p *program) env() []string {
	env := os.Environ()
	for _, name := range []string{"HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"} {
		env = append(env, name+"="+p.home)
	}
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		env = append(env, name+"="+p.temp())
	}
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		env = append(env, name+"="+tellLogin)
	}
	return append(env, "HOSTNAME="+tellHost, "COMPUTERNAME="+tellHost)
}

func (p *program) command(args ...string) *exec.Cmd {
	line := append(slices.Clone(p.before), p.binary)
	line = append(line, args...)
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Env, cmd.Dir = p.env(), p.home
	return cmd
}

func (p *program) does(args ...string) {
	p.t.Helper()
	var out bytes.Buffer
	cmd := p.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	stop := func() {}
	if p.watch != nil {
		stop = p.watch(cmd.Process.Pid, func(socket string) {
			p.t.Errorf("forethought %s opened %s", strings.Join(args, " "), socket)
		})
	}
	err := cmd.Wait()
	stop()
	if err != nil {
		p.t.Fatalf("forethought %s: %v\n%s", strings.Join(args, " "), err, out.String())
	}
}

// A verb of the command line writes documents, or it writes none: it reads, or it brings into
// a workbook what others here bring in.
var writesNone = []string{"check", "case check", "case changes", "exercise list", "search", "version", "import form", "exercise feedback import",
	"history", "backup list"}

// everyDocument has the program write each kind of document that it can write into its home.
// It fails for a verb that it does not know.
func (p *program) everyDocument() {
	p.t.Helper()
	p.does("sample", p.at("sample"))
	book := filepath.Join("sample", "cedar-valley.forethought")
	p.write("schools.csv", "Name\nOak\n")
	p.write("actions.csv", "Title,School\nMend the gate,Oak\n")
	p.write("key.txt", "violet kettle drums softly")
	done := map[string]bool{"sample": true}
	for _, line := range []string{
		"new new.forethought",
		"import schools schools.csv --workbook BOOK --accept",
		"import undo --workbook BOOK",
		"import schools schools.csv --workbook BOOK --accept",
		"import actions actions.csv --workbook BOOK --accept",
		"exercise draft --workbook BOOK --school Oak --minutes 60 --name Gate",
		"exercise documents --workbook BOOK --exercise Autumn -o documents",
		"exercise msel export --workbook BOOK --exercise Autumn msel.xlsx",
		"exercise msel import --workbook BOOK --exercise Gate msel.xlsx --accept",
		"report action-plan --workbook BOOK --school Willow -o plan-full.pdf",
		"report action-plan --workbook BOOK --school Willow --audience partners -o plan-partners.pdf",
		"report action-plan --workbook BOOK --school Willow --audience public -o plan-public.pdf",
		"report checklist --workbook BOOK --school Willow -o checklist.pdf",
		"report walk-around --workbook BOOK --school Willow -o walk.pdf",
		"report case-brief -o case.pdf",
		"report district-plan --workbook BOOK -o district.pdf",
		"report district-plan --workbook BOOK --audience public -o district-public.pdf",
		"report board-summary --workbook BOOK -o board.pdf",
		"form --workbook BOOK --school Willow -o form.pdf",
		"form --workbook BOOK --all -o forms",
		"export xlsx --workbook BOOK -o tables.xlsx",
		"export csv --workbook BOOK --table actions -o actions-out.csv",
		"export csv --workbook BOOK --table answers -o answers.csv",
		"export csv --workbook BOOK --table matrix -o matrix.csv",
		"export ics --workbook BOOK -o days.ics",
		"extract --workbook BOOK --school Oak -o part.forethought",
		"merge BOOK part.forethought -o merged.forethought",
		"recover BOOK -o recovered.forethought",
		"backup restore --workbook BOOK --backup BOOK -o restored.forethought",
		"sample district --schools 3",
		"report district-plan --workbook BOOK -o district-sealed.pdf --passphrase-file key.txt",
		"exercise documents --workbook BOOK --exercise Autumn --only handbook -o papers-sealed.d --passphrase-file key.txt",
		"seal BOOK -o book.sealed --passphrase-file key.txt",
		"unseal book.sealed -o unsealed.forethought --passphrase-file key.txt",
		"seal documents -o documents.sealed --passphrase-file key.txt",
		"unseal documents.sealed -o documents-unsealed --passphrase-file key.txt",
		"seal plan-full.pdf -o plan-sealed.pdf --passphrase-file key.txt",
		"unseal plan-sealed.pdf -o plan-unsealed.pdf --passphrase-file key.txt",
	} {
		p.does(strings.Fields(strings.ReplaceAll(line, "BOOK", book))...)
		done[verbIn(line)] = true
	}
	help, err := p.command("--help").Output()
	if err != nil {
		p.t.Fatal(err)
	}
	verbs := 0
	for _, row := range regexp.MustCompile(`(?m)^  ([a-z][a-z -]*[a-z])(?:  | [A-Z\[]|$)`).FindAllSubmatch(help, -1) {
		verb := verbIn(string(row[1]))
		if verb == "forethought" {
			continue // how it is written
		}
		verbs++
		if !done[verb] && !slices.Contains(writesNone, verb) {
			p.t.Errorf("nobody knows what %q writes: it has to be among what is looked at", verb)
		}
	}
	if verbs < len(writesNone)+15 {
		p.t.Errorf("the help lists %d verbs; has it another form?", verbs)
	}
}

// verbIn is the verb that a line begins with: its words before the first that names a file or
// is an option.
func verbIn(line string) string {
	words := strings.Fields(line)
	groups := map[string]int{"case": 2, "report": 2, "export": 2, "import": 2, "exercise": 2, "backup": 2}
	n := max(1, groups[words[0]])
	if len(words) > 2 && words[0] == "exercise" && (words[1] == "msel" || words[1] == "feedback") {
		n = 3
	}
	return strings.Join(words[:min(n, len(words))], " ")
}

func (p *program) write(name, text string) {
	p.t.Helper()
	if err := os.WriteFile(p.at(name), []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// files are all files below the program's home, by their names from there.
func (p *program) files() []string {
	p.t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(p.home), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return names
}

var streamBegins = regexp.MustCompile(`stream\r?\n`)

// contents are what a document holds: as it stands, and with what is compressed in it, a
// PDF's streams or a spreadsheet's parts.
func contents(t *testing.T, path string) [][]byte {
	t.Helper()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := [][]byte{whole}
	take := func(r io.Reader) {
		data, _ := io.ReadAll(r) // what follows a PDF's stream is no part of it
		all = append(all, data)
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
	case ".ics": // its long lines are folded
		return append(all, bytes.ReplaceAll(whole, []byte("\r\n "), nil))
	default:
		return all
	}
	if len(all) < 3 && !strings.Contains(path, "sealed.") {
		t.Fatalf("%s could not be unpacked", path)
	}
	return all
}

// spellings are the forms in which a mark may stand in a document.
func spellings(mark string) [][]byte {
	var wide, narrow []byte
	for _, unit := range utf16.Encode([]rune(mark)) {
		wide = append(wide, byte(unit>>8), byte(unit))
		narrow = append(narrow, byte(unit), byte(unit>>8))
	}
	all := [][]byte{[]byte(mark), wide, narrow}
	for _, form := range slices.Clone(all) {
		all = append(all, []byte(hex.EncodeToString(form)), bytes.ToUpper([]byte(hex.EncodeToString(form))))
	}
	return all
}

// marked lists the marks that a file holds.
func marked(t *testing.T, path string, marks []string) []string {
	t.Helper()
	found := map[string]bool{}
	for _, content := range contents(t, path) {
		low := bytes.ToLower(content)
		for _, mark := range marks {
			for _, form := range spellings(mark) {
				if bytes.Contains(content, form) || bytes.Contains(low, form) {
					found[mark] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// No document tells the name that somebody logs in with, the name of their computer, or where
// their files are; and all of them are written on a computer without a network, by a program
// that does not as much as ask for a connection.
func TestNothingLeaksIntoDocumentsOrThroughTheNetwork(t *testing.T) {
	p := newProgram(t)
	p.before = aloneInTheWorld(t, tellHost)
	p.watch = watchSockets
	p.everyDocument()
	marks := []string{tellLogin, tellHome, tellHost, filepath.Dir(p.home)}
	if host, err := os.Hostname(); err == nil && len(host) > 4 {
		marks = append(marks, strings.ToLower(host))
	}
	for _, form := range spellings(tellHome) { // or the test could not fail
		p.write("told.csv", "written at "+string(form))
		if !slices.Equal(marked(t, p.at("told.csv"), marks), []string{tellHome}) {
			t.Fatalf("a mark that is there is not found as %q", form)
		}
	}
	if err := os.Remove(p.at("told.csv")); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, name := range p.files() {
		kinds[filepath.Ext(name)]++
		for _, mark := range marked(t, p.at(name), marks) {
			t.Errorf("%s holds %q", name, mark)
		}
		if strings.HasPrefix(name, "temp/") || strings.Contains(name, ".forethought-") {
			t.Errorf("%s was left behind", name)
		}
	}
	for kind, least := range map[string]int{".pdf": 25, ".xlsx": 2, ".csv": 3, ".ics": 1, ".forethought": 3, ".sealed": 2} {
		if kinds[kind] < least {
			t.Errorf("%d documents of the kind %s were looked at, want %d at least", kinds[kind], kind, least)
		}
	}
}
