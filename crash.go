package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"time"

	"forethought/app/session"
	"forethought/cli"
)

// folders are those in front of a source file and its own folder in a stack. Where the
// program was built at home, they hold the person's name.
var folders = regexp.MustCompile(`(?m)^\t\S.*[/\\]([^/\\\n]+[/\\][^/\\\n]+\.go:\d+)`)

// survive, deferred, turns a panic into an error that says where a report of it was
// written. Every change was saved when it was made, so nothing is lost but the window.
func survive(err *error, version, folder string) {
	p := recover()
	if p == nil {
		return
	}
	stack := debug.Stack()
	if beside, ok := p.(*session.Panic); ok { // on a goroutine beside the window
		p, stack = beside.Value, beside.Stack
	}
	path, failed := writeCrash(p, stack, version, folder, time.Now())
	if failed != nil {
		*err = cli.Say("crash.no-report", "Version", version, "Kind", kindOfPanic(p))
		return
	}
	*err = cli.Say("crash.report", "File", path)
}

// writeCrash writes a report that holds nothing of the person or of a workbook: the
// version, the system, what kind of fault it was, and where in the program it happened.
func writeCrash(p any, stack []byte, version, folder string, at time.Time) (string, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	path := filepath.Join(folder, at.UTC().Format("20060102-150405")+".txt")
	report := fmt.Sprintf("Forethought %s, %s/%s, %s\n%s\n%s\n\n%s", version, runtime.GOOS, runtime.GOARCH,
		runtime.Version(), at.UTC().Format(time.RFC3339), kindOfPanic(p), folders.ReplaceAll(stack, []byte("\t$1")))
	return path, os.WriteFile(path, []byte(report), 0o600)
}

// kindOfPanic is the text of the language's own faults, such as an index out of range. Any
// other value may quote what somebody typed, so only its type is told.
func kindOfPanic(p any) string {
	if fault, ok := p.(runtime.Error); ok {
		return fault.Error()
	}
	return fmt.Sprintf("%T", p)
}
