package export

// cover is what the first page of a document says.
type cover struct {
	kind      string // what the document is, for example "Action plan"
	title     string // whose it is
	below     string // under the title
	lines     [][2]string
	statement string // what the document is for
}

// says adds a line with its label, unless there is nothing to say.
func (c *cover) says(label, value string) {
	if value != "" {
		c.lines = append(c.lines, [2]string{label, value})
	}
}

// cover draws a cover, with the handling mark at its head and foot.
func (f *frame) cover(c cover) {
	f.page()
	f.bare[f.pdf.number()] = true
	panel := f.h * 0.47
	f.fill(accentTin)
	f.pdf.rect(0, 0, f.w, panel, filled)
	f.fill(accent)
	f.pdf.rect(0, panel, f.w, 4, filled)

	mark := f.paragraph(f.width(), 10, f.say(bold, alarm, f.about.Handling))
	f.y = 56
	f.flow(sideMargin, mark)

	// The names are as large as they can be and still leave the panel whole.
	name, under := f.print(bold, c.title), f.print(regular, c.below)
	var title, below []piece
	for size := 30.0; ; size -= 1.5 {
		title = f.paragraph(f.width(), size, span{text: name, style: bold, color: ink})
		below = f.paragraph(f.width(), min(13, size), span{text: under, color: muted})
		if size <= smallSize || heightOf(title)+heightOf(below) <= panel-56-heightOf(mark)-74 {
			break
		}
	}
	f.y = panel - 62 - heightOf(title) - heightOf(below)
	f.flow(sideMargin, f.paragraph(f.width(), 15, f.say(bold, accent, c.kind)))
	f.y += 4
	f.flow(sideMargin, title)
	f.y += 4
	f.flow(sideMargin, below)

	f.y = panel + 36
	const label = 110.0
	for _, l := range c.lines {
		y := f.y
		f.flow(sideMargin, f.paragraph(label, 10, f.say(regular, muted, l[0])))
		f.y = y
		f.flow(sideMargin+label, f.paragraph(f.width()-label, 10.5, f.say(regular, ink, l[1])))
		f.y += 7
	}
	f.y += 14
	f.flow(sideMargin, f.passage(f.width()*0.86, leadSize, regular, muted, c.statement))

	// The mark stands at the foot as well, as is the custom, if it is short.
	foot := f.shorten(bold, 10, f.width(), f.about.Handling)
	f.text(sideMargin, f.h-markBaseline-14, 10, bold, alarm, foot)
}
