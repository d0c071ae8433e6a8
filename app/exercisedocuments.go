package app

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/assets"
	"forethought/export"
	"forethought/workbook"
)

// exerciseDocuments is the part of an exercise that makes its documents: at the left the
// documents with a box to tick each, whom it is for and what it holds; at the right what is
// printed on them, and the button that writes the ticked ones into a folder.
type exerciseDocuments struct {
	noKeys
	desk  *desk
	kinds []export.ExerciseDocument
	said  map[string]bool // what somebody ticked or not, by code; the rest goes by what there is

	ticks    map[string]*kit.Check
	lacks    map[string]*kit.Text
	count    *kit.Text
	all      *kit.Button
	paper    *kit.Choice
	prepared *kit.Field
	handling *kit.Field
	on       *kit.DateField
	day      workbook.Date
	write    *kit.Button
	done     *fyne.Container
	side     *container.Scroll
	box      *fyne.Container
}

func newExerciseDocuments(d *desk) *exerciseDocuments {
	p := &exerciseDocuments{
		desk: d, kinds: export.ExerciseDocuments(), said: map[string]bool{}, day: d.today(),
		ticks: map[string]*kit.Check{}, lacks: map[string]*kit.Text{},
	}
	p.layout()
	return p
}

func (p *exerciseDocuments) layout() {
	d := p.desk
	p.count = kit.Small("")
	p.all = kit.LinkButton("", nil, p.onAll)
	list := kit.Column(1.5*kit.Grid, kit.Row(p.count, p.all))
	for _, k := range p.kinds {
		list.Add(kit.Line())
		list.Add(p.card(k))
	}
	feedback := kit.LinkButton(d.text("feedback-form.read"), nil, func() { d.importFeedback(d.view().Exercise) })
	feedback.Keys = p
	list.Add(kit.Line())
	list.Add(kit.Flow(kit.Grid, mselLinks(d, p), feedback))
	p.paper = d.choice("paper", codesOf(export.Papers()), false, func(code string) { d.prefs.SetString("paper", code) })
	p.prepared = d.field("prepared_by", func(name string) { d.prefs.SetString("report.prepared", name) })
	p.handling = kit.NewSuggest(d.text("report.pick-handling"), "", handlingOffers(d), func(mark string) {
		d.prefs.SetString("report.handling", mark)
	})
	p.handling.Post = d.post
	p.on = d.dateField("report.date", func(day workbook.Date) { p.day = day })
	p.write = kit.FilledButton(d.text("exercise.documents.write"), theme.DocumentSaveIcon(), p.onWrite)
	p.done = kit.Column(kit.Grid)
	p.done.Hide()
	side := kit.Column(2*kit.Grid, p.done, container.NewHBox(p.write), kit.Small(d.text("exercise.documents.folder")), kit.Line(),
		kit.Columns(2*kit.Grid, 200, kit.Labelled(d.text("report.paper"), p.paper), p.on.Object()),
		kit.Column(kit.Grid/2, kit.Labelled(d.text("report.prepared-by"), p.prepared), kit.Small(d.text("report.prepared-by.why"))),
		kit.Column(kit.Grid/2, kit.Labelled(d.text("report.handling"), p.handling), kit.Small(d.text("report.handling.why"))))
	left := container.NewVScroll(kit.Inset(2*kit.Grid, 2.5*kit.Grid, list))
	p.side = container.NewVScroll(kit.Inset(2*kit.Grid, 2.5*kit.Grid, side))
	p.box = container.NewStack(kit.Split(0.56, 340, 660, kit.Card(kit.Clip(left)), kit.Card(kit.Clip(p.side))))
}

// card is a document with its box, whom it is for, what it holds and what it lacks yet.
func (p *exerciseDocuments) card(k export.ExerciseDocument) fyne.CanvasObject {
	d := p.desk
	name := d.text("exercise.document." + k.Code)
	tick := kit.NewCheck("", func(on bool) {
		p.said[k.Code] = on
		p.refresh()
	})
	tick.Label = name
	p.ticks[k.Code] = tick
	p.lacks[k.Code] = kit.Small("")
	ink := kit.ColorAccent
	if k.Players {
		ink = kit.ColorGood
	}
	words := kit.Column(kit.Grid/2, kit.NewText(name, kit.Style{Bold: true}),
		kit.NewText(d.text("exercise.document-for."+k.Code), kit.Style{Size: kit.SizeSmall, Bold: true, Color: ink}),
		kit.Small(d.text("exercise.document-holds."+k.Code)), p.lacks[k.Code])
	return kit.Lead(kit.Grid, container.NewVBox(tick), words)
}

func (p *exerciseDocuments) object() fyne.CanvasObject { return p.box }
func (p *exerciseDocuments) show(place)                { p.done.Hide() }
func (p *exerciseDocuments) leave()                    { p.done.Hide() }

