package app

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/assets"
	"forethought/workbook"
)

// bench is the window on a test driver, over a real workbook in a temporary folder. What
// comes back from other goroutines waits until the test calls settle, so that a test and
// the window never run at the same time.
type bench struct {
	t     *testing.T
	desk  *desk
	shell *shell
	posts chan func()
	asked *fakeAsker
	dir   string

	clock    time.Time    // what the window takes for now
	ticks    []*benchTick // what is done every so often
	held     bool         // the test keeps slow work waiting
	launched []string     // what was opened outside the window
}

// fakeAsker answers every question for a file with the path that the test laid out.
type fakeAsker struct {
	answer string
	files  []string // answers a question for several
	titles []string
}

func (a *fakeAsker) openFile(title, _, _ string, then func(string)) {
	a.titles = append(a.titles, title)
	if a.answer != "" {
		then(a.answer)
	}
}

func (a *fakeAsker) openFiles(title, _, _ string, then func([]string)) {
	a.titles = append(a.titles, title)
	if len(a.files) > 0 {
		then(a.files)
	}
}

func (a *fakeAsker) openFolder(title string, then func(string)) { a.openFile(title, "", "", then) }

func (a *fakeAsker) saveFile(title, _, _, ending string, then func(string)) {
	a.titles = append(a.titles, title)
	if a.answer != "" {
		then(withEnding(a.answer, ending))
	}
}

// benchTick is something that the window does over and over.
type benchTick struct {
	do      func()
	stopped bool
}

// every keeps what is done over and over; time passes in pass alone.
func (b *bench) every(_ time.Duration, do func()) (stop func()) {
	t := &benchTick{do: do}
	b.ticks = append(b.ticks, t)
	return func() { t.stopped = true }
}

// pass lets time pass as a window has it: with a tick every second that comes every now and
// then, as on a busy machine.
func (b *bench) pass(d time.Duration) {
	for d > 0 {
		step := min(d, 5*time.Second)
		d -= step
		b.clock = b.clock.Add(step)
		for _, t := range slices.Clone(b.ticks) {
			if !t.stopped {
				t.do()
			}
		}
	}
}

// ticking is how many things the window does over and over.
func (b *bench) ticking() int {
	b.ticks = slices.DeleteFunc(b.ticks, func(t *benchTick) bool { return t.stopped })
	return len(b.ticks)
}

// benchDay is the day on which the tests' window stands.
var benchDay = time.Date(2026, 8, 14, 10, 30, 0, 0, time.UTC)

// What every window reads and none changes is read once for all tests: under the race
// detector it would take most of their time.
var (
	english     = sync.OnceValue(func() *assets.Language { return assets.OpenLanguage(assets.English) })
	builtInCase = sync.OnceValues(assets.LoadBuiltInCase)
	sampleBytes []byte // of the sample district's file, once a test has made it
)

// TestMain lets more rubbish lie than usual: a test leaves a window and the case behind, and
// the time goes into sweeping.
func TestMain(m *testing.M) {
	if path := os.Getenv(otherEnv); path != "" {
		os.Exit(otherProcess(path))
	}
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

func newBench(t *testing.T) *bench {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(kit.Theme{Variant: kit.Light, Scale: 1})
	words := english()
	c, err := builtInCase()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, posts: make(chan func(), 4096), asked: &fakeAsker{}, dir: t.TempDir(), clock: benchDay}
	w := test.NewTempWindow(t, nil)
	b.desk = &desk{
		words: words, theCase: c, prefs: prefs{a.Preferences()}, window: w, version: "test",
		shelf: files{theCase: c, backupDir: filepath.Join(b.dir, "backups"), by: prefs{a.Preferences()}.author}, press: printer{},
		ask: b.asked, post: func(f func()) { b.posts <- f }, later: func(f func()) { f() }, now: func() time.Time { return b.clock },
		scratch: &scratch{root: t.TempDir()}, every: b.every, pulse: pulse{filepath.Join(b.dir, "run.json")},
		launch: func(u *url.URL) error {
			b.launched = append(b.launched, filepath.FromSlash(u.Path))
			return nil
		},
	}
	b.shell = newShell(b.desk)
	b.resize(1280, 800)
	b.shell.openScreen(welcomeScreen)
	t.Cleanup(func() {
		b.desk.endSession()
	})
	return b
}

func (b *bench) resize(width, height float32) {
	b.desk.window.SetPadded(false)
	for range 3 { // wrapped text settles in a few passes, as frames do in a real window
		b.desk.window.Resize(fyne.NewSize(width, height))
		b.desk.window.Content().Refresh()
	}
}

// settle runs what has come back until nothing more is on its way.
func (b *bench) settle() {
	b.t.Helper()
	deadline := time.After(2 * time.Minute) // many times what a loaded machine takes
	for {
		quiet := time.After(20 * time.Millisecond)
		if b.busy() {
			quiet = nil
		}
		select {
		case f := <-b.posts:
			f()
		case <-quiet:
			return
		case <-deadline:
			b.t.Fatal("the window does not come to rest")
		}
	}
}

// busy reports whether something is under way whose end the window waits for: the opening of
// a workbook, the reading of a school, a write, a question, slow work in a dialog.
func (b *bench) busy() bool {
	if len(b.desk.beside.cancel) > 0 && !b.held {
		return true
	}
	x := b.desk.session
	return x != nil && (b.desk.afterOpen != nil || !x.Idle() && !b.held || x.Chosen() != x.View().School.ID ||
		b.readsExercise() ||
		b.shell.current == actionsScreen && b.actions().scope == scopeAll && b.desk.view().Register == nil)
}

// readsExercise reports whether an exercise that was asked for is on its way.
func (b *bench) readsExercise() bool {
	v, wanted := b.desk.view(), b.desk.session.WantedExercise()
	return wanted != v.Exercise.ID && slices.ContainsFunc(v.Exercises, func(e workbook.Exercise) bool { return e.ID == wanted })
}

// sample opens the sample district.
func (b *bench) sample() {
	b.t.Helper()
	w, err := b.makeSample(filepath.Join(b.dir, "Cedar Valley.forethought"))
	if err != nil {
		b.t.Fatal(err)
	}
	b.desk.prefs.SetBool("care."+b.desk.theCase.ID, true)
	b.desk.setBook(w)
	b.settle()
}

// makeSample makes the sample district; after the first time it is a copy of that one.
func (b *bench) makeSample(path string) (book, error) {
	if len(sampleBytes) > 0 {
		if err := os.WriteFile(path, sampleBytes, 0o600); err != nil {
			return nil, err
		}
		return b.desk.shelf.Open(context.Background(), path)
	}
	w, err := makeSample(context.Background(), b.desk, path, func(int, int) {})
	if err == nil {
		sampleBytes, err = os.ReadFile(path)
	}
	return w, err
}

func (b *bench) open(screen string) {
	b.shell.openScreen(screen)
	b.settle()
}
