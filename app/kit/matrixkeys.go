package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// What the pointer and the keyboard do with the cells of a matrix.

var (
	_ fyne.Focusable    = (*matrixBody)(nil)
	_ fyne.Draggable    = (*matrixBody)(nil)
	_ fyne.Tappable     = (*matrixBody)(nil)
	_ fyne.Shortcutable = (*matrixBody)(nil)
	_ desktop.Hoverable = (*matrixBody)(nil)
	_ desktop.Mouseable = (*matrixBody)(nil)
	_ desktop.Keyable   = (*matrixBody)(nil)
)

// point shows what is under the pointer.
func (m *Matrix) point(at Spot) {
	if at == m.hover {
		return
	}
	old := m.hover
	m.hover = at
	m.body.paint()
	if old.Column != at.Column {
		m.heads.arrange()
	}
	if old.Row != at.Row {
		m.names.arrange(false)
	}
	m.tellPoint()
}

// tellPoint says what is under the pointer, or under the cursor where the pointer is
// elsewhere.
func (m *Matrix) tellPoint() {
	at := m.hover
	if at == NoSpot && m.body.focused {
		at = m.cursor
	}
	if m.Pointed != nil {
		m.Pointed(at)
	}
}

// goTo moves the cursor and brings it into view.
func (m *Matrix) goTo(at Spot) {
	if m.data.Rows == 0 || m.data.Columns == 0 {
		return
	}
	at.Row, at.Column = min(max(at.Row, 0), m.data.Rows-1), min(max(at.Column, 0), m.data.Columns-1)
	m.cursor = at
	view, offset, size := m.scroll.Size(), m.scroll.Offset, cellSize()
	x, y := m.heads.x[at.Column], m.body.y(at.Row)
	m.scrollTo(fyne.NewPos(
		fyne.Max(fyne.Min(offset.X, x-cellGap), x+size.Width+2*Grid-view.Width),
		fyne.Max(fyne.Min(offset.Y, y-cellGap), y+size.Height+2*Grid-view.Height)))
	m.body.paint()
	m.hover = NoSpot
	m.arrange(false)
	m.tellPoint()
}

// home puts the cursor where the person looks.
func (m *Matrix) home() {
	column, _ := m.heads.inView(m.scroll.Offset.X, m.scroll.Size().Width)
	m.goTo(Spot{int((m.scroll.Offset.Y + m.pitch() - 1) / m.pitch()), column})
}

// HandleKey moves the cursor as if the keyboard were on the matrix, and brings it there. It
// reports whether it used the key.
func (m *Matrix) HandleKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		if !m.Focused() {
			m.Focus()
			return true
		}
	}
	return m.body.key(k)
}

// key is the keyboard map. It reports whether it used the key.
func (b *matrixBody) key(k fyne.KeyName) bool {
	m := b.matrix
	if !m.cursor.Cell() {
		return false
	}
	to, page := m.cursor, max(int(m.scroll.Size().Height/m.pitch())-1, 1)
	switch k {
	case fyne.KeyUp:
		to.Row--
	case fyne.KeyDown:
		to.Row++
	case fyne.KeyLeft:
		to.Column--
	case fyne.KeyRight:
		to.Column++
	case fyne.KeyPageUp:
		to.Row -= page
	case fyne.KeyPageDown:
		to.Row += page
	case fyne.KeyHome:
		to.Column = 0
	case fyne.KeyEnd:
		to.Column = m.data.Columns - 1
	case fyne.KeyReturn, fyne.KeyEnter:
		if m.Open != nil {
			m.Open(m.cursor)
		}
		return true
	case fyne.KeyEscape:
		had := m.picked.count > 0
		m.ClearSelection()
		return had
	default:
		return false
	}
	from := m.cursor
	if b.shift && (m.picked.base == nil || !m.picked.anchor.Cell()) {
		m.picked.begin(from, true)
	}
	m.goTo(to)
	if b.shift {
		m.extendTo(m.cursor)
	} else {
		m.picked.base = nil
	}
	return true
}

// TypedKey moves the cursor; what is no use here goes to the screen.
func (b *matrixBody) TypedKey(e *fyne.KeyEvent) {
	if e.Name != fyne.KeySpace && !b.key(e.Name) { // Space comes as a rune too
		passKey(b, b.matrix.Keys, e)
	}
}

