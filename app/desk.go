package app

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// desk is what every screen has at hand: the words, the case, the open workbook, and the
// ways to tell the person something and to go elsewhere.
type desk struct {
	words   *assets.Language
	theCase *workbook.Case
	prefs   prefs
	window  fyne.Window
	shelf   shelf
	press   press
	ask     asker
	launch  func(*url.URL) error // opens a file or folder with what the system has for it
	scratch *scratch
	post    func(func()) // brings work to the UI goroutine; the only way across
	later   func(func()) // does something once the window has drawn its first picture
	now     func() time.Time
	every   func(time.Duration, func()) (stop func()) // does something over and over on the UI goroutine
	pulse   pulse

	book    book             // nil while no workbook is open
	session *session.Session // nil with it

	version      string
	openItem     func() string // the item that is open on Checklists
	welcome      *welcome      // knows how to open and make workbooks
	goTo         func(place)   // shows a screen
	narrowAgain  func()        // narrows the lists down as they were for the open workbook
	refresh      func()        // shows a different view
	savedChanged func()        // shows how far the disk has come
	modal        *modal        // the dialog that is open, nil for none
	beside       beside        // the slow work under way
	backup       string        // about the newest backup, for the status line
	afterOpen    func()        // what to do once the first view is there
	landing      *landing      // where to land once another school is there, nil for nowhere
	stopFinding  func()        // ends the search that is open
	conduct      *conduct      // the running of the exercise that is open; nil before its console was
}

// place is somewhere to go: a screen, and what to land on there.
type place struct {
	screen string
	item   string // an item's id, an event step's, or that of something in an exercise
	action string // an action's id
	part   string // a part of the Case screen, a checklist, a section of a school, a part of an exercise
	id     string // what to land on in that part
	filter string // what to show of a list
	past   bool   // land on the history of the item's answer
	scope  string // of which schools, for a list that can be of one or all
	asLeft bool   // go on where the person was, with the list narrowed down as it is
}

// The screens.
const (
	welcomeScreen    = "welcome"
	overviewScreen   = "overview"
	schoolsScreen    = "schools"
	caseScreen       = "case"
	checklistsScreen = "checklists"
	districtScreen   = "district"
	actionsScreen    = "actions"
	exercisesScreen  = "exercises"
	teamScreen       = "team"
	reportsScreen    = "reports"
	settingsScreen   = "settings"
)

// screen is one of them.
type screen interface {
	kit.Keys
	object() fyne.CanvasObject
	refresh() // the view is different
	show(place)
}

// noKeys is for screens without keys of their own.
type noKeys struct{}

func (noKeys) HandleRune(rune) bool        { return false }
func (noKeys) HandleKey(fyne.KeyName) bool { return false }

func (d *desk) text(key string, args ...any) string { return d.words.Text(key, args...) }

func (d *desk) today() workbook.Date { return workbook.Today(d.now()) }

func (d *desk) view() *session.View { return d.session.View() }

// mayChange reports whether the workbook can be changed, and tells the person where it can
// only be read.
func (d *desk) mayChange() bool {
	if d.session == nil {
		return false
	}
	if d.session.ReadOnly() {
		d.fail(&workbook.Problem{Kind: workbook.ErrReadOnly, File: d.bookName()})
		return false
	}
	return true
}

// do makes changes, unless the workbook can only be read.
func (d *desk) do(changes ...workbook.Change) {
	if !d.mayChange() {
		return
	}
	if err := workbook.CheckChanges(changes); err != nil {
		d.fail(err)
		d.session.Reload()
		return
	}
	d.session.Do(changes...)
}

// leaveFor takes the focus off what belongs to the thing that was shown, which commits a
// note that is being written. A list that was gone through with the keyboard keeps it.
func (d *desk) leaveFor(list *kit.List) {
	if c := d.window.Canvas(); c.Focused() != fyne.Focusable(list) {
		c.Unfocus()
	}
}

// bookName is the workbook's file name without its ending.
func (d *desk) bookName() string {
	if d.book == nil {
		return ""
	}
	return strings.TrimSuffix(filepath.Base(d.book.Path()), filepath.Ext(d.book.Path()))
}

