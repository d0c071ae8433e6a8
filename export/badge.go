package export

import "math"

const (
	badgeHeight = 15.0
	badgeSize   = 8.0
	badgePad    = 7.0
	signWidth   = 8.0
	signGap     = 4.0
)

// badgePiece is a status as a pill: colour, sign and word. The word shrinks if a language
// needs more room than there is.
func (f *frame) badgePiece(b badge, label string, room float64) piece {
	text := f.print(bold, label)
	return piece{height: badgeHeight, draw: func(x, y float64) { f.drawBadge(x, y, b, text, room) }}
}

// badgeWidth is how wide a pill is.
func (f *frame) badgeWidth(text printable, size float64) float64 {
	return 2*badgePad + signWidth + signGap + f.faces[bold].width(text, size)
}

func (f *frame) drawBadge(x, y float64, b badge, text printable, room float64) float64 {
	size := badgeSize
	for size > 5 && f.badgeWidth(text, size) > room {
		size -= 0.25
	}
	w := f.badgeWidth(text, size)
	f.fill(b.tint)
	if b.outline {
		f.stroke(rgb{0x7C, 0x86, 0x96}, 0.7)
		f.pdf.rounded(x+0.35, y+0.35, w-0.7, badgeHeight-0.7, badgeHeight/2-0.4, both)
	} else {
		f.pdf.rounded(x, y, w, badgeHeight, badgeHeight/2, filled)
	}
	f.drawSign(x+badgePad+signWidth/2, y+badgeHeight/2, signWidth, b.sign, b.text, b.tint)
	f.text(x+badgePad+signWidth+signGap, y+badgeHeight/2+size*0.36, size, bold, b.text, text)
	return w
}

// drawSign draws a status's sign around a point. The signs are shapes, since text fonts
// lack them, and stamps, since a matrix has thousands.
func (f *frame) drawSign(cx, cy, size float64, s sign, color, ground rgb) {
	look := stamp{shape: decimal(int(s)), size: size, color: color, ground: ground}
	f.pdf.stamped(look, size, size, cx, cy, func() { f.shape(0, 0, size, s, color, ground) })
}

// shape draws what a sign's stamp holds.
func (f *frame) shape(cx, cy, size float64, s sign, color, ground rgb) {
	r := size/2 - 0.6
	f.stroke(color, 1.3)
	f.fill(color)
	f.pdf.want.round = true
	switch s {
	case checkSign:
		f.pdf.moveTo(cx-r, cy+0.1*r, outlined)
		f.pdf.lineTo(cx-0.25*r, cy+0.8*r)
		f.pdf.lineTo(cx+r, cy-0.8*r)
		f.pdf.paint(outlined)
	case halfSign:
		f.pdf.moveTo(cx, cy-r, filled)
		f.pdf.arcTo(cx, cy, r, 90, 270)
		f.pdf.close(filled)
		f.stroke(color, 0.9)
		f.pdf.circle(cx, cy, r, outlined)
	case bangSign:
		f.stroke(color, 1.6)
		f.pdf.line(cx, cy-r, cx, cy+0.2*r)
		f.pdf.circle(cx, cy+0.95*r, 0.9, filled)
	case dashSign:
		f.pdf.line(cx-0.8*r, cy, cx+0.8*r, cy)
	case ringSign:
		f.fill(ground)
		f.stroke(color, 0.9)
		f.pdf.circle(cx, cy, r*0.9, outlined)
	}
	f.pdf.want.round = false
}

// slice is a part of a chart.
type slice struct {
	count int
	badge badge
}

// donut draws the slices as a ring, clockwise from the top.
func (f *frame) donut(cx, cy, outer, inner float64, slices []slice) {
	total := 0
	for _, s := range slices {
		total += s.count
	}
	at := 90.0
	var cuts []float64
	for _, s := range slices {
		if s.count == 0 {
			continue
		}
		f.fill(s.badge.solid)
		sweep := 360 * float64(s.count) / float64(total)
		if s.count == total {
			f.pdf.circle(cx, cy, outer, filled)
		} else {
			f.pdf.moveTo(cx, cy, filled)
			f.pdf.lineTo(onCircle(cx, cy, outer, at-sweep))
			f.pdf.arcTo(cx, cy, outer, at-sweep, at)
			f.pdf.close(filled)
			cuts = append(cuts, at)
		}
		at -= sweep
	}
	// White cuts part the slices, so that the ring reads without colour.
	f.stroke(white, 1.6)
	for _, cut := range cuts {
		x, y := onCircle(cx, cy, outer+1, cut)
		f.pdf.line(cx, cy, x, y)
	}
	f.fill(white)
	f.pdf.circle(cx, cy, inner, filled)
}

func onCircle(cx, cy, r, degrees float64) (float64, float64) {
	a := degrees * math.Pi / 180
	return cx + r*math.Cos(a), cy - r*math.Sin(a)
}

// bar draws the slices side by side over a width. A slice with room for it carries its
// sign and its count.
func (f *frame) bar(x, y, width, height float64, slices []slice) {
	total := 0
	for _, s := range slices {
		total += s.count
	}
	for _, s := range slices {
		if s.count == 0 {
			continue
		}
		w := width * float64(s.count) / float64(total)
		f.fill(s.badge.solid)
		f.pdf.rect(x, y, max(0.5, w-1), height, filled)
		count := f.shorten(bold, 7.5, w, decimal(s.count))
		countWidth := f.faces[bold].width(count, 7.5)
		switch full := 7 + 3 + countWidth; {
		case w >= full+6:
			left := x + (w-1-full)/2
			f.drawSign(left+3.5, y+height/2, 7, s.badge.sign, s.badge.on, s.badge.solid)
			f.text(left+10, y+height/2+2.7, 7.5, bold, s.badge.on, count)
		case w >= countWidth+4:
			f.text(x+(w-1-countWidth)/2, y+height/2+2.7, 7.5, bold, s.badge.on, count)
		}
		x += w
	}
}
