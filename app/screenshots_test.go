package app

import (
	"fmt"
	"image/png"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// TestScreenshots draws every screen into the folder named by FORETHOUGHT_SCREENSHOTS, as
// make screenshots asks; in an ordinary run it draws one, so that it cannot rot.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("FORETHOUGHT_SCREENSHOTS")
	full := folder != ""
	all := os.Getenv("FORETHOUGHT_SCREENSHOTS_ALL") != "" // every size of window and text
	if !full {
		folder = t.TempDir()
	}
	b := newBench(t)
	b.desk.prefs.setAuthor("Jordan Lee", "School safety lead")
	shoot := func(w fyne.Window, name string) {
		f, err := os.Create(filepath.Join(folder, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		small := png.Encoder{CompressionLevel: png.BestCompression}
		if err := small.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	take := func(name string) {
		b.settle()
		b.layAgain()
		shoot(b.desk.window, name)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	take("welcome")
	if info, err := os.Stat(filepath.Join(folder, "welcome.png")); err != nil || info.Size() < 10_000 {
		t.Fatalf("the picture of the first screen is empty: %v, %v", info, err)
	}
	if !full {
		return
	}
	b.sample()
	for l := range b.looks(all) {
		for _, name := range railScreens() {
			if name == districtScreen {
				continue // the sample's few schools make no district
			}
			if name == settingsScreen && !all {
				continue // it shows where files are on this computer
			}
			b.open(name)
			file := name + l.end
			take(file)
			if !all && l.variant == kit.Dark {
				continue // the documentation shows the rest once
			}
			if name == actionsScreen && (all || l.variant == kit.Light) {
				b.look("gate")
				take("search-" + strings.TrimPrefix(file, name+"-"))
				b.strikes(fyne.KeyEscape)
				b.look("no such words")
				if all {
					take("search-" + strings.TrimPrefix(file, name+"-") + "-none")
				}
				b.strikes(fyne.KeyEscape)
			}
			if name == checklistsScreen && all {
				b.checklists().detail.scroll.ScrollToOffset(fyne.NewPos(0, 560*l.scale))
				take(file + "-below")
			}
			if name == actionsScreen {
				b.photographRegister(take, file)
			}
			if name == checklistsScreen && (all || l.variant == kit.Light) {
				b.showEvidence()
				take(file + "-evidence")
			}
			if name == overviewScreen && all {
				b.overview().scroll.ScrollToBottom()
				take(file + "-below")
			}
			if name == reportsScreen && all {
				s := b.reports()
				s.audience.Choose(string(workbook.PublicAudience))
				take(file + "-public")
				s.audience.Choose(string(workbook.FullAudience))
			}
			if name == schoolsScreen {
				contacts := b.schools().pane.contacts
				contacts.turnTo(b.desk.view().School.Contacts[1].ID)
				b.layAgain()
				b.schools().pane.scroll.ScrollToOffset(fyne.NewPos(0, contacts.box.Position().Y))
				take(file + "-contact")
				events := b.desk.view().School.Events
				b.shell.goTo(place{screen: schoolsScreen, part: partEvent, id: events[0].ID})
				take(file + "-event")
				if all {
					b.shell.goTo(place{screen: schoolsScreen, part: partEvent, id: events[0].ID, item: b.desk.theCase.EventSteps[3].ID})
					take(file + "-step")
				}
			}
			if name == schoolsScreen {
				b.chooses("valley.csv", fortySchools())
				b.schools().onImport()
				take(file + "-import")
				b.say(b.desk.text("import.go-on"))
				take(file + "-review")
				b.desk.modal.close()
				b.desk.merging("copy.forethought", b.comes())
				take(file + "-merge")
				b.desk.modal.close()
			}
			if name == overviewScreen {
				history := b.desk.showPast()
				b.settle()
				take(file + "-history")
				history.modal.close()
			}
			if name == exercisesScreen {
				b.photographBuilder(take, file)
				b.photographRun(take, shoot, file, all)
			}
			if name == caseScreen {
				for _, part := range b.reader().offered()[1:] {
					b.shell.goTo(place{screen: caseScreen, part: part})
					take(file + "-" + part)
				}
			}
		}
	}
	b.photographEvaluation(all, take)
	b.invented(40)
	for l := range b.looks(all) {
		b.open(districtScreen)
		file := "district" + l.end
		take(file)
		if !all && l.variant == kit.Dark {
			continue
		}
		b.block(kit.Spot{Row: 2, Column: 3}, kit.Spot{Row: 5, Column: 6})
		take(file + "-selected")
	}
	b.photographCaseChanges(all, take)
}

// layAgain lays the window out anew in the size it has.
func (b *bench) layAgain() {
	size := b.desk.window.Canvas().Size()
	b.resize(size.Width, size.Height)
}

// pictured is a look in which pictures are taken, and how their names end.
type pictured struct {
	variant kit.Variant
	scale   float32
	end     string
}

// looks has the window wear each look in which pictures are taken; without all, those of the
// documentation, which shows one size.
func (b *bench) looks(all bool) iter.Seq[pictured] {
	return func(yield func(pictured) bool) {
		for _, v := range []kit.Variant{kit.Light, kit.Dark} {
			for _, size := range []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(1024, 700)} {
				for _, scale := range []float32{1, 1.5} {
					end := fmt.Sprintf("-%s", v)
					if plain := size.Width == 1280 && scale == 1; !plain && !all {
						continue
					} else if !plain {
						end += fmt.Sprintf("-%.0f-%.0f", size.Width, scale*100)
					}
					fyne.CurrentApp().Settings().SetTheme(kit.Theme{Variant: v, Scale: scale})
					b.shell.rebuild()
					b.resize(size.Width, size.Height)
					if !yield(pictured{v, scale, end}) {
						return
					}
				}
			}
		}
	}
}

// photographRegister takes the register of all schools: the table, some rows chosen, and an
// action that has lapsed with the schools it could serve.
func (b *bench) photographRegister(take func(string), file string) {
	s := b.actions()
	s.onScope(scopeAll)
	take(file + "-all")
	s.table.Tick(0)
	s.table.Tick(2)
	take(file + "-chosen")
	s.bulk.onLetGo()
	s.openRow(0)
	take(file + "-open")
	s.pane.onSchools()
	take(file + "-schools")
	b.desk.modal.close()
	s.closePane()
	s.onScope(scopeSchool)
}

// photographBuilder takes the draft of an exercise, and the sections in which it is designed.
func (b *bench) photographBuilder(take func(string), file string) {
	b.desk.draftExercise("")
	take(file + "-draft")
	b.desk.modal.close()
	b.shell.goTo(place{screen: exercisesScreen, id: b.desk.view().Exercises[0].ID})
	b.settle()
	p := b.exercises().parts[partDesign].(*exerciseDesign)
	for _, section := range designSections() {
		p.turnTo(section)
		take(file + "-" + section)
	}
	p.at().land(b.desk.view().Exercise.Injects[3].ID)
	take(file + "-inject")
	b.exercises().open("")
	b.settle()
}

// showEvidence brings an answer's files into view, of which the first time makes two: a photo,
// and a page that has expired and whose note is being written.
func (b *bench) showEvidence() {
	e := b.evidence()
	if len(e.cards) == 0 {
		b.attaches(b.laid("North gate at 7.40.jpg", gatePhoto(b.t)), b.laid("Agreement with the harbor office.pdf", []byte("%PDF-1.4 signed")))
		a := b.filesOnDisk()[1]
		to := a
		to.Expires, to.Note = "2026-08-03", "Signed by both; renewed each summer."
		b.desk.do(workbook.Edit(workbook.AttachmentEntity, a.ID, a, to)...)
		b.settle()
	}
	for id, c := range e.cards {
		if c.file.Expires != "" && !c.form.Visible() {
			e.cards[id].onMore()
		}
	}
	b.desk.window.Canvas().Unfocus()
	b.settle()
	scroll := b.checklists().detail.scroll
	scroll.ScrollToOffset(fyne.NewPos(0, e.box.Position().Y))
}