// commitTyping makes a change of what is being typed, where it stands.
func (d *desk) commitTyping() {
	if field, ok := d.window.Canvas().Focused().(interface{ Commit() }); ok {
		field.Commit()
	}
}

// fail tells the person what could not be done and how to go on.
func (d *desk) fail(err error) { d.tell(err) }

func (d *desk) tell(err error) *modal {
	sentence, wayOn := d.words.Explain(err)
	return d.say(d.text("app.could-not"), sentence, wayOn)
}

// say shows some sentences until the person has read them.
func (d *desk) say(title string, paragraphs ...string) *modal {
	lines := kit.Column(kit.Grid)
	for _, p := range paragraphs {
		if p != "" {
			lines.Add(kit.Body(p))
		}
	}
	return d.showModal(title, scrolled(lines), 480, 240, answerButton{text: d.text("app.close")})
}

// confirm asks before something that the person may regret.
func (d *desk) confirm(title, question, yes string, then func()) {
	d.showModal(title, scrolled(kit.Body(question)), 480, 200,
		answerButton{text: yes, then: then}, answerButton{text: d.text("app.cancel")})
}

// dialogSize is a size for text at 100 %, grown with the text and kept inside the window.
func (d *desk) dialogSize(width, height float32) fyne.Size {
	scale := kit.TextScale()
	within := d.window.Canvas().Size().SubtractWidthHeight(6*kit.Grid, 6*kit.Grid)
	return fyne.NewSize(fyne.Min(width*scale, within.Width), fyne.Min(height*scale, within.Height))
}

// beside is the slow work that runs beside the window.
type beside struct {
	group  sync.WaitGroup
	cancel map[*modal]context.CancelFunc // by the dialog that shows it
}

// work runs something slow beside the window, with a way to cancel it, and comes back to
// the UI goroutine with what came of it; not with an error once the person has cancelled.
func work[T any](d *desk, title string, slow func(ctx context.Context, progress func(done, total int)) (T, error), then func(T, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	bar := kit.NewProgress()
	m := d.showModal(title, container.NewVBox(bar), 420, 150, answerButton{text: d.text("app.cancel")})
	m.onClose = cancel
	if d.beside.cancel == nil {
		d.beside.cancel = map[*modal]context.CancelFunc{}
	}
	d.beside.cancel[m] = cancel
	d.beside.group.Add(1)
	go func() {
		defer session.Fault(d.post)
		value, err := slow(ctx, func(done, total int) {
			d.post(func() { bar.Set(done, total) })
		})
		cancelled := err != nil && ctx.Err() != nil
		d.beside.group.Done()
		d.post(func() {
			delete(d.beside.cancel, m)
			m.close()
			cancel()
			if !cancelled {
				then(value, err)
			}
		})
	}()
}

// inTurn is [work] for what changes the workbook, and so has to come after the changes that
// wait to be written. An error is told; then runs where there is none.
func inTurn[T any](d *desk, title string, slow func(ctx context.Context, author workbook.Author, progress func(done, total int)) (T, error), then func(T)) {
	b := d.book
	work(d, title, func(ctx context.Context, progress func(int, int)) (T, error) {
		var none, value T
		done := make(chan error, 1)
		d.post(func() {
			if d.book != b {
				done <- context.Canceled
				return
			}
			d.session.InTurn(ctx, func(ctx context.Context, author workbook.Author) (err error) {
				value, err = slow(ctx, author, progress)
				return err
			}, func(err error) { done <- err })
		})
		select {
		case err := <-done:
			return value, err
		case <-ctx.Done(): // the session goes on to the end of it
			return none, ctx.Err()
		}
	}, func(value T, err error) {
		if err != nil {
			d.fail(err)
			return
		}
		then(value)
	})
}

// quitTimeout bounds how long the window waits at its end for work that was cancelled; on
// a dead network drive it would wait for ever.
const quitTimeout = 5 * time.Second

// cancelWork ends what runs beside the window and gives it time to clear up after itself.
func (d *desk) cancelWork() {
	for _, cancel := range d.beside.cancel {
		cancel()
	}
	done := make(chan struct{})
	go func() {
		d.beside.group.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(quitTimeout):
	}
}

// newID makes an id for a new entity.
func newID() string { return storage.NewID() }
