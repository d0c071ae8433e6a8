package app

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/assets"
	"forethought/export"
	"forethought/workbook"
)

// reports is where documents are made: the kinds at the left; at the right what is asked of
// the one that is picked, what would be in it and what not, before it is written.
type reports struct {
	noKeys
	desk  *desk
	kinds []reportKind
	kind  reportKind

	rows        *kit.List
	title, what *kit.Text
	school      *kit.Text
	audience    *kit.Choice
	paper       *kit.Choice
	prepared    *kit.Field
	handling    *kit.Field
	on          *kit.DateField
	protect     *kit.Check
	day         workbook.Date

	schoolBox, audienceBox, preparedBox *fyne.Container
	options                             *fyne.Container

	contents, leftOut *fyne.Container
	done              *fyne.Container
	write             *kit.Button
	document          *fyne.Container // what is asked and told of a document
	takeout           *takeout
	forms             *forms
	handouts          map[string]fyne.CanvasObject // by the code of a kind that is no document
	box               *fyne.Container
	scroll            *container.Scroll
	asked             int                // counts previews, so that a late one is dropped
	drop              context.CancelFunc // ends the preview under way
}

func newReports(d *desk) *reports {
	s := &reports{desk: d, day: d.today(), kinds: reportKinds(), drop: func() {}}
	s.kind = s.kinds[0]
	for _, k := range s.kinds {
		if k.code == d.prefs.String("report.kind") {
			s.kind = k
		}
	}
	s.layout()
	return s
}

func (s *reports) layout() {
	d := s.desk
	s.title, s.what = kit.Heading(""), kit.Small("")
	s.school = kit.NewText("", kit.Style{Bold: true})
	s.audience = d.choice("audience", codesOf(workbook.Audiences()), false, s.onAudience)
	s.audience.Put(d.prefs.StringWithFallback("report.audience", string(workbook.FullAudience)))
	s.paper = d.choice("paper", codesOf(export.Papers()), false, s.onPaper)
	s.prepared = d.field("prepared_by", func(name string) { d.prefs.SetString("report.prepared", name) })
	s.handling = kit.NewSuggest(d.text("report.pick-handling"), "", handlingOffers(d), func(mark string) {
		d.prefs.SetString(s.markPref(), mark)
	})
	s.handling.Post = d.post
	s.on = d.dateField("report.date", s.onDay)
	s.protect = kit.NewCheck(d.text("report.protect"), nil)
	s.contents, s.leftOut, s.done = kit.Column(kit.Grid), kit.Column(kit.Grid), kit.Column(kit.Grid)
	s.done.Hide()
	s.write = kit.FilledButton(d.text("report.write"), theme.DocumentSaveIcon(), s.onWrite)
	s.takeout = newTakeout(d, func(path string, lines ...string) { s.showDone(d.text("takeout.written"), path, lines) })
	s.forms = newForms(d, func(path string, lines ...string) { s.showDone(d.text("forms.done"), path, lines) })
	s.handouts = map[string]fyne.CanvasObject{handoutForms: s.forms.object(), handoutTables: s.takeout.object()}
	s.rows = kit.NewList(func() int { return len(s.kinds) }, s.newRow, s.updateRow, s.onRow)
	s.rows.Keys = s

	s.schoolBox = kit.Labelled(d.text("app.school"), s.school)
	s.audienceBox = kit.Labelled(d.text("report.audience"), s.audience)
	s.preparedBox = kit.Column(kit.Grid/2, kit.Labelled(d.text("report.prepared-by"), s.prepared), kit.Small(d.text("report.prepared-by.why")))
	s.options = kit.Column(2*kit.Grid,
		kit.Columns(2*kit.Grid, 200, s.schoolBox, s.audienceBox),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("report.paper"), s.paper), s.on.Object()),
		kit.Columns(2*kit.Grid, 200, s.preparedBox,
			kit.Column(kit.Grid/2, kit.Labelled(d.text("report.handling"), s.handling), kit.Small(d.text("report.handling.why")))),
		kit.Column(0, s.protect, kit.Small(d.text("report.protect.why"))),
	)
	s.document = kit.Column(2*kit.Grid, s.options, kit.Line(), kit.Columns(4*kit.Grid, 240,
		kit.Column(kit.Grid, kit.Heading(d.text("report.contains")), s.contents),
		kit.Column(kit.Grid, kit.Heading(d.text("report.leaves-out")), s.leftOut)))
	page := kit.Column(2*kit.Grid, s.done, kit.Column(kit.Grid/2, s.title, s.what), s.document)
	for _, o := range s.handouts {
		page.Add(o)
	}
	s.scroll = container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, page))
	head := kit.Row(kit.Title(d.text("screen.reports")), s.write)
	s.box = kit.Screen(head, kit.Split(0.32, 260, 480, kit.Card(kit.Clip(s.rows)), kit.Card(kit.Clip(s.scroll))))
}

