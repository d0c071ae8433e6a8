package app

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/app/session"
	"forethought/assets"
	"forethought/workbook"
)

// exerciseDraft is the dialog in which an exercise is drafted from a school's gaps: what is
// wanted above, what is proposed below. Nothing is written before the person adds it.
type exerciseDraft struct {
	desk     *desk
	minutes  int
	name     string
	date     workbook.Date
	starts   workbook.Clock
	previous string // the exercise that it starts from, empty for none

	library *workbook.ExerciseLibrary
	earlier map[string]*workbook.ExerciseRecord // those that have been read
	draft   workbook.ExerciseRecord             // what is proposed; its ID is empty for nothing yet

	length     *oneOf
	from       *kit.Choice
	title      *kit.Field
	on         *kit.DateField
	at         *kit.Field
	counts     *kit.Text
	objectives *fyne.Container
	body       *fyne.Container
	modal      *modal
}

// draftLength is the length that is offered first.
const draftLength = 120

// draftExercise opens the dialog, with the exercise that the draft is to start from.
func (d *desk) draftExercise(previous string) *exerciseDraft {
	if !d.mayChange() || d.view().School.ID == "" {
		return nil
	}
	p := &exerciseDraft{desk: d, minutes: draftLength, starts: workbook.DraftStarts, previous: previous, earlier: map[string]*workbook.ExerciseRecord{}}
	p.layout()
	p.modal = d.showModal(d.text("exercise.draft.title"), container.NewStack(scrolled(p.body)), 740, 680, // whatever it will say
		answerButton{text: d.text("exercise.draft.add"), then: p.onAdd}, answerButton{text: d.text("app.cancel")})
	p.read()
	return p
}

func (p *exerciseDraft) layout() {
	d := p.desk
	var atBox *fyne.Container
	p.title = d.field("", func(t string) { p.name = t; p.propose() })
	p.title.SetPlaceHolder(d.text("exercise.draft.name.hint"))
	p.on = d.dateField("exercise.design.date", func(on workbook.Date) { p.date = on; p.propose() })
	p.at, atBox = d.clockField("exercise.design.starts", func(c workbook.Clock) { p.starts = c; p.propose() })
	p.at.Put(string(p.starts))
	var lengths []string
	for _, n := range workbook.ExerciseLengths() {
		lengths = append(lengths, strconv.Itoa(n))
	}
	p.length = newOneOf(lengths, func(code string) string {
		n, _ := strconv.Atoi(code)
		return d.text("exercise.draft.minutes", "Count", n)
	}, p.onLength)
	p.length.put(strconv.Itoa(p.minutes))
	p.from = kit.NewChoice(p.offered(), p.earlierWord, p.onPrevious)
	p.from.Put(p.previous)
	fromBox := kit.Labelled(d.text("exercise.draft.previous"), p.from)
	fromBox.Hidden = len(d.view().Exercises) == 0
	p.counts = kit.Body(d.text("exercise.draft.preparing"))
	p.objectives = kit.Column(kit.Grid)
	p.body = kit.Column(1.75*kit.Grid,
		kit.Body(d.text("exercise.draft.school", "School", d.schoolName(d.view().School.School))),
		kit.Labelled(d.text("exercise.draft.length"), p.length.box),
		kit.Labelled(d.text("exercise.design.name"), p.title),
		kit.Columns(2*kit.Grid, 200, p.on.Object(), atBox), fromBox,
		kit.Line(), kit.Column(kit.Grid, kit.Section(d.text("exercise.draft.proposes")), p.counts, p.objectives))
}

// offered are the exercises that the draft may start from; none first.
func (p *exerciseDraft) offered() []string {
	ids := []string{""}
	for _, e := range p.desk.view().Exercises {
		ids = append(ids, e.ID)
	}
	return ids
}

// earlierWord is what an exercise that the draft may start from is called.
func (p *exerciseDraft) earlierWord(id string) string {
	d := p.desk
	for _, e := range d.view().Exercises {
		if e.ID == id && id != "" {
			return dotted(exerciseName(d, e), d.words.ShortDate(e.Date))
		}
	}
	return d.text("exercise.draft.no-previous")
}

