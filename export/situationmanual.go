package export

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// WriteSituationManual draws the Situation Manual, which players hold, as a PDF at path. Its
// errors and guarantees are those of every document, see [writePDF].
func WriteSituationManual(ctx context.Context, path string, manual workbook.SituationManual, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newManualBook(ctx, manual, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write situation manual: %w", err)
	}
	receipt.Objectives = len(manual.Objectives)
	for _, m := range manual.Modules {
		receipt.Questions += len(m.Questions)
	}
	return receipt, nil
}

// manualBook is a Situation Manual being drawn.
type manualBook struct {
	*exerciseBook
	manual workbook.SituationManual
}

func newManualBook(ctx context.Context, manual workbook.SituationManual, o Options) (*manualBook, error) {
	book, err := newExerciseBook(ctx, o, o.Words.Text("exercise.document.situation-manual"), manual.ExerciseOverview, nil)
	if err != nil {
		return nil, err
	}
	b := &manualBook{book, manual}
	b.nameFront()
	for _, m := range manual.Modules {
		b.name(moduleAnchor(m.Number), b.moduleTitle(m.Number, m.Title))
	}
	b.nameBack()
	return b, nil
}

// nameFront names the parts before the modules.
func (b *exerciseBook) nameFront() {
	b.name(toOverview, b.t("exdoc.overview.title"))
	b.name(toGeneral, b.t("exdoc.general.title"))
	if strings.TrimSpace(b.of.Scenario) != "" {
		b.name(toScenario, b.t("exdoc.scenario.title"))
	}
}

// nameBack names the parts after them.
func (b *exerciseBook) nameBack() {
	b.name(toSchedule, b.t("exdoc.schedule.title"))
	b.name(toParticipants, b.t("exdoc.participants.title"))
}

func (b *exerciseBook) moduleTitle(n int, title string) string {
	return join(": ", b.t("exdoc.module", "Number", n), title)
}

// parts are the manual's parts in their order.
func (b *manualBook) parts() []func() {
	parts := []func(){
		func() { b.front(b.t("sitman.statement")) }, b.drawOverview,
		func() { b.drawGeneral(b.t("sitman.evaluation")) }, b.drawScenario,
	}
	for _, m := range b.manual.Modules {
		parts = append(parts, func() { b.drawModule(m) })
	}
	return append(parts, b.drawSchedule, b.drawParticipants)
}

// drawGeneral draws the general information: objectives and core capabilities, roles,
// structure, guidelines, assumptions, and how it is evaluated.
func (b *exerciseBook) drawGeneral(evaluation string) {
	b.open(toGeneral, b.bodyHeight()*0.6)
	b.subhead(b.t("exdoc.objectives.title"))
	b.flow(sideMargin, b.passage(b.width(), leadSize, regular, ink, b.t("exdoc.objectives.intro")))
	b.y += 8
	b.drawObjectives()
	b.subhead(b.t("exdoc.roles.title"))
	b.flow(sideMargin, b.passage(b.width(), leadSize, regular, ink, b.t("exdoc.roles.intro")))
	b.y += 4
	var roles []pair
	for _, role := range workbook.ExerciseRoles() {
		roles = append(roles, pair{label: b.t("exdoc.role." + string(role)), says: b.t("exdoc.role-does." + string(role))})
	}
	b.pairs(roles)
	b.y += 8
	b.subhead(b.t("exdoc.structure.title"))
	b.prose(b.t("exdoc.structure.text"))
	var modules []string
	for _, l := range b.of.Agenda {
		if l.Part == workbook.AgendaModule {
			modules = append(modules, join(" · ", b.agendaTitle(l), b.minutes(l.Minutes)))
		}
	}
	b.list(modules...)
	b.subhead(b.t("exdoc.guidelines.title"))
	b.list(b.t("exdoc.guideline.open"), b.t("exdoc.guideline.plans"), b.t("exdoc.guideline.not-precedent"),
		b.t("exdoc.guideline.solutions"), b.t("exdoc.guideline.calm"), b.t("exdoc.guideline.real"))
	b.subhead(b.t("exdoc.assumptions.title"))
	b.prose(b.t("exdoc.assumptions.intro"))
	b.list(b.t("exdoc.assumption.plausible"), b.t("exdoc.assumption.no-tricks"), b.t("exdoc.assumption.same-time"),
		b.t("exdoc.assumption.absent"))
	b.subhead(b.t("exdoc.evaluation.title"))
	b.prose(evaluation)
}

// drawScenario draws what players know before the first module.
func (b *exerciseBook) drawScenario() {
	if strings.TrimSpace(b.of.Scenario) == "" {
		return
	}
	text := b.passage(b.width(), leadSize, regular, ink, strings.TrimSpace(b.of.Scenario))
	b.open(toScenario, min(b.bodyHeight()*0.3, partHead+heightOf(text)))
	b.flow(sideMargin, text)
}

// moduleHead opens a module: when it begins, how long it takes and what the clock of the
// story says, then the situation. It asks for a height as [exerciseBook.open] does.
func (b *exerciseBook) moduleHead(height float64, n, minutes int, at, story workbook.Clock, text string) {
	b.open(moduleAnchor(n), height)
	begins, clock := "", ""
	if at != "" {
		begins = b.t("exdoc.begins", "Time", string(at))
	}
	if story != "" {
		clock = b.t("exdoc.story-time", "Time", string(story))
	}
	if said := join(" · ", begins, b.minutes(minutes), clock); said != "" {
		b.intro(said)
	}
	if text != "" {
		b.subhead(b.t("exdoc.situation"))
		b.prose(text)
	}
}

// drawModule draws a module as players read it.
func (b *manualBook) drawModule(m workbook.SituationModule) {
	b.moduleHead(newPage, m.Number, m.Minutes, m.At, m.Story, m.Text)
	if len(m.Questions) > 0 {
		b.subhead(b.t("exdoc.questions"))
		b.prose(b.t("sitman.questions.intro"))
	}
	for i, q := range m.Questions {
		b.flow(sideMargin, append(b.question(b.width(), decimal(m.Number)+"."+decimal(i+1), q), gap(5)))
	}
	b.ruled(b.t("sitman.notes"))
}

// ruled gives what is left of the page to notes, if that is worth it.
func (b *exerciseBook) ruled(title string) {
	const step = 24.0
	if b.room() < 4*step {
		return
	}
	b.subhead(title)
	for b.room() >= step {
		b.y += step
		b.hline(sideMargin, b.y, b.width(), rule, 0.6)
	}
}

// question is a question for discussion with its number.
func (b *exerciseBook) question(width float64, number, text string) []piece {
	const indent = 26.0
	return beside(indent, b.paragraph(indent, leadSize, b.say(bold, accent, number)),
		b.passage(width-indent, leadSize, regular, ink, text))
}
