package app

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/assets"
	"forethought/export"
	"forethought/workbook"
)

// settings is the screen of what holds on this computer: who the person is to the history,
// how the window looks, where the files are, and what the program promises.
type settings struct {
	noKeys
	desk    *desk
	rebuild func() // shows everything anew with changed settings

	name, role    *kit.Field
	language      *kit.Choice
	theme         *oneOf
	size          *oneOf
	paper         *oneOf
	file, backups *kit.Selectable
	care          *kit.Button
	scroll        *container.Scroll
	box           *fyne.Container
}

// The settings to come back to after everything was built anew.
const (
	settingLanguage = "language"
	settingTheme    = "theme"
	settingSize     = "size"
)

// textSizes are the sizes of text that can be chosen, in percent.
func textSizes() []int { return []int{90, 100, 110, 125, 150, 175, 200} }

// variants are the themes in the order in which they are offered.
func variants() []kit.Variant { return []kit.Variant{kit.FollowSystem, kit.Light, kit.Dark} }

func newSettings(d *desk, rebuild func()) screen {
	s := &settings{desk: d, rebuild: rebuild}
	s.layout()
	return s
}

func (s *settings) layout() {
	d := s.desk
	left := kit.Column(2*kit.Grid, s.layoutYou(), s.layoutLook(), s.layoutPaper())
	right := kit.Column(2*kit.Grid, s.layoutFiles(), s.layoutCare(), s.layoutAbout())
	var page fyne.CanvasObject
	s.scroll, page = kit.Page(kit.Columns(2*kit.Grid, 400, left, right))
	s.box = kit.Screen(kit.Title(d.text("screen.settings")), page)
}

// card is one group of settings.
func (s *settings) card(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	body := kit.Column(1.5*kit.Grid, kit.Heading(s.desk.text(title)))
	for _, p := range parts {
		body.Add(p)
	}
	return kit.Card(kit.Inset(2.5*kit.Grid, 2.5*kit.Grid, body))
}

func (s *settings) layoutYou() fyne.CanvasObject {
	d := s.desk
	var nameBox, roleBox *fyne.Container
	s.name, nameBox = d.line("settings.name", workbook.ContactEntity, "name", func(string) { s.onAuthor() })
	s.role, roleBox = d.line("settings.role", workbook.ContactEntity, "role", func(string) { s.onAuthor() })
	return s.card("settings.you", kit.Columns(2*kit.Grid, 180, nameBox, roleBox), kit.Small(d.text("settings.you.why")))
}

func (s *settings) layoutLook() fyne.CanvasObject {
	d := s.desk
	s.language = kit.NewChoice(assets.Languages(), d.languageName, s.onLanguage)
	words := map[string]string{
		string(kit.FollowSystem): d.text("settings.theme.system"),
		string(kit.Light):        d.text("settings.theme.light"),
		string(kit.Dark):         d.text("settings.theme.dark"),
	}
	s.theme = newOneOf(codesOf(variants()), func(code string) string { return words[code] }, s.onTheme)
	var sizes []string
	for _, percent := range textSizes() {
		sizes = append(sizes, strconv.Itoa(percent))
	}
	s.size = newOneOf(sizes, func(code string) string { return d.text("settings.percent", "N", code) }, s.onSize)
	return s.card("settings.look",
		kit.Labelled(d.text("settings.theme"), s.theme.box),
		kit.Labelled(d.text("settings.size"), s.size.box),
		kit.Labelled(d.text("settings.language"), s.language))
}

func (s *settings) layoutPaper() fyne.CanvasObject {
	d := s.desk
	s.paper = newOneOf(codesOf(export.Papers()), func(code string) string { return d.text("paper." + code) }, s.onPaper)
	return s.card("settings.paper", s.paper.box, kit.Small(d.text("settings.paper.why")))
}

func (s *settings) layoutFiles() fyne.CanvasObject {
	d := s.desk
	s.file, s.backups = kit.NewSelectable(""), kit.NewSelectable("")
	return s.card("settings.files",
		kit.Labelled(d.text("settings.file"), s.file.Object()),
		container.NewHBox(kit.OutlineButton(d.text("past.title"), theme.HistoryIcon(), func() { d.showPast() })),
		kit.Labelled(d.text("settings.backups"), s.backups.Object()),
		kit.Small(d.text("settings.backups.why")))
}