func (s *reports) object() fyne.CanvasObject { return s.box }
func (s *reports) show(place)                { s.done.Hide() }

func (s *reports) newRow() fyne.CanvasObject {
	title := kit.NewText("", kit.Style{Single: true})
	hint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	return kit.Inset(1.25*kit.Grid, 2*kit.Grid, container.NewVBox(title, hint))
}

func (s *reports) updateRow(i int, o fyne.CanvasObject) {
	k := s.kinds[i]
	words := o.(*fyne.Container).Objects[0].(*fyne.Container)
	title, hint := words.Objects[0].(*kit.Text), words.Objects[1].(*kit.Text)
	title.Set(s.desk.text("report.kind." + k.code))
	title.SetLook(kit.ColorInk, k.code == s.kind.code)
	hint.Set(s.desk.text("report.kind-for." + k.code))
	o.Refresh()
}

func (s *reports) onRow(i int) {
	s.desk.leaveFor(s.rows)
	s.kind = s.kinds[i]
	s.desk.prefs.SetString("report.kind", s.kind.code)
	s.done.Hide()
	s.scroll.ScrollToTop()
	s.refresh()
}

// reads is who the document is for; one that is the same for every reader is a full copy.
func (s *reports) reads() workbook.Audience {
	if !s.kind.audiences {
		return workbook.FullAudience
	}
	return workbook.Audience(s.audience.Code())
}

// markPref is the setting that keeps the handling mark: each audience has its own, so that
// the mark of a full copy does not stand on a public one.
func (s *reports) markPref() string {
	switch a := s.reads(); {
	case !s.kind.marked:
		return "mark.unmarked"
	case a != workbook.FullAudience:
		return "mark." + string(a)
	}
	return "report.handling"
}

// customaryMark is the mark of who has not set another.
func (s *reports) customaryMark() string {
	if !s.kind.marked {
		return ""
	}
	return s.desk.words.HandlingMark(s.reads())
}

// handlingOffers are the handling marks that are offered.
func handlingOffers(d *desk) func() []string {
	return func() []string {
		var offers []string
		for _, key := range []string{"official", "confidential", "partners"} {
			offers = append(offers, d.text("report.handling."+key))
		}
		return offers
	}
}

func (s *reports) onPaper(code string) { s.desk.prefs.SetString("paper", code) }

func (s *reports) onAudience(code string) {
	s.desk.commitTyping() // a mark that is being typed belongs to the audience before
	s.desk.prefs.SetString("report.audience", code)
	s.done.Hide()
	s.refresh()
}

func (s *reports) onDay(day workbook.Date) {
	s.day = day
	s.refresh()
}

// ask is what the fields ask for now.
func (s *reports) ask() reportAsk {
	return reportAsk{
		school: s.desk.view().School.ID, audience: s.reads(), on: s.day,
		preparedBy: s.prepared.Text, handling: s.handling.Text,
	}
}

