package app

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/workbook"
)

// district is the screen of all schools at once: schools down, items across, the status of
// each in its cell. The view holds the answers of the chosen school alone, so the screen
// keeps what it read of all of them.
//
// It reads beside the window and shows what was read only while nothing of ours waits for
// the disk: until then an answer given here stands ahead of the file, and the reading that
// follows every write brings both together.
type district struct {
	desk    *desk
	book    book                   // whose answers are shown
	request workbook.MatrixRequest // the filters and the order
	matrix  workbook.Matrix
	cells   map[string]workbook.SchoolCells // as last read

	shown  bool               // something has been read
	keep   bool               // rows stay where they are
	stale  bool               // the file may say something else than cells
	asked  int                // an answer to an earlier question is not shown
	cancel context.CancelFunc // ends the reading under way, nil for none
	left   bool               // the person went to an answer from here, and comes back to the same rows

	find                  *kit.Filter
	picks                 map[string]*kit.Pick
	sort                  *kit.Pick
	choosing              *kit.Chip // a click selects
	fold                  *fold
	all                   *kit.Button
	table                 *kit.Matrix
	detail, empty, alone  *kit.Text
	emptyBox              *fyne.Container
	legend, bar           *fyne.Container
	pills                 map[workbook.Status]*kit.Pill
	answers               map[workbook.Status]*kit.StatusButton
	selected              *kit.Text
	some, none, box, foot *fyne.Container
}

func newDistrict(d *desk) *district {
	s := &district{desk: d, picks: map[string]*kit.Pick{}, pills: map[workbook.Status]*kit.Pill{}, answers: map[workbook.Status]*kit.StatusButton{}}
	s.request.Sort = workbook.SortByNeed
	s.layout()
	return s
}

func (s *district) layout() {
	d := s.desk
	s.choosing = kit.NewChip(d.text("district.select"), s.onChoosing)
	s.choosing.Keys = s
	s.table = kit.NewMatrix()
	s.table.Keys = s
	s.table.Open, s.table.Picked, s.table.Pointed = s.onOpen, s.onPicked, s.onPointed
	s.detail = kit.NewText(d.text("district.hint"), kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	s.alone = kit.Small(d.text("district.alone"))
	s.empty = kit.Body("")
	reset := kit.OutlineButton(d.text("district.show-all"), nil, s.onShowAll)
	s.emptyBox = kit.Column(1.5*kit.Grid, s.empty, container.NewHBox(reset))
	s.layoutLegend()
	s.layoutBar()
	room := kit.Room(s.answers[workbook.InPlace].MinSize().Height)
	s.foot = kit.Column(0.75*kit.Grid, s.detail, container.NewStack(room, kit.Row(s.legend), kit.Row(s.bar)))
	card := kit.Card(kit.Inset(1.5*kit.Grid, 2*kit.Grid, container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(kit.Grid, 0, 0, 0), s.foot), nil, nil,
		container.NewStack(s.table, container.NewVBox(kit.Inset(2*kit.Grid, 0, s.emptyBox))))))
	filters := s.layoutFilters()
	s.fold = newFold(filters, roomForFilters)
	s.fold.chip.Keys = s
	head := kit.Column(1.5*kit.Grid, kit.Row(kit.Title(d.text("screen.district")), s.fold.chip, s.sort, s.choosing), filters, s.alone)
	s.some = s.fold.over(kit.Screen(head, card))
	s.none = kit.Screen(kit.Title(d.text("screen.district")), kit.Column(2*kit.Grid,
		kit.Body(d.text("district.no-school")),
		container.NewHBox(kit.FilledButton(d.text("school.add"), theme.ContentAddIcon(), func() {
			d.goTo(place{screen: schoolsScreen, id: "new"})
		}))))
	s.box = container.NewStack(s.none, s.some)
}

// layoutLegend makes the words for the signs, with how many cells there are of each.
func (s *district) layoutLegend() {
	s.legend = kit.Flow(kit.Grid)
	for _, status := range workbook.Statuses() {
		s.pills[status] = kit.StatusPill(status, s.desk.text("status."+string(status)))
		s.legend.Add(s.pills[status])
	}
}

