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
	NewID    func() string  // a new UUIDv7
	Case     *workbook.Case // that workbooks are answered against; nil for the one that is built in

	// AskSecret asks for a text that is not shown while it is typed; nil where nobody sits
	// at a terminal.
	AskSecret func(ctx context.Context, prompt string) (string, error)

	BackupDir string // where the window keeps the backups of all workbooks; empty for nowhere

	// HasDisplay says whether a window can be opened at all, and OpenWindow opens it, with
	// a workbook where the path is not empty, and returns when it is closed.
	HasDisplay func() bool
	OpenWindow func(path string) error
}

// grammar is the command line. What its parts are for is said in words.go.
type grammar struct {
	Window   windowVerb    `cmd:"" default:"withargs" hidden:"" help:"${window}"`
	New      newVerb       `cmd:"" help:"${new}"`
	Sample   sampleVerb    `cmd:"" help:"${sample}"`
	Check    checkVerb     `cmd:"" help:"${check}"`
	Case     caseGroup     `cmd:"" help:"${case}"`
	Report   reportGroup   `cmd:"" help:"${report}"`
	Export   exportGroup   `cmd:"" help:"${export}"`
	Form     formVerb      `cmd:"" help:"${form}"`
	Import   importGroup   `cmd:"" help:"${import}"`
	Exercise exerciseGroup `cmd:"" help:"${exercise}"`
	Seal     sealVerb      `cmd:"" help:"${seal}"`
	Unseal   unsealVerb    `cmd:"" help:"${unseal}"`
	Search   searchVerb    `cmd:"" help:"${search}"`
	Merge    mergeVerb     `cmd:"" help:"${merge}"`
	Extract  extractVerb   `cmd:"" help:"${extract}"`
	History  historyVerb   `cmd:"" help:"${history}"`
	Backup   backupGroup   `cmd:"" help:"${backup}"`
	Recover  recoverVerb   `cmd:"" help:"${recover}"`
	Version  versionVerb   `cmd:"" help:"${version}"`

	Help helpFlag `short:"h" help:"${help}"`
}

type caseGroup struct {
	Check   caseCheckVerb   `cmd:"" help:"${case_check}"`
	Changes caseChangesVerb `cmd:"" help:"${case_changes}"`
}

type exportGroup struct {
	XLSX xlsxVerb `cmd:"" name:"xlsx" help:"${export_xlsx}"`
	CSV  csvVerb  `cmd:"" name:"csv" help:"${export_csv}"`
	ICS  icsVerb  `cmd:"" name:"ics" help:"${export_ics}"`
}

type importGroup struct {
	Schools importSchoolsVerb `cmd:"" help:"${import_schools}"`
	Actions importActionsVerb `cmd:"" help:"${import_actions}"`
	Undo    importUndoVerb    `cmd:"" help:"${import_undo}"`
	Form    importFormVerb    `cmd:"" help:"${import_form}"`
}

// parser reads command lines.
func parser(env *Env) (*kong.Kong, error) {
	return kong.New(&grammar{},
		kong.Name(program), kong.Description(env.Words.Text("cli.about")), vars(env.Words),
		kong.NoDefaultHelp(), kong.Writers(env.Stdout, env.Stderr), kong.Bind(env),
	)
}

// Main does what the arguments say and returns the exit code. It writes what it has to say
// to the environment's outputs and never ends the program itself. While a verb runs without
// a window, the first Ctrl+C stops it cleanly and a second one at once.
func Main(ctx context.Context, args []string, env Env) int {
	env.Stdout, env.Stderr = plainly{env.Stdout, ""}, plainly{env.Stderr, "\r"} // progress begins its line anew
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
