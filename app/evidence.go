package app

import (
	"context"
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/export"
	"forethought/workbook"
)

// evidenceBox is the section of an answer's files: each a card with what it is and what can
// be done with it. A card stays while its file does, so that nothing is built anew under
// what is being typed in it.
type evidenceBox struct {
	desk  *desk
	keys  kit.Keys
	item  string
	moved func() // the section has another height

	cards   map[string]*evidenceCard // by the attachment's id, those of the item
	small   map[string]image.Image   // by checksum; nil for what cannot be shown
	loading bool                     // a picture is being made small; there is one at a time
	hint    *kit.Text
	list    *fyne.Container
	add     *kit.Button
	box     *fyne.Container
}

// keptSmall is how many small pictures are kept in memory from one item to the next.
const keptSmall = 200

// smallSide is the width of a small picture at 100 % text.
const smallSide = 56

func newEvidenceBox(d *desk, keys kit.Keys, moved func()) *evidenceBox {
	e := &evidenceBox{desk: d, keys: keys, moved: moved, cards: map[string]*evidenceCard{}, small: map[string]image.Image{}}
	e.add = kit.LinkButton(d.text("evidence.add"), theme.ContentAddIcon(), e.onAdd)
	e.add.Keys = keys
	e.hint = kit.Small(d.text("evidence.none"))
	e.list = kit.Column(kit.Grid)
	e.box = kit.Column(kit.Grid, kit.Row(kit.Section(d.text("evidence.title")), e.add), e.hint, e.list)
	return e
}

func (e *evidenceBox) object() fyne.CanvasObject { return e.box }

// fill shows the files of an item.
func (e *evidenceBox) fill(item string) {
	if item != e.item {
		e.item, e.cards = item, map[string]*evidenceCard{}
		if len(e.small) > keptSmall {
			clear(e.small)
		}
	}
	all := e.desk.view().School.Attachments.Of(item)
	var objects []fyne.CanvasObject
	cards := make(map[string]*evidenceCard, len(all))
	for _, a := range all {
		card := e.cards[a.ID]
		if card == nil {
			card = newEvidenceCard(e.desk, e, a)
		}
		card.fill(a)
		cards[a.ID] = card
		objects = append(objects, card.box)
	}
	e.cards, e.list.Objects = cards, objects
	e.hint.Hidden = len(all) > 0
	e.box.Refresh()
	e.load()
}

