package export

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // read by image.Decode

	scale "golang.org/x/image/draw"

	"forethought/workbook"
)

// What a picture may have to be drawn small. Decoding takes several bytes for each pixel, and
// five times as many where a JPEG comes in steps from coarse to fine; each of its scans goes
// over all pixels again, even one of a few bytes.
const (
	MaxPixels        = 50_000_000
	maxPixelsInSteps = 25_000_000
	maxScans         = 100
)

// Thumbnail reads a JPEG or PNG and makes it small: upright, as the camera noted, on white
// where it is transparent, and no side longer than side. A smaller picture keeps its size.
// What the file says besides the picture, such as where it was taken, is not in the result.
//
// Its error says that the bytes are no such picture; it is a [workbook.Problem] of kind
// ErrTooMuch for one that has more than [MaxPixels] or would take as long.
func Thumbnail(data []byte, side int) (*image.RGBA, error) {
	head, form, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	if form != "jpeg" && form != "png" {
		return nil, fmt.Errorf("read picture: its form is %s", form)
	}
	scans, inSteps := 0, false
	if form == "jpeg" {
		scans, inSteps = scansOf(data)
	}
	most := MaxPixels
	if inSteps {
		most = maxPixelsInSteps
	}
	switch {
	case head.Width <= 0 || head.Height <= 0:
		return nil, errors.New("read picture: it has no pixels")
	case head.Width > most/head.Height, scans > maxScans:
		return nil, &workbook.Problem{Kind: workbook.ErrTooMuch, Err: fmt.Errorf("%d by %d pixels in %d scans", head.Width, head.Height, scans)}
	}
	whole, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	w, h := head.Width, head.Height
	if longest := max(w, h); longest > side {
		w, h = max(1, w*side/longest), max(1, h*side/longest)
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	scale.Draw(small, small.Bounds(), image.White, image.Point{}, scale.Src)
	scale.BiLinear.Scale(small, small.Bounds(), whole, whole.Bounds(), scale.Over, nil)
	if form != "jpeg" {
		return small, nil
	}
	return turned(small, orientation(data)), nil
}

// turned sets a picture upright that was taken in one of the eight orientations of EXIF.
func turned(from *image.RGBA, how int) *image.RGBA {
	w, h := from.Rect.Dx(), from.Rect.Dy()
	at := map[int]func(x, y int) (int, int){ // where a pixel goes
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return h - 1 - y, x },
		7: func(x, y int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(x, y int) (int, int) { return y, w - 1 - x },
	}[how]
	if at == nil {
		return from
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if how >= 5 {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := at(x, y)
			to.SetRGBA(tx, ty, from.RGBAAt(x, y))
		}
	}
	return to
}

// scansOf counts the scans of a JPEG up to its end, and says whether it comes in steps from
// coarse to fine.
func scansOf(data []byte) (scans int, inSteps bool) {
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xFF { // within a scan, or no JPEG
			next := bytes.IndexByte(data[at:], 0xFF)
			if next < 0 {
				break
			}
			at += next
			continue
		}
		switch marker := data[at+1]; {
		case marker == 0xD9: // the end; another picture or a film may follow
			return scans, inSteps
		case marker == 0xFF:
			at++
		case marker == 0, marker == 1, marker >= 0xD0 && marker <= 0xD8: // nothing follows them
			at += 2
		default:
			if marker == 0xDA {
				scans++
			}
			inSteps = inSteps || marker == 0xC2
			at += 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		}
	}
	return scans, inSteps
}

// orientation reads from a JPEG how the camera was held: 1 to 8, 1 where it does not say.
func orientation(data []byte) int {
	const upright = 1
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		marker, length := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == 0xDA || length < 2 || at+2+length > len(data) { // the picture itself begins
			return upright
		}
		segment := data[at+4 : at+2+length]
		if rest, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); marker == 0xE1 && ok {
			if how, err := orientationTag(rest); err == nil {
				return how
			}
			return upright
		}
		at += 2 + length
	}
	return upright
}

var errNoTag = errors.New("no orientation")

// orientationTag finds the tag in the first directory of an EXIF block.
func orientationTag(exif []byte) (int, error) {
	if len(exif) < 8 {
		return 0, errNoTag
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(exif[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(exif[4:]))
	if at+2 > int64(len(exif)) {
		return 0, errNoTag
	}
	for n := int64(order.Uint16(exif[at:])); n > 0; n-- {
		entry := at + 2 + 12*(n-1)
		if entry+12 > int64(len(exif)) {
			continue
		}
		if order.Uint16(exif[entry:]) == 0x0112 {
			if how := int(order.Uint16(exif[entry+8:])); how >= 1 && how <= 8 {
				return how, nil
			}
			return 0, errNoTag
		}
	}
	return 0, errNoTag
}

// asJPEG writes a picture without anything besides it.
func asJPEG(picture image.Image) ([]byte, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 82}); err != nil {
		return nil, fmt.Errorf("write picture: %w", err)
	}
	return out.Bytes(), nil
}
