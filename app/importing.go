package app

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/export"
	"forethought/workbook"
)

// tableEndings are those of the tables that can be brought in.
const tableEndings = ".xlsx .xlsm .csv .tsv .txt"

// previewRows is how many rows of a column are shown before it is brought in.
const previewRows = 5

// tableImport brings a table into the workbook: the person looks at what its columns are
// used as, then at what they would change.
type tableImport struct {
	desk     *desk
	book     book
	path     string
	kind     workbook.TableKind
	exercise string // the id of the one that injects go into
	source   workbook.TableSource

	modal   *modal
	feed    *kit.Feed
	choices map[int]*kit.Choice // by column, as far as they were drawn
}

// importTable asks for a file with schools or actions and brings it in.
func (d *desk) importTable(kind workbook.TableKind) { d.importInto(kind, "") }

// importInto is importTable for rows that go into an exercise.
func (d *desk) importInto(kind workbook.TableKind, exercise string) {
	if d.session.ReadOnly() {
		d.fail(&workbook.Problem{Kind: workbook.ErrReadOnly, File: d.bookName()})
		return
	}
	b := d.book
	d.ask.openFile(d.text("import."+string(kind)), d.text("import.kind"), tableEndings, func(path string) {
		if d.book != b {
			return // closed behind the dialog
		}
		im := &tableImport{desk: d, book: b, path: path, kind: kind, exercise: exercise}
		im.read("")
	})
}

// read reads a sheet of the file, the first for an empty name.
func (im *tableImport) read(sheet string) {
	d := im.desk
	work(d, d.text("import.reading", "File", filepath.Base(im.path)), func(ctx context.Context, _ func(int, int)) (workbook.Table, error) {
		return export.ReadTable(ctx, im.path, sheet)
	}, func(t workbook.Table, err error) {
		if err != nil {
			d.fail(err)
			return
		}
		im.source = workbook.TableSource{Table: t, Map: workbook.MapTable(im.kind, t, d.words)}
		im.showColumns()
	})
}

// showColumns shows what each column is used as, with its first rows.
func (im *tableImport) showColumns() {
	d := im.desk
	im.choices = map[int]*kit.Choice{}
	im.feed = kit.NewFeed()
	var used []int // the columns with anything in them
	for i := range im.source.Map.Columns {
		if im.source.Map.Columns[i].Heading != "" || len(im.samples(i)) > 0 {
			used = append(used, i)
		}
	}
	im.feed.Fill(len(used), func(n int) fyne.CanvasObject { return im.column(used[n]) })
	what := kit.Small(d.text("import.columns.what", "File", im.source.Table.File, "Count", len(im.source.Map.Data(im.source.Table))))
	head := kit.Column(kit.Grid, what)
	if ways := im.ways(); len(ways) > 0 {
		head.Add(kit.Columns(2*kit.Grid, 240, ways...))
	}
	im.modal = d.showModal(d.text("import."+string(im.kind)), kit.Under(head, im.feed.Object()), 760, 640,
		answerButton{text: d.text("import.go-on"), may: im.mayGoOn, then: im.compare},
		answerButton{text: d.text("app.cancel")})
}

// ways are the choices about the table as a whole: its sheet, and the order of its days.
func (im *tableImport) ways() []fyne.CanvasObject {
	d := im.desk
	var ways []fyne.CanvasObject
	if t := im.source.Table; len(t.Sheets) > 1 {
		sheet := kit.NewChoice(t.Sheets, func(name string) string { return name }, func(name string) {
			im.modal.close()
			im.read(name)
		})
		sheet.Put(t.Sheet)
		ways = append(ways, kit.Labelled(d.text("import.sheet"), sheet))
	}
	if im.kind == workbook.TableOfActions {
		days := d.choice("import.days", []string{"as-found", string(workbook.MonthFirst), string(workbook.DayFirst)}, false, func(order string) {
			im.source.Map.Days = workbook.DayOrder(strings.TrimPrefix(order, "as-found"))
		})
		ways = append(ways, kit.Labelled(d.text("import.days"), days))
	}
	return ways
}

// column shows a column: its heading, its first cells, and what it is used as.
func (im *tableImport) column(i int) fyne.CanvasObject {
	d, c := im.desk, im.source.Map.Columns[i]
	heading := c.Heading
	if heading == "" {
		heading = d.text("import.column", "Name", workbook.ColumnName(i))
	}
	choice := kit.NewChoice(append([]string{""}, im.kind.Fields()...), im.fieldWord, func(field string) { im.use(i, field) })
	choice.Put(c.Field)
	im.choices[i] = choice
	words := kit.Column(kit.Grid/4, kit.NewText(workbook.Shorten(heading, 100), kit.Style{Bold: true, Single: true}),
		kit.Small(strings.Join(im.samples(i), " · ")))
	return kit.Inset(kit.Grid, kit.Grid, kit.Cells(2*kit.Grid, 380, []float32{3, 2}, words, choice))
}

// samples are the first cells of a column.
func (im *tableImport) samples(i int) []string {
	var cells []string
	rows := im.source.Map.Data(im.source.Table)
	for _, r := range rows[:min(len(rows), previewRows)] {
		if text := oneLine(r.Cell(i)); text != "" {
			cells = append(cells, workbook.Shorten(text, 40))
		}
	}
	return cells
}

// fieldWord names what a column can be used as.
func (im *tableImport) fieldWord(field string) string {
	injects := im.kind == workbook.TableOfInjects
	switch {
	case field == "" && injects:
		return im.desk.text("import.keep-as-note")
	case field == "":
		return im.desk.text("import.leave-out")
	case injects:
		return im.desk.text("msel.column." + field)
	}
	return capital(im.desk.text("field." + field))
}

// use says what a column is, and shows that another one is not it any more.
func (im *tableImport) use(i int, field string) {
	im.source.Map.UseAt(i, field)
	for at, choice := range im.choices {
		choice.Put(im.source.Map.Columns[at].Field)
	}
}

// mayGoOn says what is missing where no column has the names.
func (im *tableImport) mayGoOn() bool {
	required := im.kind.Required()
	if im.source.Map.Uses(required) {
		return true
	}
	d := im.desk
	d.say(d.text("app.could-not"), d.text("import.choose-column", "Field", im.fieldWord(required)))
	return false
}

// compare works out what the table would change, and shows it.
func (im *tableImport) compare() {
	d := im.desk
	if d.book != im.book {
		return
	}
	on := d.today()
	work(d, d.text("import.comparing"), func(ctx context.Context, _ func(int, int)) (workbook.Proposal, error) {
		return im.propose(ctx, on)
	}, func(p workbook.Proposal, err error) {
		if err != nil {
			d.fail(err)
			return
		}
		d.review(d.text("import."+string(im.kind)), p, im.compare)
	})
}

func (im *tableImport) propose(ctx context.Context, on workbook.Date) (workbook.Proposal, error) {
	if im.kind == workbook.TableOfInjects {
		e, err := im.book.ExerciseRecord(ctx, im.exercise)
		return workbook.ProposeMSEL(im.source, e, im.desk.words, newID), err
	}
	sources := []workbook.TableSource{im.source}
	schools, err := im.book.Schools(ctx)
	if err != nil || im.kind == workbook.TableOfSchools {
		return workbook.ProposeSchools(sources, schools, im.desk.words, newID), err
	}
	actions, err := im.book.Actions(ctx, "")
	have := workbook.ActionContext{Case: im.desk.theCase, Schools: schools, Actions: actions, On: on}
	return workbook.ProposeActions(sources, have, im.desk.words, newID), err
}