// sources are what a draft is made from beside the view.
type sources struct {
	library *workbook.ExerciseLibrary
	earlier *workbook.ExerciseRecord
}

// read reads what the draft is made from, and proposes.
func (p *exerciseDraft) read() {
	d, b, previous, library := p.desk, p.desk.book, p.previous, p.library
	session.Ask(d.session, context.Background(), func(ctx context.Context) (sources, error) {
		var err error
		s := sources{library: library}
		if s.library == nil {
			if s.library, err = assets.LoadExerciseLibrary(d.theCase.ID); err != nil {
				return s, err
			}
		}
		if previous != "" {
			e, err := b.ExerciseRecord(ctx, previous)
			if err != nil {
				return s, err
			}
			s.earlier = &e
		}
		return s, nil
	}, func(s sources, err error) {
		switch {
		case d.book != b || p.modal.closed:
		case err != nil:
			p.modal.close()
			d.fail(err)
		default:
			p.library = s.library
			p.earlier[previous] = s.earlier
			p.propose()
		}
	})
}

// propose drafts the exercise as it is wanted now.
func (p *exerciseDraft) propose() {
	d, v := p.desk, p.desk.view()
	earlier, known := p.earlier[p.previous]
	if p.library == nil || !known || p.modal.closed {
		return // it is being read
	}
	draft, err := workbook.DraftExercise(workbook.DraftRequest{
		Library: p.library, Case: d.theCase, School: v.School, Answers: v.Answers, Actions: v.Actions, Previous: earlier,
		Name: strings.TrimSpace(p.name), Date: p.date, Starts: p.starts, Minutes: p.minutes, On: d.today(), Words: d.words, NewID: newID,
	})
	if err != nil {
		p.draft = workbook.ExerciseRecord{}
		sentence, _ := d.words.Explain(err)
		p.counts.Set(sentence)
	} else {
		p.draft = draft
		p.title.SetPlaceHolder(draft.Name)
		p.counts.Set(d.text("exercise.draft.counts",
			"Modules", d.text("exercise.draft.count.modules", "Count", len(draft.Modules)),
			"Injects", d.text("exercise.design.count.injects", "Count", len(draft.Injects)),
			"Questions", d.text("exercise.design.count.questions", "Count", len(draft.Questions)),
			"Participants", d.text("exercise.draft.count.participants", "Count", len(draft.Participants))))
	}
	p.objectives.RemoveAll()
	for i, o := range p.draft.Objectives {
		p.objectives.Add(p.objective(i, o))
	}
	p.modal.rename(d.text("exercise.draft.add"), p.draft.ID != "")
	p.body.Refresh()
	p.modal.popup.Content.Refresh()
}

// objective says what an objective is about, and which items it tries out.
func (p *exerciseDraft) objective(i int, o workbook.Objective) fyne.CanvasObject {
	d := p.desk
	var items []string
	for _, id := range o.Items {
		if it, ok := d.theCase.Item(id); ok {
			items = append(items, it.Title)
		}
	}
	title := kit.NewText(d.text("exercise.draft.objective", "Number", i+1, "Title", objectiveName(d, o)), kit.Style{Bold: true})
	tries := kit.Small(d.text("exercise.draft.tries", "Items", strings.Join(items, ", ")))
	tries.Hidden = len(items) == 0
	return kit.Column(kit.Grid/4, title, kit.Small(o.Text), tries)
}

func (p *exerciseDraft) onLength(code string) {
	p.minutes, _ = strconv.Atoi(code)
	p.length.put(code)
	p.propose()
}

func (p *exerciseDraft) onPrevious(id string) {
	p.previous = id
	if _, known := p.earlier[id]; known {
		p.propose()
		return
	}
	p.read()
}

// onAdd adds what is proposed as one step of undo, and opens it.
func (p *exerciseDraft) onAdd() {
	d := p.desk
	if p.draft.ID == "" || p.draft.SchoolID != d.view().School.ID {
		return
	}
	d.do(p.draft.Adding()...)
	d.goTo(place{screen: exercisesScreen, id: p.draft.ID, part: partDesign})
}
