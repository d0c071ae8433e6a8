package app

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/assets"
	"forethought/export"
	"forethought/workbook"
)

// forms is the part of Reports that sends checklists out as forms and reads the filled ones
// back.
type forms struct {
	desk           *desk
	one, all, read *kit.Button
	done           func(path string, lines ...string) // shows what was written
	review         *review                            // the latest, for whoever looks on
}

func newForms(d *desk, done func(string, ...string)) *forms {
	f := &forms{desk: d, done: done}
	f.one = kit.OutlineButton(d.text("forms.one"), nil, f.onOne)
	f.all = kit.OutlineButton(d.text("forms.all"), nil, f.onAll)
	f.read = kit.OutlineButton(d.text("forms.read"), nil, f.onRead)
	return f
}

func (f *forms) object() fyne.CanvasObject {
	return kit.Flow(kit.Grid, f.one, f.all, f.read)
}

// refresh offers what there are schools for.
func (f *forms) refresh() {
	for _, b := range []*kit.Button{f.one, f.all, f.read} {
		if f.desk.view().School.ID == "" {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// formMaker makes forms of today, away from the window.
type formMaker struct {
	book               book
	theCase            *workbook.Case
	prepared, handling string
	on                 workbook.Date
}

func (f *forms) maker() formMaker {
	d := f.desk
	return formMaker{
		book: d.book, theCase: d.theCase, on: d.today(),
		prepared: d.prefs.StringWithFallback("report.prepared", d.session.Author().Name),
		handling: d.prefs.StringWithFallback("report.handling", d.text("report.handling.official")),
	}
}

func (m formMaker) form(ctx context.Context, schoolID string) (workbook.Form, error) {
	r, err := m.book.FormRequest(ctx, schoolID, m.theCase)
	if err != nil {
		return workbook.Form{}, err
	}
	r.On, r.ID, r.PreparedBy, r.Handling = m.on, newID(), m.prepared, m.handling
	return workbook.NewForm(r), nil
}

func (f *forms) options(progress func(int, int)) export.Options {
	d := f.desk
	return export.Options{
		Paper: export.Paper(d.prefs.StringWithFallback("paper", string(export.Letter))), Words: d.words, Progress: progress,
		Fonts: export.NewFonts(assets.Fonts()),
	}
}

func (f *forms) onOne() {
	d, b, school := f.desk, f.desk.book, f.desk.view().School.School
	d.window.Canvas().Unfocus() // commits what is being typed
	name := export.FormNames([]workbook.School{school}, d.words)[0]
	suggested := filepath.Join(filepath.Dir(b.Path()), name)
	d.ask.saveFile(d.text("forms.one"), suggested, d.text("report.pdf"), ".pdf", func(path string) {
		if d.book != b { // closed behind the dialog
			return
		}
		maker, options := f.maker(), f.options(nil)
		work(d, d.text("forms.writing"), func(ctx context.Context, progress func(int, int)) (int, error) {
			form, err := maker.form(ctx, school.ID)
			if err != nil {
				return 0, err
			}
			options.Progress = progress
			_, err = d.press.Form(ctx, path, form, options)
			return 1, err
		}, func(n int, err error) { f.written(path, n, err) })
	})
}

func (f *forms) onAll() {
	d, b, schools := f.desk, f.desk.book, f.desk.view().Schools
	d.window.Canvas().Unfocus()
	d.ask.openFolder(d.text("forms.all"), func(folder string) {
		if d.book != b {
			return
		}
		names, maker, options := export.FormNames(schools, d.words), f.maker(), f.options(nil)
		work(d, d.text("forms.writing"), func(ctx context.Context, progress func(int, int)) (int, error) {
			options.Progress = progress
			next := func(i int) (workbook.Form, error) { return maker.form(ctx, schools[i].ID) }
			return len(names), d.press.Forms(ctx, folder, names, next, options)
		}, func(n int, err error) { f.written(filepath.Join(folder, names[0]), n, err) })
	})
}

// written says how many forms there are now, and shows the first or the only one.
func (f *forms) written(path string, n int, err error) {
	d := f.desk
	if err != nil {
		d.fail(err)
		return
	}
	f.done(path, d.text("forms.written", "Count", n), d.text("forms.send"))
}

func (f *forms) onRead() {
	d, b := f.desk, f.desk.book
	d.window.Canvas().Unfocus()
	d.ask.openFiles(d.text("forms.read"), d.text("report.pdf"), ".pdf", func(paths []string) {
		if d.book == b {
			f.readFrom(paths)
		}
	})
}

// readFrom shows what filled forms would change, against the answers of this moment.
func (f *forms) readFrom(paths []string) {
	d, b := f.desk, f.desk.book
	work(d, d.text("forms.reading"), func(ctx context.Context, progress func(int, int)) (workbook.Proposal, error) {
		filled, said, err := export.ReadForms(ctx, paths, progress)
		if err != nil {
			return workbook.Proposal{}, err
		}
		p, err := b.ProposeForms(ctx, d.theCase, filled)
		return workbook.Join(said, p), err
	}, func(p workbook.Proposal, err error) {
		switch {
		case err != nil:
			d.fail(err)
		case d.book == b:
			f.review = d.review(d.text("forms.read-title"), p, func() { f.readFrom(paths) })
		}
	})
}
