package app

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"forethought/workbook"
)

// gatePhoto is a picture of a gate, as far as a test can draw one.
func gatePhoto(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			c := color.RGBA{0x9C, 0xC4, 0xE4, 0xFF}
			switch {
			case y > 330:
				c = color.RGBA{0x6F, 0x7F, 0x5A, 0xFF}
			case y > 150 && (x%64 < 10 || y%90 < 12):
				c = color.RGBA{0x3A, 0x44, 0x50, 0xFF}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// laid writes a file to attach into the test's folder.
func (b *bench) laid(name string, data []byte) string {
	b.t.Helper()
	path := filepath.Join(b.dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.t.Fatal(err)
	}
	return path
}

// until settles until something holds; what runs beside the window may take a while.
func (b *bench) until(what string, holds func() bool) {
	b.t.Helper()
	for range 100 {
		if holds() {
			return
		}
		b.settle()
	}
	b.t.Fatalf("waited in vain for %s; the window says %q", what, b.told())
}

func (b *bench) evidence() *evidenceBox { return b.checklists().detail.evidence }

// filesOnDisk are the files of the open item, as another program reads them.
func (b *bench) filesOnDisk() workbook.Attachments {
	b.t.Helper()
	record, err := b.desk.book.SchoolRecord(context.Background(), b.desk.view().School.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return record.Attachments.Of(b.checklists().item)
}

// attaches attaches files to the item that is open and gives its cards in their order.
func (b *bench) attaches(paths ...string) []*evidenceCard {
	b.t.Helper()
	n := len(b.evidence().cards) + len(paths)
	b.asked.files = paths
	b.evidence().add.Tapped(nil)
	b.until("the files", func() bool {
		return len(b.evidence().cards) == n && b.desk.modal == nil && b.desk.session.Saving().Pending == 0
	})
	var cards []*evidenceCard
	for _, a := range b.desk.view().School.Attachments.Of(b.checklists().item) {
		cards = append(cards, b.evidence().cards[a.ID])
	}
	return cards
}

func TestAPlannerAttachesAPhotoAndAPage(t *testing.T) {
	b := newBench(t)
	b.desk.prefs.setAuthor("Jordan Lee", "School safety lead")
	b.sample()
	b.open(checklistsScreen)
	photo := gatePhoto(t)
	cards := b.attaches(b.laid("North gate.jpg", photo), b.laid("agreement.txt", []byte("Agreed with the custodian.")))
	all := b.filesOnDisk()
	if len(all) != 2 || all[0].Name != "North gate.jpg" || all[0].Type != "image/jpeg" || all[0].AddedBy != "Jordan Lee" ||
		all[0].AddedOn != "2026-08-14" || all[0].Size != len(photo) {
		t.Fatalf("on disk: %+v", all)
	}
	if got := cards[0].about.Text(); !strings.Contains(got, workbook.FileSize(len(photo))+" · Jordan Lee · 14 August 2026") {
		t.Errorf("the card says %q", got)
	}
	if got := b.shell.status.undo.Label; !strings.Contains(got, "attached 2 files") {
		t.Errorf("the status line offers %q", got)
	}
	b.until("the small picture", func() bool { return cards[0].shown != nil })
	if b.evidence().hint.Visible() {
		t.Error("the section still says that there is no file")
	}
	b.shell.onUndo()
	b.settle()
	if n := len(b.filesOnDisk()); n != 0 || len(b.evidence().cards) != 0 {
		t.Errorf("after undo %d files are there", n)
	}
	b.shell.onRedo()
	b.settle()
	if n := len(b.filesOnDisk()); n != 2 {
		t.Errorf("after redo %d files are there, want 2", n)
	}
}

func TestAFileIsSavedOutAsItWasAndOpenedFromAPrivateFolder(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	photo := gatePhoto(t)
	card := b.attaches(b.laid("North gate.jpg", photo))[0]
	b.asked.answer = filepath.Join(b.dir, "saved")
	card.save.Tapped(nil)
	out := filepath.Join(b.dir, "saved.jpg")
	b.until("the copy", func() bool { return b.desk.modal != nil && len(b.desk.beside.cancel) == 0 }) // what says that it is there
	if data, err := os.ReadFile(out); err != nil || !bytes.Equal(data, photo) {
		t.Errorf("the copy differs (%d bytes, %v)", len(data), err)
	}
	b.say(b.desk.text("app.close"))

	card.open.Tapped(nil)
	b.until("the opened file", func() bool { return len(b.launched) == 1 })
	path := b.launched[0]
	if data, err := os.ReadFile(path); err != nil || !bytes.Equal(data, photo) || filepath.Base(path) != "North gate.jpg" {
		t.Errorf("opened %s, %d bytes (%v)", path, len(data), err)
	}
	for at, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Dir(filepath.Dir(path)): 0o700} {
		if info, err := os.Stat(at); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			t.Errorf("%s may be read by others: %v, want %v (%v)", at, info.Mode(), want, err)
		}
	}
	b.desk.closeBook()
	if _, err := os.Stat(filepath.Dir(filepath.Dir(path))); err == nil {
		t.Error("the folder is still there after the workbook was closed")
	}
}

func TestWhatACrashLeftBehindIsSweptUpAtTheNextStart(t *testing.T) {
	b := newBench(t)
	b.sample()
	data := t.TempDir()
	var left []string
	for _, folder := range []string{b.desk.scratch.root, data, b.desk.shelf.BackupFolder(), filepath.Dir(b.desk.book.Path())} {
		dir := filepath.Join(folder, ".forethought-123.tmp")
		if err := os.MkdirAll(filepath.Join(dir, "1"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
			t.Fatal(err)
		}
		left = append(left, dir)
	}
	b.desk.sweep(data)
	for _, dir := range left {
		b.until("the end of "+dir, func() bool { _, err := os.Lstat(dir); return err != nil })
	}
}

func TestWhatMayRunIsNotOpened(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	for _, name := range []string{"tool.exe", "Photo.JPG.js", "walk.pdf", "start"} {
		data := []byte("MZ\x90\x00 a program that calls itself something else")
		card := b.attaches(b.laid(name, data))
		card[len(card)-1].open.Tapped(nil)
		b.until("a refusal", func() bool { return strings.Contains(b.told(), name+" may run as a program") })
		b.say(b.desk.text("app.close"))
	}
	if len(b.launched) != 0 {
		t.Errorf("opened %q", b.launched)
	}
}

func TestEvidenceThatExpiresSaysSoAndMakesTheAnswerDue(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	b.checklists().detail.edit(func(a *workbook.Answer) { a.Status = workbook.InPlace })
	b.checklists().detail.onReviewed()
	b.settle()
	card := b.attaches(b.laid("certificate.pdf", []byte("%PDF-1.4 a certificate")))[0]
	card.more.Tapped(nil)
	card.words.SetText("Signed by the fire marshal")
	b.desk.window.Canvas().Focus(card.expires.Field)
	card.expires.Field.SetText("2027-08-03")
	b.desk.window.Canvas().Unfocus()
	b.settle()
	a := b.filesOnDisk()[0]
	if a.Expires != "2027-08-03" || a.Note != "Signed by the fire marshal" {
		t.Fatalf("on disk: %+v", a)
	}
	if got := card.about.Text(); !strings.Contains(got, "expires 3 Aug 2027") || card.expired.Visible() {
		t.Errorf("the card says %q, expired: %v", got, card.expired.Visible())
	}
	if b.desk.view().School.DueForReview(b.desk.view().Answer(b.checklists().item), b.desk.today()) {
		t.Error("the answer is due for review although nothing has expired")
	}
	to := a
	to.Expires = "2026-08-13"
	b.desk.do(workbook.Edit(workbook.AttachmentEntity, a.ID, a, to)...)
	b.settle()
	if got := card.about.Text(); !strings.Contains(got, "expired 13 Aug 2026") || !card.expired.Visible() {
		t.Errorf("the card says %q, expired: %v", got, card.expired.Visible())
	}
	item := b.checklists().item
	b.checklists().toggle(filterReview)
	if b.checklists().choose(allLists); !b.checklists().passes(workbook.Item{ID: item}) {
		t.Error("the filter for what is due for review passes the answer over")
	}
	b.open(overviewScreen)
	for _, r := range b.overview().state.Reviews {
		if r.Item.ID == item && r.Expired == "2026-08-13" {
			return
		}
	}
	t.Error("the overview does not say that the evidence has expired")
}

func TestARemovedFileComesBackOrIsDeletedForGood(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	secret := bytes.Repeat([]byte("a face that nobody should keep "), 4000)
	card := b.attaches(b.laid("portrait.txt", secret))[0]
	card.remove.Tapped(nil)
	b.say(b.desk.text("evidence.remove-yes"))
	if n := len(b.filesOnDisk()); n != 0 {
		t.Fatalf("%d files are left", n)
	}
	b.shell.onUndo()
	b.settle()
	if n := len(b.filesOnDisk()); n != 1 {
		t.Fatal("undo did not bring the file back")
	}
	b.desk.onDeleteRemoved()
	b.until("an answer", func() bool { return strings.Contains(b.told(), "keeps no removed files") })
	b.say(b.desk.text("app.close"))
	b.shell.onRedo()
	b.settle()
	b.desk.onDeleteRemoved()
	b.until("the question", func() bool { return strings.Contains(b.told(), "1 removed file (") })
	b.say(b.desk.text("evidence.delete.yes"))
	b.until("the answer", func() bool { return strings.Contains(b.told(), "deleted for good. Backups") })
	b.say(b.desk.text("app.close"))
	data, err := os.ReadFile(b.desk.book.Path())
	if err != nil || bytes.Contains(data, []byte("a face that nobody")) {
		t.Errorf("the workbook still holds the content (%v)", err)
	}
	b.shell.onUndo()
	b.settle()
	for _, card := range b.evidence().cards {
		card.open.Tapped(nil)
	}
	b.until("the sentence", func() bool { return strings.Contains(b.told(), "portrait.txt was deleted for good") })
}

func TestWhatCannotBeAttachedIsSaid(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	large := b.laid("film.mov", nil)
	if err := os.Truncate(large, workbook.MaxAttachment+1); err != nil {
		t.Fatal(err)
	}
	photo := b.laid("gate.jpg", gatePhoto(t))
	for path, want := range map[string]string{
		large:                         "film.mov has 25.1 MB",
		b.laid("empty.txt", nil):      "empty.txt is empty",
		b.dir:                         "is a folder",
		filepath.Join(b.dir, "x.jpg"): "x.jpg is not there",
	} {
		b.asked.files = []string{photo, path}
		b.evidence().add.Tapped(nil)
		b.until(want, func() bool { return strings.Contains(b.told(), want) })
		b.say(b.desk.text("app.close"))
		if n := len(b.filesOnDisk()); n != 0 {
			t.Errorf("%s: %d files of a refused step were attached", filepath.Base(path), n)
		}
	}
	card := b.attaches(b.laid("torn.jpg", []byte("\xff\xd8\xff\xe0 torn")))[0]
	b.until("the hint", func() bool { return card.cannot.Visible() })
}

func TestFilesAreDroppedOntoTheItemThatIsOpen(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	drop := []fyne.URI{storage.NewFileURI(b.laid("gate.jpg", gatePhoto(t)))}
	b.shell.onDropped(fyne.Position{}, drop)
	b.until("the file", func() bool { return len(b.evidence().cards) == 1 && b.desk.modal == nil })
	if all := b.filesOnDisk(); len(all) != 1 || all[0].Name != "gate.jpg" {
		t.Errorf("on disk: %+v", all)
	}
	b.open(actionsScreen)
	b.shell.onDropped(fyne.Position{}, drop)
	if !strings.Contains(b.told(), "Open the item on Checklists") {
		t.Errorf("elsewhere the window says %q", b.told())
	}
}

func TestAWorkbookThatIsOnlyReadShowsItsFiles(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	photo := gatePhoto(t)
	b.attaches(b.laid("gate.jpg", photo))
	path := b.desk.book.Path()
	b.desk.closeBook()
	b.desk.openToRead(path)
	b.until("the workbook", func() bool { return b.desk.session != nil && b.desk.afterOpen == nil && b.desk.modal == nil })
	b.open(checklistsScreen)
	for _, c := range b.evidence().cards {
		c.open.Tapped(nil)
	}
	b.until("the opened file", func() bool { return len(b.launched) == 1 && b.desk.modal == nil })
	b.evidence().add.Tapped(nil)
	if !strings.Contains(b.told(), "open for reading only") {
		t.Errorf("attaching says %q", b.told())
	}
}
