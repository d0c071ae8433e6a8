package storage

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"forethought/workbook"
)

// laid is a file to attach whose bytes the test lays out.
func laid(school, name string, data []byte) workbook.FileToAttach {
	return workbook.FileToAttach{
		Attachment: workbook.Attachment{SchoolID: school, ItemID: "gates", Name: name, AddedOn: "2026-08-14"},
		Open:       func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}
}

func attach(t testing.TB, w *Workbook, files ...workbook.FileToAttach) workbook.Attachments {
	t.Helper()
	if _, err := w.Attach(context.Background(), ana, files); err != nil {
		t.Fatalf("attach: %v", err)
	}
	return attachments(t, w, files[0].SchoolID)
}

func attachments(t testing.TB, w *Workbook, school string) workbook.Attachments {
	t.Helper()
	all, err := w.Attachments(context.Background(), school)
	if err != nil {
		t.Fatalf("attachments: %v", err)
	}
	return all
}

func contentsOf(t testing.TB, w *Workbook) int {
	t.Helper()
	var n int
	if err := w.db.QueryRow("SELECT count(*) FROM content WHERE length(data) > 0").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

var photo = append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), bytes.Repeat([]byte("the north gate at seven "), 4000)...)

func TestAFileComesBackAsItWas(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	all := attach(t, w, laid(school, `C:\photos\North gate?.jpg`, photo), laid(school, "walk.txt", []byte("Walked the fence.")))
	if len(all) != 2 {
		t.Fatalf("%d files, want 2", len(all))
	}
	a := all[0]
	if a.Name != "North gate-.jpg" || a.Type != "image/jpeg" || a.Size != len(photo) || a.AddedBy != ana.Name ||
		a.AddedOn != "2026-08-14" || a.SHA256 != sum(photo) || all[1].Type != "text/plain" {
		t.Errorf("the file is kept as %+v, %+v", a, all[1])
	}
	shut(t, w)
	w = reopen(t, w.Path(), Options{})
	if data, err := w.Content(context.Background(), a.ID); err != nil || !bytes.Equal(data, photo) {
		t.Errorf("the bytes differ (%d of them, %v)", len(data), err)
	}
	if record, err := w.SchoolRecord(context.Background(), school); err != nil || len(record.Attachments.Of("gates")) != 2 {
		t.Errorf("the school's record has %d files (%v)", len(record.Attachments), err)
	}
	h := wantHealthy(t, w)
	if h.Counts["attachments"] != 2 || h.Contents.Files != 2 || h.Contents.Bytes != len(photo)+17 || h.Unused.Files != 0 {
		t.Errorf("the examination counts %+v", h)
	}
}

