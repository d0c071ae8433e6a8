package app

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"forethought/app/kit"
	"forethought/export"
	"forethought/workbook"
)

// mselLinks are the two ways of the open exercise's MSEL: in as a spreadsheet, and out.
func mselLinks(d *desk, keys kit.Keys) *fyne.Container {
	out := kit.LinkButton(d.text("msel.export"), nil, func() { d.exportMSEL(d.view().Exercise) })
	in := kit.LinkButton(d.text("msel.import"), nil, func() { d.importMSEL(d.view().Exercise) })
	out.Keys, in.Keys = keys, keys
	return kit.Flow(kit.Grid, in, out)
}

// mselFiles offers them where there is little room.
func mselFiles(d *desk, keys kit.Keys) *kit.Tap {
	t := kit.IconButton(d.text("msel.files"), theme.MoreHorizontalIcon(), nil)
	t.Keys, t.OnTapped = keys, func() {
		menu := fyne.NewMenu("",
			fyne.NewMenuItem(d.text("msel.import"), func() { d.importMSEL(d.view().Exercise) }),
			fyne.NewMenuItem(d.text("msel.export"), func() { d.exportMSEL(d.view().Exercise) }))
		widget.ShowPopUpMenuAtRelativePosition(menu, d.window.Canvas(), fyne.NewPos(0, t.Size().Height), t)
	}
	return t
}

// exportMSEL asks for a file and writes an exercise's injects into it as a spreadsheet.
func (d *desk) exportMSEL(e workbook.ExerciseRecord) {
	d.window.Canvas().Unfocus() // commits what is being typed
	e = d.exerciseNow(e)
	b := d.book
	name := export.FileName(d.text("exercise.document-file", "Kind", d.text("msel.tab"), "Exercise", workbook.Shorten(exerciseName(d, e.Exercise), 70)))
	d.ask.saveFile(d.text("msel.export"), filepath.Join(filepath.Dir(b.Path()), name+".xlsx"), d.text("takeout.tables.kind"), ".xlsx", func(path string) {
		if d.book != b { // closed behind the dialog
			return
		}
		on, by, words := d.today(), d.prefs.String("report.prepared"), d.words
		work(d, d.text("takeout.writing"), func(ctx context.Context, _ func(int, int)) (export.SheetReceipt, error) {
			return export.WriteMSEL(ctx, path, e, on, by, words)
		}, func(r export.SheetReceipt, err error) {
			if err != nil {
				d.fail(err)
				return
			}
			lines := []fyne.CanvasObject{kit.Small(path), kit.Body(d.text("msel.written", "Count", r.Rows[export.MSELSheet]))}
			if r.Cut > 0 {
				lines = append(lines, kit.Body(d.text("cli.export.cut", "Count", r.Cut)))
			}
			d.showModal(d.text("takeout.written"), scrolled(kit.Column(kit.Grid, lines...)), 520, 240,
				answerButton{text: d.text("report.open"), then: func() { d.openOutside(path) }},
				answerButton{text: d.text("app.close")})
		})
	})
}

// exerciseNow is an exercise as the view has it, with what was committed a moment ago.
func (d *desk) exerciseNow(e workbook.ExerciseRecord) workbook.ExerciseRecord {
	if now := d.view().Exercise; now.ID == e.ID {
		return now
	}
	return e
}

// importMSEL asks for a file with injects and brings it into an exercise, once the person has
// looked at its columns and at what they would change.
func (d *desk) importMSEL(e workbook.ExerciseRecord) {
	d.window.Canvas().Unfocus()
	d.importInto(workbook.TableOfInjects, e.ID)
}