func (s *reports) source() reportSource {
	return reportSource{book: s.desk.book, theCase: s.desk.theCase, words: s.desk.words}
}

// refresh shows what a document written now would hold.
func (s *reports) refresh() {
	d := s.desk
	v := d.view()
	for i, k := range s.kinds {
		if k.code == s.kind.code {
			s.rows.Mark(i)
		}
	}
	s.rows.Refresh()
	s.title.Set(d.text("report.kind." + s.kind.code))
	s.what.Set(d.text("report.kind-more." + s.kind.code))
	s.school.Set(workbook.Shorten(v.School.Name, 80))
	s.paper.Put(d.prefs.StringWithFallback("paper", string(export.Letter)))
	s.prepared.Put(d.prefs.StringWithFallback("report.prepared", d.session.Author().Name))
	s.handling.Put(d.prefs.StringWithFallback(s.markPref(), s.customaryMark()))
	s.on.Field.About("plan")
	s.on.Put(s.day)
	s.forms.refresh()
	showIf(s.document, s.kind.make != nil)
	showIf(s.write, s.kind.make != nil)
	for code, o := range s.handouts {
		showIf(o, code == s.kind.code)
	}
	showIf(s.schoolBox, s.kind.ofSchool)
	showIf(s.audienceBox, s.kind.audiences)
	showIf(s.preparedBox, !s.reads().Withholds(workbook.LeftOutPreparedBy))
	s.drop()
	s.asked++
	if s.kind.make == nil {
		s.box.Refresh()
		return
	}
	if (s.kind.ofSchool || s.kind.ofSchools) && v.School.ID == "" {
		s.write.Disable()
		missing := d.text("report.no-school")
		if s.kind.ofSchools {
			missing = d.text("report.no-schools")
		}
		s.fillLines(s.contents, []string{missing})
		s.fillLines(s.leftOut, nil)
		return
	}
	s.write.Enable()
	s.box.Refresh()
	ctx, drop := context.WithCancel(context.Background())
	s.drop = drop
	asked, kind, from, ask := s.asked, s.kind, s.source(), s.ask()
	session.Ask(d.session, ctx, func(ctx context.Context) (report, error) {
		return kind.make(ctx, from, ask)
	}, func(r report, err error) {
		drop()
		if asked == s.asked && err == nil { // an error shows when the document is written
			s.fillLines(s.contents, r.holds)
			s.fillLines(s.leftOut, leftOutLines(d.words, r.leftOut))
		}
	})
}

// showIf shows or hides an object.
func showIf(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
		return
	}
	o.Hide()
}

// leftOutLines says what a document leaves out.
func leftOutLines(words *assets.Language, left []workbook.LeftOut) []string {
	var lines []string
	for _, l := range left {
		lines = append(lines, words.Text("left-out."+l.Code, "Count", l.Count))
	}
	return lines
}

func (s *reports) fillLines(box *fyne.Container, lines []string) {
	box.RemoveAll()
	for i, line := range lines {
		if i > 0 {
			box.Add(kit.Line())
		}
		box.Add(kit.Body(line))
	}
	if len(lines) == 0 {
		box.Add(kit.Small(s.desk.text("report.nothing")))
	}
	s.box.Refresh()
}

func (s *reports) onWrite() {
	d := s.desk
	d.commitTyping()
	d.window.Canvas().Unfocus()
	kind, ask, from := s.kind, s.ask(), s.source()
	subject := d.theCase.Title
	switch {
	case kind.ofSchool:
		subject = d.view().School.Name
	case kind.ofSchools:
		subject = strings.TrimSuffix(filepath.Base(d.book.Path()), filepath.Ext(d.book.Path()))
	}
	name := d.text("report.file-name", "Kind", d.text("report.kind."+kind.code), "Subject", subject, "Date", string(s.day))
	if kind.audiences && ask.audience != workbook.FullAudience {
		name += " - " + d.text("report.file-for."+string(ask.audience))
	}
	suggested := filepath.Join(filepath.Dir(d.book.Path()), export.FileName(name)+".pdf")
	write := func(pass workbook.Passphrase) {
		d.ask.saveFile(d.text("report.write"), suggested, d.text("report.pdf"), ".pdf", func(path string) {
			if d.book == from.book { // the workbook may have been closed behind the dialog
				s.writeTo(path, kind, ask, pass)
			}
		})
	}
	if s.protect.Ticked() {
		d.askNewPassphrase(d.text("report.protect"), d.text("report.write"), write)
		return
	}
	write(workbook.Passphrase{})
}

