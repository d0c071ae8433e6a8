package export

import (
	"context"
	"strings"

	"forethought/workbook"
)

// exerciseBook is a document on an exercise being drawn: what all of them share.
type exerciseBook struct {
	*caseBook
	of workbook.ExerciseOverview
}

// newExerciseBook starts a document on an exercise. The case is empty where the document has
// none to name.
func newExerciseBook(ctx context.Context, o Options, title string, of workbook.ExerciseOverview, c *workbook.Case) (*exerciseBook, error) {
	return newExerciseBookOn(ctx, o, title, of, c, [2]float64{})
}

// newExerciseBookOn is newExerciseBook on pages of another size than the paper's.
func newExerciseBookOn(ctx context.Context, o Options, title string, of workbook.ExerciseOverview, c *workbook.Case, page [2]float64) (*exerciseBook, error) {
	if strings.TrimSpace(of.Name) == "" {
		of.Name = o.Words.Text("exercise.unnamed")
	}
	if of.School.Name == "" {
		of.School.Name = o.Words.Text("plan.unnamed-school")
	}
	if c == nil {
		c = &workbook.Case{}
	}
	book, err := newCaseBook(ctx, o, c, about{
		Title: title, Subject: of.Name, Author: of.PreparedBy, Handling: of.Handling,
		Keywords: o.Words.Text("exdoc.keywords", "School", of.School.Name),
		Footer:   footerOf(o.Words, of.School.Name, of.PreparedBy, of.On), On: of.On, Page: page,
	})
	if err != nil {
		return nil, err
	}
	return &exerciseBook{book, of}, nil
}

// Anchors of the parts of documents on exercises.
const (
	toOverview     = "part:exercise-overview"
	toGeneral      = "part:exercise-general"
	toScenario     = "part:exercise-scenario"
	toSchedule     = "part:exercise-schedule"
	toParticipants = "part:exercise-participants"
)

// name gives a part its title. Parts of these documents have no numbers of their own, since
// modules and objectives have theirs.
func (b *exerciseBook) name(anchor, title string) { b.title[anchor] = title }

func moduleAnchor(n int) string    { return "module:" + decimal(n) }
func objectiveAnchor(n int) string { return "objective:" + decimal(n) }

// front draws the cover and keeps a page for the contents.
func (b *exerciseBook) front(statement string) {
	c := cover{kind: b.about.Title, title: b.of.Name, below: join(" · ", b.of.School.Name, b.of.School.District), statement: statement}
	c.says(b.t("exdoc.date"), b.dateAndTime())
	c.says(b.t("exdoc.place"), b.of.Place)
	c.says(b.t("exdoc.sponsor"), b.of.Sponsor)
	c.says(b.t("plan.cover.prepared-by"), b.of.PreparedBy)
	if b.of.On != "" {
		c.says(b.t("exdoc.made"), b.words.Date(b.of.On))
	}
	b.cover(c)
	b.keepContents(b.t("plan.contents.title"))
}

// dateAndTime says when the exercise is, as exactly as it is known.
func (b *exerciseBook) dateAndTime() string {
	day := ""
	if b.of.Date != "" {
		day = b.words.Date(b.of.Date)
	}
	return join(", ", day, b.hours())
}

// hours says from when to when it is.
func (b *exerciseBook) hours() string {
	if b.of.Starts != "" && b.of.Ends != "" {
		return b.t("plan.from-to", "From", string(b.of.Starts), "To", string(b.of.Ends))
	}
	return string(b.of.Starts)
}

// pair is a label and what it says.
type pair struct {
	label string
	says  string
	rows  []string // further lines, each with a dot before it
}

// pairs draws labels beside what they say; what says nothing is left out.
func (b *exerciseBook) pairs(list []pair) {
	t := b.newTable(column{"", 128}, column{"", 388})
	t.bare, t.pad = true, 5
	var rows []row
	for _, p := range list {
		var cell []piece
		if says := strings.TrimSpace(p.says); says != "" {
			cell = b.passage(t.inner(1), textSize, regular, ink, says)
		}
		if len(p.rows) > 0 {
			cell = append(cell, b.dotted(t.inner(1), textSize, p.rows)...)
		}
		if len(cell) == 0 {
			continue
		}
		rows = append(rows, row{
			cells: [][]piece{b.paragraph(t.inner(0), textSize, b.say(bold, accent, p.label)), cell},
			again: b.continued(t.across(0), p.label),
		})
	}
	b.hline(sideMargin, b.y, b.width(), line, 0.6)
	t.draw(rows)
}

