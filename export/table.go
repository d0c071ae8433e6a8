package export

// column is a column of a table. Widths are shares of the room between the margins.
type column struct {
	title string
	width float64
}

// row is a row of a table. Every cell is measured before anything is drawn, so a row knows
// its height; one that a page cannot hold is drawn in parts, each under the heading.
type row struct {
	cells [][]piece
	under []piece // across the columns from underFrom on, below the cells
	from  int     // the first column that under spans
	again []piece // opens the part of a row that goes on over a page's end
	place func(y float64)
}

const (
	cellPad   = 6.0 // left and right of a cell's content
	rowPad    = 6.0 // above and below it, unless the table says otherwise
	headPad   = 5.0
	underGap  = 4.0
	partFloor = 72.0 // no part of a row is begun in less than this
	restFloor = 40.0 // nor is less than this of it left for the next page

	wholeShare = 0.4  // rows up to this share of a page are kept whole where they can be
	emptyShare = 0.22 // and leave no more than this share of a page empty for it
)

// table draws rows in columns under a heading.
type table struct {
	f    *frame
	cols []column
	head [][]piece
	pad  float64 // above and below a row's content
	bare bool    // it has no heading
}

// newTable makes a table; the columns' widths are made to fill the page.
func (f *frame) newTable(cols ...column) *table {
	total := 0.0
	for _, c := range cols {
		total += c.width
	}
	t := &table{f: f, pad: rowPad}
	for _, c := range cols {
		c.width *= f.width() / total
		t.cols = append(t.cols, c)
		t.head = append(t.head, f.paragraph(c.width-2*cellPad, 8, f.say(bold, muted, c.title)))
	}
	return t
}

// figures sets the headings of columns that hold figures to the right, where those end.
func (t *table) figures(cols ...int) {
	for _, col := range cols {
		t.head[col] = t.f.aligned(t.inner(col), 8, 1, t.f.say(bold, muted, t.cols[col].title))
	}
}

// inner is the room for a cell's content in a column.
func (t *table) inner(col int) float64 { return t.cols[col].width - 2*cellPad }

// across is the room for what stands under a row from a column on.
func (t *table) across(from int) float64 {
	w := -2 * cellPad
	for _, c := range t.cols[from:] {
		w += c.width
	}
	return w
}

func (t *table) x(col int) float64 {
	x := sideMargin
	for _, c := range t.cols[:col] {
		x += c.width
	}
	return x
}

func tallest(cells [][]piece) float64 {
	h := 0.0
	for _, c := range cells {
		h = max(h, heightOf(c))
	}
	return h
}

// heading draws the table's heading; it is drawn again on every page.
func (t *table) heading() {
	if t.bare {
		return
	}
	h := tallest(t.head) + 2*headPad
	t.f.fill(shade)
	t.f.pdf.rect(sideMargin, t.f.y, t.f.width(), h, filled)
	t.drawCells(t.head, t.f.y+headPad)
	t.f.y += h
}

func (t *table) drawCells(cells [][]piece, y float64) {
	for i, c := range cells {
		t.drawStack(c, t.x(i)+cellPad, y)
	}
}

func (t *table) drawStack(pieces []piece, x, y float64) {
	for _, p := range pieces {
		if p.draw != nil {
			p.draw(x, y)
		}
		y += p.height
	}
}

func (t *table) headHeight() float64 {
	if t.bare {
		return 0
	}
	return tallest(t.head) + 2*headPad
}

// height is how tall a row is when it is drawn in one.
func (t *table) height(r row) float64 {
	h := tallest(r.cells) + 2*t.pad
	if len(r.under) > 0 {
		h += underGap + heightOf(r.under)
	}
	return h
}

// draw draws a table of the given rows.
func (t *table) draw(rows []row) {
	t.f.need(t.opening(rows))
	t.heading()
	for _, r := range rows {
		if t.f.err() != nil {
			return
		}
		t.row(r)
	}
}