func TestTheLimitIsMetToTheByte(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	most := make([]byte, workbook.MaxAttachment)
	most[7] = 7
	if all := attach(t, w, laid(school, "most.bin", most)); all[0].Size != workbook.MaxAttachment {
		t.Errorf("a file of %d bytes is kept with %d", workbook.MaxAttachment, all[0].Size)
	}
	before, err := w.Seq(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Attach(context.Background(), ana, []workbook.FileToAttach{
		laid(school, "small.txt", []byte("small")), laid(school, "more.bin", append(most, 1)),
	})
	wantKind(t, err, workbook.ErrFileTooLarge)
	var p *workbook.Problem
	if errors.As(err, &p); p.File != "more.bin" || p.Value != "25.1 MB" {
		t.Errorf("the refusal names %q with %q", p.File, p.Value)
	}
	if after, _ := w.Seq(context.Background()); after != before || contentsOf(t, w) != 1 {
		t.Error("something of a refused step was kept")
	}
}

// endless counts how much is read of a file that has no end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) { e.read += len(p); return len(p), nil }
func (e *endless) Close() error               { return nil }

func TestAFileWithoutEndIsNotReadToItsEnd(t *testing.T) {
	w := newFile(t, Options{})
	f := laid(addSchool(t, w, ana, "Maple"), "pipe", nil)
	source := &endless{}
	f.Open = func() (io.ReadCloser, error) { return source, nil }
	_, err := w.Attach(context.Background(), ana, []workbook.FileToAttach{f})
	wantKind(t, err, workbook.ErrFileTooLarge)
	if source.read > workbook.MaxAttachment+1 {
		t.Errorf("%d bytes were read", source.read)
	}
}

func TestWhatCannotBeAttachedIsRefusedWithItsName(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "empty.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, kind := range map[string]error{"empty.txt": workbook.ErrEmptyFile, "gone.jpg": workbook.ErrNoSuchFile, ".": workbook.ErrNotAFile} {
		f := laid(school, name, nil)
		f.Open = func() (io.ReadCloser, error) { return os.Open(filepath.Join(dir, name)) }
		_, err := w.Attach(context.Background(), ana, []workbook.FileToAttach{f})
		wantKind(t, err, kind)
		var p *workbook.Problem
		if errors.As(err, &p); p.File != name {
			t.Errorf("the refusal names %q, want %q", p.File, name)
		}
	}
	readings := 0
	f := laid(school, "log.txt", nil)
	f.Open = func() (io.ReadCloser, error) {
		readings++
		return io.NopCloser(bytes.NewReader(bytes.Repeat([]byte("x"), readings))), nil
	}
	_, err := w.Attach(context.Background(), ana, []workbook.FileToAttach{f})
	wantKind(t, err, workbook.ErrBusy)
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.Attach(stopped, ana, []workbook.FileToAttach{laid(school, "a.txt", []byte("a"))}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled step says %v", err)
	}
	_, err = w.Attach(context.Background(), ana, []workbook.FileToAttach{laid("nowhere", "a.txt", []byte("a"))})
	wantKind(t, err, workbook.ErrNotFound)
	if len(attachments(t, w, "")) != 0 || contentsOf(t, w) != 0 {
		t.Error("something that was refused was kept")
	}
	path := w.Path()
	shut(t, w)
	read := reopen(t, path, Options{ReadOnly: true})
	_, err = read.Attach(context.Background(), ana, []workbook.FileToAttach{laid(school, "a.txt", []byte("a"))})
	wantKind(t, err, workbook.ErrReadOnly)
	_, err = read.DeleteUnused(context.Background())
	wantKind(t, err, workbook.ErrReadOnly)
}

func TestOneContentIsKeptOnceAndAsLongAsOneFileHasIt(t *testing.T) {
	w := newFile(t, Options{})
	maple, oak := addSchool(t, w, ana, "Maple"), addSchool(t, w, ana, "Oak")
	first := attach(t, w, laid(maple, "gate.jpg", photo))[0]
	second := attach(t, w, laid(oak, "the same.jpg", photo))[0]
	if n := contentsOf(t, w); n != 1 {
		t.Fatalf("the same bytes are kept %d times", n)
	}
	apply(t, w, ana, workbook.Remove(workbook.AttachmentEntity, first.ID)...)
	if gone, err := w.DeleteUnused(context.Background()); err != nil || gone.Files != 0 {
		t.Errorf("%d contents in use were deleted (%v)", gone.Files, err)
	}
	if data, err := w.Content(context.Background(), second.ID); err != nil || !bytes.Equal(data, photo) {
		t.Errorf("the other school's file was lost (%v)", err)
	}
	wantHealthy(t, w)
}

