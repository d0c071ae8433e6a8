package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// maxFound is how many findings of a kind are listed.
const maxFound = 100

// findPause is how long typing rests before the workbook is searched.
const findPause = 30 * time.Millisecond

// finder searches everything in the workbook and its case: a field in the bar, and over it,
// while it is open, the words with what they find. What was typed and the line that the
// person was on stay until the next time, so that findings can be gone through one by one.
type finder struct {
	desk   *desk
	button *kit.SearchButton
	words  string // what was typed last

	popup   *widget.PopUp // nil before the first time
	query   *kit.Query
	list    *kit.List
	message *kit.Text
	hint    *kit.Text
	said    *fyne.Container

	rows   []foundRow
	at     int // the row that Enter opens, -1 for none
	last   *workbook.Hit
	timer  *time.Timer
	cancel context.CancelFunc // ends the reading under way
	turn   int                // an answer to an earlier question is not shown
	asking bool               // what is listed answers other words than those that stand there
	enter  bool               // Enter came before the answer
}

func newFinder(d *desk) *finder {
	f := &finder{desk: d, at: -1}
	f.button = kit.NewSearchButton(d.text("search.everything"), d.text("search.keys"), func() { f.open("") })
	f.button.Keys = openingKeys{f}
	d.stopFinding = f.close
	return f
}

// openingKeys let the field in the bar be typed into.
type openingKeys struct{ find *finder }

// HandleRune opens the search with the letter.
func (k openingKeys) HandleRune(r rune) bool {
	k.find.open(string(r))
	return true
}

// HandleKey has no use for any.
func (openingKeys) HandleKey(fyne.KeyName) bool { return false }

// open opens the search, with the words of last time marked or with a letter that was typed.
func (f *finder) open(typed string) {
	d := f.desk
	if d.session == nil || f.isOpen() {
		return
	}
	d.commitTyping() // so that it is found
	f.build()
	f.popup = kit.ShowOver(f.panel(), f.button, f.size())
	d.window.Canvas().Focus(f.query)
	f.rows, f.at = nil, -1
	f.query.SetText(f.words)
	f.query.SelectAll()
	if typed != "" {
		for _, r := range typed {
			f.query.TypedRune(r)
		}
	}
	f.ask()
	f.show()
}

// build makes what the popup holds.
func (f *finder) build() {
	f.query = kit.NewQuery(f.desk.text("search.everything"), f, f.onTyped)
	f.list = kit.NewList(func() int { return len(f.rows) }, f.newRow, f.updateRow, func(int) {})
	f.list.OnSelected = f.onRow
	f.list.HideSeparators = true
	f.list.SetItemHeight(0, f.headHeight()) // others have room above, which parts the groups
	f.list.First, f.list.Keys = f, f
	f.message = kit.NewText("", kit.Style{Bold: true})
	f.hint = kit.Small("")
	f.said = kit.Column(kit.Grid/2, f.message, f.hint)
}

func (f *finder) panel() fyne.CanvasObject {
	return container.NewBorder(f.query, nil, nil, nil, container.NewStack(f.list, kit.Inset(1.25*kit.Grid, 1.5*kit.Grid, f.said)))
}

func (f *finder) isOpen() bool { return f.popup != nil && f.popup.Visible() }

// close takes the search away; the focus is again where it was.
func (f *finder) close() {
	f.stop()
	if f.isOpen() {
		f.popup.Hide()
	}
}

// stop lets no answer come any more.
func (f *finder) stop() {
	f.turn++
	f.asking, f.enter = false, false
	if f.timer != nil {
		f.timer.Stop()
		f.timer = nil
	}
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
}

// onTyped asks once the typing rests.
func (f *finder) onTyped(words string) {
	if words == f.words {
		return
	}
	f.words, f.last = words, nil
	f.stop()
	f.asking = true
	turn := f.turn
	f.timer = time.AfterFunc(findPause, func() {
		f.desk.post(func() {
			if turn == f.turn {
				f.ask()
			}
		})
	})
}

