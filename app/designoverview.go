package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// designOverviewForm is the section of what an exercise says of itself.
type designOverviewForm struct {
	desk *desk

	name, place, sponsor, contact, threat *kit.Field
	date                                  *kit.DateField
	starts, minutes, welcome              *kit.Field
	missions                              map[workbook.MissionArea]*kit.Chip
	purpose, scope, scenario              *noteBox
	follows                               *kit.Button
	before                                *fyne.Container // what stands above the name
	left                                  *kit.Text
	body                                  *fyne.Container
	box                                   *fyne.Container
}

func newDesignOverview(d *desk) *designOverviewForm {
	p := &designOverviewForm{desk: d, missions: map[workbook.MissionArea]*kit.Chip{}}
	p.layout()
	return p
}

func (p *designOverviewForm) layout() {
	d := p.desk
	line := func(label, field string, set func(*workbook.Exercise, string)) (*kit.Field, *fyne.Container) {
		return d.line("exercise.design."+label, workbook.ExerciseEntity, field, func(t string) {
			p.edit(func(e *workbook.Exercise) { set(e, t) })
		})
	}
	var nameBox, placeBox, sponsorBox, contactBox, threatBox, startsBox, minutesBox, welcomeBox *fyne.Container
	p.name, nameBox = line("name", "name", func(e *workbook.Exercise, t string) { e.Name = t })
	p.place, placeBox = line("place", "place", func(e *workbook.Exercise, t string) { e.Place = t })
	p.sponsor, sponsorBox = line("sponsor", "sponsor", func(e *workbook.Exercise, t string) { e.Sponsor = t })
	p.threat, threatBox = line("threat", "threat", func(e *workbook.Exercise, t string) { e.Threat = t })
	p.contact = d.person(func(t string) { p.edit(func(e *workbook.Exercise) { e.Contact = t }) })
	contactBox = kit.Labelled(d.text("exercise.design.contact"), p.contact)
	p.date = d.dateField("exercise.design.date", func(on workbook.Date) { p.edit(func(e *workbook.Exercise) { e.Date = on }) })
	p.starts, startsBox = d.clockField("exercise.design.starts", func(c workbook.Clock) { p.edit(func(e *workbook.Exercise) { e.Starts = c }) })
	p.minutes, minutesBox = d.numberField("exercise.design.minutes", func(n int) { p.edit(func(e *workbook.Exercise) { e.Minutes = n }) })
	p.welcome, welcomeBox = d.numberField("exercise.design.welcome", func(n int) { p.edit(func(e *workbook.Exercise) { e.Welcome = n }) })
	note := func(label string, set func(*workbook.Exercise, string)) *noteBox {
		return d.newNoteBox("exercise.design."+label, "", func(t string) { p.edit(func(e *workbook.Exercise) { set(e, t) }) })
	}
	p.purpose = note("purpose", func(e *workbook.Exercise, t string) { e.Purpose = t })
	p.scope = note("scope", func(e *workbook.Exercise, t string) { e.Scope = t })
	p.scenario = note("scenario", func(e *workbook.Exercise, t string) { e.Scenario = t })
	areas := kit.Flow(kit.Grid)
	for _, m := range workbook.MissionAreas() {
		p.missions[m] = kit.NewChip(d.text("mission."+string(m)), func() { p.onMission(m) })
		areas.Add(p.missions[m])
	}
	p.follows = kit.LinkButton("", nil, p.onFollows)
	p.left = kit.Small("")
	p.before = container.NewHBox(p.follows)
	p.body = kit.Column(2*kit.Grid, p.before, nameBox,
		kit.Column(kit.Grid/2, kit.Columns(2*kit.Grid, 150, p.date.Object(), startsBox, minutesBox, welcomeBox), p.left),
		kit.Columns(2*kit.Grid, 220, placeBox, sponsorBox, contactBox),
		kit.Columns(2*kit.Grid, 320, p.purpose.object(), p.scope.object()),
		kit.Columns(2*kit.Grid, 320, kit.Labelled(d.text("exercise.design.missions"), areas), threatBox),
		kit.Column(kit.Grid/2, p.scenario.object(), kit.Small(d.text("exercise.design.scenario.hint"))))
	p.box = kit.Card(kit.Clip(container.NewVScroll(kit.Inset(2.5*kit.Grid, 3*kit.Grid, kit.Centred(980, p.body)))))
}