func (s *district) object() fyne.CanvasObject { return s.box }

// show orders the rows anew, unless the person comes back from an answer that was opened
// here.
func (s *district) show(place) {
	s.keep, s.left = s.left, false
}

// refresh shows the view, and reads the other schools' answers.
func (s *district) refresh() {
	d := s.desk
	v := d.view()
	if s.book != d.book { // another workbook's rows and filters mean nothing here
		s.book, s.matrix, s.cells, s.shown, s.keep = d.book, workbook.Matrix{}, nil, false, false
		s.table.Fill(s.data(), nil, nil)
		s.onShowAll()
	}
	s.some.Hidden, s.none.Hidden = len(v.Schools) == 0, len(v.Schools) > 0
	s.alone.Hidden = len(v.Schools) != 1
	s.box.Refresh()
	s.stale = true
	s.asked++ // what is being read was asked for before
	if d.session.Saving().Pending == 0 && len(v.Schools) > 0 {
		s.ask()
	}
}

// reading is what came of one look at the district.
type reading struct {
	cells  map[string]workbook.SchoolCells
	matrix workbook.Matrix
	zones  []string
}

// ask computes the matrix beside the window, and reads the file where it may have changed.
func (s *district) ask() {
	d := s.desk
	if s.cancel != nil {
		s.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.asked++
	question, b, r, read := s.asked, d.book, s.request, s.stale || s.cells == nil
	r.Case, r.Schools, r.Cells = d.theCase, d.view().Schools, s.cells
	if s.keep {
		for _, row := range s.matrix.Rows {
			r.Keep = append(r.Keep, row.School.ID)
		}
	}
	session.Ask(d.session, ctx, func(ctx context.Context) (reading, error) {
		if read {
			var err error
			if r.Cells, err = b.MatrixCells(ctx, r.Case); err != nil {
				return reading{}, err
			}
		}
		return reading{r.Cells, workbook.NewMatrix(r), workbook.ZoneLabels(r.Cells)}, nil
	}, func(found reading, err error) {
		cancel()
		if question != s.asked {
			return // another answer is on its way
		}
		s.cancel = nil
		if d.book != b || d.session == nil || d.session.Saving().Pending > 0 {
			return // our own changes are ahead of what was read
		}
		if err != nil {
			sentence, _ := d.words.Explain(err)
			s.detail.Set(sentence)
			return
		}
		s.take(found)
	})
}

// take shows what was read.
func (s *district) take(found reading) {
	rows := make(map[string]int, len(found.matrix.Rows))
	for i, row := range found.matrix.Rows {
		rows[row.School.ID] = i
	}
	columns := make(map[int]int, len(found.matrix.Items))
	for j, it := range found.matrix.Items {
		columns[it.Place()] = j
	}
	old, again := s.matrix, s.keep
	s.matrix, s.cells = found.matrix, found.cells
	s.shown, s.stale = true, false
	s.table.Fill(s.data(), func(i int) int {
		if at, ok := rows[old.Rows[i].School.ID]; ok {
			return at
		}
		return -1
	}, func(j int) int {
		if at, ok := columns[old.Items[j].Place()]; ok {
			return at
		}
		return -1
	})
	if !again {
		s.table.ScrollToTop()
	}
	s.keep = true
	s.fillZones(found.zones)
	s.showCounts()
}

// data is the matrix as the table asks for it.
func (s *district) data() kit.MatrixData {
	d := s.desk
	return kit.MatrixData{
		Rows: len(s.matrix.Rows), Columns: len(s.matrix.Items),
		Row: func(i int) (string, string, bool) {
			row := &s.matrix.Rows[i]
			return d.schoolName(row.School), s.need(row.Counts), row.Counts.High > 0
		},
		Head: func(j int) (string, string) {
			it := &s.matrix.Items[j].Item
			return it.Title, d.text("checklist." + string(it.Checklist) + ".short")
		},
		Cell: func(i, j int) (workbook.Status, bool) { return s.matrix.At(i, j).Status(), s.matrix.Shows(i, j) },
	}
}

// need is the figure beside a school: needed answers of high priority, and needed ones.
func (s *district) need(c workbook.MatrixCounts) string {
	return s.desk.text("district.need", "High", c.High, "Needed", c.Of(workbook.Needed))
}

// schoolName is a school's name, or words in its place.
func (d *desk) schoolName(x workbook.School) string {
	return cmp.Or(x.Name, d.text("school.unnamed"))
}

// showCounts says how much is shown, and what to do where nothing is.
func (s *district) showCounts() {
	d, m := s.desk, &s.matrix
	schools, items := d.text("app.schools-count", "Count", len(m.Rows)), d.text("district.items", "Count", len(m.Items))
	s.table.SetCorner(schools+" · "+items, d.text("district.need.label"))
	nothing := s.shown && (len(m.Rows) == 0 || len(m.Items) == 0)
	s.table.Hidden, s.emptyBox.Hidden = nothing, !nothing
	s.empty.Set(d.text("district.none-pass"))
	s.foot.Hidden = nothing
	totals := map[workbook.Status]int{}
	for i := range m.Rows {
		for _, status := range workbook.Statuses() {
			totals[status] += m.Rows[i].Counts.Of(status)
		}
	}
	for status, pill := range s.pills {
		pill.SetStatus(status, d.text("district.total", "Status", d.text("status."+string(status)), "N", totals[status]))
	}
	s.all.Hidden = !s.filtered()
	s.tellFilters()
	s.onPicked()
	s.some.Refresh()
}

// onPointed says in words what is under the pointer or the cursor.
func (s *district) onPointed(at kit.Spot) {
	d := s.desk
	text := d.text("district.hint")
	switch {
	case at.Cell() && at.Row < len(s.matrix.Rows) && at.Column < len(s.matrix.Items):
		row, it, cell := &s.matrix.Rows[at.Row], &s.matrix.Items[at.Column], s.matrix.At(at.Row, at.Column)
		text = d.text("district.cell", "School", d.schoolName(row.School), "Item", s.itemName(it),
			"Status", d.text("status."+string(cell.Status())))
		if p := cell.Priority(); p != "" && cell.Status().Gap() {
			text += " · " + d.text("checklists.priority", "Priority", d.text("priority."+string(p)))
		}
	case at.Row >= 0 && at.Row < len(s.matrix.Rows):
		row := &s.matrix.Rows[at.Row]
		text = d.text("district.row", "School", d.schoolName(row.School), "Counts", s.counts(row.Counts))
	case at.Column >= 0 && at.Column < len(s.matrix.Items):
		it := &s.matrix.Items[at.Column]
		text = d.text("district.column", "Item", s.itemName(it), "Counts", s.counts(it.Counts))
	}
	s.detail.Set(text)
}

// itemName is an item with its checklist and its number there.
func (s *district) itemName(it *workbook.MatrixItem) string {
	return s.desk.text("district.item", "Checklist", s.desk.text("checklist."+string(it.Item.Checklist)+".short"),
		"Number", it.Number, "Title", it.Item.Title)
}

// counts says how many of a row or column are answered, and how.
func (s *district) counts(c workbook.MatrixCounts) string {
	d := s.desk
	by := map[workbook.Status]int{}
	for _, status := range workbook.Statuses() {
		by[status] = c.Of(status)
	}
	text := d.text("overview.answered", "N", c.Answered(), "Total", c.Total())
	if more := d.counts(workbook.Coverage{Counts: by, Total: c.Total()}); more != "" {
		text += " · " + more
	}
	return text
}

// onOpen goes to the answer of a cell, once its school is in view: until then a key would
// answer for the school before.
func (s *district) onOpen(at kit.Spot) {
	s.left = true
	s.desk.landAt(s.matrix.Rows[at.Row].School.ID, place{screen: checklistsScreen, item: s.matrix.Items[at.Column].Item.ID})
}

// HandleRune answers what is selected.
func (s *district) HandleRune(r rune) bool {
	switch r {
	case '1', '2', '3', '4':
		s.answer(workbook.Statuses()[r-'1'])
	case '/':
		s.fold.unfold()
		s.desk.window.Canvas().Focus(s.find)
	default:
		return false
	}
	return true
}

// HandleKey moves over the cells.
func (s *district) HandleKey(k fyne.KeyName) bool { return s.table.HandleKey(k) }
