package export

import (
	"math"
	"strconv"
)

// pen writes the marks of a page as the standard's operators. It is told places from the
// page's upper left corner, in points, and keeps in mind what is set already, so that a
// colour, a width or a font is written only where another one is needed.
type pen struct {
	out        []byte
	h          float64 // height of the page
	want, have look
	kept       []look // of the states that were saved
	x, y       float64
}

// look is what marks are made with.
type look struct {
	fill, stroke rgb
	width        float64
	round        bool // ends and corners of lines
	known        bool // the corners are as round says
	font         style
	size         float64
}

// unset is the look of a page of which nothing is known yet.
var unset = look{fill: rgb{-1, 0, 0}, stroke: rgb{-1, 0, 0}, width: -1, size: -1}

// How a shape is painted, as the standard's operators.
const (
	filled   = 'f'
	outlined = 'S'
	both     = 'B'
)

// begin starts on a page of a height.
func (p *pen) begin(height float64) {
	p.out, p.h, p.have, p.kept = p.out[:0], height, unset, p.kept[:0]
}

// number writes a measure, to a hundredth of a point.
func (p *pen) number(v float64) {
	n := int64(math.Round(v * 100))
	if n < 0 {
		p.out = append(p.out, '-')
		n = -n
	}
	p.out = strconv.AppendInt(p.out, n/100, 10)
	if n %= 100; n > 0 {
		p.out = append(p.out, '.', byte('0'+n/10))
		if n %= 10; n > 0 {
			p.out = append(p.out, byte('0'+n))
		}
	}
	p.out = append(p.out, ' ')
}

func (p *pen) numbers(all ...float64) {
	for _, v := range all {
		p.number(v)
	}
}

func (p *pen) op(name string) {
	p.out = append(p.out, name...)
	p.out = append(p.out, '\n')
}

func (p *pen) color(c rgb, op string) {
	for _, part := range [3]int{c.r, c.g, c.b} {
		thousandths := (part*1000 + 127) / 255
		switch {
		case thousandths >= 1000:
			p.out = append(p.out, '1')
		case thousandths == 0:
			p.out = append(p.out, '0')
		default:
			p.out = append(p.out, '.', byte('0'+thousandths/100), byte('0'+thousandths/10%10), byte('0'+thousandths%10))
		}
		p.out = append(p.out, ' ')
	}
	p.op(op)
}

// toFill and toStroke write what the next filled or outlined shape needs.
func (p *pen) toFill() {
	if p.have.fill != p.want.fill {
		p.color(p.want.fill, "rg")
		p.have.fill = p.want.fill
	}
}

func (p *pen) toStroke() {
	if p.have.stroke != p.want.stroke {
		p.color(p.want.stroke, "RG")
		p.have.stroke = p.want.stroke
	}
	if p.have.width != p.want.width {
		p.number(p.want.width)
		p.op("w")
		p.have.width = p.want.width
	}
	if !p.have.known || p.have.round != p.want.round {
		if p.want.round {
			p.op("1 J 1 j")
		} else {
			p.op("0 J 0 j")
		}
		p.have.round, p.have.known = p.want.round, true
	}
}

func (p *pen) toPaint(how byte) {
	if how != outlined {
		p.toFill()
	}
	if how != filled {
		p.toStroke()
	}
}

func (p *pen) paint(how byte) { p.out = append(p.out, how, '\n') }

// save and restore enclose marks that are clipped or turned.
func (p *pen) save() {
	p.kept = append(p.kept, p.have)
	p.out = append(p.out, "q "...)
}

func (p *pen) restore() {
	p.have, p.kept = p.kept[len(p.kept)-1], p.kept[:len(p.kept)-1]
	p.op("Q")
}

func (p *pen) line(x1, y1, x2, y2 float64) {
	p.toStroke()
	p.numbers(x1, p.h-y1)
	p.out = append(p.out, "m "...)
	p.numbers(x2, p.h-y2)
	p.op("l S")
}

func (p *pen) rect(x, y, w, h float64, how byte) {
	p.toPaint(how)
	p.numbers(x, p.h-y, w, -h)
	p.out = append(p.out, "re "...)
	p.paint(how)
}

