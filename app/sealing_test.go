package app

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/export"
	"forethought/workbook"
)

const strong = "violet kettle drums softly"

// secrets are the fields of the dialog that ask for a passphrase, from left to right.
func (b *bench) secrets() (fields []*kit.Field) {
	for _, o := range test.LaidOutObjects(b.desk.window.Canvas().Overlays().Top()) {
		if f, ok := o.(*kit.Field); ok && f.Password {
			fields = append(fields, f)
		}
	}
	return fields
}

// passphrases enters them into the dialog and presses its main button.
func (b *bench) passphrases(texts ...string) {
	b.t.Helper()
	fields := b.secrets()
	if len(fields) != len(texts) {
		b.t.Fatalf("%d fields ask for a passphrase, want %d; the window says %q", len(fields), len(texts), b.told())
	}
	for i, text := range texts {
		fields[i].SetText("")
		b.desk.window.Canvas().Focus(fields[i])
		test.Type(fields[i], text)
	}
	b.desk.modal.first.Tapped(nil)
	b.settle()
}

func TestACopyIsSealedAndOpenedElsewhere(t *testing.T) {
	b := newBench(t)
	b.sample()
	was := b.desk.book.Path()
	b.asked.answer = filepath.Join(b.dir, "for the district") // the ending is added
	b.desk.onSeal()
	for _, weak := range []string{"too short", b.desk.view().School.Name + " 2027"} {
		b.passphrases(weak, weak)
		if b.desk.modal == nil || len(b.asked.titles) > 1 {
			t.Fatalf("%q was taken", weak)
		}
	}
	b.sees(b.desk.modal.popup, "names of the file or its schools")
	b.passphrases(strong, strong+"x")
	b.sees(b.desk.modal.popup, "The two passphrases differ")
	b.passphrases(strong, strong)
	sealed := b.asked.answer + export.SealedExtension
	if !strings.Contains(b.told(), "tell the passphrase another") || !export.IsSealed(sealed) {
		t.Fatalf("not sealed; the window says %q", b.told())
	}
	b.desk.modal.close()
	if b.desk.book == nil || b.desk.book.Path() != was {
		t.Error("the workbook is not open any more")
	}
	b.desk.closeBook()
	b.settle()

	b.asked.answer = sealed
	b.desk.welcome.onOpen()
	b.settle()
	b.passphrases("another kettle drums softly")
	b.sees(b.desk.modal.popup, "does not open this copy")
	b.asked.answer = filepath.Join(b.dir, "mine.forethought")
	b.passphrases(strong)
	if b.desk.book == nil || b.desk.book.Path() != b.asked.answer || len(b.desk.view().Schools) != 3 {
		t.Fatalf("the workbook of the copy is not open; the window says %q", b.told())
	}
	for _, path := range b.desk.prefs.recent() {
		if isSealedName(path) {
			t.Errorf("the sealed copy is offered again as a workbook: %s", path)
		}
	}

	b.desk.openBook(sealed, false) // and onto what is there now
	b.settle()
	b.passphrases(strong)
	if !strings.Contains(b.told(), "already a file") {
		t.Errorf("the window says %q, want that nothing is written over", b.told())
	}
}

func TestASealedCopyThatIsCutOffIsToldInTheWindow(t *testing.T) {
	b := newBench(t)
	cut := filepath.Join(b.dir, "cut.sealed")
	if err := os.WriteFile(cut, []byte("age-encryption.org/v1\n-> scrypt "), 0o600); err != nil {
		t.Fatal(err)
	}
	b.desk.openBook(cut, false)
	b.settle()
	b.passphrases(strong)
	if !strings.Contains(b.told(), "cut off or was altered") {
		t.Errorf("the window says %q", b.told())
	}
}

func TestAReportIsWrittenBehindAPassphrase(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	b.pick("board-summary")
	s := b.reports()
	open := b.writes("open.pdf")
	s.protect.Tapped(nil)
	s.done.Hide()
	b.asked.answer = filepath.Join(b.dir, "closed.pdf")
	s.write.Tapped(nil)
	b.passphrases(strong, strong)
	for range 100 {
		if b.settle(); s.done.Visible() {
			break
		}
	}
	b.sees(s.done, "opens with its passphrase alone")
	data, err := os.ReadFile(b.asked.answer)
	if err != nil || !bytes.Contains(data, []byte("/AESV3")) {
		t.Errorf("it is not protected: %v", err)
	}
	if data, err := os.ReadFile(open); err != nil || bytes.Contains(data, []byte("/AESV3")) {
		t.Errorf("the one before is: %v", err)
	}
	if _, err := export.ReadForm(b.asked.answer); !errors.Is(err, workbook.ErrEncrypted) {
		t.Errorf("it opens without: %v", err)
	}
}
