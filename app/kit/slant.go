package kit

import (
	"image"
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// slant draws short texts that rise to the right, as above the columns of a wide table.
// The toolkit's texts cannot be turned, so the letters' outlines are drawn here.
type slant struct {
	font *sfnt.Font // nil where the theme's font cannot be read; then nothing is drawn
	buf  sfnt.Buffer
}

// slantAngle is how steeply a slanted text rises.
const slantAngle = math.Pi / 3

var slantSin, slantCos = float32(math.Sin(slantAngle)), float32(math.Cos(slantAngle))

func newSlant() *slant {
	f, err := sfnt.Parse(theme.DefaultTheme().Font(fyne.TextStyle{}).Content())
	if err != nil {
		return &slant{}
	}
	return &slant{font: f}
}

// ppem is a text size as the font library counts it.
func ppem(size float32) fixed.Int26_6 { return fixed.Int26_6(size * 64) }

// each goes through a text's glyphs with how far along each begins, and gives the width.
func (s *slant) each(text string, size float32, glyph func(g sfnt.GlyphIndex, x float32)) float32 {
	if s.font == nil {
		return 0
	}
	x, before := float32(0), sfnt.GlyphIndex(0)
	for _, r := range text {
		g, err := s.font.GlyphIndex(&s.buf, r)
		if err != nil {
			continue
		}
		if before != 0 {
			if k, err := s.font.Kern(&s.buf, before, g, ppem(size), font.HintingNone); err == nil {
				x += float32(k) / 64
			}
		}
		if glyph != nil {
			glyph(g, x)
		}
		if a, err := s.font.GlyphAdvance(&s.buf, g, ppem(size), font.HintingNone); err == nil {
			x += float32(a) / 64
		}
		before = g
	}
	return x
}

func (s *slant) width(text string, size float32) float32 { return s.each(text, size, nil) }

// lines breaks a title into at most two lines as even as its words allow, each shortened
// to a width.
func (s *slant) lines(title string, size, most float32) []string {
	words := strings.Fields(title)
	best := []string{strings.Join(words, " ")}
	widest := s.width(best[0], size)
	if widest > 8*size { // a short title reads better whole
		for i := 1; i < len(words); i++ {
			two := []string{strings.Join(words[:i], " "), strings.Join(words[i:], " ")}
			if w := fyne.Max(s.width(two[0], size), s.width(two[1], size)); w < widest {
				best, widest = two, w
			}
		}
	}
	for i, line := range best {
		for r := []rune(line); len(r) > 1 && s.width(line, size) > most; {
			r = r[:len(r)-1]
			line = strings.TrimSpace(string(r)) + "…"
		}
		best[i] = line
	}
	return best
}

// Measures of a slanted text in its size: how high its letters reach, and how far apart two
// lines are along the foot.
const (
	slantAscent = 0.76
	slantLine   = 1.3
)

// foot is how much room the foot of so many lines takes across, and how far into it the
// first line begins.
func (s *slant) foot(lines int, size float32) (room, first float32) {
	first = slantAscent * size / slantSin
	return first + float32(lines-1)*slantLine*size, first
}

// extent is the size of the picture of some lines, and how far right of its left edge their
// foot begins.
func (s *slant) extent(lines []string, size float32) (picture fyne.Size, foot float32) {
	widest := float32(0)
	for i, line := range lines {
		at := float32(i) * slantLine * size
		widest = fyne.Max(widest, at+s.width(line, size)*slantCos)
	}
	long := float32(0)
	for _, line := range lines {
		long = fyne.Max(long, s.width(line, size))
	}
	foot = size // letters lean out over the foot to the left
	return fyne.NewSize(foot+widest+size, long*slantSin+0.6*size), foot
}

// picture draws the lines with so many pixels to a unit. The foot of the first line's
// letters is at its bottom, where extent says.
func (s *slant) picture(lines []string, size float32, ink color.Color, pixels float32) *image.NRGBA {
	extent, foot := s.extent(lines, size)
	w, h := int(math.Ceil(float64(extent.Width*pixels))), int(math.Ceil(float64(extent.Height*pixels)))
	img := image.NewNRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	if s.font == nil {
		return img
	}
	_, first := s.foot(len(lines), size)
	brush := vector.NewRasterizer(img.Bounds().Dx(), img.Bounds().Dy())
	scaled := size * pixels
	for i, line := range lines {
		x0 := (foot + first + float32(i)*slantLine*size) * pixels
		y0 := float32(h) - 0.3*scaled
		s.each(line, scaled, func(g sfnt.GlyphIndex, along float32) {
			outline, err := s.font.LoadGlyph(&s.buf, g, ppem(scaled), nil)
			if err != nil {
				return
			}
			trace(brush, outline, func(p fixed.Point26_6) (float32, float32) {
				u, v := along+float32(p.X)/64, float32(p.Y)/64
				return x0 + u*slantCos + v*slantSin, y0 - u*slantSin + v*slantCos
			})
		})
	}
	brush.Draw(img, img.Bounds(), image.NewUniform(ink), image.Point{})
	return img
}

// trace adds a glyph's outline to a drawing.
func trace(to *vector.Rasterizer, outline sfnt.Segments, at func(fixed.Point26_6) (x, y float32)) {
	for _, seg := range outline {
		ax, ay := at(seg.Args[0])
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			to.ClosePath()
			to.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			to.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := at(seg.Args[1])
			to.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := at(seg.Args[1])
			cx, cy := at(seg.Args[2])
			to.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	to.ClosePath()
}