func TestAnAttachmentIsTakenBackAndMadeAgain(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	a := attach(t, w, laid(school, "gate.jpg", photo))[0]
	apply(t, w, ana, workbook.Edit(workbook.AttachmentEntity, a.ID, a, func() workbook.Attachment { b := a; b.Expires = "2027-08-03"; return b }())...)
	apply(t, w, ana, workbook.Remove(workbook.AttachmentEntity, a.ID)...)
	_, err := w.Content(context.Background(), a.ID)
	wantKind(t, err, workbook.ErrNotFound)
	for range 3 {
		if _, err := w.Undo(context.Background(), ana); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(attachments(t, w, school)); n != 0 {
		t.Fatalf("%d files are left after everything was taken back", n)
	}
	for range 2 {
		if _, err := w.Redo(context.Background(), ana); err != nil {
			t.Fatal(err)
		}
	}
	all := attachments(t, w, school)
	if len(all) != 1 || all[0].Expires != "2027-08-03" || all[0].SHA256 != a.SHA256 {
		t.Fatalf("made again it is %+v", all)
	}
	if data, err := w.Content(context.Background(), a.ID); err != nil || !bytes.Equal(data, photo) {
		t.Errorf("the bytes did not come back (%v)", err)
	}
	wantHealthy(t, w)
}

func TestDeletedForGoodLeavesNothingInTheFile(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	secret := bytes.Repeat([]byte("the face of a child, seen from the gate. "), 50_000)
	a := attach(t, w, laid(school, "portrait.jpg", secret))[0]
	kept := attach(t, w, laid(school, "gate.jpg", photo))[1]
	apply(t, w, ana, workbook.Remove(workbook.AttachmentEntity, a.ID)...)
	if u, err := w.Unused(context.Background()); err != nil || u != (Contents{1, len(secret)}) {
		t.Errorf("not used any more: %+v (%v)", u, err)
	}
	size := func() (int64, bool) {
		data, err := os.ReadFile(w.Path())
		if err != nil {
			t.Fatal(err)
		}
		return int64(len(data)), bytes.Contains(data, []byte("the face of a child"))
	}
	before, there := size()
	if !there {
		t.Fatal("the bytes cannot be found in the file in the first place")
	}
	if gone, err := w.DeleteUnused(context.Background()); err != nil || gone != (Contents{1, len(secret)}) {
		t.Fatalf("deleted %+v (%v)", gone, err)
	}
	if after, there := size(); there || before-after < int64(len(secret)) {
		t.Errorf("the file has %d bytes after %d, and holds the content: %v", after, before, there)
	}
	if _, err := w.Undo(context.Background(), ana); err != nil {
		t.Fatal(err)
	}
	_, err := w.Content(context.Background(), a.ID)
	wantKind(t, err, workbook.ErrContentGone)
	if data, err := w.Content(context.Background(), kept.ID); err != nil || !bytes.Equal(data, photo) {
		t.Errorf("a file that is still attached was lost (%v)", err)
	}
	wantHealthy(t, w)
	attach(t, w, laid(school, "again.jpg", secret))
	if data, err := w.Content(context.Background(), a.ID); err != nil || !bytes.Equal(data, secret) {
		t.Errorf("attached again, the content did not come back (%v)", err)
	}
}

func TestADamagedFileOfEvidenceIsFound(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	all := attach(t, w, laid(school, "gate.jpg", photo), laid(school, "walk.txt", []byte("Walked the fence.")))
	if _, err := w.db.Exec("UPDATE content SET data = x'00112233' WHERE sha256 = ?", all[0].SHA256); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Exec("DELETE FROM content WHERE sha256 = ?", all[1].SHA256); err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		_, err := w.Content(context.Background(), a.ID)
		wantKind(t, err, workbook.ErrDamaged)
		var p *workbook.Problem
		if errors.As(err, &p); p.File != a.Name {
			t.Errorf("the error names %q, want %q", p.File, a.Name)
		}
	}
	h, err := w.Health(context.Background())
	if err != nil || h.Healthy() || len(h.ContentMismatch) != 3 {
		t.Errorf("the examination finds %q (%v)", h.ContentMismatch, err)
	}
}

func TestACopyHoldsTheFiles(t *testing.T) {
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple")
	a := attach(t, w, laid(school, "gate.jpg", photo))[0]
	to := filepath.Join(t.TempDir(), "copy.forethought")
	if err := w.SaveCopy(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	if data, err := reopen(t, to, Options{}).Content(context.Background(), a.ID); err != nil || !bytes.Equal(data, photo) {
		t.Errorf("the copy's file differs (%v)", err)
	}
}