// load makes the first picture small that has not been looked at, and goes on with the next.
func (e *evidenceBox) load() {
	d, b := e.desk, e.desk.book
	all := d.view().School.Attachments.Of(e.item)
	next := slices.IndexFunc(all, func(a workbook.Attachment) bool {
		_, looked := e.small[a.SHA256]
		return a.Picture() && !looked
	})
	if next < 0 || e.loading {
		return
	}
	a := all[next]
	e.loading = true
	session.Ask(d.session, context.Background(), func(ctx context.Context) (image.Image, error) {
		data, err := b.Content(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		return export.Thumbnail(data, 3*smallSide)
	}, func(small image.Image, err error) {
		e.loading = false
		if d.book != b {
			return
		}
		e.small[a.SHA256] = nil
		if err == nil {
			e.small[a.SHA256] = small
		}
		if d.view().School.Attachments.Of(e.item) != nil {
			e.fill(e.item)
			e.moved()
		}
	})
}

func (e *evidenceBox) onAdd() {
	d, item, school := e.desk, e.item, e.desk.view().School.ID
	if !d.mayChange() {
		return
	}
	b := d.book
	d.ask.openFiles(d.text("evidence.add"), d.text("evidence.any"), "", func(paths []string) {
		if d.book == b { // the workbook may have been closed behind the dialog
			d.attach(school, item, paths)
		}
	})
}

// evidenceCard is one file.
type evidenceCard struct {
	desk *desk
	of   *evidenceBox
	file workbook.Attachment

	sign    *fyne.Container
	shown   image.Image
	name    *kit.Text
	about   *kit.Text
	note    *kit.Text
	cannot  *kit.Text
	expired *fyne.Container
	expires *kit.DateField
	words   *kit.Field
	form    *fyne.Container

	open, save, more, remove *kit.Button
	box                      *fyne.Container
}

func newEvidenceCard(d *desk, of *evidenceBox, a workbook.Attachment) *evidenceCard {
	c := &evidenceCard{desk: d, of: of, file: a}
	c.sign = container.NewStack(kit.NewPanel(kit.ColorAsideTint, ""), kit.Inset(1.5*kit.Grid, 1.5*kit.Grid, kit.NewIcon(fileIcon(a.Type), kit.ColorMuted)))
	c.name = kit.NewText("", kit.Style{Bold: true})
	c.about, c.note, c.cannot = kit.Small(""), kit.Body(""), kit.Small(d.text("evidence.no-picture"))
	c.expired = kit.Flow(0, kit.StatusPill(workbook.Needed, d.text("evidence.expired")))
	button := func(key string, act func()) *kit.Button {
		b := kit.LinkButton(d.text(key), nil, act)
		b.Keys = of.keys
		return b
	}
	c.open = button("evidence.open", func() { d.openEvidence(c.file) })
	c.save = button("evidence.save", func() { d.saveEvidence(c.file) })
	c.more = button("evidence.more", c.onMore)
	c.remove = button("evidence.remove", c.onRemove)
	c.expires = d.dateField("evidence.expires", func(day workbook.Date) {
		c.edit(func(a *workbook.Attachment) { a.Expires = day })
	})
	c.words = d.note("", func(text string) { c.edit(func(a *workbook.Attachment) { a.Note = text }) })
	c.words.SetMinRowsVisible(2)
	c.words.SetPlaceHolder(d.text("evidence.note.hint"))
	c.form = kit.Columns(2*kit.Grid, 180, kit.Labelled(d.text("evidence.note"), c.words), c.expires.Object())
	c.form.Hide()
	side := fyne.NewSquareSize(smallSide * kit.TextScale())
	body := kit.Column(kit.Grid/2, c.name, c.about, c.expired, c.cannot, c.note,
		kit.Flow(1.5*kit.Grid, c.open, c.save, c.more, c.remove), c.form)
	c.box = container.NewStack(kit.NewPanel(kit.ColorSurface, kit.ColorLine),
		kit.Inset(1.25*kit.Grid, 1.5*kit.Grid, kit.Lead(1.5*kit.Grid, container.NewGridWrap(side, c.sign), body)))
	return c
}

// fileIcon is the sign of a kind of file.
func fileIcon(kind string) fyne.Resource {
	family, _, _ := strings.Cut(kind, "/")
	switch family {
	case "image":
		return theme.FileImageIcon()
	case "text":
		return theme.FileTextIcon()
	case "audio":
		return theme.FileAudioIcon()
	case "video":
		return theme.FileVideoIcon()
	}
	return theme.FileIcon()
}

func (c *evidenceCard) fill(a workbook.Attachment) {
	d := c.desk
	c.file = a
	c.name.Set(a.Name)
	about := []string{workbook.FileSize(a.Size)}
	if a.AddedBy != "" {
		about = append(about, a.AddedBy)
	}
	if a.AddedOn != "" {
		about = append(about, d.words.Date(a.AddedOn))
	}
	switch {
	case a.Expired(d.today()):
		about = append(about, d.text("evidence.expired-on", "Date", d.words.ShortDate(a.Expires)))
	case a.Expires != "":
		about = append(about, d.text("evidence.expires-on", "Date", d.words.ShortDate(a.Expires)))
	}
	c.about.Set(strings.Join(about, " · "))
	c.expired.Hidden = !a.Expired(d.today())
	c.note.Set(workbook.Shorten(a.Note, 400))
	c.note.Hidden = a.Note == "" || c.form.Visible()
	small, looked := c.of.small[a.SHA256]
	c.cannot.Hidden = !a.Picture() || !looked || small != nil
	if small != nil && small != c.shown {
		c.shown = small
		picture := canvas.NewImageFromImage(small)
		picture.FillMode = canvas.ImageFillContain
		c.sign.Objects = []fyne.CanvasObject{picture}
		c.sign.Refresh()
	}
	c.expires.Field.About(a.ID)
	c.expires.Put(a.Expires)
	c.words.Put(a.Note)
	c.box.Refresh()
}

// onMore opens and closes the fields.
func (c *evidenceCard) onMore() {
	c.form.Hidden = !c.form.Hidden
	c.fill(c.file)
	c.of.box.Refresh()
	c.of.moved()
	if c.form.Visible() {
		c.desk.window.Canvas().Focus(c.words)
	}
}

func (c *evidenceCard) onRemove() {
	d, a := c.desk, c.file
	if !d.mayChange() {
		return
	}
	d.confirm(d.text("evidence.remove"), d.text("evidence.remove-sure", "Name", a.Name), d.text("evidence.remove-yes"), func() {
		d.do(workbook.Remove(workbook.AttachmentEntity, a.ID)...)
	})
}

// edit changes the file's note or expiry.
func (c *evidenceCard) edit(change func(*workbook.Attachment)) {
	all := c.desk.view().School.Attachments
	at := slices.IndexFunc(all, func(a workbook.Attachment) bool { return a.ID == c.file.ID })
	if at < 0 {
		return // removed meanwhile
	}
	from := all[at]
	to := from
	change(&to)
	c.desk.do(workbook.Edit(workbook.AttachmentEntity, from.ID, from, to)...)
}
