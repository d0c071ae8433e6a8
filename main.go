// Forethought is a desktop workbook with which a school safety planner turns the record of
// one historical case into a plan for their own schools. This is the door: it picks the
// window or the command line and hands each what it needs.
package main

import (
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"sync"
	"time"

	"forethought/app"
	"forethought/assets"
	"forethought/cli"
	_ "forethought/collector" // has garbage collected later
	"forethought/storage"
	"forethought/workbook"
)

//go:embed FyneApp.toml
var manifest string

func main() {
	attachConsole()
	theCase := sync.OnceValues(assets.LoadBuiltInCase)
	words := assets.OpenLanguage(assets.English)
	go theCase() // both while the line is read, or the window is made
	go words.Read()
	os.Exit(cli.Main(context.Background(), os.Args[1:], cli.Env{
		Stdout: os.Stdout, Stderr: os.Stderr, Terminal: isTerminal(os.Stderr), AskSecret: secretAsker(os.Stdin, os.Stderr),
		Words: words, Version: versionIn(manifest), Now: time.Now, NewID: storage.NewID,
		Case: theCase, BackupDir: dataFolder("backups"), HasDisplay: hasDisplay,
		OpenWindow: func(path string) error { return openWindow(path, words, theCase) },
	}))
}

// openWindow runs the window until it is closed, with a workbook unless the path is empty.
func openWindow(path string, words *assets.Language, theCase func() (*workbook.Case, error)) (err error) {
	version := versionIn(manifest)
	defer survive(&err, version, dataFolder("crashes"))
	if path != "" {
		if path, err = filepath.Abs(path); err != nil {
			return err
		}
	}
	return app.Run(app.Config{
		Version: version, File: path, Case: theCase, BackupDir: dataFolder("backups"), Words: words,
	})
}
