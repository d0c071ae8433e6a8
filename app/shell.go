package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/theme"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/assets"
)

// shell is the window's frame: the rail, the bar with the school, the screen, and the
// status line.
type shell struct {
	desk    *desk
	screens map[string]screen // that were made
	makers  map[string]func() screen
	current string

	root    *fyne.Container
	rail    *rail
	bar     *topBar
	status  *statusLine
	content *fyne.Container
}

func newShell(d *desk) *shell {
	s := &shell{desk: d, current: welcomeScreen}
	d.goTo, d.refresh, d.savedChanged = s.goTo, s.refresh, func() { s.status.refresh() }
	d.narrowAgain = s.narrowAgain
	s.build()
	s.shortcuts()
	return s
}

// build makes everything anew, as after a change of language.
func (s *shell) build() {
	d := s.desk
	s.rail = newRail(d, s.openScreen)
	s.bar = newTopBar(d)
	s.status = newStatusLine(s)
	s.content = container.NewStack()
	s.screens, d.openItem, d.welcome = map[string]screen{}, nil, newWelcome(d)
	s.makers = map[string]func() screen{
		welcomeScreen:    func() screen { return d.welcome },
		overviewScreen:   func() screen { return newOverview(d) },
		schoolsScreen:    func() screen { return newSchools(d) },
		caseScreen:       func() screen { return newCaseScreen(d) },
		checklistsScreen: func() screen { return newChecklists(d) },
		districtScreen:   func() screen { return newDistrict(d) },
		actionsScreen:    func() screen { return newActions(d) },
		exercisesScreen:  func() screen { return newExercises(d) },
		teamScreen:       func() screen { return newTeam(d) },
		reportsScreen:    func() screen { return newReports(d) },
		settingsScreen:   func() screen { return newSettings(d, s.rebuild) },
	}
	s.root = container.New(&frame{s}, s.rail.object(), s.bar.object(), s.content, s.status.object())
	d.window.SetContent(s.root)
}

// screen is one of the screens; it is made when somebody goes there first.
func (s *shell) screen(name string) screen {
	made, ok := s.screens[name]
	if ok {
		return made
	}
	made = s.makers[name]()
	s.screens[name] = made
	if list, ok := made.(narrowed); ok && s.desk.session != nil {
		list.narrowAgain()
	}
	return made
}

// rebuild shows changed settings.
func (s *shell) rebuild() {
	at := place{screen: s.current, asLeft: true}
	if s.current == checklistsScreen {
		at.item = s.desk.openItem()
	}
	s.build()
	s.goTo(at)
	if s.desk.session != nil {
		s.refresh()
	}
}

// frame lays the window out: the rail narrows to signs where there is little room.
type frame struct{ shell *shell }

func (f *frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s := f.shell
	open := s.desk.session != nil
	s.rail.setNarrow(size.Width/kit.TextScale() < 900)
	railWidth := objects[0].MinSize().Width
	if !open {
		railWidth = 0
	}
	top, foot := objects[1].MinSize().Height, objects[3].MinSize().Height
	if !open {
		top, foot = 0, 0
	}
	objects[0].Resize(fyne.NewSize(railWidth, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width-railWidth, top))
	objects[1].Move(fyne.NewPos(railWidth, 0))
	objects[2].Resize(fyne.NewSize(size.Width-railWidth, size.Height-top-foot))
	objects[2].Move(fyne.NewPos(railWidth, top))
	objects[3].Resize(fyne.NewSize(size.Width-railWidth, foot))
	objects[3].Move(fyne.NewPos(railWidth, size.Height-foot))
	for _, i := range []int{0, 1, 3} {
		if objects[i].Visible() != open {
			if open {
				objects[i].Show()
			} else {
				objects[i].Hide()
			}
		}
	}
	s.bar.find.place()
}

func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 480) }

func (s *shell) openScreen(name string) { s.goTo(place{screen: name}) }

