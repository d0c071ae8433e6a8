package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/workbook"
)

// rowsStep is how many rows a section shows before it offers to show more.
const rowsStep = 40

// row is one of the things that hang on a school.
type row interface{ workbook.Valued }

// rowKind is what a section needs to know of the things that it lists.
type rowKind[T row] struct {
	entity workbook.Entity
	parts  int // of the line of a row
	// The keys of the section's words.
	title, hint, add, remove, empty string

	of    func(workbook.SchoolRecord) []T
	id    func(T) string
	fresh func(schoolID string) T // a new one, with nothing in it
	line  func(T) []string        // what the row says while it is closed
	tag   string                  // a word at the end of some rows, "" for none
	tags  func(T) bool            // which rows those are; nil with no tag
	sort  func([]T)               // may be nil, for the order of the view
	put   func(T)                 // fills the fields
	first fyne.Focusable          // the field to start in
	form  fyne.CanvasObject       // the fields
}

// rows is a section of a school's page: the things of one kind that hang on the school,
// each a line that opens into its fields. One is open at a time; the fields are built once
// and move to it.
type rows[T row] struct {
	desk  *desk
	kind  rowKind[T]
	moved func()   // the section has another height
	open  string   // the id of the row that is open
	order []string // the ids as they are shown; it holds while the school is on the screen
	limit int
	drawn []T        // what the rows show; nil draws them anew
	lines [][]string // what they say while they are closed

	folds   map[string]*kit.Fold
	count   *kit.Text
	add     *kit.Button
	removes *kit.Button
	more    *kit.Button
	hint    *kit.Text
	list    *fyne.Container
	editor  *fyne.Container
	box     *fyne.Container
}

func newRows[T row](d *desk, moved func()) *rows[T] {
	return &rows[T]{desk: d, moved: moved, limit: rowsStep, folds: map[string]*kit.Fold{}}
}

// layout builds the section once its kind is known.
func (r *rows[T]) layout(kind rowKind[T]) {
	d := r.desk
	r.kind = kind
	r.count = kit.Section("")
	r.add = kit.LinkButton(d.text(kind.add), theme.ContentAddIcon(), r.onAdd)
	r.removes = kit.LinkButton(d.text(kind.remove), theme.DeleteIcon(), r.onRemove)
	r.more = kit.LinkButton("", nil, r.onMore)
	r.hint = kit.Small("")
	r.list = kit.Column(0.75 * kit.Grid)
	r.editor = kit.Inset(1.75*kit.Grid, 1.5*kit.Grid, kit.Column(1.5*kit.Grid, kind.form, container.NewHBox(r.removes)))
	head := kit.Column(kit.Grid/4, kit.Row(kit.Middle(r.count), r.add), r.hint)
	r.box = kit.Column(kit.Grid, head, r.list, container.NewHBox(r.more))
}

func (r *rows[T]) object() fyne.CanvasObject { return r.box }

// start forgets what is open and in which order the rows stand, as for another school.
func (r *rows[T]) start() {
	r.open, r.order, r.drawn, r.limit = "", nil, nil, rowsStep
}

func (r *rows[T]) all() []T { return r.kind.of(r.desk.view().School) }

func (r *rows[T]) find(id string) (T, bool) {
	for _, x := range r.all() {
		if r.kind.id(x) == id {
			return x, true
		}
	}
	var none T
	return none, false
}

// arranged gives the rows in the order in which they are shown. Rows that are known stay
// where they are, so that none jumps away while it is edited; new ones come last.
func (r *rows[T]) arranged() []T {
	all := slices.Clone(r.all())
	if r.order == nil && r.kind.sort != nil {
		r.kind.sort(all)
	}
	at := make(map[string]int, len(r.order))
	for i, id := range r.order {
		at[id] = i
	}
	place := func(x T) int {
		if i, ok := at[r.kind.id(x)]; ok {
			return i
		}
		return len(at)
	}
	slices.SortStableFunc(all, func(a, b T) int { return place(a) - place(b) })
	r.order = []string{}
	for _, x := range all {
		r.order = append(r.order, r.kind.id(x))
	}
	return all
}

