package app

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/storage"
	"forethought/workbook"
)

// showBookMenu offers what can be done with the workbook as a whole.
func (d *desk) showBookMenu(at fyne.CanvasObject) {
	s := fyne.NewMenuItem(d.text("book.save-copy"), d.onSaveCopy)
	part := fyne.NewMenuItem(d.text("merge.extract"), d.onExtract)
	if school := d.view().School.School; school.ID != "" {
		part.Label = d.text("merge.extract.of", "School", workbook.Shorten(school.Name, 40))
	} else {
		part.Disabled = true
	}
	menu := fyne.NewMenu("",
		fyne.NewMenuItem(d.text("book.new"), func() { d.welcome.onNew() }),
		fyne.NewMenuItem(d.text("book.open"), func() { d.welcome.onOpen() }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(d.text("import.schools"), func() { d.importTable(workbook.TableOfSchools) }),
		fyne.NewMenuItem(d.text("import.actions"), func() { d.importTable(workbook.TableOfActions) }),
		fyne.NewMenuItemSeparator(), s, part,
		fyne.NewMenuItem(d.text("book.seal"), d.onSeal),
		fyne.NewMenuItem(d.text("merge.in"), d.onMerge),
		fyne.NewMenuItem(d.text("past.title"), func() { d.showPast() }),
		fyne.NewMenuItem(d.text("book.restore"), func() { d.offerBackups(d.book.Path()) }),
		fyne.NewMenuItem(d.text("evidence.delete"), d.onDeleteRemoved),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(d.text("book.close"), d.closeBook),
	)
	pop := widget.NewPopUpMenu(menu, d.window.Canvas())
	pop.ShowAtRelativePosition(fyne.NewPos(at.Size().Width/4, -pop.MinSize().Height), at)
}

func (d *desk) onSaveCopy() {
	suggested := filepath.Join(filepath.Dir(d.book.Path()), d.bookName()+" "+string(d.today())+storage.Extension)
	b := d.book
	d.ask.saveFile(d.text("book.save-copy"), suggested, d.text("book.kind"), storage.Extension, func(path string) {
		if d.book != b {
			return // closed behind the system's dialog, which leaves the window usable
		}
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

// opened is what came of opening a file: the workbook, or the backups where it did not open.
type opened struct {
	book    book
	backups []storage.BackupFile
}

// openBook opens a file, or makes it where create is set, and shows where the person left
// off in it. A sealed copy is opened with its passphrase first.
func (d *desk) openBook(path string, create bool) {
	if !create && isSealedName(path) {
		d.openSealed(path, "")
		return
	}
	title := d.text("book.opening", "File", filepath.Base(path))
	work(d, title, func(ctx context.Context, _ func(int, int)) (o opened, err error) {
		within, cancel := context.WithTimeout(ctx, openTimeout)
		defer cancel()
		if create {
			o.book, err = d.shelf.Create(within, path)
		} else {
			o.book, err = d.shelf.Open(within, path)
		}
		if errors.Is(err, context.DeadlineExceeded) {
			err = &workbook.Problem{Kind: workbook.ErrBusy, File: path, Err: err}
		}
		if err != nil && ctx.Err() == nil {
			o.backups, _ = d.shelf.Backups(path) // without them there is one way on less to offer
		}
		return o, err
	}, func(o opened, err error) {
		if err != nil {
			d.couldNotOpen(path, o.backups, err)
			return
		}
		d.setBook(o.book)
	})
}

// setBook puts an open workbook on the desk in place of the one that is there.
func (d *desk) setBook(b book) {
	if err := d.endSession(); err != nil {
		d.fail(err)
	}
	d.book = b
	d.session = session.New(b, d.prefs.author(), d.post, d.now)
	d.session.Listen(session.Listener{
		Changed: d.changed, Saved: d.savedChanged, Failed: d.fail, Leaving: d.commitTyping,
	})
	d.prefs.remember(b.Path())
	school, screen, item := d.prefs.place(b.Path())
	d.session.Open(school)
	d.later(func() {
		if d.book == b {
			d.awaitLook()
		}
	})
	d.afterOpen = func() {
		d.window.SetTitle(d.text("app.title", "File", d.bookName())) // names what is on the screen
		d.narrowAgain()
		switch {
		case len(d.view().Schools) == 0:
			d.goTo(place{screen: schoolsScreen})
		case screen == "" || screen == welcomeScreen:
			d.goTo(place{screen: overviewScreen})
		default:
			d.goTo(place{screen: screen, item: item, asLeft: true})
		}
		d.tellCarried()
	}
}

// awaitLook hears what the check of the file found, which goes on while the person reads
// already. With a damaged file they are where they would be had it not opened.
func (d *desk) awaitLook() {
	d.backup = ""
	b := d.book
	session.Ask(d.session, context.Background(), func(ctx context.Context) ([]storage.BackupFile, error) {
		err := b.Looked(ctx)
		if err == nil {
			return nil, nil
		}
		backups, _ := d.shelf.Backups(b.Path()) // without them there is one way on less to offer
		return backups, err
	}, func(backups []storage.BackupFile, err error) {
		switch {
		case d.book != b: // another workbook by now
		case err != nil:
			d.closeBook()
			d.couldNotOpen(b.Path(), backups, err)
		default:
			d.lookForBackup()
		}
	})
}

// lookForBackup asks when the newest backup was made, for the status line.
func (d *desk) lookForBackup() {
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
	d.arrive()
}

// couldNotOpen explains, and offers the ways on that there are: the backups, to open a file
// for reading that cannot be written or is damaged, and to recover what can be read of it.
func (d *desk) couldNotOpen(path string, backups []storage.BackupFile, err error) {
	d.prefs.forgetIfGone(path, err)
	var ways []answerButton
	if len(backups) > 0 {
		ways = append(ways, answerButton{
			text: d.text("book.show-backups", "Count", len(backups)), then: func() { d.showBackups(path, backups) },
		})
	}
	if errors.Is(err, workbook.ErrDamaged) || errors.Is(err, workbook.ErrNotAWorkbook) && strings.EqualFold(filepath.Ext(path), storage.Extension) {
		ways = append(ways, answerButton{text: d.text("book.recover"), then: func() { d.recoverBook(path) }})
	}
	if errors.Is(err, workbook.ErrDamaged) || errors.Is(err, workbook.ErrReadOnly) || errors.Is(err, workbook.ErrNotWritable) {
		ways = append(ways, answerButton{text: d.text("book.open-to-read"), then: func() { d.openToRead(path) }})
	}
	ways = append(ways, answerButton{text: d.text("app.close")})
	sentence, wayOn := d.words.Explain(err)
	lines := kit.Column(kit.Grid, kit.Body(sentence))
	if wayOn != "" {
		lines.Add(kit.Body(wayOn))
	}
	d.showModal(d.text("app.could-not"), scrolled(lines), 680, 260, ways...)
}

// openToRead opens what can still be read; from there a copy can be saved.
func (d *desk) openToRead(path string) {
	work(d, d.text("book.opening", "File", filepath.Base(path)), func(ctx context.Context, _ func(int, int)) (book, error) {
		return d.shelf.OpenToRead(ctx, path)
	}, func(b book, err error) {
		if err != nil {
			d.fail(err)
			return
		}
		d.setBook(b)
	})
}

// recoverBook reads what can be read of a damaged file into a new workbook, says what that
// was, and offers to open it.
func (d *desk) recoverBook(path string) {
	suggested := strings.TrimSuffix(path, filepath.Ext(path)) + " " + d.text("book.recovered-name") + storage.Extension
	d.ask.saveFile(d.text("book.recover"), suggested, d.text("book.kind"), storage.Extension, func(to string) {
		work(d, d.text("book.recovering"), func(ctx context.Context, _ func(int, int)) (workbook.Recovered, error) {
			return d.shelf.Recover(ctx, path, to, storage.RecoverOptions{
				Author: workbook.Author{Name: d.text("recover.author"), Seat: "recovery"}, Unnamed: d.text("recover.unnamed"),
			})
		}, func(r workbook.Recovered, err error) {
			if err != nil {
				d.fail(err)
				return
			}
			lines := kit.Column(kit.Grid, kit.Body(d.text("book.recovered.where", "File", to)))
			for _, line := range d.words.Recovered(r) {
				lines.Add(kit.Body(line))
			}
			d.showModal(d.text("book.recovered"), scrolled(lines), 560, 320,
				answerButton{text: d.text("book.open-recovered"), then: func() { d.openBook(to, false) }},
				answerButton{text: d.text("app.close")})
		})
	})
}

// offerBackups looks for a workbook's backups and shows them.
func (d *desk) offerBackups(path string) {
	work(d, d.text("book.finding-backups"), func(context.Context, func(int, int)) ([]storage.BackupFile, error) {
		return d.shelf.Backups(path)
	}, func(backups []storage.BackupFile, err error) {
		switch {
		case err != nil:
			d.fail(err)
		case len(backups) == 0:
			d.say(d.text("book.restore"), d.text("book.no-backups"))
		default:
			d.showBackups(path, backups)
		}
	})
}

// showBackups lists a workbook's backups, newest first, with what each holds; one is
// restored beside it under a name of its own, so nothing is written over.
func (d *desk) showBackups(path string, backups []storage.BackupFile) {
	var m *modal
	list := kit.Column(kit.Grid, kit.Body(d.text("book.restore.how")))
	for _, b := range backups {
		when := kit.NewText(b.At.Local().Format("2006-01-02 15:04"), kit.Style{Single: true})
		if b.Problem != nil {
			list.Add(kit.Column(0, when, kit.Small(d.text("book.backup-unusable"))))
			continue
		}
		holds := kit.Small(d.text("book.backup-holds",
			"Schools", b.Counts["schools"], "Answers", b.Counts["answers"], "Actions", b.Counts["actions"]))
		restore := kit.OutlineButton(d.text("book.restore-this"), nil, func() {
			m.close()
			d.restore(b.Path, path, b.At.Local().Format("2006-01-02 15.04"))
		})
		list.Add(kit.Row(kit.Column(0, when, holds), restore))
	}
	m = d.showModal(d.text("book.restore"), scrolled(list), 520, 440, answerButton{text: d.text("app.close")})
}

func (d *desk) restore(backup, path, when string) {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	d.ask.saveFile(d.text("book.restore"), stem+" "+when+storage.Extension, d.text("book.kind"), storage.Extension, func(to string) {
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

// endSession writes what waits and closes the workbook. Its error says what could not be
// written; the workbook is closed also then.
func (d *desk) endSession() error {
	if d.session == nil {
		return nil
	}
	d.stopFinding()
	d.window.Canvas().Unfocus() // commits what is being typed
	d.endConduct()
	err := d.session.Close()
	d.scratch.clear()
	d.session, d.book, d.landing = nil, nil, nil
	return err
}

func (d *desk) closeBook() {
	err := d.endSession()
	d.window.SetTitle(d.text("app.name"))
	d.goTo(place{screen: welcomeScreen})
	if err != nil {
		d.fail(err)
	}
}