func (p *designOverviewForm) object() fyne.CanvasObject { return p.box }

func (p *designOverviewForm) refresh() {
	d, e := p.desk, &p.desk.view().Exercise
	for _, f := range []*kit.Field{p.date.Field, p.starts, p.minutes, p.welcome} {
		f.About(e.ID)
	}
	p.name.Put(e.Name)
	p.place.Put(e.Place)
	p.sponsor.Put(e.Sponsor)
	p.contact.Put(e.Contact)
	p.threat.Put(e.Threat)
	p.date.Put(e.Date)
	p.starts.Put(string(e.Starts))
	p.minutes.Put(numberText(e.Minutes))
	p.welcome.Put(numberText(e.Welcome))
	p.purpose.put(e.Purpose)
	p.scope.put(e.Scope)
	p.scenario.put(e.Scenario)
	for m, chip := range p.missions {
		chip.SetOn(slices.Contains(e.Missions, m))
	}
	i := indexOf(d.view().Exercises, e.Follows, func(x workbook.Exercise) string { return x.ID })
	p.before.Hidden = e.Follows == "" || i < 0
	if !p.before.Hidden {
		p.follows.SetText(d.text("exercise.design.follows", "Name", exerciseName(d, d.view().Exercises[i])))
	}
	says, presses := d.timeSpent(e)
	p.left.Set(says)
	p.left.SetLook(mutedOrNeeded(presses), presses)
	p.body.Refresh()
}

// mutedOrNeeded is the ink of a hint, or of what presses.
func mutedOrNeeded(presses bool) fyne.ThemeColorName {
	if presses {
		return kit.ColorNeeded
	}
	return kit.ColorMuted
}

// timeSpent says how the minutes of an exercise are divided, and whether they do not suffice.
func (d *desk) timeSpent(e *workbook.ExerciseRecord) (says string, presses bool) {
	left, modules := e.HotWashMinutes(), e.EndOfModules()-e.Welcome
	switch {
	case left < 0:
		return d.text("exercise.design.overrun", "Count", -left, "Modules", modules, "Minutes", e.Minutes), true
	case left == 0 && len(e.Modules) > 0:
		return d.text("exercise.design.no-hot-wash"), true
	}
	return d.text("exercise.design.spent", "Welcome", e.Welcome, "Modules", modules, "HotWash", left), false
}

func (p *designOverviewForm) edit(change func(*workbook.Exercise)) {
	e := &p.desk.view().Exercise
	if e.ID == "" {
		return
	}
	to := e.Exercise
	to.Missions = slices.Clone(to.Missions)
	change(&to)
	p.desk.do(workbook.EditExercise(e, to)...)
}

func (p *designOverviewForm) onMission(m workbook.MissionArea) {
	p.edit(func(e *workbook.Exercise) {
		if i := slices.Index(e.Missions, m); i >= 0 {
			e.Missions = slices.Delete(e.Missions, i, i+1)
		} else {
			e.Missions = append(e.Missions, m)
		}
	})
}

func (p *designOverviewForm) onFollows() {
	p.desk.goTo(place{screen: exercisesScreen, id: p.desk.view().Exercise.Follows})
}

func (p *designOverviewForm) land(string) {}

// HandleRune has no letters of its own.
func (p *designOverviewForm) HandleRune(rune) bool { return false }

// HandleKey has no use for any.
func (p *designOverviewForm) HandleKey(fyne.KeyName) bool { return false }