// dotted are lines of text with a dot before each.
func (b *exerciseBook) dotted(width, size float64, lines []string) []piece {
	var pieces []piece
	for _, text := range lines {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		const indent = 11.0
		dot := b.paragraph(indent, size, b.say(bold, accent, "•"))
		for i, p := range b.passage(width-indent, size, regular, ink, text) {
			drawn := p.draw
			p.draw = func(x, y float64) {
				if i == 0 && len(dot) > 0 {
					dot[0].draw(x, y)
				}
				if drawn != nil {
					drawn(x+indent, y)
				}
			}
			pieces = append(pieces, p)
		}
		pieces = append(pieces, gap(2.5))
	}
	return pieces
}

// list draws lines with a dot before each.
func (b *exerciseBook) list(lines ...string) {
	b.flow(sideMargin, b.dotted(b.width(), leadSize, lines))
	b.y += 4
}

// prose draws text of several paragraphs.
func (b *exerciseBook) prose(text string) {
	b.flow(sideMargin, b.passage(b.width(), leadSize, regular, ink, strings.TrimSpace(text)))
	b.y += 6
}

// overview is the table that says what the exercise is.
func (b *exerciseBook) overview() []pair {
	words := func(family string, codes []string) []string {
		for i, c := range codes {
			codes[i] = b.t(family + c)
		}
		return codes
	}
	var missions, capabilities, objectives []string
	for _, m := range b.of.Missions {
		missions = append(missions, string(m))
	}
	for _, c := range b.of.Capabilities() {
		capabilities = append(capabilities, string(c))
	}
	for i, o := range b.of.Objectives {
		objectives = append(objectives, b.objective(i+1, o))
	}
	scenario := b.of.Scenario
	if b.title[toScenario] != "" { // the whole has a part of its own
		scenario = firstParagraph(scenario)
	}
	return []pair{
		{label: b.t("exdoc.name"), says: b.of.Name},
		{label: b.t("exdoc.date"), says: b.dateAndTime()},
		{label: b.t("exdoc.place"), says: b.of.Place},
		{label: b.t("exdoc.purpose"), says: b.of.Purpose},
		{label: b.t("exdoc.scope"), says: b.of.Scope},
		{label: b.t("exdoc.missions"), says: strings.Join(words("mission.", missions), ", ")},
		{label: b.t("exdoc.capabilities"), rows: words("capability.", capabilities)},
		{label: b.t("exdoc.objectives"), rows: objectives},
		{label: b.t("exdoc.threat"), says: b.of.Threat},
		{label: b.t("exdoc.scenario"), says: scenario},
		{label: b.t("exdoc.sponsor"), says: b.of.Sponsor},
		{label: b.t("exdoc.organizations"), rows: b.of.Organizations()},
		{label: b.t("exdoc.contact"), says: b.of.Contact},
	}
}

// objective is an objective in a line.
func (b *exerciseBook) objective(n int, o workbook.StatedObjective) string {
	return join(": ", b.t("exdoc.objective", "Number", n), join(". ", strings.TrimRight(o.Title, ". "), o.Text))
}

// firstParagraph is a text up to its first line break; the whole stands elsewhere.
func firstParagraph(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return first
}

// drawOverview draws the table of what the exercise is.
func (b *exerciseBook) drawOverview() {
	b.open(toOverview, newPage)
	b.pairs(b.overview())
}

