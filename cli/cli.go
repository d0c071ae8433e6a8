package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"forethought/assets"
	"forethought/workbook"
)

// The exit codes.
const (
	Done       = 0
	CouldNot   = 1
	WrongUsage = 2
)

// program is what a person types.
const program = "forethought"

// Env is what the verbs have of the world around them. All of it must be set but Terminal.
type Env struct {
	Stdout   io.Writer
	Stderr   io.Writer
	Terminal bool // someone watches standard error: progress is shown there
	Words    *assets.Language
	Version  string
	Now      func() time.Time
	NewID    func() string                  // a new UUIDv7
	Case     func() (*workbook.Case, error) // that workbooks are answered against

	// AskSecret asks for a text that is not shown while it is typed; nil where nobody sits
	// at a terminal.
	AskSecret func(ctx context.Context, prompt string) (string, error)

	BackupDir string // where the backups of all workbooks are kept, by the window and here; empty for nowhere

	// HasDisplay says whether a window can be opened at all, and OpenWindow opens it, with
	// a workbook where the path is not empty, and returns when it is closed.
	HasDisplay func() bool
	OpenWindow func(path string) error
}

// grammar is the command line. What its parts are for is said in words.go.
type grammar struct {
	Window   windowVerb    `cmd:"" default:"withargs" hidden:"" help:"cli.window"`
	New      newVerb       `cmd:"" help:"cli.new"`
	Sample   sampleVerb    `cmd:"" help:"cli.sample"`
	Check    checkVerb     `cmd:"" help:"cli.check"`
	Case     caseGroup     `cmd:"" help:"cli.case"`
	Report   reportGroup   `cmd:"" help:"cli.report"`
	Export   exportGroup   `cmd:"" help:"cli.export"`
	Form     formVerb      `cmd:"" help:"cli.form"`
	Import   importGroup   `cmd:"" help:"cli.import"`
	Exercise exerciseGroup `cmd:"" help:"cli.exercise"`
	Seal     sealVerb      `cmd:"" help:"cli.seal"`
	Unseal   unsealVerb    `cmd:"" help:"cli.unseal"`
	Search   searchVerb    `cmd:"" help:"cli.search"`
	Merge    mergeVerb     `cmd:"" help:"cli.merge"`
	Extract  extractVerb   `cmd:"" help:"cli.extract"`
	History  historyVerb   `cmd:"" help:"cli.history"`
	Backup   backupGroup   `cmd:"" help:"cli.backup"`
	Recover  recoverVerb   `cmd:"" help:"cli.recover"`
	Version  versionVerb   `cmd:"" help:"cli.version"`

	Help helpFlag `short:"h" help:"cli.help"`
}

type caseGroup struct {
	Check   caseCheckVerb   `cmd:"" help:"cli.case.check"`
	Changes caseChangesVerb `cmd:"" help:"cli.case.changes"`
}

type exportGroup struct {
	XLSX xlsxVerb `cmd:"" name:"xlsx" help:"cli.export.xlsx"`
	CSV  csvVerb  `cmd:"" name:"csv" help:"cli.export.csv"`
	ICS  icsVerb  `cmd:"" name:"ics" help:"cli.export.ics"`
}

type importGroup struct {
	Schools importSchoolsVerb `cmd:"" help:"cli.import.schools"`
	Actions importActionsVerb `cmd:"" help:"cli.import.actions"`
	Undo    importUndoVerb    `cmd:"" help:"cli.import.undo"`
	Form    importFormVerb    `cmd:"" help:"cli.import.form"`
}

// parser reads command lines.
func parser(env *Env) (*kong.Kong, error) {
	k, err := kong.New(&grammar{},
		kong.Name(program), kong.Description("cli.about"),
		kong.NoDefaultHelp(), kong.Writers(env.Stdout, env.Stderr), kong.Bind(env),
	)
	if err != nil {
		return nil, err
	}
	return k, speak(env.Words, k.Model.Node)
}

// Main does what the arguments say and returns the exit code. It writes what it has to say
// to the environment's outputs and never ends the program itself. While a verb runs without
// a window, the first Ctrl+C stops it cleanly and a second one at once.
func Main(ctx context.Context, args []string, env Env) int {
	env.Stdout, env.Stderr = plainly{env.Stdout, ""}, plainly{env.Stderr, "\r"} // progress begins its line anew
	if window, ok := doubleClicked(args); ok {
		if err := window.Run(&env); err != nil {
			return env.complain(err)
		}
		return Done
	}
	k, err := parser(&env)
	if err != nil {
		return env.complain(err)
	}
	line, err := k.Parse(args)
	if errors.Is(err, errHelpShown) {
		return Done
	}
	if err == nil {
		err = env.emptyValue(line)
	}
	if err != nil {
		return env.complain(env.misuse(args, err))
	}
	if !opensWindow(line) {
		var stop context.CancelFunc
		ctx, stop = signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
		defer stop()
		defer context.AfterFunc(ctx, stop)() // what follows the first is the system's again
	}
	line.BindTo(ctx, (*context.Context)(nil))
	if err := line.Run(); err != nil {
		return env.complain(err)
	}
	return Done
}

// opensWindow says whether a line chose the window, which needs no verb.
func opensWindow(line *kong.Context) bool {
	verb := line.Selected()
	if verb == nil {
		return false
	}
	_, ok := verb.Target.Addr().Interface().(*windowVerb)
	return ok
}