// goTo shows a screen, landing on what the place names. Without a workbook there is only
// the first screen.
func (s *shell) goTo(p place) {
	d := s.desk
	if p.screen == "" {
		p.screen = s.current
	}
	if d.session == nil {
		p = place{screen: welcomeScreen}
	} else if p.screen == caseScreen && !d.careSeen() {
		d.showCare(func() { s.goTo(p) })
		return
	}
	d.window.Canvas().Unfocus() // commits what is being typed
	changed := s.current != p.screen || len(s.content.Objects) == 0
	if from, ok := s.screen(s.current).(leaver); ok && s.current != p.screen {
		from.leave()
	}
	s.current = p.screen
	scr := s.screen(p.screen)
	scr.show(p)
	if d.session != nil {
		scr.refresh()
		d.rememberPlace(s.current)
	}
	if changed {
		s.content.Objects = []fyne.CanvasObject{scr.object()}
		s.content.Refresh()
	}
	s.rail.mark(s.current)
	s.status.refresh() // what can be undone may be the screen's own
	s.root.Refresh()
	if on, ok := scr.(lander); ok {
		on.land()
	}
}

// lander is a screen that brings into view what a place names once the screen is laid out.
type lander interface{ land() }

// leaver is a screen that wants to know when another takes its place.
type leaver interface{ leave() }

// refresh shows a different view.
func (s *shell) refresh() {
	s.bar.refresh()
	s.status.refresh()
	s.screen(s.current).refresh()
}

// shortcuts sets the keyboard map; docs/planners-guide.md has it in words.
func (s *shell) shortcuts() {
	c := s.desk.window.Canvas()
	on := func(key fyne.KeyName, mod fyne.KeyModifier, act func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, func(fyne.Shortcut) {
			if c.Overlays().Top() == nil { // not under a dialog
				act()
			}
		})
	}
	ctrl := fyne.KeyModifierShortcutDefault
	s.desk.window.SetOnDropped(s.onDropped)
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.onUndo() })
	c.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.onRedo() })
	on(fyne.KeyZ, ctrl|fyne.KeyModifierShift, s.onRedo)
	on(fyne.KeyF, ctrl, func() { s.bar.find.open("") })
	on(fyne.KeyN, ctrl, func() { s.desk.welcome.onNew() })
	on(fyne.KeyO, ctrl, func() { s.desk.welcome.onOpen() })
	on(fyne.KeyQ, ctrl, func() { s.desk.quit() })
	for i, name := range railScreens() {
		on(fyne.KeyName(rune('0'+(i+1)%10)), ctrl, func() { s.openScreen(name) })
	}
	c.SetOnTypedRune(func(r rune) {
		if c.Overlays().Top() != nil {
			return
		}
		if r == '?' {
			s.desk.showKeys()
			return
		}
		s.screen(s.current).HandleRune(r)
	})
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if top := c.Overlays().Top(); top != nil {
			if around, ok := top.(fyne.Tappable); ok && e.Name == fyne.KeyEscape && s.desk.popupOnTop() {
				around.Tapped(nil) // as a click beside a popup, such as a calendar
			} else if s.desk.modal != nil {
				s.desk.modal.HandleKey(e.Name)
			}
			return
		}
		if e.Name == fyne.KeyF1 {
			s.desk.showKeys()
			return
		}
		s.screen(s.current).HandleKey(e.Name)
	})
}

// stepper is what has steps of its own besides the workbook's, such as a rehearsal. It
// reports whether it took the step.
type stepper interface {
	undo() bool
	redo() bool
	steps() (own, back, again bool) // whether its steps stand for the workbook's, and go back or come again
}

// ownSteps is what the screen that is open says of its own steps.
func (s *shell) ownSteps() (own, back, again bool) {
	if x, ok := s.screen(s.current).(stepper); ok {
		return x.steps()
	}
	return false, false, false
}

func (s *shell) onUndo() {
	if x := s.steppable(); x != nil {
		if own, ok := s.screen(s.current).(stepper); !ok || !own.undo() {
			x.Undo()
		}
	}
}

func (s *shell) onRedo() {
	if x := s.steppable(); x != nil {
		if own, ok := s.screen(s.current).(stepper); !ok || !own.redo() {
			x.Redo()
		}
	}
}

// steppable is the session where undo and redo may be done now: not under a dialog. What is
// being typed is committed, so that it is what goes first.
func (s *shell) steppable() *session.Session {
	c := s.desk.window.Canvas()
	if s.desk.session == nil || c.Overlays().Top() != nil {
		return nil
	}
	at := c.Focused()
	c.Unfocus()
	if _, types := at.(mobile.Keyboardable); at != nil && !types {
		c.Focus(at) // a list or a matrix goes on where the person is
	}
	return s.desk.session
}

