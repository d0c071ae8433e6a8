package export_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// fence is a picture that is red at its upper left, blue elsewhere.
func fence(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0x20, 0x40, 0xA0, 0xFF}
			if x < w/2 && y < h/2 {
				c = color.RGBA{0xD0, 0x20, 0x20, 0xFF}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// taken is a photo as a camera writes it: with its orientation and the place where it was taken.
func taken(t *testing.T, w, h, orientation int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, fence(w, h), nil); err != nil {
		t.Fatal(err)
	}
	place := []byte("GPS 43.1855 N 44.5411 E Photographer-9")
	exif := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00")
	exif = binary.LittleEndian.AppendUint16(exif, 2)
	exif = append(exif, 0x12, 0x01, 3, 0, 1, 0, 0, 0, byte(orientation), 0, 0, 0)
	exif = append(exif, 0x0E, 0x01, 2, 0, byte(len(place)), 0, 0, 0, 38, 0, 0, 0)
	exif = append(exif, 0, 0, 0, 0)
	exif = append(exif, place...)
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(exif)+2))
	return append(append(append([]byte{0xFF, 0xD8}, segment...), exif...), out.Bytes()[2:]...)
}

func TestAPictureIsSetUprightAndSmall(t *testing.T) {
	red := map[int][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}}
	for how, corner := range red {
		small, err := export.Thumbnail(taken(t, 800, 400, how), 200)
		if err != nil {
			t.Fatal(err)
		}
		w, h := small.Rect.Dx(), small.Rect.Dy()
		if want := [2]int{200, 100}; how < 5 && [2]int{w, h} != want || how >= 5 && [2]int{h, w} != want {
			t.Errorf("orientation %d: %d by %d", how, w, h)
		}
		if c := small.RGBAAt(w/4+corner[0]*w/2, h/4+corner[1]*h/2); c.R < 150 || c.B > 100 {
			t.Errorf("orientation %d: %v at the corner that was the upper left", how, c)
		}
	}
}

func TestWhatIsNoPictureOrTooLargeIsNotDecoded(t *testing.T) {
	var huge bytes.Buffer
	if err := png.Encode(&huge, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	head := huge.Bytes()
	binary.BigEndian.PutUint32(head[16:], 60_000)
	binary.BigEndian.PutUint32(head[20:], 60_000)
	photo := taken(t, 80, 80, 1)
	for name, data := range map[string][]byte{"empty": nil, "text": []byte("a signed page"), "huge": head, "torn": photo[:len(photo)/3]} {
		if small, err := export.Thumbnail(data, 100); err == nil {
			t.Errorf("%s gives a picture of %v", name, small.Rect)
		}
	}
}

// withEvidence gives the school's first answer photos and a page.
func withEvidence(t *testing.T) (workbook.PlanRequest, export.Content) {
	r := lakeside()
	contents := map[string][]byte{
		"p1": taken(t, 1600, 1200, 6), "p2": taken(t, 900, 300, 1), "p4": []byte("\xff\xd8\xff torn"),
		"p5": taken(t, 300, 300, 1),
	}
	add := func(id, name, kind string, expires workbook.Date) {
		r.School.Attachments = append(r.School.Attachments, workbook.Attachment{
			ID: id, SchoolID: "lakeside", ItemID: "smoke-seen", Name: name, Type: kind, Size: 48_213,
			SHA256: strings.Repeat(id, 32), AddedBy: "Jordan Reyes", AddedOn: "2026-10-05", Expires: expires,
		})
	}
	add("p1", "North gate.jpg", "image/jpeg", "2027-08-03")
	add("p2", strings.Repeat("A name without a blank", 5)+".jpg", "image/jpeg", "")
	add("p3", "Agreement.pdf", "application/pdf", "2026-11-01")
	add("p4", "Torn.jpg", "image/jpeg", "")
	add("p5", "Second.jpg", "image/jpeg", "")
	add("p6", "Deleted.jpg", "image/jpeg", "")
	return r, func(_ context.Context, id string) ([]byte, error) {
		if data, ok := contents[id]; ok {
			return data, nil
		}
		return nil, &workbook.Problem{Kind: workbook.ErrContentGone, File: id}
	}
}

func writeWith(t *testing.T, r workbook.PlanRequest, c export.Content) (string, error) {
	t.Helper()
	o := options(t, export.Letter)
	o.Content = c
	path := filepath.Join(t.TempDir(), "plan.pdf")
	_, err := export.WriteActionPlan(context.Background(), path, workbook.NewActionPlan(r), o)
	return path, err
}

func TestThePlanShowsPicturesAndNamesOtherFiles(t *testing.T) {
	r, content := withEvidence(t)
	path, err := writeWith(t, r, content)
	if err != nil {
		t.Fatal(err)
	}
	text := textOf(t, path)
	expect(t, text, "The school's evidence: 6 files", "North gate.jpg", "added 5 October 2026 · expires 3 August 2027",
		"Agreement.pdf (application/pdf, 47.1 kB, checksum p3p3p3p3p3p3)", "expired 1 November 2026",
		"Torn.jpg (image/jpeg", "Deleted.jpg (image/jpeg")
	tool, err := exec.LookPath("pdfimages")
	if err != nil {
		t.Skip("pdfimages is not installed (Debian: poppler-utils); the pictures of the PDF are not read back")
	}
	out, err := exec.Command(tool, "-list", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var sizes []string
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[2:] {
		f := strings.Fields(line)
		sizes = append(sizes, fmt.Sprintf("%sx%s %s", f[3], f[4], f[8]))
	}
	if got := strings.Join(sizes, ", "); got != "360x480 jpeg, 480x160 jpeg, 300x300 jpeg" {
		t.Errorf("the plan's pictures are %s", got)
	}
	folder := t.TempDir()
	if err := exec.Command(tool, "-all", path, filepath.Join(folder, "p")).Run(); err != nil {
		t.Fatal(err)
	}
	taken, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(taken) != 3 {
		t.Fatalf("%d pictures taken out (%v)", len(taken), err)
	}
	for _, file := range append(taken, path) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, trace := range []string{"Exif", "GPS", "Photographer-9"} {
			if bytes.Contains(data, []byte(trace)) {
				t.Errorf("%s still holds %q", filepath.Base(file), trace)
			}
		}
	}
}

func TestWithoutTheBytesPicturesAreListed(t *testing.T) {
	r, _ := withEvidence(t)
	path, err := writeWith(t, r, nil)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, textOf(t, path), "North gate.jpg (image/jpeg, 47.1 kB, checksum p1p1p1p1p1p1) · added 5 October 2026 · expires 3 August 2027")
}

func TestThePlanIsNotWrittenWhenItsEvidenceCannotBeRead(t *testing.T) {
	r, _ := withEvidence(t)
	path, err := writeWith(t, r, func(context.Context, string) ([]byte, error) {
		return nil, &workbook.Problem{Kind: workbook.ErrBusy, File: "district.forethought"}
	})
	if !errors.Is(err, workbook.ErrBusy) {
		t.Errorf("the error is %v, want that the workbook is busy", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a plan without its evidence was written")
	}
}