// refresh shows the view. It reports whether there was anything to draw.
func (r *rows[T]) refresh() bool {
	d := r.desk
	all := r.arranged()
	lines := make([][]string, min(len(all), r.limit))
	for i := range lines {
		lines[i] = r.kind.line(all[i])
	}
	if r.drawn != nil && slices.EqualFunc(r.drawn, all, r.same) && slices.EqualFunc(r.lines, lines, slices.Equal) {
		return false // most changes are elsewhere
	}
	r.drawn, r.lines = append([]T{}, all...), lines
	r.count.Set(d.text("school.section", "Title", d.text(r.kind.title), "N", len(all)))
	r.hint.Set(d.text(r.kind.hint))
	if len(all) == 0 {
		r.hint.Set(d.text(r.kind.empty))
	}
	left := len(all) - r.limit
	r.more.Hidden = left <= 0
	r.more.SetText(d.text("school.show-more", "Count", min(max(left, 1), rowsStep)))
	shown := all[:min(len(all), r.limit)]
	folds := make(map[string]*kit.Fold, len(shown))
	objects := make([]fyne.CanvasObject, len(shown))
	open := ""
	for i, x := range shown {
		id := r.kind.id(x)
		fold := r.folds[id]
		if fold == nil {
			fold = kit.NewFold(r.kind.parts, r.kind.tag, func() { r.onFold(id) })
		}
		folds[id], objects[i] = fold, fold.Object()
		r.fill(fold, x, lines[i])
		if id == r.open {
			open = id
			r.kind.put(x)
		}
	}
	r.folds, r.open = folds, open
	r.list.Objects = objects
	r.list.Hidden = len(objects) == 0
	r.box.Refresh()
	return true
}

// same reports whether two rows are of one thing and say the same.
func (r *rows[T]) same(a, b T) bool { return r.kind.id(a) == r.kind.id(b) && workbook.Same(a, b) }

func (r *rows[T]) fill(fold *kit.Fold, x T, line []string) {
	fold.Set(line...)
	if r.kind.tags != nil {
		fold.SetTagged(r.kind.tags(x))
	}
	open := r.kind.id(x) == r.open
	if open && !fold.IsOpen() {
		fold.Open(r.editor)
	}
	if !open && fold.IsOpen() {
		fold.Close()
	}
}

// onFold opens a row, or closes the one that is open.
func (r *rows[T]) onFold(id string) {
	if r.open == id {
		id = ""
	}
	r.turnTo(id)
}

// turnTo opens a row in place of the one that is open; none for an empty id.
func (r *rows[T]) turnTo(id string) {
	d := r.desk
	if _, typing := d.window.Canvas().Focused().(*kit.Field); typing {
		d.window.Canvas().Unfocus() // commits to the row that is open
	}
	if fold := r.folds[r.open]; fold != nil {
		fold.Close() // before another takes the fields
	}
	r.open = id
	r.redraw()
}

// land opens a row and brings it into view; one that is not there changes nothing.
func (r *rows[T]) land(id string) {
	i := slices.Index(r.order, id)
	if i < 0 {
		return
	}
	r.limit = max(r.limit, i+1)
	r.turnTo(id)
	if fold := r.folds[id]; fold != nil {
		r.desk.window.Canvas().Focus(fold.Head)
		kit.Reveal(fold.Object())
	}
}

// edit changes the row that is open.
func (r *rows[T]) edit(change func(*T)) {
	from, ok := r.find(r.open)
	if !ok {
		return // it was removed meanwhile, here or elsewhere
	}
	to := from
	change(&to)
	r.desk.do(workbook.Edit(r.kind.entity, r.open, from, to)...)
}

func (r *rows[T]) onAdd() {
	d := r.desk
	id := newID()
	r.limit = max(r.limit, len(r.all())+1) // a new one comes last
	d.do(workbook.Add(r.kind.entity, id, r.kind.fresh(d.view().School.ID))...)
	if _, ok := r.find(id); !ok {
		return // the workbook can only be read; the person was told
	}
	r.turnTo(id)
	d.window.Canvas().Focus(r.kind.first)
}

// onRemove takes the open row out without asking: undo brings it back, and says so in the
// status line.
func (r *rows[T]) onRemove() {
	d, id := r.desk, r.open
	if id == "" {
		return
	}
	d.window.Canvas().Unfocus()
	if d.session.ReadOnly() {
		d.do(workbook.Remove(r.kind.entity, id)...) // says why not
		return
	}
	r.turnTo("")
	d.do(workbook.Remove(r.kind.entity, id)...)
	d.window.Canvas().Focus(r.add) // the keyboard goes on from here
}

func (r *rows[T]) onMore() {
	r.limit += rowsStep
	r.redraw()
}

// redraw shows the same rows in another way.
func (r *rows[T]) redraw() {
	r.drawn = nil
	r.refresh()
	r.moved()
}