// drawObjectives draws the objectives beside their core capabilities.
func (b *exerciseBook) drawObjectives() {
	if len(b.of.Objectives) == 0 {
		b.prose(b.t("exdoc.no-objectives"))
		return
	}
	t := b.newTable(column{b.t("exdoc.column.objective"), 350}, column{b.t("exdoc.column.capability"), 166})
	var rows []row
	for i, o := range b.of.Objectives {
		cell := b.paragraph(t.inner(0), textSize, b.say(bold, accent, decimal(i+1)+"  "), b.say(bold, ink, o.Title))
		cell = append(cell, b.passage(t.inner(0), textSize, regular, ink, o.Text)...)
		rows = append(rows, row{
			cells: [][]piece{cell, b.paragraph(t.inner(1), textSize, b.capability(o.Capability))},
			again: b.continued(t.across(0), o.Title),
		})
	}
	t.draw(rows)
	b.y += 8
}

// capability is a core capability's name.
func (b *exerciseBook) capability(c workbook.Capability) span {
	if c == "" {
		return b.say(regular, muted, b.t("exdoc.no-capability"))
	}
	return b.say(regular, ink, b.t("capability."+string(c)))
}

// minutes is how long something takes, nothing where that is not known.
func (b *exerciseBook) minutes(n int) string {
	if n <= 0 {
		return ""
	}
	return b.t("exercise.minutes", "Count", n)
}

// when is a time of the exercise: of day or, where it has no beginning, from its start.
func (b *exerciseBook) when(minute int) string {
	if at := b.of.Starts.Add(minute); at != "" {
		return string(at)
	}
	return workbook.SinceStart(minute)
}

// drawSchedule draws the agenda.
func (b *exerciseBook) drawSchedule() {
	t := b.newTable(column{b.t("exdoc.column.time"), 90}, column{b.t("exdoc.column.activity"), 326}, column{b.t("exdoc.column.length"), 100})
	var rows []row
	for _, l := range b.of.Agenda {
		title := b.agendaTitle(l)
		rows = append(rows, row{cells: [][]piece{
			b.paragraph(t.inner(0), textSize, b.say(bold, ink, b.when(l.Minute))),
			b.paragraph(t.inner(1), textSize, b.say(regular, ink, title)),
			b.paragraph(t.inner(2), textSize, b.say(regular, muted, b.minutes(l.Minutes))),
		}})
	}
	b.open(toSchedule, t.total(rows))
	if len(rows) == 0 {
		b.prose(b.t("exdoc.no-schedule"))
		return
	}
	b.intro(join(" · ", b.dateAndTime(), b.of.Place))
	t.draw(rows)
}

func (b *exerciseBook) agendaTitle(l workbook.AgendaLine) string {
	if l.Part == workbook.AgendaModule {
		return join(": ", b.t("exdoc.module", "Number", l.Module), l.Title)
	}
	return b.t("agenda-part." + string(l.Part))
}

// drawParticipants draws who takes part, by role.
func (b *exerciseBook) drawParticipants() {
	t := b.newTable(column{b.t("exdoc.column.name"), 150}, column{b.t("exdoc.column.title"), 160}, column{b.t("exdoc.column.organization"), 206})
	t.pad = 4.5
	var rows []row
	for _, role := range workbook.ExerciseRoles() {
		for i, p := range b.of.WithRole(role) {
			name := b.paragraph(t.inner(0), textSize, b.say(bold, ink, p.Name))
			if i == 0 {
				name = append(staying(b.paragraph(t.across(0), 8, b.say(bold, accent, b.t("exdoc.role."+string(role))))), name...)
			}
			lead := leadOf(name, i == 0)
			rows = append(rows, row{cells: [][]piece{
				name,
				append(lead, b.paragraph(t.inner(1), textSize, b.say(regular, ink, p.Title))...),
				append(lead, b.paragraph(t.inner(2), textSize, b.say(regular, ink, p.Organization))...),
			}})
		}
	}
	b.open(toParticipants, t.total(rows))
	if len(rows) == 0 {
		b.prose(b.t("exdoc.no-participants"))
		return
	}
	t.draw(rows)
}

// leadOf is the white space beside the first line of a cell.
func leadOf(cell []piece, first bool) []piece {
	if !first || len(cell) == 0 {
		return nil
	}
	return []piece{{height: cell[0].height}}
}
