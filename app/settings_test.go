package app

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

func (b *bench) settings() *settings { return b.shell.screen(settingsScreen).(*settings) }

func TestTheHistoryCallsAPlannerAsTheyChoose(t *testing.T) {
	b := newBench(t)
	b.sample()
	if name := b.desk.session.Author().Name; name != "" {
		t.Errorf("before the planner has said anything the history calls them %q", name)
	}
	seat := b.desk.session.Author().Seat
	b.open(settingsScreen)
	b.write(b.settings().name, "Jordan Lee")
	b.write(b.settings().role, "Principal")
	b.open(checklistsScreen)
	b.press("3")
	batches, err := b.desk.book.History(context.Background(), storage.HistoryFilter{Entity: workbook.AnswerEntity, Limit: 1})
	if err != nil || len(batches) != 1 {
		t.Fatalf("read the history: %d batches, %v", len(batches), err)
	}
	if a := batches[0].Author; a != (workbook.Author{Name: "Jordan Lee", Role: "Principal", Seat: seat}) {
		t.Errorf("the history says %+v", a)
	}
	if a := b.desk.prefs.author(); a.Name != "Jordan Lee" || a.Role != "Principal" {
		t.Errorf("the next start would say %+v", a)
	}
}

func TestANameOfBlanksIsNoName(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(settingsScreen)
	b.write(b.settings().name, "   ")
	if name := b.desk.session.Author().Name; name != "" {
		t.Errorf("the history would say %q", name)
	}
}

func TestTextSizeAndThemeApplyAtOnceAndHold(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(settingsScreen)
	old := b.settings()
	old.size.chips["150"].Tapped(nil)
	b.settle()
	if got := kit.TextScale(); got != 1.5 {
		t.Errorf("the text is at %v, want 1.5", got)
	}
	s := b.settings()
	if s == old || b.shell.current != settingsScreen || b.shell.content.Objects[0] != s.object() {
		t.Fatal("the window was not built anew with Settings open")
	}
	if !s.size.chips["150"].On() || s.size.chips["100"].On() {
		t.Error("the size that holds is not marked")
	}
	if b.desk.window.Canvas().Focused() != fyne.Focusable(s.size.chips["150"]) {
		t.Error("the keyboard lost its place")
	}
	if name := b.desk.view().School.Name; b.shell.bar.picker.button.Label != name {
		t.Errorf("the bar says %q, want %q", b.shell.bar.picker.button.Label, name)
	}
	s.theme.chips[string(kit.Dark)].Tapped(nil)
	b.settle()
	want := kit.Theme{Variant: kit.Dark, Scale: 1.5}
	if got := fyne.CurrentApp().Settings().Theme(); got != fyne.Theme(want) {
		t.Errorf("the window wears %+v, want %+v", got, want)
	}
	if got := b.desk.prefs.theme(); got != want {
		t.Errorf("the next start would wear %+v", got)
	}
}

func TestEverySizeOfTextCanBeChosen(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(settingsScreen)
	b.resize(1024, 700)
	for code := range b.settings().size.chips {
		b.settings().size.chips[code].Tapped(nil)
		b.settle()
		b.resize(1024, 700)
		if !b.settings().size.chips[code].On() {
			t.Errorf("%s %% does not hold", code)
		}
		if need, room := b.settings().scroll.Content.MinSize().Width, b.settings().scroll.Size().Width; need > room {
			t.Errorf("at %s %% the settings need %v of %v", code, need, room)
		}
	}
}

func TestAnotherLanguageIsTakenUpAtOnce(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(settingsScreen)
	words := b.desk.words
	b.settings().onLanguage(assets.English)
	b.settle()
	if b.desk.words == words {
		t.Error("the words are still the old ones")
	}
	if got := b.desk.prefs.String("language"); got != assets.English {
		t.Errorf("the next start would speak %q", got)
	}
	for _, code := range assets.Languages() {
		if name := b.desk.languageName(code); name == "" || name == code || strings.HasPrefix(name, "[") {
			t.Errorf("the language %s is offered as %q", code, name)
		}
	}
}

func TestSettingsSayWhereTheFilesAre(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(settingsScreen)
	s := b.settings()
	if s.file.Text() != b.desk.book.Path() {
		t.Errorf("the workbook is said to be at %q", s.file.Text())
	}
	if s.backups.Text() != b.desk.shelf.BackupFolder() || s.backups.Text() == "" {
		t.Errorf("the backups are said to be in %q", s.backups.Text())
	}
}

func TestThePaperIsRemembered(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(settingsScreen)
	s := b.settings()
	if !s.paper.chips["letter"].On() {
		t.Error("Letter is not the paper to start with")
	}
	s.paper.chips["a4"].Tapped(nil)
	b.settle()
	if got := b.desk.prefs.String("paper"); got != "a4" || !s.paper.chips["a4"].On() || s.paper.chips["letter"].On() {
		t.Errorf("after choosing A4 the paper is %q", got)
	}
}

func TestTheNoteOfCareCanBeReadAgain(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(settingsScreen)
	b.settings().care.Tapped(nil)
	top := b.desk.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("the note does not open")
	}
	found := false
	for _, o := range test.LaidOutObjects(top) {
		if words, ok := o.(*kit.Text); ok && words.Text() == b.desk.theCase.CareNote {
			found = true
		}
	}
	if !found {
		t.Error("what opens is not the note of care")
	}
}