// ticked are the documents that would be written now. Until somebody says otherwise those
// are the ones that would not be empty.
func (p *exerciseDocuments) ticked() []export.ExerciseDocument {
	e := &p.desk.view().Exercise
	var list []export.ExerciseDocument
	for _, k := range p.kinds {
		on, said := p.said[k.Code]
		if said && on || !said && len(k.Lacks(e)) == 0 {
			list = append(list, k)
		}
	}
	return list
}

// refresh shows what is ticked and what the exercise has not got yet.
func (p *exerciseDocuments) refresh() {
	d := p.desk
	e := &d.view().Exercise
	ticked := map[string]bool{}
	for _, k := range p.ticked() {
		ticked[k.Code] = true
	}
	for _, k := range p.kinds {
		p.ticks[k.Code].Put(ticked[k.Code])
		said := ""
		for _, lack := range k.Lacks(e) {
			said += " " + d.text("exercise.lacks."+string(lack))
		}
		text := p.lacks[k.Code]
		if said != "" {
			text.Set(said[1:])
			text.Show()
		} else {
			text.Hide()
		}
	}
	p.count.Set(d.text("exercise.documents.ticked", "Count", len(ticked), "All", len(p.kinds)))
	p.all.SetText(d.text("exercise.documents.all"))
	if len(ticked) == len(p.kinds) {
		p.all.SetText(d.text("exercise.documents.none"))
	}
	p.write.Enable()
	if len(ticked) == 0 {
		p.write.Disable()
	}
	p.paper.Put(d.prefs.StringWithFallback("paper", string(export.Letter)))
	p.prepared.Put(d.prefs.StringWithFallback("report.prepared", d.session.Author().Name))
	p.handling.Put(d.prefs.StringWithFallback("report.handling", d.words.HandlingMark(workbook.FullAudience)))
	p.on.Field.About("plan")
	p.on.Put(p.day)
	p.box.Refresh()
}

// onAll ticks all documents or, where all are, none.
func (p *exerciseDocuments) onAll() {
	on := len(p.ticked()) < len(p.kinds)
	for _, k := range p.kinds {
		p.said[k.Code] = on
	}
	p.refresh()
}

// onWrite asks for a folder, and whether what is there under the same names is replaced.
func (p *exerciseDocuments) onWrite() {
	d, b := p.desk, p.desk.book
	d.commitTyping()
	d.window.Canvas().Unfocus()
	kinds, e := p.ticked(), d.view().Exercise.Exercise
	d.ask.openFolder(d.text("exercise.documents.write"), func(folder string) {
		if d.book != b || len(kinds) == 0 { // closed behind the dialog
			return
		}
		there := 0
		for _, k := range kinds {
			if _, err := os.Lstat(filepath.Join(folder, k.FileName(e, d.words))); err == nil {
				there++
			}
		}
		write := func() { p.writeTo(folder, kinds, e.ID) }
		if there == 0 {
			write()
			return
		}
		d.confirm(d.text("exercise.documents.replace"), d.text("exercise.documents.replace-sure", "Count", there, "Folder", folder),
			d.text("ask.replace-yes"), write)
	})
}

// writeTo writes the documents of the exercise that was open when the folder was chosen.
func (p *exerciseDocuments) writeTo(folder string, kinds []export.ExerciseDocument, id string) {
	d, from := p.desk, p.desk.book
	prepared, handling, on := p.prepared.Text, p.handling.Text, p.day
	options := export.Options{
		Paper: export.Paper(p.paper.Code()), Words: d.words,
		Fonts: export.NewFonts(assets.Fonts()),
	}
	work(d, d.text("exercise.documents.writing"), func(ctx context.Context, progress func(int, int)) ([]export.Receipt, error) {
		r, err := from.ExerciseRequest(ctx, id, d.theCase)
		if err != nil {
			return nil, err
		}
		r.PreparedBy, r.Handling, r.On = prepared, handling, on
		options.Progress = progress
		return d.press.ExerciseDocuments(ctx, folder, kinds, r, options)
	}, func(written []export.Receipt, err error) { p.written(folder, written, err) })
}

// written says what there is now, and offers to open it.
func (p *exerciseDocuments) written(folder string, written []export.Receipt, err error) {
	d := p.desk
	if err != nil {
		d.fail(err)
		return
	}
	pages, replaced := 0, 0
	var lines []string
	for _, r := range written {
		pages, replaced = pages+r.Pages, replaced+r.Replaced
		lines = append(lines, filepath.Base(r.Path))
	}
	lines = append(lines, d.text("report.written.pages", "Count", pages))
	if replaced > 0 {
		lines = append(lines, d.text("report.written.replaced", "Count", replaced))
	}
	path := folder
	if len(written) == 1 {
		path = written[0].Path
	}
	p.done.Objects = d.doneBox(d.text("exercise.documents.written", "Count", len(written)), path, lines, path != folder)
	p.done.Show()
	p.side.ScrollToTop()
	p.box.Refresh()
}
