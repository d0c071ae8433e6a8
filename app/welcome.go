package app

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/assets"
	"forethought/export"
	"forethought/storage"
)

// welcome is what the person sees while no workbook is open.
type welcome struct {
	noKeys
	desk   *desk
	recent *fyne.Container
	box    *fyne.Container
}

func newWelcome(d *desk) *welcome {
	w := &welcome{desk: d, recent: kit.Column(kit.Grid)}
	w.layout()
	return w
}

func (w *welcome) layout() {
	d := w.desk
	head := kit.Column(kit.Grid,
		kit.Title(d.text("app.name")),
		kit.NewText(d.text("welcome.what"), kit.Style{Size: kit.SizeHeading, Color: kit.ColorMuted}),
	)
	start := kit.Flow(1.5*kit.Grid,
		kit.FilledButton(d.text("book.new"), theme.ContentAddIcon(), w.onNew),
		kit.OutlineButton(d.text("book.open"), theme.FolderOpenIcon(), w.onOpen),
		kit.OutlineButton(d.text("welcome.sample"), theme.SearchIcon(), w.onSample),
	)
	care := kit.Card(kit.Inset(2.5*kit.Grid, 2.5*kit.Grid, kit.Column(kit.Grid,
		kit.Heading(d.text("care.title")), kit.Body(d.text("welcome.care")))))
	recent := kit.Card(kit.Inset(2.5*kit.Grid, 2.5*kit.Grid, kit.Column(1.5*kit.Grid, kit.Heading(d.text("welcome.recent")), w.recent)))
	body := kit.Column(3*kit.Grid, head, start, kit.Columns(2*kit.Grid, 340, recent, care))
	w.box = container.NewStack(container.NewVScroll(kit.Centred(880, kit.Inset(8*kit.Grid, 4*kit.Grid, body))))
}

func (w *welcome) object() fyne.CanvasObject { return w.box }
func (w *welcome) refresh()                  {}

func (w *welcome) show(place) {
	d := w.desk
	w.recent.RemoveAll()
	for _, path := range d.prefs.recent() {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		words := kit.Column(0, kit.NewText(name, kit.Style{Bold: true, Single: true}),
			kit.NewText(filepath.Dir(path), kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true}))
		tap := kit.NewTap(name, words, func() { d.openBook(path, false) })
		tap.PadX, tap.PadY = kit.Grid, kit.Grid
		w.recent.Add(tap)
	}
	if len(w.recent.Objects) == 0 {
		w.recent.Add(kit.Small(d.text("welcome.no-recent")))
	}
}

func (w *welcome) onNew() {
	d := w.desk
	d.ask.saveFile(d.text("book.new"), d.text("book.new-name")+storage.Extension, d.text("book.kind"), storage.Extension, func(path string) {
		d.openBook(path, true)
	})
}

func (w *welcome) onOpen() {
	d := w.desk
	d.ask.openFile(d.text("book.open"), d.text("book.open-kind"), storage.Extension+" "+export.SealedExtension, func(path string) { d.openBook(path, false) })
}

// onSample makes a workbook of the invented district where the person wants it.
func (w *welcome) onSample() {
	d := w.desk
	d.ask.saveFile(d.text("welcome.sample"), d.text("welcome.sample-name")+storage.Extension, d.text("book.kind"), storage.Extension, func(path string) {
		work(d, d.text("welcome.making-sample"), func(ctx context.Context, progress func(int, int)) (book, error) {
			return makeSample(ctx, d, path, progress)
		}, func(b book, err error) {
			if err != nil {
				d.fail(err)
				return
			}
			d.setBook(b)
		})
	})
}

// makeSample writes the sample district and opens it.
func makeSample(ctx context.Context, d *desk, path string, progress func(int, int)) (book, error) {
	batches, err := assets.Sample(d.today(), newID)
	if err != nil {
		return nil, err
	}
	if err := d.shelf.CreateFilled(ctx, path, batches, progress); err != nil {
		return nil, err
	}
	return d.shelf.Open(ctx, path)
}
