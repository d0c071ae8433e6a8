package export

import (
	"math"
	"strings"

	"forethought/workbook"
)

// Measures of the matrix. A cell is at least 9 points wide, so that its sign can be read.
const (
	matrixRow     = 13.0
	matrixLow     = 10.0  // a row may be as low where that keeps a checklist on one page
	matrixName    = 152.0 // the schools' column
	matrixSlant   = 60.0  // degrees by which the items' titles rise
	matrixHead    = 7.5   // size of the titles
	matrixLowest  = 9.0   // no narrower cell
	matrixWidest  = 22.0
	matrixTallest = 146.0 // room for the titles
)

// drawMatrix draws schools down and items across, a checklist at a time, since a page that
// stands upright has no room for all of them side by side. The heads are drawn again on
// every page.
func (b *districtBook) drawMatrix() {
	order := b.plan.MatrixOrder()
	b.open(toMatrix, b.matrixOpening(len(order)))
	intro := b.t("district-plan.matrix.intro")
	if len(order) > workbook.ByNeedFrom {
		intro = join(" ", intro, b.t("district-plan.matrix.by-need"))
	}
	b.intro(intro)
	b.legend(sideMargin, b.width(), workbook.Statuses())
	b.y += 4
	fresh := true // the page holds the part's heading alone
	for _, list := range workbook.Checklists() {
		m := b.newMatrix(list)
		if len(m.columns) == 0 {
			continue
		}
		if !fresh && b.room() < m.headHeight()+float64(len(order))*matrixRow {
			b.page()
		}
		m.row = matrixRow
		if one := (b.room() - m.headHeight()) / float64(max(1, len(order))); one >= matrixLow {
			m.row = min(matrixRow, one)
		}
		fresh = false
		b.bookmark(1, b.y, m.title)
		m.head()
		for _, at := range order {
			if b.err() != nil {
				return
			}
			if b.room() < m.row-0.01 {
				b.page()
				m.head()
			}
			m.school(b.plan.Schools[at], at)
		}
		b.y += 14
	}
}

// matrixOpening is the height that the part's heading takes with the first checklist whole,
// which begins no page of its own where few schools are reported on.
func (b *districtBook) matrixOpening(schools int) float64 {
	for _, list := range workbook.Checklists() {
		if m := b.newMatrix(list); len(m.columns) > 0 {
			return min(partHead+40+m.headHeight()+float64(schools)*matrixRow, newPage)
		}
	}
	return partHead
}

// matrix is one checklist's part of the matrix.
type matrix struct {
	b       *districtBook
	title   string
	columns []int // places of the items in the case
	heads   []printable
	cell    float64 // width of a cell
	row     float64 // height of a row
	tall    float64 // of the slanted titles
}

func (b *districtBook) newMatrix(list workbook.Checklist) *matrix {
	m := &matrix{b: b, title: b.t("checklist." + string(list))}
	rad := matrixSlant * math.Pi / 180
	longest := (matrixTallest - 8) / math.Sin(rad)
	for i, it := range b.plan.Case.Items {
		if it.Checklist != list {
			continue
		}
		head := b.shorten(regular, matrixHead, longest, join(" ", b.number[itemAnchor(it.ID)], it.Title))
		m.columns, m.heads = append(m.columns, i), append(m.heads, head)
		m.tall = max(m.tall, b.faces[regular].width(head, matrixHead)*math.Sin(rad)+8)
	}
	// The last title leans out over the columns; it must stay on the page.
	lean := 0.0
	if n := len(m.heads); n > 0 {
		lean = b.faces[regular].width(m.heads[n-1], matrixHead) * math.Cos(rad)
	}
	m.cell = (b.width() - matrixName - lean) / float64(max(1, len(m.columns)))
	m.cell = min(matrixWidest, max(matrixLowest, m.cell))
	return m
}

func (m *matrix) headHeight() float64 { return leading(headSize) + m.tall + 2 }

// head draws the checklist's name and the slanted titles.
func (m *matrix) head() {
	b := m.b
	top := b.y
	b.flow(sideMargin, b.paragraph(matrixName, headSize, b.say(bold, accent, m.title)))
	b.y = top + m.headHeight()
	for i, head := range m.heads {
		x := sideMargin + matrixName + (float64(i)+0.5)*m.cell
		b.pdf.turn(matrixSlant, x, b.y-4)
		b.text(x, b.y-4+matrixHead*0.3, matrixHead, regular, ink, head)
		b.pdf.restore()
	}
	b.hline(sideMargin, b.y, matrixName+m.cell*float64(len(m.columns)), rule, 0.8)
}

// school draws a school's line. The name leads to the school's own page.
func (m *matrix) school(s workbook.DistrictSchool, at int) {
	b := m.b
	size := min(8, m.row*0.7)
	name := b.shortenAmid(size, matrixName-8, b.nameOf(s.School))
	b.text(sideMargin, b.y+m.row/2+size*0.36, size, regular, ink, name)
	b.pdf.link(sideMargin, b.y, matrixName-6, m.row, b.anchor(schoolAnchor(at)))
	for i, column := range m.columns {
		look := statusBadge(s.Cells[column].Status())
		x, y := sideMargin+matrixName+float64(i)*m.cell, b.y
		b.fill(look.tint)
		b.pdf.rect(x+0.5, y+0.5, m.cell-1, m.row-1, filled)
		if look.sign != ringSign || m.cell >= 12 {
			b.drawSign(x+m.cell/2, y+m.row/2, min(8, m.cell-2, m.row-2.5), look.sign, look.text, look.tint)
		}
	}
	b.y += m.row
	b.hline(sideMargin, b.y, matrixName+m.cell*float64(len(m.columns)), line, 0.4)
}

// shortenAmid cuts a long name before its last two words, which tell apart schools that are
// called after one place.
func (b *districtBook) shortenAmid(size, width float64, name string) printable {
	words := strings.Fields(name)
	clean := b.print(regular, strings.Join(words, " "))
	if b.faces[regular].width(clean, size) <= width || len(words) < 4 {
		return b.shorten(regular, size, width, name)
	}
	last := b.shorten(regular, size, width*0.6, strings.Join(words[len(words)-2:], " "))
	left := width - b.faces[regular].width(" "+last, size)
	return b.shorten(regular, size, left, strings.Join(words[:len(words)-2], " ")) + " " + last
}

// nameOf is a school's name, or that it has none.
func (b *districtBook) nameOf(s workbook.School) string {
	if strings.TrimSpace(s.Name) == "" {
		return b.t("plan.unnamed-school")
	}
	return s.Name
}
