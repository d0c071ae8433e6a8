package app

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// told is all the text of the dialog that is open.
func (b *bench) told() string {
	top := b.desk.window.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	var words []string
	for _, o := range test.LaidOutObjects(top) {
		switch x := o.(type) {
		case *kit.Text:
			words = append(words, x.Text())
		case *canvas.Text:
			words = append(words, x.Text)
		}
	}
	return strings.Join(slices.Compact(words), " ") // a text and the line it is drawn with
}

func TestANoteBeingTypedStaysWithItsSchoolWhenThatIsRemovedElsewhere(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	s, school := b.checklists(), b.desk.view().School
	b.press("n")
	s.detail.note.field.SetText("")
	test.Type(s.detail.note.field, "Only for this school")
	ctx := context.Background()
	bob, err := storage.Open(ctx, b.desk.book.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer bob.Close()
	by := workbook.Author{Name: "Bob", Seat: "bob"}
	if _, err := bob.Apply(ctx, by, workbook.Remove(workbook.SchoolEntity, school.ID)); err != nil {
		t.Fatal(err)
	}
	b.desk.session.Reload()
	b.settle()
	b.desk.window.Canvas().Unfocus()
	b.settle()
	if b.desk.view().School.ID == school.ID {
		t.Fatal("the removed school still shows")
	}
	if got := b.onDisk(s.item).Note; got == "Only for this school" {
		t.Error("the note stands at another school now")
	}
	if _, err := bob.Undo(ctx, by); err != nil {
		t.Fatal(err)
	}
	answers, err := bob.Answers(ctx, school.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := answers.Of(school.ID, s.item).Note; got != "Only for this school" {
		t.Errorf("the school is back, and its note is %q", got)
	}
}

// fullDisk refuses to write, as a disk does that filled up meanwhile.
type fullDisk struct{ book }

func (fullDisk) Apply(context.Context, workbook.Author, []workbook.Change) (workbook.Batch, error) {
	return workbook.Batch{}, &workbook.Problem{Kind: workbook.ErrDiskFull}
}

func TestQuittingSaysWhatCouldNotBeWritten(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := b.desk.book.Path()
	b.desk.closeBook()
	w, err := b.desk.shelf.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	b.desk.setBook(fullDisk{w})
	b.settle()
	b.open(checklistsScreen)
	b.desk.window.Canvas().OnTypedRune()('3')
	b.desk.quit() // before the disk has answered
	if said := b.told(); !strings.Contains(said, "disk is full") {
		t.Errorf("the window says %q, want that the disk is full", said)
	}
}

func TestADamagedWorkbookOffersItsBackups(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := b.desk.book.Path()
	good, err := b.desk.book.(*storage.Workbook).Backup(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	b.desk.closeBook() // one backup was made on opening, one just now
	bad := filepath.Join(filepath.Dir(good), strings.Replace(filepath.Base(good), "-20", "-19", 1))
	if err := os.WriteFile(bad, make([]byte, 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, make([]byte, 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	b.desk.openBook(path, false)
	b.settle()
	if said := b.told(); !strings.Contains(said, "damaged") || !strings.Contains(said, "Backups: 3…") {
		t.Fatalf("the window says %q, want that the file is damaged and has backups", said)
	}
	test.Tap(b.desk.modal.first)
	if said := b.told(); !strings.Contains(said, "Schools: 3") || strings.Count(said, "Restore this one") != 2 ||
		!strings.Contains(said, "cannot be read") {
		t.Errorf("the list of backups says %q, want what each holds, and no way to the one that is damaged", said)
	}
}

// lastUsedPage is where the last page of a workbook file begins that is not kept for later:
// nothing is read of those. See the SQLite file format, "The Freelist".
func lastUsedPage(data []byte) int {
	const page = 4096
	number := func(at int) int { return int(binary.BigEndian.Uint32(data[at:])) }
	free := map[int]bool{}
	for trunk := number(32); trunk != 0; trunk = number((trunk - 1) * page) {
		free[trunk] = true
		at := (trunk-1)*page + 4
		for i := range number(at) {
			free[number(at+4+4*i)] = true
		}
	}
	last := len(data) / page
	for free[last] {
		last--
	}
	return (last - 1) * page
}

func TestADamagedWorkbookCanBeOpenedForReading(t *testing.T) {
	b := newBench(t)
	b.sample()
	path := b.desk.book.Path()
	b.desk.closeBook()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, at := 0, lastUsedPage(data); i < 64; i++ { // the head of the page
		data[at+i] = 0xFF
	}
	whole := len(data)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b.desk.openBook(path, false)
	b.settle()
	if b.desk.session != nil || !strings.Contains(b.told(), "damaged") {
		t.Fatalf("the damage is not seen on opening; the window says %q", b.told())
	}
	b.say(b.desk.text("book.open-to-read"))
	b.settle()
	if b.desk.session == nil || !b.desk.session.ReadOnly() {
		t.Fatalf("it does not open for reading; the window says %q", b.told())
	}
	if info, err := os.Stat(path); err != nil || info.Size() != int64(whole) {
		t.Errorf("reading changed the file: %v", err)
	}
}

func TestCancelledWorkIsNotSpokenOf(t *testing.T) {
	b := newBench(t)
	started, came := make(chan bool), false
	work(b.desk, "slow", func(ctx context.Context, _ func(int, int)) (int, error) {
		close(started)
		<-ctx.Done()
		return 0, errors.New("interrupted")
	}, func(int, error) { came = true })
	<-started
	b.desk.modal.HandleKey(fyne.KeyEscape)
	b.settle()
	if came || b.told() != "" {
		t.Errorf("cancelled work came back: %v, %q", came, b.told())
	}
}

func TestQuittingLeavesNothingHalfWritten(t *testing.T) {
	b := newBench(t)
	scratch := filepath.Join(b.dir, "scratch.tmp")
	started := make(chan bool)
	work(b.desk, "slow", func(ctx context.Context, _ func(int, int)) (int, error) {
		if err := os.WriteFile(scratch, nil, 0o600); err != nil {
			t.Error(err)
		}
		close(started)
		<-ctx.Done()
		return 0, errors.Join(ctx.Err(), os.Remove(scratch))
	}, func(int, error) {})
	<-started
	b.desk.cancelWork() // as quit does
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == "scratch.tmp" }) {
		t.Error("the window closed over work that had not cleared up after itself")
	}
}

// slowAsker is a system's dialog that stays open until the test answers it.
type slowAsker struct {
	fakeAsker
	answer func(path string)
}

func (a *slowAsker) saveFile(_, _, _, _ string, then func(string)) { a.answer = then }

func TestAWorkbookClosedBehindTheDialogIsNotCopied(t *testing.T) {
	b := newBench(t)
	b.sample()
	ask := &slowAsker{}
	b.desk.ask = ask
	b.desk.onSaveCopy()
	b.desk.closeBook()
	copied := filepath.Join(b.dir, "copy.forethought")
	ask.answer(copied)
	b.settle()
	if _, err := os.Stat(copied); err == nil || b.told() != "" {
		t.Errorf("a copy of a workbook that is closed: %v, and the window says %q", err, b.told())
	}
}

func TestAPlanIsWrittenForTheSchoolItWasAskedFor(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	first, second := b.desk.view().Schools[0], b.desk.view().Schools[1]
	slow := &slowAsker{}
	b.desk.ask = slow
	b.shell.screen(reportsScreen).(*reports).onWrite()
	b.desk.session.Choose(second.ID) // behind the dialog
	b.settle()
	seen := make(chan workbook.ActionPlan, 1)
	b.desk.press = planSeen{seen: seen}
	slow.answer(filepath.Join(b.dir, "plan.pdf"))
	plan := <-seen
	b.settle()
	if plan.School.ID != first.ID {
		t.Errorf("the plan is of %q, want %q, for which the file was named", plan.School.Name, first.Name)
	}
	b.shell.screen(reportsScreen).(*reports).onWrite()
	b.desk.closeBook()
	slow.answer(filepath.Join(b.dir, "late.pdf")) // must neither write nor fall over
	b.settle()
}

// planSeen is a press that only looks.
type planSeen struct {
	printer
	seen chan workbook.ActionPlan
}

func (p planSeen) Report(_ context.Context, path string, value any, _ export.Options) (export.Receipt, error) {
	p.seen <- value.(workbook.ActionPlan)
	return export.Receipt{Path: path}, nil
}
