package app

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// reviewDetail is the row of a review that the person is on, in full.
type reviewDetail struct {
	desk   *desk
	body   *fyne.Container
	scroll *container.Scroll
}

// longestShown is how much of a value is drawn: about three pages. A longer one is applied
// whole.
const longestShown = 6000

func newReviewDetail(d *desk) *reviewDetail {
	v := &reviewDetail{desk: d, body: kit.Column(1.5 * kit.Grid)}
	v.scroll = container.NewVScroll(kit.Inset(2*kit.Grid, 2*kit.Grid, v.body))
	return v
}

func (v *reviewDetail) object() fyne.CanvasObject { return v.scroll }

func (v *reviewDetail) clear() { v.fill() }

func (v *reviewDetail) fill(objects ...fyne.CanvasObject) {
	v.body.Objects = objects
	v.body.Refresh()
	v.scroll.Refresh()
	v.scroll.ScrollToTop()
}

// row shows what a row would change, each field with its value of today and the file's.
func (v *reviewDetail) row(row workbook.ProposedRow) {
	d := v.desk
	place := d.words.Where(row.File, row.Place)
	if row.School != "" && row.School != row.Title {
		place = row.School + " · " + place
	}
	objects := []fyne.CanvasObject{
		kit.Column(kit.Grid/2, kit.Heading(workbook.Shorten(cmp.Or(row.Title, d.text("change.no-name")), 400)), kit.Small(place)),
		kit.Small(d.text("review.state." + string(row.State))),
	}
	for _, c := range fieldChanges(row) {
		lines := kit.Column(kit.Grid/2, kit.Section(capital(d.words.Field(c.Entity, c.Field))))
		if row.State == workbook.Diverges {
			lines.Add(v.value("review.was", c, row.Was))
		}
		if row.State != workbook.Adds {
			lines.Add(v.value("review.today", c, c.Old))
			lines.Add(v.value("review.in-file", c, c.New))
		} else {
			lines.Add(kit.Body(v.whole(c, c.New)))
		}
		objects = append(objects, kit.Line(), lines)
	}
	v.fill(objects...)
}

// value is a value with what it is, side by side where there is room.
func (v *reviewDetail) value(label string, c workbook.Change, value string) fyne.CanvasObject {
	return kit.Cells(kit.Grid, 260, []float32{1, 2.4}, kit.Small(v.desk.text(label)), kit.Body(v.whole(c, value)))
}

func (v *reviewDetail) whole(c workbook.Change, value string) string {
	return workbook.Shorten(v.desk.valueWord(c.Entity, c.Field, value), longestShown)
}

// capital begins a label with a capital letter.
func capital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return word
	}
	return string(unicode.ToUpper(first)) + word[size:]
}

// fault shows what cannot be taken and what to do about it.
func (v *reviewDetail) fault(p *workbook.Problem) {
	sentence, wayOn := v.desk.words.Fault(p)
	objects := []fyne.CanvasObject{kit.Body(sentence)}
	if wayOn != "" {
		objects = append(objects, kit.Body(wayOn))
	}
	v.fill(append(objects, kit.Small(v.desk.text("review.fault-left")))...)
}

// note shows what was passed over.
func (v *reviewDetail) note(n workbook.ProposalNote) {
	v.fill(kit.Body(v.desk.words.Note(n)))
}
