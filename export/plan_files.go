package export

import (
	"errors"

	"forethought/workbook"
)

// Pictures stand in rows of so many, each no taller than pictureTall.
const (
	picturesAcross = 3
	pictureGap     = 10.0
	pictureTall    = 130.0
	pictureSide    = 480 // pixels of the longer side
)

// files is the evidence of an answer across its row: pictures small, and other files by name,
// kind, size and the beginning of their checksum, by which a copy is known.
func (b *planBook) files(width float64, all workbook.Attachments) []piece {
	if len(all) == 0 {
		return nil
	}
	pieces := staying(b.paragraph(width, smallSize, b.say(bold, ink, b.t("plan.files", "Count", len(all)))))
	pieces = append(pieces, gap(3))
	wide := (width - (picturesAcross-1)*pictureGap) / picturesAcross
	var tiles [][]piece
	var others []piece
	for _, a := range all {
		if b.err() != nil {
			return nil
		}
		if tile := b.picture(wide, a); tile != nil {
			tiles = append(tiles, tile)
			continue
		}
		about := b.t("plan.file", "Name", a.Name, "Type", b.kindOfFile(a), "Size", workbook.FileSize(a.Size), "Sum", a.SHA256[:min(12, len(a.SHA256))])
		others = append(others, b.paragraph(width, smallSize, append([]span{b.say(regular, ink, about)}, b.fileDays(" · ", a)...)...)...)
	}
	for at := 0; at < len(tiles); at += picturesAcross {
		pieces = append(pieces, tileRow(tiles[at:min(at+picturesAcross, len(tiles))], wide+pictureGap), gap(6))
	}
	return append(pieces, others...)
}

// tileRow sets tiles side by side, as one piece.
func tileRow(tiles [][]piece, step float64) piece {
	return piece{height: tallest(tiles), draw: func(x, y float64) {
		for i, tile := range tiles {
			top := y
			for _, p := range tile {
				if p.draw != nil {
					p.draw(x+float64(i)*step, top)
				}
				top += p.height
			}
		}
	}}
}

// picture is a tile with a picture over its name and date, nil for a file that is not one or
// cannot be shown.
func (b *planBook) picture(width float64, a workbook.Attachment) []piece {
	if b.content == nil || !a.Picture() {
		return nil
	}
	name := "evidence-" + a.SHA256
	shown := b.pdf.picture(name)
	if shown < 0 {
		data, err := b.content(b.ctx, a.ID)
		if err != nil {
			if !errors.Is(err, workbook.ErrDamaged) && !errors.Is(err, workbook.ErrContentGone) {
				b.pdf.fail(err) // a plan without the picture would not be the plan
			}
			return nil
		}
		small, err := Thumbnail(data, pictureSide)
		if err != nil {
			return nil
		}
		plain, err := asJPEG(small)
		if err != nil {
			return nil
		}
		shown = b.pdf.addPicture(name, plain, small.Rect.Dx(), small.Rect.Dy())
	}
	wide, tall := b.pdf.pictureSize(shown)
	w, h := width, width*tall/wide
	if h > pictureTall {
		w, h = pictureTall*wide/tall, pictureTall
	}
	tile := []piece{{height: h, draw: func(x, y float64) { b.pdf.show(shown, x, y, w, h) }}, gap(2)}
	tile = append(tile, b.paragraph(width, smallSize, b.say(regular, ink, a.Name))...)
	return append(tile, b.paragraph(width, smallSize, b.fileDays("", a)...)...)
}

// fileDays says when a file was added and until when it holds.
func (b *planBook) fileDays(lead string, a workbook.Attachment) []span {
	var spans []span
	if a.AddedOn != "" {
		spans = append(spans, b.say(regular, muted, lead+b.t("plan.file.added", "Date", b.words.Date(a.AddedOn))))
		lead = " · "
	}
	switch {
	case a.Expired(b.plan.On):
		spans = append(spans, b.say(bold, alarm, lead+b.t("plan.file.expired", "Date", b.words.Date(a.Expires))))
	case a.Expires != "":
		spans = append(spans, b.say(regular, muted, lead+b.t("plan.file.expires", "Date", b.words.Date(a.Expires))))
	}
	return spans
}

// kindOfFile is a file's media type, or that it has none that is known.
func (b *planBook) kindOfFile(a workbook.Attachment) string {
	if a.Type == "" {
		return b.t("plan.file.unknown")
	}
	return a.Type
}
