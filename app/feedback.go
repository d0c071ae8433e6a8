package app

import (
	"context"

	"forethought/export"
	"forethought/workbook"
)

// importFeedback asks for filled feedback forms and shows what they would add to an exercise.
func (d *desk) importFeedback(e workbook.ExerciseRecord) {
	if d.session.ReadOnly() {
		d.fail(&workbook.Problem{Kind: workbook.ErrReadOnly, File: d.bookName()})
		return
	}
	b := d.book
	d.window.Canvas().Unfocus() // commits what is being typed
	d.ask.openFiles(d.text("feedback-form.read"), d.text("report.pdf"), ".pdf", func(paths []string) {
		if d.book == b { // not closed behind the dialog
			d.readFeedback(e.ID, paths)
		}
	})
}

// readFeedback holds filled forms against the exercise of this moment.
func (d *desk) readFeedback(exercise string, paths []string) {
	b := d.book
	work(d, d.text("forms.reading"), func(ctx context.Context, progress func(int, int)) (workbook.Proposal, error) {
		forms, said, err := export.ReadFeedbackForms(ctx, paths, progress)
		if err != nil {
			return workbook.Proposal{}, err
		}
		e, err := b.ExerciseRecord(ctx, exercise)
		return workbook.Join(said, workbook.ProposeFeedback(e, forms, newID)), err
	}, func(p workbook.Proposal, err error) {
		switch {
		case err != nil:
			d.fail(err)
		case d.book == b:
			d.review(d.text("feedback-form.read-title"), p, func() { d.readFeedback(exercise, paths) })
		}
	})
}
