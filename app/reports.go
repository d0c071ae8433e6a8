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

// reports is where documents are made: what goes into the plan is shown before it is
// written, and what was written and left out afterwards.
type reports struct {
	noKeys
	desk *desk

	school   *kit.Text
	paper    *kit.Choice
	prepared *kit.Field
	handling *kit.Field
	on       *kit.DateField
	day      workbook.Date

	contents *fyne.Container
	leftOut  *fyne.Container
	done     *fyne.Container
	write    *kit.Button
	takeout  *takeout
	box      *fyne.Container
	asked    int // counts previews, so that a late one is dropped
}

func newReports(d *desk) *reports {
	s := &reports{desk: d, day: d.today()}
	s.layout()
	return s
}

func (s *reports) layout() {
	d := s.desk
	s.school = kit.NewText("", kit.Style{Bold: true})
	s.paper = d.choice("paper", []string{string(export.Letter), string(export.A4)}, false, s.onPaper)
	s.prepared = d.field("prepared_by", func(name string) { d.prefs.SetString("report.prepared", name) })
	s.handling = kit.NewSuggest(d.text("report.pick-handling"), "", s.handlingOffers, func(mark string) {
		d.prefs.SetString("report.handling", mark)
	})
	s.handling.Post = d.post
	s.on = d.dateField("report.date", s.onDay)
	s.contents, s.leftOut, s.done = kit.Column(kit.Grid), kit.Column(kit.Grid), kit.Column(kit.Grid)
	s.done.Hide()
	s.write = kit.FilledButton(d.text("report.write"), theme.DocumentSaveIcon(), s.onWrite)

	s.takeout = newTakeout(d, func(path string, lines ...string) { s.showDone(d.text("takeout.written"), path, lines) })

	form := kit.Column(2*kit.Grid,
		kit.Column(kit.Grid/2, kit.Heading(d.text("report.action-plan")), kit.Small(d.text("report.action-plan.what"))),
		kit.Labelled(d.text("app.school"), s.school),
		kit.Columns(2*kit.Grid, 160, kit.Labelled(d.text("report.paper"), s.paper), s.on.Object()),
		kit.Column(kit.Grid/2, kit.Labelled(d.text("report.prepared-by"), s.prepared), kit.Small(d.text("report.prepared-by.why"))),
		kit.Column(kit.Grid/2, kit.Labelled(d.text("report.handling"), s.handling), kit.Small(d.text("report.handling.why"))),
		kit.Line(),
		s.takeout.object(),
	)
	preview := kit.Column(2*kit.Grid,
		s.done,
		kit.Column(kit.Grid, kit.Heading(d.text("report.contains")), s.contents),
		kit.Column(kit.Grid, kit.Heading(d.text("report.leaves-out")), s.leftOut),
	)
	pad := func(o fyne.CanvasObject) fyne.CanvasObject {
		return kit.Card(kit.Clip(container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, o))))
	}
	head := kit.Row(kit.Title(d.text("screen.reports")), s.write)
	s.box = kit.Screen(head, kit.Split(0.42, 320, 480, pad(form), pad(preview)))
}

func (s *reports) object() fyne.CanvasObject { return s.box }
func (s *reports) show(place)                { s.done.Hide() }

func (s *reports) handlingOffers() []string {
	var offers []string
	for _, key := range []string{"official", "confidential", "partners"} {
		offers = append(offers, s.desk.text("report.handling."+key))
	}
	return offers
}

func (s *reports) onPaper(code string) { s.desk.prefs.SetString("paper", code) }

func (s *reports) onDay(day workbook.Date) {
	s.day = day
	s.refresh()
}

// refresh shows what a plan written now would hold.
func (s *reports) refresh() {
	d := s.desk
	v := d.view()
	s.school.Set(workbook.Shorten(v.School.Name, 80))
	s.paper.Put(d.prefs.StringWithFallback("paper", string(export.Letter)))
	s.prepared.Put(d.prefs.StringWithFallback("report.prepared", d.session.Author().Name))
	s.handling.Put(d.prefs.StringWithFallback("report.handling", d.text("report.handling.official")))
	s.on.Field.About("plan")
	s.on.Put(s.day)
	if v.School.ID == "" {
		s.write.Disable()
		s.fillLines(s.contents, []string{d.text("report.no-school")})
		s.fillLines(s.leftOut, nil)
		return
	}
	s.write.Enable()
	s.asked++
	asked, b, id := s.asked, d.book, v.School.ID
	session.Ask(d.session, context.Background(), func(ctx context.Context) (workbook.PlanRequest, error) {
		return b.PlanRequest(ctx, id, d.theCase)
	}, func(r workbook.PlanRequest, err error) {
		if asked == s.asked && err == nil { // an error shows when the plan is written
			s.preview(workbook.NewActionPlan(r))
		}
	})
}

