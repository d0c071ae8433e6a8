package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"forethought/app"
	"forethought/app/session"
)

func TestTheVersionIsThatOfTheManifest(t *testing.T) {
	if v := versionIn(manifest); !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(v) {
		t.Errorf("version %q is not of the form 1.2.3", v)
	}
	if !strings.Contains(manifest, `ID = "`+app.ID+`"`) {
		t.Errorf("the window keeps its preferences as %s, and FyneApp.toml names another id", app.ID)
	}
}

// secret is what a person typed and a program carelessly panics with.
type secret string

func crash(folder string, fault func()) (err error) {
	defer survive(&err, "9.9.9", folder)
	fault()
	return nil
}

func TestACrashLeavesAReportWithoutAnythingPersonal(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	for name, c := range map[string]struct {
		fault func()
		kind  string
	}{
		"a fault of the language": {func() { _ = make([]int, 1)[len(os.Args[:0]):][9] }, "index out of range"},
		"a careless value":        {func() { panic(secret("Nguyễn Thị Hạnh")) }, "main.secret"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "crashes")
			if err := crash(folder, c.fault); err == nil {
				t.Fatal("the panic was swallowed")
			}
			files, _ := filepath.Glob(filepath.Join(folder, "*.txt"))
			if len(files) != 1 {
				t.Fatalf("reports: %v, want one", files)
			}
			data, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			report := string(data)
			for _, want := range []string{"Forethought 9.9.9", c.kind, "main_test.go:", "TestACrashLeaves"} {
				if !strings.Contains(report, want) {
					t.Errorf("the report lacks %q:\n%s", want, report)
				}
			}
			here, _ := os.Getwd()
			for _, private := range []string{"Nguyễn", filepath.Dir(here) + string(filepath.Separator), folder} {
				if strings.Contains(report, private) {
					t.Errorf("the report holds %q:\n%s", private, report)
				}
			}
		})
	}
}

func TestACrashIsToldAlsoWhereNoReportCanBeWritten(t *testing.T) {
	if err := crash("", func() { panic("x") }); err == nil {
		t.Error("the panic was swallowed")
	}
	if err := crash("", func() {}); err != nil {
		t.Errorf("no panic, and yet %v", err)
	}
	// What keeps a report from being written also keeps a folder from being made.
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := writeCrash("x", nil, "9.9.9", filepath.Join(file, "crashes"), time.Now()); err == nil {
		t.Error("a report was written into a file")
	}
}

func TestWithoutADisplayNoWindowIsTried(t *testing.T) {
	if os.PathSeparator == '\\' {
		t.Skip("Windows always has one")
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if hasDisplay() {
		t.Error("a display was found where there is none")
	}
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	if !hasDisplay() {
		t.Error("the display was not found")
	}
}

func TestAPanicBesideTheWindowIsReportedWhereItHappened(t *testing.T) {
	folder := t.TempDir()
	err := func() (err error) {
		defer survive(&err, "1.2.3", folder)
		var posted func()
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer session.Fault(func(f func()) { posted = f })
			fallOver(nil)
		}()
		<-done
		posted()
		return nil
	}()
	if err == nil {
		t.Fatal("the panic was lost")
	}
	reports, globErr := filepath.Glob(filepath.Join(folder, "*.txt"))
	if globErr != nil || len(reports) != 1 {
		t.Fatalf("reports: %v, %v", reports, globErr)
	}
	report, readErr := os.ReadFile(reports[0])
	if readErr != nil || !strings.Contains(string(report), "fallOver") {
		t.Errorf("the report does not say where it happened: %v\n%s", readErr, report)
	}
}

// fallOver asks too much of no list.
func fallOver(list []int) int { return list[len(list)] }
