package app

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/export"
	"forethought/workbook"
)

// takeout is the part of Reports that hands the whole workbook's tables and days to other
// programs.
type takeout struct {
	desk             *desk
	tables, calendar *kit.Button
	done             func(path string, lines ...string) // shows what was written
}

func newTakeout(d *desk, done func(string, ...string)) *takeout {
	t := &takeout{desk: d, done: done}
	t.tables = kit.OutlineButton(d.text("takeout.tables"), nil, t.onTables)
	t.calendar = kit.OutlineButton(d.text("takeout.calendar"), nil, t.onCalendar)
	return t
}

func (t *takeout) object() fyne.CanvasObject {
	return kit.Flow(kit.Grid, t.tables, t.calendar)
}

func (t *takeout) onTables() {
	d := t.desk
	t.write("tables", "xlsx", func(ctx context.Context, b book, path string) (export.SheetReceipt, error) {
		r, err := b.RegisterRequest(ctx, "", d.theCase)
		if err != nil {
			return export.SheetReceipt{}, err
		}
		r.On, r.PreparedBy = d.today(), d.prefs.String("report.prepared")
		return d.press.Tables(ctx, path, workbook.NewRegister(r), d.words)
	})
}

func (t *takeout) onCalendar() {
	d := t.desk
	t.write("calendar", "ics", func(ctx context.Context, b book, path string) (export.SheetReceipt, error) {
		r, err := b.AgendaRequest(ctx, "", d.theCase)
		if err != nil {
			return export.SheetReceipt{}, err
		}
		r.On = d.today()
		return d.press.Calendar(ctx, path, workbook.NewAgenda(r), d.words)
	})
}

// write asks for a file and has it written beside the window. The kind is that of the words;
// the form is the file's ending without its dot.
func (t *takeout) write(kind, form string, slow func(context.Context, book, string) (export.SheetReceipt, error)) {
	d, b := t.desk, t.desk.book
	suggested := filepath.Join(filepath.Dir(b.Path()), export.FileName(d.bookName()+" "+string(d.today()))+"."+form)
	d.ask.saveFile(d.text("takeout."+kind), suggested, d.text("takeout."+kind+".kind"), "."+form, func(path string) {
		if d.book != b { // closed behind the dialog
			return
		}
		work(d, d.text("takeout.writing"), func(ctx context.Context, _ func(int, int)) (export.SheetReceipt, error) {
			return slow(ctx, b, path)
		}, t.written)
	})
}

// written tells what the file holds.
func (t *takeout) written(r export.SheetReceipt, err error) {
	d := t.desk
	if err != nil {
		d.fail(err)
		return
	}
	lines := []string{d.text("takeout.days", "Count", r.Entries)}
	if len(r.Rows) > 0 {
		lines = []string{d.text("takeout.rows", "Actions", r.Rows[export.ActionSheet], "Answers", r.Rows[export.AnswerSheet], "Schools", r.Rows[export.MatrixSheet])}
	}
	if r.Cut > 0 {
		lines = append(lines, d.text("cli.export.cut", "Count", r.Cut))
	}
	t.done(r.Path, lines...)
}
