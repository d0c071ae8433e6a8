package kit

import "fyne.io/fyne/v2"

// pickedCells is which cells of a matrix are selected.
type pickedCells struct {
	columns int
	cells   []bool
	count   int
	anchor  Spot
	base    []bool // what was selected before the block that grows from the anchor; nil for no block
}

func (p *pickedCells) has(row, column int) bool {
	at := row*p.columns + column
	return at < len(p.cells) && p.cells[at]
}

func (p *pickedCells) set(row, column int, on bool) {
	at := row*p.columns + column
	if p.cells[at] == on {
		return
	}
	p.cells[at] = on
	if on {
		p.count++
	} else {
		p.count--
	}
}

func (p *pickedCells) clear() {
	clear(p.cells)
	p.count, p.base, p.anchor = 0, nil, NoSpot
}

// move takes the selection over to another table.
func (p *pickedCells) move(rows, columns, nextRows, nextColumns int, row, column func(int) int) {
	next := pickedCells{columns: nextColumns, cells: make([]bool, nextRows*nextColumns), anchor: NoSpot}
	if row != nil && p.count > 0 {
		to := make([]int, columns)
		for j := range to {
			to[j] = column(j)
		}
		for i := range rows {
			at := row(i)
			for j, column := range to {
				if at >= 0 && column >= 0 && p.has(i, j) {
					next.set(at, column, true)
				}
			}
		}
	}
	*p = next
}

// keep takes out what is not shown.
func (p *pickedCells) keep(shown func(row, column int) bool) {
	for at, on := range p.cells {
		if on && !shown(at/p.columns, at%p.columns) {
			p.set(at/p.columns, at%p.columns, false)
		}
	}
}

// begin starts a block at a cell; keep leaves what is selected already.
func (p *pickedCells) begin(at Spot, keep bool) {
	p.anchor = at
	p.base = make([]bool, len(p.cells))
	if keep {
		copy(p.base, p.cells)
	}
}

// Selected are the cells that are selected, row by row.
func (m *Matrix) Selected() []Spot {
	spots := make([]Spot, 0, m.picked.count)
	for at, on := range m.picked.cells {
		if on {
			spots = append(spots, Spot{at / m.picked.columns, at % m.picked.columns})
		}
	}
	return spots
}

// SelectedCount is how many cells are selected.
func (m *Matrix) SelectedCount() int { return m.picked.count }

// ClearSelection selects nothing.
func (m *Matrix) ClearSelection() {
	if m.picked.count > 0 {
		m.picked.clear()
		m.pickedChanged()
	}
}

// SelectAll selects every cell that passes the filters.
func (m *Matrix) SelectAll() {
	m.picked.clear()
	m.pickBlock(Spot{0, 0}, Spot{m.data.Rows - 1, m.data.Columns - 1})
	m.pickedChanged()
}

func (m *Matrix) pickedChanged() {
	m.arrange(true)
	m.tellPicked()
}

func (m *Matrix) tellPicked() {
	if m.Picked != nil {
		m.Picked()
	}
}

// pickBlock selects the cells between two corners; those that the filters leave out are
// passed over.
func (m *Matrix) pickBlock(a, b Spot) {
	for i := min(a.Row, b.Row); i <= max(a.Row, b.Row); i++ {
		for j := min(a.Column, b.Column); j <= max(a.Column, b.Column); j++ {
			if _, shown := m.data.Cell(i, j); shown {
				m.picked.set(i, j, true)
			}
		}
	}
}

// stretch makes the block from the anchor reach to a corner.
func (m *Matrix) stretch(from, to Spot) {
	p := &m.picked
	copy(p.cells, p.base)
	p.count = 0
	for _, on := range p.cells {
		if on {
			p.count++
		}
	}
	m.pickBlock(from, to)
	m.pickedChanged()
}

// toggle selects a cell or takes it out.
func (m *Matrix) toggle(at Spot) {
	if _, shown := m.data.Cell(at.Row, at.Column); !shown {
		return
	}
	m.picked.set(at.Row, at.Column, !m.picked.has(at.Row, at.Column))
	m.picked.base, m.picked.anchor = nil, at
	m.pickedChanged()
}

// extendTo makes a block from the cursor, or from where the last block began, to a cell.
func (m *Matrix) extendTo(at Spot) {
	if m.picked.base == nil || !m.picked.anchor.Cell() {
		from := m.cursor
		if !from.Cell() {
			from = at
		}
		m.picked.begin(from, true)
	}
	m.stretch(m.picked.anchor, at)
}

func (m *Matrix) pickRow(row int, mod fyne.KeyModifier) {
	m.pickLine(Spot{row, -1}, mod)
}

func (m *Matrix) pickColumn(column int, mod fyne.KeyModifier) {
	m.pickLine(Spot{-1, column}, mod)
}

// pickLine selects a row or a column: with Ctrl besides what is selected, with Shift from
// the one that was clicked before. The only one that is selected is taken back.
func (m *Matrix) pickLine(line Spot, mod fyne.KeyModifier) {
	if m.data.Rows == 0 || m.data.Columns == 0 {
		return
	}
	before := m.picked.anchor
	from, to := m.ends(line)
	sameWay := (before.Row < 0) == (line.Row < 0) && (before.Column < 0) == (line.Column < 0) && m.picked.base != nil
	switch {
	case mod&fyne.KeyModifierShift != 0 && sameWay:
		from, _ = m.ends(before)
	case mod&fyne.KeyModifierShortcutDefault == 0 && sameWay && before == line && m.picked.count > 0:
		m.ClearSelection()
		return
	default:
		m.picked.begin(line, mod&fyne.KeyModifierShortcutDefault != 0)
	}
	m.stretch(from, to)
	m.Focus()
}

// ends are the first and the last cell of a row or a column.
func (m *Matrix) ends(line Spot) (first, last Spot) {
	if line.Row >= 0 {
		return Spot{line.Row, 0}, Spot{line.Row, m.data.Columns - 1}
	}
	return Spot{0, line.Column}, Spot{m.data.Rows - 1, line.Column}
}