// clip keeps the marks up to [pen.restore] within a box.
func (p *pen) clip(x, y, w, h float64) {
	p.save()
	p.numbers(x, p.h-y, w, -h)
	p.op("re W n")
}

// turn begins marks that are turned around a point, up to [pen.restore].
func (p *pen) turn(degrees, x, y float64) {
	p.save()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	y = p.h - y
	for _, v := range [6]float64{cos, sin, -sin, cos, x + sin*y - cos*x, y - cos*y - sin*x} {
		p.out = append(strconv.AppendFloat(p.out, v, 'f', 5, 64), ' ')
	}
	p.op("cm")
}

// moveTo begins a shape that is painted with how.
func (p *pen) moveTo(x, y float64, how byte) {
	p.toPaint(how)
	p.move(x, y)
}

func (p *pen) move(x, y float64) {
	p.x, p.y = x, y
	p.numbers(x, p.h-y)
	p.op("m")
}

func (p *pen) lineTo(x, y float64) {
	p.x, p.y = x, y
	p.numbers(x, p.h-y)
	p.op("l")
}

func (p *pen) curveTo(x1, y1, x2, y2, x, y float64) {
	p.x, p.y = x, y
	p.numbers(x1, p.h-y1, x2, p.h-y2, x, p.h-y)
	p.op("c")
}

// arcTo goes on along a circle, against the clock from 3 o'clock, in degrees.
func (p *pen) arcTo(cx, cy, r, from, to float64) {
	parts := math.Ceil(math.Abs(to-from)/90 - 0.001)
	step := (to - from) / parts * math.Pi / 180
	k := r * 4 / 3 * math.Tan(step/4)
	at := from * math.Pi / 180
	sin, cos := math.Sincos(at)
	if x, y := cx+r*cos, cy-r*sin; math.Abs(x-p.x)+math.Abs(y-p.y) > 0.01 {
		p.lineTo(x, y)
	}
	for range int(parts) {
		x1, y1 := cx+r*cos-k*sin, cy-r*sin-k*cos
		at += step
		sin, cos = math.Sincos(at)
		x, y := cx+r*cos, cy-r*sin
		p.curveTo(x1, y1, x+k*sin, y+k*cos, x, y)
	}
}

// close paints a shape that was begun with [pen.moveTo].
func (p *pen) close(how byte) {
	p.out = append(p.out, "h "...)
	p.paint(how)
}

func (p *pen) circle(cx, cy, r float64, how byte) {
	p.moveTo(cx+r, cy, how)
	p.arcTo(cx, cy, r, 0, 360)
	p.paint(how)
}

// rounded is a box with rounded corners.
func (p *pen) rounded(x, y, w, h, r float64, how byte) {
	p.moveTo(x+r, y, how)
	p.lineTo(x+w-r, y)
	p.arcTo(x+w-r, y+r, r, 90, 0)
	p.lineTo(x+w, y+h-r)
	p.arcTo(x+w-r, y+h-r, r, 0, -90)
	p.lineTo(x+r, y+h)
	p.arcTo(x+r, y+h-r, r, -90, -180)
	p.lineTo(x, y+r)
	p.arcTo(x+r, y+r, r, 180, 90)
	p.close(how)
}

// text writes printable text from a baseline. Its characters are their own codes; see
// [subset].
func (p *pen) text(x, base, size float64, s style, color rgb, text printable) {
	p.want.fill = color
	p.toFill()
	if p.have.font != s || p.have.size != size {
		p.out = append(p.out, "/F"...)
		p.out = strconv.AppendInt(p.out, int64(s)+1, 10)
		p.out = append(p.out, ' ')
		p.number(size)
		p.op("Tf")
		p.have.font, p.have.size = s, size
	}
	p.out = append(p.out, "BT "...)
	p.numbers(x, p.h-base)
	p.out = append(p.out, "Td ("...)
	for _, r := range text {
		p.out = escaped(escaped(p.out, byte(r>>8)), byte(r))
	}
	p.op(") Tj ET")
}

// escaped adds a byte of a string of the standard's.
func escaped(out []byte, b byte) []byte {
	switch b {
	case '(', ')', '\\':
		return append(out, '\\', b)
	case '\r':
		return append(out, '\\', 'r')
	}
	return append(out, b)
}
