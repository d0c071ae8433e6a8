package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the path in go.mod.
const module = "forethought"

// goFile is one file of the project: where it stands and what it says.
type goFile struct {
	name   string // from the top of the project, with slashes
	syntax *ast.File
	set    *token.FileSet
}

// folder is where the file stands: "." for the top, else app/kit and the like.
func (f goFile) folder() string { return path.Dir(f.name) }

// room is the top-level folder that the file belongs to, "." for the top itself.
func (f goFile) room() string {
	room, _, deeper := strings.Cut(f.name, "/")
	if !deeper {
		return "."
	}
	return room
}

func (f goFile) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

// at is where in the project a node stands, as file:line.
func (f goFile) at(n ast.Node) string {
	return f.name + ":" + strconv.Itoa(f.set.Position(n.Pos()).Line)
}

func (f goFile) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser lets nothing else through
		}
		paths = append(paths, p)
	}
	return paths
}

// goFiles reads every Go file of the project, whatever system it is for. Folders that the
// go command passes over are passed over here too.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, goFile{name: filepath.ToSlash(name), syntax: syntax, set: set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// under reports whether an import path is a path or lies below it.
func under(imported, parent string) bool {
	return imported == parent || strings.HasPrefix(imported, parent+"/")
}

func TestEachTradeStaysInItsRoom(t *testing.T) {
	trades := []struct {
		room, trade string
		imports     []string
		met         bool
	}{
		{room: "app", trade: "the window", imports: []string{"fyne.io", "github.com/ncruces/zenity"}},
		{room: "storage", trade: "SQL", imports: []string{"database/sql", "modernc.org/sqlite"}},
		{room: "export", trade: "drawing and reading documents", imports: []string{"github.com/pdfcpu/pdfcpu", "github.com/xuri/excelize", "github.com/arran4/golang-ical"}},
		{room: "export", trade: "sealing", imports: []string{"filippo.io/age"}},
		{room: "cli", trade: "the command line", imports: []string{"github.com/alecthomas/kong"}},
	}
	for _, f := range goFiles(t) {
		for _, imported := range f.imports() {
			for i, trade := range trades {
				if !slices.ContainsFunc(trade.imports, func(p string) bool { return under(imported, p) }) {
					continue
				}
				if f.room() == trade.room {
					trades[i].met = true
				} else {
					t.Errorf("%s imports %s: %s belongs in %s alone", f.name, imported, trade.trade, trade.room)
				}
			}
		}
	}
	for _, trade := range trades {
		if !trade.met {
			t.Errorf("%s imports none of %v: the rule about it guards nothing", trade.room, trade.imports)
		}
	}
}

func TestArrowsRunOneWay(t *testing.T) {
	// What each room may import of the project besides itself.
	arrows := map[string][]string{
		".":         {"app", "cli", "export", "storage", "assets", "workbook", "collector"},
		"app":       {"export", "storage", "assets", "workbook", "tempfile"},
		"cli":       {"export", "storage", "assets", "workbook", "tempfile"},
		"export":    {"workbook", "tempfile"},
		"storage":   {"workbook", "tempfile"},
		"tempfile":  {},
		"collector": {},
		"assets":    {"workbook"},
		"workbook":  {},
		"fuzzing":   {"workbook"}, // for tests alone
	}
	// A room behind the window may take another's goods for its tests, never the doors.
	forTests := []string{"export", "storage", "assets", "workbook", "fuzzing"}
	met := map[string]bool{}
	for _, f := range goFiles(t) {
		allowed, known := arrows[f.room()]
		if !known {
			t.Errorf("%s stands in a room that the design does not have", f.name)
			continue
		}
		met[f.room()] = true
		if f.isTest() && f.room() != "workbook" && f.room() != "tempfile" {
			allowed = append(slices.Clone(allowed), forTests...)
		}
		for _, imported := range f.imports() {
			if !under(imported, module) {
				continue
			}
			room, _, _ := strings.Cut(strings.TrimPrefix(imported, module+"/"), "/")
			if room != f.room() && !slices.Contains(allowed, room) {
				t.Errorf("%s imports %s: no arrow runs from %s to %s", f.name, imported, f.room(), room)
			}
		}
	}
	for room := range arrows {
		if !met[room] {
			t.Errorf("there is no Go file in %s", room)
		}
	}
}

func TestNothingRunsBeforeMain(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.room() == "collector" {
			continue // it is about what other packages do before main
		}
		for _, decl := range f.syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: work in init: let main call it", f.at(fn))
			}
		}
	}
}

func TestGoroutinesStartWhereTheRaceDetectorLooks(t *testing.T) {
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(string(makefile), "\nCONCURRENT := ")
	line, _, _ = strings.Cut(line, "\n")
	watched := map[string]bool{"app": true} // in part, by the names of its tests
	for _, folder := range strings.Fields(line) {
		watched[path.Clean(folder)] = true
	}
	started := 0
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if _, starts := n.(*ast.GoStmt); starts {
				started++
				if !watched[f.folder()] {
					t.Errorf("%s starts a goroutine, and the Makefile's CONCURRENT lacks %s", f.at(n), f.folder())
				}
			}
			return true
		})
	}
	if started == 0 {
		t.Error("nothing starts a goroutine: the rule guards nothing")
	}
}

func TestEachPackageHasItsManual(t *testing.T) {
	manual := map[string]bool{}
	for _, f := range goFiles(t) {
		if !f.isTest() {
			manual[f.folder()] = manual[f.folder()] || f.syntax.Doc != nil
		}
	}
	for folder, has := range manual {
		if !has {
			t.Errorf("no file of %s says in a package comment what the package is for", folder)
		}
	}
}

func TestEachDependencyIsAccountedFor(t *testing.T) {
	read := func(name string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	direct := map[string]bool{}
	for line := range strings.Lines(read("go.mod")) {
		words := strings.Fields(line)
		if len(words) == 2 && strings.HasPrefix(words[1], "v") {
			direct[words[0]] = true // an indirect one has a comment behind it
		}
	}
	// A row of the table begins with the library's path.
	listed := map[string]bool{}
	for line := range strings.Lines(read("docs/dependencies.md")) {
		if row := strings.Split(line, "`"); row[0] == "| " && strings.Count(line, "|") > 4 {
			listed[row[1]] = true
		}
	}
	for library := range direct {
		if !listed[library] {
			t.Errorf("docs/dependencies.md does not say why %s is here", library)
		}
	}
	for library := range listed {
		if !direct[library] {
			t.Errorf("docs/dependencies.md lists %s, on which the project does not depend directly", library)
		}
	}
	if len(direct) == 0 {
		t.Error("found no dependency in go.mod")
	}
}

func TestTheIconIsWhatTheSystemsAskFor(t *testing.T) {
	data, err := os.ReadFile("Icon.png")
	if err != nil {
		t.Fatal(err)
	}
	// Width and height stand at fixed places of a PNG's head.
	if len(data) < 24 || string(data[1:4]) != "PNG" || string(data[16:24]) != "\x00\x00\x02\x00\x00\x00\x02\x00" {
		t.Error("Icon.png is not a PNG of 512 x 512: make icon draws it")
	}
}
