package app

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// Ending is how the names of workbook files end.
const Ending = ".forethought"

// showBookMenu offers what can be done with the workbook as a whole.
func (d *desk) showBookMenu(at fyne.CanvasObject) {
	s := fyne.NewMenuItem(d.text("book.save-copy"), d.onSaveCopy)
	menu := fyne.NewMenu("",
		fyne.NewMenuItem(d.text("book.new"), func() { d.welcome.onNew() }),
		fyne.NewMenuItem(d.text("book.open"), func() { d.welcome.onOpen() }),
		fyne.NewMenuItemSeparator(), s,
		fyne.NewMenuItem(d.text("book.restore"), func() { d.offerBackups(d.book.Path()) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(d.text("book.close"), d.closeBook),
	)
	pop := widget.NewPopUpMenu(menu, d.window.Canvas())
	pop.ShowAtRelativePosition(fyne.NewPos(at.Size().Width/4, -pop.MinSize().Height), at)
}

func (d *desk) onSaveCopy() {
	suggested := filepath.Join(filepath.Dir(d.book.Path()), d.bookName()+" "+string(d.today())+Ending)
	d.ask.saveFile(d.text("book.save-copy"), suggested, d.text("book.kind"), Ending, func(path string) {
		b := d.book
		work(d, d.text("book.saving-copy"), func(ctx context.Context, _ func(int, int)) (struct{}, error) {
			return struct{}{}, b.SaveCopy(ctx, path)
		}, func(_ struct{}, err error) {
			if err != nil {
				d.fail(err)
				return
			}
			d.say(d.text("book.copy-saved"), d.text("book.copy-saved.where", "File", path))
		})
	})
}

// openBook opens a file, or makes it where create is set, and shows where the person left
// off in it.
func (d *desk) openBook(path string, create bool) {
	title := d.text("book.opening", "File", filepath.Base(path))
	work(d, title, func(ctx context.Context, _ func(int, int)) (book, error) {
		ctx, cancel := context.WithTimeout(ctx, openTimeout)
		defer cancel()
		if create {
			return d.shelf.Create(ctx, path)
		}
		return d.shelf.Open(ctx, path)
	}, func(b book, err error) {
		if isCancelled(err) {
			return
		}
		if err != nil {
			d.couldNotOpen(path, err)
			return
		}
		d.setBook(b)
	})
}

// setBook puts an open workbook on the desk in place of the one that is there.
func (d *desk) setBook(b book) {
	d.endSession()
	d.book = b
	d.session = session.New(b, d.prefs.author(), d.post, d.now)
	d.session.Listen(session.Listener{Changed: d.changed, Saved: d.savedChanged, Failed: d.fail})
	d.prefs.remember(b.Path())
	d.window.SetTitle(d.text("app.title", "File", d.bookName()))
	school, screen, item := d.prefs.place(b.Path())
	d.session.Open(school)
	d.lookForBackup()
	d.afterOpen = func() {
		switch {
		case len(d.view().Schools) == 0:
			d.goTo(place{screen: schoolsScreen})
		case screen == "" || screen == welcomeScreen:
			d.goTo(place{screen: checklistsScreen})
		default:
			d.goTo(place{screen: screen, item: item})
		}
	}
}

// lookForBackup asks when the newest backup was made, for the status line.
func (d *desk) lookForBackup() {
	d.backup = ""
	b := d.book
	session.Ask(d.session, context.Background(), func(context.Context) (time.Time, error) { return b.LastBackup() },
		func(at time.Time, err error) {
			if d.book != b {
				return // another workbook by now
			}
			at = at.In(d.now().Location())
			switch {
			case err != nil:
				sentence, _ := d.words.Explain(err)
				d.backup = d.text("status-line.backup-failed", "Why", sentence)
			case at.IsZero():
				d.backup = d.text("status-line.no-backup")
			case workbook.Today(at) == d.today():
				d.backup = d.text("status-line.backup-today", "Time", at.Format("15:04"))
			default:
				d.backup = d.text("status-line.backup", "Date", d.words.ShortDate(workbook.Today(at)))
			}
			d.savedChanged()
		})
}

// changed is called when the view is different.
func (d *desk) changed() {
	if then := d.afterOpen; then != nil {
		d.afterOpen = nil
		then()
	}
	d.refresh()
}

// couldNotOpen explains, and offers the backups where there are any.
func (d *desk) couldNotOpen(path string, err error) {
	d.prefs.forgetIfGone(path, err)
	sentence, wayOn := d.words.Explain(err)
	backups, _ := d.shelf.Backups(path)
	if len(backups) == 0 {
		d.say(d.text("app.could-not"), sentence, wayOn)
		return
	}
	lines := kit.Column(kit.Grid, kit.Body(sentence), kit.Body(wayOn))
	d.showModal(d.text("app.could-not"), scrolled(lines), 500, 260,
		answerButton{text: d.text("book.show-backups", "Count", len(backups)), then: func() { d.offerBackups(path) }},
		answerButton{text: d.text("app.close")})
}

// offerBackups lists a workbook's backups, newest first; one is restored beside it under a
// name of its own, so nothing is written over.
func (d *desk) offerBackups(path string) {
	backups, err := d.shelf.Backups(path)
	if err != nil {
		d.fail(err)
		return
	}
	if len(backups) == 0 {
		d.say(d.text("book.restore"), d.text("book.no-backups"))
		return
	}
	var m *modal
	list := kit.Column(kit.Grid, kit.Body(d.text("book.restore.how")))
	for _, b := range backups {
		when := b.At.Local().Format("2006-01-02 15:04")
		restore := kit.OutlineButton(d.text("book.restore-this"), nil, func() {
			m.close()
			d.restore(b.Path, path, b.At.Local().Format("2006-01-02 15.04"))
		})
		list.Add(kit.Row(kit.Middle(kit.NewText(when, kit.Style{Single: true})), restore))
	}
	m = d.showModal(d.text("book.restore"), scrolled(list), 480, 440, answerButton{text: d.text("app.close")})
}

func (d *desk) restore(backup, path, when string) {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	d.ask.saveFile(d.text("book.restore"), stem+" "+when+Ending, d.text("book.kind"), Ending, func(to string) {
		work(d, d.text("book.restoring"), func(ctx context.Context, _ func(int, int)) (struct{}, error) {
			return struct{}{}, d.shelf.Restore(ctx, backup, to)
		}, func(_ struct{}, err error) {
			if err != nil {
				d.fail(err)
				return
			}
			d.openBook(to, false)
		})
	})
}

// endSession writes what waits and closes the workbook.
func (d *desk) endSession() {
	if d.session == nil {
		return
	}
	d.window.Canvas().Unfocus()
	if err := d.session.Close(); err != nil {
		d.fail(err)
	}
	d.session, d.book = nil, nil
}

func (d *desk) closeBook() {
	d.endSession()
	d.window.SetTitle(d.text("app.name"))
	d.goTo(place{screen: welcomeScreen})
}
