package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"forethought/tempfile"
	"forethought/workbook"
)

// ExerciseDocument is a kind of document on an exercise. Its name stands in the words under
// "exercise.document.<code>", whom it is for under "exercise.document-for.<code>" and what it
// holds under "exercise.document-holds.<code>".
type ExerciseDocument struct {
	Code    string
	Players bool // players may have it: it holds nothing that they are not to see
	// Write draws the document as a PDF at path, replacing what is there. Its errors and
	// guarantees are those of every document, see [writePDF].
	Write func(ctx context.Context, path string, r workbook.ExerciseRequest, o Options) (Receipt, error)
	// Needs lists what the document is empty without; words under "exercise.lacks.<code>".
	Needs []ExercisePart
}

// ExercisePart is something that an exercise may have or lack.
type ExercisePart string

// The parts of an exercise that documents need.
const (
	NeedsObjectives   ExercisePart = "objectives"
	NeedsModules      ExercisePart = "modules"
	NeedsInjects      ExercisePart = "injects"
	NeedsParticipants ExercisePart = "participants"
	NeedsRatings      ExercisePart = "ratings"
	NeedsObservations ExercisePart = "observations"
)

// ExerciseDocuments lists the kinds of document on an exercise, in the order in which an
// exercise calls for them.
func ExerciseDocuments() []ExerciseDocument {
	return []ExerciseDocument{
		{Code: "situation-manual", Players: true, Write: writing(workbook.NewSituationManual, WriteSituationManual),
			Needs: []ExercisePart{NeedsObjectives, NeedsModules, NeedsParticipants}},
		{Code: "conduct-briefing", Players: true, Write: writing(workbook.NewSituationManual, WriteConductBriefing),
			Needs: []ExercisePart{NeedsObjectives, NeedsModules}},
		{Code: "handbook", Write: writing(workbook.NewExerciseHandbook, WriteExerciseHandbook),
			Needs: []ExercisePart{NeedsObjectives, NeedsModules, NeedsInjects}},
		{Code: "evaluation-guides", Write: writing(workbook.NewBlankGuides, WriteEvaluationGuides),
			Needs: []ExercisePart{NeedsObjectives}},
		{Code: "feedback-form", Players: true, Write: writing(workbook.NewFeedbackForm, WriteFeedbackForm)},
		{Code: "certificate", Players: true, Write: writing(workbook.NewCertificates, WriteCertificates),
			Needs: []ExercisePart{NeedsParticipants}},
		{Code: "evaluation-results", Write: writing(workbook.NewFilledGuides, WriteEvaluationGuides),
			Needs: []ExercisePart{NeedsObjectives, NeedsRatings}},
		{Code: "after-action-report", Write: writing(workbook.NewAfterActionReport, WriteAfterActionReport),
			Needs: []ExercisePart{NeedsObjectives, NeedsRatings, NeedsObservations}},
	}
}

// writing joins a document's value with what draws it.
func writing[T any](value func(workbook.ExerciseRequest) T,
	write func(context.Context, string, T, Options) (Receipt, error)) func(context.Context, string, workbook.ExerciseRequest, Options) (Receipt, error) {
	return func(ctx context.Context, path string, r workbook.ExerciseRequest, o Options) (Receipt, error) {
		return write(ctx, path, value(r), o)
	}
}

// ParseExerciseDocument finds a kind by its code, in any case. Its error is a
// [workbook.Problem] of kind ErrBadValue.
func ParseExerciseDocument(code string) (ExerciseDocument, error) {
	for _, d := range ExerciseDocuments() {
		if strings.EqualFold(strings.TrimSpace(code), d.Code) {
			return d, nil
		}
	}
	return ExerciseDocument{}, &workbook.Problem{Kind: workbook.ErrBadValue, Field: "document", Value: workbook.Shorten(code, 60)}
}

// Lacks lists what the document is empty without and an exercise has not got yet.
func (d ExerciseDocument) Lacks(e *workbook.ExerciseRecord) []ExercisePart {
	has := map[ExercisePart]bool{
		NeedsObjectives: len(e.Objectives) > 0, NeedsModules: len(e.Modules) > 0,
		NeedsInjects: len(e.Injects) > 0, NeedsParticipants: len(e.Participants) > 0,
		NeedsObservations: len(e.Observations) > 0,
		NeedsRatings: len(e.Ratings) > 0 || slices.ContainsFunc(e.Objectives,
			func(o workbook.Objective) bool { return o.Final != "" }),
	}
	var lacks []ExercisePart
	for _, need := range d.Needs {
		if !has[need] {
			lacks = append(lacks, need)
		}
	}
	return lacks
}

// FileName is the name of the document's file for an exercise, the same every time.
func (d ExerciseDocument) FileName(e workbook.Exercise, words Words) string {
	name := strings.TrimSpace(e.Name)
	if name == "" {
		name = words.Text("exercise.unnamed")
	}
	return FileName(words.Text("exercise.document-file", "Kind", words.Text("exercise.document."+d.Code),
		"Exercise", workbook.Shorten(name, 70))) + ".pdf"
}

// WriteExerciseDocuments writes documents on an exercise into a folder, which is made where
// it is missing, each under its own name, replacing what is there. The progress of the
// options counts documents. All of them are drawn before any is put in place, so that after
// an error or a cancelled context none was; the errors are those of each document.
func WriteExerciseDocuments(ctx context.Context, folder string, documents []ExerciseDocument, r workbook.ExerciseRequest, o Options) (receipts []Receipt, err error) {
	for _, d := range documents {
		if err := mayReplace(filepath.Join(folder, d.FileName(r.Exercise.Exercise, o.Words))); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, &workbook.Problem{Kind: workbook.ErrNotWritable, File: folder, Err: err}
	}
	stage, err := tempfile.MakeDir(folder)
	if err != nil {
		return nil, &workbook.Problem{Kind: workbook.ErrNotWritable, File: folder, Err: err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(stage)) }()
	progress := o.Progress
	o.Progress = nil
	for i, d := range documents {
		receipt, err := d.Write(ctx, filepath.Join(stage, d.FileName(r.Exercise.Exercise, o.Words)), r, o)
		if err != nil {
			return nil, fmt.Errorf("write documents on an exercise: %w", err)
		}
		receipts = append(receipts, receipt)
		if progress != nil {
			progress(i+1, len(documents))
		}
	}
	for i, drawn := range receipts {
		path := filepath.Join(folder, filepath.Base(drawn.Path))
		if err := rename(ctx, drawn.Path, path); err != nil {
			return nil, undelivered(path, err)
		}
		receipts[i].Path = path
	}
	return receipts, nil
}