func (s *settings) layoutCare() fyne.CanvasObject {
	d := s.desk
	s.care = kit.OutlineButton(d.text("settings.care.read"), theme.DocumentIcon(), s.onCare)
	return s.card("settings.care.title", kit.Body(d.text("settings.care")), container.NewHBox(s.care))
}

func (s *settings) layoutAbout() fyne.CanvasObject {
	d := s.desk
	return s.card("settings.about",
		kit.Column(0, kit.NewSelectable(d.text("settings.version", "Version", d.version)).Object(), kit.Small(d.text("settings.licence"))),
		kit.Column(kit.Grid/2, kit.Section(d.text("settings.promise")), kit.Body(d.text("settings.promise.network")), kit.Body(d.text("settings.promise.files"))),
		kit.Column(kit.Grid/2, kit.Section(d.text("settings.fault")), kit.Body(d.text("settings.fault.how"))))
}

func (s *settings) object() fyne.CanvasObject { return s.box }

// show puts the focus back on the setting that was changed, so that the keyboard goes on
// from there after everything was built anew.
func (s *settings) show(p place) {
	if s.desk.session == nil {
		return
	}
	s.refresh()
	var at fyne.Focusable
	switch p.part {
	case settingLanguage:
		at = s.language
	case settingTheme:
		at = s.theme.chips[string(s.desk.prefs.theme().Variant)]
	case settingSize:
		at = s.size.chips[strconv.Itoa(s.desk.prefs.textSize())]
	default:
		return
	}
	s.desk.post(func() { s.desk.window.Canvas().Focus(at) }) // once the screen stands
}

func (s *settings) refresh() {
	d := s.desk
	s.name.Put(d.prefs.String("author.name")) // as it was typed
	s.role.Put(d.prefs.String("author.role"))
	s.language.Put(d.words.Code())
	s.theme.put(string(d.prefs.theme().Variant))
	s.size.put(strconv.Itoa(d.prefs.textSize()))
	s.paper.put(d.prefs.StringWithFallback("paper", string(export.Letter)))
	s.file.Set(d.book.Path())
	folder := d.shelf.BackupFolder()
	if folder == "" {
		folder = d.text("settings.backups.none")
	}
	s.backups.Set(folder)
	s.box.Refresh()
}

// onAuthor says who later changes are by; what is in the history stays as it is.
func (s *settings) onAuthor() {
	d := s.desk
	d.prefs.setAuthor(s.name.Text, s.role.Text)
	if d.session != nil {
		d.session.SetAuthor(d.prefs.author())
	}
}

func (s *settings) onPaper(code string) {
	s.desk.prefs.SetString("paper", code)
	s.paper.put(code)
}

func (s *settings) onTheme(code string) {
	s.desk.prefs.SetString("theme", code)
	s.wear(settingTheme)
}

func (s *settings) onSize(code string) {
	percent, err := strconv.Atoi(code)
	if err != nil {
		return // the codes are those of textSizes
	}
	s.desk.prefs.SetInt("text", percent)
	s.wear(settingSize)
}

// wear shows the chosen theme and text size at once.
func (s *settings) wear(changed string) {
	fyne.CurrentApp().Settings().SetTheme(s.desk.prefs.theme())
	s.again(changed)
}

func (s *settings) onLanguage(code string) {
	d := s.desk
	d.words = assets.OpenLanguage(code)
	d.prefs.SetString("language", d.words.Code())
	if d.book != nil {
		d.window.SetTitle(d.text("app.title", "File", d.bookName()))
	}
	s.again(settingLanguage)
}

// again builds everything anew and comes back to the setting that was changed.
func (s *settings) again(changed string) {
	s.desk.window.Canvas().Unfocus() // commits what is being typed
	s.rebuild()
	s.desk.goTo(place{screen: settingsScreen, part: changed})
}

func (s *settings) onCare() { s.desk.showCare(func() {}) }

// languageName is what a language calls itself.
func (d *desk) languageName(code string) string {
	if code == d.words.Code() {
		return d.text("language.name")
	}
	return assets.OpenLanguage(code).Text("language.name")
}