// railScreens are the screens of the rail in the order of Ctrl+1, Ctrl+2 and so on
// to Ctrl+0 for the tenth.
func railScreens() []string {
	return []string{
		overviewScreen, schoolsScreen, caseScreen, checklistsScreen, districtScreen, actionsScreen,
		exercisesScreen, teamScreen, reportsScreen, settingsScreen,
	}
}

// rail is the navigation at the left.
type rail struct {
	desk   *desk
	open   func(string)
	box    *fyne.Container
	narrow bool
	items  map[string]*kit.NavItem
	menu   *kit.NavItem // of the workbook, below the screens
	at     string
}

func newRail(d *desk, open func(string)) *rail {
	r := &rail{desk: d, open: open, box: container.NewStack()}
	r.build()
	return r
}

func (r *rail) object() fyne.CanvasObject { return r.box }

func (r *rail) setNarrow(narrow bool) {
	if r.narrow != narrow {
		r.narrow = narrow
		r.build()
	}
}

func (r *rail) build() {
	r.items = map[string]*kit.NavItem{}
	gap := float32(2)
	if r.narrow {
		gap = 0
	}
	list := kit.Column(gap)
	for _, name := range railScreens() {
		item := kit.NewNavItem(r.desk.text("screen."+name), icon(name), r.narrow, func() { r.open(name) })
		r.items[name] = item
		list.Add(item)
	}
	r.menu = kit.NewNavItem(r.desk.text("app.workbook"), theme.FolderIcon(), r.narrow, nil)
	r.menu.OnTapped = func() { r.desk.showBookMenu(r.menu) }
	brand := kit.NewText(r.desk.text("app.name"), kit.Style{Size: kit.SizeHeading, Bold: true, Single: true})
	var head fyne.CanvasObject = kit.Inset(2*kit.Grid, 1.5*kit.Grid, brand)
	above := float32(1.5 * kit.Grid)
	if r.narrow { // the name would not fit, and its room is the signs' in a small window with large text
		head, above = kit.Gap(0), kit.Grid/2
	}
	line := kit.NewPanel(kit.ColorSurface, kit.ColorLine)
	line.Square = true
	r.box.Objects = []fyne.CanvasObject{line, kit.Inset(0, kit.Grid, container.NewBorder(head, kit.Inset(above, 0, r.menu), nil, nil, kit.Clip(container.NewVScroll(list)))), kit.RailWidth(r.narrow)}
	r.mark(r.at)
	r.box.Refresh()
}

func (r *rail) mark(name string) {
	r.at = name
	for n, item := range r.items {
		item.SetOn(n == name)
	}
	if at := r.items[name]; at != nil {
		kit.Reveal(at)
	}
}

// topBar names the school that everything below is about, and searches the workbook.
type topBar struct {
	desk   *desk
	picker *schoolPicker
	about  *kit.Text
	find   *finder
	box    *fyne.Container
}

func newTopBar(d *desk) *topBar {
	b := &topBar{desk: d, picker: newSchoolPicker(d), find: newFinder(d), about: kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})}
	label := kit.NewText(d.text("app.school"), kit.Style{Color: kit.ColorMuted, Whole: true})
	help := kit.OutlineButton("?", nil, d.showKeys)
	help.Label = d.text("keys.title")
	line := kit.NewPanel(kit.ColorSurface, kit.ColorLine)
	line.Square = true
	b.box = container.NewStack(line, kit.Inset(1.25*kit.Grid, 3*kit.Grid,
		kit.TopLine(label, b.picker.object(), b.about, b.find.button, help)))
	return b
}

func (b *topBar) object() fyne.CanvasObject { return b.box }

func (b *topBar) refresh() {
	v := b.desk.view()
	b.picker.refresh()
	b.find.refresh()
	schools := b.desk.text("app.schools-count", "Count", len(v.Schools))
	if v.School.District != "" {
		schools = v.School.District + " · " + schools
	}
	b.about.Set(schools)
	b.box.Refresh() // a longer name needs more room
}

// icon is a screen's sign.
func icon(name string) fyne.Resource {
	return fyne.NewStaticResource(name+".svg", assets.Icon(name))
}