// ask searches for what stands there.
func (f *finder) ask() {
	d, words, enter := f.desk, f.words, f.enter
	f.stop()
	if d.session == nil || !f.isOpen() {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel, f.asking, f.enter = cancel, true, enter
	turn, b, c, records := f.turn, d.book, d.theCase, d.view().Records
	session.Ask(d.session, ctx, func(ctx context.Context) (workbook.Findings, error) {
		hits, err := b.Search(ctx, words, maxFound)
		if err != nil {
			return nil, err
		}
		return workbook.NewFindings(c, records, words, hits, maxFound), nil
	}, func(found workbook.Findings, err error) {
		cancel()
		if turn == f.turn && f.isOpen() {
			f.take(found, err)
		}
	})
}

// take shows an answer. The person stays on the line that they were on where it is there.
func (f *finder) take(found workbook.Findings, err error) {
	enter := f.enter
	f.stop()
	f.rows = rowsOf(found)
	f.at = slices.IndexFunc(f.rows, func(r foundRow) bool { return r.is != nil && f.last != nil && r.is.Same(*f.last) })
	if f.at < 0 {
		f.at = slices.IndexFunc(f.rows, func(r foundRow) bool { return r.is != nil })
	}
	f.show()
	if err != nil {
		f.say(f.desk.words.Explain(err))
	}
	if enter && f.at >= 0 {
		f.onRow(f.at)
	}
}

// show draws what was found, or says that there is nothing.
func (f *finder) show() {
	d := f.desk
	title, hint := "", ""
	switch typed := strings.TrimSpace(f.words); {
	case len(f.rows) > 0:
	case typed == "":
		hint = d.text("search.hint")
	case f.asking:
	case workbook.ParseWords(typed).Empty():
		title, hint = d.text("search.none", "Value", workbook.Shorten(typed, 60)), d.text("search.nothing-typed")
	default:
		title, hint = d.text("search.none", "Value", workbook.Shorten(typed, 60)), d.text("search.none.way-on")
	}
	f.say(title, hint)
	f.list.Hidden = len(f.rows) == 0
	f.place()
	f.list.Refresh()
	if f.at > 1 {
		f.list.ScrollTo(f.at)
	} else {
		f.list.ScrollToTop() // with its heading
	}
}

// say puts words in the place of findings.
func (f *finder) say(title, hint string) {
	f.message.Set(title)
	f.message.Hidden = title == ""
	f.hint.Set(hint)
	f.hint.Hidden = hint == ""
	f.said.Refresh()
}

// refresh looks again after a change of the workbook.
func (f *finder) refresh() {
	if f.isOpen() && !f.asking {
		f.ask()
	}
}

// place gives the popup the room that it needs.
func (f *finder) place() {
	if f.isOpen() {
		kit.PlaceOver(f.popup, f.button, f.size())
	}
}

// size is what the findings need; the window may have less.
func (f *finder) size() fyne.Size {
	width := 600 * kit.TextScale()
	height := f.query.MinSize().Height + 2*kit.Grid
	if n := len(f.rows); n > 0 {
		height += fyne.Min(f.headHeight()+float32(n-1)*(f.newRow().MinSize().Height+4), 560*kit.TextScale())
	} else {
		height += 88 * kit.TextScale()
	}
	return fyne.NewSize(width, height)
}

// onRow opens what a row leads to.
func (f *finder) onRow(i int) {
	f.list.UnselectAll() // a row may be pressed twice
	if i < 0 || i >= len(f.rows) || f.rows[i].is == nil {
		f.desk.window.Canvas().Focus(f.query)
		return
	}
	x := *f.rows[i].is
	f.last = &x
	f.close()
	f.desk.landOn(x)
}

// step goes to the next row that leads somewhere.
func (f *finder) step(by, rows int) {
	at := f.at
	for i := f.at + by; i >= 0 && i < len(f.rows) && rows > 0; i += by {
		if f.rows[i].is != nil {
			at = i
			rows--
		}
	}
	if at == f.at || at < 0 {
		return
	}
	f.at = at
	f.last = f.rows[at].is
	f.list.Refresh()
	if at == 1 {
		f.list.ScrollToTop()
	} else {
		f.list.ScrollTo(at)
	}
}

// pageRows is how many findings Page Up and Page Down pass.
const pageRows = 8

// HandleKey goes through the findings while the words are being typed, and in the list.
func (f *finder) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		f.step(-1, 1)
	case fyne.KeyDown:
		f.step(1, 1)
	case fyne.KeyPageUp:
		f.step(-1, pageRows)
	case fyne.KeyPageDown:
		f.step(1, pageRows)
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.asking {
			f.enter = true // the first of what is on its way
		} else {
			f.onRow(f.at)
		}
	case fyne.KeyEscape:
		f.close()
	default:
		return false
	}
	return true
}

// HandleRune goes on with the words from the list.
func (f *finder) HandleRune(r rune) bool {
	f.desk.window.Canvas().Focus(f.query)
	f.query.TypedRune(r)
	return true
}