// TypedRune selects with Space.
func (b *matrixBody) TypedRune(r rune) {
	if m := b.matrix; r == ' ' && m.cursor.Cell() {
		m.toggle(m.cursor)
		return
	}
	passRune(b, b.matrix.Keys, r)
}

// TypedShortcut selects all; other shortcuts go to the window.
func (b *matrixBody) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok {
		b.matrix.SelectAll()
		return
	}
	passShortcut(b, s)
}

// KeyDown and KeyUp know whether Shift is held.
func (b *matrixBody) KeyDown(e *fyne.KeyEvent) { b.shift = b.shift || isShift(e.Name) }
func (b *matrixBody) KeyUp(e *fyne.KeyEvent)   { b.shift = b.shift && !isShift(e.Name) }

func isShift(k fyne.KeyName) bool {
	return k == desktop.KeyShiftLeft || k == desktop.KeyShiftRight
}

// FocusGained shows the cursor.
func (b *matrixBody) FocusGained() {
	m := b.matrix
	b.focused, b.shift = true, false
	if !m.cursor.Cell() {
		m.home()
	}
	b.paint()
	m.tellPoint()
}

// FocusLost hides it.
func (b *matrixBody) FocusLost() {
	b.focused, b.shift = false, false
	b.paint()
	b.matrix.tellPoint()
}

// MouseDown remembers where and with which keys.
func (b *matrixBody) MouseDown(e *desktop.MouseEvent) {
	b.drag, b.modifier, b.dragging = b.at(e.Position), e.Modifier, false
	if e.Button != desktop.MouseButtonPrimary {
		b.drag = NoSpot
	}
}

// MouseUp has nothing to do: Tapped or DragEnd comes.
func (b *matrixBody) MouseUp(*desktop.MouseEvent) {}

// Tapped opens a cell, or selects.
func (b *matrixBody) Tapped(e *fyne.PointEvent) {
	b.click(b.at(e.Position))
	b.modifier = 0
}

func (b *matrixBody) click(at Spot) {
	m := b.matrix
	if !at.Cell() {
		return
	}
	switch {
	case b.modifier&fyne.KeyModifierShift != 0:
		m.extendTo(at)
	case m.Picking || b.modifier&fyne.KeyModifierShortcutDefault != 0:
		m.toggle(at)
	default:
		m.cursor = at
		if m.Open != nil {
			m.Open(at)
		}
		return
	}
	m.Focus()
	m.goTo(at)
}

// Dragged selects the block between where the pointer went down and where it is.
func (b *matrixBody) Dragged(e *fyne.DragEvent) {
	m := b.matrix
	at := b.nearest(e.Position)
	if !b.drag.Cell() || !at.Cell() || !b.dragging && at == b.drag {
		return
	}
	if !b.dragging {
		b.dragging = true
		m.picked.begin(b.drag, b.modifier&fyne.KeyModifierShortcutDefault != 0)
	} else if at == m.cursor {
		return
	}
	m.stretch(b.drag, at)
	m.goTo(at)
}

// DragEnd leaves the block selected. A pointer that trembled inside one cell has clicked it.
func (b *matrixBody) DragEnd() {
	if !b.dragging {
		b.click(b.drag)
	} else {
		b.matrix.Focus()
	}
	b.dragging, b.modifier, b.drag = false, 0, NoSpot
}

// nearest is the cell at a point or the one closest to it.
func (b *matrixBody) nearest(p fyne.Position) Spot {
	m := b.matrix
	if m.data.Rows == 0 || m.data.Columns == 0 {
		return NoSpot
	}
	at := Spot{min(max(int((p.Y-cellGap/2)/m.pitch()), 0), m.data.Rows-1), 0}
	for j, x := range m.heads.x {
		if x <= p.X {
			at.Column = j
		}
	}
	return at
}

// MouseIn, MouseMoved and MouseOut show the cell under the pointer.
func (b *matrixBody) MouseIn(e *desktop.MouseEvent)    { b.matrix.point(b.at(e.Position)) }
func (b *matrixBody) MouseMoved(e *desktop.MouseEvent) { b.matrix.point(b.at(e.Position)) }
func (b *matrixBody) MouseOut()                        { b.matrix.point(NoSpot) }

// Cursor is a hand: a cell can be clicked.
func (b *matrixBody) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel names the table's corner, which says what it holds.
func (b *matrixBody) AccessibilityLabel() string { return b.matrix.corner.Text() }

// AccessibilityRole says that it is acted on.
func (b *matrixBody) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