// opening is the height that the heading and the first row need, so that a heading never
// stands alone.
func (t *table) opening(rows []row) float64 {
	first := 0.0
	if len(rows) > 0 {
		if first = t.height(rows[0]); first > t.f.bodyHeight()*wholeShare {
			first = partFloor
		}
	}
	return t.headHeight() + first
}

// total is the height to ask for so that the whole table stands on one page, under the
// heading of its part; a table that no page holds asks for little.
func (t *table) total(rows []row) float64 {
	h := partHead + t.headHeight()
	for _, r := range rows {
		h += t.height(r)
	}
	if h > t.f.bodyHeight() {
		return max(partHead+t.opening(rows), t.f.bodyHeight()*0.3)
	}
	return h
}

// row draws one row. One that does not fit here goes to the next page, unless it is too
// tall to be kept whole or would leave too much of this page empty.
func (t *table) row(r row) {
	h, room := t.height(r), t.f.room()
	whole := h <= t.f.bodyHeight()*wholeShare && room <= t.f.bodyHeight()*emptyShare
	if h > room && (whole || room < partFloor) {
		t.turn()
	}
	if r.done() { // a row without a word still takes its place
		t.drawPart(nil, r)
		return
	}
	for part := 0; t.f.err() == nil; {
		var again []piece
		if part > 0 {
			again = r.again
		}
		fresh := t.f.y <= bodyTop+t.headHeight()+0.01
		room := t.f.room() - heightOf(again)
		if over := t.height(r) - room; over > 0 && over < restFloor {
			room -= restFloor - over
		}
		fit, rest := r.split(room-2*t.pad, fresh)
		if fit.done() { // nothing of it fits here
			t.turn()
			continue
		}
		if r.place != nil && part == 0 {
			r.place(t.f.y)
		}
		r.place = nil
		t.drawPart(again, fit)
		part++
		if r = rest; r.done() {
			return
		}
		t.turn()
	}
}

// drawPart draws what fits of a row, and the line that closes it.
func (t *table) drawPart(again []piece, r row) {
	t.f.y += t.pad
	t.drawStack(again, t.x(r.from)+cellPad, t.f.y)
	t.f.y += heightOf(again)
	t.drawCells(r.cells, t.f.y)
	t.f.y += tallest(r.cells)
	if len(r.under) > 0 {
		t.f.y += underGap
		t.drawStack(r.under, t.x(r.from)+cellPad, t.f.y)
		t.f.y += heightOf(r.under)
	}
	t.f.y += t.pad
	t.f.hline(sideMargin, t.f.y, t.f.width(), line, 0.6)
}

// turn goes on, on a new page, under the heading.
func (t *table) turn() {
	t.f.page()
	t.heading()
}

// done reports whether nothing of the row is left.
func (r row) done() bool { return tallest(r.cells) == 0 && len(r.under) == 0 }

// split parts a row into what fits a height and the rest. On a fresh page something of it
// always fits.
func (r row) split(room float64, fresh bool) (fit, rest row) {
	fit, rest = r, r
	fit.cells, rest.cells = make([][]piece, len(r.cells)), make([][]piece, len(r.cells))
	fit.under = nil
	for i, c := range r.cells {
		fit.cells[i], rest.cells[i] = take(c, room, fresh)
	}
	if tallest(rest.cells) > 0 {
		return fit, rest
	}
	used := tallest(fit.cells)
	fit.under, rest.under = take(r.under, room-used-underGap, fresh && used == 0)
	return fit, rest
}

// write draws empty rows to write in by hand: as many as asked for, or as many as the page
// holds if those are at least a few.
func (t *table) write(n int, height float64) {
	const few, below = 3, 24.0 // below is kept for a line under the table
	for i := range n {
		if t.f.room() < height+below {
			if i >= few {
				return
			}
			t.turn()
		}
		t.f.y += height
		t.f.hline(sideMargin, t.f.y, t.f.width(), rule, 0.6)
	}
}
