package export

import (
	"math"

	"forethought/workbook"
)

// hatching is how a status looks where there is no colour: every part of a chart carries
// its own lines, so that a copy in black and white says the same.
func hatching(s sign) (forward, backward, level bool) {
	switch s {
	case halfSign:
		return true, false, false
	case bangSign:
		return true, true, false
	case dashSign:
		return false, false, true
	}
	return false, false, false
}

// swatch fills a box with a status's colour and lines.
func (f *frame) swatch(x, y, w, h float64, b badge) {
	if w <= 0 || h <= 0 {
		return
	}
	f.fill(b.solid)
	f.pdf.rect(x, y, w, h, filled)
	forward, backward, level := hatching(b.sign)
	if forward || backward || level {
		f.pdf.clip(x, y, w, h)
		if forward {
			f.slants(x-h, y+h, w+h, h, 1)
		}
		if backward {
			f.slants(x, y+h, w+h, h, -1)
		}
		f.stroke(white, 0.7)
		for at := hatchStep / 2; level && at < h; at += hatchStep {
			f.pdf.line(x, y+at, x+w, y+at)
		}
		f.pdf.restore()
	}
	if b.outline {
		f.stroke(muted, 0.6)
		f.pdf.rect(x+0.3, y+0.3, w-0.6, h-0.6, outlined)
	}
}

// hatchStep is the distance between the lines of a hatching.
const hatchStep = 4.5

// slants draws slanted lines up from a row of points on a base, at least as far and as high
// as is asked for. They are stamps of a few sizes; what is too much is clipped.
func (f *frame) slants(x, base, length, height, slant float64) {
	length, height = math.Ceil(length/48)*48, math.Ceil(height/8)*8
	look := stamp{shape: "slants", size: length, height: height * slant, color: white}
	f.pdf.stamped(look, length+height, height, x, base, func() {
		f.stroke(white, 0.7)
		f.pdf.toStroke()
		for at := 0.0; at < length; at += hatchStep {
			f.pdf.move(at, 0)
			f.pdf.lineTo(at+height*slant, -height)
		}
		f.pdf.paint(outlined)
	})
}

// hatchedBar draws slices side by side over a width that stands for so many. A slice with
// room for it carries its sign and its count on a field without lines.
func (f *frame) hatchedBar(x, y, width, height float64, of int, slices []slice) {
	for _, s := range slices {
		if s.count == 0 || of == 0 {
			continue
		}
		full := width * float64(s.count) / float64(of)
		w := max(0.5, full-1)
		f.swatch(x, y, w, height, s.badge)
		count := f.print(bold, decimal(s.count))
		size := min(7.5, height*0.62)
		countWidth := f.faces[bold].width(count, size)
		label := countWidth
		if w >= countWidth+20 {
			label += 10
		}
		if w >= label+6 && height >= 9 {
			left := x + (w-label)/2
			f.fill(s.badge.solid)
			f.pdf.rounded(left-2.5, y+1.2, label+5, height-2.4, 2, filled)
			if label > countWidth {
				f.drawSign(left+3.5, y+height/2, 6.5, s.badge.sign, s.badge.on, s.badge.solid)
			}
			f.text(left+label-countWidth, y+height/2+size*0.36, size, bold, s.badge.on, count)
		}
		x += full
	}
}

// legend draws what the colours, lines and signs of charts mean, over as many lines as the
// width needs.
func (f *frame) legend(x, width float64, statuses []workbook.Status) {
	const size, height, swatch = 8.0, 13.0, 16.0
	at := x
	for _, s := range statuses {
		b := statusBadge(s)
		word := f.shorten(regular, size, width-swatch-16, f.words.Text("status."+string(s)))
		w := swatch + 4 + signWidth + 4 + f.faces[regular].width(word, size)
		if at+w > x+width && at > x {
			at = x
			f.y += height
		}
		f.swatch(at, f.y+1.5, swatch, height-3.5, b)
		f.drawSign(at+swatch+4+signWidth/2, f.y+height/2, signWidth, b.sign, b.text, white)
		f.text(at+swatch+4+signWidth+4, f.y+height/2+size*0.36, size, regular, ink, word)
		at += w + 14
	}
	f.y += height
}

// column of a strip: a count over a label.
type stripColumn struct {
	label string
	count int
	badge badge
}

// strip draws counts as columns side by side, the highest as tall as the room.
func (f *frame) strip(x, width, height float64, columns []stripColumn) {
	const size = 7.5
	most := 1
	for _, c := range columns {
		most = max(most, c.count)
	}
	top, step := f.y+leading(size), width/float64(len(columns))
	base := top + height
	for i, c := range columns {
		left, w := x+float64(i)*step, step*0.62
		left += (step - w) / 2
		if c.count > 0 {
			h := max(1.5, height*float64(c.count)/float64(most))
			f.swatch(left, base-h, w, h, c.badge)
			count := f.shorten(bold, size, step, decimal(c.count))
			f.text(left+(w-f.faces[bold].width(count, size))/2, base-h-3, size, bold, ink, count)
		}
		label := f.shorten(regular, size, step-1, c.label)
		f.text(left+(w-f.faces[regular].width(label, size))/2, base+size+3, size, regular, muted, label)
	}
	f.hline(x, base, width, rule, 0.8)
	f.y = base + leading(size) + 6
}
