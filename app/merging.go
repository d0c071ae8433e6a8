package app

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// onExtract writes the chosen school's part of the workbook, to send out.
func (d *desk) onExtract() {
	b, school := d.book, d.view().School.School
	if school.ID == "" {
		return
	}
	d.window.Canvas().Unfocus() // commits what is being typed
	suggested := filepath.Join(filepath.Dir(b.Path()), export.FileName(school.Name+" "+string(d.today()))+storage.Extension)
	d.ask.saveFile(d.text("merge.extract"), suggested, d.text("book.kind"), storage.Extension, func(path string) {
		if d.book != b {
			return // closed behind the dialog
		}
		work(d, d.text("merge.extracting"), func(ctx context.Context, _ func(int, int)) (int, error) {
			return b.Extract(ctx, school.ID, path, false)
		}, func(elsewhere int, err error) {
			if err != nil {
				d.fail(err)
				return
			}
			lines := []string{d.text("cli.extract.done", "School", school.Name, "File", path), d.text("merge.extract.back")}
			if elsewhere > 0 {
				lines = append(lines, d.text("merge.extract.elsewhere", "Count", elsewhere))
			}
			d.say(d.text("merge.extract"), lines...)
		})
	})
}

// onMerge asks for a copy of the workbook to bring in.
func (d *desk) onMerge() {
	b := d.book
	d.window.Canvas().Unfocus()
	d.ask.openFile(d.text("merge.in"), d.text("book.kind"), storage.Extension, func(path string) {
		if d.book == b {
			d.mergeFrom(path)
		}
	})
}

// mergeFrom shows what a copy would bring in, and what both changed, against the workbook of
// this moment.
func (d *desk) mergeFrom(path string) {
	b, author := d.book, d.prefs.author()
	work(d, d.text("merge.reading"), func(ctx context.Context, _ func(int, int)) (workbook.Merging, error) {
		return b.WouldMerge(ctx, path, author, workbook.MergeOrder{})
	}, func(m workbook.Merging, err error) {
		switch {
		case err != nil:
			d.fail(err)
		case d.book != b:
		case m.Nothing():
			d.say(d.text("merge.title"), d.words.MergeSummary(m)...)
		case len(m.Decisions) == 0:
			d.mergingWithoutQuestions(path, m)
		default:
			d.merging(path, m)
		}
	})
}

// mergingWithoutQuestions asks whether to bring in what a copy has, where nothing is to decide.
func (d *desk) mergingWithoutQuestions(path string, m workbook.Merging) {
	lines := kit.Column(kit.Grid)
	for _, line := range append(d.words.MergeSummary(m), d.text("merge.no-questions")) {
		lines.Add(kit.Body(line))
	}
	d.showModal(d.text("merge.title"), scrolled(lines), 520, 320,
		answerButton{text: d.text("merge.apply"), then: func() { d.merge(path, []workbook.MergeDecision{}, workbook.Proposal{}) }},
		answerButton{text: d.text("app.cancel")})
}

// merging is the review of a merge: above what comes in, below what both copies changed, each
// ticked where the copy's value is taken.
func (d *desk) merging(path string, m workbook.Merging) *review {
	decisions, p := m.Decisions, workbook.Proposal{}
	for _, c := range decisions {
		p.Rows = append(p.Rows, workbook.ProposedRow{
			File: filepath.Base(path), Title: d.words.MergeTitle(c, d.nameOfID), State: workbook.Diverges,
			Accept:  c.Taken == workbook.SecondCopy,
			Changes: []workbook.Change{{Entity: c.Entity, ID: c.ID, Field: c.Field, Old: c.First.Value, New: c.Second.Value}},
		})
	}
	return d.reviewOf(d.text("merge.title"), p, reviewed{
		above:  kit.Column(kit.Grid/2, kit.Small(d.text("merge.what")), kit.Small(strings.Join(d.words.MergeSummary(m), " · "))),
		hint:   func(row int) string { return d.mergeHint(decisions[row]) },
		detail: func(row int) []fyne.CanvasObject { return d.mergeDetail(decisions[row]) },
		button: d.text("merge.apply"),
		apply:  func(p workbook.Proposal) { d.merge(path, decisions, p) },
	}, nil)
}

// mergeHint says in one line what the two copies have.
func (d *desk) mergeHint(c workbook.MergeDecision) string {
	short := func(v workbook.Version) string {
		return workbook.Shorten(oneLine(d.words.MergeValue(c, v.Value, d.nameOfID)), 60)
	}
	return workbook.Shorten(d.text("merge.hint", "Field", d.words.Field(c.Entity, c.Field), "First", short(c.First), "Second", short(c.Second)), 200)
}

// mergeDetail shows both values in full, with who gave them and when.
func (d *desk) mergeDetail(c workbook.MergeDecision) []fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		kit.Column(kit.Grid/2, kit.Heading(workbook.Shorten(d.words.MergeTitle(c, d.nameOfID), 400)), kit.Small(capital(d.words.Field(c.Entity, c.Field)))),
		kit.Small(d.text("merge.proposed", "Side", d.text("merge.here."+string(c.Taken)), "Why", d.text("merge.why."+string(c.Why)))),
	}
	for _, side := range []struct {
		of   workbook.Side
		says workbook.Version
	}{{workbook.FirstCopy, c.First}, {workbook.SecondCopy, c.Second}} {
		value := workbook.Shorten(d.words.MergeValue(c, side.says.Value, d.nameOfID), longestShown)
		objects = append(objects, kit.Line(), kit.Column(kit.Grid/2,
			kit.Section(capital(d.text("merge.here."+string(side.of)))), kit.Small(d.words.MergeBy(side.says)), kit.Body(value)))
	}
	return objects
}

// merge brings the copy in as one step, with what the person decided.
func (d *desk) merge(path string, seen []workbook.MergeDecision, p workbook.Proposal) {
	b, order := d.book, workbook.MergeOrder{Seen: seen, Choices: map[workbook.Spot]workbook.Side{}}
	for i, c := range seen {
		side := workbook.FirstCopy
		if p.Rows[i].Accept {
			side = workbook.SecondCopy
		}
		if side != c.Taken { // what stays as it was proposed was not chosen
			order.Choices[c.Spot] = side
		}
	}
	if d.session == nil {
		return
	}
	var came workbook.Merging
	d.session.InTurn(context.Background(), func(ctx context.Context, author workbook.Author) error {
		var err error
		came, err = b.MergeIn(ctx, path, author, order)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, workbook.ErrChangedSince):
			d.changedMeanwhile(func() { d.mergeFrom(path) })
		case err != nil:
			d.fail(err)
		default:
			d.say(d.text("merge.done"), append(d.words.MergeSummary(came), d.text("merge.done-undo"))...)
		}
	})
}