func (s *reports) preview(p workbook.ActionPlan) {
	d := s.desk
	items := 0
	for _, l := range p.Lists {
		items += len(l.Rows)
	}
	bare := 0
	for _, a := range p.Actions {
		if len(a.Items) == 0 {
			bare++
		}
	}
	actions := d.text("report.has.actions", "Count", len(p.Actions))
	if bare > 0 {
		actions = d.text("report.has.bare-actions", "Count", len(p.Actions), "Bare", bare)
	}
	s.fillLines(s.contents, []string{
		d.text("report.has.front"),
		d.text("report.has.summary", "Answered", p.Coverage.Answered(), "Total", p.Coverage.Total),
		d.text("report.has.gaps", "Count", len(p.HighGaps), "Without", p.WithoutWork),
		actions,
		d.text("report.has.items", "Count", items),
		d.text("report.has.open", "Count", len(d.theCase.OpenQuestions)),
		d.text("report.has.case", "Figures", len(d.theCase.Figures), "Sources", len(d.theCase.Sources)),
		d.text("report.has.distribution", "Count", len(p.Distribution)),
	})
	s.fillLines(s.leftOut, leftOutLines(d.words, p.LeftOut))
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
	d.window.Canvas().Unfocus()
	name := d.text("report.file-name", "School", d.view().School.Name, "Date", string(s.day))
	suggested := filepath.Join(filepath.Dir(d.book.Path()), fileName(name)+".pdf")
	b, school := d.book, d.view().School.ID
	d.ask.saveFile(d.text("report.write"), suggested, d.text("report.kind"), ".pdf", func(path string) {
		if d.book == b { // the workbook may have been closed behind the dialog
			s.writeTo(path, school)
		}
	})
}

// fileName makes a name that every file system takes.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, name)
	return strings.Trim(workbook.Shorten(name, 120), " .")
}

// writeTo writes the plan of the school for which the file was chosen, whichever is open now.
func (s *reports) writeTo(path, school string) {
	d, b := s.desk, s.desk.book
	prepared, handling, day := s.prepared.Text, s.handling.Text, s.day
	options := export.Options{
		Paper: export.Paper(s.paper.Code()), Words: d.words,
		Fonts: export.Fonts{Regular: assets.Font("Regular"), Bold: assets.Font("Bold"), Italic: assets.Font("Italic")},
	}
	work(d, d.text("report.writing"), func(ctx context.Context, progress func(int, int)) (export.Receipt, error) {
		r, err := b.PlanRequest(ctx, school, d.theCase)
		if err != nil {
			return export.Receipt{}, err
		}
		r.PreparedBy, r.Handling, r.On = prepared, handling, day
		options.Progress = progress
		return d.press.ActionPlan(ctx, path, workbook.NewActionPlan(r), options)
	}, s.written)
}

// written tells what the document holds and leaves out.
func (s *reports) written(r export.Receipt, err error) {
	d := s.desk
	if err != nil {
		d.fail(err)
		return
	}
	lines := []string{
		d.text("report.written.pages", "Count", r.Pages),
		d.text("report.written.holds", "Actions", r.Actions, "Items", r.Items, "Sources", r.Sources),
	}
	if r.Replaced > 0 {
		lines = append(lines, d.text("report.written.replaced", "Count", r.Replaced))
	}
	s.showDone(d.text("report.written"), r.Path, lines)
}

// showDone says what was written and where, and offers to open it.
func (s *reports) showDone(title, path string, lines []string) {
	d := s.desk
	head := container.NewBorder(nil, nil, kit.DoneSign(), nil,
		kit.NewText(title, kit.Style{Size: kit.SizeHeading, Bold: true, Color: kit.ColorGood}))
	box := kit.Column(kit.Grid, head, kit.Small(path))
	for _, line := range lines {
		box.Add(kit.Body(line))
	}
	box.Add(container.NewHBox(
		kit.OutlineButton(d.text("report.open"), nil, func() { d.openOutside(path) }),
		kit.OutlineButton(d.text("report.open-folder"), nil, func() { d.openOutside(filepath.Dir(path)) })))
	s.done.Objects = []fyne.CanvasObject{box, kit.Line()}
	s.done.Show()
	s.box.Refresh()
}

// openOutside opens a file or folder with what the system has for it.
func (d *desk) openOutside(path string) {
	u, err := url.Parse(storage.NewFileURI(path).String())
	if err == nil {
		err = fyne.CurrentApp().OpenURL(u)
	}
	if err != nil {
		d.say(d.text("app.could-not"), d.text("report.cannot-open", "File", path))
	}
}