// writeTo writes the document that was asked for when the file was chosen, whatever is on
// the screen now.
func (s *reports) writeTo(path string, kind reportKind, ask reportAsk, pass workbook.Passphrase) {
	d, from := s.desk, s.source()
	options := export.Options{
		Paper: export.Paper(s.paper.Code()), Words: d.words, Passphrase: pass,
		Fonts: export.NewFonts(assets.Fonts()),
	}
	title := d.text("report.writing", "Kind", d.text("report.kind."+kind.code))
	work(d, title, func(ctx context.Context, progress func(int, int)) (export.Receipt, error) {
		r, err := kind.make(ctx, from, ask)
		if err != nil {
			return export.Receipt{}, err
		}
		options.Progress, options.Content = progress, from.book.Content
		return d.press.Report(ctx, path, r.value, options)
	}, func(r export.Receipt, err error) { s.written(kind, r, pass.Text() != "", err) })
}

// written tells what the document holds and leaves out.
func (s *reports) written(kind reportKind, r export.Receipt, protected bool, err error) {
	d := s.desk
	if err != nil {
		d.fail(err)
		return
	}
	lines := []string{d.text("report.written.pages", "Count", r.Pages)}
	if left := leftOutLines(d.words, r.LeftOut); len(left) > 0 {
		lines = append(lines, d.text("report.written.left-out", "Contents", strings.Join(left, "; ")))
	}
	if r.Replaced > 0 {
		lines = append(lines, d.text("report.written.replaced", "Count", r.Replaced))
	}
	if protected {
		lines = append(lines, d.text("report.written.protected"))
	}
	s.showDone(d.text("report.written", "Kind", d.text("report.kind."+kind.code)), r.Path, lines)
}

// showDone says what was written and where, and offers to open it.
func (s *reports) showDone(title, path string, lines []string) {
	s.done.Objects = s.desk.doneBox(title, path, lines, true)
	s.done.Show()
	s.scroll.ScrollToTop()
	s.box.Refresh()
}

// doneBox says what was written and where, and offers to open it: a file and its folder, or
// a folder alone.
func (d *desk) doneBox(title, path string, lines []string, file bool) []fyne.CanvasObject {
	head := container.NewBorder(nil, nil, kit.DoneSign(), nil,
		kit.NewText(title, kit.Style{Size: kit.SizeHeading, Bold: true, Color: kit.ColorGood}))
	box := kit.Column(kit.Grid, head, kit.Small(path))
	for _, line := range lines {
		box.Add(kit.Body(line))
	}
	folder, open, ways := path, d.text("report.open-the-folder"), container.NewHBox()
	if file {
		folder, open = filepath.Dir(path), d.text("report.open-folder")
		ways.Add(kit.OutlineButton(d.text("report.open"), nil, func() { d.openOutside(path) }))
	}
	ways.Add(kit.OutlineButton(open, nil, func() { d.openOutside(folder) }))
	box.Add(ways)
	return []fyne.CanvasObject{box, kit.Line()}
}

// openOutside opens a file or folder with what the system has for it.
func (d *desk) openOutside(path string) {
	u, err := url.Parse(storage.NewFileURI(path).String())
	if err == nil {
		err = d.launch(u)
	}
	if err != nil {
		d.say(d.text("app.could-not"), d.text("report.cannot-open", "File", path))
	}
}
