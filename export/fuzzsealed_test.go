package export

import (
	"archive/tar"
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"forethought/fuzzing"
)

// tarOf is an archive of some entries, each of which holds its own name.
func tarOf(f testing.TB, entries ...*tar.Header) []byte {
	f.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range entries {
		if h.Typeflag == tar.TypeReg {
			h.Size = int64(len(h.Name))
		}
		if err := w.WriteHeader(h); err != nil {
			f.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(h.Name)); err != nil {
				f.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	return out.Bytes()
}

// unpackedWithin unpacks what was opened, and checks that nothing came to lie elsewhere, that
// it is files and folders, no larger than what was given, and all or nothing.
func unpackedWithin(t *testing.T, s *Sealed, given int) {
	t.Helper()
	if name := s.Name(); filepath.Base(name) != name || !filepath.IsLocal(name) {
		t.Errorf("it is to be called %q", name)
	}
	into := t.TempDir()
	files, err := s.Unpack(context.Background(), filepath.Join(into, "out"))
	fuzzing.Explained(t, err)
	found, bytes := 0, int64(0)
	if walked := filepath.WalkDir(into, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		switch {
		case info.Mode().IsRegular():
			found++
			bytes += info.Size()
			if info.Mode().Perm()&0o077 != 0 {
				t.Errorf("others may read %s", path)
			}
		case !info.IsDir():
			t.Errorf("%s is %v", path, info.Mode())
		}
		return nil
	}); walked != nil {
		t.Fatal(walked)
	}
	left, _ := os.ReadDir(into)
	switch {
	case err != nil && len(left) > 0:
		t.Errorf("refused, and %v is left", left)
	case err == nil && (len(left) != 1 || left[0].Name() != "out" || found != files):
		t.Errorf("%d files written as %v, %d found", files, left, found)
	case bytes > int64(given):
		t.Errorf("%d bytes unpacked of %d", bytes, given)
	}
}

// FuzzSealedArchive is about what is inside a sealed copy, made by somebody who knows the
// passphrase.
func FuzzSealedArchive(f *testing.F) {
	file := func(name string) *tar.Header { return &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644} }
	dir := func(name string) *tar.Header {
		return &tar.Header{Typeflag: tar.TypeDir, Name: name + "/", Mode: 0o755}
	}
	f.Add(tarOf(f, file("plan.forethought")))
	f.Add(tarOf(f, dir("plans"), file("plans/one.pdf"), dir("plans/deeper"), file("plans/deeper/two.pdf")))
	f.Add(tarOf(f, dir("plans"), file("plans/../../one.pdf")))
	f.Add(tarOf(f, dir("plans"), &tar.Header{Typeflag: tar.TypeSymlink, Name: "plans/link", Linkname: "/etc"}, file("plans/link/passwd")))
	f.Add(tarOf(f, dir("plans"), &tar.Header{Typeflag: tar.TypeLink, Name: "plans/hard", Linkname: "plans/one"}, file("plans/a/b/c")))
	f.Add(tarOf(f, &tar.Header{Typeflag: tar.TypeReg, Name: "a", PAXRecords: map[string]string{"comment": "x", "path": "b"}, Format: tar.FormatPAX}))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			s, err := newSealed(context.Background(), bytes.NewReader(data), int64(len(data)))
			fuzzing.Explained(t, err)
			if err == nil {
				unpackedWithin(t, s, len(data))
			}
		})
	})
}

// FuzzSealedCopy is about the sealed copy as it lies there, changed by somebody who does not
// know the passphrase. Nothing of one that was changed may be opened.
func FuzzSealedCopy(f *testing.F) {
	file := &tar.Header{Typeflag: tar.TypeReg, Name: "plan.forethought", Mode: 0o600}
	whole := sealedBy(f, quickWork, file)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(sealedBy(f, quickWork+4, file)) // asks for more work than allowed
	f.Add([]byte(sealedHead + "-> X25519 aaaa\nbbbb\n--- cccc\n"))
	f.Add([]byte(sealedHead + "-> scrypt aaaa 63\nbbbb\n--- cccc\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path, untouched := fuzzing.File(t, "copy.sealed", data)
		fuzzing.Bounded(t, func() {
			_ = IsSealed(path)
			s, err := openSealed(context.Background(), bytes.NewReader(data), int64(len(data)), phrase, quickWork)
			fuzzing.Explained(t, err)
			if err != nil {
				return
			}
			if !bytes.Equal(data, whole) && !bytes.Contains(data, []byte("-> scrypt ")) {
				t.Error("opened, and it is no sealed copy")
			}
			unpackedWithin(t, s, len(data))
		})
		untouched()
	})
}

func FuzzProtectedPDF(f *testing.F) {
	plain := smallPDF("<</Type/Catalog/Pages 3 0 R>>", "<</Keywords(k)>>", "<</Type/Pages/Kids[4 0 R]/Count 1/MediaBox[0 0 600 800]>>", "<</Type/Page/Parent 3 0 R/Resources<<>>>>")
	locked, err := protect(plain, strongPhrase(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(locked)
	f.Add(plain)
	f.Add(bytes.Replace(locked, []byte("/R 6"), []byte("/R 5"), 1))
	f.Add(bytes.Replace(locked, []byte("/AESV3"), []byte("/AESV2"), 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		path, untouched := fuzzing.File(t, "plan.pdf", data)
		into := t.TempDir()
		fuzzing.Bounded(t, func() {
			err := UnsealPDF(context.Background(), filepath.Join(into, "out.pdf"), path, phrase)
			fuzzing.Explained(t, err)
			if left, _ := os.ReadDir(into); (err == nil) != (len(left) == 1) {
				t.Errorf("%v is written (%v)", left, err)
			}
		})
		untouched()
	})
}

func FuzzPicture(f *testing.F) {
	picture := image.NewNRGBA(image.Rect(0, 0, 24, 8))
	for i := range picture.Pix {
		picture.Pix[i] = byte(i * 7)
	}
	var photo, drawing, gray bytes.Buffer
	for _, err := range []error{jpeg.Encode(&photo, picture, nil), png.Encode(&drawing, picture), png.Encode(&gray, image.NewGray16(picture.Rect))} {
		if err != nil {
			f.Fatal(err)
		}
	}
	exif := append([]byte("\xff\xd8\xff\xe1\x00\x24Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00"), photo.Bytes()[2:]...)
	for _, data := range [][]byte{photo.Bytes(), exif, drawing.Bytes(), gray.Bytes(), photo.Bytes()[:photo.Len()/2], bytes.Replace(photo.Bytes(), []byte{0xFF, 0xC0}, []byte{0xFF, 0xC2}, 1)} {
		f.Add(data)
	}
	const side = 16
	f.Fuzz(func(t *testing.T, data []byte) {
		if head, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && head.Width*head.Height > 1<<22 {
			t.Skip() // is decoded, and takes its time; the limits' own test tries it
		}
		fuzzing.Bounded(t, func() {
			small, err := Thumbnail(data, side)
			if err != nil {
				return // a file that is no picture is shown by its name
			}
			if b := small.Bounds(); b.Dx() < 1 || b.Dy() < 1 || b.Dx() > side || b.Dy() > side {
				t.Errorf("drawn as %v", b)
			}
			plain, err := asJPEG(small)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := Thumbnail(plain, side); err != nil || again.Bounds() != small.Bounds() {
				t.Errorf("what is drawn of it is read as %v (%v)", again.Bounds(), err)
			}
		})
	})
}
