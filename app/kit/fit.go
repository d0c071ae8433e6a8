package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

// FitText breaks a text into lines that fill a room at the largest text size that fits, the
// most given and below. It always fits, however long the text is: for what no size can hold
// the smallest is small.
func FitText(text string, style fyne.TextStyle, room fyne.Size, most float32) (lines []string, size float32) {
	f := fitting{style: style, widths: map[string]float32{}}
	for paragraph := range strings.Lines(text) {
		f.paragraphs = append(f.paragraphs, strings.Fields(paragraph))
	}
	f.blank = f.width(" ")
	f.height = fyne.MeasureText("Ag", fitReference, style).Height
	least := fyne.Min(most, 4)
	if lines = f.lines(room.Width, most); f.holds(lines, room, most) && f.trueFit(lines, room, most) {
		return lines, most
	}
	for range 12 { // each halves what is left between what fits and what does not
		middle := (least + most) / 2
		if f.holds(f.lines(room.Width, middle), room, middle) {
			least = middle
		} else {
			most = middle
		}
	}
	for lines = f.lines(room.Width, least); least > 1 && !f.trueFit(lines, room, least); lines = f.lines(room.Width, least) {
		least *= 0.97
	}
	return lines, least
}

// fitReference is the text size that words are measured at; their widths grow evenly with it.
const fitReference float32 = 100

// fitSlack is the part of a width that is left free, for what rounding takes.
const fitSlack float32 = 0.98

type fitting struct {
	style         fyne.TextStyle
	paragraphs    [][]string
	widths        map[string]float32
	blank, height float32
}

func (f *fitting) width(word string) float32 {
	w, ok := f.widths[word]
	if !ok {
		w = fyne.MeasureText(word, fitReference, f.style).Width
		f.widths[word] = w
	}
	return w
}

func (f *fitting) holds(lines []string, room fyne.Size, size float32) bool {
	return float32(len(lines))*f.height*size/fitReference <= room.Height
}

// trueFit measures the lines as they will be drawn: small letters are set wider than their
// size says.
func (f *fitting) trueFit(lines []string, room fyne.Size, size float32) bool {
	height := float32(len(lines)) * fyne.MeasureText("Ag", size, f.style).Height
	for _, l := range lines {
		if fyne.MeasureText(l, size, f.style).Width > room.Width {
			return false
		}
	}
	return height <= room.Height
}

// lines breaks the text at words, and a word that is longer than a line anywhere.
func (f *fitting) lines(width, size float32) []string {
	var lines []string
	most := width * fitSlack * fitReference / size
	for _, words := range f.paragraphs {
		line, at := "", float32(0)
		for _, word := range words {
			for _, piece := range f.pieces(word, most) {
				w := f.width(piece)
				switch {
				case line == "":
					line, at = piece, w
				case at+f.blank+w <= most:
					line, at = line+" "+piece, at+f.blank+w
				default:
					lines = append(lines, line)
					line, at = piece, w
				}
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// pieces is a word in parts that are no wider than a line.
func (f *fitting) pieces(word string, most float32) []string {
	if f.width(word) <= most {
		return []string{word}
	}
	var pieces []string
	part, at := "", float32(0)
	for _, r := range word {
		w := f.width(string(r))
		if part != "" && at+w > most {
			pieces = append(pieces, part)
			part, at = "", 0
		}
		part, at = part+string(r), at+w
	}
	return append(pieces, part)
}
