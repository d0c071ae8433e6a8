package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"forethought/app/kit"
	"forethought/assets"
	"forethought/workbook"
)

// ID is the application's id, under which the system keeps its preferences.
const ID = "org.forethought.workbook"

// Config is what the door hands to the window.
type Config struct {
	Version   string
	File      string // a workbook to open at once; empty opens where the person left off
	BackupDir string // where rolling backups go
	Case      func() (*workbook.Case, error)
	Words     *assets.Language // what was read already, used where it is the person's language
}

// Run opens the window and returns when it is closed. What is being typed is committed and
// written before it returns; its error says what could not be.
func Run(c Config) (err error) {
	a := fyneapp.NewWithID(ID)
	p := prefs{a.Preferences()}
	words := c.Words // reading a language takes a while
	if code := p.StringWithFallback("language", assets.English); words == nil || words.Code() != code {
		words = assets.OpenLanguage(code)
		go words.Read()
	}
	step, file, by := newDoorstep(), c.firstFile(p), p.author()
	first := openEarly(file, step.post, func(ctx context.Context) (book, error) {
		theCase, err := c.Case()
		if err != nil {
			return nil, err
		}
		return files{theCase, c.BackupDir, func() workbook.Author { return by }}.Open(ctx, file)
	})
	a.Settings().SetTheme(p.theme())
	a.SetIcon(fyne.NewStaticResource("window.png", assets.WindowIcon()))
	faces := make(chan struct{})
	go func() {
		kit.LoadFaces()
		close(faces)
	}()
	w := a.NewWindow("")
	w.SetTitle(words.Text("app.name"))
	<-faces // the toolkit's texts are the UI goroutine's from now on
	theCase, err := c.Case()
	if err != nil {
		return err
	}
	d := &desk{
		words: words, theCase: theCase, prefs: p, window: w, version: c.Version,
		shelf: firstShelf{files{theCase, c.BackupDir, p.author}, first}, press: printer{},
		post: step.post, later: step.onceDrawn, now: time.Now, launch: a.OpenURL, scratch: &scratch{root: os.TempDir()},
		every: every, pulse: pulse{filepath.Join(filepath.Dir(c.BackupDir), "run.json")},
	}
	d.sweep(filepath.Dir(d.pulse.path))
	defer d.scratch.clear()
	d.ask = systemAsker{d}
	// However it ends: the system can take the window away without asking, and a fault of the
	// program must not take the last change with it.
	defer func() {
		if d.session != nil {
			err = errors.Join(err, d.session.Close())
		}
	}()
	s := newShell(d)
	w.Resize(p.size())
	w.SetPadded(false)
	w.CenterOnScreen()
	w.SetMaster()
	w.SetCloseIntercept(d.quit)
	if file != "" {
		d.openBook(file, false)
		step.settle(func() bool { return s.current != welcomeScreen }, patience)
	}
	if s.current == welcomeScreen {
		s.openScreen(welcomeScreen)
	}
	a.Lifecycle().SetOnStarted(step.cross)
	w.ShowAndRun()
	return nil
}

// patience is how long the window waits for the workbook before it shows itself without.
const patience = 400 * time.Millisecond

// every does something over and over on the UI goroutine until it is stopped.
func every(period time.Duration, do func()) (stop func()) {
	t, done := time.NewTicker(period), make(chan struct{})
	go func() {
		for {
			select {
			case <-t.C:
				fyne.Do(do)
			case <-done:
				t.Stop()
				return
			}
		}
	}()
	return func() { close(done) }
}

// quit writes what waits and closes the window. What could not be written is said first.
func (d *desk) quit() {
	d.prefs.setSize(d.window.Canvas().Size())
	d.cancelWork()
	if err := d.endSession(); err != nil {
		d.goTo(place{screen: welcomeScreen})
		d.tell(err).onClose = d.window.Close
		return
	}
	d.window.Close()
}

// firstFile is the workbook to start with: the one that was asked for, else the last one.
func (c Config) firstFile(p prefs) string {
	if c.File != "" {
		return c.File
	}
	if recent := p.recent(); len(recent) > 0 && p.String("place.file") == recent[0] {
		return recent[0]
	}
	return ""
}

// rememberPlace keeps where the person is, for the next start.
func (d *desk) rememberPlace(at string) {
	if d.book == nil {
		return
	}
	item := ""
	if d.openItem != nil {
		item = d.openItem()
	}
	d.prefs.setPlace(d.book.Path(), d.view().School.ID, at, item)
}
